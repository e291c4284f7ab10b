/** What the examples of classes, grades and several labels share: their arguments, the recipe, and a line of JSON at the end. */

import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { manualSeed, type metrics, setNumThreads, transforms } from "torchts";

/** What recipe.json says, for both languages. */
export interface Recipe {
  /** Edge of the network's input, pixels. */
  size: number;
  /** Share of the image that a training crop shows. */
  cropScale: [number, number];
  batchSize: number;
  epochs: number;
  lr: number;
  weightDecay: number;
}

/**
 * What the command line and recipe.json of an example say; threads and seed are set.
 *
 * @param more options of the example alone, each with what it is where it is not given
 */
export function setting<More extends string = never>(
  recipeFile: URL,
  more: Readonly<Record<More, string>> = {} as Record<More, string>, // then there are none
) {
  const began = performance.now();
  const own = Object.entries<string>(more).map(([name, value]) => [name, { type: "string", default: value }]);
  const { values } = parseArgs({
    options: {
      ...(Object.fromEntries(own) as Record<never, never>), // their names are the caller's
      data: { type: "string" },
      weights: { type: "string", default: "DEFAULT" },
      seed: { type: "string", default: "0" },
      part: { type: "string", default: "test" },
      threads: { type: "string" },
      set: { type: "string", default: "{}" },
      out: { type: "string" },
    },
  });
  const { data, weights, out } = values;
  if (data === undefined) throw new Error("--data is needed");
  if (values.part !== "val" && values.part !== "test") throw new Error("--part is val or test");
  const part: "val" | "test" = values.part;
  if (values.threads !== undefined) setNumThreads(Number(values.threads));
  const seed = Number(values.seed);
  manualSeed(seed);
  const recipe = { ...JSON.parse(readFileSync(recipeFile, "utf8")), ...JSON.parse(values.set) } as Recipe;
  const { size: cropSize, cropScale: scale, epochs, batchSize, lr, weightDecay } = recipe;
  return {
    data,
    weights: weights === "none" ? null : weights,
    part,
    size: cropSize,
    more: values as unknown as Record<More, string>, // with a default each
    transforms: {
      trainTransform: new transforms.ClassificationTrainPreset({ cropSize, scale, hflip: 0.5 }),
      valTransform: new transforms.ImageClassificationPreset({ cropSize, resizeSize: cropSize }),
    },
    fit: { epochs, batchSize, lr, weightDecay, seed, out, overwrite: out !== undefined },
    /** Where the predictions of the part are written, for figures with intervals: in the run, where it is kept. */
    predictions: path.join(out ?? mkdtempSync(path.join(tmpdir(), "torchts-example-")), "predictions.csv"),
    /** Prints what was measured. */
    tell(figures: Readonly<Record<string, unknown>>): void {
      const seconds = Math.round((performance.now() - began) / 100) / 10;
      console.log(JSON.stringify({ side: "torchts", seed, part, ...figures, seconds }));
    },
  };
}

/** The ends of an interval, as results.json has them. */
export function endsOf(figure: metrics.Interval | undefined): [low: number, high: number] {
  return [figure?.low ?? Number.NaN, figure?.high ?? Number.NaN];
}
