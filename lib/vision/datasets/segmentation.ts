/** What a segmentation data set is to the training loop, and its batches. */

import { DataLoader, type DataLoaderOptions, type Dataset } from "../../data/index.ts";
import { loaderTakes, withBatchSize } from "../../data/loader-options.ts";
import { integer, kind, listOf, type Rest, signature } from "../../edge/index.ts";
import { singleThreaded, stack, Tensor } from "../../tensor/index.ts";
import type { DecodingOptions } from "../image.ts";
import { stackImages } from "./stack-images.ts";

/** `binary`: one mask; `multiclass`: one class for each pixel; `multilabel`: masks that may overlap. */
export type SegmentationKind = "binary" | "multiclass" | "multilabel";

/** One transformed image and its mask. */
export interface SegmentationSample {
  /** (C, H, W). */
  image: Tensor;
  /** (H, W) int64 class indices, for `multilabel` (C, H, W) float32 of 0 and 1. */
  mask: Tensor;
  /** Position in its data set. */
  index: number;
  /** File the image was read from. */
  path: string;
}

/** Images and masks in batches. */
export interface SegmentationBatch {
  /** (N, C, H, W). */
  images: Tensor;
  /** (N, H, W) int64, for `multilabel` (N, C, H, W) float32. */
  masks: Tensor;
  /** Position of each image in the loader's data set. */
  indices: number[];
  /** File of each image. */
  paths: string[];
}

/** What masks mean, as the training loop is told it. */
export interface SegmentationTaskFacts {
  readonly name: "segmentation";
  readonly kind: SegmentationKind;
  /** By class index; of `binary` and `multiclass` the first is the background. */
  readonly classes: readonly string[];
  /** Pixels of this value count for nothing; null where all count. */
  readonly ignoreIndex: number | null;
}

/** Classes and the parts to train, validate and test on. */
export interface SegmentationData {
  /** What it is to the training loop. */
  readonly task: SegmentationTaskFacts;
  readonly kind: SegmentationKind;
  /** By class index; of `binary` and `multiclass` the first is the background. A binary network has one output. */
  readonly classes: readonly string[];
  /** Pixels of this value in a mask count for nothing; null where all count. */
  readonly ignoreIndex: number | null;
  readonly train: Dataset<SegmentationSample>;
  readonly val: Dataset<SegmentationSample> | null;
  readonly test?: Dataset<SegmentationSample> | null;
  /** How images are decoded, for what else reads images as this data does. */
  readonly decoding?: DecodingOptions;
}

const COLLATE = signature("datasets.collateMasks", {
  takes: {
    samples: kind(
      "a list of samples with image and mask, tensors, and path",
      (v) => Array.isArray(v) && v.every((s) => s?.image instanceof Tensor && s.mask instanceof Tensor),
    ),
    indices: listOf(integer),
  },
});
const LOADER = loaderTakes("datasets.segmentationLoader");

/** Stacks samples to a batch. Throws ShapeError naming two files whose images differ in shape. */
export function collateMasks(
  samples: readonly SegmentationSample[],
  indices: readonly number[],
  ...rest: []
): SegmentationBatch {
  COLLATE.read(rest);
  COLLATE.check(samples, indices);
  return {
    images: stackImages(samples),
    masks: singleThreaded(() => stack(samples.map((sample) => sample.mask))),
    indices: [...indices],
    paths: samples.map((sample) => sample.path),
  };
}

/** Options of {@link segmentationLoader}. */
export type SegmentationLoaderOptions = Omit<
  DataLoaderOptions<SegmentationSample, SegmentationBatch>,
  "collate"
>;

/** A DataLoader giving {@link SegmentationBatch}es; batches of 8 by default. */
export function segmentationLoader(
  dataset: Dataset<SegmentationSample> & { readonly onError?: "throw" | "skip" },
  ...rest: Rest<SegmentationLoaderOptions>
): DataLoader<SegmentationSample, SegmentationBatch> {
  const options = LOADER.read(rest);
  LOADER.check(dataset);
  return new DataLoader(dataset, {
    ...withBatchSize(options, 8),
    onError: options.onError ?? dataset.onError,
    collate: collateMasks,
  });
}
