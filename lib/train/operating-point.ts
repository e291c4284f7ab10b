/**
 * Detections as one would act on them: precision and recall at one score, and sensitivity by false alarms an image (FROC).
 */
import { RIGHT, WRONG } from "../vision/coco-evaluation/match.ts";
import type { MatchStore } from "../vision/coco-evaluation/match-store.ts";

/** What detections of at least a score are worth; NaN where nothing is found, or nothing is to be found. */
export interface DetectionCounts {
  /** Detections that found an object. */
  right: number;
  /** Detections that found none: false alarms. */
  wrong: number;
  /** Objects that none found. */
  missed: number;
  /** right / (right + wrong) */
  precision: number;
  /** right / (right + missed) */
  recall: number;
  /** 2 right / (2 right + wrong + missed) */
  f1: number;
}

/** Detections at one score and one overlap. */
export interface OperatingPoint extends DetectionCounts {
  score: number;
  iou: number;
  /** By class. */
  perClass: (DetectionCounts & { name: string })[];
  /** By image, in the order they came. */
  images: { right: number; wrong: number; missed: number }[];
}

/** Sensitivity at rates of false alarms an image. */
export interface FrocFigures {
  iou: number;
  falsePositivesPerImage: number[];
  sensitivity: number[];
  /** The mean of the sensitivities. */
  mean: number;
}

/** The rates of lesion detection's challenges: 1/8 to 8 false alarms an image. */
const RATES = [1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8];

/** Which threshold of overlap is looked at: 0.5, or the first one where that is not measured. */
function placeOfHalf({ settings }: MatchStore): number {
  return Math.max(0, settings.iou.indexOf(0.5));
}

/** Reads what became of a detection at that overlap, of any size. */
function outcomes(store: MatchStore): (i: number) => number {
  const { settings, stride, columns } = store;
  const row = settings.areaNames.indexOf("all") * settings.iou.length + placeOfHalf(store);
  return (i) => columns.outcomes[i * stride + row] as number;
}

/** The objects that count, of a class. */
function objectsOf({ settings, objects }: MatchStore, k: number): number {
  return objects[k * settings.areas.length + settings.areaNames.indexOf("all")] as number;
}

/** The counts at one score. */
export function operatingPoint(store: MatchStore, classes: readonly string[], score: number): OperatingPoint {
  const { columns } = store;
  const outcome = outcomes(store);
  const perClass = classes.map((_, k) => ({ right: 0, wrong: 0, objects: objectsOf(store, k) }));
  const images = store.imageObjects.map((objects) => ({ right: 0, wrong: 0, objects }));
  for (let i = 0; i < columns.length; i++) {
    if ((columns.scores[i] as number) < score) continue;
    const became = outcome(i);
    const [own, image] = [perClass[columns.classes[i] as number], images[columns.images[i] as number]];
    if (own === undefined || image === undefined) continue; // the columns are of these classes and images
    if (became === RIGHT) {
      own.right++;
      image.right++;
    } else if (became === WRONG) {
      own.wrong++;
      image.wrong++;
    }
  }
  const sum = (what: "right" | "wrong" | "objects"): number =>
    perClass.reduce((all, one) => all + one[what], 0);
  return {
    score,
    iou: store.settings.iou[placeOfHalf(store)] as number,
    ...counted({ right: sum("right"), wrong: sum("wrong"), objects: sum("objects") }),
    perClass: perClass.map((one, k) => ({ name: classes[k] as string, ...counted(one) })),
    images: images.map(({ right, wrong, objects }) => ({ right, wrong, missed: objects - right })),
  };
}

function counted(counts: { right: number; wrong: number; objects: number }): DetectionCounts {
  const { right, wrong, objects } = counts;
  return {
    right,
    wrong,
    missed: objects - right,
    precision: right / (right + wrong), // 0 / 0 is NaN
    recall: right / objects,
    f1: (2 * right) / (right + wrong + objects),
  };
}

/**
 * Free-response ROC over all classes (Bandos et al. 2009, https://doi.org/10.1111/j.1541-0420.2008.01049.x): sensitivity read
 * off between the points of the curve, one for each score, as LUNA16's evaluation does; beyond its end that of the end.
 */
export function frocOf(store: MatchStore): FrocFigures {
  const { columns, images } = store;
  const outcome = outcomes(store);
  let objects = 0;
  for (let k = 0; k < store.classes; k++) objects += objectsOf(store, k);
  const order = Uint32Array.from({ length: columns.length }, (_, i) => i);
  order.sort((a, b) => (columns.scores[b] as number) - (columns.scores[a] as number));
  const curve: [rate: number, sensitivity: number][] = [[0, 0]];
  let [right, wrong] = [0, 0];
  for (const [at, i] of order.entries()) {
    const became = outcome(i);
    if (became === RIGHT) right++;
    else if (became === WRONG) wrong++;
    const next = order[at + 1];
    if (next !== undefined && columns.scores[next] === columns.scores[i]) continue;
    const point: [number, number] = [wrong / images, right / objects];
    // Of points with as many false alarms the last is the one that counts.
    if ((curve.at(-1) as [number, number])[0] === point[0]) curve.pop();
    curve.push(point);
  }
  const sensitivity = RATES.map((rate) => (objects === 0 ? Number.NaN : between(curve, rate)));
  return {
    iou: store.settings.iou[placeOfHalf(store)] as number,
    falsePositivesPerImage: [...RATES],
    sensitivity,
    mean: sensitivity.reduce((sum, value) => sum + value, 0) / sensitivity.length,
  };
}

/** The height of a curve at `x`, straight between its points. */
function between(curve: readonly (readonly [number, number])[], x: number): number {
  const at = curve.findIndex(([rate]) => rate > x);
  const [x0, y0] = curve.at(at < 0 ? -1 : at - 1) as [number, number]; // the first point is at 0
  if (at < 0) return y0;
  const [x1, y1] = curve[at] as [number, number];
  return y0 + ((x - x0) * (y1 - y0)) / (x1 - x0);
}
