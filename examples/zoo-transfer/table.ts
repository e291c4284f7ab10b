/** Which networks compare.ts measures, and its tables. */

import { markdown, mean, meanAndDeviation, percent } from "../tables.ts";

export const NETWORKS = {
  squeezenet1_0: { title: "SqueezeNet 1.0", file: "squeezenet1_0/squeezenet1_0-deepcompression.pth" },
  squeezenet1_1: { title: "SqueezeNet 1.1", file: "squeezenet1_1/squeezenet1_1-ncnn-fp16.pth" },
  mobilenet_v2: { title: "MobileNet V2", file: "mobilenet_v2/mobilenet_v2-tf2ptq.pth" },
} as const;
export type Network = keyof typeof NETWORKS;
export const networks = Object.keys(NETWORKS) as Network[]; // the keys of NETWORKS

export const STARTS = ["pretrained", "random"] as const;

export interface Run {
  network: Network;
  start: (typeof STARTS)[number];
  seed: number;
  accuracy: number;
  seconds: number;
}

/** The runs of a network and a start, in the order of the seeds. */
function runsOf(runs: readonly Run[], network: Network, start: Run["start"], seeds: number): Run[] {
  const own = runs.filter((run) => run.network === network && run.start === start && run.seed < seeds);
  return own.sort((a, b) => a.seed - b.seed);
}

/** One row per network and start, seeds as columns. */
export function table(runs: readonly Run[], seeds: number): string {
  const columns = Array.from({ length: seeds }, (_, i) => `seed ${i}`);
  const rows = networks.flatMap((network) =>
    STARTS.map((start) => {
      const own = runsOf(runs, network, start, seeds);
      const accuracies = own.map((run) => run.accuracy);
      const seconds = mean(own.map((run) => run.seconds)).toFixed(0);
      return [network, start, ...accuracies.map(percent), meanAndDeviation(accuracies), seconds];
    }),
  );
  return markdown(["network", "start", ...columns, "mean ± deviation", "seconds a run"], rows);
}

/** The same in short, for the repository's README.md: one row per network, starts as columns. */
export function shortTable(runs: readonly Run[], seeds: number): string {
  const rows = networks.map((network) => [
    NETWORKS[network].title,
    ...STARTS.map((start) => {
      const accuracies = runsOf(runs, network, start, seeds).map((run) => run.accuracy);
      return `${accuracies.map(percent).join(", ")} (${meanAndDeviation(accuracies)})`;
    }),
  ]);
  return markdown(["", "from ImageNet's weights", "from random ones"], rows);
}
