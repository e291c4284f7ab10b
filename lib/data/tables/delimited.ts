/** CSV and its like: values between separators, which the header shows where nobody says them. */
import { extname } from "node:path";
import { describe } from "../../edge/index.ts";
import { FileFormatError } from "../../native/errors.ts";
import { parseCsv } from "../parse-csv.ts";
import type { RawRow, RawTable, ReadingOptions, TableFormat } from "./format.ts";
import { readTableText } from "./text.ts";

/** Separators that tables have, the usual one first. */
const SEPARATORS = [",", ";", "\t"] as const;

/** Values separated by commas, semicolons or tabs. */
export const delimited: TableFormat = {
  name: "CSV",
  endings: [".csv", ".tsv", ".txt"],
  place: "line",
  idle: [],
  read: async (file, options) => readDelimited(await readTableText(file, options), file, options),
};

function readDelimited(text: string, file: string, { operation, separator }: ReadingOptions): RawTable {
  const refuse = (line: number, what: string): never => {
    throw new FileFormatError(`${operation}: ${file}, line ${line}: ${what}`, { file, operation });
  };
  const found = separator ?? separatorOf(text, file);
  const [header, ...body] = parseCsv(text, { separator: found, file });
  const names = (header?.values ?? []).map((name) => name.trim());
  const isEmpty = (value: string | undefined) => value === undefined || value.trim() === "";
  // Spreadsheets leave separators behind for columns that once had something in them.
  while (names.at(-1) === "" && body.every(({ values }) => values.slice(names.length - 1).every(isEmpty))) {
    names.pop();
  }
  const rows = body.map(({ line, values }): RawRow => {
    if (values.length < names.length || !values.slice(names.length).every(isEmpty)) {
      refuse(
        line,
        `expected ${names.length} values as in the header, got ${values.length}${hint(values, names, found)}`,
      );
    }
    return { line, values: values.slice(0, names.length) };
  });
  return { names, rows };
}

/** What else a row of another length may be separated by. */
function hint(values: readonly string[], names: readonly string[], found: string): string {
  const other = SEPARATORS.find(
    (one) => one !== found && names.some((name) => name.includes(one)) && values.some((v) => v.includes(one)),
  );
  if (other !== undefined) return `; if values are separated by ${describe(other)}, give it as separator`;
  return values.length > names.length
    ? `; a value that holds ${describe(found)} stands in quotes, also numbers with a decimal comma`
    : "";
}

/** The usual separator by which the header has most names, of like ones the first; of .tsv the tab. */
function separatorOf(text: string, file: string): string {
  if (extname(file).toLowerCase() === ".tsv") return "\t";
  const line = /[^\r\n]*\S[^\r\n]*/.exec(text)?.[0] ?? "";
  const outside = line.replaceAll(/"[^"]*"/g, "quoted");
  const named = (one: string) => outside.split(one).filter((name) => name.trim() !== "").length;
  return SEPARATORS.reduce((best, one) => (named(one) > named(best) ? one : best));
}

/** A text as a cell of a line: in quotes where it would end the cell or the line. */
export function delimitedCell(text: string, separator = ","): string {
  return /["\r\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text;
}
