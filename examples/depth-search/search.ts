/**
 * How many stages of a pretrained ResNet-18 to fine-tune on four classes of brain MRI, found by trying depths.
 *
 *     npx tsx search.ts --images FOLDER --weights resnet18-partial.pth [--seeds 3] [--depths 0,1,2,5] [--epochs 2] [--size 48]
 *
 * The folder holds train/ and test/ with a folder per class; a fifth of train/ is held out, and the depths are compared on that
 * alone. The weights are ImageNet's conv1 to layer3, so layer4 and the head begin fresh. With --test the recommended depth is then
 * trained with each seed and measured on those images of test/ whose bytes are not in train/ too.
 *
 * Writes results.json (or --out) after each seed, goes on from what it holds, and puts the table into README.md.
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { datasets, manualSeed, models, nn, setNumThreads, train, transforms } from "torchts";
import { RunKeeper, withoutFilesOf } from "../runs.ts";
import { replaceBetween } from "../tables.ts";
import { type DepthRun, type DepthSettings, depthTable, recommendedOf } from "./depth-table.ts";

const { values: options } = parseArgs({
  options: {
    images: { type: "string" },
    weights: { type: "string" },
    seeds: { type: "string", default: "3" },
    depths: { type: "string", default: "0,1,2,5" },
    epochs: { type: "string", default: "2" },
    size: { type: "string", default: "48" },
    test: { type: "boolean", default: false },
    threads: { type: "string" },
    out: { type: "string" },
  },
});
const { images, weights, out } = options;
if (images === undefined || weights === undefined) throw new Error("--images and --weights are needed");
if (options.threads !== undefined) setNumThreads(Number(options.threads));
const [epochs, cropSize] = [Number(options.epochs), Number(options.size)];
const seeds = Array.from({ length: Number(options.seeds) }, (_, seed) => seed);

const data = await datasets.ImageFolder.open(images, {
  split: { val: 0.2, seed: 0 },
  trainTransform: new transforms.ClassificationTrainPreset({ cropSize, scale: [0.6, 1] }),
  valTransform: new transforms.ImageClassificationPreset({ cropSize, resizeSize: cropSize }),
});
if (data.test === null || data.val === null) throw new Error(`${images} needs train/ and test/`);
const learned = [...data.train.samples, ...data.val.samples];
const known = new datasets.ImageFolderSplit(learned, data.classes, data.train.transform);
const test = withoutFilesOf(data.test, known);

/** A network whose fresh layers are drawn with the seed. */
async function build(seed: number): Promise<models.ResNet> {
  manualSeed(seed);
  const model = await models.resnet18({ weights, strict: false });
  model.fc = new nn.Linear(model.fc.in_features, data.classes.length);
  return model as models.ResNet; // ResNet's own fc is a Linear too
}

const common = { epochs, lr: 1e-3, weightDecay: 0.01, batchSize: 32 } as const;

async function search({ seed }: { seed: number }): Promise<DepthRun> {
  const found = await train.searchDepth(build, data, {
    ...common,
    seeds: [seed],
    depths: options.depths.split(",").map(Number),
    onEvent: ({ depth, epoch, value }) =>
      console.error(
        `seed ${seed}, depth ${depth}, epoch ${epoch}: ${((value ?? Number.NaN) * 100).toFixed(1)} %`,
      ),
  });
  return {
    seed,
    depths: found.rows.map(({ depth, from, parameters, values }) => ({
      depth,
      from,
      parameters,
      accuracy: values[0] ?? Number.NaN,
    })),
    test: null,
    seconds: Math.round(found.seconds),
  };
}

const settings: DepthSettings = {
  network: "resnet18",
  size: cropSize,
  ...common,
  train: data.train.length,
  val: data.val.length,
  test: test.length,
  leftOut: data.test.length - test.length,
};
const kept = new RunKeeper<DepthSettings, DepthRun>(
  out ?? fileURLToPath(new URL("results.json", import.meta.url)),
  settings,
);
for (const seed of seeds) await kept.add({ seed }, search);

const recommended = recommendedOf(kept);
for (const run of options.test ? kept.runs : []) {
  if (run.test?.depth === recommended) continue;
  const model = await build(run.seed);
  await train.fit(model, data, { ...common, seed: run.seed, freeze: { depth: recommended } });
  const { accuracy } = await train.evaluate(model, test);
  run.test = { depth: recommended, accuracy };
  kept.save();
}
const table = depthTable(kept);
console.log(table);
if (out === undefined) {
  const readme = fileURLToPath(new URL("README.md", import.meta.url));
  replaceBetween(readme, "<!-- table -->", "<!-- end of table -->", table);
}
