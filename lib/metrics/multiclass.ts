/** Scores of several classes: areas under ROC curves, and whether the true class is among the highest. */
import { integerFrom, oneOf, type Rest, signature } from "../edge/index.ts";
import { Ranking, type Weights } from "./shared/ranking.ts";
import {
  classIndices,
  columnOf,
  definedMean,
  type Matrix,
  matrix,
  numbers,
  type Rows,
  rowsKind,
  type Values,
  valuesKind,
} from "./shared/values.ts";

/** Options of {@link multiclassAuc}. */
export interface MulticlassAucOptions {
  /** "ovr" (default): each class against all others; "ovo": each pair of classes (Hand & Till 2001). */
  scheme?: "ovr" | "ovo";
  /** "macro" (default): all classes, or pairs, alike; "weighted": by how often they occur. */
  average?: "macro" | "weighted";
}

const AUC = signature<MulticlassAucOptions>("metrics.multiclassAuc", {
  takes: { scores: rowsKind, labels: valuesKind },
  options: { scheme: oneOf("ovr", "ovo"), average: oneOf("macro", "weighted") },
  positional: ["scheme", "average"],
});
const TOP = signature("metrics.topKAccuracy", {
  takes: { scores: rowsKind, labels: valuesKind, k: integerFrom(1) },
});

/**
 * Area under the ROC curves of several classes, as scikit-learn's `roc_auc_score` with `multi_class`; "ovo" is Hand and Till's M
 * (https://doi.org/10.1023/A:1010920819831). Where a class does not occur, which scikit-learn refuses, its areas are left out.
 *
 * @param scores (N, C) higher means more likely
 * @param labels (N) class indices
 * @returns NaN where all samples are of one class
 * @throws ArgumentError for other numbers of rows, none, NaN, labels that are no classes
 */
export function multiclassAuc(
  scores: Rows,
  labels: Values,
  ...rest: Rest<MulticlassAucOptions, [scheme: "ovr" | "ovo", average: "macro" | "weighted"]>
): number {
  const { scheme = "ovr", average = "macro" } = AUC.read(rest);
  AUC.check(scores, labels);
  const { length } = numbers(AUC, "labels", labels);
  const given = matrix(AUC, "scores", scores, { rows: length });
  const truth = classIndices(AUC, "labels", labels, { classes: given.columns });
  return scheme === "ovr" ? oneAgainstRest(given, truth, average) : oneAgainstOne(given, truth, average);
}

/** Each class against all others, ready for any weights. */
export function classRankings(scores: Matrix, labels: Int32Array): Ranking[] {
  return Array.from({ length: scores.columns }, (_, k) => {
    const positives = Uint8Array.from(labels, (label) => (label === k ? 1 : 0));
    return new Ranking(columnOf(scores, k), positives);
  });
}

function supportOf(labels: Int32Array, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const label of labels) counts[label] = (counts[label] as number) + 1;
  return counts;
}

function oneAgainstRest(scores: Matrix, labels: Int32Array, average: "macro" | "weighted"): number {
  const areas = classRankings(scores, labels).map((ranking) => ranking.auc());
  if (average === "macro") return definedMean(areas);
  return weightedMean(areas, supportOf(labels, scores.columns));
}

function oneAgainstOne(scores: Matrix, labels: Int32Array, average: "macro" | "weighted"): number {
  const support = supportOf(labels, scores.columns);
  const areas: number[] = [];
  const weights: number[] = [];
  for (let a = 0; a < scores.columns; a++) {
    for (let b = a + 1; b < scores.columns; b++) {
      areas.push((pairArea(scores, labels, a, b) + pairArea(scores, labels, b, a)) / 2);
      weights.push((support[a] as number) + (support[b] as number));
    }
  }
  return average === "macro" ? definedMean(areas) : weightedMean(areas, weights);
}

/** The area of `positive`'s score among samples of two classes. */
function pairArea(scores: Matrix, labels: Int32Array, positive: number, negative: number): number {
  const both = Array.from(labels.keys()).filter((i) => labels[i] === positive || labels[i] === negative);
  const column = Float64Array.from(both, (i) => scores.data[i * scores.columns + positive] as number);
  const isPositive = Uint8Array.from(both, (i) => (labels[i] === positive ? 1 : 0));
  return new Ranking(column, isPositive).auc();
}

/** Mean of what is defined. */
function weightedMean(values: readonly number[], weights: readonly number[]): number {
  let [sum, whole] = [0, 0];
  for (const [i, value] of values.entries()) {
    if (Number.isNaN(value)) continue;
    sum += value * (weights[i] as number);
    whole += weights[i] as number;
  }
  return sum / whole;
}

/**
 * Share of samples whose true class is among the k highest scores; of equal scores the lower index comes first.
 *
 * @param scores (N, C)
 * @param labels (N) class indices
 * @throws ArgumentError for other numbers of rows, none, NaN, labels that are no classes
 */
export function topKAccuracy(scores: Rows, labels: Values, k: number, ...rest: []): number {
  TOP.read(rest);
  TOP.check(scores, labels, k);
  const { length } = numbers(TOP, "labels", labels);
  const given = matrix(TOP, "scores", scores, { rows: length });
  const truth = classIndices(TOP, "labels", labels, { classes: given.columns });
  return topKOf(placesOf(given, truth), k);
}

/** Place of each sample's true class among its scores, 0 the highest. */
export function placesOf({ data, columns }: Matrix, labels: Int32Array): Int32Array {
  return labels.map((label, row) => {
    const start = row * columns;
    const own = data[start + label] as number;
    let place = 0;
    for (let k = 0; k < columns; k++) {
      const other = data[start + k] as number;
      if (other > own || (other === own && k < label)) place++;
    }
    return place;
  });
}

/** Of places. */
export function topKOf(places: Int32Array, k: number, weights?: Weights): number {
  let [hits, all] = [0, 0];
  for (let i = 0; i < places.length; i++) {
    const weight = weights === undefined ? 1 : (weights[i] as number);
    all += weight;
    if ((places[i] as number) < k) hits += weight;
  }
  return hits / all;
}

/** The class of the highest score of each row; of equal ones the lowest. */
export function highestOf({ data, rows, columns }: Matrix): Int32Array {
  return Int32Array.from({ length: rows }, (_, row) => {
    let best = 0;
    for (let k = 1; k < columns; k++) {
      if ((data[row * columns + k] as number) > (data[row * columns + best] as number)) best = k;
    }
    return best;
  });
}
