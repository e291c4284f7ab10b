/**
 * Fine-tunes Faster R-CNN over a pretrained MobileNet V2 to find blood cells.
 *
 *     npx tsx finetune.ts --data FOLDER --weights mobilenet_v2.pth --seed 0
 *
 * The folder has Pascal VOC's layout. Prints one JSON line; progress goes to stderr. finetune.py is the same recipe in Python.
 * `--part val` measures on the images that the recipe was chosen by.
 */

import { datasets, models } from "torchts";
import { partsOf, readArguments, recipeAt, trainAndMeasure } from "../detector.ts";

const options = readArguments();
const recipe = recipeAt(new URL("recipe.json", import.meta.url), options);
await trainAndMeasure(options, recipe, {
  // Two of the boxes are empty: cells at the border of which nothing is seen.
  open: () => datasets.VocDetection.open(options.data, { oneBased: true, badBoxes: "skip" }),
  build: async ({ classes }) => {
    const { minSize, maxSize } = recipe;
    const model = await models.fasterrcnn({
      backbone: "mobilenet_v2",
      weightsBackbone: options.weights,
      minSize,
      maxSize,
      ...partsOf(recipe),
    });
    return models.replaceHead(model, classes);
  },
});
