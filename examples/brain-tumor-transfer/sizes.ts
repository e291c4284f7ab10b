/**
 * Pretrained or from scratch, by how many images there are: the recipe of finetune.ts on 50, 100, 200 and 800 training images.
 *
 *     npx tsx sizes.ts --images FOLDER --weights resnet18-partial.pth [--seeds 3] [--size 96] [--steps 100] [--all-trained]
 *
 * Two starts: ImageNet's conv1 to layer3 frozen, and everything trained from random values; with --all-trained also ImageNet's values
 * with everything trained. A
 * seed draws the images (as many of each class; the smaller sets are parts of the larger ones), the fresh layers, the order and the
 * augmentation; all starts have the same images. Every run has the same number of steps, so fewer images mean more epochs. The test
 * images are those of test/ whose bytes are not in train/ too, the same for every run; nothing is chosen by them, as no run looks at
 * them before its end.
 *
 * Writes sizes.json (or --out) after each run, goes on from what it holds, and puts the table into README.md.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { datasets, data as loading, manualSeed, models, nn, setNumThreads, train, transforms } from "torchts";
import { RunKeeper, withoutFilesOf } from "../runs.ts";
import { shrink } from "../shrink.ts";
import { replaceBetween } from "../tables.ts";
import { type SizeRun, type SizeSettings, STARTS, sizesTable } from "./sizes-table.ts";

const { values: options } = parseArgs({
  options: {
    images: { type: "string" },
    weights: { type: "string" },
    seeds: { type: "string", default: "3" },
    sizes: { type: "string", default: "50,100,200,800" },
    steps: { type: "string", default: "100" },
    batch: { type: "string", default: "16" },
    size: { type: "string", default: "96" },
    threads: { type: "string" },
    "all-trained": { type: "boolean", default: false },
    out: { type: "string" },
  },
});
const { images, weights, out } = options;
if (images === undefined || weights === undefined) throw new Error("--images and --weights are needed");
if (options.threads !== undefined) setNumThreads(Number(options.threads));
const recipe = JSON.parse(readFileSync(new URL("recipe.json", import.meta.url), "utf8")) as {
  cropScale: [number, number];
  lr: number;
  weightDecay: number;
};
const { cropScale: scale, lr, weightDecay } = recipe;
const [cropSize, steps, batchSize] = [Number(options.size), Number(options.steps), Number(options.batch)];

const data = await datasets.ImageFolder.open(images, {
  trainTransform: new transforms.ClassificationTrainPreset({ cropSize, scale, hflip: 0.5 }),
  valTransform: new transforms.ImageClassificationPreset({ cropSize, resizeSize: cropSize }),
});
if (data.test === null) throw new Error(`${images} has no test/ folder`);
const { classes } = data;
const unseen = withoutFilesOf(data.test, data.train);
const work = mkdtempSync(path.join(tmpdir(), "brain-tumor-sizes-"));
process.on("exit", () => rmSync(work, { recursive: true, force: true }));
const [learned, measured] = ["train", "test"].map((part) => path.join(work, part)) as [string, string];
for (const folder of [learned, measured]) mkdirSync(folder);
const edge = Math.round(1.25 * cropSize);
const samples = await shrink(data.train.samples, edge, learned);
const test = new datasets.ImageFolderSplit(
  await shrink(unseen.samples, edge, measured),
  classes,
  unseen.transform,
);

/** So many training images, as many of each class, drawn with the seed. */
function subset(count: number, seed: number): datasets.ImageFolderSplit {
  if (count > data.train.length)
    throw new Error(`there are ${data.train.length} training images, not ${count}`);
  const rng = loading.Rng.derive(seed);
  const drawn = classes.map((_, label) => rng.shuffle(samples.filter((sample) => sample.label === label)));
  const longest = Math.max(...drawn.map((ofClass) => ofClass.length));
  const byTurns = Array.from({ length: longest }, (_, at) => drawn.flatMap((ofClass) => ofClass[at] ?? []));
  return new datasets.ImageFolderSplit(byTurns.flat().slice(0, count), classes, data.train.transform);
}

async function run({
  start,
  images: count,
  seed,
}: Pick<SizeRun, "start" | "images" | "seed">): Promise<SizeRun> {
  const began = performance.now();
  manualSeed(seed);
  const isPretrained = start !== "random, all trained";
  const model = await models.resnet18({ weights: isPretrained ? weights : null, strict: false });
  model.fc = new nn.Linear(model.fc.in_features, classes.length);
  const chosen = subset(count, seed);
  await train.fit(
    model,
    { train: chosen, val: null, classes: classes },
    {
      epochs: Math.max(1, Math.round(steps / Math.ceil(count / batchSize))),
      batchSize,
      lr,
      weightDecay,
      seed,
      freeze: start === "pretrained, frozen to layer3" ? { until: "layer3" } : { depth: "all" },
    },
  );
  const { accuracy } = await train.evaluate(model, test, { batchSize });
  return { start, images: count, seed, accuracy, seconds: Math.round((performance.now() - began) / 1000) };
}

const sizes = options.sizes.split(",").map(Number);
const settings: SizeSettings = {
  network: "resnet18",
  size: cropSize,
  steps,
  batchSize,
  lr,
  weightDecay,
  cropScale: scale,
  sizes,
  train: data.train.length,
  test: test.length,
  leftOut: data.test.length - test.length,
};
const kept = new RunKeeper<SizeSettings, SizeRun>(
  out ?? fileURLToPath(new URL("sizes.json", import.meta.url)),
  settings,
);
const arms = STARTS.filter((start) => options["all-trained"] || start !== "pretrained, all trained");
for (let seed = 0; seed < Number(options.seeds); seed++) {
  for (const images of sizes) {
    for (const start of arms) await kept.add({ start, images, seed }, run);
  }
}
const table = sizesTable(kept);
console.log(table);
if (out === undefined) {
  const readme = fileURLToPath(new URL("README.md", import.meta.url));
  replaceBetween(readme, "<!-- sizes -->", "<!-- end of sizes -->", table);
}
