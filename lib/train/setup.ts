/**
 * From a model, data and options to everything a run needs before its first batch: task, device, loaders, optimizer,
 * schedule, loss. Reading and writing the run folder is `recorder.ts`.
 */

import { type Sampler, WeightedRandomSampler } from "../data/index.ts";
import { nearestName } from "../edge/index.ts";
import { labelConflict } from "../models/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { chooseDevice } from "../tensor/device.ts";
import type { Device, DeviceChoice } from "../tensor/index.ts";
import { requireDevice } from "../tensor/require-device.ts";
import { wantsPinned } from "../tensor/upload.ts";
import type { DecodingOptions } from "../vision/index.ts";
import type { LiveState } from "./checkpoint.ts";
import { decodingOf } from "./decoding.ts";
import type { EpochLoop, Trainer } from "./epoch.ts";
import { type FigureInfo, figureName, figuresOf } from "./figures.ts";
import type { FreezeSpec } from "./freeze.ts";
import type { Metrics } from "./metric.ts";
import type { RunOptions } from "./options.ts";
import { Parts, type RunContext } from "./part.ts";
import { Best } from "./parts/best.ts";
import { Freezing, freezeOptions } from "./parts/freezing.ts";
import { StepGuard } from "./parts/guard.ts";
import { PARTS } from "./parts/index.ts";
import { Receipts } from "./parts/receipt.ts";
import { type DecidedPrecision, decidePrecision } from "./precision.ts";
import { DEFAULTS, isClosedForm, makeOptimizer, makeSchedule, usualRates } from "./recipe.ts";
import { Recorder } from "./recorder.ts";
import { renewStatistics } from "./renew-statistics.ts";
import { chooseTransforms, type RunTransforms } from "./run-data.ts";
import type { RunConfig } from "./run-folder.ts";
import { RunRandom } from "./run-random.ts";
import { type BatchSource, batchSource, type FitData, LOADER_OPTIONS, type SourceOptions } from "./source.ts";
import { checkOwned, runMeasuresIn, taskOf } from "./tasks/index.ts";
import { checkNamedLoss } from "./tasks/named-loss.ts";
import type { AnyNetwork } from "./tasks/outputs.ts";
import { namesIn, saidTask } from "./tasks/said.ts";
import type { AnyTask } from "./tasks/task.ts";
import { countParameters, trainableNames, trainableParameters } from "./trainability.ts";
import { Trainees } from "./trainees.ts";

/** A run that is ready to start. */
export interface Setup {
  trainer: Trainer;
  train: BatchSource;
  val: BatchSource | null;
  /** The figure that decides which epoch is the best. */
  monitor: FigureInfo;
  recorder: Recorder;
  receipts: Receipts;
  /** What the parts, the recorder among them, ask about the epoch under way; the run sets it. */
  loop: { current: EpochLoop | null };
  seed: number;
  precision: DecidedPrecision;
  /** Samples per step, where the loaders are made here. */
  batchSize: number;
  /** The transforms of both parts, as far as they are known. */
  transforms: RunTransforms;
  /** How the images are decoded; null where the data does not say. */
  decoding: DecodingOptions | null;
  /** Frees what the loss holds. */
  dispose(): void;
}

/** What is trained over the epochs, where the options say it; set for the first. */
function freezingOf(model: AnyNetwork, { freeze, unfreeze }: RunOptions): Freezing | null {
  if (freeze === undefined && unfreeze === undefined) return null;
  return new Freezing(model, freezeOptions(freeze ?? {}), unfreeze ?? []);
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
  const task = taskOf(saidTask(data), classes, "train.fit", runMeasuresIn(options));
  task.checkNetwork?.(model, "train.fit");
  task.checkOptions(options);
  checkOwned(task, options, "train.fit");
  checkNamedLoss(task, options.loss, "train.fit");
  checkLoaderOptions(task, options);
  task.checkData?.(data.train);
  checkLabels(model, task.labels ?? classes);
  return { task, classes: [...(task.classes ?? classes)] };
}

/** What a run trains on. */
export interface OpenTraining {
  /** The data with its transforms. */
  prepared: FitData;
  transforms: RunTransforms;
  /** Batches in the order of the epochs. */
  train: BatchSource;
  /** The options that its sources are opened with. */
  opened: Parameters<typeof openSplit>[1];
  /** Samples per step, where the loaders are made here. */
  batchSize: number;
}

/**
 * Chooses the transforms and opens the training data, as every run does.
 *
 * @throws ArgumentError, DatasetError for data and options that do not fit together
 */
export function openTraining(
  model: AnyNetwork,
  data: FitData,
  task: AnyTask,
  options: RunOptions & { seed: number },
  saved: RunConfig | null = null,
): OpenTraining {
  const { batchSize = task.batchSize, seed, device } = options;
  const { prepared, transforms } = chooseTransforms(model, data, task, options, saved);
  const pinMemory = (device !== undefined && device !== "auto" && wantsPinned(device)) || undefined;
  const opened = { ...options, task, batchSize, pinMemory, shuffle: true };
  const train = openSplit(
    prepared.train,
    { ...opened, sampler: options.sampler ?? weightedSampler(prepared.train, options, seed) },
    "train.fit: training data",
  );
  return { prepared, transforms, train, opened, batchSize };
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
  const freezing = freezingOf(model, options);
  const trainable = trainableParameters(model);
  if (saved !== null) checkSameRun(saved, classes, model, options);
  const seed = saved?.seed ?? options.seed ?? 0;
  const device = usableDevice("train.fit", options.device);
  const decoding = decodingOf(model, data, options, saved);
  const { prepared, transforms, train, opened, batchSize } = openTraining(
    model,
    data,
    task,
    { ...options, seed, device },
    saved,
  );
  const held = prepared.val ?? null;
  const val =
    held === null
      ? null
      : openSplit(
          held,
          {
            ...opened,
            shuffle: false,
            sampler: undefined,
            batchSampler: undefined,
            aspectRatioGroups: undefined,
          },
          "train.fit: validation data",
        );
  if (saved !== null) checkSameSize(saved, train, val, options);
  const figures = figuresOfRun(model, task, options, val !== null);
  const monitor = chooseMonitor(options.monitor, task, figures, val !== null);

  model.to(device);
  if (options.channelsLast) model.to({ memoryFormat: "channels_last" });
  const emit: Trainer["emit"] = (event) => options.onEvent?.(event);
  const spec = (): FreezeSpec | null => freezing?.spec ?? null;
  const optimizer = makeOptimizer(options, trainable, spec());
  const isOurs = typeof (options.optimizer ?? "") === "string" && isClosedForm(options);
  const joiningRate = isOurs ? usualRates(options).lr : null;
  const { freezeBatchNorm: freeze = DEFAULTS.freezeBatchNorm } = options;
  const trainees = new Trainees(model, optimizer, {
    freeze,
    joining: isOurs ? usualRates(options) : null,
    spec,
    emit,
  });
  const { accumulate = 1 } = options;
  const stepsPerEpoch = train.batches === null ? null : Math.ceil(train.batches / accumulate);
  const schedule = makeSchedule(options, optimizer, { epochs: options.epochs, stepsPerEpoch }, monitor);
  const criterion = task.criterion(options, prepared.train, device);
  const random = new RunRandom(device);
  // On the CPU a number is there once the step has computed it.
  const late = device !== "cpu" && optimizer.takesFoundInf;
  const guard = new StepGuard(model, late);
  const precision = decidePrecision(options.precision ?? "float32", device);
  const best = new Best(monitor, options.patience);
  const loop: Setup["loop"] = { current: null };
  const context: RunContext = {
    model,
    optimizer,
    device,
    classes,
    epochs: options.epochs,
    batchesPerEpoch: train.batches,
    figures,
    out: options.out ?? null,
    signal: options.signal,
    notice: (about, text) => emit({ type: "notice", about, text }),
  };
  const live: Omit<LiveState, "parts"> = {
    model,
    optimizer,
    schedule,
    classes,
    joiningRate,
    position: () => (loop.current as EpochLoop).position(), // asked for within an epoch alone
  };
  // The recorder writes the states of all parts, its own place among them.
  const recorder = new Recorder({ live: () => ({ ...live, parts }), best, seed, emit }, options);
  const receipts = new Receipts();
  const watched = { task, options, classes, train: prepared.train, val: held };
  const renew = () => renewStatistics(trainer, train, { seed, epochs: options.epochs });
  const made = {
    freezing,
    schedule,
    guard,
    best,
    recorder,
    receipts,
    emit,
    stepsPerEpoch,
    watched,
    precision,
    device,
    late,
    renewStatistics: renew,
  };
  const parts: Parts = new Parts(
    PARTS.flatMap((maker) => [...maker.make(options, made)]),
    options.parts,
  );
  const trainer: Trainer = {
    model,
    task,
    optimizer,
    random,
    trainees,
    parts,
    context,
    criterion,
    metrics: options.metrics ?? {},
    auxWeight: options.auxWeight,
    device,
    classes,
    channelsLast: options.channelsLast ?? false,
    late,
    emit,
    signal: options.signal,
  };
  const dispose = (): void => {
    criterion.dispose();
    random.dispose();
    parts.dispose();
  };
  return {
    trainer,
    train,
    val,
    monitor,
    recorder,
    receipts,
    loop,
    seed,
    precision,
    batchSize,
    transforms,
    decoding,
    dispose,
  };
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

/** @throws ArgumentError for options of the loader that the task does not have */
function checkLoaderOptions({ name, loaderOptions = [] }: AnyTask, options: RunOptions): void {
  const odd = LOADER_OPTIONS.find(
    (option) => options[option] !== undefined && !loaderOptions.includes(option),
  );
  if (odd === undefined) return;
  throw new ArgumentError(`train.fit: \`${odd}\` would do nothing: batches of ${name} have no such thing.`, {
    operation: "train.fit",
  });
}

function checkClasses(data: FitData): string[] {
  const classes = namesIn(data);
  if (!Array.isArray(classes) || classes.length === 0) {
    throw new ArgumentError(
      "train.fit: expected data with `classes`, `train` and perhaps `val`: an ImageFolder, or " +
        '{ train: loader, val: loader, classes: [...] }; for masks also task: { name: "segmentation", kind: "binary" }, for boxes ' +
        'task: { name: "detection" }, for numbers task: { name: "regression", names: ["age"] }.',
      { operation: "train.fit" },
    );
  }
  return [...classes];
}

/**
 * What the epochs of a run measure.
 *
 * @throws ArgumentError for a metric with the name of a figure that is there
 */
function figuresOfRun(model: AnyNetwork, task: AnyTask, options: RunOptions, hasVal: boolean): FigureInfo[] {
  const { metrics = {} } = options;
  const own = [task.metric(true), task.metric(false)] as const;
  const names = new Set(["loss", ...own.flatMap((metric) => Object.keys(metric?.better ?? {}))]);
  const taken = Object.keys(metrics).find((name) => names.has(name));
  if (taken !== undefined) {
    throw new ArgumentError(
      `train.fit: \`metrics\` has one named "${taken}", which is a figure of ${task.name} already; name it otherwise.`,
      { operation: "train.fit" },
    );
  }
  const terms = task.terms?.(model) ?? [];
  const of = (pass: "train" | "val", metric: (typeof own)[number], others: typeof metrics): FigureInfo[] =>
    figuresOf(pass, [...(metric === null ? [] : [["", metric] as const]), ...Object.entries(others)], terms);
  return [
    ...of("train", own[0], trainingMetrics(task, metrics)),
    ...(hasVal ? of("val", own[1], metrics) : []),
  ];
}

/** The metrics of the user's that a training pass shows its outputs to. */
export function trainingMetrics(task: AnyTask, metrics: RunOptions["metrics"] = {}): Metrics {
  return (task.measuresTraining ?? true) ? metrics : {};
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
  const { task, seed, batchSize, shuffle, sampler, batchSampler, aspectRatioGroups } = options;
  const { prefetch, concurrency, onError, signal } = options;
  const wanted: SourceOptions = {
    batchSize,
    seed,
    shuffle,
    sampler,
    batchSampler,
    aspectRatioGroups,
    prefetch,
    concurrency,
    onError,
    onSkip: (error) => options.onEvent?.({ type: "skip", error }),
    signal,
  };
  return batchSource(from, (dataset, given) => task.loader(dataset, given), wanted, what);
}

/** What draws the training samples by the weights that their table gives them, where nobody says otherwise. */
function weightedSampler(train: unknown, options: RunOptions, seed: number): Sampler | undefined {
  const { weights } = (train ?? {}) as { weights?: readonly number[] | null };
  if (options.batchSampler !== undefined || !Array.isArray(weights) || weights.length === 0) return undefined;
  return new WeightedRandomSampler(weights, weights.length, { seed });
}

function chooseMonitor(
  asked: string | undefined,
  task: AnyTask,
  figures: readonly FigureInfo[],
  hasVal: boolean,
): FigureInfo {
  const wanted = asked === undefined ? (hasVal ? `val.${task.monitor}` : "train.loss") : figureName(asked);
  const found = figures.find(({ name }) => name === wanted);
  if (found !== undefined) return found;
  const refuse = (text: string): never => {
    throw new ArgumentError(`train.fit: ${text}`, { operation: "train.fit" });
  };
  if (!hasVal && wanted.startsWith("val.")) {
    refuse(
      `\`monitor\` is "${asked}", but the data has no validation part. Open the folder with ` +
        'split: { val: 0.2 }, or monitor "train.loss".',
    );
  }
  const names = figures.map(({ name }) => name);
  const near = nearestName(wanted, names);
  return refuse(
    `\`monitor\` is one of ${names.join(", ")} for ${task.name}, got "${asked}"` +
      `${near === null ? "" : `. Did you mean ${near}?`}`,
  );
}
