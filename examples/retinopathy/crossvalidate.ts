/**
 * Diabetic retinopathy, yes or no, on 25 fundus photographs: a pretrained MobileNet V2, measured by cross-validation.
 *
 *     npx tsx crossvalidate.ts --images FOLDER [--weights mobilenet_v2.pth] [--seeds 3] [--size 128] [--epochs 10]
 *       [--report runs/retina]
 *
 * The folder holds labels.csv with the columns `file` and `retinopathy_grade`; a grade above 0 is retinopathy. So few images leave
 * no part for a test. Each seed deals the images of every grade to five folds; the network of a fold learns from the other four,
 * and classifies its own; figures are of all images, each classified once by a network that had not seen it. Nothing is chosen by
 * them: the epochs are fixed. At the end the network of the last fold is loaded from its run folder and predicts its images from
 * the original files.
 *
 * Writes results.json (or --out) and the table of README.md. `--weights none` starts from random values; `--report` names a folder for the
 * predictions of the last seed that was run, of every photograph by the network that had not seen it, and their report.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import {
  datasets,
  inferenceMode,
  data as loading,
  manualSeed,
  models,
  scope,
  setNumThreads,
  train,
  transforms,
} from "torchts";
import { readRows } from "../labels.ts";
import { RunKeeper } from "../runs.ts";
import { shrink } from "../shrink.ts";
import { replaceBetween } from "../tables.ts";
import { type RetinaRun, type RetinaSettings, retinaTable } from "./table.ts";

const { values: options } = parseArgs({
  options: {
    images: { type: "string" },
    weights: { type: "string", default: "DEFAULT" },
    seeds: { type: "string", default: "3" },
    size: { type: "string", default: "128" },
    epochs: { type: "string", default: "10" },
    threads: { type: "string" },
    out: { type: "string" },
    report: { type: "string" },
  },
});
const { images, out } = options;
if (images === undefined) throw new Error("--images is needed");
if (options.threads !== undefined) setNumThreads(Number(options.threads));
const weights = options.weights === "none" ? null : options.weights;
const [cropSize, epochs] = [Number(options.size), Number(options.epochs)];
const RECIPE = { batchSize: 10, lr: 1e-3, weightDecay: 0.01, depth: 1, folds: 5 } as const;
const CLASSES = ["healthy", "retinopathy"];

/** A photograph: its file as it is, and a small copy to learn from. */
interface Photograph {
  original: string;
  path: string;
  grade: number;
  label: number;
}

async function photographsOf(folder: string): Promise<Photograph[]> {
  const rows = readRows(path.join(images as string, "labels.csv"), ["file", "retinopathy_grade"]);
  const found = rows.map((row): Photograph => {
    const [original, grade] = [path.join(images as string, row.file), Number(row.retinopathy_grade)];
    return { original, path: original, grade, label: grade > 0 ? 1 : 0 };
  });
  return shrink(found, Math.round(1.15 * cropSize), folder);
}

/** The fold of each photograph: those of every grade by turns, in the seed's order. */
function foldsOf(photographs: readonly Photograph[], seed: number): number[] {
  const folds = new Array<number>(photographs.length);
  const rng = loading.Rng.derive(seed);
  let next = 0;
  for (const grade of new Set(photographs.map((one) => one.grade))) {
    const own = photographs.flatMap((one, at) => (one.grade === grade ? [at] : []));
    for (const at of rng.shuffle(own)) folds[at] = next++ % RECIPE.folds;
  }
  return folds;
}

const preset = new transforms.ImageClassificationPreset({
  cropSize,
  resizeSize: Math.round(1.15 * cropSize),
});
const augment = new transforms.ClassificationTrainPreset({ cropSize, scale: [0.6, 1], hflip: 0.5 });

/** A network that learned from these, the images beside it unseen. */
async function learn(
  learned: readonly Photograph[],
  seed: number,
  folder: string,
): Promise<models.MobileNetV2> {
  manualSeed(seed);
  const model = models.replaceHead(await models.mobilenet_v2({ weights }), CLASSES);
  const { batchSize, lr, weightDecay, depth } = RECIPE;
  const data = {
    train: new datasets.ImageFolderSplit(learned, CLASSES, augment),
    val: null,
    classes: CLASSES,
  };
  await train.fit(model, data, {
    epochs,
    batchSize,
    lr,
    weightDecay,
    seed,
    // Batches of ten say little of a mean: BatchNorm keeps ImageNet's. Random layers have no statistics to keep.
    freeze: weights === null ? { depth: "all" } : { depth, batchNorm: "eval" },
    classWeights: "balanced",
    out: folder,
    overwrite: true,
  });
  return model;
}

/** Predictions of a fold as lines of CSV, the first with the names of the columns. */
async function rowsOf(model: models.MobileNetV2, dataset: datasets.ImageFolderSplit): Promise<string[]> {
  const file = path.join(work, "predictions.csv");
  await train.evaluate(model, dataset, { classes: CLASSES, out: file });
  return readFileSync(file, "utf8").trimEnd().split("\n");
}

async function run({ seed }: { seed: number }): Promise<RetinaRun> {
  const began = performance.now();
  const folds = foldsOf(photographs, seed);
  const metrics = new train.ClassificationMetrics(CLASSES, { logits: true });
  for (let fold = 0; fold < RECIPE.folds; fold++) {
    const learned = photographs.filter((_, at) => folds[at] !== fold);
    const held = photographs.filter((_, at) => folds[at] === fold);
    const model = await learn(learned, seed, runFolder);
    lastHeld = held;
    const dataset = new datasets.ImageFolderSplit(held, CLASSES, preset);
    if (options.report !== undefined) predicted[fold] = await rowsOf(model, dataset);
    for await (const batch of datasets.imageLoader(dataset)) {
      const logits = scope(() => inferenceMode(() => model.eval().forward(batch.images)));
      await metrics.update(logits, batch.labels);
    }
  }
  const report = metrics.report();
  const [, ill] = report.perClass;
  return {
    seed,
    count: report.count,
    accuracy: report.accuracy,
    auc: report.auc,
    sensitivity: ill?.sensitivity ?? Number.NaN,
    specificity: ill?.specificity ?? Number.NaN,
    seconds: Math.round((performance.now() - began) / 1000),
  };
}

const work = mkdtempSync(path.join(tmpdir(), "retinopathy-"));
const runFolder = path.join(work, "run");
let lastHeld: Photograph[] = [];
/** Of each fold, of the last seed. */
const predicted: string[][] = [];
const photographs = await photographsOf(work);
try {
  const kept = new RunKeeper<RetinaSettings, RetinaRun>(
    out ?? fileURLToPath(new URL("results.json", import.meta.url)),
    {
      network: "mobilenet_v2",
      start: weights === null ? "random" : "ImageNet",
      size: cropSize,
      epochs,
      ...RECIPE,
      healthy: photographs.filter(({ label }) => label === 0).length,
      ill: photographs.filter(({ label }) => label === 1).length,
    },
  );
  for (let seed = 0; seed < Number(options.seeds); seed++) await kept.add({ seed }, run);
  const table = retinaTable(kept);
  console.log(table);
  if (out === undefined) {
    const readme = fileURLToPath(new URL("README.md", import.meta.url));
    replaceBetween(readme, "<!-- table -->", "<!-- end of table -->", table);
  }
  if (options.report !== undefined && predicted.length > 0) {
    mkdirSync(options.report, { recursive: true });
    const file = path.join(options.report, "predictions.csv");
    const lines = predicted.flatMap((rows, fold) => (fold === 0 ? rows : rows.slice(1)));
    writeFileSync(file, `${lines.join("\n")}\n`);
    await train.report(file, {
      title: "Retinopathy, yes or no: each photograph by a network that had not seen it",
    });
  }
  if (lastHeld.length > 0) {
    // Without a validation part a run knows no transform to predict with.
    const loaded = await train.loadRun(runFolder, { transform: preset });
    for (const { original, grade } of lastHeld) {
      const { label, probability } = await loaded.predict(original);
      console.log(
        `${path.basename(original)}, grade ${grade}: ${label}, ${(100 * probability).toFixed(0)} %`,
      );
    }
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
