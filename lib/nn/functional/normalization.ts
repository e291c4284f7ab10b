/** Normalisation functions. */
import { scope, type Tensor, torch } from "../../tensor/index.ts";

/** Options of `batchNorm`. */
export interface BatchNormFunctionOptions {
  weight?: Tensor | null;
  bias?: Tensor | null;
  /** Use the batch's statistics, and update the running ones. */
  training?: boolean;
  momentum?: number;
  eps?: number;
}

/** Normalises each channel of (N, C, ...) by running statistics or, in training, the batch's. */
export function batchNorm(
  input: Tensor,
  runningMean: Tensor | null,
  runningVar: Tensor | null,
  options: BatchNormFunctionOptions = {},
): Tensor {
  const { weight = null, bias = null, training = false, momentum = 0.1, eps = 1e-5 } = options;
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
