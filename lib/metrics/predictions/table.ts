/** What tables of predictions have beside what any table has: the patient of each row. */
import type { Table } from "../../data/tables/table.ts";
import { describe } from "../../edge/index.ts";
import { COLUMNS } from "./rows.ts";

/**
 * The patient of each sample.
 *
 * @param asked the column; without one "group", where it is there; null for none
 * @throws FileFormatError, with the line, for a cell that is empty
 */
export function groupsIn(
  table: Table,
  asked: string | null | undefined,
): { column: string; values: string[] } | null {
  const usual = table.names.includes(COLUMNS.group) ? COLUMNS.group : null;
  const column = asked === undefined ? usual : asked;
  if (column === null) return null;
  const values = table.texts(table.column(column, "group"));
  const lost = values.indexOf("");
  if (lost >= 0) refuseRow(table, lost, `the group in ${describe(column)} is missing`);
  return { column, values };
}

/** What names a sample of a table, where it says. */
export function idsOf(table: Table, id: string | undefined): string[] {
  const name = id ?? [COLUMNS.id, "id"].find((one) => table.names.includes(one));
  return name === undefined
    ? Array.from({ length: table.length }, (_, row) => `${row + 1}`)
    : table.texts(table.column(name, "id"));
}

/** Throws FileFormatError with the line of a row, by its position. */
export function refuseRow(table: Table, row: number, what: string): never {
  return table.refuse((table.rows[row] as Table["rows"][number]).line, what);
}
