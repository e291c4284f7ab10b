/** Means of the numbers of a table, such as the Dice of each image, with intervals by patient and subgroups. */
import { TABLE_TEXT, Table, type TableTextOptions } from "../../data/tables/table.ts";
import { listOf, nullable, type Rest, signature, string } from "../../edge/index.ts";
import { type BootstrapInterval, clustersOf, drawIntervals, weightsOf } from "../bootstrap.ts";
import { LEVEL } from "../shared/interval.ts";
import { isMaskTable, meanOf, PIXELS, pixelsOf, sumOf } from "./masks.ts";
import { type IntervalOptions, intervalKinds } from "./options.ts";
import { groupsIn } from "./table.ts";

/** Options of {@link columnMeans}. */
export interface ColumnMeansOptions extends IntervalOptions, TableTextOptions {
  /** Columns of numbers. Default: all that hold nothing but numbers, of a table of masks its figures. */
  columns?: readonly string[];
  /** The patient. Default "group", where there is such a column; null for none. */
  group?: string | null;
}

const TAKES = signature<ColumnMeansOptions>("metrics.columnMeans", {
  takes: { file: string },
  options: { ...intervalKinds, columns: listOf(string), group: nullable(string), ...TABLE_TEXT },
});

/** The mean of a column. */
export interface ColumnMean extends BootstrapInterval {
  /** Samples with a number; empty cells are left out. */
  count: number;
  standardDeviation: number;
  /** Numbers that are infinite, as distances to a mask that is empty; with one the mean is infinite too. */
  infinite: number;
}

/** The means of a table. */
export interface ColumnMeans {
  file: string;
  samples: number;
  groups: number | null;
  groupColumn: string | null;
  level: number;
  draws: number;
  columns: Record<string, ColumnMean>;
  /** Of tables of masks the Dice and IoU of all pixels together, `dice_polyp`; else empty. */
  pooled: Record<string, BootstrapInterval>;
}

/**
 * The mean of each column of numbers with its bootstrap interval, patients whole where they are known. Of a table of masks that
 * `train.evaluate({ out })` wrote also Dice and IoU of all pixels together.
 *
 * @param file CSV, TSV (.tsv), JSON lines (.jsonl) or Parquet (.parquet)
 * @throws FileFormatError, with the line, for what cannot be read; ArgumentError for columns that are not there, and where there is none
 *   of numbers
 *
 * @example
 * const { columns, pooled } = await metrics.columnMeans("masks.csv", { group: "patient" });
 * columns.dice_polyp; // { value: 0.83, low: 0.79, high: 0.86, ... }
 */
export async function columnMeans(file: string, ...rest: Rest<ColumnMeansOptions>): Promise<ColumnMeans> {
  const options = TAKES.read(rest);
  TAKES.check(file);
  const { level = LEVEL, draws = 2000 } = options;
  if (draws < 2) throw TAKES.error(`an interval needs draws of 2 or more, got ${draws}.`);
  const { separator, encoding } = options;
  const table = await Table.open(file, { operation: TAKES.name, separator, encoding });
  const groups = groupsIn(table, options.group);
  const clusters = clustersOf(table.length, groups?.values, (text) => TAKES.error(text));
  const names = options.columns ?? numericColumns(table, groups?.column ?? null);
  if (names.length === 0) throw TAKES.error(`${file} has no column of numbers; say which, as columns.`);
  const values = names.map((name) => numbersIn(table, name));
  const pixels = pixelsOf(
    new Map(table.names.filter((name) => PIXELS.test(name)).map((name) => [name, numbersIn(table, name)])),
  );
  const weights = new Float64Array(table.length);
  const found = drawIntervals(clusters, options, (times) => {
    weightsOf(clusters, times, weights);
    const means = names.map(
      (name, k) => [`mean ${name}`, meanOf(values[k] as Float64Array, weights)] as const,
    );
    const pooled = pixels.flatMap(({ name, tp, fp, fn }) => {
      const [hit, extra, missed] = [tp, fp, fn].map((own) => sumOf(own, weights)) as [number, number, number];
      return [
        [`pooled dice_${name}`, (2 * hit) / (2 * hit + extra + missed)] as const,
        [`pooled iou_${name}`, hit / (hit + extra + missed)] as const,
      ];
    });
    return Object.fromEntries([...means, ...pooled]);
  });
  const named = (what: string): [string, BootstrapInterval][] =>
    Object.entries(found).flatMap(([name, interval]) =>
      name.startsWith(`${what} `) ? [[name.slice(what.length + 1), interval]] : [],
    );
  const columns = named("mean").map(([name, interval], k) => [
    name,
    { ...interval, ...spreadOf(values[k] as Float64Array) },
  ]);
  return {
    file,
    samples: table.length,
    groups: groups && clusters.length,
    groupColumn: groups === null ? null : groups.column,
    level,
    draws,
    columns: Object.fromEntries(columns),
    pooled: Object.fromEntries(named("pooled")),
  };
}

/** Numbers of a column, NaN where a cell is empty. */
function numbersIn(table: Table, name: string): Float64Array {
  return table.numbers(table.column(name, "columns"), "a number", "NaN");
}

/** Columns that hold nothing but numbers, and at least one; ids, groups and pixels are none. */
function numericColumns(table: Table, group: string | null): string[] {
  return table.names.filter((name, at) => {
    if (name === group || name === "id" || PIXELS.test(name)) return false;
    const texts = table.texts(at);
    const isNumber = (text: string): boolean => text === "" || !Number.isNaN(Number(text));
    return texts.every(isNumber) && texts.some((text) => text !== "");
  });
}

function spreadOf(values: Float64Array): Pick<ColumnMean, "count" | "standardDeviation" | "infinite"> {
  const known = values.filter((value) => !Number.isNaN(value));
  const mean = known.reduce((sum, one) => sum + one, 0) / known.length;
  const squares = known.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  return {
    count: known.length,
    standardDeviation: Math.sqrt(squares / (known.length - 1)),
    infinite: known.filter((value) => !Number.isFinite(value)).length,
  };
}

/** Whether the table in a file is one of masks. */
export async function isOfMasks(file: string, operation: string, separator?: string): Promise<boolean> {
  return isMaskTable((await Table.open(file, { operation, separator })).names);
}
