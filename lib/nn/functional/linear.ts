/** Linear maps and convolutions. */
import { type Tensor, torch } from "../../tensor/index.ts";
import type { Size2 } from "../checks.ts";

/** `x W^T + b`: (..., in) with a weight (out, in) -> (..., out). */
export function linear(input: Tensor, weight: Tensor, bias?: Tensor | null): Tensor {
  return torch.linear(input, weight, bias ?? null);
}

/** Options of `conv2d`. */
export interface Conv2dFunctionOptions {
  bias?: Tensor | null;
  stride?: Size2;
  padding?: Size2 | "same" | "valid";
  dilation?: Size2;
  groups?: number;
}

/** Convolution of (N, C, H, W) with a weight (out, C / groups, kh, kw). */
export function conv2d(input: Tensor, weight: Tensor, options: Conv2dFunctionOptions = {}): Tensor {
  const { bias = null, stride = 1, padding = 0, dilation = 1, groups = 1 } = options;
  if (typeof padding === "string")
    return torch.conv2d(input, weight, bias, stride, padding, dilation, groups);
  return torch.conv2d(input, weight, bias, stride, padding, dilation, groups);
}

/** Options of `convTranspose2d`. */
export interface ConvTranspose2dFunctionOptions {
  bias?: Tensor | null;
  stride?: Size2;
  padding?: Size2;
  outputPadding?: Size2;
  dilation?: Size2;
  groups?: number;
}

/** Transposed convolution of (N, C, H, W) with a weight (C, out / groups, kh, kw). */
export function convTranspose2d(
  input: Tensor,
  weight: Tensor,
  options: ConvTranspose2dFunctionOptions = {},
): Tensor {
  const { bias = null, stride = 1, padding = 0, outputPadding = 0, dilation = 1, groups = 1 } = options;
  return torch.convTranspose2d(input, weight, bias, stride, padding, outputPadding, groups, dilation);
}
