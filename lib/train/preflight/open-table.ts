/** A table of images as data, however little of it is in order. */

import { Table } from "../../data/tables/table.ts";
import { ArgumentError } from "../../native/errors.ts";
import type {
  ClassColumns,
  DetectionColumns,
  GradeColumns,
  LabelsColumns,
  SegmentationColumns,
  ValueColumns,
} from "../../vision/datasets/index.ts";
import { fromCsv } from "../../vision/datasets/index.ts";
import type { DecodingOptions } from "../../vision/image.ts";
import type { InspectableData } from "./source.ts";

/** What the columns of a table say: those of `datasets.fromCsv`. */
export type InspectColumns =
  | ClassColumns
  | GradeColumns
  | LabelsColumns
  | ValueColumns
  | (SegmentationColumns & { mask: string | readonly string[] })
  | (DetectionColumns & { box: readonly string[] });

/** How a table is opened. */
export interface TableOpening {
  operation: string;
  columns: InspectColumns | undefined;
  /** Folder of its images. */
  root: string | undefined;
  image?: DecodingOptions;
  signal?: AbortSignal;
}

/** A table as data, and the column that its groups stand in where they are not the data's own. */
export interface OpenedTable {
  data: InspectableData;
  groupColumn: string | null;
}

/**
 * Opens a table. Rows that cannot be used are left out, to be told. Groups are kept as a column, since a data set refuses a group in
 * two parts, which is what is looked for.
 */
export async function openTable(
  file: string,
  { operation, columns, root, image, signal }: TableOpening,
): Promise<OpenedTable> {
  const { names } = await Table.open(file, { operation, signal });
  if (columns === undefined) {
    throw new ArgumentError(
      `${operation}: ${file} is a table, of which columns say what is an image and what is to be learned, as ` +
        `columns: { image: "file", label: "diagnosis" }; it has ${names.join(", ")}`,
      { operation, file },
    );
  }
  const settings = { root, image, signal };
  // One call for all kinds of columns, of which each has its own declaration.
  const open = fromCsv as (file: string, columns: object, options: object) => Promise<InspectableData>;
  if ("mask" in columns || "box" in columns) {
    const lenient = "mask" in columns ? { missing: "skip" } : { badBoxes: "skip" };
    return { data: await open(file, columns, { ...settings, ...lenient }), groupColumn: null };
  }
  const groupColumn = columns.group ?? (names.includes("group") ? "group" : null);
  const kept = columns.keep ?? [];
  const asked =
    groupColumn === null
      ? columns
      : { ...columns, group: columns.image, keep: [...new Set([...kept, groupColumn])] };
  const lenient = { onMissing: "skip", onEmpty: "skip", duplicates: "keep" };
  return { data: await open(file, asked, { ...settings, ...lenient }), groupColumn };
}
