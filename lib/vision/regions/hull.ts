/** The convex hull of a region, the pixels in it, its longest diameter, and the smallest rectangle around it. */

import type { Mask, Spacing } from "../morphology/mask.ts";

/** (row, column). */
export type Point = readonly [number, number];

/** The smallest rectangle around a region, turned as it needs to be. */
export interface OrientedBox {
  center: Point;
  /** The longer and the shorter side. */
  length: number;
  width: number;
  /** Direction of the longer side in radians, from the direction of columns towards that of rows, in (-pi/2, pi/2]. */
  angle: number;
}

function turn(a: Point, b: Point, c: Point): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

/** Corners of the convex hull, in order, none on a line between others (Andrew's monotone chain). */
export function convexHull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const chain = (list: readonly Point[]): Point[] => {
    const out: Point[] = [];
    for (const p of list) {
      while (out.length > 1 && turn(out.at(-2) as Point, out.at(-1) as Point, p) <= 0) out.pop();
      out.push(p);
    }
    return out.slice(0, -1);
  };
  return [...chain(sorted), ...chain(sorted.reverse())];
}

/** First and last pixel of each row: all that a hull depends on. */
function ends(region: Mask): Point[] {
  const points: Point[] = [];
  for (let y = 0; y < region.height; y++) {
    let [first, last] = [-1, -1];
    for (let x = 0; x < region.width; x++) {
      if (region.data[y * region.width + x] === 0) continue;
      if (first < 0) first = x;
      last = x;
    }
    if (first >= 0) points.push([y, first]);
    if (last > first) points.push([y, last]);
  }
  return points;
}

/**
 * First and last pixel of each row whose centre is in the convex hull of the middles of the region's pixel sides, its
 * border included: scikit-image's `image_convex`. Exact: computed in whole half-pixels.
 */
export function convexRows(region: Mask): [first: number, last: number][] {
  const middles = ends(region).flatMap(([y, x]): Point[] => [
    [2 * y - 1, 2 * x],
    [2 * y + 1, 2 * x],
    [2 * y, 2 * x - 1],
    [2 * y, 2 * x + 1],
  ]);
  const hull = convexHull(middles);
  return Array.from({ length: region.height }, (_, y) => {
    let [low, high] = [0, region.width - 1];
    for (let i = 0; i < hull.length; i++) {
      const [a, b] = [hull[i] as Point, hull[(i + 1) % hull.length] as Point];
      // Inside: (b0 - a0) (2 x - a1) >= (b1 - a1) (2 y - a0)
      const slope = 2 * (b[0] - a[0]);
      const bound = (b[1] - a[1]) * (2 * y - a[0]) + (b[0] - a[0]) * a[1];
      if (slope > 0) low = Math.max(low, Math.ceil(bound / slope));
      else if (slope < 0) high = Math.min(high, Math.floor(bound / slope));
      else if (bound > 0) high = -1;
    }
    return [low, Math.max(high, low - 1)]; // an empty row ends before it begins
  });
}

/**
 * Longest distance between middles of pixel sides on the border of a convex region, given by its rows: scikit-image's
 * `feret_diameter_max`.
 */
export function feretDiameter(rows: readonly [first: number, last: number][], spacing: Spacing): number {
  // Middles of sides between two pixels of the region may be among them: they are inside the hull of the others.
  const middles = rows.flatMap(([first, last], y): Point[] => {
    if (last < first) return [];
    const ends = [y - 0.5, y + 0.5].flatMap((side): Point[] => [
      [side, first],
      [side, last],
    ]);
    return [[y, first - 0.5], [y, last + 0.5], ...ends];
  });
  const hull = convexHull(middles.map(([y, x]) => [y * spacing[0], x * spacing[1]]));
  let longest = 0;
  for (const [i, a] of hull.entries()) {
    for (const b of hull.slice(i + 1)) longest = Math.max(longest, Math.hypot(a[0] - b[0], a[1] - b[1]));
  }
  return longest;
}

/** The rectangle of least area around the region's pixels, each a rectangle of the spacing's size. */
export function orientedBox(region: Mask, origin: Point, spacing: Spacing): OrientedBox {
  const corners = ends(region).flatMap(([y, x]) =>
    [-0.5, 0.5].flatMap((dy) =>
      [-0.5, 0.5].map((dx): Point => [(origin[0] + y + dy) * spacing[0], (origin[1] + x + dx) * spacing[1]]),
    ),
  );
  const hull = convexHull(corners);
  let best: OrientedBox | null = null;
  for (let i = 0; i < hull.length; i++) {
    const [a, b] = [hull[i] as Point, hull[(i + 1) % hull.length] as Point];
    const size = Math.hypot(b[0] - a[0], b[1] - a[1]);
    const [uy, ux] = [(b[0] - a[0]) / size, (b[1] - a[1]) / size];
    const along = hull.map(([y, x]) => y * uy + x * ux);
    const across = hull.map(([y, x]) => y * ux - x * uy);
    const [a0, a1] = [Math.min(...along), Math.max(...along)];
    const [c0, c1] = [Math.min(...across), Math.max(...across)];
    const [length, width] = [a1 - a0, c1 - c0];
    if (best !== null && length * width >= best.length * best.width * (1 - 1e-12)) continue;
    const [m, n] = [(a0 + a1) / 2, (c0 + c1) / 2];
    const center: Point = [m * uy + n * ux, m * ux - n * uy];
    const direction = length >= width ? Math.atan2(uy, ux) : Math.atan2(ux, -uy);
    best = {
      center,
      length: Math.max(length, width),
      width: Math.min(length, width),
      angle: half(direction),
    };
  }
  return best as OrientedBox; // a region has a pixel, so its hull has sides
}

function half(angle: number): number {
  if (angle > Math.PI / 2) return angle - Math.PI;
  return angle <= -Math.PI / 2 ? angle + Math.PI : angle;
}
