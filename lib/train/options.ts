/** The options of `fit`, their defaults, and the check of what a caller passes. */
import { ArgumentError } from "../native/errors.ts";
import type { Module, Parameter } from "../nn/index.ts";
import type { AnyOptimizer, LRScheduler } from "../optim/index.ts";
import type { Device, Tensor } from "../tensor/index.ts";
import type { TransformLike } from "../vision/index.ts";
import type { FitEvent } from "./events.ts";
import type { ClassificationReport } from "./metrics.ts";
import type { ScheduleName } from "./schedule.ts";

/** Figures that can decide which epoch is the best. */
export type Monitor = "valAccuracy" | "valLoss" | "valAuc" | "valDice" | "valIou" | "trainLoss";

/**
 * Turns the model's output and the labels (N), of segmentation the masks (N, H, W), into a scalar loss. Of a network with
 * auxiliary heads it is called for each.
 */
export type LossFunction = (output: Tensor, targets: Tensor) => Tensor;

/** What a scheduler factory is told about the run. */
export interface SchedulePlan {
  epochs: number;
  stepsPerEpoch: number;
  totalSteps: number;
}

/** Builds a scheduler of `optim.lrScheduler` and says whether it steps with each batch or each epoch. */
export type SchedulerFactory = (
  optimizer: AnyOptimizer,
  plan: SchedulePlan,
) => { scheduler: LRScheduler; interval: "step" | "epoch" };

/** Options of {@link fit}; `Report` is that of the task. */
export interface FitOptions<Report = ClassificationReport> {
  /** Passes over the training data. */
  epochs: number;
  /** Learning rate. Default 1e-3. */
  lr?: number;
  /** Samples per step, where `fit` makes the loaders. Default 32, of segmentation 8. */
  batchSize?: number;
  /** "adamw" (default), "adam", "sgd", an optimizer, or a function of the trainable parameters. */
  optimizer?: "adamw" | "adam" | "sgd" | AnyOptimizer | ((parameters: Parameter[]) => AnyOptimizer);
  /** Default as in PyTorch: 0.01 for "adamw", else 0. */
  weightDecay?: number;
  /** Of "sgd". Default 0.9. */
  momentum?: number;
  /** "cosine" (default), "step", "none", or a factory. */
  scheduler?: ScheduleName | SchedulerFactory;
  /** Linear warmup: a share of the run (below 1) or a number of steps. Default 0. */
  warmup?: number;
  /** Share of the learning rate left at the end of "cosine". Default 0. */
  minLrFactor?: number;
  /** Epochs between the drops of "step". Default: a third of the epochs. */
  stepSize?: number;
  /** What "step" multiplies with. Default 0.1. */
  gamma?: number;
  /** "auto" takes the first CUDA device if there is one, else the CPU. Default "auto". */
  device?: "auto" | Device;
  /** Default cross entropy; of segmentation cross entropy plus soft Dice. */
  loss?: LossFunction | { forward: LossFunction };
  /**
   * Factor of the losses of auxiliary heads. Default as where the network comes from: 0.4 for Inception v3, 0.3 for
   * GoogLeNet's two, 0.5 for segmentation networks.
   */
  auxWeight?: number;
  /** Of the default loss of classification. Default 0. */
  labelSmoothing?: number;
  /**
   * (C) weights of the default loss, or "balanced", of classification: inverse to how often a class occurs in training.
   */
  classWeights?: readonly number[] | "balanced";
  /** Decides order, augmentation and dropout. Default 0. */
  seed?: number;
  /** Run folder for checkpoints, history and configuration. Default: nothing is written. */
  out?: string;
  /** Go on after the last finished epoch of `out`. Default false. */
  resume?: boolean;
  /** Replace the run that `out` already holds; without it that is an error. Default false. */
  overwrite?: boolean;
  /** Name of the architecture, for `loadRun`. Default: what the model says of itself. */
  architecture?: string;
  /** Plain values to keep in `config.json` with the run. */
  notes?: Record<string, unknown>;
  /**
   * Edge of the images, pixels, where `fit` chooses the transforms of a folder. Default: that of the model's weights, else
   * 224, of segmentation 256.
   */
  imageSize?: number;
  /** Transforms for the two splits, where `fit` makes the loaders from a folder. */
  transforms?: { train?: TransformLike; val?: TransformLike };
  /** What decides the best epoch. Default "valAccuracy", of segmentation "valDice", without validation data "trainLoss". */
  monitor?: Monitor;
  /** End the run after so many epochs without a better monitored figure. Default: never. */
  patience?: number;
  /** Put the best epoch's weights into the model at the end. Default false: those of the last epoch. */
  restoreBest?: boolean;
  /** Scale gradients down to this norm where they are longer. Default: no limit. */
  gradientClip?: number;
  /** Keep fully frozen modules, BatchNorm statistics included, in eval mode. Default true. */
  freezeBatchNorm?: boolean;
  /** Run convolutions in channels-last layout, faster on most CPUs. Results agree to rounding. Default false. */
  channelsLast?: boolean;
  /** Validate after every so many epochs, and after the last. Default 1. */
  validateEvery?: number;
  /** k of the top-k accuracies in validation reports. Default none. */
  topK?: number[];
  /** Batches decoded ahead. */
  prefetch?: number;
  /** Images decoded at once. */
  concurrency?: number;
  /** What an unreadable image does; default as the data set says. */
  onError?: "throw" | "skip";
  /** Told what happens; see {@link FitEvent}. An error it throws ends the run. */
  onEvent?(event: FitEvent<Report>): void;
  /** Ends the run within one batch with an AbortError; the last finished epoch stays on disk. */
  signal?: AbortSignal;
}

/** A model that maps a batch of images (N, C, H, W) to logits (N, classes). */
export type Classifier = Module & { forward(images: Tensor): Tensor };

/** Names and ranges of the numeric options, for one check of them all. */
const NUMBERS: { name: keyof FitOptions; least: number; open?: boolean; whole?: boolean }[] = [
  { name: "epochs", least: 1, whole: true },
  { name: "lr", least: 0, open: true },
  { name: "batchSize", least: 1, whole: true },
  { name: "weightDecay", least: 0 },
  { name: "momentum", least: 0 },
  { name: "minLrFactor", least: 0 },
  { name: "stepSize", least: 1, whole: true },
  { name: "gamma", least: 0, open: true },
  { name: "labelSmoothing", least: 0 },
  { name: "auxWeight", least: 0 },
  { name: "imageSize", least: 1, whole: true },
  { name: "seed", least: 0, whole: true },
  { name: "patience", least: 1, whole: true },
  { name: "gradientClip", least: 0, open: true },
  { name: "validateEvery", least: 1, whole: true },
];

const CHOICES: { name: keyof FitOptions; values: string[] }[] = [
  { name: "optimizer", values: ["adamw", "adam", "sgd"] },
  { name: "scheduler", values: ["cosine", "step", "none"] },
  { name: "monitor", values: ["valAccuracy", "valLoss", "valAuc", "valDice", "valIou", "trainLoss"] },
];

/**
 * Checks the plain options once, at the edge.
 *
 * @throws ArgumentError that names the option, what it takes and what came
 */
export function checkFitOptions(options: FitOptions<never>): void {
  const refuse = (text: string): never => {
    throw new ArgumentError(`train.fit: ${text}`, { operation: "train.fit" });
  };
  if (options === null || typeof options !== "object") refuse("expected options with at least `epochs`.");
  if (options.epochs === undefined) refuse("`epochs` is missing; for example { epochs: 3 }.");
  for (const { name, least, open, whole } of NUMBERS) {
    const value = options[name];
    if (value === undefined) continue;
    const fits =
      typeof value === "number" &&
      Number.isFinite(value) &&
      (open ? value > least : value >= least) &&
      (!whole || Number.isInteger(value));
    if (!fits) {
      refuse(
        `\`${name}\` takes a ${whole ? "whole number" : "number"} ${open ? "above" : "from"} ${least}, got ${value}.`,
      );
    }
  }
  for (const { name, values } of CHOICES) {
    const value = options[name];
    if (typeof value === "string" && !values.includes(value)) {
      refuse(`\`${name}\` is one of ${values.join(", ")}, got "${value}".`);
    }
  }
  if (options.labelSmoothing !== undefined && options.labelSmoothing >= 1) {
    refuse(`\`labelSmoothing\` is below 1, got ${options.labelSmoothing}.`);
  }
  if (options.resume && options.out === undefined)
    refuse("`resume` needs `out`, the folder of the run to go on with.");
  if (options.resume && options.overwrite) refuse("`resume` and `overwrite` exclude each other.");
  if (
    options.loss !== undefined &&
    (options.classWeights !== undefined || options.labelSmoothing !== undefined)
  ) {
    refuse("`classWeights` and `labelSmoothing` belong to the default loss; put them into your own `loss`.");
  }
}
