/** What a classification data set is to the training loop, and its batches. */

import { DataLoader, type DataLoaderOptions, type Dataset } from "../../data/index.ts";
import { loaderTakes, withBatchSize } from "../../data/loader-options.ts";
import { describe, integer, kind, listOf, type Rest, signature } from "../../edge/index.ts";
import { DatasetError } from "../../native/errors.ts";
import { Tensor, tensor } from "../../tensor/index.ts";
import type { DecodingOptions } from "../image.ts";
import { stackImages } from "./stack-images.ts";

/** One transformed image and its class. */
export interface ImageSample {
  /** (C, H, W). */
  image: Tensor;
  /** Index of the class. */
  label: number;
  /** Position in its data set. */
  index: number;
  /** File it was read from. */
  path: string;
}

/** Images and labels in batches. */
export interface ImageBatch {
  /** (N, C, H, W). */
  images: Tensor;
  /** (N,) int64. */
  labels: Tensor;
  /** Position of each image in the loader's data set. */
  indices: number[];
  /** File of each image. */
  paths: string[];
}

/** Classes and the parts to train, validate and test on. */
export interface ClassificationData {
  /** What it is to the training loop; data that says nothing is of classification. */
  readonly task?: { readonly name: "classification" };
  readonly classes: readonly string[];
  readonly train: Dataset<ImageSample>;
  readonly val: Dataset<ImageSample> | null;
  readonly test?: Dataset<ImageSample> | null;
  /** How images are decoded, for what else reads images as this data does. */
  readonly decoding?: DecodingOptions;
}

const COLLATE = signature("datasets.collateImages", {
  takes: {
    samples: kind(
      "a list of samples with image, a tensor, label and path",
      (v) => Array.isArray(v) && v.every((s) => s?.image instanceof Tensor),
    ),
    indices: listOf(integer),
  },
});
const LOADER = loaderTakes("datasets.imageLoader");

/** Stacks samples to a batch. Throws ShapeError naming two files whose images differ in shape, DatasetError for a label that is no class. */
export function collateImages(
  samples: readonly ImageSample[],
  indices: readonly number[],
  ...rest: []
): ImageBatch {
  COLLATE.read(rest);
  COLLATE.check(samples, indices);
  const odd = samples.findIndex(({ label }) => !Number.isSafeInteger(label));
  if (odd >= 0) {
    const { label, path = `sample ${indices[odd]}` } = samples[odd] as Partial<ImageSample>;
    throw new DatasetError(
      `DataLoader: the label of ${path} is the index of a class, a whole number, got ${describe(label)}`,
      { file: samples[odd]?.path, operation: "DataLoader" },
    );
  }
  return {
    images: stackImages(samples),
    labels: tensor(
      samples.map((sample) => sample.label),
      { dtype: "int64" },
    ),
    indices: [...indices],
    paths: samples.map((sample) => sample.path),
  };
}

/** Options of {@link imageLoader}. */
export type ImageLoaderOptions = Omit<DataLoaderOptions<ImageSample, ImageBatch>, "collate">;

/** A DataLoader giving {@link ImageBatch}es; batches of 32 by default. */
export function imageLoader(
  dataset: Dataset<ImageSample> & { readonly onError?: "throw" | "skip" },
  ...rest: Rest<ImageLoaderOptions>
): DataLoader<ImageSample, ImageBatch> {
  const options = LOADER.read(rest);
  LOADER.check(dataset);
  return new DataLoader(dataset, {
    ...withBatchSize(options, 32),
    onError: options.onError ?? dataset.onError,
    collate: collateImages,
  });
}
