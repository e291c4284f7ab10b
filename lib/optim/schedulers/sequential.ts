/** Schedulers one after the other: `SequentialLR`. */
import { instance, integerFrom, listOf, noMore, type Rest, signature } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import { type AnyOptimizer, isNumbers, LRScheduler, plainState } from "../lr-scheduler.ts";
import { checkSchedulers, loadEach, statesIn } from "./several.ts";

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
    checkSchedulers("SequentialLR", schedulers, optimizer);
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
    const inner = statesIn(saved, "SequentialLR", this.schedulers.length);
    super.loadStateDict(saved);
    loadEach(this.schedulers, inner);
  }
}

function undo(scheduler: LRScheduler): void {
  const { schedulers } = scheduler as Partial<SequentialLR>;
  if (schedulers === undefined) scheduler.lastEpoch -= 1;
  else for (const one of schedulers) undo(one);
}
