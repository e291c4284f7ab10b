/** Predictions as a table, a row for each sample: what its columns are called, and how it is written. */

import { extname } from "node:path";
import { delimitedCell } from "../../data/tables/delimited.ts";
import { parquetBytes } from "../../data/tables/parquet.ts";
import { writeAtomically } from "../../io/atomic-file.ts";
import { ArgumentError } from "../../native/errors.ts";

/** What a cell holds; null where nothing is known. */
export type PredictionCell = string | number | null;

/** A row by the names of its columns. */
export type PredictionRow = Readonly<Record<string, PredictionCell>>;

/** Columns that every table of the library has where it knows them. */
export const COLUMNS = {
  id: "file",
  group: "group",
  label: "label",
  predicted: "predicted",
  /** Of ordered grades alone: the mean of the grades by their probabilities, which tells their tables from those of classes. */
  expectedGrade: "expected_grade",
  loss: "loss",
} as const;

/** Columns of each label and of each number, by its name. */
export const columnOf = {
  label: (name: string): string => `label.${name}`,
  probability: (name: string): string => `probability.${name}`,
  value: (name: string): string => `value.${name}`,
  prediction: (name: string): string => `prediction.${name}`,
} as const;

/** What the column of a class's probability begins with. */
export const PROBABILITY = "prob_";

/** Formats by the end of a file's name. */
const FORMATS: Readonly<
  Record<string, (rows: readonly PredictionRow[]) => string | Promise<string | Uint8Array>>
> = {
  ".csv": (rows) => separated(rows, ","),
  ".tsv": (rows) => separated(rows, "\t"),
  ".jsonl": (rows) => rows.map((row) => `${JSON.stringify(row, plain)}\n`).join(""),
  ".parquet": (rows) => parquetBytes(namesIn(rows), rows),
};

/** @throws ArgumentError for a file whose name ends as no format's does */
export function checkPredictionFile(file: string, operation: string): void {
  const end = extname(file).toLowerCase();
  if (Object.hasOwn(FORMATS, end)) return;
  throw new ArgumentError(
    `${operation}: predictions are written to ${Object.keys(FORMATS).join(", ")}, by the end of the name; got ${file}.`,
    { operation, file },
  );
}

/**
 * Writes rows to a file, which appears whole or not at all; its format is by the end of its name.
 *
 * @throws ArgumentError for another end, and where the file cannot be written
 */
export async function writeRows(
  file: string,
  rows: readonly PredictionRow[],
  operation: string,
  signal?: AbortSignal,
): Promise<void> {
  checkPredictionFile(file, operation);
  const content = (await FORMATS[extname(file).toLowerCase()]?.(rows)) as string | Uint8Array; // as checked
  await writeAtomically(file, (handle) => handle.writeFile(content), signal);
}

/** Names of the columns, in the order in which they come up. */
function namesIn(rows: readonly PredictionRow[]): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

function separated(rows: readonly PredictionRow[], separator: string): string {
  const names = namesIn(rows);
  const line = (cells: readonly PredictionCell[]): string =>
    cells.map((cell) => delimitedCell(textOf(cell), separator)).join(separator);
  return `${[names, ...rows.map((row) => names.map((name) => row[name] ?? null))].map(line).join("\n")}\n`;
}

function textOf(cell: PredictionCell): string {
  return cell === null || Number.isNaN(cell) ? "" : String(cell);
}

/** JSON has no infinities, and null for NaN. */
function plain(_: string, value: unknown): unknown {
  return value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY ? String(value) : value;
}
