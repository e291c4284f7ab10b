/**
 * What a data set is: a length and an asynchronous `get`. Batching, shuffling and prefetching are the
 * DataLoader's; reading images is the vision floor's.
 */

import { ArgumentError } from "../native/errors.ts";
import type { Rng } from "./rng.ts";

/** What a loader hands to a data set along with the index. */
export interface SampleContext {
  /** Generator for this sample's augmentation, seeded by (seed, epoch, index). */
  rng: Rng;
  /** Aborted when the sample is not wanted any more. */
  signal?: AbortSignal;
}

/** A collection of samples read one by one. */
export interface Dataset<T> {
  /** Number of samples. */
  readonly length: number;
  /** Reads sample `index`. Without a context, data sets with random transforms throw. */
  get(index: number, context?: SampleContext): Promise<T>;
}

/** Throws ArgumentError unless `index` is one of the data set's. */
export function checkIndex(index: number, length: number, operation: string): void {
  if (!Number.isInteger(index) || index < 0 || index >= length) {
    throw new ArgumentError(`${operation}: expected an index from 0 to ${length - 1}, got ${index}`, {
      operation,
    });
  }
}

/** Some samples of another data set, in the order of `indices`. */
export class Subset<T> implements Dataset<T> {
  readonly dataset: Dataset<T>;
  readonly indices: readonly number[];

  /** Throws ArgumentError when an index is not one of the data set's. */
  constructor(dataset: Dataset<T>, indices: readonly number[]) {
    for (const index of indices) checkIndex(index, dataset.length, "Subset");
    this.dataset = dataset;
    this.indices = indices;
  }

  get length(): number {
    return this.indices.length;
  }

  async get(index: number, context?: SampleContext): Promise<T> {
    checkIndex(index, this.length, "Subset.get");
    return this.dataset.get(this.indices[index] as number, context);
  }
}

/** A data set over values that are already in memory; tensors among them stay the caller's. */
export class ArrayDataset<T> implements Dataset<T> {
  readonly items: readonly T[];

  constructor(items: readonly T[]) {
    this.items = items;
  }

  get length(): number {
    return this.items.length;
  }

  async get(index: number): Promise<T> {
    checkIndex(index, this.length, "ArrayDataset.get");
    return this.items[index] as T;
  }
}
