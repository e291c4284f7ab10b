/** Masks of probabilities, as networks give them, to run lengths: a few objects at a time, so that memory stays bounded. */

import * as nn from "../../nn/index.ts";
import { inferenceMode, scope, type Tensor } from "../../tensor/index.ts";
import type { Rle } from "../../vision/rle/index.ts";
import { encodePlanesLater } from "../../vision/rle/planes.ts";

/** Above which probability a pixel is in a mask. */
const INSIDE = 0.5;

/** Pixels that are resized at once. */
const PIXELS_AT_ONCE = 2 ** 22;

/** The run lengths of some of the masks (N, 1, h, w), brought bilinearly to `size` where they have another. */
export async function masksToRuns(
  masks: Tensor,
  rows: readonly number[],
  size: readonly [number, number],
): Promise<Rle[]> {
  const [height, width] = size;
  const isSized = masks.shape[2] === height && masks.shape[3] === width;
  const step = isSized ? rows.length : Math.max(1, Math.floor(PIXELS_AT_ONCE / (height * width)));
  const found: Rle[] = [];
  for (let at = 0; at < rows.length; at += step) {
    const part = rows.slice(at, at + step);
    await scope(async () => {
      const planes = inferenceMode(() => {
        if (isSized) return chosen(masks.gt(INSIDE), part);
        const wanted = chosen(masks, part).float();
        return nn.functional.interpolate(wanted, { size, mode: "bilinear", alignCorners: false });
      });
      const counts = await encodePlanesLater(planes.squeeze(1), INSIDE); // (N, 1, H, W) -> (N, H, W)
      found.push(...counts.map((of): Rle => ({ size: [height, width], counts: of })));
    });
  }
  return found;
}

/** Some rows of masks; themselves where all are wanted. */
function chosen(masks: Tensor, rows: readonly number[]): Tensor {
  const isAll = rows.length === masks.shape[0] && rows.every((row, at) => row === at);
  return isAll ? masks : masks.index([...rows]);
}
