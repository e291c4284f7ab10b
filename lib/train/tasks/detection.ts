/**
 * Detection: boxes, classes and perhaps masks for images of any size. The network computes its losses itself, and what it finds.
 *
 * A training batch gives losses alone; of a validation batch there are losses and detections, of one pass of the backbone where the
 * network can.
 */
import type { Dataset } from "../../data/index.ts";
import { objectRows } from "../../metrics/predictions/object-rows.ts";
import type { PredictionRow } from "../../metrics/predictions/rows.ts";
import { ArgumentError } from "../../native/errors.ts";
import type { Module } from "../../nn/index.ts";
import type { Device, Tensor } from "../../tensor/index.ts";
import { upload } from "../../tensor/upload.ts";
import { type Reading, readDetections, readTarget } from "../../vision/coco-evaluation/from-tensors.ts";
import { fullSettings } from "../../vision/coco-evaluation/settings.ts";
import type { Detections, DetectionTarget } from "../../vision/detection-sample.ts";
import {
  type DetectionData,
  type DetectionSample,
  detectionLoader,
  type TransformLike,
  transforms,
} from "../../vision/index.ts";
import {
  DETECTION_MEASURES,
  type DetectionMeasures,
  DetectionMetrics,
  type DetectionReport,
} from "../detection-metrics.ts";
import type { FitOptions, RunOptions } from "../options.ts";
import { RunRandom } from "../run-random.ts";
import type { BatchLoader, DetectionImages, DetectionLoaderData, SourceOptions } from "../source.ts";
import { checkDetectionBatch, checkDetector, type Detector, lossNames } from "./detectors.ts";
import type {
  AnyTask,
  Criterion,
  CriterionOptions,
  Forwarded,
  PassOptions,
  Task,
  TaskDefinition,
  TaskMetric,
} from "./task.ts";

/** What data says of its objects. */
export interface DetectionFacts {
  /** Whether there is a mask of each object. Default false. */
  masks?: boolean;
}

/** Options of `fit` that say what the network's own losses are not. */
const NOT_OF_DETECTION: readonly (keyof RunOptions)[] = [
  "loss",
  "auxWeight",
  "labelSmoothing",
  "classWeights",
  "topK",
];

/** Of the numbers that a validation's losses draw: the same for each batch, so that the same weights lose the same. */
const VALIDATION_SEED = 0;

const UNMIXED =
  "batches put images of one size together for it, and those of detection differ; take the augmentations of " +
  'transforms.DetectionTrainPreset: augmentation: "lsj", "multiscale", "ssd"';

/** The task of finding objects. */
export class DetectionTask implements Task<DetectionImages, DetectionReport> {
  readonly name = "detection";
  readonly classes: readonly string[] | undefined;
  readonly batchSize = 2;
  readonly monitor = "mAP";
  readonly measuresTraining = false;
  readonly unmixed = { mixup: UNMIXED, cutmix: UNMIXED };
  readonly loaderOptions = ["aspectRatioGroups"] as const;
  /** Whether data has masks. */
  readonly masks: boolean;
  readonly #measures: DetectionMeasures;
  /** Whether the network finds masks; as the data has them until it was seen. */
  #findsMasks: boolean;

  /** @throws ArgumentError for classes that there cannot be */
  constructor(
    facts: DetectionFacts & { classes?: readonly string[] },
    measures: DetectionMeasures,
    operation: string,
  ) {
    const { classes, masks = false } = facts;
    if (classes !== undefined && new Set(classes).size !== classes.length) {
      throw new ArgumentError(`${operation}: each class has a name of its own, got ${classes.join(", ")}.`, {
        operation,
      });
    }
    if (typeof masks !== "boolean") {
      throw new ArgumentError(`${operation}: \`masks\` of the task is true or false, got ${masks}.`, {
        operation,
      });
    }
    this.classes = classes;
    this.masks = masks;
    this.#measures = measures;
    this.#findsMasks = masks;
  }

  get labels(): readonly string[] | undefined {
    return this.classes;
  }

  /** The background is one of them. */
  get outputs(): number | undefined {
    return this.classes === undefined ? undefined : this.classes.length + 1;
  }

  get config(): Record<string, unknown> {
    return { masks: this.masks };
  }

  checkOptions(options: FitOptions<DetectionReport>): void {
    const refuse = (names: readonly string[], why: string): void => {
      if (names.length === 0) return;
      throw new ArgumentError(`train.fit: ${names.join(" and ")} would do nothing: ${why}.`, {
        operation: "train.fit",
      });
    };
    const given = (names: readonly (keyof RunOptions)[]): string[] =>
      names.filter((name) => options[name] !== undefined && options[name] !== 0);
    refuse(given(NOT_OF_DETECTION), "a detection network computes its losses itself");
    refuse(
      given(["imageSize"]),
      "a detection network resizes images itself; give its builder minSize and maxSize",
    );
  }

  checkNetwork(model: Module, operation: string): void {
    checkDetector(model, this, operation);
    this.#findsMasks = (model as Detector).hasMasks ?? this.masks;
  }

  terms(model: Module): readonly string[] {
    return lossNames(model as Detector).map(figureOfLoss); // as was checked
  }

  loader(dataset: Dataset<unknown>, options: SourceOptions): BatchLoader<DetectionImages> {
    return detectionLoader(dataset as Dataset<DetectionSample>, options); // as the data's task says
  }

  /** None: the network has its own. */
  criterion({ loss }: CriterionOptions): Criterion {
    if (loss !== undefined) {
      throw new ArgumentError(
        "train: `loss` would do nothing: a detection network computes its losses itself.",
        {
          operation: "train",
        },
      );
    }
    return NONE;
  }

  forward(batch: DetectionImages, options: PassOptions): Forwarded {
    const { device, operation, training } = options;
    const model = options.model as unknown as Detector; // as was checked
    checkDetectionBatch(batch, this.classes, operation);
    const images = batch.images.map((image) => upload(image, device));
    const targets = batch.targets.map((target) => this.#onDevice(target, device));
    const common = { input: images, samples: images.length };
    if (training) return { ...common, ...summed(model.losses(images, targets)), output: null, targets: null };
    const random = new RunRandom(device);
    try {
      random.seed(VALIDATION_SEED);
      const { losses, detections } = random.within(() => bothOf(model, images, targets));
      // As they came, so that what they are measured with need not be fetched from the device.
      return { ...common, ...summed(losses), output: detections, targets: batch.targets };
    } finally {
      random.dispose();
    }
  }

  /** What of a target a network learns from. */
  #onDevice({ boxes, labels, masks, iscrowd }: DetectionTarget, device: Device): DetectionTarget {
    return {
      boxes: upload(boxes, device),
      labels: upload(labels, device),
      ...(masks !== undefined && this.#findsMasks && { masks: upload(masks, device) }),
      ...(iscrowd !== undefined && { iscrowd: upload(iscrowd, device) }),
    };
  }

  metric(training: boolean): TaskMetric<DetectionReport> | null {
    if (training) return null;
    if (this.classes === undefined) {
      throw new ArgumentError(
        "train: detections are measured by class; give `classes`, the names without the background, or a network with labels: " +
          "models.replaceHead(model, classes).",
        { operation: "train" },
      );
    }
    return new DetectionMetrics(this.classes, { ...this.#measures, masks: this.#findsMasks });
  }

  /** A row for each true object and each detection; see `metrics.fromPredictions`. */
  async rows({ output, targets }: Forwarded): Promise<PredictionRow[][]> {
    const { classes = [] } = this; // the metric refused data without
    const { maskThreshold = 0.5, maxDetections } = this.#measures;
    const reading: Reading = {
      classes: classes.length,
      maskThreshold: this.#findsMasks ? maskThreshold : null,
      operation: "train.evaluate: out",
    };
    const { most } = fullSettings({ maxDetections });
    const given = targets as readonly DetectionTarget[]; // as forward gave them
    return Promise.all(
      (output as readonly Detections[]).map(async (one, i) => {
        const target = given[i] as DetectionTarget; // as many
        const where = `image ${i} of the batch`;
        const [found, truth] = await Promise.all([
          readDetections(one, where, reading),
          readTarget(target, where, reading),
        ]);
        const hasAreas = target.area !== undefined;
        return objectRows({ found, truth }, classes, { hasAreas, most: most.at(-1) as number });
      }),
    );
  }

  /** Images stay as large as they are: the network resizes and normalises them. */
  transforms(): { train: TransformLike; val: TransformLike } {
    return { train: new transforms.DetectionTrainPreset(), val: new transforms.DetectionPreset() };
  }
}

const NONE: Criterion = {
  loss: () => {
    throw new TypeError("a detection network computes its losses itself"); // nobody asks for it
  },
  dispose() {},
};

/** Losses and detections of a batch. */
function bothOf(
  model: Detector,
  images: readonly Tensor[],
  targets: readonly DetectionTarget[],
): ReturnType<NonNullable<Detector["evaluate"]>> {
  if (model.evaluate !== undefined) return model.evaluate(images, targets);
  return { losses: model.losses(images, targets), detections: model.detect(images) };
}

/** The losses as one, and by the names of their figures. */
function summed(losses: Readonly<Record<string, Tensor>>): { loss: Tensor; terms: Record<string, Tensor> } {
  const entries = Object.entries(losses);
  const [first, ...others] = entries.map(([, loss]) => loss);
  if (first === undefined)
    throw new ArgumentError("train: the detection network gave no losses.", { operation: "train" });
  return {
    loss: others.reduce((sum, loss) => sum.add(loss), first),
    terms: Object.fromEntries(entries.map(([name, loss]) => [figureOfLoss(name), loss.detach()])),
  };
}

/** `loss_rpn_box_reg` is the figure `loss.rpnBoxReg`. */
export function figureOfLoss(name: string): string {
  return name.replace(/^loss_/, "").replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Detection as data names it: `task: { name: "detection" }`. */
export const detection: TaskDefinition<{
  facts: DetectionFacts;
  measures: DetectionMeasures;
  report: DetectionReport;
  network: Detector;
  data: DetectionData | DetectionLoaderData;
  batch: DetectionImages;
}> = {
  facts: ["masks"],
  measures: DETECTION_MEASURES,
  ofRuns: [
    "iouThresholds",
    "recallThresholds",
    "areaRanges",
    "maxDetections",
    "maskThreshold",
    "scoreThreshold",
  ],
  // What its batches are is the loaders' and its own to know.
  make: (facts, measures, operation) => new DetectionTask(facts, measures, operation) as unknown as AnyTask,
};
