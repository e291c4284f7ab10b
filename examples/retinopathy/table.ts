/** What crossvalidate.ts measures, and its table. */

import { metrics } from "torchts";
import type { Results } from "../runs.ts";
import { markdown, meanAndDeviation, percent } from "../tables.ts";

/** All images of a seed, each classified once, by the network of a fold that had not seen it. */
export interface RetinaRun {
  seed: number;
  /** Images. */
  count: number;
  /** From 0 to 1, as all below. */
  accuracy: number;
  auc: number;
  /** Of retinopathy at a probability of a half. */
  sensitivity: number;
  specificity: number;
  seconds: number;
}

export interface RetinaSettings {
  network: string;
  /** Which weights it began with. */
  start: "ImageNet" | "random";
  /** Edge of the images, pixels. */
  size: number;
  epochs: number;
  batchSize: number;
  lr: number;
  weightDecay: number;
  /** How many stages beside the head are trained. */
  depth: number;
  folds: number;
  healthy: number;
  ill: number;
}

export type Retina = Results<RetinaSettings, RetinaRun>;

/** What each figure is a share of; the area is of none. */
const FIGURES = {
  AUC: ["auc", null],
  sensitivity: ["sensitivity", ({ ill }: RetinaSettings) => ill],
  specificity: ["specificity", ({ healthy }: RetinaSettings) => healthy],
  accuracy: ["accuracy", ({ healthy, ill }: RetinaSettings) => healthy + ill],
} as const;

/** A row for each figure in percent, seeds as columns; of shares Wilson's interval of the first seed. */
export function retinaTable({ runs, settings }: Retina): string {
  const sorted = [...runs].sort((a, b) => a.seed - b.seed);
  const rows = Object.entries(FIGURES).map(([title, [figure, of]]) => {
    const values = sorted.map((run) => run[figure]);
    const [first] = values;
    const row = [title, ...values.map(percent), `${meanAndDeviation(values)} (${values.length})`];
    if (of === null || first === undefined) return [...row, ""];
    const { low, high } = metrics.proportion(Math.round(first * of(settings)), of(settings));
    return [...row, `${percent(low)} to ${percent(high)}`];
  });
  const seeds = sorted.map(({ seed }) => `seed ${seed}`);
  return markdown(["", ...seeds, "mean ± deviation (seeds)", `95 % interval (${seeds[0]})`], rows);
}
