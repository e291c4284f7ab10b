/** Fractional max pooling (https://arxiv.org/abs/1412.6071) and pooling by power means. */
import { ArgumentError } from "../../native/errors.ts";
import { rand, scope, type Tensor, torch } from "../../tensor/index.ts";
import type { Size2 } from "../checks.ts";
import {
  avgPool1d,
  avgPool2d,
  avgPool3d,
  maxPool1d,
  maxPool2d,
  maxPool3d,
  type PoolResult,
} from "./pooling.ts";
import { type Size1, type Size3, sizes } from "./sizes.ts";

/** Options of the fractional max pooling functions: one of the first two is needed. */
export interface FractionalPoolOptions {
  /** One size for all dimensions, or one for each. */
  outputSize?: number | readonly number[];
  /** Or its share of the input's size, between 0 and 1. */
  outputRatio?: number | readonly number[];
  /** (N, C, dims) of numbers between 0 and 1 that place the windows; random by default. */
  randomSamples?: Tensor | null;
}

function fractional(
  operation: string,
  input: Tensor,
  kernelSize: number | readonly number[],
  dims: 2 | 3,
  options: FractionalPoolOptions,
): PoolResult {
  const { outputSize, outputRatio, randomSamples = null } = options;
  const { shape } = input;
  const window = sizes(operation, "kernelSize", kernelSize, dims, 1);
  let size: number[];
  if (outputSize !== undefined) {
    size = sizes(operation, "outputSize", outputSize, dims, 1);
  } else if (outputRatio !== undefined) {
    const inner = shape.slice(-dims);
    const ratios = typeof outputRatio === "number" ? inner.map(() => outputRatio) : outputRatio;
    size = inner.map((n, d) => Math.trunc(n * (ratios[d] as number)));
  } else {
    throw new ArgumentError(`${operation}: give outputSize or outputRatio.`, { operation });
  }
  return scope(() => {
    const batch = shape.length === dims + 1 ? 1 : (shape[0] as number);
    const channels = shape.at(-dims - 1) as number;
    const samples =
      randomSamples ?? rand([batch, channels, dims], { dtype: input.dtype, device: input.device });
    const pool = dims === 2 ? torch.fractionalMaxPool2d : torch.fractionalMaxPool3d;
    const [output, indices] = pool(input, window, size, samples);
    return { output, indices };
  });
}

/** Largest value of pseudo-randomly placed windows: (N, C, H, W) -> (N, C, H', W'), with its index. */
export function fractionalMaxPool2dWithIndices(
  input: Tensor,
  kernelSize: Size2,
  options: FractionalPoolOptions,
): PoolResult {
  return fractional("fractionalMaxPool2d", input, kernelSize, 2, options);
}

/** Largest value of pseudo-randomly placed windows: (N, C, D, H, W) -> (N, C, D', H', W'), with its index. */
export function fractionalMaxPool3dWithIndices(
  input: Tensor,
  kernelSize: Size3,
  options: FractionalPoolOptions,
): PoolResult {
  return fractional("fractionalMaxPool3d", input, kernelSize, 3, options);
}

/** As `fractionalMaxPool2dWithIndices`, the values alone. */
export function fractionalMaxPool2d(
  input: Tensor,
  kernelSize: Size2,
  options: FractionalPoolOptions,
): Tensor {
  return scope(() => fractional("fractionalMaxPool2d", input, kernelSize, 2, options).output);
}

/** As `fractionalMaxPool3dWithIndices`, the values alone. */
export function fractionalMaxPool3d(
  input: Tensor,
  kernelSize: Size3,
  options: FractionalPoolOptions,
): Tensor {
  return scope(() => fractional("fractionalMaxPool3d", input, kernelSize, 3, options).output);
}

/** Options of the power pooling functions. */
export interface LpPoolOptions<Size> {
  /** The window's size by default. */
  stride?: Size;
  /** Also count windows that only begin inside. */
  ceilMode?: boolean;
}

function powers(
  input: Tensor,
  normType: number,
  count: number,
  max: (x: Tensor) => Tensor,
  mean: (x: Tensor) => Tensor,
): Tensor {
  return scope(() => {
    if (normType === Number.POSITIVE_INFINITY) return max(input.abs());
    if (normType === Number.NEGATIVE_INFINITY) return max(input.abs().neg()).neg();
    const means = mean(input.pow(normType));
    // Rounding must not leave a negative sum of even powers: its root would be NaN.
    return means
      .sign()
      .mul(means.abs().relu())
      .mul(count)
      .pow(1 / normType);
  });
}

/** Sum of each window's elements to the power `normType`, and its root: (N, C, L) -> (N, C, L'). */
export function lpPool1d(
  input: Tensor,
  normType: number,
  kernelSize: Size1,
  { stride = kernelSize, ceilMode = false }: LpPoolOptions<Size1> = {},
): Tensor {
  const [count] = sizes("lpPool1d", "kernelSize", kernelSize, 1, 1) as [number];
  return powers(
    input,
    normType,
    count,
    (x) => maxPool1d(x, kernelSize, { stride, ceilMode }),
    (x) => avgPool1d(x, kernelSize, { stride, ceilMode }),
  );
}

/** The same over two dimensions: (N, C, H, W) -> (N, C, H', W'). */
export function lpPool2d(
  input: Tensor,
  normType: number,
  kernelSize: Size2,
  { stride = kernelSize, ceilMode = false }: LpPoolOptions<Size2> = {},
): Tensor {
  const count = sizes("lpPool2d", "kernelSize", kernelSize, 2, 1).reduce((a, b) => a * b, 1);
  return powers(
    input,
    normType,
    count,
    (x) => maxPool2d(x, kernelSize, { stride, ceilMode }),
    (x) => avgPool2d(x, kernelSize, { stride, ceilMode }),
  );
}

/** The same over three dimensions: (N, C, D, H, W) -> (N, C, D', H', W'). */
export function lpPool3d(
  input: Tensor,
  normType: number,
  kernelSize: Size3,
  { stride = kernelSize, ceilMode = false }: LpPoolOptions<Size3> = {},
): Tensor {
  const count = sizes("lpPool3d", "kernelSize", kernelSize, 3, 1).reduce((a, b) => a * b, 1);
  return powers(
    input,
    normType,
    count,
    (x) => maxPool3d(x, kernelSize, { stride, ceilMode }),
    (x) => avgPool3d(x, kernelSize, { stride, ceilMode }),
  );
}
