/**
 * Fine-tuning with part of a pretrained network: ResNet-18 with ImageNet's conv1 to layer3 frozen, a fresh layer4
 * and a fresh head, on four classes of brain MRI.
 *
 *     npx tsx finetune.ts --images FOLDER --weights resnet18-partial.pth --init pretrained --seed 0
 *
 * The folder holds train/ and test/ with a folder per class. `--init random` leaves the weights out and changes
 * nothing else. Prints one JSON line; progress goes to stderr. finetune.py is the same recipe in Python.
 */

import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { datasets, manualSeed, models, nn, setNumThreads, train, transforms } from "torchts";

/** Everything both languages must do alike. */
interface Recipe {
  size: number;
  cropScale: [number, number];
  batchSize: number;
  epochs: number;
  optimizer: "adamw";
  lr: number;
  weightDecay: number;
}

const { values: options } = parseArgs({
  options: {
    images: { type: "string" },
    weights: { type: "string" },
    init: { type: "string", default: "pretrained" },
    seed: { type: "string", default: "0" },
    threads: { type: "string" },
  },
});
if (options.images === undefined || options.weights === undefined) {
  throw new Error("--images and --weights are needed");
}
if (options.threads !== undefined) setNumThreads(Number(options.threads));

const recipe = JSON.parse(readFileSync(new URL("recipe.json", import.meta.url), "utf8")) as Recipe;
const started = performance.now();
const seed = Number(options.seed);
manualSeed(seed);

// The network: what the file lacks stays fresh, and the report names it.
const weights = options.init === "pretrained" ? options.weights : null;
const model = await models.resnet18({ weights, strict: false });
const missing = model.origin?.report?.missing ?? [];
if (missing.length > 0) console.error(`not in the file, so fresh: ${missing.join(", ")}`);

// The data, prepared the same way whatever the network starts from.
const { size: cropSize, cropScale: scale } = recipe;
const data = await datasets.ImageFolder.open(options.images, {
  trainTransform: new transforms.ClassificationTrainPreset({ cropSize, scale, hflip: 0.5 }),
  valTransform: new transforms.ImageClassificationPreset({ cropSize, resizeSize: cropSize }),
});
if (data.test === null) throw new Error(`${options.images} has no test/ folder`);

// A new head; conv1 to layer3 frozen, their BatchNorm statistics included.
model.fc = new nn.Linear(model.fc.in_features, data.classes.length);
model.requiresGrad_(false);
model.layer4.requiresGrad_(true);
model.fc.requiresGrad_(true);

const { epochs, batchSize, optimizer, lr, weightDecay } = recipe;
await train.fit(model, data, {
  epochs,
  batchSize,
  optimizer,
  lr,
  weightDecay,
  seed,
  onEvent: (event) => {
    if (event.type !== "epoch") return;
    console.error(
      `${options.init} ${seed} epoch ${event.record.epoch}: loss ${event.record.trainLoss.toFixed(4)}`,
    );
  },
});

const { accuracy } = await train.evaluate(model, data.test, { batchSize });
const seconds = Math.round((performance.now() - started) / 100) / 10;
const result = { side: "torchts", init: options.init, seed, accuracy, seconds, missing: missing.length };
console.log(JSON.stringify(result));
