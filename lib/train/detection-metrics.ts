/**
 * How well objects are found: COCO's average precision and recall of boxes and masks, precision and recall at one score, and
 * sensitivity by false alarms an image.
 *
 * Each image is matched as it comes, so that neither tensors nor masks are held; what remains of a detection is its score and
 * what became of it.
 */
import {
  boolean,
  isPlainObject,
  type Kind,
  type Kinds,
  kind,
  listOf,
  noMore,
  numberFrom,
  type Rest,
  signature,
  string,
} from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { accumulate } from "../vision/coco-evaluation/accumulation.ts";
import { cocoFigures } from "../vision/coco-evaluation/figure-names.ts";
import {
  boxesAlone,
  type Reading,
  readDetections,
  readTarget,
} from "../vision/coco-evaluation/from-tensors.ts";
import type {
  CocoEvaluation,
  CocoSelection,
  CocoSettings,
  HiddenObjects,
} from "../vision/coco-evaluation/index.ts";
import { Matcher } from "../vision/coco-evaluation/match.ts";
import { type MatchState, MatchStore } from "../vision/coco-evaluation/match-store.ts";
import { boxOverlap, checkSizes, type ImageObjects, maskOverlap } from "../vision/coco-evaluation/objects.ts";
import { checkClasses, fullSettings, SETTINGS } from "../vision/coco-evaluation/settings.ts";
import type { Detections, DetectionTarget } from "../vision/index.ts";
import type { Better, Shown } from "./metric.ts";
import { type FrocFigures, frocOf, type OperatingPoint, operatingPoint } from "./operating-point.ts";
import type { TaskMetric, TaskReport } from "./tasks/task.ts";

/** How detections are measured; as COCO does where nothing is said. */
export interface DetectionMeasures extends CocoSettings {
  /** The probability above which a pixel is of a found mask. Default 0.5. */
  maskThreshold?: number;
  /** The score from which detections count for `precision`, `recall` and `f1`. Default 0.5. */
  scoreThreshold?: number;
}

/** Options of {@link DetectionMetrics}. */
export interface DetectionMetricsOptions extends DetectionMeasures {
  /** Whether masks are measured too, beside boxes. Default false. */
  masks?: boolean;
}

/** Kinds of {@link DetectionMeasures}. */
export const DETECTION_MEASURES: Kinds<DetectionMeasures> = {
  ...SETTINGS,
  maskThreshold: numberFrom(0, 1),
  scoreThreshold: numberFrom(0, 1),
};

/** What {@link DetectionMetrics} found. */
export interface DetectionReport extends TaskReport {
  /** Names, in the order of the labels from 1 on. */
  classes: string[];
  /** COCO's evaluation of the boxes: figures of each class, curves. */
  boxes: CocoEvaluation;
  /** The same of the masks; null where they are not measured. */
  masks: CocoEvaluation | null;
  /** Precision, recall and F1 of the boxes at the score threshold and an overlap of 0.5, of each class and image too. */
  operating: OperatingPoint;
  /** Sensitivity of the boxes at 1/8 to 8 false alarms an image. */
  froc: FrocFigures;
}

const records: Kind<readonly object[]> = listOf(kind("an object", isPlainObject));
const NEW = signature<DetectionMetricsOptions>("train.DetectionMetrics", {
  takes: { classes: listOf(string) },
  options: { ...DETECTION_MEASURES, masks: boolean },
});
const UPDATE = signature("train.DetectionMetrics.update", {
  takes: { detections: records, targets: records },
});

/** What a line for people has of the figures. */
const SHOWN: Readonly<Record<string, Shown>> = {
  mAP: {},
  mAP50: {},
  maskAP: { label: "mask AP" },
};

/** What another has gathered. */
interface State {
  boxes: MatchState;
  masks: MatchState | null;
}

/**
 * Gathers detections image by image, and says how good they are. Figures:
 *
 * - `mAP` over all overlaps, `mAP50`, `mAP75`; `mAPSmall`, `mAPMedium`, `mAPLarge`; `mAR1`, `mAR10`, `mAR100` with so many
 *   detections, `mARSmall`, ...; `mAP.CLASS`. All as COCO has them (`CocoEvaluator`).
 * - With `masks: true` the same of masks: `maskAP`, `maskAP50`, ..., `maskAR100`, `maskAP.CLASS`.
 * - `precision`, `recall`, `f1` of boxes at `scoreThreshold` and an overlap of 0.5, of all classes together.
 * - `froc`: sensitivity at 1/8, 1/4, 1/2, 1, 2, 4, 8 false alarms an image, the mean.
 *
 * NaN where there is nothing to find.
 *
 * @example
 * const metrics = new train.DetectionMetrics(["glomerulus"]);
 * for await (const { images, targets } of loader) await metrics.update(model.detect(images), targets);
 * metrics.report().figures.mAP50;
 */
export class DetectionMetrics implements TaskMetric<DetectionReport> {
  readonly classes: readonly string[];
  readonly better: Readonly<Record<string, Better>>;
  readonly shown: Readonly<Record<string, Shown>> = SHOWN;
  readonly #boxes: MatchStore;
  readonly #masks: MatchStore | null;
  readonly #matcher: Matcher;
  readonly #reading: Reading;
  readonly #score: number;
  /** Ends when all batches so far are in, in their order. */
  #before: Promise<unknown> = Promise.resolve();
  /** How often all was forgotten: batches of before are not taken in. */
  #resets = 0;
  #found: { boxes: CocoEvaluation; masks: CocoEvaluation | null } | null = null;

  /**
   * @param classes names, without the background: label 1 is the first
   * @throws ArgumentError for no classes and for one twice
   */
  constructor(classes: readonly string[], ...rest: Rest<DetectionMetricsOptions>) {
    const options = NEW.read(rest);
    NEW.check(classes);
    checkClasses(classes, NEW.name);
    const { masks = false, maskThreshold = 0.5, scoreThreshold = 0.5 } = options;
    const settings = fullSettings(options);
    this.classes = [...classes];
    this.#boxes = new MatchStore(classes.length, settings);
    this.#masks = masks ? new MatchStore(classes.length, settings) : null;
    this.#matcher = new Matcher(settings);
    this.#score = scoreThreshold;
    this.#reading = {
      classes: classes.length,
      maskThreshold: masks ? maskThreshold : null,
      operation: UPDATE.name,
    };
    const others = { precision: 0, recall: 0, f1: 0, froc: 0 };
    this.better = Object.fromEntries(
      Object.keys(this.#named(null, null, others)).map((name) => [name, "higher"] as const),
    );
  }

  /** Images seen so far. */
  get count(): number {
    return this.#boxes.images;
  }

  /**
   * Adds images: what was found in each, and what there is. Tensors are read, or held, before this returns its promise; images
   * count in the order of the calls.
   *
   * @throws ShapeError, ArgumentError for what are no detections or targets of these classes, for masks that are missing where
   *   they are measured; none of the images counts then
   */
  async update(
    detections: readonly Detections[],
    targets: readonly DetectionTarget[],
    ...rest: []
  ): Promise<void> {
    UPDATE.read(rest);
    UPDATE.check(detections, targets);
    if (detections.length !== targets.length) {
      throw UPDATE.error(
        `expected as many detections as targets, got ${detections.length} and ${targets.length}.`,
      );
    }
    const resets = this.#resets;
    const reading = Promise.all(
      detections.map((found, i) =>
        this.#read(found, targets[i] as DetectionTarget, `image ${i} of the batch`),
      ),
    );
    const { promise, done } = waiting();
    const before = this.#before;
    this.#before = promise;
    try {
      const images = await reading;
      await before;
      if (resets !== this.#resets) return;
      this.#found = null;
      for (const { boxes, masks } of images) {
        this.#boxes.addImage(this.#matcher, boxes, boxOverlap(boxes));
        if (masks !== null) this.#masks?.addImage(this.#matcher, masks, maskOverlap(masks));
      }
    } finally {
      done();
    }
  }

  async #read(
    detections: Detections,
    target: DetectionTarget,
    where: string,
  ): Promise<{ boxes: ImageObjects; masks: ImageObjects | null }> {
    const [found, truth] = await Promise.all([
      readDetections(detections, where, this.#reading),
      readTarget(target, where, this.#reading),
    ]);
    if (this.#masks === null) return { boxes: { found, truth }, masks: null };
    checkSizes({ found, truth }, `${UPDATE.name}: ${where}`, UPDATE.name);
    const both = { found, truth };
    return { boxes: boxesAlone(both, target.area !== undefined), masks: both };
  }

  /** The figures by name; see the class. */
  compute(...rest: []): Record<string, number> {
    noMore("train.DetectionMetrics.compute", rest);
    const { boxes, masks } = this.#evaluations();
    const { precision, recall, f1 } = operatingPoint(this.#boxes, this.classes, this.#score);
    const { mean } = frocOf(this.#boxes);
    return this.#named(boxes, masks, { precision, recall, f1, froc: mean });
  }

  /** All that was found, of each class and image too. */
  report(...rest: []): DetectionReport {
    noMore("train.DetectionMetrics.report", rest);
    const remark = remarkOf(this.#evaluations().boxes.hidden);
    return {
      ...(remark !== null && { remarks: [remark] }),
      count: this.count,
      loss: Number.NaN,
      figures: this.compute(),
      classes: [...this.classes],
      ...this.#evaluations(),
      operating: operatingPoint(this.#boxes, this.classes, this.#score),
      froc: frocOf(this.#boxes),
    };
  }

  /** Forgets all images. */
  reset(...rest: []): void {
    noMore("train.DetectionMetrics.reset", rest);
    this.#resets++;
    this.#found = null;
    this.#boxes.reset();
    this.#masks?.reset();
  }

  /** All it has gathered, as plain values. */
  state(...rest: []): State {
    noMore("train.DetectionMetrics.state", rest);
    return { boxes: this.#boxes.state(), masks: this.#masks?.state() ?? null };
  }

  /**
   * Takes in what another has gathered.
   *
   * @throws ArgumentError for the state of one with other classes, thresholds, ranges or limits
   */
  merge(state: unknown, ...rest: []): void {
    noMore("train.DetectionMetrics.merge", rest);
    const { boxes, masks } = (state ?? {}) as Partial<State>;
    try {
      if (boxes === undefined || (masks == null) !== (this.#masks === null)) {
        throw new RangeError("it has other figures");
      }
      this.#found = null;
      this.#boxes.merge(boxes);
      if (masks != null) this.#masks?.merge(masks);
    } catch (cause) {
      if (!(cause instanceof RangeError)) throw cause;
      throw new ArgumentError(
        `train.DetectionMetrics.merge: expected the state of metrics like these, but ${cause.message}.`,
        { operation: "train.DetectionMetrics.merge", cause },
      );
    }
  }

  /** All figures by name; NaN those of what is null. */
  #named(
    boxes: CocoEvaluation | null,
    masks: CocoEvaluation | null,
    others: Record<string, number>,
  ): Record<string, number> {
    const of = (prefix: string, found: CocoEvaluation | null): Record<string, number> => {
      const value = (what: "AP" | "AR", selection: CocoSelection): number => {
        if (found === null) return Number.NaN;
        return what === "AP" ? found.averagePrecision(selection) : found.averageRecall(selection);
      };
      const each = this.classes.map(
        (className) => [`${prefix}AP.${className}`, value("AP", { className })] as const,
      );
      return { ...cocoFigures(prefix, this.#boxes.settings, value), ...Object.fromEntries(each) };
    };
    return { ...of("m", boxes), ...(this.#masks === null ? {} : of("mask", masks)), ...others };
  }

  /** What accumulated, computed once. */
  #evaluations(): { boxes: CocoEvaluation; masks: CocoEvaluation | null } {
    this.#found ??= {
      boxes: accumulate(this.#boxes, this.classes),
      masks: this.#masks === null ? null : accumulate(this.#masks, this.classes),
    };
    return this.#found;
  }
}

/** What the limit of detections keeps from being found, in words. */
function remarkOf(hidden: HiddenObjects | null): string | null {
  if (hidden === null) return null;
  const { images, mostObjects, maxDetections } = hidden;
  const enough = 10 ** Math.ceil(Math.log10(mostObjects + 1));
  return (
    `${images === 1 ? "an image has" : `${images} images have`} more than ${maxDetections} objects of a class, up to ${mostObjects}, ` +
    `and the ${maxDetections} surest detections of an image are what COCO's figures count: the others are missed whatever the ` +
    `network finds. maxDetections: [1, 10, ${enough}] counts them, in train.fit and train.evaluate; the network gives as many as its ` +
    "boxDetectionsPerImg."
  );
}

/** A promise, and what fulfils it. */
function waiting(): { promise: Promise<void>; done: () => void } {
  let done: () => void = () => {};
  const promise = new Promise<void>((resolve) => {
    done = resolve;
  });
  return { promise, done };
}
