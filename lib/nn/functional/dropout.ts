/** Dropout functions. */
import { ShapeError } from "../../native/errors.ts";
import { scope, type Tensor, torch } from "../../tensor/index.ts";
import { checkRange } from "../checks.ts";

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

/** The same for whole channels of (N, C, L) or (C, L). */
export function dropout1d(input: Tensor, options: DropoutFunctionOptions = {}): Tensor {
  const dims = input.ndim;
  if (dims !== 2 && dims !== 3) {
    throw new ShapeError(`dropout1d: expected (N, C, L) or (C, L), got [${input.shape}]; reshape it first.`, {
      operation: "dropout1d",
    });
  }
  return channels("dropout1d", input, dims === 3, options);
}

/** The same for whole channels of (N, C, H, W). */
export function dropout2d(input: Tensor, options: DropoutFunctionOptions = {}): Tensor {
  return channels("dropout2d", input, true, options);
}

/** The same for whole channels of (N, C, D, H, W) or (C, D, H, W). */
export function dropout3d(input: Tensor, options: DropoutFunctionOptions = {}): Tensor {
  return channels("dropout3d", input, input.ndim === 5, options);
}

function channels(
  operation: string,
  input: Tensor,
  batched: boolean,
  options: DropoutFunctionOptions,
): Tensor {
  const { p = 0.5, training = true, inplace = false } = options;
  checkRange(operation, "p", p, 0, 1);
  if (batched) {
    return inplace ? torch.featureDropout_(input, p, training) : torch.featureDropout(input, p, training);
  }
  if (inplace) return torch.featureDropout_(input.unsqueeze_(0), p, training).squeeze_(0);
  return scope(() => torch.featureDropout(input.unsqueeze(0), p, training).squeeze(0));
}

/** Dropout that keeps the mean and variance of SELU's activations; without training unless told. */
export function alphaDropout(input: Tensor, options: DropoutFunctionOptions = {}): Tensor {
  const { p = 0.5, training = false, inplace = false } = options;
  checkRange("alphaDropout", "p", p, 0, 1);
  return inplace ? torch.alphaDropout_(input, p, training) : torch.alphaDropout(input, p, training);
}

/** The same for whole channels. */
export function featureAlphaDropout(input: Tensor, options: DropoutFunctionOptions = {}): Tensor {
  const { p = 0.5, training = false, inplace = false } = options;
  checkRange("featureAlphaDropout", "p", p, 0, 1);
  return inplace
    ? torch.featureAlphaDropout_(input, p, training)
    : torch.featureAlphaDropout(input, p, training);
}
