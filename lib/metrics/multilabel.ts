/** Several labels at once, each yes or no or not known. */
import { number, type Rest, signature } from "../edge/index.ts";
import { Ranking } from "./shared/ranking.ts";
import { columnOf, definedMean, matrix, type Rows, rowsKind } from "./shared/values.ts";

/** Figures of one label; NaN where they are not defined. */
export interface LabelFigures {
  /** Samples that are known to have it or not. */
  known: number;
  /** Samples that have it. */
  positives: number;
  auc: number;
  averagePrecision: number;
  sensitivity: number;
  specificity: number;
  f1: number;
}

/** Figures of all labels. */
export interface MultilabelFigures {
  perLabel: LabelFigures[];
  /** Means over the labels where a figure is defined. */
  mean: { auc: number; averagePrecision: number; sensitivity: number; specificity: number; f1: number };
  /** Of all decisions together. */
  micro: { auc: number; averagePrecision: number; sensitivity: number; specificity: number; f1: number };
  /** Share of samples all of whose labels are known and right. */
  exactMatch: number;
}

const TAKES = signature<{ threshold?: number }>("metrics.multilabelFigures", {
  takes: { scores: rowsKind, labels: rowsKind },
  options: { threshold: number },
  positional: ["threshold"],
});
const NAMES = ["auc", "averagePrecision", "sensitivity", "specificity", "f1"] as const;

/**
 * Figures of each label, their means and those of all decisions together, as scikit-learn's with `average="macro"` and "micro".
 * Labels that are NaN are not known and count for nothing.
 *
 * @param scores (N, L) probabilities
 * @param labels (N, L) 1, 0 or NaN
 * @param rest `threshold`: scores of at least this are called positive; default 0.5
 * @throws ArgumentError for other numbers of rows or columns, none, scores that are NaN, other labels
 */
export function multilabelFigures(
  scores: Rows,
  labels: Rows,
  ...rest: Rest<{ threshold?: number }, [threshold: number]>
): MultilabelFigures {
  const { threshold = 0.5 } = TAKES.read(rest);
  TAKES.check(scores, labels);
  const given = matrix(TAKES, "scores", scores);
  const truth = matrix(TAKES, "labels", labels, { missing: true, rows: given.rows });
  if (given.columns !== truth.columns) {
    throw TAKES.error(`expected ${given.columns} labels for as many scores, got ${truth.columns}.`);
  }
  const odd = truth.data.find((label) => label !== 0 && label !== 1 && !Number.isNaN(label));
  if (odd !== undefined)
    throw TAKES.error(`labels must be 0, 1, or NaN where they are not known, got ${odd}.`);
  const perLabel = Array.from({ length: given.columns }, (_, k) =>
    figuresOf(columnOf(given, k), columnOf(truth, k), threshold),
  );
  const mean = Object.fromEntries(NAMES.map((name) => [name, definedMean(perLabel.map((one) => one[name]))]));
  const { known: _, positives: __, ...micro } = figuresOf(given.data, truth.data, threshold);
  return {
    perLabel,
    mean: mean as MultilabelFigures["mean"], // its names
    micro,
    exactMatch: exactMatchOf(given.data, truth.data, given.columns, threshold),
  };
}

function figuresOf(scores: Float64Array, labels: Float64Array, threshold: number): LabelFigures {
  const isKnown = (_: unknown, i: number): boolean => !Number.isNaN(labels[i]);
  const known = scores.filter(isKnown);
  const positives = Uint8Array.from(labels.filter(isKnown));
  const ranking = new Ranking(known, positives);
  let [tp, fp, count] = [0, 0, 0];
  for (const [i, score] of known.entries()) {
    const positive = positives[i] === 1;
    if (positive) count++;
    if (score >= threshold) positive ? tp++ : fp++;
  }
  const negatives = known.length - count;
  return {
    known: known.length,
    positives: count,
    auc: ranking.auc(),
    averagePrecision: ranking.averagePrecision(),
    sensitivity: tp / count,
    specificity: (negatives - fp) / negatives,
    f1: (2 * tp) / (tp + fp + count),
  };
}

function exactMatchOf(
  scores: Float64Array,
  labels: Float64Array,
  columns: number,
  threshold: number,
): number {
  const [rows, right] = [scores.length / columns, new Uint8Array(scores.length / columns).fill(1)];
  for (const [i, score] of scores.entries()) {
    const called = score >= threshold ? 1 : 0;
    if (called !== labels[i]) right[Math.floor(i / columns)] = 0;
  }
  return right.reduce((sum, one) => sum + one, 0) / rows;
}
