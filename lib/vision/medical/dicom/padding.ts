/** Pixels that were never measured, filled up with a value of their own (PS3.3, C.7.5.1.1.2). */

import type { Samples } from "../../raw-image.ts";
import type { DataSet } from "./data-set.ts";
import type { PixelLayout } from "./layout.ts";

const [VALUE, LIMIT] = [0x00280120, 0x00280121];

/** From and to which stored value pixels are padding; null where the file has none. */
export function paddingOf(set: DataSet, { isSigned, samples }: PixelLayout): [number, number] | null {
  const value = set.number(VALUE, isSigned);
  if (value === undefined || samples !== 1) return null;
  const limit = set.number(LIMIT, isSigned) ?? value;
  return [Math.min(value, limit), Math.max(value, limit)];
}

/** Makes pixels black that are padding in `stored`. */
export function blackenPadding(shades: Uint8Array, stored: Samples, [low, high]: [number, number]): void {
  for (let i = 0; i < shades.length; i++) {
    const value = stored[i] as number;
    if (value >= low && value <= high) shades[i] = 0;
  }
}
