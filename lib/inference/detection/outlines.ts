/** Outlines of found objects as polygons in pixels of the image. */

import { type Polygon, simplifyContours } from "../../vision/contours/polygon.ts";
import { tracePolygons } from "../../vision/contours/trace.ts";
import { cropRuns } from "../../vision/masks/run-crops.ts";
import type { Rle } from "./instance-masks.ts";

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

/** Pixels of a mask. */
export function pixelsOf({ counts }: Rle): number {
  return counts.reduce((sum, count, i) => (i % 2 === 1 ? sum + count : sum), 0);
}
