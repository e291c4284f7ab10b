/** Data sets that cannot be indexed: samples come one after the other, from a socket, a database, a file too large to list. */

import { abortSignal, instance, integerFrom, type Kind, signature } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { Rng } from "./rng.ts";

/** What a pass over a stream is told. */
export interface StreamContext {
  /** Number of the pass, from 0. */
  readonly epoch: number;
  /** Generator of this pass, seeded by (seed, epoch), for an order or augmentation of the stream's own. */
  readonly rng: Rng;
  /** Aborted when no more samples are wanted. */
  readonly signal: AbortSignal;
}

/**
 * A collection of samples that are read in the order in which they come; `torch.utils.data.IterableDataset`.
 *
 * `samples` is called once for each pass and asked for the next sample only when the last has come. The loader frees the
 * tensors of a sample with its batch; what a generator holds from one sample to the next has to be `keep`-ed.
 *
 * @example
 * class Lines extends data.IterableDataset<string> {
 *   override async *samples() {
 *     for await (const line of createInterface({ input: createReadStream("train.txt") })) yield line;
 *   }
 * }
 * for await (const batch of new data.DataLoader(new Lines(), { batchSize: 32 })) { ... }
 */
export abstract class IterableDataset<T> {
  /** Samples in a pass, where that is known before. */
  readonly length?: number;

  /** The samples of one pass, as a generator gives them or any iterable. */
  abstract samples(context: StreamContext): AsyncIterable<T> | Iterable<T>;
}

/** A stream as options take it. */
export const streamKind: Kind<IterableDataset<unknown>> = instance(IterableDataset);

const PASS = signature<StreamContext>("data.IterableDataset.samples", {
  options: { epoch: integerFrom(0), rng: instance(Rng), signal: abortSignal },
});

/** Keeps a stream's generator apart from those of single samples and of the order. */
const STREAM_KEY = -2;

/** One pass over a stream, whose samples are taken in portions. */
export class StreamPass<T> {
  readonly #iterator: AsyncIterator<T> | Iterator<T>;
  #turn: Promise<unknown> = Promise.resolve();
  #taken = 0;
  #ended = false;

  constructor(stream: IterableDataset<T>, seed: number, epoch: number, signal: AbortSignal) {
    const context = PASS.named({ epoch, rng: Rng.derive(seed, epoch, STREAM_KEY), signal });
    const samples: unknown = stream.samples(context);
    const { [Symbol.asyncIterator]: later, [Symbol.iterator]: now } = Object(samples) as Partial<
      AsyncIterable<T> & Iterable<T>
    >;
    const iterate: unknown = later ?? now;
    if (typeof iterate !== "function" || typeof samples === "string") {
      throw new ArgumentError(
        `DataLoader: samples() of ${stream.constructor.name} must give an iterable; write it as a generator, ` +
          "`async *samples() { ... }`.",
        { operation: "DataLoader" },
      );
    }
    this.#iterator = iterate.call(samples) as AsyncIterator<T> | Iterator<T>; // that of an iterable
  }

  /** The next samples, fewer at the end, with their positions. Portions are taken in the order in which they are asked for. */
  take(count: number): Promise<{ samples: T[]; positions: number[] }> {
    const turn = this.#turn.then(async () => {
      const samples: T[] = [];
      const positions: number[] = [];
      while (samples.length < count && !this.#ended) {
        const { done, value } = await this.#iterator.next();
        if (done === true) {
          this.#ended = true;
          break;
        }
        samples.push(value);
        positions.push(this.#taken++);
      }
      return { samples, positions };
    });
    // What fails once is not asked again: a generator that threw is over.
    this.#turn = turn.catch((error: unknown) => {
      this.#ended = true;
      throw error;
    });
    this.#turn.catch(() => {});
    return turn;
  }

  /** Lets the stream give up what it holds. */
  async close(): Promise<void> {
    await this.#turn.catch(() => {});
    if (!this.#ended) await this.#iterator.return?.();
    this.#ended = true;
  }
}
