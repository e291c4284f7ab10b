/** What search.ts measures, which depth that recommends, and its table. */

import type { Results } from "../runs.ts";
import { deviation, markdown, mean, meanAndDeviation } from "../tables.ts";

/** A search with one seed. */
export interface DepthRun {
  seed: number;
  depths: {
    /** How many stages beside the head are trained. */
    depth: number | "all";
    /** The first of them. */
    from: string;
    parameters: number;
    /** Validation accuracy of the best epoch, from 0 to 1. */
    accuracy: number;
  }[];
  /** Of the depth that all seeds recommend; null where it was not measured. */
  test: { depth: number | "all"; accuracy: number } | null;
  seconds: number;
}

export interface DepthSettings {
  network: string;
  /** Edge of the images, pixels. */
  size: number;
  epochs: number;
  batchSize: number;
  lr: number;
  weightDecay: number;
  train: number;
  val: number;
  test: number;
  /** Test images whose bytes are in train/ too. */
  leftOut: number;
}

export type DepthResults = Results<DepthSettings, DepthRun>;

/** A depth over the seeds. */
export interface DepthRow {
  depth: number | "all";
  from: string;
  parameters: number;
  /** By seed. */
  accuracies: ReadonlyMap<number, number>;
}

export function rowsOf({ runs }: DepthResults): DepthRow[] {
  const sorted = [...runs].sort((a, b) => a.seed - b.seed);
  return (sorted[0]?.depths ?? []).map(({ depth, from, parameters }) => {
    const own = sorted.flatMap(({ seed, depths }) =>
      depths.filter((one) => one.depth === depth).map((one) => [seed, one.accuracy] as const),
    );
    return { depth, from, parameters, accuracies: new Map(own) };
  });
}

export const meanOf = ({ accuracies }: DepthRow): number => mean([...accuracies.values()]);

/** The depth with the best mean. */
function bestOf(results: DepthResults): DepthRow {
  const [best] = rowsOf(results).sort((a, b) => meanOf(b) - meanOf(a));
  if (best === undefined) throw new Error("no depth was tried");
  return best;
}

/** The depth that trains least of those within one standard error of the best mean, as `train.searchDepth` has it. */
export function recommendedOf(results: DepthResults): number | "all" {
  const best = bestOf(results);
  const values = [...best.accuracies.values()];
  const error = values.length > 1 ? deviation(values) / Math.sqrt(values.length) : 0;
  const near = rowsOf(results).filter((row) => meanOf(best) - meanOf(row) <= error);
  return near.sort((a, b) => a.parameters - b.parameters)[0]?.depth ?? best.depth;
}

/** Test accuracies of the recommended depth, by seed. */
export function testOf(results: DepthResults): ReadonlyMap<number, number> {
  const recommended = recommendedOf(results);
  const sorted = [...results.runs].sort((a, b) => a.seed - b.seed);
  const own = sorted.flatMap(({ seed, test }) =>
    test?.depth === recommended ? [[seed, test.accuracy] as const] : [],
  );
  return new Map(own);
}

/** A row for each depth, accuracies in percent. */
export function depthTable(results: DepthResults): string {
  if (results.runs.length === 0) return "Not run yet.";
  const [best, recommended] = [bestOf(results).depth, recommendedOf(results)];
  const test = [...testOf(results).values()];
  const rows = rowsOf(results).map(({ depth, from, parameters, accuracies }) => [
    String(depth),
    from,
    parameters.toLocaleString("en"),
    `${meanAndDeviation([...accuracies.values()])} (${accuracies.size})`,
    [depth === best ? "best mean" : "", depth === recommended ? "recommended" : ""]
      .filter(Boolean)
      .join(", "),
    ...(test.length === 0 ? [] : [depth === recommended ? `${meanAndDeviation(test)} (${test.length})` : ""]),
  ]);
  const columns = ["depth", "first trained stage", "trained parameters", "validation accuracy", ""];
  return markdown(test.length === 0 ? columns : [...columns, "test accuracy"], rows);
}
