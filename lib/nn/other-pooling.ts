/** Fractional max pooling (https://arxiv.org/abs/1412.6071) and pooling by power means, as layers. */
import {
  boolean,
  either,
  listOf,
  nullable,
  number,
  type Rest,
  type Signature,
  signature,
} from "../edge/index.ts";
import type { Tensor } from "../tensor/index.ts";
import { markLayer } from "./call.ts";
import { inputKind, tensorOrNull } from "./checks.ts";
import {
  fractionalMaxPool2dWithIndices,
  fractionalMaxPool3dWithIndices,
  type LpPoolOptions,
  lpPool1d,
  lpPool2d,
  lpPool3d,
} from "./functional/other-pooling.ts";
import { Module } from "./module.ts";
import type { PoolWithIndices } from "./pooling.ts";
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

/** Options of the fractional max pooling layers: one of the first two is needed, and not both. */
export interface FractionalMaxPoolOptions<D extends Dims> {
  outputSize?: Size<D> | null;
  /** The share of the input's size, above 0 and below 1. */
  outputRatio?: Size<D> | null;
  /** For `forwardWithIndices`. */
  returnIndices?: boolean;
  /** (N, C, dims) of numbers between 0 and 1 that place the windows; drawn at each call by default. */
  randomSamples?: Tensor | null;
}

/** What may follow the window of a fractional max pooling. */
export type FractionalMaxPoolArguments<D extends Dims> = Rest<
  FractionalMaxPoolOptions<D>,
  [
    outputSize: Size<D> | null,
    outputRatio: Size<D> | null,
    returnIndices: boolean,
    randomSamples: Tensor | null,
  ]
>;

function fractionalTakes<D extends Dims>(name: string, dims: D): Signature<FractionalMaxPoolOptions<D>> {
  const size = SIZES[dims];
  const ratio = nullable(either(number, listOf(number, dims))) as never; // listOf counts what the type says
  return signature<FractionalMaxPoolOptions<D>>(name, {
    options: {
      outputSize: nullable(size),
      outputRatio: ratio,
      returnIndices: boolean,
      randomSamples: tensorOrNull,
    },
    positional: ["outputSize", "outputRatio", "returnIndices", "randomSamples"],
  });
}

const WITH_INDICES = signature("FractionalMaxPool.forwardWithIndices", { takes: inputKind });

/** Largest value of pseudo-randomly placed windows. */
export abstract class FractionalMaxPoolNd<D extends 2 | 3> extends Module {
  readonly kernel_size: Tuples[D];
  readonly output_size: Tuples[D] | null;
  readonly output_ratio: number[] | null;
  readonly return_indices: boolean;
  readonly _random_samples: Tensor | null = null;

  protected constructor(
    takes: Signature<FractionalMaxPoolOptions<D>>,
    dims: D,
    kernelSize: Size<D>,
    rest: readonly unknown[],
  ) {
    const { outputSize, outputRatio, returnIndices = false, randomSamples = null } = takes.read(rest);
    super();
    const hasSize = outputSize !== undefined && outputSize !== null;
    const hasRatio = outputRatio !== undefined && outputRatio !== null;
    if (hasSize === hasRatio)
      throw takes.error("give either outputSize or outputRatio, not both and not neither.");
    this.kernel_size = sizes(takes.name, "kernelSize", kernelSize, dims, 1);
    this.output_size = hasSize ? sizes(takes.name, "outputSize", outputSize, dims, 1) : null;
    let ratios: number[] | null = null;
    if (hasRatio) ratios = Array.isArray(outputRatio) ? [...outputRatio] : new Array(dims).fill(outputRatio);
    for (const one of ratios ?? []) {
      if (!(one > 0 && one < 1)) throw takes.error(`outputRatio must be above 0 and below 1, got ${one}.`);
    }
    this.output_ratio = ratios;
    this.return_indices = returnIndices;
    this.registerBuffer("_random_samples", randomSamples);
  }

  protected abstract pool(input: Tensor): PoolWithIndices;

  /** Throws ArgumentError if the layer was made with `returnIndices`: use `forwardWithIndices` then. */
  override forward(input: Tensor): Tensor {
    if (this.return_indices) {
      const name = `nn.${this.constructor.name}`;
      throw signature(name).error(
        "made with returnIndices, call forwardWithIndices(input) instead of forward.",
      );
    }
    return this.pool(input).output;
  }

  /** The values and their indices. Hooks do not run. */
  forwardWithIndices(input: Tensor, ...rest: []): PoolWithIndices {
    WITH_INDICES.read(rest);
    WITH_INDICES.check(input);
    return this.pool(input);
  }

  protected get placed(): {
    outputSize: number[] | null;
    outputRatio: number[] | null;
    randomSamples: Tensor | null;
  } {
    const { output_size, output_ratio, _random_samples } = this;
    return { outputSize: output_size, outputRatio: output_ratio, randomSamples: _random_samples };
  }
}

const FRACTIONAL_2D = fractionalTakes("nn.FractionalMaxPool2d", 2);
const FRACTIONAL_3D = fractionalTakes("nn.FractionalMaxPool3d", 3);

/** Largest value of pseudo-randomly placed windows: (N, C, H, W) -> (N, C, H', W'). */
export class FractionalMaxPool2d extends FractionalMaxPoolNd<2> {
  static {
    markLayer(FractionalMaxPool2d, false);
  }

  /** Throws ArgumentError unless exactly one of `outputSize` and `outputRatio` is given. */
  constructor(kernelSize: Size2, ...rest: FractionalMaxPoolArguments<2>) {
    super(FRACTIONAL_2D, 2, kernelSize, rest);
  }

  protected override pool(input: Tensor): PoolWithIndices {
    return fractionalMaxPool2dWithIndices(input, this.kernel_size, this.placed);
  }
}

/** Largest value of pseudo-randomly placed windows: (N, C, D, H, W) -> (N, C, D', H', W'). */
export class FractionalMaxPool3d extends FractionalMaxPoolNd<3> {
  static {
    markLayer(FractionalMaxPool3d, false);
  }

  /** Throws ArgumentError unless exactly one of `outputSize` and `outputRatio` is given. */
  constructor(kernelSize: Size3, ...rest: FractionalMaxPoolArguments<3>) {
    super(FRACTIONAL_3D, 3, kernelSize, rest);
  }

  protected override pool(input: Tensor): PoolWithIndices {
    return fractionalMaxPool3dWithIndices(input, this.kernel_size, this.placed);
  }
}

/** What may follow the window of a power pooling. */
export type LpPoolArguments<D extends Dims> = Rest<
  LpPoolOptions<Size<D>>,
  [stride: Size<D> | null, ceilMode: boolean]
>;

function lpTakes<D extends Dims>(name: string, dims: D): Signature<LpPoolOptions<Size<D>>> {
  return signature<LpPoolOptions<Size<D>>>(name, {
    takes: { normType: number },
    options: { stride: nullable(SIZES[dims]) as never, ceilMode: boolean },
    positional: ["stride", "ceilMode"],
  });
}

/** The root of the sum of each window's elements to a power. */
abstract class LpPoolNd<D extends Dims> extends Module {
  readonly norm_type: number;
  readonly kernel_size: Size<D>;
  readonly stride: Size<D> | null;
  readonly ceil_mode: boolean;

  protected constructor(
    takes: Signature<LpPoolOptions<Size<D>>>,
    dims: D,
    normType: number,
    kernelSize: Size<D>,
    rest: readonly unknown[],
  ) {
    const { stride = null, ceilMode = false } = takes.read(rest);
    takes.check(normType);
    super();
    if (normType === 0) throw takes.error("normType must not be 0: there is no root of that degree.");
    sizes(takes.name, "kernelSize", kernelSize, dims, 1);
    if (stride !== null) sizes(takes.name, "stride", stride, dims, 1);
    this.norm_type = normType;
    this.kernel_size = kernelSize;
    this.stride = stride;
    this.ceil_mode = ceilMode;
  }

  override extraRepr(): string {
    return (
      `norm_type=${repr(this.norm_type)}, kernel_size=${repr(this.kernel_size)}, stride=${repr(this.stride)}, ` +
      `ceil_mode=${repr(this.ceil_mode)}`
    );
  }
}

const LP_1D = lpTakes("nn.LPPool1d", 1);
const LP_2D = lpTakes("nn.LPPool2d", 2);
const LP_3D = lpTakes("nn.LPPool3d", 3);

/** Root of the sum of each window's elements to the power `normType`: (N, C, L) -> (N, C, L'). */
export class LPPool1d extends LpPoolNd<1> {
  static {
    markLayer(LPPool1d);
  }

  constructor(normType: number, kernelSize: Size1, ...rest: LpPoolArguments<1>) {
    super(LP_1D, 1, normType, kernelSize, rest);
  }

  override forward(input: Tensor): Tensor {
    return lpPool1d(input, this.norm_type, this.kernel_size, this.stride, this.ceil_mode);
  }
}

/** Root of the sum of each window's elements to the power `normType`: (N, C, H, W) -> (N, C, H', W'). */
export class LPPool2d extends LpPoolNd<2> {
  static {
    markLayer(LPPool2d);
  }

  constructor(normType: number, kernelSize: Size2, ...rest: LpPoolArguments<2>) {
    super(LP_2D, 2, normType, kernelSize, rest);
  }

  override forward(input: Tensor): Tensor {
    return lpPool2d(input, this.norm_type, this.kernel_size, this.stride, this.ceil_mode);
  }
}

/** Root of the sum of each window's elements to the power `normType`: (N, C, D, H, W) -> (N, C, D', H', W'). */
export class LPPool3d extends LpPoolNd<3> {
  static {
    markLayer(LPPool3d);
  }

  constructor(normType: number, kernelSize: Size3, ...rest: LpPoolArguments<3>) {
    super(LP_3D, 3, normType, kernelSize, rest);
  }

  override forward(input: Tensor): Tensor {
    return lpPool3d(input, this.norm_type, this.kernel_size, this.stride, this.ceil_mode);
  }
}
