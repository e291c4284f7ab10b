/** Sensitivity by false alarms an image: the free-response ROC curve of detections. */
import { integerFrom, kind, type Rest, signature } from "../edge/index.ts";
import { Ranking, type Weights } from "./shared/ranking.ts";
import { scored, type Values, valuesKind } from "./shared/values.ts";

/** A free-response ROC curve, and its sensitivity at rates of false alarms. */
export interface Froc {
  /** Points from the highest score down, one for each score; the first is 0, 0. */
  falsePositivesPerImage: number[];
  sensitivity: number[];
  /** At each of the rates. */
  atRates: { rate: number; sensitivity: number }[];
  /** The mean of the sensitivities at the rates. */
  mean: number;
}

/** Options of {@link froc}. */
export interface FrocOptions {
  /** Images that were looked at, those without a detection too. */
  images: number;
  /** Objects to find in them. */
  objects: number;
  /** Default 1/8 to 8, as challenges of lesion detection. */
  rates?: readonly number[];
}

/** The rates of lesion detection's challenges: 1/8 to 8 false alarms an image. */
export const FROC_RATES = [1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8] as const;

const TAKES = signature<FrocOptions>("metrics.froc", {
  takes: { scores: valuesKind, hits: valuesKind },
  options: {
    images: integerFrom(1),
    objects: integerFrom(0),
    rates: kind(
      "a list of numbers of at least 0",
      (v) => Array.isArray(v) && v.length > 0 && v.every((one) => typeof one === "number" && one >= 0),
    ),
  },
  required: ["images", "objects"],
});

/**
 * Free-response ROC (Bandos et al. 2009, https://doi.org/10.1111/j.1541-0420.2008.01049.x), read off between its points as LUNA16's
 * evaluation does; beyond its end that of the end.
 *
 * @param scores (N) of all detections of all images
 * @param hits (N) 1 for a detection that found an object which none of a higher score had found, 0 for a false alarm; leave out
 *   detections that count for nothing
 * @returns sensitivities are NaN where there are no objects
 * @throws ArgumentError for lists of several lengths, none, NaN, more hits than objects
 */
export function froc(scores: Values, hits: Values, ...rest: Rest<FrocOptions>): Froc {
  const { images, objects, rates = FROC_RATES } = TAKES.read(rest);
  TAKES.check(scores, hits);
  const given = scored(TAKES, scores, hits);
  if (given.count > objects)
    throw TAKES.error(`${given.count} detections hit, and there are ${objects} objects.`);
  return frocOf(given.scores, given.positives, { images, objects, rates });
}

/** Of scores and hits; there may be none. */
export function frocOf(scores: Float64Array, hits: Uint8Array, counts: Required<FrocOptions>): Froc {
  return rankedFroc(new Ranking(scores, hits), counts);
}

/** Of detections in the order of their scores, of which each may count several times or not at all. */
export function rankedFroc(
  ranking: Ranking,
  { images, objects, rates }: Required<FrocOptions>,
  weights?: Weights,
): Froc {
  const curve: Point[] = [[0, 0]];
  let [right, wrong] = [0, 0];
  ranking.visit(weights, (hit, missed) => {
    right += hit;
    wrong += missed;
    curve.push([wrong / images, right / objects]);
  });
  const atRates = rates.map((rate) => ({
    rate,
    sensitivity: objects === 0 ? Number.NaN : between(curve, rate),
  }));
  return {
    falsePositivesPerImage: curve.map(([rate]) => rate),
    sensitivity: curve.map(([, sensitivity]) => (objects === 0 ? Number.NaN : sensitivity)),
    atRates,
    mean: atRates.reduce((sum, { sensitivity }) => sum + sensitivity, 0) / atRates.length,
  };
}

type Point = readonly [rate: number, sensitivity: number];

/** The height of a curve at `x`, straight between its points; of points with one rate the last is the one that counts. */
function between(curve: readonly Point[], x: number): number {
  const at = curve.findIndex(([rate]) => rate > x);
  const [x0, y0] = curve.at(at < 0 ? -1 : at - 1) as Point; // the first point is at 0
  if (at < 0) return y0;
  // Points with the next rate: the highest of them is the end of the line.
  const [x1] = curve[at] as Point;
  const [, y1] = curve.findLast(([rate]) => rate === x1) as Point;
  return y0 + ((x - x0) * (y1 - y0)) / (x1 - x0);
}
