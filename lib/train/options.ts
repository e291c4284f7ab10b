/** The options of `fit`, and the check of what a caller passes. What of them belongs to a run and what to a call is `inherit.ts`. */

import { batchesKind, samplerKind } from "../data/batch-sampler.ts";
import type { Batches, Sampler } from "../data/index.ts";
import {
  abortSignal,
  boolean,
  callable,
  either,
  integerFrom,
  type Kind,
  type Kinds,
  kind,
  numberAbove,
  oneOf,
  plainObject,
  type Signature,
  signature,
  string,
} from "../edge/index.ts";
import { moduleKind } from "../models/option-kinds.ts";
import type { Module, Parameter } from "../nn/index.ts";
import { type AnyOptimizer, type LRScheduler, Optimizer, type ReduceLROnPlateau } from "../optim/index.ts";
import { deviceKind } from "../tensor/argument-kinds.ts";
import type { Device, Tensor } from "../tensor/index.ts";
import type { TransformLike } from "../vision/index.ts";
import type { FitEvent } from "./events.ts";
import { type FormerName, figureName } from "./figures.ts";
import { checkFreeze, type FreezeOptions, FreezeSpec } from "./freeze.ts";
import { type Metrics, metricsKind } from "./metric.ts";
import type { ClassificationReport } from "./metrics.ts";
import { OPTIMIZER_NAMES, type OptimizerName, optimizersWith } from "./optimizers.ts";
import { freezeOptions } from "./parts/freezing.ts";
import { PARTS, type PartOptions } from "./parts/index.ts";
import {
  checkSchedule,
  type ScheduleName,
  type ScheduleSpec,
  schedulerKind,
  type WarmupSpec,
  warmupKind,
} from "./schedule.ts";
import { type ClassWeights, classWeightsKind } from "./tasks/class-weights.ts";
import { RUN_MEASURES, type RunMeasures, TASK_OPTIONS, type TaskOptions } from "./tasks/index.ts";
import { isNamedLoss, type NamedLoss, namedLossKind } from "./tasks/named-loss.ts";
import type { TaskReport } from "./tasks/task.ts";

/**
 * The name of a figure: `val.accuracy`, `val.loss`, `train.loss`, `val.f2` of a metric of one's own. Former names, `valAccuracy`,
 * are still read.
 */
export type Monitor = `val.${string}` | `train.${string}` | FormerName;

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
) =>
  | { scheduler: LRScheduler; interval: "step" | "epoch" }
  | { scheduler: ReduceLROnPlateau; interval: "epoch" };

/** Options of {@link fit}; `Report` is that of the task. */
export interface FitOptions<Report = ClassificationReport> extends PartOptions, RunMeasures, TaskOptions {
  /** Passes over the training data. */
  epochs: number;
  /** Learning rate. Default 1e-3, of "lion" 1e-4, of "adadelta" 1. */
  lr?: number;
  /** Samples per step, where `fit` makes the loaders. Default 32, of segmentation 8. */
  batchSize?: number;
  /**
   * Order of the training samples, where `fit` makes the loaders, in place of a new order each epoch: a
   * `data.ClassBalancedSampler`, say. A resumed run is given it again.
   */
  sampler?: Sampler;
  /** Batches of training, in place of `batchSize` and `sampler`. A resumed run is given it again. */
  batchSampler?: Batches;
  /**
   * Of detection: training batches of images of like aspect ratio, so that less of them is padding; `k` divides width over height
   * into 2k + 2 groups, 3 in torchvision's references. Every batch is then full. Default: batches of any images.
   */
  aspectRatioGroups?: number;
  /**
   * "adamw" (default), "adam", "sgd", "nadam", "radam", "adamax", "adagrad", "adadelta", "rmsprop", "adafactor", "lion", "lamb",
   * an optimizer, or a function of the trainable parameters.
   */
  optimizer?: OptimizerName | AnyOptimizer | ((parameters: Parameter[]) => AnyOptimizer);
  /** Default as in PyTorch: 0.01 for "adamw", else 0. */
  weightDecay?: number;
  /** Of "sgd", by default 0.9, and "rmsprop", by default 0. */
  momentum?: number;
  /**
   * By name, "cosine" (default), "linear", "polynomial", "step", "restarts", "onecycle", "plateau" or "none"; with settings,
   * `{ name: "multistep", milestones: [6, 9] }`; or a factory of one of `optim.lrScheduler`. "plateau" follows `monitor`.
   */
  scheduler?: ScheduleName | ScheduleSpec | SchedulerFactory;
  /** Linear warmup: a share of the run (below 1) or a number of steps; or an object that says how the rate begins. Default 0. */
  warmup?: number | WarmupSpec;
  /** Share of the learning rate left at the end of "cosine". Default 0. */
  minLrFactor?: number;
  /** Epochs between the drops of "step". Default: a third of the epochs. */
  stepSize?: number;
  /** What "step" multiplies with. Default 0.1. */
  gamma?: number;
  /** "auto" takes the first CUDA device if there is one, else the CPU. Default "auto". */
  device?: "auto" | Device;
  /**
   * Default cross entropy; of segmentation cross entropy plus soft Dice, of several labels and of grades binary cross entropy. "focal",
   * or `{ name: "focal", gamma, alpha }`, is the focal loss of each. Of numbers "mse" (default), "mae", "huber" or "smoothL1", with
   * settings `{ name: "huber", delta }`, `{ name: "smoothL1", beta }`. A function of one's own gets labels as they are: of mixed batches shares of the classes (N, classes).
   */
  loss?: LossFunction | { forward: LossFunction } | NamedLoss;
  /**
   * Factor of the losses of auxiliary heads. Default as where the network comes from: 0.4 for Inception v3, 0.3 for
   * GoogLeNet's two, 0.5 for segmentation networks.
   */
  auxWeight?: number;
  /** Of the default loss of classification. Default 0. */
  labelSmoothing?: number;
  /**
   * Weights of the classes in the default loss and in "focal": a list in their order, by name (1 for those not named), or
   * "balanced": inverse to how often a class occurs in training, of masks by pixels, for which every training mask is read first.
   */
  classWeights?: ClassWeights | "balanced";
  /** Decides order, augmentation and dropout. Default 0. */
  seed?: number;
  /** Run folder for checkpoints, history and configuration. Default: nothing is written. */
  out?: string;
  /**
   * Go on after the last finished epoch of `out`, with that run's options where none are given here; what contradicts them
   * is refused, but for what may change: epochs, device, paths and the like. Default false.
   */
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
  /**
   * Transforms for the two splits of a folder that was opened without. Beside other data `val` is kept with the run, for what
   * `loadRun` predicts.
   */
  transforms?: { train?: TransformLike; val?: TransformLike };
  /**
   * The figure that decides the best epoch. Default that of the task: "val.accuracy", of segmentation "val.dice"; without
   * validation data "train.loss".
   */
  monitor?: Monitor;
  /**
   * Metrics of your own, by name: each is measured in training and in validation, as the figures `train.NAME` and `val.NAME`.
   * A resumed run is given them again.
   */
  metrics?: Metrics;
  /** Keep fully frozen modules, BatchNorm statistics included, in eval mode. Default true. */
  freezeBatchNorm?: boolean;
  /** Run convolutions in channels-last layout, faster on most CPUs. Results agree to rounding. Default false. */
  channelsLast?: boolean;
  /** Validate after every so many epochs, and after the last. Default 1. */
  validateEvery?: number;
  /** k of the top-k accuracies in validation reports. Default none. */
  topK?: readonly number[];
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

/** The options of a run of any task. */
export type RunOptions = FitOptions<TaskReport>;

/** A model that maps a batch of images (N, C, H, W) to logits (N, classes). */
export type Classifier = Module & { forward(images: Tensor): Tensor };

/** A finite number of at least 0. */
const fromZero: Kind<number> = kind(
  "a finite number of at least 0",
  (v) => typeof v === "number" && v >= 0 && Number.isFinite(v),
);

/** A transform, or a function in its place. */
export const transformKind: Kind<TransformLike> = kind(
  "a transform, or a function of an image",
  (v) => typeof v === "function" || typeof (v as { apply?: unknown } | null)?.apply === "function",
);

/** A device by name, or the best there is. */
export const deviceChoice: Kind<"auto" | Device> = either(oneOf("auto"), deviceKind);

/** What an unreadable image does. */
export const onErrorKind = oneOf("throw", "skip");

/** A loss, as a function, a module, or by name. */
export const lossKind: Kind<LossFunction | { forward: LossFunction } | NamedLoss> = either(
  kind<LossFunction | { forward: LossFunction }>(
    "a function of outputs and targets, a loss module",
    (v) => typeof v === "function" || typeof (v as { forward?: unknown } | null)?.forward === "function",
  ),
  namedLossKind,
);

/** The options of the parts, with their kinds. */
const PART_KINDS = Object.assign({}, ...PARTS.map(({ options }) => options)) as Kinds<PartOptions>; // those of each

const KINDS: Kinds<RunOptions> = {
  epochs: integerFrom(1),
  lr: numberAbove(0),
  batchSize: integerFrom(1),
  sampler: samplerKind,
  batchSampler: batchesKind,
  aspectRatioGroups: integerFrom(0),
  optimizer: kind(
    `one of ${OPTIMIZER_NAMES.join(", ")}, an optimizer, or a function of the parameters that makes one`,
    (v) =>
      (OPTIMIZER_NAMES as readonly unknown[]).includes(v) ||
      v instanceof Optimizer ||
      typeof v === "function",
  ),
  weightDecay: fromZero,
  momentum: fromZero,
  scheduler: schedulerKind as Kind<ScheduleName | ScheduleSpec | SchedulerFactory>,
  warmup: warmupKind,
  minLrFactor: fromZero,
  stepSize: integerFrom(1),
  gamma: numberAbove(0),
  device: deviceChoice,
  loss: lossKind,
  auxWeight: fromZero,
  labelSmoothing: kind("a number from 0 to below 1", (v) => typeof v === "number" && v >= 0 && v < 1),
  classWeights: classWeightsKind,
  seed: integerFrom(0),
  out: string,
  resume: boolean,
  overwrite: boolean,
  architecture: string,
  notes: plainObject("an object of plain values"),
  imageSize: integerFrom(1),
  transforms: plainObject("an object { train, val } of transforms"),
  monitor: kind<Monitor>(
    "the name of a figure, such as val.accuracy",
    (v) => typeof v === "string" && v !== "",
  ),
  metrics: metricsKind,
  freezeBatchNorm: boolean,
  channelsLast: boolean,
  validateEvery: integerFrom(1),
  ...RUN_MEASURES,
  ...TASK_OPTIONS,
  prefetch: integerFrom(0),
  concurrency: integerFrom(1),
  onError: onErrorKind,
  onEvent: callable(),
  signal: abortSignal,
  ...PART_KINDS,
};

/** The names of all options. */
export const FIT_OPTIONS: readonly string[] = Object.keys(KINDS);

const FIT = signature<RunOptions>("train.fit", {
  takes: { model: moduleKind, data: kind("data with classes, train and perhaps val", isObject) },
  options: KINDS,
  required: ["epochs"],
  advice: {
    gradientAccumulation: "accumulate says over how many batches",
    accumulateGradients: "accumulate says over how many batches",
    callbacks: "parts act in the run, and onEvent is told what happens",
    earlyStopping: "patience says after how many measurements",
    verbose: "onEvent is told what happens, and onEvent: train.progress() shows it",
    shuffle: "training data is shuffled in an order that seed decides; give a sampler for another",
    valSplit: "open the data with split: { val: 0.2 }",
    weights: "give them to the network's builder: models.resnet18({ weights })",
  },
});

const TRANSFORMS = signature<NonNullable<RunOptions["transforms"]>>("train.fit transforms", {
  options: { train: transformKind, val: transformKind },
});

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

/**
 * What followed the model and the data, checked.
 *
 * @throws ArgumentError that names the option, what it takes and what came
 */
export function readFitOptions(model: unknown, data: unknown, rest: readonly unknown[]): RunOptions {
  const options = FIT.read(rest);
  if (options.transforms !== undefined) TRANSFORMS.named(options.transforms);
  FIT.check(model, data);
  checkTogether(options);
  const { monitor, freeze } = options;
  return {
    ...options,
    ...(monitor === undefined ? {} : { monitor: figureName(monitor) as Monitor }), // another name of the same
    ...(freeze === undefined ? {} : { freeze: ofNetwork(model as Module, freeze) }),
  };
}

/** What is trained as plain options, which a file can hold. */
function ofNetwork(model: Module, freeze: NonNullable<RunOptions["freeze"]>): FreezeOptions {
  if (freeze instanceof FreezeSpec && !freeze.isOf(model)) {
    throw FIT.error(
      "`freeze` is of another network; make it of the one that is trained: train.freeze(model, ...)",
    );
  }
  const options = freezeOptions(freeze);
  checkFreeze(options);
  return options;
}

/** The options of `fit` that a file names, checked as those of a call. */
export function checkSavedOptions(source: string, saved: Readonly<Record<string, unknown>>): void {
  const names: Signature<RunOptions> = signature<RunOptions>(source, { options: KINDS });
  names.named(saved);
}

/** Options that exclude each other, or that would do nothing beside another. */
export function checkTogether(options: RunOptions): void {
  const { optimizer = "adamw", scheduler = "cosine", loss } = options;
  const refuse = (text: string): never => {
    throw FIT.error(text);
  };
  const idle = (names: readonly (keyof RunOptions)[], why: string): void => {
    // 0 is what warmup and smoothing are where nothing is said.
    const given = names.filter((name) => options[name] !== undefined && options[name] !== 0);
    if (given.length > 0) refuse(`${given.join(" and ")} would do nothing: ${why}.`);
  };
  if (options.resume && options.out === undefined)
    refuse("`resume` needs `out`, the folder of the run to go on with.");
  if (options.batchSampler !== undefined && (options.batchSize ?? options.sampler) !== undefined) {
    refuse("`batchSampler` chooses the batches; leave `batchSize` and `sampler` out.");
  }
  if (options.batchSampler !== undefined && options.aspectRatioGroups !== undefined) {
    refuse("`batchSampler` chooses the batches; leave `aspectRatioGroups` out.");
  }
  if (options.resume && options.overwrite) refuse("`resume` and `overwrite` exclude each other.");
  if (
    loss !== undefined &&
    !isNamedLoss(loss) &&
    (options.classWeights !== undefined || options.labelSmoothing !== undefined)
  ) {
    refuse("`classWeights` and `labelSmoothing` belong to the default loss; put them into your own `loss`.");
  }
  if (options.swa !== undefined && options.ema !== undefined) {
    refuse("`swa` and `ema` are two averages, and a network can hold one; leave one of them out.");
  }
  if (options.swa !== undefined && options.patience !== undefined) {
    refuse(
      "`patience` would end the run before the epochs that `swa` averages are done; leave one of them out.",
    );
  }
  const { freeze, unfreeze } = options;
  if (freeze !== undefined && options.freezeBatchNorm !== undefined) {
    refuse("`freezeBatchNorm` would do nothing beside `freeze`, which has `batchNorm`.");
  }
  checkSchedule(scheduler, options.warmup);
  const name =
    typeof scheduler === "function" ? null : typeof scheduler === "string" ? scheduler : scheduler.name;
  const hasState = name === "onecycle" || name === "plateau";
  const isOurs = typeof optimizer === "string" && name !== null && !hasState;
  if (unfreeze !== undefined && !isOurs) {
    refuse(
      "`unfreeze` adds groups to the optimizer, which the schedule follows; both have to be the run's own: leave `optimizer` " +
        'and `scheduler` to their names (but not "onecycle" or "plateau"), or unfreeze in `onEvent`.',
    );
  }
  const { lr, layerDecay, decayNorms } = freeze === undefined ? {} : freezeOptions(freeze);
  if (typeof optimizer !== "string" && (lr ?? layerDecay ?? decayNorms) !== undefined) {
    refuse(
      "rates and decay of `freeze` would do nothing: the optimizer is your own; make it over spec.groups({ lr, weightDecay }).",
    );
  }
  if (typeof optimizer !== "string") {
    idle(["lr", "weightDecay", "momentum"], "the optimizer is your own; give them to it");
  } else if (!optimizersWith("momentum").includes(optimizer)) {
    idle(["momentum"], `it belongs to the optimizer "${optimizersWith("momentum").join('" or "')}"`);
  }
  if (typeof scheduler === "function") {
    idle(["warmup", "minLrFactor", "stepSize", "gamma"], "the scheduler is your own; give them to it");
    return;
  }
  if (name === "onecycle") idle(["warmup"], 'the scheduler "onecycle" begins low itself, for its pctStart');
  if (name === "plateau") {
    idle(
      ["warmup"],
      'the scheduler "plateau" steps with each epoch; take a factory with a SequentialLR, or "cosine"',
    );
  }
  if (typeof scheduler !== "string") {
    idle(["minLrFactor", "stepSize", "gamma"], "settings of a schedule in an object stand in it");
    return;
  }
  if (scheduler !== "cosine") idle(["minLrFactor"], 'it belongs to the scheduler "cosine"');
  if (scheduler !== "step") idle(["stepSize", "gamma"], 'they belong to the scheduler "step"');
}
