/**
 * The variance of areas under ROC curves of the same samples: DeLong, DeLong & Clarke-Pearson 1988
 * (https://doi.org/10.2307/2531595), computed from midranks in n log n as Sun & Xu 2014 do
 * (https://doi.org/10.1109/LSP.2014.2337313).
 */
import { oneOf, type Rest, signature } from "../edge/index.ts";
import { normalSpan, normalTwoSided } from "./shared/distributions.ts";
import { around, type Interval, LEVEL } from "./shared/interval.ts";
import { betweenKind, numbers, type Scored, scored, type Values, valuesKind } from "./shared/values.ts";

/** An area under an ROC curve with DeLong's interval. */
export interface AucInterval extends Interval {
  /** DeLong's standard error; NaN with fewer than two positives or negatives. */
  standardError: number;
}

/** Options of {@link aucInterval}. */
export interface AucIntervalOptions {
  /** Default 0.95. */
  level?: number;
  /**
   * On which scale the interval is symmetric: "linear" (default), cut at 0 and 1, as DeLong's is usually given; "logit" stays
   * within them and holds its level better near 1 (Pepe 2003). Of an area of 0 or 1 there is no spread, and both are a point.
   */
  scale?: "linear" | "logit";
}

const INTERVAL = signature<AucIntervalOptions>("metrics.aucInterval", {
  takes: { scores: valuesKind, labels: valuesKind },
  options: { level: betweenKind, scale: oneOf("linear", "logit") },
  positional: ["level"],
});
const COMPARE = signature<{ level?: number }>("metrics.compareAuc", {
  takes: { scoresA: valuesKind, scoresB: valuesKind, labels: valuesKind },
  options: { level: betweenKind },
  positional: ["level"],
});

/**
 * Area under the ROC curve with DeLong's interval.
 *
 * Samples count as independent: of several images of one patient the interval is too narrow, and `bootstrap` with `groups` is the
 * one to give.
 *
 * @param scores (N) higher means more likely positive
 * @param labels (N) 0 and 1, or booleans
 * @throws ArgumentError for lists of several lengths, none, NaN, other labels
 *
 * @example
 * metrics.aucInterval([0.9, 0.8, 0.4, 0.3, 0.6], [1, 1, 1, 0, 0]); // { value: 0.833, low: 0.451, high: 1, ... }
 */
export function aucInterval(
  scores: Values,
  labels: Values,
  ...rest: Rest<AucIntervalOptions, [level: number]>
): AucInterval {
  const { level = LEVEL, scale = "linear" } = INTERVAL.read(rest);
  INTERVAL.check(scores, labels);
  const { values, covariance } = delong([scored(INTERVAL, scores, labels)]);
  return intervalOf(values[0] as number, Math.sqrt(covariance[0]?.[0] as number), level, scale);
}

/** DeLong's interval of an area and its standard error. */
export function intervalOf(
  value: number,
  standardError: number,
  level: number,
  scale: "linear" | "logit" = "linear",
): AucInterval {
  const span = normalSpan(level) * standardError;
  if (scale === "linear" || value === 0 || value === 1)
    return { ...around(value, span, [0, 1]), standardError };
  const middle = Math.log(value / (1 - value));
  const [low, high] = [-1, 1].map(
    (side) => 1 / (1 + Math.exp(-(middle + (side * span) / (value * (1 - value))))),
  );
  return { value, low: low as number, high: high as number, standardError };
}

/** Two areas under ROC curves of the same samples, compared. */
export interface AucComparison {
  /** The areas of both. */
  a: AucInterval;
  b: AucInterval;
  /** a - b, with its interval. */
  difference: Interval;
  standardError: number;
  /** The difference in standard errors; NaN where they are 0. */
  z: number;
  /** Of no difference, two-sided; 1 where both rank the samples alike. */
  pValue: number;
}

/**
 * DeLong's test of two scores of the same samples.
 *
 * @param scoresA (N)
 * @param scoresB (N)
 * @param labels (N) 0 and 1, or booleans
 * @throws ArgumentError for lists of several lengths, none, NaN, other labels
 */
export function compareAuc(
  scoresA: Values,
  scoresB: Values,
  labels: Values,
  ...rest: Rest<{ level?: number }, [level: number]>
): AucComparison {
  const { level = LEVEL } = COMPARE.read(rest);
  COMPARE.check(scoresA, scoresB, labels);
  const first = scored(COMPARE, scoresA, labels, {}, "scoresA");
  const second = { ...first, scores: numbers(COMPARE, "scoresB", scoresB, { length: first.scores.length }) };
  const { values, covariance } = delong([first, second]);
  const [a, b] = values as [number, number];
  const [[aa, ab], [, bb]] = covariance as [[number, number], [number, number]];
  const standardError = Math.sqrt(Math.max(0, aa + bb - 2 * ab)); // rounding may leave less than 0
  const z = (a - b) / standardError;
  return {
    a: intervalOf(a, Math.sqrt(aa), level),
    b: intervalOf(b, Math.sqrt(bb), level),
    difference: around(a - b, normalSpan(level) * standardError, [-1, 1]),
    standardError,
    z,
    pValue: standardError === 0 ? (a === b ? 1 : 0) : normalTwoSided(z),
  };
}

/** Areas of several scores of the same samples, and their covariance. */
export function delong(all: readonly Scored[]): { values: number[]; covariance: number[][] } {
  const components = all.map(componentsOf);
  const covariance = components.map((x) =>
    components.map(
      (y) =>
        covarianceOf(x.ofPositives, y.ofPositives) / x.ofPositives.length +
        covarianceOf(x.ofNegatives, y.ofNegatives) / x.ofNegatives.length,
    ),
  );
  return { values: components.map(({ value }) => value), covariance };
}

/** The structural components: of each positive the share of negatives below it, of each negative that of positives above. */
function componentsOf({ scores, positives, count }: Scored): {
  value: number;
  ofPositives: Float64Array;
  ofNegatives: Float64Array;
} {
  const negatives = scores.length - count;
  const [high, low] = [
    scores.filter((_, i) => positives[i] === 1),
    scores.filter((_, i) => positives[i] === 0),
  ];
  const ranks = midranks(scores);
  const [own, other] = [midranks(high), midranks(low)];
  const rankOfHigh = ranks.filter((_, i) => positives[i] === 1);
  const rankOfLow = ranks.filter((_, i) => positives[i] === 0);
  const ofPositives = own.map((rank, i) => ((rankOfHigh[i] as number) - rank) / negatives);
  const ofNegatives = other.map((rank, i) => 1 - ((rankOfLow[i] as number) - rank) / count);
  return { value: ofPositives.reduce((sum, one) => sum + one, 0) / count, ofPositives, ofNegatives };
}

/** Ranks from 1, those of equal values their mean. */
export function midranks(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values, (_, i) => i);
  order.sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end] as number] === values[order[start] as number]) end++;
    for (let i = start; i < end; i++) ranks[order[i] as number] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}

/** Covariance with n - 1; NaN of fewer than two. */
function covarianceOf(x: Float64Array, y: Float64Array): number {
  const mean = (v: Float64Array): number => v.reduce((sum, one) => sum + one, 0) / v.length;
  const [mx, my] = [mean(x), mean(y)];
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += ((x[i] as number) - mx) * ((y[i] as number) - my);
  return sum / (x.length - 1);
}
