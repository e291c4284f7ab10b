/**
 * Where batches come from: data sets, for which the loaders are made here, or loaders the caller made.
 *
 * Decoding and transforms are lib/vision's, what is in a batch the task's; this file only decides who makes the loader
 * and who frees a batch.
 */

import { type Dataset, freeBatch, type TensorDataset } from "../data/index.ts";
import { ArgumentError, DatasetError } from "../native/errors.ts";
import type { Tensor } from "../tensor/index.ts";
import type {
  ClassificationData,
  SegmentationData,
  SegmentationKind,
  TransformLike,
} from "../vision/index.ts";

/** A batch: images (N, C, H, W) float32 and class indices (N) int64. */
export interface LabelledBatch {
  images: Tensor;
  labels: Tensor;
}

/** A batch: images (N, C, H, W) float32 and their masks. */
export interface MaskBatch {
  images: Tensor;
  /** (N, H, W) int64 class indices, for `multilabel` (N, C, H, W) float32 of 0 and 1. */
  masks: Tensor;
  /** File of each image, for errors. */
  paths?: readonly string[];
}

/** Anything that gives batches anew on each iteration; `length` and `setEpoch` are used where they exist. */
export interface BatchLoader<Batch = LabelledBatch> extends AsyncIterable<Batch> {
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

/** Loaders of images and masks made by the caller; what the rest says is as in SegmentationData. */
export interface MaskLoaderData {
  readonly train: BatchLoader<MaskBatch>;
  readonly val?: BatchLoader<MaskBatch> | null;
  readonly kind: SegmentationKind;
  readonly classes: readonly string[];
  /** Default null: all pixels count. */
  readonly ignoreIndex?: number | null;
}

/** Data of classification. */
export type LabelData = ClassificationData | LoaderData | TensorData;

/** Data of segmentation. */
export type MaskData = SegmentationData | MaskLoaderData;

/** What `fit` trains on. */
export type FitData = LabelData | MaskData;

/** A loader with what `fit` has to know of it. */
export interface BatchSource {
  loader: BatchLoader<unknown>;
  /** Samples per pass, null when unknown. */
  samples: number | null;
  /** Batches per pass, null when unknown. */
  batches: number | null;
  /** Samples of a full batch, null when unknown. */
  batchSize: number | null;
  /** Frees a batch the loader made for us; batches of a caller's loader stay the caller's. */
  release(batch: unknown): void;
}

/** Options of the loaders made here. */
export interface SourceOptions {
  batchSize: number;
  seed?: number;
  shuffle?: boolean;
  prefetch?: number;
  concurrency?: number;
  onError?: "throw" | "skip";
  onSkip?: (error: unknown) => void;
  signal?: AbortSignal;
}

/** Whether something is a data set of samples rather than a loader of batches. */
export function isDataset(source: unknown): source is Dataset<unknown> {
  return typeof (source as Dataset<unknown> | null)?.get === "function";
}

/** Whether something gives batches. */
export function isLoader(source: unknown): source is BatchLoader<unknown> {
  return typeof (source as BatchLoader<unknown> | null)?.[Symbol.asyncIterator] === "function";
}

/**
 * A source of batches over a data set or a loader.
 *
 * @param loaderOf makes the loader of a data set
 * @throws ArgumentError when it is neither, DatasetError when the data set is empty
 */
export function batchSource(
  from: unknown,
  loaderOf: (dataset: Dataset<unknown>, options: SourceOptions) => BatchLoader<unknown>,
  options: SourceOptions,
  what: string,
): BatchSource {
  if (isDataset(from)) {
    if (from.length === 0) {
      throw new DatasetError(`${what}: the data set holds no samples.`, { operation: what });
    }
    const loader = loaderOf(from, withoutUndefined({ ...options }));
    const { batchSize } = options;
    return { loader, samples: from.length, batches: loader.length ?? null, batchSize, release: freeBatch };
  }
  if (isLoader(from)) {
    const batches = from.length ?? null;
    const dataset = (from as { dataset?: { length?: number } }).dataset;
    return { loader: from, samples: dataset?.length ?? null, batches, batchSize: null, release: () => {} };
  }
  throw new ArgumentError(
    `${what}: expected a data set (with length and get) or a loader (async iterable of { images, labels }, for ` +
      `segmentation of { images, masks }), got ${from === null ? "null" : typeof from}.`,
    { operation: what },
  );
}

/** Data that knows whether its owner chose its transforms: folders. */
export interface TransformedData {
  readonly ownTransforms: { readonly train: boolean; readonly val: boolean };
  readonly val: { readonly transform: TransformLike } | null;
  readonly test?: { readonly transform: TransformLike } | null;
  /** The same with the given transforms in place of those nobody chose. */
  withDefaultTransforms(transforms: { train?: TransformLike; val?: TransformLike }): FitData;
}

/** Whether data knows whose its transforms are; other data sets are taken as they are. */
export function hasTransforms(data: unknown): data is TransformedData {
  return typeof (data as TransformedData | null)?.withDefaultTransforms === "function";
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
