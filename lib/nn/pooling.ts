/** Pooling over windows in one, two and three dimensions: (N, C, H, W) -> (N, C, H', W'), also without N. */
import {
  boolean,
  integer,
  type Kind,
  noMore,
  nullable,
  type Rest,
  type Signature,
  signature,
} from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { scope, type Tensor, torch } from "../tensor/index.ts";
import { markLayer } from "./call.ts";
import { checkOutputSize } from "./checks.ts";
import {
  type AvgPoolOptions,
  type MaxPoolOptions,
  type UnpoolOptions,
  unpoolSize,
} from "./functional/pooling.ts";
import { Module } from "./module.ts";
import { repr } from "./repr.ts";
import {
  type Dims,
  SIZES,
  type Size,
  type Size1,
  type Size2,
  type Size3,
  sizes,
  type Tuples,
} from "./sizes.ts";

/** What a pooling with indices gives: the values and, for each, its position in the flattened spatial dimensions. */
export interface PoolWithIndices {
  output: Tensor;
  indices: Tensor;
}

type Values = number | readonly number[];
type Pool = (
  input: Tensor,
  kernelSize: Values,
  stride: Values,
  padding: Values,
  dilation: Values,
  ceilMode: boolean,
) => Tensor;
type PoolIndices = (...args: Parameters<Pool>) => readonly [Tensor, Tensor];

/** Options of the max pooling layers. */
export interface MaxPoolLayerOptions<D extends Dims> extends MaxPoolOptions<Size<D>> {
  /** For `forwardWithIndices`; printed options stay PyTorch's. */
  returnIndices?: boolean;
}

/** Options of `MaxPool2d`. */
export type MaxPool2dOptions = MaxPoolLayerOptions<2>;

/** What may follow the window of a max pooling: options by name, or in PyTorch's order. */
export type MaxPoolArguments<D extends Dims> = Rest<
  MaxPoolLayerOptions<D>,
  [stride: Size<D> | null, padding: Size<D>, dilation: Size<D>, returnIndices: boolean, ceilMode: boolean]
>;

/** The operators of some number of dimensions, and what their layer takes. */
interface Operators<D extends Dims, O extends object, Run> {
  readonly dims: D;
  readonly takes: Signature<O>;
  readonly run: Run;
}

interface MaxOperators<D extends Dims> extends Operators<D, MaxPoolLayerOptions<D>, Pool> {
  readonly indices: PoolIndices;
}

function maxTakes<D extends Dims>(name: string, dims: D): Signature<MaxPoolLayerOptions<D>> {
  const size = SIZES[dims];
  return signature<MaxPoolLayerOptions<D>>(name, {
    options: {
      stride: nullable(size),
      padding: size,
      dilation: size,
      returnIndices: boolean,
      ceilMode: boolean,
    },
    positional: ["stride", "padding", "dilation", "returnIndices", "ceilMode"],
  });
}

/** Largest value of each window. */
abstract class MaxPoolNd<D extends Dims> extends Module {
  readonly kernel_size: Size<D>;
  readonly stride: Size<D>;
  readonly padding: Size<D>;
  readonly dilation: Size<D>;
  readonly ceil_mode: boolean;
  readonly return_indices: boolean;
  readonly #operators: MaxOperators<D>;

  protected constructor(operators: MaxOperators<D>, kernelSize: Size<D>, rest: readonly unknown[]) {
    const { takes, dims } = operators;
    const options = takes.read(rest);
    super();
    const { padding = 0, dilation = 1, ceilMode = false, returnIndices = false } = options;
    const stride = options.stride ?? kernelSize;
    checkWindow(takes.name, dims, kernelSize, stride, padding);
    sizes(takes.name, "dilation", dilation, dims, 1);
    this.kernel_size = kernelSize;
    this.stride = stride;
    this.padding = padding;
    this.dilation = dilation;
    this.ceil_mode = ceilMode;
    this.return_indices = returnIndices;
    this.#operators = operators;
  }

  /** Throws ArgumentError if the layer was made with `returnIndices`: use `forwardWithIndices` then. */
  override forward(input: Tensor): Tensor {
    if (this.return_indices) throw callWithIndices(this);
    const { kernel_size, stride, padding, dilation, ceil_mode } = this;
    return this.#operators.run(input, kernel_size, stride, padding, dilation, ceil_mode);
  }

  /** The values and their indices, as the unpooling layers take them. Hooks do not run. */
  forwardWithIndices(input: Tensor, ...rest: []): PoolWithIndices {
    noMore("MaxPool.forwardWithIndices", rest);
    const { kernel_size, stride, padding, dilation, ceil_mode } = this;
    const pool = this.#operators.indices;
    const [output, indices] = pool(input, kernel_size, stride, padding, dilation, ceil_mode);
    return { output, indices };
  }

  override extraRepr(): string {
    return (
      `kernel_size=${repr(this.kernel_size)}, stride=${repr(this.stride)}, padding=${repr(this.padding)}, ` +
      `dilation=${repr(this.dilation)}, ceil_mode=${repr(this.ceil_mode)}`
    );
  }
}

function callWithIndices(layer: Module): ArgumentError {
  const operation = `nn.${layer.constructor.name}`;
  return new ArgumentError(
    `${operation}: made with returnIndices, call forwardWithIndices(input) instead of forward.`,
    { operation },
  );
}

const MAX_POOL_1D: MaxOperators<1> = {
  dims: 1,
  takes: maxTakes("nn.MaxPool1d", 1),
  run: torch.maxPool1d,
  indices: torch.maxPool1dWithIndices,
};
const MAX_POOL_2D: MaxOperators<2> = {
  dims: 2,
  takes: maxTakes("nn.MaxPool2d", 2),
  run: torch.maxPool2d,
  indices: torch.maxPool2dWithIndices,
};
const MAX_POOL_3D: MaxOperators<3> = {
  dims: 3,
  takes: maxTakes("nn.MaxPool3d", 3),
  run: torch.maxPool3d,
  indices: torch.maxPool3dWithIndices,
};

/** Largest value of each window: (N, C, L) -> (N, C, L'). */
export class MaxPool1d extends MaxPoolNd<1> {
  static {
    markLayer(MaxPool1d);
  }

  constructor(kernelSize: Size1, ...rest: MaxPoolArguments<1>) {
    super(MAX_POOL_1D, kernelSize, rest);
  }
}

/** Largest value of each window: (N, C, H, W) -> (N, C, H', W'). */
export class MaxPool2d extends MaxPoolNd<2> {
  static {
    markLayer(MaxPool2d);
  }

  /** `new MaxPool2d(3, { stride: 2, padding: 1 })`, or as PyTorch has it, `new MaxPool2d(3, 2, 1)`. */
  constructor(kernelSize: Size2, ...rest: MaxPoolArguments<2>) {
    super(MAX_POOL_2D, kernelSize, rest);
  }
}

/** Largest value of each window: (N, C, D, H, W) -> (N, C, D', H', W'). */
export class MaxPool3d extends MaxPoolNd<3> {
  static {
    markLayer(MaxPool3d);
  }

  constructor(kernelSize: Size3, ...rest: MaxPoolArguments<3>) {
    super(MAX_POOL_3D, kernelSize, rest);
  }
}

/** Options of the unpooling layers. */
export type MaxUnpoolLayerOptions<D extends Dims> = Omit<UnpoolOptions<Size<D>>, "outputSize">;

/** Options of `MaxUnpool2d`. */
export type MaxUnpool2dOptions = MaxUnpoolLayerOptions<2>;

/** What may follow the window of an unpooling. */
export type MaxUnpoolArguments<D extends Dims> = Rest<
  MaxUnpoolLayerOptions<D>,
  [stride: Size<D> | null, padding: Size<D>]
>;

type Unpool<D extends Dims> = (
  input: Tensor,
  indices: Tensor,
  size: number[],
  layer: MaxUnpoolNd<D>,
) => Tensor;

function unpoolTakes<D extends Dims>(name: string, dims: D): Signature<MaxUnpoolLayerOptions<D>> {
  // Its type is one of a mapped type, which the compiler does not resolve for an open D.
  const kinds = { stride: nullable(SIZES[dims]), padding: SIZES[dims] } as never;
  return signature<MaxUnpoolLayerOptions<D>>(name, {
    options: kinds,
    positional: ["stride", "padding"] as never,
  });
}

/** Puts values back where a max pooling took them from; zero elsewhere. */
abstract class MaxUnpoolNd<D extends Dims> extends Module {
  readonly kernel_size: Tuples[D];
  readonly stride: Tuples[D];
  readonly padding: Tuples[D];
  readonly #run: Unpool<D>;

  protected constructor(
    { dims, takes, run }: Operators<D, MaxUnpoolLayerOptions<D>, Unpool<D>>,
    kernelSize: Size<D>,
    rest: readonly unknown[],
  ) {
    const { stride, padding = 0 }: UnpoolOptions<Size<D>> = takes.read(rest);
    super();
    this.kernel_size = sizes(takes.name, "kernelSize", kernelSize, dims, 1);
    this.stride = sizes(takes.name, "stride", stride ?? kernelSize, dims, 1);
    this.padding = sizes(takes.name, "padding", padding, dims, 0);
    this.#run = run;
  }

  /** `outputSize`, the spatial sizes or a whole shape, where the default (the least that fits) is not what was pooled. */
  override forward(input: Tensor, indices: Tensor, outputSize?: readonly number[]): Tensor {
    const operation = `nn.${this.constructor.name}`;
    if (outputSize !== undefined) checkOutputSize(operation, outputSize);
    const { kernel_size, stride, padding } = this;
    const size = unpoolSize(input.shape, kernel_size, stride, padding, outputSize, operation);
    return this.#run(input, indices, size, this);
  }

  override extraRepr(): string {
    return `kernel_size=${repr(this.kernel_size)}, stride=${repr(this.stride)}, padding=${repr(this.padding)}`;
  }
}

const MAX_UNPOOL_1D: Operators<1, MaxUnpoolLayerOptions<1>, Unpool<1>> = {
  dims: 1,
  takes: unpoolTakes("nn.MaxUnpool1d", 1),
  // (N, C, L) -> (N, C, L, 1) and back
  run: (input, indices, [length = 0]) =>
    scope(() => torch.maxUnpool2d(input.unsqueeze(-1), indices.unsqueeze(-1), [length, 1]).squeeze(-1)),
};
const MAX_UNPOOL_2D: Operators<2, MaxUnpoolLayerOptions<2>, Unpool<2>> = {
  dims: 2,
  takes: unpoolTakes("nn.MaxUnpool2d", 2),
  run: (input, indices, size) => torch.maxUnpool2d(input, indices, size),
};
const MAX_UNPOOL_3D: Operators<3, MaxUnpoolLayerOptions<3>, Unpool<3>> = {
  dims: 3,
  takes: unpoolTakes("nn.MaxUnpool3d", 3),
  run: (input, indices, size, { stride, padding }) =>
    torch.maxUnpool3d(input, indices, size, stride, padding),
};

/** Puts values (N, C, L') back where `MaxPool1d` took them from; zero elsewhere. */
export class MaxUnpool1d extends MaxUnpoolNd<1> {
  static {
    markLayer(MaxUnpool1d);
  }

  constructor(kernelSize: Size1, ...rest: MaxUnpoolArguments<1>) {
    super(MAX_UNPOOL_1D, kernelSize, rest);
  }
}

/** Puts values (N, C, H', W') back where `MaxPool2d` took them from; zero elsewhere. */
export class MaxUnpool2d extends MaxUnpoolNd<2> {
  static {
    markLayer(MaxUnpool2d);
  }

  constructor(kernelSize: Size2, ...rest: MaxUnpoolArguments<2>) {
    super(MAX_UNPOOL_2D, kernelSize, rest);
  }
}

/** Puts values (N, C, D', H', W') back where `MaxPool3d` took them from; zero elsewhere. */
export class MaxUnpool3d extends MaxUnpoolNd<3> {
  static {
    markLayer(MaxUnpool3d);
  }

  constructor(kernelSize: Size3, ...rest: MaxUnpoolArguments<3>) {
    super(MAX_UNPOOL_3D, kernelSize, rest);
  }
}

/** Options of `AvgPool1d`. */
export type AvgPool1dOptions = Omit<AvgPoolOptions<Size1>, "divisorOverride">;

/** Options of `AvgPool2d`. */
export type AvgPool2dOptions = AvgPoolOptions<Size2>;

/** Options of `AvgPool3d`. */
export type AvgPool3dOptions = AvgPoolOptions<Size3>;

/** What may follow the window of an average pooling of two or three dimensions. */
export type AvgPoolArguments<D extends Dims> = Rest<
  AvgPoolOptions<Size<D>>,
  [
    stride: Size<D> | null,
    padding: Size<D>,
    ceilMode: boolean,
    countIncludePad: boolean,
    divisorOverride: number | null,
  ]
>;

function avgKinds<S>(size: Kind<S>) {
  return { stride: nullable(size), padding: size, ceilMode: boolean, countIncludePad: boolean };
}

function avgTakes<D extends Dims>(name: string, dims: D): Signature<AvgPoolOptions<Size<D>>> {
  return signature<AvgPoolOptions<Size<D>>>(name, {
    options: { ...avgKinds(SIZES[dims] as Kind<Size<D>>), divisorOverride: nullable(integer) },
    positional: ["stride", "padding", "ceilMode", "countIncludePad", "divisorOverride"],
  });
}

/** Mean of each window. */
abstract class AvgPoolNd<D extends Dims> extends Module {
  readonly kernel_size: Size<D>;
  readonly stride: Size<D>;
  readonly padding: Size<D>;
  readonly ceil_mode: boolean;
  readonly count_include_pad: boolean;

  protected constructor(
    operation: string,
    dims: D,
    kernelSize: Size<D>,
    { stride: given, padding = 0, ceilMode = false, countIncludePad = true }: AvgPoolOptions<Size<D>>,
  ) {
    super();
    const stride = given ?? kernelSize;
    checkWindow(operation, dims, kernelSize, stride, padding);
    this.kernel_size = kernelSize;
    this.stride = stride;
    this.padding = padding;
    this.ceil_mode = ceilMode;
    this.count_include_pad = countIncludePad;
  }

  override extraRepr(): string {
    return `kernel_size=${repr(this.kernel_size)}, stride=${repr(this.stride)}, padding=${repr(this.padding)}`;
  }
}

const AVG_POOL_1D = signature<AvgPool1dOptions>("nn.AvgPool1d", {
  options: avgKinds(SIZES[1]),
  positional: ["stride", "padding", "ceilMode", "countIncludePad"],
});
const AVG_POOL_2D = avgTakes("nn.AvgPool2d", 2);
const AVG_POOL_3D = avgTakes("nn.AvgPool3d", 3);

/** Mean of each window: (N, C, L) -> (N, C, L'). */
export class AvgPool1d extends AvgPoolNd<1> {
  static {
    markLayer(AvgPool1d);
  }

  constructor(
    kernelSize: Size1,
    ...rest: Rest<
      AvgPool1dOptions,
      [stride: Size1 | null, padding: Size1, ceilMode: boolean, countIncludePad: boolean]
    >
  ) {
    super("nn.AvgPool1d", 1, kernelSize, AVG_POOL_1D.read(rest));
  }

  override forward(input: Tensor): Tensor {
    const { kernel_size, stride, padding, ceil_mode, count_include_pad } = this;
    return torch.avgPool1d(input, kernel_size, stride, padding, ceil_mode, count_include_pad);
  }

  /** PyTorch prints this one's sizes as lists. */
  override extraRepr(): string {
    const list = (size: Size1): string => repr(typeof size === "number" ? [size] : size);
    return `kernel_size=${list(this.kernel_size)}, stride=${list(this.stride)}, padding=${list(this.padding)}`;
  }
}

/** Mean of each window: (N, C, H, W) -> (N, C, H', W'). */
export class AvgPool2d extends AvgPoolNd<2> {
  readonly divisor_override: number | null;

  static {
    markLayer(AvgPool2d);
  }

  constructor(kernelSize: Size2, ...rest: AvgPoolArguments<2>) {
    const options = AVG_POOL_2D.read(rest);
    super("nn.AvgPool2d", 2, kernelSize, options);
    this.divisor_override = options.divisorOverride ?? null;
  }

  override forward(input: Tensor): Tensor {
    const { kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override } = this;
    return torch.avgPool2d(
      input,
      kernel_size,
      stride,
      padding,
      ceil_mode,
      count_include_pad,
      divisor_override,
    );
  }
}

/** Mean of each window: (N, C, D, H, W) -> (N, C, D', H', W'). */
export class AvgPool3d extends AvgPoolNd<3> {
  readonly divisor_override: number | null;

  static {
    markLayer(AvgPool3d);
  }

  constructor(kernelSize: Size3, ...rest: AvgPoolArguments<3>) {
    const options = AVG_POOL_3D.read(rest);
    super("nn.AvgPool3d", 3, kernelSize, options);
    this.divisor_override = options.divisorOverride ?? null;
  }

  override forward(input: Tensor): Tensor {
    const { kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override } = this;
    return torch.avgPool3d(
      input,
      kernel_size,
      stride,
      padding,
      ceil_mode,
      count_include_pad,
      divisor_override,
    );
  }
}

function checkWindow<D extends Dims>(
  operation: string,
  dims: D,
  kernelSize: Size<D>,
  stride: Size<D>,
  padding: Size<D>,
): void {
  sizes(operation, "kernelSize", kernelSize, dims, 1);
  sizes(operation, "stride", stride, dims, 1);
  sizes(operation, "padding", padding, dims, 0);
}
