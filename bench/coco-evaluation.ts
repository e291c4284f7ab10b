/**
 * `npm run bench:coco`: COCO's evaluation beside pycocotools, of drawn objects and detections.
 *
 *     npm run bench:coco -- [--images 5000] [--masks 500] [--rounds 3] [--out file.json]
 *
 * 80 classes, about 7 objects and 100 detections an image, as COCO has them: boxes of all images, masks (ellipses in
 * 640 x 480) of the first few hundred. Each side reads the same files and evaluates them in a new process, in turn; reading
 * and evaluating (pycocotools' `evaluate` and `accumulate`) are timed apart, and the twelve figures are compared. Ours also
 * says how long the event loop waited at most while it evaluated.
 */

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { data } from "../lib/index.ts";
import { compileLibrary, thisMachine, writeResults } from "./common.ts";
import { median } from "./report.ts";
import { findPython } from "./sides.ts";

const { values: options } = parseArgs({
  options: {
    images: { type: "string", default: "5000" },
    masks: { type: "string", default: "500" },
    rounds: { type: "string", default: "3" },
    out: { type: "string" },
  },
});

const CLASSES = 80;
const [WIDTH, HEIGHT] = [640, 480];

interface Measured {
  readMs: number;
  evaluateMs: number;
  /** Longest time the event loop waited while it was evaluated. */
  pauseMs?: number;
  peakMb: number;
  stats: number[];
}

const THEIRS = `
import contextlib, io, json, resource, sys, time
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval
with contextlib.redirect_stdout(io.StringIO()):
    start = time.perf_counter()
    truth = COCO(sys.argv[1])
    found = truth.loadRes(sys.argv[2])
    read = time.perf_counter()
    evaluator = COCOeval(truth, found, {"boxes": "bbox", "masks": "segm"}[sys.argv[3]])
    evaluator.evaluate()
    evaluator.accumulate()
    done = time.perf_counter()
    evaluator.summarize()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"readMs": 1000 * (read - start), "evaluateMs": 1000 * (done - read), "peakMb": peak, "stats": evaluator.stats.tolist()}))`;

const entry = new URL("../dist/node/index.js", import.meta.url).href;
const OURS = `
const { coco: { CocoEvaluator } } = await import(${JSON.stringify(entry)});
const [truth, results, shapes] = process.argv.slice(1);
const start = performance.now();
const evaluator = await CocoEvaluator.open(truth, { shapes });
await evaluator.addResults(results);
const read = performance.now();
let [pauseMs, last] = [0, performance.now()];
const watch = () => {
  const now = performance.now();
  pauseMs = Math.max(pauseMs, now - last);
  last = now;
};
let running = true;
const tick = () => { watch(); if (running) setImmediate(tick); };
setImmediate(tick);
const found = await evaluator.evaluate();
const done = performance.now();
running = false;
watch();
const peakMb = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ readMs: read - start, evaluateMs: done - read, pauseMs, peakMb, stats: found.stats }));`;

/** Files with objects and detections; most detections are near an object. */
function drawFiles(
  folder: string,
  images: number,
  shapes: "boxes" | "masks",
): [truth: string, results: string] {
  const rng = new data.Rng(images);
  const truth = {
    images: Array.from({ length: images }, (_, i) => ({ id: i + 1, width: WIDTH, height: HEIGHT })),
    categories: Array.from({ length: CLASSES }, (_, i) => ({ id: i + 1, name: `c${i}` })),
    annotations: [] as object[],
  };
  const results: object[] = [];
  const drawBox = (): [number, number, number, number] => {
    const edge = Math.exp(rng.uniform(Math.log(8), Math.log(400)));
    const [w, h] = [Math.min(edge * rng.uniform(0.6, 1.6), WIDTH - 1), Math.min(edge, HEIGHT - 1)];
    return [rng.uniform(0, WIDTH - w), rng.uniform(0, HEIGHT - h), w, h];
  };
  const ellipse = ([x, y, w, h]: readonly number[]): number[][] => [
    Array.from({ length: 60 }, (_, i) => {
      const angle = (Math.PI * (i >> 1)) / 15;
      const value =
        i % 2 === 0
          ? (x as number) + ((w as number) / 2) * (1 + Math.cos(angle))
          : (y as number) + ((h as number) / 2) * (1 + Math.sin(angle));
      return Math.round(value * 100) / 100;
    }),
  ];
  for (let image = 1; image <= images; image++) {
    const own: { box: number[]; category: number }[] = [];
    for (let i = rng.int(1, 14); i > 0; i--) {
      const [box, category] = [drawBox(), 1 + Math.floor(CLASSES * rng.random() ** 2)];
      own.push({ box, category });
      truth.annotations.push({
        id: truth.annotations.length + 1,
        image_id: image,
        category_id: category,
        bbox: box,
        area: 0.7 * box[2] * box[3],
        iscrowd: rng.bernoulli(0.01) ? 1 : 0,
        ...(shapes === "masks" && { segmentation: ellipse(box) }),
      });
    }
    for (let i = 0; i < 100; i++) {
      const near = rng.bernoulli(0.6) ? own[rng.int(0, own.length)] : undefined;
      const box =
        near?.box.map((v, j) => v + rng.uniform(-0.2, 0.2) * (near.box[2 + (j % 2)] as number)) ?? drawBox();
      results.push({
        image_id: image,
        category_id: near?.category ?? rng.int(1, CLASSES + 1),
        score: Math.round(1e6 * rng.random() ** 2) / 1e6,
        bbox: box.map((v) => Math.round(100 * v) / 100),
        ...(shapes === "masks" && { segmentation: ellipse(box) }),
      });
    }
  }
  const files: [string, string] = [path.join(folder, "truth.json"), path.join(folder, "results.json")];
  writeFileSync(files[0], JSON.stringify(truth));
  writeFileSync(files[1], JSON.stringify(results));
  return files;
}

function measured(command: string, args: string[]): Measured {
  const ran = spawnSync(command, args, { encoding: "utf8", maxBuffer: 2 ** 26 });
  if (ran.status !== 0) throw new Error(`${command} ended with ${ran.status}:\n${ran.stderr}`);
  return JSON.parse(ran.stdout) as Measured; // as the programs above print it
}

function main(): void {
  compileLibrary();
  const found = findPython();
  if ("missing" in found) console.log(`torchts alone: ${found.missing}`);
  const folder = mkdtempSync(path.join(tmpdir(), "torchts-coco-"));
  const results = [];
  try {
    for (const shapes of ["boxes", "masks"] as const) {
      const images = Number(shapes === "boxes" ? options.images : options.masks);
      if (images === 0) continue;
      const files = drawFiles(folder, images, shapes);
      const torchts: Measured[] = [];
      const python: Measured[] = [];
      for (let round = 0; round < Number(options.rounds); round++) {
        torchts.push(measured(process.execPath, ["--input-type=module", "-e", OURS, ...files, shapes]));
        if ("command" in found) python.push(measured(found.command, ["-c", THEIRS, ...files, shapes]));
      }
      results.push(report(shapes, images, torchts, python));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const document = {
    date: new Date().toISOString(),
    machine: thisMachine(),
    rounds: options.rounds,
    results,
  };
  writeResults(document, "coco-evaluation.json", options.out);
}

function report(shapes: string, images: number, torchts: Measured[], python: Measured[]): object {
  const of = (side: Measured[], what: "readMs" | "evaluateMs" | "peakMb"): number =>
    median(side.map((one) => one[what]));
  console.log(`\n${images} images, ${CLASSES} classes, ${shapes}; medians`);
  const row = { shapes, images } as Record<string, unknown>;
  for (const what of ["readMs", "evaluateMs", "peakMb"] as const) {
    const [ours, theirs] = [of(torchts, what), of(python, what)];
    row[what] = { torchts: ours, python: theirs, ratio: ours / theirs };
    console.log(
      `  ${what.padEnd(12)} torchts ${ours.toFixed(0).padStart(7)}   pycocotools ${theirs.toFixed(0).padStart(7)}   ` +
        `${(theirs / ours).toFixed(1)} times`,
    );
  }
  row.pauseMs = Math.max(...torchts.map(({ pauseMs = 0 }) => pauseMs));
  const [ours, theirs] = [torchts[0]?.stats ?? [], python[0]?.stats ?? []];
  row.largestDifference = Math.max(...theirs.map((figure, i) => Math.abs(figure - (ours[i] as number))));
  console.log(`  longest wait of the event loop ${(row.pauseMs as number).toFixed(0)} ms`);
  console.log(`  largest difference of the twelve figures ${row.largestDifference}`);
  return row;
}

main();
