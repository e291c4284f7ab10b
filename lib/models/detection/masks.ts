/** Masks of objects between the few pixels of a box's features and those of an image. */

import * as nn from "../../nn/index.ts";
import { cat, scope, type Tensor, unique, zeros } from "../../tensor/index.ts";
import { roiAlign } from "../../vision/ops/index.ts";
import type { ImageSize } from "./image-list.ts";

/** Rows and columns of zeros around a mask before it is enlarged, so that its border fades out. */
const BORDER = 1;

/**
 * Masks (N, 1, m, m) of boxes (N, 4) as masks (N, 1, H, W) of the image: enlarged bilinearly to the box's whole pixels, zero
 * outside of it.
 */
export function pasteMasks(masks: Tensor, boxes: Tensor, [height, width]: ImageSize): Tensor {
  const many = masks.shape[0] as number;
  const pasted = zeros([many, 1, height, width], { dtype: masks.dtype, device: masks.device });
  eachPasted(masks, boxes, [height, width], (visible, { at, left, top }) => {
    const [rows, columns] = visible.shape.slice(-2) as [number, number];
    pasted.narrow(0, at, 1).narrow(2, top, rows).narrow(3, left, columns).copy_(visible);
  });
  return pasted;
}

/**
 * Calls back with the part of each of those masks that is not zero: (1, 1, h, w), and the pixel of the image that it begins at. What
 * lies outside of the image is left out.
 */
export function eachPasted(
  masks: Tensor,
  boxes: Tensor,
  [height, width]: ImageSize,
  visit: (visible: Tensor, place: { at: number; left: number; top: number }) => void,
): void {
  if (masks.shape[0] === 0) return;
  scope(() => {
    const padded = nn.functional.pad(masks, [BORDER, BORDER, BORDER, BORDER]);
    const places = grown(
      boxes,
      (padded.shape[3] as number) / (masks.shape[3] as number),
    ).toArray() as number[][];
    for (const [at, place] of places.entries()) {
      const [x1, y1, x2, y2] = place.map(Math.trunc) as [number, number, number, number];
      const size = [Math.max(y2 - y1 + 1, 1), Math.max(x2 - x1 + 1, 1)];
      const [left, top] = [Math.max(x1, 0), Math.max(y1, 0)];
      const [right, bottom] = [Math.min(x2 + 1, width), Math.min(y2 + 1, height)];
      if (right <= left || bottom <= top) continue;
      scope(() => {
        const one = padded.narrow(0, at, 1);
        const large = nn.functional.interpolate(one, { size, mode: "bilinear", alignCorners: false });
        visit(large.narrow(2, top - y1, bottom - top).narrow(3, left - x1, right - left), { at, left, top });
      });
    }
  });
}

/** Boxes about the same centre, larger by a factor along both edges. */
function grown(boxes: Tensor, factor: number): Tensor {
  const [low, high] = [boxes.narrow(1, 0, 2), boxes.narrow(1, 2, 2)];
  const half = high.sub(low).mul(0.5).mul(factor);
  const centre = high.add(low).mul(0.5);
  return cat([centre.sub(half), centre.add(half)], 1);
}

/**
 * The objects' masks (M, H, W) within boxes (K, 4), as large as what the network gives: (K, edge, edge).
 *
 * Only masks that some box is for are resized to the batch's image, so that an image may have thousands.
 *
 * @param matched (K) int64: the object of each box
 * @param size of the image within the batch, whose pixels the boxes are in
 */
export function masksInBoxes(
  masks: Tensor,
  boxes: Tensor,
  matched: Tensor,
  size: ImageSize,
  edge: number,
): Tensor {
  if (matched.numel() === 0) return zeros([0, edge, edge], { dtype: boxes.dtype, device: boxes.device });
  return scope(() => {
    const [objects, rows] = unique(matched, { returnInverse: true });
    const chosen = masks.index(objects).to("uint8").unsqueeze(1); // (M', 1, H, W)
    const [height, width] = [masks.shape[1], masks.shape[2]];
    const isSame = height === size[0] && width === size[1];
    const resized = isSame ? chosen : nn.functional.interpolate(chosen, { size: [...size], mode: "nearest" });
    const rois = cat([rows.to(boxes.dtype).unsqueeze(1), boxes], 1);
    return roiAlign(resized.to(boxes.dtype), rois, [edge, edge]).squeeze(1);
  });
}
