/** Found objects as COCO's files: annotations with scores, and the list of results that pycocotools evaluates. */

import { basename, relative, sep } from "node:path";
import { ArgumentError } from "../../native/errors.ts";
import type { CocoResult } from "../../vision/coco-evaluation/index.ts";
import type { CocoAnnotation, CocoDataset, CocoRle } from "../../vision/contours/coco.ts";
import { runsArea } from "../../vision/masks/packed-runs.ts";
import { formatCounts } from "../../vision/masks/run-length.ts";
import type { Rle } from "../../vision/rle/index.ts";
import type { FoundImage, FoundObject } from "./found-image.ts";
import { outlinesOf } from "./outlines.ts";

/** How COCO's files are made. */
export interface FoundCocoOptions {
  /** How masks are written: outlines, or run lengths. Default "polygons". */
  format?: "polygons" | "rle";
  /** Leave points of polygons out that are not farther than so many pixels from the line. Default 0: exact. */
  tolerance?: number;
  /** Files are named by their path from this folder. Default: by their name alone. */
  root?: string;
  /** Ids of the images. Default: 1, 2, ... */
  imageIds?: readonly number[];
}

/** How the list of results is made. */
export interface FoundResultsOptions extends Pick<FoundCocoOptions, "imageIds"> {
  /**
   * What is evaluated: pycocotools takes an object's size from its box where it has both. Default "segm" of objects with masks,
   * else "bbox".
   */
  iouType?: "bbox" | "segm";
}

const NO_CLASS = "N/A";

/** The contents of an annotation file. */
export function cocoDataset(
  images: readonly FoundImage[],
  options: FoundCocoOptions,
  operation: string,
): CocoDataset {
  const { format = "polygons", tolerance = 0 } = options;
  const ids = idsOf(images, options, operation);
  const annotations = images.flatMap(({ objects }, at) =>
    objects.map(
      ({ classId, score, box, mask }): Omit<CocoAnnotation, "id"> => ({
        image_id: ids[at] as number,
        category_id: classId,
        segmentation: mask === null ? [] : segmentationOf(mask, format, tolerance),
        bbox: sidesOf(box),
        area: mask === null ? (box.x2 - box.x1) * (box.y2 - box.y1) : runsArea(mask.counts),
        iscrowd: 0,
        score,
      }),
    ),
  );
  return {
    images: namesOf(images, options, operation).map((file_name, at) => {
      const { width, height } = images[at] as FoundImage;
      return { id: ids[at] as number, file_name, width, height };
    }),
    annotations: annotations.map((annotation, at) => ({ id: at + 1, ...annotation })),
    categories: categoriesOf(images, operation),
  };
}

/** The list of results, masks as run lengths. */
export function cocoResults(
  images: readonly FoundImage[],
  options: FoundResultsOptions,
  operation: string,
): CocoResult[] {
  const ids = idsOf(images, options, operation);
  const hasMasks = images.some(({ objects }) => objects.some(({ mask }) => mask !== null));
  const { iouType = hasMasks ? "segm" : "bbox" } = options;
  return images.flatMap(({ objects }, at) =>
    objects.map(({ classId, score, box, mask }): CocoResult => {
      const own = { image_id: ids[at] as number, category_id: classId, score };
      if (iouType === "bbox") return { ...own, bbox: sidesOf(box) };
      if (mask !== null) return { ...own, segmentation: runsOf(mask) };
      throw new ArgumentError(`${operation}: the network finds boxes and no masks; give iouType: "bbox"`, {
        operation,
      });
    }),
  );
}

/** A mask with its counts as COCO's text. */
export function runsOf({ size, counts }: Rle): CocoRle {
  return { size: [...size], counts: formatCounts(counts) };
}

/** COCO's polygons know no holes, and an empty mask has no polygon: both are run lengths in either format. */
function segmentationOf(mask: Rle, format: "polygons" | "rle", tolerance: number): number[][] | CocoRle {
  if (format === "rle") return runsOf(mask);
  const polygons = outlinesOf(mask, tolerance);
  const isPlain = polygons.length > 0 && polygons.every(({ holes }) => holes.length === 0);
  return isPlain ? polygons.map(({ outer }) => outer.flat()) : runsOf(mask);
}

function sidesOf({ x1, y1, x2, y2 }: FoundObject["box"]): [number, number, number, number] {
  return [x1, y1, x2 - x1, y2 - y1];
}

function idsOf(
  images: readonly FoundImage[],
  { imageIds }: Pick<FoundCocoOptions, "imageIds">,
  operation: string,
): readonly number[] {
  if (imageIds === undefined) return images.map((_, at) => at + 1);
  if (imageIds.length === images.length && new Set(imageIds).size === images.length) return imageIds;
  throw new ArgumentError(
    `${operation}: expected imageIds to have an id of its own for each of ${images.length} images, got ${imageIds.length}`,
    { operation },
  );
}

function namesOf(images: readonly FoundImage[], { root }: FoundCocoOptions, operation: string): string[] {
  const names = images.map(({ path }, at) => {
    if (path === null) return `image ${at + 1}`;
    return root === undefined ? basename(path) : relative(root, path).split(sep).join("/");
  });
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice === undefined) return names;
  throw new ArgumentError(
    `${operation}: two images would have the name ${twice}; give \`root\`, the folder that their paths are to begin in`,
    { operation },
  );
}

/** Ids are the numbers of classes. Numbers of COCO that stand for nothing are left out. */
function categoriesOf(images: readonly FoundImage[], operation: string): CocoDataset["categories"] {
  const classes = images.reduce<readonly string[]>(
    (most, { classes: own }) => (own.length > most.length ? own : most),
    [],
  );
  const odd = images.find(({ classes: own }) => own.some((name, at) => classes[at] !== name));
  if (odd !== undefined) {
    throw new ArgumentError(
      `${operation}: expected images of one network, got the classes ${classes.join(", ")} and ${odd.classes.join(", ")}`,
      { operation },
    );
  }
  return classes.flatMap((name, at) => (name === NO_CLASS ? [] : [{ id: at + 1, name, supercategory: "" }]));
}
