/** Two tables of predictions of the same samples, compared. */

import { Rng } from "../../data/index.ts";
import { describe, integerFrom, type Rest, signature, string } from "../../edge/index.ts";
import { type BootstrapInterval, type Clusters, clustersOf, drawIntervals, weightsOf } from "../bootstrap.ts";
import { type AucComparison, compareAuc } from "../delong.ts";
import { classRankings } from "../multiclass.ts";
import { type McNemar, mcNemar } from "../paired-tests.ts";
import { Ranking } from "../shared/ranking.ts";
import { definedMean } from "../shared/values.ts";
import { figuresOf, type Selected, select } from "./figures.ts";
import { COLUMN_ADVICE, type IntervalOptions, predictionKinds } from "./options.ts";
import { type PredictionColumns, type Predictions, readTablePredictions } from "./read.ts";

/** Options of {@link comparePredictions}. */
export interface ComparePredictionsOptions extends PredictionColumns, IntervalOptions {
  /** Scores of the positive class of at least this are called positive, in both tables. Default 0.5. */
  threshold?: number;
  /** Exchanges of the permutation tests. Default 1000; 0 for none. */
  exchanges?: number;
}

const TAKES = signature<ComparePredictionsOptions>("metrics.comparePredictions", {
  takes: { a: string, b: string },
  options: { ...predictionKinds, exchanges: integerFrom(0) },
  advice: COLUMN_ADVICE,
});

/** What two tables differ in. */
export interface PredictionComparison {
  a: string;
  b: string;
  samples: number;
  /** Patients; null where nothing is said of them. */
  groups: number | null;
  classes: string[];
  positive: string | null;
  /** Of each figure of `fromPredictions` that of a, that of b, and a - b with the interval of the same draws for both. */
  figures: Record<string, { a: number; b: number; difference: BootstrapInterval }>;
  /** Of no difference, two-sided, by exchanging both models' predictions, of whole patients where they are known; null without. */
  permutation: { accuracy: number; auc: number } | null;
  /** DeLong's test; null without a positive class, and where patients have several samples. */
  delong: AucComparison | null;
  /** The exact test of right decisions; null where patients have several samples. */
  mcNemar: McNemar | null;
}

/**
 * Compares two models on the same samples, matched by their ids: differences with intervals by the paired bootstrap, and tests.
 *
 * @param a a table as `fromPredictions` reads it
 * @param b another, of the same samples in any order; columns are called as in a
 * @throws FileFormatError for what cannot be read; ArgumentError for columns that are not there, other classes, samples that only one
 *   table has or that are labelled otherwise
 *
 * @example
 * const { figures, permutation } = await metrics.comparePredictions("resnet.csv", "vit.csv", { group: "patient" });
 * figures.auc?.difference; // { value: 0.02, low: -0.01, high: 0.05, ... }
 */
export async function comparePredictions(
  a: string,
  b: string,
  ...rest: Rest<ComparePredictionsOptions>
): Promise<PredictionComparison> {
  const options = TAKES.read(rest);
  TAKES.check(a, b);
  const { threshold = 0.5, exchanges = 1000, seed = 0 } = options;
  const draws = options.draws ?? 2000;
  if (draws < 2) throw TAKES.error(`an interval needs draws of 2 or more, got ${draws}.`);
  const [first, second] = await Promise.all([
    readTablePredictions(a, options, TAKES.name),
    readTablePredictions(b, options, TAKES.name),
  ]);
  const rows = Int32Array.from(first.labels, (_, row) => row);
  const [ofA, ofB] = [select(first, rows, threshold), select(second, matched(first, second), threshold)];
  checkLabels(first, ofA, ofB);
  const clusters = clustersOf(rows.length, first.groups ?? undefined, (text) => TAKES.error(text));
  const isClustered = clusters.length < rows.length;
  const { positive } = ofA;
  return {
    a,
    b,
    samples: rows.length,
    groups: first.groups && clusters.length,
    classes: [...first.classes],
    positive: positive && (first.classes[positive.index] as string),
    figures: differences(ofA, ofB, threshold, clusters, { ...options, draws }),
    permutation: exchanges === 0 ? null : exchanged(ofA, ofB, clusters, exchanges, seed),
    delong:
      positive === null || ofB.positive === null || isClustered
        ? null
        : compareAuc(positive.scores, ofB.positive.scores, positive.isPositive, { level: options.level }),
    mcNemar: isClustered ? null : mcNemar(ofA.called, ofB.called, ofA.labels),
  };
}

/** The rows of b in the order of a's samples. */
function matched(a: Predictions, b: Predictions): Int32Array {
  const refuse: (text: string) => never = (text) => {
    throw TAKES.error(`${text}; both tables hold the same samples, told apart by their ids.`);
  };
  for (const { file, ids } of [a, b]) {
    const seen = new Set<string>();
    for (const id of ids) {
      if (seen.has(id)) refuse(`${file} has ${describe(id)} twice`);
      seen.add(id);
    }
  }
  const places = new Map(b.ids.map((id, row) => [id, row]));
  if (a.classes.join("\n") !== b.classes.join("\n"))
    throw TAKES.error(
      `the classes are ${a.classes.join(", ")} in ${a.file}, and ${b.classes.join(", ")} in ${b.file}.`,
    );
  const rows = a.ids.map(
    (id) => places.get(id) ?? refuse(`${b.file} has no ${describe(id)}, and ${a.file} has`),
  );
  const known = new Set(a.ids);
  const surplus = b.ids.find((id) => !known.has(id));
  if (surplus !== undefined) refuse(`${a.file} has no ${describe(surplus)}, and ${b.file} has`);
  return Int32Array.from(rows);
}

function checkLabels(given: Predictions, a: Selected, b: Selected): void {
  const odd = a.labels.findIndex((label, i) => label !== b.labels[i]);
  if (odd < 0) return;
  throw TAKES.error(
    `${describe(given.ids[odd])} is labelled ${describe(given.classes[a.labels[odd] as number])} in one table and ` +
      `${describe(given.classes[b.labels[odd] as number])} in the other.`,
  );
}

function differences(
  a: Selected,
  b: Selected,
  threshold: number,
  clusters: Clusters,
  options: IntervalOptions,
): PredictionComparison["figures"] {
  const [ofA, ofB] = [figuresOf(a, threshold), figuresOf(b, threshold)];
  const weights = new Float64Array(a.labels.length);
  const names = Object.keys(ofA()).filter((name) => !name.includes(".") && Object.hasOwn(ofB(), name));
  const intervals = drawIntervals(clusters, options, (times) => {
    weightsOf(clusters, times, weights);
    const [x, y] = [ofA(weights), ofB(weights)];
    return Object.fromEntries(names.map((name) => [name, (x[name] as number) - (y[name] as number)]));
  });
  const [x, y] = [ofA(), ofB()];
  const entries = names.map((name) => [
    name,
    { a: x[name] as number, b: y[name] as number, difference: intervals[name] as BootstrapInterval },
  ]);
  return Object.fromEntries(entries);
}

/** Two-sided shares of exchanges that are as far apart as what was found. */
function exchanged(
  a: Selected,
  b: Selected,
  clusters: Clusters,
  exchanges: number,
  seed: number,
): { accuracy: number; auc: number } {
  const apart = (x: Selected, y: Selected): [accuracy: number, auc: number] => [
    Math.abs(rightOf(x) - rightOf(y)),
    Math.abs(areaOf(x) - areaOf(y)),
  ];
  const found = apart(a, b).map((value) => value * (1 - 1e-12)); // equal but for rounding is equal
  const rng = new Rng(seed);
  const isTurned = new Uint8Array(a.labels.length);
  const counts = [1, 1];
  for (let draw = 0; draw < exchanges; draw++) {
    for (const places of clusters) {
      const turned = rng.bernoulli(0.5) ? 1 : 0;
      for (const i of places) isTurned[i] = turned;
    }
    for (const [k, value] of apart(mixed(a, b, isTurned, 0), mixed(a, b, isTurned, 1)).entries())
      if (value >= (found[k] as number)) counts[k] = (counts[k] as number) + 1;
  }
  const [accuracy, auc] = counts.map((count, k) =>
    Number.isNaN(found[k]) ? Number.NaN : count / (exchanges + 1),
  ) as [number, number];
  return { accuracy, auc };
}

/** Share of right decisions. */
function rightOf({ called, labels }: Selected): number {
  return called.reduce((sum, one, i) => sum + (one === labels[i] ? 1 : 0), 0) / labels.length;
}

/** The area as `figuresOf` gives it. */
function areaOf({ positive, probabilities, labels }: Selected): number {
  if (positive !== null) return new Ranking(positive.scores, positive.isPositive).auc();
  if (probabilities === null) return Number.NaN;
  return definedMean(classRankings(probabilities, labels).map((ranking) => ranking.auc()));
}

/** One model's predictions, with the other's where they are exchanged. */
function mixed(a: Selected, b: Selected, isTurned: Uint8Array, side: 0 | 1): Selected {
  const from = (i: number): Selected => (isTurned[i] === side ? a : b);
  const { probabilities, positive, classes } = a;
  const data = probabilities && new Float64Array(probabilities.data.length);
  if (data !== null) {
    for (let i = 0; i < isTurned.length; i++) {
      const own = from(i).probabilities?.data as Float64Array; // both have them, as tables of the same columns
      data.set(own.subarray(i * classes, (i + 1) * classes), i * classes);
    }
  }
  return {
    ...a,
    probabilities: probabilities && data && { ...probabilities, data },
    positive: positive && {
      ...positive,
      scores: positive.scores.map((_, i) => from(i).positive?.scores[i] as number),
    },
    called: a.called.map((_, i) => from(i).called[i] as number),
  };
}
