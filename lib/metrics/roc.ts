/** The ROC curve and the area under it. */
import { boolean, type Rest, signature } from "../edge/index.ts";
import { Ranking } from "./shared/ranking.ts";
import { scored, type Values, valuesKind } from "./shared/values.ts";

/** Points of an ROC curve, from the highest threshold down. */
export interface RocCurve {
  /** Share of negatives of at least the threshold, 1 - specificity; NaN without negatives. */
  falsePositiveRate: number[];
  /** Share of positives of at least the threshold, the sensitivity; NaN without positives. */
  truePositiveRate: number[];
  /** The first is infinite: nothing is called positive. */
  thresholds: number[];
}

/** Options of {@link rocCurve}. */
export interface RocCurveOptions {
  /** Leave out points on a straight line between two others. Default true. */
  dropIntermediate?: boolean;
}

const CURVE = signature<RocCurveOptions>("metrics.rocCurve", {
  takes: { scores: valuesKind, labels: valuesKind },
  options: { dropIntermediate: boolean },
  positional: ["dropIntermediate"],
});
const AUC = signature("metrics.rocAuc", { takes: { scores: valuesKind, labels: valuesKind } });

/**
 * The ROC curve, as scikit-learn's `roc_curve`.
 *
 * @param scores (N) higher means more likely positive
 * @param labels (N) 0 and 1, or booleans
 * @throws ArgumentError for lists of several lengths, none, NaN, other labels
 */
export function rocCurve(
  scores: Values,
  labels: Values,
  ...rest: Rest<RocCurveOptions, [dropIntermediate: boolean]>
): RocCurve {
  const { dropIntermediate = true } = CURVE.read(rest);
  CURVE.check(scores, labels);
  const given = scored(CURVE, scores, labels);
  const negatives = given.scores.length - given.count;
  const points = new Ranking(given.scores, given.positives).points();
  const kept = points.filter((point, at) => {
    const [before, after] = [points[at - 1], points[at + 1]];
    if (!dropIntermediate || before === undefined || after === undefined) return true;
    return (
      point.right - before.right !== after.right - point.right ||
      point.wrong - before.wrong !== after.wrong - point.wrong
    );
  });
  const all = [{ score: Number.POSITIVE_INFINITY, right: 0, wrong: 0 }, ...kept];
  return {
    falsePositiveRate: all.map(({ wrong }) => wrong / negatives),
    truePositiveRate: all.map(({ right }) => right / given.count),
    thresholds: all.map(({ score }) => score),
  };
}

/**
 * Area under the ROC curve: the probability that a positive scores above a negative, ties counted half (Hanley & McNeil 1982,
 * https://doi.org/10.1148/radiology.143.1.7063747), as scikit-learn's `roc_auc_score`.
 *
 * @param scores (N) higher means more likely positive
 * @param labels (N) 0 and 1, or booleans
 * @returns 0 to 1; NaN where there is one class only
 * @throws ArgumentError for lists of several lengths, none, NaN, other labels
 */
export function rocAuc(scores: Values, labels: Values, ...rest: []): number {
  AUC.read(rest);
  AUC.check(scores, labels);
  const given = scored(AUC, scores, labels);
  return new Ranking(given.scores, given.positives).auc();
}
