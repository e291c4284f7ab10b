/** What the examples of masks share: SegNet and the U-Net, transforms and loss, one run, and a line of JSON at the end. */

import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import {
  type datasets,
  manualSeed,
  models,
  nn,
  setNumThreads,
  type Tensor,
  train,
  transforms,
} from "torchts";

/** SegNet from scratch, or a U-Net over pretrained MobileNet V2. */
export type NetworkName = "segnet" | "unet";

/** What recipe.json says, for both languages. */
export interface Recipe {
  /** Edge that images are resized to, pixels. */
  size: number;
  /** Edge of what is cut out of them for training, pixels. */
  crop: Record<NetworkName, number>;
  batchSize: number;
  optimizer: "adamw";
  lr: number;
  weightDecay: number;
  epochs: Record<NetworkName, number> | number;
}

type Steps = ConstructorParameters<typeof transforms.Compose>[0];

/** Images resized after `prepare`; for training mirrored crops of them. */
export function pairTransforms({ size, crop }: Recipe, network: NetworkName, prepare: Steps = []) {
  const resized = [...prepare, new transforms.Resize([size, size])];
  const augment = [
    new transforms.RandomCrop(crop[network]),
    new transforms.RandomHorizontalFlip(),
    new transforms.RandomVerticalFlip(),
  ];
  const finish = [
    new transforms.ToFloat(),
    new transforms.Normalize(transforms.IMAGENET_MEAN, transforms.IMAGENET_STD),
  ];
  return {
    trainTransform: new transforms.Compose([...resized, ...augment, ...finish]),
    valTransform: new transforms.Compose([...resized, ...finish]),
  };
}

/** `weights` is a file of MobileNet V2. The U-Net's last layer is made anew, with small values. */
export async function build(name: NetworkName, weights: string): Promise<models.SegNet | models.DynamicUNet> {
  if (name === "segnet") return models.segnet({ numClasses: 1 });
  const options = { encoder: "mobilenet_v2", weightsBackbone: weights, numClasses: 1 } as const;
  return models.replaceHead(await models.dynamic_unet(options), 1);
}

/** Binary cross-entropy plus soft Dice of the batch: crops with nothing to find have no Dice of their own. */
export function loss(logits: Tensor, masks: Tensor): Tensor {
  return nn.functional.diceCrossEntropy(logits, masks, { batch: true });
}

/** Trains one network as the command line and recipe.json say, and prints what was measured. */
export async function runSegmenter(
  recipeFile: URL,
  open: (folder: string, recipe: Recipe, network: NetworkName) => Promise<datasets.SegmentationFiles>,
): Promise<void> {
  const began = performance.now();
  const { values: options } = parseArgs({
    options: {
      data: { type: "string" },
      weights: { type: "string" },
      network: { type: "string" },
      seed: { type: "string", default: "0" },
      part: { type: "string", default: "test" },
      threads: { type: "string" },
      set: { type: "string", default: "{}" },
      out: { type: "string" },
    },
  });
  const { network, part, weights, out } = options;
  if (options.data === undefined || weights === undefined) throw new Error("--data and --weights are needed");
  if (network !== "segnet" && network !== "unet") throw new Error("--network is segnet or unet");
  if (part !== "val" && part !== "test") throw new Error("--part is val or test");
  if (options.threads !== undefined) setNumThreads(Number(options.threads));
  const recipe = { ...JSON.parse(readFileSync(recipeFile, "utf8")), ...JSON.parse(options.set) } as Recipe;
  const seed = Number(options.seed);
  manualSeed(seed);
  const model = await build(network, weights);
  const data = await open(options.data, recipe, network);
  const held = data[part];
  if (held === null) throw new Error(`the split leaves nothing to ${part}`);

  const { batchSize, optimizer, lr, weightDecay } = recipe;
  const epochs = typeof recipe.epochs === "number" ? recipe.epochs : recipe.epochs[network];
  await train.fit(model, data, {
    epochs,
    batchSize,
    optimizer,
    lr,
    weightDecay,
    loss,
    seed,
    channelsLast: true,
    out,
    overwrite: out !== undefined,
    validateEvery: epochs, // the last weights are measured, so validating costs time alone
    onEvent: (event) => {
      if (event.type !== "epoch") return;
      const { epoch, trainLoss } = event.record;
      console.error(`${network} ${seed} epoch ${epoch}: loss ${trainLoss.toFixed(4)}`);
    },
  });
  const { perImage, pooled, images } = await train.evaluate(model, held, { batchSize, channelsLast: true });
  if (out !== undefined) await train.report(out, { data });
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  const { dice, iou } = perImage.mean;
  const each = { dice: images.map((one) => one.mean.dice), iou: images.map((one) => one.mean.iou) };
  const figures = { dice, iou, pooledDice: pooled.mean.dice, each };
  console.log(JSON.stringify({ side: "torchts", network, seed, part, ...figures, seconds }));
}
