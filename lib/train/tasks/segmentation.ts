/** Segmentation: masks (N, H, W) for images, logits (N, outputs, H, W); what kinds there are is `SegmentationKind`'s. */
import type { Dataset } from "../../data/index.ts";
import { boolean, kind } from "../../edge/index.ts";
import type { PredictionRow } from "../../metrics/predictions/rows.ts";
import { channelStatistics } from "../../models/adapt-input.ts";
import { originOf } from "../../models/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import type { Module } from "../../nn/index.ts";
import type { Device } from "../../tensor/index.ts";
import { upload } from "../../tensor/upload.ts";
import {
  type SegmentationKind,
  type SegmentationSample,
  segmentationLoader,
  type TransformLike,
  transforms,
} from "../../vision/index.ts";
import type { Spacing } from "../../vision/morphology/index.ts";
import type { FitOptions } from "../options.ts";
import { SegmentationMetrics, type SegmentationReport } from "../segmentation-metrics.ts";
import type { BatchLoader, MaskBatch, MaskData, SourceOptions } from "../source.ts";
import { spacingKind } from "../surface-distances.ts";
import { balancedMaskWeights } from "./balanced-masks.ts";
import { weightsInOrder } from "./class-weights.ts";
import { focalCriterion } from "./focal-criterion.ts";
import { sumOf } from "./loss-mean.ts";
import { maskRows } from "./mask-rows.ts";
import { checkMasks, checkPixelLogits, outputsOf } from "./masks.ts";
import { focalOf } from "./named-loss.ts";
import { type Segmenter, splitOutputs } from "./outputs.ts";
import { maskCriterion } from "./segmentation-loss.ts";
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

const DEFAULT_IMAGE_SIZE = 256;
/** Shorter edge of a training image, relative to the crop: never smaller, so that nothing is padded. */
const DEFAULT_SCALE: [number, number] = [1, 1.5];
const KINDS: readonly string[] = ["binary", "multiclass", "multilabel"] satisfies SegmentationKind[];

/** What a report of segmentation measures, and how. */
export interface SegmentationMeasures {
  /** Compute surface distances, for which whole masks leave the device. Default false. */
  distances?: boolean;
  /** Distance between pixel centres `[row, column]`, for surface distances. */
  spacing?: Spacing;
  /** Whether the background counts in means over classes. Default false. */
  includeBackground?: boolean;
  /** Dice and IoU of a class in neither image. Default NaN, which means leave out. */
  emptyValue?: number;
}

/** What data says of its masks. */
export interface SegmentationFacts {
  kind: SegmentationKind;
  /** Pixels of this value in a mask count for nothing; null or left out where all count. */
  ignoreIndex?: number | null;
}

/** The task of finding each pixel's class. */
export class SegmentationTask implements Task<MaskBatch, SegmentationReport> {
  readonly name = "segmentation";
  readonly classes: readonly string[] | undefined;
  readonly kind: SegmentationKind;
  readonly ignoreIndex: number | null;
  readonly batchSize = 8;
  readonly monitor = "dice";
  readonly losses = ["focal"] as const;
  readonly unmixed = {
    mixup:
      "it blends images, of which no mask says the classes; take `cutmix`, whose rectangles bring their masks along",
  };
  readonly #measures: SegmentationMeasures;

  /** @throws ArgumentError for a kind there is not, and a number of classes that it cannot have */
  constructor(
    facts: Partial<SegmentationFacts> & { classes?: readonly string[] },
    measures: SegmentationMeasures,
    operation: string,
  ) {
    const refuse: (text: string) => never = (text) => refuseFor(operation, text);
    const { kind, ignoreIndex = null } = facts;
    // One name for binary masks is that of what they show, as a network's only output bears it.
    const classes =
      kind === "binary" && facts.classes?.length === 1 ? ["background", ...facts.classes] : facts.classes;
    if (typeof kind !== "string" || !KINDS.includes(kind)) {
      refuse(`\`kind\` is one of ${KINDS.join(", ")}, got ${JSON.stringify(kind)}.`);
    }
    if (kind === "binary" && classes !== undefined && classes.length !== 2) {
      refuse(
        `binary masks have two classes, the background and the one to find, got ${classes.length}: ` +
          `${classes.join(", ")}.`,
      );
    }
    if (kind === "multiclass" && classes !== undefined && classes.length < 2) {
      refuse(`multiclass masks have at least two classes (the background is one), got ${classes.length}.`);
    }
    if (ignoreIndex !== null && !Number.isInteger(ignoreIndex)) {
      refuse(`\`ignoreIndex\` is a whole number or null, got ${ignoreIndex}.`);
    }
    this.classes = classes;
    this.kind = kind as SegmentationKind; // one of them, as checked
    this.ignoreIndex = ignoreIndex;
    this.#measures = measures;
  }

  get labels(): readonly string[] | undefined {
    return this.kind === "binary" ? this.classes?.slice(1) : this.classes;
  }

  get config(): Record<string, unknown> {
    return { kind: this.kind, ignoreIndex: this.ignoreIndex };
  }

  checkOptions(options: FitOptions<SegmentationReport>): void {
    const refuse = (text: string): never => refuseFor("train.fit", text);
    const { labelSmoothing = 0, topK } = options;
    if (labelSmoothing > 0) refuse("`labelSmoothing` is for classification; give a `loss` of your own.");
    if (topK !== undefined) refuse("`topK` is for classification.");
  }

  loader(dataset: Dataset<unknown>, options: SourceOptions): BatchLoader<MaskBatch> {
    return segmentationLoader(dataset as Dataset<SegmentationSample>, options); // as the data's task says
  }

  balancedWeights(train: unknown, signal: AbortSignal | undefined): Promise<readonly number[]> {
    return balancedMaskWeights(train, this, signal);
  }

  /** Cross entropy and soft Dice, or the focal loss. */
  criterion(options: CriterionOptions, _train: unknown, device: Device): Criterion {
    const own = ownCriterion(options.loss);
    if (own !== null) return own;
    const weights = options.classWeights === "balanced" ? undefined : options.classWeights; // counted before
    const focal = focalOf(options.loss);
    const inOrder = weightsInOrder(weights, this.classes ?? []);
    return focal === null
      ? maskCriterion(this, inOrder, device)
      : focalCriterion(this, focal, inOrder, device);
  }

  forward(batch: MaskBatch, options: PassOptions): Forwarded {
    const { model, device, channelsLast, operation, training, auxWeight, criterion } = options;
    const { kind, classes } = this;
    checkMasks(batch, this, operation);
    let images = upload(batch.images, device);
    if (channelsLast) images = images.contiguous({ memoryFormat: "channels_last" });
    const masks = upload(batch.masks, device);
    const outputs = splitOutputs(
      model,
      model.forward(images),
      operation,
      "logits (N, outputs, H, W), or { out, aux } of such",
    );
    const auxiliary = training ? outputs.auxiliary : [];
    for (const each of [outputs.main, ...auxiliary]) {
      checkPixelLogits(each, masks, outputsOf(kind, classes), operation);
    }
    const weight = auxWeight ?? outputs.weight;
    const parts = training ? undefined : criterion.parts?.(outputs.main, masks);
    const loss = parts
      ? sumOf(parts)
      : totalLoss(criterion.loss, { main: outputs.main, auxiliary, weight }, masks);
    const [samples = 0] = images.shape;
    return { input: images, output: outputs.main, targets: masks, loss, parts, samples };
  }

  async rows(forwarded: Forwarded, criterion: Criterion): Promise<PredictionRow[]> {
    const metric = this.metric(false) as TaskMetric<SegmentationReport>; // of evaluations there is one
    return maskRows(forwarded, metric, criterion, this);
  }

  metric(training: boolean): TaskMetric<SegmentationReport> | null {
    if (training) return null;
    const { kind, ignoreIndex } = this;
    const { includeBackground = false, emptyValue, spacing, distances = false } = this.#measures;
    const make = (classes: readonly string[]) =>
      new SegmentationMetrics(classes, {
        ignoreIndex: ignoreIndex ?? undefined,
        includeBackground,
        emptyValue,
        spacing,
        distances,
        multilabel: kind === "multilabel",
      });
    if (this.classes) return make(this.classes);
    if (kind === "binary") return make(["background", "foreground"]);
    return overOutputs((outputs) => make(numbered(outputs)), 2);
  }

  /** Of one size, so that images of any size make batches: the weights', where they are for segmentation, else 256. */
  transforms(model: Module, imageSize?: number): { train: TransformLike; val: TransformLike } {
    const meta = originOf(model)?.entry?.meta;
    const size =
      imageSize ?? (meta?.task === "segmentation" ? meta.resizeSize : undefined) ?? DEFAULT_IMAGE_SIZE;
    const common = { ...channelStatistics(model, meta), ignoreIndex: this.ignoreIndex ?? 0 };
    return {
      train: new transforms.SegmentationTrainPreset({
        ...common,
        cropSize: size,
        baseSize: size,
        scale: DEFAULT_SCALE,
      }),
      val: new transforms.SegmentationPreset({ ...common, size }),
    };
  }
}

/** Segmentation as data names it: `task: { name: "segmentation", kind: "binary" }`. */
export const segmentation: TaskDefinition<{
  facts: SegmentationFacts;
  measures: SegmentationMeasures;
  report: SegmentationReport;
  network: Segmenter;
  data: MaskData;
  batch: MaskBatch;
}> = {
  facts: ["kind", "ignoreIndex"],
  measures: {
    distances: boolean,
    spacing: spacingKind,
    includeBackground: boolean,
    emptyValue: kind("a number", (v) => typeof v === "number"),
  },
  // What its batches are is the loaders' and its own to know.
  make: (facts, measures, operation) =>
    new SegmentationTask(facts, measures, operation) as unknown as AnyTask,
};

function refuseFor(operation: string, text: string): never {
  throw new ArgumentError(`${operation}: ${text}`, { operation });
}
