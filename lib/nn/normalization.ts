/** Normalisation within one example: LayerNorm, GroupNorm, RMSNorm, LocalResponseNorm. */
import { boolean, noMore, nullable, number, type Rest, signature } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { ones, type Tensor, torch, zeros } from "../tensor/index.ts";
import { markLayer } from "./call.ts";
import { checkInteger, factoryKinds } from "./checks.ts";
import { type LocalResponseNormOptions, localResponseNorm } from "./functional/normalization.ts";
import { ones_, zeros_ } from "./init.ts";
import type { FactoryOptions } from "./linear.ts";
import { Module } from "./module.ts";
import { Parameter } from "./parameter.ts";
import { repr, reprFloat } from "./repr.ts";

/** Options of `LayerNorm`. */
export interface LayerNormOptions extends FactoryOptions {
  eps?: number;
  /** Learn a scale and a shift for each element. */
  elementwiseAffine?: boolean;
  /** Learn the shift too. */
  bias?: boolean;
}

const LAYER_NORM = signature<LayerNormOptions>("nn.LayerNorm", {
  options: { eps: number, elementwiseAffine: boolean, bias: boolean, ...factoryKinds },
  positional: ["eps", "elementwiseAffine", "bias"],
});

/** Normalises over the last dimensions: Ba et al. 2016, https://arxiv.org/abs/1607.06450. */
export class LayerNorm extends Module {
  readonly normalized_shape: number[];
  eps: number;
  readonly elementwise_affine: boolean;
  weight: Parameter | null;
  bias: Parameter | null;

  static {
    markLayer(LayerNorm);
  }

  /** `normalizedShape` is the shape of the dimensions normalised over; a number is the last one. */
  constructor(
    normalizedShape: number | readonly number[],
    ...rest: Rest<LayerNormOptions, [eps: number, elementwiseAffine: boolean, bias: boolean]>
  ) {
    const { eps = 1e-5, elementwiseAffine = true, bias = true, device, dtype } = LAYER_NORM.read(rest);
    super();
    const shape = checkShape("nn.LayerNorm", normalizedShape);
    this.normalized_shape = shape;
    this.eps = eps;
    this.elementwise_affine = elementwiseAffine;
    this.weight = elementwiseAffine ? new Parameter(ones(shape, { device, dtype })) : null;
    this.bias = elementwiseAffine && bias ? new Parameter(zeros(shape, { device, dtype })) : null;
  }

  /** Sets scale 1 and shift 0. */
  resetParameters(...rest: []): void {
    noMore(`nn.${this.constructor.name}.resetParameters`, rest);
    if (this.weight !== null) ones_(this.weight);
    if (this.bias !== null) zeros_(this.bias);
  }

  override forward(input: Tensor): Tensor {
    return torch.layerNorm(input, this.normalized_shape, this.weight, this.bias, this.eps);
  }

  override extraRepr(): string {
    const { normalized_shape, elementwise_affine } = this;
    return (
      `${repr(normalized_shape)}, eps=${reprFloat(this.eps)}, elementwise_affine=${repr(elementwise_affine)}, ` +
      `bias=${repr(this.bias !== null)}`
    );
  }
}

/** The shape of the dimensions normalised over, as a list. */
function checkShape(operation: string, normalizedShape: number | readonly number[]): number[] {
  const shape = Array.isArray(normalizedShape) ? [...normalizedShape] : [normalizedShape];
  for (const size of shape) checkInteger(operation, "normalizedShape", size, 0);
  if (shape.length > 0) return shape;
  throw new ArgumentError(`${operation}: normalizedShape must have at least one dimension.`, { operation });
}

/** Options of `RMSNorm`. */
export interface RmsNormLayerOptions extends FactoryOptions {
  /** Added to the mean square; null is the least step of the input's dtype above one. */
  eps?: number | null;
  /** Learn a scale for each element. */
  elementwiseAffine?: boolean;
}

const RMS_NORM = signature<RmsNormLayerOptions>("nn.RMSNorm", {
  options: { eps: nullable(number), elementwiseAffine: boolean, ...factoryKinds },
  positional: ["eps", "elementwiseAffine"],
});

/** Divides by the root mean square over the last dimensions: Zhang and Sennrich 2019, https://arxiv.org/abs/1910.07467. */
export class RMSNorm extends Module {
  readonly normalized_shape: number[];
  eps: number | null;
  readonly elementwise_affine: boolean;
  weight: Parameter | null;

  static {
    markLayer(RMSNorm);
  }

  /** `normalizedShape` is the shape of the dimensions normalised over; a number is the last one. */
  constructor(
    normalizedShape: number | readonly number[],
    ...rest: Rest<RmsNormLayerOptions, [eps: number | null, elementwiseAffine: boolean]>
  ) {
    const { eps = null, elementwiseAffine = true, device, dtype } = RMS_NORM.read(rest);
    super();
    const shape = checkShape("nn.RMSNorm", normalizedShape);
    this.normalized_shape = shape;
    this.eps = eps;
    this.elementwise_affine = elementwiseAffine;
    this.weight = elementwiseAffine ? new Parameter(ones(shape, { device, dtype })) : null;
  }

  /** Sets scale 1. */
  resetParameters(...rest: []): void {
    noMore("nn.RMSNorm.resetParameters", rest);
    if (this.weight !== null) ones_(this.weight);
  }

  override forward(input: Tensor): Tensor {
    return torch.rmsNorm(input, this.normalized_shape, this.weight, this.eps);
  }

  override extraRepr(): string {
    const { normalized_shape, eps, elementwise_affine } = this;
    const added = eps === null ? "None" : reprFloat(eps);
    return `${repr(normalized_shape)}, eps=${added}, elementwise_affine=${repr(elementwise_affine)}`;
  }
}

/** Options of `GroupNorm`. */
export interface GroupNormOptions extends FactoryOptions {
  eps?: number;
  /** Learn a scale and a shift for each channel. */
  affine?: boolean;
  /** Learn the shift too. */
  bias?: boolean;
}

const GROUP_NORM = signature<GroupNormOptions>("nn.GroupNorm", {
  options: { eps: number, affine: boolean, bias: boolean, ...factoryKinds },
  positional: ["eps", "affine"],
});

/** Normalises groups of channels of (N, C, ...): Wu and He 2018, https://arxiv.org/abs/1803.08494. */
export class GroupNorm extends Module {
  readonly num_groups: number;
  readonly num_channels: number;
  eps: number;
  readonly affine: boolean;
  weight: Parameter | null;
  bias: Parameter | null;

  static {
    markLayer(GroupNorm);
  }

  /** Throws ArgumentError unless the groups divide the channels. */
  constructor(
    numGroups: number,
    numChannels: number,
    ...rest: Rest<GroupNormOptions, [eps: number, affine: boolean]>
  ) {
    const { eps = 1e-5, affine = true, bias = true, device, dtype } = GROUP_NORM.read(rest);
    super();
    checkInteger("nn.GroupNorm", "numGroups", numGroups, 1);
    checkInteger("nn.GroupNorm", "numChannels", numChannels, 0);
    if (numChannels % numGroups !== 0) {
      throw new ArgumentError(
        `nn.GroupNorm: numChannels (${numChannels}) must be divisible by numGroups (${numGroups}).`,
      );
    }
    this.num_groups = numGroups;
    this.num_channels = numChannels;
    this.eps = eps;
    this.affine = affine;
    this.weight = affine ? new Parameter(ones([numChannels], { device, dtype })) : null;
    this.bias = affine && bias ? new Parameter(zeros([numChannels], { device, dtype })) : null;
  }

  /** Sets scale 1 and shift 0. */
  resetParameters(...rest: []): void {
    noMore(`nn.${this.constructor.name}.resetParameters`, rest);
    if (this.weight !== null) ones_(this.weight);
    if (this.bias !== null) zeros_(this.bias);
  }

  override forward(input: Tensor): Tensor {
    return torch.groupNorm(input, this.num_groups, this.weight, this.bias, this.eps);
  }

  override extraRepr(): string {
    return (
      `${this.num_groups}, ${this.num_channels}, eps=${reprFloat(this.eps)}, affine=${repr(this.affine)}, ` +
      `bias=${repr(this.bias !== null)}`
    );
  }
}

const LOCAL_RESPONSE_NORM = signature<LocalResponseNormOptions>("nn.LocalResponseNorm", {
  options: { alpha: number, beta: number, k: number },
  positional: ["alpha", "beta", "k"],
});

/**
 * Divides each element of (N, C, ...) by the squares of `size` neighbouring channels: Krizhevsky et al. 2012,
 * https://papers.nips.cc/paper/4824.
 */
export class LocalResponseNorm extends Module {
  readonly size: number;
  readonly alpha: number;
  readonly beta: number;
  readonly k: number;

  static {
    markLayer(LocalResponseNorm);
  }

  constructor(
    size: number,
    ...rest: Rest<LocalResponseNormOptions, [alpha: number, beta: number, k: number]>
  ) {
    const { alpha = 1e-4, beta = 0.75, k = 1 } = LOCAL_RESPONSE_NORM.read(rest);
    super();
    checkInteger("nn.LocalResponseNorm", "size", size, 1);
    this.size = size;
    this.alpha = alpha;
    this.beta = beta;
    this.k = k;
  }

  override forward(input: Tensor): Tensor {
    return localResponseNorm(input, this.size, this.alpha, this.beta, this.k);
  }

  override extraRepr(): string {
    const { size, alpha, beta, k } = this;
    return `${size}, alpha=${reprFloat(alpha)}, beta=${reprFloat(beta)}, k=${reprFloat(k)}`;
  }
}
