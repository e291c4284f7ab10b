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
import { percent, replaceBetween, write } from "../tables.ts";
import { type NetworkName, openData, recipe } from "./recipe.ts";
import { networks, type Run, shortTable, sides, table } from "./table.ts";

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

const data = await openData(folder, recipe, "unet");
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

replaceBetween(
  path.join(here, "README.md"),
  "<!-- table -->",
  "<!-- end of table -->",
  table(results.runs, seeds),
);
const top = path.join(here, "..", "..", "README.md");
replaceBetween(top, "<!-- nuclei:begin -->", "<!-- nuclei:end -->", shortTable(results.runs, seeds));
console.log(table(results.runs, seeds));
