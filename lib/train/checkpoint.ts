/**
 * The tensors of a run on disk: `best.pth`, a plain state dict, and `last.pth`, all that going on needs.
 *
 * Both open in PyTorch with `torch.load(path, weights_only=True)`; `last.pth` holds the state dict under "model", the
 * optimizer's and the scheduler's, in PyTorch's layout, under "optimizer" and "scheduler", and what the parts of the run keep,
 * by their names, under "parts".
 */

import { load, save } from "../io/index.ts";
import { ArgumentError, FileFormatError } from "../native/errors.ts";
import type { Module } from "../nn/index.ts";
import type { AnyOptimizer, OptimizerStateDictInput } from "../optim/index.ts";
import { keep, Tensor } from "../tensor/index.ts";
import { checkSameOptimizer, restoreTrained, writeTrained } from "./checkpoint-optimizer.ts";
import type { MeterState } from "./meter.ts";
import type { Parts, RunContext } from "./part.ts";
import { asRecord, numberOrNull } from "./parts/state.ts";
import type { Schedule } from "./recipe.ts";

const FORMAT = "torchts-checkpoint";
/** 2 since parts keep their own state. */
const FORMAT_VERSION = 2;

/** Where a run stands within an epoch. */
export interface Position {
  /** From 1. */
  epoch: number;
  /** Optimizer steps of the run. */
  step: number;
  /** Batches that the loader gave, or left out because nothing in them could be read. */
  batches: number;
  /** Learning rate of its last step; null in files that do not say, and the optimizer's own is taken. */
  lr: number | null;
  /** Samples left out in this epoch so far. */
  skipped: number;
  /** Seconds of this epoch so far. */
  seconds: number;
  /** What is measured of it so far. */
  meter: MeterState;
  /** The random generators' states, of the CPU and of the device. */
  random: Tensor[];
}

/** Where a run stands. */
export interface Progress {
  /** Epochs done. */
  epoch: number;
  /** Optimizer steps done in them. */
  step: number;
  seed: number;
  /** The epoch under way; null between two. */
  within: Position | null;
}

/** What of a run is alive and goes into `last.pth`. */
export interface LiveState {
  model: Module;
  optimizer: AnyOptimizer;
  schedule: Schedule;
  parts: Parts;
  /** Names of the model's classes. */
  classes: readonly string[];
  /** Learning rate of parameters that join on the way; null where the optimizer or the scheduler is the caller's. */
  joiningRate: number | null;
  /** Where the epoch under way stands. */
  position(): Position;
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
  const { model, optimizer, schedule, parts } = state;
  const value = {
    format: FORMAT,
    format_version: FORMAT_VERSION,
    epoch: progress.epoch,
    step: progress.step,
    seed: progress.seed,
    within: progress.within,
    classes: [...state.classes],
    history,
    model: model.stateDict(),
    optimizer: optimizer.stateDict(),
    scheduler: schedule.state(),
    parts: parts.states(),
    ...writeTrained(model, optimizer),
  };
  await save(value, file);
}

/** A run as `last.pth` left it. */
export interface Restored extends Omit<Progress, "seed"> {
  /** The lines of its history; null where the file does not hold them. */
  history: string | null;
}

/**
 * Puts a run back to where `last.pth` left it. Nothing has changed where it throws before the state dicts are taken over.
 *
 * @throws FileFormatError when the file is no checkpoint of a run, ArgumentError when the optimizer or the parts are others
 *   than the run's, StateDictError when it belongs to another model or optimizer
 */
export async function restoreCheckpoint(
  file: string,
  state: LiveState,
  context: RunContext,
): Promise<Restored> {
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
  const { model, optimizer, parts } = state;
  const saved = value.parts === undefined ? partsOfOlder(value) : asRecord(value.parts);
  checkParts(saved, parts, value.format_version);
  checkSameOptimizer(value, optimizer, typeof value.scheduler === "object" && value.scheduler !== null);
  model.loadStateDict(value.model);
  restoreTrained(value, model, optimizer, state.joiningRate);
  optimizer.loadStateDict(value.optimizer as OptimizerStateDictInput);
  for (const part of parts) {
    if (part.name in saved) parts.restore(part, plain(saved[part.name]), context);
  }
  return {
    epoch: Number(value.epoch),
    step: Number(value.step),
    within: value.within === null || value.within === undefined ? null : positionOf(asRecord(value.within)),
    history: typeof value.history === "string" ? value.history : null,
  };
}

/** What the parts would have kept in files from before they had states. */
function partsOfOlder(value: Record<string, unknown>): Record<string, unknown> {
  const { epoch, step, epochs, scheduler, monitor } = value;
  const best = { monitor, epoch: value.best_epoch, value: value.best_value, since: value.since_best };
  return { best, schedule: { epoch, step, epochs, stepsPerEpoch: value.steps_per_epoch, scheduler } };
}

/** Refuses to go on with other parts than the run's. */
function checkParts(saved: Record<string, unknown>, parts: Parts, version: number): void {
  const refuse = (text: string): never => {
    throw new ArgumentError(`train.fit: ${text}`, { operation: "train.fit" });
  };
  const stateful = [...parts].filter((part) => part.state !== undefined).map(({ name }) => name);
  const lost = Object.keys(saved).find((name) => !stateful.includes(name));
  if (lost !== undefined) {
    refuse(`the run has a part "${lost}" with a state of its own; give it again to go on: parts: [...].`);
  }
  const fresh = version < 2 ? undefined : stateful.find((name) => !(name in saved));
  if (fresh !== undefined) {
    refuse(
      `the run was started without the part "${fresh}"; go on without it, or start a new run in another folder.`,
    );
  }
}

function positionOf(saved: Record<string, unknown>): Position {
  const meter = asRecord(saved.meter);
  return {
    epoch: Number(saved.epoch),
    step: Number(saved.step),
    batches: Number(saved.batches),
    lr: numberOrNull(saved.lr),
    skipped: Number(saved.skipped),
    seconds: Number(saved.seconds),
    meter: plain(meter) as MeterState, // as `state` of a meter gave it
    random: (saved.random as Tensor[]).map((one) => keep(one)),
  };
}

/** Dictionaries as objects, all the way down; tensors as they are. */
function plain(value: unknown): unknown {
  if (value === null || typeof value !== "object" || value instanceof Tensor) return value;
  if (Array.isArray(value)) return value.map(plain);
  return Object.fromEntries(Object.entries(asRecord(value)).map(([key, one]) => [key, plain(one)]));
}

/** Whether a value is a dictionary, which is all that can be said before the model looks at its keys. */
function isStateDict(value: unknown): value is Map<string, Tensor> | Record<string, Tensor> {
  return value !== null && typeof value === "object";
}
