/**
 * Runs finetune.ts and finetune.py, both networks with three seeds each, one after another, and both sides on the same
 * batches; writes results.json, split.json and the tables of README.md.
 *
 *     npx tsx compare.ts --data FOLDER --weights mobilenet_v2.pth [--python python3] [--seeds 0,1,2]
 *
 * Runs that results.json already holds are not run again; delete the file to start anew.
 */

import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import type { datasets } from "torchts";
import { markdown, mean, meanAndDeviation, percent, replaceBetween, write } from "../tables.ts";
import { type NetworkName, openData } from "./recipe.ts";

type Side = "torchts" | "python";

/** What one run prints. */
interface Run {
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

/** What same_batches.py prints: the greatest differences. */
interface SameBatches {
  network: NetworkName;
  steps: number;
  sameStart: boolean;
  images: number;
  masks: number;
  losses: number;
  parameters: number;
  logits: number;
}

interface Results {
  sameBatches: SameBatches[];
  runs: Run[];
}

const here = path.dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({
  options: {
    data: { type: "string" },
    weights: { type: "string" },
    python: { type: "string", default: process.env.TORCHTS_PYTHON ?? "python3" },
    seeds: { type: "string", default: "0,1,2" },
    threads: { type: "string", default: "2" },
  },
});
if (options.data === undefined || options.weights === undefined) {
  throw new Error("--data and --weights are needed");
}
const { data: folder, weights, python, threads } = options;
const common = ["--data", folder, "--weights", weights, "--threads", threads];

const NETWORKS: Record<NetworkName, string> = {
  segnet: "SegNet, from scratch",
  unet: "U-Net over pretrained MobileNet V2",
};
const networks = Object.keys(NETWORKS) as NetworkName[]; // the keys of NETWORKS
const SIDES: Record<Side, string> = { torchts: "torchts", python: "Python PyTorch" };
const sides = Object.keys(SIDES) as Side[]; // the keys of SIDES

const resultsFile = path.join(here, "results.json");
const results: Results = existsSync(resultsFile)
  ? (JSON.parse(readFileSync(resultsFile, "utf8")) as Results)
  : { sameBatches: [], runs: [] };

function save(): void {
  write(resultsFile, `${JSON.stringify(results, null, 2)}\n`);
}

/** The last line a script prints, which is JSON. */
async function run(script: string, args: readonly string[]): Promise<unknown> {
  const file = path.join(here, script);
  const [command, start] = script.endsWith(".ts")
    ? [process.execPath, [...process.execArgv, file]]
    : [python, [file]];
  const { stdout } = await promisify(execFile)(command, [...start, ...common, ...args]);
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
}

async function compareSteps(network: NetworkName): Promise<SameBatches> {
  const out = mkdtempSync(path.join(tmpdir(), "nuclei-"));
  try {
    await run("same-batches.ts", ["--network", network, "--out", out]);
    return (await run("same_batches.py", ["--network", network, "--record", out])) as SameBatches;
  } finally {
    rmSync(out, { recursive: true });
  }
}

/** One row per network and language, seeds as columns. */
function table(seeds: readonly number[]): string {
  const rows = networks.flatMap((network) =>
    sides.map((side) => {
      const own = results.runs.filter((one) => one.network === network && one.side === side);
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

const data = await openData(folder);
const names = (part: datasets.SegmentationSplit | null): string[] =>
  (part?.samples ?? []).map((sample) => path.basename(sample.path));
const split = { train: names(data.train), val: names(data.val), test: names(data.test) };
write(path.join(here, "split.json"), `${JSON.stringify(split, null, 2)}\n`);

for (const network of networks) {
  if (results.sameBatches.some((one) => one.network === network)) continue;
  results.sameBatches.push(await compareSteps(network));
  save();
}
const seeds = options.seeds.split(",").map(Number);
for (const seed of seeds) {
  for (const network of networks) {
    for (const side of sides) {
      const held = results.runs.some(
        (one) => one.network === network && one.side === side && one.seed === seed,
      );
      if (held) continue;
      const script = side === "torchts" ? "finetune.ts" : "finetune.py";
      const done = (await run(script, ["--network", network, "--seed", String(seed)])) as Run;
      results.runs.push(done);
      save();
      console.log(`${side} ${network} seed ${seed}: ${percent(done.dice)} % in ${done.seconds} s`);
    }
  }
}

replaceBetween(path.join(here, "README.md"), "<!-- table -->", "<!-- end of table -->", table(seeds));
console.log(table(seeds));
