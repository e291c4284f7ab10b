/** The order in which a loader visits a data set: one list of indices per epoch. */

import { integer, integerFrom, kind, type Rest, signature } from "../edge/index.ts";
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

const lengthKind = kind<number>("a number of samples, as dataset.length", integerFrom(0).accepts);

const SEQUENTIAL = signature("data.SequentialSampler", { takes: { length: lengthKind } });
const RANDOM = signature<{ seed?: number }>("data.RandomSampler", {
  takes: { length: lengthKind },
  options: { seed: integer },
  advice: {
    generator: "give a seed",
    replacement:
      "samples are drawn without; write a sampler with length and indices(epoch) for another order",
  },
});
const SEQUENTIAL_INDICES = signature("data.SequentialSampler.indices");
const RANDOM_INDICES = signature("data.RandomSampler.indices", { takes: { epoch: integer } });

/** Every sample once, in order. */
export class SequentialSampler implements Sampler {
  readonly length: number;

  constructor(length: number, ...rest: []) {
    SEQUENTIAL.read(rest);
    SEQUENTIAL.check(length);
    this.length = length;
  }

  indices(_epoch: number, ...rest: []): readonly number[] {
    SEQUENTIAL_INDICES.read(rest);
    return Array.from({ length: this.length }, (_, i) => i);
  }
}

/** Every sample once, in an order of its own for each epoch. */
export class RandomSampler implements Sampler {
  readonly length: number;
  readonly seed: number;

  constructor(length: number, ...rest: Rest<{ seed?: number }>) {
    const { seed = 0 } = RANDOM.read(rest);
    RANDOM.check(length);
    this.length = length;
    this.seed = seed;
  }

  indices(epoch: number, ...rest: []): readonly number[] {
    RANDOM_INDICES.read(rest);
    RANDOM_INDICES.check(epoch);
    return Rng.derive(this.seed, epoch, SHUFFLE_KEY).permutation(this.length);
  }
}
