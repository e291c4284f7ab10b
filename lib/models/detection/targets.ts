/** What detectors learn from, checked before anything is computed: the network says which image and which box is wrong. */

import { isPlainObject, kind } from "../../edge/index.ts";
import { ArgumentError, DTypeError, ShapeError } from "../../native/errors.ts";
import { isFloatingPoint, noGrad, scope, Tensor } from "../../tensor/index.ts";
import type { Detections, DetectionTarget } from "../../vision/detection-sample.ts";
import { sizeOf } from "./image-list.ts";

const MEMBERS = ["boxes", "labels", "masks", "area", "iscrowd"];

const isTarget = (v: unknown): boolean =>
  isPlainObject(v) &&
  Reflect.get(v as object, "boxes") instanceof Tensor &&
  Reflect.get(v as object, "labels") instanceof Tensor &&
  MEMBERS.every((key) => {
    const value: unknown = Reflect.get(v as object, key);
    return value === undefined || value instanceof Tensor;
  });

/** Targets, one for each image. */
export const targetsKind = kind<readonly DetectionTarget[]>(
  "a list of { boxes, labels, masks?, area?, iscrowd? }, tensors each, one for each image",
  (v) => Array.isArray(v) && v.every(isTarget),
);

/** Detections, one for each image. */
export const detectionsKind = kind<readonly Detections[]>(
  "a list of { boxes, labels, scores, masks? }, tensors each",
  (v) =>
    Array.isArray(v) &&
    v.every((one) => isTarget(one) && Reflect.get(one as object, "scores") instanceof Tensor),
);

/**
 * The targets without groups of objects, which are not learnt from, and with boxes in float32, of float64 images in float64.
 *
 * @throws ArgumentError for other than one target an image, boxes without area, masks that are missing, naming image and box;
 *   ShapeError and DTypeError for boxes, labels and masks of other shapes and dtypes
 */
export function checkTargets(
  operation: string,
  images: readonly Tensor[],
  targets: readonly DetectionTarget[],
  needs: { readonly masks: boolean },
): DetectionTarget[] {
  if (images.length !== targets.length) {
    throw new ArgumentError(
      `${operation}: expected a target for each of ${images.length} images, got ${targets.length}.`,
      { operation },
    );
  }
  return targets.map((target, at) => {
    const image = images[at] as Tensor; // as many
    checkShapes(operation, target, at);
    if (needs.masks) checkMasks(operation, target, image, at);
    checkBoxes(operation, target.boxes, at);
    return learnable(target, image);
  });
}

function checkShapes(operation: string, { boxes, labels, iscrowd }: DetectionTarget, at: number): void {
  const of = `of the target at index ${at}`;
  if (boxes.ndim !== 2 || boxes.shape[1] !== 4) {
    throw new ShapeError(
      `${operation}: expected boxes (N, 4) ${of}, got (${boxes.shape.join(", ")}); an image without objects has (0, 4).`,
      { operation },
    );
  }
  if (!isFloatingPoint(boxes.dtype)) {
    throw new DTypeError(
      `${operation}: expected floating boxes ${of}, got ${boxes.dtype}; boxes.float() makes them so.`,
      {
        operation,
      },
    );
  }
  const [many] = boxes.shape;
  for (const [name, values] of [
    ["labels", labels],
    ["iscrowd", iscrowd],
  ] as const) {
    if (values === undefined || (values.ndim === 1 && values.shape[0] === many)) continue;
    throw new ShapeError(
      `${operation}: expected ${name} (${many}), one for each box, ${of}, got (${values.shape.join(", ")}).`,
      { operation },
    );
  }
  if (labels.dtype !== "int64") {
    throw new DTypeError(
      `${operation}: expected int64 labels ${of}, got ${labels.dtype}; labels.long() makes them so.`,
      {
        operation,
      },
    );
  }
}

function checkMasks(operation: string, { boxes, masks }: DetectionTarget, image: Tensor, at: number): void {
  const [height, width] = sizeOf(image);
  const wanted = [boxes.shape[0], height, width];
  if (masks === undefined) {
    throw new ArgumentError(
      `${operation}: the target at index ${at} has no masks, which the network learns from; give masks (${wanted.join(", ")}) of 0 ` +
        "and 1, or take a network without masks.",
      { operation },
    );
  }
  if (masks.ndim !== 3 || wanted.some((edge, axis) => masks.shape[axis] !== edge)) {
    throw new ShapeError(
      `${operation}: expected masks (${wanted.join(", ")}) of the target at index ${at}, one for each box and as large as the image, ` +
        `got (${masks.shape.join(", ")}).`,
      { operation },
    );
  }
  if (masks.dtype !== "uint8" && masks.dtype !== "bool") {
    throw new DTypeError(
      `${operation}: expected masks of uint8 or bool of the target at index ${at}, got ${masks.dtype}.`,
      { operation },
    );
  }
}

/** Boxes must have an area, in finite numbers: what a detector learns from others is nonsense, or NaN. */
function checkBoxes(operation: string, boxes: Tensor, at: number): void {
  if (boxes.shape[0] === 0) return;
  const wrong = scope(() =>
    noGrad(() => {
      const [low, high] = [boxes.narrow(1, 0, 2), boxes.narrow(1, 2, 2)];
      const isGood = high.gt(low).all(1).logicalAnd(boxes.isfinite().all(1));
      return isGood.all().item() ? null : Number(isGood.logicalNot().nonzero().select(0, 0).item());
    }),
  );
  if (wrong === null) return;
  const [x1, y1, x2, y2] = scope(() => boxes.select(0, wrong).toArray()) as number[];
  throw new ArgumentError(
    `${operation}: expected boxes with x2 > x1 and y2 > y1, in pixels, got [${x1}, ${y1}, ${x2}, ${y2}] at index ${wrong} of the ` +
      `target at index ${at}. Leave such an object out; an image may be without any: boxes (0, 4), labels (0).`,
    { operation },
  );
}

function learnable(target: DetectionTarget, image: Tensor): DetectionTarget {
  const { boxes, labels, masks, iscrowd } = target;
  const dtype = image.dtype === "float64" ? "float64" : "float32";
  const all = { boxes: boxes.to(dtype), labels, ...(masks === undefined ? {} : { masks }) };
  if (iscrowd === undefined) return all;
  const single = iscrowd.eq(0).nonzero().squeeze(1);
  if (single.shape[0] === labels.shape[0]) return all;
  return Object.fromEntries(
    Object.entries(all).map(([name, value]) => [name, value.index(single)]),
  ) as unknown as DetectionTarget; // the same members
}

/**
 * Refuses labels that are no class of the network's.
 *
 * @param outputs the classes with the background
 * @throws ArgumentError naming image, object, label and the number of classes
 */
export function checkLabels(operation: string, targets: readonly DetectionTarget[], outputs: number): void {
  for (const [at, { labels }] of targets.entries()) {
    if (labels.shape[0] === 0) continue;
    const wrong = scope(() =>
      noGrad(() => {
        const isWrong = labels.lt(1).logicalOr(labels.ge(outputs));
        return isWrong.any().item() ? Number(isWrong.nonzero().select(0, 0).item()) : null;
      }),
    );
    if (wrong === null) continue;
    const label = scope(() => Number(labels.select(0, wrong).item()));
    throw new ArgumentError(
      `${operation}: the label ${label} at index ${wrong} of the target at index ${at} is no class of the network, which has ` +
        `${outputs - 1}: labels are 1 to ${outputs - 1}, 0 is the background. models.replaceHead(model, classes) gives it others.`,
      { operation },
    );
  }
}
