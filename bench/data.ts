/**
 * Reading and augmenting images, torchts and Python side by side: `npx tsx bench/data.ts FOLDER [rounds]`.
 *
 * FOLDER holds one folder of images per class. Both sides read it whole, epoch by epoch in turn, with the same
 * training transforms to 224 x 224. Python runs Pillow and torchvision in one worker process, beside its main
 * process. The median epoch counts; a JSON line follows the table.
 */

import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { freeBatch } from "../lib/data/index.ts";
import { datasets, transforms } from "../lib/vision/index.ts";
import { findPython } from "./sides.ts";

const BATCH = 16;
const here = path.dirname(fileURLToPath(import.meta.url));

const median = (list: number[]) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN;

/** One epoch of the torchts side, milliseconds. */
async function torchtsEpoch(data: datasets.ImageFolder): Promise<number> {
  const started = performance.now();
  for await (const batch of data.loader("train", { batchSize: BATCH })) freeBatch(batch);
  return performance.now() - started;
}

/** Asks the Python worker for one epoch. */
function pythonSide(command: string, folder: string): { epoch: () => Promise<number>; child: ChildProcess } {
  const script = path.join(here, "python", "data.py");
  const child = spawn(command, [script, folder, String(BATCH), "1"], { stdio: ["pipe", "pipe", "inherit"] });
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

const times = { torchts: [] as number[], python: [] as number[] };
for (let round = -1; round < Number(rounds); round++) {
  const mine = await torchtsEpoch(data);
  const theirs = await python?.epoch();
  if (round < 0) continue; // warm-up: file cache, worker processes
  times.torchts.push(mine);
  if (theirs !== undefined) times.python.push(theirs);
}
python?.child.kill();

const perImage = (list: number[]) => median(list) / data.train.length;
console.log(`${data.train.length} images, batches of ${BATCH}, median of ${rounds} epochs, ms per image`);
console.log(`torchts ${perImage(times.torchts).toFixed(2)}`);
if (python !== undefined) {
  console.log(`python  ${perImage(times.python).toFixed(2)}   (Pillow and torchvision, one worker)`);
  console.log(`ratio   ${(median(times.torchts) / median(times.python)).toFixed(2)}`);
}
console.log(JSON.stringify({ images: data.train.length, batch: BATCH, epochs: times }));
