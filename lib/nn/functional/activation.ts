/** Activation functions. */

import { boolean, integer, number, oneOf, type Rest, type Signature, signature } from "../../edge/index.ts";
import { dtypeKind } from "../../tensor/argument-kinds.ts";
import { type DType, type Probabilities, scope, type Tensor, torch } from "../../tensor/index.ts";
import type { GeluOptions, InplaceOptions, LeakyReluOptions } from "../activation.ts";
import { inputKind } from "../checks.ts";
import type { DimOptions } from "../softmax.ts";

type InplaceArguments = Rest<InplaceOptions, [inplace: boolean]>;

function inplaceTakes(name: string): Signature<InplaceOptions> {
  return signature(`nn.functional.${name}`, { options: { inplace: boolean }, positional: ["inplace"] });
}

function inputTakes(name: string): Signature<Record<never, never>> {
  return signature(`nn.functional.${name}`, { takes: inputKind });
}

const RELU = inplaceTakes("relu");
const RELU6 = inplaceTakes("relu6");
const SELU = inplaceTakes("selu");
const SILU = inplaceTakes("silu");
const MISH = inplaceTakes("mish");
const HARDSWISH = inplaceTakes("hardswish");
const HARDSIGMOID = inplaceTakes("hardsigmoid");
const THRESHOLD = inplaceTakes("threshold");
const SIGMOID = inputTakes("sigmoid");
const TANH = inputTakes("tanh");
const TANHSHRINK = inputTakes("tanhshrink");
const SOFTSIGN = inputTakes("softsign");

/** `max(0, x)` */
export function relu(input: Tensor, ...rest: InplaceArguments): Tensor {
  const { inplace = false } = RELU.read(rest);
  return inplace ? torch.relu_(input) : torch.relu(input);
}

/** `min(max(0, x), 6)` */
export function relu6(input: Tensor, ...rest: InplaceArguments): Tensor {
  const { inplace = false } = RELU6.read(rest);
  return inplace ? torch.hardtanh_(input, 0, 6) : torch.hardtanh(input, 0, 6);
}

const LEAKY_RELU = signature<LeakyReluOptions>("nn.functional.leakyRelu", {
  options: { negativeSlope: number, inplace: boolean },
  positional: ["negativeSlope", "inplace"],
});

/** `x` above zero, `negativeSlope * x` below. */
export function leakyRelu(
  input: Tensor,
  ...rest: Rest<LeakyReluOptions, [negativeSlope: number, inplace: boolean]>
): Tensor {
  const { negativeSlope = 0.01, inplace = false } = LEAKY_RELU.read(rest);
  return inplace ? torch.leakyRelu_(input, negativeSlope) : torch.leakyRelu(input, negativeSlope);
}

/** `x` above zero, a learnt slope times `x` below: one slope for all channels or one each. */
export const prelu = torch.prelu;

/** Options of `rrelu`. */
export interface RreluOptions extends InplaceOptions {
  lower?: number;
  upper?: number;
  /** Without training the slope is the mean of the two. */
  training?: boolean;
}

const RRELU = signature<RreluOptions>("nn.functional.rrelu", {
  options: { lower: number, upper: number, training: boolean, inplace: boolean },
  positional: ["lower", "upper", "training", "inplace"],
});

/** `x` above zero, a slope drawn between `lower` and `upper` times `x` below. */
export function rrelu(
  input: Tensor,
  ...rest: Rest<RreluOptions, [lower: number, upper: number, training: boolean, inplace: boolean]>
): Tensor {
  const { lower = 1 / 8, upper = 1 / 3, training = false, inplace = false } = RRELU.read(rest);
  return inplace ? torch.rrelu_(input, lower, upper, training) : torch.rrelu(input, lower, upper, training);
}

/** Options of `elu` and `celu`. */
export interface EluOptions extends InplaceOptions {
  alpha?: number;
}

type EluArguments = Rest<EluOptions, [alpha: number, inplace: boolean]>;

function eluTakes(name: string): Signature<EluOptions> {
  return signature<EluOptions>(`nn.functional.${name}`, {
    options: { alpha: number, inplace: boolean },
    positional: ["alpha", "inplace"],
  });
}

const ELU = eluTakes("elu");
const CELU = eluTakes("celu");

/** `x` above zero, `alpha * (exp(x) - 1)` below. */
export function elu(input: Tensor, ...rest: EluArguments): Tensor {
  const { alpha = 1, inplace = false } = ELU.read(rest);
  return inplace ? torch.elu_(input, alpha) : torch.elu(input, alpha);
}

/** ELU with the `alpha` and the scale that keep activations normalised: https://arxiv.org/abs/1706.02515. */
export function selu(input: Tensor, ...rest: InplaceArguments): Tensor {
  const { inplace = false } = SELU.read(rest);
  return inplace ? torch.selu_(input) : torch.selu(input);
}

/** `max(0, x) + min(0, alpha * (exp(x / alpha) - 1))` */
export function celu(input: Tensor, ...rest: EluArguments): Tensor {
  const { alpha = 1, inplace = false } = CELU.read(rest);
  return inplace ? torch.celu_(input, alpha) : torch.celu(input, alpha);
}

const GELU = signature<GeluOptions>("nn.functional.gelu", {
  options: { approximate: oneOf("none", "tanh") },
  positional: ["approximate"],
});

/** `x Phi(x)`, exact or by tanh. */
export function gelu(input: Tensor, ...rest: Rest<GeluOptions, [approximate: "none" | "tanh"]>): Tensor {
  const { approximate = "none" } = GELU.read(rest);
  return torch.gelu(input, { approximate });
}

/** `x sigmoid(x)` */
export function silu(input: Tensor, ...rest: InplaceArguments): Tensor {
  const { inplace = false } = SILU.read(rest);
  return inplace ? torch.silu_(input) : torch.silu(input);
}

/** `x tanh(softplus(x))` */
export function mish(input: Tensor, ...rest: InplaceArguments): Tensor {
  const { inplace = false } = MISH.read(rest);
  return inplace ? torch.mish_(input) : torch.mish(input);
}

/** `x min(max(0, x + 3), 6) / 6` */
export function hardswish(input: Tensor, ...rest: InplaceArguments): Tensor {
  const { inplace = false } = HARDSWISH.read(rest);
  return inplace ? torch.hardswish_(input) : torch.hardswish(input);
}

/** `min(max(0, x + 3), 6) / 6` */
export function hardsigmoid(input: Tensor, ...rest: InplaceArguments): Tensor {
  const { inplace = false } = HARDSIGMOID.read(rest);
  return inplace ? torch.hardsigmoid_(input) : torch.hardsigmoid(input);
}

/** Options of `hardtanh`. */
export interface HardtanhOptions extends InplaceOptions {
  minVal?: number;
  maxVal?: number;
}

const HARDTANH = signature<HardtanhOptions>("nn.functional.hardtanh", {
  options: { minVal: number, maxVal: number, inplace: boolean },
  positional: ["minVal", "maxVal", "inplace"],
});

/** Each element limited to between `minVal` and `maxVal`. Throws ArgumentError where the first is the larger. */
export function hardtanh(
  input: Tensor,
  ...rest: Rest<HardtanhOptions, [minVal: number, maxVal: number, inplace: boolean]>
): Tensor {
  const { minVal = -1, maxVal = 1, inplace = false } = HARDTANH.read(rest);
  if (minVal > maxVal) throw HARDTANH.error(`minVal (${minVal}) must not be above maxVal (${maxVal}).`);
  return inplace ? torch.hardtanh_(input, minVal, maxVal) : torch.hardtanh(input, minVal, maxVal);
}

/** `x` where it is above `threshold`, else `value`. */
export function threshold(
  input: Tensor,
  threshold: number,
  value: number,
  ...rest: InplaceArguments
): Tensor {
  const { inplace = false } = THRESHOLD.read(rest);
  return inplace ? torch.threshold_(input, threshold, value) : torch.threshold(input, threshold, value);
}

/** `relu` in place. */
export const relu_ = torch.relu_;
/** `leakyRelu` in place. */
export const leakyRelu_ = torch.leakyRelu_;
/** `rrelu` in place. */
export const rrelu_ = torch.rrelu_;
/** `elu` in place. */
export const elu_ = torch.elu_;
/** `selu` in place. */
export const selu_ = torch.selu_;
/** `celu` in place. */
export const celu_ = torch.celu_;
/** `hardtanh` in place. */
export const hardtanh_ = torch.hardtanh_;
/** `threshold` in place. */
export const threshold_ = torch.threshold_;

/** `1 / (1 + exp(-x))`, marked as probabilities. */
export function sigmoid(input: Tensor, ...rest: []): Probabilities {
  SIGMOID.read(rest);
  return torch.sigmoid(input);
}

/** Logarithm of the sigmoid, without underflow. */
export const logsigmoid = torch.logSigmoid;

/** Hyperbolic tangent. */
export function tanh(input: Tensor, ...rest: []): Tensor {
  TANH.read(rest);
  return torch.tanh(input);
}

/** `x - tanh(x)` */
export function tanhshrink(input: Tensor, ...rest: []): Tensor {
  TANHSHRINK.read(rest);
  TANHSHRINK.check(input);
  return scope(() => input.sub(input.tanh()));
}

/** `x` where it is beyond `lambd` on either side, else zero. */
export const hardshrink = torch.hardshrink;

/** `x` moved towards zero by `lambd`, zero where it would cross. */
export const softshrink = torch.softshrink;

/** `log(1 + exp(beta x)) / beta`, linear above `threshold`. */
export const softplus = torch.softplus;

/** `x / (1 + |x|)` */
export function softsign(input: Tensor, ...rest: []): Tensor {
  SOFTSIGN.read(rest);
  SOFTSIGN.check(input);
  return scope(() => input.div(input.abs().add(1)));
}

/** Options of `glu`. */
export interface GluOptions {
  dim?: number;
}

const GLU = signature<GluOptions>("nn.functional.glu", { options: { dim: integer }, positional: ["dim"] });

/** First half along `dim` times the sigmoid of the second half. */
export function glu(input: Tensor, ...rest: Rest<GluOptions, [dim: number]>): Tensor {
  const { dim = -1 } = GLU.read(rest);
  return torch.glu(input, dim);
}

/** Options of the softmax functions. */
export interface SoftmaxOptions extends DimOptions {
  /** Type to convert to first. */
  dtype?: DType;
}

type SoftmaxArguments = Rest<SoftmaxOptions, [dim: number]>;

function softmaxTakes(name: string): Signature<SoftmaxOptions> {
  return signature<SoftmaxOptions>(`nn.functional.${name}`, {
    takes: inputKind,
    options: { dim: integer, dtype: dtypeKind },
    required: ["dim"],
    positional: ["dim"],
  });
}

const SOFTMAX = softmaxTakes("softmax");
const SOFTMIN = softmaxTakes("softmin");
const LOG_SOFTMAX = softmaxTakes("logSoftmax");

/** Exponentials scaled to sum to one along `dim`, marked as probabilities. */
export function softmax(input: Tensor, ...rest: SoftmaxArguments): Probabilities {
  const { dim, dtype } = SOFTMAX.read(rest);
  return torch.softmax(input, dim, dtype);
}

/** Softmax of the negated input along `dim`. */
export function softmin(input: Tensor, ...rest: SoftmaxArguments): Tensor {
  const { dim, dtype } = SOFTMIN.read(rest);
  SOFTMIN.check(input);
  return scope(() => torch.softmax(input.neg(), dim, dtype));
}

/** Logarithm of the softmax along `dim`. */
export function logSoftmax(input: Tensor, ...rest: SoftmaxArguments): Tensor {
  const { dim, dtype } = LOG_SOFTMAX.read(rest);
  return torch.logSoftmax(input, dim, dtype);
}

/** Options of `gumbelSoftmax`. */
export interface GumbelSoftmaxOptions {
  /** Temperature: the lower, the nearer to one-hot. */
  tau?: number;
  /** Gives one-hot vectors, with the gradient of the soft ones. */
  hard?: boolean;
  dim?: number;
}

const GUMBEL_SOFTMAX = signature<GumbelSoftmaxOptions>("nn.functional.gumbelSoftmax", {
  takes: { logits: inputKind.input },
  options: { tau: number, hard: boolean, dim: integer },
  positional: ["tau", "hard"],
});

/** Samples from the Gumbel-softmax distribution of logits: https://arxiv.org/abs/1611.00712. */
export function gumbelSoftmax(
  logits: Tensor,
  ...rest: Rest<GumbelSoftmaxOptions, [tau: number, hard: boolean]>
): Tensor {
  const { tau = 1, hard = false, dim = -1 } = GUMBEL_SOFTMAX.read(rest);
  GUMBEL_SOFTMAX.check(logits);
  return scope(() => {
    const noise = torch.emptyLike(logits, { memoryFormat: "contiguous" }).exponential_().log().neg();
    const soft = logits.add(noise).div(tau).softmax(dim);
    if (!hard) return soft;
    const { indices } = soft.max(dim, true);
    const oneHot = torch.zerosLike(logits, { memoryFormat: "contiguous" }).scatter_(dim, indices, 1);
    return oneHot.sub(soft.detach()).add(soft);
  });
}
