/** Learning rate schedulers; each formula is that of PyTorch's class of the same name. */
import {
  callable,
  either,
  instance,
  integerFrom,
  listOf,
  noMore,
  number,
  type Rest,
  signature,
} from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import {
  type AnyOptimizer,
  isNumbers,
  LRScheduler,
  numberOr,
  plainState,
  SCHEDULER_KINDS,
  type SchedulerOptions,
} from "./lr-scheduler.ts";

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

/** Options of `CosineAnnealingLR`. */
export interface CosineOptionsLR extends SchedulerOptions {
  /** Epochs from the first rate down to the last. */
  tMax: number;
  /** The last rate. */
  etaMin?: number;
}

const COSINE = signature<CosineOptionsLR>("optim.CosineAnnealingLR", {
  options: { tMax: integerFrom(1), etaMin: number, ...SCHEDULER_KINDS },
  required: ["tMax"],
  positional: ["tMax", "etaMin", "lastEpoch"],
});

/**
 * Half a cosine from the first rate down to `etaMin` in `tMax` epochs, and up again if it goes on: Loshchilov and
 * Hutter 2016, https://arxiv.org/abs/1608.03983 (without its restarts).
 */
export class CosineAnnealingLR extends LRScheduler {
  tMax: number;
  etaMin: number;

  constructor(
    optimizer: AnyOptimizer,
    ...rest: Rest<CosineOptionsLR, [tMax: number, etaMin: number, lastEpoch: number]>
  ) {
    const options = COSINE.read(rest);
    super(optimizer, options.lastEpoch);
    this.tMax = options.tMax;
    this.etaMin = options.etaMin ?? 0;
    this.start();
  }

  protected override computeLr(): number[] {
    const { lastEpoch, tMax, etaMin } = this;
    if (this.isInitial) return this.groups.map(({ lr }) => lr);
    if (this.stepCount === 1 && lastEpoch > 0) {
      return this.baseLrs.map(
        (base) => etaMin + ((base - etaMin) * (1 + Math.cos((lastEpoch * Math.PI) / tMax))) / 2,
      );
    }
    // At the foot of the cosine the ratio below would be zero by zero.
    if (modulo(lastEpoch - 1 - tMax, 2 * tMax) === 0) {
      return this.groups.map(
        ({ lr }, i) => lr + (((this.baseLrs[i] as number) - etaMin) * (1 - Math.cos(Math.PI / tMax))) / 2,
      );
    }
    const ratio =
      (1 + Math.cos((Math.PI * lastEpoch) / tMax)) / (1 + Math.cos((Math.PI * (lastEpoch - 1)) / tMax));
    return this.groups.map(({ lr }) => ratio * (lr - etaMin) + etaMin);
  }

  protected override closedFormLr(): number[] {
    const { lastEpoch, tMax, etaMin } = this;
    return this.baseLrs.map(
      (base) => etaMin + ((base - etaMin) * (1 + Math.cos((Math.PI * lastEpoch) / tMax))) / 2,
    );
  }

  protected override options(): Record<string, unknown> {
    return { T_max: this.tMax, eta_min: this.etaMin };
  }

  protected override setOptions(saved: Readonly<Record<string, unknown>>): void {
    this.tMax = numberOr(saved.T_max, this.tMax);
    this.etaMin = numberOr(saved.eta_min, this.etaMin);
  }
}

/** The remainder with the sign of the divisor, as Python has it. */
function modulo(a: number, b: number): number {
  return ((a % b) + b) % b;
}

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

/** Gives the factor to the first rate for an epoch. */
export type LrLambda = (epoch: number) => number;

/** Options of `LambdaLR`. */
export interface LambdaOptionsLR extends SchedulerOptions {
  lrLambda: LrLambda | readonly LrLambda[];
}

const LAMBDA = signature<LambdaOptionsLR>("optim.LambdaLR", {
  options: { lrLambda: either(callable<LrLambda>(), listOf(callable<LrLambda>())), ...SCHEDULER_KINDS },
  required: ["lrLambda"],
  positional: ["lrLambda", "lastEpoch"],
});

/** The first rate times a function of the epoch. The function is not part of the state dict. */
export class LambdaLR extends LRScheduler {
  readonly lrLambdas: readonly LrLambda[];

  /** One function for all groups, or one for each. Throws ArgumentError for another number of them. */
  constructor(
    optimizer: AnyOptimizer,
    ...rest: Rest<LambdaOptionsLR, [lrLambda: LrLambda | readonly LrLambda[], lastEpoch: number]>
  ) {
    const options = LAMBDA.read(rest);
    super(optimizer, options.lastEpoch);
    const { lrLambda } = options;
    const count = this.groups.length;
    this.lrLambdas =
      typeof lrLambda === "function" ? new Array<LrLambda>(count).fill(lrLambda) : [...lrLambda];
    if (this.lrLambdas.length !== count) {
      throw new ArgumentError(
        `LambdaLR: got ${this.lrLambdas.length} functions for ${count} parameter groups.`,
      );
    }
    this.start();
  }

  protected override computeLr(): number[] {
    return this.baseLrs.map((base, i) => base * (this.lrLambdas[i] as LrLambda)(this.lastEpoch));
  }

  protected override options(): Record<string, unknown> {
    return { lr_lambdas: this.lrLambdas.map(() => null) };
  }

  protected override setOptions(): void {}
}

/** Options of `SequentialLR`. */
export interface SequentialOptionsLR {
  schedulers: readonly LRScheduler[];
  /** The epochs at which the next scheduler takes over. */
  milestones: readonly number[];
}

const SEQUENTIAL = signature<SequentialOptionsLR>("optim.SequentialLR", {
  options: { schedulers: listOf(instance(LRScheduler)), milestones: listOf(integerFrom(0)) },
  required: ["schedulers", "milestones"],
  positional: ["schedulers", "milestones"],
});

/** Runs schedulers one after the other: a warm-up and then a cosine, say. */
export class SequentialLR extends LRScheduler {
  readonly schedulers: readonly LRScheduler[];
  milestones: number[];

  /** Throws ArgumentError unless there is one milestone less than schedulers, all of the same optimizer. */
  constructor(
    optimizer: AnyOptimizer,
    ...rest: Rest<SequentialOptionsLR, [schedulers: readonly LRScheduler[], milestones: readonly number[]]>
  ) {
    const { schedulers, milestones } = SEQUENTIAL.read(rest);
    super(optimizer);
    if (schedulers.length < 1 || milestones.length !== schedulers.length - 1) {
      throw new ArgumentError(
        `SequentialLR: expected at least one scheduler and one milestone less than schedulers, got ${schedulers.length} ` +
          `schedulers and ${milestones.length} milestones.`,
      );
    }
    if (schedulers.some((one) => one.optimizer !== optimizer)) {
      throw new ArgumentError("SequentialLR: all schedulers must be of the same optimizer.");
    }
    this.schedulers = schedulers;
    this.milestones = [...milestones];
    // The schedulers' constructors have each set a first rate: undo that, then let the first one begin.
    for (const group of this.groups) group.lr = group.initialLr as number;
    this.lastEpoch = 0;
    for (const one of schedulers) undo(one);
    const first = schedulers[this.#active(0)] as LRScheduler;
    first.start();
    this.rememberLr(first.getLastLr());
  }

  #active(epoch: number): number {
    return this.milestones.filter((milestone) => milestone <= epoch).length;
  }

  override step(...rest: []): void {
    noMore("LRScheduler.step", rest);
    this.lastEpoch++;
    const index = this.#active(this.lastEpoch);
    const scheduler = this.schedulers[index] as LRScheduler;
    if (index > 0 && this.milestones[index - 1] === this.lastEpoch) scheduler.jump(0);
    else scheduler.step();
    this.rememberLr(scheduler.getLastLr());
  }

  protected override computeLr(): number[] {
    return this.groups.map(({ lr }) => lr);
  }

  protected override options(): Record<string, unknown> {
    return { _milestones: [...this.milestones] };
  }

  protected override setOptions(saved: Readonly<Record<string, unknown>>): void {
    if (isNumbers(saved._milestones)) this.milestones = [...saved._milestones];
  }

  override stateDict(...rest: []): Record<string, unknown> {
    noMore("LRScheduler.stateDict", rest);
    // PyTorch's class keeps no base rates and counts of its own.
    return {
      ...this.options(),
      last_epoch: this.lastEpoch,
      _last_lr: this.getLastLr(),
      _schedulers: this.schedulers.map((one) => one.stateDict()),
    };
  }

  override loadStateDict(dict: Record<string, unknown> | ReadonlyMap<string, unknown>, ...rest: []): void {
    noMore("LRScheduler.loadStateDict", rest);
    const saved = plainState(dict);
    const inner = saved._schedulers;
    if (!Array.isArray(inner) || inner.length !== this.schedulers.length) {
      throw new ArgumentError(
        `SequentialLR.loadStateDict: expected _schedulers, the states of ${this.schedulers.length} schedulers.`,
      );
    }
    super.loadStateDict(saved);
    this.schedulers.forEach((one, i) => {
      one.loadStateDict(inner[i] as Record<string, unknown>);
    });
  }
}

function undo(scheduler: LRScheduler): void {
  if (scheduler instanceof SequentialLR) for (const one of scheduler.schedulers) undo(one);
  else scheduler.lastEpoch -= 1;
}
