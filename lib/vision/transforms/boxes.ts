/**
 * Boxes (N, 4) and points (M, 2) as the geometric transforms move them, equal to torchvision's kernels for
 * BoundingBoxes and KeyPoints; formats, clamping and the choice of the boxes that are still worth keeping.
 */

import { type Kind, type Kinds, number, type Rest, signature } from "../../edge/index.ts";
import { ArgumentError, ShapeError } from "../../native/errors.ts";
import { cat, ones, scope, type Tensor, tensor, torch } from "../../tensor/index.ts";
import { choice, enter, imageSizeKind, tensorKind } from "../arguments.ts";
import { isFloating } from "./checks.ts";

/** Corners; upper left corner, width, height; centre, width, height. */
export type BoxFormat = "xyxy" | "xywh" | "cxcywh";
/** The box formats there are. */
export const BOX_FORMATS: readonly BoxFormat[] = ["xyxy", "xywh", "cxcywh"];

/** One of the box formats. */
export const boxFormatKind: Kind<BoxFormat> = choice(BOX_FORMATS);

const CLAMP_BOXES = signature("transforms.functional.clampBoxes", {
  takes: { boxes: tensorKind, size: imageSizeKind },
});

/** Cuts boxes x1, y1, x2, y2 to an image of [height, width]. */
export function clampBoxes(boxes: Tensor, size: readonly [number, number], ...rest: []): Tensor {
  enter(CLAMP_BOXES, rest, boxes, size);
  checkBoxes(boxes, "clampBoxes");
  const [height, width] = size;
  return scope(() => {
    const [x1, y1, x2, y2] = boxes.unbind(-1) as [Tensor, Tensor, Tensor, Tensor];
    const columns = [x1.clamp(0, width), y1.clamp(0, height), x2.clamp(0, width), y2.clamp(0, height)];
    return torch.stack(columns, { dim: -1 });
  });
}

const CLAMP_KEYPOINTS = signature("transforms.functional.clampKeypoints", {
  takes: { points: tensorKind, size: imageSizeKind },
});

/** Moves points x, y into an image of [height, width]: to at most width - 1 and height - 1, as torchvision does. */
export function clampKeypoints(points: Tensor, size: readonly [number, number], ...rest: []): Tensor {
  enter(CLAMP_KEYPOINTS, rest, points, size);
  if (points.ndim === 0 || points.shape.at(-1) !== 2) {
    throw new ShapeError(`clampKeypoints: expected points (..., 2), got [${points.shape}]`, {
      operation: "clampKeypoints",
    });
  }
  const [height, width] = size;
  return scope(() => {
    const [x, y] = points.unbind(-1) as [Tensor, Tensor];
    return torch.stack([x.clamp(0, width - 1), y.clamp(0, height - 1)], { dim: -1 });
  });
}

const CONVERT_BOXES = signature("transforms.functional.convertBoxes", {
  takes: { boxes: tensorKind, from: boxFormatKind, to: boxFormatKind },
});

/**
 * Converts boxes (N, 4) from one format to another; integer boxes keep their dtype, fractions are cut off.
 * Throws ArgumentError for other formats than {@link BOX_FORMATS}.
 */
export function convertBoxes(boxes: Tensor, from: BoxFormat, to: BoxFormat, ...rest: []): Tensor {
  enter(CONVERT_BOXES, rest, boxes, from, to);
  checkBoxes(boxes, "convertBoxes");
  if (from === to) return boxes;
  return scope(() => {
    const [a, b, c, d] = boxes.unbind(-1) as [Tensor, Tensor, Tensor, Tensor];
    const edges = (
      from === "cxcywh" ? around(a, c, b, d) : from === "xywh" ? [a, b, a.add(c), b.add(d)] : [a, b, c, d]
    ) as [Tensor, Tensor, Tensor, Tensor];
    const [x1, y1, x2, y2] = edges;
    if (to === "xyxy") return torch.stack([x1, y1, x2, y2], { dim: -1 });
    const [w, h] = [x2.sub(x1), y2.sub(y1)];
    const [x, y] = to === "xywh" ? [x1, y1] : [centre(x1, x2), centre(y1, y2)];
    return torch.stack([x, y, w, h], { dim: -1 });
  });
}

/** Edges about centres, computed with fractions; integers are cut off last. */
function around(x: Tensor, width: Tensor, y: Tensor, height: Tensor): Tensor[] {
  const near = [x.sub(width.mul(0.5)), y.sub(height.mul(0.5))] as [Tensor, Tensor];
  return [...near, near[0].add(width), near[1].add(height)].map((t) => t.to(x.dtype));
}

function centre(from: Tensor, to: Tensor): Tensor {
  const sum = from.add(to);
  return isFloating(sum.dtype) ? sum.mul(0.5) : sum.div(2, { roundingMode: "floor" });
}

/** Options of {@link validBoxes}. */
export interface ValidBoxesOptions {
  /** Least width and height, pixels. Default 1. */
  minSize?: number;
  /** Least area, pixels. Default 1. */
  minArea?: number;
}

/** The kinds of {@link ValidBoxesOptions}. */
export const VALID_KINDS: Kinds<ValidBoxesOptions> = { minSize: number, minArea: number };

const VALID_BOXES = signature<ValidBoxesOptions>("transforms.functional.validBoxes", {
  takes: { boxes: tensorKind, size: imageSizeKind },
  options: VALID_KINDS,
  positional: ["minSize", "minArea"],
});

/**
 * Which of the boxes x1, y1, x2, y2 are at least `minSize` pixels wide and high, cover `minArea` and lie within an
 * image of [height, width]: (N) bool (torchvision's sanitize_bounding_boxes).
 */
export function validBoxes(
  boxes: Tensor,
  size: readonly [number, number],
  ...rest: Rest<ValidBoxesOptions, [minSize: number, minArea: number]>
): Tensor {
  const { minSize = 1, minArea = 1 } = enter(VALID_BOXES, rest, boxes, size);
  const [height, width] = size;
  checkBoxes(boxes, "validBoxes");
  return scope(() => {
    const [x1, y1, x2, y2] = boxes.unbind(-1) as [Tensor, Tensor, Tensor, Tensor];
    const [w, h] = [x2.sub(x1), y2.sub(y1)];
    const inside = [
      x1.ge(0),
      y1.ge(0),
      x2.ge(0),
      y2.ge(0),
      x1.le(width),
      x2.le(width),
      y1.le(height),
      y2.le(height),
    ];
    const large = w.ge(minSize).logicalAnd(h.ge(minSize)).logicalAnd(w.mul(h).ge(minArea));
    return inside.reduce((held, t) => held.logicalAnd(t), large);
  });
}

/** Adds [x, y] to every corner. */
export function shiftBoxes(boxes: Tensor, [x, y]: readonly [number, number]): Tensor {
  return boxes.add(row([x, y, x, y], boxes));
}

/** The boxes around the four moved corners of each box; `move` takes and gives points (M, 2). */
export function moveCorners(boxes: Tensor, move: (points: Tensor) => Tensor): Tensor {
  const [x1, y1, x2, y2] = boxes.unbind(-1) as [Tensor, Tensor, Tensor, Tensor];
  const corners = torch.stack([x1, y1, x2, y1, x2, y2, x1, y2], { dim: -1 }).view([-1, 2]); // (4 N, 2)
  const moved = move(corners).view([-1, 4, 2]);
  return cat([moved.amin([1]), moved.amax([1])], { dim: 1 });
}

/** Points (M, 2) under the six numbers of an affine matrix's first two rows. */
export function movePoints(points: Tensor, matrix: readonly number[]): Tensor {
  return homogeneous(points).matmul(row(matrix, points).view([2, 3]).t());
}

/** Points (M, 2) as (M, 3) with a one. */
export function homogeneous(points: Tensor): Tensor {
  return cat([points, ones([points.shape[0] as number, 1], { dtype: points.dtype, device: points.device })], {
    dim: 1,
  });
}

/** Numbers as a tensor of the dtype and device of another. */
export function row(values: readonly number[], like: Tensor): Tensor {
  return tensor([...values], { dtype: like.dtype, device: like.device });
}

function checkBoxes(boxes: Tensor, operation: string): void {
  if (boxes.ndim === 2 && boxes.shape[1] === 4) return;
  throw new ShapeError(`${operation}: expected boxes (N, 4), got [${boxes.shape}]`, { operation });
}

/** Throws ArgumentError unless the padding is constant: no box follows a mirrored object. */
export function checkConstantPadding(paddingMode: string, operation: string): void {
  if (paddingMode === "constant") return;
  throw new ArgumentError(
    `${operation}: boxes and keypoints go with paddingMode "constant", got "${paddingMode}"; a mirrored object would have no box`,
    { operation },
  );
}
