/**
 * One stream of batches for several runs at once, each of which gets a form of its own of every batch.
 *
 * The runs go in step: a batch is made when all that still run have asked for it, and freed when all have gone on to the next.
 * So whatever is costly about a batch (decoding, a frozen part of the network) is done once.
 */
import { throwIfAborted } from "../../native/abort.ts";
import type { BatchLoader } from "../source.ts";

/** One batch in the forms that the runs get; `free` is called once nobody uses it. */
export interface SharedBatch<Form> {
  forms: readonly Form[];
  free(): void;
}

/** Makes the batches of an epoch, from 0, anew on each call. */
export type MakeBatches<Form> = (epoch: number) => AsyncIterable<SharedBatch<Form>>;

interface Consumer {
  /** Asks for the next batch; null while its run is at work on one. */
  resolve: ((next: number) => void) | null;
  isActive: boolean;
  epoch: number;
}

/** Batches that several runs share. */
export class SharedBatches<Form> {
  readonly length: number;
  readonly #make: MakeBatches<Form>;
  readonly #signal: AbortSignal | undefined;
  readonly #consumers: Consumer[];
  #iterator: AsyncIterator<SharedBatch<Form>> | null = null;
  #current: SharedBatch<Form> | null = null;
  #isOver = false;
  #error: { thrown: unknown } | null = null;
  #isMaking = false;

  /** @param length batches of an epoch */
  constructor(make: MakeBatches<Form>, length: number, consumers: number, signal?: AbortSignal) {
    this.#make = make;
    this.length = length;
    this.#signal = signal;
    this.#consumers = Array.from({ length: consumers }, () => ({ resolve: null, isActive: true, epoch: 0 }));
  }

  /** The loader of one run, which gets the form with that number. */
  loader(index: number): BatchLoader<Form> {
    const consumer = this.#consumers[index] as Consumer; // as many as were said
    const asked = (): Promise<void> =>
      new Promise((resolve) => {
        consumer.resolve = () => resolve();
        void this.#goOn();
      });
    const { length } = this;
    const next = async (): Promise<IteratorResult<Form>> => {
      await asked();
      if (this.#error !== null) throw this.#error.thrown;
      if (this.#isOver || this.#current === null) return { done: true, value: undefined };
      return { done: false, value: this.#current.forms[index] as Form };
    };
    return {
      length,
      setEpoch(epoch) {
        consumer.epoch = epoch;
      },
      [Symbol.asyncIterator]: () => ({ next, return: async () => ({ done: true, value: undefined }) }),
    };
  }

  /** The run with that number takes no more batches; the others no longer wait for it. */
  leave(index: number): void {
    (this.#consumers[index] as Consumer).isActive = false;
    void this.#goOn();
  }

  /** Frees what is still held. */
  async close(): Promise<void> {
    this.#current?.free();
    this.#current = null;
    await this.#iterator?.return?.();
    this.#iterator = null;
  }

  /** Makes the next batch where all that still run have asked for it. */
  async #goOn(): Promise<void> {
    const active = this.#consumers.filter(({ isActive }) => isActive);
    if (this.#isMaking || active.length === 0 || active.some(({ resolve }) => resolve === null)) return;
    this.#isMaking = true;
    try {
      throwIfAborted(this.#signal, "train.searchDepth");
      this.#current?.free();
      this.#current = null;
      this.#iterator ??= this.#make(active[0]?.epoch ?? 0)[Symbol.asyncIterator]();
      const { done, value } = await this.#iterator.next();
      this.#isOver = done === true;
      if (done) this.#iterator = null;
      else this.#current = value;
    } catch (thrown) {
      this.#error = { thrown };
      this.#iterator = null;
    } finally {
      this.#isMaking = false;
    }
    for (const consumer of active) {
      const { resolve } = consumer;
      consumer.resolve = null;
      resolve?.(0);
    }
  }
}
