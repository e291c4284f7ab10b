/** What compare.ts measures, and its tables. */

import { markdown, mean, meanAndDeviation, percent } from "../tables.ts";

/** What one run prints. */
export interface Run {
  side: "torchts" | "python";
  init: "pretrained" | "random";
  seed: number;
  accuracy: number;
  seconds: number;
  missing: number;
}

const SIDES = { torchts: "torchts", python: "Python PyTorch" } as const;
const STARTS = { pretrained: "from ImageNet's values", random: "from random ones" } as const;
export const sides = Object.keys(SIDES) as Run["side"][]; // the keys of SIDES
export const starts = Object.keys(STARTS) as Run["init"][]; // the keys of STARTS

/** The runs of a side and a start, in the order of the seeds; those that are missing left out. */
function runsOf(runs: readonly Run[], side: Run["side"], init: Run["init"], seeds: readonly number[]): Run[] {
  return seeds.flatMap((seed) =>
    runs.filter((run) => run.side === side && run.init === init && run.seed === seed),
  );
}

/** One row per language and start, seeds as columns. */
export function table(runs: readonly Run[], seeds: readonly number[]): string {
  const rows = sides.flatMap((side) =>
    starts.map((init) => {
      const own = runsOf(runs, side, init, seeds);
      if (own.length < seeds.length) return [SIDES[side], init, "not all run"];
      const accuracies = own.map((run) => run.accuracy);
      const seconds = mean(own.map((run) => run.seconds)).toFixed(0);
      return [SIDES[side], init, ...accuracies.map(percent), meanAndDeviation(accuracies), seconds];
    }),
  );
  const columns = ["", "start", ...seeds.map((seed) => `seed ${seed}`), "mean ± deviation", "seconds a run"];
  return markdown(columns, rows);
}

/** The same in short, for the repository's README.md: one row per language, starts as columns. */
export function shortTable(runs: readonly Run[], seeds: readonly number[]): string {
  const rows = sides.map((side) => [
    SIDES[side] + (side === "python" ? ", same recipe" : ""),
    ...starts.map((init) => {
      const accuracies = runsOf(runs, side, init, seeds).map((run) => run.accuracy);
      return accuracies.length < seeds.length
        ? "not all run"
        : `${accuracies.map(percent).join(", ")} (${meanAndDeviation(accuracies)})`;
    }),
  ]);
  return markdown(["", ...starts.map((init) => STARTS[init])], rows);
}
