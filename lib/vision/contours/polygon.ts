/** Polygons on the grid of pixels' corners: what they are, their area, pixels inside them, and fewer points. */

import { type Kind, kind, listOf, number, signature } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import { enter, pairOf } from "../arguments.ts";
import { MOST_PIXELS } from "../masks/run-length.ts";

/** x to the right and y down, in pixels: pixel (row, column) is the square from (column, row) to (column + 1, row + 1). */
export type Vertex = readonly [x: number, y: number];

/** Corners of a closed line in order, the first not repeated at the end. */
export type Ring = readonly Vertex[];

/** An outline and the holes in it. */
export interface Polygon {
  /** Its {@link ringArea} is above 0: clockwise as one sees it, y being down. */
  outer: Ring;
  /** Their {@link ringArea} is below 0. */
  holes: readonly Ring[];
}

const RING: Kind<Ring> = listOf(pairOf("[x, y]"));

/** A polygon as `findContours` gives it. */
export const polygonKind: Kind<Polygon> = kind(
  "a polygon { outer, holes } of rings of [x, y]",
  (v) =>
    typeof v === "object" &&
    v !== null &&
    RING.accepts((v as Polygon).outer) &&
    listOf(RING).accepts((v as Polygon).holes),
);

/** A mask is a size too. */
const SIZE: Kind<{ height: number; width: number }> = kind("{ height, width } in pixels", (v) => {
  const { height, width } = (v ?? {}) as { height?: unknown; width?: unknown };
  return number.accepts(height) && number.accepts(width);
});

const RING_AREA = signature("contours.ringArea", { takes: { ring: RING } });
const FILL = signature("contours.fillContours", {
  takes: { polygons: listOf(polygonKind), size: SIZE },
});
const SIMPLIFY = signature("contours.simplifyContours", {
  takes: { polygons: listOf(polygonKind), tolerance: number },
});

/** Area within a ring by the shoelace formula in square pixels: above 0 for outlines, below 0 for holes. */
export function ringArea(ring: Ring, ...rest: []): number {
  enter(RING_AREA, rest, ring);
  let sum = 0;
  for (let i = 0, before = ring.at(-1) as Vertex; i < ring.length; i++) {
    const vertex = ring[i] as Vertex;
    sum += before[0] * vertex[1] - vertex[0] * before[1];
    before = vertex;
  }
  return sum / 2;
}

/**
 * The mask that polygons cover, row by row, 1 inside: a pixel is inside a polygon where its centre is, by the even-odd rule
 * over outline and holes. Of what `findContours` gives it is the mask again.
 *
 * @throws ArgumentError for a size that is not of whole numbers from 1, or too large to hold
 */
export function fillContours(
  polygons: readonly Polygon[],
  size: { height: number; width: number },
  ...rest: []
): Uint8Array {
  enter(FILL, rest, polygons, size);
  const { height, width } = size;
  const isWhole = [height, width].every((edge) => Number.isInteger(edge) && edge >= 1);
  if (!isWhole || height * width > MOST_PIXELS) {
    throw new ArgumentError(
      `fillContours: expected a height and width from 1 pixel, of at most ${MOST_PIXELS} pixels together, got ` +
        `${height} x ${width}`,
      { operation: "fillContours" },
    );
  }
  const mask = new Uint8Array(height * width);
  for (const { outer, holes } of polygons) {
    const crossings: (number[] | undefined)[] = [];
    for (const ring of [outer, ...holes]) addCrossings(crossings, ring, height);
    for (const [y, row] of crossings.entries()) {
      if (row === undefined) continue; // the list is sparse: rows that no ring crosses
      row.sort((a, b) => a - b);
      for (let i = 0; i + 1 < row.length; i += 2) {
        // Centres x + 0.5 from the first crossing on to before the second.
        const from = Math.max(0, Math.ceil((row[i] as number) - 0.5));
        const to = Math.min(width, Math.ceil((row[i + 1] as number) - 0.5));
        if (to > from) mask.fill(1, y * width + from, y * width + to);
      }
    }
  }
  return mask;
}

/** For each row of pixels where a ring crosses the line through their centres. */
function addCrossings(rows: (number[] | undefined)[], ring: Ring, height: number): void {
  for (let i = 0, before = ring.at(-1) as Vertex; i < ring.length; i++) {
    const vertex = ring[i] as Vertex;
    const [a, b] = before[1] < vertex[1] ? [before, vertex] : [vertex, before];
    before = vertex;
    const first = Math.max(0, Math.ceil(a[1] - 0.5));
    const last = Math.min(height, Math.ceil(b[1] - 0.5)); // an end is crossed by one of the two edges that meet there
    for (let y = first; y < last; y++) {
      const x = a[0] + ((y + 0.5 - a[1]) / (b[1] - a[1])) * (b[0] - a[0]);
      rows[y] ??= [];
      rows[y]?.push(x);
    }
  }
}

/**
 * Polygons with fewer points, none of the points left out farther than `tolerance` pixels from the line that replaces it
 * (Douglas & Peucker, https://doi.org/10.3138/FM57-6770-U75U-7727). A ring of which no area is left goes, with an outline
 * its holes. Rings are simplified by themselves: with a large tolerance they may cross.
 *
 * @throws ArgumentError for a tolerance below 0
 */
export function simplifyContours(polygons: readonly Polygon[], tolerance: number, ...rest: []): Polygon[] {
  enter(SIMPLIFY, rest, polygons, tolerance);
  if (!(tolerance >= 0 && Number.isFinite(tolerance))) {
    throw new ArgumentError(`simplifyContours: expected a tolerance from 0 pixels, got ${tolerance}`);
  }
  const isOutline = (ring: Ring): boolean => ring.length > 2 && ringArea(ring) > 0;
  const isHole = (ring: Ring): boolean => ring.length > 2 && ringArea(ring) < 0;
  return polygons.flatMap(({ outer, holes }) => {
    const outline = simplifyRing(outer, tolerance);
    if (!isOutline(outline)) return [];
    return [{ outer: outline, holes: holes.map((hole) => simplifyRing(hole, tolerance)).filter(isHole) }];
  });
}

/** A closed line is two open ones: from its first point to the one farthest from it, and back. */
function simplifyRing(ring: Ring, tolerance: number): Ring {
  const start = ring[0];
  if (start === undefined || tolerance === 0) return ring;
  let far = 0;
  let most = 0;
  for (const [i, [x, y]] of ring.entries()) {
    const distance = Math.hypot(x - start[0], y - start[1]);
    if (distance > most) [far, most] = [i, distance];
  }
  const there = simplifyLine(ring.slice(0, far + 1), tolerance);
  const back = simplifyLine([...ring.slice(far), start], tolerance);
  return [...there.slice(0, -1), ...back.slice(0, -1)];
}

function simplifyLine(line: Ring, tolerance: number): Ring {
  const keep = new Uint8Array(line.length);
  keep[0] = keep[line.length - 1] = 1;
  const parts: [number, number][] = [[0, line.length - 1]];
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    const [from, to] = part;
    let [at, most] = [-1, tolerance];
    for (let i = from + 1; i < to; i++) {
      const distance = distanceToSegment(line[i] as Vertex, line[from] as Vertex, line[to] as Vertex);
      if (distance > most) [at, most] = [i, distance];
    }
    if (at < 0) continue;
    keep[at] = 1;
    parts.push([from, at], [at, to]);
  }
  return line.filter((_, i) => keep[i] === 1);
}

function distanceToSegment([x, y]: Vertex, a: Vertex, b: Vertex): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : ((x - a[0]) * dx + (y - a[1]) * dy) / squared;
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(x - a[0] - t * dx, y - a[1] - t * dy);
}
