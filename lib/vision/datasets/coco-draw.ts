/** Drawing the objects of COCO annotations: the mask of an image, the pixels and the box of one object. */

import { fromBytes, scope, singleThreaded, type Tensor } from "../../tensor/index.ts";
import { fillPolygon } from "../masks/polygon-fill.ts";
import { fillRuns } from "../masks/run-length.ts";
import type { CocoAnnotation, CocoImage } from "./coco-file.ts";
import type { MaskTask } from "./mask-parts.ts";
import type { SegmentationKind } from "./segmentation.ts";

/** An annotation whose category is the one at `place` of those wanted. */
export interface ClassifiedAnnotation extends CocoAnnotation {
  place: number;
}

/** An image with its annotations of the categories wanted. */
export interface ClassifiedImage extends CocoImage {
  annotations: ClassifiedAnnotation[];
}

/** Class of the wanted category at position `i`. */
export function classIndex(kind: SegmentationKind, i: number): number {
  return kind === "multilabel" ? i : kind === "binary" ? 1 : i + 1;
}

/** Sets the pixels of an object in one plane (H, W). */
export function drawObject(
  plane: Uint8Array | Int32Array,
  object: CocoAnnotation,
  image: CocoImage,
  value: number,
): void {
  const { height, width } = image;
  const { shape } = object;
  if (shape === null) return;
  if ("counts" in shape) fillRuns(plane, shape.counts, height, width, value);
  else for (const polygon of shape.polygons) fillPolygon(plane, polygon, height, width, value);
}

/**
 * Draws the mask of an image, later annotations on top: (H, W) int64, for `multilabel` (C, H, W) float32.
 *
 * @param crowd whether crowds are drawn, left out, or counted for nothing
 */
export function drawMask(
  image: ClassifiedImage,
  task: MaskTask,
  crowd: "include" | "skip" | "ignore",
): Tensor {
  const { height, width } = image;
  const pixels = height * width;
  const planes = task.kind === "multilabel" ? task.classes.length : 1;
  const data = new Int32Array(planes * pixels);
  const { annotations } = image;
  // What counts for nothing lies below everything that does count.
  if (crowd === "ignore") {
    for (const region of annotations)
      if (region.crowd) drawObject(data, region, image, task.ignoreIndex as number);
  }
  for (const object of annotations) {
    if (object.crowd && crowd !== "include") continue;
    const index = classIndex(task.kind, object.place);
    if (task.kind === "multilabel")
      drawObject(data.subarray(index * pixels, (index + 1) * pixels), object, image, 1);
    else drawObject(data, object, image, index);
  }
  const bytes = new Uint8Array(data.buffer);
  return singleThreaded(() =>
    scope(() =>
      task.kind === "multilabel"
        ? fromBytes(bytes, "int32", [planes, height, width]).to("float32")
        : fromBytes(bytes, "int32", [height, width]).to("int64"),
    ),
  );
}

/** x1, y1, x2, y2 of an object: the file's box, or the smallest around its pixels. */
export function boxOf(
  object: CocoAnnotation,
  plane: Uint8Array,
  width: number,
): [number, number, number, number] {
  if (object.box !== null) {
    const [x, y, w, h] = object.box;
    return [x, y, x + w, y + h];
  }
  let [left, top, right, bottom] = [width, plane.length / width, 0, 0];
  plane.forEach((inside, at) => {
    if (inside === 0) return;
    const [x, y] = [at % width, Math.floor(at / width)];
    [left, top, right, bottom] = [
      Math.min(left, x),
      Math.min(top, y),
      Math.max(right, x + 1),
      Math.max(bottom, y + 1),
    ];
  });
  return right === 0 ? [0, 0, 0, 0] : [left, top, right, bottom];
}
