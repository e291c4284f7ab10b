/** Classification: labels (N) for images, logits (N, classes). */
import { type Dataset, TensorDataset, tensorLoader } from "../../data/index.ts";
import { boolean, describe, integerFrom, listOf } from "../../edge/index.ts";
import { checkOutputs } from "../../inference/class-logits.ts";
import { channelStatistics } from "../../models/adapt-input.ts";
import { originOf } from "../../models/index.ts";
import { ArgumentError, DatasetError } from "../../native/errors.ts";
import { functional, type Module } from "../../nn/index.ts";
import { type Device, isFloatingPoint, keep, Tensor, tensor } from "../../tensor/index.ts";
import { upload, widened } from "../../tensor/upload.ts";
import { type ImageSample, imageLoader, type TransformLike, transforms } from "../../vision/index.ts";
import { ClassificationMetrics, type ClassificationReport } from "../metrics.ts";
import type { FitOptions } from "../options.ts";
import {
  type BatchLoader,
  balancedClassWeights,
  type LabelData,
  type LabelledBatch,
  type SourceOptions,
} from "../source.ts";
import { sumOf } from "./loss-mean.ts";
import { splitOutputs, type TrainableClassifier } from "./outputs.ts";
import {
  type AnyTask,
  type Criterion,
  type CriterionOptions,
  type Forwarded,
  numbered,
  overOutputs,
  ownCriterion,
  type PassOptions,
  type Task,
  type TaskDefinition,
  type TaskMetric,
  totalLoss,
} from "./task.ts";

const DEFAULT_IMAGE_SIZE = 224;
/** Least share of the image that a training crop shows: milder than ImageNet's 0.08, which loses small findings. */
const DEFAULT_CROP_SCALE: [number, number] = [0.35, 1];

/** What a report of classification measures beside the usual. */
export interface ClassificationMeasures {
  /** k of the top-k accuracies. Default none. */
  topK?: readonly number[];
  /** Default: when there are at most 100 classes. */
  auc?: boolean;
}

/** The task of telling images apart by class. */
export class ClassificationTask implements Task<LabelledBatch, ClassificationReport> {
  readonly name = "classification";
  readonly classes: readonly string[] | undefined;
  readonly batchSize = 32;
  readonly monitor = "accuracy";
  readonly config = {};
  readonly #measures: ClassificationMeasures;

  constructor(classes: readonly string[] | undefined, measures: ClassificationMeasures = {}) {
    this.classes = classes;
    this.#measures = measures;
  }

  get labels(): readonly string[] | undefined {
    return this.classes;
  }

  checkOptions(_: FitOptions): void {}

  /** There is nothing to tell apart in data of a single class, and every figure would say 100 %. */
  checkData(train: unknown): void {
    const [only] = this.classes ?? [];
    const cause = "Was the folder opened one level too high, or does it hold a train/ alone?";
    if (this.classes?.length === 1) {
      throw new DatasetError(
        `train.fit: the data has one class only, "${only}", so there is nothing to tell apart. ${cause} Expected a folder ` +
          "for each class, in it or in its train/, val/ and test/.",
        { operation: "train.fit" },
      );
    }
    const labels = labelsIn(train);
    if (labels.length === 0 || labels.some((label) => label !== labels[0])) return;
    const name = this.classes?.[labels[0] as number] ?? String(labels[0]);
    throw new DatasetError(
      `train.fit: all ${labels.length} training samples are of one class, "${name}", of ${this.classes?.length}, so there is ` +
        "nothing to tell apart. Look at the split, or at the labels.",
      { operation: "train.fit" },
    );
  }

  loader(dataset: Dataset<unknown>, options: SourceOptions): BatchLoader {
    if (dataset instanceof TensorDataset) return tensorLoader(dataset, options);
    return imageLoader(labelled(dataset as Dataset<ImageSample>), options); // as the data's task says
  }

  /** Cross entropy. */
  criterion(options: CriterionOptions, train: unknown, device: Device): Criterion {
    const own = ownCriterion(options.loss);
    if (own !== null) return own;
    const { labelSmoothing = 0, classWeights } = options;
    const classes = this.classes ?? [];
    const weights = classWeights === "balanced" ? balancedClassWeights(train, classes) : classWeights;
    checkClassWeights(weights, classes);
    const weight =
      weights === undefined ? undefined : keep(tensor([...weights], { dtype: "float32", device }));
    const loss: Criterion["loss"] = (logits, labels) =>
      functional.crossEntropy(logits, labels, { weight, labelSmoothing });
    return {
      loss,
      parts: (logits, labels) => [
        {
          value: loss(logits, labels),
          weight: weight === undefined ? labels.numel() : widened(weight).index(labels).sum(),
        },
      ],
      dispose: () => weight?.dispose(),
    };
  }

  forward(batch: LabelledBatch, options: PassOptions): Forwarded {
    const { model, device, channelsLast, operation, training, auxWeight, criterion } = options;
    if (batch?.labels === undefined) refuseBatch(operation);
    let images = upload(batch.images, device);
    if (channelsLast) images = images.contiguous({ memoryFormat: "channels_last" });
    const labels = upload(classIndices(batch.labels, operation), device);
    const outputs = splitOutputs(model, model.forward(images), operation, "a tensor of logits (N, classes)");
    const logits = outputs.main;
    for (const each of [logits, ...outputs.auxiliary]) checkOutputs(each, this.classes, operation);
    const weight = auxWeight ?? outputs.weight;
    const parts = training ? undefined : criterion.parts?.(logits, labels);
    const loss = parts
      ? sumOf(parts)
      : totalLoss(
          criterion.loss,
          { ...outputs, weight, auxiliary: training ? outputs.auxiliary : [] },
          labels,
        );
    return { input: images, output: logits, targets: labels, loss, parts, samples: labels.numel() };
  }

  metric(training: boolean): TaskMetric<ClassificationReport> {
    const { topK, auc } = this.#measures;
    const options = { ...(training ? { auc: false } : { topK, auc }), logits: true };
    const make = (classes: readonly string[]) => new ClassificationMetrics(classes, options);
    return this.classes ? make(this.classes) : overOutputs((outputs) => make(numbered(outputs)), 1);
  }

  /** Those of the model's weights, else of ImageNet. */
  transforms(model: Module, imageSize?: number): { train: TransformLike; val: TransformLike } {
    const published = originOf(model)?.entry?.transforms();
    const standard =
      published instanceof transforms.ImageClassificationPreset
        ? published
        : new transforms.ImageClassificationPreset({ cropSize: DEFAULT_IMAGE_SIZE });
    const { cropSize: usual, resizeSize, interpolation } = standard.options;
    const { mean, std } = channelStatistics(model, standard.options);
    const cropSize = imageSize ?? usual;
    // At another size in the same proportion.
    const val =
      cropSize === usual && mean === standard.options.mean
        ? standard
        : new transforms.ImageClassificationPreset({
            ...standard.options,
            mean,
            std,
            cropSize,
            resizeSize: Math.round((resizeSize * cropSize) / usual),
          });
    const train = new transforms.ClassificationTrainPreset({
      cropSize,
      interpolation,
      mean,
      std,
      scale: DEFAULT_CROP_SCALE,
    });
    return { train, val };
  }
}

/** Classification as data names it: `task: { name: "classification" }`, or no `task` at all. */
export const classification: TaskDefinition<{
  facts: object;
  measures: ClassificationMeasures;
  report: ClassificationReport;
  network: TrainableClassifier;
  data: LabelData;
  batch: LabelledBatch;
}> = {
  facts: [],
  measures: { topK: listOf(integerFrom(1)), auc: boolean },
  // What its batches are is the loaders' and its own to know.
  make: ({ classes }, measures) => new ClassificationTask(classes, measures) as unknown as AnyTask,
};

/** The labels a data set lists; none where it does not. */
function labelsIn(train: unknown): number[] {
  const labels = (train as { labels?: ArrayLike<number> } | null)?.labels;
  return typeof labels?.length === "number" ? Array.from(labels, Number) : [];
}

/** The data set, whose samples are seen to have labels before they are put together. */
function labelled(dataset: Dataset<ImageSample> & { readonly onError?: "throw" | "skip" }): typeof dataset {
  return {
    length: dataset.length,
    onError: dataset.onError,
    get: async (index, context) => {
      const sample = await dataset.get(index, context);
      if (sample.label !== undefined) return sample;
      throw new ArgumentError(
        'train: the data set gives samples without `label`; for masks say task: { name: "segmentation", kind: "binary" }, ' +
          '"multiclass" or "multilabel".',
        { operation: "train" },
      );
    },
  };
}

/**
 * Labels (N) as class indices, int64. The default collate makes float32 of numbers whether they happen to be whole or
 * not, so whole ones are converted here.
 *
 * @throws ArgumentError for what is no tensor, DatasetError for a label that is not whole
 */
function classIndices(labels: Tensor, operation: string): Tensor {
  if (!(labels instanceof Tensor)) {
    throw new ArgumentError(
      `${operation}: labels are a tensor (N) of class indices, got ${describe(labels)}.`,
      { operation },
    );
  }
  if (labels.dtype === "int64") return labels;
  if (isFloatingPoint(labels.dtype)) {
    const odd = Array.from(labels.double().data() as Float64Array).find((label) => !Number.isInteger(label));
    if (odd !== undefined) {
      throw new DatasetError(
        `${operation}: labels are class indices, whole numbers from 0, got ${odd}; shares of classes and measured ` +
          "values are trained in a loop of your own.",
        { operation },
      );
    }
  }
  return labels.to("int64");
}

function refuseBatch(operation: string): never {
  throw new ArgumentError(
    `${operation}: expected batches { images, labels }; for masks say task: { name: "segmentation", kind: "binary" }, ` +
      '"multiclass" or "multilabel".',
    { operation },
  );
}

/** @throws ArgumentError unless there are none or one for each class */
export function checkClassWeights(weights: readonly number[] | undefined, classes: readonly string[]): void {
  if (weights === undefined || weights.length === classes.length) return;
  throw new ArgumentError(
    `train.fit: \`classWeights\` takes a weight per class, ${classes.length} in all, got ${weights.length}.`,
    { operation: "train.fit" },
  );
}
