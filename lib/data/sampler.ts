/** The order in which a loader visits a data set: one list of indices per epoch. */

import { ArgumentError } from "../native/errors.ts";
import { Rng } from "./rng.ts";

/** Keeps shuffling apart from the generators of single samples, which are keyed by (epoch, index). */
const SHUFFLE_KEY = -1;

/** Chooses and orders the samples of an epoch. */
export interface Sampler {
  /** Number of indices per epoch. */
  readonly length: number;
  /** The indices of one epoch; the same epoch always gives the same list. */
  indices(epoch: number): readonly number[];
}

function checkLength(length: number, operation: string): void {
  if (!Number.isInteger(length) || length < 0) {
    throw new ArgumentError(`${operation}: expected a number of samples, got ${length}`, { operation });
  }
}

/** Every sample once, in order. */
export class SequentialSampler implements Sampler {
  readonly length: number;

  constructor(length: number) {
    checkLength(length, "SequentialSampler");
    this.length = length;
  }

  indices(_epoch: number): readonly number[] {
    return Array.from({ length: this.length }, (_, i) => i);
  }
}

/** Every sample once, in an order of its own for each epoch. */
export class RandomSampler implements Sampler {
  readonly length: number;
  readonly seed: number;

  constructor(length: number, options: { seed?: number } = {}) {
    checkLength(length, "RandomSampler");
    this.length = length;
    this.seed = options.seed ?? 0;
  }

  indices(epoch: number): readonly number[] {
    return Rng.derive(this.seed, epoch, SHUFFLE_KEY).permutation(this.length);
  }
}
