/** Pooling over windows: maxima, means, and the reverse of the maxima. */

import {
  boolean,
  integer,
  type Kind,
  listOf,
  nullable,
  type Rest,
  type Signature,
  signature,
} from "../../edge/index.ts";
import { ShapeError } from "../../native/errors.ts";
import { scope, type Tensor, torch } from "../../tensor/index.ts";
import { inputKind } from "../checks.ts";
import { type Dims, type Size1, type Size2, type Size3, size1, size2, size3, sizes } from "../sizes.ts";

/** Options of the max pooling functions. */
export interface MaxPoolOptions<Size> {
  /** The window's size by default, or null. */
  stride?: Size | null;
  padding?: Size;
  dilation?: Size;
  /** Also count windows that only begin inside. */
  ceilMode?: boolean;
}

/** What may follow the window: options by name, or in PyTorch's order. */
type MaxPoolRest<Size> = Rest<
  MaxPoolOptions<Size>,
  [stride: Size | null, padding: Size, dilation: Size, ceilMode: boolean]
>;

function maxPoolTakes<Size>(name: string, size: Kind<Size>): Signature<MaxPoolOptions<Size>> {
  return signature<MaxPoolOptions<Size>>(`nn.functional.${name}`, {
    options: { stride: nullable(size), padding: size, dilation: size, ceilMode: boolean },
    positional: ["stride", "padding", "dilation", "ceilMode"],
    advice: { returnIndices: `call ${name}WithIndices` },
  });
}

const MAX_POOL_1D = maxPoolTakes("maxPool1d", size1);
const MAX_POOL_2D = maxPoolTakes("maxPool2d", size2);
const MAX_POOL_3D = maxPoolTakes("maxPool3d", size3);
const MAX_POOL_1D_INDICES = maxPoolTakes("maxPool1dWithIndices", size1);
const MAX_POOL_2D_INDICES = maxPoolTakes("maxPool2dWithIndices", size2);
const MAX_POOL_3D_INDICES = maxPoolTakes("maxPool3dWithIndices", size3);

/** Largest values, and where each was: flat indices into the spatial dimensions. */
export interface PoolResult {
  output: Tensor;
  indices: Tensor;
}

type Sizes = number | readonly number[];

function maxima<Size extends Sizes>(
  kernelSize: Size,
  { stride, padding, dilation, ceilMode = false }: MaxPoolOptions<Size>,
): [Sizes, Sizes, Sizes, Sizes, boolean] {
  return [kernelSize, stride ?? kernelSize, padding ?? 0, dilation ?? 1, ceilMode];
}

/** Largest value of each window: (N, C, L) -> (N, C, L'). */
export function maxPool1d(input: Tensor, kernelSize: Size1, ...rest: MaxPoolRest<Size1>): Tensor {
  return torch.maxPool1d(input, ...maxima(kernelSize, MAX_POOL_1D.read(rest)));
}

/** As `maxPool1d`, with the indices. */
export function maxPool1dWithIndices(
  input: Tensor,
  kernelSize: Size1,
  ...rest: MaxPoolRest<Size1>
): PoolResult {
  const options = MAX_POOL_1D_INDICES.read(rest);
  return named(torch.maxPool1dWithIndices(input, ...maxima(kernelSize, options)));
}

/** Largest value of each window: (N, C, H, W) -> (N, C, H', W'). */
export function maxPool2d(input: Tensor, kernelSize: Size2, ...rest: MaxPoolRest<Size2>): Tensor {
  return torch.maxPool2d(input, ...maxima(kernelSize, MAX_POOL_2D.read(rest)));
}

/** As `maxPool2d`, with the indices. */
export function maxPool2dWithIndices(
  input: Tensor,
  kernelSize: Size2,
  ...rest: MaxPoolRest<Size2>
): PoolResult {
  const options = MAX_POOL_2D_INDICES.read(rest);
  return named(torch.maxPool2dWithIndices(input, ...maxima(kernelSize, options)));
}

/** Largest value of each window: (N, C, D, H, W) -> (N, C, D', H', W'). */
export function maxPool3d(input: Tensor, kernelSize: Size3, ...rest: MaxPoolRest<Size3>): Tensor {
  return torch.maxPool3d(input, ...maxima(kernelSize, MAX_POOL_3D.read(rest)));
}

/** As `maxPool3d`, with the indices. */
export function maxPool3dWithIndices(
  input: Tensor,
  kernelSize: Size3,
  ...rest: MaxPoolRest<Size3>
): PoolResult {
  const options = MAX_POOL_3D_INDICES.read(rest);
  return named(torch.maxPool3dWithIndices(input, ...maxima(kernelSize, options)));
}

function named([output, indices]: readonly [Tensor, Tensor]): PoolResult {
  return { output, indices };
}

/** Mean of each window: (N, C, L) -> (N, C, L'). */
export const avgPool1d = torch.avgPool1d;

/** Options of `avgPool2d` and `avgPool3d`. */
export interface AvgPoolOptions<Size> {
  /** The window's size by default, or null. */
  stride?: Size | null;
  padding?: Size;
  /** Also count windows that only begin inside. */
  ceilMode?: boolean;
  /** Whether padding counts into the mean. */
  countIncludePad?: boolean;
  /** What sums are divided by, in place of the window's size. */
  divisorOverride?: number | null;
}

type AvgPoolRest<Size> = Rest<
  AvgPoolOptions<Size>,
  [
    stride: Size | null,
    padding: Size,
    ceilMode: boolean,
    countIncludePad: boolean,
    divisorOverride: number | null,
  ]
>;

function avgPoolTakes<Size>(name: string, size: Kind<Size>): Signature<AvgPoolOptions<Size>> {
  return signature<AvgPoolOptions<Size>>(`nn.functional.${name}`, {
    options: {
      stride: nullable(size),
      padding: size,
      ceilMode: boolean,
      countIncludePad: boolean,
      divisorOverride: nullable(integer),
    },
    positional: ["stride", "padding", "ceilMode", "countIncludePad", "divisorOverride"],
  });
}

const AVG_POOL_2D = avgPoolTakes("avgPool2d", size2);
const AVG_POOL_3D = avgPoolTakes("avgPool3d", size3);

function means<Size extends Sizes>(
  kernelSize: Size,
  { stride, padding, ceilMode = false, countIncludePad = true, divisorOverride }: AvgPoolOptions<Size>,
): [Sizes, Sizes, Sizes, boolean, boolean, number | null | undefined] {
  return [kernelSize, stride ?? kernelSize, padding ?? 0, ceilMode, countIncludePad, divisorOverride];
}

/** Mean of each window: (N, C, H, W) -> (N, C, H', W'). */
export function avgPool2d(input: Tensor, kernelSize: Size2, ...rest: AvgPoolRest<Size2>): Tensor {
  return torch.avgPool2d(input, ...means(kernelSize, AVG_POOL_2D.read(rest)));
}

/** Mean of each window: (N, C, D, H, W) -> (N, C, D', H', W'). */
export function avgPool3d(input: Tensor, kernelSize: Size3, ...rest: AvgPoolRest<Size3>): Tensor {
  return torch.avgPool3d(input, ...means(kernelSize, AVG_POOL_3D.read(rest)));
}

/** One size for all dimensions, or one for each; null keeps the input's. */
export type AdaptiveSize = number | readonly (number | null)[];

function adaptive(
  takes: Signature<Record<never, never>>,
  rest: readonly unknown[],
  input: Tensor,
  size: AdaptiveSize,
  dims: Dims,
): number[] {
  const operation = takes.name;
  takes.read(rest);
  takes.check(input);
  if (!Array.isArray(size)) return sizes(operation, "outputSize", size as number, dims, 0);
  const inner = input.shape.slice(-dims);
  return sizes(
    operation,
    "outputSize",
    size.map((one, d) => one ?? (inner[d] as number)),
    dims,
    0,
  );
}

function adaptiveTakes(name: string): Signature<Record<never, never>> {
  return signature(`nn.functional.${name}`, {
    takes: inputKind,
    advice: name.startsWith("adaptiveMax") ? { returnIndices: `call ${name}WithIndices` } : {},
  });
}

const ADAPTIVE_AVG_POOL_1D = adaptiveTakes("adaptiveAvgPool1d");
const ADAPTIVE_AVG_POOL_2D = adaptiveTakes("adaptiveAvgPool2d");
const ADAPTIVE_AVG_POOL_3D = adaptiveTakes("adaptiveAvgPool3d");
const ADAPTIVE_MAX_POOL_1D = adaptiveTakes("adaptiveMaxPool1d");
const ADAPTIVE_MAX_POOL_2D = adaptiveTakes("adaptiveMaxPool2d");
const ADAPTIVE_MAX_POOL_3D = adaptiveTakes("adaptiveMaxPool3d");

/** Mean over windows chosen to give `outputSize`: (N, C, L) -> (N, C, L'). */
export function adaptiveAvgPool1d(input: Tensor, outputSize: Size1, ...rest: []): Tensor {
  return torch.adaptiveAvgPool1d(input, adaptive(ADAPTIVE_AVG_POOL_1D, rest, input, outputSize, 1));
}

/** Mean over windows chosen to give `outputSize`: (N, C, H, W) -> (N, C, H', W'). */
export function adaptiveAvgPool2d(input: Tensor, outputSize: AdaptiveSize, ...rest: []): Tensor {
  return torch.adaptiveAvgPool2d(input, adaptive(ADAPTIVE_AVG_POOL_2D, rest, input, outputSize, 2));
}

/** Mean over windows chosen to give `outputSize`: (N, C, D, H, W) -> (N, C, D', H', W'). */
export function adaptiveAvgPool3d(input: Tensor, outputSize: AdaptiveSize, ...rest: []): Tensor {
  return torch.adaptiveAvgPool3d(input, adaptive(ADAPTIVE_AVG_POOL_3D, rest, input, outputSize, 3));
}

/** Largest value over windows chosen to give `outputSize`, with its index: (N, C, L) -> (N, C, L'). */
export function adaptiveMaxPool1dWithIndices(input: Tensor, outputSize: Size1, ...rest: []): PoolResult {
  return named(torch.adaptiveMaxPool1d(input, adaptive(ADAPTIVE_MAX_POOL_1D, rest, input, outputSize, 1)));
}

/** Largest value over windows chosen to give `outputSize`, with its index: (N, C, H, W) -> (N, C, H', W'). */
export function adaptiveMaxPool2dWithIndices(
  input: Tensor,
  outputSize: AdaptiveSize,
  ...rest: []
): PoolResult {
  return named(torch.adaptiveMaxPool2d(input, adaptive(ADAPTIVE_MAX_POOL_2D, rest, input, outputSize, 2)));
}

/** Largest value over windows chosen to give `outputSize`, with its index: (N, C, D, H, W) -> (N, C, D', H', W'). */
export function adaptiveMaxPool3dWithIndices(
  input: Tensor,
  outputSize: AdaptiveSize,
  ...rest: []
): PoolResult {
  return named(torch.adaptiveMaxPool3d(input, adaptive(ADAPTIVE_MAX_POOL_3D, rest, input, outputSize, 3)));
}

/** As `adaptiveMaxPool1dWithIndices`, the values alone. */
export function adaptiveMaxPool1d(input: Tensor, outputSize: Size1, ...rest: []): Tensor {
  return scope(() => adaptiveMaxPool1dWithIndices(input, outputSize, ...rest).output);
}

/** As `adaptiveMaxPool2dWithIndices`, the values alone. */
export function adaptiveMaxPool2d(input: Tensor, outputSize: AdaptiveSize, ...rest: []): Tensor {
  return scope(() => adaptiveMaxPool2dWithIndices(input, outputSize, ...rest).output);
}

/** As `adaptiveMaxPool3dWithIndices`, the values alone. */
export function adaptiveMaxPool3d(input: Tensor, outputSize: AdaptiveSize, ...rest: []): Tensor {
  return scope(() => adaptiveMaxPool3dWithIndices(input, outputSize, ...rest).output);
}

/** Options of the unpooling functions. */
export interface UnpoolOptions<Size> {
  /** The window's size by default, or null. */
  stride?: Size | null;
  padding?: Size;
  /** Shape of what was pooled, where several sizes pool to the same; with or without N and C. */
  outputSize?: readonly number[] | null;
}

type UnpoolRest<Size> = Rest<
  UnpoolOptions<Size>,
  [stride: Size | null, padding: Size, outputSize: readonly number[] | null]
>;

function unpoolTakes<Size>(name: string, size: Kind<Size>): Signature<UnpoolOptions<Size>> {
  return signature<UnpoolOptions<Size>>(`nn.functional.${name}`, {
    takes: { ...inputKind, indices: inputKind.input },
    options: { stride: nullable(size), padding: size, outputSize: nullable(listOf(integer)) },
    positional: ["stride", "padding", "outputSize"],
  });
}

const MAX_UNPOOL_1D = unpoolTakes("maxUnpool1d", size1);
const MAX_UNPOOL_2D = unpoolTakes("maxUnpool2d", size2);
const MAX_UNPOOL_3D = unpoolTakes("maxUnpool3d", size3);

/** Puts values (N, C, L') back where a max pooling took them from; zero elsewhere. */
export function maxUnpool1d(
  input: Tensor,
  indices: Tensor,
  kernelSize: Size1,
  ...rest: UnpoolRest<Size1>
): Tensor {
  const { stride: given, padding = 0, outputSize } = MAX_UNPOOL_1D.read(rest);
  MAX_UNPOOL_1D.check(input, indices);
  const stride = given ?? kernelSize;
  const operation = MAX_UNPOOL_1D.name;
  const [length] = unpoolSize(
    input.shape,
    sizes(operation, "kernelSize", kernelSize, 1, 1),
    sizes(operation, "stride", stride, 1, 1),
    sizes(operation, "padding", padding, 1, 0),
    outputSize,
    operation,
  ) as [number];
  // (N, C, L) -> (N, C, L, 1) and back
  return scope(() => torch.maxUnpool2d(input.unsqueeze(-1), indices.unsqueeze(-1), [length, 1]).squeeze(-1));
}

/** Puts values (N, C, H', W') back where a max pooling took them from; zero elsewhere. */
export function maxUnpool2d(
  input: Tensor,
  indices: Tensor,
  kernelSize: Size2,
  ...rest: UnpoolRest<Size2>
): Tensor {
  const { stride: given, padding = 0, outputSize } = MAX_UNPOOL_2D.read(rest);
  MAX_UNPOOL_2D.check(input, indices);
  const stride = given ?? kernelSize;
  const window = sizes("maxUnpool2d", "kernelSize", kernelSize, 2, 1);
  const step = sizes("maxUnpool2d", "stride", stride, 2, 1);
  const border = sizes("maxUnpool2d", "padding", padding, 2, 0);
  return torch.maxUnpool2d(input, indices, unpoolSize(input.shape, window, step, border, outputSize));
}

/** Puts values (N, C, D', H', W') back where a max pooling took them from; zero elsewhere. */
export function maxUnpool3d(
  input: Tensor,
  indices: Tensor,
  kernelSize: Size3,
  ...rest: UnpoolRest<Size3>
): Tensor {
  const { stride: given, padding = 0, outputSize } = MAX_UNPOOL_3D.read(rest);
  MAX_UNPOOL_3D.check(input, indices);
  const stride = given ?? kernelSize;
  const operation = MAX_UNPOOL_3D.name;
  const window = sizes(operation, "kernelSize", kernelSize, 3, 1);
  const step = sizes(operation, "stride", stride, 3, 1);
  const border = sizes(operation, "padding", padding, 3, 0);
  const size = unpoolSize(input.shape, window, step, border, outputSize, operation);
  return torch.maxUnpool3d(input, indices, size, step, border);
}

/** Spatial size an unpooling gives. Throws ShapeError for a wanted size that cannot have been pooled. */
export function unpoolSize(
  shape: readonly number[],
  kernel: readonly number[],
  stride: readonly number[],
  padding: readonly number[],
  wanted?: readonly number[] | null,
  operation = "maxUnpool2d",
): number[] {
  const dims = kernel.length;
  const inner = shape.slice(-dims);
  const natural = inner.map(
    (size, d) => (size - 1) * (stride[d] as number) + (kernel[d] as number) - 2 * (padding[d] as number),
  );
  if (wanted === undefined || wanted === null) return natural;
  const size = wanted.length > dims ? wanted.slice(-dims) : [...wanted];
  if (size.length !== dims) {
    throw new ShapeError(
      `${operation}: outputSize [${wanted}] must have ${dims} sizes, or all of the shape's.`,
      {
        operation,
      },
    );
  }
  size.forEach((one, d) => {
    const least = (natural[d] as number) - (stride[d] as number) + 1;
    const most = (natural[d] as number) + (stride[d] as number) - 1;
    if (one >= least && one <= most) return;
    throw new ShapeError(
      `${operation}: outputSize [${wanted}]: dimension ${d} must be ${least} to ${most}, got ${one}.`,
      { operation },
    );
  });
  return size;
}
