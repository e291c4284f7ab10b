/** Whether two sets of predictions of the same samples differ: McNemar's test, and permutation of any figure. */

import { Rng } from "../data/index.ts";
import { boolean, describe, integer, integerFrom, kind, oneOf, type Rest, signature } from "../edge/index.ts";
import { clustersOf, type Groups, groupsKind } from "./bootstrap.ts";
import { binomialCdf, chiSquaredTail } from "./shared/distributions.ts";
import { classIndices, type Values, valuesKind } from "./shared/values.ts";

/** Two classifiers on the same samples. */
export interface McNemar {
  /** Samples that a alone got right, and b alone. */
  onlyA: number;
  onlyB: number;
  /** NaN of the exact test. */
  statistic: number;
  /** Of both being right equally often, two-sided; 1 where they never differ. */
  pValue: number;
}

/** Options of {@link mcNemar}. */
export interface McNemarOptions {
  /** "exact" (default): binomial; "chi-squared": for many differences. */
  method?: "exact" | "chi-squared";
  /** Of "chi-squared": Edwards' correction. Default true. */
  correction?: boolean;
}

const MC_NEMAR = signature<McNemarOptions>("metrics.mcNemar", {
  takes: { a: valuesKind, b: valuesKind, labels: valuesKind },
  options: { method: oneOf("exact", "chi-squared"), correction: boolean },
});

/**
 * McNemar's test (1947, https://doi.org/10.1007/BF02295996) of the decisions of two classifiers. Samples count as independent; with
 * several of one patient take {@link permutationTest} with `groups`.
 *
 * @param a (N) predicted class indices
 * @param b (N)
 * @param labels (N) true class indices
 * @throws ArgumentError for lists of several lengths, none, and what are no class indices
 */
export function mcNemar(a: Values, b: Values, labels: Values, ...rest: Rest<McNemarOptions>): McNemar {
  const { method = "exact", correction = true } = MC_NEMAR.read(rest);
  MC_NEMAR.check(a, b, labels);
  const truth = classIndices(MC_NEMAR, "labels", labels);
  const [first, second] = [a, b].map((values, i) =>
    classIndices(MC_NEMAR, i === 0 ? "a" : "b", values, { length: truth.length }),
  ) as [Int32Array, Int32Array];
  let [onlyA, onlyB] = [0, 0];
  for (const [i, label] of truth.entries()) {
    const [isA, isB] = [first[i] === label, second[i] === label];
    if (isA && !isB) onlyA++;
    if (isB && !isA) onlyB++;
  }
  const differ = onlyA + onlyB;
  if (method === "exact") {
    const pValue = Math.min(1, 2 * binomialCdf(Math.min(onlyA, onlyB), differ, 0.5));
    return { onlyA, onlyB, statistic: Number.NaN, pValue: differ === 0 ? 1 : pValue };
  }
  const off = Math.max(0, Math.abs(onlyA - onlyB) - (correction ? 1 : 0));
  const statistic = differ === 0 ? 0 : off ** 2 / differ;
  return { onlyA, onlyB, statistic, pValue: chiSquaredTail(statistic, 1) };
}

/** What a permutation test found. */
export interface PermutationTest {
  /** The figure of a less that of b. */
  difference: number;
  /** Of no difference, two-sided. */
  pValue: number;
  /** Exchanges in which the difference was defined. */
  draws: number;
}

/** Options of {@link permutationTest}. */
export interface PermutationOptions {
  /** The patient of each sample; those of one are exchanged together. Default: each sample for itself. */
  groups?: Groups;
  /** Default 9999. */
  draws?: number;
  /** Default 0: the same exchanges each time. */
  seed?: number;
}

const PERMUTATION = signature<PermutationOptions>("metrics.permutationTest", {
  takes: { count: integerFrom(1), figure: kind("a function", (v) => typeof v === "function") },
  options: { groups: groupsKind, draws: integerFrom(1), seed: integer },
});

/**
 * Tests whether a figure of two sets of predictions of the same samples differs: under no difference which of both a sample's
 * prediction comes from does not matter, so they are exchanged at random, whole patients at once. The p value counts what was found
 * among the exchanges (Phipson & Smyth 2010, https://doi.org/10.2202/1544-6115.1585), and is never 0.
 *
 * @param count how many samples there are
 * @param figure gets for each sample 0 for a's prediction or 1 for b's, and gives the figure; NaN where it is not defined
 * @throws ArgumentError for another number of groups, and for what is no number
 *
 * @example
 * const predictions = [runA, runB]; // probabilities of the same samples
 * const auc = (from: Uint8Array) => metrics.rocAuc(Float64Array.from(from, (run, i) => predictions[run][i]), labels);
 * metrics.permutationTest(labels.length, auc, { groups: patients }).pValue;
 */
export function permutationTest(
  count: number,
  figure: (from: Uint8Array) => number,
  ...rest: Rest<PermutationOptions>
): PermutationTest {
  const { groups, draws = 9999, seed = 0 } = PERMUTATION.read(rest);
  PERMUTATION.check(count, figure);
  const clusters = clustersOf(count, groups, (text) => PERMUTATION.error(text));
  const of = (from: Uint8Array): number => {
    const value: unknown = figure(from);
    if (typeof value === "number") return value;
    throw PERMUTATION.error(`figure must give a number, got ${describe(value)}.`);
  };
  const apart = (from: Uint8Array): number => of(from) - of(from.map((one) => 1 - one));
  const difference = apart(new Uint8Array(count));
  const rng = new Rng(seed);
  const from = new Uint8Array(count);
  let [defined, asFar] = [0, 0];
  // What is equal but for rounding counts as equal.
  const least = Math.abs(difference) * (1 - 1e-12);
  for (let draw = 0; draw < draws; draw++) {
    for (const places of clusters) {
      const run = rng.bernoulli(0.5) ? 1 : 0;
      for (const i of places) from[i] = run;
    }
    const found = Math.abs(apart(from));
    if (Number.isNaN(found)) continue;
    defined++;
    if (found >= least) asFar++;
  }
  const pValue = Number.isNaN(difference) ? Number.NaN : (asFar + 1) / (defined + 1);
  return { difference, pValue, draws: defined };
}
