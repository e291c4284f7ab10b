/** Medians, ratios and the printed tables of the bench. */

/** Times of one case on each side: nanoseconds a call or milliseconds a step. */
export interface CaseResult {
  name: string;
  torchts: number;
  /** Python as nobody tuned it. */
  python?: number;
  /** Python at its best settings. */
  pythonExpert?: number;
}

/** Median of some numbers. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((x, y) => x - y);
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? Number.NaN) + high) / 2;
}

/** Geometric mean of some positive numbers. */
export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/** Ratios torchts / Python of the cases that have both. */
export function ratios(results: readonly CaseResult[], side: "python" | "pythonExpert"): number[] {
  return results.flatMap((result) => {
    const other = result[side];
    return other === undefined ? [] : [result.torchts / other];
  });
}

/** A table as lines of text, with the ratio to Python where there is one. */
export function table(title: string, unit: string, results: readonly CaseResult[]): string {
  const digits = unit === "ns" ? 0 : 1;
  const number = (value: number | undefined): string => (value === undefined ? "-" : value.toFixed(digits));
  const ratio = (a: number, b: number | undefined): string =>
    b === undefined ? "-" : `${(a / b).toFixed(2)}x`;
  const rows = [
    [title, `torchts ${unit}`, `Python ${unit}`, "ratio", `expert ${unit}`, "ratio"],
    ...results.map((result) => [
      result.name,
      number(result.torchts),
      number(result.python),
      ratio(result.torchts, result.python),
      number(result.pythonExpert),
      ratio(result.torchts, result.pythonExpert),
    ]),
  ];
  const mean = (side: "python" | "pythonExpert"): string => {
    const all = ratios(results, side);
    return all.length === 0 ? "-" : `${geometricMean(all).toFixed(2)}x`;
  };
  rows.push(["geometric mean", "", "", mean("python"), "", mean("pythonExpert")]);
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
        .join("  "),
    )
    .join("\n");
}
