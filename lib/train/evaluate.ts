/** A pass over data without training: loss and the figures of the task. */

import type { Dataset, TensorDataset } from "../data/index.ts";
import {
  abortSignal,
  boolean,
  callable,
  integerFrom,
  type Kinds,
  listOf,
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
import { type DeviceChoice, inferenceMode, scope, Tensor } from "../tensor/index.ts";
import { claimOwn, namedMetrics } from "./claim-own.ts";
import { Meter } from "./meter.ts";
import { type Metrics, metricsKind } from "./metric.ts";
import { type LossFunction, lossKind, onErrorKind } from "./options.ts";
import { decidePrecision, inPrecision, type Precision, precisionKind } from "./precision.ts";
import { outKind, PredictionRows, type PredictionsOut } from "./prediction-rows.ts";
import type { RunRandom } from "./run-random.ts";
import { type BatchLoader, type BatchSource, batchSource, filesIn, isDataset } from "./source.ts";
import type { ClassificationMeasures } from "./tasks/classification.ts";
import {
  MEASURES,
  type Measures,
  type MeasuresOf,
  measuresOfOthers,
  type NetworkOf,
  type ReportOf,
  type TaskSpec,
  taskKind,
  taskOf,
} from "./tasks/index.ts";
import { checkNamedLoss, type NamedLoss } from "./tasks/named-loss.ts";
import type { AnyNetwork } from "./tasks/outputs.ts";
import { namesIn, saidTask } from "./tasks/said.ts";
import type { SegmentationMeasures } from "./tasks/segmentation.ts";
import type { AnyTask, Criterion, Forwarded, OwnTask, TaskReport } from "./tasks/task.ts";

const PASS: Kinds<PassEvaluateOptions> = {
  classes: listOf(string),
  batchSize: integerFrom(1),
  device: deviceKind,
  loss: lossKind,
  channelsLast: boolean,
  precision: precisionKind,
  prefetch: integerFrom(0),
  concurrency: integerFrom(1),
  onError: onErrorKind,
  onSkip: callable(),
  onProgress: callable(),
  signal: abortSignal,
  metrics: metricsKind,
  out: outKind,
  task: taskKind,
};

/** All that any task may measure. */
type AnyEvaluateOptions = PassEvaluateOptions & Measures;

const EVALUATE = signature<AnyEvaluateOptions>("train.evaluate", {
  takes: { model: moduleKind, source: unchecked("a data set or a loader") },
  options: { ...PASS, ...MEASURES },
  advice: {
    shuffle: "the order decides no figure",
    kind: 'it is of the task: task: { name: "segmentation", kind: "binary" }',
    ignoreIndex: 'it is of the task: task: { name: "segmentation", kind: "multiclass", ignoreIndex: 255 }',
  },
});

/** Options of a pass that every task has. */
export interface PassEvaluateOptions {
  /** Class names in the order of the classes. Default: the data set's, else the model's, else the numbers. */
  classes?: readonly string[];
  /** Default 32, of segmentation 8, of detection 2. */
  batchSize?: number;
  /** Default: where the model is; "auto" takes the first CUDA device if there is one. */
  device?: DeviceChoice;
  /** Default that of `fit`. */
  loss?: LossFunction | { forward: LossFunction } | NamedLoss;
  /** Run convolutions in channels-last layout. Default false. */
  channelsLast?: boolean;
  /** In which dtype operators compute that bear it; figures are computed in float32. Default "float32". */
  precision?: Precision;
  prefetch?: number;
  concurrency?: number;
  onError?: "throw" | "skip";
  /** Told for each sample left out because its file could not be read. */
  onSkip?: (error: unknown) => void;
  /** Told after each batch. */
  onProgress?: (done: { step: number; steps: number | null }) => void;
  signal?: AbortSignal;
  /** Metrics of your own, by name; their figures are in the report's `figures`. */
  metrics?: Metrics;
  /**
   * Where the predictions are written, a row for each sample: its file, patient, label, probabilities and loss, of masks its figures; of
   * boxes a row for each true object and each detection.
   * `metrics.fromPredictions` makes every figure of it. CSV, TSV (.tsv), JSON lines (.jsonl) or Parquet
   * (.parquet); the file appears whole or not at all.
   */
  out?: string | PredictionsOut;
  /** The task that is measured: `{ name: "segmentation", kind: "binary" }`. Default: what the source says, else classification. */
  task?: TaskSpec | OwnTask;
}

/** Options of {@link evaluate} for classifiers. */
export type EvaluateOptions = PassEvaluateOptions & ClassificationMeasures;

/** Options of {@link evaluate} for segmentation. */
export type EvaluateMasksOptions = PassEvaluateOptions & SegmentationMeasures;

/** What can be measured: a data set, or a loader of batches. */
export type EvaluateSource = Dataset<unknown> | TensorDataset | BatchLoader<unknown>;

/** The source, or what the call says of its task in its place. */
export type SaidOf<D, T> = [T] extends [undefined] ? D : { readonly task: T };

/** What followed the data of an evaluation, checked. */
export function readEvaluateOptions(rest: readonly unknown[]): AnyEvaluateOptions {
  return EVALUATE.read(rest);
}

/**
 * Measures a network on labelled images, on images with masks, or on whatever the task takes that the source carries.
 *
 * Each forward pass runs in eval mode and without gradients; every module's mode is as before in between, so that others may
 * use the model meanwhile.
 *
 * @param model maps (N, C, H, W) to logits (N, classes), of segmentation (N, outputs, H, W)
 * @param source a data set of samples, or a loader of batches
 * @throws ShapeError when the model has not one output per class, ArgumentError for masks with other values,
 *   DeviceError for a device that cannot be used, NonFiniteOutputError where the model gives NaN, with the layer where it
 *   began, AbortError when `signal` says so
 *
 * @example
 * const report = await train.evaluate(model, loader, { task: { name: "segmentation", kind: "binary" }, distances: true });
 * report.pooled.mean.dice;
 */
export async function evaluate<const D extends EvaluateSource, const T = undefined>(
  model: NetworkOf<SaidOf<D, T>>,
  source: D,
  options?: Omit<PassEvaluateOptions, "task"> & { task?: T } & MeasuresOf<SaidOf<D, T>>,
): Promise<ReportOf<SaidOf<D, T>>>;
export async function evaluate(
  model: AnyNetwork,
  source: unknown,
  ...rest: Rest<AnyEvaluateOptions>
): Promise<TaskReport> {
  const options = EVALUATE.read(rest);
  EVALUATE.check(model, source);
  const { prefetch, concurrency, onError, onSkip, signal } = options;
  const said = options.task ?? saidTask(source, "train.evaluate");
  const classes = options.classes ?? namesIn(source) ?? namesIn(said) ?? labelsOf(model) ?? undefined;
  const task = taskOf(said, classes, "train.evaluate", options);
  task.checkNetwork?.(model, "train.evaluate");
  checkNamedLoss(task, options.loss, "train.evaluate");
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
  let release = (): void => {};
  try {
    release = claimOwn("train.evaluate", namedMetrics(options.metrics));
    const { out } = options;
    const rows = out === undefined ? null : await PredictionRows.open(out, source, task, "train.evaluate");
    const report = await evaluateSource(model, task, made, { ...options, criterion, rows });
    await rows?.write(signal);
    return report;
  } finally {
    release();
    criterion.dispose();
  }
}

/** Refuses options that would do nothing: a loader's own, and other tasks'. */
function checkIdle(source: unknown, task: AnyTask, options: AnyEvaluateOptions): void {
  const refuse = (names: readonly string[], why: string): void => {
    const idle = names.filter((name) => (options as Record<string, unknown>)[name] !== undefined);
    if (idle.length > 0) throw EVALUATE.error(`${idle.join(" and ")} would do nothing: ${why}.`);
  };
  if (!isDataset(source)) {
    refuse(
      ["batchSize", "prefetch", "concurrency", "onError", "onSkip"],
      "the loader is your own; give them there",
    );
  }
  const others = measuresOfOthers(task);
  for (const owner of new Set(others.map(([, name]) => name))) {
    refuse(
      others.flatMap(([measure, name]) => (name === owner ? [measure] : [])),
      `they are of ${owner}`,
    );
  }
}

/** {@link evaluate} over a source that is already made; `fit` validates with it. */
export async function evaluateSource(...given: Parameters<typeof measure>): Promise<TaskReport> {
  return (await measure(...given)).report();
}

/** What a pass over a source measures. */
export async function measure(
  model: AnyNetwork,
  task: AnyTask,
  source: BatchSource,
  options: Pick<PassEvaluateOptions, "channelsLast" | "precision" | "signal" | "onProgress" | "metrics"> & {
    criterion: Criterion;
    /** What gathers a row for each sample. */
    rows?: PredictionRows | null;
    /** Random state that the forward passes draw from; the process's own by default. */
    random?: RunRandom;
  },
): Promise<Meter<TaskReport>> {
  const { signal, criterion, random, rows, channelsLast = false } = options;
  const meter = new Meter(task.metric(false), options.metrics ?? {}, "train.evaluate");
  const device = deviceOf(model);
  const { dtype } = decidePrecision(options.precision ?? "float32", device);
  const pass = {
    model,
    device,
    channelsLast,
    criterion,
    training: false,
    auxWeight: undefined,
    operation: "train.evaluate",
  };
  const forward = (batch: unknown): Forwarded =>
    // No await in here: the mode is the model's, and others use it.
    inEvalMode(model, () => inferenceMode(() => inPrecision(dtype, device, () => task.forward(batch, pass))));
  let step = 0;
  for await (const batch of source.loader) {
    throwIfAborted(signal, "train.evaluate");
    await scope(async () => {
      const forwarded = random === undefined ? forward(batch) : random.within(() => forward(batch));
      // Both are asked for before either is waited for.
      const finite = checkFinite(model, forwarded, filesIn(batch));
      const taken = (async () => meter.take(forwarded))();
      taken.catch(() => {}); // what is not finite is told first
      await finite;
      await taken;
      await rows?.take(batch, forwarded, criterion);
    });
    source.release(batch);
    step++;
    options.onProgress?.({ step, steps: source.batches });
    await breathe();
  }
  return meter;
}

/**
 * A network that gives lists drops what is not finite itself, boxes say; its loss tells it then.
 *
 * @throws NonFiniteOutputError where what the network gave is not finite
 */
async function checkFinite(
  model: AnyNetwork,
  { input, output, loss }: Forwarded,
  files: readonly string[],
): Promise<void> {
  const judged = output instanceof Tensor ? inferenceMode(() => output.amax()) : loss;
  if (judged === null) return;
  const largest = Number(await judged.itemAsync());
  if (largest < Number.POSITIVE_INFINITY) return;
  throw nonFiniteError("train.evaluate", model, input, Number.isNaN(largest) ? "NaN" : "Infinity", files);
}
