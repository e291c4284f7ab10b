/**
 * Seven kinds of skin lesions: Inception v3 with its auxiliary head, or any other network of the zoo.
 *
 *     npx tsx finetune.ts --images FOLDER [--weights DEFAULT] [--model inception_v3] [--size 299] [--seeds 3] [--epochs 4]
 *
 * The folder holds metadata.csv with the columns `file`, `lesion_id` and `dx`. Images of one lesion stay in one part; a fifth is the
 * test, which no run looks at before its end. `--weights` is the name of published weights, which are downloaded, a file, or `none`
 * for random values. The auxiliary head needs images of at least 299 pixels; its loss counts 0.4 times, as in torchvision's
 * reference. `--per-class` learns from so many images of each class.
 *
 * Writes results.json (or --out), whose runs are told apart by network, start, size, images, epochs and seed, and the table of README.md. The
 * last run is loaded again and predicts an image of the test.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { datasets, manualSeed, setNumThreads, train, transforms } from "torchts";
import { readRows } from "../labels.ts";
import { RunKeeper } from "../runs.ts";
import { replaceBetween } from "../tables.ts";
import { type LesionArm, type LesionRun, type LesionSettings, lesionTable } from "./table.ts";

const { values: options } = parseArgs({
  options: {
    images: { type: "string" },
    weights: { type: "string", default: "DEFAULT" },
    model: { type: "string", default: "inception_v3" },
    size: { type: "string", default: "299" },
    seeds: { type: "string", default: "3" },
    epochs: { type: "string", default: "4" },
    "per-class": { type: "string", default: "1000" },
    threads: { type: "string" },
    out: { type: "string" },
  },
});
const { images, out } = options;
if (images === undefined) throw new Error("--images is needed");
if (options.threads !== undefined) setNumThreads(Number(options.threads));
const weights = options.weights === "none" ? null : options.weights;
const cropSize = Number(options.size);
const RECIPE = { batchSize: 16, lr: 3e-4, weightDecay: 0.01, testShare: 0.2 } as const;

// The labels are in a table; the images of a lesion are a group, which the split keeps together.
const rows = readRows(path.join(images, "metadata.csv"), ["file", "lesion_id", "dx"]);
const classes = [...new Set(rows.map((row) => row.dx))].sort();
const labelled = rows.map(({ file, lesion_id, dx }) => ({
  path: path.join(images, file),
  label: classes.indexOf(dx),
  group: lesion_id,
}));
const parts = datasets.stratifiedGroupedSplit(labelled, { test: RECIPE.testShare, seed: 0 });
const perClass = Number(options["per-class"]);
const learned = classes.flatMap((_, label) =>
  parts.train.filter((sample) => sample.label === label).slice(0, perClass),
);
const augment = new transforms.ClassificationTrainPreset({ cropSize, scale: [0.6, 1], hflip: 0.5 });
const preset = new transforms.ImageClassificationPreset({ cropSize, resizeSize: cropSize });
const data = {
  train: new datasets.ImageFolderSplit(learned, classes, augment),
  val: null,
  test: new datasets.ImageFolderSplit(parts.test, classes, preset),
  classes,
};

const work = mkdtempSync(path.join(tmpdir(), "skin-lesions-"));

async function run(arm: LesionArm & { seed: number }): Promise<LesionRun> {
  const began = performance.now();
  const { seed, epochs } = arm;
  manualSeed(seed);
  const { model } = await train.loadForClasses(arm.network, classes.length, { weights, imageSize: cropSize });
  const { batchSize, lr, weightDecay } = RECIPE;
  const aux = model.stateDict().get("AuxLogits.fc.weight");
  const before = aux?.clone();
  await train.fit(model, data, {
    epochs,
    batchSize,
    lr,
    weightDecay,
    seed,
    out: path.join(work, "run"),
    overwrite: true,
  });
  const { accuracy, balancedAccuracy, auc, count } = await train.evaluate(model, data.test, { batchSize });
  return {
    ...arm,
    steps: epochs * Math.ceil(data.train.length / batchSize),
    train: data.train.length,
    test: count,
    accuracy,
    balancedAccuracy,
    auc,
    auxMoved: aux && before ? Number(aux.sub(before).norm().div(before.norm()).item()) : null,
    seconds: Math.round((performance.now() - began) / 1000),
  };
}

try {
  const kept = new RunKeeper<LesionSettings, LesionRun>(
    out ?? fileURLToPath(new URL("results.json", import.meta.url)),
    { ...RECIPE, classes },
  );
  const arm: LesionArm = {
    network: options.model,
    start: weights === null ? "random" : "ImageNet",
    size: cropSize,
    perClass,
    epochs: Number(options.epochs),
  };
  const before = kept.runs.length;
  for (let seed = 0; seed < Number(options.seeds); seed++) await kept.add({ ...arm, seed }, run);
  const table = lesionTable(kept);
  console.log(table);
  if (out === undefined) {
    const readme = fileURLToPath(new URL("README.md", import.meta.url));
    replaceBetween(readme, "<!-- table -->", "<!-- end of table -->", table);
  }
  const [shown] = parts.test;
  if (kept.runs.length > before && shown !== undefined) {
    // Without a validation part a run knows no transform to predict with.
    const loaded = await train.loadRun(path.join(work, "run"), { transform: preset });
    const { label, probability } = await loaded.predict(shown.path);
    const truth = classes[shown.label];
    console.log(`${path.basename(shown.path)}, ${truth}: ${label}, ${(100 * probability).toFixed(0)} %`);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
