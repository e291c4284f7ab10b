/** Schedulers on top of each other: `ChainedScheduler`. */
import { instance, type Kind, kind, listOf, noMore, type Rest, signature } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import { type AnyOptimizer, isNumbers, LRScheduler, plainState } from "../lr-scheduler.ts";
import { Optimizer } from "../optimizer.ts";
import { checkSchedulers, loadEach, statesIn } from "./several.ts";

/** Options of `ChainedScheduler`. */
export interface ChainedSchedulerOptions {
  /** That of the schedulers, which is the default. */
  optimizer?: AnyOptimizer;
}

const optimizerKind: Kind<AnyOptimizer> = kind("an optimizer", (v) => v instanceof Optimizer);

const CHAINED = signature<ChainedSchedulerOptions>("optim.ChainedScheduler", {
  takes: { schedulers: listOf(instance(LRScheduler)) },
  options: { optimizer: optimizerKind },
  positional: ["optimizer"],
});

/**
 * Steps several schedulers at once: the factors of all act on the rate.
 *
 * @example
 * new optim.ChainedScheduler([
 *   new optim.ConstantLR(optimizer, { factor: 0.1, totalIters: 20 }),
 *   new optim.ExponentialLR(optimizer, { gamma: 0.9 }),
 * ]);
 */
export class ChainedScheduler extends LRScheduler {
  readonly schedulers: readonly LRScheduler[];
  /** Whether a sequence began it: its state then says so, as PyTorch's does. */
  #isBegun = false;

  /** Throws ArgumentError unless there is at least one scheduler, all of the same optimizer. */
  constructor(
    schedulers: readonly LRScheduler[],
    ...rest: Rest<ChainedSchedulerOptions, [optimizer: AnyOptimizer]>
  ) {
    const options = CHAINED.read(rest);
    CHAINED.check(schedulers);
    const [first] = schedulers;
    if (first === undefined)
      throw new ArgumentError("ChainedScheduler: expected at least one scheduler, got none.");
    const { optimizer = first.optimizer } = options;
    checkSchedulers("ChainedScheduler", schedulers, optimizer);
    super(optimizer, null);
    this.schedulers = [...schedulers];
  }

  /** @internal */
  override start(...rest: []): void {
    super.start(...rest);
    this.#isBegun = true;
  }

  override step(...rest: []): void {
    noMore("LRScheduler.step", rest);
    for (const one of this.schedulers) one.step();
    this.setLr(this.computeLr());
  }

  /** @internal PyTorch's class cannot either. */
  override jump(_epoch: number, ...rest: []): void {
    noMore("LRScheduler.jump", rest);
    throw new ArgumentError(
      "SequentialLR: a ChainedScheduler can only be its first scheduler, as it has no first rate to begin from.",
    );
  }

  protected override computeLr(): number[] {
    return this.groups.map(({ lr }) => lr);
  }

  protected override options(): Record<string, unknown> {
    return {};
  }

  protected override setOptions(): void {}

  override stateDict(...rest: []): Record<string, unknown> {
    noMore("LRScheduler.stateDict", rest);
    return {
      ...(this.#isBegun ? { _step_count: this.stepCount, _is_initial: false } : {}),
      _last_lr: this.getLastLr(),
      _schedulers: this.schedulers.map((one) => one.stateDict()),
    };
  }

  override loadStateDict(dict: Record<string, unknown> | ReadonlyMap<string, unknown>, ...rest: []): void {
    noMore("LRScheduler.loadStateDict", rest);
    const saved = plainState(dict);
    loadEach(this.schedulers, statesIn(saved, "ChainedScheduler", this.schedulers.length));
    if (isNumbers(saved._last_lr)) this.rememberLr(saved._last_lr);
  }
}
