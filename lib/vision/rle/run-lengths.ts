/** Run lengths as users and files give them, and the one check of them. */

import { describe, type Kind, kind } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import { type Counts, mergeRuns, normalRuns } from "../masks/packed-runs.ts";
import { polygonProblem, polygonRuns } from "../masks/polygon-fill.ts";
import { checkCounts, MOST_PIXELS, parseCounts } from "../masks/run-length.ts";

/** A mask as run lengths: column after column, zeros first; counts as numbers or as pycocotools' text. */
export interface RunLengths {
  /** Height and width. */
  readonly size: readonly [number, number];
  readonly counts: readonly number[] | Uint32Array | string;
}

/** Run lengths; what they hold is checked where they are read. */
export const runLengthsKind: Kind<RunLengths> = kind(
  "an object with size [height, width] and counts, a text or numbers",
  (v) => {
    const { size, counts } = (v ?? {}) as { size?: unknown; counts?: unknown };
    const isSize = Array.isArray(size) && size.length === 2;
    return isSize && (typeof counts === "string" || Array.isArray(counts) || counts instanceof Uint32Array);
  },
);

/** Throws ArgumentError unless a mask may be so high and wide. */
export function checkMaskSize(operation: string, height: number, width: number): void {
  const isWhole = [height, width].every((n) => Number.isInteger(n) && n > 0);
  if (isWhole && height * width <= MOST_PIXELS) return;
  throw new ArgumentError(
    `${operation}: height and width are whole numbers from 1, of at most ${MOST_PIXELS} pixels together, got ` +
      `${describe(height)} x ${describe(width)}`,
    { operation },
  );
}

/** The counts of run lengths. Throws ArgumentError for runs that do not fill their size. */
export function countsOf(operation: string, rle: RunLengths): Counts {
  const [height, width] = rle.size;
  checkMaskSize(operation, height, width);
  try {
    const counts = typeof rle.counts === "string" ? parseCounts(rle.counts) : rle.counts;
    checkCounts(counts, height, width);
    return normalRuns(counts);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new ArgumentError(`${operation}: ${cause.message}`, { operation, cause });
  }
}

/** The corners of a box [x, y, width, height] as a polygon. */
export function corners([x, y, w, h]: readonly [number, number, number, number]): number[] {
  return [x, y, x, y + h, x + w, y + h, x + w, y];
}

/** The counts of the union of polygons. Throws ArgumentError for a polygon that is none. */
export function polygonsRuns(
  operation: string,
  polygons: readonly (readonly number[])[],
  height: number,
  width: number,
): Counts {
  let all: Counts = Uint32Array.of(height * width);
  for (const polygon of polygons) {
    const problem = polygonProblem(polygon);
    if (problem !== null) throw new ArgumentError(`${operation}: ${problem}`, { operation });
    all = mergeRuns(all, polygonRuns(polygon, height, width), false);
  }
  return all;
}
