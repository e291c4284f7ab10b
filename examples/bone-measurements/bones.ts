/**
 * Segment bones, measure their lengths and areas, tell their kinds apart by a simple classifier: on drawn images, in about
 * a minute on two CPU cores.
 *
 *     npx tsx bones.ts [--out FOLDER] [--seed 0] [--epochs 12] [--threads 2]
 *
 * Writes to the folder: data/ with images and masks, the run segmentation/ with its report, the tables of measurements, an overlay, and the
 * predictions of the classifier with their report. Prints one JSON line; progress goes to stderr.
 */

import { mkdirSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import {
  data,
  datasets,
  manualSeed,
  maskOverlay,
  metrics,
  models,
  readImage,
  regions,
  setNumThreads,
  train,
  transforms,
  writeImage,
} from "torchts";
import { drawScene, KINDS, type Scene } from "./scene.ts";
import { type SceneFile, writeScenes } from "./scene-files.ts";
import { type Bones, COLUMNS, joinBones, measureBones, SPACING, standardised } from "./table.ts";

const IMAGES = { train: 64, val: 16, table: 80, test: 60 } as const;
const CLASSES = ["background", "bone"] as const;

const { values: options } = parseArgs({
  options: {
    out: { type: "string", default: "bones" },
    seed: { type: "string", default: "0" },
    epochs: { type: "string", default: "12" },
    threads: { type: "string" },
  },
});
if (options.threads !== undefined) setNumThreads(Number(options.threads));
const [seed, epochs] = [Number(options.seed), Number(options.epochs)];
mkdirSync(options.out, { recursive: true });
const started = performance.now();
manualSeed(seed);

const scenes = (count: number, part: number): Scene[] => {
  const rng = data.Rng.derive(seed, part);
  return Array.from({ length: count }, () => drawScene(rng));
};
const folder = path.join(options.out, "data");
await writeScenes(folder, "train", scenes(IMAGES.train, 1));
await writeScenes(folder, "val", scenes(IMAGES.val, 4));
const testScenes = await writeScenes(folder, "test", scenes(IMAGES.test, 3));
const tableScenes = await writeScenes(folder, "table", scenes(IMAGES.table, 2));

// Segmentation: a small U-Net.
const transform = new transforms.SegmentationPreset({
  resizeSize: null,
  ...{ mean: [0.4, 0.4, 0.4], std: [0.2, 0.2, 0.2] },
});
const images = await datasets.SegmentationFolder.open(folder, {
  classes: CLASSES,
  kind: "binary",
  transform,
});
const model = await models.unet({ numClasses: 1, width: 8, depth: 3 });
const run = path.join(options.out, "segmentation");
await train.fit(model, images, {
  epochs,
  batchSize: 8,
  lr: 3e-3,
  seed,
  restoreBest: true,
  out: run,
  overwrite: true,
  onEvent: (event) => {
    if (event.type !== "epoch") return;
    console.error(`epoch ${event.record.epoch} of ${epochs}: loss ${event.record.trainLoss.toFixed(4)}`);
  },
});
const { predictions } = await train.report(run, { data: images });
const { pooled } = await metrics.columnMeans(predictions.test as string); // there is a test part

// Measurements: of what the network finds, in images that it was not trained on.
async function measure(part: readonly SceneFile[]): Promise<Bones> {
  const files = part.map(({ file }) => file);
  const found = await models.segment(model, files, { kind: "binary", classes: CLASSES, transform });
  const bones = joinBones(found.map(({ mask }, i) => measureBones(mask, part[i] as Scene)));
  for (const one of found) one.dispose();
  return bones;
}

async function writeTable(file: string, { measurements, kinds }: Bones): Promise<data.CsvTable> {
  const table = regions.regionTable(measurements, { columns: COLUMNS });
  await regions.writeRegionCsv(file, table, { classes: kinds });
  return data.readCsv(file, { label: "class", columns: COLUMNS, classes: KINDS });
}

const learned = await measure(tableScenes);
const held = await measure(testScenes);
const tables = [
  await writeTable(path.join(options.out, "bones.csv"), learned),
  await writeTable(path.join(options.out, "bones-test.csv"), held),
];
const { file: example } = testScenes[0] as SceneFile;
const shown = await models.segment(model, example, { kind: "binary", transform });
await writeImage(
  maskOverlay(await readImage(example), shown.mask, { outline: true }),
  path.join(options.out, "overlay.png"),
);

// Lengths: on average, those of the regions found less those of the bones as drawn, in millimetres.
function lengthOff(part: readonly Scene[], bones: Bones): number {
  const drawn = part.flatMap((scene) => {
    const labels = { data: scene.bones, height: scene.size, width: scene.size };
    return regions.measureRegions(labels, { spacing: SPACING });
  });
  const mean = (list: readonly regions.RegionMeasurements[]): number =>
    list.reduce((sum, { feretDiameterMax }) => sum + feretDiameterMax, 0) / list.length;
  return mean(bones.measurements) - mean(drawn);
}

// Kinds: logistic regression and a small perceptron on the table.
const [rows, test] = standardised(tables) as [data.TensorDataset, data.TensorDataset];
const width = COLUMNS.length;
const classifiers = {
  logisticRegression: models.logisticRegression(width, KINDS.length),
  mlp: models.mlp(width, [16], KINDS.length),
};
// What is predicted of each bone, as a table: bones of one image are drawn together where intervals are made.
const groups = held.images;
const columns = { lengthMm: held.measurements.map(({ feretDiameterMax }) => feretDiameterMax) };
const accuracy: Record<string, metrics.Interval> = {};
for (const [name, classifier] of Object.entries(classifiers)) {
  await train.fit(classifier, { train: rows, val: null, classes: KINDS }, { epochs: 60, lr: 0.03, seed });
  const file = path.join(options.out, `kinds-${name}.csv`);
  await train.evaluate(classifier, test, { classes: KINDS, out: { file, groups, columns } });
  const { figures } = await metrics.fromPredictions(file);
  accuracy[name] = figures.accuracy as metrics.Interval; // every table of classes has it
  await train.report(file, { title: `Kinds of bones: ${name}` });
}
const counts = KINDS.map((kind) => learned.kinds.filter((one) => one === kind).length);
const commonest = KINDS[counts.indexOf(Math.max(...counts))];

const rounded = (value: number, digits = 3): number => Number(value.toFixed(digits));
const inShort = ({ value, low, high }: metrics.Interval) => [value, low, high].map((one) => rounded(one));
console.log(
  JSON.stringify({
    seed,
    dice: inShort(pooled.dice_bone as metrics.Interval), // of the one class
    bones: testScenes.reduce((sum, { kinds }) => sum + kinds.length, 0),
    regions: held.kinds.length,
    meanLengthOffMm: rounded(lengthOff(testScenes, held), 2),
    accuracy: Object.fromEntries(Object.entries(accuracy).map(([name, one]) => [name, inShort(one)])),
    commonestKind: rounded(held.kinds.filter((kind) => kind === commonest).length / held.kinds.length),
    seconds: Math.round((performance.now() - started) / 1000),
  }),
);
