/** The order in which a loader visits a data set: one list of indices per epoch. Weighted ones are in `weighted-sampler.ts`. */

import {
  boolean,
  describe,
  integer,
  integerFrom,
  type Kind,
  kind,
  listOf,
  oneOf,
  type Rest,
  signature,
} from "../edge/index.ts";
import { Generator, torch } from "../tensor/index.ts";
import { drawn, EpochDraws } from "./draws.ts";
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

/** Options of `RandomSampler`. */
export interface RandomSamplerOptions {
  /** Decides the orders. Default 0. */
  seed?: number;
  /** A sample may come more than once. Default false. */
  replacement?: boolean;
  /** Indices per epoch; where there are fewer samples and none is to come twice, one order follows another. Default all. */
  numSamples?: number;
  /**
   * Whose numbers: `"torchts"` (default) has generators of its own, `"torch"` gives the orders of
   * `torch.utils.data.RandomSampler` with a generator of this seed, one epoch after the other.
   */
  generator?: "torchts" | "torch";
}

const SEQUENTIAL = signature("data.SequentialSampler", { takes: { length: lengthKind } });
const RANDOM = signature<RandomSamplerOptions>("data.RandomSampler", {
  takes: { length: lengthKind },
  options: {
    seed: integer,
    replacement: boolean,
    numSamples: integerFrom(1),
    generator: oneOf("torchts", "torch"),
  },
});
const SEQUENTIAL_INDICES = signature("data.SequentialSampler.indices");
/** What the `indices` of a sampler take. */
export const epochTakes: { readonly takes: { readonly epoch: Kind<number> } } = {
  takes: { epoch: integerFrom(0) },
};
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

/** Every sample once, in an order of its own for each epoch; or some of them, or some more than once. */
export class RandomSampler implements Sampler {
  /** Indices per epoch. */
  readonly length: number;
  readonly seed: number;
  readonly replacement: boolean;
  readonly #of: number;
  readonly #torch: EpochDraws | null;

  /** Throws ArgumentError where indices are to be drawn from no samples. */
  constructor(length: number, ...rest: Rest<RandomSamplerOptions>) {
    const { seed = 0, replacement = false, numSamples, generator = "torchts" } = RANDOM.read(rest);
    RANDOM.check(length);
    if (length === 0 && numSamples !== undefined) {
      throw RANDOM.error(`cannot draw ${numSamples} indices of a data set without samples`);
    }
    this.#of = length;
    this.length = numSamples ?? length;
    this.seed = seed;
    this.replacement = replacement;
    this.#torch = generator === "torch" ? new EpochDraws(seed, (source) => this.#draw(source)) : null;
  }

  indices(epoch: number, ...rest: []): readonly number[] {
    RANDOM_INDICES.read(rest);
    RANDOM_INDICES.check(epoch);
    if (this.#torch !== null) return this.#torch.at(epoch);
    const rng = Rng.derive(this.seed, epoch, SHUFFLE_KEY);
    if (this.replacement) return Array.from({ length: this.length }, () => rng.int(0, this.#of));
    const order: number[] = rng.permutation(this.#of);
    while (order.length < this.length) order.push(...rng.permutation(this.#of));
    return order.slice(0, this.length);
  }

  /** In PyTorch's portions, so that the generator is left where PyTorch leaves it. */
  #draw(generator: Generator): number[] {
    const { length } = this;
    const of = this.#of;
    if (of === 0) return [];
    const order: number[] = [];
    if (this.replacement) {
      for (let left = length; ; left -= 32) {
        const size = Math.min(left, 32);
        order.push(...drawn(() => torch.randint(of, [size], { generator })));
        if (left < 32) return order;
      }
    }
    const whole = Math.floor(length / of);
    for (let i = 0; i <= whole; i++) {
      const permutation = drawn(() => torch.randperm(of, { generator }));
      for (const index of i < whole ? permutation : permutation.slice(0, length % of)) order.push(index);
    }
    return order;
  }
}

const SUBSET = signature<{ seed?: number }>("data.SubsetRandomSampler", {
  takes: { indices: listOf(integerFrom(0)) },
  options: { seed: integer },
});
const SUBSET_INDICES = signature("data.SubsetRandomSampler.indices", epochTakes);

/** The given indices once each, in the orders that `torch.utils.data.SubsetRandomSampler` has with a generator of the seed. */
export class SubsetRandomSampler implements Sampler {
  readonly length: number;
  readonly #draws: EpochDraws;

  constructor(indices: readonly number[], ...rest: Rest<{ seed?: number }>) {
    const { seed = 0 } = SUBSET.read(rest);
    SUBSET.check(indices);
    const own = [...indices];
    this.length = own.length;
    this.#draws = new EpochDraws(seed, (generator) =>
      drawn(() => torch.randperm(own.length, { generator })).map((at) => own[at] as number),
    );
  }

  indices(epoch: number, ...rest: []): readonly number[] {
    SUBSET_INDICES.read(rest);
    SUBSET_INDICES.check(epoch);
    return this.#draws.at(epoch);
  }
}

/** Options of `DistributedSampler`. */
export interface DistributedSamplerOptions {
  /** Processes that share the data set. */
  numReplicas: number;
  /** Which of them this is, from 0. */
  rank: number;
  /** New order each epoch, the same in all processes. Default true. */
  shuffle?: boolean;
  /** Default 0; the same in all processes. */
  seed?: number;
  /** Leave samples out so that all have equally many, where else some come twice. Default false. */
  dropLast?: boolean;
}

const DISTRIBUTED = signature<DistributedSamplerOptions>("data.DistributedSampler", {
  takes: { length: lengthKind },
  options: {
    numReplicas: integerFrom(1),
    rank: integerFrom(0),
    shuffle: boolean,
    seed: integer,
    dropLast: boolean,
  },
  required: ["numReplicas", "rank"],
  positional: ["numReplicas", "rank", "shuffle", "seed", "dropLast"],
});
const DISTRIBUTED_INDICES = signature("data.DistributedSampler.indices", epochTakes);

/**
 * The part of an epoch that one of several processes reads, as `torch.utils.data.DistributedSampler`: together they read every
 * sample, and each equally many. Nothing is said between the processes; number and rank are given.
 *
 * @example new data.DistributedSampler(dataset.length, { numReplicas: 4, rank: 2, seed: 1 })
 */
export class DistributedSampler implements Sampler {
  /** Indices per epoch of this process. */
  readonly length: number;
  readonly numReplicas: number;
  readonly rank: number;
  readonly #of: number;
  readonly #shuffle: boolean;
  readonly #seed: number;

  /** Throws ArgumentError for a rank that is not below the number of processes. */
  constructor(
    length: number,
    ...rest: Rest<
      DistributedSamplerOptions,
      [numReplicas: number, rank: number, shuffle: boolean, seed: number, dropLast: boolean]
    >
  ) {
    const { numReplicas, rank, shuffle = true, seed = 0, dropLast = false } = DISTRIBUTED.read(rest);
    DISTRIBUTED.check(length);
    if (rank >= numReplicas) {
      throw DISTRIBUTED.error(`rank must be from 0 to ${numReplicas - 1}, got ${describe(rank)}`);
    }
    const share = length / numReplicas;
    this.length = dropLast ? Math.floor(share) : Math.ceil(share);
    this.numReplicas = numReplicas;
    this.rank = rank;
    this.#of = length;
    this.#shuffle = shuffle;
    this.#seed = seed;
  }

  indices(epoch: number, ...rest: []): readonly number[] {
    DISTRIBUTED_INDICES.read(rest);
    DISTRIBUTED_INDICES.check(epoch);
    const of = this.#of;
    const order = this.#shuffle
      ? drawn(() => torch.randperm(of, { generator: new Generator().manualSeed(this.#seed + epoch) }))
      : Array.from({ length: of }, (_, i) => i);
    // Past the end the order begins again.
    return Array.from(
      { length: this.length },
      (_, i) => order[(this.rank + i * this.numReplicas) % of] as number,
    );
  }
}
