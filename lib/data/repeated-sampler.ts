/** The sampler of repeated augmentation: each sample several times in a row, every time augmented anew. */

import { integer, integerFrom, kind, type Rest, signature } from "../edge/index.ts";
import { epochTakes, RandomSampler, type Sampler } from "./sampler.ts";

/** Options of {@link RepeatedSampler}. */
export interface RepeatedSamplerOptions {
  /** How often a sample stands in the order, one after the other. Default 3. */
  repetitions?: number;
  /** Decides the orders. Default 0. */
  seed?: number;
  /** The length of an epoch is rounded down to a multiple of it; torchvision's references have 256. Default 1. */
  round?: number;
}

const REPEATED = signature<RepeatedSamplerOptions>("data.RepeatedSampler", {
  takes: { length: kind<number>("a number of samples, as dataset.length", integerFrom(1).accepts) },
  options: { repetitions: integerFrom(1), seed: integer, round: integerFrom(1) },
  positional: ["repetitions"],
  advice: { shuffle: "the order is a random one; give a seed", reps: "it is called repetitions" },
});
const INDICES = signature("data.RepeatedSampler.indices", epochTakes);

/**
 * Repeated augmentation (Hoffer et al. 2019, https://arxiv.org/abs/1901.09335; Fort et al. 2021, https://arxiv.org/abs/2105.13343): a
 * random order in which each sample stands `repetitions` times in a row, cut to as many as the data set has, so that a batch holds
 * several views of fewer images. As the sampler of torchvision's references on one process.
 *
 * @example await train.fit(model, data, { epochs: 90, sampler: new data.RepeatedSampler(data.train.length) });
 */
export class RepeatedSampler implements Sampler {
  /** Indices per epoch. */
  readonly length: number;
  readonly repetitions: number;
  readonly #order: RandomSampler;

  /** Throws ArgumentError where `round` leaves nothing of the data set. */
  constructor(length: number, ...rest: Rest<RepeatedSamplerOptions, [repetitions: number]>) {
    const { repetitions = 3, seed = 0, round = 1 } = REPEATED.read(rest);
    REPEATED.check(length);
    this.length = Math.floor(length / round) * round;
    if (this.length === 0)
      throw REPEATED.error(`\`round\` is ${round}, but there are ${length} samples only`);
    this.repetitions = repetitions;
    this.#order = new RandomSampler(length, { seed });
  }

  indices(epoch: number, ...rest: []): readonly number[] {
    INDICES.read(rest);
    INDICES.check(epoch);
    const order = this.#order.indices(epoch);
    return Array.from({ length: this.length }, (_, i) => order[Math.floor(i / this.repetitions)] as number);
  }
}
