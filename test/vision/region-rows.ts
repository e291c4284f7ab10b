/** Measurements of regions beside the rows that scripts/fixtures/regions.py makes of regionprops. */

import { expect } from "vitest";
import type { regions } from "../../lib/index.ts";

/** Bound on the error of each measurement, relative where it is above 1. */
const TOLERANCE = 1e-8;
/** Roots of differences of moments, where scikit-image's rounding errors show: compared before the root is taken. */
const ROOTS = ["minorAxisLength", "eccentricity"];

/** Compares each region with its row: NAMES, the centroid, the bounding box, and the perimeter where the row has one. */
export function expectRows(measured: regions.RegionMeasurements[], rows: number[][], what = ""): void {
  expect(measured.length, what).toBe(rows.length);
  for (const [i, row] of rows.entries()) {
    const r = measured[i] as regions.RegionMeasurements;
    const values = {
      label: r.label,
      area: r.area,
      majorAxisLength: r.majorAxisLength,
      minorAxisLength: r.minorAxisLength,
      orientation: r.orientation,
      eccentricity: r.eccentricity,
      solidity: r.solidity,
      extent: r.extent,
      eulerNumber: r.eulerNumber,
      feretDiameterMax: r.feretDiameterMax,
      equivalentDiameter: r.equivalentDiameter,
      intensityMean: r.intensityMean,
      centroidRow: r.centroid[0],
      centroidColumn: r.centroid[1],
      top: r.boundingBox[0],
      left: r.boundingBox[1],
      bottom: r.boundingBox[2],
      right: r.boundingBox[3],
      perimeter: r.perimeter,
    };
    for (const [k, [name, value]] of Object.entries(values).entries()) {
      const want = row[k];
      if (want === undefined) continue; // no perimeter where rows and columns differ in spacing
      const square = (x: number): number => (ROOTS.includes(name) ? x * x : x);
      const off = Math.abs(square(value as number) - square(want));
      const error = name === "orientation" ? Math.min(off, Math.PI - off) : off;
      const text = `${what} region ${r.label}, ${name}: ${value}, expected ${want}`;
      expect(error, text).toBeLessThan(TOLERANCE * Math.max(1, square(Math.abs(want))));
    }
  }
}
