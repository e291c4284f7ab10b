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

type Interval = { low: number; high: number };

/** What the interval of a share is: Wilson's. */
const share =
  (of: (settings: RetinaSettings) => number) =>
  (value: number, settings: RetinaSettings): Interval =>
    metrics.proportion(Math.round(value * of(settings)), of(settings));

/**
 * That of an area, which the counts of both classes say without the predictions: Hanley & McNeil, The meaning and use of the area under a
 * receiver operating characteristic curve, Radiology 143 (1982), https://doi.org/10.1148/radiology.143.1.7063747.
 */
function area(value: number, { healthy, ill }: RetinaSettings): Interval {
  const [q1, q2] = [value / (2 - value), (2 * value ** 2) / (1 + value)];
  const variance = value * (1 - value) + (ill - 1) * (q1 - value ** 2) + (healthy - 1) * (q2 - value ** 2);
  const half = 1.959964 * Math.sqrt(variance / (ill * healthy));
  return { low: Math.max(0, value - half), high: Math.min(1, value + half) };
}

/** The figures, and what their intervals are. */
const FIGURES = {
  AUC: ["auc", area],
  sensitivity: ["sensitivity", share(({ ill }) => ill)],
  specificity: ["specificity", share(({ healthy }) => healthy)],
  accuracy: ["accuracy", share(({ healthy, ill }) => healthy + ill)],
} as const;

/** A row for each figure in percent, seeds as columns, with the interval of the first seed. */
export function retinaTable({ runs, settings }: Retina): string {
  const sorted = [...runs].sort((a, b) => a.seed - b.seed);
  const rows = Object.entries(FIGURES).map(([title, [figure, intervalOf]]) => {
    const values = sorted.map((run) => run[figure]);
    const [first] = values;
    const row = [title, ...values.map(percent), `${meanAndDeviation(values)} (${values.length})`];
    if (first === undefined) return [...row, ""];
    const { low, high } = intervalOf(first, settings);
    return [...row, `${percent(low)} to ${percent(high)}`];
  });
  const seeds = sorted.map(({ seed }) => `seed ${seed}`);
  return markdown(["", ...seeds, "mean ± deviation (seeds)", `95 % interval (${seeds[0]})`], rows);
}
