/** Activation and dropout functions. */
import { type Tensor, torch } from "../../tensor/index.ts";
import type { InplaceOptions } from "../activation.ts";
import { checkRange } from "../checks.ts";

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

/** `x min(max(0, x + 3), 6) / 6` */
export function hardswish(input: Tensor, { inplace = false }: InplaceOptions = {}): Tensor {
  return inplace ? torch.hardswish_(input) : torch.hardswish(input);
}

/** `min(max(0, x + 3), 6) / 6` */
export function hardsigmoid(input: Tensor, { inplace = false }: InplaceOptions = {}): Tensor {
  return inplace ? torch.hardsigmoid_(input) : torch.hardsigmoid(input);
}

/** `1 / (1 + exp(-x))` */
export function sigmoid(input: Tensor): Tensor {
  return torch.sigmoid(input);
}

/** Hyperbolic tangent. */
export function tanh(input: Tensor): Tensor {
  return torch.tanh(input);
}

/** Exponentials scaled to sum to one along `dim`. */
export function softmax(input: Tensor, { dim }: { dim: number }): Tensor {
  return torch.softmax(input, dim);
}

/** Logarithm of the softmax along `dim`. */
export function logSoftmax(input: Tensor, { dim }: { dim: number }): Tensor {
  return torch.logSoftmax(input, dim);
}

/** Options of the dropout functions. */
export interface DropoutFunctionOptions {
  /** Probability of a zero. */
  p?: number;
  /** Without training nothing is changed. */
  training?: boolean;
  inplace?: boolean;
}

/** Zeroes elements with probability `p` and scales the others by `1 / (1 - p)`. */
export function dropout(input: Tensor, options: DropoutFunctionOptions = {}): Tensor {
  const { p = 0.5, training = true, inplace = false } = options;
  checkRange("dropout", "p", p, 0, 1);
  return inplace ? torch.dropout_(input, p, training) : torch.dropout(input, p, training);
}

/** The same for whole channels of (N, C, H, W). */
export function dropout2d(input: Tensor, options: DropoutFunctionOptions = {}): Tensor {
  const { p = 0.5, training = true, inplace = false } = options;
  checkRange("dropout2d", "p", p, 0, 1);
  return inplace ? torch.featureDropout_(input, p, training) : torch.featureDropout(input, p, training);
}
