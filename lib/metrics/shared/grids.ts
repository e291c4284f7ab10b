/** Masks of two or three dimensions, read once. */
import { describe, type Kind, kind } from "../../edge/index.ts";
import { ShapeError } from "../../native/errors.ts";
import { Tensor } from "../../tensor/index.ts";
import type { Mask } from "../../vision/morphology/index.ts";
import type { AnySignature } from "./values.ts";

/** A mask of any number of dimensions: what is not zero belongs to it; the last dimension next to each other. */
export interface Volume {
  data: ArrayLike<number>;
  shape: readonly number[];
}

/** A mask of whole numbers or bool: a tensor (H, W) or (D, H, W), which stays the caller's, or its values and size. */
export type AnyMask = Tensor | Mask | Volume;

/** A mask. */
export const anyMaskKind: Kind<AnyMask> = kind(
  "a mask: a tensor, { data, height, width } or { data, shape }",
  (v) => {
    if (v instanceof Tensor) return true;
    const { data, height, width, shape } = (v ?? {}) as Partial<Mask & Volume>;
    const isSized = typeof height === "number" && typeof width === "number";
    return (ArrayBuffer.isView(data) || Array.isArray(data)) && (isSized || Array.isArray(shape));
  },
);

/** Lengths between the centres of pixels. */
export const lengthsKind: Kind<readonly number[]> = kind(
  "a list of numbers above 0, one for each dimension",
  (v) => Array.isArray(v) && v.length > 0 && v.every((one) => Number.isFinite(one) && one > 0),
);

/** A mask of zeros and ones. */
export interface Grid {
  data: Uint8Array;
  shape: readonly number[];
}

/** Two masks of one shape. @throws ShapeError for others; ArgumentError for values that are not whole, such as probabilities */
export function twoGrids(takes: AnySignature, predicted: AnyMask, truth: AnyMask): [Grid, Grid] {
  const [a, b] = [gridOf(takes, "predicted", predicted), gridOf(takes, "truth", truth)];
  if (String(a.shape) === String(b.shape)) return [a, b];
  throw new ShapeError(`${takes.name}: the masks must have one shape, got [${a.shape}] and [${b.shape}].`);
}

function gridOf(takes: AnySignature, name: string, mask: AnyMask): Grid {
  const { data, shape } = plainOf(mask);
  const pixels = shape.reduce((product, one) => product * one, 1);
  if (data.length !== pixels || pixels === 0) {
    throw new ShapeError(
      `${takes.name}: ${name} of shape [${shape}] needs ${pixels} values, at least one, got ${data.length}.`,
    );
  }
  const out = new Uint8Array(pixels);
  for (let i = 0; i < pixels; i++) {
    const value = Number(data[i]);
    if (!Number.isInteger(value)) {
      throw takes.error(
        `${name} must be a mask of whole numbers or bool, got the value ${describe(data[i])}; make a mask of ` +
          "probabilities with gt(0.5).",
      );
    }
    out[i] = value === 0 ? 0 : 1;
  }
  return { data: out, shape };
}

function plainOf(mask: AnyMask): { data: ArrayLike<number | bigint | boolean>; shape: readonly number[] } {
  if (mask instanceof Tensor) {
    const plain = mask.detach();
    try {
      return { data: plain.data(), shape: [...mask.shape] };
    } finally {
      plain.dispose();
    }
  }
  return "shape" in mask ? mask : { data: mask.data, shape: [mask.height, mask.width] };
}
