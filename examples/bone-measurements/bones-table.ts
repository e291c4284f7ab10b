/** What bones.ts prints, and the table of several seeds. */

import { deviation, markdown, mean, meanAndDeviation, percent } from "../tables.ts";

type Row = [value: number, low: number, high: number];

/** A run of one seed. */
export interface BonesRun {
  seed: number;
  /** Of all pixels of the test images, with its interval by image. */
  dice: Row;
  bones: number;
  regions: number;
  meanLengthOffMm: number;
  /** Shares of the regions whose kind is right, with intervals by image. */
  accuracy: { logisticRegression: Row; mlp: Row };
  commonestKind: number;
  seconds: number;
}

const shown = ([value, low, high]: Row): string => `${percent(value)} (${percent(low)} to ${percent(high)})`;

/** A row for each seed, and the mean of all with its deviation. */
export function bonesTable(runs: readonly BonesRun[]): string {
  const sorted = [...runs].sort((a, b) => a.seed - b.seed);
  const rows = sorted.map((run) => [
    String(run.seed),
    shown(run.dice),
    String(run.bones),
    String(run.regions),
    run.meanLengthOffMm.toFixed(2),
    shown(run.accuracy.logisticRegression),
    shown(run.accuracy.mlp),
    percent(run.commonestKind),
    String(run.seconds),
  ]);
  const off = sorted.map(({ meanLengthOffMm }) => meanLengthOffMm);
  const middle = (of: (run: BonesRun) => number) => meanAndDeviation(sorted.map(of));
  const last = [
    "mean ± deviation",
    middle(({ dice }) => dice[0]),
    "",
    "",
    `${mean(off).toFixed(2)} ± ${deviation(off).toFixed(2)}`,
    middle(({ accuracy }) => accuracy.logisticRegression[0]),
    middle(({ accuracy }) => accuracy.mlp[0]),
    middle(({ commonestKind }) => commonestKind),
    "",
  ];
  const columns = [
    ...["seed", "Dice", "bones", "regions found", "mean length off, mm"],
    ...["logistic regression", "perceptron", "commonest kind", "seconds"],
  ];
  return markdown(columns, [...rows, last]);
}
