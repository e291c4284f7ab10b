/** Masks as COCO annotations: what pycocotools and most tools for detection and segmentation read. */

import {
  type Kind,
  kind,
  listOf,
  number,
  plainObject,
  type Rest,
  signature,
  string,
} from "../../edge/index.ts";
import { writeAtomically } from "../../io/atomic-file.ts";
import { ArgumentError } from "../../native/errors.ts";
import { Tensor } from "../../tensor/index.ts";
import { enter, maskKind } from "../arguments.ts";
import { countRuns, formatCounts } from "../masks/run-length.ts";
import type { MaskLike } from "../morphology/mask.ts";
import { type MaskObject, maskSize, OBJECT_KINDS, type ObjectOptions, objectsOf } from "./classes.ts";
import { simplifyContours } from "./polygon.ts";

/** A mask as run lengths down the columns, the counts as COCO's text. */
export interface CocoRle {
  /** Height and width. */
  size: [number, number];
  counts: string;
}

/** One object in one image. */
export interface CocoAnnotation {
  id: number;
  image_id: number;
  category_id: number;
  /** Polygons x0, y0, x1, y1, ... or run lengths; an empty list of an object of which only the box is known. */
  segmentation: number[][] | CocoRle;
  /** x, y, width and height in pixels. */
  bbox: [number, number, number, number];
  /** In pixels. */
  area: number;
  iscrowd: 0;
  /** Of an object that a network found: how sure it is. */
  score?: number;
}

/** What a COCO annotation file holds. */
export interface CocoDataset {
  images: { id: number; file_name: string; width: number; height: number }[];
  annotations: CocoAnnotation[];
  categories: { id: number; name: string; supercategory: string }[];
}

/** An image's name and what is in it. */
export interface CocoImage {
  fileName: string;
  /** Class numbers (H, W), 0 the background, or one mask per class (K, H, W). */
  mask: MaskLike;
}

/** Options of {@link toCoco}. */
export interface CocoOptions extends ObjectOptions {
  /** By class number; of masks (H, W) the first is the background. */
  classes: readonly string[];
  /** How masks are written: outlines, or run lengths. Default "polygons". */
  format?: "polygons" | "rle";
  /** Leave points of polygons out that are not farther than so many pixels from the line. Default 0: exact. */
  tolerance?: number;
}

const IMAGE: Kind<CocoImage> = kind(
  "{ fileName, mask }, the mask a tensor or { data, height, width }",
  (v) =>
    typeof v === "object" &&
    v !== null &&
    string.accepts((v as CocoImage).fileName) &&
    maskKind.accepts((v as CocoImage).mask),
);

const TO_COCO = signature<CocoOptions>("contours.toCoco", {
  takes: { images: listOf(IMAGE) },
  options: {
    ...OBJECT_KINDS,
    classes: listOf(string),
    format: kind('"polygons" or "rle"', (v) => v === "polygons" || v === "rle"),
    tolerance: number,
  },
  required: ["classes"],
});
const WRITE_COCO = signature("contours.writeCoco", {
  takes: { file: string, dataset: plainObject("what toCoco gives") },
});

/**
 * Masks of images as the contents of a COCO annotation file: an annotation for each connected region, or for each class of
 * an image, ids from 1.
 *
 * Category ids are the class numbers of masks (H, W), whose background has none, and one more than the position in masks
 * (K, H, W). COCO's polygons know no holes, so that objects with holes are run lengths in either format. Without tolerance,
 * pycocotools decodes exactly the masks.
 *
 * @throws ShapeError for what is no mask, ArgumentError for values without a class and for images of both ranks
 *
 * @example
 * await contours.writeCoco("masks.json", contours.toCoco([{ fileName: "a.png", mask: found.mask }], { classes }));
 */
export function toCoco(images: readonly CocoImage[], ...rest: Rest<CocoOptions>): CocoDataset {
  const options = enter(TO_COCO, rest, images);
  const { classes, format = "polygons", tolerance = 0 } = options;
  const planes = images.map(({ mask }) => mask instanceof Tensor && mask.ndim === 3);
  if (new Set(planes).size > 1) {
    throw new ArgumentError(
      "toCoco: expected masks of one kind, got (H, W) of some images and (K, H, W) of others",
    );
  }
  const shift = planes[0] === true ? 1 : 0;
  const dataset: CocoDataset = { images: [], annotations: [], categories: [] };
  for (const [value, name] of classes.entries()) {
    if (value + shift > 0) dataset.categories.push({ id: value + shift, name, supercategory: "" });
  }
  for (const [index, { fileName, mask }] of images.entries()) {
    const [height, width] = maskSize(mask);
    dataset.images.push({ id: index + 1, file_name: fileName, width, height });
    for (const object of objectsOf(mask, options, "toCoco")) {
      dataset.annotations.push({
        id: dataset.annotations.length + 1,
        image_id: index + 1,
        category_id: object.value + shift,
        segmentation: segmentationOf(object, format, tolerance),
        bbox: object.box,
        area: object.area,
        iscrowd: 0,
      });
    }
  }
  return dataset;
}

function segmentationOf(
  { mask, polygons }: MaskObject,
  format: "polygons" | "rle",
  tolerance: number,
): number[][] | CocoRle {
  const runs = (): CocoRle => {
    const { data, height, width } = mask();
    return { size: [height, width], counts: formatCounts(countRuns(data, height, width)) };
  };
  if (format === "rle" || polygons.some(({ holes }) => holes.length > 0)) return runs();
  const kept = tolerance === 0 ? polygons : simplifyContours(polygons, tolerance);
  return kept.length === 0 ? runs() : kept.map(({ outer }) => outer.flat());
}

/** Writes {@link toCoco}'s result to a file, which appears whole or not at all. Throws ArgumentError where it cannot be written. */
export async function writeCoco(file: string, dataset: CocoDataset, ...rest: []): Promise<void> {
  enter(WRITE_COCO, rest, file, dataset);
  await writeAtomically(file, async (handle) => {
    await handle.writeFile(JSON.stringify(dataset));
  });
}
