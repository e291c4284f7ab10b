/** Measurements of each object's mask, as `regions` has them. */

import { ArgumentError } from "../../native/errors.ts";
import { cropRuns } from "../../vision/masks/run-crops.ts";
import type { Spacing } from "../../vision/morphology/mask.ts";
import { measureRegion, type RegionMeasurements } from "../../vision/regions/measure.ts";
import type { FoundImage } from "./found-image.ts";

/** The measurements of each object's mask; null of a mask without pixels. Throws ArgumentError where there are no masks. */
export function measureObjects(
  { objects }: FoundImage,
  spacing: Spacing,
  operation: string,
): (RegionMeasurements | null)[] {
  checkSpacing(spacing, operation);
  return objects.map(({ mask }, i) => {
    if (mask === null) {
      throw new ArgumentError(
        `${operation}: the network finds boxes and no masks, so there is nothing to measure; a Mask R-CNN finds them`,
        { operation },
      );
    }
    const crop = cropRuns(mask.counts, mask.size[0]);
    if (crop === null) return null;
    const { left, top, height, width } = crop;
    return measureRegion(i + 1, crop, [top, left, top + height, left + width], spacing);
  });
}

/** Throws ArgumentError unless both are finite and above 0. */
export function checkSpacing(spacing: Spacing, operation: string): void {
  if (spacing[0] > 0 && spacing[1] > 0 && Number.isFinite(spacing[0] + spacing[1])) return;
  throw new ArgumentError(`${operation}: spacing must be two lengths above 0, got [${spacing}]`, {
    operation,
  });
}
