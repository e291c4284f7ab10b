/**
 * Pretrained or from scratch, by how many images there are: the recipe of finetune.ts on 50, 100, 200 and 800 training images.
 *
 *     npx tsx sizes.ts --images FOLDER --weights resnet18-partial.pth --seeds 3
 *
 * Three starts: ImageNet's conv1 to layer3 frozen, the same with everything trained, and everything trained from random values. A
 * subset has as many images of each class, drawn with the seed. As each size has the same number of steps as 800 images in four
 * epochs, fewer images mean more epochs. Prints a line for each run and the table: test accuracy in percent, mean +- sample standard
 * deviation over the seeds.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { datasets, data as loading, manualSeed, models, nn, train, transforms } from "torchts";
import { markdown, meanAndDeviation } from "../tables.ts";

const { values: options } = parseArgs({
  options: {
    images: { type: "string" },
    weights: { type: "string" },
    seeds: { type: "string", default: "3" },
    sizes: { type: "string", default: "50,100,200,800" },
    steps: { type: "string", default: "100" },
  },
});
const { images, weights } = options;
if (images === undefined || weights === undefined) throw new Error("--images and --weights are needed");
const recipe = JSON.parse(readFileSync(new URL("recipe.json", import.meta.url), "utf8")) as {
  size: number;
  cropScale: [number, number];
  batchSize: number;
  lr: number;
  weightDecay: number;
};
const { size: cropSize, cropScale: scale, batchSize, lr, weightDecay } = recipe;
const STARTS = ["pretrained, frozen to layer3", "pretrained, all trained", "random, all trained"] as const;
type Start = (typeof STARTS)[number];

const data = await datasets.ImageFolder.open(images, {
  trainTransform: new transforms.ClassificationTrainPreset({ cropSize, scale, hflip: 0.5 }),
  valTransform: new transforms.ImageClassificationPreset({ cropSize, resizeSize: cropSize }),
});
const { test } = data;
if (test === null) throw new Error(`${images} has no test/ folder`);

/** Positions of so many images, as many of each class, drawn with the seed. */
function subset(count: number, seed: number): number[] {
  const rng = loading.Rng.derive(seed, count);
  const byClass = data.classes.map((_, label) =>
    data.train.samples.flatMap((sample, index) => (sample.label === label ? [index] : [])),
  );
  const drawn = byClass.map((indices) => rng.shuffle(indices));
  return Array.from(
    { length: count },
    (_, at) => drawn[at % drawn.length]?.[Math.floor(at / drawn.length)] ?? 0,
  );
}

async function run(start: Start, count: number, seed: number): Promise<number> {
  manualSeed(seed);
  const model = await models.resnet18({
    weights: start.startsWith("pretrained") ? weights : null,
    strict: false,
  });
  model.fc = new nn.Linear(512, data.classes.length);
  const chosen = new loading.Subset(data.train, subset(count, seed));
  const epochs = Math.max(1, Math.round(Number(options.steps) / Math.ceil(count / batchSize)));
  const freeze = start.includes("frozen") ? ({ until: "layer3" } as const) : ({ depth: "all" } as const);
  await train.fit(model, { train: chosen, classes: data.classes } as never, {
    epochs,
    batchSize,
    lr,
    weightDecay,
    seed,
    freeze,
  });
  return (await train.evaluate(model, test as NonNullable<typeof test>, { batchSize })).accuracy;
}

const found = new Map<string, number[]>();
const sizes = options.sizes.split(",").map(Number);
for (const count of sizes) {
  for (const start of STARTS) {
    for (let seed = 0; seed < Number(options.seeds); seed++) {
      const accuracy = await run(start, count, seed);
      found.set(`${start} ${count}`, [...(found.get(`${start} ${count}`) ?? []), accuracy]);
      console.error(JSON.stringify({ start, images: count, seed, accuracy }));
    }
  }
}

console.log(
  markdown(
    ["training images", ...STARTS],
    sizes.map((count) => [
      String(count),
      ...STARTS.map((start) => meanAndDeviation(found.get(`${start} ${count}`) ?? [])),
    ]),
  ),
);
