/** What crossvalidate.ts measures, and its table. */

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

const FIGURES = {
  AUC: "auc",
  sensitivity: "sensitivity",
  specificity: "specificity",
  accuracy: "accuracy",
} as const;

/** A row for each figure in percent, seeds as columns. */
export function retinaTable({ runs }: Retina): string {
  const sorted = [...runs].sort((a, b) => a.seed - b.seed);
  const rows = Object.entries(FIGURES).map(([title, figure]) => {
    const values = sorted.map((run) => run[figure]);
    return [title, ...values.map(percent), `${meanAndDeviation(values)} (${values.length})`];
  });
  return markdown(["", ...sorted.map(({ seed }) => `seed ${seed}`), "mean ± deviation (seeds)"], rows);
}
