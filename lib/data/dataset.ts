/**
 * What a data set is: a length and an asynchronous `get`. Batching, shuffling and prefetching are the
 * DataLoader's; reading images is the vision floor's.
 */

import {
  abortSignal,
  describe,
  instance,
  integerFrom,
  kind,
  listOf,
  type Signature,
  signature,
} from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { datasetKind } from "./loader-options.ts";
import { Rng } from "./rng.ts";

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

/** What follows the index in `get`. */
export type ContextRest = [context?: SampleContext | undefined];

/** The check of a `get`: its index and what follows it. */
export function getTakes(name: string): Signature<SampleContext> {
  return signature(name, { options: { rng: instance(Rng), signal: abortSignal } });
}

const CHECK_INDEX = signature("data.checkIndex");

/** Throws ArgumentError unless `index` is one of the data set's. */
export function checkIndex(index: number, length: number, operation: string, ...rest: []): void {
  CHECK_INDEX.read(rest);
  if (!Number.isInteger(index) || index < 0 || index >= length) {
    const range = length === 0 ? "there are no samples" : `expected an index from 0 to ${length - 1}`;
    throw new ArgumentError(`${operation}: ${range}, got ${describe(index)}`, { operation });
  }
}

const SUBSET = signature("data.Subset", {
  takes: { dataset: datasetKind, indices: listOf(integerFrom(0)) },
});
const SUBSET_GET = getTakes("data.Subset.get");

/** Some samples of another data set, in the order of `indices`; labels, paths, groups and class names follow. */
export class Subset<T> implements Dataset<T> {
  readonly dataset: Dataset<T>;
  readonly indices: readonly number[];

  /** Throws ArgumentError when an index is not one of the data set's. */
  constructor(dataset: Dataset<T>, indices: readonly number[], ...rest: []) {
    SUBSET.read(rest);
    SUBSET.check(dataset, indices);
    for (const index of indices) checkIndex(index, dataset.length, "Subset");
    this.dataset = dataset;
    this.indices = [...indices];
  }

  get length(): number {
    return this.indices.length;
  }

  /** Label of every sample, where the other data set lists its labels. */
  get labels(): readonly number[] | undefined {
    return this.#chosen<number>("labels");
  }

  /** Path of every sample, where the other data set lists them. */
  get paths(): readonly string[] | undefined {
    return this.#chosen<string>("paths");
  }

  /** Group of every sample, where the other data set has groups. */
  get groups(): readonly string[] | undefined {
    return this.#chosen<string>("groups");
  }

  /** Class names, where the other data set has them. */
  get classes(): readonly string[] | undefined {
    return (this.dataset as { classes?: readonly string[] }).classes;
  }

  #chosen<V>(name: "labels" | "paths" | "groups"): V[] | undefined {
    const all = (this.dataset as unknown as Record<string, ArrayLike<V> | null | undefined>)[name];
    return all == null ? undefined : this.indices.map((index) => all[index] as V);
  }

  async get(index: number, ...rest: ContextRest): Promise<T> {
    SUBSET_GET.read(rest);
    checkIndex(index, this.length, "Subset.get");
    return this.dataset.get(this.indices[index] as number, ...rest);
  }
}

const ARRAY = signature("data.ArrayDataset", { takes: { items: kind("a list", Array.isArray) } });
const ARRAY_GET = getTakes("data.ArrayDataset.get");

/** A data set over values that are already in memory; tensors among them stay the caller's. */
export class ArrayDataset<T> implements Dataset<T> {
  readonly items: readonly T[];

  constructor(items: readonly T[], ...rest: []) {
    ARRAY.read(rest);
    ARRAY.check(items);
    this.items = items;
  }

  get length(): number {
    return this.items.length;
  }

  async get(index: number, ...rest: ContextRest): Promise<T> {
    ARRAY_GET.read(rest);
    checkIndex(index, this.length, "ArrayDataset.get");
    return this.items[index] as T;
  }
}
