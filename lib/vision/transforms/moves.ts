/**
 * The plans of the geometric transforms: for each function of images its counterparts for masks (nearest, with a fill
 * of their own), boxes and keypoints, as torchvision.transforms.v2 moves tv_tensors.
 */

import { type Kinds, number } from "../../edge/index.ts";
import { arange, type Tensor, torch } from "../../tensor/index.ts";
import {
  type AffineChange,
  type AffineOptions,
  affine,
  affineMatrix,
  rotate,
  rotatedSize,
  stretch,
} from "./affine.ts";
import type { Box } from "./box.ts";
import { checkConstantPadding, clampBoxes, moveCorners, movePoints, row, shiftBoxes } from "./boxes.ts";
import { roundHalfEven, sizePair } from "./checks.ts";
import type { Move, Size } from "./geometric.ts";
import * as geometry from "./geometry.ts";
import type { SamplingOptions } from "./grid.ts";
import { type Coefficients, elastic, elasticPoints, warp, warpPoints } from "./warp.ts";

export type { Box } from "./box.ts";

/** Value of the masks outside the image. */
export interface MaskFill {
  /**
   * What the mask of classes holds where there is no image. Default 0; the ignored class where borders should not count.
   * Masks of objects hold 0 there.
   */
  maskFill?: number;
}

/** The kind of {@link MaskFill}. */
export const MASK_FILL: Kinds<MaskFill> = { maskFill: number };

/** One move after the other. */
export function chain(moves: readonly Move[]): Move {
  const all = (part: "image" | "boxes" | "keypoints") => (t: Tensor) =>
    moves.reduce((held, move) => move[part](held), t);
  const mask = (t: Tensor, fill?: number) => moves.reduce((held, move) => move.mask(held, fill), t);
  const steps = moves.every((move) => move.steps !== undefined) && {
    steps: moves.flatMap((move) => move.steps ?? []),
  };
  return { image: all("image"), ...steps, mask, boxes: all("boxes"), keypoints: all("keypoints") };
}

/** To [height, width], or to a shorter edge. */
export function resizing(
  from: Size,
  size: number | readonly number[],
  options: geometry.ResizeOptions,
): Move {
  const { interpolation, maxSize, antialias } = options;
  const [height, width] = geometry.resizedSize(from, size, maxSize);
  const [x, y] = [width / from[1], height / from[0]];
  const same = x === 1 && y === 1;
  return {
    image: (t) => geometry.resize(t, [height, width], { interpolation, antialias }),
    ...(interpolation === "bilinear" && antialias && { steps: [{ resize: [height, width] }] }),
    mask: (t) => (same ? t : resizeNearest(t, [height, width])),
    boxes: (t) => (same ? t : t.mul(row([x, y, x, y], t))),
    keypoints: (t) => (same ? t : t.mul(row([x, y], t))),
  };
}

/** Picks rows and columns as the kernel of "nearest" does, so that every dtype stays exact. */
function resizeNearest(mask: Tensor, [height, width]: Size): Tensor {
  const dtype = mask.dtype === "float64" ? "float64" : "float32"; // in which torchvision computes the places
  const places = (length: number, size: [number, number], shape: number[]) =>
    torch
      .upsampleNearest2d(arange(length, { dtype, device: mask.device }).view(shape), size)
      .view([-1])
      .to("int64");
  const [h, w] = mask.shape.slice(-2) as [number, number];
  return mask
    .indexSelect(-2, places(h, [height, 1], [1, 1, h, 1]))
    .indexSelect(-1, places(w, [1, width], [1, 1, 1, w]));
}

/** A rectangle, which may reach beyond the image. */
export function cropping({ top, left, height, width }: Box, maskFill = 0): Move {
  return {
    image: (t) => geometry.crop(t, top, left, height, width),
    steps: [{ crop: { top, left, height, width } }],
    mask: (t, none = maskFill) => geometry.crop(t, top, left, height, width, none),
    boxes: (t) => clampBoxes(shiftBoxes(t, [-left, -top]), [height, width]),
    keypoints: (t) => t.add(row([-left, -top], t)),
  };
}

/**
 * The middle. Where an odd number of rows or columns is missing, torchvision rounds the place of boxes and the
 * padding of images apart, by up to one pixel; the coordinates here follow the image.
 */
export function centerCropping([h, w]: Size, size: number | readonly number[], maskFill = 0): Move {
  const [height, width] = sizePair(size, "centerCrop");
  const start = (edge: number, wanted: number) =>
    wanted > edge ? -Math.floor((wanted - edge) / 2) : roundHalfEven((edge - wanted) / 2);
  const [top, left] = [start(h, height), start(w, width)];
  return {
    ...cropping({ top, left, height, width }),
    image: (t) => geometry.centerCrop(t, size),
    mask: (t, none = maskFill) => geometry.centerCrop(t, size, none),
  };
}

/** A rectangle, resized. */
export function resizedCropping(
  box: Box,
  size: Size,
  options: Omit<geometry.ResizeOptions, "maxSize">,
): Move {
  return chain([cropping(box), resizing([box.height, box.width], size, options)]);
}

/** Mirrored left and right. */
export function mirroringX(width: number): Move {
  return {
    image: (t) => geometry.hflip(t),
    steps: [{ flip: "x" }],
    mask: (t) => geometry.hflip(t),
    boxes: (t) => {
      const [x1, y1, x2, y2] = t.unbind(-1) as [Tensor, Tensor, Tensor, Tensor];
      return torch.stack([x2.rsub(width), y1, x1.rsub(width), y2], { dim: -1 });
    },
    keypoints: (t) => {
      const [x, y] = t.unbind(-1) as [Tensor, Tensor];
      return torch.stack([x.rsub(width - 1), y], { dim: -1 });
    },
  };
}

/** Mirrored top and bottom. */
export function mirroringY(height: number): Move {
  return {
    image: (t) => geometry.vflip(t),
    steps: [{ flip: "y" }],
    mask: (t) => geometry.vflip(t),
    boxes: (t) => {
      const [x1, y1, x2, y2] = t.unbind(-1) as [Tensor, Tensor, Tensor, Tensor];
      return torch.stack([x1, y2.rsub(height), x2, y1.rsub(height)], { dim: -1 });
    },
    keypoints: (t) => {
      const [x, y] = t.unbind(-1) as [Tensor, Tensor];
      return torch.stack([x, y.rsub(height - 1)], { dim: -1 });
    },
  };
}

/** With a border. */
export function padding(
  [h, w]: Size,
  border: number | readonly number[],
  options: geometry.PadOptions & MaskFill,
): Move {
  const { fill = 0, maskFill = 0, paddingMode = "constant" } = options;
  const [left, top, right, bottom] = geometry.paddingOf(border);
  const shift = (t: Tensor, by: number[]) => {
    checkConstantPadding(paddingMode, "pad");
    return t.add(row(by, t));
  };
  return {
    image: (t) => geometry.pad(t, border, { fill, paddingMode }),
    mask: (t, none = maskFill) => geometry.pad(t, border, { paddingMode, fill: none }),
    boxes: (t) => clampBoxes(shift(t, [left, top, left, top]), [h + top + bottom, w + left + right]),
    keypoints: (t) => shift(t, [left, top]),
  };
}

/** Rotated counter-clockwise. */
export function rotating(
  size: Size,
  angle: number,
  options: AffineOptions & MaskFill & { expand?: boolean },
): Move {
  const { expand = false, center } = options;
  const matrix = affineMatrix(size, { angle: -angle }, center);
  const canvas = expand ? rotatedSize(size, angle, center) : size;
  if (expand) {
    const corners = [
      [0, 0],
      [0, size[0]],
      [size[1], size[0]],
      [size[1], 0],
    ] as const;
    const [a, b, tx, c, d, ty] = matrix as [number, number, number, number, number, number];
    matrix[2] = tx - Math.min(...corners.map(([x, y]) => a * x + b * y + tx));
    matrix[5] = ty - Math.min(...corners.map(([x, y]) => c * x + d * y + ty));
  }
  return byMatrix(matrix, canvas, (t, given) => rotate(t, angle, { expand, center, ...given }), options);
}

/** Rotated clockwise, sheared, scaled, translated. */
export function affineMoving(size: Size, by: AffineChange, options: AffineOptions & MaskFill): Move {
  const { center } = options;
  const matrix = affineMatrix(size, by, center);
  return byMatrix(matrix, size, (t, given) => affine(t, by, { center, ...given }), options);
}

/** Stretched about the middle. */
export function stretching(
  size: Size,
  [x, y]: readonly [number, number],
  options: Omit<AffineOptions, "center"> & MaskFill,
): Move {
  const matrix = [x, 0, (size[1] * (1 - x)) / 2, 0, y, (size[0] * (1 - y)) / 2];
  return byMatrix(matrix, size, (t, given) => stretch(t, [x, y], given), options);
}

function byMatrix(
  matrix: readonly number[],
  canvas: Size,
  sample: (image: Tensor, options: Omit<AffineOptions, "center">) => Tensor,
  { interpolation, fill, maskFill = 0 }: AffineOptions & MaskFill,
): Move {
  return {
    image: (t) => sample(t, { interpolation, fill }),
    mask: (t, none = maskFill) => sample(t, { interpolation: "nearest", fill: none }),
    boxes: (t) =>
      clampBoxes(
        moveCorners(t, (points) => movePoints(points, matrix)),
        canvas,
      ),
    keypoints: (t) => movePoints(t, matrix),
  };
}

/** Seen in perspective. */
export function warping(size: Size, coefficients: Coefficients, options: SamplingOptions & MaskFill): Move {
  const { interpolation, fill, maskFill = 0 } = options;
  return {
    image: (t) => warp(t, coefficients, { interpolation, fill }),
    mask: (t, none = maskFill) => warp(t, coefficients, { interpolation: "nearest", fill: none }),
    boxes: (t) =>
      clampBoxes(
        moveCorners(t, (points) => warpPoints(points, coefficients)),
        size,
      ),
    keypoints: (t) => warpPoints(t, coefficients),
  };
}

/** Deformed by a displacement (1, H, W, 2), which stays the caller's. */
export function deforming(size: Size, displacement: Tensor, options: SamplingOptions & MaskFill): Move {
  const { interpolation, fill, maskFill = 0 } = options;
  return {
    image: (t) => elastic(t, displacement, { interpolation, fill }),
    mask: (t, none = maskFill) => elastic(t, displacement, { interpolation: "nearest", fill: none }),
    boxes: (t) =>
      clampBoxes(
        moveCorners(t, (points) => elasticPoints(points.ceil(), displacement, size)),
        size,
      ),
    keypoints: (t) => elasticPoints(t, displacement, size),
  };
}
