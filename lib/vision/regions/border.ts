/** Perimeter and Euler number from the patterns of neighbouring pixels. */

import type { Mask, Spacing } from "../morphology/mask.ts";

/**
 * Length of the line through the pixels of the region's border (those that share a side with the outside), after
 * Benkrid & Crookes as in scikit-image's `perimeter` with 4 neighbours. Where the spacing differs between rows and columns, a
 * straight step counts as the mean of those it stands for.
 */
export function perimeter(region: Mask, spacing: Spacing = [1, 1]): number {
  const { data, height, width } = region;
  const on = (y: number, x: number): boolean =>
    y >= 0 && y < height && x >= 0 && x < width && data[y * width + x] !== 0;
  const border = new Uint8Array(height * width);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const inner = on(y - 1, x) && on(y + 1, x) && on(y, x - 1) && on(y, x + 1);
      if (on(y, x) && !inner) border[y * width + x] = 1;
    }
  }
  const at = (y: number, x: number): number =>
    y >= 0 && y < height && x >= 0 && x < width ? (border[y * width + x] as number) : 0;
  const diagonal = Math.hypot(spacing[0], spacing[1]);
  let length = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (at(y, x) === 0) continue;
      const vertical = at(y - 1, x) + at(y + 1, x);
      const horizontal = at(y, x - 1) + at(y, x + 1);
      const straight = vertical + horizontal;
      const slanted = at(y - 1, x - 1) + at(y - 1, x + 1) + at(y + 1, x - 1) + at(y + 1, x + 1);
      const side = straight === 0 ? 0 : (vertical * spacing[0] + horizontal * spacing[1]) / straight;
      // Patterns: straight pairs count a side, slanted pairs a diagonal, one of each half of both; others nothing.
      if ((straight === 2 || straight === 3) && slanted <= 2) length += side;
      else if ((straight === 0 && slanted === 2) || (straight === 1 && slanted === 3)) length += diagonal;
      else if (straight === 1 && (slanted === 1 || slanted === 2)) length += (side + diagonal) / 2;
    }
  }
  return length;
}

/** Parts less holes, with 8 neighbours inside: Gray's counts of 2 x 2 patterns. */
export function eulerNumber({ data, height, width }: Mask): number {
  const on = (y: number, x: number): number =>
    y >= 0 && y < height && x >= 0 && x < width && data[y * width + x] !== 0 ? 1 : 0;
  let total = 0;
  for (let y = -1; y < height; y++) {
    for (let x = -1; x < width; x++) {
      const [a, b, c, d] = [on(y, x), on(y, x + 1), on(y + 1, x), on(y + 1, x + 1)];
      const sum = a + b + c + d;
      if (sum === 1) total++;
      else if (sum === 3) total--;
      else if (sum === 2 && a === d) total -= 2;
    }
  }
  return total / 4;
}
