/** One image looked at by itself: which detections found an object, which objects were found. */
import { Matcher, RIGHT, WRONG } from "./match.ts";
import { type ImageObjects, type Objects, type Overlap, pickFound } from "./objects.ts";
import type { FullSettings } from "./settings.ts";

/** x1, y1, x2, y2 in pixels. */
type Corners = [x1: number, y1: number, x2: number, y2: number];

/** A detection and what became of it. */
export interface MatchedDetection {
  /** Its position among the detections of the image. */
  index: number;
  className: string;
  score: number;
  box: Corners;
  /** "ignored" where it lies on a crowd, which counts neither for nor against it. */
  outcome: "right" | "wrong" | "ignored";
  /** Position of the object it found; null where it found none. */
  object: number | null;
  /** The overlap with that object, else 0. */
  overlap: number;
}

/** A true object, and whether it was found. */
export interface MatchedObject {
  /** Its position among the objects of the image. */
  index: number;
  className: string;
  box: Corners;
  crowd: boolean;
  /** Position of the detection that found it, of several the surest; null where it was missed. */
  detection: number | null;
}

/** What was found in one image, and what was missed. */
export interface ImageMatches {
  /** The surest first. */
  detections: MatchedDetection[];
  objects: MatchedObject[];
}

/** Matches an image at one threshold of overlap, with the detections of at least that score. */
export function imageMatches(
  image: ImageObjects,
  overlapOf: (image: ImageObjects) => Overlap,
  classes: readonly string[],
  { iou, minScore, most }: { iou: number; minScore: number; most: number },
): ImageMatches {
  const { truth } = image;
  const kept = [...image.found.scores.keys()].filter((i) => (image.found.scores[i] as number) >= minScore);
  const seen: ImageObjects = { truth, found: pickFound(image.found, kept) };
  const overlap = overlapOf(seen);
  const settings: FullSettings = {
    iou: Float64Array.of(iou),
    recall: Float64Array.of(0),
    areaNames: ["all"],
    areas: [[0, Number.POSITIVE_INFINITY]],
    most: [most],
  };
  const detections: MatchedDetection[] = [];
  const objects = Array.from(
    truth.classes,
    (k, index): MatchedObject => ({
      index,
      className: classes[k] as string, // places were checked where they came in
      box: cornersOf(truth, index),
      crowd: truth.crowd[index] === 1,
      detection: null,
    }),
  );
  new Matcher(settings).match(seen, overlap, ({ classIndex, found, truth: own, outcomes, partners }) => {
    for (const [d, place] of found.entries()) {
      const partner = own[partners[d] as number];
      const index = kept[place] as number;
      detections.push({
        index,
        className: classes[classIndex] as string,
        score: seen.found.scores[place] as number,
        box: cornersOf(seen.found, place),
        outcome: outcomes[d] === RIGHT ? "right" : outcomes[d] === WRONG ? "wrong" : "ignored",
        object: partner ?? null,
        overlap: partner === undefined ? 0 : overlap(place, partner),
      });
      const object = partner === undefined ? undefined : objects[partner];
      if (object !== undefined) object.detection ??= index;
    }
  });
  detections.sort((a, b) => b.score - a.score || a.index - b.index);
  return { detections, objects };
}

function cornersOf({ boxes }: Objects, i: number): Corners {
  const [x, y, w, h] = boxes.subarray(4 * i, 4 * i + 4) as unknown as Corners;
  return [x, y, x + w, y + h];
}
