/** A pass over labelled images without training: loss, accuracy, AUC and the rest of the report. */

import type { Dataset, TensorDataset } from "../data/index.ts";
import { labelsOf } from "../models/index.ts";
import { AbortError, ArgumentError, ShapeError } from "../native/errors.ts";
import { functional, type Module } from "../nn/index.ts";
import { type Device, inferenceMode, scope, Tensor } from "../tensor/index.ts";
import type { ImageSample } from "../vision/index.ts";
import { ClassificationMetrics, type ClassificationReport } from "./metrics.ts";
import type { Classifier, LossFunction } from "./options.ts";
import { type BatchLoader, type BatchSource, batchSource } from "./source.ts";
import { inEvalMode } from "./trainability.ts";

/** Options of {@link evaluate}. */
export interface EvaluateOptions {
  /** Class names in the order of the labels. Default: the data set's, else the model's, else the numbers. */
  classes?: readonly string[];
  /** Default 32. */
  batchSize?: number;
  /** Default: where the model is; "auto" takes the first CUDA device if there is one. */
  device?: Device;
  /** Default cross entropy. */
  loss?: LossFunction;
  /** k of the top-k accuracies. Default none. */
  topK?: number[];
  /** Default: when there are at most 100 classes. */
  auc?: boolean;
  prefetch?: number;
  concurrency?: number;
  onError?: "throw" | "skip";
  /** Told for each sample left out because its file could not be read. */
  onSkip?: (error: unknown) => void;
  /** Told after each batch. */
  onProgress?: (done: { step: number; steps: number | null }) => void;
  signal?: AbortSignal;
}

/**
 * Measures a classifier on labelled images.
 *
 * The model is put into eval mode for the time and back afterwards; no gradient is recorded.
 *
 * @param model maps (N, C, H, W) to logits (N, classes)
 * @param source a data set of samples, or a loader of batches
 * @throws ShapeError when the model has not one output per class, AbortError when `signal` says so
 */
export async function evaluate(
  model: Classifier,
  source: Dataset<ImageSample> | TensorDataset | BatchLoader,
  options: EvaluateOptions = {},
): Promise<ClassificationReport> {
  const { batchSize = 32, prefetch, concurrency, onError, onSkip, signal } = options;
  const made = batchSource(
    source,
    { batchSize, shuffle: false, prefetch, concurrency, onError, onSkip, signal },
    "train.evaluate",
  );
  const classes =
    options.classes ?? (source as { classes?: readonly string[] }).classes ?? labelsOf(model) ?? undefined;
  if (options.device !== undefined) model.to(options.device);
  return evaluateSource(model, made, { ...options, classes });
}

/** {@link evaluate} over a source that is already made; `fit` validates with it. */
export async function evaluateSource(
  model: Classifier,
  source: BatchSource,
  options: Omit<EvaluateOptions, "batchSize">,
): Promise<ClassificationReport> {
  const { signal, topK, auc } = options;
  const loss = options.loss ?? ((logits: Tensor, labels: Tensor) => functional.crossEntropy(logits, labels));
  const device = deviceOf(model);
  let metrics: ClassificationMetrics | undefined;
  let step = 0;

  await inEvalMode(model, async () => {
    for await (const batch of source.loader) {
      throwIfAborted(signal, "train.evaluate");
      const measured = await scope(async () => {
        const images = batch.images.to(device);
        const labels = batch.labels.to(device);
        const { logits, mean } = inferenceMode(() => {
          const output = asLogits(model.forward(images), "train.evaluate");
          return { logits: output, mean: loss(output, labels) };
        });
        checkOutputs(logits, options.classes, "train.evaluate");
        const scores = await inferenceMode(() => logits.float().softmax(1)).data();
        return {
          scores: scores as Float32Array,
          outputs: logits.shape[1] as number,
          labels: (await batch.labels.data()) as BigInt64Array,
          loss: Number((await mean.data())[0]),
        };
      });
      source.release(batch);
      metrics ??= new ClassificationMetrics(options.classes ?? numbered(measured.outputs), { topK, auc });
      metrics.update(measured.scores, measured.labels, measured.loss);
      step++;
      options.onProgress?.({ step, steps: source.batches });
      await breathe();
    }
  });
  return (metrics ?? new ClassificationMetrics(options.classes ?? ["?"], { topK, auc })).report();
}

/** Where a model's parameters are; the CPU for a model without any. */
export function deviceOf(model: Module): Device {
  for (const parameter of model.parameters()) return parameter.device;
  return "cpu";
}

/**
 * The logits in what a model returned.
 *
 * @throws ArgumentError when it is no tensor
 */
export function asLogits(output: unknown, operation: string): Tensor {
  if (output instanceof Tensor) return output;
  throw new ArgumentError(
    `${operation}: expected the model to return a tensor of logits (N, classes), got ` +
      `${output === null ? "null" : typeof output}.`,
    { operation },
  );
}

/**
 * Checks that logits have one column per class.
 *
 * @throws ShapeError that says how the head is replaced
 */
export function checkOutputs(
  logits: Tensor,
  classes: readonly string[] | undefined,
  operation: string,
): void {
  const [, outputs] = logits.shape;
  if (logits.shape.length === 2 && (classes === undefined || outputs === classes.length)) return;
  throw new ShapeError(
    `${operation}: expected logits of shape (N, ${classes?.length ?? "classes"}), got (${logits.shape.join(", ")}). ` +
      "Replace the head so that it has one output per class: models.replaceHead(model, classes), for a ResNet as " +
      `model.fc = new nn.Linear(model.fc.in_features, ${classes?.length ?? "classes.length"}).`,
    { operation },
  );
}

/** Lets timers, signals and other tasks of the event loop run. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** @throws AbortError when the signal was raised */
export function throwIfAborted(signal: AbortSignal | undefined, operation: string): void {
  if (signal?.aborted) {
    throw new AbortError(`${operation}: stopped because its signal was aborted.`, {
      operation,
      cause: signal.reason,
    });
  }
}

/** Names for classes that have none: "0", "1", ... */
function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(index));
}
