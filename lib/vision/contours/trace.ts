/**
 * The borders of a mask as polygons along the pixels' edges: every border is followed with the mask to the right, and
 * where it touches itself at a corner it is cut in two, so that no ring meets itself.
 */

import { number, type Rest, signature } from "../../edge/index.ts";
import { enter, maskKind } from "../arguments.ts";
import { type Mask, type MaskLike, toMask } from "../morphology/mask.ts";
import { labelRegions } from "../regions/label.ts";
import { type Polygon, type Ring, ringArea, type Vertex } from "./polygon.ts";

/** Options of {@link findContours}. */
export interface ContourOptions {
  /** Take the pixels of this value. Default: all that are not 0. */
  value?: number;
}

const FIND_CONTOURS = signature<ContourOptions>("contours.findContours", {
  takes: { mask: maskKind },
  options: { value: number },
});

/**
 * Polygons of a mask, one for each part whose pixels share sides, in the order in which a scan row by row meets them; none
 * for an empty mask. Filled by the even-odd rule (`fillContours`) they are exactly the mask; no ring meets itself, so they
 * are valid as GIS and GeoJSON have it.
 *
 * @throws ShapeError for what is no mask (H, W)
 *
 * @example
 * const polygons = contours.findContours(found.mask, { value: 2 });
 */
export function findContours(mask: MaskLike, ...rest: Rest<ContourOptions>): Polygon[] {
  const options = enter(FIND_CONTOURS, rest, mask);
  const { data, height, width } = toMask(mask, "findContours");
  const { value } = options;
  const inside = new Uint8Array(height * width);
  for (let i = 0; i < inside.length; i++) {
    if (value === undefined ? data[i] !== 0 : data[i] === value) inside[i] = 1;
  }
  return tracePolygons({ data: inside, height, width }).map(({ polygon }) => polygon);
}

/** A polygon and one of its pixels. */
export interface Traced {
  polygon: Polygon;
  /** Position in the mask, row by row. */
  pixel: number;
}

/** As {@link findContours}, of a mask of 0 and 1. */
export function tracePolygons(mask: Mask): Traced[] {
  const parts = labelRegions(mask, { connectivity: 4 });
  const found: { outer: Ring | null; holes: Ring[]; pixel: number }[] = [];
  for (const ring of traceRings(mask)) {
    const pixel = pixelBeside(ring, mask.width);
    const index = (parts.data[pixel] as number) - 1;
    found[index] ??= { outer: null, holes: [], pixel };
    const part = found[index];
    if (ringArea(ring) > 0) part.outer = ring;
    else part.holes.push(ring);
  }
  // Every part has an outline, and only one.
  return found.map(({ outer, holes, pixel }) => ({ polygon: { outer: outer as Ring, holes }, pixel }));
}

/** Directions, each a turn to the right of the one before: right, down, left, up. */
const STEPS: readonly Vertex[] = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
];

function traceRings({ data, height, width }: Mask): Ring[] {
  const columns = width + 1; // of corners
  const edges = edgesOf(data, height, width);
  const rings: Ring[] = [];
  for (let corner = 0; corner < edges.length; corner++) {
    // The first edge to the right in a ring has no other before it, so the ring turns where it begins.
    if (!isEdge(edges, corner, 0)) continue;
    const corners = [corner];
    let at = corner;
    for (let direction: number | undefined = 0; direction !== undefined; ) {
      edges[at] = (edges[at] as number) & ~(1 << direction);
      const [dx, dy] = STEPS[direction] as Vertex;
      at += dy * columns + dx;
      // To the right first: pixels that touch at a corner only are two parts. No edge left: the ring is closed.
      const next: number | undefined = turns(direction).find((d) => isEdge(edges, at, d));
      if (next !== undefined && next !== direction) corners.push(at);
      direction = next;
    }
    for (const ring of splitRing(corners)) {
      rings.push(ring.map((v): Vertex => [v % columns, Math.floor(v / columns)]));
    }
  }
  return rings;
}

function turns(direction: number): number[] {
  return [(direction + 1) % 4, direction, (direction + 3) % 4];
}

function isEdge(edges: Uint8Array, corner: number, direction: number): boolean {
  return (((edges[corner] as number) >> direction) & 1) === 1;
}

/** For each corner, a bit for each direction in which a border leaves it with the mask to its right. */
function edgesOf(data: ArrayLike<number>, height: number, width: number): Uint8Array {
  const step = width + 2; // a border of zeros saves the tests at the edges
  const grid = new Uint8Array((height + 2) * step);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) grid[(y + 1) * step + x + 1] = data[i] === 0 ? 0 : 1;
  }
  const edges = new Uint8Array((height + 1) * (width + 1));
  for (let y = 0, corner = 0; y <= height; y++) {
    for (let x = 0, at = y * step; x <= width; x++, at++, corner++) {
      const [nw, ne] = [grid[at], grid[at + 1]] as [number, number];
      const [sw, se] = [grid[at + step], grid[at + step + 1]] as [number, number];
      // Right, down, left, up: where the pixel to the right of that edge is inside and the one to its left is not.
      edges[corner] = (se & ~ne) | ((sw & ~se) << 1) | ((nw & ~sw) << 2) | ((ne & ~nw) << 3);
    }
  }
  return edges;
}

/** Rings in which no corner occurs twice. */
function splitRing(corners: readonly number[]): number[][] {
  const rings: number[][] = [];
  const held: number[] = [];
  const places = new Map<number, number>();
  for (const corner of corners) {
    const place = places.get(corner);
    if (place !== undefined) {
      const ring = held.splice(place);
      for (const gone of ring) places.delete(gone);
      rings.push(ring);
    }
    places.set(corner, held.length);
    held.push(corner);
  }
  rings.push(held);
  return rings;
}

/** The pixel to the right of a ring's first edge. */
function pixelBeside(ring: Ring, width: number): number {
  const [[x, y], [nextX, nextY]] = ring as readonly [Vertex, Vertex]; // a ring has four corners or more
  if (nextX > x) return y * width + x;
  if (nextY > y) return y * width + x - 1;
  if (nextX < x) return (y - 1) * width + x - 1;
  return (y - 1) * width + x;
}
