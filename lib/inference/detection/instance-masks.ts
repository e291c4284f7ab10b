/** Masks of probabilities, as networks give them, to run lengths: a few objects at a time, so that memory stays bounded. */

import { eachPasted, pasteMasks } from "../../models/detection/masks.ts";
import * as nn from "../../nn/index.ts";
import { inferenceMode, scope, type Tensor } from "../../tensor/index.ts";
import { countColumns } from "../../vision/masks/packed-runs.ts";
import { placeRuns } from "../../vision/masks/run-crops.ts";
import type { Rle } from "../../vision/rle/index.ts";
import { encodePlanesLater } from "../../vision/rle/planes.ts";
import { breathe } from "../running.ts";
import type { NetworkDetections } from "./network.ts";

/** Above which probability a pixel is in a mask. */
const INSIDE = 0.5;

/** Pixels that are made at once. */
const PIXELS_AT_ONCE = 2 ** 22;

/** Masks that are made between two turns of the event loop. */
const MASKS_AT_ONCE = 64;

type Size = readonly [height: number, width: number];
type Masked = NetworkDetections & { readonly masks: Tensor };

/**
 * The run lengths of some of the masks that a network found in its input, in pixels of the image: bilinearly where that has another
 * size.
 */
export async function masksToRuns(
  found: Masked,
  rows: readonly number[],
  inputSize: Size,
  size: Size,
): Promise<Rle[]> {
  const isSized = inputSize[0] === size[0] && inputSize[1] === size[1];
  if (isSized && found.areMasksWithin) return pasted(found, rows, size);
  const step = isSized ? rows.length : Math.max(1, Math.floor(PIXELS_AT_ONCE / (size[0] * size[1])));
  const runs: Rle[] = [];
  for (let at = 0; at < rows.length; at += step) {
    await scope(async () => {
      const planes = inferenceMode(() =>
        planesOf(found, rows.slice(at, at + step), inputSize, isSized ? null : size),
      );
      const counts = await encodePlanesLater(planes.squeeze(1), INSIDE); // (N, 1, H, W) -> (N, H, W)
      runs.push(...counts.map((of): Rle => ({ size: [...size], counts: of })));
    });
  }
  return runs;
}

/** Masks (N, 1, H, W), of probabilities or whether a pixel is inside. */
function planesOf(found: Masked, rows: readonly number[], inputSize: Size, size: Size | null): Tensor {
  const { masks, boxes, areMasksWithin } = found;
  if (size === null) return chosen(masks.gt(INSIDE), rows);
  const wanted = chosen(masks, rows);
  const whole = areMasksWithin ? pasteMasks(wanted, chosen(boxes, rows), inputSize) : wanted;
  return nn.functional.interpolate(whole.float(), { size, mode: "bilinear", alignCorners: false });
}

/** Each mask in the pixels around its box, the rest of the image is never there. */
async function pasted({ masks, boxes }: Masked, rows: readonly number[], size: Size): Promise<Rle[]> {
  const runs = rows.map((): Rle => ({ size: [...size], counts: Uint32Array.of(size[0] * size[1]) }));
  for (let start = 0; start < rows.length; start += MASKS_AT_ONCE) {
    const part = rows.slice(start, start + MASKS_AT_ONCE);
    scope(() =>
      inferenceMode(() => {
        const [few, places] = [chosen(masks, part).cpu(), chosen(boxes, part).cpu()];
        eachPasted(few, places, [...size], (visible, { at, left, top }) => {
          const columns = visible.gt(INSIDE).transpose(2, 3).contiguous(); // (1, 1, h, w) -> (1, 1, w, h)
          const counts = countColumns(columns.to("uint8").bytes());
          const run = runs[start + at] as Rle; // one of each
          run.counts = placeRuns(counts, visible.shape[2] as number, { left, top }, size);
        });
      }),
    );
    await breathe();
  }
  return runs;
}

/** Some rows; all of them as they are. */
function chosen(values: Tensor, rows: readonly number[]): Tensor {
  const isAll = rows.length === values.shape[0] && rows.every((row, at) => row === at);
  return isAll ? values : values.index([...rows]);
}
