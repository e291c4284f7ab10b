/**
 * Sampling an image where a grid says each output pixel comes from, with a fill outside: what rotation, perspective
 * and elastic deformation share. The grids are made in the files named after those.
 */

import { type Kind, type Kinds, nullable } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import { cat, linspace, ones, type Tensor, tensor, torch } from "../../tensor/index.ts";
import { choice, fillKind } from "../arguments.ts";
import { isFloating } from "./checks.ts";
import type { Fill } from "./geometry.ts";

/** Interpolations of the grid-sampling transforms. */
export type GridInterpolation = "nearest" | "bilinear";

/** How {@link sampleGrid} reads between pixels and outside the image. */
export interface SamplingOptions {
  /** Default "nearest". */
  interpolation?: GridInterpolation;
  /** Value outside the image; null leaves zeros without blending the border. Default null. */
  fill?: Fill | null;
}

/** One of the interpolations that grids know. */
export const gridInterpolationKind: Kind<GridInterpolation> = choice(["nearest", "bilinear"]);

/** The kinds of {@link SamplingOptions}. */
export const SAMPLING: Kinds<SamplingOptions> = {
  interpolation: gridInterpolationKind,
  fill: nullable(fillKind),
};

/** The dtype in which an image is sampled: its own where floating, else float32. */
export function gridDtype(image: Tensor) {
  return isFloating(image.dtype) ? image.dtype : "float32";
}

/** Homogeneous pixel positions (1, height * width, 3): x from `x0`, y from `y0`, in steps of one pixel, and 1. */
export function pixelGrid([height, width]: readonly [number, number], x0: number, y0: number, like: Tensor) {
  const options = { dtype: gridDtype(like), device: like.device };
  const xs = linspace(x0, x0 + width - 1, width, options)
    .view([1, width])
    .expand([height, width]);
  const ys = linspace(y0, y0 + height - 1, height, options)
    .view([height, 1])
    .expand([height, width]);
  return torch
    .stack([xs, ys, ones([height, width], options)], { dim: -1 }) // (H, W, 3)
    .view([1, height * width, 3]);
}

/**
 * The image (C, H, W) or (N, C, H, W) sampled at a grid (1, H', W', 2) of x, y from -1 to 1 (torch's grid_sample,
 * align_corners false), of the grid's height and width and the image's dtype, integers rounded.
 */
export function sampleGrid(image: Tensor, grid: Tensor, options: SamplingOptions): Tensor {
  const { interpolation = "nearest", fill = null } = options;
  const device = image.device;
  const dtype = gridDtype(image);
  const batch = (image.ndim === 3 ? image.unsqueeze(0) : image).to(dtype);
  const [n, channels, h, w] = batch.shape as [number, number, number, number];
  const [, oh, ow] = grid.shape as [number, number, number];
  const source = fill === null ? batch : cat([batch, ones([n, 1, h, w], { dtype, device })], { dim: 1 });
  const mode = interpolation === "nearest" ? 1 : 0;
  let out = torch.gridSampler(source, grid.expand([n, oh, ow, 2]), mode, 0, false);
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
