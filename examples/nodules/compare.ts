/**
 * Runs nodules.ts and nodules.py, one after another: features once, as nothing is drawn, and fine-tuning with three seeds; writes
 * results.json and the table.
 *
 *     npx tsx compare.ts --data FOLDER --weights mobilenet_v2.pth [--python python3] [--threads 2]
 */

import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { percent, replaceBetween, write } from "../tables.ts";
import { ARMS, type Run, SIDES, table } from "./table.ts";

const here = path.dirname(fileURLToPath(import.meta.url));
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
const file = path.join(here, "results.json");
const results = existsSync(file)
  ? (JSON.parse(readFileSync(file, "utf8")) as { runs: Run[] })
  : { runs: [] as Run[] };

for (const arm of Object.keys(ARMS)) {
  for (const seed of arm === "features" ? [0] : [0, 1, 2]) {
    for (const side of Object.keys(SIDES)) {
      if (results.runs.some((one) => one.side === side && one.seed === seed && one.arm === arm)) continue;
      const [command, start] =
        side === "torchts"
          ? [process.execPath, [...process.execArgv, path.join(here, "nodules.ts")]]
          : [python, [path.join(here, "nodules.py")]];
      const given = ["--data", data, "--weights", weights, "--threads", threads, "--arm", arm];
      const { stdout } = await promisify(execFile)(command, [...start, ...given, "--seed", String(seed)]);
      const done = JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Run;
      results.runs.push(done);
      write(file, `${JSON.stringify(results, null, 2)}\n`);
      console.log(`${side} ${arm} seed ${seed}: ${percent(done.auc)} % in ${done.seconds} s`);
    }
  }
}
const shown = table(results.runs);
replaceBetween(path.join(here, "README.md"), "<!-- table -->", "<!-- end of table -->", shown);
console.log(shown);
