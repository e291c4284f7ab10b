/**
 * How well label images agree: Dice, IoU, pixel accuracy, sensitivity, specificity, surface distances; of each image and
 * of all pixels pooled.
 *
 * Empty masks: with a class in neither image, Dice and IoU are `emptyValue` (NaN unless given) and distances are NaN; with
 * it in only one, Dice and IoU are 0 and distances infinite. A ratio without a denominator is NaN. Means leave out NaN, and
 * nothing else: one infinite distance makes the mean infinite.
 *
 * Works on plain numbers; pixels of tensors are counted on their device (`pixel-counts.ts`).
 */
import {
  boolean,
  integer,
  integerFrom,
  kind,
  listOf,
  noMore,
  type Rest,
  signature,
  string,
} from "../edge/index.ts";
import { ArgumentError, ShapeError } from "../native/errors.ts";
import { noGrad, Tensor } from "../tensor/index.ts";
import type { Mask, Spacing } from "../vision/morphology/index.ts";
import type { Better, Metric, Shown } from "./metric.ts";
import { pixelCounts, predictedLabels, trueLabels } from "./pixel-counts.ts";
import { numbersKind } from "./roc-auc.ts";
import { type SurfaceFigures, spacingKind, surfaceDistances } from "./surface-distances.ts";

/** Figures of one class; NaN where undefined. */
export interface RegionFigures {
  /** 2 TP / (2 TP + FP + FN) */
  dice: number;
  /** TP / (TP + FP + FN) */
  iou: number;
  /** TP / (TP + FN) */
  sensitivity: number;
  /** TN / (TN + FP) */
  specificity: number;
}

/** Figures of one image. */
export interface ImageFigures {
  /** Share of counted pixels whose class is right; of `multilabel`, of all decisions about a class and a pixel. */
  pixelAccuracy: number;
  /** By class. */
  perClass: (RegionFigures & SurfaceFigures)[];
  /** Means over the classes. */
  mean: RegionFigures & SurfaceFigures;
}

/** Figures of all images. */
export interface SegmentationReport {
  /** Images seen. */
  count: number;
  /** Mean loss per image; NaN when no loss was given. */
  loss: number;
  /** Names, in the order of the class indices. */
  classes: string[];
  images: ImageFigures[];
  /** Means of the images' figures. */
  perImage: ImageFigures;
  /** Figures of the pixels of all images together, which have no distances. */
  pooled: { pixelAccuracy: number; perClass: RegionFigures[]; mean: RegionFigures };
  /** (C, C) counts of pixels: row is the true class, column the predicted one; empty for `multilabel`. */
  confusion: number[][];
  /** All figures that are one number, of the pixels pooled, by name, those of a user's metrics too. */
  figures: Record<string, number>;
}

/** Options of {@link SegmentationMetrics}. */
export interface SegmentationMetricsOptions {
  /** Pixels of this true class count for nothing; for distances they are of no class. */
  ignoreIndex?: number;
  /** Dice and IoU of a class in neither image. Default NaN, which means leave out; 1 is the other custom. */
  emptyValue?: number;
  /** Whether class 0 counts in means over classes; of `multilabel`, where it is no background, always. Default true. */
  includeBackground?: boolean;
  /** Compute surface distances, which take longer. Default true. */
  distances?: boolean;
  /** Distance between pixel centres `[row, column]`. */
  spacing?: Spacing;
  /** Whether a pixel may be of several classes: images are then (C, H, W) of 0 and 1. Default false. */
  multilabel?: boolean;
}

/** Any number, NaN too. */
const anyNumber = kind<number>("a number", (v) => typeof v === "number");

const METRICS = signature<SegmentationMetricsOptions>("train.SegmentationMetrics", {
  takes: { classes: listOf(string) },
  options: {
    ignoreIndex: integer,
    emptyValue: anyNumber,
    includeBackground: boolean,
    distances: boolean,
    spacing: spacingKind,
    multilabel: boolean,
  },
});
const LOSS = { options: { meanLoss: anyNumber }, positional: ["meanLoss"] } as const;
const UPDATE = signature<{ meanLoss?: number }>("train.SegmentationMetrics.update", {
  takes: { predicted: numbersKind, truth: numbersKind, height: integerFrom(1), width: integerFrom(1) },
  ...LOSS,
});
const UPDATE_COUNTS = signature<{ meanLoss?: number }>("train.SegmentationMetrics.updateCounts", {
  takes: { counts: numbersKind },
  ...LOSS,
});
const REPORT = signature("train.SegmentationMetrics.report");

/** What follows the required arguments of an update. */
type LossRest = Rest<{ meanLoss?: number }, [meanLoss: number]>;

/** What a line for people has of the figures. */
const SHOWN: Readonly<Record<string, Shown>> = { dice: { label: "Dice" }, iou: { label: "IoU" } };
const BETTER: Readonly<Record<string, Better>> = {
  dice: "higher",
  iou: "higher",
  pixelAccuracy: "higher",
  sensitivity: "higher",
  specificity: "higher",
};

/** What another has gathered. */
interface State {
  classes: string[];
  pooled: number[];
  images: ImageFigures[];
  loss: [sum: number, count: number];
}

const figureNames = ["dice", "iou", "sensitivity", "specificity"] as const;
const surfaceNames = ["hausdorff95", "surfaceDistance"] as const;
const undefinedSurface: SurfaceFigures = { hausdorff95: Number.NaN, surfaceDistance: Number.NaN };

/** The pixels of one image counted: see {@link SegmentationMetrics.updateCounts}. */
type Counts = Float64Array;

/**
 * Gathers label images and reports how well they agree.
 *
 * @example
 * const metrics = new SegmentationMetrics(["background", "polyp"], { includeBackground: false });
 * metrics.update([0, 1, 1, 0], [0, 1, 0, 0], 2, 2);
 * metrics.report().pooled.mean.dice; // 0.667
 */
export class SegmentationMetrics implements Metric {
  readonly classes: readonly string[];
  readonly better: Readonly<Record<string, Better>> = BETTER;
  readonly shown: Readonly<Record<string, Shown>> = SHOWN;
  readonly #options: SegmentationMetricsOptions;
  readonly #pooled: Counts;
  readonly #images: ImageFigures[] = [];
  #lossSum = 0;
  #lossCount = 0;

  /** @param classes names, in the order of the class indices */
  constructor(classes: readonly string[], ...rest: Rest<SegmentationMetricsOptions>) {
    const options = METRICS.read(rest);
    METRICS.check(classes);
    const least = options.multilabel ? 1 : 2;
    if (classes.length < least) {
      throw new ArgumentError(
        options.multilabel
          ? "SegmentationMetrics: expected at least one class, got none."
          : `SegmentationMetrics: expected at least two classes (the background is one), got ${classes.length}.`,
        { operation: "SegmentationMetrics" },
      );
    }
    this.classes = [...classes];
    this.#options = { ...options };
    this.#pooled = new Float64Array(this.countsPerImage);
  }

  /** Images seen so far. */
  get count(): number {
    return this.#images.length;
  }

  /** Mean loss per image so far; NaN when none was given. */
  get loss(): number {
    return this.#lossSum / this.#lossCount; // 0 / 0 is NaN
  }

  /** How many counts one image has in {@link updateCounts}. */
  get countsPerImage(): number {
    return this.classes.length * (this.#options.multilabel ? 4 : this.classes.length);
  }

  /**
   * Adds images (N, H, W) of class indices, row by row, and gives their figures; of `multilabel` (N, C, H, W) of 0 and 1.
   *
   * @param meanLoss mean loss of these images
   * @throws ShapeError unless both have as many values, for whole images of `height` x `width`; ArgumentError for an
   *   index that is no class
   */
  update(
    predicted: ArrayLike<number>,
    truth: ArrayLike<number>,
    height: number,
    width: number,
    ...rest: LossRest
  ): ImageFigures[];
  /**
   * Adds images as tensors: logits (N, C, H, W), of one output those of class 1, and masks (N, H, W) int64, of `multilabel`
   * (N, C, H, W). Counted once the promise settles.
   */
  update(logits: Tensor, masks: Tensor): Promise<void>;
  update(
    predicted: ArrayLike<number> | Tensor,
    truth: ArrayLike<number> | Tensor,
    height?: number,
    width?: number,
    ...rest: LossRest
  ): ImageFigures[] | Promise<void> {
    if (predicted instanceof Tensor && truth instanceof Tensor) return this.#addTensors(predicted, truth);
    const { meanLoss } = UPDATE.read(rest);
    UPDATE.check(predicted, truth, height, width);
    // As checked.
    return this.#add(
      predicted as ArrayLike<number>,
      truth as ArrayLike<number>,
      height as number,
      width as number,
      meanLoss,
    );
  }

  async #addTensors(logits: Tensor, masks: Tensor): Promise<void> {
    const { multilabel = false, distances = true, ignoreIndex = null } = this.#options;
    const kind = multilabel ? "multilabel" : logits.shape[1] === 1 ? "binary" : "multiclass";
    const [guess, truth] = noGrad(() => [predictedLabels(logits.detach(), kind), trueLabels(masks, kind)]);
    if (distances) {
      const [height = 0, width = 0] = masks.shape.slice(-2);
      const [p, t] = await Promise.all([numbersOf(guess), numbersOf(truth)]);
      this.#add(p, t, height, width, undefined);
      return;
    }
    const counts = noGrad(() => pixelCounts(guess, truth, this.classes.length, kind, ignoreIndex));
    this.updateCounts(await numbersOf(counts));
  }

  #add(
    predicted: ArrayLike<number>,
    truth: ArrayLike<number>,
    height: number,
    width: number,
    meanLoss: number | undefined,
  ): ImageFigures[] {
    const planes = this.#options.multilabel ? this.classes.length : 1;
    const pixels = planes * height * width;
    if (predicted.length !== truth.length || !(pixels > 0) || predicted.length % pixels !== 0) {
      throw new ShapeError(
        `SegmentationMetrics.update: expected two times N x ${planes === 1 ? "" : `${planes} x `}${height} x ${width} ` +
          `labels, got ${predicted.length} predicted and ${truth.length} true ones.`,
        { operation: "SegmentationMetrics.update" },
      );
    }
    const counted: { counts: Counts; guess: Int32Array; real: Int32Array }[] = [];
    for (let start = 0; start < truth.length; start += pixels) {
      counted.push(this.#count(predicted, truth, start, pixels));
    }
    const figures = counted.map(({ counts, guess, real }) =>
      this.#imageFigures(counts, (index) => this.#surfaces(guess, real, index, height, width)),
    );
    for (const { counts } of counted) this.#pool(counts);
    return this.#take(figures, meanLoss);
  }

  /**
   * Adds images whose pixels are counted already, and gives their figures, which have no distances.
   *
   * @param counts (N, C, C) pixels, row by row: the row is the true class, the column the predicted one; of `multilabel`
   *   (N, C, 2, 2) for each class, row and column whether a pixel is of it
   * @param meanLoss mean loss of these images
   * @throws ShapeError unless there are as many counts as whole images have
   */
  updateCounts(counts: ArrayLike<number>, ...rest: LossRest): ImageFigures[] {
    const { meanLoss } = UPDATE_COUNTS.read(rest);
    UPDATE_COUNTS.check(counts);
    const size = this.countsPerImage;
    if (counts.length === 0 || counts.length % size !== 0) {
      throw new ShapeError(
        `SegmentationMetrics.updateCounts: expected ${size} counts for each image, got ${counts.length} in all.`,
        { operation: "SegmentationMetrics.updateCounts" },
      );
    }
    const all = Float64Array.from(counts);
    const figures: ImageFigures[] = [];
    for (let start = 0; start < all.length; start += size) {
      const own = all.subarray(start, start + size);
      figures.push(this.#imageFigures(own, () => undefinedSurface));
      this.#pool(own);
    }
    return this.#take(figures, meanLoss);
  }

  /** The figures that are one number, of the pixels of all images together: Dice, IoU, pixel accuracy and the like. */
  compute(...rest: []): Record<string, number> {
    noMore("train.SegmentationMetrics.compute", rest);
    const { pixelAccuracy, mean } = this.#figures(this.#pooled);
    return {
      dice: mean.dice,
      iou: mean.iou,
      pixelAccuracy,
      sensitivity: mean.sensitivity,
      specificity: mean.specificity,
    };
  }

  /** Forgets all images. */
  reset(...rest: []): void {
    noMore("train.SegmentationMetrics.reset", rest);
    this.#pooled.fill(0);
    this.#images.length = 0;
    this.#lossSum = this.#lossCount = 0;
  }

  /** All it knows, as plain values. */
  state(...rest: []): State {
    noMore("train.SegmentationMetrics.state", rest);
    return {
      classes: [...this.classes],
      pooled: [...this.#pooled],
      images: [...this.#images],
      loss: [this.#lossSum, this.#lossCount],
    };
  }

  /**
   * Takes in the state of another over the same classes, with the same options.
   *
   * @throws ArgumentError for that of another kind
   */
  merge(state: unknown, ...rest: []): void {
    noMore("train.SegmentationMetrics.merge", rest);
    const other = state as State;
    const fits =
      other !== null &&
      typeof other === "object" &&
      other.classes?.join("\n") === this.classes.join("\n") &&
      other.pooled?.length === this.#pooled.length;
    if (!fits) {
      throw new ArgumentError(
        `SegmentationMetrics.merge: expected the state of metrics over ${this.classes.join(", ")} with the same options.`,
        { operation: "SegmentationMetrics.merge" },
      );
    }
    this.#pool(Float64Array.from(other.pooled));
    for (const image of other.images) this.#images.push(image);
    this.#lossSum += other.loss[0];
    this.#lossCount += other.loss[1];
  }

  /** The figures of all images so far. */
  report(...rest: Rest<Record<never, never>>): SegmentationReport {
    REPORT.read(rest);
    const images = [...this.#images];
    const names = [...figureNames, ...surfaceNames];
    const perClass = this.classes.map((_, index) =>
      meanOf(
        images.map(({ perClass: list }) => list[index] as RegionFigures & SurfaceFigures),
        names,
      ),
    );
    const perImage = {
      pixelAccuracy: definedMean(images.map(({ pixelAccuracy }) => pixelAccuracy)),
      perClass,
      mean: meanOf(
        images.map(({ mean }) => mean),
        names,
      ),
    };
    const size = this.classes.length;
    const rows = this.#options.multilabel ? [] : this.classes;
    const confusion = rows.map((_, row) => [...this.#pooled.subarray(row * size, (row + 1) * size)]);
    const { count, loss } = this;
    return {
      count,
      loss,
      classes: [...this.classes],
      images,
      perImage,
      pooled: this.#figures(this.#pooled),
      confusion,
      figures: this.compute(),
    };
  }

  #take(figures: ImageFigures[], meanLoss: number | undefined): ImageFigures[] {
    this.#images.push(...figures);
    if (meanLoss !== undefined) {
      this.#lossSum += meanLoss * figures.length;
      this.#lossCount += figures.length;
    }
    return figures;
  }

  #pool(counts: Counts): void {
    for (const [i, value] of counts.entries()) this.#pooled[i] = (this.#pooled[i] as number) + value;
  }

  #count(
    predicted: ArrayLike<number>,
    truth: ArrayLike<number>,
    start: number,
    pixels: number,
  ): { counts: Counts; guess: Int32Array; real: Int32Array } {
    const { multilabel = false, ignoreIndex } = this.#options;
    const classes = this.classes.length;
    const values = multilabel ? 2 : classes;
    const plane = multilabel ? pixels / classes : pixels;
    const counts = new Float64Array(this.countsPerImage);
    const guess = new Int32Array(pixels).fill(-1);
    const real = new Int32Array(pixels).fill(-1);
    for (let i = 0; i < pixels; i++) {
      const t = truth[start + i] as number;
      if (t === ignoreIndex) continue;
      const p = predicted[start + i] as number;
      for (const value of [t, p]) {
        if (Number.isInteger(value) && value >= 0 && value < values) continue;
        throw new ArgumentError(
          `SegmentationMetrics.update: labels must be from 0 to ${values - 1}, got ${value}; give ignoreIndex for ` +
            "pixels without a class.",
          { operation: "SegmentationMetrics.update" },
        );
      }
      guess[i] = p;
      real[i] = t;
      const table = multilabel ? Math.floor(i / plane) * 4 : 0;
      const cell = table + t * values + p;
      counts[cell] = (counts[cell] as number) + 1;
    }
    return { counts, guess, real };
  }

  #imageFigures(counts: Counts, surfacesOf: (index: number) => SurfaceFigures): ImageFigures {
    const regions = this.#figures(counts);
    const perClass = regions.perClass.map((region, index) => ({ ...region, ...surfacesOf(index) }));
    return { ...regions, perClass, mean: { ...regions.mean, ...this.#mean(perClass, surfaceNames) } };
  }

  #figures(counts: Counts): { pixelAccuracy: number; perClass: RegionFigures[]; mean: RegionFigures } {
    const total = counts.reduce((a, b) => a + b, 0);
    let right = 0;
    const perClass = this.classes.map((_, k): RegionFigures => {
      const { hit, real, guess, all, agree } = this.#ofClass(counts, k, total);
      right += agree;
      const union = real + guess - hit;
      const empty = this.#options.emptyValue ?? Number.NaN;
      return {
        dice: union === 0 ? empty : (2 * hit) / (real + guess),
        iou: union === 0 ? empty : hit / union,
        sensitivity: hit / real, // 0 / 0 is NaN
        specificity: (all - union) / (all - real),
      };
    });
    return { pixelAccuracy: right / total, perClass, mean: this.#mean(perClass, figureNames) };
  }

  /** Pixels of class `k`: found, true, predicted, of any class; and those that count as right for it. */
  #ofClass(
    counts: Counts,
    k: number,
    total: number,
  ): { hit: number; real: number; guess: number; all: number; agree: number } {
    if (this.#options.multilabel) {
      const [neither = 0, extra = 0, missed = 0, hit = 0] = counts.subarray(4 * k, 4 * k + 4);
      const all = neither + extra + missed + hit;
      return { hit, real: missed + hit, guess: extra + hit, all, agree: neither + hit };
    }
    const size = this.classes.length;
    let [real, guess] = [0, 0];
    for (let i = 0; i < size; i++) {
      real += counts[k * size + i] as number;
      guess += counts[i * size + k] as number;
    }
    const hit = counts[k * size + k] as number;
    return { hit, real, guess, all: total, agree: hit };
  }

  #mean<K extends string>(list: readonly Record<K, number>[], names: readonly K[]): Record<K, number> {
    const { includeBackground = true, multilabel = false } = this.#options;
    return meanOf(includeBackground || multilabel ? list : list.slice(1), names);
  }

  #surfaces(
    guess: Int32Array,
    real: Int32Array,
    index: number,
    height: number,
    width: number,
  ): SurfaceFigures {
    if (this.#options.distances === false) return undefinedSurface;
    const { multilabel = false } = this.#options;
    const pixels = height * width;
    const of = (labels: Int32Array): Mask => {
      const plane = multilabel ? labels.subarray(index * pixels, (index + 1) * pixels) : labels;
      const wanted = multilabel ? 1 : index;
      return { data: Uint8Array.from(plane, (label) => (label === wanted ? 1 : 0)), height, width };
    };
    return surfaceDistances(of(guess), of(real), { spacing: this.#options.spacing });
  }
}

async function numbersOf(labels: Tensor): Promise<Float64Array> {
  // Labels and counts are int64, and small.
  return Float64Array.from((await labels.dataAsync()) as BigInt64Array, Number);
}

/** Mean of the values that are not NaN, NaN where there are none. */
function definedMean(values: readonly number[]): number {
  const defined = values.filter((value) => !Number.isNaN(value));
  return defined.reduce((a, b) => a + b, 0) / defined.length;
}

function meanOf<K extends string>(
  list: readonly Record<K, number>[],
  names: readonly K[],
): Record<K, number> {
  const entries = names.map((name) => [name, definedMean(list.map((figures) => figures[name]))]);
  return Object.fromEntries(entries) as Record<K, number>; // the entries are the names
}
