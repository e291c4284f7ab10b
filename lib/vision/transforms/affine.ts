/** Rotation, translation, scaling and shear of image tensors, equal to torchvision's on tensors. */

import { ArgumentError } from "../../native/errors.ts";
import { cat, linspace, ones, scope, type Tensor, tensor, torch } from "../../tensor/index.ts";
import { checkChoice, checkImage, isFloating } from "./checks.ts";
import type { Fill } from "./geometry.ts";

/** Interpolations of the grid-sampling transforms. */
export type GridInterpolation = "nearest" | "bilinear";

/** Options common to {@link rotate} and {@link affine}. */
export interface AffineOptions {
  /** Default "nearest", as torchvision's. */
  interpolation?: GridInterpolation;
  /** Value outside the image; null leaves zeros without blending the border. Default null. */
  fill?: Fill | null;
  /** Fixed point [x, y] in pixels. Default the middle. */
  center?: readonly [number, number];
}

/**
 * Rotates counter-clockwise by `angle` degrees about the middle; with `expand` the result is large enough to
 * hold the whole rotated image.
 */
export function rotate(
  image: Tensor,
  angle: number,
  options: AffineOptions & { expand?: boolean } = {},
): Tensor {
  checkImage(image, "rotate");
  checkChoice(options.interpolation ?? "nearest", ["nearest", "bilinear"], "interpolation", "rotate");
  const matrix = inverseAffineMatrix(centerOf(image, options.center), -angle, [0, 0], 1, [0, 0]);
  return scope(() => {
    const [h, w] = image.shape.slice(-2) as [number, number];
    const size = options.expand ? expandedSize(matrix, w, h) : [h, w];
    return sampleGrid(image, matrix, size as [number, number], options);
  });
}

/**
 * Rotates clockwise by `angle` degrees, shears by degrees [x, y], scales, then translates by [x, y] pixels;
 * the size stays. Throws ArgumentError unless `scale` is positive.
 */
export function affine(
  image: Tensor,
  by: {
    angle?: number;
    translate?: readonly [number, number];
    scale?: number;
    shear?: number | readonly [number, number];
  },
  options: AffineOptions = {},
): Tensor {
  const { angle = 0, translate = [0, 0], scale = 1, shear = 0 } = by;
  checkImage(image, "affine");
  checkChoice(options.interpolation ?? "nearest", ["nearest", "bilinear"], "interpolation", "affine");
  if (!(scale > 0))
    throw new ArgumentError(`affine: scale is positive, got ${scale}`, { operation: "affine" });
  const shears = typeof shear === "number" ? ([shear, 0] as const) : shear;
  const matrix = inverseAffineMatrix(centerOf(image, options.center), angle, translate, scale, shears);
  return scope(() => sampleGrid(image, matrix, image.shape.slice(-2) as [number, number], options));
}

/** Stretches by separate factors along x and y about the middle; the size stays. */
export function stretch(
  image: Tensor,
  [x, y]: readonly [number, number],
  options: Omit<AffineOptions, "center"> = {},
): Tensor {
  checkImage(image, "stretch");
  if (!(x > 0 && y > 0)) {
    throw new ArgumentError(`stretch: factors are positive, got ${x}, ${y}`, { operation: "stretch" });
  }
  const matrix = [1 / x, 0, 0, 0, 1 / y, 0];
  return scope(() => sampleGrid(image, matrix, image.shape.slice(-2) as [number, number], options));
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
  [shearX, shearY]: readonly [number, number],
): number[] {
  const radians = (degrees: number) => degrees * (Math.PI / 180);
  const rot = radians(angle);
  const sx = radians(shearX);
  const sy = radians(shearY);
  const a = Math.cos(rot - sy) / Math.cos(sy);
  const b = (-Math.cos(rot - sy) * Math.tan(sx)) / Math.cos(sy) - Math.sin(rot);
  const c = Math.sin(rot - sy) / Math.cos(sy);
  const d = (-Math.sin(rot - sy) * Math.tan(sx)) / Math.cos(sy) + Math.cos(rot);
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
  const [ow, oh] = size.dataSync() as Float32Array;
  return [oh as number, ow as number];
}

/** Samples the image where the matrix says each pixel of an output of [height, width] comes from. */
function sampleGrid(
  image: Tensor,
  matrix: number[],
  [oh, ow]: [number, number],
  options: AffineOptions,
): Tensor {
  const { interpolation = "nearest", fill = null } = options;
  const [h, w] = image.shape.slice(-2) as [number, number];
  const device = image.device;
  const dtype = isFloating(image.dtype) ? image.dtype : "float32";
  const batch = (image.ndim === 3 ? image.unsqueeze(0) : image).to(dtype);
  const [n, channels] = batch.shape as [number, number, number, number];

  // torchvision's own grid: like affine_grid, but in pixels and normalised after theta.
  const xs = linspace(-ow * 0.5 + 0.5, ow * 0.5 - 0.5, ow, { dtype, device });
  const ys = linspace(-oh * 0.5 + 0.5, oh * 0.5 - 0.5, oh, { dtype, device });
  const base = torch.stack(
    [xs.view([1, ow]).expand([oh, ow]), ys.view([oh, 1]).expand([oh, ow]), ones([oh, ow], { dtype, device })],
    { dim: -1 },
  );
  const theta = tensor(matrix, { dtype, device }).view([1, 2, 3]).transpose(1, 2); // (1, 2, 3) -> (1, 3, 2)
  const scaled = theta.div(tensor([0.5 * w, 0.5 * h], { dtype, device }));
  const grid = base
    .view([1, oh * ow, 3])
    .bmm(scaled)
    .view([1, oh, ow, 2])
    .expand([n, oh, ow, 2]);

  const source = fill === null ? batch : cat([batch, ones([n, 1, h, w], { dtype, device })], { dim: 1 });
  let out = torch.gridSampler(source, grid, interpolation === "nearest" ? 1 : 0, 0, false);
  if (fill !== null) {
    const colour = fillOf(fill, channels);
    const inside = out.narrow(1, channels, 1); // 1 inside, 0 outside, between at the border
    const value = tensor(colour, { dtype, device }).view([1, colour.length, 1, 1]);
    const pixels = out.narrow(1, 0, channels);
    out =
      interpolation === "nearest"
        ? torch.where(inside.lt(0.5), value, pixels)
        : pixels.mul(inside).add(inside.rsub(1).mul(value));
  }
  if (image.ndim === 3) out = out.squeeze(0);
  return isFloating(image.dtype) ? out : out.round().to(image.dtype);
}

function fillOf(fill: Fill, channels: number): number[] {
  const list = typeof fill === "number" ? [fill] : [...fill];
  if (list.length !== 1 && list.length !== channels) {
    throw new ArgumentError(`fill has one value or one per channel (${channels}), got ${list.length}`);
  }
  return list;
}
