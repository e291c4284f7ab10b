/** Who was taken for whom, and the figures that follow from it: accuracy, balanced accuracy, MCC, F-beta, precision, recall. */
import { integerFrom, nullable, numberAbove, oneOf, type Rest, signature } from "../edge/index.ts";
import type { Weights } from "./shared/ranking.ts";
import { type AnySignature, classIndices, definedMean, type Values, valuesKind } from "./shared/values.ts";

/** (C, C) counts: the row is the true class, the column the predicted one. */
export type Confusion = readonly (readonly number[])[];

/** How the rows and columns of a confusion matrix are scaled. */
export type Normalize = "true" | "predicted" | "all" | null;

/** How many classes there are, where the greatest index does not say. */
export interface ClassesOption {
  /** Default: one more than the greatest index. */
  classes?: number;
}

/** How the figures of several classes become one. */
export type Average = "macro" | "micro" | "weighted";

/** Options of {@link precision} and {@link recall}. */
export interface AverageOptions extends ClassesOption {
  /**
   * "macro" (default): the mean over classes; "weighted": by how often each occurs; "micro": of all decisions together; null: a figure
   * for each class.
   */
  average?: Average | null;
}

/** Options of {@link fBeta}. */
export interface FBetaOptions extends AverageOptions {
  /** How many times as much recall counts as precision. Default 1. */
  beta?: number;
}

const both = { predicted: valuesKind, labels: valuesKind };
const classes = integerFrom(1);
const average = nullable(oneOf("macro", "micro", "weighted"));
const MATRIX = signature<ClassesOption & { normalize?: Normalize }>("metrics.confusionMatrix", {
  takes: both,
  options: { classes, normalize: nullable(oneOf("true", "predicted", "all")) },
});
const ACCURACY = signature("metrics.accuracy", { takes: both });
const BALANCED = signature("metrics.balancedAccuracy", { takes: both });
const MATTHEWS = signature("metrics.matthewsCorrelation", { takes: both });
const F_BETA = signature<FBetaOptions>("metrics.fBeta", {
  takes: both,
  options: { beta: numberAbove(0), average, classes },
  positional: ["beta"],
});
const PRECISION = signature<AverageOptions>("metrics.precision", {
  takes: both,
  options: { average, classes },
});
const RECALL = signature<AverageOptions>("metrics.recall", { takes: both, options: { average, classes } });

/** Predicted and true classes. */
export interface Decisions {
  predicted: Int32Array;
  labels: Int32Array;
  classes: number;
}

/** Reads predicted and true classes (N). */
export function decisions(
  takes: AnySignature,
  predicted: Values,
  labels: Values,
  wanted?: number,
): Decisions {
  const guess = classIndices(takes, "predicted", predicted, { classes: wanted });
  const truth = classIndices(takes, "labels", labels, { classes: wanted, length: guess.length });
  const found =
    Math.max(
      guess.reduce((a, b) => Math.max(a, b)),
      truth.reduce((a, b) => Math.max(a, b)),
    ) + 1;
  return { predicted: guess, labels: truth, classes: wanted ?? found };
}

/** Counts decisions, each as often as its weight says. */
export function countDecisions({ predicted, labels, classes }: Decisions, weights?: Weights): number[][] {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let i = 0; i < labels.length; i++) {
    const row = counts[labels[i] as number] as number[];
    const column = predicted[i] as number;
    row[column] = (row[column] as number) + (weights === undefined ? 1 : (weights[i] as number));
  }
  return counts;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** What is known of each class: right, of that class, called so. */
interface ClassCounts {
  hits: number[];
  support: number[];
  called: number[];
  total: number;
}

function classCountsOf(confusion: Confusion): ClassCounts {
  const support = confusion.map(sum);
  return {
    hits: confusion.map((row, k) => row[k] as number),
    support,
    called: confusion.map((_, k) => sum(confusion.map((row) => row[k] as number))),
    total: sum(support),
  };
}

/**
 * How often each class was taken for which, as scikit-learn's `confusion_matrix`.
 *
 * @param predicted (N) class indices
 * @param labels (N) true class indices
 * @returns (C, C): the row is the true class, the column the predicted one; with `normalize` shares of each true class, each
 *   predicted class, or all, 0 where there is none
 * @throws ArgumentError for lists of several lengths, none, and what are no class indices
 */
export function confusionMatrix(
  predicted: Values,
  labels: Values,
  ...rest: Rest<ClassesOption & { normalize?: Normalize }>
): number[][] {
  const { classes: wanted, normalize = null } = MATRIX.read(rest);
  MATRIX.check(predicted, labels);
  const counts = countDecisions(decisions(MATRIX, predicted, labels, wanted));
  if (normalize === null) return counts;
  const { support, called, total } = classCountsOf(counts);
  const whole = (row: number, column: number): number =>
    normalize === "all" ? total : ((normalize === "true" ? support[row] : called[column]) as number);
  return counts.map((row, i) => row.map((n, j) => (whole(i, j) === 0 ? 0 : n / whole(i, j))));
}

/** Share of decisions that are right. @throws ArgumentError as {@link confusionMatrix} */
export function accuracy(predicted: Values, labels: Values, ...rest: []): number {
  ACCURACY.read(rest);
  ACCURACY.check(predicted, labels);
  return accuracyOf(countDecisions(decisions(ACCURACY, predicted, labels)));
}

/** Of a confusion matrix. */
export function accuracyOf(confusion: Confusion): number {
  const { hits, total } = classCountsOf(confusion);
  return sum(hits) / total;
}

/**
 * Mean sensitivity of the classes that occur, as scikit-learn's `balanced_accuracy_score`.
 *
 * @throws ArgumentError as {@link confusionMatrix}
 */
export function balancedAccuracy(predicted: Values, labels: Values, ...rest: []): number {
  BALANCED.read(rest);
  BALANCED.check(predicted, labels);
  return balancedAccuracyOf(countDecisions(decisions(BALANCED, predicted, labels)));
}

/** Of a confusion matrix. */
export function balancedAccuracyOf(confusion: Confusion): number {
  const { hits, support } = classCountsOf(confusion);
  return definedMean(hits.map((hit, k) => hit / (support[k] as number))); // 0 / 0 of a class that does not occur
}

/**
 * Matthews' correlation coefficient of any number of classes (Gorodkin 2004, https://doi.org/10.1016/j.compbiolchem.2004.09.006);
 * 0 where labels or predictions are of one class only, as in scikit-learn.
 *
 * @returns -1 to 1
 * @throws ArgumentError as {@link confusionMatrix}
 */
export function matthewsCorrelation(predicted: Values, labels: Values, ...rest: []): number {
  MATTHEWS.read(rest);
  MATTHEWS.check(predicted, labels);
  return matthewsOf(countDecisions(decisions(MATTHEWS, predicted, labels)));
}

/** Of a confusion matrix. */
export function matthewsOf(confusion: Confusion): number {
  const { hits, support, called, total } = classCountsOf(confusion);
  const dot = (a: readonly number[], b: readonly number[]): number =>
    sum(a.map((x, i) => x * (b[i] as number)));
  const together = sum(hits) * total - dot(support, called);
  const spread = (total ** 2 - dot(support, support)) * (total ** 2 - dot(called, called));
  return spread === 0 ? 0 : together / Math.sqrt(spread);
}

/**
 * F-beta: (1 + beta^2) precision recall / (beta^2 precision + recall), as scikit-learn's `fbeta_score`.
 *
 * A class that is neither among the labels nor predicted is left out of the averages, and NaN without one; what is divided by 0
 * otherwise is 0.
 *
 * @throws ArgumentError as {@link confusionMatrix}
 */
export function fBeta(predicted: Values, labels: Values, options: FBetaOptions & { average: null }): number[];
export function fBeta(
  predicted: Values,
  labels: Values,
  ...rest: Rest<FBetaOptions & { average?: Average }, [beta: number]>
): number;
export function fBeta(
  predicted: Values,
  labels: Values,
  ...rest: Rest<FBetaOptions, [beta: number]>
): number | number[] {
  const { beta = 1, average: how = "macro", classes: wanted } = F_BETA.read(rest);
  F_BETA.check(predicted, labels);
  return fBetaOf(countDecisions(decisions(F_BETA, predicted, labels, wanted)), beta, how);
}

/** Precision, TP / (TP + FP), of several classes as {@link fBeta} averages. */
export function precision(
  predicted: Values,
  labels: Values,
  options: AverageOptions & { average: null },
): number[];
export function precision(
  predicted: Values,
  labels: Values,
  ...rest: Rest<AverageOptions & { average?: Average }>
): number;
export function precision(
  predicted: Values,
  labels: Values,
  ...rest: Rest<AverageOptions>
): number | number[] {
  const { average: how = "macro", classes: wanted } = PRECISION.read(rest);
  PRECISION.check(predicted, labels);
  return fBetaOf(countDecisions(decisions(PRECISION, predicted, labels, wanted)), 0, how);
}

/** Recall, the sensitivity, TP / (TP + FN), of several classes as {@link fBeta} averages. */
export function recall(
  predicted: Values,
  labels: Values,
  options: AverageOptions & { average: null },
): number[];
export function recall(
  predicted: Values,
  labels: Values,
  ...rest: Rest<AverageOptions & { average?: Average }>
): number;
export function recall(predicted: Values, labels: Values, ...rest: Rest<AverageOptions>): number | number[] {
  const { average: how = "macro", classes: wanted } = RECALL.read(rest);
  RECALL.check(predicted, labels);
  return fBetaOf(countDecisions(decisions(RECALL, predicted, labels, wanted)), Number.POSITIVE_INFINITY, how);
}

/** Of a confusion matrix; `beta` 0 is precision, infinity recall. */
export function fBetaOf(confusion: Confusion, beta: number, how: Average): number;
export function fBetaOf(confusion: Confusion, beta: number, how: Average | null): number | number[];
export function fBetaOf(confusion: Confusion, beta: number, how: Average | null): number | number[] {
  const { hits, support, called } = classCountsOf(confusion);
  const figure = (hit: number, real: number, said: number): number => {
    const square = beta ** 2;
    const whole = beta === Number.POSITIVE_INFINITY ? real : square * real + said;
    const gain = beta === Number.POSITIVE_INFINITY ? hit : (1 + square) * hit;
    return whole === 0 ? 0 : gain / whole;
  };
  if (how === "micro") return figure(sum(hits), sum(support), sum(called));
  const each = hits.map((hit, k) => {
    const [real, said] = [support[k] as number, called[k] as number];
    return real + said === 0 ? Number.NaN : figure(hit, real, said);
  });
  if (how === null) return each;
  if (how === "macro") return definedMean(each);
  const weighted = each.map((value, k) => (support[k] === 0 ? 0 : value * (support[k] as number)));
  return sum(weighted) / sum(support);
}
