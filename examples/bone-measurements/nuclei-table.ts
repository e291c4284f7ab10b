/** How far measurements of two programs are apart, and the table of it. */

import type { regions } from "torchts";
import { markdown, mean } from "../tables.ts";

type Region = regions.RegionMeasurements;

/** What is compared: its unit, and how it is read of a region. */
export const MEASURED: Readonly<Record<string, readonly [title: string, of: (region: Region) => number]>> = {
  area: ["area, pixels", ({ area }) => area],
  perimeter: ["perimeter, pixels", ({ perimeter }) => perimeter],
  centroidRow: ["centroid, row", ({ centroid }) => centroid[0]],
  centroidColumn: ["centroid, column", ({ centroid }) => centroid[1]],
  majorAxisLength: ["major axis, pixels", ({ majorAxisLength }) => majorAxisLength],
  minorAxisLength: ["minor axis, pixels", ({ minorAxisLength }) => minorAxisLength],
  eccentricity: ["eccentricity", ({ eccentricity }) => eccentricity],
  solidity: ["solidity", ({ solidity }) => solidity],
};

/** What nuclei.json holds. */
export interface Agreement {
  images: number;
  nuclei: number;
  figures: { name: string; mean: number; furthest: number; same: number }[];
  seconds: number;
  pythonSeconds: number;
}

/** The mean of each measurement, the furthest two of a region are apart, and how many are within a billionth. */
export function agreementOf(
  pairs: readonly (readonly [Region, Readonly<Record<string, string>>])[],
): Agreement["figures"] {
  return Object.entries(MEASURED).map(([name, [, of]]) => {
    const both = pairs.map(([own, theirs]) => [of(own), Number(theirs[name])] as const);
    const apart = both.map(([a, b]) => Math.abs(a - b));
    return {
      name,
      mean: mean(both.map(([a]) => a)),
      furthest: Math.max(...apart),
      same: both.filter(([a, b]) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b))).length,
    };
  });
}

/** A row for each measurement. */
export function nucleiTable({ nuclei, figures }: Agreement): string {
  const rows = figures.map(({ name, mean: middle, furthest, same }) => [
    MEASURED[name]?.[0] ?? name,
    middle.toFixed(3),
    furthest === 0 ? "0" : furthest.toExponential(0),
    `${same} of ${nuclei}`,
  ]);
  return markdown(["", "mean", "furthest apart", "the same to 1e-9"], rows);
}
