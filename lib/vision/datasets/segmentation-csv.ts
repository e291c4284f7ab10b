/** Image and mask pairs listed in a CSV file, with their parts and groups where the table has them. */

import { readFile, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { type CsvRow, Limit, parseCsv } from "../../data/index.ts";
import { throwIfAborted } from "../../native/abort.ts";
import { ArgumentError, DatasetError, FileFormatError } from "../../native/errors.ts";
import { type Part, partNamed } from "./parts.ts";
import {
  fileMasks,
  type SegmentationFile,
  type SegmentationFileOptions,
  type SegmentationFiles,
  segmentationFiles,
} from "./segmentation-files.ts";
import { type MaskTaskOptions, maskTask } from "./segmentation-task.ts";
import type { SplitOptions } from "./split.ts";
import { groupedSplit, type Parts } from "./split.ts";

const OPERATION = "segmentationFromCsv";

/** Columns of the table that {@link segmentationFromCsv} reads. */
export interface SegmentationColumns {
  /** Image files. Default "image". */
  image?: string;
  /** Mask files; a list of columns, one for each class, makes the data `multilabel`. Default "mask". */
  mask?: string | readonly string[];
  /** Part of each row: train, val or test (training, valid, validation, testing). Default "split", where there is one. */
  split?: string;
  /** What must not be divided, such as the patient. Default "group", where there is one. */
  group?: string;
}

/** Options of {@link segmentationFromCsv}. */
export interface SegmentationCsvOptions extends SegmentationFileOptions, MaskTaskOptions {
  /** Folder that paths are relative to. Default: the table's. */
  root?: string;
  /** Default ",". */
  separator?: string;
  /** Shares to set aside of a table without a column of parts; groups stay together. */
  split?: SplitOptions;
  /** What an empty cell in place of a mask does: throw, leave the row out, or say that nothing is drawn. Default "throw". */
  missing?: "throw" | "skip" | "empty";
}

/**
 * Opens the pairs that a table with a header lists; reads no image yet.
 *
 * Throws FileFormatError with the line for a table that is none, DatasetError for a file that is missing and a group that
 * is in two parts, ArgumentError for columns that are not there and options that contradict each other.
 *
 * @example
 * // image,mask,patient
 * // images/1.jpg,masks/1.png,p07
 * const data = await segmentationFromCsv("polyps.csv", { group: "patient" }, { split: { val: 0.2, seed: 0 } });
 */
export async function segmentationFromCsv(
  file: string,
  columns: SegmentationColumns = {},
  options: SegmentationCsvOptions = {},
): Promise<SegmentationFiles> {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new FileFormatError(`${OPERATION}: cannot read ${file}: ${reason}`, {
      file,
      cause,
      operation: OPERATION,
    });
  });
  const rows = readRows(parseCsv(text, { separator: options.separator, file }), file, columns, options);
  await checkFiles(rows, file, options.signal);
  const names = typeof columns.mask === "object" ? columns.mask : null;
  const { task, values } = maskTask(options, names, OPERATION);
  const parts = divide(rows, file, options.split);
  if (parts.train.length === 0) {
    throw new DatasetError(`${OPERATION}: ${file} has no row to train on`, { file, operation: OPERATION });
  }
  return segmentationFiles(file, parts, task, (samples) => fileMasks(samples, task, values), options);
}

interface Row extends SegmentationFile {
  line: number;
  part?: Part;
}

function refuse(file: string, line: number, what: string): never {
  throw new FileFormatError(`${OPERATION}: ${file}, line ${line}: ${what}`, { file, operation: OPERATION });
}

function readRows(
  table: CsvRow[],
  file: string,
  columns: SegmentationColumns,
  options: SegmentationCsvOptions,
): Row[] {
  const [header, ...body] = table;
  if (header === undefined || body.length === 0) {
    throw new FileFormatError(`${OPERATION}: ${file} has no rows below a header`, {
      file,
      operation: OPERATION,
    });
  }
  const names = header.values.map((name) => name.trim());
  const place = (name: string): number => {
    const at = names.indexOf(name);
    if (at >= 0) return at;
    throw new ArgumentError(
      `${OPERATION}: ${file} has no column ${JSON.stringify(name)}; it has ${names.join(", ")}`,
      { operation: OPERATION, file },
    );
  };
  const optional = (name: string | undefined, usual: string) =>
    name !== undefined ? place(name) : names.includes(usual) ? place(usual) : null;
  const [image, split, group] = [
    place(columns.image ?? "image"),
    optional(columns.split, "split"),
    optional(columns.group, "group"),
  ];
  const masks = [columns.mask ?? "mask"].flat().map(place);
  const root = options.root ?? dirname(file);
  const { missing = "throw" } = options;

  const rows: Row[] = [];
  for (const { line, values } of body) {
    if (values.length !== names.length) {
      refuse(file, line, `expected ${names.length} values as in the header, got ${values.length}`);
    }
    const cell = (column: number) => (values[column] as string).trim();
    if (cell(image) === "") refuse(file, line, `no image in column ${names[image]}`);
    const drawn = masks.map((column) => (cell(column) === "" ? null : resolve(root, cell(column))));
    if (drawn.every((mask) => mask === null) && missing !== "empty") {
      if (missing === "skip") continue;
      const column = masks.map((at) => names[at]).join(", ");
      refuse(file, line, `no mask in column ${column}; missing: "empty" says that nothing is drawn there`);
    }
    rows.push({
      path: resolve(root, cell(image)),
      masks: drawn,
      line,
      ...(split !== null && { part: partOf(cell(split), file, line) }),
      ...(group !== null && cell(group) !== "" && { group: cell(group) }),
    });
  }
  return rows;
}

function partOf(name: string, file: string, line: number): Part {
  const part = partNamed(name);
  if (part !== undefined) return part;
  return refuse(file, line, `expected train, val or test as part, got ${JSON.stringify(name)}`);
}

/** Throws DatasetError naming the first line whose files are not there. */
async function checkFiles(
  rows: readonly Row[],
  file: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const limit = new Limit(16);
  const lost = await Promise.all(
    rows.map(({ path, masks }) =>
      limit.run(async () => {
        throwIfAborted(signal, OPERATION);
        for (const wanted of [path, ...masks]) {
          if (wanted !== null && !(await stat(wanted).catch(() => null))?.isFile()) return wanted;
        }
        return null;
      }),
    ),
  );
  const at = lost.findIndex((path) => path !== null);
  if (at < 0) return;
  throw new DatasetError(
    `${OPERATION}: ${file}, line ${rows[at]?.line}: there is no file ${lost[at]}; paths are relative to the table, or ` +
      "to the option root",
    { file: lost[at] as string, operation: OPERATION },
  );
}

/** The parts that the table names, or shares of it. Throws DatasetError for a group in two parts. */
function divide(rows: readonly Row[], file: string, split: SplitOptions = {}): Parts<Row> {
  if (rows.every(({ part }) => part === undefined)) return groupedSplit(rows, split);
  if (split.val !== undefined || split.test !== undefined) {
    throw new ArgumentError(
      `${OPERATION}: ${file} has a column of parts; leave out split, or name another column as split`,
      { operation: OPERATION, file },
    );
  }
  const seen = new Map<string, Row>();
  for (const row of rows) {
    if (row.group === undefined) continue;
    const other = seen.get(row.group);
    if (other !== undefined && other.part !== row.part) {
      throw new DatasetError(
        `${OPERATION}: ${file}: the group ${JSON.stringify(row.group)} is in two parts, ${other.part} (line ` +
          `${other.line}) and ${row.part} (line ${row.line}); what is measured there would have been trained on`,
        { file, operation: OPERATION },
      );
    }
    seen.set(row.group, other ?? row);
  }
  const of = (part: Part) => rows.filter((row) => row.part === part);
  return { train: of("train"), val: of("val"), test: of("test") };
}
