/** The public functions on run lengths. The work on counts is `masks/packed-runs.ts`'s, that on tensors `planes.ts`'s. */

import { boolean, integer, kind, listOf, number, type Rest, signature } from "../../edge/index.ts";
import { ArgumentError, ShapeError } from "../../native/errors.ts";
import { tensorKind } from "../../tensor/argument-kinds.ts";
import { fromBytes, fromTypedArray, scope, type Tensor } from "../../tensor/index.ts";
import { type Counts, drawColumns, mergeRuns, runsArea, runsBox, runsIou } from "../masks/packed-runs.ts";
import { formatCounts } from "../masks/run-length.ts";
import { encodePlanes } from "./planes.ts";
import {
  checkMaskSize,
  corners,
  countsOf,
  polygonsRuns,
  type RunLengths,
  runLengthsKind,
} from "./run-lengths.ts";

/** A mask as run lengths down the columns, zeros first. */
export interface Rle {
  /** Height and width. */
  size: [number, number];
  counts: Uint32Array;
}

/** Options of {@link iou}. */
export interface RleIouOptions {
  /** Which of the second masks are crowds: overlap with them is of the first mask's area, not of the union. Default none. */
  crowd?: readonly boolean[];
}

/** Options of {@link merge}. */
export interface RleMergeOptions {
  /** Pixels inside of all masks in place of those inside of any. Default false. */
  intersect?: boolean;
}

const lists = listOf(runLengthsKind);
const ENCODE = signature("rle.encode", { takes: { mask: tensorKind } });
const ENCODE_ALL = signature("rle.encodeAll", { takes: { masks: tensorKind } });
const DECODE = signature("rle.decode", { takes: { mask: runLengthsKind } });
const DECODE_ALL = signature("rle.decodeAll", { takes: { masks: lists } });
const COMPRESS = signature("rle.compress", { takes: { mask: runLengthsKind } });
const AREA = signature("rle.area", { takes: { mask: runLengthsKind } });
const TO_BOX = signature("rle.toBox", { takes: { mask: runLengthsKind } });
const IOU = signature<RleIouOptions>("rle.iou", {
  takes: { found: lists, truth: lists },
  options: { crowd: listOf(boolean) },
  positional: ["crowd"],
});
const MERGE = signature<RleMergeOptions>("rle.merge", {
  takes: { masks: lists },
  options: { intersect: boolean },
  positional: ["intersect"],
});
const FROM_POLYGONS = signature("rle.fromPolygons", {
  takes: { polygons: kind("a list of polygons", Array.isArray), height: integer, width: integer },
});
const FROM_BOX = signature("rle.fromBox", {
  takes: { box: kind("[x, y, width, height]", listOf(number, 4).accepts), height: integer, width: integer },
});

/**
 * A mask (H, W), where everything but 0 is inside, as run lengths.
 *
 * @throws ShapeError for another rank
 *
 * @example
 * rle.area(rle.encode(mask.gt(0.5)));
 */
export function encode(mask: Tensor, ...rest: []): Rle {
  ENCODE.read(rest);
  ENCODE.check(mask);
  checkRank(mask, 2, "rle.encode", "a mask (H, W)");
  return scope(() => encoded(mask.unsqueeze(0)))[0] as Rle; // of the only plane
}

/**
 * Masks (N, H, W), where everything but 0 is inside, as run lengths of each.
 *
 * @throws ShapeError for another rank
 */
export function encodeAll(masks: Tensor, ...rest: []): Rle[] {
  ENCODE_ALL.read(rest);
  ENCODE_ALL.check(masks);
  checkRank(masks, 3, "rle.encodeAll", "masks (N, H, W)");
  return encoded(masks);
}

/** The mask of run lengths, (H, W) uint8 of 0 and 1. Throws ArgumentError for runs that do not fill the size. */
export function decode(mask: RunLengths, ...rest: []): Tensor {
  DECODE.read(rest);
  DECODE.check(mask);
  const counts = countsOf("rle.decode", mask);
  const [height, width] = mask.size;
  return scope(() => drawn([counts], height, width).view([height, width]));
}

/**
 * The masks of run lengths of one size, (N, H, W) uint8 of 0 and 1.
 *
 * @throws ArgumentError for runs that do not fill the size and for no masks, whose size nobody knows; ShapeError for masks of
 *   several sizes
 */
export function decodeAll(masks: readonly RunLengths[], ...rest: []): Tensor {
  DECODE_ALL.read(rest);
  DECODE_ALL.check(masks);
  const counts = masks.map((mask) => countsOf("rle.decodeAll", mask));
  const [height, width] = oneSize("rle.decodeAll", masks);
  return drawn(counts, height, width);
}

/** The mask with its counts as pycocotools' text, as JSON files have it. */
export function compress(mask: RunLengths, ...rest: []): { size: [number, number]; counts: string } {
  COMPRESS.read(rest);
  COMPRESS.check(mask);
  return { size: [...mask.size], counts: formatCounts(countsOf("rle.compress", mask)) };
}

/** Pixels inside a mask. */
export function area(mask: RunLengths, ...rest: []): number {
  AREA.read(rest);
  AREA.check(mask);
  return runsArea(countsOf("rle.area", mask));
}

/** The smallest box around the pixels inside a mask, COCO's [x, y, width, height]; zeros where it is empty. */
export function toBox(mask: RunLengths, ...rest: []): [number, number, number, number] {
  TO_BOX.read(rest);
  TO_BOX.check(mask);
  return runsBox(countsOf("rle.toBox", mask), mask.size[0]);
}

/**
 * Intersection over union of each of N masks with each of M, (N, M) float64.
 *
 * @throws ShapeError for masks of several sizes, ArgumentError for runs that do not fill their size
 */
export function iou(
  found: readonly RunLengths[],
  truth: readonly RunLengths[],
  ...rest: Rest<RleIouOptions, [crowd: readonly boolean[]]>
): Tensor {
  const { crowd = [] } = IOU.read(rest);
  IOU.check(found, truth);
  if (crowd.length > 0 && crowd.length !== truth.length) {
    throw IOU.error(
      `crowd says of each of the ${truth.length} second masks whether it is one, got ${crowd.length}.`,
    );
  }
  const [rows, columns] = [found, truth].map((list) => list.map((mask) => countsOf("rle.iou", mask)));
  const all = [...found, ...truth];
  if (all.length > 0) oneSize("rle.iou", all);
  const ious = (rows as Counts[]).flatMap((row) =>
    (columns as Counts[]).map((column, i) => runsIou(row, column, crowd[i] ?? false)),
  );
  return scope(() => fromTypedArray(Float64Array.from(ious)).view([found.length, truth.length]));
}

/**
 * Pixels inside of any of the masks, or of all of them.
 *
 * @throws ShapeError for masks of several sizes, ArgumentError for runs that do not fill the size and for no masks
 */
export function merge(
  masks: readonly RunLengths[],
  ...rest: Rest<RleMergeOptions, [intersect: boolean]>
): Rle {
  const { intersect = false } = MERGE.read(rest);
  MERGE.check(masks);
  const counts = masks.map((mask) => countsOf("rle.merge", mask));
  const size = oneSize("rle.merge", masks);
  return { size, counts: counts.reduce((all, one) => mergeRuns(all, one, intersect)) };
}

/**
 * The union of polygons, each x0, y0, x1, y1, ... in pixels; pixel for pixel as pycocotools draws them.
 *
 * @throws ArgumentError for a polygon of fewer than three points or an odd number of values
 */
export function fromPolygons(
  polygons: readonly (readonly number[])[],
  height: number,
  width: number,
  ...rest: []
): Rle {
  FROM_POLYGONS.read(rest);
  FROM_POLYGONS.check(polygons, height, width);
  checkMaskSize("rle.fromPolygons", height, width);
  return { size: [height, width], counts: polygonsRuns("rle.fromPolygons", polygons, height, width) };
}

/** The pixels of a box [x, y, width, height], as pycocotools draws it: as the polygon of its corners. */
export function fromBox(
  box: readonly [number, number, number, number],
  height: number,
  width: number,
  ...rest: []
): Rle {
  FROM_BOX.read(rest);
  FROM_BOX.check(box, height, width);
  checkMaskSize("rle.fromBox", height, width);
  return { size: [height, width], counts: polygonsRuns("rle.fromBox", [corners(box)], height, width) };
}

function encoded(masks: Tensor): Rle[] {
  const [height, width] = masks.shape.slice(-2) as [number, number]; // as checked
  return encodePlanes(masks).map((counts) => ({ size: [height, width], counts }));
}

function drawn(all: readonly Counts[], height: number, width: number): Tensor {
  const pixels = new Uint8Array(all.length * height * width);
  all.forEach((counts, i) => {
    drawColumns(counts, pixels.subarray(i * height * width, (i + 1) * height * width));
  });
  return scope(() => fromBytes(pixels, "uint8", [all.length, width, height]).transpose(1, 2).contiguous());
}

function checkRank({ ndim, shape }: Tensor, rank: number, operation: string, expected: string): void {
  if (ndim === rank && shape.every((edge, i) => edge > 0 || i < rank - 2)) return;
  throw new ShapeError(`${operation}: expected ${expected}, got [${shape}].`, { operation });
}

/** Height and width of all masks. */
function oneSize(operation: string, masks: readonly RunLengths[]): [number, number] {
  const [first] = masks;
  if (first === undefined)
    throw new ArgumentError(`${operation}: expected at least one mask, got none.`, { operation });
  const [height, width] = first.size;
  const other = masks.find(({ size }) => size[0] !== height || size[1] !== width);
  if (other === undefined) return [height, width];
  throw new ShapeError(
    `${operation}: expected masks of one size, got ${height} x ${width} and ${other.size.join(" x ")} (height x width).`,
    { operation },
  );
}
