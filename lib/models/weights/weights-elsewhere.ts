/** Weights that are published elsewhere than torchvision's, and whose preprocessing is known. */

import type { WeightsFacts } from "./weights-entry.ts";

/**
 * The file's network takes BGR images of 0 to 255 without the means 104, 117, 128. Here the network turns RGB round
 * (`bgrInput`), and the preset does the rest: for x in [0, 1], (x - mean / 255) / (1 / 255) is 255 x - mean.
 *
 * Facts: `pretrainedmodels.pretrained_settings["bninception"]` and the accuracies in its README
 * (https://github.com/Cadene/pretrained-models.pytorch); the hash is the one in the file's name.
 */
const BN_INCEPTION = {
  name: "IMAGENET1K_V1",
  enumName: "InceptionV2_Weights",
  isDefault: true,
  task: "classification",
  url: "http://data.lip6.fr/cadene/pretrainedmodels/bn_inception-52deb4733.pth",
  sha256Prefix: "52deb4733",
  numParams: 11295240,
  acc1: 73.522,
  acc5: 91.56,
  cropSize: 224,
  resizeSize: 256,
  interpolation: "bilinear",
  mean: [128 / 255, 117 / 255, 104 / 255],
  std: [1 / 255, 1 / 255, 1 / 255],
  minSize: [32, 32],
  numCategories: 1000,
  recipe: "https://github.com/Cadene/pretrained-models.pytorch#bninception",
} as const satisfies WeightsFacts;

/** The entries of each builder, as WEIGHTS_TABLE has torchvision's. */
export const OTHER_WEIGHTS = {
  inception_v2: [BN_INCEPTION],
} as const satisfies Record<string, readonly WeightsFacts[]>;
