/** Several labels at once: targets (N, L) of 0, 1 and NaN where nobody looked, logits (N, L), a sigmoid for each. */
import type { Dataset } from "../../data/index.ts";
import { kind } from "../../edge/index.ts";
import type { PredictionRow } from "../../metrics/predictions/rows.ts";
import { ArgumentError, DatasetError } from "../../native/errors.ts";
import { functional, type Module } from "../../nn/index.ts";
import { type Device, keep, tensor } from "../../tensor/index.ts";
import type { MultilabelData, TransformLike } from "../../vision/index.ts";
import { MultilabelMetrics, type MultilabelReport } from "../multilabel-metrics.ts";
import type { FitOptions } from "../options.ts";
import type { BatchLoader, SourceOptions } from "../source.ts";
import { type ClassWeights, classWeightsKind, weightsInOrder } from "./class-weights.ts";
import { imageTransforms } from "./image-transforms.ts";
import { maskedMean } from "./masked-mean.ts";
import { focalOf } from "./named-loss.ts";
import type { TrainableClassifier } from "./outputs.ts";
import { labelRows } from "./target-rows.ts";
import {
  checkTargets,
  listedTargets,
  type TargetImages,
  type TargetLoaderData,
  targetBatches,
  targetsOf,
} from "./targets.ts";
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
} from "./task.ts";
import { forwardVectors } from "./vectors.ts";

/** What a report of several labels measures, and how. */
export interface MultilabelMeasures {
  /** Probability from which a label counts as found, between 0 and 1. Default 0.5. */
  threshold?: number;
}

/** Options of `fit` for several labels alone. */
export interface MultilabelOptions {
  /**
   * Of several labels: factors of the loss where a label is there, as `posWeight` of `nn.BCEWithLogitsLoss`: a list in the order of
   * the labels, by name (1 for those not named), or "balanced": its negatives over its positives in training. Default: none.
   */
  posWeight?: ClassWeights | "balanced";
}

const NAME = "multilabel";
const UNMIXED =
  "targets that are not known cannot be mixed, and measures take labels that are there or not; augment in the training transform";

/** The task of finding the labels of images. */
export class MultilabelTask implements Task<TargetImages, MultilabelReport> {
  readonly name = NAME;
  readonly classes: readonly string[] | undefined;
  readonly batchSize = 32;
  readonly monitor = "auc";
  readonly losses = ["focal"] as const;
  readonly config = {};
  readonly unmixed = {
    mixup: UNMIXED,
    cutmix: UNMIXED,
  };
  readonly #threshold: number;

  /** @throws ArgumentError for labels with one name */
  constructor(
    classes: readonly string[] | undefined,
    { threshold = 0.5 }: MultilabelMeasures,
    operation: string,
  ) {
    if (classes !== undefined && new Set(classes).size !== classes.length) {
      throw new ArgumentError(`${operation}: each label has a name of its own, got ${classes.join(", ")}.`, {
        operation,
      });
    }
    this.classes = classes;
    this.#threshold = threshold;
  }

  get labels(): readonly string[] | undefined {
    return this.classes;
  }

  checkOptions({ labelSmoothing = 0, classWeights, loss, posWeight }: FitOptions<MultilabelReport>): void {
    if (labelSmoothing > 0) {
      refuse("`labelSmoothing` is of classes, of which one is true; give a `loss` of your own.");
    }
    if (classWeights === "balanced") {
      refuse(
        '`classWeights` "balanced" is of classes, of which one is true; how rare a label is weighs `posWeight`: "balanced".',
      );
    }
    if (posWeight === undefined || loss === undefined) return;
    refuse(
      focalOf(loss) === null
        ? "`posWeight` belongs to the default loss; put it into your own `loss`."
        : "`posWeight` and the focal loss both weigh what is there; give `alpha` of the focal loss, or leave one of the two out.",
    );
  }

  checkData(train: unknown): void {
    const targets = listedTargets(train);
    if (targets === null) return;
    const labels = this.classes ?? [];
    const isVaried = labels.some((_, k) => {
      const seen = new Set(targets.map((row) => row[k]));
      return seen.has(0) && seen.has(1);
    });
    if (isVaried) return;
    throw new DatasetError(
      `train.fit: of ${labels.join(", ")} none is both there and not there among the ${targets.length} training samples, so ` +
        "there is nothing to learn. Look at the split, or at the targets: they are 0, 1, or NaN.",
      { operation: "train.fit" },
    );
  }

  async prepare(
    train: unknown,
    { posWeight, signal }: FitOptions<MultilabelReport>,
  ): Promise<Partial<MultilabelOptions>> {
    if (posWeight !== "balanced") return {};
    const what = { asked: '`posWeight` "balanced"', instead: "give the weights as numbers" };
    const rows = await targetsOf(train, what, signal);
    const balanced = (this.classes ?? []).map((_, k) => {
      const positives = rows.filter((row) => row[k] === 1).length;
      const negatives = rows.filter((row) => row[k] === 0).length;
      // Of one outcome alone there is nothing to balance.
      return positives === 0 || negatives === 0 ? 1 : negatives / positives;
    });
    return { posWeight: balanced };
  }

  loader(dataset: Dataset<unknown>, options: SourceOptions): BatchLoader<TargetImages> {
    return targetBatches(dataset, options, NAME);
  }

  /** Binary cross entropy, or its focal form, over the targets that are known. */
  criterion(options: CriterionOptions, _train: unknown, device: Device): Criterion {
    const own = ownCriterion(options.loss);
    if (own !== null) return own;
    const labels = this.classes ?? [];
    const { posWeight: asked, classWeights } = options;
    const factors = weightsInOrder(classWeights === "balanced" ? undefined : classWeights, labels);
    const focal = focalOf(options.loss);
    if (focal !== null) {
      const { alpha, gamma } = focal;
      return maskedMean((x, t) => functional.sigmoidFocalLoss(x, t, { alpha, gamma }), factors, device);
    }
    const counted = asked === "balanced" ? undefined : asked; // before the run
    const positive = weightsInOrder(counted, labels, "posWeight");
    const posWeight =
      positive === undefined ? null : keep(tensor([...positive], { dtype: "float32", device }));
    return maskedMean(
      (x, t) =>
        functional.binaryCrossEntropyWithLogits(x, t, {
          posWeight: posWeight?.to(x.dtype) ?? null,
          reduction: "none",
        }),
      factors,
      device,
      posWeight === null ? [] : [posWeight],
    );
  }

  forward(batch: TargetImages, options: PassOptions): Forwarded {
    const { operation } = options;
    const isYesOrNo = (value: number) =>
      value === 0 || value === 1 ? null : "is 0, 1, or NaN where it is not known";
    checkTargets(batch, this.classes, NAME, operation, isYesOrNo);
    const wanted = {
      count: this.classes?.length,
      of: "label",
      advice: "Replace the head: models.replaceHead(model, labels).",
    };
    return forwardVectors(batch, wanted, options);
  }

  rows(forwarded: Forwarded, criterion: Criterion): Promise<PredictionRow[]> {
    return labelRows(forwarded, this.classes, criterion);
  }

  metric(): TaskMetric<MultilabelReport> {
    const make = (labels: readonly string[]) => new MultilabelMetrics(labels, this.#threshold);
    return this.classes ? make(this.classes) : overOutputs((outputs) => make(numbered(outputs)), 1);
  }

  transforms(model: Module, imageSize?: number): { train: TransformLike; val: TransformLike } {
    return imageTransforms(model, imageSize);
  }
}

/** Several labels as data names them: `task: { name: "multilabel" }`. */
export const multilabel: TaskDefinition<{
  facts: object;
  measures: MultilabelMeasures;
  report: MultilabelReport;
  network: TrainableClassifier;
  data: MultilabelData | TargetLoaderData<{ readonly name: "multilabel" }>;
  batch: TargetImages;
  options: MultilabelOptions;
}> = {
  facts: [],
  measures: {
    threshold: kind("a number between 0 and 1", (v) => typeof v === "number" && v > 0 && v < 1),
  },
  options: { posWeight: classWeightsKind },
  // What its batches are is the loaders' and its own to know.
  make: ({ classes }, measures, operation) =>
    new MultilabelTask(classes, measures, operation) as unknown as AnyTask,
};

function refuse(text: string): never {
  throw new ArgumentError(`train.fit: ${text}`, { operation: "train.fit" });
}
