/** Transforms about the boxes of a sample: crops that keep some, and cleaning up afterwards. */

import type { Rng } from "../../data/index.ts";
import { integerFrom, listOf, number, type Rest, signature } from "../../edge/index.ts";
import { ArgumentError, ShapeError } from "../../native/errors.ts";
import { scope, type Tensor, tensor } from "../../tensor/index.ts";
import { rangeKind } from "../arguments.ts";
import { OF_BOXES, type Sample } from "../sample.ts";
import {
  type BoxFormat,
  boxFormatKind,
  clampBoxes,
  convertBoxes,
  VALID_KINDS,
  type ValidBoxesOptions,
  validBoxes,
} from "./boxes.ts";
import { CheckedTransform, checkDraw } from "./checked.ts";
import { checkOrdered, checkRange, type Range } from "./checks.ts";
import { moveSample, type Size } from "./geometric.ts";
import { type Box, cropping } from "./moves.ts";
import { needRng } from "./transform.ts";

/** Rounds of draws after which {@link RandomIoUCrop} leaves a sample that no crop fits. */
const ROUNDS = 100;

/** Options of {@link RandomIoUCrop}. */
export interface RandomIoUCropOptions {
  /** Share of each edge. Default [0.3, 1]. */
  scale?: Range;
  /** Width over height. Default [0.5, 2]. */
  ratio?: Range;
  /** Overlaps drawn from, 1 and more standing for no crop. Default 0, 0.1, 0.3, 0.5, 0.7, 0.9, 1. */
  samplerOptions?: readonly number[];
  /** Draws per overlap. Default 40. */
  trials?: number;
}

const IOU_CROP = signature<RandomIoUCropOptions>("transforms.RandomIoUCrop", {
  options: { scale: rangeKind, ratio: rangeKind, samplerOptions: listOf(number), trials: integerFrom(1) },
});

/**
 * Crops so that some box overlaps the crop by a random least intersection over union (SSD, Liu et al. 2016). Boxes whose
 * centre is outside become [0, 0, 0, 0]; {@link SanitizeBoundingBoxes} removes them.
 */
export class RandomIoUCrop extends CheckedTransform {
  readonly scale: Range;
  readonly ratio: Range;
  readonly samplerOptions: readonly number[];
  readonly trials: number;

  /** Throws ArgumentError for values out of their range. */
  constructor(...rest: Rest<RandomIoUCropOptions>) {
    super();
    const options = IOU_CROP.read(rest);
    this.scale = options.scale ?? [0.3, 1];
    this.ratio = options.ratio ?? [0.5, 2];
    this.samplerOptions = options.samplerOptions ?? [0, 0.1, 0.3, 0.5, 0.7, 0.9, 1];
    this.trials = options.trials ?? 40;
    checkOrdered(this.scale, "scale", "RandomIoUCrop");
    checkOrdered(this.ratio, "ratio", "RandomIoUCrop");
    for (const edge of this.scale) checkRange(edge, 0, 1, "scale", "RandomIoUCrop");
    if (this.samplerOptions.length === 0) {
      throw new ArgumentError("RandomIoUCrop: samplerOptions is empty", { operation: "RandomIoUCrop" });
    }
  }

  /** The crop of an image of [height, width] with these boxes, or null for none. */
  getParams(size: Size, boxes: readonly (readonly number[])[], rng: Rng, ...rest: []): Box | null {
    checkDraw(this, rest, { size, boxes, rng });
    const [height, width] = size;
    for (let round = 0; round < ROUNDS; round++) {
      const overlap = this.samplerOptions[rng.int(0, this.samplerOptions.length)] as number;
      if (overlap >= 1) return null;
      for (let trial = 0; trial < this.trials; trial++) {
        const w = Math.trunc(width * rng.uniform(...this.scale));
        const h = Math.trunc(height * rng.uniform(...this.scale));
        if (w === 0 || h === 0 || w / h < this.ratio[0] || w / h > this.ratio[1]) continue;
        const left = Math.trunc((width - w) * rng.random());
        const top = Math.trunc((height - h) * rng.random());
        const box = { top, left, height: h, width: w };
        const kept = boxes.filter((b) => hasCentre(box, b));
        if (kept.length > 0 && Math.max(...kept.map((b) => iou(box, b))) >= overlap) return box;
      }
    }
    return null;
  }

  /** Throws ArgumentError: without boxes there is no overlap. */
  protected override change(_image: Tensor): Tensor {
    throw this.#needsBoxes();
  }

  #needsBoxes(): ArgumentError {
    return new ArgumentError("RandomIoUCrop: needs boxes; call applySample({ image, boxes }, rng)", {
      operation: "RandomIoUCrop",
    });
  }

  protected override changeSample<S extends Sample>(sample: S, rng?: Rng): S {
    const { image, boxes } = sample;
    if (boxes === undefined) throw this.#needsBoxes();
    return scope(() => {
      const list = boxes.to("float64").toArray() as number[][];
      const box = this.getParams(image.shape.slice(-2) as [number, number], list, needRng(rng, this));
      if (box === null) return sample;
      const moved = moveSample(sample, cropping(box), "RandomIoUCrop");
      const outside = list.map((b) => !hasCentre(box, b));
      if (!outside.includes(true)) return moved;
      const gone = tensor(outside, { device: boxes.device }).view([-1, 1]); // (N, 1) bool
      return { ...moved, boxes: (moved.boxes as Tensor).maskedFill(gone, 0) };
    });
  }
}

function hasCentre({ top, left, height, width }: Box, box: readonly number[]): boolean {
  const [x1, y1, x2, y2] = box as [number, number, number, number];
  const [x, y] = [(x1 + x2) / 2, (y1 + y2) / 2];
  return left < x && x < left + width && top < y && y < top + height;
}

function iou({ top, left, height, width }: Box, box: readonly number[]): number {
  const [x1, y1, x2, y2] = box as [number, number, number, number];
  const w = Math.max(0, Math.min(x2, left + width) - Math.max(x1, left));
  const h = Math.max(0, Math.min(y2, top + height) - Math.max(y1, top));
  return (w * h) / (width * height + (x2 - x1) * (y2 - y1) - w * h);
}

const SANITIZE = signature<ValidBoxesOptions>("transforms.SanitizeBoundingBoxes", {
  options: VALID_KINDS,
  positional: ["minSize", "minArea"],
});

/**
 * Removes boxes that are smaller than `minSize` or `minArea` or reach outside the image, with what belongs to each: labels,
 * area, iscrowd, `masks` (N, H, W) and keypoints (N, K, 2). The `mask` of classes and keypoints (M, 2) belong to the image and stay.
 */
export class SanitizeBoundingBoxes extends CheckedTransform {
  readonly minSize: number;
  readonly minArea: number;

  /** Throws ArgumentError for numbers below 1. */
  constructor(...rest: Rest<ValidBoxesOptions, [minSize: number, minArea: number]>) {
    super();
    const options = SANITIZE.read(rest);
    this.minSize = options.minSize ?? 1;
    this.minArea = options.minArea ?? 1;
    checkRange(this.minSize, 1, Number.POSITIVE_INFINITY, "minSize", "SanitizeBoundingBoxes");
    checkRange(this.minArea, 1, Number.POSITIVE_INFINITY, "minArea", "SanitizeBoundingBoxes");
  }

  protected override change(image: Tensor): Tensor {
    return image;
  }

  /** Throws ShapeError where there are not as many labels, masks or keypoints (N, K, 2) as boxes. */
  protected override changeSample<S extends Sample>(sample: S): S {
    const { image, boxes } = sample;
    if (boxes === undefined) return sample;
    const count = boxes.shape[0] as number;
    const perBox = [
      "masks",
      ...OF_BOXES,
      ...(sample.keypoints?.ndim === 3 ? ["keypoints" as const] : []),
    ] as const;
    for (const name of perBox) {
      const part = sample[name];
      if (part === undefined || part.shape[0] === count) continue;
      throw new ShapeError(`SanitizeBoundingBoxes: ${count} boxes have ${part.shape[0]} ${name}`, {
        operation: "SanitizeBoundingBoxes",
      });
    }
    return scope(() => {
      const { minSize, minArea } = this;
      const valid = validBoxes(boxes, image.shape.slice(-2) as [number, number], { minSize, minArea });
      const which = valid.nonzero().view([-1]);
      const clean = { ...sample, boxes: boxes.indexSelect(0, which) };
      for (const name of perBox) {
        const part = sample[name];
        if (part !== undefined) clean[name] = part.indexSelect(0, which);
      }
      return clean;
    });
  }
}

/** Cuts the boxes of a sample to its image. */
export class ClampBoundingBoxes extends CheckedTransform {
  protected override change(image: Tensor): Tensor {
    return image;
  }

  protected override changeSample<S extends Sample>(sample: S): S {
    const { image, boxes } = sample;
    if (boxes === undefined) return sample;
    return { ...sample, boxes: clampBoxes(boxes, image.shape.slice(-2) as [number, number]) };
  }
}

const CONVERT = signature("transforms.ConvertBoundingBoxFormat", { takes: { format: boxFormatKind } });

/** Converts the boxes of a sample from x1, y1, x2, y2, for what comes after the transforms: it is the last of them. */
export class ConvertBoundingBoxFormat extends CheckedTransform {
  readonly format: BoxFormat;

  /** Throws ArgumentError for a format that is none. */
  constructor(format: BoxFormat, ...rest: []) {
    super();
    CONVERT.read(rest);
    CONVERT.check(format);
    this.format = format;
  }

  protected override change(image: Tensor): Tensor {
    return image;
  }

  protected override changeSample<S extends Sample>(sample: S): S {
    if (sample.boxes === undefined) return sample;
    return { ...sample, boxes: convertBoxes(sample.boxes, "xyxy", this.format) };
  }
}
