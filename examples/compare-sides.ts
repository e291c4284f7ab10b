/** What compare.ts of the examples beside Python does: runs of both sides, one after another, results.json and the tables. */

import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { type Results, type Run, sides, table } from "./sides-table.ts";
import { percent, replaceBetween, write } from "./tables.ts";

const examples = path.dirname(fileURLToPath(import.meta.url));
const SEEDS = [0, 1, 2];

/** What results.json of an example holds. */
export function resultsOf(example: string): Results {
  const file = path.join(examples, example, "results.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Results) : { runs: [] };
}

/**
 * Runs what results.json does not hold yet, and writes the table of `figures`, the first the main one; delete the file to start anew.
 */
export async function compareSides(
  example: string,
  figures: Readonly<Record<string, string>>,
): Promise<void> {
  const [figure = ""] = Object.keys(figures);
  await compareRuns(example, { figure, shown: (runs) => table(runs, SEEDS, figures) });
}

/** The same of several networks, which both scripts take as `--network`, with a table of one's own. */
export async function compareRuns(
  example: string,
  wanted: { figure: string; networks?: readonly string[]; shown: (runs: readonly Run[]) => string },
): Promise<void> {
  const { values: options } = parseArgs({
    options: {
      data: { type: "string" },
      weights: { type: "string" },
      python: { type: "string", default: process.env.TORCHTS_PYTHON ?? "python3" },
      threads: { type: "string", default: "2" },
    },
  });
  const { data, weights, python, threads } = options;
  if (data === undefined || weights === undefined) throw new Error("--data and --weights are needed");
  const here = path.join(examples, example);
  const results = resultsOf(example);
  const all = (wanted.networks ?? [undefined]).flatMap((network) => SEEDS.map((seed) => ({ seed, network })));
  for (const { seed, network } of all) {
    for (const side of sides) {
      const isHeld = (one: Run): boolean =>
        one.side === side && one.seed === seed && (network === undefined || one.network === network);
      if (results.runs.some(isHeld)) continue;
      const [command, start] =
        side === "torchts"
          ? [process.execPath, [...process.execArgv, path.join(here, "finetune.ts")]]
          : [python, [path.join(here, "finetune.py")]];
      const given = ["--data", data, "--weights", weights, "--threads", threads, "--seed", String(seed)];
      if (network !== undefined) given.push("--network", network);
      const { stdout } = await promisify(execFile)(command, [...start, ...given]);
      const done = JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Run;
      results.runs.push(done);
      write(path.join(here, "results.json"), `${JSON.stringify(results, null, 2)}\n`);
      const name = [side, network, "seed", seed].filter((word) => word !== undefined).join(" ");
      console.log(`${name}: ${percent(Number(done[wanted.figure]))} % in ${done.seconds} s`);
    }
  }
  const shown = wanted.shown(results.runs);
  replaceBetween(path.join(here, "README.md"), "<!-- table -->", "<!-- end of table -->", shown);
  console.log(shown);
}
