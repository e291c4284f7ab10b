/** Linear maps and convolutions. */
import { either, integer, nullable, oneOf, type Rest, signature } from "../../edge/index.ts";
import { ShapeError } from "../../native/errors.ts";
import { dtypeKind } from "../../tensor/argument-kinds.ts";
import { type DType, ops, type Tensor, torch } from "../../tensor/index.ts";
import { inputKind, tensorOrNull } from "../checks.ts";
import { type Size2, size2 } from "../sizes.ts";

/** Options of `linear`. */
export interface LinearFunctionOptions {
  /** (out) */
  bias?: Tensor | null;
}

const LINEAR = signature<LinearFunctionOptions>("nn.functional.linear", {
  options: { bias: tensorOrNull },
  positional: ["bias"],
});

/** `x W^T + b`: (..., in) with a weight (out, in) -> (..., out). */
export function linear(
  input: Tensor,
  weight: Tensor,
  ...rest: Rest<LinearFunctionOptions, [bias: Tensor | null]>
): Tensor {
  return torch.linear(input, weight, LINEAR.read(rest).bias ?? null);
}

/** `x1 A x2 + b`: (..., in1) and (..., in2) with a weight (out, in1, in2) -> (..., out). */
export const bilinear = torch.bilinear;

/** Options of `groupedMm`. */
export interface GroupedMmOptions {
  /** Where each group ends in the dimension that has groups. */
  offs?: Tensor | null;
  bias?: Tensor | null;
  outDtype?: DType | null;
}

const GROUPED_MM = signature<GroupedMmOptions>("nn.functional.groupedMm", {
  takes: { matA: inputKind.input, matB: inputKind.input },
  options: { offs: tensorOrNull, bias: tensorOrNull, outDtype: nullable(dtypeKind) },
});

/**
 * Matrix products of groups, each with a matrix of its own: (G, M, K) by (G, K, N); or, with `offs` for the dimension
 * that holds the groups one after another, (M, K) by (G, K, N), (G, M, K) by (K, N) or (M, K) by (K, N).
 *
 * Throws ShapeError unless the matrices fit each other.
 */
export function groupedMm(matA: Tensor, matB: Tensor, ...rest: Rest<GroupedMmOptions>): Tensor {
  const { offs = null, bias = null, outDtype = null } = GROUPED_MM.read(rest);
  GROUPED_MM.check(matA, matB);
  const operation = GROUPED_MM.name;
  const a = matA.shape;
  const b = matB.shape;
  const matrices = [a, b].every((shape) => shape.length === 2 || shape.length === 3);
  const grouped = a.length === 3 && b.length === 3;
  if (!matrices || a.at(-1) !== b.at(-2) || (grouped && a[0] !== b[0]) || grouped !== (offs === null)) {
    throw new ShapeError(
      `${operation}: [${a}] and [${b}] ${offs === null ? "without" : "with"} offs do not fit; expected (G, M, K) and ` +
        "(G, K, N) without, or fewer dimensions with them.",
      { operation },
    );
  }
  // Private, but it checks what is not checked here.
  return ops.unsafe<Tensor>("aten::_grouped_mm", matA, matB, { offs, bias, outDtype });
}

/** Convolution of (N, C, L) with a weight (out, C / groups, k). */
export const conv1d = torch.conv1d;

/** Convolution of (N, C, D, H, W) with a weight (out, C / groups, kd, kh, kw). */
export const conv3d = torch.conv3d;

/** Convolution along time of (T, N, C) with a weight (k, C, out). */
export const convTbc = torch.convTbc;

/** Transposed convolution of (N, C, L) with a weight (C, out / groups, k). */
export const convTranspose1d = torch.convTranspose1d;

/** Transposed convolution of (N, C, D, H, W) with a weight (C, out / groups, kd, kh, kw). */
export const convTranspose3d = torch.convTranspose3d;

/** Options of `conv2d`. */
export interface Conv2dFunctionOptions {
  bias?: Tensor | null;
  stride?: Size2;
  padding?: Size2 | "same" | "valid";
  dilation?: Size2;
  groups?: number;
}

const CONV_2D = signature<Conv2dFunctionOptions>("nn.functional.conv2d", {
  options: {
    bias: tensorOrNull,
    stride: size2,
    padding: either(size2, oneOf("same", "valid")),
    dilation: size2,
    groups: integer,
  },
  positional: ["bias", "stride", "padding", "dilation", "groups"],
});

/** Convolution of (N, C, H, W) with a weight (out, C / groups, kh, kw). */
export function conv2d(
  input: Tensor,
  weight: Tensor,
  ...rest: Rest<
    Conv2dFunctionOptions,
    [bias: Tensor | null, stride: Size2, padding: Size2 | "same" | "valid", dilation: Size2, groups: number]
  >
): Tensor {
  const { bias = null, stride = 1, padding = 0, dilation = 1, groups = 1 } = CONV_2D.read(rest);
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

const CONV_TRANSPOSE_2D = signature<ConvTranspose2dFunctionOptions>("nn.functional.convTranspose2d", {
  options: {
    bias: tensorOrNull,
    stride: size2,
    padding: size2,
    outputPadding: size2,
    groups: integer,
    dilation: size2,
  },
  positional: ["bias", "stride", "padding", "outputPadding", "groups", "dilation"],
});

/** Transposed convolution of (N, C, H, W) with a weight (C, out / groups, kh, kw). */
export function convTranspose2d(
  input: Tensor,
  weight: Tensor,
  ...rest: Rest<
    ConvTranspose2dFunctionOptions,
    [
      bias: Tensor | null,
      stride: Size2,
      padding: Size2,
      outputPadding: Size2,
      groups: number,
      dilation: Size2,
    ]
  >
): Tensor {
  const options = CONV_TRANSPOSE_2D.read(rest);
  const { bias = null, stride = 1, padding = 0, outputPadding = 0, dilation = 1, groups = 1 } = options;
  return torch.convTranspose2d(input, weight, bias, stride, padding, outputPadding, groups, dilation);
}
