/**
 * Fine-tunes SegNet, or a U-Net over a pretrained MobileNet V2, to find polyps in pictures of colonoscopies.
 *
 *     npx tsx finetune.ts --data FOLDER --weights mobilenet_v2.pth --network unet --seed 0 [--part val] [--out runs/polyps]
 *
 * The folder holds images/ and masks/; split.csv says which are a pair, and in which part. Prints one JSON line; progress goes
 * to stderr. finetune.py is the same recipe in Python.
 */

import { fileURLToPath } from "node:url";
import { datasets } from "torchts";
import { pairTransforms, runSegmenter } from "../segmenter.ts";

await runSegmenter(new URL("recipe.json", import.meta.url), (folder, recipe, network) =>
  datasets.segmentationFromCsv(fileURLToPath(new URL("split.csv", import.meta.url)), undefined, {
    root: folder,
    classes: ["polyp"],
    threshold: 128, // the masks are JPEG files: 0 to 8 and 247 to 255
    ...pairTransforms(recipe, network),
  }),
);
