/** What finetune.ts and same-batches.ts share: the recipe, its data, its networks and its loss. */

import { readFileSync } from "node:fs";
import { datasets, models, nn, type Tensor, transforms } from "torchts";

/** Everything both languages must do alike. */
export interface Recipe {
  /** Of the images in the order of the library's seeded split. */
  split: { seed: number; val: number; test: number };
  /** Edge that images are resized to, pixels. */
  size: number;
  /** Edge of what is cut out of them for training, pixels. */
  crop: number;
  batchSize: number;
  optimizer: "adamw";
  lr: number;
  weightDecay: number;
  epochs: Record<NetworkName, number>;
}

/** SegNet from scratch, or a U-Net over pretrained MobileNet V2. */
export type NetworkName = "segnet" | "unet";

export const recipe = JSON.parse(readFileSync(new URL("recipe.json", import.meta.url), "utf8")) as Recipe;

/** Per channel, darkest to 0 and brightest to 255, and nuclei bright: those of stained tissue are dark. */
function brightOnDark(image: Tensor): Tensor {
  const stretched = transforms.functional.autocontrast(image);
  const isBright = Number(stretched.float().mean().item()) > 127.5;
  return isBright ? transforms.functional.invert(stretched) : stretched;
}

/** `folder` holds images/ and masks/. */
export function openData(folder: string): Promise<datasets.SegmentationFolder> {
  const { size, crop, split } = recipe;
  const prepare = [brightOnDark, new transforms.Resize([size, size])];
  const finish = [
    new transforms.ToFloat(),
    new transforms.Normalize(transforms.IMAGENET_MEAN, transforms.IMAGENET_STD),
  ];
  const augment = [
    new transforms.RandomCrop(crop),
    new transforms.RandomHorizontalFlip(),
    new transforms.RandomVerticalFlip(),
  ];
  return datasets.SegmentationFolder.open(folder, {
    classes: ["nucleus"],
    split,
    trainTransform: new transforms.Compose([...prepare, ...augment, ...finish]),
    valTransform: new transforms.Compose([...prepare, ...finish]),
  });
}

/** `weights` is a file of MobileNet V2. The U-Net's last layer is made anew, with small values. */
export async function build(name: NetworkName, weights: string): Promise<models.SegNet | models.DynamicUNet> {
  if (name === "segnet") return models.segnet({ numClasses: 1 });
  const options = { encoder: "mobilenet_v2", weightsBackbone: weights, numClasses: 1 } as const;
  return models.replaceHead(await models.dynamic_unet(options), 1);
}

/** Binary cross-entropy plus soft Dice of the batch: crops without a nucleus have no Dice of their own. */
export function loss(logits: Tensor, masks: Tensor): Tensor {
  return nn.functional.diceCrossEntropy(logits, masks, { batch: true });
}
