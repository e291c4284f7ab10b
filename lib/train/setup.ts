/**
 * From a model, data and options to everything a run needs before its first batch: device, loaders, optimizer,
 * schedule, loss. Reading and writing the run folder is `recorder.ts`.
 */

import { labelConflict, originOf } from "../models/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { cuda, type Device } from "../tensor/index.ts";
import { type TransformLike, transforms } from "../vision/index.ts";
import type { Trainer } from "./epoch.ts";
import type { Classifier, FitOptions, Monitor } from "./options.ts";
import { makeLoss, makeOptimizer, makeSchedule } from "./recipe.ts";
import type { RunConfig } from "./run-folder.ts";
import {
  type BatchSource,
  balancedClassWeights,
  batchSource,
  type FitData,
  isDataset,
  type SourceOptions,
  withTransforms,
} from "./source.ts";
import { trainableParameters } from "./trainability.ts";

const DEFAULT_BATCH_SIZE = 32;
const DEFAULT_IMAGE_SIZE = 224;
/** Least share of the image that a training crop shows: milder than ImageNet's 0.08, which loses small findings. */
const DEFAULT_CROP_SCALE: [number, number] = [0.35, 1];

/** A run that is ready to start. */
export interface Setup {
  trainer: Trainer;
  train: BatchSource;
  val: BatchSource | null;
  monitor: Monitor;
  seed: number;
  /** The transform before the model, where `fit` has to choose it. */
  transform: TransformLike;
  /** Frees what the loss holds. */
  dispose(): void;
}

/**
 * Sets a run up; the model is moved to its device.
 *
 * @param saved configuration of the run to go on with, null for a new one
 * @throws ArgumentError, DatasetError for a model, data or options that do not fit together
 */
export function setUp(model: Classifier, data: FitData, options: FitOptions, saved: RunConfig | null): Setup {
  const classes = checkClasses(data);
  checkLabels(model, classes);
  const trainable = trainableParameters(model);
  const seed = resumedSeed(saved, classes, options);
  const device = chooseDevice(options.device);
  model.to(device);
  if (options.channelsLast) model.to({ memoryFormat: "channels_last" });

  const chosen = defaultTransforms(model, options);
  const prepared = withTransforms(data, chosen);
  const train = openSplit(prepared.train, { ...options, seed, shuffle: true }, "train.fit: training data");
  const held = prepared.val ?? null;
  const val =
    held === null
      ? null
      : openSplit(held, { ...options, seed, shuffle: false }, "train.fit: validation data");

  const optimizer = makeOptimizer(options, trainable);
  const schedule = makeSchedule(options, optimizer, { epochs: options.epochs, stepsPerEpoch: train.batches });
  const weights =
    options.classWeights === "balanced"
      ? balancedClassWeights(prepared.train, classes)
      : options.classWeights;
  checkClassWeights(weights, classes);
  const monitor = chooseMonitor(options.monitor, val !== null);
  const criterion = makeLoss(options, weights, device);
  const trainer: Trainer = {
    model,
    optimizer,
    schedule,
    loss: criterion.loss,
    device,
    classes,
    channelsLast: options.channelsLast ?? false,
    gradientClip: options.gradientClip,
    epochs: options.epochs,
    emit: (event) => options.onEvent?.(event),
    signal: options.signal,
  };
  return { trainer, train, val, monitor, seed, transform: chosen.val, dispose: criterion.dispose };
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
        "{ train: loader, val: loader, classes: [...] }.",
      { operation: "train.fit" },
    );
  }
  return [...classes];
}

/** A model with labels is trained on these classes in this order, or its predictions would bear wrong names. */
function checkLabels(model: Classifier, classes: readonly string[]): void {
  const labels = labelConflict(model, classes);
  if (labels === null) return;
  throw new ArgumentError(
    `train.fit: the model's labels are ${labels.join(", ")}, the data's classes ${classes.join(", ")}. Give the head ` +
      "those labels, in the data's order: models.replaceHead(model, data.classes).",
    { operation: "train.fit" },
  );
}

/** The seed of the run, after checking that a resumed run is the same run. */
function resumedSeed(saved: RunConfig | null, classes: string[], options: FitOptions): number {
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

/** Transforms for an image folder whose owner chose none: those of the model's weights, else of ImageNet. */
function defaultTransforms(
  model: Classifier,
  options: FitOptions,
): { train: TransformLike; val: TransformLike } {
  const preset =
    originOf(model)?.entry?.transforms() ??
    new transforms.ImageClassificationPreset({ cropSize: DEFAULT_IMAGE_SIZE });
  const { cropSize, interpolation, mean, std } = preset.options;
  return {
    train:
      options.transforms?.train ??
      new transforms.ClassificationTrainPreset({
        cropSize,
        interpolation,
        mean,
        std,
        scale: DEFAULT_CROP_SCALE,
      }),
    val: options.transforms?.val ?? preset,
  };
}

/** A source of batches of one split, with the loader options of the run. */
function openSplit(
  from: FitData["train"],
  options: FitOptions & { seed: number; shuffle: boolean },
  what: string,
): BatchSource {
  const { batchSize = DEFAULT_BATCH_SIZE, seed, shuffle, prefetch, concurrency, onError, signal } = options;
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
  return batchSource(from, wanted, what);
}

function chooseMonitor(asked: Monitor | undefined, hasVal: boolean): Monitor {
  if (asked === undefined) return hasVal ? "valAccuracy" : "trainLoss";
  if (asked !== "trainLoss" && !hasVal) {
    throw new ArgumentError(
      `train.fit: \`monitor\` is "${asked}", but the data has no validation part. Open the folder with ` +
        'split: { val: 0.2 }, or monitor "trainLoss".',
      { operation: "train.fit" },
    );
  }
  return asked;
}

function checkClassWeights(weights: readonly number[] | undefined, classes: string[]): void {
  if (weights === undefined || weights.length === classes.length) return;
  throw new ArgumentError(
    `train.fit: \`classWeights\` takes a weight per class, ${classes.length} in all, got ${weights.length}.`,
    { operation: "train.fit" },
  );
}
