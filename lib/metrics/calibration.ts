/** Whether probabilities mean what they say: Brier score, log loss, calibration error, reliability, slope and intercept. */
import { integerFrom, oneOf, type Rest, signature } from "../edge/index.ts";
import { highestOf } from "./multiclass.ts";
import { proportionOf } from "./proportion.ts";
import { normalSpan } from "./shared/distributions.ts";
import { around, type Interval, LEVEL, quantile } from "./shared/interval.ts";
import { fitLogistic } from "./shared/logistic.ts";
import type { Weights } from "./shared/ranking.ts";
import {
  type AnySignature,
  betweenKind,
  checkProbabilities,
  classIndices,
  type Matrix,
  matrix,
  numbers,
  probable,
  type Rows,
  rowsKind,
  type Scored,
  type Values,
  valuesKind,
} from "./shared/values.ts";

/** How bins are made: of one width, or each of as many samples. */
export interface BinOptions {
  /** Default 10. */
  bins?: number;
  /** "width" (default), or "mass": as many samples in each. */
  strategy?: "width" | "mass";
}

const binOptions = { bins: integerFrom(1), strategy: oneOf("width", "mass") };
const takes = { probabilities: rowsKind, labels: valuesKind };
const BRIER = signature("metrics.brierScore", { takes });
const LOG_LOSS = signature("metrics.logLoss", { takes });
const ECE = signature<BinOptions>("metrics.calibrationError", {
  takes,
  options: binOptions,
  positional: ["bins", "strategy"],
});
const RELIABILITY = signature<BinOptions & { level?: number }>("metrics.reliability", {
  takes,
  options: { ...binOptions, level: betweenKind },
  positional: ["bins", "strategy"],
});
const SLOPE = signature<{ level?: number }>("metrics.calibrationSlope", {
  takes: { probabilities: valuesKind, labels: valuesKind },
  options: { level: betweenKind },
  positional: ["level"],
});

/** How far sums of the probabilities of one sample may be from 1: those of float32 and of files are. */
const SUM_TOLERANCE = 1e-3;

/** Rows of probabilities of all classes, read as such. */
export function classProbabilities(
  from: AnySignature,
  probabilities: Rows,
  labels: Values,
): { given: Matrix; truth: Int32Array } {
  const { length } = numbers(from, "labels", labels);
  const given = matrix(from, "probabilities", probabilities, { rows: length });
  const truth = classIndices(from, "labels", labels, { classes: given.columns === 1 ? 2 : given.columns });
  checkProbabilities(from, given.data);
  // One column is that of class 1.
  const full = given.columns === 1 ? twoColumns(given) : given;
  for (let row = 0; row < full.rows; row++) {
    let sum = 0;
    for (let k = 0; k < full.columns; k++) sum += full.data[row * full.columns + k] as number;
    if (Math.abs(sum - 1) <= SUM_TOLERANCE) continue;
    throw from.error(`the probabilities of a sample add up to 1, those at ${row} to ${sum}.`);
  }
  return { given: full, truth };
}

function twoColumns({ data, rows }: Matrix): Matrix {
  const both = new Float64Array(2 * rows);
  for (const [i, p] of data.entries()) {
    both[2 * i] = 1 - p;
    both[2 * i + 1] = p;
  }
  return { data: both, rows, columns: 2 };
}

/**
 * Mean squared error of probabilities (Brier 1950), as scikit-learn's `brier_score_loss`: of two classes that of class 1, 0 to 1; of
 * more the sum over classes, 0 to 2.
 *
 * @param probabilities (N) of class 1, or (N, C)
 * @param labels (N) class indices
 * @throws ArgumentError for other counts, none, NaN, what are no probabilities or classes
 */
export function brierScore(probabilities: Rows, labels: Values, ...rest: []): number {
  BRIER.read(rest);
  BRIER.check(probabilities, labels);
  const { given, truth } = classProbabilities(BRIER, probabilities, labels);
  return brierOf(given, truth);
}

/** Of rows of probabilities. */
export function brierOf({ data, rows, columns }: Matrix, labels: Int32Array, weights?: Weights): number {
  let [sum, all] = [0, 0];
  for (let row = 0; row < rows; row++) {
    const weight = weights === undefined ? 1 : (weights[row] as number);
    if (weight === 0) continue;
    let own = 0;
    for (let k = 0; k < columns; k++) {
      own += ((data[row * columns + k] as number) - (labels[row] === k ? 1 : 0)) ** 2;
    }
    sum += weight * own;
    all += weight;
  }
  return sum / all / (columns === 2 ? 2 : 1);
}

/**
 * Mean negative log probability of the true class, as scikit-learn's `log_loss`: probabilities are cut at float64's epsilon.
 *
 * @param probabilities (N) of class 1, or (N, C)
 * @param labels (N) class indices
 * @throws ArgumentError as {@link brierScore}
 */
export function logLoss(probabilities: Rows, labels: Values, ...rest: []): number {
  LOG_LOSS.read(rest);
  LOG_LOSS.check(probabilities, labels);
  const { given, truth } = classProbabilities(LOG_LOSS, probabilities, labels);
  return logLossOf(given, truth);
}

/** Of rows of probabilities. */
export function logLossOf({ data, columns }: Matrix, labels: Int32Array, weights?: Weights): number {
  let [sum, all] = [0, 0];
  for (let row = 0; row < labels.length; row++) {
    const weight = weights === undefined ? 1 : (weights[row] as number);
    if (weight === 0) continue;
    const p = data[row * columns + (labels[row] as number)] as number;
    sum -= weight * Math.log(Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, p)));
    all += weight;
  }
  return sum / all;
}

/** One bin of a reliability diagram. */
export interface ReliabilityBin {
  /** Above `low`, up to `high` itself; the first holds `low` too. */
  low: number;
  high: number;
  count: number;
  /** Mean probability; NaN in an empty bin. */
  confidence: number;
  /** Share that came true, with Wilson's interval. */
  accuracy: Interval;
}

/**
 * What a reliability diagram shows (Niculescu-Mizil & Caruana 2005): in each bin of probabilities how often they came true. As
 * scikit-learn's `calibration_curve`, with the empty bins.
 *
 * @param probabilities (N) of class 1: then all of them; (N, C): those of the highest class, and whether it is the true one
 * @param labels (N) class indices
 * @throws ArgumentError as {@link brierScore}
 */
export function reliability(
  probabilities: Rows,
  labels: Values,
  ...rest: Rest<BinOptions & { level?: number }, [bins: number, strategy: "width" | "mass"]>
): ReliabilityBin[] {
  const { level = LEVEL, ...options } = RELIABILITY.read(rest);
  RELIABILITY.check(probabilities, labels);
  return reliabilityOf(binned(confidencesOf(RELIABILITY, probabilities, labels), options), level);
}

/**
 * Expected and greatest calibration error: the mean and the maximum over bins of how far the share that came true is from the mean
 * probability (Naeini et al. 2015; of several classes by the highest one, Guo et al. 2017, https://arxiv.org/abs/1706.04599; bins of
 * like mass Nixon et al. 2019, https://arxiv.org/abs/1904.01685).
 *
 * @param probabilities (N) of class 1, or (N, C), as {@link reliability} takes them
 * @param labels (N) class indices
 * @throws ArgumentError as {@link brierScore}
 */
export function calibrationError(
  probabilities: Rows,
  labels: Values,
  ...rest: Rest<BinOptions, [bins: number, strategy: "width" | "mass"]>
): { expected: number; maximum: number } {
  const options = ECE.read(rest);
  ECE.check(probabilities, labels);
  return calibrationErrorOf(binned(confidencesOf(ECE, probabilities, labels), options));
}

/** Of confidences in bins. */
export function calibrationErrorOf(given: Binned, weights?: Weights): { expected: number; maximum: number } {
  let [sum, all, maximum] = [0, 0, 0];
  for (const { count, said, right } of countBins(given, weights)) {
    if (count === 0) continue;
    sum += Math.abs(said - right);
    all += count;
    maximum = Math.max(maximum, Math.abs(said - right) / count);
  }
  return { expected: sum / all, maximum };
}

/** Probabilities of events and whether they came true. */
export interface Confidences {
  confidence: Float64Array;
  isRight: Uint8Array;
}

function confidencesOf(from: AnySignature, probabilities: Rows, labels: Values): Confidences {
  const { given, truth } = classProbabilities(from, probabilities, labels);
  return confidencesIn(given, truth, given.columns === 2);
}

/** Of two classes the probability of class 1, else that of the highest class. */
export function confidencesIn(given: Matrix, truth: Int32Array, ofClassOne: boolean): Confidences {
  const { data, columns } = given;
  if (ofClassOne) {
    return {
      confidence: Float64Array.from(truth, (_, row) => data[row * columns + 1] as number),
      isRight: Uint8Array.from(truth, (label) => (label === 1 ? 1 : 0)),
    };
  }
  const highest = highestOf(given);
  return {
    confidence: Float64Array.from(highest, (k, row) => data[row * columns + k] as number),
    isRight: Uint8Array.from(highest, (k, row) => (k === truth[row] ? 1 : 0)),
  };
}

/** Confidences, each in its bin. */
export interface Binned extends Confidences {
  /** One more than there are bins. */
  bounds: readonly number[];
  /** Which bin each is in. */
  bin: Int32Array;
}

/** Puts confidences into bins. */
export function binned(
  { confidence, isRight }: Confidences,
  { bins = 10, strategy = "width" }: BinOptions,
): Binned {
  const sorted = strategy === "mass" ? confidence.toSorted() : null;
  const bounds = Array.from({ length: bins + 1 }, (_, i) =>
    sorted === null ? i / bins : quantile(sorted, i / bins),
  );
  const bin = Int32Array.from(confidence, (p) => {
    const inner = bounds.findIndex((bound, b) => b > 0 && b < bins && p <= bound);
    return inner < 0 ? bins - 1 : inner - 1;
  });
  return { confidence, isRight, bounds, bin };
}

/** Samples of each bin, the sum of their probabilities, and how many came true. */
function countBins(
  { confidence, isRight, bounds, bin }: Binned,
  weights?: Weights,
): { count: number; said: number; right: number }[] {
  const counts = bounds.slice(1).map(() => ({ count: 0, said: 0, right: 0 }));
  for (let i = 0; i < confidence.length; i++) {
    const own = counts[bin[i] as number] as (typeof counts)[number];
    const weight = weights === undefined ? 1 : (weights[i] as number);
    own.count += weight;
    own.said += weight * (confidence[i] as number);
    own.right += weight * (isRight[i] as number);
  }
  return counts;
}

/** Of confidences in bins. */
export function reliabilityOf(given: Binned, level: number): ReliabilityBin[] {
  return countBins(given).map(({ count, said, right }, b) => ({
    low: given.bounds[b] as number,
    high: given.bounds[b + 1] as number,
    count,
    confidence: said / count, // 0 / 0 is NaN
    accuracy: proportionOf(right, count, level),
  }));
}

/** Calibration as a line on the scale of log odds. */
export interface CalibrationSlope {
  /** 1 where probabilities are as spread as they should be; below 1 they are too extreme. */
  slope: Interval;
  /** Of the line with that slope. */
  intercept: Interval;
  /** Of the line with slope 1, calibration in the large: 0 where the mean is right; above 0 the probabilities are too low. */
  inTheLarge: Interval;
}

/** Probabilities nearer to 0 and 1 than this have the log odds of this. */
const LEAST = 1e-12;

/** log(p / (1 - p)); infinite log odds are cut. */
export function logOdds(p: number): number {
  const cut = Math.min(1 - LEAST, Math.max(LEAST, p));
  return Math.log(cut / (1 - cut));
}

/**
 * Slope and intercept of calibration: logistic regression of the labels on the log odds of the probabilities (Cox 1958,
 * https://doi.org/10.1093/biomet/45.3-4.562; Van Calster et al. 2019, https://doi.org/10.1186/s12916-019-1466-7), intervals by Wald.
 * NaN where there is no such line: one class, or classes that the probabilities tell apart without fault.
 *
 * @param probabilities (N) of class 1; 0 and 1 count as 1e-12 and its complement
 * @param labels (N) 0 and 1, or booleans
 * @throws ArgumentError for lists of several lengths, none, NaN, what are no probabilities, other labels
 */
export function calibrationSlope(
  probabilities: Values,
  labels: Values,
  ...rest: Rest<{ level?: number }, [level: number]>
): CalibrationSlope {
  const { level = LEVEL } = SLOPE.read(rest);
  SLOPE.check(probabilities, labels);
  return calibrationSlopeOf(probable(SLOPE, probabilities, labels), level);
}

/** Of probabilities of two classes. */
export function calibrationSlopeOf({ scores, positives, count }: Scored, level: number): CalibrationSlope {
  const x = scores.map(logOdds);
  const isOne = count === 0 || count === scores.length;
  const [free, fixed] = isOne ? [null, null] : [fitLogistic(x, positives), fitLogistic(x, positives, 1)];
  const nothing: Interval = { value: Number.NaN, low: Number.NaN, high: Number.NaN };
  const z = normalSpan(level);
  const of = (value: number | undefined, variance: number | undefined): Interval =>
    value === undefined || variance === undefined ? nothing : around(value, z * Math.sqrt(variance));
  return {
    slope: of(free?.slope, free?.variances[0]),
    intercept: of(free?.intercept, free?.variances[1]),
    inTheLarge: of(fixed?.intercept, fixed?.variances[1]),
  };
}
