/** Polygons and run lengths to masks and back, for tensors: what pycocotools' `mask` module does. */

import { boolean, integer, kind, type Rest, signature } from "../../edge/index.ts";
import { ArgumentError, ShapeError } from "../../native/errors.ts";
import { tensorKind } from "../../tensor/argument-kinds.ts";
import { fromBytes, scope, type Tensor } from "../../tensor/index.ts";
import { fillPolygon, polygonProblem } from "../masks/polygon-fill.ts";
import { countRuns, fillRuns, formatCounts } from "../masks/run-length.ts";
import { checkMaskSize, countsOf, type RunLengths, runLengthsKind } from "../rle/run-lengths.ts";

export type { RunLengths } from "../rle/run-lengths.ts";

const DECODE = signature("datasets.coco.decodeRle", { takes: { rle: runLengthsKind } });
const ENCODE = signature<{ compressed?: boolean }>("datasets.coco.encodeRle", {
  takes: { mask: tensorKind },
  options: { compressed: boolean },
});
const POLYGONS = signature("datasets.coco.polygonsToMask", {
  takes: { polygons: kind("a list of polygons", Array.isArray), height: integer, width: integer },
});

/** Decodes run lengths into a mask, (H, W) uint8 of 0 and 1. Throws ArgumentError for runs that do not fill the size. */
export function decodeRle(rle: RunLengths, ...rest: []): Tensor {
  DECODE.read(rest);
  DECODE.check(rle);
  const counts = countsOf("decodeRle", rle);
  const [height, width] = rle.size;
  const mask = new Uint8Array(height * width);
  fillRuns(mask, counts, height, width, 1);
  return fromBytes(mask, "uint8", [height, width]);
}

/**
 * Encodes a mask (H, W), where everything but 0 is inside, as run lengths: pycocotools' text, or with
 * `compressed: false` numbers. Throws ShapeError for another rank.
 */
export function encodeRle(
  mask: Tensor,
  ...rest: Rest<{ compressed?: boolean }>
): {
  size: [number, number];
  counts: string | number[];
} {
  const { compressed = true } = ENCODE.read(rest);
  ENCODE.check(mask);
  if (mask.ndim !== 2) {
    throw new ShapeError(`encodeRle: expected a mask (H, W), got [${mask.shape}]`, {
      operation: "encodeRle",
    });
  }
  const [height, width] = mask.shape as [number, number];
  const bytes = scope(() => mask.ne(0).to({ device: "cpu", dtype: "uint8" }).bytes());
  const counts = countRuns(bytes, height, width);
  return { size: [height, width], counts: compressed ? formatCounts(counts) : counts };
}

/**
 * The union of polygons, each x0, y0, x1, y1, ... in pixels, as a mask (H, W) uint8 of 0 and 1; pixel for pixel as
 * pycocotools draws them. Throws ArgumentError for a polygon of fewer than three points or an odd number of values.
 */
export function polygonsToMask(
  polygons: readonly (readonly number[])[],
  height: number,
  width: number,
  ...rest: []
): Tensor {
  POLYGONS.read(rest);
  POLYGONS.check(polygons, height, width);
  checkMaskSize("polygonsToMask", height, width);
  const mask = new Uint8Array(height * width);
  for (const polygon of polygons) {
    const problem = polygonProblem(polygon);
    if (problem !== null) {
      throw new ArgumentError(`polygonsToMask: ${problem}`, { operation: "polygonsToMask" });
    }
    fillPolygon(mask, polygon, height, width, 1);
  }
  return fromBytes(mask, "uint8", [height, width]);
}
