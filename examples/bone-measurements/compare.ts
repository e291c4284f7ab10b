/**
 * Runs bones.ts with three seeds, one after another; writes results.json and the table of README.md.
 *
 *     npx tsx compare.ts [--out FOLDER] [--threads 2]
 */

import { execFile } from "node:child_process";
import path from "node:path";
import { parseArgs, promisify } from "node:util";
import { RunKeeper } from "../runs.ts";
import { replaceBetween } from "../tables.ts";
import { type BonesRun, bonesTable } from "./bones-table.ts";

const { values: options } = parseArgs({
  options: { out: { type: "string", default: "bones" }, threads: { type: "string", default: "2" } },
});
const here = import.meta.dirname;
const kept = new RunKeeper<object, BonesRun>(path.join(here, "results.json"), {});
for (const seed of [0, 1, 2]) {
  await kept.add({ seed }, async () => {
    const out = path.join(options.out, String(seed));
    const given = ["--seed", String(seed), "--out", out, "--threads", options.threads];
    const { stdout } = await promisify(execFile)(process.execPath, [
      ...[...process.execArgv, path.join(here, "bones.ts")],
      ...given,
    ]);
    return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as BonesRun; // as bones.ts prints it
  });
}
const table = bonesTable(kept.runs);
replaceBetween(path.join(here, "README.md"), "<!-- table -->", "<!-- end of table -->", table);
console.log(table);
