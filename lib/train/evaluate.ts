/** A pass over data without training: loss and the figures of the task. */

import type { Dataset, TensorDataset } from "../data/index.ts";
import { labelsOf } from "../models/index.ts";
import { throwIfAborted } from "../native/abort.ts";
import type { Module } from "../nn/index.ts";
import { type Device, inferenceMode, scope } from "../tensor/index.ts";
import type { ImageSample, SegmentationKind, SegmentationSample } from "../vision/index.ts";
import type { ClassificationReport } from "./metrics.ts";
import type { LossFunction } from "./options.ts";
import type { SegmentationReport } from "./segmentation-metrics.ts";
import { type BatchLoader, type BatchSource, batchSource, type MaskBatch } from "./source.ts";
import type { ClassificationMeasures } from "./tasks/classification.ts";
import { taskOf } from "./tasks/index.ts";
import type { AnyNetwork, Segmenter } from "./tasks/outputs.ts";
import type { SegmentationMeasures } from "./tasks/segmentation.ts";
import type { AnyTask, TaskFacts, TaskReport } from "./tasks/task.ts";
import { inEvalMode } from "./trainability.ts";

/** Options of a pass that every task has. */
export interface PassEvaluateOptions {
  /** Class names in the order of the classes. Default: the data set's, else the model's, else the numbers. */
  classes?: readonly string[];
  /** Default 32, of segmentation 8. */
  batchSize?: number;
  /** Default: where the model is; "auto" takes the first CUDA device if there is one. */
  device?: Device;
  /** Default that of `fit`. */
  loss?: LossFunction;
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
  topK?: number[];
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

/**
 * Measures a classifier on labelled images, or a segmentation network on images with masks.
 *
 * The model is put into eval mode for the time and back afterwards; no gradient is recorded. Data is of segmentation where
 * it, or the options, say its `kind`.
 *
 * @param model maps (N, C, H, W) to logits (N, classes), of segmentation (N, outputs, H, W)
 * @param source a data set of samples, or a loader of batches
 * @throws ShapeError when the model has not one output per class, ArgumentError for masks with other values, AbortError
 *   when `signal` says so
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
  options: EvaluateOptions & EvaluateMasksOptions = {},
): Promise<TaskReport> {
  const { prefetch, concurrency, onError, onSkip, signal } = options;
  const said = factsOf(source);
  const facts: TaskFacts = {
    classes: options.classes ?? said.classes ?? labelsOf(model) ?? undefined,
    kind: options.kind ?? said.kind,
    ignoreIndex: options.ignoreIndex === undefined ? said.ignoreIndex : options.ignoreIndex,
  };
  const task = taskOf(facts, "train.evaluate", options);
  const { batchSize = task.batchSize } = options;
  const made = batchSource(
    source,
    (dataset, wanted) => task.loader(dataset, wanted),
    { batchSize, shuffle: false, prefetch, concurrency, onError, onSkip, signal },
    "train.evaluate",
  );
  if (options.device !== undefined) model.to(options.device);
  const criterion = task.criterion({ loss: options.loss }, null, deviceOf(model));
  try {
    return await evaluateSource(model, task, made, { ...options, loss: criterion.loss });
  } finally {
    criterion.dispose();
  }
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
  options: Pick<PassEvaluateOptions, "channelsLast" | "signal" | "onProgress"> & { loss: LossFunction },
): Promise<TaskReport> {
  const { signal, loss, channelsLast = false } = options;
  const pass = task.pass({
    model,
    device: deviceOf(model),
    channelsLast,
    loss,
    training: false,
    auxWeight: undefined,
    operation: "train.evaluate",
  });
  let step = 0;
  await inEvalMode(model, async () => {
    for await (const batch of source.loader) {
      throwIfAborted(signal, "train.evaluate");
      await scope(async () => {
        const forwarded = inferenceMode(() => pass.forward(batch));
        await forwarded.settle(Number((await forwarded.loss.dataAsync())[0]));
      });
      source.release(batch);
      step++;
      options.onProgress?.({ step, steps: source.batches });
      await breathe();
    }
  });
  return pass.report();
}

/** Where a model's parameters are; the CPU for a model without any. */
export function deviceOf(model: Module): Device {
  for (const parameter of model.parameters()) return parameter.device;
  return "cpu";
}

/** Lets timers, signals and other tasks of the event loop run. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
