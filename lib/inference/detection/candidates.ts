/** Detections on their way to objects: read from the device, chosen, and put together from windows. */

import { ArgumentError } from "../../native/errors.ts";
import type { Box } from "../../vision/drawing/draw-boxes.ts";
import type { Rle } from "../../vision/rle/index.ts";
import { masksToRuns } from "./instance-masks.ts";
import type { DetectionLimits, NetworkDetections } from "./network.ts";

/** One detection, without the name of its class. */
export interface Candidate {
  /** From 1 on. */
  readonly classId: number;
  readonly score: number;
  readonly box: Box;
  readonly mask: Rle | null;
  /** Number of the window that it was seen in. */
  readonly window: number;
  /** Whether the border of that window cuts it, so that another may hold more of it. */
  readonly isCut: boolean;
}

/** How detections are read. */
export interface Reading {
  readonly operation: string;
  /** Of what the network looked at, in pixels. */
  readonly inputSize: readonly [height: number, width: number];
  /** Of the image or window, whose pixels boxes and masks are brought to. */
  readonly size: readonly [height: number, width: number];
  /** Limits that the network does not keep to itself. */
  readonly limits: DetectionLimits;
  /** Classes that are wanted. */
  isWanted(classId: number): boolean;
  /** Throws where a score or a box is not finite. */
  onNonFinite(): never;
}

/** Reads what a network found in one image, the surest first. */
export async function candidatesOf(found: NetworkDetections, reading: Reading): Promise<Candidate[]> {
  const { operation, inputSize, size, limits, isWanted, onNonFinite } = reading;
  const [boxes, scores] = (await Promise.all([
    found.boxes.double().dataAsync(),
    found.scores.double().dataAsync(),
  ])) as [Float64Array, Float64Array]; // as their dtype says
  const labels = Array.from((await found.labels.long().dataAsync()) as BigInt64Array, Number);
  const [down, across] = [size[0] / inputSize[0], size[1] / inputSize[1]];
  const all = labels.map((classId, row) => {
    const [x1, y1, x2, y2] = boxes.subarray(4 * row, 4 * row + 4) as unknown as [
      number,
      number,
      number,
      number,
    ];
    const box: Box = { x1: x1 * across, y1: y1 * down, x2: x2 * across, y2: y2 * down };
    return { classId, row, score: scores[row] as number, box, mask: null, window: 0, isCut: false };
  });
  for (const { classId, score, box } of all) {
    if (![score, ...Object.values(box)].every(Number.isFinite)) return onNonFinite();
    if (classId >= 1) continue;
    throw new ArgumentError(
      `${operation}: the network gives the class ${classId}; classes are numbers from 1, and 0 is the background`,
      { operation },
    );
  }
  const wanted = all.filter(({ classId }) => isWanted(classId)).sort((a, b) => b.score - a.score);
  const kept = limited(wanted, limits);
  if (found.masks === undefined) return kept;
  const masks = { ...found, masks: found.masks };
  const rows = kept.map(({ row }) => row);
  const runs = await masksToRuns(masks, rows, inputSize, size);
  return kept.map((one, i) => ({ ...one, mask: runs[i] as Rle }));
}

/** Those within the limits, of candidates from the surest on. */
export function limited<C extends Candidate>(candidates: readonly C[], limits: DetectionLimits): C[] {
  const { scoreThreshold, nmsThreshold, maxDetections } = limits;
  let kept = [...candidates];
  if (scoreThreshold !== undefined) kept = kept.filter(({ score }) => score > scoreThreshold);
  if (nmsThreshold !== undefined) {
    kept = suppressed(kept, (one, other) => overlapOfUnion(one.box, other.box) > nmsThreshold);
  }
  return maxDetections === undefined ? kept : kept.slice(0, maxDetections);
}

/**
 * Puts what windows found together: an object that several of them saw is taken once. What a window's border cuts gives way
 * to what is whole, also where it is surer, so overlap is measured by the smaller of the two.
 */
export function merged(candidates: readonly Candidate[], threshold = 0.5): Candidate[] {
  const ordered = [...candidates].sort((a, b) => Number(a.isCut) - Number(b.isCut) || b.score - a.score);
  return suppressed(
    ordered,
    (one, other) => one.window !== other.window && overlapOfSmaller(one.box, other.box) > threshold,
  ).sort((a, b) => b.score - a.score);
}

/** Leaves out what is the same object as an earlier one of its class. */
function suppressed<C extends Candidate>(ordered: readonly C[], isSame: (one: C, other: C) => boolean): C[] {
  const kept = new Map<number, C[]>();
  return ordered.filter((one) => {
    const others = kept.get(one.classId) ?? [];
    if (others.some((other) => isSame(one, other))) return false;
    others.push(one);
    kept.set(one.classId, others);
    return true;
  });
}

function areaOf({ x1, y1, x2, y2 }: Box): number {
  return (x2 - x1) * (y2 - y1);
}

function intersection(a: Box, b: Box): number {
  const width = Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1);
  const height = Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1);
  return width > 0 && height > 0 ? width * height : 0;
}

function overlapOfUnion(a: Box, b: Box): number {
  const both = intersection(a, b);
  return both === 0 ? 0 : both / (areaOf(a) + areaOf(b) - both);
}

function overlapOfSmaller(a: Box, b: Box): number {
  const both = intersection(a, b);
  return both === 0 ? 0 : both / Math.min(areaOf(a), areaOf(b));
}
