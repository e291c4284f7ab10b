/** Medians, ratios and the printed tables of the bench. */

/** Times of one case on each side: nanoseconds a call or milliseconds a step. */
export interface CaseResult {
  name: string;
  torchts: number;
  /** Python as nobody tuned it. */
  python?: number;
  /** Python at its best settings. */
  pythonExpert?: number;
  /** The fastest round of each, which a busy machine disturbs least. */
  best: { torchts: number; python?: number; pythonExpert?: number };
}

/** Median of some numbers. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((x, y) => x - y);
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? Number.NaN) + high) / 2;
}

/** Geometric mean of some positive numbers. */
function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/** A side of Python's. */
export type PythonSide = "python" | "pythonExpert";

/** Geometric mean of torchts / Python over the cases that have both, of medians or of best rounds; null for none. */
export function meanRatio(
  results: readonly CaseResult[],
  side: PythonSide,
  of: "median" | "best",
): number | null {
  const ratios = results.flatMap((result) => {
    const figures = of === "best" ? result.best : result;
    const other = figures[side];
    return other === undefined ? [] : [figures.torchts / other];
  });
  return ratios.length === 0 ? null : geometricMean(ratios);
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
  for (const of of ["median", "best"] as const) {
    const mean = (side: PythonSide): string => {
      const value = meanRatio(results, side, of);
      return value === null ? "-" : `${value.toFixed(2)}x`;
    };
    const label = of === "median" ? "geometric mean" : "geometric mean of the best rounds";
    rows.push([label, "", "", mean("python"), "", mean("pythonExpert")]);
  }
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
        .join("  "),
    )
    .join("\n");
}
