/**
 * Ordered grades: labels (N) of K grades, cumulative logits (N, K - 1), each whether the grade is above one of them, as in CORAL (Cao,
 * Mirjalili & Raschka 2020, https://arxiv.org/abs/1901.07884).
 *
 * A head with shared weights is `models.coralHead`, one with weights of their own a linear layer with K - 1 outputs.
 */
import { type Dataset, TensorDataset, tensorLoader } from "../../data/index.ts";
import type { PredictionRow } from "../../metrics/predictions/rows.ts";
import { coralHead, hasCoralHead } from "../../models/coral.ts";
import { labelsOf } from "../../models/index.ts";
import { ArgumentError, DatasetError, ShapeError } from "../../native/errors.ts";
import { functional, type Module } from "../../nn/index.ts";
import { arange, type Device, keep, type Tensor, tensor } from "../../tensor/index.ts";
import { widened } from "../../tensor/upload.ts";
import { type ImageSample, imageLoader, type OrdinalData, type TransformLike } from "../../vision/index.ts";
import type { FitOptions } from "../options.ts";
import { OrdinalMetrics, type OrdinalReport } from "../ordinal-metrics.ts";
import {
  type BatchLoader,
  balancedClassWeights,
  type LabelledBatch,
  type LabelledImage,
  type SourceOptions,
} from "../source.ts";
import { weightsInOrder } from "./class-weights.ts";
import { imageTransforms } from "./image-transforms.ts";
import { labelled, labelsIn, labelTargets } from "./label-targets.ts";
import { focalOf } from "./named-loss.ts";
import type { TrainableClassifier } from "./outputs.ts";
import { gradeRows } from "./target-rows.ts";
import {
  type AnyTask,
  type Criterion,
  type CriterionOptions,
  type Forwarded,
  ownCriterion,
  type PassOptions,
  type Task,
  type TaskDefinition,
  type TaskMetric,
} from "./task.ts";
import { forwardVectors } from "./vectors.ts";

/** What a run keeps of its grades' network, so that it can be built again. */
export interface OrdinalFacts {
  /** "coral" where the head shares its weights. */
  head?: "coral";
}

/** Loaders of images and grades, or data sets of them, made by the caller, with the names of the grades in order. */
export interface OrdinalLoaderData {
  readonly train: BatchLoader | Dataset<LabelledImage> | TensorDataset;
  readonly val?: BatchLoader | Dataset<LabelledImage> | TensorDataset | null;
  readonly classes: readonly string[];
  readonly task: { readonly name: "ordinal" };
}

const UNMIXED = "a share of two grades is no grade between them; augment in the training transform";

/** The task of telling how far something has gone. */
export class OrdinalTask implements Task<LabelledBatch, OrdinalReport> {
  readonly name = "ordinal";
  /** The grades, in their order. */
  readonly classes: readonly string[];
  readonly batchSize = 32;
  readonly monitor = "kappa";
  readonly losses = ["focal"] as const;
  readonly unmixed = { mixup: UNMIXED, cutmix: UNMIXED };
  #head: "coral" | undefined;

  /** @throws ArgumentError for fewer than two grades, and a head there is not */
  constructor(facts: Partial<OrdinalFacts> & { classes?: readonly string[] }, operation: string) {
    const { classes, head } = facts;
    const refuse: (text: string) => never = (text) => {
      throw new ArgumentError(`${operation}: ${text}`, { operation });
    };
    if (classes === undefined) refuse("ordered grades have names: give `classes`, in their order.");
    if (classes.length < 2 || new Set(classes).size !== classes.length) {
      refuse(`ordered grades are two or more, each named otherwise, got ${JSON.stringify(classes)}.`);
    }
    if (head !== undefined && head !== "coral")
      refuse(`\`head\` of the task is "coral" or left out, got ${JSON.stringify(head)}.`);
    this.classes = classes;
    this.#head = head;
  }

  /** What each output asks: `above mild`. */
  get labels(): readonly string[] {
    return this.classes.slice(0, -1).map((name) => `above ${name}`);
  }

  get config(): Record<string, unknown> {
    return this.#head === undefined ? {} : { head: this.#head };
  }

  checkOptions({ labelSmoothing = 0, topK }: FitOptions<OrdinalReport>): void {
    const refuse = (text: string): never => {
      throw new ArgumentError(`train.fit: ${text}`, { operation: "train.fit" });
    };
    if (labelSmoothing > 0)
      refuse("`labelSmoothing` is for classes without an order; give a `loss` of your own.");
    if (topK !== undefined) refuse("`topK` is for classes without an order; reports have `withinOne`.");
  }

  /** A head with an output for each grade is one of classes. */
  checkNetwork(model: Module, operation: string): void {
    const labels = labelsOf(model) as readonly string[] | null;
    if (labels?.join("\n") === this.classes.join("\n")) {
      throw new ShapeError(
        `${operation}: the head has an output for each of the ${this.classes.length} grades, and ordered grades have one fewer. ` +
          adviceFor(this.classes),
        { operation },
      );
    }
    this.#head = hasCoralHead(model) ? "coral" : undefined;
  }

  complete(model: Module): void {
    if (this.#head === "coral") coralHead(model, this.classes.length);
  }

  checkData(train: unknown): void {
    const labels = labelsIn(train);
    if (labels.length === 0 || labels.some((label) => label !== labels[0])) return;
    throw new DatasetError(
      `train.fit: all ${labels.length} training samples are of one grade, "${this.classes[labels[0] as number]}", of ` +
        `${this.classes.length}, so there is nothing to learn. Look at the split, or at the grades.`,
      { operation: "train.fit" },
    );
  }

  loader(dataset: Dataset<unknown>, options: SourceOptions): BatchLoader {
    if (dataset instanceof TensorDataset) return tensorLoader(dataset, options);
    return imageLoader(labelled(dataset as Dataset<ImageSample>), options); // as the data's task says
  }

  /**
   * Binary cross entropy of all questions of a sample, summed, or its focal form; the mean over samples, of which each weighs as its
   * grade does.
   */
  criterion(options: CriterionOptions, train: unknown, device: Device): Criterion {
    const own = ownCriterion(options.loss);
    if (own !== null) return own;
    const { classWeights } = options;
    const weights =
      classWeights === "balanced"
        ? balancedClassWeights(train, this.classes)
        : weightsInOrder(classWeights, this.classes);
    const focal = focalOf(options.loss);
    if (focal !== null && focal.alpha !== null) {
      throw new ArgumentError(
        "train.fit: `alpha` of the focal loss is for several labels and binary masks; of grades give `classWeights`.",
        { operation: "train.fit" },
      );
    }
    const weight = weights === undefined ? null : keep(tensor(weights, { dtype: "float32", device }));
    const summed = (logits: Tensor, labels: Tensor): Tensor => {
      const above = labels.unsqueeze(1).gt(arange(logits.shape[1] as number, { device: labels.device })); // (N, K - 1)
      const targets = above.to(logits.dtype);
      const each =
        focal === null
          ? functional.binaryCrossEntropyWithLogits(logits, targets, { reduction: "none" })
          : functional.sigmoidFocalLoss(logits, targets, { alpha: null, gamma: focal.gamma });
      return each.sum(1);
    };
    const loss: Criterion["loss"] = (logits, labels) => {
      const each = summed(logits, labels);
      if (weight === null) return each.mean();
      const shares = weight.index(labels).to(each.dtype);
      return each.mul(shares).sum().div(shares.sum());
    };
    return {
      loss,
      parts: (logits, labels) => [
        {
          value: loss(logits, labels),
          weight: weight === null ? (labels.shape[0] as number) : widened(weight).index(labels).sum(),
        },
      ],
      dispose: () => weight?.dispose(),
    };
  }

  forward(batch: LabelledBatch, options: PassOptions): Forwarded {
    const { operation } = options;
    if (batch?.labels === undefined) {
      throw new ArgumentError(
        `${operation}: expected batches { images, labels } with a grade for each image.`,
        {
          operation,
        },
      );
    }
    const labels = labelTargets(batch.labels, operation);
    if (labels.ndim !== 1) {
      throw new ShapeError(`${operation}: grades are labels (N), got (${labels.shape.join(", ")}).`, {
        operation,
      });
    }
    this.#checkGrades(labels, batch, operation);
    const wanted = {
      count: this.classes.length - 1,
      of: "grade but the last",
      advice: adviceFor(this.classes),
    };
    return forwardVectors({ images: batch.images, targets: labels }, wanted, options);
  }

  /** A grade that there is not would count as the last one. */
  #checkGrades(labels: Tensor, batch: LabelledBatch, operation: string): void {
    if (labels.device !== "cpu") return; // a loader of one's own, whose values would have to be waited for
    const values = Array.from(labels.data() as BigInt64Array, Number);
    const at = values.findIndex((label) => label < 0 || label >= this.classes.length);
    if (at < 0) return;
    const file = (batch as { paths?: readonly string[] }).paths?.[at];
    throw new DatasetError(
      `${operation}: the grade of ${file ?? `sample ${at} of a batch`} is from 0 to ${this.classes.length - 1}, got ${values[at]}.`,
      { operation, ...(file === undefined ? {} : { file }) },
    );
  }

  rows(forwarded: Forwarded, criterion: Criterion): Promise<PredictionRow[]> {
    return gradeRows(forwarded, this.classes, criterion);
  }

  metric(): TaskMetric<OrdinalReport> {
    return new OrdinalMetrics(this.classes);
  }

  transforms(model: Module, imageSize?: number): { train: TransformLike; val: TransformLike } {
    return imageTransforms(model, imageSize);
  }
}

function adviceFor(classes: readonly string[]): string {
  return (
    "Replace it: models.coralHead(model, data.classes), whose questions share their weights, or " +
    `models.replaceHead(model, ${classes.length - 1}).`
  );
}

/** Ordered grades as data names them: `task: { name: "ordinal" }`, with `classes` in their order. */
export const ordinal: TaskDefinition<{
  facts: OrdinalFacts;
  measures: object;
  report: OrdinalReport;
  network: TrainableClassifier;
  data: OrdinalData | OrdinalLoaderData;
  batch: LabelledBatch;
}> = {
  facts: ["head"],
  measures: {},
  // What its batches are is the loaders' and its own to know.
  make: (facts, _measures, operation) => new OrdinalTask(facts, operation) as unknown as AnyTask,
};
