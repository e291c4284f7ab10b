/** From options to the parts of a training step that no task decides: optimizer and learning-rate schedule. */
import { describe } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import type { Parameter } from "../nn/index.ts";
import {
  type AnyOptimizer,
  LBFGS,
  LRScheduler,
  OneCycleLR,
  Optimizer,
  ReduceLROnPlateau,
} from "../optim/index.ts";
import type { EpochRecord } from "./events.ts";
import type { FigureInfo } from "./figures.ts";
import type { FreezeSpec } from "./freeze.ts";
import { namedOptimizer, optimizerOptions, usualRate } from "./optimizers.ts";
import type { RunOptions, SchedulerFactory } from "./options.ts";
import { type ScheduleShape, type ScheduleSpec, scheduleFactor, scheduleSpec, warmupOf } from "./schedule.ts";

/** What the options are where nothing is said. */
export const DEFAULTS = {
  optimizer: "adamw",
  scheduler: "cosine",
  warmup: 0,
  labelSmoothing: 0,
  freezeBatchNorm: true,
  channelsLast: false,
} as const satisfies Partial<RunOptions>;

/** Learning rate and weight decay of a run whose optimizer is one by name. */
export function usualRates({ optimizer = DEFAULTS.optimizer, lr, weightDecay }: RunOptions): {
  lr: number;
  weightDecay: number;
} {
  const name = typeof optimizer === "string" ? optimizer : DEFAULTS.optimizer;
  return { lr: lr ?? usualRate(name), weightDecay: weightDecay ?? optimizerOptions(name).weightDecay };
}

/**
 * The optimizer the options ask for, over the trainable parameters.
 *
 * @param spec what is trained with which rates and decay, where that was said
 */
export function makeOptimizer(
  options: RunOptions,
  parameters: Parameter[],
  spec: FreezeSpec | null,
): AnyOptimizer {
  const { optimizer = DEFAULTS.optimizer, weightDecay, momentum } = options;
  if (typeof optimizer !== "string") {
    const made: unknown = typeof optimizer === "function" ? optimizer(parameters) : optimizer;
    if (made instanceof LBFGS) {
      throw new ArgumentError(
        "train.fit: LBFGS computes a step's loss several times, and a batch of a run goes through once; take another optimizer, or a " +
          "loop of your own with optimizer.step(closure).",
        { operation: "train.fit" },
      );
    }
    if (made instanceof Optimizer) return made;
    throw new ArgumentError(
      `train.fit: the function given as \`optimizer\` must return an optimizer, such as new optim.SGD(parameters), got ` +
        `${describe(made)}.`,
      { operation: "train.fit" },
    );
  }
  const trained = spec === null ? parameters : (spec.groups(usualRates(options)) as unknown[] as Parameter[]); // or groups
  const { lr } = usualRates(options);
  return namedOptimizer(optimizer, trained, { lr, weightDecay, momentum });
}

/** Sets the learning rate of each step; `state` and `plan` go into the checkpoint. */
export interface Schedule {
  /** How long the run is that it was made for. */
  readonly plan: RunLength;
  /** Before the optimizer step number `step`, counted from 0 over the whole run. */
  beforeStep(step: number): void;
  afterStep(): void;
  afterEpoch(record: EpochRecord): void;
  state(): unknown;
  /**
   * Goes on where a run stands, once its optimizer is restored.
   *
   * @param plan what the state was made for; null in files that do not say. A schedule for another length is the one that
   *   a run of this length has at this place, as if it had been planned so from the start.
   */
  restore(state: unknown, plan: RunLength | null, at: { epoch: number; step: number }): void;
  /** Leaves the optimizer with the rates it came with, where the schedule is `fit`'s own. */
  end(): void;
}

/** Steps of a run, as far as they are known. */
export interface RunLength {
  epochs: number;
  /** Null when the loader does not know its length. */
  stepsPerEpoch: number | null;
}

/** The schedule that the options name, with its settings; null for one of the caller's own. */
export function namedSchedule(options: RunOptions): ScheduleSpec | null {
  const { scheduler = DEFAULTS.scheduler, minLrFactor: minFactor, stepSize, gamma } = options;
  if (typeof scheduler === "function") return null;
  if (scheduler === "cosine") return { name: "cosine", minFactor };
  if (scheduler === "step") return { name: "step", stepSize, gamma };
  return scheduleSpec(scheduler);
}

/** Whether a schedule is a closed form over whatever groups the optimizer has; others keep a state for each. */
export function isClosedForm(options: RunOptions): boolean {
  const spec = namedSchedule(options);
  return spec !== null && spec.name !== "onecycle" && spec.name !== "plateau";
}

/**
 * The schedule the options ask for.
 *
 * @param monitor the figure that "plateau" follows
 * @throws ArgumentError when the schedule needs the number of steps and the loader does not know its length
 */
export function makeSchedule(
  options: RunOptions,
  optimizer: AnyOptimizer,
  run: RunLength,
  monitor: Pick<FigureInfo, "name" | "better">,
): Schedule {
  const wanted = options.scheduler ?? (run.stepsPerEpoch === null ? "none" : "cosine");
  const warmup = warmupOf(options.warmup ?? 0, (run.stepsPerEpoch ?? 0) * run.epochs);
  const isPlateau = typeof wanted !== "function" && scheduleSpec(wanted).name === "plateau";
  const needsLength = (wanted !== "none" && !isPlateau) || warmup.steps > 0;
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
    const made: unknown = wanted(optimizer, { epochs: run.epochs, stepsPerEpoch, totalSteps });
    return statefulSchedule(checkScheduler(made), optimizer, run, monitor);
  }
  const spec = namedSchedule({ ...options, scheduler: wanted }) as ScheduleSpec; // it is no function
  if (spec.name === "onecycle" || spec.name === "plateau") {
    const first = optimizer.paramGroups.map((group) => ({ ...group }));
    const made: MadeScheduler =
      spec.name === "onecycle"
        ? { scheduler: oneCycle(spec, optimizer, totalSteps), interval: "step" }
        : { scheduler: plateau(spec, optimizer, monitor), interval: "epoch" };
    const schedule = statefulSchedule(made, optimizer, run, monitor);
    return { ...schedule, end: () => putBack(optimizer, first) };
  }
  const shape: ScheduleShape = { spec, totalSteps, stepsPerEpoch, epochs: run.epochs, warmup };
  // As PyTorch's schedulers keep it; a group that joins later has its own.
  for (const group of optimizer.paramGroups) group.initialLr ??= group.lr;
  return {
    plan: run,
    beforeStep(step) {
      const factor = scheduleFactor(step, shape);
      for (const group of optimizer.paramGroups) {
        group.initialLr ??= group.lr;
        group.lr = group.initialLr * factor;
      }
    },
    afterStep() {},
    afterEpoch() {},
    state: () => null,
    restore() {},
    end() {
      for (const group of optimizer.paramGroups) {
        group.lr = group.initialLr ?? group.lr;
        delete group.initialLr;
      }
    },
  };
}

/** Up to each group's own rate and down. The momentum moves along where the optimizer has one. */
function oneCycle(
  { name: _, ...settings }: Extract<ScheduleSpec, { name: "onecycle" }>,
  optimizer: AnyOptimizer,
  totalSteps: number,
): OneCycleLR {
  const hasMomentum = optimizer.paramGroups.every((group) => {
    const { betas, momentum } = group as { betas?: unknown; momentum?: number };
    return betas !== undefined || (momentum ?? 0) > 0;
  });
  const maxLr = optimizer.paramGroups.map(({ lr }) => lr);
  return new OneCycleLR(optimizer, { cycleMomentum: hasMomentum, ...settings, maxLr, totalSteps });
}

/** Down where the monitored figure stands still. */
function plateau(
  { name: _, minFactor = 0, ...settings }: Extract<ScheduleSpec, { name: "plateau" }>,
  optimizer: AnyOptimizer,
  { better }: Pick<FigureInfo, "better">,
): ReduceLROnPlateau {
  const minLr = optimizer.paramGroups.map(({ lr }) => lr * minFactor);
  return new ReduceLROnPlateau(optimizer, { ...settings, mode: better === "higher" ? "max" : "min", minLr });
}

/** Gives the groups the rates and momenta that they came with. */
function putBack(optimizer: AnyOptimizer, first: readonly object[]): void {
  for (const [at, group] of optimizer.paramGroups.entries()) {
    const { lr, momentum, betas } = (first[at] ?? {}) as { lr?: number; momentum?: number; betas?: unknown };
    if (lr !== undefined) group.lr = lr;
    if (momentum !== undefined) Object.assign(group, { momentum });
    if (betas !== undefined) Object.assign(group, { betas });
    delete group.initialLr;
  }
}

/** A scheduler and when it steps, as a factory gives it. */
type MadeScheduler = ReturnType<SchedulerFactory>;

function checkScheduler(made: unknown): MadeScheduler {
  const { scheduler, interval } = (made ?? {}) as Partial<MadeScheduler>;
  if (scheduler instanceof ReduceLROnPlateau && interval === "step") {
    throw new ArgumentError(
      'train.fit: a ReduceLROnPlateau follows what is measured after an epoch; return it with interval: "epoch".',
      { operation: "train.fit" },
    );
  }
  if (scheduler instanceof LRScheduler && (interval === "step" || interval === "epoch")) {
    return { scheduler, interval } as MadeScheduler; // as was just seen
  }
  throw new ArgumentError(
    "train.fit: the function given as `scheduler` must return { scheduler, interval }, with one of optim.lrScheduler and " +
      `"step" or "epoch", got ${describe(made)}.`,
    { operation: "train.fit" },
  );
}

/** A schedule over one of `optim.lrScheduler`'s, which sets the rates itself and carries state. */
function statefulSchedule(
  made: MadeScheduler,
  optimizer: AnyOptimizer,
  plan: RunLength,
  monitor: Pick<FigureInfo, "name">,
): Schedule {
  const { scheduler, interval } = made;
  const first = optimizer.paramGroups.map(({ lr }) => lr);
  return {
    plan,
    beforeStep() {},
    afterStep() {
      if (interval === "step" && !(scheduler instanceof ReduceLROnPlateau)) scheduler.step();
    },
    afterEpoch({ figures }) {
      if (interval !== "epoch") return;
      const figure = figures[monitor.name] ?? null;
      if (!(scheduler instanceof ReduceLROnPlateau)) scheduler.step();
      else if (figure !== null) scheduler.step(figure); // an epoch without a measurement is none
    },
    state: () => scheduler.stateDict(),
    restore(state, before, at) {
      const isSame =
        before === null || (before.epochs === plan.epochs && before.stepsPerEpoch === plan.stepsPerEpoch);
      if (isSame || scheduler instanceof ReduceLROnPlateau) {
        scheduler.loadStateDict(state as ReturnType<LRScheduler["stateDict"]>);
        return;
      }
      // Its state holds the old length (CosineAnnealingLR's T_max); the new one is walked to this place instead.
      for (const [index, group] of optimizer.paramGroups.entries()) group.lr = first[index] ?? group.lr;
      const steps = interval === "step" ? at.step : at.epoch;
      for (let step = 0; step < steps; step++) scheduler.step();
    },
    end() {},
  };
}
