/**
 * Runs finetune.ts and finetune.py, pretrained and random, with three seeds each, one after another, and writes
 * results.json and the tables of README.md, here and at the repository's top.
 *
 *     npx tsx compare.ts --images FOLDER --weights resnet18-partial.pth [--python python3] [--seeds 0,1,2]
 *     npx tsx compare.ts --images FOLDER --weights mobilenet_v2.pth --same-batches [--foreach] [--size 128]
 *
 * Runs that results.json already holds are not run again; delete the file to start anew. With --same-batches it writes
 * nothing: both languages train on the same batches (same-batches.ts), and it ends with 1 where they differ.
 */

import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { percent, replaceBetween, write } from "../tables.ts";
import { sameBatches } from "./same-batches.ts";
import { type Run, shortTable, sides, starts, table } from "./transfer-table.ts";

const here = path.dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({
  options: {
    images: { type: "string" },
    weights: { type: "string" },
    python: { type: "string", default: process.env.TORCHTS_PYTHON ?? "python3" },
    seeds: { type: "string", default: "0,1,2" },
    threads: { type: "string", default: "2" },
    "same-batches": { type: "boolean", default: false },
    foreach: { type: "boolean", default: false },
    size: { type: "string" },
  },
});
if (options.images === undefined || options.weights === undefined) {
  throw new Error("--images and --weights are needed");
}
const { images, weights, python, threads } = options;
if (!options["same-batches"] && (options.foreach || options.size !== undefined)) {
  throw new Error("--foreach and --size belong to --same-batches");
}

const resultsFile = path.join(here, "results.json");
const runs: Run[] = existsSync(resultsFile) ? (JSON.parse(readFileSync(resultsFile, "utf8")) as Run[]) : [];

async function runOnce(side: Run["side"], init: Run["init"], seed: number): Promise<Run> {
  const args = ["--images", images, "--weights", weights, "--init", init, "--seed", String(seed)];
  const [command, script] =
    side === "torchts"
      ? [process.execPath, [...process.execArgv, path.join(here, "finetune.ts")]]
      : [python, [path.join(here, "finetune.py")]];
  const { stdout } = await promisify(execFile)(command, [...script, ...args, "--threads", threads]);
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Run;
}

async function compareSeeds(): Promise<void> {
  const seeds = options.seeds.split(",").map(Number);
  for (const seed of seeds) {
    for (const init of starts) {
      for (const side of sides) {
        if (runs.some((run) => run.side === side && run.init === init && run.seed === seed)) continue;
        const run = await runOnce(side, init, seed);
        runs.push(run);
        write(resultsFile, `[\n${runs.map((one) => `  ${JSON.stringify(one)}`).join(",\n")}\n]\n`);
        console.log(`${side} ${init} seed ${seed}: ${percent(run.accuracy)} % in ${run.seconds} s`);
      }
    }
  }
  replaceBetween(path.join(here, "README.md"), "<!-- table -->", "<!-- end of table -->", table(runs, seeds));
  const top = path.join(here, "..", "..", "README.md");
  replaceBetween(top, "<!-- transfer:begin -->", "<!-- transfer:end -->", shortTable(runs, seeds));
  console.log(table(runs, seeds));
}

if (options["same-batches"]) {
  const recipe = JSON.parse(readFileSync(path.join(here, "recipe.json"), "utf8")) as {
    size: number;
    cropScale: [number, number];
  };
  const isSame = await sameBatches({
    images,
    weights,
    python,
    threads: Number(threads),
    size: Number(options.size ?? recipe.size),
    cropScale: recipe.cropScale,
    foreach: options.foreach,
  });
  process.exitCode = isSame ? 0 : 1;
} else {
  await compareSeeds();
}
