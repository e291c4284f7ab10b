/**
 * What a run is made of: parts, each with a name, a state and a place at the events it acts on.
 *
 * The loop itself knows how a batch becomes a step (`epoch.ts`) and nothing of averages, clipping or files. In which order the
 * parts act is `parts/index.ts`.
 */
import { type Kind, type Kinds, kind } from "../edge/index.ts";
import { AbortError, type ErrorDetails, TorchtsError } from "../native/errors.ts";
import type { AnyOptimizer, StepOptions } from "../optim/index.ts";
import type { Device, Tensor } from "../tensor/index.ts";
import type { EpochRecord, NoticeEvent } from "./events.ts";
import type { FigureInfo } from "./figures.ts";
import type { RunOptions } from "./options.ts";
import type { AnyNetwork } from "./tasks/outputs.ts";
import type { Forwarded, TaskReport } from "./tasks/task.ts";

/** The run that a part is of. */
export interface RunContext {
  readonly model: AnyNetwork;
  readonly optimizer: AnyOptimizer;
  readonly device: Device;
  readonly classes: readonly string[];
  readonly epochs: number;
  /** Null where the loader does not know its length. */
  readonly batchesPerEpoch: number | null;
  /** What its epochs measure. */
  readonly figures: readonly FigureInfo[];
  /** The run folder, null where nothing is written. */
  readonly out: string | null;
  readonly signal: AbortSignal | undefined;
  /** Tells `onEvent` of something nobody asked for in so many words. */
  notice(about: NoticeEvent["about"], text: string): void;
}

/** One batch on its way to an optimizer step; its tensors are freed when the step is over. */
export interface StepContext {
  readonly run: RunContext;
  /** From 1. */
  readonly epoch: number;
  /** Within the epoch, from 1. */
  readonly batch: number;
  /** Optimizer steps that the run has done before. */
  readonly step: number;
  /** Optimizer steps that the epoch has done before, those before a resume included. */
  readonly stepOfEpoch: number;
  /** Batches whose gradients wait for the same optimizer step, without this one. */
  readonly waiting: number;
  /** Whether the epoch is over, and what waits is stepped with although it is less than was asked for. */
  readonly isFlush: boolean;
  readonly samples: number;
  /** Files of the batch, where the loader says them in `paths`. */
  readonly files: readonly string[];
  /** Learning rate of the first parameter group as the optimizer steps; before that as it is. */
  readonly lr: number;
  /** The batch's loss, a scalar on the device; null before the forward pass. */
  readonly loss: Tensor | null;
  /** What the optimizer's `step` is called with; parts add to it. */
  readonly options: StepOptions;
  /**
   * Whether gradients overflowed with a scaled loss, so that the step changes nothing; a scalar on the device, not zero where they
   * did, where nobody waits to know.
   */
  overflow: boolean | Tensor;
  /** Norm of all gradients, where a part computed it. */
  gradientNorm: Tensor | null;
  /** Calls back with the batch's loss once it is read: on CUDA a step later, so that nobody waits. Its errors end the run. */
  whenRead(then: (loss: number) => void | Promise<void>): void;
  /** Reads what is still on its way; for parts that need all numbers now, before a checkpoint say. */
  readAll(): Promise<void>;
}

/** An epoch that is measured. */
export interface EpochContext {
  readonly run: RunContext;
  /** From 1. */
  readonly epoch: number;
  /** Optimizer steps the run has done. */
  readonly step: number;
  readonly record: EpochRecord;
  /** The task's report; null in an epoch without validation. */
  readonly report: TaskReport | null;
  /** The task's report of the training pass; null where it measures the loss alone. */
  readonly trainReport: TaskReport | null;
  /** Whether the epoch is the best so far by the monitored figure. */
  isBest: boolean;
  /** Ends the run after this epoch. */
  stop: "earlyStopping" | null;
}

/**
 * A part of a run. It has the hooks that it needs; those of several parts nest, the first outermost, and every `next` has to be
 * called or the rest does not happen.
 *
 * What `state` gives goes into each checkpoint under the part's name, and `restore` is called with it before a resumed run
 * starts: a part whose whole state is there resumes to the bit. Hooks that are given tensors run in the step's scope: what is
 * kept beyond it is kept with `keep`.
 *
 * @example
 * const noise: train.RunPart = {
 *   name: "noise",
 *   afterBackward({ run }) {
 *     for (const { grad } of run.model.parameters()) grad?.add_(randnLike(grad).mul_(1e-3));
 *   },
 * };
 * await train.fit(model, data, { epochs: 3, parts: [noise] });
 */
export interface RunPart {
  /** Names its state in checkpoints, and itself in errors. */
  readonly name: string;
  /** Before the first batch, once a resumed run is restored. */
  start?(run: RunContext): void | Promise<void>;
  /** The batch that the network gets in place of what the loader gave; draws from the run's random state. */
  transformBatch?(batch: unknown, step: StepContext): unknown;
  /** Around the forward pass and the loss; synchronous, as mode and random state are the process's. */
  aroundForward?(step: StepContext, next: () => Forwarded): Forwarded;
  /** Around the backward pass; `next` takes the loss whose gradients are wanted. */
  aroundBackward?(step: StepContext, loss: Tensor, next: (loss: Tensor) => Promise<void>): Promise<void>;
  /** Once the gradients of a batch are added. */
  afterBackward?(step: StepContext): void | Promise<void>;
  /** Around the optimizer's step; without `next` the gradients wait for that of the next batch. */
  aroundStep?(step: StepContext, next: () => Promise<void>): Promise<void>;
  /** After an optimizer step. */
  afterStep?(step: StepContext): void | Promise<void>;
  /** Around all that is measured after an epoch: the validation, where one is due, and `afterValidation`. */
  aroundEvaluate?(run: RunContext, next: () => Promise<void>): Promise<void>;
  /** Once the epoch's figures are there, with the weights that they were measured with. */
  afterValidation?(epoch: EpochContext): void | Promise<void>;
  /** At the end of an epoch, with the weights that the next one goes on with. */
  afterEpoch?(epoch: EpochContext): void | Promise<void>;
  /** When the run is over without an error. */
  end?(run: RunContext): void | Promise<void>;
  /** Frees what it holds; always called last. */
  dispose?(): void;
  /** What going on needs: plain values and tensors, which stay the part's. */
  state?(): unknown;
  /** Goes on where `state` was taken; the tensors are freed by the caller. */
  restore?(state: unknown, run: RunContext): void;
}

/** A hook by name, as errors say it. */
type Hook = Exclude<keyof RunPart, "name">;

/** A kind of part that the library brings: its options, and how they become parts. */
export interface PartMaker<Options extends object, Made> {
  readonly options: Kinds<Options>;
  /** Options that a resumed run may be given anew. */
  readonly mayChange?: readonly (keyof Options & string)[];
  /** Options that no file can hold. */
  readonly code?: readonly (keyof Options & string)[];
  make(options: RunOptions, made: Made): readonly RunPart[];
}

/** A part of the user's own failed. Its cause is what it threw. */
export class RunPartError extends TorchtsError {
  /** The part's name. */
  readonly part: string;
  /** The hook that failed: `afterStep`. */
  readonly event: string;

  constructor(part: string, event: string, details: ErrorDetails) {
    const { cause } = details;
    super(
      `train.fit: the part "${part}" failed in ${event}: ${cause instanceof Error ? cause.message : String(cause)}`,
      { operation: "train.fit", ...details },
      "ERR_TORCHTS_RUN_PART",
    );
    this.part = part;
    this.event = event;
  }
}

const HOOKS: readonly Hook[] = [
  "start",
  "transformBatch",
  "aroundForward",
  "aroundBackward",
  "afterBackward",
  "aroundStep",
  "afterStep",
  "aroundEvaluate",
  "afterValidation",
  "afterEpoch",
  "end",
  "dispose",
  "state",
  "restore",
];

function isPart(value: unknown): value is RunPart {
  if (value === null || typeof value !== "object") return false;
  const given = value as Record<string, unknown>;
  const hooks = HOOKS.filter((hook) => given[hook] !== undefined);
  return (
    typeof given.name === "string" &&
    given.name !== "" &&
    hooks.length > 0 &&
    hooks.every((hook) => typeof given[hook] === "function")
  );
}

/** A list of parts, whose names differ. */
export const partsKind: Kind<readonly RunPart[]> = kind(
  `a list of parts with different names, { name, ... } with at least one of ${HOOKS.join(", ")}`,
  (v) => Array.isArray(v) && v.every(isPart) && new Set(v.map(({ name }) => name)).size === v.length,
);

/** Errors that the loop threw inside of `next`: they are not of the part around it. */
const passing = new WeakSet<object>();

/** The parts of a run, and their hooks as one. */
export class Parts {
  readonly #parts: readonly RunPart[];
  /** Those of the user, whose errors say whose they are. */
  readonly #own: ReadonlySet<RunPart>;

  constructor(parts: readonly RunPart[], own: readonly RunPart[] = []) {
    this.#parts = parts;
    this.#own = new Set(own);
  }

  [Symbol.iterator](): Iterator<RunPart> {
    return this.#parts[Symbol.iterator]();
  }

  async start(run: RunContext): Promise<void> {
    await this.#each("start", (part) => part.start?.(run));
  }

  transformBatch(batch: unknown, step: StepContext): unknown {
    let changed = batch;
    for (const part of this.#parts) {
      if (part.transformBatch === undefined) continue;
      changed = this.#told(part, "transformBatch", () => part.transformBatch?.(changed, step));
    }
    return changed;
  }

  forward(step: StepContext, inner: () => Forwarded): Forwarded {
    return this.#nest("aroundForward", inner, (part, next) => part.aroundForward?.(step, next))();
  }

  backward(step: StepContext, loss: Tensor, inner: (loss: Tensor) => Promise<void>): Promise<void> {
    return this.#nest("aroundBackward", inner, (part, next, given) =>
      part.aroundBackward?.(step, given, next),
    )(loss);
  }

  async afterBackward(step: StepContext): Promise<void> {
    await this.#each("afterBackward", (part) => part.afterBackward?.(step));
  }

  step(step: StepContext, inner: () => Promise<void>): Promise<void> {
    return this.#nest("aroundStep", inner, (part, next) => part.aroundStep?.(step, next))();
  }

  async afterStep(step: StepContext): Promise<void> {
    await this.#each("afterStep", (part) => part.afterStep?.(step));
  }

  evaluate(run: RunContext, inner: () => Promise<void>): Promise<void> {
    return this.#nest("aroundEvaluate", inner, (part, next) => part.aroundEvaluate?.(run, next))();
  }

  async afterValidation(epoch: EpochContext): Promise<void> {
    await this.#each("afterValidation", (part) => part.afterValidation?.(epoch));
  }

  async afterEpoch(epoch: EpochContext): Promise<void> {
    await this.#each("afterEpoch", (part) => part.afterEpoch?.(epoch));
  }

  async end(run: RunContext): Promise<void> {
    await this.#each("end", (part) => part.end?.(run));
  }

  dispose(): void {
    for (const part of this.#parts) this.#told(part, "dispose", () => part.dispose?.());
  }

  /** The states of all parts that have one, by name. */
  states(): Record<string, unknown> {
    const stateful = this.#parts.filter((part) => part.state !== undefined);
    return Object.fromEntries(
      stateful.map((part) => [part.name, this.#told(part, "state", () => part.state?.()) ?? null]),
    );
  }

  /** Restores one part. */
  restore(part: RunPart, state: unknown, run: RunContext): void {
    this.#told(part, "restore", () => part.restore?.(state, run));
  }

  async #each(hook: Hook, call: (part: RunPart) => unknown): Promise<void> {
    for (const part of this.#parts) {
      if (part[hook] !== undefined) await this.#told(part, hook, () => call(part));
    }
  }

  /** One function of the hooks of all parts around `inner`, the first outermost. */
  #nest<A extends unknown[], R>(
    hook: Hook,
    inner: (...args: A) => R,
    call: (part: RunPart, next: (...args: A) => R, ...args: A) => R | undefined,
  ): (...args: A) => R {
    return this.#parts.reduceRight<(...args: A) => R>((next, part) => {
      if (part[hook] === undefined) return next;
      if (!this.#own.has(part)) return (...args) => call(part, next, ...args) as R; // the part has the hook
      const marked = (...args: A): R => marking(() => next(...args));
      return (...args) => this.#told(part, hook, () => call(part, marked, ...args) as R);
    }, inner);
  }

  /** Runs a hook; what a part of the user's throws says which part and which event it was. */
  #told<R>(part: RunPart, hook: Hook, run: () => R): R {
    if (!this.#own.has(part)) return run();
    const wrap = (error: unknown): never => {
      const isOthers = error instanceof AbortError || (isObject(error) && passing.has(error));
      throw isOthers ? error : new RunPartError(part.name, hook, { cause: error });
    };
    return caught(run, wrap);
  }
}

/** Notes what `run` throws as passing through. */
function marking<R>(run: () => R): R {
  return caught(run, (error) => {
    if (isObject(error)) passing.add(error);
    throw error;
  });
}

/** The result of `run`; `then` is given what it throws, at once or later. */
function caught<R>(run: () => R, then: (error: unknown) => never): R {
  try {
    const result = run();
    return result instanceof Promise ? (result.catch(then) as R) : result; // the same promise but for its errors
  } catch (error) {
    return then(error);
  }
}

function isObject(value: unknown): value is object {
  return value !== null && typeof value === "object";
}
