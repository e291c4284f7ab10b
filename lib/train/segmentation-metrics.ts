/**
 * How well label images agree: Dice, IoU, pixel accuracy, sensitivity, specificity, surface distances; of each image and
 * of all pixels pooled.
 *
 * Empty masks: with a class in neither image, Dice and IoU are `emptyValue` (NaN unless given) and distances are NaN; with
 * it in only one, Dice and IoU are 0 and distances infinite. A ratio without a denominator is NaN. Means leave out NaN, and
 * nothing else: one infinite distance makes the mean infinite.
 */
import { ArgumentError, ShapeError } from "../native/errors.ts";
import { distanceTransform, type Mask, type Spacing } from "../vision/morphology/index.ts";

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

/** Figures of one class of one image. */
export interface SurfaceFigures {
  /** The greater 95th percentile of the distances from one border to the other. */
  hausdorff95: number;
  /** Mean distance from each border to the other, both directions together. */
  surfaceDistance: number;
}

/** Figures of one image. */
export interface ImageFigures {
  /** Share of counted pixels whose class is right. */
  pixelAccuracy: number;
  /** By class. */
  perClass: (RegionFigures & SurfaceFigures)[];
  /** Means over the classes. */
  mean: RegionFigures & SurfaceFigures;
}

/** Figures of all images. */
export interface SegmentationReport {
  images: ImageFigures[];
  /** Means of the images' figures. */
  perImage: ImageFigures;
  /** Figures of the pixels of all images together, which have no distances. */
  pooled: { pixelAccuracy: number; perClass: RegionFigures[]; mean: RegionFigures };
  /** (C, C) counts of pixels: row is the true class, column the predicted one. */
  confusion: number[][];
}

/** Options of {@link SegmentationMetrics}. */
export interface SegmentationMetricsOptions {
  /** Pixels of this true class count for nothing; for distances they are of no class. */
  ignoreIndex?: number;
  /** Dice and IoU of a class in neither image. Default NaN, which means leave out; 1 is the other custom. */
  emptyValue?: number;
  /** Whether class 0 counts in means over classes. Default true. */
  includeBackground?: boolean;
  /** Compute surface distances, which take longer. Default true. */
  distances?: boolean;
  /** Distance between pixel centres `[row, column]`. */
  spacing?: Spacing;
}

const figureNames = ["dice", "iou", "sensitivity", "specificity"] as const;
const surfaceNames = ["hausdorff95", "surfaceDistance"] as const;

/**
 * Gathers label images and reports how well they agree.
 *
 * @example
 * const metrics = new SegmentationMetrics(["background", "polyp"], { includeBackground: false });
 * metrics.update([0, 1, 1, 0], [0, 1, 0, 0], 2, 2);
 * metrics.report().pooled.mean.dice; // 0.667
 */
export class SegmentationMetrics {
  readonly classes: readonly string[];
  readonly #options: SegmentationMetricsOptions;
  readonly #confusion: Float64Array;
  readonly #images: ImageFigures[] = [];

  /** @param classes names, in the order of the class indices */
  constructor(classes: readonly string[], options: SegmentationMetricsOptions = {}) {
    if (classes.length < 2) {
      throw new ArgumentError(
        `SegmentationMetrics: expected at least two classes (the background is one), got ${classes.length}.`,
      );
    }
    this.classes = [...classes];
    this.#options = { ...options };
    this.#confusion = new Float64Array(classes.length * classes.length);
  }

  /**
   * Adds images (N, H, W) of class indices, row by row, and gives their figures.
   *
   * @throws ShapeError unless both have N x `height` x `width` values, ArgumentError for an index that is no class
   */
  update(
    predicted: ArrayLike<number>,
    truth: ArrayLike<number>,
    height: number,
    width: number,
  ): ImageFigures[] {
    const pixels = height * width;
    if (predicted.length !== truth.length || !(pixels > 0) || predicted.length % pixels !== 0) {
      throw new ShapeError(
        `SegmentationMetrics.update: expected two times N x ${height} x ${width} labels, got ${predicted.length} ` +
          `predicted and ${truth.length} true ones.`,
      );
    }
    const counts: { confusion: Float64Array; guess: Int32Array; real: Int32Array }[] = [];
    for (let start = 0; start < truth.length; start += pixels) {
      counts.push(this.#count(predicted, truth, start, pixels));
    }
    const figures = counts.map(({ confusion, guess, real }) => {
      for (const [i, value] of confusion.entries())
        this.#confusion[i] = (this.#confusion[i] as number) + value;
      const regions = this.#figures(confusion);
      const perClass = regions.perClass.map((region, index) => ({
        ...region,
        ...this.#surfaces(guess, real, index, height, width),
      }));
      return { ...regions, perClass, mean: { ...regions.mean, ...this.#mean(perClass, surfaceNames) } };
    });
    this.#images.push(...figures);
    return figures;
  }

  /** The figures of all images so far. */
  report(): SegmentationReport {
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
    const confusion = this.classes.map((_, row) => [
      ...this.#confusion.subarray(row * size, (row + 1) * size),
    ]);
    return { images, perImage, pooled: this.#figures(this.#confusion), confusion };
  }

  #count(
    predicted: ArrayLike<number>,
    truth: ArrayLike<number>,
    start: number,
    pixels: number,
  ): { confusion: Float64Array; guess: Int32Array; real: Int32Array } {
    const size = this.classes.length;
    const confusion = new Float64Array(size * size);
    const guess = new Int32Array(pixels).fill(-1);
    const real = new Int32Array(pixels).fill(-1);
    for (let i = 0; i < pixels; i++) {
      const t = truth[start + i] as number;
      if (t === this.#options.ignoreIndex) continue;
      const p = predicted[start + i] as number;
      for (const value of [t, p]) {
        if (Number.isInteger(value) && value >= 0 && value < size) continue;
        throw new ArgumentError(
          `SegmentationMetrics.update: labels must be from 0 to ${size - 1}, got ${value}; give ignoreIndex for ` +
            "pixels without a class.",
        );
      }
      guess[i] = p;
      real[i] = t;
      confusion[t * size + p] = (confusion[t * size + p] as number) + 1;
    }
    return { confusion, guess, real };
  }

  #figures(confusion: Float64Array): {
    pixelAccuracy: number;
    perClass: RegionFigures[];
    mean: RegionFigures;
  } {
    const size = this.classes.length;
    const total = confusion.reduce((a, b) => a + b, 0);
    let right = 0;
    const perClass = this.classes.map((_, k): RegionFigures => {
      let [row, column] = [0, 0];
      for (let i = 0; i < size; i++) {
        row += confusion[k * size + i] as number;
        column += confusion[i * size + k] as number;
      }
      const hit = confusion[k * size + k] as number;
      right += hit;
      const union = row + column - hit;
      const empty = this.#options.emptyValue ?? Number.NaN;
      return {
        dice: union === 0 ? empty : (2 * hit) / (row + column),
        iou: union === 0 ? empty : hit / union,
        sensitivity: hit / row, // 0 / 0 is NaN
        specificity: (total - union) / (total - row),
      };
    });
    return { pixelAccuracy: right / total, perClass, mean: this.#mean(perClass, figureNames) };
  }

  #mean<K extends string>(list: readonly Record<K, number>[], names: readonly K[]): Record<K, number> {
    return meanOf(this.#options.includeBackground === false ? list.slice(1) : list, names);
  }

  #surfaces(
    guess: Int32Array,
    real: Int32Array,
    index: number,
    height: number,
    width: number,
  ): SurfaceFigures {
    if (this.#options.distances === false) return { hausdorff95: Number.NaN, surfaceDistance: Number.NaN };
    const of = (labels: Int32Array): Mask => ({
      data: Uint8Array.from(labels, (label) => (label === index ? 1 : 0)),
      height,
      width,
    });
    return surfaceDistances(of(guess), of(real), this.#options.spacing);
  }
}

/**
 * Hausdorff distance (95th percentile) and mean symmetric distance between the borders of two masks. A border pixel shares
 * a side with the outside, or with the edge of the image. NaN where both masks are empty, infinite where one is.
 */
export function surfaceDistances(predicted: Mask, truth: Mask, spacing: Spacing = [1, 1]): SurfaceFigures {
  if (predicted.height !== truth.height || predicted.width !== truth.width) {
    throw new ShapeError(
      `surfaceDistances: the masks must have one size, got ${predicted.height} x ${predicted.width} and ` +
        `${truth.height} x ${truth.width}.`,
    );
  }
  const [a, b] = [borderOf(predicted), borderOf(truth)];
  const [there, back] = [distancesTo(a, b, spacing), distancesTo(b, a, spacing)];
  if (there.length === 0 && back.length === 0)
    return { hausdorff95: Number.NaN, surfaceDistance: Number.NaN };
  if (there.length === 0 || back.length === 0) {
    return { hausdorff95: Number.POSITIVE_INFINITY, surfaceDistance: Number.POSITIVE_INFINITY };
  }
  const sum = there.reduce((x, y) => x + y, 0) + back.reduce((x, y) => x + y, 0);
  return {
    hausdorff95: Math.max(percentile(there, 0.95), percentile(back, 0.95)),
    surfaceDistance: sum / (there.length + back.length),
  };
}

function borderOf({ data, height, width }: Mask): Mask {
  const border = new Uint8Array(height * width);
  for (let i = 0; i < border.length; i++) {
    if (data[i] === 0) continue;
    const [y, x] = [Math.floor(i / width), i % width];
    const atEdge = y === 0 || x === 0 || y === height - 1 || x === width - 1;
    const outer =
      atEdge || data[i - 1] === 0 || data[i + 1] === 0 || data[i - width] === 0 || data[i + width] === 0;
    if (outer) border[i] = 1;
  }
  return { data: border, height, width };
}

/** Distance of each pixel of one border to the nearest of the other. */
function distancesTo(from: Mask, to: Mask, spacing: Spacing): Float64Array {
  const others = Uint8Array.from(to.data, (value) => (value === 0 ? 1 : 0));
  const map = distanceTransform({ ...to, data: others }, spacing);
  return map.filter((_, i) => from.data[i] !== 0);
}

/** Between two values in proportion, as `torch.quantile`. */
function percentile(values: Float64Array, share: number): number {
  const sorted = values.toSorted();
  const at = share * (sorted.length - 1);
  const low = sorted[Math.floor(at)] as number;
  return low + ((sorted[Math.ceil(at)] as number) - low) * (at - Math.floor(at));
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
