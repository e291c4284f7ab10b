/** Agreement of measured numbers: intraclass correlations, and Bland and Altman's limits. */
import { type Rest, signature } from "../edge/index.ts";
import { paired } from "./regression.ts";
import { fQuantile, normalSpan, studentSpan } from "./shared/distributions.ts";
import { around, type Interval, LEVEL } from "./shared/interval.ts";
import { betweenKind, matrix, type Rows, rowsKind, type Values, valuesKind } from "./shared/values.ts";

/** The forms of Shrout & Fleiss: 1, 2, 3 for one-way, two-way random and two-way mixed; of one rater or of the mean of k. */
export type IccForm = "1,1" | "2,1" | "3,1" | "1,k" | "2,k" | "3,k";

const ICC = signature<{ level?: number }>("metrics.icc", {
  takes: { ratings: rowsKind },
  options: { level: betweenKind },
  positional: ["level"],
});
const BLAND_ALTMAN = signature<{ level?: number }>("metrics.blandAltman", {
  takes: { a: valuesKind, b: valuesKind },
  options: { level: betweenKind },
  positional: ["level"],
});

/**
 * Intraclass correlations in all six forms: Shrout & Fleiss 1979 (https://doi.org/10.1037/0033-2909.86.2.420), intervals of McGraw &
 * Wong 1996 (https://doi.org/10.1037/1082-989X.1.1.30). "2,1" is absolute agreement of single raters drawn from many, "3,1"
 * consistency of these raters, "...,k" that of their mean.
 *
 * @param ratings (N, k): a row for each subject, a column for each rater; none is missing
 * @throws ArgumentError for fewer than two subjects or raters, rows of several lengths, what is not finite
 */
export function icc(
  ratings: Rows,
  ...rest: Rest<{ level?: number }, [level: number]>
): Record<IccForm, Interval> {
  const { level = LEVEL } = ICC.read(rest);
  ICC.check(ratings);
  const { data, rows: n, columns: k } = matrix(ICC, "ratings", ratings, { finite: true });
  if (n < 2 || k < 2) {
    throw ICC.error(`expected at least two subjects and two raters, got ratings (${n}, ${k}).`);
  }
  const { between, within, raters, residual } = squaresOf(data, n, k);
  const [d1, dRest] = [n - 1, (n - 1) * (k - 1)];
  const one = intervalOfRatio(between / within, d1, n * (k - 1), level);
  const fixed = intervalOfRatio(between / residual, d1, dRest, level);
  const single = (f: number): number => (f - 1) / (f + k - 1);
  const mean = (f: number): number => 1 - 1 / f;
  const each = (ratios: Interval, of: (f: number) => number): Interval => ({
    value: of(ratios.value),
    low: of(ratios.low),
    high: of(ratios.high),
  });
  const random = (between - residual) / (between + (k - 1) * residual + (k * (raters - residual)) / n);
  const bounds = boundsOfRandom({ between, raters, residual }, random, n, k, level);
  const stepped = (rho: number): number => (k * rho) / (1 + (k - 1) * rho); // Spearman & Brown's
  return {
    "1,1": each(one, single),
    "2,1": { value: random, ...bounds },
    "3,1": each(fixed, single),
    "1,k": each(one, mean),
    "2,k": {
      value: (between - residual) / (between + (raters - residual) / n),
      low: stepped(bounds.low),
      high: stepped(bounds.high),
    },
    "3,k": each(fixed, mean),
  };
}

/** Mean squares of a two-way layout without repeats. */
interface MeanSquares {
  between: number;
  within: number;
  raters: number;
  residual: number;
}

function squaresOf(data: Float64Array, n: number, k: number): MeanSquares {
  const grand = data.reduce((sum, one) => sum + one, 0) / data.length;
  const rowMeans = new Float64Array(n);
  const columnMeans = new Float64Array(k);
  for (const [i, value] of data.entries()) {
    const [row, column] = [Math.floor(i / k), i % k];
    rowMeans[row] = (rowMeans[row] as number) + value / k;
    columnMeans[column] = (columnMeans[column] as number) + value / n;
  }
  const squares = (values: Float64Array): number => values.reduce((sum, one) => sum + (one - grand) ** 2, 0);
  let [residual, within] = [0, 0];
  for (const [i, value] of data.entries()) {
    const [row, column] = [rowMeans[Math.floor(i / k)] as number, columnMeans[i % k] as number];
    residual += (value - row - column + grand) ** 2;
    within += (value - row) ** 2;
  }
  return {
    between: (k * squares(rowMeans)) / (n - 1),
    within: within / (n * (k - 1)),
    raters: (n * squares(columnMeans)) / (k - 1),
    residual: residual / ((n - 1) * (k - 1)),
  };
}

/** A ratio of mean squares and its interval. */
function intervalOfRatio(f: number, d1: number, d2: number, level: number): Interval {
  const upper = (1 + level) / 2;
  return { value: f, low: f / fQuantile(upper, d1, d2), high: f * fQuantile(upper, d2, d1) };
}

/** McGraw & Wong's interval of absolute agreement, whose degrees of freedom are Satterthwaite's. */
function boundsOfRandom(
  { between, raters, residual }: Pick<MeanSquares, "between" | "raters" | "residual">,
  rho: number,
  n: number,
  k: number,
  level: number,
): { low: number; high: number } {
  const ratio = raters / residual;
  const whole = k * rho * ratio + n * (1 + (k - 1) * rho) - k * rho;
  const degrees =
    ((k - 1) * (n - 1) * whole ** 2) /
    ((n - 1) * k ** 2 * rho ** 2 * ratio ** 2 + (n * (1 + (k - 1) * rho) - k * rho) ** 2);
  const upper = (1 + level) / 2;
  const error = k * raters + (k * n - k - n) * residual;
  const [below, above] = [fQuantile(upper, n - 1, degrees), fQuantile(upper, degrees, n - 1)];
  return {
    low: (n * (between - below * residual)) / (below * error + n * between),
    high: (n * (above * between - residual)) / (error + n * above * between),
  };
}

/** Bland and Altman's limits of agreement. */
export interface BlandAltman {
  /** Mean of a - b, with its interval. */
  bias: Interval;
  /** Standard deviation of a - b. */
  standardDeviation: number;
  /** Between these limits 95 % of the differences are expected, with an interval each. */
  lower: Interval;
  upper: Interval;
  /** (N) a - b, and the mean of both, as they are drawn. */
  differences: number[];
  means: number[];
}

/**
 * Limits of agreement of two measurements of the same subjects: Bland & Altman 1999 (https://doi.org/10.1177/096228029900800204), bias
 * plus and minus 1.96 standard deviations.
 *
 * @param a (N)
 * @param b (N)
 * @param rest `level` of the intervals of bias and limits; default 0.95
 * @throws ArgumentError for lists of several lengths, fewer than two numbers, what is not finite
 */
export function blandAltman(
  a: Values,
  b: Values,
  ...rest: Rest<{ level?: number }, [level: number]>
): BlandAltman {
  const { level = LEVEL } = BLAND_ALTMAN.read(rest);
  BLAND_ALTMAN.check(a, b);
  const [x, y] = paired(BLAND_ALTMAN, a, b, ["a", "b"]);
  const n = x.length;
  if (n < 2) throw BLAND_ALTMAN.error("expected at least two pairs of numbers, got one.");
  const differences = Array.from(x, (value, i) => value - (y[i] as number));
  const bias = differences.reduce((sum, one) => sum + one, 0) / n;
  const variance = differences.reduce((sum, one) => sum + (one - bias) ** 2, 0) / (n - 1);
  const sd = Math.sqrt(variance);
  const [z, t] = [normalSpan(0.95), studentSpan(level, n - 1)];
  const ofLimit = t * sd * Math.sqrt(1 / n + z ** 2 / (2 * (n - 1)));
  return {
    bias: around(bias, (t * sd) / Math.sqrt(n)),
    standardDeviation: sd,
    lower: around(bias - z * sd, ofLimit),
    upper: around(bias + z * sd, ofLimit),
    differences,
    means: Array.from(x, (value, i) => (value + (y[i] as number)) / 2),
  };
}
