/** Pixels of 8 bits changed on another thread, on the way from a decoder to a batch. */
import { native } from "../native/addon.ts";
import { wrap } from "./dispatch.ts";
import { rethrow } from "./failures.ts";
import type { Tensor } from "./tensor.ts";

/**
 * @internal The image (C, H, W) that `steps`, numbers as native/pixels.cc reads them, make of interleaved pixels.
 *
 * @param bytes (height, width, channels), which must not change until the promise is settled
 * @param table (C, 256) for the step that looks values up
 */
export async function changePixels(
  bytes: Uint8Array,
  [height, width, channels]: readonly [number, number, number],
  steps: readonly number[],
  table: Tensor | null,
): Promise<Tensor> {
  const handle = table === null ? 0 : table._require("changePixels");
  try {
    const made = await native().changePixels(
      bytes,
      height,
      width,
      channels,
      Float64Array.from(steps),
      handle,
    );
    return wrap(made, "readImage");
  } catch (error) {
    return rethrow(error, "readImage", []);
  }
}
