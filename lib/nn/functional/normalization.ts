/** Normalisation functions. */
import {
  boolean,
  either,
  integer,
  listOf,
  nullable,
  number,
  type Rest,
  type Signature,
  signature,
} from "../../edge/index.ts";
import { ShapeError } from "../../native/errors.ts";
import { scope, type Tensor, torch } from "../../tensor/index.ts";
import { checkBatchStatistics, checkInteger, inputKind, tensorOrNull } from "../checks.ts";
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

const BATCH_NORM = signature<BatchNormFunctionOptions>("nn.functional.batchNorm", {
  takes: { ...inputKind, runningMean: tensorOrNull, runningVar: tensorOrNull },
  options: { weight: tensorOrNull, bias: tensorOrNull, training: boolean, momentum: number, eps: number },
  positional: ["weight", "bias", "training", "momentum", "eps"],
});

/**
 * Normalises each channel of (N, C, ...) by running statistics or, in training, the batch's. Throws ShapeError for a batch
 * of a single value for each channel in training.
 */
export function batchNorm(
  input: Tensor,
  runningMean: Tensor | null,
  runningVar: Tensor | null,
  ...rest: Rest<
    BatchNormFunctionOptions,
    [weight: Tensor | null, bias: Tensor | null, training: boolean, momentum: number, eps: number]
  >
): Tensor {
  const { weight = null, bias = null, training = false, momentum = 0.1, eps = 1e-5 } = BATCH_NORM.read(rest);
  BATCH_NORM.check(input, runningMean, runningVar);
  if (training) checkBatchStatistics("batchNorm", input);
  return torch.batchNorm(input, weight, bias, runningMean, runningVar, training, momentum, eps, true);
}

/** Options of `layerNorm` and `groupNorm`. */
export interface NormFunctionOptions {
  weight?: Tensor | null;
  bias?: Tensor | null;
  eps?: number;
}

type NormArguments = Rest<NormFunctionOptions, [weight: Tensor | null, bias: Tensor | null, eps: number]>;

function normTakes(name: string): Signature<NormFunctionOptions> {
  return signature<NormFunctionOptions>(`nn.functional.${name}`, {
    takes: { ...inputKind, normalizedShape: either(integer, listOf(integer)) },
    options: { weight: tensorOrNull, bias: tensorOrNull, eps: number },
    positional: ["weight", "bias", "eps"],
  });
}

const LAYER_NORM = normTakes("layerNorm");
const GROUP_NORM = normTakes("groupNorm");

/** Normalises over the last dimensions, of shape `normalizedShape`; a number is the size of the last. */
export function layerNorm(
  input: Tensor,
  normalizedShape: number | readonly number[],
  ...rest: NormArguments
): Tensor {
  const { weight = null, bias = null, eps = 1e-5 } = LAYER_NORM.read(rest);
  LAYER_NORM.check(input, normalizedShape);
  return torch.layerNorm(input, shapeOf(normalizedShape), weight, bias, eps);
}

function shapeOf(shape: number | readonly number[]): number[] {
  return typeof shape === "number" ? [shape] : [...shape];
}

/** Normalises groups of channels of (N, C, ...). */
export function groupNorm(input: Tensor, numGroups: number, ...rest: NormArguments): Tensor {
  const { weight = null, bias = null, eps = 1e-5 } = GROUP_NORM.read(rest);
  return torch.groupNorm(input, numGroups, weight, bias, eps);
}

/** Options of `normalize`. */
export interface NormalizeOptions {
  /** Degree of the norm. */
  p?: number;
  dim?: number;
  /** Least norm to divide by. */
  eps?: number;
}

const NORMALIZE = signature<NormalizeOptions>("nn.functional.normalize", {
  takes: inputKind,
  options: { p: number, dim: integer, eps: number },
  positional: ["p", "dim", "eps"],
});

/** Scales vectors along `dim` to a p-norm of one. */
export function normalize(
  input: Tensor,
  ...rest: Rest<NormalizeOptions, [p: number, dim: number, eps: number]>
): Tensor {
  const { p = 2, dim = 1, eps = 1e-12 } = NORMALIZE.read(rest);
  NORMALIZE.check(input);
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

const INSTANCE_NORM = signature<InstanceNormFunctionOptions>("nn.functional.instanceNorm", {
  takes: inputKind,
  options: {
    runningMean: tensorOrNull,
    runningVar: tensorOrNull,
    weight: tensorOrNull,
    bias: tensorOrNull,
    useInputStats: boolean,
    momentum: number,
    eps: number,
  },
  positional: ["runningMean", "runningVar", "weight", "bias", "useInputStats"],
});

/** Normalises each channel of each sample of (N, C, ...). Throws ShapeError for a single spatial element. */
export function instanceNorm(
  input: Tensor,
  ...rest: Rest<
    InstanceNormFunctionOptions,
    [
      runningMean: Tensor | null,
      runningVar: Tensor | null,
      weight: Tensor | null,
      bias: Tensor | null,
      useInputStats: boolean,
    ]
  >
): Tensor {
  const options = INSTANCE_NORM.read(rest);
  INSTANCE_NORM.check(input);
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

/** Options of `rmsNorm`. */
export interface RmsNormOptions {
  weight?: Tensor | null;
  eps?: number | null;
}

const RMS_NORM = signature<RmsNormOptions>("nn.functional.rmsNorm", {
  takes: { ...inputKind, normalizedShape: either(integer, listOf(integer)) },
  options: { weight: tensorOrNull, eps: nullable(number) },
  positional: ["weight", "eps"],
});

/** Divides by the root mean square over the last dimensions, of shape `normalizedShape`; a number is the last's size. */
export function rmsNorm(
  input: Tensor,
  normalizedShape: number | readonly number[],
  ...rest: Rest<RmsNormOptions, [weight: Tensor | null, eps: number | null]>
): Tensor {
  const { weight = null, eps = null } = RMS_NORM.read(rest);
  RMS_NORM.check(input, normalizedShape);
  return torch.rmsNorm(input, shapeOf(normalizedShape), weight, eps);
}

/** Options of `localResponseNorm`. */
export interface LocalResponseNormOptions {
  alpha?: number;
  beta?: number;
  k?: number;
}

const LOCAL_RESPONSE_NORM = signature<LocalResponseNormOptions>("nn.functional.localResponseNorm", {
  takes: inputKind,
  options: { alpha: number, beta: number, k: number },
  positional: ["alpha", "beta", "k"],
});

/** Divides each element of (N, C, ...) by the squares of `size` neighbouring channels. */
export function localResponseNorm(
  input: Tensor,
  size: number,
  ...rest: Rest<LocalResponseNormOptions, [alpha: number, beta: number, k: number]>
): Tensor {
  const { alpha = 1e-4, beta = 0.75, k = 1 } = LOCAL_RESPONSE_NORM.read(rest);
  LOCAL_RESPONSE_NORM.check(input);
  const operation = LOCAL_RESPONSE_NORM.name;
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
