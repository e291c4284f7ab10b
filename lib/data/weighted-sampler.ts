/** Samplers that draw some samples more often than others. */

import { boolean, integer, integerFrom, listOf, numberFrom, type Rest, signature } from "../edge/index.ts";
import { tensor, torch } from "../tensor/index.ts";
import { drawn, EpochDraws } from "./draws.ts";
import { epochTakes, type Sampler } from "./sampler.ts";

/** Options of `WeightedRandomSampler`. */
export interface WeightedSamplerOptions {
  /** A sample may come more than once. Default true. */
  replacement?: boolean;
  /** Decides what is drawn. Default 0. */
  seed?: number;
}

const WEIGHTED = signature<WeightedSamplerOptions>("data.WeightedRandomSampler", {
  takes: { weights: listOf(numberFrom(0)), numSamples: integerFrom(1) },
  options: { replacement: boolean, seed: integer },
  positional: ["replacement"],
  advice: { generator: "give a seed" },
});
const WEIGHTED_INDICES = signature("data.WeightedRandomSampler.indices", epochTakes);

/** libtorch draws of at most so many weights. */
const MOST_WEIGHTS = 2 ** 24;

/**
 * Draws indices with probabilities in proportion to `weights`, one for each sample: the indices of
 * `torch.utils.data.WeightedRandomSampler` with a generator of the seed, one epoch after the other.
 *
 * @example new data.WeightedRandomSampler([0.1, 0.9, 0.4], 6, { seed: 3 })
 */
export class WeightedRandomSampler implements Sampler {
  /** Indices per epoch. */
  readonly length: number;
  readonly weights: readonly number[];
  readonly replacement: boolean;
  readonly #draws: EpochDraws;

  /**
   * Throws ArgumentError where no weight is above zero, one is infinite, or fewer are above zero than are to be drawn without
   * replacement.
   */
  constructor(
    weights: readonly number[],
    numSamples: number,
    ...rest: Rest<WeightedSamplerOptions, [replacement: boolean]>
  ) {
    const { replacement = true, seed = 0 } = WEIGHTED.read(rest);
    WEIGHTED.check(weights, numSamples);
    checkWeights(weights, numSamples, replacement);
    const own = [...weights];
    this.length = numSamples;
    this.weights = own;
    this.replacement = replacement;
    this.#draws = new EpochDraws(seed, (generator) =>
      drawn(() =>
        torch.multinomial(tensor(own, { dtype: "float64" }), numSamples, replacement, { generator }),
      ),
    );
  }

  indices(epoch: number, ...rest: []): readonly number[] {
    WEIGHTED_INDICES.read(rest);
    WEIGHTED_INDICES.check(epoch);
    return this.#draws.at(epoch);
  }
}

function checkWeights(weights: readonly number[], numSamples: number, replacement: boolean): void {
  if (weights.length > MOST_WEIGHTS) {
    throw WEIGHTED.error(`expected at most ${MOST_WEIGHTS} weights, got ${weights.length}`);
  }
  const odd = weights.findIndex((weight) => !Number.isFinite(weight));
  if (odd >= 0) throw WEIGHTED.error(`weights must be finite, got ${weights[odd]} as number ${odd}`);
  const drawable = weights.filter((weight) => weight > 0).length;
  if (drawable === 0) throw WEIGHTED.error("no weight is above zero, so nothing can be drawn");
  if (!replacement && drawable < numSamples) {
    throw WEIGHTED.error(
      `cannot draw ${numSamples} samples without replacement where ${drawable} weights are above zero; draw fewer, or with ` +
        "replacement",
    );
  }
}

/** Options of `ClassBalancedSampler`. */
export interface ClassBalancedOptions extends WeightedSamplerOptions {
  /** Indices per epoch. Default as many as there are samples. */
  numSamples?: number;
}

const BALANCED = signature<ClassBalancedOptions>("data.ClassBalancedSampler", {
  takes: { labels: listOf(integerFrom(0)) },
  options: { numSamples: integerFrom(1), replacement: boolean, seed: integer },
});

/**
 * Draws each class equally often, whatever its share of the samples: `WeightedRandomSampler` with weights of one over the
 * number of samples of the label's class.
 *
 * @example
 * const folder = await datasets.ImageFolder.open("photos");
 * const sampler = new data.ClassBalancedSampler(folder.train.labels, { seed: 1 });
 */
export class ClassBalancedSampler extends WeightedRandomSampler {
  /** Throws ArgumentError where there are no labels. */
  constructor(labels: readonly number[], ...rest: Rest<ClassBalancedOptions>) {
    const { numSamples, ...options } = BALANCED.read(rest);
    BALANCED.check(labels);
    if (labels.length === 0) throw BALANCED.error("there are no labels, so nothing can be drawn");
    const counts = new Map<number, number>();
    for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
    const weights = labels.map((label) => 1 / (counts.get(label) as number)); // every label was counted
    super(weights, numSamples ?? labels.length, options);
  }
}
