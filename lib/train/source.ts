/**
 * Where batches come from: data sets, for which the loaders are made here, or loaders the caller made.
 *
 * Decoding and transforms are lib/vision's, what is in a batch the task's; this file only decides who makes the loader
 * and who frees a batch.
 */

import {
  type Batches,
  type BatchIterator,
  type Dataset,
  freeBatch,
  IterableDataset,
  type Sampler,
  type TensorDataset,
} from "../data/index.ts";
import { ArgumentError, DatasetError } from "../native/errors.ts";
import type { Tensor } from "../tensor/index.ts";
import type { DetectionTarget } from "../vision/detection-sample.ts";
import type {
  ClassificationData,
  DetectionSample,
  SegmentationData,
  SegmentationKind,
  SegmentationSample,
  TransformLike,
} from "../vision/index.ts";
import type { TaskData } from "./tasks/index.ts";
import type { OwnTask } from "./tasks/task.ts";

/** A batch: images (N, C, H, W) float32 and their labels. */
export interface LabelledBatch {
  images: Tensor;
  /** Class indices (N) int64, or shares of the classes (N, classes) float32. */
  labels: Tensor;
}

/** A batch: images (C, H, W) from 0 to 1, each of its own size, and their objects. */
export interface DetectionImages {
  images: readonly Tensor[];
  targets: readonly DetectionTarget[];
  /** File of each image, for errors. */
  paths?: readonly string[];
}

/** A batch: images (N, C, H, W) float32 and their masks. */
export interface MaskBatch {
  images: Tensor;
  /** (N, H, W) int64 class indices, for `multilabel` (N, C, H, W) float32 of 0 and 1. */
  masks: Tensor;
  /** File of each image, for errors. */
  paths?: readonly string[];
}

/** Anything that gives batches anew on each iteration; `length`, `setEpoch` and `skip` are used where they exist. */
export interface BatchLoader<Batch = LabelledBatch> extends AsyncIterable<Batch> {
  /** Batches per pass. */
  readonly length?: number;
  /** Called with the epoch, from 0, before each pass. */
  setEpoch?(epoch: number): void;
  /** Called before a pass that goes on within an epoch: batches to leave out. Without it they are read again and dropped. */
  skip?(batches: number): void;
  /** Samples left out so far. */
  readonly skipped?: number;
}

/** A sample of a data set of images. */
export interface LabelledImage {
  /** (C, H, W) float32, of the same size in all samples. */
  image: Tensor;
  /** Index of its class. */
  label: number;
  /** Its file, for errors. */
  path?: string;
}

/** Loaders of images, or data sets of them, made by the caller, with the class names in the order of the labels. */
export interface LoaderData {
  readonly train: BatchLoader | Dataset<LabelledImage>;
  readonly val?: BatchLoader | Dataset<LabelledImage> | null;
  readonly classes: readonly string[];
  readonly task?: { readonly name: "classification" };
}

/** Tables, or features of images, with the class names in the order of the labels. */
export interface TensorData {
  readonly train: TensorDataset;
  readonly val?: TensorDataset | null;
  readonly classes: readonly string[];
  readonly task?: { readonly name: "classification" };
}

/** Loaders of images and masks, or data sets of them, made by the caller. */
export interface MaskLoaderData {
  readonly train: BatchLoader<MaskBatch> | Dataset<SegmentationSample>;
  readonly val?: BatchLoader<MaskBatch> | Dataset<SegmentationSample> | null;
  readonly classes: readonly string[];
  /** What masks mean, and the value of pixels that count for nothing. */
  readonly task: {
    readonly name: "segmentation";
    readonly kind: SegmentationKind;
    readonly ignoreIndex?: number | null;
  };
}

/** Loaders of images and their objects, or data sets of them, made by the caller. */
export interface DetectionLoaderData {
  readonly train: BatchLoader<DetectionImages> | Dataset<DetectionSample>;
  readonly val?: BatchLoader<DetectionImages> | Dataset<DetectionSample> | null;
  /** Without the background: label 1 is the first. */
  readonly classes: readonly string[];
  readonly task: { readonly name: "detection"; readonly masks?: boolean };
}

/** Data for a task of the user's own. */
export interface OwnTaskData {
  readonly train: unknown;
  readonly val?: unknown;
  readonly classes: readonly string[];
  readonly task: OwnTask;
}

/** Data of classification. */
export type LabelData = ClassificationData | LoaderData | TensorData;

/** Data of segmentation. */
export type MaskData = SegmentationData | MaskLoaderData;

/** What `fit` trains on. */
export type FitData = TaskData | OwnTaskData;

/** A loader with what `fit` has to know of it. */
export interface BatchSource {
  loader: BatchLoader<unknown>;
  /** Samples per pass, null when unknown. */
  samples: number | null;
  /** Batches per pass, null when unknown. */
  batches: number | null;
  /** Samples of a full batch, null when unknown. */
  batchSize: number | null;
  /** A pass over the epoch that was set, after its first `skip` batches. */
  pass(skip: number): BatchIterator<unknown>;
  /** Frees a batch the loader made for us; batches of a caller's loader stay the caller's. */
  release(batch: unknown): void;
}

/** Options of loaders that only some tasks have. */
export const LOADER_OPTIONS = ["aspectRatioGroups"] as const;

/** One of them. */
export type LoaderOption = (typeof LOADER_OPTIONS)[number];

/** Options of the loaders made here. */
export interface SourceOptions {
  batchSize?: number;
  seed?: number;
  shuffle?: boolean;
  sampler?: Sampler;
  batchSampler?: Batches;
  /** Of detection: batches of images of like aspect ratio. */
  aspectRatioGroups?: number;
  prefetch?: number;
  concurrency?: number;
  /** Whether batches go to a device that copies pinned memory by itself. */
  pinMemory?: boolean;
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
    const { sampler, batchSampler } = options;
    const isOrdered = sampler !== undefined || batchSampler !== undefined;
    const batchSize = batchSampler === undefined ? options.batchSize : undefined;
    const shuffle = isOrdered ? undefined : options.shuffle;
    const loader = loaderOf(from, withoutUndefined({ ...options, batchSize, shuffle }) as SourceOptions);
    return sourceOver(loader, {
      samples: batchSampler === undefined ? (sampler?.length ?? from.length) : null,
      batches: loader.length ?? null,
      batchSize: batchSize ?? null,
      release: freeBatch,
    });
  }
  if (isLoader(from)) {
    const { dataset } = from as { dataset?: { length?: number } };
    const isEndless = dataset instanceof IterableDataset && dataset.length === undefined;
    const batches = isEndless ? null : (from.length ?? null); // a loader of such a stream has no length
    return sourceOver(from, {
      samples: dataset?.length ?? null,
      batches,
      batchSize: null,
      release: () => {},
    });
  }
  throw new ArgumentError(
    `${what}: expected a data set (with length and get) or a loader (async iterable of { images, labels }, for ` +
      `segmentation of { images, masks }, for detection of { images, targets }), got ${from === null ? "null" : typeof from}.`,
    { operation: what },
  );
}

function sourceOver(
  loader: BatchLoader<unknown>,
  facts: Pick<BatchSource, "samples" | "batches" | "batchSize" | "release">,
): BatchSource {
  return { loader, ...facts, pass: (skip) => passOver(loader, skip, facts.release) };
}

/** A pass over any loader that says how many batches are behind it. */
function passOver(
  loader: BatchLoader<unknown>,
  skip: number,
  release: (batch: unknown) => void,
): BatchIterator<unknown> {
  const canSkip = typeof loader.skip === "function";
  if (skip > 0 && canSkip) loader.skip?.(skip);
  const inner = loader[Symbol.asyncIterator]() as Partial<BatchIterator<unknown>> & AsyncIterator<unknown>;
  const counts = typeof inner.position === "number";
  let behind = canSkip ? skip : 0;
  const iterator: BatchIterator<unknown> = {
    get position() {
      return counts ? (inner.position as number) : behind; // as just seen
    },
    async next() {
      while (!canSkip && behind < skip) {
        const dropped = await inner.next();
        if (dropped.done) return dropped;
        release(dropped.value);
        behind++;
      }
      const result = await inner.next();
      if (!result.done) behind++;
      return result;
    },
    return: async () => (await inner.return?.()) ?? { done: true, value: undefined },
    [Symbol.asyncIterator]: () => iterator,
  };
  return iterator;
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

/** How often each class occurs in a data set that lists its labels; null where it does not. */
export function classCounts(train: unknown, classes: readonly string[]): number[] | null {
  const labels = (train as { labels?: ArrayLike<number> } | null)?.labels;
  if (labels === undefined) return null;
  const counts = classes.map(() => 0);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] as number;
    counts[label] = (counts[label] ?? 0) + 1;
  }
  return counts;
}

/**
 * Weights of the classes inverse to how often they occur, with mean 1 over the samples: n / (C x n_c), as
 * scikit-learn's "balanced".
 *
 * @throws ArgumentError when the data set does not list its labels or a class does not occur
 */
export function balancedClassWeights(train: unknown, classes: readonly string[]): number[] {
  const counts = classCounts(train, classes);
  if (counts === null) {
    throw new ArgumentError(
      'train.fit: classWeights "balanced" needs a training set with `labels`; give the weights as numbers.',
      { operation: "train.fit" },
    );
  }
  const empty = classes.filter((_, index) => counts[index] === 0);
  if (empty.length > 0) {
    throw new ArgumentError(
      `train.fit: classWeights "balanced" cannot weigh classes without a training sample: ${empty.join(", ")}.`,
      { operation: "train.fit" },
    );
  }
  const samples = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => samples / (classes.length * count));
}

/** A copy without the properties that are undefined, so that a callee's defaults hold. */
export function withoutUndefined<T extends object>(options: T): T {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;
}

/** Files of a batch; none where it does not say. */
export function filesIn(batch: unknown): readonly string[] {
  const { paths } = (batch ?? {}) as { paths?: unknown };
  return Array.isArray(paths) ? paths.filter((path) => typeof path === "string") : [];
}
