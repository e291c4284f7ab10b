/**
 * The tensors of a run on disk: `best.pth`, a plain state dict, and `last.pth`, all that going on needs.
 *
 * Both open in PyTorch with `torch.load(path, weights_only=True)`; `last.pth` holds the state dict under
 * "model" and the optimizer's, in PyTorch's layout, under "optimizer".
 */

import { load, save } from "../io/index.ts";
import { FileFormatError } from "../native/errors.ts";
import type { Module } from "../nn/index.ts";
import type { AnyOptimizer, OptimizerStateDictInput } from "../optim/index.ts";
import type { Tensor } from "../tensor/index.ts";
import { asRecord, checkSameOptimizer, restoreTrained, writeTrained } from "./checkpoint-optimizer.ts";
import type { Schedule } from "./recipe.ts";

const FORMAT = "torchts-checkpoint";
const FORMAT_VERSION = 1;

/** Where a run stands after a whole number of epochs. */
export interface Progress {
  /** Epochs done. */
  epoch: number;
  /** Optimizer steps done. */
  step: number;
  seed: number;
  /** Epoch with the best monitored figure, 0 while there is none. */
  bestEpoch: number;
  /** Its figure, null while there is none. */
  bestValue: number | null;
  /** How often the monitored figure was measured since; null where the file does not say. */
  sinceBest: number | null;
  monitor: string;
}

/** What of a run is alive and goes into `last.pth`. */
export interface LiveState {
  model: Module;
  optimizer: AnyOptimizer;
  schedule: Schedule;
  /** Names of the model's classes. */
  classes: readonly string[];
  /** Learning rate of parameters that join on the way; null where the optimizer or the scheduler is the caller's. */
  joiningRate: number | null;
}

/** Writes the model's state dict alone. */
export async function saveModel(file: string, model: Module): Promise<void> {
  await save(model.stateDict(), file);
}

/** Writes everything a later `resume` needs. */
export async function saveCheckpoint(
  file: string,
  state: LiveState,
  progress: Progress,
  history: string,
): Promise<void> {
  const { model, optimizer, schedule } = state;
  const value = {
    format: FORMAT,
    format_version: FORMAT_VERSION,
    epoch: progress.epoch,
    step: progress.step,
    seed: progress.seed,
    best_epoch: progress.bestEpoch,
    best_value: progress.bestValue,
    since_best: progress.sinceBest,
    monitor: progress.monitor,
    classes: [...state.classes],
    history,
    model: model.stateDict(),
    optimizer: optimizer.stateDict(),
    scheduler: schedule.state(),
    epochs: schedule.plan.epochs,
    steps_per_epoch: schedule.plan.stepsPerEpoch,
    ...writeTrained(model, optimizer),
  };
  await save(value, file);
}

/** A run as `last.pth` left it. */
export interface Restored {
  progress: Progress;
  /** The lines of its history; null where the file does not hold them. */
  history: string | null;
}

/**
 * Puts a run back to where `last.pth` left it. Nothing has changed where it throws before the state dicts are taken over.
 *
 * @throws FileFormatError when the file is no checkpoint of a run, ArgumentError when the optimizer is another than the
 *   run's, StateDictError when it belongs to another model or optimizer
 */
export async function restoreCheckpoint(file: string, state: LiveState): Promise<Restored> {
  const value = asRecord(await load(file));
  if (value.format !== FORMAT || !isStateDict(value.model)) {
    throw new FileFormatError(
      `train.fit: ${file} is not a checkpoint of a run (expected last.pth as train.fit writes it).`,
      { file, operation: "train.fit" },
    );
  }
  if (typeof value.format_version !== "number" || value.format_version > FORMAT_VERSION) {
    throw new FileFormatError(
      `train.fit: ${file} has checkpoint version ${String(value.format_version)}; this torchts reads up to ` +
        `${FORMAT_VERSION}. Update torchts.`,
      { file, operation: "train.fit" },
    );
  }
  const { model, optimizer, schedule } = state;
  checkSameOptimizer(value, optimizer, typeof value.scheduler === "object" && value.scheduler !== null);
  model.loadStateDict(value.model);
  restoreTrained(value, model, optimizer, state.joiningRate);
  optimizer.loadStateDict(value.optimizer as OptimizerStateDictInput);
  const [epoch, step] = [Number(value.epoch), Number(value.step)];
  if (value.scheduler !== null && value.scheduler !== undefined) {
    const length = numberOrNull(value.steps_per_epoch);
    const plan = value.epochs === undefined ? null : { epochs: Number(value.epochs), stepsPerEpoch: length };
    schedule.restore(value.scheduler, plan, { epoch, step });
  }
  return {
    progress: {
      epoch,
      step,
      seed: Number(value.seed),
      bestEpoch: Number(value.best_epoch),
      bestValue: numberOrNull(value.best_value),
      sinceBest: numberOrNull(value.since_best),
      monitor: String(value.monitor),
    },
    history: typeof value.history === "string" ? value.history : null,
  };
}

function numberOrNull(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value);
}

/** Whether a value is a dictionary, which is all that can be said before the model looks at its keys. */
function isStateDict(value: unknown): value is Map<string, Tensor> | Record<string, Tensor> {
  return value !== null && typeof value === "object";
}
