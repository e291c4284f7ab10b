/** What an evaluation found: COCO's figures, those of each class, and the curves behind them. */
import { integerFrom, listed, number, type Rest, signature, string } from "../../edge/index.ts";
import type { PrecisionArrays } from "./accumulate.ts";
import type { FullSettings } from "./settings.ts";

/** Which part of the arrays a figure is the mean of. */
export interface CocoSelection {
  /** One threshold of overlap. Default: the mean over all. */
  iou?: number;
  /** A range of object sizes by name. Default "all". */
  area?: string;
  /** How many detections of a class in an image count. Default: the most. */
  maxDetections?: number;
  /** One class, by name. Default: the mean over all that have objects. */
  className?: string;
}

/**
 * COCO's figures by name, each from 0 to 1; NaN where there is no object to find, or no such threshold or range of sizes.
 * `AR1`, `AR10`, ... is the recall with so many detections.
 */
export interface CocoFigures {
  /** Average precision, the mean over all thresholds of overlap and classes. */
  AP: number;
  /** With an overlap of at least 0.5. */
  AP50: number;
  AP75: number;
  /** Of small objects, medium, large. */
  APs: number;
  APm: number;
  APl: number;
  ARs: number;
  ARm: number;
  ARl: number;
  [recall: `AR${number}`]: number;
}

/** One class. */
export interface CocoClass {
  name: string;
  /** Objects to find; crowds are none. */
  objects: number;
  /** Detections that were looked at. */
  detections: number;
  figures: CocoFigures;
}

/** Precision over recall of one class; where a recall is never reached, precision is 0 and the score NaN. */
export interface PrecisionCurve {
  /** The recall thresholds. */
  recall: number[];
  /** The best precision with at least that recall. */
  precision: number[];
  /** The score from which that recall is reached. */
  scores: number[];
}

/** Objects that no network could have found: there are more of a class in an image than detections count. */
export interface HiddenObjects {
  /** Images with more. */
  images: number;
  /** The most of a class in one image. */
  mostObjects: number;
  /** The limit. */
  maxDetections: number;
}

/** What the figures are made of. */
interface Found {
  hidden: HiddenObjects | null;
  classes: readonly string[];
  images: number;
  settings: FullSettings;
  arrays: PrecisionArrays;
  /** By class. */
  objects: readonly number[];
  detections: readonly number[];
}

const SELECTION = { iou: number, area: string, maxDetections: integerFrom(1) };
const AP = signature<CocoSelection>("CocoEvaluation.averagePrecision", {
  options: { ...SELECTION, className: string },
});
const AR = signature<CocoSelection>("CocoEvaluation.averageRecall", {
  options: { ...SELECTION, className: string },
});
const CURVE = signature<Omit<CocoSelection, "className">>("CocoEvaluation.curve", {
  takes: { className: string },
  options: SELECTION,
});

/** Which indices of each axis are meant; null for all. */
interface Place {
  t: number | null;
  k: number | null;
  a: number;
  m: number;
}

/** A threshold is the one that is meant where it is as near as this. */
const NEAR = 1e-9;

/** The figures of an evaluation and what they were computed from. */
export class CocoEvaluation {
  /** Names, in the order of the class axis. */
  readonly classNames: readonly string[];
  /** Images looked at. */
  readonly images: number;
  /** What lies along the axes of `arrays`. */
  readonly axes: {
    readonly iou: readonly number[];
    readonly recall: readonly number[];
    readonly areas: readonly string[];
    readonly maxDetections: readonly number[];
  };
  /** Whether the limit of detections hid objects; then give a larger one, `maxDetections: [1, 10, 1000]`. Null where it did not. */
  readonly hidden: HiddenObjects | null;
  /** pycocotools' arrays. */
  readonly arrays: PrecisionArrays;
  readonly #found: Found;

  /** Made by `CocoEvaluator.evaluate`. */
  constructor(found: Found) {
    const { iou, recall, areaNames, most } = found.settings;
    this.classNames = [...found.classes];
    this.images = found.images;
    this.hidden = found.hidden;
    this.axes = { iou: [...iou], recall: [...recall], areas: [...areaNames], maxDetections: [...most] };
    this.arrays = found.arrays;
    this.#found = found;
  }

  /** The figures over all classes. */
  get figures(): CocoFigures {
    return this.#figures(null);
  }

  /** The figures of each class. */
  get classes(): CocoClass[] {
    const { objects, detections } = this.#found;
    return this.classNames.map((name, k) => ({
      name,
      objects: objects[k] as number,
      detections: detections[k] as number,
      figures: this.#figures(k),
    }));
  }

  /**
   * The twelve numbers that pycocotools prints, in its order: AP, AP50, AP75, AP small, medium, large, AR with the first three
   * limits of detections, AR small, medium, large. -1, as there, where there is nothing to measure.
   */
  get stats(): number[] {
    const { AP, AP50, AP75, APs, APm, APl, ARs, ARm, ARl } = this.figures;
    const recalls = [0, 1, 2].map((m) => this.#recall({ t: null, k: null, a: this.#area("all"), m }));
    return [AP, AP50, AP75, APs, APm, APl, ...recalls, ARs, ARm, ARl].map((figure) =>
      Number.isNaN(figure) ? -1 : figure,
    );
  }

  /**
   * Mean of the precision over all recalls, and over what the selection leaves open; NaN where there is no object to find.
   *
   * @throws ArgumentError for a threshold, range of sizes, limit or class that the evaluation does not have
   *
   * @example
   * found.averagePrecision({ iou: 0.5, className: "glomerulus" });
   */
  averagePrecision(...rest: Rest<CocoSelection>): number {
    return this.#precision(this.#place(AP.read(rest), AP.name));
  }

  /** As {@link averagePrecision}, of the recall that all detections reach. */
  averageRecall(...rest: Rest<CocoSelection>): number {
    return this.#recall(this.#place(AR.read(rest), AR.name));
  }

  /**
   * Precision over recall of one class, to be plotted: at one threshold of overlap (default the first), or with every
   * threshold one after another through `iou`.
   *
   * @throws ArgumentError for a threshold, range of sizes, limit or class that the evaluation does not have
   */
  curve(className: string, ...rest: Rest<Omit<CocoSelection, "className">>): PrecisionCurve {
    const options = CURVE.read(rest);
    CURVE.check(className);
    const { t, k, a, m } = this.#place({ iou: this.axes.iou[0], ...options, className }, CURVE.name);
    const { precision, scores } = this.arrays;
    const at = this.axes.recall.map((_, r) => this.#at(t ?? 0, r, k ?? 0, a, m));
    const values = at.map((i) => precision[i] as number);
    return {
      recall: [...this.axes.recall],
      precision: values.map((value) => (value < 0 ? Number.NaN : value)),
      scores: at.map((i, r) => ((values[r] as number) > 0 ? (scores[i] as number) : Number.NaN)),
    };
  }

  /** What is worth keeping of it in a file: everything but the arrays. */
  toJSON(): object {
    const { images, hidden, figures, stats, classes } = this;
    return { images, hidden, figures, stats, classes };
  }

  #figures(k: number | null): CocoFigures {
    const { iou, areas, maxDetections } = this.axes;
    const last = maxDetections.length - 1;
    const at = (threshold: number): number => iou.findIndex((one) => Math.abs(one - threshold) < NEAR);
    const ap = (t: number | null, area = "all"): number => {
      const a = areas.indexOf(area);
      return t === -1 || a < 0 ? Number.NaN : this.#precision({ t, k, a, m: last });
    };
    const ar = (area: string, m = last): number => {
      const a = areas.indexOf(area);
      return a < 0 ? Number.NaN : this.#recall({ t: null, k, a, m });
    };
    return {
      AP: ap(null),
      AP50: ap(at(0.5)),
      AP75: ap(at(0.75)),
      APs: ap(null, "small"),
      APm: ap(null, "medium"),
      APl: ap(null, "large"),
      ...Object.fromEntries(maxDetections.map((most, m) => [`AR${most}`, ar("all", m)])),
      ARs: ar("small"),
      ARm: ar("medium"),
      ARl: ar("large"),
    };
  }

  #precision({ t, k, a, m }: Place): number {
    const [T, R, K] = this.arrays.counts;
    const mean = new DefinedMean();
    for (const i of indices(t, T)) {
      for (let r = 0; r < R; r++) {
        for (const j of indices(k, K)) mean.add(this.arrays.precision[this.#at(i, r, j, a, m)]);
      }
    }
    return mean.value;
  }

  #recall({ t, k, a, m }: Place): number {
    const [T, , K, A, M] = this.arrays.counts;
    const mean = new DefinedMean();
    for (const i of indices(t, T)) {
      for (const j of indices(k, K)) mean.add(this.arrays.recall[((i * K + j) * A + a) * M + m]);
    }
    return mean.value;
  }

  /** Where the arrays of precision and score hold a value. */
  #at(t: number, r: number, k: number, a: number, m: number): number {
    const [, R, K, A, M] = this.arrays.counts;
    return (((t * R + r) * K + k) * A + a) * M + m;
  }

  #area(name: string): number {
    return this.axes.areas.indexOf(name);
  }

  #place({ iou, area = "all", maxDetections, className }: CocoSelection, operation: string): Place {
    const { axes } = this;
    const find = <V>(what: string, wanted: V, all: readonly V[], at: number): number => {
      if (at >= 0) return at;
      throw signature(operation).error(
        `the evaluation has no ${what} ${JSON.stringify(wanted)}; it has ${listed(all.map(String))}.`,
      );
    };
    const nearest = axes.iou.findIndex((one) => Math.abs(one - (iou ?? Number.NaN)) < NEAR);
    const most = maxDetections ?? axes.maxDetections.at(-1);
    return {
      t: iou === undefined ? null : find("threshold of overlap", iou, axes.iou, nearest),
      k:
        className === undefined
          ? null
          : find("class", className, this.classNames, this.classNames.indexOf(className)),
      a: find("range of sizes", area, axes.areas, axes.areas.indexOf(area)),
      m: find("limit of detections", most, axes.maxDetections, axes.maxDetections.indexOf(most as number)),
    };
  }
}

function indices(one: number | null, count: number): number[] {
  return one === null ? Array.from({ length: count }, (_, i) => i) : [one];
}

/** Mean of what is not -1, without the rounding of a long sum (Neumaier 1974, https://doi.org/10.1002/zamm.19740540106). */
class DefinedMean {
  #sum = 0;
  #lost = 0;
  #count = 0;

  add(value: number | undefined): void {
    if (value === undefined || value < 0) return;
    const sum = this.#sum + value;
    this.#lost += this.#sum >= value ? this.#sum - sum + value : value - sum + this.#sum;
    this.#sum = sum;
    this.#count++;
  }

  get value(): number {
    return this.#count === 0 ? Number.NaN : (this.#sum + this.#lost) / this.#count;
  }
}
