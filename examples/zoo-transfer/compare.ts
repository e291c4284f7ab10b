/**
 * What pretrained weights are worth: three small networks of the zoo, from ImageNet and from random numbers, fine-tuned
 * whole on four classes of brain MRI.
 *
 *     npx tsx compare.ts --images FOLDER --weights FOLDER [--seeds 3] [--threads 2]
 *
 * The images' folder holds train/ and test/ with a folder per class; the weights' folder the files named in NETWORKS, or
 * leave it out to download torchvision's. Both starts share everything else. Writes results.json and the tables of
 * README.md, here and at the repository's top. Runs that results.json already holds are not run again; delete the file to
 * start anew.
 */

import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { datasets, manualSeed, models, setNumThreads, train, transforms } from "torchts";
import { replaceBetween, write } from "../tables.ts";
import { NETWORKS, type Network, networks, type Run, STARTS, shortTable, table } from "./table.ts";

const RECIPE = { size: 128, minScale: 0.6, batchSize: 32, epochs: 4, lr: 3e-4, weightDecay: 0.01 } as const;

const { values: options } = parseArgs({
  options: {
    images: { type: "string" },
    weights: { type: "string" },
    seeds: { type: "string", default: "3" },
    threads: { type: "string" },
  },
});
if (options.images === undefined) throw new Error("--images is needed");
if (options.threads !== undefined) setNumThreads(Number(options.threads));

async function run(network: Network, start: Run["start"], seed: number): Promise<Run> {
  const began = performance.now();
  manualSeed(seed);
  const file = options.weights === undefined ? "DEFAULT" : path.join(options.weights, NETWORKS[network].file);
  const model = await models.get(network, { weights: start === "pretrained" ? file : null });

  const { size: cropSize, minScale, epochs, batchSize, lr, weightDecay } = RECIPE;
  const data = await datasets.ImageFolder.open(options.images as string, {
    trainTransform: new transforms.ClassificationTrainPreset({ cropSize, scale: [minScale, 1], hflip: 0.5 }),
    valTransform: new transforms.ImageClassificationPreset({ cropSize, resizeSize: cropSize }),
  });
  if (data.test === null) throw new Error(`${options.images} has no test/ folder`);
  models.replaceHead(model, data.classes.length);

  await train.fit(model, data, { epochs, batchSize, optimizer: "adamw", lr, weightDecay, seed });
  const { accuracy } = await train.evaluate(model, data.test, { batchSize });
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  console.error(`${network} ${start} ${seed}: ${(100 * accuracy).toFixed(1)} % in ${seconds} s`);
  return { network, start, seed, accuracy, seconds };
}

const seeds = Number(options.seeds);
const here = path.dirname(fileURLToPath(import.meta.url));
const resultsFile = path.join(here, "results.json");
const runs = existsSync(resultsFile)
  ? (JSON.parse(readFileSync(resultsFile, "utf8")) as { runs: Run[] }).runs
  : [];
for (let seed = 0; seed < seeds; seed++) {
  for (const network of networks) {
    for (const start of STARTS) {
      if (runs.some((one) => one.network === network && one.start === start && one.seed === seed)) continue;
      runs.push(await run(network, start, seed));
      write(resultsFile, `${JSON.stringify({ recipe: RECIPE, runs }, null, 2)}\n`);
    }
  }
}
replaceBetween(path.join(here, "README.md"), "<!-- table -->", "<!-- end of table -->", table(runs, seeds));
const top = path.join(here, "..", "..", "README.md");
replaceBetween(top, "<!-- zoo:begin -->", "<!-- zoo:end -->", shortTable(runs, seeds));
