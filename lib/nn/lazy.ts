/**
 * Lazy layers: the layers that find out from their first input how many channels it has. They become the layer itself
 * then, parameters drawn as the layer draws them; before, what has no shape yet is an `UninitializedParameter`.
 *
 * Give a network with lazy layers one input before its parameters are given to an optimizer or counted.
 */
import { boolean, type Rest, signature } from "../edge/index.ts";
import { ShapeError } from "../native/errors.ts";
import type { Tensor } from "../tensor/index.ts";
import { BatchNorm1d, BatchNorm2d, BatchNorm3d } from "./batchnorm.ts";
import { factoryKinds } from "./checks.ts";
import {
  Conv1d,
  Conv2d,
  Conv3d,
  type ConvArguments,
  ConvTranspose1d,
  ConvTranspose2d,
  ConvTranspose3d,
  type ConvTransposeArguments,
  checkDivisible,
  convTakes,
  convTransposeTakes,
  weightShape,
} from "./conv.ts";
import { constant_, kaimingUniform_ } from "./init.ts";
import { InstanceNorm1d, InstanceNorm2d, InstanceNorm3d } from "./instancenorm.ts";
import { type FactoryOptions, Linear, type LinearOptions, resetBias } from "./linear.ts";
import type { Module } from "./module.ts";
import { type NormArguments, type NormBase, type NormOptions, normTakes } from "./norm-base.ts";
import type { Size1, Size2, Size3 } from "./sizes.ts";
import { isLazy, UninitializedBuffer, UninitializedParameter } from "./uninitialized.ts";

/** Calls `initialize` with the first input, and makes the module one of `become`. */
function lazily(module: Module, become: { prototype: object }, initialize: (input: Tensor) => void): void {
  const handle = module.registerForwardPreHook((_module, args) => {
    initialize(args[0] as unknown as Tensor); // a layer's first argument is a tensor: its forward checks that
    handle.remove();
    Object.setPrototypeOf(module, become.prototype);
  });
}

type AnyConv = Conv1d | Conv2d | Conv3d | ConvTranspose1d | ConvTranspose2d | ConvTranspose3d;

function lazyConv(
  layer: AnyConv,
  become: { prototype: object },
  { bias = true, device, dtype }: FactoryOptions & { bias?: boolean },
  transposed: boolean,
): void {
  layer.weight = new UninitializedParameter({ device, dtype });
  if (bias) layer.bias = new UninitializedParameter({ device, dtype });
  lazily(layer, become, (input) => {
    const operation = `nn.${layer.constructor.name}`;
    const dims = layer.kernel_size.length;
    const channels = channelsOf(operation, input, [dims + 1, dims + 2], -dims - 1);
    checkDivisible(operation, "inChannels", channels, layer.groups);
    (layer as { in_channels: number }).in_channels = channels;
    const { weight, bias, out_channels } = layer;
    if (isLazy(weight)) {
      weight.materialize(weightShape(channels, out_channels, layer, transposed));
      kaimingUniform_(weight, { a: Math.sqrt(5) });
    }
    if (bias !== null && isLazy(bias)) {
      bias.materialize([out_channels]);
      resetBias(bias, weight);
    }
  });
}

/** The number of channels of an input that has one of some numbers of dimensions. */
function channelsOf(operation: string, input: Tensor, ndims: readonly number[], at: number): number {
  const { shape } = input;
  const channels = shape.at(at);
  if (ndims.includes(shape.length) && channels !== undefined) return channels;
  throw new ShapeError(
    `${operation}: expected an input of ${ndims.join(" or ")} dimensions, got [${shape}].`,
    {
      operation,
    },
  );
}

const LAZY_CONV_1D = convTakes("nn.LazyConv1d", 1);

/** `Conv1d` whose input channels are those of its first input (N, C, L), also without N. */
export class LazyConv1d extends Conv1d {
  constructor(outChannels: number, kernelSize: Size1, ...rest: ConvArguments<1>) {
    const options = LAZY_CONV_1D.read(rest);
    super(0, outChannels, kernelSize, { ...options, bias: false });
    lazyConv(this, Conv1d, options, false);
  }
}

const LAZY_CONV_2D = convTakes("nn.LazyConv2d", 2);

/** `Conv2d` whose input channels are those of its first input (N, C, H, W), also without N. */
export class LazyConv2d extends Conv2d {
  constructor(outChannels: number, kernelSize: Size2, ...rest: ConvArguments<2>) {
    const options = LAZY_CONV_2D.read(rest);
    super(0, outChannels, kernelSize, { ...options, bias: false });
    lazyConv(this, Conv2d, options, false);
  }
}

const LAZY_CONV_3D = convTakes("nn.LazyConv3d", 3);

/** `Conv3d` whose input channels are those of its first input (N, C, D, H, W), also without N. */
export class LazyConv3d extends Conv3d {
  constructor(outChannels: number, kernelSize: Size3, ...rest: ConvArguments<3>) {
    const options = LAZY_CONV_3D.read(rest);
    super(0, outChannels, kernelSize, { ...options, bias: false });
    lazyConv(this, Conv3d, options, false);
  }
}

const LAZY_TRANSPOSE_1D = convTransposeTakes("nn.LazyConvTranspose1d", 1);

/** `ConvTranspose1d` whose input channels are those of its first input (N, C, L), also without N. */
export class LazyConvTranspose1d extends ConvTranspose1d {
  constructor(outChannels: number, kernelSize: Size1, ...rest: ConvTransposeArguments<1>) {
    const options = LAZY_TRANSPOSE_1D.read(rest);
    super(0, outChannels, kernelSize, { ...options, bias: false });
    lazyConv(this, ConvTranspose1d, options, true);
  }
}

const LAZY_TRANSPOSE_2D = convTransposeTakes("nn.LazyConvTranspose2d", 2);

/** `ConvTranspose2d` whose input channels are those of its first input (N, C, H, W), also without N. */
export class LazyConvTranspose2d extends ConvTranspose2d {
  constructor(outChannels: number, kernelSize: Size2, ...rest: ConvTransposeArguments<2>) {
    const options = LAZY_TRANSPOSE_2D.read(rest);
    super(0, outChannels, kernelSize, { ...options, bias: false });
    lazyConv(this, ConvTranspose2d, options, true);
  }
}

const LAZY_TRANSPOSE_3D = convTransposeTakes("nn.LazyConvTranspose3d", 3);

/** `ConvTranspose3d` whose input channels are those of its first input (N, C, D, H, W), also without N. */
export class LazyConvTranspose3d extends ConvTranspose3d {
  constructor(outChannels: number, kernelSize: Size3, ...rest: ConvTransposeArguments<3>) {
    const options = LAZY_TRANSPOSE_3D.read(rest);
    super(0, outChannels, kernelSize, { ...options, bias: false });
    lazyConv(this, ConvTranspose3d, options, true);
  }
}

const LAZY_LINEAR = signature<LinearOptions>("nn.LazyLinear", {
  options: { bias: boolean, ...factoryKinds },
  positional: ["bias"],
});

/** `Linear` whose input features are the last dimension of its first input. */
export class LazyLinear extends Linear {
  constructor(outFeatures: number, ...rest: Rest<LinearOptions, [bias: boolean]>) {
    const { bias = true, ...factory } = LAZY_LINEAR.read(rest);
    super(0, outFeatures, { ...factory, bias: false });
    this.weight = new UninitializedParameter(factory);
    if (bias) this.bias = new UninitializedParameter(factory);
    lazily(this, Linear, (input) => {
      const features = input.shape.at(-1);
      if (features === undefined) {
        throw new ShapeError("nn.LazyLinear: expected (..., in), got a tensor without dimensions.", {
          operation: "nn.LazyLinear",
        });
      }
      (this as { in_features: number }).in_features = features;
      const { weight, bias } = this;
      if (isLazy(weight)) {
        weight.materialize([this.out_features, features]);
        kaimingUniform_(weight, { a: Math.sqrt(5) });
      }
      if (bias !== null && isLazy(bias)) {
        bias.materialize([this.out_features]);
        resetBias(bias, weight);
      }
    });
  }
}

/** PyTorch's lazy normalisations learn and track unless told otherwise, instance normalisations too. */
function lazyNormOptions(options: NormOptions): NormOptions {
  return { ...options, affine: options.affine ?? true, trackRunningStats: options.trackRunningStats ?? true };
}

/** `ndims` are the numbers of dimensions of inputs with and without N; only the first where there must be one. */
function lazyNorm(
  layer: NormBase,
  become: { prototype: object },
  { device, dtype }: FactoryOptions,
  ndims: readonly number[],
  unbatched?: number,
): void {
  const factory = { device, dtype };
  if (layer.weight !== null) layer.weight = new UninitializedParameter(factory);
  if (layer.bias !== null) layer.bias = new UninitializedParameter(factory);
  if (layer.running_mean !== null) layer.running_mean = new UninitializedBuffer(factory);
  if (layer.running_var !== null) layer.running_var = new UninitializedBuffer(factory);
  lazily(layer, become, (input) => {
    const at = input.ndim === unbatched ? 0 : 1;
    const channels = channelsOf(`nn.${layer.constructor.name}`, input, ndims, at);
    (layer as { num_features: number }).num_features = channels;
    const { weight, bias, running_mean, running_var } = layer;
    for (const one of [weight, running_var]) if (one !== null && isLazy(one)) filled(one, channels, 1);
    for (const one of [bias, running_mean]) if (one !== null && isLazy(one)) filled(one, channels, 0);
  });
}

function filled(tensor: UninitializedParameter | UninitializedBuffer, channels: number, value: number): void {
  tensor.materialize([channels]);
  constant_(tensor, value);
}

const LAZY_BATCH_NORM_1D = normTakes("nn.LazyBatchNorm1d");

/** `BatchNorm1d` whose channels are those of its first input (N, C) or (N, C, L). */
export class LazyBatchNorm1d extends BatchNorm1d {
  constructor(...rest: NormArguments) {
    const options = lazyNormOptions(LAZY_BATCH_NORM_1D.read(rest));
    super(0, options);
    lazyNorm(this, BatchNorm1d, options, [2, 3]);
  }
}

const LAZY_BATCH_NORM_2D = normTakes("nn.LazyBatchNorm2d");

/** `BatchNorm2d` whose channels are those of its first input (N, C, H, W). */
export class LazyBatchNorm2d extends BatchNorm2d {
  constructor(...rest: NormArguments) {
    const options = lazyNormOptions(LAZY_BATCH_NORM_2D.read(rest));
    super(0, options);
    lazyNorm(this, BatchNorm2d, options, [4]);
  }
}

const LAZY_BATCH_NORM_3D = normTakes("nn.LazyBatchNorm3d");

/** `BatchNorm3d` whose channels are those of its first input (N, C, D, H, W). */
export class LazyBatchNorm3d extends BatchNorm3d {
  constructor(...rest: NormArguments) {
    const options = lazyNormOptions(LAZY_BATCH_NORM_3D.read(rest));
    super(0, options);
    lazyNorm(this, BatchNorm3d, options, [5]);
  }
}

const LAZY_INSTANCE_NORM_1D = normTakes("nn.LazyInstanceNorm1d");

/** `InstanceNorm1d` whose channels are those of its first input (N, C, L), also without N; it learns unless told otherwise. */
export class LazyInstanceNorm1d extends InstanceNorm1d {
  constructor(...rest: NormArguments) {
    const options = lazyNormOptions(LAZY_INSTANCE_NORM_1D.read(rest));
    super(0, options);
    lazyNorm(this, InstanceNorm1d, options, [3, 2], 2);
  }
}

const LAZY_INSTANCE_NORM_2D = normTakes("nn.LazyInstanceNorm2d");

/** `InstanceNorm2d` whose channels are those of its first input (N, C, H, W), also without N; it learns unless told otherwise. */
export class LazyInstanceNorm2d extends InstanceNorm2d {
  constructor(...rest: NormArguments) {
    const options = lazyNormOptions(LAZY_INSTANCE_NORM_2D.read(rest));
    super(0, options);
    lazyNorm(this, InstanceNorm2d, options, [4, 3], 3);
  }
}

const LAZY_INSTANCE_NORM_3D = normTakes("nn.LazyInstanceNorm3d");

/** `InstanceNorm3d` whose channels are those of its first input (N, C, D, H, W), also without N; it learns unless told otherwise. */
export class LazyInstanceNorm3d extends InstanceNorm3d {
  constructor(...rest: NormArguments) {
    const options = lazyNormOptions(LAZY_INSTANCE_NORM_3D.read(rest));
    super(0, options);
    lazyNorm(this, InstanceNorm3d, options, [5, 4], 4);
  }
}
