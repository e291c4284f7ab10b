/** What schedulers over several schedulers have in common. */
import { ArgumentError } from "../../native/errors.ts";
import type { AnyOptimizer, LRScheduler } from "../lr-scheduler.ts";
import { ReduceLROnPlateau } from "./plateau.ts";

/** Throws ArgumentError for schedulers of another optimizer, and for one whose step takes a figure. */
export function checkSchedulers(
  name: string,
  schedulers: readonly LRScheduler[],
  optimizer: AnyOptimizer,
): void {
  if (schedulers.some((one) => (one as LRScheduler<never>) instanceof ReduceLROnPlateau)) {
    throw new ArgumentError(
      `${name}: ReduceLROnPlateau is told a figure at each step, which ${name} has not; step it beside.`,
    );
  }
  if (schedulers.some((one) => one.optimizer !== optimizer)) {
    throw new ArgumentError(`${name}: all schedulers must be of the same optimizer.`);
  }
}

/** The states of `count` schedulers in a state dict. Throws ArgumentError where there are not so many. */
export function statesIn(
  saved: Readonly<Record<string, unknown>>,
  name: string,
  count: number,
): readonly unknown[] {
  const inner = saved._schedulers;
  if (Array.isArray(inner) && inner.length === count) return inner;
  throw new ArgumentError(`${name}.loadStateDict: expected _schedulers, the states of ${count} schedulers.`);
}

/** Gives each scheduler its state. */
export function loadEach(schedulers: readonly LRScheduler[], states: readonly unknown[]): void {
  schedulers.forEach((one, i) => {
    one.loadStateDict(states[i] as Record<string, unknown>); // which says what is wrong with it
  });
}
