/** What a DataLoader is told, and the kinds of it; loaders of one sort of sample take the same without `collate`. */

import {
  abortSignal,
  boolean,
  callable,
  integer,
  integerFrom,
  type Kind,
  type Kinds,
  kind,
  oneOf,
  type Signature,
  signature,
} from "../edge/index.ts";
import { type Batches, batchesKind, samplerKind } from "./batch-sampler.ts";
import type { Dataset } from "./dataset.ts";
import type { Sampler } from "./sampler.ts";
import { IterableDataset, streamKind } from "./stream.ts";

/** Builds a batch from its samples; `indices` are their positions in the data set. */
export type Collate<T, B> = (samples: readonly T[], indices: readonly number[]) => B | Promise<B>;

/** Options of {@link DataLoader}. */
export interface DataLoaderOptions<T, B> {
  /** Samples per batch. Default 1. */
  batchSize?: number;
  /** New order each epoch. Default false. */
  shuffle?: boolean;
  /** Seeds the order and each sample's augmentation. Default 0. */
  seed?: number;
  /** Leave out the last batch when it is not full. Default false. */
  dropLast?: boolean;
  /** Order of one's own, instead of `shuffle`. */
  sampler?: Sampler;
  /** Batches of one's own, instead of `batchSize`, `shuffle`, `sampler` and `dropLast`. */
  batchSampler?: Batches;
  /** Batches read ahead of the one being used. Default 2; 0 reads only when asked. */
  prefetch?: number;
  /** Samples read at the same time. Default 6. */
  concurrency?: number;
  /**
   * Puts the tensors of a batch into pinned memory, off the main thread, from where `to(device, { nonBlocking: true })` copies
   * them to a CUDA device while work goes on. Where there is none it does nothing. Default false.
   */
  pinMemory?: boolean;
  /** What a sample that cannot be read does: end the epoch, or be left out and counted. Default "throw". */
  onError?: "throw" | "skip";
  /** Called for each sample left out. */
  onSkip?: (error: unknown, index: number) => void;
  /** Ends the iteration with an AbortError. */
  signal?: AbortSignal;
  /** Builds a batch; by default tensors are stacked, numbers become a tensor, objects are taken key by key. */
  collate?: Collate<T, B>;
}

/** Something with a length and a `get`. */
export const datasetKind: Kind<Dataset<unknown>> = kind(
  "a data set with length and get(index), such as data.ArrayDataset",
  (v) => {
    if (typeof v !== "object" || v === null) return false;
    const { length, get } = v as Partial<Dataset<unknown>>;
    return typeof get === "function" && Number.isSafeInteger(length) && (length as number) >= 0;
  },
);

type OptionsWithoutCollate = Omit<DataLoaderOptions<unknown, unknown>, "collate">;

const KINDS: Kinds<OptionsWithoutCollate> = {
  batchSize: integerFrom(1),
  shuffle: boolean,
  seed: integer,
  dropLast: boolean,
  sampler: samplerKind,
  batchSampler: batchesKind,
  prefetch: integerFrom(0),
  concurrency: integerFrom(1),
  pinMemory: boolean,
  onError: oneOf("throw", "skip"),
  onSkip: callable(),
  signal: abortSignal,
};

/** What PyTorch's loader has and this one does without. */
const ADVICE = {
  collateFn: "it is called collate",
  generator: "give a seed",
  workerInitFn:
    "samples are read in this process; the generator that get is handed is seeded for each sample",
  pinMemoryDevice: "leave it out: memory is pinned for CUDA",
  device:
    "batches are on the CPU, and fit and evaluate move them; in a loop of your own: batch.images.to(device)",
  persistentWorkers: "leave it out: there are no workers to keep",
  timeout: "give a signal, such as AbortSignal.timeout(ms)",
};

/** What a DataLoader takes. */
export const LOADER: Signature<DataLoaderOptions<unknown, unknown>> = signature("data.DataLoader", {
  takes: {
    dataset: kind(
      `${datasetKind.expected}, or a data.IterableDataset`,
      (v) => datasetKind.accepts(v) || streamKind.accepts(v),
    ),
  },
  options: { ...KINDS, collate: callable<Collate<unknown, unknown>>() },
  positional: ["batchSize", "shuffle"],
  advice: ADVICE,
});

/** Throws ArgumentError for options that say the same twice, or nothing of a stream. */
export function checkChoice(
  dataset: unknown,
  options: Readonly<Partial<Record<keyof OptionsWithoutCollate, unknown>>>,
): void {
  const given = (names: readonly (keyof OptionsWithoutCollate)[]): string =>
    names.filter((name) => options[name] !== undefined && options[name] !== false).join(" and ");
  if (options.shuffle && options.sampler !== undefined) {
    throw LOADER.error("give shuffle or a sampler, not both");
  }
  if (options.batchSampler !== undefined) {
    const beside = given(["batchSize", "shuffle", "sampler", "dropLast"]);
    if (beside !== "") throw LOADER.error(`batchSampler chooses the batches; leave ${beside} out`);
  }
  if (!(dataset instanceof IterableDataset)) return;
  const idle = given(["shuffle", "sampler", "batchSampler", "concurrency", "onSkip"]);
  if (idle !== "") {
    throw LOADER.error(
      `a stream's samples come one after the other, in an order of its own; leave ${idle} out`,
    );
  }
  if (options.onError === "skip") {
    throw LOADER.error(
      'a stream that failed has no more samples, so onError: "skip" has nothing to go on with',
    );
  }
}

/** Options of a loader whose batches have `size` samples unless told otherwise. */
export function withBatchSize<O extends { batchSize?: number; batchSampler?: Batches }>(
  options: O,
  size: number,
): O {
  return options.batchSampler === undefined ? { ...options, batchSize: options.batchSize ?? size } : options;
}

/** What a loader called `name` takes that puts its batches together itself, with options of its own by their kinds. */
export function loaderTakes(name: string, own: object = {}): Signature<OptionsWithoutCollate> {
  const advice = "it has its own; use data.DataLoader for another";
  return signature(name, {
    takes: { dataset: datasetKind },
    options: { ...KINDS, ...own },
    advice: { ...ADVICE, collate: advice, collateFn: advice },
  });
}

/** What a part's loader takes, with options of its own: the options alone, as the data set is known. */
export function partLoaderTakes(
  name: string,
  part: Kind<"train" | "val" | "test">,
  own: object = {},
): Signature<OptionsWithoutCollate> {
  const advice = "the data has its own; use data.DataLoader for another";
  return signature(name, {
    takes: { part },
    options: { ...KINDS, ...own },
    advice: { ...ADVICE, collate: advice, collateFn: advice },
  });
}
