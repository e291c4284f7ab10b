/** From options to the parts of a training step that no task decides: optimizer and learning-rate schedule. */
import { ArgumentError } from "../native/errors.ts";
import type { Parameter } from "../nn/index.ts";
import { Adam, AdamW, type AnyOptimizer, type LRScheduler, Optimizer, SGD } from "../optim/index.ts";
import type { FitOptions } from "./options.ts";
import { type ScheduleOptions, scheduleFactor, warmupSteps } from "./schedule.ts";

/** The options that decide the recipe. */
export type RecipeOptions = Omit<FitOptions, "onEvent">;

const DEFAULT_LR = 1e-3;
const DEFAULT_SGD_MOMENTUM = 0.9;

/** The optimizer the options ask for, over the trainable parameters. */
export function makeOptimizer(options: RecipeOptions, parameters: Parameter[]): AnyOptimizer {
  const { optimizer = "adamw", weightDecay, momentum = DEFAULT_SGD_MOMENTUM } = options;
  if (optimizer instanceof Optimizer) return optimizer;
  if (typeof optimizer === "function") return optimizer(parameters);
  const common = { lr: options.lr ?? DEFAULT_LR, ...(weightDecay === undefined ? {} : { weightDecay }) };
  if (optimizer === "sgd") return new SGD(parameters, { ...common, momentum });
  return optimizer === "adam" ? new Adam(parameters, common) : new AdamW(parameters, common);
}

/** Sets the learning rate of each step; `state` goes into the checkpoint. */
export interface Schedule {
  /** Before the optimizer step number `step`, counted from 0 over the whole run. */
  beforeStep(step: number): void;
  afterStep(): void;
  afterEpoch(): void;
  state(): unknown;
  restore(state: unknown): void;
}

/** Steps of a run, as far as they are known. */
export interface RunLength {
  epochs: number;
  /** Null when the loader does not know its length. */
  stepsPerEpoch: number | null;
}

/**
 * The schedule the options ask for.
 *
 * @throws ArgumentError when the schedule needs the number of steps and the loader does not know its length
 */
export function makeSchedule(options: RecipeOptions, optimizer: AnyOptimizer, run: RunLength): Schedule {
  const wanted = options.scheduler ?? (run.stepsPerEpoch === null ? "none" : "cosine");
  const needsLength = wanted !== "none" || (options.warmup ?? 0) > 0;
  if (needsLength && run.stepsPerEpoch === null) {
    throw new ArgumentError(
      "train.fit: this scheduler needs to know the steps of an epoch, but the training loader has no `length`. " +
        'Give the loader a `length`, or take scheduler "none".',
      { operation: "train.fit" },
    );
  }
  const stepsPerEpoch = run.stepsPerEpoch ?? 0;
  const totalSteps = stepsPerEpoch * run.epochs;

  if (typeof wanted === "function") {
    return statefulSchedule(wanted(optimizer, { epochs: run.epochs, stepsPerEpoch, totalSteps }));
  }
  const shape: ScheduleOptions = {
    name: wanted,
    totalSteps,
    stepsPerEpoch,
    warmupSteps: warmupSteps(options.warmup ?? 0, totalSteps),
    minFactor: options.minLrFactor ?? 0,
    stepSize: options.stepSize ?? Math.max(1, Math.ceil(run.epochs / 3)),
    gamma: options.gamma ?? 0.1,
  };
  const baseRates = optimizer.paramGroups.map((group) => group.lr);
  return {
    beforeStep(step) {
      const factor = scheduleFactor(step, shape);
      for (const [index, group] of optimizer.paramGroups.entries()) {
        group.lr = (baseRates[index] as number) * factor;
      }
    },
    afterStep() {},
    afterEpoch() {},
    state: () => null,
    restore() {},
  };
}

/** A schedule over one of `optim.lrScheduler`'s, which sets the rates itself and carries state. */
function statefulSchedule(made: { scheduler: LRScheduler; interval: "step" | "epoch" }): Schedule {
  const { scheduler, interval } = made;
  return {
    beforeStep() {},
    afterStep() {
      if (interval === "step") scheduler.step();
    },
    afterEpoch() {
      if (interval === "epoch") scheduler.step();
    },
    state: () => scheduler.stateDict(),
    restore(state) {
      scheduler.loadStateDict(state as ReturnType<LRScheduler["stateDict"]>);
    },
  };
}
