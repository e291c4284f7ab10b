/**
 * Disc, vessels and fovea in photographs of the fundus, from end to end: field of view, patches of two pictures, the third to measure on.
 *
 *     npx tsx fundus.ts --data FOLDER --weights mobilenet_v2.pth --out runs/fundus [--threads 1]
 *
 * The folder holds images/ (IDRiD_02.jpg, ...) and masks/ of the disc (IDRiD_02_OD.tif, ...). Writes results.json and the table of README.md,
 * and a run folder a fold below --out, of which `torchts report` makes a page.
 */

import { mkdir } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import {
  datasets,
  manualSeed,
  medical,
  metrics,
  models,
  nn,
  readImage,
  readMask,
  regions,
  scope,
  setNumThreads,
  type Tensor,
  train,
  transforms,
  writeImage,
} from "torchts";
import { replaceBetween, write } from "../tables.ts";
import { type Fold, fundusTable } from "./table.ts";
import { vesselsOf } from "./vessels.ts";

const { values: options } = parseArgs({
  options: {
    data: { type: "string" },
    weights: { type: "string" },
    out: { type: "string" },
    threads: { type: "string" },
  },
});
const { data: folder, weights, out } = options;
if (folder === undefined || weights === undefined || out === undefined) {
  throw new Error("--data, --weights and --out are needed");
}
if (options.threads !== undefined) setNumThreads(Number(options.threads));

const NAMES = ["IDRiD_02", "IDRiD_11", "IDRiD_15"];
const CLASSES = ["disc", "vessels"];
/** Pixels of the file to one of what the network sees. */
const SHRINK = 8;
const PATCH = 96;
const EPOCHS = { masks: 6, fovea: 15 };
const work = path.join(out, "prepared");
for (const name of ["images", "fields", ...CLASSES.map((one) => `masks/${one}`)]) {
  await mkdir(path.join(work, name), { recursive: true });
}

/** Diameter of each disc, in pixels of its file. */
const discs: number[] = [];
for (const name of NAMES) {
  await scope(async () => {
    const image = await readImage(path.join(folder, "images", `${name}.jpg`));
    const drawn = path.join(folder, "masks", `${name}_OD.tif`);
    const disc = await readMask(drawn, {
      colors: [
        [0, 0, 0],
        [255, 0, 0],
      ],
    }); // a TIFF with a palette, read as its colours
    const [{ equivalentDiameter } = { equivalentDiameter: Number.NaN }] = regions.measureRegions(
      regions.labelRegions(disc),
    );
    discs.push(equivalentDiameter);
    const [height = 0, width = 0] = disc.shape;
    const size = [height / SHRINK, width / SHRINK] as const;
    const small = new transforms.Resize(size).apply(image);
    const field = medical.fieldOfView(small);
    const nearest = transforms.functional.resize(disc.unsqueeze(0), size, { interpolation: "nearest" });
    const save = (kind: string, pixels: Tensor) => writeImage(pixels, path.join(work, kind, `${name}.png`));
    const asBytes = (mask: Tensor) =>
      mask
        .to("uint8")
        .mul(255)
        .reshape([1, ...size]);
    await save("images", small);
    await save("fields", asBytes(field));
    await save("masks/disc", asBytes(nearest));
    await save("masks/vessels", asBytes(vesselsOf(small, field)));
  });
}

const data = await datasets.SegmentationFolder.open(work, { classes: CLASSES, threshold: 128 });
const points = await datasets.fromCsv(
  path.join(import.meta.dirname, "points.csv"),
  { image: "image", points: { fovea: ["fovea_x", "fovea_y"] } },
  { root: folder, ...pointTransforms() },
);
const folds: Fold[] = [];
for (const [held, name] of NAMES.entries()) {
  const others = [0, 1, 2].filter((at) => at !== held);
  const found = await segmentFold(name, held, others);
  folds.push({ name, ...found, ...(await foveaFold(name, held, others)) });
  console.error(JSON.stringify(folds.at(-1)));
}
write(path.join(import.meta.dirname, "results.json"), `${JSON.stringify({ folds }, null, 2)}\n`);
replaceBetween(
  path.join(import.meta.dirname, "README.md"),
  "<!-- table -->",
  "<!-- end of table -->",
  fundusTable(folds),
);
console.log(fundusTable(folds));

/** A U-Net that has seen patches of two pictures, on the third, within its field of view. */
async function segmentFold(
  name: string,
  held: number,
  others: number[],
): Promise<Omit<Fold, "name" | "fovea">> {
  manualSeed(0);
  const fresh = await models.dynamic_unet({
    encoder: "mobilenet_v2",
    weightsBackbone: weights,
    numClasses: 2,
  });
  const model = models.replaceHead(fresh, CLASSES);
  const tiles = await datasets.tiled(data.train.select(others), { size: PATCH, overlap: PATCH / 4 });
  const flips = [new transforms.RandomHorizontalFlip(), new transforms.RandomVerticalFlip()];
  const finish = [
    new transforms.ToFloat(),
    new transforms.Normalize(transforms.IMAGENET_MEAN, transforms.IMAGENET_STD),
  ];
  const test = await datasets.tiled(data.train.select([held]), { size: PATCH });
  await train.fit(
    model,
    {
      task: data.task,
      classes: data.classes,
      train: tiles.withTransform(new transforms.Compose([...flips, ...finish])),
      val: test.withTransform(new transforms.Compose(finish)),
    },
    {
      epochs: EPOCHS.masks,
      batchSize: 4,
      lr: 1e-3,
      seed: 0,
      channelsLast: true,
      loss: (logits, masks) =>
        nn.functional.diceCrossEntropy(logits, masks, { activation: "sigmoid", batch: true }),
      validateEvery: EPOCHS.masks, // what is held out decides nothing
      out: path.join(out as string, name),
      overwrite: true,
    },
  );
  return scope(async () => {
    const file = (kind: string) => path.join(work, kind, `${name}.png`);
    const { mask } = await models.segment(model.eval(), file("images"), {
      kind: "multilabel",
      window: { size: PATCH, overlap: 0.5 },
    });
    const field = (await readMask(file("fields"), { threshold: 128 })).to("bool");
    const figures = [];
    for (const [k, label] of CLASSES.entries()) {
      const truth = (await readMask(file(`masks/${label}`), { threshold: 128 })).to("bool").logicalAnd(field);
      const predicted = mask.select(0, k).logicalAnd(field);
      figures.push({
        dice: metrics.dice(predicted, truth),
        iou: metrics.iou(predicted, truth),
        clDice: metrics.clDice(predicted, truth),
      });
    }
    const [disc, vessels] = figures as [Fold["disc"], Fold["vessels"]]; // one for each class
    return { disc, vessels };
  });
}

/** How far the fovea of the third picture was missed: in pixels of the file, and in diameters of its disc. */
async function foveaFold(name: string, held: number, others: number[]): Promise<Pick<Fold, "fovea">> {
  manualSeed(0);
  const model = models.replaceHead(await models.mobilenet_v2({ weights }), points.task.names);
  await train.fit(
    model,
    { task: points.task, train: points.train.select(others), val: null },
    {
      epochs: EPOCHS.fovea,
      batchSize: 2,
      lr: 1e-3,
      seed: 0,
      standardise: { mean: [0.5, 0.5], sd: [0.25, 0.25] },
    },
  );
  const { valTransform: transform } = pointTransforms();
  const file = path.join(folder as string, "images", `${name}.jpg`);
  const { values } = await train.predictNumbers(model.eval(), file, { transform });
  const [[x = 0, y = 0] = []] = points.train.select([held]).targets;
  const pixels = Math.hypot((Number(values["fovea.x"]) - x) * 4288, (Number(values["fovea.y"]) - y) * 2848);
  return { fovea: { pixels, discDiameters: pixels / (discs[held] as number) } };
}

/** Flips, turns and shifts move the point with its image. */
function pointTransforms() {
  const resize = new transforms.Resize([160, 240]);
  const finish = [
    new transforms.ToFloat(),
    new transforms.Normalize(transforms.IMAGENET_MEAN, transforms.IMAGENET_STD),
  ];
  const moves = [
    new transforms.RandomHorizontalFlip(),
    new transforms.RandomVerticalFlip(),
    new transforms.RandomAffine(15, { translate: [0.15, 0.1] }),
  ];
  return {
    trainTransform: new transforms.Compose([resize, ...moves, ...finish]),
    valTransform: new transforms.Compose([resize, ...finish]),
  };
}
