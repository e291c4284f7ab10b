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
import { describe, integerFrom, type Rest, signature } from "../edge/index.ts";
import { abortError, throwIfAborted } from "../native/abort.ts";
import {
  AbortError,
  ArgumentError,
  DatasetError,
  LibtorchError,
  OutOfMemoryError,
  TorchtsError,
} from "../native/errors.ts";
import { scope } from "../tensor/index.ts";
import { defaultCollate } from "./collate.ts";
import type { Dataset } from "./dataset.ts";
import { batchesOf } from "./epoch-order.ts";
import { Limit } from "./limit.ts";
import { type Collate, checkChoice, type DataLoaderOptions, LOADER } from "./loader-options.ts";
import { canPin, pinned } from "./pin.ts";
import { rngOfSample } from "./rng.ts";
import { RandomSampler, type Sampler, SequentialSampler } from "./sampler.ts";
import { IterableDataset, StreamPass } from "./stream.ts";

/** Background work runs in this context, so that it never lands in whatever scope called `next()`. */
const outsideScopes = new AsyncResource("torchts.DataLoader");

const SKIP = signature("data.DataLoader.skip", { takes: { batches: integerFrom(0) } });
const SET_EPOCH = signature("data.DataLoader.setEpoch", { takes: { epoch: integerFrom(0) } });

/**
 * Batches of a data set as an async iterable; PyTorch's `torch.utils.data.DataLoader`.
 *
 * The same seed and epoch give the same batches and the same augmentation whatever `prefetch` and
 * `concurrency` are. Each iteration is a pass of its own: several at once share nothing but the counter of samples left
 * out, and `setEpoch` decides only those that begin after it.
 *
 * @example
 * for await (const { images, labels } of data.loader("train", { batchSize: 16, seed: 1 })) { ... }
 */
export class DataLoader<T, B = unknown> implements AsyncIterable<B> {
  readonly dataset: Dataset<T> | IterableDataset<T>;
  /** Samples of a batch; null where `batchSampler` decides it. */
  readonly batchSize: number | null;
  /** The order; null where `batchSampler` or a stream decides it. */
  readonly sampler: Sampler | null;
  readonly options: Readonly<DataLoaderOptions<T, B>>;
  /** Epoch that the next iteration reads. */
  epoch = 0;
  /** Samples left out so far because they could not be read (`onError: "skip"`). */
  skipped = 0;
  /** Batches that the next iteration leaves out. */
  #skip = 0;

  /** `new DataLoader(dataset, { batchSize: 4 })`, or as PyTorch has it, `new DataLoader(dataset, 4, true)`. */
  constructor(
    dataset: Dataset<T> | IterableDataset<T>,
    ...rest: Rest<DataLoaderOptions<T, B>, [batchSize: number, shuffle: boolean]>
  ) {
    const options = LOADER.read(rest) as DataLoaderOptions<T, B>; // functions alone know T and B
    LOADER.check(dataset);
    checkChoice(dataset, options);
    this.dataset = dataset;
    this.options = Object.freeze({ ...options });
    this.batchSize = options.batchSampler === undefined ? (options.batchSize ?? 1) : null;
    this.sampler = samplerOf(dataset, options);
  }

  /** Batches in an epoch. Throws ArgumentError for a stream that does not say how many samples it has. */
  get length(): number {
    const { batchSize } = this;
    if (batchSize === null) return this.options.batchSampler?.length ?? 0; // null: there is one
    const samples = this.sampler?.length ?? this.dataset.length;
    if (samples === undefined) {
      throw LOADER.error("the stream does not say how many samples it has; give its class a length");
    }
    return this.options.dropLast ? Math.floor(samples / batchSize) : Math.ceil(samples / batchSize);
  }

  /** Chooses the epoch that the next iteration reads; each iteration advances it by one. */
  setEpoch(epoch: number, ...rest: []): void {
    SET_EPOCH.read(rest);
    SET_EPOCH.check(epoch);
    this.epoch = epoch;
  }

  /**
   * Lets the next iteration begin after so many batches of its epoch, which are not read: to go on where one was left. How many
   * an iterator has behind it is its `position`, which counts those that were left out too.
   */
  skip(batches: number, ...rest: []): void {
    SKIP.read(rest);
    SKIP.check(batches);
    this.#skip = batches;
  }

  [Symbol.asyncIterator](): BatchIterator<B> {
    const first = this.#skip;
    this.#skip = 0;
    return new Epoch(this, this.epoch++, first);
  }
}

/** The order of a data set's samples; null where something else decides it. */
function samplerOf<T>(
  dataset: Dataset<T> | IterableDataset<T>,
  {
    sampler,
    batchSampler,
    shuffle = false,
    seed = 0,
  }: Pick<DataLoaderOptions<T, unknown>, "sampler" | "batchSampler" | "shuffle" | "seed">,
): Sampler | null {
  if (sampler !== undefined) return sampler;
  if (batchSampler !== undefined || dataset instanceof IterableDataset) return null;
  return shuffle ? new RandomSampler(dataset.length, { seed }) : new SequentialSampler(dataset.length);
}

/** One pass over a data set's batches. */
export interface BatchIterator<B> extends AsyncIterableIterator<B> {
  /** Batches of the epoch that are behind it, those that were skipped or left out too. */
  readonly position: number;
}

/** A batch that was built; null in its place when every one of its samples was left out, or a stream has no more. */
type Built<B> = { batch: B } | null | typeof ENDED;

const ENDED = Symbol("the end of a stream");

/** A batch under way: `ready` settles when it is built, `claim` says whether somebody took it. */
interface Pending<B> {
  ready: Promise<Built<B>>;
  failures: { error: unknown; index: number }[];
  claim: (taken: boolean) => void;
  done: Promise<unknown>;
}

/** How often each index came before, batch by batch. */
function timesBefore(plan: readonly (readonly number[])[]): number[][] {
  const counts = new Map<number, number>();
  return plan.map((indices) =>
    indices.map((index) => {
      const times = counts.get(index) ?? 0;
      counts.set(index, times + 1);
      return times;
    }),
  );
}

/** Samples read at once: Node's four threads decode, while others are read from disk or transformed. */
const IN_FLIGHT = 6;

/** One pass over the data set. */
class Epoch<T, B> implements BatchIterator<B> {
  readonly #loader: DataLoader<T, B>;
  readonly #epoch: number;
  /** The indices of each batch; null where a stream gives what it has. */
  readonly #plan: readonly (readonly number[])[] | null;
  /** How often each of them came before in the epoch. */
  readonly #timesBefore: readonly (readonly number[])[];
  readonly #stream: StreamPass<T> | null;
  readonly #limit: Limit;
  readonly #abort = new AbortController();
  readonly #queue: Pending<B>[] = [];
  /** Samples of a stream that were skipped and have still to be read. */
  #toDrop = 0;
  /** Batches behind this pass. */
  position: number;
  #started: number;
  #closed = false;
  #delivered = 0;
  /** The first sample left out. */
  #firstFailure: { error: unknown } | undefined;
  /** Calls of `next` are answered one after the other, also when the caller does not wait. */
  #turn: Promise<unknown> = Promise.resolve();

  /** @param first batch of the epoch that it begins with */
  constructor(loader: DataLoader<T, B>, epoch: number, first: number) {
    this.position = this.#started = first;
    this.#loader = loader;
    this.#epoch = epoch;
    this.#limit = new Limit(loader.options.concurrency ?? IN_FLIGHT);
    const { dataset, options } = loader;
    if (dataset instanceof IterableDataset) {
      const { signal } = this.#abort;
      this.#plan = null;
      this.#timesBefore = [];
      this.#stream = outsideScopes.runInAsyncScope(
        () => new StreamPass(dataset, options.seed ?? 0, epoch, signal),
      );
      this.#toDrop = first * (loader.batchSize ?? 1);
    } else {
      this.#plan = batchesOf(loader, epoch);
      this.#timesBefore = timesBefore(this.#plan);
      this.#stream = null;
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
        if (pending === undefined) {
          this.#refuseNothingRead();
          break;
        }
        const built = await orAborted(pending.ready, signal);
        // Whoever returned from the loop meanwhile gave the batch up, and it is freed.
        if (this.#closed) break;
        this.#report(pending);
        this.#queue.shift();
        if (built === ENDED) {
          pending.claim(false);
          await pending.done;
          break;
        }
        this.position++;
        pending.claim(built !== null);
        await pending.done;
        if (this.#loader.options.prefetch !== 0 && !this.#closed) this.#fill();
        if (built === null) continue;
        this.#delivered++;
        return { done: false, value: built.batch };
      }
    } catch (error) {
      const returned = this.#closed; // the error is that of our own ending
      await this.#close();
      if (!returned || signal?.aborted) throw error;
    }
    await this.#close();
    return { done: true, value: undefined };
  }

  /** Counts and reports the samples that a batch left out. */
  #report({ failures }: Pending<B>): void {
    for (const { error, index } of failures) {
      this.#firstFailure ??= { error };
      this.#loader.skipped++;
      this.#loader.options.onSkip?.(error, index);
    }
  }

  /** Throws DatasetError at the end of an epoch of which every sample was left out. */
  #refuseNothingRead(): void {
    if (this.#delivered > 0 || this.#firstFailure === undefined) return;
    const { error } = this.#firstFailure;
    throw new DatasetError(
      `DataLoader: none of the ${this.#plan?.flat().length} samples could be read; the first error was: ` +
        `${error instanceof Error ? error.message : describe(error)}`,
      {
        cause: error,
        file: error instanceof TorchtsError ? error.file : undefined,
        operation: "DataLoader",
      },
    );
  }

  /** Starts batches until `prefetch` of them are under way beyond the one that comes next. */
  #fill(): void {
    const ahead = Math.max(1, this.#loader.options.prefetch ?? 2);
    while (this.#queue.length < ahead && this.#started < (this.#plan?.length ?? Infinity)) {
      const number = this.#started++;
      this.#queue.push(outsideScopes.runInAsyncScope(() => this.#start(number)));
    }
  }

  /** Starts the batch of a number. */
  #start(number: number): Pending<B> {
    const indices = this.#plan?.[number] ?? null;
    const times = this.#timesBefore[number] ?? [];
    let claim: (taken: boolean) => void = () => {};
    const claimed = new Promise<boolean>((resolve) => {
      claim = resolve;
    });
    const failures: Pending<B>["failures"] = [];
    let settle: (built: Promise<Built<B>>) => void = () => {};
    const ready = new Promise<Built<B>>((resolve) => {
      settle = resolve;
    });
    // The outer scope stays open until somebody takes the batch, so one that nobody takes is freed by it.
    const done = scope(async () => {
      const building = scope(() =>
        indices === null ? this.#takeOf() : this.#build(indices, times, failures),
      );
      settle(building);
      const built = await building;
      return (await claimed) && built !== ENDED ? built : undefined;
    });
    ready.catch(() => {});
    return { ready, failures, claim, done: done.catch(() => {}) };
  }

  /** Reads the samples of one batch and collates them; null when every one of them was left out. */
  /** @param times how often each of the indices came before in the epoch */
  async #build(
    indices: readonly number[],
    times: readonly number[],
    failures: Pending<B>["failures"],
  ): Promise<Built<B>> {
    const { options } = this.#loader;
    const dataset = this.#loader.dataset as Dataset<T>; // a stream has no indices
    const { signal } = this.#abort;
    // All are awaited, also after a failure: a sample still being read would outlive the scope.
    const results = await Promise.allSettled(
      indices.map((index, at) =>
        this.#limit.run(() => {
          throwIfAborted(signal, "DataLoader");
          const rng = rngOfSample(options.seed ?? 0, this.#epoch, index, times[at]);
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
    return samples.length === 0 ? null : this.#collate(samples, kept);
  }

  /** The next samples of the stream as a batch. */
  async #takeOf(): Promise<Built<B>> {
    const stream = this.#stream as StreamPass<T>; // there is no plan
    const { dropLast } = this.#loader.options;
    const size = this.#loader.batchSize ?? 1;
    const dropped = this.#toDrop;
    this.#toDrop = 0;
    // Both are asked for at once, or the next batch would come between.
    const [, { samples, positions }] = await Promise.all([
      dropped > 0 ? scope(async () => void (await stream.take(dropped))) : null,
      stream.take(size),
    ]);
    if (samples.length === 0 || (dropLast && samples.length < size)) return ENDED;
    return this.#collate(samples, positions);
  }

  async #collate(samples: readonly T[], kept: readonly number[]): Promise<Built<B>> {
    const { options } = this.#loader;
    const collate = options.collate ?? (defaultCollate as Collate<T, B>);
    const batch = await collate(samples, kept);
    if (batch === undefined) {
      throw new ArgumentError("DataLoader: collate gave undefined in place of a batch; does it return it?", {
        operation: "DataLoader",
      });
    }
    return { batch: canPin(options.pinMemory) ? await pinned(batch) : batch };
  }

  /** Stops reading, waits for what is under way and frees it. */
  async #close(): Promise<void> {
    this.#closed = true;
    this.#abort.abort();
    for (const pending of this.#queue) pending.claim(false);
    await Promise.all(this.#queue.map((pending) => pending.done));
    this.#queue.length = 0;
    await this.#stream?.close();
  }
}

/** Node's codes of a lack that every sample meets, whatever its file. */
const LACKS: readonly unknown[] = ["EMFILE", "ENFILE", "ENOMEM"];

/** Whether an error may be the sample's fault; others would repeat with every sample and are never skipped. */
function isAboutSample(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (LACKS.includes((at as NodeJS.ErrnoException).code)) return false;
  }
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
