/** A polynomial down to zero: `PolynomialLR`. */
import { integerFrom, number, type Rest, signature } from "../../edge/index.ts";
import {
  type AnyOptimizer,
  LRScheduler,
  numberOr,
  SCHEDULER_KINDS,
  type SchedulerOptions,
} from "../lr-scheduler.ts";

/** Options of `PolynomialLR`. */
export interface PolynomialOptionsLR extends SchedulerOptions {
  /** Epochs until the rate is zero. Default 5. */
  totalIters?: number;
  /** Default 1: a straight line. */
  power?: number;
}

const POLYNOMIAL = signature<PolynomialOptionsLR>("optim.PolynomialLR", {
  options: { totalIters: integerFrom(1), power: number, ...SCHEDULER_KINDS },
  positional: ["totalIters", "power", "lastEpoch"],
});

/** `(1 - epoch / totalIters) ** power` times the first rate: "poly" of Chen et al. 2017, https://arxiv.org/abs/1606.00915. */
export class PolynomialLR extends LRScheduler {
  totalIters: number;
  power: number;

  constructor(
    optimizer: AnyOptimizer,
    ...rest: Rest<PolynomialOptionsLR, [totalIters: number, power: number, lastEpoch: number]>
  ) {
    const options = POLYNOMIAL.read(rest);
    super(optimizer, options.lastEpoch);
    this.totalIters = options.totalIters ?? 5;
    this.power = options.power ?? 1;
    this.start();
  }

  protected override computeLr(): number[] {
    const { lastEpoch, totalIters, power } = this;
    if (this.isInitial || lastEpoch > totalIters) return this.groups.map(({ lr }) => lr);
    const factor = ((1 - lastEpoch / totalIters) / (1 - (lastEpoch - 1) / totalIters)) ** power;
    return this.groups.map(({ lr }) => lr * factor);
  }

  protected override closedFormLr(): number[] {
    const { lastEpoch, totalIters, power } = this;
    const factor = (1 - Math.min(totalIters, lastEpoch) / totalIters) ** power;
    return this.baseLrs.map((base) => base * factor);
  }

  protected override options(): Record<string, unknown> {
    return { total_iters: this.totalIters, power: this.power };
  }

  protected override setOptions(saved: Readonly<Record<string, unknown>>): void {
    this.totalIters = numberOr(saved.total_iters, this.totalIters);
    this.power = numberOr(saved.power, this.power);
  }
}
