/** Image and mask pairs listed in a CSV file, with their parts and groups where the table has them. */

import { TABLE_TEXT, type TableTextOptions } from "../../data/tables/table.ts";
import { boolean, either, listOf, oneOf, type Rest, signature, string } from "../../edge/index.ts";
import { FileTable } from "./csv-files.ts";
import { FACT_COLUMNS, type FactColumns, factsReader, type RowFacts } from "./csv-rows.ts";
import { divideTable, type TableSplitOptions, tableSplitKind } from "./csv-split.ts";
import type { Exclusion } from "./file-parts.ts";
import { fileKinds } from "./kinds.ts";
import {
  fileMasks,
  type SegmentationFile,
  type SegmentationFileOptions,
  type SegmentationFiles,
  segmentationFiles,
} from "./segmentation-files.ts";
import { MASK_TASK, type MaskTaskOptions, maskTask } from "./segmentation-task.ts";

const OPERATION = "segmentationFromCsv";

/** Columns of the table that {@link segmentationFromCsv} reads. */
export interface SegmentationColumns extends FactColumns {
  /** Image files. Default "image". */
  image?: string;
  /** Mask files; a list of columns, one for each class, makes the data `multilabel`. Default "mask". */
  mask?: string | readonly string[];
}

/** Options of {@link segmentationFromCsv}. */
export interface SegmentationCsvOptions extends SegmentationFileOptions, MaskTaskOptions, TableTextOptions {
  /** Folder that paths are relative to, and that they do not leave. Default: the table's. */
  root?: string;
  /**
   * Take files outside of that folder too, where the table names them by absolute paths or `..`, or a link in the folder
   * leads out of it. Default false: a table of somebody else's opens no other files.
   */
  allowOutside?: boolean;
  /**
   * Shares to set aside of a table without a column of parts, groups whole, by date or by site; or a file of parts that `saveSplit`
   * wrote.
   */
  split?: TableSplitOptions | string;
  /** What a row does whose image or mask is not there: throw, or be left out and listed in `exclusions`. Default "throw". */
  onMissing?: "throw" | "skip";
  /** What an empty cell in place of a mask does: throw, leave the row out, or say that nothing is drawn. Default "throw". */
  missing?: "throw" | "skip" | "empty";
}

const ENTRY = "datasets.segmentationFromCsv";
const COLUMNS = signature<SegmentationColumns>(`${ENTRY}: columns`, {
  options: { image: string, mask: either(string, listOf(string)), ...FACT_COLUMNS },
  advice: { masks: "it is called mask", images: "it is called image", patient: "it is called group" },
});
const TAKES = signature<SegmentationCsvOptions>(ENTRY, {
  takes: { file: string },
  options: {
    ...fileKinds(ENTRY),
    ...MASK_TASK,
    root: string,
    allowOutside: boolean,
    ...TABLE_TEXT,
    split: tableSplitKind(ENTRY),
    onMissing: oneOf("throw", "skip"),
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
  const { separator, encoding, root, signal } = options;
  const table = await FileTable.open(file, { operation: OPERATION, separator, encoding, root, signal });
  const exclusions: Exclusion[] = [];
  const listed = readRows(table, columns, options.missing ?? "throw", exclusions);
  const rows = await table.present(listed, ({ path, masks }) => [path, ...masks], { ...options, exclusions });
  const names = typeof columns.mask === "object" ? columns.mask : null;
  const { task, values } = maskTask(options, names, OPERATION);
  const { parts, division } = await divideTable(
    table,
    { samples: rows, strata: null, base: file },
    options.split,
  );
  const read = { ...values, exif: options.image?.exif };
  const data = segmentationFiles(file, parts, task, (samples) => fileMasks(samples, task, read), options);
  return data._from({ table: file, exclusions, division, groupColumn: columns.group ?? null });
}

type Row = SegmentationFile & RowFacts;

function readRows(
  table: FileTable,
  columns: SegmentationColumns,
  missing: "throw" | "skip" | "empty",
  exclusions: Exclusion[],
): Row[] {
  const { names } = table;
  const image = table.column(columns.image ?? "image");
  const facts = factsReader(table, columns);
  const masks = [columns.mask ?? "mask"].flat().map((name) => table.column(name));

  const rows: Row[] = [];
  for (const [at, row] of table.rows.entries()) {
    const { line } = row;
    if (row.cell(image) === "") table.refuse(line, `no image in column ${names[image]}`);
    const drawn = masks.map((column) => (row.cell(column) === "" ? null : table.path(row.cell(column))));
    if (drawn.every((mask) => mask === null) && missing !== "empty") {
      if (missing === "skip") {
        exclusions.push({ file: table.file, line, reason: "no mask" });
        continue;
      }
      const column = masks.map((at) => names[at]).join(", ");
      table.refuse(line, `no mask in column ${column}; missing: "empty" says that nothing is drawn there`);
    }
    rows.push({ path: table.path(row.cell(image)), masks: drawn, ...facts(row, at) });
  }
  return rows;
}
