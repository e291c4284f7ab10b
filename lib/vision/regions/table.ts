/** Measurements as a table: for a CSV file, and as inputs of a logistic regression or an MLP. */

import { type Kind, kind, listOf, type Rest, signature, string } from "../../edge/index.ts";
import { writeAtomically } from "../../io/atomic-file.ts";
import { ArgumentError } from "../../native/errors.ts";
import { fromTypedArray, type Tensor } from "../../tensor/index.ts";
import { choice, enter } from "../arguments.ts";
import type { RegionMeasurements } from "./measure.ts";

/** The measurements that a table holds unless others are named, in the order of its columns. */
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
  "feretDiameterMax",
  "equivalentDiameter",
] as const;

/** Measurements that a table holds where they are named: the count of pixels, the bounding box, the mean intensity. */
export type OptionalRegionColumn = "pixels" | "top" | "left" | "bottom" | "right" | "intensityMean";

/** Name of a column. */
export type RegionColumn = (typeof regionColumns)[number] | OptionalRegionColumn;

/** One row for each region. */
export interface RegionTable {
  columns: readonly RegionColumn[];
  /** Labels of the regions (N). */
  labels: number[];
  /** (N, D), row by row. */
  values: Float64Array;
}

const OPTIONAL: readonly OptionalRegionColumn[] = [
  "pixels",
  "top",
  "left",
  "bottom",
  "right",
  "intensityMean",
];

/** Options of {@link regionTable}. */
export interface RegionTableOptions {
  /** Names of the columns. Default {@link regionColumns}. */
  columns?: readonly RegionColumn[];
}

const has =
  (...keys: readonly string[]) =>
  (value: unknown): boolean =>
    typeof value === "object" && value !== null && keys.every((key) => key in value);

const REGION: Kind<RegionMeasurements> = kind("what measureRegions gives", has("label", "centroid"));
const TABLE: Kind<RegionTable> = kind("what regionTable gives", has("columns", "labels", "values"));

const REGION_TABLE = signature<RegionTableOptions>("regions.regionTable", {
  takes: { regions: listOf(REGION) },
  options: { columns: listOf(choice([...regionColumns, ...OPTIONAL])) },
});
const REGION_FEATURES = signature("regions.regionFeatures", { takes: { table: TABLE } });

/** Options of {@link regionCsv}. */
export interface RegionCsvOptions {
  /** A last column `class`: the class of each region, quoted where it must be. */
  classes?: readonly string[];
}

const REGION_CSV = signature<RegionCsvOptions>("regions.regionCsv", {
  takes: { table: TABLE },
  options: { classes: listOf(string) },
});
const WRITE_CSV = signature<RegionCsvOptions>("regions.writeRegionCsv", {
  takes: { file: string, table: TABLE },
  options: { classes: listOf(string) },
});

/**
 * Puts measurements into a table, with the columns of {@link regionColumns} or those named. No regions give a table without
 * rows.
 *
 * @throws ArgumentError for the column `intensityMean` where it was not measured
 */
export function regionTable(
  regions: readonly RegionMeasurements[],
  ...rest: Rest<RegionTableOptions>
): RegionTable {
  const { columns = regionColumns } = enter(REGION_TABLE, rest, regions);
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
    case "top":
      return region.boundingBox[0];
    case "left":
      return region.boundingBox[1];
    case "bottom":
      return region.boundingBox[2];
    case "right":
      return region.boundingBox[3];
    case "intensityMean":
      if (region.intensityMean !== undefined) return region.intensityMean;
      throw new ArgumentError(
        `regionTable: no intensity was measured of region ${region.label}; give measureRegions the image as \`intensity\``,
      );
    default:
      return region[column];
  }
}

/** The table's values as inputs (N, D) of float32; the caller frees them. */
export function regionFeatures(table: RegionTable, ...rest: []): Tensor {
  enter(REGION_FEATURES, rest, table);
  return fromTypedArray(Float32Array.from(table.values), [table.labels.length, table.columns.length]);
}

/**
 * The table as CSV: a header, one row for each region, its label first; without regions the header alone. `data.readCsv` reads it, given the column with
 * the classes.
 *
 * @throws ArgumentError unless there are as many `classes` as regions
 */
export function regionCsv(table: RegionTable, ...rest: Rest<RegionCsvOptions>): string {
  const { classes } = enter(REGION_CSV, rest, table);
  const width = table.columns.length;
  if (classes !== undefined && classes.length !== table.labels.length) {
    throw new ArgumentError(
      `regionCsv: expected a class for each of ${table.labels.length} regions, got ${classes.length}`,
    );
  }
  const lines = [["label", ...table.columns, ...(classes === undefined ? [] : ["class"])].join(",")];
  for (const [row, label] of table.labels.entries()) {
    const cells: (string | number)[] = [label, ...table.values.subarray(row * width, (row + 1) * width)];
    if (classes !== undefined) cells.push(quoted(classes[row] as string));
    lines.push(cells.join(","));
  }
  return `${lines.join("\n")}\n`;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Writes {@link regionCsv} to a file, which appears whole or not at all. Throws ArgumentError where it cannot be written. */
export async function writeRegionCsv(
  file: string,
  table: RegionTable,
  ...rest: Rest<RegionCsvOptions>
): Promise<void> {
  const options = enter(WRITE_CSV, rest, file, table);
  const text = regionCsv(table, options);
  await writeAtomically(file, async (handle) => {
    await handle.writeFile(text);
  });
}
