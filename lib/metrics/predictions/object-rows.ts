/** A table of detections: a row for each detection, for each true object, and for each image that has neither. */

import { imageMatches } from "../../vision/coco-evaluation/image-matches.ts";
import { boxOverlap, type ImageObjects, type Objects } from "../../vision/coco-evaluation/objects.ts";
import { runsAt } from "../../vision/masks/packed-runs.ts";
import { formatCounts } from "../../vision/masks/run-length.ts";
import { COLUMNS, type PredictionRow } from "./rows.ts";

/** What the columns are called. */
export const OBJECT_COLUMNS = {
  label: COLUMNS.label,
  /** Of true objects empty, which tells them from detections. */
  score: "score",
  box: ["x1", "y1", "x2", "y2"],
  /** 1 of a detection that found an object and of an object that was found; empty where it counts for nothing. */
  matched: "matched",
  /** Of true objects of which the data says it. */
  area: "area",
  /** 1 for a group of objects. */
  crowd: "crowd",
  /** pycocotools' text. */
  mask: "mask",
  maskHeight: "mask_height",
  maskWidth: "mask_width",
} as const;

/** The overlap from which a table says that an object was found. */
export const MATCHED_FROM = 0.5;

/**
 * The rows of an image: its true objects, then what was found, in the order they came.
 *
 * @param hasAreas whether the data says how large its objects are
 */
export function objectRows(
  image: ImageObjects,
  classes: readonly string[],
  { hasAreas, most }: { hasAreas: boolean; most: number },
): PredictionRow[] {
  const { truth, found } = image;
  const { label, score, box, matched, area, crowd } = OBJECT_COLUMNS;
  const { detections, objects } = imageMatches(image, boxOverlap, classes, {
    iou: MATCHED_FROM,
    minScore: Number.NEGATIVE_INFINITY,
    most,
  });
  const became = new Map(detections.map((one) => [one.index, one.outcome]));
  const wasRight = (at: number): boolean => became.get(at) === "right";
  const cells = (of: Objects, i: number): PredictionRow => {
    const [x, y, w, h] = of.boxes.subarray(4 * i, 4 * i + 4) as unknown as [number, number, number, number];
    return {
      [label]: classes[of.classes[i] as number] as string, // places were checked where they came in
      [score]: null,
      ...Object.fromEntries([x, y, x + w, y + h].map((edge, k) => [box[k] as string, edge])),
    };
  };
  const rows = [
    ...objects.map((object, i) => ({
      ...cells(truth, i),
      [matched]: object.crowd ? null : object.detection !== null && wasRight(object.detection) ? 1 : 0,
      [area]: hasAreas ? (truth.areas[i] as number) : null,
      [crowd]: truth.crowd[i] as number,
      ...maskOf(truth, i),
    })),
    ...Array.from(found.classes, (_, i) => {
      const outcome = became.get(i);
      return {
        ...cells(found, i),
        [score]: found.scores[i] as number,
        [matched]: outcome === "right" ? 1 : outcome === "wrong" ? 0 : null,
        [area]: null,
        [crowd]: null,
        ...maskOf(found, i),
      };
    }),
  ];
  return rows.length > 0 ? rows : [NOTHING];
}

/** An image with no object in which nothing was found. */
const NOTHING: PredictionRow = Object.fromEntries(
  [
    OBJECT_COLUMNS.label,
    OBJECT_COLUMNS.score,
    ...OBJECT_COLUMNS.box,
    OBJECT_COLUMNS.matched,
    OBJECT_COLUMNS.area,
    OBJECT_COLUMNS.crowd,
  ].map((name) => [name, null]),
);

function maskOf({ masks }: Objects, i: number): PredictionRow {
  if (masks === null) return {};
  return {
    [OBJECT_COLUMNS.maskHeight]: masks.height,
    [OBJECT_COLUMNS.maskWidth]: masks.width,
    [OBJECT_COLUMNS.mask]: formatCounts(runsAt(masks, i)),
  };
}
