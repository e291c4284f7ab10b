/**
 * How many stages of a pretrained ResNet-18 to fine-tune on four classes of brain MRI, found by trying each depth.
 *
 *     npx tsx search.ts --images FOLDER --weights resnet18-partial.pth --seeds 3
 *
 * The folder holds train/ and test/ with a folder per class; a fifth of train/ is held out for comparing. The weights are ImageNet's
 * conv1 to layer3, so layer4 and the head begin fresh. Prints the table, then the accuracy on test/ of a run with the recommended
 * depth.
 */
import { parseArgs } from "node:util";
import { datasets, manualSeed, models, nn, train, transforms } from "torchts";

const { values: options } = parseArgs({
  options: {
    images: { type: "string" },
    weights: { type: "string" },
    seeds: { type: "string", default: "3" },
    epochs: { type: "string", default: "4" },
    size: { type: "string", default: "96" },
  },
});
const { images, weights } = options;
if (images === undefined || weights === undefined) throw new Error("--images and --weights are needed");
const [epochs, cropSize] = [Number(options.epochs), Number(options.size)];
const seeds = Array.from({ length: Number(options.seeds) }, (_, seed) => seed);

const data = await datasets.ImageFolder.open(images, {
  split: { val: 0.2, seed: 0 },
  trainTransform: new transforms.ClassificationTrainPreset({ cropSize, scale: [0.6, 1] }),
  valTransform: new transforms.ImageClassificationPreset({ cropSize, resizeSize: cropSize }),
});

/** A network whose fresh layers are drawn with the seed. */
async function build(seed: number): Promise<models.ResNet> {
  manualSeed(seed);
  const model = await models.resnet18({ weights, strict: false });
  model.fc = new nn.Linear(512, data.classes.length);
  return model as models.ResNet;
}

const common = { epochs, lr: 1e-3, weightDecay: 0.01, batchSize: 32 } as const;
const search = await train.searchDepth(build, data, {
  ...common,
  seeds,
  onEvent: ({ depth, seed, epoch, value }) =>
    console.error(
      `seed ${seed}, depth ${depth}, epoch ${epoch}: ${((value ?? Number.NaN) * 100).toFixed(1)} %`,
    ),
});
console.log(String(search));

const model = await build(0);
await train.fit(model, data, { ...common, freeze: { depth: search.recommended } });
if (data.test !== null) {
  const { accuracy } = await train.evaluate(model, data.test);
  console.log(`depth ${search.recommended}, ${(100 * accuracy).toFixed(1)} % of the test images`);
}
