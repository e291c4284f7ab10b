/** The batches of an epoch as lists of indices. */

import { boolean, integerFrom, type Kind, kind, type Rest, signature } from "../edge/index.ts";
import { epochTakes, type Sampler } from "./sampler.ts";

/** Chooses the samples of each batch of an epoch. */
export interface Batches {
  /** Batches per epoch. */
  readonly length: number;
  /** The indices of each batch of one epoch; the same epoch always gives the same lists. */
  batches(epoch: number): readonly (readonly number[])[];
}

/** A sampler as options take it. */
export const samplerKind: Kind<Sampler> = kind("a sampler with length and indices(epoch)", (v) =>
  hasLengthAnd(v, "indices"),
);

/** A sampler of batches as options take it. */
export const batchesKind: Kind<Batches> = kind("a sampler of batches with length and batches(epoch)", (v) =>
  hasLengthAnd(v, "batches"),
);

function hasLengthAnd(value: unknown, method: string): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { length, [method]: call } = value as Record<string, unknown>;
  return typeof call === "function" && Number.isSafeInteger(length) && (length as number) >= 0;
}

const TAKES = signature<{ dropLast?: boolean }>("data.BatchSampler", {
  takes: { sampler: samplerKind, batchSize: integerFrom(1) },
  options: { dropLast: boolean },
  positional: ["dropLast"],
});
const BATCHES = signature("data.BatchSampler.batches", epochTakes);

/**
 * The indices of a sampler in batches, as `torch.utils.data.BatchSampler`. A loader takes it as `batchSampler`, and any
 * object with `length` and `batches(epoch)`, for batches that are not cut from one order.
 *
 * @example new data.BatchSampler(new data.SequentialSampler(10), 3) // [0, 1, 2], [3, 4, 5], [6, 7, 8], [9]
 */
export class BatchSampler implements Batches {
  readonly sampler: Sampler;
  readonly batchSize: number;
  readonly dropLast: boolean;

  constructor(
    sampler: Sampler,
    batchSize: number,
    ...rest: Rest<{ dropLast?: boolean }, [dropLast: boolean]>
  ) {
    const { dropLast = false } = TAKES.read(rest);
    TAKES.check(sampler, batchSize);
    this.sampler = sampler;
    this.batchSize = batchSize;
    this.dropLast = dropLast;
  }

  /** Batches per epoch. */
  get length(): number {
    const batches = this.sampler.length / this.batchSize;
    return this.dropLast ? Math.floor(batches) : Math.ceil(batches);
  }

  batches(epoch: number, ...rest: []): readonly (readonly number[])[] {
    BATCHES.read(rest);
    BATCHES.check(epoch);
    const order = this.sampler.indices(epoch);
    const { batchSize } = this;
    return Array.from({ length: this.length }, (_, i) => order.slice(i * batchSize, (i + 1) * batchSize));
  }
}
