/** A test of two outcomes at a threshold: which threshold, and what it is worth there. */
import { number, type Rest, signature } from "../edge/index.ts";
import { proportionOf } from "./proportion.ts";
import { type Interval, LEVEL } from "./shared/interval.ts";
import { Ranking, type RankPoint } from "./shared/ranking.ts";
import { type AnySignature, betweenKind, scored, type Values, valuesKind } from "./shared/values.ts";

/** What a test is worth at a threshold. Intervals are Wilson's; NaN where there is nothing to divide by. */
export interface ThresholdFigures {
  /** Scores of at least this are called positive. */
  threshold: number;
  truePositives: number;
  falsePositives: number;
  trueNegatives: number;
  falseNegatives: number;
  /** TP / (TP + FN). */
  sensitivity: Interval;
  /** TN / (TN + FP). */
  specificity: Interval;
  /** TP / (TP + FP) among these samples. */
  ppv: Interval;
  /** TN / (TN + FN) among these samples. */
  npv: Interval;
  accuracy: Interval;
  f1: number;
  /** sensitivity + specificity - 1. */
  youden: number;
  /** sensitivity / (1 - specificity). */
  positiveLikelihoodRatio: number;
  /** (1 - sensitivity) / specificity. */
  negativeLikelihoodRatio: number;
  /** The predictive values where so many are ill as `prevalence` says; null where it was not given. */
  atPrevalence: { prevalence: number; ppv: number; npv: number } | null;
}

/** Options of {@link atThreshold}. */
export interface AtThresholdOptions {
  /** Share of positives where the test will be used; case-control samples have another. */
  prevalence?: number;
  /** Default 0.95. */
  level?: number;
}

const two = { scores: valuesKind, labels: valuesKind };
const AT = signature<AtThresholdOptions>("metrics.atThreshold", {
  takes: { ...two, threshold: number },
  options: { prevalence: betweenKind, level: betweenKind },
  positional: ["prevalence", "level"],
});
const SPECIFICITY = signature("metrics.thresholdAtSpecificity", {
  takes: { ...two, specificity: betweenKind },
});
const SENSITIVITY = signature("metrics.thresholdAtSensitivity", {
  takes: { ...two, sensitivity: betweenKind },
});
const YOUDEN = signature("metrics.youdenThreshold", { takes: two });
const VALUES = signature("metrics.predictiveValues", {
  takes: { sensitivity: number, specificity: number, prevalence: betweenKind },
});

/**
 * Sensitivity, specificity, predictive values and the like at a threshold that was chosen before, on other data.
 *
 * @param scores (N) those of at least the threshold are called positive
 * @param labels (N) 0 and 1, or booleans
 * @throws ArgumentError for lists of several lengths, none, NaN, other labels
 *
 * @example
 * const threshold = metrics.thresholdAtSensitivity(val.scores, val.labels, 0.95);
 * metrics.atThreshold(test.scores, test.labels, threshold, { prevalence: 0.01 }).atPrevalence?.ppv;
 */
export function atThreshold(
  scores: Values,
  labels: Values,
  threshold: number,
  ...rest: Rest<AtThresholdOptions, [prevalence: number, level: number]>
): ThresholdFigures {
  const { prevalence, level = LEVEL } = AT.read(rest);
  AT.check(scores, labels, threshold);
  const { scores: given, positives, count } = scored(AT, scores, labels);
  let [tp, fp] = [0, 0];
  for (let i = 0; i < given.length; i++) {
    if ((given[i] as number) < threshold) continue;
    if (positives[i] === 1) tp++;
    else fp++;
  }
  return figuresAt(
    { threshold, tp, fp, positives: count, negatives: given.length - count },
    level,
    prevalence,
  );
}

/** What was counted at a threshold. */
export interface ThresholdCounts {
  threshold: number;
  tp: number;
  fp: number;
  positives: number;
  negatives: number;
}

/** As {@link atThreshold}, of counts. */
export function figuresAt(counts: ThresholdCounts, level: number, prevalence?: number): ThresholdFigures {
  const { threshold, tp, fp, positives, negatives } = counts;
  const [fn, tn] = [positives - tp, negatives - fp];
  const [sensitivity, specificity] = [tp / positives, tn / negatives];
  return {
    threshold,
    truePositives: tp,
    falsePositives: fp,
    trueNegatives: tn,
    falseNegatives: fn,
    sensitivity: proportionOf(tp, positives, level),
    specificity: proportionOf(tn, negatives, level),
    ppv: proportionOf(tp, tp + fp, level),
    npv: proportionOf(tn, tn + fn, level),
    accuracy: proportionOf(tp + tn, positives + negatives, level),
    f1: (2 * tp) / (2 * tp + fp + fn),
    youden: sensitivity + specificity - 1,
    positiveLikelihoodRatio: sensitivity / (1 - specificity),
    negativeLikelihoodRatio: (1 - sensitivity) / specificity,
    atPrevalence:
      prevalence === undefined ? null : { prevalence, ...valuesAt(sensitivity, specificity, prevalence) },
  };
}

/**
 * Predictive values where another share is positive than among the samples, by Bayes' theorem.
 *
 * @param sensitivity 0 to 1
 * @param specificity 0 to 1
 * @param prevalence share of positives, between 0 and 1
 * @throws ArgumentError for shares outside of 0 to 1
 */
export function predictiveValues(
  sensitivity: number,
  specificity: number,
  prevalence: number,
  ...rest: []
): { ppv: number; npv: number } {
  VALUES.read(rest);
  VALUES.check(sensitivity, specificity, prevalence);
  for (const [name, share] of Object.entries({ sensitivity, specificity })) {
    if (share < 0 || share > 1) throw VALUES.error(`${name} must be between 0 and 1, got ${share}.`);
  }
  return valuesAt(sensitivity, specificity, prevalence);
}

function valuesAt(
  sensitivity: number,
  specificity: number,
  prevalence: number,
): { ppv: number; npv: number } {
  const [ill, well] = [prevalence, 1 - prevalence];
  return {
    ppv: (sensitivity * ill) / (sensitivity * ill + (1 - specificity) * well),
    npv: (specificity * well) / ((1 - sensitivity) * ill + specificity * well),
  };
}

/**
 * The threshold of at least this specificity that has the highest sensitivity: the lowest one. Infinite where no score of the
 * samples gives it.
 *
 * @throws ArgumentError as {@link atThreshold}, and for samples without both classes
 */
export function thresholdAtSpecificity(
  scores: Values,
  labels: Values,
  specificity: number,
  ...rest: []
): number {
  SPECIFICITY.read(rest);
  SPECIFICITY.check(scores, labels, specificity);
  const { points, negatives } = pointsOf(SPECIFICITY, scores, labels);
  const allowed = points.filter(({ wrong }) => (negatives - wrong) / negatives >= specificity);
  return allowed.at(-1)?.score ?? Number.POSITIVE_INFINITY;
}

/**
 * The threshold of at least this sensitivity that has the highest specificity: the highest one.
 *
 * @throws ArgumentError as {@link atThreshold}, and for samples without both classes
 */
export function thresholdAtSensitivity(
  scores: Values,
  labels: Values,
  sensitivity: number,
  ...rest: []
): number {
  SENSITIVITY.read(rest);
  SENSITIVITY.check(scores, labels, sensitivity);
  const { points, positives } = pointsOf(SENSITIVITY, scores, labels);
  const found = points.find(({ right }) => right / positives >= sensitivity);
  return (found as RankPoint).score; // the lowest score finds all
}

/**
 * The threshold with the greatest sensitivity + specificity (Youden 1950), the highest of several.
 *
 * @throws ArgumentError as {@link atThreshold}, and for samples without both classes
 */
export function youdenThreshold(scores: Values, labels: Values, ...rest: []): number {
  YOUDEN.read(rest);
  YOUDEN.check(scores, labels);
  const { points, positives, negatives } = pointsOf(YOUDEN, scores, labels);
  // Whole numbers, so that equal ones are equal.
  const worth = ({ right, wrong }: RankPoint): number => right * negatives - wrong * positives;
  return points.reduce((best, point) => (worth(point) > worth(best) ? point : best)).score;
}

function pointsOf(
  takes: AnySignature,
  scores: Values,
  labels: Values,
): { points: RankPoint[]; positives: number; negatives: number } {
  const { scores: given, positives, count } = scored(takes, scores, labels);
  if (count === 0 || count === given.length) {
    throw takes.error(
      `a threshold is chosen between two classes; all ${given.length} samples are ${count === 0 ? "negative" : "positive"}.`,
    );
  }
  return {
    points: new Ranking(given, positives).points(),
    positives: count,
    negatives: given.length - count,
  };
}
