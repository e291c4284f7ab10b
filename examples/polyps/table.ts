/** What compare.ts measures, and its table. */

import { metrics } from "torchts";
import type { NetworkName } from "../segmenter.ts";
import { type Run, SIDES, sides } from "../sides-table.ts";
import { markdown, mean, meanAndDeviation, percent } from "../tables.ts";

/** What one run prints: means over the images, and the figures of each image in the order of split.csv. */
export interface PolypRun extends Run {
  network: NetworkName;
  dice: number;
  iou: number;
  each: { dice: number[]; iou: number[] };
}

const NETWORKS: Record<NetworkName, string> = {
  unet: "U-Net over pretrained MobileNet V2",
  segnet: "SegNet, from scratch",
};
export const networks = Object.keys(NETWORKS) as NetworkName[]; // the keys of NETWORKS

/** One row per network and language: Dice by seed, and both figures with deviation over the seeds and interval over the images. */
export function polypTable(runs: readonly PolypRun[]): string {
  const seeds = [...new Set(runs.map(({ seed }) => seed))].sort();
  const rows = networks.flatMap((network) =>
    sides.map((side) => {
      const own = runs.filter((one) => one.network === network && one.side === side);
      if (own.length === 0)
        return [NETWORKS[network], SIDES[side], ...seeds.map(() => "not run"), "", "", ""];
      const bySeed = seeds.flatMap((seed) => own.find((one) => one.seed === seed) ?? []);
      const figure = (name: "dice" | "iou"): string =>
        `${meanAndDeviation(bySeed.map((one) => one[name]))} (${interval(bySeed.map(({ each }) => each[name]))})`;
      return [
        NETWORKS[network],
        SIDES[side],
        ...seeds.map((seed) => percentOf(own.find((one) => one.seed === seed))),
        figure("dice"),
        figure("iou"),
        (mean(bySeed.map(({ seconds }) => seconds)) / 60).toFixed(1),
      ];
    }),
  );
  const columns = ["network", "", ...seeds.map((seed) => `seed ${seed}`), "Dice", "IoU", "minutes a run"];
  return markdown(columns, rows);
}

const percentOf = (run: PolypRun | undefined): string => (run === undefined ? "not run" : percent(run.dice));

/** 95 % interval of the mean over images, each the mean of its seeds, by the bootstrap. */
function interval(bySeed: readonly (readonly number[])[]): string {
  const images = (bySeed[0] as readonly number[]).map((_, i) =>
    mean(bySeed.map((values) => values[i] as number)),
  );
  const { low, high } = metrics.bootstrap(
    images.length,
    (places) => places.reduce((sum, i) => sum + (images[i] as number), 0) / places.length,
  );
  return `${percent(low)} to ${percent(high)}`;
}
