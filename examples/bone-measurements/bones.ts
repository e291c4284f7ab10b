/**
 * Segment bones, measure their lengths and areas, tell their kinds apart by a simple classifier: on drawn images, in less than
 * a minute on two CPU cores.
 *
 *     npx tsx bones.ts [--out FOLDER] [--seed 0] [--epochs 12] [--threads 2]
 *
 * Writes the tables of measurements and an overlay to the folder, prints one JSON line; progress goes to stderr.
 */

import { mkdirSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import {
  data,
  fromTypedArray,
  manualSeed,
  maskOverlay,
  models,
  regions,
  type SegmentationSample,
  setNumThreads,
  type Tensor,
  train,
  transforms,
  writeImage,
} from "torchts";
import { drawScene, KINDS, type Scene } from "./scene.ts";
import { type Bones, COLUMNS, joinBones, measureBones, SPACING, standardised } from "./table.ts";

const IMAGES = { segmentation: 64, table: 80, test: 60 } as const;
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
const imageOf = ({ pixels, size }: Scene): Tensor => fromTypedArray(pixels, [1, size, size]);
const maskOf = ({ bones, size }: Scene): Tensor =>
  fromTypedArray(
    BigInt64Array.from(bones, (bone) => (bone > 0 ? 1n : 0n)),
    [size, size],
  );
/** Gray to the network's three channels: (1, H, W) uint8 -> (3, H, W). */
const transform = new transforms.Compose([
  new transforms.Grayscale({ numOutputChannels: 3 }),
  new transforms.ToFloat(),
  new transforms.Normalize([0.4, 0.4, 0.4], [0.2, 0.2, 0.2]),
]);

// Segmentation: a small U-Net.
const samples = scenes(IMAGES.segmentation, 1).map((scene, index): SegmentationSample => {
  const image = transform.apply(imageOf(scene));
  return { image, mask: maskOf(scene), index, path: `scene ${index}` };
});
const model = await models.unet({ numClasses: 1, width: 8, depth: 3 });
await train.fit(
  model,
  { task: { name: "segmentation", kind: "binary" }, classes: CLASSES, train: new data.ArrayDataset(samples) },
  {
    epochs,
    batchSize: 8,
    lr: 3e-3,
    seed,
    onEvent: (event) => {
      if (event.type !== "epoch") return;
      console.error(`epoch ${event.record.epoch} of ${epochs}: loss ${event.record.trainLoss.toFixed(4)}`);
    },
  },
);

// Measurements: of what the network finds, in images that it was not trained on.
async function measure(part: readonly Scene[]): Promise<{ bones: Bones; overlap: number }> {
  const found = await models.segment(model, part.map(imageOf), {
    kind: "binary",
    classes: CLASSES,
    transform,
  });
  const bones = joinBones(found.map(({ mask }, i) => measureBones(mask, part[i] as Scene)));
  let [both, either] = [0, 0];
  for (const [i, { mask }] of found.entries()) {
    const truth = (part[i] as Scene).bones;
    for (const [at, value] of (mask.int().data() as Int32Array).entries()) {
      const bone = (truth[at] as number) > 0 ? 1 : 0;
      both += value * bone;
      either += value + bone;
    }
  }
  for (const one of found) one.dispose();
  return { bones, overlap: (2 * both) / either };
}

async function writeTable(file: string, { measurements, kinds }: Bones): Promise<data.CsvTable> {
  const table = regions.regionTable(measurements, { columns: COLUMNS });
  await regions.writeRegionCsv(file, table, { classes: kinds });
  return data.readCsv(file, { label: "class", columns: COLUMNS, classes: KINDS });
}

const [tableScenes, testScenes] = [scenes(IMAGES.table, 2), scenes(IMAGES.test, 3)];
const learned = await measure(tableScenes);
const held = await measure(testScenes);
const tables = [
  await writeTable(path.join(options.out, "bones.csv"), learned.bones),
  await writeTable(path.join(options.out, "bones-test.csv"), held.bones),
];
const example = testScenes[0] as Scene;
const shown = await models.segment(model, imageOf(example), { kind: "binary", transform });
await writeImage(
  maskOverlay(imageOf(example), shown.mask, { outline: true }),
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
const accuracy: Record<string, number> = {};
for (const [name, classifier] of Object.entries(classifiers)) {
  await train.fit(classifier, { train: rows, val: null, classes: KINDS }, { epochs: 60, lr: 0.03, seed });
  accuracy[name] = (await train.evaluate(classifier, test, { classes: KINDS })).accuracy;
}
const counts = KINDS.map((kind) => learned.bones.kinds.filter((one) => one === kind).length);
const commonest = KINDS[counts.indexOf(Math.max(...counts))];
accuracy.commonestKind =
  held.bones.kinds.filter((kind) => kind === commonest).length / held.bones.kinds.length;

const rounded = (value: number, digits = 3): number => Number(value.toFixed(digits));
console.log(
  JSON.stringify({
    seed,
    dice: rounded(held.overlap),
    bones: testScenes.reduce((sum, { kinds }) => sum + kinds.length, 0),
    regions: held.bones.kinds.length,
    meanLengthOffMm: rounded(lengthOff(testScenes, held.bones), 2),
    accuracy: Object.fromEntries(Object.entries(accuracy).map(([name, value]) => [name, rounded(value)])),
    seconds: Math.round((performance.now() - started) / 1000),
  }),
);
