/**
 * `npm run bench:load`: reading a ResNet-50-sized `.pth` into a network that is there, torchts and Python in turn.
 *
 *     npm run bench:load -- [--rounds 7] [--out file.json]
 *
 * Timed and weighed in a new process each: `torch.load` and `load_state_dict` against `io.loadStateDict` and the
 * network's `loadStateDict`, both copying as they do by default; and both with `mmap`, where ours takes the mapped
 * tensors as they are (`assign: true`): then the time is that of mapping, and pages are read when they are used. Peak
 * memory is what the process's resident set grew by from the built network to the end.
 */

import { spawnSync } from "node:child_process";
import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { median } from "./report.ts";
import { findPython } from "./sides.ts";

const { values: options } = parseArgs({
  options: { rounds: { type: "string", default: "7" }, out: { type: "string" } },
});

interface Measured {
  ms: number;
  peakMb: number;
}

const common = new URL("../scripts/fixtures", import.meta.url).pathname;
const PYTHON_HEAD = `
import sys, time, resource
sys.path.insert(0, ${JSON.stringify(common)})
import torch
from common import import_torchvision
models = import_torchvision().models
`;
const SAVE = `${PYTHON_HEAD}
torch.save(models.resnet50().state_dict(), sys.argv[1])`;
const THEIRS = `${PYTHON_HEAD}
torch.set_num_threads(1)
model = models.resnet50()
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
before = peak()
start = time.perf_counter()
model.load_state_dict(torch.load(sys.argv[1], **eval(sys.argv[2])))
ms = (time.perf_counter() - start) * 1000
print(ms, peak() - before)`;

const entry = new URL("../dist/node/index.js", import.meta.url).href;
const OURS = `
const { io, models, scope, setNumThreads } = await import(${JSON.stringify(entry)});
setNumThreads(1);
const model = await models.resnet50();
const peak = () => process.resourceUsage().maxRSS / 1024;
const before = peak();
const start = performance.now();
await scope(async () => {
  const { load, into } = JSON.parse(process.argv[2]);
  model.loadStateDict(await io.loadStateDict(process.argv[1], load), into);
});
const ms = performance.now() - start;
console.log(ms, peak() - before);`;

function measure(command: string, args: readonly string[]): Measured {
  const run = spawnSync(command, args, { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`${command} ended with ${run.status}: ${run.stderr.slice(-2000)}`);
  const [ms = Number.NaN, peakMb = Number.NaN] = run.stdout.trim().split(" ").map(Number);
  return { ms, peakMb };
}

const python = findPython();
if ("missing" in python) throw new Error(python.missing);
const folder = mkdtempSync(path.join(tmpdir(), "torchts-load-"));
try {
  const file = path.join(folder, "resnet50.pth");
  if (spawnSync(python.command, ["-c", SAVE, file], { stdio: "inherit" }).status !== 0)
    throw new Error("no file");
  const ours = ["--input-type=module", "-e", OURS, file];
  const sides = {
    torchts: () => measure(process.execPath, [...ours, JSON.stringify({ load: {}, into: {} })]),
    "torchts, mmap and assign": () =>
      measure(process.execPath, [...ours, JSON.stringify({ load: { mmap: true }, into: { assign: true } })]),
    python: () => measure(python.command, ["-c", THEIRS, file, "{}"]),
    "python, mmap": () => measure(python.command, ["-c", THEIRS, file, "{'mmap': True}"]),
  };
  const found = new Map<string, Measured[]>(Object.keys(sides).map((name) => [name, []]));
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const [name, run] of Object.entries(sides)) found.get(name)?.push(run());
  }
  const results = [...found].map(([name, runs]) => ({
    side: name,
    ms: Number(median(runs.map((r) => r.ms)).toFixed(1)),
    peakMb: Number(median(runs.map((r) => r.peakMb)).toFixed(1)),
  }));
  for (const r of results) console.log(`${r.side.padEnd(26)} ${r.ms} ms, peak +${r.peakMb} MB`);
  if (options.out !== undefined) {
    const text = `${JSON.stringify({ node: process.version, file: "resnet50 .pth", results }, null, 2)}\n`;
    writeFileSync(`${options.out}.tmp`, text);
    renameSync(`${options.out}.tmp`, options.out);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
