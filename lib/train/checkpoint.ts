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
  monitor: string;
}

/** What of a run is alive and goes into `last.pth`. */
export interface LiveState {
  model: Module;
  optimizer: AnyOptimizer;
  schedule: Schedule;
  /** Names of the model's classes. */
  classes: readonly string[];
}

/** Writes the model's state dict alone. */
export async function saveModel(file: string, model: Module): Promise<void> {
  await save(model.stateDict(), file);
}

/** Writes everything a later `resume` needs. */
export async function saveCheckpoint(file: string, state: LiveState, progress: Progress): Promise<void> {
  const value = {
    format: FORMAT,
    format_version: FORMAT_VERSION,
    epoch: progress.epoch,
    step: progress.step,
    seed: progress.seed,
    best_epoch: progress.bestEpoch,
    best_value: progress.bestValue,
    monitor: progress.monitor,
    classes: [...state.classes],
    model: state.model.stateDict(),
    optimizer: state.optimizer.stateDict(),
    scheduler: state.schedule.state(),
  };
  await save(value, file);
}

/**
 * Puts a run back to where `last.pth` left it.
 *
 * @throws FileFormatError when the file is no checkpoint of a run, StateDictError when it belongs to another
 *   model or optimizer
 */
export async function restoreCheckpoint(file: string, state: LiveState): Promise<Progress> {
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
  state.model.loadStateDict(value.model);
  state.optimizer.loadStateDict(value.optimizer as OptimizerStateDictInput);
  if (value.scheduler !== null && value.scheduler !== undefined) state.schedule.restore(value.scheduler);
  return {
    epoch: Number(value.epoch),
    step: Number(value.step),
    seed: Number(value.seed),
    bestEpoch: Number(value.best_epoch),
    bestValue: value.best_value === null ? null : Number(value.best_value),
    monitor: String(value.monitor),
  };
}

/** A dictionary as an object, whether the reader gave a Map or an object. */
function asRecord(value: unknown): Record<string, unknown> {
  if (value instanceof Map) return Object.fromEntries(value);
  return value !== null && typeof value === "object" ? (value as Record<string, unknown>) : {};
}

/** Whether a value is a dictionary, which is all that can be said before the model looks at its keys. */
function isStateDict(value: unknown): value is Map<string, Tensor> | Record<string, Tensor> {
  return value !== null && typeof value === "object";
}
