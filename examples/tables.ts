/** What the comparisons of the examples write: means with deviations, tables, and where they stand in a README.md. */

import { readFileSync, renameSync, writeFileSync } from "node:fs";

/** A share in percent. */
export const percent = (share: number): string => (100 * share).toFixed(1);

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Standard deviation of a sample: divided by one less than there are. */
export function deviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
}

/** 97.5 % quantiles of Student's t, by degrees of freedom from 1. */
const T = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262];

/** 95 % confidence interval of the mean of up to ten values; of a single one all numbers. */
export function intervalOf(values: readonly number[]): [low: number, high: number] {
  if (values.length < 2) return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const t = T[values.length - 2];
  if (t === undefined) throw new Error(`no quantile for ${values.length} values`);
  const half = (t * deviation(values)) / Math.sqrt(values.length);
  return [mean(values) - half, mean(values) + half];
}

/** Mean and standard deviation of shares in percent; the mean alone of a single one. */
export function meanAndDeviation(shares: readonly number[]): string {
  return shares.length > 1
    ? `${percent(mean(shares))} ± ${percent(deviation(shares))}`
    : percent(mean(shares));
}

/** A table in Markdown. */
export function markdown(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const [head, ...rest] = [columns, ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return [head, `|${"---|".repeat(columns.length)}`, ...rest].join("\n");
}

/** Writes beside and renames. */
export function write(file: string, text: string): void {
  writeFileSync(`${file}.tmp`, text);
  renameSync(`${file}.tmp`, file);
}

/** What stands between two marks of a file. */
export function readBetween(file: string, begin: string, end: string): string {
  const [, rest] = readFileSync(file, "utf8").split(`${begin}\n`);
  const [between, after] = rest?.split(`\n${end}`) ?? [];
  if (between === undefined || after === undefined) throw new Error(`${file} has no ${begin} and ${end}`);
  return between;
}

/** Puts a text between two marks of a file. */
export function replaceBetween(file: string, begin: string, end: string, text: string): void {
  const [before = "", rest] = readFileSync(file, "utf8").split(`${begin}\n`);
  const after = rest?.split(end).at(1);
  if (after === undefined) throw new Error(`${file} has no ${begin} and ${end}`);
  write(file, `${before}${begin}\n${text}\n${end}${after}`);
}
