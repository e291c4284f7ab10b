/** What compare.ts measures, and its tables. */

import { markdown, mean, meanAndDeviation, percent } from "../tables.ts";
import type { NetworkName } from "./recipe.ts";

export type Side = "torchts" | "python";

/** What one run prints. */
export interface Run {
  side: Side;
  network: NetworkName;
  seed: number;
  part: "test";
  /** Mean of the images' Dice. */
  dice: number;
  /** Dice of the pixels of all images together. */
  pooledDice: number;
  seconds: number;
}

const NETWORKS: Record<NetworkName, string> = {
  segnet: "SegNet, from scratch",
  unet: "U-Net over pretrained MobileNet V2",
};
export const networks = Object.keys(NETWORKS) as NetworkName[]; // the keys of NETWORKS
const SIDES: Record<Side, string> = { torchts: "torchts", python: "Python PyTorch" };
export const sides = Object.keys(SIDES) as Side[]; // the keys of SIDES

/** One row per network and language, seeds as columns. */
export function table(runs: readonly Run[], seeds: readonly number[]): string {
  const rows = networks.flatMap((network) =>
    sides.map((side) => {
      const own = runs.filter((one) => one.network === network && one.side === side);
      const bySeed = seeds.flatMap((seed) => own.find((one) => one.seed === seed) ?? []);
      if (bySeed.length < seeds.length) return [NETWORKS[network], SIDES[side], "not all run"];
      const dice = bySeed.map((one) => one.dice);
      return [
        NETWORKS[network],
        SIDES[side],
        ...dice.map(percent),
        meanAndDeviation(dice),
        percent(mean(bySeed.map((one) => one.pooledDice))),
        mean(bySeed.map((one) => one.seconds)).toFixed(0),
      ];
    }),
  );
  const columns = [
    "network",
    "",
    ...seeds.map((seed) => `seed ${seed}`),
    "mean ± deviation",
    "pooled",
    "seconds a run",
  ];
  return markdown(columns, rows);
}

/** The same in short, for the repository's README.md: one row per network, languages as columns. */
export function shortTable(runs: readonly Run[], seeds: readonly number[]): string {
  const rows = networks.map((network) => [
    NETWORKS[network],
    ...sides.map((side) => {
      const dice = seeds.flatMap((seed) =>
        runs.filter((one) => one.network === network && one.side === side && one.seed === seed),
      );
      const shares = dice.map((one) => one.dice);
      return `${shares.map(percent).join(", ")} (${meanAndDeviation(shares)})`;
    }),
  ]);
  return markdown(["", "torchts", "Python PyTorch, same recipe"], rows);
}
