/** Masks of probabilities, as networks give them, to run lengths: a few objects at a time, so that memory stays bounded. */

import * as nn from "../../nn/index.ts";
import { inferenceMode, scope, type Tensor } from "../../tensor/index.ts";
import { countRuns } from "../../vision/masks/run-length.ts";
import { breathe } from "../running.ts";

/** A mask as run lengths down the columns, zeros first. */
export interface Rle {
  /** Height and width. */
  size: [number, number];
  counts: Uint32Array;
}

/** Pixels that are resized and turned at once. */
const PIXELS_AT_ONCE = 2 ** 22;

/** The run lengths of the masks (N, 1, h, w) of objects, inside above 0.5, brought bilinearly to `size` where they have another. */
export async function masksToRuns(
  masks: Tensor,
  rows: readonly number[],
  size: readonly [number, number],
): Promise<Rle[]> {
  const [height, width] = size;
  const step = Math.max(1, Math.floor(PIXELS_AT_ONCE / (height * width)));
  const found: Rle[] = [];
  for (let at = 0; at < rows.length; at += step) {
    const part = rows.slice(at, at + step);
    const bytes = scope(() =>
      inferenceMode(() => {
        const planes = part.map((row) => {
          const plane = masks.narrow(0, row, 1);
          const sized =
            plane.shape[2] === height && plane.shape[3] === width
              ? plane
              : nn.functional.interpolate(plane.float(), { size, mode: "bilinear", alignCorners: false });
          return sized.gt(0.5).to("uint8").cpu();
        });
        return planes.map((plane) => plane.contiguous().bytes());
      }),
    );
    for (const plane of bytes) {
      found.push({ size: [height, width], counts: Uint32Array.from(countRuns(plane, height, width)) });
    }
    await breathe();
  }
  return found;
}
