/**
 * Transforms that move pixels: one plan, drawn once, moves image, mask, boxes and keypoints of a sample. The plans
 * themselves are in `moves.ts`.
 */

import type { Rng } from "../../data/index.ts";
import { scope, type Tensor, torch, zeros } from "../../tensor/index.ts";
import { checkSample, type Sample } from "../sample.ts";
import { CheckedTransform } from "./checked.ts";
import { checkImage, isFloating } from "./checks.ts";
import type { PixelStep, Stage } from "./steps.ts";

/** [height, width] in pixels. */
export type Size = readonly [number, number];

/** How one change of places moves each part of a sample. Results may be views of the arguments. */
export interface Move {
  /** (C, H, W) or (N, C, H, W). */
  image(image: Tensor): Tensor;
  /** The same as steps that another thread can do, of one image of 8 bits; none where it cannot. */
  steps?: readonly PixelStep[];
  /** (K, H, W) of any dtype, which stays: values are picked, never mixed. `fill` is what stands where there is no image. */
  mask(mask: Tensor, fill?: number): Tensor;
  /** (N, 4) floating x1, y1, x2, y2. */
  boxes(boxes: Tensor): Tensor;
  /** (M, 2) floating x, y. */
  keypoints(points: Tensor): Tensor;
}

/** Applies a move to every part there is. Throws ShapeError for parts that do not belong together. */
export function moveSample<S extends Sample>(sample: S, move: Move, operation: string): S {
  checkSample(sample, operation);
  return scope(() => {
    const { mask, masks, boxes, keypoints, area } = sample;
    const moved = { ...sample, image: move.image(sample.image) };
    if (mask !== undefined) moved.mask = moveMask(mask, move, moved.image);
    if (masks !== undefined) moved.masks = moveMask(masks, move, moved.image, 0); // no object is there
    if (boxes !== undefined) {
      moved.boxes = asFloating(boxes, (t) => move.boxes(t));
      if (area !== undefined) moved.area = movedArea(area, boxes, moved.boxes);
    }
    if (keypoints !== undefined) {
      moved.keypoints = asFloating(keypoints, (t) =>
        move.keypoints(t.reshape([-1, 2])).reshape(keypoints.shape),
      );
    }
    return moved;
  });
}

function moveMask(mask: Tensor, move: Move, image: Tensor, fill?: number): Tensor {
  if (mask.ndim === 2) return move.mask(mask.unsqueeze(0), fill).squeeze(0);
  if (mask.shape[0] !== 0) return move.mask(mask, fill);
  // Not every padding kernel takes masks of no object.
  return zeros([0, ...image.shape.slice(-2)], { dtype: mask.dtype, device: mask.device });
}

/** Areas that change as those of their boxes do. */
function movedArea(area: Tensor, before: Tensor, after: Tensor): Tensor {
  if (area.shape[0] !== before.shape[0]) return area; // what does not belong together is named where it is used
  const [from, to] = [boxAreas(before), boxAreas(after)];
  return torch.where(from.gt(0), area.mul(to).div(from), area.mul(1)).to(area.dtype);
}

function boxAreas(boxes: Tensor): Tensor {
  const [x1, y1, x2, y2] = boxes.to("float64").unbind(-1) as [Tensor, Tensor, Tensor, Tensor];
  return x2.sub(x1).mul(y2.sub(y1));
}

/** Integer coordinates are moved in float32 and cut back, as torchvision does. */
function asFloating(coordinates: Tensor, move: (t: Tensor) => Tensor): Tensor {
  return isFloating(coordinates.dtype)
    ? move(coordinates)
    : move(coordinates.to("float32")).to(coordinates.dtype);
}

/** A transform of places: `apply` and `applySample` follow the same plan, so they draw the same. */
export abstract class GeometricTransform extends CheckedTransform {
  /** What to do with an image of [height, width]; null leaves everything as it is. */
  protected abstract plan(size: Size, rng: Rng | undefined): Move | null;

  /** @internal */
  override _stages(): readonly Stage[] | null {
    // A subclass may do something else than it plans.
    const isPlanned =
      this.apply === GeometricTransform.prototype.apply &&
      this.change === GeometricTransform.prototype.change;
    return isPlanned ? [{ plan: (size, rng) => this.plan(size, rng) }] : null;
  }

  protected override change(image: Tensor, rng?: Rng): Tensor {
    checkImage(image, this.constructor.name);
    return scope(() => {
      const move = this.plan(image.shape.slice(-2) as [number, number], rng);
      return move === null ? image : move.image(image);
    });
  }

  protected override changeSample<S extends Sample>(sample: S, rng?: Rng): S {
    return scope(() => {
      const move = this.plan(sample.image.shape.slice(-2) as [number, number], rng);
      return move === null ? sample : moveSample(sample, move, this.constructor.name);
    });
  }
}
