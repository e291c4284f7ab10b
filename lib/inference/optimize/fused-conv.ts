/**
 * A convolution whose weights are packed once for the processor, with bias, normalisation, sum and activation in it:
 * oneDNN's, reached through libtorch's `mkldnn::` operators, or Winograd's where that is cheaper.
 *
 * On the CPU only. Whether a convolution and an activation can be one is asked of `canFuse` and `fusedActivation`.
 */

import { ArgumentError, DeviceError, ShapeError } from "../../native/errors.ts";
import * as nn from "../../nn/index.ts";
import { type DType, keep, noGrad, ops, scope, type Tensor, zeros } from "../../tensor/index.ts";
import { fold } from "./fold.ts";
import { tileFor, Winograd } from "./winograd.ts";
import type { Tile } from "./winograd-matrices.ts";

const POINTWISE = "mkldnn::_convolution_pointwise";
/** Shapes of inputs whose packed weights are kept: those of full batches and of the last one. */
const SHAPES_KEPT = 2;
const REORDER = "mkldnn::_reorder_convolution_weight";

/** An activation in oneDNN's words. */
export interface FusedActivation {
  name: string;
  scalars: readonly number[];
  algorithm: string;
  /** The module, where the operator does not do it. It may write over its input. */
  module: nn.TensorModule;
}

/** The activation as oneDNN has it, null where it has none. */
export function fusedActivation(module: nn.Module | undefined): FusedActivation | null {
  const as = (
    name: string,
    own: nn.TensorModule,
    scalars: number[] = [],
    algorithm = "",
  ): FusedActivation => ({
    name,
    scalars,
    algorithm,
    module: own,
  });
  switch (module?.constructor) {
    case nn.ReLU:
      return as("relu", new nn.ReLU({ inplace: true }));
    case nn.ReLU6:
      return as("hardtanh", new nn.ReLU6({ inplace: true }), [0, 6]);
    case nn.SiLU:
      return as("swish", new nn.SiLU({ inplace: true }));
    case nn.Hardswish:
      return as("hardswish", new nn.Hardswish({ inplace: true }));
    case nn.Hardsigmoid:
      return as("hardsigmoid", new nn.Hardsigmoid({ inplace: true }));
    case nn.Sigmoid:
      return as("sigmoid", new nn.Sigmoid());
    case nn.Tanh:
      return as("tanh", new nn.Tanh());
    case nn.LeakyReLU: {
      const slope = (module as nn.LeakyReLU).negative_slope;
      return as("leaky_relu", new nn.LeakyReLU({ negativeSlope: slope, inplace: true }), [slope]);
    }
    case nn.GELU: {
      const { approximate } = module as nn.GELU;
      return as("gelu", new nn.GELU({ approximate }), [], approximate);
    }
    default:
      return null;
  }
}

const packs = new Map<DType, boolean>();

/** Whether this libtorch packs convolutions of a dtype for this processor. */
function canPack(dtype: DType): boolean {
  let can = packs.get(dtype);
  if (can !== undefined) return can;
  can = false;
  if (["float32", "bfloat16", "float16"].includes(dtype)) {
    try {
      noGrad(() =>
        scope(() => {
          const x = zeros([1, 1, 1, 1], { dtype });
          const steps = [[0, 0], [1, 1], [1, 1], 1] as const;
          const packed = ops.unsafe<Tensor>(REORDER, x, ...steps, [1, 1, 1, 1]);
          ops.unsafe(POINTWISE, x, packed, null, ...steps, "none", [], "");
        }),
      );
      can = true;
    } catch {
      // Built without oneDNN, or a processor without the dtype: convolutions stay libtorch's own.
    }
  }
  packs.set(dtype, can);
  return can;
}

/** Whether the convolution can be a {@link FusedConv2d}: plain, on the CPU, of a dtype that oneDNN packs here. */
export function canFuse(module: nn.Module | undefined, dtype: DType | null): module is nn.Conv2d {
  if (module?.constructor !== nn.Conv2d) return false;
  const conv = module as nn.Conv2d;
  return (
    conv.padding_mode === "zeros" &&
    numericPadding(conv) !== null &&
    conv.weight.device === "cpu" &&
    conv.out_channels > 0 &&
    conv.in_channels > 0 &&
    canPack(dtype ?? conv.weight.dtype)
  );
}

/** Null where "same" pads one side more than the other. */
function numericPadding({ padding, kernel_size, dilation }: nn.Conv2d): [number, number] | null {
  if (padding === "valid") return [0, 0];
  if (padding !== "same") return padding;
  const total = [0, 1].map((d) => (dilation[d] as number) * ((kernel_size[d] as number) - 1));
  const [down = 0, across = 0] = total;
  return down % 2 === 0 && across % 2 === 0 ? [down / 2, across / 2] : null;
}

/** What a convolution is fused of. */
export interface FusedParts {
  conv: nn.Conv2d;
  norm: nn.BatchNorm2d | null;
  activation: FusedActivation | null;
  /** Null for the convolution's own. */
  dtype: DType | null;
  /** The tiles with which it may compute by Winograd's method; empty for not at all. */
  tiles: readonly Tile[];
}

/**
 * Convolution, normalisation, activation: (N, C, H, W) -> (N, out, H', W') in channels-last order, also without N.
 *
 * How it computes is decided and its weights are packed at the first call with inputs of a shape; it keeps what it
 * packed for the last shapes. For inference only: no gradient flows through it, and `train()` throws.
 */
export class FusedConv2d extends nn.Module {
  readonly in_channels: number;
  readonly out_channels: number;
  readonly kernel_size: readonly [number, number];
  readonly #steps: readonly [number[], number[], number[], number];
  readonly #activation: FusedActivation | null;
  readonly #dtype: DType;
  readonly #tiles: readonly Tile[];
  readonly #weight: Tensor;
  readonly #bias: Tensor;
  /** By the input's shape, the one used last at the end. */
  readonly #packed = new Map<string, Tensor | Winograd>();
  #last = "";

  static {
    nn.markLeaf(FusedConv2d);
  }

  constructor({ conv, norm, activation, dtype, tiles }: FusedParts) {
    super();
    this.training = false;
    const { in_channels, out_channels, kernel_size, stride, dilation, groups } = conv;
    this.in_channels = in_channels;
    this.out_channels = out_channels;
    this.kernel_size = kernel_size;
    this.#steps = [[...(numericPadding(conv) as [number, number])], [...stride], [...dilation], groups]; // canFuse saw it
    this.#activation = activation;
    this.#dtype = dtype ?? conv.weight.dtype;
    const isPlain3x3 =
      kernel_size.every((k) => k === 3) && [...stride, ...dilation, groups].every((s) => s === 1);
    this.#tiles = isPlain3x3 && this.#dtype === "float32" ? tiles : [];
    const { weight, bias } = fold(conv, norm, 0, this.#dtype);
    this.#weight = weight;
    this.#bias = bias;
  }

  override forward(input: Tensor): Tensor {
    return this.#run(input, null, false);
  }

  /** As `forward`, with `other`, of the result's shape, added before the activation; `overwrite` lets it write there. */
  forwardAdd(input: Tensor, other: Tensor, overwrite: boolean): Tensor {
    return this.#run(input, other, overwrite);
  }

  override train(mode = true): this {
    if (mode) throw notForTraining();
    return this;
  }

  #run(input: Tensor, other: Tensor | null, overwrite: boolean): Tensor {
    const [height, width] = this.#outputSize(input);
    if (input.ndim === 3 || input.shape[0] === 0) return this.#unusual(input, other, height, width);
    const packed = this.#packedFor(input, height, width);
    const activation = this.#activation;
    if (packed instanceof Winograd) {
      if (other === null)
        return packed.run(input, activation === null ? null : (x) => activation.module.forward(x));
      const sum = packed.run(input, null).add_(other);
      return activation === null ? sum : activation.module.forward(sum);
    }
    const { name, scalars, algorithm } = activation ?? { name: "none", scalars: [], algorithm: "" };
    if (other === null) {
      return ops.unsafe<Tensor>(
        POINTWISE,
        input,
        packed,
        this.#bias,
        ...this.#steps,
        name,
        scalars,
        algorithm,
      );
    }
    const unary = activation === null ? [null, [], null] : [name, scalars, algorithm];
    if (overwrite) {
      const rest = [input, packed, this.#bias, ...this.#steps, "add", 1, ...unary];
      return ops.unsafe<Tensor>(`${POINTWISE}_.binary`, other, ...rest);
    }
    const rest = [packed, this.#bias, ...this.#steps, "add", 1, ...unary];
    return ops.unsafe<Tensor>(`${POINTWISE}.binary`, input, other, ...rest);
  }

  /** Checked here because the packed operators trust their arguments. */
  #outputSize(input: Tensor): [number, number] {
    const { shape, dtype, device } = input;
    const operation = "FusedConv2d";
    if (device !== "cpu" || dtype !== this.#dtype) {
      throw new DeviceError(
        `${operation}: packed for ${this.#dtype} on the CPU, got a tensor of ${dtype} on ${device}; optimise the ` +
          "network again after moving it, or move the input",
        { operation },
      );
    }
    const [padding, stride, dilation] = this.#steps;
    const size = [0, 1].map((d) => {
      const edge = shape[shape.length - 2 + d] ?? 0;
      const window = (dilation[d] as number) * ((this.kernel_size[d] as number) - 1) + 1;
      return Math.floor((edge + 2 * (padding[d] as number) - window) / (stride[d] as number)) + 1;
    });
    const [height = 0, width = 0] = size;
    const fits = shape.length === 3 || shape.length === 4;
    if (!fits || shape.at(-3) !== this.in_channels || height < 1 || width < 1) {
      throw new ShapeError(
        `${operation}: expected an input (N, ${this.in_channels}, H, W) that the ${this.kernel_size.join("x")} kernel ` +
          `fits into, got [${shape}]`,
        { operation },
      );
    }
    return [height, width];
  }

  #unusual(input: Tensor, other: Tensor | null, height: number, width: number): Tensor {
    if (input.ndim === 4) return zeros([0, this.out_channels, height, width], { dtype: this.#dtype });
    return scope(() => this.#run(input.unsqueeze(0), other?.unsqueeze(0) ?? null, false).squeeze(0));
  }

  /** oneDNN orders weights by the input's sizes; of another size they would be put in order again at each call. */
  #packedFor(input: Tensor, height: number, width: number): Tensor | Winograd {
    const key = input.shape.join("x");
    const known = this.#packed.get(key);
    if (known !== undefined && this.#last === key) return known;
    const packed = known ?? noGrad(() => this.#pack(input, height, width));
    this.#packed.delete(key);
    this.#packed.set(key, packed);
    this.#last = key;
    const [oldest] = this.#packed;
    if (this.#packed.size <= SHAPES_KEPT || oldest === undefined) return packed;
    this.#packed.delete(oldest[0]);
    oldest[1].dispose();
    return packed;
  }

  #pack(input: Tensor, height: number, width: number): Tensor | Winograd {
    const [images = 1, inputs = 1] = input.shape;
    const sizes = { images, inputs, outputs: this.out_channels, height, width };
    const tile = tileFor(sizes, this.#tiles);
    const [padding] = this.#steps;
    if (tile !== null) return new Winograd(tile, this.#weight, this.#bias, padding as [number, number]);
    return keep(ops.unsafe<Tensor>(REORDER, this.#weight, ...this.#steps, [...input.shape]));
  }

  override extraRepr(): string {
    const [padding, stride] = this.#steps;
    const { in_channels, out_channels, kernel_size } = this;
    const packed = this.#packed.get(this.#last);
    const how = packed instanceof Winograd ? `, winograd=${packed.tile}` : "";
    const activation = this.#activation === null ? "" : `, ${this.#activation.name}`;
    return `${in_channels}, ${out_channels}, kernel_size=${kernel_size}, stride=${stride}, padding=${padding}${activation}${how}`;
  }
}

/** What `train()` on any part of an optimised network throws. */
export function notForTraining(): ArgumentError {
  return new ArgumentError(
    "optimizeForInference: an optimised network cannot be trained: normalisation is folded into its weights. Train the " +
      "network it was made of and optimise that again.",
    { operation: "optimizeForInference" },
  );
}
