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
import { type BootstrapInterval, type Clusters, clustersOf, drawIntervals, weightsOf } from "../bootstrap.ts";
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
import { COLUMN_ADVICE, type IntervalOptions, predictionKinds } from "./options.ts";
import { type PredictionColumns, type Predictions, readTablePredictions } from "./read.ts";

/** A column whose values divide the samples, or whose numbers do where they are cut. */
export type SubgroupColumn = string | { column: string; cuts: readonly number[] };

/** Options of {@link fromPredictions}. */
export interface FromPredictionsOptions extends PredictionColumns, IntervalOptions {
  /** Scores of the positive class of at least this are called positive. Default 0.5; choose it on other data. */
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
    prevalence: betweenKind,
    by: either(subgroupKind, listOf(subgroupKind)) as Kind<SubgroupColumn | readonly SubgroupColumn[]>,
  },
  advice: COLUMN_ADVICE,
});

/** Figures of one class against all others. */
export type ClassIntervals = { name: string; samples: number } & Record<ClassFigure, BootstrapInterval>;

/** Figures of a subgroup. */
export interface Subgroup {
  column: string;
  /** The value of the column, or a range of its numbers. */
  value: string;
  samples: number;
  /** Patients, or null where nothing is said of them. */
  groups: number | null;
  /** Samples of each class, in the order of the classes. */
  perClass: number[];
  figures: Record<string, BootstrapInterval>;
}

/** What a table of predictions says. */
export interface PredictionReport {
  file: string;
  samples: number;
  /** Patients; null where nothing is said of them, and samples count as independent. */
  groups: number | null;
  /** The column that says so. */
  groupColumn: string | null;
  classes: string[];
  /** The class that `sensitivity`, `specificity`, `ppv`, `npv`, `f1` and `auc` are of; null with several classes alike. */
  positive: string | null;
  threshold: number | null;
  level: number;
  draws: number;
  /**
   * accuracy, balancedAccuracy, macroF1, matthews, kappa, auc, averagePrecision, brier, logLoss, calibrationError (ten bins), and of a
   * positive class sensitivity, specificity, ppv, npv, f1; intervals by the bootstrap, of whole patients where they are known.
   */
  figures: Record<string, BootstrapInterval>;
  perClass: ClassIntervals[];
  /** (C, C): the row is the true class, the column the called one. */
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
  const given = await readTablePredictions(file, options, TAKES.name);
  const { threshold = 0.5, prevalence, level = LEVEL } = options;
  if (given.positive === null && (options.threshold !== undefined || prevalence !== undefined)) {
    throw TAKES.error(
      `threshold and prevalence are of one class against the rest; of ${given.classes.join(", ")} say which, as positive.`,
    );
  }
  const draws = options.draws ?? 2000;
  if (draws === 1) throw TAKES.error("one draw has no spread; give draws of 2 or more, or 0 for none.");
  const rows = Int32Array.from(given.labels, (_, row) => row);
  const whole = select(given, rows, threshold);
  const measured = { ...options, threshold, level, draws };
  const { figures, perClass } = measure(given, whole, rows, measured);
  const isClustered = given.groups !== null && new Set(given.groups).size < rows.length;
  const { positive } = whole;
  return {
    file,
    samples: rows.length,
    groups: given.groups && new Set(given.groups).size,
    groupColumn: given.groupColumn,
    classes: [...given.classes],
    positive: positive && (given.classes[positive.index] as string),
    threshold: positive && threshold,
    level,
    draws,
    figures,
    perClass,
    confusion: countDecisions({ predicted: whole.called, labels: whole.labels, classes: whole.classes }),
    atThreshold: positive && thresholdOf(positive, threshold, level, prevalence),
    delong: positive && !isClustered ? areaOf(positive, level) : null,
    ...calibrationOf(whole, level),
    subgroups: subgroupsOf(given, options, measured),
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

/** How figures are measured. */
type Measured = Pick<FromPredictionsOptions, "method" | "seed"> & {
  threshold: number;
  level: number;
  draws: number;
};

/** The figures of selected samples with their intervals. */
function measure(
  given: Predictions,
  selected: Selected,
  rows: Int32Array,
  options: Measured,
): { figures: Record<string, BootstrapInterval>; perClass: ClassIntervals[] } {
  const of = figuresOf(selected, options.threshold);
  const intervals = options.draws === 0 ? withoutIntervals(of()) : drawn(given, rows, of, options);
  const figures = Object.entries(intervals).filter(([name]) => !name.includes("."));
  const perClass = given.classes.map((name, k) => ({
    name,
    samples: selected.labels.reduce((sum, label) => sum + (label === k ? 1 : 0), 0),
    ...(Object.fromEntries(CLASS_FIGURES.map((figure) => [figure, intervals[`${figure}.${k}`]])) as Record<
      ClassFigure,
      BootstrapInterval
    >), // its names
  }));
  return { figures: Object.fromEntries(figures), perClass };
}

function drawn(
  given: Predictions,
  rows: Int32Array,
  of: ReturnType<typeof figuresOf>,
  options: Measured,
): Record<string, BootstrapInterval> {
  const groups = given.groups === null ? undefined : Array.from(rows, (row) => given.groups?.[row] as string);
  const clusters: Clusters = clustersOf(rows.length, groups, (text) => TAKES.error(text));
  const weights = new Float64Array(rows.length);
  return drawIntervals(clusters, options, (times) => of(weightsOf(clusters, times, weights)));
}

function withoutIntervals(figures: Record<string, number>): Record<string, BootstrapInterval> {
  const none = { low: Number.NaN, high: Number.NaN, standardError: Number.NaN, undefinedDraws: 0 };
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, { value, ...none }]));
}

/** Most values of a column that make subgroups; more are numbers that want cuts, or names of samples. */
const MOST_VALUES = 50;

function subgroupsOf(given: Predictions, { by = [] }: FromPredictionsOptions, options: Measured): Subgroup[] {
  const columns: readonly SubgroupColumn[] = Array.isArray(by) ? by : [by as SubgroupColumn]; // one or several
  return columns.flatMap((one) => {
    const column = typeof one === "string" ? one : one.column;
    const texts = given.column(column, "by");
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
      const selected = select(given, rows, options.threshold);
      const { figures, perClass } = measure(given, selected, rows, options);
      const patients = given.groups && new Set(Array.from(rows, (row) => given.groups?.[row])).size;
      const counts = perClass.map(({ samples }) => samples);
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
