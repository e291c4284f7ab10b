/** Dropout functions. */
import { boolean, numberFrom, type Rest, type Signature, signature } from "../../edge/index.ts";
import { ShapeError } from "../../native/errors.ts";
import { scope, type Tensor, torch } from "../../tensor/index.ts";
import { inputKind } from "../checks.ts";

/** Options of the dropout functions. */
export interface DropoutFunctionOptions {
  /** Probability of a zero. */
  p?: number;
  /** Without training nothing is changed. */
  training?: boolean;
  inplace?: boolean;
}

type DropoutArguments = Rest<DropoutFunctionOptions, [p: number, training: boolean, inplace: boolean]>;

function takes(name: string): Signature<DropoutFunctionOptions> {
  return signature<DropoutFunctionOptions>(`nn.functional.${name}`, {
    takes: inputKind,
    options: { p: numberFrom(0, 1), training: boolean, inplace: boolean },
    positional: ["p", "training", "inplace"],
  });
}

const DROPOUT = takes("dropout");
const DROPOUT_1D = takes("dropout1d");
const DROPOUT_2D = takes("dropout2d");
const DROPOUT_3D = takes("dropout3d");
const ALPHA_DROPOUT = takes("alphaDropout");
const FEATURE_ALPHA_DROPOUT = takes("featureAlphaDropout");

/** Zeroes elements with probability `p` and scales the others by `1 / (1 - p)`. */
export function dropout(input: Tensor, ...rest: DropoutArguments): Tensor {
  const { p = 0.5, training = true, inplace = false } = DROPOUT.read(rest);
  return inplace ? torch.dropout_(input, p, training) : torch.dropout(input, p, training);
}

/** The same for whole channels of (N, C, L) or (C, L). */
export function dropout1d(input: Tensor, ...rest: DropoutArguments): Tensor {
  const options = DROPOUT_1D.read(rest);
  DROPOUT_1D.check(input);
  const dims = input.ndim;
  if (dims !== 2 && dims !== 3) {
    throw new ShapeError(
      `${DROPOUT_1D.name}: expected (N, C, L) or (C, L), got [${input.shape}]; reshape it first.`,
      {
        operation: DROPOUT_1D.name,
      },
    );
  }
  return channels(input, dims === 3, options);
}

/** The same for whole channels of (N, C, H, W). */
export function dropout2d(input: Tensor, ...rest: DropoutArguments): Tensor {
  const options = DROPOUT_2D.read(rest);
  DROPOUT_2D.check(input);
  return channels(input, true, options);
}

/** The same for whole channels of (N, C, D, H, W) or (C, D, H, W). */
export function dropout3d(input: Tensor, ...rest: DropoutArguments): Tensor {
  const options = DROPOUT_3D.read(rest);
  DROPOUT_3D.check(input);
  return channels(input, input.ndim === 5, options);
}

function channels(input: Tensor, batched: boolean, options: DropoutFunctionOptions): Tensor {
  const { p = 0.5, training = true, inplace = false } = options;
  if (batched) {
    return inplace ? torch.featureDropout_(input, p, training) : torch.featureDropout(input, p, training);
  }
  if (inplace) return torch.featureDropout_(input.unsqueeze_(0), p, training).squeeze_(0);
  return scope(() => torch.featureDropout(input.unsqueeze(0), p, training).squeeze(0));
}

/** Dropout that keeps the mean and variance of SELU's activations; without training unless told. */
export function alphaDropout(input: Tensor, ...rest: DropoutArguments): Tensor {
  const { p = 0.5, training = false, inplace = false } = ALPHA_DROPOUT.read(rest);
  return inplace ? torch.alphaDropout_(input, p, training) : torch.alphaDropout(input, p, training);
}

/** The same for whole channels. */
export function featureAlphaDropout(input: Tensor, ...rest: DropoutArguments): Tensor {
  const { p = 0.5, training = false, inplace = false } = FEATURE_ALPHA_DROPOUT.read(rest);
  return inplace
    ? torch.featureAlphaDropout_(input, p, training)
    : torch.featureAlphaDropout(input, p, training);
}
