/** What the detection examples share: their arguments, the recipe, training and the measures that one JSON line holds. */

import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type datasets, manualSeed, type models, setNumThreads, train } from "torchts";

/** What recipe.json says, for both languages. */
export interface Recipe {
  /** Shorter edge to which the network resizes an image, pixels. */
  minSize: number;
  /** Most of the longer edge. */
  maxSize: number;
  batchSize: number;
  epochs: number;
  lr: number;
  weightDecay: number;
  /** Steps in which the rate rises. */
  warmup: number;
  /** The features that the pyramid is built on, by the pixels of the image that one of theirs spans. */
  reductions: number[];
  /** Channels of the pyramid. */
  channels: number;
  /** Edge of the anchors over their level's reduction. */
  anchorScale: number;
  /** Channels of the convolutions for masks. */
  maskLayers?: number[];
  /** Boxes that the first stage proposes while it trains. */
  trainProposals: number;
  /** Boxes that it proposes after. */
  proposals: number;
  /** Boxes of an image from which the second stage learns. */
  roisPerImage: number;
  /** Most objects in an image. */
  detectionsPerImage: number;
}

/** The command line. */
export interface Arguments {
  data: string;
  weights: string;
  seed: number;
  part: "val" | "test";
  /** Folder of the run with its report, for `torchts detect`; nothing is kept where it is not given. */
  out: string | undefined;
  /** JSON that overrides the recipe, to choose it on the part val. */
  set: string;
}

export function readArguments(): Arguments {
  const { values } = parseArgs({
    options: {
      data: { type: "string" },
      weights: { type: "string" },
      seed: { type: "string", default: "0" },
      part: { type: "string", default: "test" },
      out: { type: "string" },
      threads: { type: "string" },
      set: { type: "string", default: "{}" },
    },
  });
  const { data, weights, part, out, set, seed, threads } = values;
  if (data === undefined || weights === undefined) throw new Error("--data and --weights are needed");
  if (part !== "val" && part !== "test") throw new Error("--part is val or test");
  if (threads !== undefined) setNumThreads(Number(threads));
  return { data, weights, part, out, set, seed: Number(seed) };
}

export function recipeAt(file: URL, options: Arguments): Recipe {
  const recipe = JSON.parse(readFileSync(file, "utf8")) as Recipe;
  return { ...recipe, ...(JSON.parse(options.set) as Partial<Recipe>) };
}

/** What the recipe says of both networks, as their builders take it. */
export function partsOf(recipe: Recipe) {
  return {
    pyramidReductions: recipe.reductions,
    pyramidChannels: recipe.channels,
    anchorScale: recipe.anchorScale,
    rpnPostNmsTopNTrain: recipe.trainProposals,
    rpnPostNmsTopNTest: recipe.proposals,
    boxBatchSizePerImage: recipe.roisPerImage,
    boxDetectionsPerImg: recipe.detectionsPerImage,
  };
}

/** Trains on the part train, measures on the part asked for, and prints what one run came to. */
export async function trainAndMeasure<
  D extends datasets.DetectionFiles,
  M extends models.detection.GeneralizedRCNN,
>(
  options: Arguments,
  recipe: Recipe,
  { open, build }: { open: () => Promise<D>; build: (data: D) => Promise<M> },
): Promise<void> {
  const started = performance.now();
  const { seed, part, out } = options;
  manualSeed(seed);
  const data = await open();
  const held = data[part];
  if (held === null) throw new Error(`there is nothing to ${part}`);
  const model = await build(data);
  const { epochs, batchSize, lr, weightDecay, warmup, detectionsPerImage } = recipe;
  await train.fit(model, data, {
    epochs,
    batchSize,
    optimizer: "adamw",
    lr,
    weightDecay,
    warmup,
    seed,
    out,
    validateEvery: epochs,
    onEvent: (event) => {
      if (event.type !== "epoch") return;
      const { epoch, trainLoss } = event.record;
      console.error(`${seed} epoch ${epoch}: loss ${trainLoss.toFixed(4)}`);
    },
  });
  const { figures } = await train.evaluate(model, held, {
    batchSize,
    maxDetections: [1, 10, detectionsPerImage],
  });
  if (out !== undefined) await train.report(out, { data });
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  console.log(JSON.stringify({ side: "torchts", seed, part, ...figures, seconds }));
}
