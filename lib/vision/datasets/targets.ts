/** What data of several labels, of numbers and of ordered grades is to the training loop, and batches of targets. */

import { DataLoader, type DataLoaderOptions, type Dataset } from "../../data/index.ts";
import { loaderTakes, withBatchSize } from "../../data/loader-options.ts";
import { describe, integer, kind, listOf, type Rest, signature } from "../../edge/index.ts";
import { DatasetError } from "../../native/errors.ts";
import { Tensor, tensor } from "../../tensor/index.ts";
import type { DecodingOptions } from "../image.ts";
import type { ImageSample } from "./classification.ts";
import { stackImages } from "./stack-images.ts";

/** One transformed image and what is to be said of it. */
export interface TargetSample {
  /** (C, H, W). */
  image: Tensor;
  /** One for each name, in their order: of labels 0 or 1, of numbers in the units of the data; NaN where it is not known. */
  targets: readonly number[];
  /** Position in its data set. */
  index: number;
  /** File it was read from. */
  path: string;
}

/** Images and targets in batches. */
export interface TargetBatch {
  /** (N, C, H, W). */
  images: Tensor;
  /** (N, K) float32, NaN where a target is not known. */
  targets: Tensor;
  /** Position of each image in the loader's data set. */
  indices: number[];
  /** File of each image. */
  paths: string[];
}

/** Parts to train, validate and test on. */
interface InParts<Sample> {
  readonly train: Dataset<Sample>;
  readonly val: Dataset<Sample> | null;
  readonly test?: Dataset<Sample> | null;
  /** How images are decoded, for what else reads images as this data does. */
  readonly decoding?: DecodingOptions;
}

/** Images that several labels may be true of at once: targets 0, 1, or NaN where nobody looked. */
export interface MultilabelData extends InParts<TargetSample> {
  readonly task: { readonly name: "multilabel" };
  /** Names of the labels. */
  readonly classes: readonly string[];
}

/** What the numbers of a regression are. */
export interface RegressionTaskFacts {
  readonly name: "regression";
  /** Name of each number. */
  readonly names: readonly string[];
  /** Unit of each number, in the order of the names. */
  readonly units?: readonly string[];
  /** Names of the points whose x and y the numbers are, two for each, in widths and heights of the image. */
  readonly points?: readonly string[];
}

/** Images and numbers, in the units of the data; NaN where one is not known. */
export interface RegressionData extends InParts<TargetSample> {
  readonly task: RegressionTaskFacts;
}

/** Images and grades, of which each is more than the one before. */
export interface OrdinalData extends InParts<ImageSample> {
  readonly task: { readonly name: "ordinal" };
  /** Names of the grades, in their order. */
  readonly classes: readonly string[];
}

const COLLATE = signature("datasets.collateTargets", {
  takes: {
    samples: kind(
      "a list of samples with image, a tensor, targets, a list of numbers, and path",
      (v) => Array.isArray(v) && v.every((s) => s?.image instanceof Tensor),
    ),
    indices: listOf(integer),
  },
});
const LOADER = loaderTakes("datasets.targetLoader");

/**
 * Stacks samples to a batch.
 *
 * @throws ShapeError naming two files whose images differ in shape; DatasetError for targets that are no numbers (NaN is one
 *   that is not known), are infinite, or are not as many as those of the other samples
 */
export function collateTargets(
  samples: readonly TargetSample[],
  indices: readonly number[],
  ...rest: []
): TargetBatch {
  COLLATE.read(rest);
  COLLATE.check(samples, indices);
  const count = samples[0]?.targets?.length ?? 0;
  for (const [at, { targets, path = `sample ${indices[at]}` }] of samples.entries()) {
    const fault = faultOf(targets, count);
    if (fault === null) continue;
    throw new DatasetError(`DataLoader: the targets of ${path} ${fault}`, {
      file: path,
      operation: "DataLoader",
    });
  }
  return {
    images: stackImages(samples),
    targets: tensor(
      samples.flatMap(({ targets }) => [...targets]),
      { dtype: "float32" },
    ).reshape([samples.length, count]),
    indices: [...indices],
    paths: samples.map((sample) => sample.path),
  };
}

/** Options of {@link targetLoader}. */
export type TargetLoaderOptions = Omit<DataLoaderOptions<TargetSample, TargetBatch>, "collate">;

/** A DataLoader giving {@link TargetBatch}es; batches of 32 by default. */
export function targetLoader(
  dataset: Dataset<TargetSample> & { readonly onError?: "throw" | "skip" },
  ...rest: Rest<TargetLoaderOptions>
): DataLoader<TargetSample, TargetBatch> {
  const options = LOADER.read(rest);
  LOADER.check(dataset);
  return new DataLoader(dataset, {
    ...withBatchSize(options, 32),
    onError: options.onError ?? dataset.onError,
    collate: collateTargets,
  });
}

/** What is wrong with the targets of a sample, in words; null where nothing is. */
function faultOf(targets: unknown, count: number): string | null {
  if (!Array.isArray(targets) && !ArrayBuffer.isView(targets)) {
    return `are a list of numbers, NaN where one is not known, got ${describe(targets)}`;
  }
  const values = Array.from(targets as ArrayLike<unknown>); // as just seen
  if (values.length === 0) return "are an empty list; expected one number for each name";
  if (values.length !== count) {
    return `are ${values.length}, those of the first sample ${count}; all samples have the same ones, NaN where one is not known`;
  }
  const odd = values.findIndex(
    (value) => typeof value !== "number" || Math.abs(value) === Number.POSITIVE_INFINITY,
  );
  return odd < 0 ? null : `are numbers, NaN where one is not known, got ${describe(values[odd])} at ${odd}`;
}
