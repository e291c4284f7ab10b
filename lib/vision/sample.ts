/** An image and what is known of it, transformed together. What moves each part is the transforms'. */

import { describe, signature, string } from "../edge/index.ts";
import { ArgumentError, ShapeError } from "../native/errors.ts";
import { Tensor } from "../tensor/index.ts";
import { enter, sampleKind } from "./arguments.ts";

/** An image with its annotations; those that are absent do not take part in a transform. */
export interface Sample {
  /** (C, H, W). */
  image: Tensor;
  /** Of the image: (H, W) class indices, or (K, H, W) a plane for each class; of the image's height and width. */
  mask?: Tensor;
  /** Of the objects: (N, H, W), one mask for each box; of the image's height and width. */
  masks?: Tensor;
  /** (N, 4) floating: x1, y1, x2, y2 in pixels, the far edges exclusive. */
  boxes?: Tensor;
  /** Of the objects (N, K, 2), K for each box, or of the image (M, 2); floating: x, y in pixels. */
  keypoints?: Tensor;
  /** (N) int64: the class of each box. */
  labels?: Tensor;
  /** (N) floating: pixels that each object covers. A move changes it by as much as the area of its box. */
  area?: Tensor;
  /** (N): 1 for the box of a group of objects. */
  iscrowd?: Tensor;
}

/** Parts with one value for each box. */
export const OF_BOXES = ["labels", "area", "iscrowd"] as const;

const PARTS = ["image", "mask", "masks", "boxes", "keypoints", ...OF_BOXES] as const;

const CHECK_SAMPLE = signature("checkSample", { takes: { sample: sampleKind, operation: string } });

/**
 * Throws ShapeError unless the parts have the shapes that {@link Sample} states and the mask is as large as the image,
 * ArgumentError for parts that are no tensors.
 */
export function checkSample(sample: Sample, operation: string, ...rest: []): void {
  enter(CHECK_SAMPLE, rest, sample, operation);
  for (const part of PARTS) {
    const given: unknown = sample[part];
    if (given instanceof Tensor || (given === undefined && part !== "image")) continue;
    throw new ArgumentError(`${operation}: ${part} must be a tensor, got ${describe(given)}.`, { operation });
  }
  const refuse = (text: string): never => {
    throw new ShapeError(`${operation}: ${text}`, { operation });
  };
  const { image, mask, masks, boxes, keypoints } = sample;
  if (image.ndim !== 3) refuse(`expected an image (C, H, W), got [${image.shape}]`);
  const [height, width] = image.shape.slice(-2);
  if (mask !== undefined) {
    if (mask.ndim !== 2 && mask.ndim !== 3)
      refuse(`expected a mask (H, W) or (K, H, W), got [${mask.shape}]`);
    if (mask.shape.at(-2) !== height || mask.shape.at(-1) !== width) {
      refuse(
        `the mask is ${mask.shape.at(-2)} x ${mask.shape.at(-1)} (height x width), the image ${height} x ${width}`,
      );
    }
  }
  if (masks !== undefined) {
    if (masks.ndim !== 3) refuse(`expected masks of objects (N, H, W), got [${masks.shape}]`);
    if (masks.shape[1] !== height || masks.shape[2] !== width) {
      refuse(
        `the masks are ${masks.shape[1]} x ${masks.shape[2]} (height x width), the image ${height} x ${width}`,
      );
    }
    if (boxes?.ndim === 2 && boxes.shape[0] !== masks.shape[0]) {
      refuse(
        `${boxes.shape[0]} boxes have ${masks.shape[0]} masks; planes of classes, which belong to no box, are called mask`,
      );
    }
  }
  if (boxes !== undefined && (boxes.ndim !== 2 || boxes.shape[1] !== 4)) {
    refuse(`expected boxes (N, 4), got [${boxes.shape}]`);
  }
  if (keypoints !== undefined && (keypoints.ndim < 2 || keypoints.shape.at(-1) !== 2)) {
    refuse(`expected keypoints (N, K, 2) or (N, 2), got [${keypoints.shape}]`);
  }
  for (const part of OF_BOXES) {
    const given = sample[part];
    if (given !== undefined && given.ndim !== 1) refuse(`expected ${part} (N), got [${given.shape}]`);
  }
}
