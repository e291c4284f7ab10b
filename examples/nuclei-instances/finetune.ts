/**
 * Fine-tunes Mask R-CNN over a pretrained MobileNet V2 to find nuclei and their outlines.
 *
 *     npx tsx finetune.ts --data FOLDER --weights mobilenet_v2.pth --seed 0
 *
 * The folder holds images/ and instances/, where each nucleus has a number of its own. Prints one JSON line; progress goes to
 * stderr. finetune.py is the same recipe in Python. `--part val` measures on the images that the recipe was chosen by.
 */

import { datasets, models } from "torchts";
import { partsOf, readArguments, recipeAt, trainAndMeasure } from "../detector.ts";

const options = readArguments();
const recipe = recipeAt(new URL("recipe.json", import.meta.url), options);
await trainAndMeasure(options, recipe, {
  // The parts are those of nuclei-segmentation/split.json, which finetune.py reads.
  open: () =>
    datasets.InstanceMasks.open(options.data, {
      classes: ["nucleus"],
      masksDir: "instances",
      split: { seed: 0, val: 0.1, test: 0.2 },
    }),
  build: async ({ classes }) => {
    const { minSize, maxSize } = recipe;
    const model = await models.maskrcnn({
      backbone: "mobilenet_v2",
      weightsBackbone: options.weights,
      minSize,
      maxSize,
      ...partsOf(recipe),
      maskLayers: recipe.maskLayers,
    });
    return models.replaceHead(model, classes);
  },
});
