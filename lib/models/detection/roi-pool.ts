/**
 * Features of boxes, each taken from the level of the pyramid that suits its size.
 *
 * Equation 1 of "Feature Pyramid Networks for Object Detection", https://arxiv.org/abs/1612.03144; the numbers are those of
 * `torchvision.ops.MultiScaleRoIAlign`.
 */

import {
  either,
  integerFrom,
  type Kinds,
  listOf,
  number,
  numberAbove,
  plainObject,
  type Rest,
  signature,
  string,
} from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import * as nn from "../../nn/index.ts";
import { tensorKind } from "../../tensor/argument-kinds.ts";
import { cat, noGrad, scope, type Tensor, zeros } from "../../tensor/index.ts";
import { boxes as boxOps } from "../../vision/index.ts";
import { roiAlign } from "../../vision/ops/index.ts";
import { count, pairKind } from "../option-kinds.ts";
import type { Features } from "./feature-pyramid.ts";
import { type ImageSize, imageSizesKind } from "./image-list.ts";
import { fullPrecision } from "./precision.ts";

/** Added to the level's logarithm, so that a box of exactly a level's size is not below it by rounding. */
const EPS = 1e-6;

/** Options of {@link MultiScaleRoIAlign}. */
export interface MultiScaleRoIAlignOptions {
  /** Edge in pixels of a box that belongs to `canonicalLevel`; 224 by default. */
  canonicalScale?: number;
  /** 4 by default: a 16th of the image. */
  canonicalLevel?: number;
}

const KINDS: Kinds<MultiScaleRoIAlignOptions> = { canonicalScale: numberAbove(0), canonicalLevel: number };

const TAKES = signature<MultiScaleRoIAlignOptions>("models.detection.MultiScaleRoIAlign", {
  takes: {
    featmapNames: listOf(string),
    outputSize: either(count, pairKind),
    samplingRatio: integerFrom(-1),
  },
  options: KINDS,
});
const FORWARD = signature(TAKES.name, {
  takes: {
    features: plainObject("features by name"),
    boxes: listOf(tensorKind),
    imageSizes: imageSizesKind,
  },
});

/** Features (N, C, h, w) by name, boxes (K, 4) of each image -> (sum of K, C, height, width). */
export class MultiScaleRoIAlign extends nn.Module {
  readonly featmap_names: readonly string[];
  readonly output_size: readonly [number, number];
  readonly sampling_ratio: number;
  readonly canonical_scale: number;
  readonly canonical_level: number;

  /**
   * @param featmapNames features to take from, the finest first
   * @param outputSize height and width, or both
   * @param samplingRatio points along an edge of each pixel of the result; as many as the box asks for where it is 0 or less
   */
  constructor(
    featmapNames: readonly string[],
    outputSize: number | readonly [number, number],
    samplingRatio: number,
    ...rest: Rest<MultiScaleRoIAlignOptions>
  ) {
    super();
    const { canonicalScale = 224, canonicalLevel = 4 } = TAKES.read(rest);
    TAKES.check(featmapNames, outputSize, samplingRatio);
    this.featmap_names = featmapNames;
    this.output_size = typeof outputSize === "number" ? [outputSize, outputSize] : outputSize;
    this.sampling_ratio = samplingRatio;
    this.canonical_scale = canonicalScale;
    this.canonical_level = canonicalLevel;
  }

  /** `imageSizes` are those of the images within the batch. Throws ArgumentError for features that it takes none of. */
  override forward(features: Features, boxes: readonly Tensor[], imageSizes: readonly ImageSize[]): Tensor {
    FORWARD.check(features, boxes, imageSizes);
    const levels = Object.entries(features).flatMap(([name, of]) =>
      this.featmap_names.includes(name) ? [of] : [],
    );
    const [finest] = levels;
    if (finest === undefined) {
      throw new ArgumentError(
        `${TAKES.name}: expected one of the features ${this.featmap_names.join(", ")}, got ${Object.keys(features).join(", ")}.`,
        { operation: TAKES.name },
      );
    }
    const scales = scalesOf(levels, imageSizes);
    const rois = numbered(boxes);
    if (levels.length === 1) return this.#align(finest, rois, scales[0] as number);
    const level = scope(() => noGrad(() => this.#levelOf(rois, scales)));
    const parts: Tensor[] = [];
    const places: Tensor[] = [];
    for (const [at, ofLevel] of levels.entries()) {
      const place = level.eq(at).nonzero().squeeze(1);
      if (place.numel() === 0) continue;
      places.push(place);
      parts.push(this.#align(ofLevel, rois.index(place), scales[at] as number));
    }
    const [only, second] = parts;
    if (only === undefined) return this.#align(finest, rois, scales[0] as number); // no box at all
    if (second === undefined) return only;
    return cat(parts).indexSelect(0, cat(places).argsort());
  }

  override toString(): string {
    const names = this.featmap_names.map((name) => `'${name}'`).join(", ");
    const [height, width] = this.output_size;
    return (
      `MultiScaleRoIAlign(featmap_names=[${names}], output_size=(${height}, ${width}), ` +
      `sampling_ratio=${this.sampling_ratio})`
    );
  }

  /** In float32 also of halves, in which the borders of boxes would be pixels off. */
  #align(features: Tensor, rois: Tensor, spatialScale: number): Tensor {
    const { sampling_ratio: samplingRatio } = this;
    const full = fullPrecision(features);
    const found = roiAlign(full, rois.to(full.dtype), this.output_size, { spatialScale, samplingRatio });
    return found.to(features.dtype);
  }

  /** Index (K) of the level of each box. */
  #levelOf(rois: Tensor, scales: readonly number[]): Tensor {
    const [finest, coarsest] = [scales[0] as number, scales.at(-1) as number].map(
      (scale) => -Math.log2(scale),
    );
    const edge = boxOps.area(rois.narrow(1, 1, 4)).sqrt();
    const level = edge.div(this.canonical_scale).log2().add(this.canonical_level).add(EPS).floor();
    return level
      .clamp(finest as number, coarsest as number)
      .sub(finest as number)
      .long();
  }
}

/** How large each level is beside the images: powers of two. */
function scalesOf(levels: readonly Tensor[], imageSizes: readonly ImageSize[]): number[] {
  if (imageSizes.length === 0) throw FORWARD.error("expected the size of at least one image, got none.");
  const height = Math.max(...imageSizes.map(([h]) => h));
  return levels.map(({ shape: [, , rows = 0] }) => 2 ** Math.round(Math.log2(rows / height)));
}

/** Boxes (K, 4) of each image -> (sum of K, 5), the image's index before each. */
function numbered(boxes: readonly Tensor[]): Tensor {
  const rows = boxes.map((of, at) => {
    const { dtype, device } = of;
    const number = zeros([of.shape[0] as number, 1], { dtype, device }).fill_(at);
    return cat([number, of], 1);
  });
  return cat(rows);
}
