/** Errors of predicted numbers, and how much of the spread they explain. */
import { signature } from "../edge/index.ts";
import { type AnySignature, numbers, type Values, valuesKind } from "./shared/values.ts";

const both = { predicted: valuesKind, truth: valuesKind };
const MAE = signature("metrics.mae", { takes: both });
const MSE = signature("metrics.mse", { takes: both });
const RMSE = signature("metrics.rmse", { takes: both });
const R2 = signature("metrics.r2", { takes: both });
const PEARSON = signature("metrics.pearson", { takes: both });

/** Two lists of as many finite numbers. */
export function paired(
  takes: AnySignature,
  a: Values,
  b: Values,
  names: readonly [string, string] = ["predicted", "truth"],
): [Float64Array, Float64Array] {
  const first = numbers(takes, names[0], a, { finite: true });
  return [first, numbers(takes, names[1], b, { finite: true, length: first.length })];
}

const mean = (values: Float64Array): number => values.reduce((sum, one) => sum + one, 0) / values.length;

/** Mean absolute error. @throws ArgumentError for lists of several lengths, none, what is not finite */
export function mae(predicted: Values, truth: Values, ...rest: []): number {
  MAE.read(rest);
  MAE.check(predicted, truth);
  const [p, t] = paired(MAE, predicted, truth);
  return mean(p.map((value, i) => Math.abs(value - (t[i] as number))));
}

/** Mean squared error. @throws ArgumentError as {@link mae} */
export function mse(predicted: Values, truth: Values, ...rest: []): number {
  MSE.read(rest);
  MSE.check(predicted, truth);
  return squaredError(...paired(MSE, predicted, truth));
}

/** Root of the mean squared error. @throws ArgumentError as {@link mae} */
export function rmse(predicted: Values, truth: Values, ...rest: []): number {
  RMSE.read(rest);
  RMSE.check(predicted, truth);
  return Math.sqrt(squaredError(...paired(RMSE, predicted, truth)));
}

function squaredError(p: Float64Array, t: Float64Array): number {
  return mean(p.map((value, i) => (value - (t[i] as number)) ** 2));
}

/**
 * Share of the truth's variance that the predictions explain, as scikit-learn's `r2_score`; below 0 where the mean would be the
 * better prediction. NaN where the truth does not vary, or is one number.
 *
 * @throws ArgumentError as {@link mae}
 */
export function r2(predicted: Values, truth: Values, ...rest: []): number {
  R2.read(rest);
  R2.check(predicted, truth);
  const [p, t] = paired(R2, predicted, truth);
  const centre = mean(t);
  const spread = mean(t.map((value) => (value - centre) ** 2));
  return spread === 0 ? Number.NaN : 1 - squaredError(p, t) / spread;
}

/** Pearson's correlation; NaN where one of both does not vary. @throws ArgumentError as {@link mae} */
export function pearson(predicted: Values, truth: Values, ...rest: []): number {
  PEARSON.read(rest);
  PEARSON.check(predicted, truth);
  const [p, t] = paired(PEARSON, predicted, truth);
  const [mp, mt] = [mean(p), mean(t)];
  let [together, ofP, ofT] = [0, 0, 0];
  for (let i = 0; i < p.length; i++) {
    const [x, y] = [(p[i] as number) - mp, (t[i] as number) - mt];
    together += x * y;
    ofP += x * x;
    ofT += y * y;
  }
  return together / Math.sqrt(ofP * ofT);
}
