/**
 * Reading and augmenting images, torchts and Python side by side: `npx tsx bench/data.ts FOLDER [rounds]`, after
 * `npm run build`.
 *
 * FOLDER holds one folder of images per class. Both sides read it whole, epoch by epoch in turn, with the same
 * training transforms to 224 x 224. Python runs Pillow and torchvision in as many worker processes as there are
 * processors. The median epoch counts; beside it stands what torchts takes of the JavaScript thread. A JSON line
 * follows the table.
 */

import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type * as torchts from "../lib/index.ts";
import { findPython } from "./sides.ts";

// As a user has it: the hooks that compile TypeScript are asked about each import, also in the course of an epoch.
const {
  data: loading,
  datasets,
  transforms,
}: typeof torchts = await import(new URL("../dist/node/index.js", import.meta.url).href);

const BATCH = 16;
const WORKERS = availableParallelism();
const here = path.dirname(fileURLToPath(import.meta.url));

const median = (list: number[]) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN;

/**
 * One epoch of the torchts side: milliseconds in all, of the JavaScript thread on a processor (NaN where the system does not
 * say), and of it at work or waiting for a processor.
 */
async function torchtsEpoch(
  data: torchts.datasets.ImageFolder,
): Promise<[ms: number, processor: number, active: number]> {
  const started = performance.now();
  const loop = performance.eventLoopUtilization();
  const processor = threadTime();
  for await (const batch of data.loader("train", { batchSize: BATCH, seed: 1 })) {
    loading.freeBatch(batch);
  }
  const { active } = performance.eventLoopUtilization(loop);
  return [performance.now() - started, threadTime() - processor, active];
}

/** Processor time of this thread so far, milliseconds. */
function threadTime(): number {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, "utf8").split(" ")[0]) / 1e6;
  } catch {
    return Number.NaN;
  }
}

/** Asks the Python worker for one epoch. */
function pythonSide(command: string, folder: string): { epoch: () => Promise<number>; child: ChildProcess } {
  const script = path.join(here, "python", "data.py");
  const child = spawn(command, [script, folder, String(BATCH), String(WORKERS)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const epoch = async () => {
    child.stdin.write("epoch\n");
    return Number.parseFloat((await lines.next()).value ?? "NaN");
  };
  return { epoch, child };
}

const [folder, rounds = "5"] = process.argv.slice(2);
if (folder === undefined) throw new Error("usage: npx tsx bench/data.ts FOLDER [rounds]");
const data = await datasets.ImageFolder.open(folder, {
  useSplitFolders: false,
  transform: new transforms.ClassificationTrainPreset({ cropSize: 224 }),
});
const found = findPython();
const python = "command" in found ? pythonSide(found.command, folder) : undefined;
if (python === undefined) console.log(`without Python: ${(found as { missing: string }).missing}`);

const times = {
  torchts: [] as number[],
  processor: [] as number[],
  active: [] as number[],
  python: [] as number[],
};
for (let round = -1; round < Number(rounds); round++) {
  const [mine, processor, active] = await torchtsEpoch(data);
  const theirs = await python?.epoch();
  if (round < 0) continue; // warm-up: file cache, worker processes
  times.torchts.push(mine);
  times.processor.push(processor);
  times.active.push(active);
  if (theirs !== undefined) times.python.push(theirs);
}
python?.child.kill();

const perImage = (list: number[]) => median(list) / data.train.length;
console.log(`${data.train.length} images, batches of ${BATCH}, median of ${rounds} epochs, ms per image`);
const perSecond = (list: number[]) => `${(1000 / perImage(list)).toFixed(0)} images/s`;
console.log(`torchts ${perImage(times.torchts).toFixed(2)}   ${perSecond(times.torchts)}`);
console.log(`        ${perImage(times.processor).toFixed(2)}   processor time of the JavaScript thread`);
console.log(`        ${perImage(times.active).toFixed(2)}   the same with its waits for a processor`);
if (python !== undefined) {
  console.log(
    `python  ${perImage(times.python).toFixed(2)}   ${perSecond(times.python)}, ${WORKERS} workers`,
  );
  console.log(
    `ratio   ${(median(times.torchts) / median(times.python)).toFixed(2)}   time, below 1 is faster`,
  );
}
console.log(JSON.stringify({ images: data.train.length, batch: BATCH, epochs: times }));
