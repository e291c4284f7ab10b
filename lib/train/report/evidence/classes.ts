/** The figures of a table of predicted classes, with curves and their bands. */
import {
  type Band,
  type BootstrapInterval,
  bootstrap,
  type DecisionPoint,
  decisionCurve,
  fromPredictions,
  type Interval,
  type PredictionReport,
  precisionRecallBand,
  precisionRecallCurve,
  rocBand,
  rocCurve,
  type SubgroupColumn,
  thresholdAtSensitivity,
  thresholdAtSpecificity,
  youdenThreshold,
} from "../../../metrics/index.ts";
import { type Predictions, readTablePredictions } from "../../../metrics/predictions/read.ts";
import { proportionOf } from "../../../metrics/proportion.ts";
import type { EvidenceBase, NamedFigure, ReadSettings } from "./evidence.ts";

/** Curves of one class against all others. */
export interface ClassCurves {
  name: string;
  positives: number;
  roc: readonly (readonly [number, number])[];
  rocBand: Band;
  precisionRecall: readonly (readonly [number, number])[];
  precisionRecallBand: Band;
}

/** A threshold that was chosen on the validation part, and what it is worth. */
export interface OperatingRow {
  /** How it was chosen. */
  rule: string;
  threshold: number;
  sensitivity: Interval;
  specificity: Interval;
  ppv: Interval;
  npv: Interval;
}

/** Figures of classes. */
export interface ClassEvidence extends EvidenceBase {
  kind: "classes";
  report: PredictionReport;
  table: Predictions;
  curves: readonly ClassCurves[];
  /** Net benefit over thresholds; null without a positive class whose scores are probabilities. */
  decision: readonly DecisionPoint[] | null;
  /** What thresholds are worth; empty without a positive class. */
  operating: readonly OperatingRow[];
}

/** Figures in the order in which they are read. */
export const FIGURE_NAMES: Readonly<Record<string, string>> = {
  auc: "AUC",
  averagePrecision: "average precision",
  accuracy: "accuracy",
  balancedAccuracy: "balanced accuracy",
  sensitivity: "sensitivity",
  specificity: "specificity",
  ppv: "positive predictive value",
  npv: "negative predictive value",
  f1: "F1",
  macroF1: "macro F1",
  matthews: "Matthews correlation",
  kappa: "Cohen's kappa",
  quadraticKappa: "quadratic kappa",
  withinOne: "at most one grade off",
  gradeError: "mean distance of grades",
  brier: "Brier score",
  logLoss: "log loss",
  calibrationError: "expected calibration error",
};

/** What a reader looks for first, with a positive class, of grades, and with several alike. */
const OF_ONE = ["auc", "sensitivity", "specificity", "accuracy"];
const OF_GRADES = ["quadraticKappa", "accuracy", "withinOne", "gradeError"];
const OF_SEVERAL = ["accuracy", "balancedAccuracy", "auc", "kappa"];

/** More classes than these have no curves each. */
const MOST_CURVES = 8;
/** Of the bands: enough for an eye. */
const BAND_DRAWS = 500;
/** Columns that say something else than what a subgroup is. */
const OWN = /^(file|id|group|label|predicted|loss|expectedGrade|expected_grade)$|^prob_/;

/** Reads a table of predicted classes; thresholds are chosen on `val`, where that is another. */
export async function classEvidence(
  file: string,
  settings: ReadSettings,
  val: ClassEvidence | null,
): Promise<ClassEvidence> {
  const { level, seed, draws, positive, prevalence, group } = settings;
  const table = await readTablePredictions(file, { positive, group }, settings.operation);
  const by = settings.by ?? subgroupsIn(table);
  const asked = { level, seed, draws, positive, group, by };
  const report = await fromPredictions(file, {
    ...asked,
    ...(table.positive !== null && prevalence !== undefined && { prevalence }),
  });
  const shown =
    table.positive !== null
      ? [table.positive.index]
      : table.classes.length <= MOST_CURVES
        ? table.classes.map((_, k) => k)
        : [];
  const curves = shown.flatMap((k) => curvesOf(table, k, settings));
  const scores = table.positive?.scores ?? null;
  const decision =
    scores !== null && table.probabilities !== null
      ? decisionCurve(scores, isOf(table, table.positive?.index ?? 1))
      : null;
  const operating = operatingRows(table, val?.table ?? null, settings);
  const figures = Object.entries(FIGURE_NAMES).flatMap(([name, label]): NamedFigure[] => {
    const interval = report.figures[name];
    return interval === undefined
      ? []
      : [{ label, interval, own: name === "logLoss" || name === "gradeError" }];
  });
  const ofFirst = table.isOrdered ? OF_GRADES : table.positive === null ? OF_SEVERAL : OF_ONE;
  const first = ofFirst.map((name) => FIGURE_NAMES[name] as string);
  const { samples, groups } = report;
  return {
    kind: "classes",
    file,
    samples,
    groups,
    figures,
    first,
    report,
    table,
    curves,
    decision,
    operating,
  };
}

/** Whether each sample is of a class. */
export function isOf({ labels }: Pick<Predictions, "labels">, k: number): Uint8Array {
  return Uint8Array.from(labels, (label) => (label === k ? 1 : 0));
}

/** Scores of a class. */
export function scoresOf({ positive, probabilities, classes, labels }: Predictions, k: number): Float64Array {
  if (positive !== null && positive.index === k) return positive.scores;
  return Float64Array.from(labels, (_, row) => probabilities?.[row * classes.length + k] ?? Number.NaN);
}

/** The curves of a class; none where every sample is of it, or none. */
function curvesOf(table: Predictions, k: number, { level, seed, draws }: ReadSettings): ClassCurves[] {
  const [scores, labels] = [scoresOf(table, k), isOf(table, k)];
  const positives = labels.reduce((sum, one) => sum + one, 0);
  if (positives === 0 || positives === labels.length) return [];
  const groups = table.groups ?? undefined;
  const options = { level, seed, draws: Math.max(2, Math.min(draws, BAND_DRAWS)), groups };
  const roc = rocCurve(scores, labels);
  const pr = precisionRecallCurve(scores, labels);
  return [
    {
      name: table.classes[k] as string,
      positives,
      roc: roc.falsePositiveRate.map((x, i) => [x, roc.truePositiveRate[i] as number] as const),
      rocBand: rocBand(scores, labels, options),
      precisionRecall: pr.recall.map((x, i) => [x, pr.precision[i] as number] as const),
      precisionRecallBand: precisionRecallBand(scores, labels, options),
    },
  ];
}

/** Columns of few values, and of numbers cut in three, that may say more of the figures. */
function subgroupsIn(table: Predictions): SubgroupColumn[] {
  return table.names.flatMap((name): SubgroupColumn[] => {
    if (OWN.test(name) || name === table.groupColumn) return [];
    const texts = table.column(name, "by");
    const values = new Set(texts.filter((text) => text !== ""));
    if (values.size < 2 || values.size === texts.length) return [];
    if (values.size <= 12) return [name];
    const numbers = texts.filter((text) => text !== "").map(Number);
    if (numbers.some(Number.isNaN)) return [];
    const sorted = numbers.sort((a, b) => a - b);
    const at = (share: number): number =>
      Number((sorted[Math.floor(share * (sorted.length - 1))] as number).toPrecision(2));
    const [low, high] = [at(1 / 3), at(2 / 3)];
    return low < high ? [{ column: name, cuts: [low, high] }] : [];
  });
}

/** The thresholds that validation scores choose, and one of a half. */
function thresholdsOf(val: Predictions | null, k: number): { rule: string; threshold: number }[] {
  const half = { rule: "0.5, not chosen", threshold: 0.5 };
  if (val === null) return [half];
  const [scores, labels] = [scoresOf(val, k), isOf(val, k)];
  const positives = labels.reduce((sum, one) => sum + one, 0);
  if (positives === 0 || positives === labels.length) return [half];
  return [
    { rule: "Youden's index", threshold: youdenThreshold(scores, labels) },
    { rule: "sensitivity of 0.95", threshold: thresholdAtSensitivity(scores, labels, 0.95) },
    { rule: "specificity of 0.95", threshold: thresholdAtSpecificity(scores, labels, 0.95) },
    half,
  ].filter(({ threshold }) => Number.isFinite(threshold));
}

/**
 * What thresholds that were chosen on the validation part are worth on another, of one positive class. Intervals are Wilson's, and where
 * patients have several samples those of whole patients drawn again.
 */
function operatingRows(
  table: Predictions,
  val: Predictions | null,
  { level, draws, seed }: Pick<ReadSettings, "level" | "draws" | "seed">,
): OperatingRow[] {
  if (table.positive === null) return [];
  const { index } = table.positive;
  const [scores, labels] = [scoresOf(table, index), isOf(table, index)];
  const chosen = thresholdsOf(val, index);
  const { groups } = table;
  const isClustered = groups !== null && new Set(groups).size < groups.length && draws >= 2;
  const counted = (
    threshold: number,
    places?: Uint32Array,
  ): [tp: number, fp: number, fn: number, tn: number] => {
    let [tp, fp, fn, tn] = [0, 0, 0, 0];
    const each = (i: number): void => {
      const isCalled = (scores[i] as number) >= threshold;
      if (labels[i] === 1) isCalled ? tp++ : fn++;
      else isCalled ? fp++ : tn++;
    };
    if (places === undefined) for (let i = 0; i < scores.length; i++) each(i);
    else for (const i of places) each(i);
    return [tp, fp, fn, tn];
  };
  return chosen.map(({ rule, threshold }) => {
    if (!isClustered) {
      const [tp, fp, fn, tn] = counted(threshold);
      return {
        rule,
        threshold,
        sensitivity: proportionOf(tp, tp + fn, level),
        specificity: proportionOf(tn, tn + fp, level),
        ppv: proportionOf(tp, tp + fp, level),
        npv: proportionOf(tn, tn + fn, level),
      };
    }
    const found = bootstrap(
      scores.length,
      (places) => {
        const [tp, fp, fn, tn] = counted(threshold, places);
        return {
          sensitivity: tp / (tp + fn),
          specificity: tn / (tn + fp),
          ppv: tp / (tp + fp),
          npv: tn / (tn + fn),
        };
      },
      { groups, level, draws: Math.min(draws, 1000), seed },
    );
    return {
      rule,
      threshold,
      ...(found as Record<"sensitivity" | "specificity" | "ppv" | "npv", BootstrapInterval>),
    };
  });
}
