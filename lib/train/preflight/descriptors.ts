/** A few hundred numbers that say what a picture looks like, where no network is given: gray, colour, and where edges run. */

import { COLOR_THUMB, type PixelFacts, THUMB } from "./pixels.ts";

const BLOCK = 2;
const CELL = 8;
const DIRECTIONS = 8;

/** How many numbers. */
export const DESCRIPTORS = (THUMB / BLOCK) ** 2 + COLOR_THUMB ** 2 * 3 + (THUMB / CELL) ** 2 * DIRECTIONS;

/** The numbers of a picture. Edges as in Dalal & Triggs 2005 (https://doi.org/10.1109/CVPR.2005.177), without overlapping blocks. */
export function descriptorsOf({ thumb, colors }: PixelFacts): Float64Array {
  const out = new Float64Array(DESCRIPTORS);
  const edge = THUMB / BLOCK;
  let at = 0;
  for (let y = 0; y < edge; y++) {
    for (let x = 0; x < edge; x++, at++) {
      for (let j = 0; j < BLOCK; j++) {
        for (let i = 0; i < BLOCK; i++) {
          out[at] =
            (out[at] as number) +
            (thumb[(y * BLOCK + j) * THUMB + x * BLOCK + i] as number) / (255 * BLOCK * BLOCK);
        }
      }
    }
  }
  for (let i = 0; i < colors.length; i++, at++) out[at] = (colors[i] as number) / 255;
  const cells = THUMB / CELL;
  for (let y = 1; y < THUMB - 1; y++) {
    for (let x = 1; x < THUMB - 1; x++) {
      const here = y * THUMB + x;
      const across = (thumb[here + 1] as number) - (thumb[here - 1] as number);
      const down = (thumb[here + THUMB] as number) - (thumb[here - THUMB] as number);
      const angle = (Math.atan2(down, across) + Math.PI) % Math.PI;
      const bin = Math.min(DIRECTIONS - 1, Math.floor((angle / Math.PI) * DIRECTIONS));
      const cell = Math.floor(y / CELL) * cells + Math.floor(x / CELL);
      const to = at + cell * DIRECTIONS + bin;
      out[to] = (out[to] as number) + Math.hypot(across, down) / (255 * CELL);
    }
  }
  return out;
}
