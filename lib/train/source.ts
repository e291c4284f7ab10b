/**
 * Where batches come from: data sets, for which the loaders are made here, or loaders the caller made.
 *
 * Decoding and transforms are lib/vision's; this file only decides who makes the loader and who frees a batch.
 */

import { type Dataset, freeBatch, TensorDataset, tensorLoader } from "../data/index.ts";
import { ArgumentError, DatasetError } from "../native/errors.ts";
import type { Tensor } from "../tensor/index.ts";
import type { ClassificationData, ImageSample, TransformLike } from "../vision/index.ts";
import { ImageFolder, imageLoader } from "../vision/index.ts";

/** A batch: images (N, C, H, W) float32 and class indices (N) int64. */
export interface LabelledBatch {
  images: Tensor;
  labels: Tensor;
}

/** Anything that gives batches anew on each iteration; `length` and `setEpoch` are used where they exist. */
export interface BatchLoader extends AsyncIterable<LabelledBatch> {
  /** Batches per pass. */
  readonly length?: number;
  /** Called with the epoch, from 0, before each pass. */
  setEpoch?(epoch: number): void;
  /** Samples left out so far. */
  readonly skipped?: number;
}

/** Loaders made by the caller, with the class names in the order of the labels. */
export interface LoaderData {
  readonly train: BatchLoader;
  readonly val?: BatchLoader | null;
  readonly classes: readonly string[];
}

/** Tables, or features of images, with the class names in the order of the labels. */
export interface TensorData {
  readonly train: TensorDataset;
  readonly val?: TensorDataset | null;
  readonly classes: readonly string[];
}

/** What `fit` trains on. */
export type FitData = ClassificationData | LoaderData | TensorData;

/** A loader with what `fit` has to know of it. */
export interface BatchSource {
  loader: BatchLoader;
  /** Samples per pass, null when unknown. */
  samples: number | null;
  /** Batches per pass, null when unknown. */
  batches: number | null;
  /** Frees a batch the loader made for us; batches of a caller's loader stay the caller's. */
  release(batch: LabelledBatch): void;
}

/** Options of the loaders made here. */
export interface SourceOptions {
  batchSize: number;
  seed?: number;
  shuffle?: boolean;
  dropLast?: boolean;
  prefetch?: number;
  concurrency?: number;
  onError?: "throw" | "skip";
  onSkip?: (error: unknown) => void;
  signal?: AbortSignal;
}

/** Whether something is a data set of samples rather than a loader of batches. */
export function isDataset(source: unknown): source is Dataset<ImageSample> | TensorDataset {
  return typeof (source as Dataset<ImageSample> | null)?.get === "function";
}

/** Whether something gives batches. */
export function isLoader(source: unknown): source is BatchLoader {
  return typeof (source as BatchLoader | null)?.[Symbol.asyncIterator] === "function";
}

/**
 * A source of batches over a data set or a loader.
 *
 * @throws ArgumentError when it is neither, DatasetError when the data set is empty
 */
export function batchSource(
  from: Dataset<ImageSample> | TensorDataset | BatchLoader,
  options: SourceOptions,
  what: string,
): BatchSource {
  if (isDataset(from)) {
    if (from.length === 0) {
      throw new DatasetError(`${what}: the data set holds no samples.`, { operation: what });
    }
    const wanted = withoutUndefined({ ...options });
    const loader = from instanceof TensorDataset ? tensorLoader(from, wanted) : imageLoader(from, wanted);
    return {
      loader,
      samples: from.length,
      batches: loader.length,
      release: freeBatch,
    };
  }
  if (isLoader(from)) {
    const batches = from.length ?? null;
    const dataset = (from as { dataset?: { length?: number } }).dataset;
    return { loader: from, samples: dataset?.length ?? null, batches, release: () => {} };
  }
  throw new ArgumentError(
    `${what}: expected a data set (with length and get) or a loader (async iterable of { images, labels }), ` +
      `got ${from === null ? "null" : typeof from}.`,
    { operation: what },
  );
}

/**
 * The data with the given transforms in place of those its owner did not choose.
 *
 * Only an image folder knows whether its transforms were chosen; other data sets are taken as they are.
 */
export function withTransforms(
  data: FitData,
  transforms: { train?: TransformLike; val?: TransformLike },
): FitData {
  return data instanceof ImageFolder ? data.withDefaultTransforms(transforms) : data;
}

/**
 * Weights of the classes inverse to how often they occur, with mean 1 over the samples: n / (C x n_c), as
 * scikit-learn's "balanced".
 *
 * @throws ArgumentError when the data set does not list its labels or a class does not occur
 */
export function balancedClassWeights(train: unknown, classes: readonly string[]): number[] {
  const labels = (train as { labels?: ArrayLike<number> } | null)?.labels;
  if (labels === undefined) {
    throw new ArgumentError(
      'train.fit: classWeights "balanced" needs a training set with `labels`; give the weights as numbers.',
      { operation: "train.fit" },
    );
  }
  const counts = classes.map(() => 0);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] as number;
    counts[label] = (counts[label] ?? 0) + 1;
  }
  const empty = classes.filter((_, index) => counts[index] === 0);
  if (empty.length > 0) {
    throw new ArgumentError(
      `train.fit: classWeights "balanced" cannot weigh classes without a training sample: ${empty.join(", ")}.`,
      { operation: "train.fit" },
    );
  }
  return counts.map((count) => labels.length / (classes.length * count));
}

/** A copy without the properties that are undefined, so that a callee's defaults hold. */
export function withoutUndefined<T extends object>(options: T): T {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;
}
