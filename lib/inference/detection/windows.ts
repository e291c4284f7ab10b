/** An image in overlapping windows: where they lie, and whether what is found in one is cut by its border. */

import { type Kind, optionsOf, signature } from "../../edge/index.ts";
import { count } from "../../models/option-kinds.ts";
import { placeRuns } from "../../vision/masks/run-crops.ts";
import { starts, WINDOW_KINDS, type WindowOptions } from "../sliding-window.ts";
import type { Candidate } from "./candidates.ts";

/** How windows lie on an image. */
export interface DetectWindowOptions extends Pick<WindowOptions, "size" | "overlap"> {
  /** Windows that go through the network at once. Default 1. */
  batchSize?: number;
}

const WINDOW = signature<DetectWindowOptions>("models.detect: window", {
  options: { size: WINDOW_KINDS.size, overlap: WINDOW_KINDS.overlap, batchSize: count },
  required: ["size"],
});

/** An option that holds them. */
export const detectWindowKind: Kind<DetectWindowOptions> = optionsOf(WINDOW);

/** A window of an image, pixels. */
export interface Place {
  readonly left: number;
  readonly top: number;
  readonly height: number;
  readonly width: number;
}

/** The windows of an image, row by row; one as large as the image where that is the smaller. */
export function windowsOf([rows, columns]: readonly [number, number], options: DetectWindowOptions): Place[] {
  const { overlap = 0.25 } = options;
  const [height, width] = both(options.size).map((edge, axis) =>
    Math.min(edge, axis === 0 ? rows : columns),
  ) as [number, number];
  const [down, across] = both(overlap);
  const lefts = starts(columns, width, across);
  return starts(rows, height, down).flatMap((top) => lefts.map((left) => ({ left, top, height, width })));
}

function both(value: number | readonly [number, number]): readonly [number, number] {
  return typeof value === "number" ? [value, value] : value;
}

/** How near to a window's border a box ends that it cuts, pixels. */
const BORDER = 1;

/** What was found in a window, in pixels of the image. */
export function placed(
  candidate: Candidate,
  { left, top, height, width }: Place,
  window: number,
  size: readonly [height: number, width: number],
): Candidate {
  const { x1, y1, x2, y2 } = candidate.box;
  // The image's own border cuts too, but no other window holds more.
  const isCut =
    (left > 0 && x1 < BORDER) ||
    (top > 0 && y1 < BORDER) ||
    (left + width < size[1] && x2 > width - BORDER) ||
    (top + height < size[0] && y2 > height - BORDER);
  const { mask } = candidate;
  return {
    ...candidate,
    window,
    isCut,
    box: { x1: x1 + left, y1: y1 + top, x2: x2 + left, y2: y2 + top },
    mask: mask && { size: [...size], counts: placeRuns(mask.counts, height, { left, top }, size) },
  };
}
