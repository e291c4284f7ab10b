/**
 * From a model, data and options to everything a run needs before its first batch: task, device, loaders, optimizer,
 * schedule, loss. Reading and writing the run folder is `recorder.ts`.
 */

import { labelConflict } from "../models/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { cuda, type Device } from "../tensor/index.ts";
import type { TransformLike } from "../vision/index.ts";
import type { Trainer } from "./epoch.ts";
import type { FitOptions, Monitor } from "./options.ts";
import { makeOptimizer, makeSchedule } from "./recipe.ts";
import type { RunConfig } from "./run-folder.ts";
import {
  type BatchSource,
  batchSource,
  type FitData,
  hasTransforms,
  isDataset,
  type SourceOptions,
  withoutUndefined,
} from "./source.ts";
import { taskOf } from "./tasks/index.ts";
import type { AnyNetwork } from "./tasks/outputs.ts";
import type { AnyTask, TaskFacts, TaskReport } from "./tasks/task.ts";
import { trainableParameters } from "./trainability.ts";

/** The options of a run of any task. */
export type RunOptions = FitOptions<TaskReport>;

/** A run that is ready to start. */
export interface Setup {
  trainer: Trainer;
  train: BatchSource;
  val: BatchSource | null;
  monitor: Monitor;
  seed: number;
  /** The transform before the model, where `fit` has to choose it; null where the data's own is used. */
  transform: TransformLike | null;
  /** Frees what the loss holds. */
  dispose(): void;
}

/**
 * Sets a run up; the model is moved to its device.
 *
 * @param saved configuration of the run to go on with, null for a new one
 * @throws ArgumentError, DatasetError for a model, data or options that do not fit together
 */
export function setUp(model: AnyNetwork, data: FitData, options: RunOptions, saved: RunConfig | null): Setup {
  const classes = checkClasses(data);
  const task = taskOf({ ...dataFacts(data), classes }, "train.fit", { topK: options.topK });
  task.checkOptions(options);
  checkLabels(model, task.labels ?? classes);
  const trainable = trainableParameters(model);
  const seed = resumedSeed(saved, classes, options);
  const device = chooseDevice(options.device);
  model.to(device);
  if (options.channelsLast) model.to({ memoryFormat: "channels_last" });

  const folder = hasTransforms(data) ? data : null;
  const chosen = folder && {
    ...task.transforms(model, options.imageSize),
    ...withoutUndefined(options.transforms ?? {}),
  };
  const prepared = folder !== null && chosen !== null ? folder.withDefaultTransforms(chosen) : data;
  const opened = { ...options, seed, task };
  const train = openSplit(prepared.train, { ...opened, shuffle: true }, "train.fit: training data");
  const held = prepared.val ?? null;
  const val =
    held === null ? null : openSplit(held, { ...opened, shuffle: false }, "train.fit: validation data");

  const optimizer = makeOptimizer(options, trainable);
  const schedule = makeSchedule(options, optimizer, { epochs: options.epochs, stepsPerEpoch: train.batches });
  const monitor = chooseMonitor(options.monitor, task, val !== null);
  const criterion = task.criterion(options, prepared.train, device);
  const trainer: Trainer = {
    model,
    task,
    optimizer,
    schedule,
    loss: criterion.loss,
    auxWeight: options.auxWeight,
    device,
    classes,
    channelsLast: options.channelsLast ?? false,
    gradientClip: options.gradientClip,
    epochs: options.epochs,
    emit: (event) => options.onEvent?.(event),
    signal: options.signal,
  };
  const transform = chosen?.val ?? null;
  return { trainer, train, val, monitor, seed, transform, dispose: () => criterion.dispose() };
}

/** "auto", or a device by name. */
export function chooseDevice(device: "auto" | Device | undefined): Device {
  if (device !== undefined && device !== "auto") return device;
  return cuda.isAvailable() ? "cuda:0" : "cpu";
}

function checkClasses(data: FitData): string[] {
  const classes = (data as FitData | null)?.classes;
  if (!Array.isArray(classes) || classes.length === 0) {
    throw new ArgumentError(
      "train.fit: expected data with `classes`, `train` and perhaps `val`: an ImageFolder, or " +
        "{ train: loader, val: loader, classes: [...] }; for masks also `kind`.",
      { operation: "train.fit" },
    );
  }
  return [...classes];
}

/** What data says of its task. */
function dataFacts(data: FitData): Pick<TaskFacts, "kind" | "ignoreIndex"> {
  const { kind, ignoreIndex } = data as TaskFacts;
  return { kind, ignoreIndex };
}

/** A model with labels is trained on these classes in this order, or its predictions would bear wrong names. */
function checkLabels(model: AnyNetwork, classes: readonly string[]): void {
  const labels = labelConflict(model, classes);
  if (labels === null) return;
  throw new ArgumentError(
    `train.fit: the model's labels are ${labels.join(", ")}, the data's classes ${classes.join(", ")}. Give the head ` +
      "those labels, in the data's order: models.replaceHead(model, data.classes).",
    { operation: "train.fit" },
  );
}

/** The seed of the run, after checking that a resumed run is the same run. */
function resumedSeed(saved: RunConfig | null, classes: string[], options: RunOptions): number {
  if (saved === null) return options.seed ?? 0;
  if (saved.classes.join("\n") !== classes.join("\n")) {
    throw new ArgumentError(
      `train.fit: the run in ${options.out} has the classes ${saved.classes.join(", ")}, the data has ` +
        `${classes.join(", ")}. Resume with the same data, or start a new run.`,
      { operation: "train.fit" },
    );
  }
  if (options.seed !== undefined && options.seed !== saved.seed) {
    throw new ArgumentError(
      `train.fit: the run in ${options.out} was started with seed ${saved.seed}, so it cannot go on with ` +
        `${options.seed}. Leave \`seed\` out.`,
      { operation: "train.fit" },
    );
  }
  return saved.seed;
}

/** A source of batches of one split, with the loader options of the run. */
function openSplit(
  from: FitData["train"],
  options: RunOptions & { task: AnyTask; seed: number; shuffle: boolean },
  what: string,
): BatchSource {
  const { task, seed, shuffle, prefetch, concurrency, onError, signal } = options;
  const { batchSize = task.batchSize } = options;
  const single = isDataset(from) && from.length > 1 && from.length % batchSize === 1;
  const wanted: SourceOptions = {
    batchSize,
    seed,
    shuffle,
    // Batch normalisation has no variance to learn from in a batch of one.
    dropLast: shuffle && single,
    prefetch,
    concurrency,
    onError,
    onSkip: (error) => options.onEvent?.({ type: "skip", error }),
    signal,
  };
  return batchSource(from, (dataset, given) => task.loader(dataset, given), wanted, what);
}

function chooseMonitor(asked: Monitor | undefined, task: AnyTask, hasVal: boolean): Monitor {
  if (asked === undefined) return hasVal ? task.monitors[0] : "trainLoss";
  if (!task.monitors.includes(asked)) {
    throw new ArgumentError(
      `train.fit: \`monitor\` is one of ${task.monitors.join(", ")} for ${task.name}, got "${asked}".`,
      { operation: "train.fit" },
    );
  }
  if (asked !== "trainLoss" && !hasVal) {
    throw new ArgumentError(
      `train.fit: \`monitor\` is "${asked}", but the data has no validation part. Open the folder with ` +
        'split: { val: 0.2 }, or monitor "trainLoss".',
      { operation: "train.fit" },
    );
  }
  return asked;
}
