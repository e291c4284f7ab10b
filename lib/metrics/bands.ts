/** Curves with intervals: at each place of the axis how far the curve varies over samples drawn again. */
import { integer, integerFrom, type Rest, signature } from "../edge/index.ts";
import { type BootstrapOptions, clustersOf, drawIntervals, groupsKind, weightsOf } from "./bootstrap.ts";
import { type Interval, LEVEL } from "./shared/interval.ts";
import { Ranking, type Weights } from "./shared/ranking.ts";
import { betweenKind, scored, type Values, valuesKind } from "./shared/values.ts";

/** Options of {@link rocBand} and {@link precisionRecallBand}. */
export interface BandOptions extends Omit<BootstrapOptions, "method"> {
  /** Places on the axis, from 0 to 1, both included. Default 101. */
  points?: number;
}

/** A curve with pointwise intervals. */
export interface Band {
  /** Ascending from 0 to 1: false positive rates, or recalls. */
  x: number[];
  /** True positive rates, or precisions; NaN where there is no curve. */
  y: Interval[];
}

const options = {
  groups: groupsKind,
  draws: integerFrom(2),
  level: betweenKind,
  seed: integer,
  points: integerFrom(2),
};
const takes = { scores: valuesKind, labels: valuesKind };
const ROC = signature<BandOptions>("metrics.rocBand", { takes, options });
const PR = signature<BandOptions>("metrics.precisionRecallBand", { takes, options });

/**
 * The ROC curve with pointwise bootstrap intervals of the true positive rate at fixed false positive rates (vertical averaging, Fawcett
 * 2006, https://doi.org/10.1016/j.patrec.2005.10.010), in straight lines between its points; with `groups` patients are drawn whole.
 *
 * @param scores (N) higher means more likely positive
 * @param labels (N) 0 and 1, or booleans
 * @throws ArgumentError for lists of several lengths, none, NaN, other labels, another number of groups
 */
export function rocBand(scores: Values, labels: Values, ...rest: Rest<BandOptions>): Band {
  const given = ROC.read(rest);
  ROC.check(scores, labels);
  return bandOf(ROC, scores, labels, given, rocAt);
}

/**
 * Precision with pointwise bootstrap intervals at fixed recalls: that of the highest threshold which reaches the recall, as
 * `averagePrecision` counts it; with `groups` patients are drawn whole.
 *
 * @param scores (N) higher means more likely positive
 * @param labels (N) 0 and 1, or booleans
 * @throws ArgumentError for lists of several lengths, none, NaN, other labels, another number of groups
 */
export function precisionRecallBand(scores: Values, labels: Values, ...rest: Rest<BandOptions>): Band {
  const given = PR.read(rest);
  PR.check(scores, labels);
  return bandOf(PR, scores, labels, given, precisionAt);
}

type Sampler = (ranking: Ranking, grid: readonly number[], weights?: Weights) => Float64Array;

function bandOf(
  from: typeof ROC,
  scores: Values,
  labels: Values,
  { groups, points = 101, draws = 1000, level = LEVEL, seed = 0 }: BandOptions,
  sampled: Sampler,
): Band {
  const { scores: given, positives } = scored(from, scores, labels);
  const ranking = new Ranking(given, positives);
  const clusters = clustersOf(given.length, groups, (text) => from.error(text));
  const grid = Array.from({ length: points }, (_, i) => i / (points - 1));
  const weights = new Float64Array(given.length);
  const found = drawIntervals(clusters, { draws, level, seed }, (times) =>
    named(sampled(ranking, grid, weightsOf(clusters, times, weights))),
  );
  return {
    x: grid,
    y: grid.map((_, i) => {
      const { value, low, high } = found[`at${i}`] as Interval; // one for each place
      return { value, low, high };
    }),
  };
}

function named(values: Float64Array): Record<string, number> {
  const all: Record<string, number> = {};
  for (let i = 0; i < values.length; i++) all[`at${i}`] = values[i] as number;
  return all;
}

/** Counts of positives and negatives from the highest score down, (0, 0) first. */
function counted(ranking: Ranking, weights?: Weights): { right: number[]; wrong: number[] } {
  const [right, wrong] = [[0], [0]];
  let [positives, negatives] = [0, 0];
  ranking.visit(weights, (hits, misses) => {
    if (hits + misses === 0) return; // of no sample that was drawn
    positives += hits;
    negatives += misses;
    right.push(positives);
    wrong.push(negatives);
  });
  return { right, wrong };
}

/** True positive rates at false positive rates; of several at one rate the highest. */
function rocAt(ranking: Ranking, grid: readonly number[], weights?: Weights): Float64Array {
  const { right, wrong } = counted(ranking, weights);
  const [positives, negatives] = [right.at(-1) as number, wrong.at(-1) as number];
  const rates = new Float64Array(grid.length).fill(Number.NaN);
  if (positives === 0 || negatives === 0) return rates;
  let at = 0;
  for (const [i, rate] of grid.entries()) {
    const wanted = rate * negatives * (1 + 1e-12); // a rate that a point has is that point's
    while (at + 1 < wrong.length && (wrong[at + 1] as number) <= wanted) at++;
    const [x, y] = [wrong[at] as number, right[at] as number];
    const [nextX, nextY] = [wrong[at + 1] ?? x, right[at + 1] ?? y];
    const along = nextX === x ? 0 : Math.max(0, (rate * negatives - x) / (nextX - x));
    rates[i] = (y + along * (nextY - y)) / positives;
  }
  return rates;
}

/** Precisions at recalls. */
function precisionAt(ranking: Ranking, grid: readonly number[], weights?: Weights): Float64Array {
  const { right, wrong } = counted(ranking, weights);
  const positives = right.at(-1) as number;
  const precisions = new Float64Array(grid.length).fill(Number.NaN);
  if (positives === 0) return precisions;
  let at = 1;
  for (const [i, recall] of grid.entries()) {
    while (at + 1 < right.length && (right[at] as number) < recall * positives * (1 - 1e-12)) at++;
    precisions[i] = (right[at] as number) / ((right[at] as number) + (wrong[at] as number));
  }
  return precisions;
}
