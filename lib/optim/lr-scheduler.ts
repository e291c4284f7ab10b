/**
 * The base of the learning rate schedulers, as `torch.optim.lr_scheduler.LRScheduler`.
 *
 * Like PyTorch's they work from the rate that stands in the group, step by step, and not from a closed formula: so
 * they can be chained, and their numbers equal PyTorch's to the last digit, rounding included.
 */
import { either, integerFrom, type Kind, type Kinds, listOf, noMore, number } from "../edge/index.ts";
import { ArgumentError, StateDictError } from "../native/errors.ts";
import { checkInteger } from "../nn/checks.ts";
import { Tensor } from "../tensor/index.ts";
import type { GroupOptions, Optimizer, ParamGroup } from "./optimizer.ts";
import { asNumber } from "./rate.ts";

/** An optimizer of any kind. */
// The options of a group are the optimizer's own affair; a scheduler touches the learning rate only.
export type AnyOptimizer = Optimizer<never> | Optimizer<GroupOptions>;

/** A scheduler's state: plain numbers and lists, with PyTorch's names. */
export type SchedulerStateDict = Record<string, unknown>;

/** Option of every scheduler. */
export interface SchedulerOptions {
  /** The epoch to go on from; -1 starts anew. */
  lastEpoch?: number;
}

/** Kind of the option of every scheduler. */
export const SCHEDULER_KINDS: Kinds<SchedulerOptions> = { lastEpoch: integerFrom(-1) };

/** A number for all groups, or one for each. */
export type PerGroup = number | readonly number[];

/** `PerGroup` as options take it. */
export const perGroupKind: Kind<PerGroup> = either(number, listOf(number));

/** One number for each group. Throws ArgumentError for another number of them. */
export function perGroup(
  operation: string,
  name: string,
  value: PerGroup,
  optimizer: AnyOptimizer,
): number[] {
  const { length } = optimizer.paramGroups;
  if (typeof value === "number") return new Array<number>(length).fill(value);
  if (value.length === length) return [...value];
  throw new ArgumentError(
    `${operation}: ${name} has ${value.length} values for ${length} parameter groups; give one number, or one for each group.`,
    { operation },
  );
}

/** Throws ArgumentError unless the first argument of a scheduler is an optimizer. */
export function checkOptimizer(name: string, optimizer: unknown): asserts optimizer is AnyOptimizer {
  if (Array.isArray((optimizer as AnyOptimizer | undefined)?.paramGroups)) return;
  throw new ArgumentError(`${name}: expected an optimizer as the first argument.`);
}

/**
 * Changes the learning rates of an optimizer's groups; call `step()` once an epoch (or batch), after the optimizer's.
 *
 * `Step` is what `step` takes: nothing, but for the schedulers that follow a figure or go to an epoch.
 */
export abstract class LRScheduler<Step extends readonly unknown[] = []> {
  readonly optimizer: AnyOptimizer;
  /** The rates before any scheduler changed them, one a group. */
  baseLrs: number[];
  /** How often `step()` was called. */
  lastEpoch: number;
  /** @internal Calls of `step`, the constructor's included. */
  stepCount = 0;
  /** @internal True while the constructor sets the first rate. */
  isInitial = false;
  #lastLr: number[] = [];

  /**
   * Subclasses set their options and then call `start`. Throws ArgumentError where there is no rate to resume from.
   *
   * @param lastEpoch null for a scheduler that keeps no first rates, and so leaves the groups' alone
   */
  constructor(optimizer: AnyOptimizer, lastEpoch: number | null = -1) {
    checkOptimizer(new.target.name, optimizer);
    if (lastEpoch === null) {
      this.optimizer = optimizer;
      this.baseLrs = [];
      this.lastEpoch = 0;
      this.rememberLr(this.groups.map(({ lr }) => lr));
      return;
    }
    checkInteger(new.target.name, "lastEpoch", lastEpoch, -1);
    this.optimizer = optimizer;
    this.groups.forEach((group, i) => {
      if (lastEpoch === -1) group.initialLr ??= group.lr;
      else if (group.initialLr === undefined) {
        throw new ArgumentError(
          `${new.target.name}: lastEpoch is ${lastEpoch}, but group ${i} of the optimizer has no initialLr. Load the ` +
            "optimizer's state dict first, or set initialLr to the rate the training began with.",
        );
      }
    });
    this.baseLrs = this.groups.map((group) => group.initialLr as number);
    this.lastEpoch = lastEpoch;
  }

  /** The optimizer's groups. */
  protected get groups(): ParamGroup<GroupOptions>[] {
    return this.optimizer.paramGroups as ParamGroup<GroupOptions>[];
  }

  /** The rates for the epoch `lastEpoch`, one a group. */
  protected abstract computeLr(): number[];

  /** The rates for `lastEpoch` without looking at the groups' present ones; the default is `computeLr`. */
  protected closedFormLr(): number[] {
    return this.computeLr();
  }

  /** @internal Sets the first rate. */
  start(...rest: []): void {
    noMore("LRScheduler.start", rest);
    this.stepCount = 0;
    this.isInitial = true;
    try {
      this.step(...([] as readonly unknown[] as Step)); // the schedulers that need an argument do not begin so
    } finally {
      this.isInitial = false;
    }
  }

  /** Goes on to the next epoch and sets its rates. */
  step(...rest: Step): void {
    noMore("LRScheduler.step", rest);
    this.stepCount++;
    this.lastEpoch++;
    this.setLr(this.computeLr());
  }

  /** @internal Goes to an epoch directly. */
  jump(epoch: number, ...rest: []): void {
    noMore("LRScheduler.jump", rest);
    this.lastEpoch = epoch;
    this.setLr(this.closedFormLr());
  }

  /** Writes rates into the groups. */
  protected setLr(rates: readonly number[]): void {
    this.groups.forEach((group, i) => {
      group.lr = rates[i] as number;
    });
    this.rememberLr(this.groups.map((group) => group.lr));
  }

  /** Notes rates as the last ones set. */
  protected rememberLr(rates: readonly number[]): void {
    this.#lastLr = [...rates];
  }

  /** The rates last set, one a group. */
  getLastLr(...rest: []): number[] {
    noMore("LRScheduler.getLastLr", rest);
    return [...this.#lastLr];
  }

  /** Own options by PyTorch's names, for the state dict. */
  protected abstract options(): Record<string, unknown>;

  /** Takes over options by PyTorch's names. */
  protected abstract setOptions(saved: Readonly<Record<string, unknown>>): void;

  /** The scheduler's state with PyTorch's names; Python's `load_state_dict` takes it. */
  stateDict(...rest: []): SchedulerStateDict {
    noMore("LRScheduler.stateDict", rest);
    return {
      ...this.options(),
      base_lrs: [...this.baseLrs],
      last_epoch: this.lastEpoch,
      _step_count: this.stepCount,
      _is_initial: false,
      _get_lr_called_within_step: false,
      _last_lr: this.getLastLr(),
    };
  }

  /** Takes over a state dict, of ours or of Python's. It does not change the optimizer. Throws StateDictError. */
  loadStateDict(dict: SchedulerStateDict | ReadonlyMap<string, unknown>, ...rest: []): void {
    noMore("LRScheduler.loadStateDict", rest);
    const saved = plainState(dict);
    const name = `${this.constructor.name}.loadStateDict`;
    const { base_lrs: baseLrs, last_epoch: lastEpoch, _step_count: count, _last_lr: lastLr } = saved;
    if (typeof lastEpoch !== "number" || (baseLrs !== undefined && !isNumbers(baseLrs))) {
      throw new StateDictError(
        `${name}: expected last_epoch and base_lrs, as a scheduler's stateDict() gives.`,
      );
    }
    if (isNumbers(baseLrs) && baseLrs.length !== this.groups.length) {
      throw new StateDictError(
        `${name}: the state dict is for ${baseLrs.length} parameter groups, the optimizer has ${this.groups.length}.`,
      );
    }
    this.setOptions(saved);
    if (isNumbers(baseLrs)) this.baseLrs = [...baseLrs];
    this.lastEpoch = lastEpoch;
    if (typeof count === "number") this.stepCount = count;
    if (isNumbers(lastLr)) this.rememberLr(lastLr);
  }
}

/** A saved state as an object; rates that are tensors, as Python has them of tensor learning rates, are their values. */
export function plainState(dict: SchedulerStateDict | ReadonlyMap<string, unknown>): Record<string, unknown> {
  const saved: Record<string, unknown> = dict instanceof Map ? Object.fromEntries(dict) : { ...dict };
  for (const key of ["base_lrs", "_last_lr"]) {
    const rates = saved[key];
    if (Array.isArray(rates))
      saved[key] = rates.map((rate) => (rate instanceof Tensor ? asNumber(rate) : rate));
  }
  return saved;
}

/** Whether a value of a state dict is a list of numbers. */
export function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((one) => typeof one === "number");
}

/** A number of a state dict, or what stood before if it has none. */
export function numberOr(value: unknown, fallback: number): number {
  return typeof value === "number" ? value : fallback;
}
