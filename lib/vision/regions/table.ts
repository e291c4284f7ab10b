/** Measurements as a table: for a CSV file, and as inputs of a logistic regression or an MLP. */
import { writeFile } from "node:fs/promises";
import { fromTypedArray, type Tensor } from "../../tensor/index.ts";
import type { RegionMeasurements } from "./measure.ts";

/** The measurements that a table holds, in the order of its columns. */
export const regionColumns = [
  "area",
  "perimeter",
  "centroidRow",
  "centroidColumn",
  "boxLength",
  "boxWidth",
  "boxAngle",
  "majorAxisLength",
  "minorAxisLength",
  "orientation",
  "eccentricity",
  "skeletonLength",
  "solidity",
  "extent",
  "eulerNumber",
] as const;

/** Name of a column. */
export type RegionColumn = (typeof regionColumns)[number];

/** One row for each region. */
export interface RegionTable {
  columns: readonly RegionColumn[];
  /** Labels of the regions (N). */
  labels: number[];
  /** (N, D), row by row. */
  values: Float64Array;
}

/** Puts measurements into a table, with all columns or those named. */
export function regionTable(
  regions: readonly RegionMeasurements[],
  { columns = regionColumns }: { columns?: readonly RegionColumn[] } = {},
): RegionTable {
  const rows = regions.map((region) => columns.map((column) => cell(region, column)));
  return { columns, labels: regions.map(({ label }) => label), values: Float64Array.from(rows.flat()) };
}

function cell(region: RegionMeasurements, column: RegionColumn): number {
  switch (column) {
    case "centroidRow":
      return region.centroid[0];
    case "centroidColumn":
      return region.centroid[1];
    case "boxLength":
      return region.orientedBox.length;
    case "boxWidth":
      return region.orientedBox.width;
    case "boxAngle":
      return region.orientedBox.angle;
    default:
      return region[column];
  }
}

/** The table's values as inputs (N, D) of float32; the caller frees them. */
export function regionFeatures(table: RegionTable): Tensor {
  return fromTypedArray(Float32Array.from(table.values), [table.labels.length, table.columns.length]);
}

/**
 * The table as CSV: a header, one row for each region, its label first. `data.readCsv` reads it, given the column with
 * the classes.
 *
 * @param classes adds a last column `class`: the class of each region, quoted where it must be
 */
export function regionCsv(table: RegionTable, { classes }: { classes?: readonly string[] } = {}): string {
  const width = table.columns.length;
  const lines = [["label", ...table.columns, ...(classes === undefined ? [] : ["class"])].join(",")];
  for (const [row, label] of table.labels.entries()) {
    const cells: (string | number)[] = [label, ...table.values.subarray(row * width, (row + 1) * width)];
    if (classes !== undefined) cells.push(quoted(classes[row] ?? ""));
    lines.push(cells.join(","));
  }
  return `${lines.join("\n")}\n`;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Writes {@link regionCsv} to a file. */
export async function writeRegionCsv(
  file: string,
  table: RegionTable,
  options: { classes?: readonly string[] } = {},
): Promise<void> {
  await writeFile(file, regionCsv(table, options));
}
