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
import { markdown, mean, meanAndDeviation, percent, replaceBetween, write } from "../tables.ts";

const NETWORKS = {
  squeezenet1_0: { title: "SqueezeNet 1.0", file: "squeezenet1_0/squeezenet1_0-deepcompression.pth" },
  squeezenet1_1: { title: "SqueezeNet 1.1", file: "squeezenet1_1/squeezenet1_1-ncnn-fp16.pth" },
  mobilenet_v2: { title: "MobileNet V2", file: "mobilenet_v2/mobilenet_v2-tf2ptq.pth" },
} as const;
type Network = keyof typeof NETWORKS;
const networks = Object.keys(NETWORKS) as Network[]; // the keys of NETWORKS

const RECIPE = { size: 128, minScale: 0.6, batchSize: 32, epochs: 4, lr: 3e-4, weightDecay: 0.01 } as const;
const STARTS = ["pretrained", "random"] as const;

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

interface Run {
  network: Network;
  start: (typeof STARTS)[number];
  seed: number;
  accuracy: number;
  seconds: number;
}

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

/** The runs of a network and a start, in the order of the seeds. */
function runsOf(runs: readonly Run[], network: Network, start: Run["start"], seeds: number): Run[] {
  const own = runs.filter((run) => run.network === network && run.start === start && run.seed < seeds);
  return own.sort((a, b) => a.seed - b.seed);
}

/** One row per network and start, seeds as columns. */
function table(runs: readonly Run[], seeds: number): string {
  const columns = Array.from({ length: seeds }, (_, i) => `seed ${i}`);
  const rows = networks.flatMap((network) =>
    STARTS.map((start) => {
      const own = runsOf(runs, network, start, seeds);
      const accuracies = own.map((run) => run.accuracy);
      const seconds = mean(own.map((run) => run.seconds)).toFixed(0);
      return [network, start, ...accuracies.map(percent), meanAndDeviation(accuracies), seconds];
    }),
  );
  return markdown(["network", "start", ...columns, "mean ± deviation", "seconds a run"], rows);
}

/** The same in short, for the repository's README.md: one row per network, starts as columns. */
function shortTable(runs: readonly Run[], seeds: number): string {
  const rows = networks.map((network) => [
    NETWORKS[network].title,
    ...STARTS.map((start) => {
      const accuracies = runsOf(runs, network, start, seeds).map((run) => run.accuracy);
      return `${accuracies.map(percent).join(", ")} (${meanAndDeviation(accuracies)})`;
    }),
  ]);
  return markdown(["", "from ImageNet's weights", "from random ones"], rows);
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
