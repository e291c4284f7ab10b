/** Fractional max pooling (https://arxiv.org/abs/1412.6071) and pooling by power means. */
import {
  boolean,
  either,
  type Kind,
  listOf,
  nullable,
  number,
  type Rest,
  type Signature,
  signature,
} from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import { rand, scope, type Tensor, torch } from "../../tensor/index.ts";
import { inputKind, tensorOrNull } from "../checks.ts";
import { type Size1, type Size2, type Size3, size1, size2, size3, sizes } from "../sizes.ts";
import {
  avgPool1d,
  avgPool2d,
  avgPool3d,
  maxPool1d,
  maxPool2d,
  maxPool3d,
  type PoolResult,
} from "./pooling.ts";

/** Options of the fractional max pooling functions: one of the first two is needed. */
export interface FractionalPoolOptions {
  /** One size for all dimensions, or one for each. */
  outputSize?: number | readonly number[] | null;
  /** Or its share of the input's size, between 0 and 1. */
  outputRatio?: number | readonly number[] | null;
  /** (N, C, dims) of numbers between 0 and 1 that place the windows; random by default. */
  randomSamples?: Tensor | null;
}

type FractionalRest = Rest<
  FractionalPoolOptions,
  [outputSize: number | readonly number[] | null, outputRatio: number | readonly number[] | null]
>;

function fractionalTakes(name: string): Signature<FractionalPoolOptions> {
  const sizeOrRatio = nullable(either(number, listOf(number)));
  return signature<FractionalPoolOptions>(`nn.functional.${name}`, {
    takes: inputKind,
    options: { outputSize: sizeOrRatio, outputRatio: sizeOrRatio, randomSamples: tensorOrNull },
    positional: ["outputSize", "outputRatio"],
    advice: { returnIndices: `call ${name}WithIndices` },
  });
}

const FRACTIONAL_2D = fractionalTakes("fractionalMaxPool2d");
const FRACTIONAL_3D = fractionalTakes("fractionalMaxPool3d");

function fractional(
  takes: Signature<FractionalPoolOptions>,
  input: Tensor,
  kernelSize: number | readonly number[],
  dims: 2 | 3,
  rest: readonly unknown[],
): PoolResult {
  const options = takes.read(rest);
  takes.check(input);
  const operation = takes.name;
  const { outputSize, outputRatio, randomSamples = null } = options;
  const { shape } = input;
  const window = sizes(operation, "kernelSize", kernelSize, dims, 1);
  let size: number[];
  if (outputSize !== undefined && outputSize !== null) {
    size = sizes(operation, "outputSize", outputSize, dims, 1);
  } else if (outputRatio !== undefined && outputRatio !== null) {
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
  ...rest: FractionalRest
): PoolResult {
  return fractional(FRACTIONAL_2D, input, kernelSize, 2, rest);
}

/** Largest value of pseudo-randomly placed windows: (N, C, D, H, W) -> (N, C, D', H', W'), with its index. */
export function fractionalMaxPool3dWithIndices(
  input: Tensor,
  kernelSize: Size3,
  ...rest: FractionalRest
): PoolResult {
  return fractional(FRACTIONAL_3D, input, kernelSize, 3, rest);
}

/** As `fractionalMaxPool2dWithIndices`, the values alone. */
export function fractionalMaxPool2d(input: Tensor, kernelSize: Size2, ...rest: FractionalRest): Tensor {
  return scope(() => fractional(FRACTIONAL_2D, input, kernelSize, 2, rest).output);
}

/** As `fractionalMaxPool3dWithIndices`, the values alone. */
export function fractionalMaxPool3d(input: Tensor, kernelSize: Size3, ...rest: FractionalRest): Tensor {
  return scope(() => fractional(FRACTIONAL_3D, input, kernelSize, 3, rest).output);
}

/** Options of the power pooling functions. */
export interface LpPoolOptions<Size> {
  /** The window's size by default, or null. */
  stride?: Size | null;
  /** Also count windows that only begin inside. */
  ceilMode?: boolean;
}

type LpPoolRest<Size> = Rest<LpPoolOptions<Size>, [stride: Size | null, ceilMode: boolean]>;

function lpTakes<Size>(name: string, size: Kind<Size>): Signature<LpPoolOptions<Size>> {
  return signature<LpPoolOptions<Size>>(`nn.functional.${name}`, {
    takes: { ...inputKind, normType: number },
    options: { stride: nullable(size), ceilMode: boolean },
    positional: ["stride", "ceilMode"],
  });
}

const LP_1D = lpTakes("lpPool1d", size1);
const LP_2D = lpTakes("lpPool2d", size2);
const LP_3D = lpTakes("lpPool3d", size3);

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
  ...rest: LpPoolRest<Size1>
): Tensor {
  const options = LP_1D.read(rest);
  LP_1D.check(input, normType);
  const [count] = sizes("lpPool1d", "kernelSize", kernelSize, 1, 1) as [number];
  return powers(
    input,
    normType,
    count,
    (x) => maxPool1d(x, kernelSize, options),
    (x) =>
      avgPool1d(x, kernelSize, { stride: options.stride ?? kernelSize, ceilMode: options.ceilMode ?? false }),
  );
}

/** The same over two dimensions: (N, C, H, W) -> (N, C, H', W'). */
export function lpPool2d(
  input: Tensor,
  normType: number,
  kernelSize: Size2,
  ...rest: LpPoolRest<Size2>
): Tensor {
  const options = LP_2D.read(rest);
  LP_2D.check(input, normType);
  const count = sizes("lpPool2d", "kernelSize", kernelSize, 2, 1).reduce((a, b) => a * b, 1);
  return powers(
    input,
    normType,
    count,
    (x) => maxPool2d(x, kernelSize, options),
    (x) => avgPool2d(x, kernelSize, options),
  );
}

/** The same over three dimensions: (N, C, D, H, W) -> (N, C, D', H', W'). */
export function lpPool3d(
  input: Tensor,
  normType: number,
  kernelSize: Size3,
  ...rest: LpPoolRest<Size3>
): Tensor {
  const options = LP_3D.read(rest);
  LP_3D.check(input, normType);
  const count = sizes("lpPool3d", "kernelSize", kernelSize, 3, 1).reduce((a, b) => a * b, 1);
  return powers(
    input,
    normType,
    count,
    (x) => maxPool3d(x, kernelSize, options),
    (x) => avgPool3d(x, kernelSize, options),
  );
}
