/** Resizing and padding of (N, C, ...). */
import {
  boolean,
  either,
  integer,
  type Kind,
  kind,
  listOf,
  nullable,
  number,
  oneOf,
  type Rest,
  type Signature,
  signature,
} from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import { ops, type Tensor, torch } from "../../tensor/index.ts";

import { inputKind } from "../checks.ts";

/** How values between pixels are found. */
export type InterpolateMode =
  | "nearest"
  | "nearest-exact"
  | "linear"
  | "bilinear"
  | "trilinear"
  | "bicubic"
  | "area";

/** Output size, for all spatial dimensions or for each; null where a factor is given. */
export type ResizeSize = number | readonly number[] | null;

/** Factor to the input size, for all spatial dimensions or for each; null where a size is given. */
export type ResizeFactor = number | readonly number[] | null;

/** Options of `interpolate`. */
export interface InterpolateOptions {
  size?: ResizeSize;
  scaleFactor?: ResizeFactor;
  mode?: InterpolateMode;
  /** Let the corner pixels' centres coincide; for the linear and cubic modes. */
  alignCorners?: boolean | null;
  /** Smooth when shrinking; bilinear and bicubic of (N, C, H, W) only. */
  antialias?: boolean;
  /** Use the factor that the rounded output size amounts to. */
  recomputeScaleFactor?: boolean | null;
}

const sizeKind: Kind<ResizeSize> = nullable(either(integer, listOf(integer)));
const factorKind: Kind<ResizeFactor> = nullable(either(number, listOf(number)));

/** Kinds of the options that the layer has as well. */
export const RESIZE_KINDS = {
  size: sizeKind,
  scaleFactor: factorKind,
  mode: oneOf("nearest", "nearest-exact", "linear", "bilinear", "trilinear", "bicubic", "area"),
  alignCorners: nullable(boolean),
  recomputeScaleFactor: nullable(boolean),
};

const INTERPOLATE = signature<InterpolateOptions>("nn.functional.interpolate", {
  takes: inputKind,
  options: { ...RESIZE_KINDS, antialias: boolean },
  positional: ["size", "scaleFactor", "mode", "alignCorners", "recomputeScaleFactor", "antialias"],
});

type Resize = (
  input: Tensor,
  size: readonly number[] | null,
  align: boolean,
  factors: readonly number[] | null,
) => Tensor;

/** An operator that has no function of its own because its name begins with an underscore. */
function privately(name: string, ...args: unknown[]): Tensor {
  return ops.call<Tensor>(name, ...args);
}

/** By mode and number of spatial dimensions. */
const resizers: Record<string, Resize> = {
  "nearest 1": (x, size, _, factors) => torch.upsampleNearest1d(x, size, factors),
  "nearest 2": (x, size, _, factors) => torch.upsampleNearest2d(x, size, factors),
  "nearest 3": (x, size, _, factors) => torch.upsampleNearest3d(x, size, factors),
  "nearest-exact 1": (x, size, _, factors) => privately("aten::_upsample_nearest_exact1d", x, size, factors),
  "nearest-exact 2": (x, size, _, factors) => privately("aten::_upsample_nearest_exact2d", x, size, factors),
  "nearest-exact 3": (x, size, _, factors) => privately("aten::_upsample_nearest_exact3d", x, size, factors),
  "linear 1": (x, size, align, factors) => torch.upsampleLinear1d(x, size, align, factors),
  "bilinear 2": (x, size, align, factors) => torch.upsampleBilinear2d(x, size, align, factors),
  "trilinear 3": (x, size, align, factors) => torch.upsampleTrilinear3d(x, size, align, factors),
  "bicubic 2": (x, size, align, factors) => torch.upsampleBicubic2d(x, size, align, factors),
  "area 1": (x, size) => torch.adaptiveAvgPool1d(x, size as readonly number[]),
  "area 2": (x, size) => torch.adaptiveAvgPool2d(x, size as readonly number[]),
  "area 3": (x, size) => torch.adaptiveAvgPool3d(x, size as readonly number[]),
  "bilinear antialiased 2": (x, size, align, factors) =>
    privately("aten::_upsample_bilinear2d_aa", x, size, align, factors),
  "bicubic antialiased 2": (x, size, align, factors) =>
    privately("aten::_upsample_bicubic2d_aa", x, size, align, factors),
};

/**
 * Resizes the spatial dimensions of (N, C, W), (N, C, H, W) or (N, C, D, H, W).
 *
 * Throws ArgumentError unless exactly one of `size` and `scaleFactor` is given and the mode fits the input.
 */
export function interpolate(
  input: Tensor,
  ...rest: Rest<
    InterpolateOptions,
    [
      size: ResizeSize,
      scaleFactor: ResizeFactor,
      mode: InterpolateMode,
      alignCorners: boolean | null,
      recomputeScaleFactor: boolean | null,
      antialias: boolean,
    ]
  >
): Tensor {
  const options = INTERPOLATE.read(rest);
  INTERPOLATE.check(input);
  const { mode = "nearest", antialias = false } = options;
  const { size = null, scaleFactor = null, alignCorners = null } = options;
  const dims = input.ndim - 2;
  if ((size === null) === (scaleFactor === null)) {
    throw new ArgumentError("interpolate: give either size or scaleFactor, not both and not neither.");
  }
  if (alignCorners !== null && (mode.startsWith("nearest") || mode === "area")) {
    throw new ArgumentError(`interpolate: alignCorners has no meaning for mode "${mode}"; leave it out.`);
  }
  if (antialias && mode !== "bilinear" && mode !== "bicubic") {
    throw new ArgumentError(`interpolate: antialias needs mode "bilinear" or "bicubic", got "${mode}".`);
  }
  const resize = resizers[`${mode}${antialias ? " antialiased" : ""} ${dims}`];
  if (resize === undefined) {
    throw new ArgumentError(
      `interpolate: mode "${mode}" does not fit an input of shape [${input.shape}] with ${dims} spatial dimensions; ` +
        'use "linear" for 1, "bilinear" or "bicubic" for 2, "trilinear" for 3, "nearest" or "area" for any.',
    );
  }

  let sizes = size === null ? null : each("size", size, dims, input);
  let factors = scaleFactor === null ? null : each("scaleFactor", scaleFactor, dims, input);
  if (factors !== null && (options.recomputeScaleFactor === true || mode === "area")) {
    sizes = factors.map((factor, d) => Math.floor((input.shape[d + 2] as number) * factor));
    factors = null;
  } else if (options.recomputeScaleFactor === true) {
    throw new ArgumentError(
      "interpolate: recomputeScaleFactor has no meaning with an explicit size; leave it out.",
    );
  }
  return resize(input, sizes, alignCorners ?? false, factors);
}

function each(name: string, value: number | readonly number[], dims: number, input: Tensor): number[] {
  if (typeof value === "number") return new Array<number>(dims).fill(value);
  if (value.length === dims) return [...value];
  throw new ArgumentError(
    `interpolate: ${name} has ${value.length} values for the ${dims} spatial dimensions of shape [${input.shape}].`,
  );
}

/** The former name of `interpolate`. */
export const upsample = interpolate;

/** Size or factor of a resizing, exactly one of which is given. */
export type UpsampleOptions = Pick<InterpolateOptions, "size" | "scaleFactor">;

type UpsampleArguments = Rest<UpsampleOptions, [size: ResizeSize, scaleFactor: ResizeFactor]>;

function upsampleTakes(name: string): Signature<UpsampleOptions> {
  return signature<UpsampleOptions>(`nn.functional.${name}`, {
    options: { size: sizeKind, scaleFactor: factorKind },
    positional: ["size", "scaleFactor"],
  });
}

const UPSAMPLE_NEAREST = upsampleTakes("upsampleNearest");
const UPSAMPLE_BILINEAR = upsampleTakes("upsampleBilinear");

/** `interpolate` by the nearest pixel. */
export function upsampleNearest(input: Tensor, ...rest: UpsampleArguments): Tensor {
  return interpolate(input, { ...UPSAMPLE_NEAREST.read(rest), mode: "nearest" });
}

/** `interpolate` linearly over height and width, with the corner pixels' centres kept. */
export function upsampleBilinear(input: Tensor, ...rest: UpsampleArguments): Tensor {
  return interpolate(input, { ...UPSAMPLE_BILINEAR.read(rest), mode: "bilinear", alignCorners: true });
}

/** Options of `pad`. */
export interface PadOptions {
  mode?: "constant" | "reflect" | "replicate" | "circular";
  /** What a constant padding is filled with. */
  value?: number | null;
}

const PAD = signature<PadOptions>("nn.functional.pad", {
  takes: {
    ...inputKind,
    pads: kind<readonly number[]>(
      "a list of pairs from the last dimension backwards, such as [left, right, top, bottom]",
      listOf(integer).accepts,
    ),
  },
  options: { mode: oneOf("constant", "reflect", "replicate", "circular"), value: nullable(number) },
  positional: ["mode", "value"],
});

/** Pads from the last dimension backwards: `[left, right, top, bottom, ...]`. Negative numbers crop. */
export function pad(
  input: Tensor,
  pads: readonly number[],
  ...rest: Rest<PadOptions, [mode: "constant" | "reflect" | "replicate" | "circular", value: number | null]>
): Tensor {
  const { mode = "constant", value } = PAD.read(rest);
  PAD.check(input, pads);
  return torch.pad(input, [...pads], mode, value ?? null);
}
