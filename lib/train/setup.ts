/**
 * From a model, data and options to everything a run needs before its first batch: task, device, loaders, optimizer,
 * schedule, loss. Reading and writing the run folder is `recorder.ts`.
 */

import { labelConflict } from "../models/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { chooseDevice } from "../tensor/device.ts";
import type { Device, DeviceChoice } from "../tensor/index.ts";
import { requireDevice } from "../tensor/require-device.ts";
import type { DecodingOptions } from "../vision/index.ts";
import { decodingOf } from "./decoding.ts";
import type { Trainer } from "./epoch.ts";
import type { Monitor, RunOptions } from "./options.ts";
import { DEFAULTS, makeOptimizer, makeSchedule } from "./recipe.ts";
import { chooseTransforms, type RunTransforms } from "./run-data.ts";
import type { RunConfig } from "./run-folder.ts";
import { RunRandom } from "./run-random.ts";
import { type BatchSource, batchSource, type FitData, type SourceOptions } from "./source.ts";
import { StepGuard } from "./step-guard.ts";
import { taskOf } from "./tasks/index.ts";
import type { AnyNetwork } from "./tasks/outputs.ts";
import type { AnyTask, TaskFacts } from "./tasks/task.ts";
import { countParameters, trainableNames, trainableParameters } from "./trainability.ts";
import { Trainees } from "./trainees.ts";

/** A run that is ready to start. */
export interface Setup {
  trainer: Trainer;
  train: BatchSource;
  val: BatchSource | null;
  monitor: Monitor;
  seed: number;
  /** Samples per step, where the loaders are made here. */
  batchSize: number;
  /** The transforms of both parts, as far as they are known. */
  transforms: RunTransforms;
  /** How the images are decoded; null where the data does not say. */
  decoding: DecodingOptions | null;
  /** Frees what the loss holds. */
  dispose(): void;
}

/** The task of a run, and the classes it is over. */
export interface RunTask {
  task: AnyTask;
  classes: string[];
}

/**
 * The task that data is for.
 *
 * @throws ArgumentError, DatasetError for data that there is nothing to learn from
 */
export function taskOfRun(model: AnyNetwork, data: FitData, options: RunOptions): RunTask {
  const classes = checkClasses(data);
  const task = taskOf({ ...dataFacts(data), classes }, "train.fit", { topK: options.topK });
  task.checkOptions(options);
  task.checkData?.(data.train);
  checkLabels(model, task.labels ?? classes);
  return { task, classes: [...(task.classes ?? classes)] };
}

/**
 * Sets a run up; the model is moved to its device.
 *
 * @param options with what a resumed run inherits
 * @param saved configuration of the run to go on with, null for a new one
 * @throws ArgumentError, DatasetError for a model, data or options that do not fit together
 */
export function setUp(
  model: AnyNetwork,
  data: FitData,
  { task, classes }: RunTask,
  options: RunOptions,
  saved: RunConfig | null,
): Setup {
  const trainable = trainableParameters(model);
  if (saved !== null) checkSameRun(saved, classes, model, options);
  const seed = saved?.seed ?? options.seed ?? 0;
  const device = usableDevice("train.fit", options.device);
  const { batchSize = task.batchSize } = options;
  const decoding = decodingOf(model, data, options, saved);
  const { prepared, transforms } = chooseTransforms(model, data, task, options, saved);
  const opened = { ...options, seed, task, batchSize };
  const train = openSplit(prepared.train, { ...opened, shuffle: true }, "train.fit: training data");
  const held = prepared.val ?? null;
  const val =
    held === null ? null : openSplit(held, { ...opened, shuffle: false }, "train.fit: validation data");
  if (saved !== null) checkSameSize(saved, train, val, options);
  const monitor = chooseMonitor(options.monitor, task, val !== null);

  model.to(device);
  if (options.channelsLast) model.to({ memoryFormat: "channels_last" });
  const emit: Trainer["emit"] = (event) => options.onEvent?.(event);
  const optimizer = makeOptimizer(options, trainable);
  const isOurs =
    typeof (options.optimizer ?? "") === "string" && typeof (options.scheduler ?? "") === "string";
  const joiningRate = isOurs ? (options.lr ?? DEFAULTS.lr) : null;
  const { freezeBatchNorm: freeze = DEFAULTS.freezeBatchNorm } = options;
  const trainees = new Trainees(model, optimizer, { freeze, lr: joiningRate, emit });
  const schedule = makeSchedule(options, optimizer, { epochs: options.epochs, stepsPerEpoch: train.batches });
  const criterion = task.criterion(options, prepared.train, device);
  const random = new RunRandom(device);
  const guard = new StepGuard(model);
  const trainer: Trainer = {
    model,
    task,
    optimizer,
    schedule,
    random,
    trainees,
    guard,
    joiningRate,
    criterion,
    auxWeight: options.auxWeight,
    device,
    classes,
    channelsLast: options.channelsLast ?? false,
    gradientClip: options.gradientClip,
    epochs: options.epochs,
    emit,
    signal: options.signal,
  };
  const dispose = (): void => {
    criterion.dispose();
    guard.dispose();
    random.dispose();
    schedule.end();
  };
  return { trainer, train, val, monitor, seed, batchSize, transforms, decoding, dispose };
}

/**
 * "auto", or a device by name.
 *
 * @throws DeviceError in the name of the operation where it cannot be used
 */
export function usableDevice(operation: string, device: DeviceChoice = "auto"): Device {
  const chosen = chooseDevice(device);
  requireDevice(operation, chosen);
  return chosen;
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
export function dataFacts(data: FitData): Pick<TaskFacts, "kind" | "ignoreIndex"> {
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

/** Refuses to go on with another run: other classes, another seed, other parameters to train. */
function checkSameRun(saved: RunConfig, classes: string[], model: AnyNetwork, options: RunOptions): void {
  const refuse = (text: string): never => {
    throw new ArgumentError(`train.fit: the run in ${options.out} ${text}`, { operation: "train.fit" });
  };
  if (saved.classes.join("\n") !== classes.join("\n")) {
    refuse(
      `has the classes ${saved.classes.join(", ")}, the data has ${classes.join(", ")}. Resume with the same data, or ` +
        "start a new run.",
    );
  }
  if (options.seed !== undefined && options.seed !== saved.seed) {
    refuse(
      `was started with seed ${saved.seed}, so it cannot go on with ${options.seed}. Leave \`seed\` out.`,
    );
  }
  const before = new Set(saved.trained);
  const now = trainableNames(model);
  // Another network is told by the state dict, with the keys that do not fit.
  if (countParameters(model).total !== saved.model.parameters) return;
  const [more, fewer] = [
    now.filter((name) => !before.has(name)),
    saved.trained.filter((name) => !now.includes(name)),
  ];
  if (more.length === 0 && fewer.length === 0) return;
  refuse(
    `began with ${before.size} trainable parameters, the network has ${now.length}: ` +
      [
        ...(more.length > 0
          ? [`${more[0]}${more.length > 1 ? ` and ${more.length - 1} more` : ""} were frozen`]
          : []),
        ...(fewer.length > 0
          ? [`${fewer[0]}${fewer.length > 1 ? ` and ${fewer.length - 1} more` : ""} were trained`]
          : []),
      ].join(", ") +
      ". Freeze the network as when the run began (train.freezeAllBut); what was unfrozen since is unfrozen again.",
  );
}

/** Refuses to go on with more or fewer samples: order, steps and schedule would not be the run's. */
function checkSameSize(
  saved: RunConfig,
  train: BatchSource,
  val: BatchSource | null,
  options: RunOptions,
): void {
  const parts = [
    ["training", saved.data?.train ?? null, train.samples],
    ["validation", saved.data?.val ?? null, val?.samples ?? null],
  ] as const;
  for (const [name, before, now] of parts) {
    if (before === null || now === null || before === now) continue;
    throw new ArgumentError(
      `train.fit: the run in ${options.out} has ${before} ${name} samples, the data has ${now}. Resume with the same data, ` +
        "or start a new run from its weights: train.loadRun(dir) gives the network.",
      { operation: "train.fit" },
    );
  }
}

/** A source of batches of one split, with the loader options of the run. */
function openSplit(
  from: FitData["train"],
  options: RunOptions & { task: AnyTask; seed: number; batchSize: number; shuffle: boolean },
  what: string,
): BatchSource {
  const { task, seed, batchSize, shuffle, prefetch, concurrency, onError, signal } = options;
  const wanted: SourceOptions = {
    batchSize,
    seed,
    shuffle,
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
