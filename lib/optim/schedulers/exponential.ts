/** A rate that shrinks by the same factor each epoch: `ExponentialLR`. */
import { number, type Rest, signature } from "../../edge/index.ts";
import {
  type AnyOptimizer,
  LRScheduler,
  numberOr,
  SCHEDULER_KINDS,
  type SchedulerOptions,
} from "../lr-scheduler.ts";

/** Options of `ExponentialLR`. */
export interface ExponentialOptionsLR extends SchedulerOptions {
  gamma: number;
}

const EXPONENTIAL = signature<ExponentialOptionsLR>("optim.ExponentialLR", {
  options: { gamma: number, ...SCHEDULER_KINDS },
  required: ["gamma"],
  positional: ["gamma", "lastEpoch"],
});

/** Multiplies the rate by `gamma` each epoch. */
export class ExponentialLR extends LRScheduler {
  gamma: number;

  constructor(
    optimizer: AnyOptimizer,
    ...rest: Rest<ExponentialOptionsLR, [gamma: number, lastEpoch: number]>
  ) {
    const options = EXPONENTIAL.read(rest);
    super(optimizer, options.lastEpoch);
    this.gamma = options.gamma;
    this.start();
  }

  protected override computeLr(): number[] {
    return this.groups.map(({ lr }) => (this.isInitial ? lr : lr * this.gamma));
  }

  protected override closedFormLr(): number[] {
    return this.baseLrs.map((base) => base * this.gamma ** this.lastEpoch);
  }

  protected override options(): Record<string, unknown> {
    return { gamma: this.gamma };
  }

  protected override setOptions(saved: Readonly<Record<string, unknown>>): void {
    this.gamma = numberOr(saved.gamma, this.gamma);
  }
}
