/** Intervals of any figure by drawing samples again, patients whole. */

import { Rng } from "../data/index.ts";
import {
  describe,
  integer,
  integerFrom,
  type Kind,
  kind,
  oneOf,
  type Rest,
  signature,
} from "../edge/index.ts";
import { normalCdf, normalQuantile } from "./shared/distributions.ts";
import { type Interval, LEVEL, quantile } from "./shared/interval.ts";
import { betweenKind } from "./shared/values.ts";

/** A figure with its bootstrap interval. */
export interface BootstrapInterval extends Interval {
  /** Standard deviation of the figure over the draws. */
  standardError: number;
  /** Draws in which the figure was not defined; they are left out. */
  undefinedDraws: number;
}

/** What says which samples belong together: a value for each sample, equal for those of one patient. */
export type Groups = ArrayLike<string | number | bigint>;

/** A value for each sample. */
export const groupsKind: Kind<Groups> = kind(
  "a list with a text or number for each sample",
  (v) => Array.isArray(v) || (ArrayBuffer.isView(v) && "length" in v),
);

/** Options of {@link bootstrap}. */
export interface BootstrapOptions {
  /** The patient of each sample; those of one are drawn together. Default: each sample for itself. */
  groups?: Groups;
  /** Default 2000. */
  draws?: number;
  /** Default 0.95. */
  level?: number;
  /** "percentile" (default), or "bca": corrected for bias and skewness (Efron 1987), which takes one more draw for each group. */
  method?: "percentile" | "bca";
  /** Default 0: the same draws each time. */
  seed?: number;
}

const TAKES = signature<BootstrapOptions>("metrics.bootstrap", {
  takes: { count: integerFrom(1), figure: kind("a function", (v) => typeof v === "function") },
  options: {
    groups: groupsKind,
    draws: integerFrom(2),
    level: betweenKind,
    method: oneOf("percentile", "bca"),
    seed: integer,
  },
  advice: { patients: "it is called groups", n: "it is called draws", nResamples: "it is called draws" },
});

/** Figures by name. */
type Record_ = Readonly<Record<string, number>>;

/**
 * Intervals of a figure, or of several by name that share the draws, by the bootstrap. With `groups` whole groups are drawn with
 * replacement, the cluster bootstrap (Field & Welsh 2007, https://doi.org/10.1111/j.1467-9868.2007.00593.x): several images of
 * one patient are not as much evidence as images of several patients.
 *
 * @param count how many samples there are
 * @param figure gets places of samples, some several times, and gives the figure of these; NaN where it is not defined
 * @throws ArgumentError for another number of groups, and for what is no figure
 *
 * @example
 * const accuracy = (places: Uint32Array) => places.reduce((sum, i) => sum + right[i], 0) / places.length;
 * metrics.bootstrap(right.length, accuracy, { groups: patients }); // { value, low, high, ... }
 */
export function bootstrap<F extends Record_>(
  count: number,
  figure: (places: Uint32Array) => F,
  ...rest: Rest<BootstrapOptions>
): { [K in keyof F]: BootstrapInterval };
export function bootstrap(
  count: number,
  figure: (places: Uint32Array) => number,
  ...rest: Rest<BootstrapOptions>
): BootstrapInterval;
export function bootstrap(
  count: number,
  figure: (places: Uint32Array) => number | Record_,
  ...rest: Rest<BootstrapOptions>
): BootstrapInterval | Record<string, BootstrapInterval> {
  const options = TAKES.read(rest);
  TAKES.check(count, figure);
  const clusters = clustersOf(count, options.groups, (text) => TAKES.error(text));
  let single = false;
  const asRecord = (places: Uint32Array): Record_ => {
    const found = figure(places);
    single = typeof found === "number";
    const named = typeof found === "number" ? { "": found } : found;
    const isRecord = typeof named === "object" && named !== null;
    if (isRecord && Object.values(named).every((value) => typeof value === "number")) return named;
    throw TAKES.error(`figure must give a number, or numbers by name, got ${describe(found)}.`);
  };
  const found = drawIntervals(clusters, options, (weights) => asRecord(placesOf(clusters, weights)));
  return single ? (found[""] as BootstrapInterval) : found;
}

/** Which samples belong together: for each group the places of its samples. */
export type Clusters = readonly Uint32Array[];

/** The groups in the order in which they first occur. */
export function clustersOf(
  count: number,
  groups: Groups | undefined,
  error: (text: string) => Error,
): Clusters {
  if (groups === undefined) return Array.from({ length: count }, (_, i) => Uint32Array.of(i));
  if (groups.length !== count)
    throw error(`expected ${count} groups, one for each sample, got ${groups.length}.`);
  const found = new Map<unknown, number[]>();
  for (let i = 0; i < count; i++) {
    const group = groups[i];
    if (
      typeof group !== "string" &&
      typeof group !== "bigint" &&
      !(typeof group === "number" && !Number.isNaN(group))
    ) {
      throw error(`groups must be texts or numbers, got ${describe(group)} at ${i}.`);
    }
    const places = found.get(group);
    if (places === undefined) found.set(group, [i]);
    else places.push(i);
  }
  return [...found.values()].map((places) => Uint32Array.from(places));
}

/** How often each group was drawn. */
type Drawn = Uint32Array;

/** The places of the samples of groups, as often as each was drawn. */
function placesOf(clusters: Clusters, drawn: Drawn): Uint32Array {
  let length = 0;
  for (let g = 0; g < clusters.length; g++) length += sizeOf(clusters, g) * (drawn[g] as number);
  const out = new Uint32Array(length);
  let at = 0;
  for (let g = 0; g < clusters.length; g++) {
    const places = clusters[g] as Uint32Array;
    for (let times = drawn[g] as number; times > 0; times--)
      for (let i = 0; i < places.length; i++) out[at++] = places[i] as number;
  }
  return out;
}

function sizeOf(clusters: Clusters, g: number): number {
  return (clusters[g] as Uint32Array).length;
}

/** How often each sample counts, of how often each group was drawn. */
export function weightsOf(clusters: Clusters, drawn: Drawn, into: Float64Array): Float64Array {
  for (let g = 0; g < clusters.length; g++) {
    const [places, times] = [clusters[g] as Uint32Array, drawn[g] as number];
    for (let i = 0; i < places.length; i++) into[places[i] as number] = times;
  }
  return into;
}

/** The intervals of figures that are told how often each group counts; first asked with each once. */
export function drawIntervals(
  clusters: Clusters,
  options: Pick<BootstrapOptions, "draws" | "level" | "method" | "seed">,
  figure: (drawn: Drawn) => Record_,
): Record<string, BootstrapInterval> {
  const { draws = 2000, level = LEVEL, method = "percentile", seed = 0 } = options;
  const groups = clusters.length;
  const whole = { ...figure(new Uint32Array(groups).fill(1)) };
  const names = Object.keys(whole);
  const values = new Map(names.map((name) => [name, [] as number[]]));
  const rng = new Rng(seed);
  const drawn = new Uint32Array(groups);
  for (let draw = 0; draw < draws; draw++) {
    drawn.fill(0);
    for (let i = 0; i < groups; i++) {
      const at = rng.int(0, groups);
      drawn[at] = (drawn[at] as number) + 1;
    }
    const found = figure(drawn);
    for (const name of names) {
      const value = found[name] as number;
      if (!Number.isNaN(value)) values.get(name)?.push(value);
    }
  }
  const without = method === "bca" ? jackknife(groups, figure) : [];
  const intervals = names.map((name) => {
    const sorted = Float64Array.from(values.get(name) as number[]).sort();
    const value = whole[name] as number;
    const left = without.map((one) => one[name] as number);
    const shares =
      method === "bca" ? bcaShares(value, sorted, left, level) : [(1 - level) / 2, (1 + level) / 2];
    return [name, intervalOf(value, sorted, shares, draws)] as const;
  });
  return Object.fromEntries(intervals);
}

function intervalOf(
  value: number,
  sorted: Float64Array,
  shares: readonly number[],
  draws: number,
): BootstrapInterval {
  const mean = sorted.reduce((sum, one) => sum + one, 0) / sorted.length;
  const squares = sorted.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  const isDefined = sorted.length > 0 && !Number.isNaN(value);
  const at = (share: number | undefined): number =>
    isDefined && share !== undefined && !Number.isNaN(share) ? quantile(sorted, share) : Number.NaN;
  return {
    value,
    low: at(shares[0]),
    high: at(shares[1]),
    standardError: Math.sqrt(squares / (sorted.length - 1)),
    undefinedDraws: draws - sorted.length,
  };
}

/** The figures without each group. */
function jackknife(groups: number, figure: (drawn: Drawn) => Record_): Record_[] {
  const drawn = new Uint32Array(groups).fill(1);
  return Array.from({ length: groups }, (_, g) => {
    drawn[g] = 0;
    const found = { ...figure(drawn) };
    drawn[g] = 1;
    return found;
  });
}

/**
 * Which quantiles of the draws bound the interval: Efron 1987 (https://doi.org/10.1080/01621459.1987.10478410), the share below the
 * figure with ties half, as SciPy's.
 */
function bcaShares(value: number, sorted: Float64Array, without: readonly number[], level: number): number[] {
  const below =
    sorted.reduce((sum, one) => sum + (one < value ? 1 : one === value ? 0.5 : 0), 0) / sorted.length;
  const bias = normalQuantile(below);
  const left = without.filter((one) => !Number.isNaN(one));
  const mean = left.reduce((sum, one) => sum + one, 0) / left.length;
  const moment = (power: number): number => left.reduce((sum, one) => sum + (mean - one) ** power, 0);
  const spread = moment(2);
  const acceleration = spread === 0 ? 0 : moment(3) / (6 * spread ** 1.5);
  return [(1 - level) / 2, (1 + level) / 2].map((tail) => {
    const z = bias + normalQuantile(tail);
    return normalCdf(bias + z / (1 - acceleration * z));
  });
}
