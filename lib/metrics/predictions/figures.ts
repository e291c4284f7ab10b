/** The figures of predictions, ready to be asked again and again of samples that count several times or not at all. */
import { binned, brierOf, calibrationErrorOf, confidencesIn, logLossOf } from "../calibration.ts";
import {
  accuracyOf,
  balancedAccuracyOf,
  type Confusion,
  countDecisions,
  fBetaOf,
  matthewsOf,
} from "../confusion.ts";
import { kappaOf } from "../kappa.ts";
import { classRankings, highestOf } from "../multiclass.ts";
import { Ranking, type Weights } from "../shared/ranking.ts";
import { definedMean, type Matrix } from "../shared/values.ts";
import type { Predictions } from "./read.ts";

/** Figures of each class. */
export const CLASS_FIGURES = [
  "sensitivity",
  "specificity",
  "precision",
  "f1",
  "auc",
  "averagePrecision",
] as const;

/** Name of a figure of a class. */
export type ClassFigure = (typeof CLASS_FIGURES)[number];

/** Figures of all classes together, then those of each class as `NAME.INDEX`. */
export type Figures = Record<string, number>;

/** The samples that are looked at. */
export interface Selected {
  labels: Int32Array;
  classes: number;
  /** (N, C); null of scores that are no probabilities. */
  probabilities: Matrix | null;
  /** The positive class, whether each sample is of it, and its scores. */
  positive: { index: number; scores: Float64Array; isPositive: Uint8Array } | null;
  /** The class that each sample is called. */
  called: Int32Array;
  /** Whether the classes are grades in their order. */
  isOrdered: boolean;
}

/** Takes samples out of predictions; of two classes that of at least the threshold is called positive. */
export function select(given: Predictions, rows: Int32Array, threshold: number): Selected {
  const { classes, probabilities, positive } = given;
  const labels = rows.map((row) => given.labels[row] as number);
  const columns = classes.length;
  let own: Matrix | null = null;
  if (probabilities !== null) {
    const data = new Float64Array(rows.length * columns);
    for (const [i, row] of rows.entries())
      data.set(probabilities.subarray(row * columns, (row + 1) * columns), i * columns);
    own = { data, rows: rows.length, columns };
  }
  const scores = positive && Float64Array.from(rows, (row) => positive.scores[row] as number);
  const index = positive?.index ?? 0;
  const byThreshold = scores !== null && (columns === 2 || own === null);
  const called = byThreshold
    ? Int32Array.from(scores, (score) => (score >= threshold ? index : 1 - index))
    : given.isOrdered
      ? mediansOf(own as Matrix)
      : highestOf(own as Matrix); // there is one where scores are not enough
  return {
    labels,
    classes: columns,
    probabilities: own,
    positive: scores && {
      index,
      scores,
      isPositive: Uint8Array.from(labels, (label) => (label === index ? 1 : 0)),
    },
    called,
    isOrdered: given.isOrdered,
  };
}

/** The median grade of each row of probabilities, which the task "ordinal" calls. */
function mediansOf({ data, rows, columns }: Matrix): Int32Array {
  return Int32Array.from({ length: rows }, (_, row) => {
    let above = 1;
    for (let k = 0; k < columns - 1; k++) {
      above -= data[row * columns + k] as number;
      if (above <= 0.5) return k;
    }
    return columns - 1;
  });
}

/** What gives the figures of selected samples for any weights. */
export function figuresOf(given: Selected, threshold: number): (weights?: Weights) => Figures {
  const { labels, classes, probabilities, positive, called } = given;
  const decisions = { predicted: called, labels, classes };
  const rankings = probabilities === null ? [] : classRankings(probabilities, labels);
  const ranking = positive && new Ranking(positive.scores, positive.isPositive);
  const confidences =
    probabilities && binned(confidencesIn(probabilities, labels, classes === 2), { bins: 10 });
  return (weights) => {
    const confusion = countDecisions(decisions, weights);
    const areas = rankings.map((one) => one.auc(weights));
    const precisions = rankings.map((one) => one.averagePrecision(weights));
    const figures: Figures = {
      accuracy: accuracyOf(confusion),
      balancedAccuracy: balancedAccuracyOf(confusion),
      macroF1: fBetaOf(confusion, 1, "macro"),
      matthews: matthewsOf(confusion),
      kappa: kappaOf(confusion, null),
      auc: ranking === null ? definedMean(areas) : ranking.auc(weights),
      averagePrecision: ranking === null ? definedMean(precisions) : ranking.averagePrecision(weights),
    };
    if (given.isOrdered) Object.assign(figures, ofGrades(confusion));
    if (probabilities !== null && confidences !== null) {
      figures.brier = brierOf(probabilities, labels, weights);
      figures.logLoss = logLossOf(probabilities, labels, weights);
      figures.calibrationError = calibrationErrorOf(confidences, weights).expected;
    }
    if (positive !== null) Object.assign(figures, atThreshold(positive, threshold, weights));
    for (let k = 0; k < classes; k++) {
      const own = ofClass(confusion, k);
      for (const [name, value] of Object.entries(own)) figures[`${name}.${k}`] = value;
      figures[`auc.${k}`] = areas[k] ?? (figures.auc as number);
      const only = positive?.index === k ? (figures.averagePrecision as number) : Number.NaN;
      figures[`averagePrecision.${k}`] = precisions[k] ?? only;
    }
    return figures;
  };
}

function atThreshold(
  { scores, isPositive }: NonNullable<Selected["positive"]>,
  threshold: number,
  weights?: Weights,
): Figures {
  let [tp, fp, fn, tn] = [0, 0, 0, 0];
  for (let i = 0; i < scores.length; i++) {
    const weight = weights === undefined ? 1 : (weights[i] as number);
    const isCalled = (scores[i] as number) >= threshold;
    const isReal = isPositive[i] === 1;
    if (isReal && isCalled) tp += weight;
    else if (isReal) fn += weight;
    else if (isCalled) fp += weight;
    else tn += weight;
  }
  return {
    sensitivity: tp / (tp + fn),
    specificity: tn / (tn + fp),
    ppv: tp / (tp + fp),
    npv: tn / (tn + fn),
    f1: (2 * tp) / (2 * tp + fp + fn),
  };
}

function ofClass(confusion: readonly (readonly number[])[], k: number): Figures {
  let [real, said, all] = [0, 0, 0];
  for (const [i, row] of confusion.entries()) {
    for (const [j, n] of row.entries()) {
      if (i === k) real += n;
      if (j === k) said += n;
      all += n;
    }
  }
  const hit = confusion[k]?.[k] as number;
  return {
    sensitivity: hit / real,
    specificity: (all - real - said + hit) / (all - real),
    precision: hit / said,
    f1: (2 * hit) / (real + said),
  };
}

/** Figures that count how far apart grades are. */
export function ofGrades(
  confusion: Confusion,
): Record<"quadraticKappa" | "gradeError" | "withinOne", number> {
  let [all, distance, near] = [0, 0, 0];
  for (const [i, row] of confusion.entries()) {
    for (const [j, n] of row.entries()) {
      all += n;
      distance += n * Math.abs(i - j);
      if (Math.abs(i - j) <= 1) near += n;
    }
  }
  return {
    quadraticKappa: kappaOf(confusion, "quadratic"),
    gradeError: distance / all,
    withinOne: near / all,
  };
}
