/**
 * Runs finetune.ts and finetune.py, pretrained and random, with three seeds each, one after another, and writes
 * results.json and the table of README.md.
 *
 *     npx tsx compare.ts --images FOLDER --weights resnet18-partial.pth [--python python3] [--seeds 0,1,2]
 *
 * Runs that results.json already holds are not run again; delete the file to start anew.
 */

import { execFile } from "node:child_process";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";

/** What one run prints. */
interface Run {
  side: "torchts" | "python";
  init: "pretrained" | "random";
  seed: number;
  accuracy: number;
  seconds: number;
  missing: number;
}

const here = path.dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({
  options: {
    images: { type: "string" },
    weights: { type: "string" },
    python: { type: "string", default: process.env.TORCHTS_PYTHON ?? "python3" },
    seeds: { type: "string", default: "0,1,2" },
    threads: { type: "string", default: "2" },
  },
});
if (options.images === undefined || options.weights === undefined) {
  throw new Error("--images and --weights are needed");
}
const { images, weights, threads } = options;

const resultsFile = path.join(here, "results.json");
const runs: Run[] = existsSync(resultsFile) ? (JSON.parse(readFileSync(resultsFile, "utf8")) as Run[]) : [];

function write(file: string, text: string): void {
  writeFileSync(`${file}.tmp`, text);
  renameSync(`${file}.tmp`, file);
}

async function runOnce(side: Run["side"], init: Run["init"], seed: number): Promise<Run> {
  const args = ["--images", images, "--weights", weights, "--init", init, "--seed", String(seed)];
  const [command, script] =
    side === "torchts"
      ? [process.execPath, [...process.execArgv, path.join(here, "finetune.ts")]]
      : [options.python, [path.join(here, "finetune.py")]];
  const { stdout } = await promisify(execFile)(command, [...script, ...args, "--threads", threads]);
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Run;
}

const percent = (share: number): string => (100 * share).toFixed(1);
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** One row per language and start, seeds as columns. */
function table(seeds: number[]): string {
  const rows = (["torchts", "python"] as const).flatMap((side) =>
    (["pretrained", "random"] as const).map((init) => {
      const own = runs.filter((run) => run.side === side && run.init === init);
      const bySeed = seeds.map((seed) => own.find((run) => run.seed === seed));
      const accuracies = bySeed.flatMap((run) => (run === undefined ? [] : [run.accuracy]));
      const seconds = bySeed.flatMap((run) => (run === undefined ? [] : [run.seconds]));
      const cells = bySeed.map((run) => (run === undefined ? "-" : percent(run.accuracy)));
      const name = side === "torchts" ? "torchts" : "Python PyTorch";
      const averages =
        accuracies.length === 0 ? ["-", "-"] : [percent(mean(accuracies)), mean(seconds).toFixed(0)];
      return `| ${[name, init, ...cells, ...averages].join(" | ")} |`;
    }),
  );
  const columns = ["", "start", ...seeds.map((seed) => `seed ${seed}`), "mean", "seconds a run"];
  return [`| ${columns.join(" | ")} |`, `|${columns.map(() => "---").join("|")}|`, ...rows].join("\n");
}

const seeds = options.seeds.split(",").map(Number);
for (const seed of seeds) {
  for (const init of ["pretrained", "random"] as const) {
    for (const side of ["torchts", "python"] as const) {
      if (runs.some((run) => run.side === side && run.init === init && run.seed === seed)) continue;
      const run = await runOnce(side, init, seed);
      runs.push(run);
      write(resultsFile, `[\n${runs.map((one) => `  ${JSON.stringify(one)}`).join(",\n")}\n]\n`);
      console.log(`${side} ${init} seed ${seed}: ${percent(run.accuracy)} % in ${run.seconds} s`);
    }
  }
}

const readme = path.join(here, "README.md");
const [before = "", rest = ""] = readFileSync(readme, "utf8").split("<!-- table -->\n");
const after = rest.split("<!-- end of table -->").at(1) ?? "";
write(readme, `${before}<!-- table -->\n${table(seeds)}\n<!-- end of table -->${after}`);
console.log(table(seeds));
