/** The mean of a loss over all batches of a pass, which does not depend on how many samples a batch has. */
import type { Tensor } from "../../tensor/index.ts";

/** One mean that a loss is the sum of: its value over a batch, and what it was divided by there. */
export interface LossPart {
  /** Scalar. */
  value: Tensor;
  /** The number of samples, of pixels that count, or the sum of their weights. */
  weight: Tensor | number;
}

/**
 * Gathers a loss part by part, each with its own weights.
 *
 * Batches of 3 and 1 samples give what one batch of 4 would. With class weights the mean is over the sum of the weights, as
 * PyTorch's `CrossEntropyLoss` has it over a batch.
 */
export class LossMean {
  #sums: number[] = [];
  #weights: number[] = [];

  /** Adds a batch: the value of each part, and its weight. What weighs nothing counts for nothing. */
  add(values: readonly number[], weights: readonly number[]): void {
    for (const [at, value] of values.entries()) {
      const weight = weights[at] ?? 0;
      this.#sums[at] = (this.#sums[at] ?? 0) + (weight === 0 ? 0 : value * weight);
      this.#weights[at] = (this.#weights[at] ?? 0) + weight;
    }
  }

  /** Its sums and weights. */
  state(): { sums: number[]; weights: number[] } {
    return { sums: [...this.#sums], weights: [...this.#weights] };
  }

  /** Goes on where another stood. */
  restore(state: unknown): void {
    const { sums, weights } = state as ReturnType<LossMean["state"]>; // as `state` gave it
    this.#sums = [...sums];
    this.#weights = [...weights];
  }

  /** Takes in what `state` of another gave. */
  merge(state: unknown): void {
    const { sums, weights } = state as ReturnType<LossMean["state"]>; // as `state` gave it
    const means = sums.map((sum, at) => (weights[at] === 0 ? 0 : sum / (weights[at] as number)));
    this.add(means, weights);
  }

  /** The mean so far; NaN before the first batch. */
  get value(): number {
    if (this.#sums.length === 0) return Number.NaN;
    return this.#sums.reduce((sum, part, at) => {
      const weight = this.#weights[at] as number;
      return sum + (weight === 0 ? 0 : part / weight);
    }, 0);
  }
}

/** The loss of a batch from its parts. */
export function sumOf(parts: readonly LossPart[]): Tensor {
  return parts.slice(1).reduce((sum, { value }) => sum.add(value), (parts[0] as LossPart).value);
}
