/** Probabilities made honest with a fit on validation data: temperature and Platt scaling. */
import { number, numberAbove, signature } from "../edge/index.ts";
import { bisect } from "./shared/distributions.ts";
import { fitLogistic, sigmoid } from "./shared/logistic.ts";
import {
  classIndices,
  type Matrix,
  matrix,
  numbers,
  type Rows,
  rowsKind,
  scored,
  type Values,
  valuesKind,
} from "./shared/values.ts";

const FIT_TEMPERATURE = signature("metrics.fitTemperature", {
  takes: { logits: rowsKind, labels: valuesKind },
});
const TEMPERED = signature("metrics.withTemperature", {
  takes: { logits: rowsKind, temperature: numberAbove(0) },
});
const FIT_PLATT = signature("metrics.fitPlatt", { takes: { scores: valuesKind, labels: valuesKind } });
const PLATT = signature("metrics.withPlatt", {
  takes: { scores: valuesKind, slope: number, offset: number },
});

/** What temperature scaling found. */
export interface TemperatureFit {
  /** Logits are divided by it; above 1 the network was too sure. */
  temperature: number;
  /** Mean negative log likelihood without and with it. */
  before: number;
  after: number;
}

/**
 * The temperature of greatest likelihood (Guo et al. 2017, https://arxiv.org/abs/1706.04599), on data that was not trained on. The order
 * of the classes of a sample stays, and so does every decision.
 *
 * @param logits (N, C) what the network gives, before softmax
 * @param labels (N) class indices
 * @throws ArgumentError for other counts, none, what is not finite, labels that are no classes; and where no temperature is best: each
 *   label has the highest logit, or the logits say less than nothing
 */
export function fitTemperature(logits: Rows, labels: Values, ...rest: []): TemperatureFit {
  FIT_TEMPERATURE.read(rest);
  FIT_TEMPERATURE.check(logits, labels);
  const { length } = numbers(FIT_TEMPERATURE, "labels", labels);
  const given = matrix(FIT_TEMPERATURE, "logits", logits, { rows: length, finite: true });
  if (given.columns < 2) {
    throw FIT_TEMPERATURE.error(
      "expected logits (N, C) of two classes or more; of one output fit Platt's line.",
    );
  }
  const truth = classIndices(FIT_TEMPERATURE, "labels", labels, { classes: given.columns });
  // The likelihood is concave in 1 / T: its derivative passes 0 once, or never.
  const slope = (inverse: number): number => likelihood(given, truth, inverse).slope;
  const bounds = [1e-4, 1e4] as const;
  if (slope(bounds[0]) >= 0 || slope(bounds[1]) <= 0) {
    const why =
      slope(bounds[0]) >= 0 ? "the logits say no more than chance" : "the logits tell all classes apart";
    throw FIT_TEMPERATURE.error(`no temperature from ${bounds[0]} to ${bounds[1]} is best: ${why}.`);
  }
  const exponent = bisect((x) => slope(Math.exp(x)), Math.log(bounds[0]), Math.log(bounds[1]));
  const inverse = Math.exp(exponent);
  return {
    temperature: 1 / inverse,
    before: likelihood(given, truth, 1).loss,
    after: likelihood(given, truth, inverse).loss,
  };
}

/** Mean negative log likelihood of logits times `inverse`, and its derivative. */
function likelihood(
  { data, columns }: Matrix,
  labels: Int32Array,
  inverse: number,
): { loss: number; slope: number } {
  let [loss, slope] = [0, 0];
  for (const [row, label] of labels.entries()) {
    const own = data.subarray(row * columns, (row + 1) * columns);
    const top = own.reduce((a, b) => Math.max(a, b));
    let [sum, moment] = [0, 0];
    for (const logit of own) {
      const share = Math.exp((logit - top) * inverse);
      sum += share;
      moment += share * logit;
    }
    const right = own[label] as number;
    loss += Math.log(sum) + (top - right) * inverse;
    slope += moment / sum - right;
  }
  return { loss: loss / labels.length, slope: slope / labels.length };
}

/**
 * Probabilities of logits at a temperature: softmax(logits / T).
 *
 * @param logits (N, C)
 * @returns (N, C)
 * @throws ArgumentError for none, and what is not finite
 */
export function withTemperature(logits: Rows, temperature: number, ...rest: []): number[][] {
  TEMPERED.read(rest);
  TEMPERED.check(logits, temperature);
  const { data, rows, columns } = matrix(TEMPERED, "logits", logits, { finite: true });
  return Array.from({ length: rows }, (_, row) => {
    const own = Array.from(data.subarray(row * columns, (row + 1) * columns));
    const top = Math.max(...own);
    const shares = own.map((logit) => Math.exp((logit - top) / temperature));
    const sum = shares.reduce((a, b) => a + b, 0);
    return shares.map((share) => share / sum);
  });
}

/** Platt's line: p = 1 / (1 + exp(-(slope score + offset))). */
export interface PlattFit {
  slope: number;
  offset: number;
}

/**
 * Platt scaling (1999) on data that was not trained on: logistic regression on the scores, with Platt's targets, which keep away from
 * 0 and 1. scikit-learn's `CalibratedClassifierCV(method="sigmoid")` fits the same, with both signs turned.
 *
 * @param scores (N) any scores, a logit or a margin
 * @param labels (N) 0 and 1, or booleans
 * @throws ArgumentError for lists of several lengths, none, what is not finite, other labels, one class, scores that are all equal
 */
export function fitPlatt(scores: Values, labels: Values, ...rest: []): PlattFit {
  FIT_PLATT.read(rest);
  FIT_PLATT.check(scores, labels);
  const { scores: given, positives, count } = scored(FIT_PLATT, scores, labels, { finite: true });
  const negatives = given.length - count;
  if (count === 0 || negatives === 0)
    throw FIT_PLATT.error("expected samples of both classes, got one class only.");
  const [high, low] = [(count + 1) / (count + 2), 1 / (negatives + 2)];
  const targets = Float64Array.from(positives, (one) => (one === 1 ? high : low));
  const found = fitLogistic(given, targets);
  if (found === null) throw FIT_PLATT.error("no line is best: all scores are equal.");
  return { slope: found.slope, offset: found.intercept };
}

/**
 * Probabilities by Platt's line.
 *
 * @param scores (N)
 * @returns (N)
 * @throws ArgumentError for none, and NaN
 */
export function withPlatt(scores: Values, slope: number, offset: number, ...rest: []): number[] {
  PLATT.read(rest);
  PLATT.check(scores, slope, offset);
  return Array.from(numbers(PLATT, "scores", scores), (score) => sigmoid(slope * score + offset));
}
