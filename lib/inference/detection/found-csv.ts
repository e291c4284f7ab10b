/** Found objects as a table: a row for each, with the measurements of its mask. */

import { delimitedCell } from "../../data/tables/delimited.ts";
import { ArgumentError } from "../../native/errors.ts";
import type { Spacing } from "../../vision/morphology/mask.ts";
import type { RegionMeasurements } from "../../vision/regions/measure.ts";
import { type RegionColumn, regionColumns, regionTable } from "../../vision/regions/table.ts";
import type { FoundImage } from "./found-image.ts";
import { measureObjects } from "./measured.ts";

/** How the table is made. */
export interface FoundCsvOptions {
  /** Distance between pixel centres `[row, column]` in millimetres, for measurements. Default: pixels. */
  spacing?: Spacing;
  /** Measurements of masks that it holds. Default: `regions.regionColumns`; none of networks without masks. */
  columns?: readonly RegionColumn[];
}

const OWN = ["image", "object", "label", "score", "x1", "y1", "x2", "y2"] as const;

/** The table of all images; cells of measurements are empty for a mask without pixels. */
export function foundCsv(images: readonly FoundImage[], options: FoundCsvOptions, operation: string): string {
  const { spacing = [1, 1] } = options;
  const hasMasks = images.some(({ objects }) => objects.some(({ mask }) => mask !== null));
  if (options.spacing !== undefined && !hasMasks && images.some(({ objects }) => objects.length > 0)) {
    throw new ArgumentError(
      `${operation}: spacing is for measurements of masks, and the network finds boxes; leave it out`,
      { operation },
    );
  }
  const columns = options.columns ?? (hasMasks ? regionColumns : []);
  const lines = [[...OWN, ...columns].join(",")];
  for (const [at, image] of images.entries()) {
    const measured = columns.length === 0 ? [] : measureObjects(image, spacing, operation);
    for (const [i, { label, score, box }] of image.objects.entries()) {
      const own = [image.path ?? `image ${at + 1}`, `${i + 1}`, label].map((text) => delimitedCell(text));
      const sides = [score, box.x1, box.y1, box.x2, box.y2];
      lines.push([...own, ...sides, ...cellsOf(measured[i] ?? null, columns)].join(","));
    }
  }
  return `${lines.join("\n")}\n`;
}

function cellsOf(region: RegionMeasurements | null, columns: readonly RegionColumn[]): (number | string)[] {
  if (columns.length === 0) return [];
  if (region === null) return columns.map(() => "");
  return [...regionTable([region], { columns }).values];
}
