/** Rates that drop at given epochs: `StepLR`, `MultiStepLR`. */
import { integerFrom, listOf, number, type Rest, signature } from "../../edge/index.ts";
import {
  type AnyOptimizer,
  isNumbers,
  LRScheduler,
  numberOr,
  SCHEDULER_KINDS,
  type SchedulerOptions,
} from "../lr-scheduler.ts";

/** Options of `StepLR`. */
export interface StepOptionsLR extends SchedulerOptions {
  /** Epochs between two steps. */
  stepSize: number;
  gamma?: number;
}

const STEP = signature<StepOptionsLR>("optim.StepLR", {
  options: { stepSize: integerFrom(1), gamma: number, ...SCHEDULER_KINDS },
  required: ["stepSize"],
  positional: ["stepSize", "gamma", "lastEpoch"],
});

/** Multiplies the rate by `gamma` every `stepSize` epochs. */
export class StepLR extends LRScheduler {
  stepSize: number;
  gamma: number;

  constructor(
    optimizer: AnyOptimizer,
    ...rest: Rest<StepOptionsLR, [stepSize: number, gamma: number, lastEpoch: number]>
  ) {
    const options = STEP.read(rest);
    super(optimizer, options.lastEpoch);
    this.stepSize = options.stepSize;
    this.gamma = options.gamma ?? 0.1;
    this.start();
  }

  protected override computeLr(): number[] {
    const still = this.lastEpoch === 0 || this.lastEpoch % this.stepSize !== 0;
    return this.groups.map(({ lr }) => (still ? lr : lr * this.gamma));
  }

  protected override closedFormLr(): number[] {
    return this.baseLrs.map((base) => base * this.gamma ** Math.floor(this.lastEpoch / this.stepSize));
  }

  protected override options(): Record<string, unknown> {
    return { step_size: this.stepSize, gamma: this.gamma };
  }

  protected override setOptions(saved: Readonly<Record<string, unknown>>): void {
    this.stepSize = numberOr(saved.step_size, this.stepSize);
    this.gamma = numberOr(saved.gamma, this.gamma);
  }
}

/** Options of `MultiStepLR`. */
export interface MultiStepOptionsLR extends SchedulerOptions {
  milestones: readonly number[];
  gamma?: number;
}

const MULTI_STEP = signature<MultiStepOptionsLR>("optim.MultiStepLR", {
  options: { milestones: listOf(integerFrom(0)), gamma: number, ...SCHEDULER_KINDS },
  required: ["milestones"],
  positional: ["milestones", "gamma", "lastEpoch"],
});

/** Multiplies the rate by `gamma` at each of the `milestones`. */
export class MultiStepLR extends LRScheduler {
  /** How often each epoch stands among the milestones. */
  #counts: Map<number, number>;
  gamma: number;

  constructor(
    optimizer: AnyOptimizer,
    ...rest: Rest<MultiStepOptionsLR, [milestones: readonly number[], gamma: number, lastEpoch: number]>
  ) {
    const options = MULTI_STEP.read(rest);
    super(optimizer, options.lastEpoch);
    this.#counts = countEach(options.milestones);
    this.gamma = options.gamma ?? 0.1;
    this.start();
  }

  /** The epochs, ascending. */
  get milestones(): number[] {
    return [...this.#counts]
      .flatMap(([epoch, count]) => new Array<number>(count).fill(epoch))
      .sort((a, b) => a - b);
  }

  protected override computeLr(): number[] {
    const count = this.#counts.get(this.lastEpoch) ?? 0;
    return this.groups.map(({ lr }) => (count === 0 ? lr : lr * this.gamma ** count));
  }

  protected override closedFormLr(): number[] {
    const passed = this.milestones.filter((epoch) => epoch <= this.lastEpoch).length;
    return this.baseLrs.map((base) => base * this.gamma ** passed);
  }

  protected override options(): Record<string, unknown> {
    // PyTorch keeps a Counter of ints here, a dict once it is loaded.
    return { milestones: new Map(this.#counts), gamma: this.gamma };
  }

  protected override setOptions(saved: Readonly<Record<string, unknown>>): void {
    const { milestones } = saved;
    this.gamma = numberOr(saved.gamma, this.gamma);
    if (isNumbers(milestones)) this.#counts = countEach(milestones);
    else if (typeof milestones === "object" && milestones !== null) {
      const entries = milestones instanceof Map ? [...milestones] : Object.entries(milestones);
      this.#counts = new Map(entries.map(([epoch, count]) => [Number(epoch), Number(count)]));
    }
  }
}

function countEach(values: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
