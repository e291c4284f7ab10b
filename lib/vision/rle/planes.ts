/** Masks as tensors to run lengths: planes are turned on their device, a few at a time, and scanned column after column. */

import { keep, noGrad, scope, type Tensor } from "../../tensor/index.ts";
import { type Counts, countColumns } from "../masks/packed-runs.ts";

/** Pixels that are turned and scanned at once: what masks of any number need beside themselves, in bytes. */
const PIXELS_AT_ONCE = 2 ** 22;

/** The counts of planes (N, H, W), where everything but 0 is inside. */
export function encodePlanes(masks: Tensor): Counts[] {
  const pixels = pixelsOf(masks);
  return noGrad(() =>
    chunksOf(masks).flatMap(([from, to]) =>
      countPlanes(
        scope(() => columnsOf(masks.slice(0, from, to).ne(0)).bytes()),
        pixels,
      ),
    ),
  );
}

/**
 * As {@link encodePlanes} of planes (N, H, W) or (N, 1, H, W), with what is above `threshold` inside; others may run in between. What it needs of the masks it
 * holds itself: they may be freed as soon as it has given its promise.
 */
export async function encodePlanesLater(masks: Tensor, threshold: number): Promise<Counts[]> {
  const [count = 0] = masks.shape;
  const [height = 0, width = 0] = masks.shape.slice(-2);
  const inside = noGrad(() =>
    scope(() => keep(masks.detach().gt(threshold).reshape([count, height, width]))),
  );
  const pixels = pixelsOf(inside);
  try {
    const found: Counts[] = [];
    for (const [from, to] of chunksOf(inside)) {
      const columns = scope(() => keep(columnsOf(inside.slice(0, from, to))));
      const bytes = await columns.dataAsync().finally(() => columns.dispose());
      found.push(...countPlanes(bytes as Uint8Array, pixels)); // as its dtype says
    }
    return found;
  } finally {
    inside.dispose();
  }
}

/** Planes of bool (N, H, W) as bytes, column after column. */
function columnsOf(planes: Tensor): Tensor {
  return planes.to("uint8").transpose(1, 2).contiguous(); // (N, H, W) -> (N, W, H)
}

function pixelsOf({ shape }: Tensor): number {
  return (shape[1] as number) * (shape[2] as number); // planes have both
}

/** From which plane to before which, a few at a time. */
function chunksOf(planes: Tensor): [from: number, to: number][] {
  const [count = 0] = planes.shape;
  const step = Math.max(1, Math.floor(PIXELS_AT_ONCE / Math.max(1, pixelsOf(planes))));
  return Array.from({ length: Math.ceil(count / step) }, (_, i) => [
    i * step,
    Math.min(count, (i + 1) * step),
  ]);
}

function countPlanes(bytes: Uint8Array, pixels: number): Counts[] {
  return Array.from({ length: bytes.length / pixels }, (_, i) =>
    countColumns(bytes.subarray(i * pixels, (i + 1) * pixels)),
  );
}
