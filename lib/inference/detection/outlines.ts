/** Outlines of found objects as polygons in pixels of the image. */

import { type Polygon, simplifyContours } from "../../vision/contours/polygon.ts";
import { tracePolygons } from "../../vision/contours/trace.ts";
import { cropRuns } from "../../vision/masks/run-crops.ts";
import type { Rle } from "../../vision/rle/index.ts";

/** The polygons of a mask, one for each part; none of an empty mask. */
export function outlinesOf(mask: Rle, tolerance: number): Polygon[] {
  const crop = cropRuns(mask.counts, mask.size[0]);
  if (crop === null) return [];
  const { left, top } = crop;
  const moved = (ring: Polygon["outer"]): Polygon["outer"] => ring.map(([x, y]) => [x + left, y + top]);
  const polygons = tracePolygons(crop).map(({ polygon: { outer, holes } }) => ({
    outer: moved(outer),
    holes: holes.map(moved),
  }));
  return tolerance === 0 ? polygons : simplifyContours(polygons, tolerance);
}
