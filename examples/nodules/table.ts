/** What the comparison of the nodules measures, and its table. */

import { markdown, mean, meanAndDeviation, percent } from "../tables.ts";

export const ARMS = { features: "features and logistic regression", finetune: "fine-tuned" } as const;
export const SIDES = { torchts: "torchts", python: "Python torchvision, scikit-learn" } as const;

/** What one run prints. */
export interface Run {
  side: keyof typeof SIDES;
  arm: keyof typeof ARMS;
  seed: number;
  auc: number;
  /** Of torchts: the interval of the area, with patients drawn whole. */
  low?: number;
  high?: number;
  /** Of torchts: Cohen's kappa with each radiologist. */
  kappa1?: number;
  kappa2?: number;
  kappa3?: number;
  kappa4?: number;
  seconds: number;
}

function of(runs: readonly Run[], arm: string, side: string): Run[] {
  return runs.filter((one) => one.arm === arm && one.side === side);
}

/** A row for each way and side: the area, its interval of seed 0, and the mean kappa with each radiologist. */
export function table(runs: readonly Run[]): string {
  const rows = Object.entries(ARMS).flatMap(([arm, title]) =>
    Object.entries(SIDES).map(([side, name]) => {
      const own = of(runs, arm, side);
      const [first] = own;
      if (first === undefined) return [title, name, "not run", "", ""];
      const areas = own.map(({ auc }) => auc);
      const kappas = (["kappa1", "kappa2", "kappa3", "kappa4"] as const).map((key) =>
        own.every((one) => one[key] !== undefined)
          ? mean(own.map((one) => one[key] as number)).toFixed(2)
          : "",
      );
      return [
        title,
        name,
        areas.length === 1 ? percent(areas[0] as number) : meanAndDeviation(areas),
        first.low === undefined || first.high === undefined
          ? ""
          : `${percent(first.low)} to ${percent(first.high)}`,
        kappas.filter((kappa) => kappa !== "").join(", "),
      ];
    }),
  );
  const columns = ["", "", "AUC", "95 % interval by patient (seed 0)", "kappa with each radiologist"];
  return markdown(columns, rows);
}
