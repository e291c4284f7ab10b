/**
 * What happens to images of any size before a detector's backbone, and to what it finds afterwards: colours normalised, the
 * shorter edge resized, padded to one batch; then back into pixels of the images that went in.
 *
 * The numbers and the random draws are those of torchvision's `GeneralizedRCNNTransform`.
 */

import {
  boolean,
  either,
  integerFrom,
  type Kind,
  type Kinds,
  listOf,
  nullable,
  number,
  type Rest,
  signature,
} from "../../edge/index.ts";
import { ArgumentError, DTypeError, ShapeError } from "../../native/errors.ts";
import * as nn from "../../nn/index.ts";
import { repr } from "../../nn/repr.ts";
import { tensorKind } from "../../tensor/argument-kinds.ts";
import {
  empty,
  isFloatingPoint,
  noGrad,
  scope,
  stack,
  type Tensor,
  tensor,
  zeros,
} from "../../tensor/index.ts";
import type { Detections, DetectionTarget } from "../../vision/detection-sample.ts";
import { count, counts, pairKind } from "../option-kinds.ts";
import { ImageList, type ImageSize, imageSizesKind, sizeOf } from "./image-list.ts";
import { pasteMasks } from "./masks.ts";
import { detectionsKind, targetsKind } from "./targets.ts";

/** How images come to the backbone's size; every detector has these options. */
export interface DetectionTransformOptions {
  /** Pixels of the shorter edge; of several one is drawn for each image in training, and the last is used otherwise. 800 by default. */
  minSize?: number | readonly number[];
  /** Most pixels of the longer edge; 1333 by default. */
  maxSize?: number;
  /** Mean of each channel, of images in 0..1; ImageNet's by default. */
  imageMean?: readonly number[];
  /** Standard deviation of each channel; ImageNet's by default. */
  imageStd?: readonly number[];
  /** The batch's edges are padded to a multiple of it; 32 by default. */
  sizeDivisible?: number;
  /** [width, height] of every image, whatever its shape, in place of minSize and maxSize; null by default. */
  fixedSize?: readonly [number, number] | null;
  /** Leaves images in training as large as they are; false by default. */
  skipResize?: boolean;
}

/** Kinds of {@link DetectionTransformOptions}. */
export const TRANSFORM_KINDS: Kinds<DetectionTransformOptions> = {
  minSize: either(count, counts) as Kind<number | readonly number[]>,
  maxSize: count,
  imageMean: listOf(number),
  imageStd: listOf(number),
  sizeDivisible: integerFrom(1),
  fixedSize: nullable(pairKind),
  skipResize: boolean,
};

const { minSize, maxSize, imageMean, imageStd, ...OPTIONS } = TRANSFORM_KINDS;

const TAKES = signature<Pick<DetectionTransformOptions, "sizeDivisible" | "fixedSize" | "skipResize">>(
  "models.detection.GeneralizedRCNNTransform",
  {
    takes: { minSize, maxSize, imageMean, imageStd },
    options: OPTIONS,
    positional: ["sizeDivisible", "fixedSize"],
  },
);
const FORWARD = signature<{ targets?: readonly DetectionTarget[] | null }>(TAKES.name, {
  takes: { images: listOf(tensorKind) },
  options: { targets: nullable(targetsKind) },
  positional: ["targets"],
});
const POSTPROCESS = signature("models.detection.GeneralizedRCNNTransform.postprocess", {
  takes: { detections: detectionsKind, imageSizes: imageSizesKind, originalSizes: imageSizesKind },
});

/** Images and targets as the backbone's batch has them. */
export interface Transformed {
  readonly images: ImageList;
  /** With boxes in pixels of the resized images; masks stay as they are, Mask R-CNN resizes those it learns from. */
  readonly targets: DetectionTarget[] | null;
}

/** Images of any sizes -> a batch, and its detections -> pixels of the images. */
export class GeneralizedRCNNTransform extends nn.Module {
  readonly min_size: readonly number[];
  readonly max_size: number;
  /** Of each channel that the images have. */
  image_mean: readonly number[];
  image_std: readonly number[];
  readonly size_divisible: number;
  readonly fixed_size: readonly [number, number] | null;
  readonly skip_resize: boolean;

  /** See {@link DetectionTransformOptions}. Throws ArgumentError for means and deviations of different numbers of channels. */
  constructor(
    minSize: number | readonly number[],
    maxSize: number,
    imageMean: readonly number[],
    imageStd: readonly number[],
    ...rest: Rest<
      Pick<DetectionTransformOptions, "sizeDivisible" | "fixedSize" | "skipResize">,
      [sizeDivisible: number, fixedSize: readonly [number, number] | null]
    >
  ) {
    super();
    const { sizeDivisible = 32, fixedSize = null, skipResize = false } = TAKES.read(rest);
    TAKES.check(minSize, maxSize, imageMean, imageStd);
    this.min_size = typeof minSize === "number" ? [minSize] : minSize;
    if (this.min_size.length === 0) throw TAKES.error("expected at least one minSize, got none.");
    if (imageMean.length !== imageStd.length || imageMean.length === 0) {
      throw TAKES.error(
        `expected a mean and a standard deviation of each channel, got ${imageMean.length} and ${imageStd.length}.`,
      );
    }
    if (imageStd.includes(0)) throw TAKES.error("expected standard deviations other than 0.");
    this.max_size = maxSize;
    this.image_mean = imageMean;
    this.image_std = imageStd;
    this.size_divisible = sizeDivisible;
    this.fixed_size = fixedSize;
    this.skip_resize = skipResize;
  }

  /**
   * Images (C, H, W) in 0..1 -> a batch (N, C, h, w), the targets' boxes with them. In training mode a number is drawn for each
   * image, which chooses among `minSize`.
   *
   * @throws ShapeError for images of other dimensions or channels, DTypeError for images of integers
   */
  override forward(
    images: readonly Tensor[],
    ...rest: Rest<
      { targets?: readonly DetectionTarget[] | null },
      [targets: readonly DetectionTarget[] | null]
    >
  ): Transformed {
    const { targets = null } = FORWARD.read(rest);
    FORWARD.check(images);
    for (const [at, image] of images.entries()) this.#checkImage(image, at);
    const [first] = images;
    if (first === undefined) throw FORWARD.error("expected at least one image, got none.");
    const place = { dtype: first.dtype, device: first.device };
    const mean = tensor(this.image_mean, place).reshape([-1, 1, 1]);
    const std = tensor(this.image_std, place).reshape([-1, 1, 1]);
    const resized = images.map((image) =>
      scope(() => this.#resized(image.sub(mean).div(std), this.#chosenSize())),
    );
    const sizes = resized.map(sizeOf);
    const scaled = targets?.map((target, at): DetectionTarget => {
      const [from, to] = [sizeOf(images[at] as Tensor), sizes[at] as ImageSize]; // one of each
      return { ...target, boxes: scaledBoxes(target.boxes, from, to) };
    });
    return { images: new ImageList(this.#batch(resized, sizes), sizes), targets: scaled ?? null };
  }

  /** Detections in pixels of the resized images -> in pixels of the images, the masks as large as those. */
  postprocess(
    detections: readonly Detections[],
    imageSizes: readonly ImageSize[],
    originalSizes: readonly ImageSize[],
    ...rest: []
  ): Detections[] {
    POSTPROCESS.read(rest);
    POSTPROCESS.check(detections, imageSizes, originalSizes);
    return detections.map((found, at) => {
      const [from, to] = [imageSizes[at] as ImageSize, originalSizes[at] as ImageSize]; // one of each
      const boxes = scaledBoxes(found.boxes, from, to);
      if (found.masks === undefined) return { ...found, boxes };
      return { ...found, boxes, masks: pasteMasks(found.masks, boxes, to) };
    });
  }

  override toString(): string {
    const { image_mean, image_std, min_size, max_size } = this;
    return (
      `GeneralizedRCNNTransform(\n    Normalize(mean=${listed(image_mean)}, std=${listed(image_std)})` +
      `\n    Resize(min_size=${repr(min_size)}, max_size=${max_size}, mode='bilinear')\n)`
    );
  }

  #checkImage(image: Tensor, at: number): void {
    const channels = this.image_mean.length;
    if (image.ndim !== 3 || image.shape.includes(0)) {
      throw new ShapeError(
        `${FORWARD.name}: expected images (C, H, W), got (${image.shape.join(", ")}) at index ${at}.`,
        { operation: FORWARD.name },
      );
    }
    if (!isFloatingPoint(image.dtype)) {
      throw new DTypeError(
        `${FORWARD.name}: expected floating images in 0..1, got ${image.dtype} at index ${at}; image.float().div(255) makes one ` +
          "of bytes.",
        { operation: FORWARD.name },
      );
    }
    if (image.shape[0] === channels) return;
    const advice =
      image.shape[0] === 1
        ? "; image.expand([3, -1, -1]) makes it RGB, models.adaptInput(model, 1) the network one for grey images"
        : "; models.adaptInput makes a network for images of other channels";
    throw new ShapeError(
      `${FORWARD.name}: expected images of ${channels} channels, got ${image.shape[0]} at index ${at}${advice}.`,
      { operation: FORWARD.name },
    );
  }

  /** In training a number is drawn even where there is one size to choose from, as in torchvision. */
  #chosenSize(): number {
    const sizes = this.min_size;
    if (!this.training || this.skip_resize) return sizes.at(-1) as number; // there is one
    const drawn = scope(() => noGrad(() => empty([1]).uniform_(0, sizes.length).item()));
    return sizes[Math.trunc(Number(drawn))] ?? (sizes.at(-1) as number);
  }

  #resized(image: Tensor, least: number): Tensor {
    if (this.training && this.skip_resize) return image;
    const [height, width] = sizeOf(image);
    let size: number[];
    if (this.fixed_size === null) {
      const scale = Math.min(least / Math.min(height, width), this.max_size / Math.max(height, width));
      size = [Math.floor(height * scale), Math.floor(width * scale)];
      if (size.includes(0)) {
        throw new ArgumentError(
          `${FORWARD.name}: an image of ${height} x ${width} pixels has no pixel left along an edge when its longer edge is at most ` +
            `${this.max_size}; crop it, or give a larger maxSize.`,
          { operation: FORWARD.name },
        );
      }
    } else {
      size = [this.fixed_size[1], this.fixed_size[0]];
    }
    const options = { size, mode: "bilinear", alignCorners: false } as const;
    return nn.functional.interpolate(image.unsqueeze(0), options).squeeze(0);
  }

  /** The images side by side, zeros on the right and below of the smaller ones. */
  #batch(images: readonly Tensor[], sizes: readonly ImageSize[]): Tensor {
    const [height, width] = [0, 1].map((axis) => {
      const most = Math.max(...sizes.map((size) => size[axis] as number));
      return Math.ceil(most / this.size_divisible) * this.size_divisible;
    }) as [number, number];
    const [first] = images as readonly [Tensor]; // checked by the caller
    if (sizes.every(([h, w]) => h === height && w === width)) return stack(images);
    const batch = zeros([images.length, first.shape[0] as number, height, width], {
      dtype: first.dtype,
      device: first.device,
    });
    for (const [at, image] of images.entries()) {
      const [h, w] = sizes[at] as ImageSize; // one of each
      batch.select(0, at).narrow(1, 0, h).narrow(2, 0, w).copy_(image);
    }
    return batch;
  }
}

/** Boxes (N, 4) of an image of one size, for the same image of another; the factors are float32, as in torchvision. */
function scaledBoxes(boxes: Tensor, from: ImageSize, to: ImageSize): Tensor {
  const [down, across] = [0, 1].map((axis) => Math.fround((to[axis] as number) / (from[axis] as number)));
  const factors = [across, down, across, down] as number[];
  return scope(() => boxes.mul(tensor(factors, { dtype: boxes.dtype, device: boxes.device })));
}

/** As Python prints a list of floats. */
function listed(values: readonly number[]): string {
  return `[${values.map((value) => repr(value)).join(", ")}]`;
}
