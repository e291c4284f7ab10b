/**
 * Successive halving: after some epochs the worse of what is compared are dropped, again and again.
 *
 * Jamieson & Talwalkar, "Non-stochastic Best Arm Identification and Hyperparameter Optimization", 2016,
 * https://arxiv.org/abs/1502.07943.
 */
import { integerFrom, signature } from "../../edge/index.ts";

/** How runs are dropped. */
export interface HalvingOptions {
  /** One of so many is kept each time, and the epochs to the next time grow by it. Default 3, as Hyperband's. */
  eta?: number;
  /** Epochs before the first time. Default 1. */
  minEpochs?: number;
}

/** The options of halving. */
export const halvingSignature = signature<HalvingOptions>("train.searchDepth halving", {
  options: { eta: integerFrom(2), minEpochs: integerFrom(1) },
});

/** Compares runs that go in step. */
export class Halving {
  readonly #eta: number;
  /** Epochs after which runs are dropped. */
  readonly #rungs: ReadonlySet<number>;
  readonly #active: Set<number>;
  #better: "higher" | "lower" = "higher";
  #values = new Map<number, number | null>();
  #waiting: (() => void)[] = [];
  #dropped = new Set<number>();

  constructor({ eta = 3, minEpochs = 1 }: HalvingOptions, epochs: number, runs: number) {
    this.#eta = eta;
    const rungs = new Set<number>();
    for (let epoch = minEpochs; epoch < epochs; epoch *= eta) rungs.add(epoch);
    this.#rungs = rungs;
    this.#active = new Set(Array.from({ length: runs }, (_, run) => run));
  }

  /** Which value is the better one. */
  compare(better: "higher" | "lower"): void {
    this.#better = better;
  }

  /** A run is over; the others no longer wait for it. */
  leave(run: number): void {
    this.#active.delete(run);
    this.#values.delete(run);
    this.#judge();
  }

  /** Whether a run is dropped after an epoch; waits until all that still run have come so far. */
  async judge(run: number, epoch: number, value: number | null): Promise<boolean> {
    if (!this.#rungs.has(epoch) || this.#active.size < 2) return false;
    this.#values.set(run, value);
    const judged = new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
    });
    this.#judge();
    await judged;
    return this.#dropped.has(run);
  }

  #judge(): void {
    if (this.#waiting.length === 0 || [...this.#active].some((run) => !this.#values.has(run))) return;
    const worst = this.#better === "higher" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    const sign = this.#better === "higher" ? -1 : 1;
    const order = [...this.#values].sort(([, a], [, b]) => sign * ((a ?? worst) - (b ?? worst)));
    for (const [run] of order.slice(Math.ceil(order.length / this.#eta))) {
      this.#dropped.add(run);
      this.#active.delete(run);
    }
    this.#values = new Map();
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
