/** Warm-ups by a factor: `LinearLR`, `ConstantLR`. */
import { integerFrom, number, type Rest, signature } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import {
  type AnyOptimizer,
  LRScheduler,
  numberOr,
  SCHEDULER_KINDS,
  type SchedulerOptions,
} from "../lr-scheduler.ts";

/** Options of `LinearLR`. */
export interface LinearOptionsLR extends SchedulerOptions {
  /** Factor at the beginning, above 0 and at most 1. */
  startFactor?: number;
  /** Factor at the end, 0 to 1. */
  endFactor?: number;
  /** Epochs from one to the other. */
  totalIters?: number;
}

const LINEAR = signature<LinearOptionsLR>("optim.LinearLR", {
  options: { startFactor: number, endFactor: number, totalIters: integerFrom(1), ...SCHEDULER_KINDS },
  positional: ["startFactor", "endFactor", "totalIters", "lastEpoch"],
});

/** Scales the rate linearly from `startFactor` to `endFactor`: a warm-up. */
export class LinearLR extends LRScheduler {
  startFactor: number;
  endFactor: number;
  totalIters: number;

  /** Throws ArgumentError for factors out of range. */
  constructor(
    optimizer: AnyOptimizer,
    ...rest: Rest<
      LinearOptionsLR,
      [startFactor: number, endFactor: number, totalIters: number, lastEpoch: number]
    >
  ) {
    const options = LINEAR.read(rest);
    super(optimizer, options.lastEpoch);
    const { startFactor = 1 / 3, endFactor = 1, totalIters = 5 } = options;
    if (!(startFactor > 0 && startFactor <= 1)) {
      throw new ArgumentError(`LinearLR: startFactor must be above 0 and at most 1, got ${startFactor}.`);
    }
    if (!(endFactor >= 0 && endFactor <= 1)) {
      throw new ArgumentError(`LinearLR: endFactor must be between 0 and 1, got ${endFactor}.`);
    }
    this.startFactor = startFactor;
    this.endFactor = endFactor;
    this.totalIters = totalIters;
    this.start();
  }

  protected override computeLr(): number[] {
    const { lastEpoch, startFactor, endFactor, totalIters } = this;
    if (lastEpoch === 0) return this.groups.map(({ lr }) => lr * startFactor);
    if (this.isInitial || lastEpoch > totalIters) return this.groups.map(({ lr }) => lr);
    const rise = endFactor - startFactor;
    const factor = 1 + rise / (totalIters * startFactor + (lastEpoch - 1) * rise);
    return this.groups.map(({ lr }) => lr * factor);
  }

  protected override closedFormLr(): number[] {
    const { lastEpoch, startFactor, endFactor, totalIters } = this;
    const factor = startFactor + ((endFactor - startFactor) * Math.min(totalIters, lastEpoch)) / totalIters;
    return this.baseLrs.map((base) => base * factor);
  }

  protected override options(): Record<string, unknown> {
    return { start_factor: this.startFactor, end_factor: this.endFactor, total_iters: this.totalIters };
  }

  protected override setOptions(saved: Readonly<Record<string, unknown>>): void {
    this.startFactor = numberOr(saved.start_factor, this.startFactor);
    this.endFactor = numberOr(saved.end_factor, this.endFactor);
    this.totalIters = numberOr(saved.total_iters, this.totalIters);
  }
}

/** Options of `ConstantLR`. */
export interface ConstantOptionsLR extends SchedulerOptions {
  /** 0 to 1. */
  factor?: number;
  /** Epochs that the factor holds for. */
  totalIters?: number;
}

const CONSTANT = signature<ConstantOptionsLR>("optim.ConstantLR", {
  options: { factor: number, totalIters: integerFrom(0), ...SCHEDULER_KINDS },
  positional: ["factor", "totalIters", "lastEpoch"],
});

/** Scales the rate by `factor` for the first `totalIters` epochs. */
export class ConstantLR extends LRScheduler {
  factor: number;
  totalIters: number;

  /** Throws ArgumentError for a factor out of range. */
  constructor(
    optimizer: AnyOptimizer,
    ...rest: Rest<ConstantOptionsLR, [factor: number, totalIters: number, lastEpoch: number]>
  ) {
    const options = CONSTANT.read(rest);
    super(optimizer, options.lastEpoch);
    const { factor = 1 / 3, totalIters = 5 } = options;
    if (!(factor >= 0 && factor <= 1)) {
      throw new ArgumentError(`ConstantLR: factor must be between 0 and 1, got ${factor}.`);
    }
    this.factor = factor;
    this.totalIters = totalIters;
    this.start();
  }

  protected override computeLr(): number[] {
    if (this.lastEpoch === 0) return this.groups.map(({ lr }) => lr * this.factor);
    return this.groups.map(({ lr }) => (this.lastEpoch === this.totalIters ? lr * (1 / this.factor) : lr));
  }

  protected override closedFormLr(): number[] {
    const done = this.lastEpoch >= this.totalIters ? 1 : 0;
    return this.baseLrs.map((base) => base * (this.factor + done * (1 - this.factor)));
  }

  protected override options(): Record<string, unknown> {
    return { factor: this.factor, total_iters: this.totalIters };
  }

  protected override setOptions(saved: Readonly<Record<string, unknown>>): void {
    this.factor = numberOr(saved.factor, this.factor);
    this.totalIters = numberOr(saved.total_iters, this.totalIters);
  }
}
