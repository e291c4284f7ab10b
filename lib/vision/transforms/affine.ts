/** Rotation, translation, scaling and shear of image tensors, equal to torchvision's on tensors. */

import { boolean, type Kinds, number, plainObject, type Rest, signature } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import { scope, type Tensor, tensor } from "../../tensor/index.ts";
import { enter, numberOrPair, pairOf, pointKind, tensorKind } from "../arguments.ts";
import { checkImage } from "./checks.ts";
import type { Fill } from "./geometry.ts";
import { type GridInterpolation, pixelGrid, SAMPLING, type SamplingOptions, sampleGrid } from "./grid.ts";

/** Options common to {@link rotate} and {@link affine}. */
export interface AffineOptions extends SamplingOptions {
  /** Fixed point [x, y] in pixels. Default the middle. */
  center?: readonly [number, number];
}

/** The kinds of {@link AffineOptions}. */
export const AFFINE_KINDS: Kinds<AffineOptions> = { ...SAMPLING, center: pointKind };

/** Options of {@link rotate}. */
export interface RotateOptions extends AffineOptions {
  /** Make the result as large as the whole rotated image. Default false. */
  expand?: boolean;
}

/** The kinds of {@link RotateOptions}. */
export const ROTATE_KINDS: Kinds<RotateOptions> = { ...AFFINE_KINDS, expand: boolean };

const ROTATE = signature<RotateOptions>("transforms.functional.rotate", {
  takes: { image: tensorKind, angle: number },
  options: ROTATE_KINDS,
  positional: ["interpolation", "expand", "center", "fill"],
});

/**
 * Rotates counter-clockwise by `angle` degrees about the middle; with `expand` the result is large enough to
 * hold the whole rotated image.
 */
export function rotate(
  image: Tensor,
  angle: number,
  ...rest: Rest<
    RotateOptions,
    [interpolation: GridInterpolation, expand: boolean, center: readonly [number, number], fill: Fill]
  >
): Tensor {
  const options = enter(ROTATE, rest, image, angle);
  checkImage(image, "rotate");
  const matrix = inverseAffineMatrix(centerOf(image, options.center), -angle, [0, 0], 1, [0, 0]);
  return scope(() => {
    const [h, w] = image.shape.slice(-2) as [number, number];
    const size = options.expand ? expandedSize(matrix, w, h) : [h, w];
    return sampleMatrix(image, matrix, size as [number, number], options);
  });
}

/** What {@link affine} does, in this order: rotate clockwise, shear, scale, translate. */
export interface AffineChange {
  /** Degrees, clockwise. Default 0. */
  angle?: number;
  /** Pixels [x, y]. Default none. */
  translate?: readonly [number, number];
  /** Positive. Default 1. */
  scale?: number;
  /** Degrees along x, or along [x, y]. Default 0. */
  shear?: number | readonly [number, number];
}

const CHANGE = signature<AffineChange>("transforms.functional.affine, what it does", {
  options: {
    angle: number,
    translate: pairOf("[x, y] in pixels"),
    scale: number,
    shear: numberOrPair("a number of degrees or [x, y]"),
  },
});

const AFFINE = signature<AffineOptions>("transforms.functional.affine", {
  takes: { image: tensorKind, by: plainObject("an object of angle, translate, scale and shear") },
  options: AFFINE_KINDS,
});

/** Checks what an affine change is. Throws ArgumentError for unknown names, other kinds, and a scale that is not positive. */
export function checkAffineChange(by: AffineChange): void {
  const { scale = 1 } = CHANGE.named(by);
  if (scale > 0) return;
  throw new ArgumentError(`affine: scale is positive, got ${scale}`, { operation: "affine" });
}

/**
 * Rotates clockwise by `angle` degrees, shears by degrees [x, y], scales, then translates by [x, y] pixels;
 * the size stays. Throws ArgumentError unless `scale` is positive.
 */
export function affine(image: Tensor, by: AffineChange, ...rest: Rest<AffineOptions>): Tensor {
  const options = enter(AFFINE, rest, image, by);
  checkAffineChange(by);
  const { angle = 0, translate = [0, 0], scale = 1, shear = 0 } = by;
  checkImage(image, "affine");
  const shears = typeof shear === "number" ? ([shear, 0] as const) : shear;
  const matrix = inverseAffineMatrix(centerOf(image, options.center), angle, translate, scale, shears);
  return scope(() => sampleMatrix(image, matrix, image.shape.slice(-2) as [number, number], options));
}

/** The factors of {@link stretch}. */
export const factorsKind = pairOf("the factors [x, y]");

const STRETCH = signature<SamplingOptions>("transforms.functional.stretch", {
  takes: { image: tensorKind, factors: factorsKind },
  options: SAMPLING,
  positional: ["interpolation", "fill"],
});

/** Stretches by separate factors along x and y about the middle; the size stays. */
export function stretch(
  image: Tensor,
  factors: readonly [number, number],
  ...rest: Rest<SamplingOptions, [interpolation: GridInterpolation, fill: Fill | null]>
): Tensor {
  const options = enter(STRETCH, rest, image, factors);
  const [x, y] = factors;
  checkImage(image, "stretch");
  if (!(x > 0 && y > 0)) {
    throw new ArgumentError(`stretch: factors are positive, got ${x}, ${y}`, { operation: "stretch" });
  }
  const matrix = [1 / x, 0, 0, 0, 1 / y, 0];
  return scope(() => sampleMatrix(image, matrix, image.shape.slice(-2) as [number, number], options));
}

/**
 * Where the points of an image of [height, width] go: the six numbers of the first two rows of the matrix of
 * {@link affine}, in pixels from the upper left corner (torchvision's for boxes and keypoints).
 */
export function affineMatrix(
  [height, width]: readonly [number, number],
  by: AffineChange,
  center?: readonly [number, number],
): number[] {
  const { angle = 0, translate = [0, 0], scale = 1, shear = 0 } = by;
  const [cx, cy] = center ?? [width * 0.5, height * 0.5];
  const shears = typeof shear === "number" ? ([shear, 0] as const) : shear;
  const [a, b, c, d] = rotateShear(angle, shears).map((entry) => entry * scale) as [
    number,
    number,
    number,
    number,
  ];
  const [tx, ty] = translate;
  return [a, b, cx + tx - a * cx - b * cy, c, d, cy + ty - c * cx - d * cy];
}

/** The size of the image of [height, width] rotated by `angle` with `expand`. */
export function rotatedSize(
  [height, width]: readonly [number, number],
  angle: number,
  center?: readonly [number, number],
): [number, number] {
  const middle =
    center === undefined ? ([0, 0] as const) : ([center[0] - width * 0.5, center[1] - height * 0.5] as const);
  const matrix = inverseAffineMatrix(middle, -angle, [0, 0], 1, [0, 0]);
  return scope(() => expandedSize(matrix, width, height));
}

/** Rotation and shear without scale, [[a, b], [c, d]] of determinant 1. */
function rotateShear(angle: number, [shearX, shearY]: readonly [number, number]): number[] {
  const radians = (degrees: number) => degrees * (Math.PI / 180);
  const rot = radians(angle);
  const sx = radians(shearX);
  const sy = radians(shearY);
  return [
    Math.cos(rot - sy) / Math.cos(sy),
    (-Math.cos(rot - sy) * Math.tan(sx)) / Math.cos(sy) - Math.sin(rot),
    Math.sin(rot - sy) / Math.cos(sy),
    (-Math.sin(rot - sy) * Math.tan(sx)) / Math.cos(sy) + Math.cos(rot),
  ];
}

/** From pixels to coordinates whose origin is the middle of the image. */
function centerOf(image: Tensor, center: readonly [number, number] | undefined): [number, number] {
  if (center === undefined) return [0, 0];
  const [h, w] = image.shape.slice(-2) as [number, number];
  return [center[0] - w * 0.5, center[1] - h * 0.5];
}

/**
 * Inverse of translate * center * rotate * scale * shear * center^-1, as the six numbers of its first two
 * rows: where each output pixel comes from (torchvision's `_get_inverse_affine_matrix`).
 */
function inverseAffineMatrix(
  [cx, cy]: readonly [number, number],
  angle: number,
  [tx, ty]: readonly [number, number],
  scale: number,
  shear: readonly [number, number],
): number[] {
  const [a, b, c, d] = rotateShear(angle, shear) as [number, number, number, number];
  const [m0, m1, m3, m4] = [d / scale, -b / scale, -c / scale, a / scale] as const;
  return [m0, m1, m0 * (-cx - tx) + m1 * (-cy - ty) + cx, m3, m4, m3 * (-cx - tx) + m4 * (-cy - ty) + cy];
}

/** [height, width] of the box around the rotated image; float32 throughout, as the ceilings depend on it. */
function expandedSize(matrix: number[], w: number, h: number): [number, number] {
  const corners = tensor([
    [-0.5 * w, -0.5 * h, 1],
    [-0.5 * w, 0.5 * h, 1],
    [0.5 * w, 0.5 * h, 1],
    [0.5 * w, -0.5 * h, 1],
  ]).to("float32");
  const theta = tensor(matrix, { dtype: "float32" }).view([2, 3]);
  const moved = corners.matmul(theta.t());
  const half = tensor([w * 0.5, h * 0.5], { dtype: "float32" });
  const tolerance = 1e-4;
  const settle = (t: Tensor) => t.add(half).div(tolerance).trunc().mul(tolerance);
  const size = settle(moved.amax([0]))
    .ceil()
    .sub(settle(moved.amin([0])).floor());
  const [ow, oh] = size.data() as Float32Array;
  return [oh as number, ow as number];
}

/** Samples the image where the matrix says each pixel of an output of [height, width] comes from. */
function sampleMatrix(
  image: Tensor,
  matrix: number[],
  [oh, ow]: [number, number],
  options: AffineOptions,
): Tensor {
  const [h, w] = image.shape.slice(-2) as [number, number];
  // torchvision's own grid: like affine_grid, but in pixels and normalised after theta.
  const base = pixelGrid([oh, ow], -ow * 0.5 + 0.5, -oh * 0.5 + 0.5, image);
  const like = { dtype: base.dtype, device: base.device };
  const theta = tensor(matrix, like).view([1, 2, 3]).transpose(1, 2); // (1, 2, 3) -> (1, 3, 2)
  const scaled = theta.div(tensor([0.5 * w, 0.5 * h], like));
  return sampleGrid(image, base.bmm(scaled).view([1, oh, ow, 2]), options);
}
