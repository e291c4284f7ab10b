/** Image and mask pairs listed in a CSV file, with their parts and groups where the table has them. */

import { dirname } from "node:path";
import { checkNames, readTable, separatorKind } from "../../data/csv.ts";
import { type CsvRow, Limit, parseCsv } from "../../data/index.ts";
import {
  boolean,
  describe,
  either,
  listed,
  listOf,
  oneOf,
  type Rest,
  signature,
  string,
} from "../../edge/index.ts";
import { throwIfAborted } from "../../native/abort.ts";
import { ArgumentError, DatasetError, FileFormatError } from "../../native/errors.ts";
import { Inside, named } from "./inside.ts";
import { fileKinds } from "./kinds.ts";
import { type Part, partNamed } from "./parts.ts";
import {
  fileMasks,
  type SegmentationFile,
  type SegmentationFileOptions,
  type SegmentationFiles,
  segmentationFiles,
} from "./segmentation-files.ts";
import { MASK_TASK, type MaskTaskOptions, maskTask } from "./segmentation-task.ts";
import { groupedSplit, type Parts, type SplitOptions, splitKind } from "./split.ts";

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
  /** Folder that paths are relative to, and that they do not leave. Default: the table's. */
  root?: string;
  /**
   * Take files outside of that folder too, where the table names them by absolute paths or `..`, or a link in the folder
   * leads out of it. Default false: a table of somebody else's opens no other files.
   */
  allowOutside?: boolean;
  /** Default ",". */
  separator?: string;
  /** Shares to set aside of a table without a column of parts; groups stay together. */
  split?: SplitOptions;
  /** What an empty cell in place of a mask does: throw, leave the row out, or say that nothing is drawn. Default "throw". */
  missing?: "throw" | "skip" | "empty";
}

const ENTRY = "datasets.segmentationFromCsv";
const COLUMNS = signature<SegmentationColumns>(`${ENTRY}: columns`, {
  options: { image: string, mask: either(string, listOf(string)), split: string, group: string },
  advice: { masks: "it is called mask", images: "it is called image", patient: "it is called group" },
});
const TAKES = signature<SegmentationCsvOptions>(ENTRY, {
  takes: { file: string },
  options: {
    ...fileKinds(ENTRY),
    ...MASK_TASK,
    root: string,
    allowOutside: boolean,
    separator: separatorKind,
    split: splitKind(ENTRY),
    missing: oneOf("throw", "skip", "empty"),
  },
  advice: { group: "it names a column, and belongs in the argument before", val: "give split: { val: 0.2 }" },
});

/**
 * Opens the pairs that a table with a header lists; reads no image yet.
 *
 * Throws FileFormatError with the line for a table that is none, DatasetError for a file that is missing or lies outside
 * of the folder, and a group that is in two parts, ArgumentError for columns that are not there and options that contradict each other.
 *
 * @example
 * // image,mask,patient
 * // images/1.jpg,masks/1.png,p07
 * const data = await segmentationFromCsv("polyps.csv", { group: "patient" }, { split: { val: 0.2, seed: 0 } });
 */
export async function segmentationFromCsv(
  file: string,
  ...given: [columns?: SegmentationColumns | undefined, ...Rest<SegmentationCsvOptions>]
): Promise<SegmentationFiles> {
  const [first, ...rest] = given;
  const columns = COLUMNS.read(given.length === 0 ? [] : [first]);
  const options = TAKES.read(rest);
  TAKES.check(file);
  const text = await readTable(file, OPERATION, options.signal);
  const rows = readRows(parseCsv(text, { separator: options.separator, file }), file, columns, options);
  await checkFiles(rows, file, options);
  const names = typeof columns.mask === "object" ? columns.mask : null;
  const { task, values } = maskTask(options, names, OPERATION);
  const parts = divide(rows, file, options.split);
  if (parts.train.length === 0) {
    throw new DatasetError(`${OPERATION}: ${file} has no row to train on`, { file, operation: OPERATION });
  }
  const read = { ...values, exif: options.image?.exif };
  return segmentationFiles(file, parts, task, (samples) => fileMasks(samples, task, read), options);
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
  checkNames(names, file, OPERATION);
  const place = (name: string): number => {
    const at = names.indexOf(name);
    if (at >= 0) return at;
    throw new ArgumentError(
      `${OPERATION}: ${file} has no column ${describe(name)}; it has ${listed(names)}`,
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
    const drawn = masks.map((column) => (cell(column) === "" ? null : named(root, cell(column))));
    if (drawn.every((mask) => mask === null) && missing !== "empty") {
      if (missing === "skip") continue;
      const column = masks.map((at) => names[at]).join(", ");
      refuse(file, line, `no mask in column ${column}; missing: "empty" says that nothing is drawn there`);
    }
    rows.push({
      path: named(root, cell(image)),
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
  return refuse(file, line, `expected train, val or test as part, got ${describe(name)}`);
}

/** Throws DatasetError naming the first line whose files are not there, or lie outside of the folder. */
async function checkFiles(
  rows: readonly Row[],
  file: string,
  options: SegmentationCsvOptions,
): Promise<void> {
  const { root = dirname(file), allowOutside = false, signal } = options;
  const inside = new Inside(root, allowOutside);
  const limit = new Limit(16);
  const problems = await Promise.all(
    rows.map(({ path, masks }) =>
      limit.run(async () => {
        throwIfAborted(signal, OPERATION);
        for (const wanted of [path, ...masks]) {
          const problem = wanted === null ? null : await inside.problem(wanted);
          if (problem !== null) return { problem, wanted };
        }
        return null;
      }),
    ),
  );
  const at = problems.findIndex((found) => found !== null);
  if (at < 0) return;
  const { problem, wanted } = problems[at] as { problem: string; wanted: string };
  throw new DatasetError(
    `${OPERATION}: ${file}, line ${rows[at]?.line}: ${problem}; paths are relative to the table, or to the option root`,
    { file: wanted, operation: OPERATION },
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
        `${OPERATION}: ${file}: the group ${describe(row.group)} is in two parts, ${other.part} (line ` +
          `${other.line}) and ${row.part} (line ${row.line}); what is measured there would have been trained on`,
        { file, operation: OPERATION },
      );
    }
    seen.set(row.group, other ?? row);
  }
  const of = (part: Part) => rows.filter((row) => row.part === part);
  return { train: of("train"), val: of("val"), test: of("test") };
}
