/** Thinning to lines one pixel wide: Zhang & Suen, https://doi.org/10.1145/357994.358023, by the published conditions. */
import { checkMask, type Mask, type Spacing } from "./mask.ts";

/**
 * The skeleton of a mask, 1 on its lines. Pixels beyond the image count as outside.
 *
 * These are the conditions of the paper. scikit-image uses a table that also thins corners and keeps some ends, so single
 * pixels differ from its `skeletonize`.
 */
export function skeletonize(mask: Mask): Uint8Array {
  checkMask("skeletonize", mask);
  const { data, height, width } = mask;
  const step = width + 2; // a border of zeros saves the tests at the edges
  const grid = new Uint8Array((height + 2) * step);
  let alive: number[] = [];
  for (let i = 0; i < height * width; i++) {
    if (data[i] === 0) continue;
    const at = (Math.floor(i / width) + 1) * step + (i % width) + 1;
    grid[at] = 1;
    alive.push(at);
  }
  const around = [-step, -step + 1, 1, step + 1, step, step - 1, -1, -step - 1]; // clockwise from the north
  for (let changed = true; changed; ) {
    changed = false;
    for (const first of [true, false]) {
      const removed = alive.filter((at) => isRemovable(grid, at, around, first));
      for (const at of removed) grid[at] = 0;
      if (removed.length === 0) continue;
      changed = true;
      alive = alive.filter((at) => grid[at] === 1);
    }
  }
  const out = new Uint8Array(height * width);
  for (const at of alive) out[(Math.floor(at / step) - 1) * width + (at % step) - 1] = 1;
  return out;
}

function isRemovable(grid: Uint8Array, at: number, around: readonly number[], first: boolean): boolean {
  let count = 0;
  let rises = 0;
  let before = grid[at + (around[7] as number)] as number;
  for (const offset of around) {
    const value = grid[at + offset] as number;
    count += value;
    if (before === 0 && value === 1) rises++;
    before = value;
  }
  if (count < 2 || count > 6 || rises !== 1) return false;
  const side = (index: number): number => grid[at + (around[index] as number)] as number;
  const [north, east, south, west] = [side(0), side(2), side(4), side(6)];
  if (first) return (north & east & south) === 0 && (east & south & west) === 0;
  return (north & east & west) === 0 && (north & south & west) === 0;
}

/**
 * Length of the lines of a skeleton: the distances between neighbouring pixels, where a diagonal step counts only if no
 * pixel beside it joins the two. A single pixel has length 0.
 */
export function skeletonLength(skeleton: Mask, spacing: Spacing = [1, 1]): number {
  checkMask("skeletonLength", skeleton);
  const { data, height, width } = skeleton;
  const on = (y: number, x: number): boolean =>
    x >= 0 && x < width && y < height && data[y * width + x] !== 0;
  const diagonal = Math.hypot(spacing[0], spacing[1]);
  let length = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!on(y, x)) continue;
      if (on(y, x + 1)) length += spacing[1];
      if (on(y + 1, x)) length += spacing[0];
      if (on(y + 1, x + 1) && !on(y, x + 1) && !on(y + 1, x)) length += diagonal;
      if (on(y + 1, x - 1) && !on(y, x - 1) && !on(y + 1, x)) length += diagonal;
    }
  }
  return length;
}
