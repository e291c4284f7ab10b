/** The objects of one image as the evaluation holds them: numbers in typed arrays, masks as run lengths. */
import { ShapeError } from "../../native/errors.ts";
import {
  type Counts,
  type PackedRuns,
  packRuns,
  runsArea,
  runsAt,
  runsOverlap,
  unpackRuns,
} from "../masks/packed-runs.ts";

/** True or found objects of one image. */
export interface Objects {
  /** By object: the position of its class among the names. */
  readonly classes: Int32Array;
  /** x, y, width, height of each, in pixels. */
  readonly boxes: Float64Array;
  /** Pixels that each covers, by which it counts as small or large. */
  readonly areas: Float64Array;
  /** Null where only boxes are known. */
  readonly masks: PackedRuns | null;
}

/** True objects. */
export interface TrueObjects extends Objects {
  /** 1 for a group of objects. */
  readonly crowd: Uint8Array;
}

/** Found objects. */
export interface FoundObjects extends Objects {
  readonly scores: Float64Array;
}

/** One image. */
export interface ImageObjects {
  readonly truth: TrueObjects;
  readonly found: FoundObjects;
}

/** An overlap of a found object and a true one, by their positions. */
export type Overlap = (found: number, truth: number) => number;

/** The overlap of boxes as pycocotools computes it: with a crowd it is of the found box's area alone. */
export function boxOverlap({ truth, found }: ImageObjects): Overlap {
  const { crowd } = truth;
  const [f, t] = [found.boxes, truth.boxes];
  const edge = (boxes: Float64Array, i: number): number => boxes[i] as number;
  return (d, g) => {
    const [i, j] = [4 * d, 4 * g];
    const [x, y, w, h] = [edge(f, i), edge(f, i + 1), edge(f, i + 2), edge(f, i + 3)];
    const [tx, ty, tw, th] = [edge(t, j), edge(t, j + 1), edge(t, j + 2), edge(t, j + 3)];
    const width = Math.min(w + x, tw + tx) - Math.max(x, tx);
    if (width <= 0) return 0;
    const height = Math.min(h + y, th + ty) - Math.max(y, ty);
    if (height <= 0) return 0;
    const overlap = width * height;
    return overlap / (crowd[g] === 1 ? w * h : w * h + tw * th - overlap);
  };
}

/** The overlap of masks, which are of one size. */
export function maskOverlap({ truth, found }: ImageObjects): Overlap {
  const { crowd } = truth;
  const [f, t] = [measured(found.masks), measured(truth.masks)];
  return (d, g) => {
    const [one, other] = [f[d] as Measured, t[g] as Measured]; // as many as there are objects
    if (one.first >= other.end || other.first >= one.end) return 0;
    const overlap = runsOverlap(one.counts, other.counts);
    if (overlap === 0) return 0;
    return overlap / (crowd[g] === 1 ? one.area : one.area + other.area - overlap);
  };
}

/** A mask with what its overlaps need. */
interface Measured {
  counts: Counts;
  area: number;
  /** Its first pixel, and that after its last one. */
  first: number;
  end: number;
}

function measured(masks: PackedRuns | null): Measured[] {
  if (masks === null) return [];
  const pixels = masks.height * masks.width;
  return unpackRuns(masks).map((counts) => {
    const isInside = counts.length % 2 === 0; // the last run is
    const end = isInside ? pixels : pixels - (counts.at(-1) ?? 0);
    return { counts, area: runsArea(counts), first: counts[0] ?? 0, end };
  });
}

/** Throws ShapeError where the masks of an image are of several sizes. */
export function checkSizes(image: ImageObjects, where: string, operation: string): void {
  const [truth, found] = [image.truth, image.found].map(({ masks, classes }) =>
    masks === null || classes.length === 0 ? null : `${masks.height} x ${masks.width}`,
  );
  if (truth === null || found === null || truth === found) return;
  throw new ShapeError(
    `${where}: the masks of the target are ${truth}, those found ${found} (height x width).`,
    { operation },
  );
}

/** No true object and none found. */
export const NOTHING: ImageObjects = {
  truth: { ...noObjects(), crowd: new Uint8Array(0) },
  found: { ...noObjects(), scores: new Float64Array(0) },
};

function noObjects(): Objects {
  return {
    classes: new Int32Array(0),
    boxes: new Float64Array(0),
    areas: new Float64Array(0),
    masks: null,
  };
}

/** Detections of one image put together, the first ones first; their masks are of one size. */
export function joined(a: FoundObjects, b: FoundObjects): FoundObjects {
  if (a.classes.length === 0) return b;
  if (b.classes.length === 0) return a;
  const [first, second] = [a.masks, b.masks];
  return {
    classes: Int32Array.of(...a.classes, ...b.classes),
    boxes: Float64Array.of(...a.boxes, ...b.boxes),
    areas: Float64Array.of(...a.areas, ...b.areas),
    scores: Float64Array.of(...a.scores, ...b.scores),
    masks:
      first === null || second === null
        ? null
        : packRuns([...unpackRuns(first), ...unpackRuns(second)], first.height, first.width),
  };
}

/** The detections at `places`, in that order. */
export function pickFound(found: FoundObjects, places: readonly number[]): FoundObjects {
  const { classes, boxes, areas, scores, masks } = found;
  return {
    classes: Int32Array.from(places, (i) => classes[i] as number),
    boxes: Float64Array.from(
      { length: 4 * places.length },
      (_, at) => boxes[4 * (places[at >> 2] as number) + (at & 3)] as number,
    ),
    areas: Float64Array.from(places, (i) => areas[i] as number),
    scores: Float64Array.from(places, (i) => scores[i] as number),
    masks:
      masks === null
        ? null
        : packRuns(
            places.map((i) => runsAt(masks, i)),
            masks.height,
            masks.width,
          ),
  };
}
