/** What finetune.ts measures, and its table. */

import type { Results } from "../runs.ts";
import { markdown, meanAndDeviation } from "../tables.ts";

/** What is told apart from one run to another, beside the seed. */
export interface LesionArm {
  network: string;
  start: "ImageNet" | "random";
  /** Edge of the images, pixels. */
  size: number;
  /** Of each class, to learn from. */
  perClass: number;
  epochs: number;
}

export interface LesionRun extends LesionArm {
  seed: number;
  /** Optimizer steps. */
  steps: number;
  /** Images to learn from, and to measure with. */
  train: number;
  test: number;
  /** From 0 to 1, as all below; the mean of the sensitivities of the classes is the balanced accuracy. */
  accuracy: number;
  balancedAccuracy: number;
  auc: number;
  /** How far the auxiliary head's last layer moved, in norms of what it was; null where there is none. */
  auxMoved: number | null;
  seconds: number;
}

export interface LesionSettings {
  batchSize: number;
  lr: number;
  weightDecay: number;
  /** Share of the images, by lesions, that is measured with. */
  testShare: number;
  classes: string[];
}

export type Lesions = Results<LesionSettings, LesionRun>;

const armOf = ({ network, start, size, perClass, epochs }: LesionArm): string =>
  JSON.stringify([network, start, size, perClass, epochs]);

/** A row for each network and start, figures in percent over the seeds. */
export function lesionTable({ runs }: Lesions): string {
  if (runs.length === 0) return "Not run yet.";
  const rows = [...new Set(runs.map(armOf))].map((arm) => {
    const own = runs.filter((run) => armOf(run) === arm).sort((a, b) => a.seed - b.seed);
    const [first] = own as [LesionRun]; // an arm has a run
    return [
      first.network,
      first.start === "ImageNet" ? "ImageNet's values" : "random values",
      first.auxMoved === null ? "none" : "trained along",
      `${first.size} px`,
      `${first.train} images, ${first.steps} steps`,
      `${meanAndDeviation(own.map((run) => run.balancedAccuracy))} (${own.length})`,
      `${meanAndDeviation(own.map((run) => run.auc))} (${own.length})`,
    ];
  });
  const columns = ["network", "start", "auxiliary head", "edge", "learned from", "balanced accuracy", "AUC"];
  return markdown(columns, rows);
}
