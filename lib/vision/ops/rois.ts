/** What the layers over regions of interest share: how RoIs are given, and what is refused. */

import { either, integerFrom, type Kind, kind, listOf } from "../../edge/index.ts";
import { ArgumentError, ShapeError } from "../../native/errors.ts";
import { openVisionOperators } from "../../native/vision-library.ts";
import { cat, full, Tensor } from "../../tensor/index.ts";

/** RoIs: (R, 5) of the image's index in the batch and x1, y1, x2, y2, or boxes (L, 4) of each image. */
export type Rois = Tensor | readonly Tensor[];

/** {@link Rois} as an argument. */
export const roisKind: Kind<Rois> = kind(
  "a tensor (R, 5), or a list of tensors (L, 4), one for each image",
  (v) => v instanceof Tensor || (Array.isArray(v) && v.every((one) => one instanceof Tensor)),
);

/** An edge, or [height, width], of what comes out of each RoI. */
export type RoiOutput = number | readonly [number, number];

/** {@link RoiOutput} as an argument. */
// `listOf` counts what the type says.
export const outputKind = either(integerFrom(1), listOf(integerFrom(1), 2)) as unknown as Kind<RoiOutput>;

/** [height, width] of an output size. */
export function outputPair(size: RoiOutput): readonly [number, number] {
  return typeof size === "number" ? [size, size] : size;
}

/** Python's form of an output size, for printed layers. */
export function printedOutput(size: RoiOutput): string {
  return typeof size === "number" ? String(size) : `(${size.join(", ")})`;
}

/** Python's form of a floating number. */
export function printedFloat(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** RoIs (R, 5) of any form; throws ShapeError where they do not fit the batch. */
export function joinedRois(input: Tensor, rois: Rois, operation: string): Tensor {
  if (input.ndim !== 4) {
    throw new ShapeError(`${operation}: expected input (N, C, H, W), got [${input.shape}]`, { operation });
  }
  const joined = rois instanceof Tensor ? rois : joinedLists(input, rois, operation);
  if (joined.ndim !== 2 || joined.shape[1] !== 5) {
    throw new ShapeError(
      `${operation}: expected rois (R, 5) of image, x1, y1, x2, y2, or a list of boxes (L, 4), got [${joined.shape}]`,
      { operation },
    );
  }
  checkForTorchvision(input, joined, operation);
  return joined;
}

function joinedLists(input: Tensor, lists: readonly Tensor[], operation: string): Tensor {
  if (lists.length !== input.shape[0]) {
    throw new ShapeError(
      `${operation}: expected boxes of ${input.shape[0]} images, as many as the batch has, got ${lists.length}`,
      { operation },
    );
  }
  for (const boxes of lists) {
    if (boxes.ndim === 2 && boxes.shape[1] === 4) continue;
    throw new ShapeError(`${operation}: expected boxes (L, 4) of each image, got [${boxes.shape}]`, {
      operation,
    });
  }
  if (lists.length === 0) return input.newEmpty([0, 5]);
  const parts = lists.map((boxes, image) => {
    const index = full([boxes.shape[0] as number, 1], image, { dtype: boxes.dtype, device: boxes.device });
    return cat([index, boxes], { dim: 1 });
  });
  return cat(parts, { dim: 0 });
}

// torchvision's kernel for the CPU reads beyond its memory where RoIs are no numbers or of no image.
function checkForTorchvision(input: Tensor, rois: Tensor, operation: string): void {
  if (openVisionOperators() === "own" || rois.device !== "cpu" || rois.shape[0] === 0) return;
  const image = rois.select(1, 0);
  const isThere = image.ge(0).logicalAnd(image.lt(input.shape[0] as number));
  if (rois.isfinite().all().logicalAnd(isThere.all()).item()) return;
  throw new ArgumentError(
    `${operation}: expected rois that are finite and of images 0 to ${(input.shape[0] as number) - 1}`,
    { operation },
  );
}
