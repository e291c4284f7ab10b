/**
 * Detections as one would act on them: precision and recall at one score, and sensitivity by false alarms an image (FROC).
 */
import { frocOf as curveOf, FROC_RATES } from "../metrics/froc.ts";
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

/** Free-response ROC over all classes, as `metrics.froc`. */
export function frocOf(store: MatchStore): FrocFigures {
  const { columns, images } = store;
  const outcome = outcomes(store);
  let objects = 0;
  for (let k = 0; k < store.classes; k++) objects += objectsOf(store, k);
  const counted = Array.from({ length: columns.length }, (_, i) => i).filter((i) => {
    const became = outcome(i);
    return became === RIGHT || became === WRONG;
  });
  const scores = Float64Array.from(counted, (i) => columns.scores[i] as number);
  const hits = Uint8Array.from(counted, (i) => (outcome(i) === RIGHT ? 1 : 0));
  const { atRates, mean } = curveOf(scores, hits, { images, objects, rates: FROC_RATES });
  return {
    iou: store.settings.iou[placeOfHalf(store)] as number,
    falsePositivesPerImage: [...FROC_RATES],
    sensitivity: atRates.map(({ sensitivity }) => sensitivity),
    mean,
  };
}
