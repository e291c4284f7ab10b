/** Normalisation functions. */
import { ShapeError } from "../../native/errors.ts";
import { scope, type Tensor, torch } from "../../tensor/index.ts";
import { checkBatchStatistics, checkInteger } from "../checks.ts";
import { avgPool2d, avgPool3d } from "./pooling.ts";
import { pad } from "./resize.ts";

/** Options of `batchNorm`. */
export interface BatchNormFunctionOptions {
  weight?: Tensor | null;
  bias?: Tensor | null;
  /** Use the batch's statistics, and update the running ones. */
  training?: boolean;
  momentum?: number;
  eps?: number;
}

/**
 * Normalises each channel of (N, C, ...) by running statistics or, in training, the batch's. Throws ShapeError for a batch
 * of a single value for each channel in training.
 */
export function batchNorm(
  input: Tensor,
  runningMean: Tensor | null,
  runningVar: Tensor | null,
  options: BatchNormFunctionOptions = {},
): Tensor {
  const { weight = null, bias = null, training = false, momentum = 0.1, eps = 1e-5 } = options;
  if (training) checkBatchStatistics("batchNorm", input);
  return torch.batchNorm(input, weight, bias, runningMean, runningVar, training, momentum, eps, true);
}

/** Options of `layerNorm` and `groupNorm`. */
export interface NormFunctionOptions {
  weight?: Tensor | null;
  bias?: Tensor | null;
  eps?: number;
}

/** Normalises over the last dimensions, of shape `normalizedShape`. */
export function layerNorm(
  input: Tensor,
  normalizedShape: readonly number[],
  { weight = null, bias = null, eps = 1e-5 }: NormFunctionOptions = {},
): Tensor {
  return torch.layerNorm(input, [...normalizedShape], weight, bias, eps);
}

/** Normalises groups of channels of (N, C, ...). */
export function groupNorm(
  input: Tensor,
  numGroups: number,
  { weight = null, bias = null, eps = 1e-5 }: NormFunctionOptions = {},
): Tensor {
  return torch.groupNorm(input, numGroups, weight, bias, eps);
}

/** Scales vectors along `dim` to a p-norm of one. */
export function normalize(
  input: Tensor,
  { p = 2, dim = 1, eps = 1e-12 }: { p?: number; dim?: number; eps?: number } = {},
): Tensor {
  return scope(() => input.div(input.norm(p, [dim], true).clampMin(eps)));
}

/** Options of `instanceNorm`. */
export interface InstanceNormFunctionOptions {
  runningMean?: Tensor | null;
  runningVar?: Tensor | null;
  weight?: Tensor | null;
  bias?: Tensor | null;
  /** Use each sample's statistics, and update the running ones. */
  useInputStats?: boolean;
  momentum?: number;
  eps?: number;
}

/** Normalises each channel of each sample of (N, C, ...). Throws ShapeError for a single spatial element. */
export function instanceNorm(input: Tensor, options: InstanceNormFunctionOptions = {}): Tensor {
  const { runningMean = null, runningVar = null, weight = null, bias = null } = options;
  const { useInputStats = true, momentum = 0.1, eps = 1e-5 } = options;
  if (useInputStats && input.shape.slice(2).reduce((a, b) => a * b, 1) === 1) {
    throw new ShapeError(
      `instanceNorm: one spatial element has no variance, got shape [${input.shape}]; give running statistics and ` +
        "useInputStats: false.",
      { operation: "instanceNorm" },
    );
  }
  return torch.instanceNorm(input, weight, bias, runningMean, runningVar, useInputStats, momentum, eps, true);
}

/** Divides by the root mean square over the last dimensions, of shape `normalizedShape`. */
export function rmsNorm(
  input: Tensor,
  normalizedShape: readonly number[],
  { weight = null, eps = null }: { weight?: Tensor | null; eps?: number | null } = {},
): Tensor {
  return torch.rmsNorm(input, [...normalizedShape], weight, eps);
}

/** Options of `localResponseNorm`. */
export interface LocalResponseNormOptions {
  alpha?: number;
  beta?: number;
  k?: number;
}

/** Divides each element of (N, C, ...) by the squares of `size` neighbouring channels. */
export function localResponseNorm(
  input: Tensor,
  size: number,
  { alpha = 1e-4, beta = 0.75, k = 1 }: LocalResponseNormOptions = {},
): Tensor {
  const operation = "localResponseNorm";
  checkInteger(operation, "size", size, 1);
  const { shape } = input;
  const [n, channels, length] = shape as [number, number, number];
  if (shape.length < 3) {
    throw new ShapeError(`${operation}: expected (N, C, ...) with at least 3 dimensions, got [${shape}].`, {
      operation,
    });
  }
  if (shape.includes(0)) return input;
  const before = Math.floor(size / 2);
  const after = Math.floor((size - 1) / 2);
  return scope(() => {
    const squares = input.square();
    let means: Tensor;
    if (shape.length === 3) {
      // (N, C, L) -> (N, 1, C, L) and back
      const padded = pad(squares.unsqueeze(1), [0, 0, before, after]);
      means = avgPool2d(padded, [size, 1], { stride: 1 }).squeeze(1);
    } else {
      // (N, C, L, ...) -> (N, 1, C, L, rest) and back
      const padded = pad(squares.view([n, 1, channels, length, -1]), [0, 0, 0, 0, before, after]);
      means = avgPool3d(padded, [size, 1, 1], { stride: 1 }).squeeze(1).view(shape);
    }
    return input.div(means.mul(alpha).add(k).pow(beta));
  });
}
