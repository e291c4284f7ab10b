/** What a classification data set is to the training loop, and its batches. */

import { DataLoader, type DataLoaderOptions, type Dataset } from "../../data/index.ts";
import { type Tensor, tensor } from "../../tensor/index.ts";
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
  readonly classes: readonly string[];
  readonly train: Dataset<ImageSample>;
  readonly val: Dataset<ImageSample> | null;
  readonly test?: Dataset<ImageSample> | null;
}

/** Stacks samples to a batch. Throws ShapeError naming two files whose images differ in shape. */
export function collateImages(samples: readonly ImageSample[], indices: readonly number[]): ImageBatch {
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
  options: ImageLoaderOptions = {},
): DataLoader<ImageSample, ImageBatch> {
  return new DataLoader(dataset, {
    ...options,
    batchSize: options.batchSize ?? 32,
    onError: options.onError ?? dataset.onError,
    collate: collateImages,
  });
}
