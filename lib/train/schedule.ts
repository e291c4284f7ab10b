/**
 * Learning-rate schedules of a run, as a factor on each parameter group's own rate.
 *
 * Closed forms of the step number, so that a resumed run needs no schedule state. The schedulers of
 * `optim.lrScheduler`, which carry state, can be used instead through a factory.
 */
import { ArgumentError } from "../native/errors.ts";

/** Ready-made schedules. */
export type ScheduleName = "cosine" | "step" | "none";

/** Shape of a ready-made schedule. */
export interface ScheduleOptions {
  name: ScheduleName;
  /** Optimizer steps of the whole run. */
  totalSteps: number;
  stepsPerEpoch: number;
  /** Steps over which the rate climbs linearly from near zero. */
  warmupSteps: number;
  /** Share of the rate left at the end of "cosine". */
  minFactor: number;
  /** Epochs between the drops of "step". */
  stepSize: number;
  /** What "step" multiplies with at each drop. */
  gamma: number;
}

/**
 * The factor of step `step` (from 0) on the learning rate.
 *
 * Warmup is linear from 1 / (warmup + 1); "cosine" then follows half a cosine down to `minFactor` (Loshchilov &
 * Hutter, SGDR, 2017); "step" multiplies by `gamma` every `stepSize` epochs, as `torch.optim.lr_scheduler.StepLR`.
 */
export function scheduleFactor(step: number, options: ScheduleOptions): number {
  if (step < options.warmupSteps) return (step + 1) / (options.warmupSteps + 1);
  if (options.name === "cosine") {
    const span = Math.max(1, options.totalSteps - options.warmupSteps);
    const progress = Math.min(1, (step - options.warmupSteps) / span);
    return options.minFactor + ((1 - options.minFactor) * (1 + Math.cos(Math.PI * progress))) / 2;
  }
  if (options.name === "step") {
    const epoch = Math.floor(step / Math.max(1, options.stepsPerEpoch));
    return options.gamma ** Math.floor(epoch / options.stepSize);
  }
  return 1;
}

/** Warmup in steps: a share of the run below 1, a number of steps from 1 on. */
export function warmupSteps(warmup: number, totalSteps: number): number {
  if (!(warmup >= 0)) {
    throw new ArgumentError(
      `train.fit: warmup is a share of the run (0 to 1) or a number of steps, got ${warmup}.`,
      { operation: "train.fit" },
    );
  }
  return warmup < 1 ? Math.floor(warmup * totalSteps) : Math.floor(warmup);
}
