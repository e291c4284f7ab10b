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
function crossingsOf(polygon: readonly number[], height: number, width: number): number[] {
  const count = polygon.length / 2;
  const fine = polygon.map((value) => Math.trunc(SCALE * value + 0.5));
  const crossings: number[] = [];
  let [lastX, lastY] = [Number.NaN, Number.NaN];
  const visit = (x: number, y: number) => {
    if (x !== lastX && !Number.isNaN(lastX)) {
      const column = ((x < lastX ? x : x - 1) + 0.5) / SCALE - 0.5;
      if (Number.isInteger(column) && column >= 0 && column <= width - 1) {
        const row = (Math.min(y, lastY) + 0.5) / SCALE - 0.5;
        crossings.push(column * height + Math.ceil(Math.min(Math.max(row, 0), height)));
      }
    }
    [lastX, lastY] = [x, y];
  };
  for (let i = 0; i < count; i++) {
    const next = (i + 1) % count;
    walk(
      fine[2 * i] as number,
      fine[2 * i + 1] as number,
      fine[2 * next] as number,
      fine[2 * next + 1] as number,
      visit,
    );
  }
  return crossings.sort((a, b) => a - b);
}

/**
 * Visits the grid points of an edge from its beginning to its end, one for each step of the longer axis. The other
 * coordinate is always computed from the edge's lower end, so that both directions give the same points.
 */
function walk(x0: number, y0: number, x1: number, y1: number, visit: (x: number, y: number) => void): void {
  const [dx, dy] = [Math.abs(x1 - x0), Math.abs(y1 - y0)];
  const steps = Math.max(dx, dy);
  if (steps === 0) {
    visit(x0, y0); // repeated points have no slope
    return;
  }
  const flat = dx >= dy;
  const turned = flat ? x0 > x1 : y0 > y1;
  const [fromX, fromY, toX, toY] = turned ? [x1, y1, x0, y0] : [x0, y0, x1, y1];
  const slope = flat ? (toY - fromY) / dx : (toX - fromX) / dy;
  for (let i = 0; i <= steps; i++) {
    const t = turned ? steps - i : i;
    if (flat) visit(fromX + t, Math.trunc(fromY + slope * t + 0.5));
    else visit(Math.trunc(fromX + slope * t + 0.5), fromY + t);
  }
}
