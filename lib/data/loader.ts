/**
 * Batches of a data set, read ahead in the background.
 *
 * The loader decides order, batching, how much is read ahead and who owns the memory. What a sample is, and
 * where its reading takes place (sharp's threads, for images), is the data set's business.
 *
 * Ownership: a batch is made inside a scope of the loader's own, outside every scope of the consumer. Taking
 * the batch from the iterator makes it the consumer's: no scope frees it; `freeBatch` or the collector does.
 * A batch that is never taken is freed with that inner scope.
 */

import { AsyncResource } from "node:async_hooks";
import { abortError, throwIfAborted } from "../native/abort.ts";
import { AbortError, ArgumentError, LibtorchError, OutOfMemoryError, ShapeError } from "../native/errors.ts";
import { scope, stack, Tensor, tensor } from "../tensor/index.ts";
import type { Dataset } from "./dataset.ts";
import { Limit } from "./limit.ts";
import { Rng } from "./rng.ts";
import { RandomSampler, type Sampler, SequentialSampler } from "./sampler.ts";

/** Background work runs in this context, so that it never lands in whatever scope called `next()`. */
const outsideScopes = new AsyncResource("torchts.DataLoader");

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
  /** Batches read ahead of the one being used. Default 2; 0 reads only when asked. */
  prefetch?: number;
  /** Samples read at the same time. Default 4. */
  concurrency?: number;
  /** What a sample that cannot be read does: end the epoch, or be left out and counted. Default "throw". */
  onError?: "throw" | "skip";
  /** Called for each sample left out. */
  onSkip?: (error: unknown, index: number) => void;
  /** Ends the iteration with an AbortError. */
  signal?: AbortSignal;
  /** Builds a batch; by default tensors are stacked, numbers become a tensor, objects are taken key by key. */
  collate?: Collate<T, B>;
}

/**
 * Stacks samples the way PyTorch's default_collate does: tensors along a new first dimension, integers to an
 * int64 tensor, other numbers to float32, booleans to bool, arrays and plain objects element by element;
 * anything else becomes a list.
 */
export function defaultCollate(samples: readonly unknown[]): unknown {
  const first = samples[0];
  if (first instanceof Tensor) {
    const odd = (samples as Tensor[]).find((t) => String(t.shape) !== String(first.shape));
    if (odd !== undefined) {
      throw new ShapeError(
        `DataLoader: samples of one batch have one shape, got [${first.shape}] and [${odd.shape}]; ` +
          "resize or crop them in the transform, or give a collate function",
        { operation: "DataLoader" },
      );
    }
    return stack(samples as Tensor[]);
  }
  if (typeof first === "number") {
    const integral = samples.every((value) => Number.isInteger(value));
    return tensor(samples as number[], { dtype: integral ? "int64" : "float32" });
  }
  if (typeof first === "boolean") return tensor(samples as boolean[], { dtype: "bool" });
  if (Array.isArray(first)) {
    return first.map((_, i) => defaultCollate((samples as unknown[][]).map((sample) => sample[i])));
  }
  if (first !== null && typeof first === "object" && Object.getPrototypeOf(first) === Object.prototype) {
    const records = samples as Record<string, unknown>[];
    return Object.fromEntries(Object.keys(first).map((k) => [k, defaultCollate(records.map((r) => r[k]))]));
  }
  return [...samples];
}

/** Frees every tensor of a batch (found in arrays, plain objects and maps) that is not freed already. */
export function freeBatch(batch: unknown): void {
  if (batch instanceof Tensor) {
    if (!batch.isFreed) batch.dispose();
  } else if (Array.isArray(batch)) {
    batch.forEach(freeBatch);
  } else if (batch instanceof Map) {
    for (const value of batch.values()) freeBatch(value);
  } else if (batch !== null && typeof batch === "object" && !ArrayBuffer.isView(batch)) {
    Object.values(batch).forEach(freeBatch);
  }
}

function positive(value: number, least: number, name: string): number {
  if (Number.isInteger(value) && value >= least) return value;
  throw new ArgumentError(`DataLoader: ${name} is an integer of at least ${least}, got ${value}`, {
    operation: "DataLoader",
  });
}

/**
 * Batches of a data set as an async iterable; PyTorch's `torch.utils.data.DataLoader`.
 *
 * The same seed and epoch give the same batches and the same augmentation whatever `prefetch` and
 * `concurrency` are. Throws ArgumentError for bad options.
 *
 * @example
 * for await (const { images, labels } of data.loader("train", { batchSize: 16, seed: 1 })) { ... }
 */
export class DataLoader<T, B = unknown> implements AsyncIterable<B> {
  readonly dataset: Dataset<T>;
  readonly batchSize: number;
  readonly sampler: Sampler;
  readonly options: Readonly<DataLoaderOptions<T, B>>;
  /** Epoch that the next iteration reads. */
  epoch = 0;
  /** Samples left out so far because they could not be read (`onError: "skip"`). */
  skipped = 0;

  constructor(dataset: Dataset<T>, options: DataLoaderOptions<T, B> = {}) {
    const seed = options.seed ?? 0;
    if (!Number.isSafeInteger(seed)) {
      throw new ArgumentError(`DataLoader: seed is a safe integer, got ${seed}`, { operation: "DataLoader" });
    }
    if (options.shuffle && options.sampler !== undefined) {
      throw new ArgumentError("DataLoader: give shuffle or a sampler, not both", { operation: "DataLoader" });
    }
    this.dataset = dataset;
    this.options = options;
    this.batchSize = positive(options.batchSize ?? 1, 1, "batchSize");
    positive(options.prefetch ?? 2, 0, "prefetch");
    positive(options.concurrency ?? 4, 1, "concurrency");
    this.sampler =
      options.sampler ??
      (options.shuffle ? new RandomSampler(dataset.length, { seed }) : new SequentialSampler(dataset.length));
  }

  /** Batches in an epoch. */
  get length(): number {
    const batches = this.sampler.length / this.batchSize;
    return this.options.dropLast ? Math.floor(batches) : Math.ceil(batches);
  }

  /** Chooses the epoch that the next iteration reads; each iteration advances it by one. */
  setEpoch(epoch: number): void {
    this.epoch = positive(epoch, 0, "epoch");
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<B> {
    return new Epoch(this, this.epoch++);
  }
}

/** A batch under way: `ready` settles when it is built, `claim` says whether somebody took it. */
interface Pending<B> {
  ready: Promise<B | undefined>;
  failures: { error: unknown; index: number }[];
  claim: (taken: boolean) => void;
  done: Promise<unknown>;
}

/** One pass over the data set. */
class Epoch<T, B> implements AsyncIterableIterator<B> {
  readonly #loader: DataLoader<T, B>;
  readonly #epoch: number;
  readonly #plan: (readonly number[])[] = [];
  readonly #limit: Limit;
  readonly #abort = new AbortController();
  readonly #queue: Pending<B>[] = [];
  #started = 0;
  #closed = false;
  /** Calls of `next` are answered one after the other, also when the caller does not wait. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(loader: DataLoader<T, B>, epoch: number) {
    this.#loader = loader;
    this.#epoch = epoch;
    this.#limit = new Limit(loader.options.concurrency ?? 4);
    const order = loader.sampler.indices(epoch);
    for (let i = 0; i < loader.length; i++) {
      this.#plan.push(order.slice(i * loader.batchSize, (i + 1) * loader.batchSize));
    }
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<B>> {
    const turn = this.#turn.then(() => this.#next());
    this.#turn = turn.catch(() => {});
    return turn;
  }

  async return(): Promise<IteratorResult<B>> {
    await this.#close();
    return { done: true, value: undefined };
  }

  async #next(): Promise<IteratorResult<B>> {
    const { signal } = this.#loader.options;
    try {
      while (!this.#closed) {
        throwIfAborted(signal, "DataLoader");
        this.#fill();
        const pending = this.#queue[0];
        if (pending === undefined) break;
        const batch = await orAborted(pending.ready, signal);
        this.#queue.shift();
        pending.claim(batch !== undefined);
        await pending.done;
        if (this.#loader.options.prefetch !== 0) this.#fill();
        for (const { error, index } of pending.failures) {
          this.#loader.skipped++;
          this.#loader.options.onSkip?.(error, index);
        }
        if (batch !== undefined) return { done: false, value: batch };
      }
    } catch (error) {
      await this.#close();
      throw error;
    }
    await this.#close();
    return { done: true, value: undefined };
  }

  /** Starts batches until `prefetch` of them are under way beyond the one that comes next. */
  #fill(): void {
    const ahead = Math.max(1, this.#loader.options.prefetch ?? 2);
    while (this.#queue.length < ahead && this.#started < this.#plan.length) {
      const indices = this.#plan[this.#started++] as readonly number[];
      this.#queue.push(outsideScopes.runInAsyncScope(() => this.#start(indices)));
    }
  }

  #start(indices: readonly number[]): Pending<B> {
    let claim: (taken: boolean) => void = () => {};
    const claimed = new Promise<boolean>((resolve) => {
      claim = resolve;
    });
    const failures: Pending<B>["failures"] = [];
    let settle: (batch: Promise<B | undefined>) => void = () => {};
    const ready = new Promise<B | undefined>((resolve) => {
      settle = resolve;
    });
    // The outer scope stays open until somebody takes the batch, so one that nobody takes is freed by it.
    const done = scope(async () => {
      const built = scope(() => this.#build(indices, failures));
      settle(built);
      const batch = await built;
      return (await claimed) ? batch : undefined;
    });
    ready.catch(() => {});
    return { ready, failures, claim, done: done.catch(() => {}) };
  }

  /** Reads the samples of one batch and collates them; undefined when every one of them was left out. */
  async #build(indices: readonly number[], failures: Pending<B>["failures"]): Promise<B | undefined> {
    const { dataset, options } = this.#loader;
    const { signal } = this.#abort;
    // All are awaited, also after a failure: a sample still being read would outlive the scope.
    const results = await Promise.allSettled(
      indices.map((index) =>
        this.#limit.run(() => {
          throwIfAborted(signal, "DataLoader");
          const rng = Rng.derive(options.seed ?? 0, this.#epoch, index);
          return dataset.get(index, { rng, signal });
        }),
      ),
    );
    const samples: T[] = [];
    const kept: number[] = [];
    results.forEach((result, position) => {
      const index = indices[position] as number;
      if (result.status === "fulfilled") {
        samples.push(result.value);
        kept.push(index);
      } else if (options.onError === "skip" && !signal.aborted && isAboutSample(result.reason)) {
        failures.push({ error: result.reason, index });
      } else {
        throw result.reason;
      }
    });
    if (samples.length === 0) return undefined;
    const collate = options.collate ?? (defaultCollate as Collate<T, B>);
    return collate(samples, kept);
  }

  /** Stops reading, waits for what is under way and frees it. */
  async #close(): Promise<void> {
    this.#closed = true;
    this.#abort.abort();
    for (const pending of this.#queue) pending.claim(false);
    await Promise.all(this.#queue.map((pending) => pending.done));
    this.#queue.length = 0;
  }
}

/** Whether an error may be the sample's fault; others would repeat with every sample and are never skipped. */
function isAboutSample(error: unknown): boolean {
  return ![AbortError, ArgumentError, LibtorchError, OutOfMemoryError].some((kind) => error instanceof kind);
}

/** The promise's result, or an AbortError as soon as the signal fires. */
async function orAborted<R>(promise: Promise<R>, signal: AbortSignal | undefined): Promise<R> {
  if (signal === undefined) return promise;
  let onAbort: () => void = () => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => {
      reject(abortError("DataLoader", signal));
    };
    signal.addEventListener("abort", onAbort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
