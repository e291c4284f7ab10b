/** What the comparisons beside Python measure, and their tables. */

import { markdown, mean, meanAndDeviation, percent } from "./tables.ts";

export type Side = "torchts" | "python";

/** What one run prints, among other figures. */
export interface Run {
  side: Side;
  seed: number;
  part: "test";
  seconds: number;
  /** The ends of the interval of the first figure, where the run says it. */
  interval?: [low: number, high: number];
  /** Shares from 0 to 1; an example may print more. */
  [figure: string]: unknown;
}

/** What results.json holds. */
export interface Results {
  runs: Run[];
}

export const SIDES: Record<Side, string> = { torchts: "torchts", python: "Python torchvision" };
export const sides = Object.keys(SIDES) as Side[]; // the keys of SIDES

/** Figures that a table shows, with what stands above them; the first is the one that stands in short. */
export const FIGURES = {
  bloodCells: {
    mAP: "mAP",
    mAP50: "mAP50",
    mAP75: "mAP75",
    "mAP.RBC": "red cells",
    "mAP.WBC": "white cells",
    "mAP.Platelets": "platelets",
  },
  nuclei: {
    maskAP: "mask AP",
    maskAP50: "mask AP50",
    maskAP75: "mask AP75",
    mAP: "box mAP",
    mAP50: "box mAP50",
  },
  lesions: { balancedAccuracy: "balanced accuracy", auc: "mean AUC", accuracy: "accuracy" },
  chestXrays: { auc: "mean AUC" },
  grades: { kappa: "quadratic kappa", accuracy: "accuracy", withinOne: "at most one off" },
} as const;

function valuesOf(runs: readonly Run[], side: Side, seeds: readonly number[], figure: string): number[] {
  return seeds.flatMap((seed) =>
    runs.filter((one) => one.side === side && one.seed === seed).map((one) => Number(one[figure])),
  );
}

function intervalOf(runs: readonly Run[], side: Side, seed: number | undefined): string {
  const { interval } = runs.find((one) => one.side === side && one.seed === seed) ?? {};
  return interval === undefined ? "" : interval.map(percent).join(" to ");
}

/** One row per language: the first figure by seed, the means of all, and the interval of the first seed where it is known. */
export function table(
  runs: readonly Run[],
  seeds: readonly number[],
  figures: Readonly<Record<string, string>>,
): string {
  const [[first, title] = ["", ""], ...rest] = Object.entries(figures);
  const hasIntervals = runs.some(({ interval }) => interval !== undefined);
  const rows = sides.map((side) => {
    const values = valuesOf(runs, side, seeds, first);
    if (values.length < seeds.length) return [SIDES[side], "not all run"];
    return [
      SIDES[side],
      ...values.map(percent),
      meanAndDeviation(values),
      ...(hasIntervals ? [intervalOf(runs, side, seeds[0])] : []),
      ...rest.map(([figure]) => percent(mean(valuesOf(runs, side, seeds, figure)))),
      (mean(valuesOf(runs, side, seeds, "seconds")) / 60).toFixed(1),
    ];
  });
  const columns = [
    "",
    ...seeds.map((seed) => `seed ${seed}`),
    `${title}, mean ± deviation`,
    ...(hasIntervals ? [`95 % interval (seed ${seeds[0]})`] : []),
    ...rest.map(([, name]) => name),
    "minutes a run",
  ];
  return markdown(columns, rows);
}

/** Both examples of detection in short, for the repository's README.md: one row each, languages as columns. */
export function shortTable(
  bloodCells: readonly Run[],
  nuclei: readonly Run[],
  seeds: readonly number[],
): string {
  const row = (name: string, runs: readonly Run[], figure: string): string[] => [
    name,
    ...sides.map((side) => meanAndDeviation(valuesOf(runs, side, seeds, figure))),
  ];
  return markdown(
    ["", "torchts", "Python torchvision, same recipe"],
    [
      row("`examples/blood-cells`, Faster R-CNN: mAP", bloodCells, "mAP"),
      row("mAP50", bloodCells, "mAP50"),
      row("`examples/nuclei-instances`, Mask R-CNN: AP of masks", nuclei, "maskAP"),
      row("AP50 of masks", nuclei, "maskAP50"),
    ],
  );
}
