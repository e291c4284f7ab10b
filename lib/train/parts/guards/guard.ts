/**
 * What a guard is: it looks at one thing that is often wrong in a run, and speaks where it is.
 *
 * Guards are suspicions. Each speaks at most once, or once for each thing it is about, and its text says what was seen, why that
 * is likely wrong and what to do. None waits for the device: what a guard reads of tensors it reads through `whenRead`. Who runs
 * them is `watching.ts`.
 */
import type { RunOptions } from "../../options.ts";
import type { RunPart } from "../../part.ts";
import type { AnyTask } from "../../tasks/task.ts";

/** A run as its guards know it before the first batch. */
export interface WatchedRun {
  readonly task: AnyTask;
  readonly options: RunOptions;
  readonly classes: readonly string[];
  /** The data set or loader that it learns from. */
  readonly train: unknown;
  /** That which it is measured on, null without. */
  readonly val: unknown;
}

/** The hooks of a part that a guard may have; what it sees it leaves as it is. */
export type GuardHooks = Pick<
  RunPart,
  | "start"
  | "aroundForward"
  | "afterBackward"
  | "aroundStep"
  | "afterStep"
  | "afterValidation"
  | "afterEpoch"
  | "end"
  | "dispose"
>;

/**
 * Says what a guard found.
 *
 * @param epoch in which it was seen, 0 before the first batch
 * @param details what of it a program may want
 */
export type Speak<Details extends object> = (epoch: number, text: string, details: Details) => void;

/** A guard: one file here and one line in `index.ts`. */
export interface Guard<Name extends string, Details extends object> {
  readonly name: Name;
  /** What it does in one run; null where there is nothing for it to look at. */
  watch(run: WatchedRun, speak: Speak<Details>): GuardHooks | null;
}
