/** A pass over data without training: loss and the figures of the task. */

import type { Dataset, TensorDataset } from "../data/index.ts";
import {
  abortSignal,
  boolean,
  callable,
  integer,
  integerFrom,
  type Kinds,
  kind,
  listOf,
  nullable,
  oneOf,
  type Rest,
  signature,
  string,
  unchecked,
} from "../edge/index.ts";
import { moveForInference } from "../inference/claims.ts";
import { nonFiniteError } from "../inference/inside/non-finite.ts";
import { breathe, deviceOf } from "../inference/running.ts";
import { labelsOf } from "../models/index.ts";
import { moduleKind } from "../models/option-kinds.ts";
import { throwIfAborted } from "../native/abort.ts";
import { inEvalMode } from "../nn/mode.ts";
import { deviceKind } from "../tensor/argument-kinds.ts";
import { chooseDevice } from "../tensor/device.ts";
import { type DeviceChoice, inferenceMode, scope, stack, type Tensor } from "../tensor/index.ts";
import type { ImageSample, SegmentationKind, SegmentationSample } from "../vision/index.ts";
import type { ClassificationReport } from "./metrics.ts";
import { type LossFunction, lossKind, onErrorKind, topKKind } from "./options.ts";
import type { RunRandom } from "./run-random.ts";
import type { SegmentationReport } from "./segmentation-metrics.ts";
import { type BatchLoader, type BatchSource, batchSource, isDataset, type MaskBatch } from "./source.ts";
import { spacingKind } from "./surface-distances.ts";
import type { ClassificationMeasures } from "./tasks/classification.ts";
import { taskOf } from "./tasks/index.ts";
import type { AnyNetwork, Segmenter } from "./tasks/outputs.ts";
import type { SegmentationMeasures } from "./tasks/segmentation.ts";
import type { AnyTask, Criterion, Forwarded, TaskFacts, TaskReport } from "./tasks/task.ts";

const PASS: Kinds<PassEvaluateOptions> = {
  classes: listOf(string),
  batchSize: integerFrom(1),
  device: deviceKind,
  loss: lossKind,
  channelsLast: boolean,
  prefetch: integerFrom(0),
  concurrency: integerFrom(1),
  onError: onErrorKind,
  onSkip: callable(),
  onProgress: callable(),
  signal: abortSignal,
};

const KINDS: Kinds<EvaluateOptions & EvaluateMasksOptions> = {
  ...PASS,
  topK: topKKind,
  auc: boolean,
  kind: oneOf("binary", "multiclass", "multilabel"),
  ignoreIndex: nullable(integer),
  distances: boolean,
  spacing: spacingKind,
  includeBackground: boolean,
  emptyValue: kind("a number", (v) => typeof v === "number"),
};

const EVALUATE = signature<EvaluateOptions & EvaluateMasksOptions>("train.evaluate", {
  takes: { model: moduleKind, source: unchecked("a data set or a loader") },
  options: KINDS,
  advice: { metrics: "a report holds all figures", shuffle: "the order decides no figure" },
});

/** Options of a pass that every task has. */
export interface PassEvaluateOptions {
  /** Class names in the order of the classes. Default: the data set's, else the model's, else the numbers. */
  classes?: readonly string[];
  /** Default 32, of segmentation 8. */
  batchSize?: number;
  /** Default: where the model is; "auto" takes the first CUDA device if there is one. */
  device?: DeviceChoice;
  /** Default that of `fit`. */
  loss?: LossFunction | { forward: LossFunction };
  /** Run convolutions in channels-last layout. Default false. */
  channelsLast?: boolean;
  prefetch?: number;
  concurrency?: number;
  onError?: "throw" | "skip";
  /** Told for each sample left out because its file could not be read. */
  onSkip?: (error: unknown) => void;
  /** Told after each batch. */
  onProgress?: (done: { step: number; steps: number | null }) => void;
  signal?: AbortSignal;
}

/** Options of {@link evaluate} for classifiers. */
export interface EvaluateOptions extends PassEvaluateOptions, ClassificationMeasures {
  /** k of the top-k accuracies. Default none. */
  topK?: readonly number[];
  /** Default: when there are at most 100 classes. */
  auc?: boolean;
}

/** Options of {@link evaluate} for segmentation. */
export interface EvaluateMasksOptions extends PassEvaluateOptions, SegmentationMeasures {
  /** What masks mean. Default: what the data set says. */
  kind?: SegmentationKind;
  /** Pixels of this value count for nothing. Default: what the data set says, else all count. */
  ignoreIndex?: number | null;
}

/** What followed the data of an evaluation, checked. */
export function readEvaluateOptions(rest: readonly unknown[]): EvaluateOptions & EvaluateMasksOptions {
  return EVALUATE.read(rest);
}

/**
 * Measures a classifier on labelled images, or a segmentation network on images with masks.
 *
 * Each forward pass runs in eval mode and without gradients; every module's mode is as before in between, so that others may
 * use the model meanwhile. Data is of segmentation where
 * it, or the options, say its `kind`.
 *
 * @param model maps (N, C, H, W) to logits (N, classes), of segmentation (N, outputs, H, W)
 * @param source a data set of samples, or a loader of batches
 * @throws ShapeError when the model has not one output per class, ArgumentError for masks with other values,
 *   DeviceError for a device that cannot be used, NonFiniteOutputError where the model gives NaN, with the layer where it
 *   began, AbortError when `signal` says so
 *
 * @example
 * const report = await train.evaluate(model, val, { kind: "binary", distances: true });
 * report.pooled.mean.dice;
 */
export async function evaluate(
  model: AnyNetwork,
  source: Dataset<ImageSample> | TensorDataset | BatchLoader,
  options?: EvaluateOptions,
): Promise<ClassificationReport>;
export async function evaluate(
  model: Segmenter,
  source: Dataset<SegmentationSample> | BatchLoader<MaskBatch>,
  options?: EvaluateMasksOptions,
): Promise<SegmentationReport>;
export async function evaluate(
  model: AnyNetwork,
  source: unknown,
  ...rest: Rest<EvaluateOptions & EvaluateMasksOptions>
): Promise<TaskReport> {
  const options = EVALUATE.read(rest);
  EVALUATE.check(model, source);
  const { prefetch, concurrency, onError, onSkip, signal } = options;
  const said = factsOf(source);
  const facts: TaskFacts = {
    classes: options.classes ?? said.classes ?? labelsOf(model) ?? undefined,
    kind: options.kind ?? said.kind,
    ignoreIndex: options.ignoreIndex === undefined ? said.ignoreIndex : options.ignoreIndex,
  };
  const task = taskOf(facts, "train.evaluate", options);
  checkIdle(source, task, options);
  const { batchSize = task.batchSize } = options;
  const made = batchSource(
    source,
    (dataset, wanted) => task.loader(dataset, wanted),
    { batchSize, shuffle: false, prefetch, concurrency, onError, onSkip, signal },
    "train.evaluate",
  );
  if (options.device !== undefined)
    moveForInference("train.evaluate", model, chooseDevice(options.device), deviceOf(model));
  const criterion = task.criterion({ loss: options.loss }, null, deviceOf(model));
  try {
    return await evaluateSource(model, task, made, { ...options, criterion });
  } finally {
    criterion.dispose();
  }
}

/** Refuses options that would do nothing: a loader's own, and other tasks'. */
function checkIdle(source: unknown, task: AnyTask, options: EvaluateOptions & EvaluateMasksOptions): void {
  const refuse = (names: readonly (keyof typeof options)[], why: string): void => {
    const idle = names.filter((name) => options[name] !== undefined);
    if (idle.length > 0) throw EVALUATE.error(`${idle.join(" and ")} would do nothing: ${why}.`);
  };
  if (!isDataset(source)) {
    refuse(
      ["batchSize", "prefetch", "concurrency", "onError", "onSkip"],
      "the loader is your own; give them there",
    );
  }
  if (task.name === "segmentation") refuse(["topK", "auc"], "they are of classification");
  else refuse(["distances", "spacing", "includeBackground", "emptyValue"], "they are of segmentation");
}

/** What a data set says of its classes: itself, or as parts of segmentation data do in their `task`. */
function factsOf(source: unknown): TaskFacts {
  const said = (source ?? {}) as TaskFacts & { task?: TaskFacts | null };
  return said.task ?? said;
}

/** {@link evaluate} over a source that is already made; `fit` validates with it. */
export async function evaluateSource(
  model: AnyNetwork,
  task: AnyTask,
  source: BatchSource,
  options: Pick<PassEvaluateOptions, "channelsLast" | "signal" | "onProgress"> & {
    criterion: Criterion;
    /** Random state that the forward passes draw from; the process's own by default. */
    random?: RunRandom;
  },
): Promise<TaskReport> {
  const { signal, criterion, random, channelsLast = false } = options;
  const pass = task.pass({
    model,
    device: deviceOf(model),
    channelsLast,
    criterion,
    training: false,
    auxWeight: undefined,
    operation: "train.evaluate",
  });
  const forward = (batch: unknown): Forwarded =>
    // No await in here: the mode is the model's, and others use it.
    inEvalMode(model, () => inferenceMode(() => pass.forward(batch)));
  let step = 0;
  for await (const batch of source.loader) {
    throwIfAborted(signal, "train.evaluate");
    await scope(async () => {
      const forwarded = random === undefined ? forward(batch) : random.within(() => forward(batch));
      const { input, output, loss } = forwarded;
      const [value, largest] = await numbersOf(loss, output);
      if (!(largest < Number.POSITIVE_INFINITY)) {
        throw nonFiniteError("train.evaluate", model, input, Number.isNaN(largest) ? "NaN" : "Infinity");
      }
      await forwarded.settle(value);
    });
    source.release(batch);
    step++;
    options.onProgress?.({ step, steps: source.batches });
    await breathe();
  }
  return pass.report();
}

/** The loss, and the largest of a network's outputs: NaN where one is. */
async function numbersOf(loss: Tensor, output: Tensor): Promise<[loss: number, largest: number]> {
  const both = inferenceMode(() => stack([loss.double(), output.amax().double()]));
  const [value, largest] = (await both.dataAsync()) as Float64Array; // double() above
  return [value as number, largest as number];
}
