/** What finetune.ts and same-batches.ts share: the recipe and its data. Networks and loss are those of ../segmenter.ts. */

import { readFileSync } from "node:fs";
import { datasets, type Tensor, transforms } from "torchts";
import { type NetworkName, pairTransforms, type Recipe as Shared } from "../segmenter.ts";

export type { NetworkName };

/** Everything both languages must do alike. */
export interface Recipe extends Shared {
  /** Of the images in the order of the library's seeded split. */
  split: { seed: number; val: number; test: number };
}

export const recipe = JSON.parse(readFileSync(new URL("recipe.json", import.meta.url), "utf8")) as Recipe;

/** Per channel, darkest to 0 and brightest to 255, and nuclei bright: those of stained tissue are dark. */
function brightOnDark(image: Tensor): Tensor {
  const stretched = transforms.functional.autocontrast(image);
  const isBright = Number(stretched.float().mean().item()) > 127.5;
  return isBright ? transforms.functional.invert(stretched) : stretched;
}

/** `folder` holds images/ and masks/. */
export function openData(
  folder: string,
  given: Shared,
  network: NetworkName,
): Promise<datasets.SegmentationFolder> {
  return datasets.SegmentationFolder.open(folder, {
    classes: ["nucleus"],
    split: recipe.split,
    ...pairTransforms(given, network, [brightOnDark]),
  });
}
