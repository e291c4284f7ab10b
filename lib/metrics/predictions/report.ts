import { Table } from "../../data/tables/table.ts";
import {
  describe,
  either,
  type Kind,
  kind,
  listOf,
  number,
  type Rest,
  signature,
  string,
} from "../../edge/index.ts";
import type { BootstrapInterval } from "../bootstrap.ts";
import {
  binned,
  type CalibrationSlope,
  calibrationSlopeOf,
  confidencesIn,
  type ReliabilityBin,
  reliabilityOf,
} from "../calibration.ts";
import { countDecisions } from "../confusion.ts";
import { type AucInterval, delong, intervalOf } from "../delong.ts";
import { figuresAt, type ThresholdFigures } from "../operating-points.ts";
import { LEVEL } from "../shared/interval.ts";
import { betweenKind } from "../shared/values.ts";
import { CLASS_FIGURES, type ClassFigure, figuresOf, type Selected, select } from "./figures.ts";
import { isMaskTable, readMasks } from "./masks.ts";
import { type Measured, measure, type Named, type Subject } from "./measured.ts";
import { FROC_AT, type OBJECT_FIGURES } from "./object-figures.ts";
import { boxColumns, type ObjectOptions, objectKinds, readObjects } from "./objects.ts";
import { COLUMN_ADVICE, type IntervalOptions, predictionKinds } from "./options.ts";
import { type PredictionColumns, type Predictions, readPredictions } from "./read.ts";
import { type NUMBER_FIGURES, readTargets, type TargetTable, targetTableOf } from "./targets.ts";

/** A column whose values divide the samples, or whose numbers do where they are cut. */
export type SubgroupColumn = string | { column: string; cuts: readonly number[] };

/** Options of {@link fromPredictions}. */
export interface FromPredictionsOptions extends PredictionColumns, IntervalOptions, ObjectOptions {
  /**
   * Scores of the positive class of at least this are called positive, detections of at least this count for precision and recall.
   * Default 0.5; choose it on other data.
   */
  threshold?: number;
  /** Share of positives where the model will be used, for its predictive values there. */
  prevalence?: number;
  /** Columns whose values make subgroups; numbers are cut: `{ column: "age", cuts: [40, 60] }`. */
  by?: SubgroupColumn | readonly SubgroupColumn[];
}

const cutsKind: Kind<{ column: string; cuts: readonly number[] }> = kind(
  "{ column, cuts }, the cuts ascending numbers",
  (v) => {
    const { column, cuts, ...more } = (v ?? {}) as { column?: unknown; cuts?: unknown };
    return (
      typeof column === "string" &&
      listOf(number).accepts(cuts) &&
      (cuts as number[]).length > 0 &&
      (cuts as number[]).every((cut, i, all) => i === 0 || cut > (all[i - 1] as number)) &&
      Object.keys(more).length === 0
    );
  },
);
const subgroupKind = either(string, cutsKind);

const TAKES = signature<FromPredictionsOptions>("metrics.fromPredictions", {
  takes: { file: string },
  options: {
    ...predictionKinds,
    ...objectKinds,
    prevalence: betweenKind,
    by: either(subgroupKind, listOf(subgroupKind)) as Kind<SubgroupColumn | readonly SubgroupColumn[]>,
  },
  advice: COLUMN_ADVICE,
});

/** Figures of one class against all others, or of one label; samples are those that are of it. */
export type ClassIntervals = Named<ClassFigure>;

/** Figures of one number, in its unit; samples are those where it is known. */
export type NumberIntervals = Named<(typeof NUMBER_FIGURES)[number]>;

/** Figures of one class of objects; samples are true objects. Precision, recall and f1 are at the threshold and an overlap of 0.5. */
export type ObjectIntervals = Named<(typeof OBJECT_FIGURES)[number]>;

/** Sensitivity at a rate of false alarms an image. */
export interface FrocPoint {
  rate: number;
  sensitivity: BootstrapInterval;
}

/** Figures of a subgroup. */
export interface Subgroup {
  column: string;
  /** The value of the column, or a range of its numbers. */
  value: string;
  samples: number;
  /** Patients, or null where nothing is said of them. */
  groups: number | null;
  /** Samples of each class or label, in the order of the classes; of numbers those where each is known. */
  perClass: number[];
  figures: Record<string, BootstrapInterval>;
}

/** What a table of predictions says. */
export interface PredictionReport {
  file: string;
  /** What the table is of; "classification" of other programs' too. */
  task: "classification" | "ordinal" | "detection" | "segmentation" | TargetTable;
  /** Of detections images. */
  samples: number;
  /** Patients; null where nothing is said of them, and samples count as independent. */
  groups: number | null;
  /** The column that says so. */
  groupColumn: string | null;
  /** Classes, grades in order, labels, or names of numbers. */
  classes: string[];
  /** The class that `sensitivity`, `specificity`, `ppv`, `npv`, `f1` and `auc` are of; null with several classes alike. */
  positive: string | null;
  threshold: number | null;
  level: number;
  draws: number;
  /**
   * accuracy, balancedAccuracy, macroF1, matthews, kappa, auc, averagePrecision, brier, logLoss, calibrationError (ten bins), and of a
   * positive class sensitivity, specificity, ppv, npv, f1; intervals by the bootstrap, of whole patients where they are known. Of grades
   * also quadraticKappa, gradeError (mean distance) and withinOne. Of several labels means of sensitivity, specificity, precision, f1,
   * auc and averagePrecision over the labels, microAuc, microF1, exactMatch; of numbers means of mae, rmse, r2, icc, bias. Of detections
   * those of `train.DetectionMetrics`: mAP, mAP50, mAR100, maskAP, precision, recall, f1, froc. Of masks the mean over the images of each
   * of its columns, dice_CLASS, and pooled_dice_CLASS, pooled_iou_CLASS of all pixels together.
   */
  figures: Record<string, BootstrapInterval>;
  /** Of classes, grades and labels. */
  perClass: ClassIntervals[];
  /** Of numbers. */
  numbers: NumberIntervals[];
  /** Of detections: each class. */
  objects: ObjectIntervals[];
  /** Of detections: sensitivity at 1/8 to 8 false alarms an image, of boxes at an overlap of 0.5. */
  froc: FrocPoint[];
  /** (C, C): the row is the true class, the column the called one; empty of labels, numbers and detections. */
  confusion: number[][];
  /** At the threshold, with Wilson's intervals, which take samples as independent; null without a positive class. */
  atThreshold: ThresholdFigures | null;
  /** The area with DeLong's interval; null without a positive class, and where patients have several samples. */
  delong: AucInterval | null;
  /** Of the positive class; null without one, and of scores that are no probabilities. */
  calibration: CalibrationSlope | null;
  reliability: ReliabilityBin[] | null;
  subgroups: Subgroup[];
}

/**
 * All figures of predictions that `train.evaluate({ out })` or another program wrote to a table, each with its interval.
 *
 * @param file CSV, TSV (.tsv), JSON lines (.jsonl) or Parquet (.parquet)
 * @throws FileFormatError, with the line, for what cannot be read, labels that are no classes, numbers that are no probabilities;
 *   ArgumentError for columns that are not there
 *
 * @example
 * const report = await metrics.fromPredictions("test.csv", { group: "patient", by: ["sex", { column: "age", cuts: [40, 60] }] });
 * report.figures.auc; // { value: 0.91, low: 0.87, high: 0.94, ... }
 *
 * @example
 * // a table of another program
 * await metrics.fromPredictions("theirs.csv", { label: "dx", score: "p", positive: "mel", group: "lesion_id" });
 */
export async function fromPredictions(
  file: string,
  ...rest: Rest<FromPredictionsOptions>
): Promise<PredictionReport> {
  const options = TAKES.read(rest);
  TAKES.check(file);
  const table = await Table.open(file, {
    operation: TAKES.name,
    separator: options.separator,
    encoding: options.encoding,
  });
  const { threshold = 0.5, prevalence, level = LEVEL } = options;
  const targets =
    options.label === undefined && options.score === undefined ? targetTableOf(table.names) : null;
  if (targets !== null) return ofTargets(table, targets, options);
  if (boxColumns(table.names, options) !== null) return ofObjects(table, options);
  const isNamed = options.label !== undefined || options.score !== undefined;
  if (!isNamed && options.probabilities === undefined && isMaskTable(table.names))
    return ofMasks(table, options);
  refuseIdle(options, OF_OBJECTS, `${file} is not of detections`);
  const given = readPredictions(table, options);
  if (given.positive === null && (options.threshold !== undefined || prevalence !== undefined)) {
    throw TAKES.error(
      `threshold and prevalence are of one class against the rest; of ${given.classes.join(", ")} say which, as positive.`,
    );
  }
  const draws = drawsIn(options);
  const rows = Int32Array.from(given.labels, (_, row) => row);
  const whole = select(given, rows, threshold);
  const measured = { ...options, level, draws };
  const subject = subjectOf(given, threshold);
  const { figures, each } = measure(subject, rows, measured, TAKES.name);
  const isClustered = given.groups !== null && new Set(given.groups).size < rows.length;
  const { positive } = whole;
  return {
    file,
    task: given.isOrdered ? "ordinal" : "classification",
    samples: rows.length,
    groups: given.groups && new Set(given.groups).size,
    groupColumn: given.groupColumn,
    classes: [...given.classes],
    positive: positive && (given.classes[positive.index] as string),
    threshold: positive && threshold,
    level,
    draws,
    figures,
    perClass: each as ClassIntervals[], // of the figures of classes
    numbers: [],
    objects: [],
    froc: [],
    confusion: countDecisions({ predicted: whole.called, labels: whole.labels, classes: whole.classes }),
    atThreshold: positive && thresholdOf(positive, threshold, level, prevalence),
    delong: positive && !isClustered ? areaOf(positive, level) : null,
    ...calibrationOf(whole, level),
    subgroups: subgroupsOf(subject, given.column, options, measured),
  };
}

function drawsIn({ draws = 2000 }: FromPredictionsOptions): number {
  if (draws === 1) throw TAKES.error("one draw has no spread; give draws of 2 or more, or 0 for none.");
  return draws;
}

/** Classes as what is measured. */
function subjectOf(given: Predictions, threshold: number): Subject {
  return {
    groups: given.groups,
    names: given.classes,
    ofEach: CLASS_FIGURES,
    counts: (rows) =>
      given.classes.map((_, k) => rows.reduce((sum, row) => sum + (given.labels[row] === k ? 1 : 0), 0)),
    figures: (rows) => figuresOf(select(given, rows, threshold), threshold),
  };
}

/** Options that are of detections alone. */
const OF_OBJECTS = [
  "box",
  "truth",
  "iouThresholds",
  "recallThresholds",
  "areaRanges",
  "maxDetections",
] as const;

/** Options that are of classes alone. */
const OF_CLASSES = ["probabilities", "positive", "prevalence"] as const;

/** Throws ArgumentError for options that would do nothing. */
function refuseIdle(
  options: FromPredictionsOptions,
  names: readonly (keyof FromPredictionsOptions)[],
  why: string,
): void {
  const idle = names.filter((name) => options[name] !== undefined);
  if (idle.length > 0) throw TAKES.error(`${idle.join(" and ")} would do nothing: ${why}.`);
}

/** What reports have of classes alone. */
const NO_CLASSES = {
  positive: null,
  confusion: [],
  atThreshold: null,
  delong: null,
  calibration: null,
  reliability: null,
} as const;

/** A table of several labels or of numbers. */
function ofTargets(table: Table, task: TargetTable, options: FromPredictionsOptions): PredictionReport {
  const isLabels = task === "multilabel";
  refuseIdle(
    options,
    [...OF_CLASSES, ...OF_OBJECTS, ...(isLabels ? [] : (["threshold"] as const))],
    `${table.file} is of ${isLabels ? "several labels" : "numbers"}`,
  );
  const { threshold = 0.5, level = LEVEL, group } = options;
  const given = readTargets(table, task, { group, threshold });
  const measured = { ...options, level, draws: drawsIn(options) };
  const rows = Int32Array.from({ length: given.samples }, (_, row) => row);
  const { figures, each } = measure(given, rows, measured, TAKES.name);
  const column = (name: string, option: string) => table.texts(table.column(name, option));
  return {
    ...NO_CLASSES,
    file: table.file,
    task,
    samples: given.samples,
    groups: given.groups && new Set(given.groups).size,
    groupColumn: given.groupColumn,
    classes: [...given.names],
    threshold: isLabels ? threshold : null,
    level,
    draws: measured.draws,
    figures,
    perClass: isLabels ? (each as ClassIntervals[]) : [], // of the figures of labels
    numbers: isLabels ? [] : (each as NumberIntervals[]), // of those of numbers
    objects: [],
    froc: [],
    confusion: [],
    subgroups: subgroupsOf(given, column, options, measured),
  };
}

/** A table of images whose masks were found. */
function ofMasks(table: Table, options: FromPredictionsOptions): PredictionReport {
  refuseIdle(options, [...OF_CLASSES, ...OF_OBJECTS, "threshold"], `${table.file} is of masks`);
  const { level = LEVEL } = options;
  const given = readMasks(table, options);
  const measured = { ...options, level, draws: drawsIn(options) };
  const rows = Int32Array.from({ length: given.samples }, (_, row) => row);
  const column = (name: string, option: string) => table.texts(table.column(name, option));
  return {
    ...NO_CLASSES,
    file: table.file,
    task: "segmentation",
    samples: given.samples,
    groups: given.groups && new Set(given.groups).size,
    groupColumn: given.groupColumn,
    classes: [...given.names],
    threshold: null,
    level,
    draws: measured.draws,
    figures: measure(given, rows, measured, TAKES.name).figures,
    perClass: [],
    numbers: [],
    objects: [],
    froc: [],
    confusion: [],
    subgroups: subgroupsOf(given, column, options, measured),
  };
}

/** A table of detections. */
async function ofObjects(table: Table, options: FromPredictionsOptions): Promise<PredictionReport> {
  refuseIdle(options, OF_CLASSES, `${table.file} is of detections`);
  const { threshold = 0.5, level = LEVEL, separator, encoding, truth } = options;
  const objects =
    truth === undefined ? null : await Table.open(truth, { operation: TAKES.name, separator, encoding });
  const given = readObjects(table, objects, { ...options, threshold });
  const measured = { ...options, level, draws: drawsIn(options) };
  const rows = Int32Array.from(given.ids, (_, row) => row);
  const { figures, each } = measure(given, rows, measured, TAKES.name);
  const isRate = (name: string): boolean => name.startsWith(FROC_AT);
  const named = Object.entries(figures);
  return {
    ...NO_CLASSES,
    file: table.file,
    task: "detection",
    samples: given.ids.length,
    groups: given.groups && new Set(given.groups).size,
    groupColumn: given.groupColumn,
    classes: [...given.names],
    threshold,
    level,
    draws: measured.draws,
    figures: Object.fromEntries(named.filter(([name]) => !isRate(name))),
    perClass: [],
    numbers: [],
    objects: each as ObjectIntervals[], // of the figures of objects
    froc: named
      .filter(([name]) => isRate(name))
      .map(([name, sensitivity]) => ({ rate: Number(name.slice(FROC_AT.length)), sensitivity })),
    confusion: [],
    subgroups: subgroupsOf(given, given.column, options, measured),
  };
}

type Positive = NonNullable<Selected["positive"]>;

function thresholdOf(
  { scores, isPositive }: Positive,
  threshold: number,
  level: number,
  prevalence: number | undefined,
): ThresholdFigures {
  let [tp, fp, positives] = [0, 0, 0];
  for (const [i, score] of scores.entries()) {
    if (isPositive[i] === 1) positives++;
    if (score < threshold) continue;
    if (isPositive[i] === 1) tp++;
    else fp++;
  }
  const counts = { threshold, tp, fp, positives, negatives: scores.length - positives };
  return figuresAt(counts, level, prevalence);
}

function areaOf({ scores, isPositive }: Positive, level: number): AucInterval {
  const count = isPositive.reduce((sum, one) => sum + one, 0);
  const { values, covariance } = delong([{ scores, positives: isPositive, count }]);
  return intervalOf(values[0] as number, Math.sqrt(covariance[0]?.[0] as number), level);
}

function calibrationOf(
  { probabilities, labels, positive, classes }: Selected,
  level: number,
): Pick<PredictionReport, "calibration" | "reliability"> {
  if (probabilities === null) return { calibration: null, reliability: null };
  const ofPositive = positive && {
    scores: positive.scores,
    positives: positive.isPositive,
    count: positive.isPositive.reduce((sum, one) => sum + one, 0),
  };
  const confidences = ofPositive
    ? { confidence: ofPositive.scores, isRight: ofPositive.positives }
    : confidencesIn(probabilities, labels, classes === 2);
  return {
    calibration: ofPositive && calibrationSlopeOf(ofPositive, level),
    reliability: reliabilityOf(binned(confidences, {}), level),
  };
}

/** Most values of a column that make subgroups; more are numbers that want cuts, or names of samples. */
const MOST_VALUES = 50;

function subgroupsOf(
  subject: Subject,
  textsOf: (name: string, option: string) => string[],
  { by = [] }: FromPredictionsOptions,
  options: Measured,
): Subgroup[] {
  const columns: readonly SubgroupColumn[] = Array.isArray(by) ? by : [by as SubgroupColumn]; // one or several
  return columns.flatMap((one) => {
    const column = typeof one === "string" ? one : one.column;
    const texts = textsOf(column, "by");
    const values = typeof one === "string" ? texts : texts.map((text, row) => rangeOf(text, row, one));
    const order = typeof one === "string" ? [...new Set(values)].sort(byValue) : rangesOf(one.cuts);
    const areNames = values.length > 2 && new Set(values).size === values.length;
    if (order.length > MOST_VALUES || areNames) {
      throw TAKES.error(
        `by: ${describe(column)} has ${order.length} values for ${values.length} samples; cut numbers into ranges, { column: ${describe(column)}, cuts: [40, 60] }.`,
      );
    }
    return order.flatMap((value) => {
      const rows = Int32Array.from(values.flatMap((own, row) => (own === value ? [row] : [])));
      if (rows.length === 0) return [];
      const { figures, each } = measure(subject, rows, options, TAKES.name);
      const patients = subject.groups && new Set(Array.from(rows, (row) => subject.groups?.[row])).size;
      const counts = each.map(({ samples }) => samples);
      return [{ column, value, samples: rows.length, groups: patients, perClass: counts, figures }];
    });
  });
}

/** Numbers by value, then texts. */
function byValue(a: string, b: string): number {
  const [x, y] = [a === "" ? Number.NaN : Number(a), b === "" ? Number.NaN : Number(b)];
  if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y;
  if (Number.isNaN(x) !== Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The names of the ranges between cuts, and of what is not known. */
function rangesOf(cuts: readonly number[]): string[] {
  const inner = cuts.slice(1).map((cut, i) => `${cuts[i]} to below ${cut}`);
  return [`below ${cuts[0]}`, ...inner, `from ${cuts.at(-1)}`, ""];
}

function rangeOf(
  text: string,
  row: number,
  { column, cuts }: { column: string; cuts: readonly number[] },
): string {
  if (text === "") return "";
  const value = Number(text);
  if (Number.isNaN(value)) {
    throw TAKES.error(
      `by: ${describe(column)} has cuts, and ${describe(text)} of sample ${row + 1} is no number.`,
    );
  }
  const at = cuts.findIndex((cut) => value < cut);
  return rangesOf(cuts)[at < 0 ? cuts.length : at] as string;
}
