/**
 * `npm run bench:startup`: from import to the first result, torchts and Python's PyTorch in turn, each in a new process.
 *
 *     npm run bench:startup -- [--rounds 9] [--out file.json]
 *
 * The clock starts before the import statement: what Node and Python need to start themselves is not part of it.
 */

import { spawnSync } from "node:child_process";
import { renameSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { median } from "./report.ts";
import { findPython } from "./sides.ts";

const { values: options } = parseArgs({
  options: { rounds: { type: "string", default: "9" }, out: { type: "string" } },
});

const entry = new URL("../dist/node/index.js", import.meta.url).href;
const OURS = `
  const start = performance.now();
  const { ones } = await import(${JSON.stringify(entry)});
  if (ones([2]).add(1).toArray()[0] !== 2) throw new Error("wrong");
  console.log(performance.now() - start);`;
const THEIRS = `
import time
start = time.perf_counter()
import torch
assert torch.ones(2).add(1).tolist()[0] == 2
print((time.perf_counter() - start) * 1000)`;

function milliseconds(command: string, args: readonly string[]): number {
  const run = spawnSync(command, args, { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`${command} ended with ${run.status}: ${run.stderr}`);
  return Number(run.stdout.trim());
}

const python = findPython();
const times = { torchts: [] as number[], python: [] as number[] };
for (let round = -1; round < Number(options.rounds); round++) {
  const ours = milliseconds(process.execPath, ["--input-type=module", "-e", OURS]);
  const theirs = "command" in python ? milliseconds(python.command, ["-c", THEIRS]) : undefined;
  if (round < 0) continue; // files come from the disk in the first round
  times.torchts.push(ours);
  if (theirs !== undefined) times.python.push(theirs);
}
const result = {
  unit: "ms, median",
  node: process.version,
  torchts: Math.round(median(times.torchts)),
  python: times.python.length > 0 ? Math.round(median(times.python)) : null,
  ratio: times.python.length > 0 ? Number((median(times.torchts) / median(times.python)).toFixed(3)) : null,
};
console.log(
  `import to first result: torchts ${result.torchts} ms, Python ${result.python ?? "(no torch)"} ms, ` +
    `ratio ${result.ratio ?? "-"}`,
);
if (options.out !== undefined) {
  writeFileSync(`${options.out}.tmp`, `${JSON.stringify(result, null, 2)}\n`);
  renameSync(`${options.out}.tmp`, options.out);
}
