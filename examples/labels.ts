/** Labels from a CSV file with a header: each row as an object of texts. */

import { readFileSync } from "node:fs";
import { data } from "torchts";

/** The rows of a table; throws where it lacks a column. */
export function readRows<Column extends string>(
  file: string,
  columns: readonly Column[],
): Record<Column, string>[] {
  const [head, ...rows] = data.parseCsv(readFileSync(file, "utf8"), { file });
  const places = columns.map((column) => {
    const at = head?.values.indexOf(column) ?? -1;
    if (at < 0) throw new Error(`${file} has no column ${column}`);
    return [column, at] as const;
  });
  return rows.map(
    ({ values }) =>
      // One entry for each of the columns.
      Object.fromEntries(places.map(([column, at]) => [column, values[at] ?? ""])) as Record<Column, string>,
  );
}
