/** Classification: labels (N), or shares of the classes (N, classes), for images; logits (N, classes). */
import { type Dataset, TensorDataset, tensorLoader } from "../../data/index.ts";
import { boolean, integerFrom, listOf } from "../../edge/index.ts";
import { checkOutputs } from "../../inference/class-logits.ts";
import {
  meanLogits,
  scoresOf,
  type TestTime,
  testTimeKind,
  testTimeOf,
  type Views,
  viewsOf,
} from "../../inference/test-time-classes.ts";
import type { PredictionRow } from "../../metrics/predictions/rows.ts";
import { ArgumentError, DatasetError, ShapeError } from "../../native/errors.ts";
import { functional, type Module } from "../../nn/index.ts";
import { type Device, keep, type Tensor, tensor } from "../../tensor/index.ts";
import { upload, widened } from "../../tensor/upload.ts";
import { type ImageSample, imageLoader, type TransformLike } from "../../vision/index.ts";
import { ClassificationMetrics, type ClassificationReport } from "../metrics.ts";
import type { FitOptions } from "../options.ts";
import {
  type BatchLoader,
  balancedClassWeights,
  type LabelData,
  type LabelledBatch,
  type SourceOptions,
} from "../source.ts";
import { classRows } from "./class-rows.ts";
import { weightsInOrder } from "./class-weights.ts";
import { imageTransforms } from "./image-transforms.ts";
import { labelled, labelsIn, labelTargets } from "./label-targets.ts";
import { sumOf } from "./loss-mean.ts";
import { focalOf } from "./named-loss.ts";
import { type SplitOutputs, splitOutputs, type TrainableClassifier } from "./outputs.ts";
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

/** What a report of classification measures beside the usual. */
export interface ClassificationMeasures {
  /** k of the top-k accuracies. Default none. */
  topK?: readonly number[];
  /** Default: when there are at most 100 classes. */
  auc?: boolean;
  /** Average over views of each image, as `predict` does. Loss and figures are of the mean. Default: the image alone. */
  testTime?: TestTime;
}

/** The task of telling images apart by class. */
export class ClassificationTask implements Task<LabelledBatch, ClassificationReport> {
  readonly name = "classification";
  readonly classes: readonly string[] | undefined;
  readonly batchSize = 32;
  readonly monitor = "accuracy";
  readonly losses = ["focal"] as const;
  readonly config = {};
  readonly #measures: ClassificationMeasures;
  readonly #views: Views | null;

  constructor(classes: readonly string[] | undefined, measures: ClassificationMeasures = {}) {
    this.classes = classes;
    this.#measures = measures;
    this.#views = testTimeOf(measures.testTime, "train.evaluate");
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

  /** Cross entropy, or its focal form. */
  criterion(options: CriterionOptions, train: unknown, device: Device): Criterion {
    const own = ownCriterion(options.loss);
    if (own !== null) return own;
    const { labelSmoothing = 0, classWeights } = options;
    const classes = this.classes ?? [];
    const weights =
      classWeights === "balanced"
        ? balancedClassWeights(train, classes)
        : weightsInOrder(classWeights, classes);
    const focal = focalOf(options.loss);
    if (focal !== null && focal.alpha !== null) {
      throw new ArgumentError(
        "train.fit: `alpha` of the focal loss is for binary and multilabel masks; of classes give `classWeights`.",
        { operation: "train.fit" },
      );
    }
    const weight = weights === undefined ? undefined : keep(tensor(weights, { dtype: "float32", device }));
    const loss: Criterion["loss"] = (logits, labels) =>
      focal === null
        ? functional.crossEntropy(logits, labels, { weight, labelSmoothing })
        : functional.focalCrossEntropy(logits, labels, { weight, labelSmoothing, gamma: focal.gamma });
    return {
      loss,
      parts: (logits, labels) => [
        {
          value: loss(logits, labels),
          // Of shares PyTorch's mean is over the samples, weights or not.
          weight:
            weight === undefined || labels.ndim === 2
              ? (labels.shape[0] as number)
              : widened(weight).index(labels).sum(),
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
    const labels = upload(labelTargets(batch.labels, operation), device);
    const outputs = this.#outputs(model, images, operation, training);
    const logits = outputs.main;
    for (const each of [logits, ...outputs.auxiliary]) {
      checkOutputs(each, this.classes, operation);
      if (labels.ndim === 2) checkShares(labels, each, operation);
    }
    const weight = auxWeight ?? outputs.weight;
    const parts = training ? undefined : criterion.parts?.(logits, labels);
    const loss = parts
      ? sumOf(parts)
      : totalLoss(
          criterion.loss,
          { ...outputs, weight, auxiliary: training ? outputs.auxiliary : [] },
          labels,
        );
    return {
      input: images,
      output: logits,
      targets: labels,
      loss,
      parts,
      samples: labels.shape[0] as number,
    };
  }

  /** What the network gives of a batch; in evaluations with views the mean over them. */
  #outputs(model: PassOptions["model"], images: Tensor, operation: string, training: boolean): SplitOutputs {
    const views = training ? null : this.#views;
    const of = (batch: Tensor): SplitOutputs =>
      splitOutputs(model, model.forward(batch), operation, "a tensor of logits (N, classes)");
    if (views === null) return of(images);
    const each = [...viewsOf(images, views)].map((view) => of(view).main);
    for (const logits of each) checkOutputs(logits, this.classes, operation);
    const scores = each.map((logits) => scoresOf(logits, views));
    const { dtype } = each[0] as Tensor; // there is one view at least
    return { main: meanLogits(scores, views).to(dtype), auxiliary: [], weight: 0 };
  }

  rows(forwarded: Forwarded, criterion: Criterion): Promise<PredictionRow[]> {
    return classRows(forwarded, this.classes, criterion);
  }

  metric(training: boolean): TaskMetric<ClassificationReport> {
    const { topK, auc } = this.#measures;
    const options = { ...(training ? { auc: false } : { topK, auc }), logits: true };
    const make = (classes: readonly string[]) => new ClassificationMetrics(classes, options);
    return this.classes ? make(this.classes) : overOutputs((outputs) => make(numbered(outputs)), 1);
  }

  transforms(model: Module, imageSize?: number): { train: TransformLike; val: TransformLike } {
    return imageTransforms(model, imageSize);
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
  measures: { topK: listOf(integerFrom(1)), auc: boolean, testTime: testTimeKind },
  ofRuns: ["topK"],
  // What its batches are is the loaders' and its own to know.
  make: ({ classes }, measures) => new ClassificationTask(classes, measures) as unknown as AnyTask,
};

/** @throws ShapeError unless the shares are of as many classes as there are logits */
function checkShares(shares: Tensor, logits: Tensor, operation: string): void {
  if (shares.shape.join() === logits.shape.join()) return;
  throw new ShapeError(
    `${operation}: expected labels (N) or (${logits.shape.join(", ")}) for logits (${logits.shape.join(", ")}), got ` +
      `(${shares.shape.join(", ")}).`,
    { operation },
  );
}

function refuseBatch(operation: string): never {
  throw new ArgumentError(
    `${operation}: expected batches { images, labels }; for masks say task: { name: "segmentation", kind: "binary" }, ` +
      '"multiclass" or "multilabel".',
    { operation },
  );
}
