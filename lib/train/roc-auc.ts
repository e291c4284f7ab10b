/**
 * Area under the ROC curve, exact and with ties, as scikit-learn's `roc_auc_score` defines it.
 *
 * Pure arithmetic on plain arrays. Gathering scores over batches is `metrics.ts`.
 */
import { integerFrom, type Kind, kind, type Rest, signature } from "../edge/index.ts";
import { Ranking } from "../metrics/shared/ranking.ts";
import { ArgumentError } from "../native/errors.ts";

/** A list of numbers, typed or not. */
export const numbersKind: Kind<ArrayLike<number | bigint | boolean>> = kind(
  "a list of numbers",
  (v) => Array.isArray(v) || (ArrayBuffer.isView(v) && !(v instanceof DataView)),
);

const ROC_AUC = signature("train.rocAuc", { takes: { scores: numbersKind, positives: numbersKind } });
const MULTICLASS_AUC = signature("train.multiclassAuc", {
  takes: { scores: numbersKind, labels: numbersKind, classCount: integerFrom(1) },
});

/**
 * Area under the ROC curve of one binary question.
 *
 * The probability that a positive scores above a negative, ties counted half: the Mann-Whitney U statistic
 * (Hanley & McNeil, Radiology 143, 1982), which equals the trapezoid under the ROC curve.
 *
 * @param scores (N) higher means more likely positive
 * @param positives (N) true or non-zero where the sample is a positive
 * @returns 0 to 1; NaN when there is no positive, no negative, or a score is NaN
 * @throws ArgumentError when the two lengths differ
 */
export function rocAuc(
  scores: ArrayLike<number>,
  positives: ArrayLike<number | boolean>,
  ...rest: Rest<Record<never, never>>
): number {
  ROC_AUC.read(rest);
  ROC_AUC.check(scores, positives);
  if (scores.length !== positives.length) {
    throw new ArgumentError(
      `rocAuc: expected as many labels as scores, got ${scores.length} scores and ${positives.length} labels.`,
      { operation: "rocAuc" },
    );
  }
  const values = Float64Array.from(scores);
  if (values.some(Number.isNaN)) return Number.NaN;
  return new Ranking(
    values,
    Uint8Array.from(positives, (one) => (one ? 1 : 0)),
  ).auc();
}

/** One-against-the-rest areas of a classifier with several classes. */
export interface MulticlassAuc {
  /** Mean over the classes whose area is defined; NaN when none is. For two classes: the area of class 1. */
  macro: number;
  /** (C) area of each class against all others; NaN for a class without a positive or without a negative. */
  perClass: number[];
}

/**
 * Areas under the ROC curves of a classifier, each class against the rest, and their unweighted mean.
 *
 * Equals scikit-learn's `roc_auc_score(labels, scores, multi_class="ovr", average="macro")` wherever that is
 * defined; a class missing from the labels is left out of the mean here, where scikit-learn refuses. With two
 * classes the figure is the usual binary area, of class 1 as the positive.
 *
 * @param scores (N, C) row by row, any score that grows with belief. Probabilities in float32 are equal to 1 from a logit of
 *   17 on: `ClassificationMetrics` with `logits` ranks what the network gave
 * @param labels (N) class indices
 * @param classCount C, at least 1
 * @throws ArgumentError when the lengths do not fit
 */
export function multiclassAuc(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  classCount: number,
  ...rest: Rest<Record<never, never>>
): MulticlassAuc {
  MULTICLASS_AUC.read(rest);
  MULTICLASS_AUC.check(scores, labels, classCount);
  const total = labels.length;
  if (scores.length !== total * classCount) {
    throw new ArgumentError(
      `multiclassAuc: expected ${total} x ${classCount} scores for ${total} labels, got ${scores.length}.`,
      { operation: "multiclassAuc" },
    );
  }
  const column = new Float64Array(total);
  const positive = new Uint8Array(total);
  const perClass: number[] = [];
  for (let index = 0; index < classCount; index++) {
    for (let row = 0; row < total; row++) {
      column[row] = scores[row * classCount + index] as number;
      positive[row] = labels[row] === index ? 1 : 0;
    }
    perClass.push(rocAuc(column, positive));
  }
  if (classCount === 2) return { macro: perClass[1] as number, perClass };
  const defined = perClass.filter((area) => !Number.isNaN(area));
  const macro = defined.length === 0 ? Number.NaN : defined.reduce((a, b) => a + b, 0) / defined.length;
  return { macro, perClass };
}
