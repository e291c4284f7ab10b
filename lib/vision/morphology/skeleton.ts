/**
 * Thinning to lines one pixel wide: Zhang & Suen, https://doi.org/10.1145/357994.358023, with the corners treated as
 * scikit-image's `skeletonize(method="zhang")` treats them, which it equals pixel for pixel.
 */

import { type Rest, signature } from "../../edge/index.ts";
import { enter, maskKind, spacingKind } from "../arguments.ts";
import { checkSpacing, type DistanceOptions } from "./distance.ts";
import { type MaskLike, type Spacing, toMask } from "./mask.ts";

/** Neighbours clockwise from the north; each has a bit in the number of a neighbourhood. */
const [N, NE, E, SE, S, SW, W, NW] = [1, 2, 4, 8, 16, 32, 64, 128] as const;

/** In which of the two passes of a round a pixel goes. */
const [NEVER, FIRST, SECOND, BOTH] = [0, 1, 2, 3] as const;

/**
 * Neighbourhoods in which scikit-image's table departs from the conditions of the paper. Corners of lines go, which the
 * paper keeps as a joint of two parts: first those with nothing else around them, then those with one or two pixels more.
 * Ends two pixels wide and outer corners, which the paper takes in either pass, go in one of them or stay, so that short
 * lines do not vanish.
 */
const DEPARTURES: readonly (readonly [pass: number, neighbourhoods: readonly number[]])[] = [
  [BOTH, [N | E, E | S, S | W, W | N]],
  [FIRST, [NW | N | E, N | NE | W, N | SW | W, NW | S | W, N | NE | SW | W]],
  [SECOND, [N | E | SE, E | S | SW, SE | S | W, NE | E | S | SW]],
  [FIRST, [NW | N, N | NE, NE | E, N | NE | E, NW | N | W]],
  [SECOND, [E | SE, S | SW, SW | W, E | SE | S, S | SW | W]],
  [NEVER, [SE | S, NW | W]],
];

let table: Uint8Array | undefined;

/** For each of the 256 neighbourhoods the passes in which a pixel with it goes. */
function passes(): Uint8Array {
  if (table !== undefined) return table;
  table = Uint8Array.from(
    { length: 256 },
    (_, around) => (isInFirst(around) ? FIRST : 0) | (isInSecond(around) ? SECOND : 0),
  );
  for (const [pass, neighbourhoods] of DEPARTURES) for (const around of neighbourhoods) table[around] = pass;
  return table;
}

/** The paper's conditions of both passes: two to six neighbours, in one run. */
function isOnRim(around: number): boolean {
  let [count, rises] = [0, 0];
  for (let i = 0; i < 8; i++) {
    const value = (around >> i) & 1;
    count += value;
    if (value === 0 && ((around >> ((i + 1) % 8)) & 1) === 1) rises++;
  }
  return count >= 2 && count <= 6 && rises === 1;
}

const lacksOneOf = (around: number, sides: number): boolean => (around & sides) !== sides;

function isInFirst(around: number): boolean {
  return isOnRim(around) && lacksOneOf(around, N | E | S) && lacksOneOf(around, E | S | W);
}

function isInSecond(around: number): boolean {
  return isOnRim(around) && lacksOneOf(around, N | E | W) && lacksOneOf(around, N | S | W);
}

const SKELETONIZE = signature("morphology.skeletonize", { takes: { mask: maskKind } });
const LENGTH = signature<DistanceOptions>("morphology.skeletonLength", {
  takes: { skeleton: maskKind },
  options: { spacing: spacingKind },
  positional: ["spacing"],
});

/** The skeleton of a mask, 1 on its lines. Pixels beyond the image count as outside. */
export function skeletonize(mask: MaskLike, ...rest: []): Uint8Array {
  enter(SKELETONIZE, rest, mask);
  const { data, height, width } = toMask(mask, "skeletonize");
  const step = width + 2; // a border of zeros saves the tests at the edges
  const grid = new Uint8Array((height + 2) * step);
  let alive: number[] = [];
  for (let i = 0; i < height * width; i++) {
    if (data[i] === 0) continue;
    const at = (Math.floor(i / width) + 1) * step + (i % width) + 1;
    grid[at] = 1;
    alive.push(at);
  }
  const offsets = [-step, -step + 1, 1, step + 1, step, step - 1, -1, -step - 1]; // clockwise from the north
  const goes = passes();
  for (let changed = true; changed; ) {
    changed = false;
    for (const pass of [FIRST, SECOND]) {
      const removed = alive.filter((at) => ((goes[neighbourhood(grid, at, offsets)] as number) & pass) !== 0);
      if (removed.length === 0) continue;
      for (const at of removed) grid[at] = 0;
      changed = true;
      alive = alive.filter((at) => grid[at] === 1);
    }
  }
  const out = new Uint8Array(height * width);
  for (const at of alive) out[(Math.floor(at / step) - 1) * width + (at % step) - 1] = 1;
  return out;
}

function neighbourhood(grid: Uint8Array, at: number, offsets: readonly number[]): number {
  let around = 0;
  for (let i = 0; i < 8; i++) around |= (grid[at + (offsets[i] as number)] as number) << i;
  return around;
}

/**
 * Length of the lines of a skeleton: the distances between neighbouring pixels, where a diagonal step counts only if no
 * pixel beside it joins the two. A single pixel has length 0.
 */
export function skeletonLength(
  skeleton: MaskLike,
  ...rest: Rest<DistanceOptions, [spacing: Spacing]>
): number {
  const { spacing = [1, 1] } = enter(LENGTH, rest, skeleton);
  checkSpacing("skeletonLength", spacing);
  const { data, height, width } = toMask(skeleton, "skeletonLength");
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
