/**
 * Anchors: boxes of a few sizes and shapes around every pixel of the features, which a detector moves and judges.
 *
 * "Faster R-CNN", https://arxiv.org/abs/1506.01497; the numbers are those of torchvision's `AnchorGenerator`.
 */

import { instance, isListOf, kind, listOf, numberAbove, type Rest, signature } from "../../edge/index.ts";
import { ShapeError } from "../../native/errors.ts";
import * as nn from "../../nn/index.ts";
import { tensorKind } from "../../tensor/argument-kinds.ts";
import { arange, cat, type Device, noGrad, scope, stack, type Tensor, tensor } from "../../tensor/index.ts";
import { ImageList } from "./image-list.ts";

const positive = numberAbove(0);
const positives = listOf(positive);

/** Positive numbers for all levels alike, or a list of them for each. */
export type ForLevels = readonly number[] | readonly (readonly number[])[];

const forLevels = kind<ForLevels>(
  "a list of positive numbers, or a list of them for each level",
  (v) =>
    Array.isArray(v) && v.length > 0 && (isListOf(v, positive.accepts) || isListOf(v, positives.accepts)),
);

/** Options of {@link AnchorGenerator}. */
export interface AnchorOptions {
  /** Edges of square anchors in pixels: a number for each level, or a list for each; [[128, 256, 512]] by default. */
  sizes?: ForLevels;
  /** Height over width: for all levels, or a list for each; [[0.5, 1, 2]] by default. */
  aspectRatios?: ForLevels;
}

const TAKES = signature<AnchorOptions>("models.detection.AnchorGenerator", {
  options: { sizes: forLevels, aspectRatios: forLevels },
  positional: ["sizes", "aspectRatios"],
});
const COUNTS = signature("models.detection.AnchorGenerator.numAnchorsPerLocation");
const FORWARD = signature("models.detection.AnchorGenerator", {
  takes: { images: instance(ImageList), features: listOf(tensorKind) },
});

/** Anchors of each image: one for every pixel of each level, every ratio and every size, in pixels of the padded images. */
export class AnchorGenerator extends nn.Module {
  readonly sizes: readonly (readonly number[])[];
  readonly aspect_ratios: readonly (readonly number[])[];
  /** x1, y1, x2, y2 around (0, 0), by level; whole numbers. */
  readonly cell_anchors: readonly (readonly number[][])[];

  /** Throws ArgumentError for sizes and ratios of different numbers of levels. */
  constructor(...rest: Rest<AnchorOptions, [sizes: ForLevels, aspectRatios: ForLevels]>) {
    super();
    const { sizes = [[128, 256, 512]], aspectRatios = [[0.5, 1, 2]] } = TAKES.read(rest);
    this.sizes = sizes.map((size) => (typeof size === "number" ? [size] : size));
    this.aspect_ratios = isListOf(aspectRatios, positive.accepts)
      ? this.sizes.map(() => aspectRatios as readonly number[])
      : (aspectRatios as readonly (readonly number[])[]);
    if (this.sizes.length !== this.aspect_ratios.length) {
      throw TAKES.error(
        `expected aspectRatios for as many levels as sizes, got ${this.aspect_ratios.length} for ${this.sizes.length}.`,
      );
    }
    this.cell_anchors = this.sizes.map((ofLevel, level) =>
      cellAnchors(ofLevel, this.aspect_ratios[level] as readonly number[]),
    );
  }

  /** How many anchors each pixel of each level has. */
  numAnchorsPerLocation(...rest: []): number[] {
    COUNTS.read(rest);
    return this.cell_anchors.map((anchors) => anchors.length);
  }

  /**
   * Features (N, C, h, w) of each level -> (A, 4) for each image, in float32 unless the features are float64. The images of
   * a batch share one tensor. Throws ShapeError for features of another number of levels.
   */
  override forward(images: ImageList, features: readonly Tensor[]): Tensor[] {
    FORWARD.check(images, features);
    if (features.length !== this.cell_anchors.length) {
      throw new ShapeError(
        `${TAKES.name}: it has sizes for ${this.cell_anchors.length} levels, and got features of ${features.length}. Give it a ` +
          "list of sizes for each level of the backbone's features: sizes: [[32], [64], [128]].",
        { operation: TAKES.name },
      );
    }
    const [, , height = 0, width = 0] = images.tensors.shape;
    const { device } = images.tensors;
    const dtype = features[0]?.dtype === "float64" ? "float64" : "float32";
    const levels = features.map((of, level) => {
      const [, , rows = 0, columns = 0] = of.shape;
      const strides = [Math.floor(height / rows), Math.floor(width / columns)] as const;
      const cell = this.cell_anchors[level] as readonly number[][];
      return gridAnchors(cell, [rows, columns], strides, { device, dtype });
    });
    const all = cat(levels);
    return images.image_sizes.map(() => all);
  }
}

/** Where anchors are made and as what. */
interface Place {
  readonly device: Device;
  readonly dtype: "float32" | "float64";
}

/** Anchors around (0, 0) of one level: every ratio with every size. Computed and rounded in float32, as PyTorch does. */
function cellAnchors(sizes: readonly number[], ratios: readonly number[]): number[][] {
  const anchors = scope(() =>
    noGrad(() => {
      const heights = tensor(ratios).sqrt();
      const widths = heights.reciprocal();
      const all = tensor(sizes);
      const [w, h] = [widths, heights].map((of) => of.unsqueeze(1).mul(all).reshape([-1])) as [
        Tensor,
        Tensor,
      ];
      return stack([w.neg(), h.neg(), w, h], 1).div(2).round();
    }),
  );
  return scope(() => anchors.toArray() as number[][]);
}

/** Anchors (rows * columns * cells, 4) of one level. */
function gridAnchors(
  cell: readonly number[][],
  [rows, columns]: readonly [number, number],
  [down, across]: readonly [number, number],
  place: Place,
): Tensor {
  const x = arange(columns, place).mul(across).expand([rows, columns]);
  const y = arange(rows, place).mul(down).unsqueeze(1).expand([rows, columns]);
  const shifts = stack([x, y, x, y], -1).unsqueeze(2); // (rows, columns, 1, 4)
  return shifts.add(tensor(cell, place)).reshape([-1, 4]);
}
