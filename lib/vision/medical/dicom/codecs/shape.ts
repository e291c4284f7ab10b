/** Whether a compressed frame is the one that the file describes. */

import type { PixelLayout } from "../layout.ts";

/** Throws Error where it is not. */
export function checkFrame(
  frame: { width: number; height: number; samples: number },
  { columns, rows, samples }: PixelLayout,
): void {
  if (frame.width === columns && frame.height === rows && frame.samples === samples) return;
  const shown = (width: number, height: number, count: number) =>
    `${width} x ${height} pixels of ${count} ${count === 1 ? "sample" : "samples"}`;
  throw new Error(
    `a compressed frame has ${shown(frame.width, frame.height, frame.samples)}, the file says ` +
      `${shown(columns, rows, samples)}; it is damaged`,
  );
}
