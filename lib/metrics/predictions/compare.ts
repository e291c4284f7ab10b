/** Two tables of predictions of the same samples, compared. */
import { Rng } from "../../data/index.ts";
import { Table } from "../../data/tables/table.ts";
import { describe, integerFrom, type Rest, signature, string } from "../../edge/index.ts";
import { type BootstrapInterval, type Clusters, clustersOf, drawIntervals, weightsOf } from "../bootstrap.ts";
import type { AucComparison } from "../delong.ts";
import type { McNemar } from "../paired-tests.ts";
import { type Comparable, type Exchange, type Pair, readComparable } from "./comparable.ts";
import { FROC_AT } from "./object-figures.ts";
import { objectKinds } from "./objects.ts";
import { COLUMN_ADVICE, type IntervalOptions, predictionKinds } from "./options.ts";
import type { PredictionColumns } from "./read.ts";

/** Options of {@link comparePredictions}. */
export interface ComparePredictionsOptions extends PredictionColumns, IntervalOptions {
  /** Scores of the positive class of at least this are called positive, in both tables. Default 0.5. */
  threshold?: number;
  /** Of detections: the columns of a box, as `fromPredictions` takes them. */
  box?: readonly string[];
  /** Exchanges of the permutation tests. Default 1000; 0 for none. */
  exchanges?: number;
}

const TAKES = signature<ComparePredictionsOptions>("metrics.comparePredictions", {
  takes: { a: string, b: string },
  options: { ...predictionKinds, box: objectKinds.box, exchanges: integerFrom(0) },
  advice: COLUMN_ADVICE,
});

/** A figure of two models. */
export interface FigureDifference {
  a: number;
  b: number;
  /** a - b, with the interval of the same draws for both. */
  difference: BootstrapInterval;
}

/** One class, label, number or kind of object. */
export interface ComparedName {
  name: string;
  figures: Record<string, FigureDifference>;
  /** DeLong's test of a label; null of others, and where patients have several samples. */
  delong: AucComparison | null;
}

/** What two tables differ in. */
export interface PredictionComparison {
  a: string;
  b: string;
  /** What both are of. */
  task: string;
  samples: number;
  /** Patients; null where nothing is said of them. */
  groups: number | null;
  classes: string[];
  positive: string | null;
  /** Of each figure of `fromPredictions` that of a, that of b, and a - b with the interval of the same draws for both. */
  figures: Record<string, FigureDifference>;
  /** The same of each class, label, number or kind of object. */
  each: ComparedName[];
  /**
   * Of no difference, two-sided, by exchanging both models' predictions, of whole patients where they are known: accuracy and auc of
   * classes, of grades quadraticKappa and gradeError too, auc of labels, mae of numbers, dice_CLASS of masks. Null without, and of
   * detections.
   */
  permutation: Record<string, number> | null;
  /** DeLong's test; null without a positive class, and where patients have several samples. */
  delong: AucComparison | null;
  /** The exact test of right decisions; null of all but classes, and where patients have several samples. */
  mcNemar: McNemar | null;
}

/**
 * Compares two models on the same samples, matched by their ids: differences with intervals by the paired bootstrap, and tests. Tables
 * of classes, grades, several labels, numbers, masks and detections.
 *
 * @param a a table as `fromPredictions` reads it
 * @param b another, of the same samples in any order; columns are called as in a
 * @throws FileFormatError for what cannot be read; ArgumentError for columns that are not there, other classes, samples that only one
 *   table has or whose truth is another
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
  const { threshold = 0.5, exchanges = 1000, seed = 0, level, separator, encoding } = options;
  const draws = options.draws ?? 2000;
  if (draws < 2) throw TAKES.error(`an interval needs draws of 2 or more, got ${draws}.`);
  const read = async (file: string): Promise<Comparable> =>
    readComparable(await Table.open(file, { operation: TAKES.name, separator, encoding }), {
      ...options,
      threshold,
    });
  const [first, second] = await Promise.all([read(a), read(b)]);
  const rows = matched(first, second);
  const pair = first.beside(second, rows);
  const clusters = clustersOf(rows.length, first.groups ?? undefined, (text) => TAKES.error(text));
  const isClustered = clusters.length < rows.length;
  const found = differences(pair, rows.length, clusters, { ...options, draws });
  const delongs = isClustered ? [] : pair.delongOfEach(level);
  const isOfOne = new Set(first.ofEach.flatMap((figure) => first.names.map((_, k) => `${figure}.${k}`)));
  return {
    a,
    b,
    task: first.task,
    samples: rows.length,
    groups: first.groups && clusters.length,
    classes: [...first.names],
    positive: first.positive,
    figures: Object.fromEntries(
      Object.entries(found).filter(([name]) => !isOfOne.has(name) && !name.startsWith(FROC_AT)),
    ),
    each: first.names.map((name, k) => ({
      name,
      figures: Object.fromEntries(
        first.ofEach.flatMap((figure) => {
          const own = found[`${figure}.${k}`];
          return own === undefined ? [] : [[figure, own]];
        }),
      ),
      delong: delongs[k] ?? null,
    })),
    permutation:
      exchanges === 0 || pair.exchange === null
        ? null
        : exchanged(pair.exchange, rows.length, clusters, exchanges, seed),
    delong: isClustered ? null : pair.delong(level),
    mcNemar: isClustered ? null : pair.mcNemar(),
  };
}

/** The rows of b in the order of a's samples. */
function matched(a: Comparable, b: Comparable): Int32Array {
  const refuse: (text: string) => never = (text) => {
    throw TAKES.error(`${text}; both tables hold the same samples, told apart by their ids.`);
  };
  if (a.task !== b.task) throw TAKES.error(`${a.file} is of ${a.task}, and ${b.file} of ${b.task}.`);
  for (const { file, ids } of [a, b]) {
    const seen = new Set<string>();
    for (const id of ids) {
      if (seen.has(id)) refuse(`${file} has ${describe(id)} twice`);
      seen.add(id);
    }
  }
  const places = new Map(b.ids.map((id, row) => [id, row]));
  if (a.names.join("\n") !== b.names.join("\n"))
    throw TAKES.error(
      `the ${WORDS[a.task] ?? "classes"} are ${a.names.join(", ")} in ${a.file}, and ${b.names.join(", ")} in ${b.file}.`,
    );
  const rows = a.ids.map(
    (id) => places.get(id) ?? refuse(`${b.file} has no ${describe(id)}, and ${a.file} has`),
  );
  const known = new Set(a.ids);
  const surplus = b.ids.find((id) => !known.has(id));
  if (surplus !== undefined) refuse(`${a.file} has no ${describe(surplus)}, and ${b.file} has`);
  for (const [at, row] of rows.entries()) {
    const [own, other] = [a.truthOf(at), b.truthOf(row)];
    if (own === other) continue;
    throw TAKES.error(`${describe(a.ids[at])} is labelled ${own} in one table and ${other} in the other.`);
  }
  return Int32Array.from(rows);
}

/** What the names of a table are. */
const WORDS: Readonly<Record<string, string>> = { multilabel: "labels", regression: "numbers" };

function differences(
  { ofA, ofB }: Pair,
  count: number,
  clusters: Clusters,
  options: IntervalOptions,
): PredictionComparison["figures"] {
  const weights = new Float64Array(count);
  const [x, y] = [ofA(), ofB()];
  const names = Object.keys(x).filter((name) => Object.hasOwn(y, name));
  const intervals = drawIntervals(clusters, options, (times) => {
    weightsOf(clusters, times, weights);
    const [a, b] = [ofA(weights), ofB(weights)];
    return Object.fromEntries(names.map((name) => [name, (a[name] as number) - (b[name] as number)]));
  });
  const entries = names.map((name) => [
    name,
    { a: x[name] as number, b: y[name] as number, difference: intervals[name] as BootstrapInterval },
  ]);
  return Object.fromEntries(entries);
}

/** Two-sided shares of exchanges that are as far apart as what was found. */
function exchanged(
  exchange: Exchange,
  count: number,
  clusters: Clusters,
  exchanges: number,
  seed: number,
): Record<string, number> {
  const isTurned = new Uint8Array(count);
  const apart = (): Record<string, number> => {
    const [x, y] = [exchange(isTurned, 0), exchange(isTurned, 1)];
    return Object.fromEntries(
      Object.entries(x).map(([name, value]) => [name, Math.abs(value - (y[name] as number))]),
    );
  };
  const found = apart();
  const rng = new Rng(seed);
  const counts = Object.fromEntries(Object.keys(found).map((name) => [name, 1]));
  for (let draw = 0; draw < exchanges; draw++) {
    for (const places of clusters) {
      const turned = rng.bernoulli(0.5) ? 1 : 0;
      for (const i of places) isTurned[i] = turned;
    }
    for (const [name, value] of Object.entries(apart())) {
      // Equal but for rounding is equal.
      if (value >= (found[name] as number) * (1 - 1e-12)) counts[name] = (counts[name] as number) + 1;
    }
  }
  return Object.fromEntries(
    Object.entries(counts).map(([name, own]) => [
      name,
      Number.isNaN(found[name]) ? Number.NaN : own / (exchanges + 1),
    ]),
  );
}
