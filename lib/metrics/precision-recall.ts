/** Precision over recall, and the average precision. */
import { signature } from "../edge/index.ts";
import { Ranking } from "./shared/ranking.ts";
import { scored, type Values, valuesKind } from "./shared/values.ts";

/** Points of a curve of precision over recall, from the lowest threshold up. */
export interface PrecisionRecallCurve {
  /** The last is 1, at recall 0. */
  precision: number[];
  /** NaN without positives. */
  recall: number[];
  /** One fewer than points: the last point has none. */
  thresholds: number[];
}

const CURVE = signature("metrics.precisionRecallCurve", {
  takes: { scores: valuesKind, labels: valuesKind },
});
const AVERAGE = signature("metrics.averagePrecision", { takes: { scores: valuesKind, labels: valuesKind } });

/**
 * Precision over recall at every threshold, as scikit-learn's `precision_recall_curve`.
 *
 * @param scores (N) higher means more likely positive
 * @param labels (N) 0 and 1, or booleans
 * @throws ArgumentError for lists of several lengths, none, NaN, other labels
 */
export function precisionRecallCurve(scores: Values, labels: Values, ...rest: []): PrecisionRecallCurve {
  CURVE.read(rest);
  CURVE.check(scores, labels);
  const given = scored(CURVE, scores, labels);
  const points = new Ranking(given.scores, given.positives).points().reverse();
  return {
    precision: [...points.map(({ right, wrong }) => right / (right + wrong)), 1],
    recall: [...points.map(({ right }) => right / given.count), given.count === 0 ? Number.NaN : 0],
    thresholds: points.map(({ score }) => score),
  };
}

/**
 * The mean of the precisions at all thresholds, each weighted by the recall that it gains, without interpolation: scikit-learn's
 * `average_precision_score`. By chance it is the share of positives.
 *
 * @param scores (N) higher means more likely positive
 * @param labels (N) 0 and 1, or booleans
 * @returns 0 to 1; NaN without positives
 * @throws ArgumentError for lists of several lengths, none, NaN, other labels
 */
export function averagePrecision(scores: Values, labels: Values, ...rest: []): number {
  AVERAGE.read(rest);
  AVERAGE.check(scores, labels);
  const given = scored(AVERAGE, scores, labels);
  return new Ranking(given.scores, given.positives).averagePrecision();
}
