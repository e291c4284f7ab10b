/**
 * COCO's figures of images that count several times or not at all, as a bootstrap draws them: those of a data set in which each image
 * stands as often. What became of each detection is decided once; a draw only counts.
 */

import { cocoFigures } from "../../vision/coco-evaluation/figure-names.ts";
import { IGNORED, Matcher, RIGHT } from "../../vision/coco-evaluation/match.ts";
import { boxOverlap, type ImageObjects, maskOverlap } from "../../vision/coco-evaluation/objects.ts";
import type { FullSettings } from "../../vision/coco-evaluation/settings.ts";
import { FROC_RATES, rankedFroc } from "../froc.ts";
import { Ranking, type Weights } from "../shared/ranking.ts";
import { definedMean } from "../shared/values.ts";
import type { Figures } from "./figures.ts";

/** Figures of each class. */
export const OBJECT_FIGURES = ["averagePrecision", "precision", "recall", "f1"] as const;

/** The beginning of the names of sensitivities at rates of false alarms an image. */
export const FROC_AT = "froc@";

/** numpy's `spacing(1)`, as pycocotools adds it. */
const SPACING = Number.EPSILON;

/** What became of the detections of a class at one overlap and of one range of sizes, the surest first. */
interface Outcomes {
  images: Uint32Array;
  scores: Float64Array;
  /** Place among those of its class in its image. */
  ranks: Uint32Array;
  right: Uint8Array;
}

/** Of one class. */
interface OfClass {
  /** By range of sizes and overlap. */
  outcomes: Outcomes[];
  /** By range of sizes: objects that count, of each image. */
  objects: Uint32Array[];
}

/** Detections of images, matched at every overlap. */
class Matches {
  readonly settings: FullSettings;
  readonly classes: readonly OfClass[];
  readonly #images: number;

  constructor(
    images: readonly ImageObjects[],
    classes: number,
    settings: FullSettings,
    overlapOf: typeof boxOverlap,
  ) {
    const { iou, areas } = settings;
    this.settings = settings;
    this.#images = images.length;
    const stride = areas.length * iou.length;
    const found = Array.from({ length: classes }, () => ({
      entries: [] as { image: number; score: number; rank: number; outcomes: Uint8Array }[],
      objects: areas.map(() => new Uint32Array(images.length)),
    }));
    const matcher = new Matcher(settings);
    for (const [at, image] of images.entries()) {
      matcher.match(image, overlapOf(image), ({ classIndex, found: places, outcomes, objects }) => {
        const own = found[classIndex] as (typeof found)[number]; // places were checked where they came in
        objects.forEach((count, a) => {
          (own.objects[a] as Uint32Array)[at] = count;
        });
        for (const [rank, place] of places.entries()) {
          const became = Uint8Array.from(
            { length: stride },
            (_, row) => outcomes[row * places.length + rank] as number,
          );
          const score = image.found.scores[place] as number;
          own.entries.push({ image: at, score, rank, outcomes: became });
        }
      });
    }
    this.classes = found.map(({ entries, objects }) => {
      entries.sort((a, b) => b.score - a.score); // stable: of equal scores the earlier stays first
      const outcomes = Array.from({ length: stride }, (_, row): Outcomes => {
        const counted = entries.filter((one) => one.outcomes[row] !== IGNORED);
        return {
          images: Uint32Array.from(counted, ({ image }) => image),
          scores: Float64Array.from(counted, ({ score }) => score),
          ranks: Uint32Array.from(counted, ({ rank }) => rank),
          right: Uint8Array.from(counted, (one) => (one.outcomes[row] === RIGHT ? 1 : 0)),
        };
      });
      return { outcomes, objects };
    });
  }

  /** The range of sizes that has all. */
  get all(): number {
    return this.settings.areaNames.indexOf("all");
  }

  /** The overlap of a half, or the first one where that is not measured. */
  get half(): number {
    return Math.max(0, this.settings.iou.indexOf(0.5));
  }

  /** What became of the detections of a class at the overlap of a half, of any size. */
  atHalf(k: number): Outcomes {
    return this.classes[k]?.outcomes[this.all * this.settings.iou.length + this.half] as Outcomes;
  }

  /** Objects of a class that count. */
  objectsOf(k: number, a: number, weights?: Weights): number {
    const counts = this.classes[k]?.objects[a] as Uint32Array;
    let sum = 0;
    for (let i = 0; i < this.#images; i++)
      sum += (counts[i] as number) * (weights === undefined ? 1 : (weights[i] as number));
    return sum;
  }

  /** COCO's figures, then those of each class as `averagePrecision.INDEX`. */
  figures(prefix: string, weights?: Weights): Figures {
    const { iou, areaNames, most, recall } = this.settings;
    const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
    // [a][k][t]
    const precisions = areaNames.map((_, a) =>
      this.classes.map((own, k) => {
        const objects = this.objectsOf(k, a, weights);
        return numbers(iou.length).map((t) =>
          averagePrecision(own.outcomes[a * iou.length + t] as Outcomes, objects, recall, weights),
        );
      }),
    );
    const recallsOf = (a: number, limit: number): number =>
      definedMean(
        this.classes.flatMap((own, k) => {
          const objects = this.objectsOf(k, a, weights);
          return numbers(iou.length).map((t) =>
            reached(own.outcomes[a * iou.length + t] as Outcomes, objects, limit, weights),
          );
        }),
      );
    const figures = cocoFigures(prefix, this.settings, (what, { iou: at, area = "all", maxDetections }) => {
      const a = areaNames.indexOf(area);
      if (what === "AR") return recallsOf(a, maxDetections ?? (most.at(-1) as number));
      const t = at === undefined ? null : iou.indexOf(at);
      const values = precisions[a] as number[][];
      return definedMean(values.flatMap((own) => (t === null ? own : [own[t] as number])));
    });
    for (const [k, values] of (precisions[this.all] as number[][]).entries())
      figures[`averagePrecision.${k}`] = definedMean(values);
    return figures;
  }
}

/** The mean precision over the recalls, as pycocotools reads it; NaN without an object. */
function averagePrecision(
  { images, right }: Outcomes,
  objects: number,
  recalls: Float64Array,
  weights: Weights | undefined,
): number {
  if (objects === 0) return Number.NaN;
  const [precision, recall] = [new Float64Array(images.length), new Float64Array(images.length)];
  let [rights, wrongs, count] = [0, 0, 0];
  for (let i = 0; i < images.length; i++) {
    const weight = weights === undefined ? 1 : (weights[images[i] as number] as number);
    if (weight === 0) continue;
    if (right[i] === 0) {
      wrongs += weight;
      continue;
    }
    rights += weight;
    precision[count] = rights / (rights + wrongs + SPACING);
    recall[count++] = rights / objects;
  }
  for (let i = count - 1; i > 0; i--)
    if ((precision[i] as number) > (precision[i - 1] as number)) precision[i - 1] = precision[i] as number;
  let sum = 0;
  for (let r = 0, i = 0; r < recalls.length; r++) {
    while (i < count && (recall[i] as number) < (recalls[r] as number)) i++;
    if (i < count) sum += precision[i] as number;
  }
  return sum / recalls.length;
}

/** The share of objects that the surest detections of each image found; NaN without an object. */
function reached(
  { images, right, ranks }: Outcomes,
  objects: number,
  limit: number,
  weights: Weights | undefined,
): number {
  let rights = 0;
  for (let i = 0; i < images.length; i++)
    if (right[i] === 1 && (ranks[i] as number) < limit)
      rights += weights === undefined ? 1 : (weights[images[i] as number] as number);
  return rights / objects; // 0 / 0 is NaN
}

/** What is measured of detections. */
export interface Measurable {
  images: readonly ImageObjects[];
  /** The same with masks; null where there are none. */
  masks: readonly ImageObjects[] | null;
  classes: number;
  settings: FullSettings;
  /** The score from which detections count for precision and recall. */
  threshold: number;
}

/**
 * What gives the figures of images for any weights: those of `train.DetectionMetrics` by their names, `averagePrecision.0` and the
 * like of each class, and sensitivities at rates of false alarms.
 */
export function objectFigures(given: Measurable): (weights?: Weights) => Figures {
  const { images, classes, settings, threshold } = given;
  const boxes = new Matches(images, classes, settings, boxOverlap);
  const masks = given.masks && new Matches(given.masks, classes, settings, maskOverlap);
  const each = Array.from({ length: classes }, (_, k) => boxes.atHalf(k));
  const places = Uint32Array.from(each.flatMap((one) => [...one.images]));
  const ranking = new Ranking(
    Float64Array.from(each.flatMap((one) => [...one.scores])),
    Uint8Array.from(each.flatMap((one) => [...one.right])),
  );
  return (weights) => {
    const figures: Figures = { ...boxes.figures("m", weights) };
    if (masks !== null) {
      const ofMasks = masks.figures("mask", weights);
      Object.assign(
        figures,
        Object.fromEntries(Object.entries(ofMasks).filter(([name]) => name.startsWith("mask"))),
      );
    }
    const total = { right: 0, wrong: 0, objects: 0 };
    for (const [k, one] of each.entries()) {
      const own = countedFrom(one, threshold, weights);
      const objects = boxes.objectsOf(k, boxes.all, weights);
      total.right += own.right;
      total.wrong += own.wrong;
      total.objects += objects;
      for (const [name, value] of Object.entries(ratesOf({ ...own, objects })))
        figures[`${name}.${k}`] = value;
    }
    Object.assign(figures, ratesOf(total));
    const shown = weights === undefined ? images.length : sumOf(weights, images.length);
    const { atRates, mean } = rankedFroc(
      ranking,
      { images: shown, objects: total.objects, rates: FROC_RATES },
      weights && Float64Array.from(places, (image) => weights[image] as number),
    );
    figures.froc = mean;
    for (const { rate, sensitivity } of atRates) figures[`${FROC_AT}${rate}`] = sensitivity;
    return figures;
  };
}

function sumOf(weights: Weights, length: number): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += weights[i] as number;
  return sum;
}

function countedFrom(
  { images, scores, right }: Outcomes,
  threshold: number,
  weights: Weights | undefined,
): { right: number; wrong: number } {
  const found = { right: 0, wrong: 0 };
  for (let i = 0; i < images.length && (scores[i] as number) >= threshold; i++)
    found[right[i] === 1 ? "right" : "wrong"] +=
      weights === undefined ? 1 : (weights[images[i] as number] as number);
  return found;
}

function ratesOf({ right, wrong, objects }: { right: number; wrong: number; objects: number }): Figures {
  return {
    precision: right / (right + wrong), // 0 / 0 is NaN
    recall: right / objects,
    f1: (2 * right) / (right + wrong + objects),
  };
}
