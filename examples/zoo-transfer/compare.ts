/**
 * What pretrained weights are worth: three small networks of the zoo, from ImageNet and from random numbers, fine-tuned
 * whole on four classes of brain MRI.
 *
 *     npx tsx compare.ts --images FOLDER --weights FOLDER [--seeds 3] [--threads 2]
 *
 * The images' folder holds train/ and test/ with a folder per class; the weights' folder the files named in NETWORKS, or
 * leave it out to download torchvision's. Both starts share everything else. Writes results.json and the table in
 * README.md.
 */

import { readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { datasets, manualSeed, models, setNumThreads, train, transforms } from "torchts";

const NETWORKS = {
  squeezenet1_0: "squeezenet1_0/squeezenet1_0-deepcompression.pth",
  squeezenet1_1: "squeezenet1_1/squeezenet1_1-ncnn-fp16.pth",
  mobilenet_v2: "mobilenet_v2/mobilenet_v2-tf2ptq.pth",
} as const;
type Network = keyof typeof NETWORKS;

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
  const file = options.weights === undefined ? "DEFAULT" : path.join(options.weights, NETWORKS[network]);
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

const percent = (value: number): string => (100 * value).toFixed(1);
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

function table(runs: readonly Run[], seeds: number): string {
  const head = [...Array.from({ length: seeds }, (_, i) => `seed ${i}`), "mean", "seconds a run"];
  const lines = [`| network | start | ${head.join(" | ")} |`, `|${"---|".repeat(head.length + 2)}`];
  for (const network of Object.keys(NETWORKS)) {
    for (const start of STARTS) {
      const own = runs.filter((r) => r.network === network && r.start === start);
      const cells = own.map((r) => percent(r.accuracy));
      const seconds = Math.round(mean(own.map((r) => r.seconds)));
      lines.push(
        `| ${[network, start, ...cells, percent(mean(own.map((r) => r.accuracy))), seconds].join(" | ")} |`,
      );
    }
  }
  return lines.join("\n");
}

/** Writes beside and renames. */
function write(file: URL, text: string): void {
  const temporary = new URL(`${file.href}.tmp`);
  writeFileSync(temporary, text);
  renameSync(temporary, file);
}

const seeds = Number(options.seeds);
const runs: Run[] = [];
for (let seed = 0; seed < seeds; seed++) {
  for (const network of Object.keys(NETWORKS) as Network[]) {
    for (const start of STARTS) runs.push(await run(network, start, seed));
  }
}
write(new URL("results.json", import.meta.url), `${JSON.stringify({ recipe: RECIPE, runs }, null, 2)}\n`);
const readme = new URL("README.md", import.meta.url);
write(
  readme,
  readFileSync(readme, "utf8").replace(
    /<!-- table -->[\s\S]*<!-- end of table -->/,
    `<!-- table -->\n${table(runs, seeds)}\n<!-- end of table -->`,
  ),
);
