/** Volumes listed in a table, a row for each volume, slice or point, with their classes or masks. */

import { TABLE_TEXT, type TableRow, type TableTextOptions } from "../../data/tables/table.ts";
import { boolean, kind, listOf, numberFrom, type Rest, signature, string } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import { FileTable } from "./csv-files.ts";
import { MASK_TASK } from "./segmentation-task.ts";
import {
  type MaskedVolumeEntry,
  openMasked,
  type SegmentationVolumes,
  type SegmentationVolumesOptions,
} from "./volume-masks.ts";
import { VOLUME_ADVICE, type VolumeEntry, volumeSampleKinds } from "./volume-samples.ts";
import { openClassified, type Volumes, type VolumesOptions } from "./volumes.ts";

/** Columns of the table that {@link volumesFromCsv} reads. */
export interface VolumeColumns {
  /** Files, or folders of slices. Default "volume". */
  volume?: string;
  /** Classes of volumes, or of their points. Default "label", where there is no column of masks. */
  label?: string;
  /** Volumes of masks; the data is of segmentation then. */
  mask?: string;
  /** Patient, of whom nothing may be in two parts. Default "group", where there is one. */
  group?: string;
  /** Part of each row: train, val or test. Default "split", where there is one. */
  split?: string;
  /** One slice for each row, from 0. */
  slice?: string;
  /** Three columns of a point for each row, in what the option `coordinates` says. */
  point?: readonly [x: string, y: string, z: string];
  /** Distances of slices, rows and columns in millimetres, three columns or one for all, of files that do not say them. */
  spacing?: string | readonly [slice: string, row: string, column: string];
  /** Name of the array in a `.npz` or HDF5 file. */
  array?: string;
}

/** Columns of a table of volumes with masks. */
export interface MaskedVolumeColumns extends VolumeColumns {
  mask: string;
}

/** What a table of volumes takes beside what they are. */
interface TableOptions extends TableTextOptions {
  /** Take files outside of the folder too. Default false: a table of somebody else's opens no other files. */
  allowOutside?: boolean;
}

/** Options of {@link volumesFromCsv}; `root` is the table's folder unless it is given. */
export interface VolumesCsvOptions extends VolumesOptions, TableOptions {}

/** Options of {@link volumesFromCsv} for tables with masks. */
export interface MaskedVolumesCsvOptions extends SegmentationVolumesOptions, TableOptions {}

const ENTRY = "datasets.volumesFromCsv";
const OPERATION = "volumesFromCsv";
const threeColumns = listOf(string, 3);
const COLUMNS = signature<VolumeColumns>(`${ENTRY}: columns`, {
  options: {
    volume: string,
    label: string,
    mask: string,
    group: string,
    split: string,
    slice: string,
    point: kind("three names of columns", threeColumns.accepts),
    spacing: kind("the name of a column, or three", (v) => string.accepts(v) || threeColumns.accepts(v)),
    array: string,
  },
  advice: { image: "it is called volume", patient: "it is called group", x: 'give point: ["x", "y", "z"]' },
});
const { colors: _, classes, ...OF_MASKS } = MASK_TASK;
const TAKES = signature<MaskedVolumesCsvOptions>(ENTRY, {
  takes: { file: string },
  options: {
    ...volumeSampleKinds(ENTRY),
    ...OF_MASKS,
    classes,
    minForeground: numberFrom(0, 1),
    allowOutside: boolean,
    ...TABLE_TEXT,
  },
  advice: VOLUME_ADVICE,
});

/**
 * Opens the volumes that a table with a header lists: with a column of masks as {@link SegmentationVolumes}, else as
 * {@link Volumes} with the classes of a column. Throws as those do, FileFormatError with the line for a table that is none,
 * DatasetError for a file that is missing or lies outside of the folder.
 *
 * @example
 * // seriesuid,coordX,coordY,coordZ,class
 * const data = await datasets.volumesFromCsv(
 *   "candidates.csv",
 *   { volume: "seriesuid", label: "class", point: ["coordX", "coordY", "coordZ"] },
 *   { coordinates: "lps", sizeMm: 50, resample: [null, 1, 1], stack: 3, image: { window: "lung" }, split: { val: 0.2 } },
 * );
 */
export async function volumesFromCsv(
  file: string,
  columns: MaskedVolumeColumns,
  options?: MaskedVolumesCsvOptions,
): Promise<SegmentationVolumes>;
export async function volumesFromCsv(
  file: string,
  columns?: VolumeColumns,
  options?: VolumesCsvOptions,
): Promise<Volumes>;
export async function volumesFromCsv(
  file: string,
  ...given: [columns?: VolumeColumns | undefined, ...Rest<MaskedVolumesCsvOptions>]
): Promise<Volumes | SegmentationVolumes> {
  const [first, ...rest] = given;
  const columns = COLUMNS.read(given.length === 0 ? [] : [first]);
  const { allowOutside, separator, encoding, ...options } = TAKES.read(rest);
  TAKES.check(file);
  const isMasked = columns.mask !== undefined;
  const unfit = [...Object.keys(OF_MASKS), "minForeground"].find((key) => !isMasked && key in options);
  if (unfit !== undefined) {
    throw new ArgumentError(`${OPERATION}: ${unfit} is of masks; name their column, as { mask: "mask" }`, {
      operation: OPERATION,
    });
  }
  const table = await FileTable.open(file, {
    operation: OPERATION,
    separator,
    encoding,
    root: options.root,
    signal: options.signal,
  });
  const rows = rowsOf(table, columns);
  await table.check(
    rows.map(({ line, entry }) => ({ line, paths: [entry.path, ...(isMasked ? [entry.mask] : [])] })),
    { allowOutside, signal: options.signal, folders: true },
  );
  const entries = rows.map(({ entry: { mask, ...entry } }) => (isMasked ? { ...entry, mask } : entry));
  // Paths of the table are joined with its root already.
  const read = { ...options, root: undefined };
  if (isMasked) {
    const masked = entries.map(({ label: _label, ...entry }) => entry as MaskedVolumeEntry);
    return openMasked(masked, read, OPERATION);
  }
  return openClassified(entries, read, { operation: OPERATION });
}

function rowsOf(
  table: FileTable,
  columns: VolumeColumns,
): { line: number; entry: VolumeEntry & { mask: string } }[] {
  const { mask: maskName, label: labelName, slice: sliceName, array: arrayName } = columns;
  const volume = table.column(columns.volume ?? "volume");
  const label = maskName === undefined ? table.column(labelName ?? "label") : null;
  const at = (name: string | undefined) => (name === undefined ? null : table.column(name));
  const [mask, slice, array] = [at(maskName), at(sliceName), at(arrayName)];
  const point = columns.point?.map((name) => table.column(name));
  const { spacing = [] } = columns;
  const distances = [spacing].flat().map((name) => table.column(name));
  const [split, group] = [table.optional(columns.split, "split"), table.optional(columns.group, "group")];
  return table.rows.map((row) => {
    const { line } = row;
    const text = (column: number): string =>
      row.cell(column) === ""
        ? table.refuse(line, `nothing in column ${table.names[column]}`)
        : row.cell(column);
    const listed = table.listed(row, split, group);
    const millimetres = distances.map((column) => numberIn(table, row, column));
    const [one, two = one, three = one] = millimetres as [number?, number?, number?];
    const entry = {
      path: table.path(text(volume)),
      mask: mask === null ? "" : table.path(text(mask)),
      ...(label !== null && { label: text(label) }),
      ...(listed.group !== undefined && { group: listed.group }),
      ...(listed.part !== undefined && { part: listed.part }),
      ...(slice !== null && { slices: [wholeIn(table, row, slice)] }),
      ...(array !== null && { array: text(array) }),
      ...(one !== undefined && { spacing: [one, two as number, three as number] as const }),
      ...(point !== undefined && {
        points: [
          {
            at: point.map((column) => numberIn(table, row, column)) as unknown as readonly [
              number,
              number,
              number,
            ],
          },
        ],
      }),
    };
    return { line, entry };
  });
}

function numberIn(table: FileTable, row: TableRow, column: number): number {
  const text = row.cell(column);
  const value = text === "" ? Number.NaN : Number(text);
  return Number.isFinite(value)
    ? value
    : table.refuse(
        row.line,
        `expected a number in column ${table.names[column]}, got ${JSON.stringify(text)}`,
      );
}

function wholeIn(table: FileTable, row: TableRow, column: number): number {
  const value = numberIn(table, row, column);
  return Number.isInteger(value) && value >= 0
    ? value
    : table.refuse(
        row.line,
        `expected a slice, a whole number from 0, in column ${table.names[column]}, got ${value}`,
      );
}
