/**
 * Polygons to pixels exactly as COCO's own tools do it (pycocotools' maskApi.c), so that masks equal those that others
 * train and measure on.
 *
 * The outline is walked on a grid five times as fine; where it steps from one column of that grid to the next, in the
 * middle of a column of pixels, it crosses that column, at a row rounded up. Between two crossings lies the inside.
 */

import { describe } from "../../edge/index.ts";
import { type Counts, runsBetween } from "./packed-runs.ts";
import { fillColumns } from "./run-length.ts";

/** Steps of the fine grid in a pixel. */
const SCALE = 5;

/** The column of the grid, of the five of a pixel, after which its middle is stepped over. */
const MIDDLE = 2;

/** Coordinates farther away than this, in pixels, are a mistake, and would take for ever to walk to. */
const FARTHEST = 1e6;

/** Why a polygon is none, or null: it is a list x0, y0, x1, y1, ... of at least three points. */
export function polygonProblem(polygon: unknown): string | null {
  if (!Array.isArray(polygon)) return `a polygon is a list of numbers, got ${typeof polygon}`;
  if (polygon.length % 2 !== 0) return `a polygon is pairs of x and y, got ${polygon.length} numbers`;
  if (polygon.length < 6) return `a polygon has at least three points, got ${polygon.length / 2}`;
  const odd = polygon.find((value) => typeof value !== "number" || !Number.isFinite(value));
  if (odd !== undefined) return `a polygon's coordinates are finite numbers, got ${describe(odd)}`;
  const far = (polygon as number[]).find((value) => Math.abs(value) > FARTHEST);
  return far === undefined ? null : `a polygon's coordinates are within ${FARTHEST} pixels, got ${far}`;
}

/**
 * Sets the pixels inside a polygon (x0, y0, x1, y1, ... in pixels, taken as checked) in `mask`, rows from the top
 * (H, W), to `value`. What crosses itself is inside where an odd number of outlines is around it.
 */
export function fillPolygon(
  mask: Uint8Array | Int32Array,
  polygon: readonly number[],
  height: number,
  width: number,
  value: number,
): void {
  const crossings = crossingsOf(polygon, height, width);
  for (let i = 0; i < crossings.length; i += 2) {
    fillColumns(mask, crossings[i] as number, crossings[i + 1] ?? height * width, height, width, value);
  }
}

/** The runs of the pixels inside a polygon, which {@link fillPolygon} would set. */
export function polygonRuns(polygon: readonly number[], height: number, width: number): Counts {
  return runsBetween(crossingsOf(polygon, height, width), height * width);
}

/** Where the outline crosses columns of pixels, counted column after column, in order. */
function crossingsOf(polygon: readonly number[], height: number, width: number): Float64Array {
  const crossings: number[] = [];
  const cross = (x: number, y: number): void => {
    const column = (x - MIDDLE) / SCALE;
    if (column < 0 || column > width - 1) return;
    const row = (y + 0.5) / SCALE - 0.5;
    crossings.push(column * height + Math.ceil(Math.min(Math.max(row, 0), height)));
  };
  const fine = polygon.map((value) => Math.trunc(SCALE * value + 0.5));
  for (let i = 0; i < fine.length; i += 2) {
    const next = i + 2 === fine.length ? 0 : i + 2;
    crossEdge(
      fine[i] as number,
      fine[i + 1] as number,
      fine[next] as number,
      fine[next + 1] as number,
      cross,
    );
  }
  return Float64Array.from(crossings).sort();
}

/**
 * Walks an edge on the fine grid, a point for each step of the longer axis, and tells where it steps over the middle of a
 * column of pixels: from which column of the grid, and the upper one of both rows. The other coordinate is always computed
 * from the edge's lower end, so that both directions give the same points.
 */
function crossEdge(
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  cross: (x: number, y: number) => void,
): void {
  const [dx, dy] = [Math.abs(x1 - x0), Math.abs(y1 - y0)];
  if (dx === 0) return;
  const isFlat = dx >= dy;
  const isTurned = isFlat ? x0 > x1 : y0 > y1;
  const [fromX, fromY, toX, toY] = isTurned ? [x1, y1, x0, y0] : [x0, y0, x1, y1];
  if (isFlat) {
    const slope = (toY - fromY) / dx;
    // Every step is to the next column of the grid, one in five of them over a middle.
    for (let t = (((MIDDLE - fromX) % SCALE) + SCALE) % SCALE; t < dx; t += SCALE) {
      const [y, nextY] = [Math.trunc(fromY + slope * t + 0.5), Math.trunc(fromY + slope * (t + 1) + 0.5)];
      cross(fromX + t, Math.min(y, nextY));
    }
    return;
  }
  const slope = (toX - fromX) / dy;
  let x = Math.trunc(fromX + 0.5);
  for (let t = 1; t <= dy; t++) {
    const next = Math.trunc(fromX + slope * t + 0.5);
    if (next === x) continue;
    const lower = Math.min(x, next);
    if ((lower - MIDDLE) % SCALE === 0) cross(lower, fromY + t - 1);
    x = next;
  }
}
