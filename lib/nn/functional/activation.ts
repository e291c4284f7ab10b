/** Activation functions. */

import { ArgumentError } from "../../native/errors.ts";
import { type DType, type Probabilities, scope, type Tensor, torch } from "../../tensor/index.ts";
import type { InplaceOptions } from "../activation.ts";

/** `max(0, x)` */
export function relu(input: Tensor, { inplace = false }: InplaceOptions = {}): Tensor {
  return inplace ? torch.relu_(input) : torch.relu(input);
}

/** `min(max(0, x), 6)` */
export function relu6(input: Tensor, { inplace = false }: InplaceOptions = {}): Tensor {
  return inplace ? torch.hardtanh_(input, 0, 6) : torch.hardtanh(input, 0, 6);
}

/** `x` above zero, `negativeSlope * x` below. */
export function leakyRelu(
  input: Tensor,
  { negativeSlope = 0.01, inplace = false }: InplaceOptions & { negativeSlope?: number } = {},
): Tensor {
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

/** `x` above zero, a slope drawn between `lower` and `upper` times `x` below. */
export function rrelu(input: Tensor, options: RreluOptions = {}): Tensor {
  const { lower = 1 / 8, upper = 1 / 3, training = false, inplace = false } = options;
  return inplace ? torch.rrelu_(input, lower, upper, training) : torch.rrelu(input, lower, upper, training);
}

/** `x` above zero, `alpha * (exp(x) - 1)` below. */
export function elu(
  input: Tensor,
  { alpha = 1, inplace = false }: InplaceOptions & { alpha?: number } = {},
): Tensor {
  return inplace ? torch.elu_(input, alpha) : torch.elu(input, alpha);
}

/** ELU with the `alpha` and the scale that keep activations normalised: https://arxiv.org/abs/1706.02515. */
export function selu(input: Tensor, { inplace = false }: InplaceOptions = {}): Tensor {
  return inplace ? torch.selu_(input) : torch.selu(input);
}

/** `max(0, x) + min(0, alpha * (exp(x / alpha) - 1))` */
export function celu(
  input: Tensor,
  { alpha = 1, inplace = false }: InplaceOptions & { alpha?: number } = {},
): Tensor {
  return inplace ? torch.celu_(input, alpha) : torch.celu(input, alpha);
}

/** `x Phi(x)`, exact or by tanh. */
export function gelu(
  input: Tensor,
  { approximate = "none" }: { approximate?: "none" | "tanh" } = {},
): Tensor {
  return torch.gelu(input, { approximate });
}

/** `x sigmoid(x)` */
export function silu(input: Tensor, { inplace = false }: InplaceOptions = {}): Tensor {
  return inplace ? torch.silu_(input) : torch.silu(input);
}

/** `x tanh(softplus(x))` */
export function mish(input: Tensor, { inplace = false }: InplaceOptions = {}): Tensor {
  return inplace ? torch.mish_(input) : torch.mish(input);
}

/** `x min(max(0, x + 3), 6) / 6` */
export function hardswish(input: Tensor, { inplace = false }: InplaceOptions = {}): Tensor {
  return inplace ? torch.hardswish_(input) : torch.hardswish(input);
}

/** `min(max(0, x + 3), 6) / 6` */
export function hardsigmoid(input: Tensor, { inplace = false }: InplaceOptions = {}): Tensor {
  return inplace ? torch.hardsigmoid_(input) : torch.hardsigmoid(input);
}

/** Options of `hardtanh`. */
export interface HardtanhOptions extends InplaceOptions {
  minVal?: number;
  maxVal?: number;
}

/** Each element limited to between `minVal` and `maxVal`. Throws ArgumentError where the first is the larger. */
export function hardtanh(input: Tensor, options: HardtanhOptions = {}): Tensor {
  const { minVal = -1, maxVal = 1, inplace = false } = options;
  if (minVal > maxVal) {
    throw new ArgumentError(`hardtanh: minVal (${minVal}) must not be above maxVal (${maxVal}).`, {
      operation: "hardtanh",
    });
  }
  return inplace ? torch.hardtanh_(input, minVal, maxVal) : torch.hardtanh(input, minVal, maxVal);
}

/** `x` where it is above `threshold`, else `value`. */
export function threshold(
  input: Tensor,
  threshold: number,
  value: number,
  { inplace = false }: InplaceOptions = {},
): Tensor {
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
export function sigmoid(input: Tensor): Probabilities {
  return torch.sigmoid(input);
}

/** Logarithm of the sigmoid, without underflow. */
export const logsigmoid = torch.logSigmoid;

/** Hyperbolic tangent. */
export function tanh(input: Tensor): Tensor {
  return torch.tanh(input);
}

/** `x - tanh(x)` */
export function tanhshrink(input: Tensor): Tensor {
  return scope(() => input.sub(input.tanh()));
}

/** `x` where it is beyond `lambd` on either side, else zero. */
export const hardshrink = torch.hardshrink;

/** `x` moved towards zero by `lambd`, zero where it would cross. */
export const softshrink = torch.softshrink;

/** `log(1 + exp(beta x)) / beta`, linear above `threshold`. */
export const softplus = torch.softplus;

/** `x / (1 + |x|)` */
export function softsign(input: Tensor): Tensor {
  return scope(() => input.div(input.abs().add(1)));
}

/** First half along `dim` times the sigmoid of the second half. */
export function glu(input: Tensor, { dim = -1 }: { dim?: number } = {}): Tensor {
  return torch.glu(input, dim);
}

/** Options of the softmax functions. */
export interface SoftmaxOptions {
  dim: number;
  /** Type to convert to first. */
  dtype?: DType;
}

/** Exponentials scaled to sum to one along `dim`, marked as probabilities. */
export function softmax(input: Tensor, { dim, dtype }: SoftmaxOptions): Probabilities {
  return torch.softmax(input, dim, dtype);
}

/** Softmax of the negated input along `dim`. */
export function softmin(input: Tensor, { dim, dtype }: SoftmaxOptions): Tensor {
  return scope(() => torch.softmax(input.neg(), dim, dtype));
}

/** Logarithm of the softmax along `dim`. */
export function logSoftmax(input: Tensor, { dim, dtype }: SoftmaxOptions): Tensor {
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

/** Samples from the Gumbel-softmax distribution of logits: https://arxiv.org/abs/1611.00712. */
export function gumbelSoftmax(logits: Tensor, options: GumbelSoftmaxOptions = {}): Tensor {
  const { tau = 1, hard = false, dim = -1 } = options;
  return scope(() => {
    const noise = torch.emptyLike(logits, { memoryFormat: "contiguous" }).exponential_().log().neg();
    const soft = logits.add(noise).div(tau).softmax(dim);
    if (!hard) return soft;
    const { indices } = soft.max(dim, true);
    const oneHot = torch.zerosLike(logits, { memoryFormat: "contiguous" }).scatter_(dim, indices, 1);
    return oneHot.sub(soft.detach()).add(soft);
  });
}
