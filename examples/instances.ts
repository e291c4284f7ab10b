/**
 * What the examples of drawn objects share: their arguments, some training, and what is made of the images held out: figures,
 * pictures, a table of measurements, and the report of the run.
 */

import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import {
  type datasets,
  drawBoxes,
  manualSeed,
  models,
  readImage,
  setNumThreads,
  train,
  writeImage,
} from "torchts";

/** The command line. */
export interface Arguments {
  data: string;
  /** File of the backbone's weights, or null for none. */
  weights: string | null;
  model: "maskrcnn" | "fasterrcnn";
  /** Steps of training; the epochs are as many as they need. */
  steps: number;
  /** Edge to which the network resizes the shorter side of images, pixels. */
  size: number;
  seed: number;
  out: string;
}

/** @param size where none is said */
export function readArguments(size: number): Arguments {
  const { values } = parseArgs({
    options: {
      data: { type: "string" },
      weights: { type: "string" },
      model: { type: "string", default: "maskrcnn" },
      steps: { type: "string", default: "20" },
      size: { type: "string", default: String(size) },
      seed: { type: "string", default: "0" },
      out: { type: "string", default: "found" },
      threads: { type: "string" },
    },
  });
  const { data, weights, model, steps, seed, out, threads } = values;
  if (data === undefined || weights === undefined) throw new Error("--data and --weights are needed");
  if (model !== "maskrcnn" && model !== "fasterrcnn") throw new Error("--model is maskrcnn or fasterrcnn");
  if (threads !== undefined) setNumThreads(Number(threads));
  return {
    ...{ data, model, out },
    weights: weights === "none" ? null : weights,
    ...{ steps: Number(steps), size: Number(values.size), seed: Number(seed) },
  };
}

/** A detector that learns in minutes on a processor: fewer channels and proposals than usual, and anchors for small objects. */
const LIGHT = {
  backbone: "mobilenet_v2",
  pyramidReductions: [8, 16, 32],
  pyramidChannels: 128,
  anchorScale: 4,
  rpnPostNmsTopNTrain: 600,
  rpnPostNmsTopNTest: 300,
  boxBatchSizePerImage: 64,
} as const;
/** Images that go through the network together in training. */
const BATCH = 2;
/** Objects are shown from this score on; after a few steps a network is sure of nothing. */
const SHOWN = 0.3;

/** Trains on the part train, then measures, draws and writes what is found in the part val; prints one JSON line. */
export async function learnAndLook(options: Arguments, data: datasets.DetectionFiles): Promise<void> {
  const started = performance.now();
  const { out, seed, steps, size } = options;
  mkdirSync(out, { recursive: true });
  manualSeed(seed);
  const { val } = data;
  if (val === null) throw new Error("there is nothing to look at: every image is of one group");

  const shape = { ...LIGHT, minSize: size, weightsBackbone: options.weights ?? undefined };
  const fresh =
    options.model === "maskrcnn"
      ? await models.maskrcnn({ ...shape, maskLayers: [128, 128] })
      : await models.fasterrcnn(shape);
  const model = models.replaceHead(fresh, data.classes);
  const epochs = Math.max(1, Math.round(steps / Math.ceil(data.train.length / BATCH)));
  const dir = path.join(out, "run");
  const result = await train.fit(model, data, {
    ...{ epochs, batchSize: BATCH, seed, out: dir, overwrite: true, lr: 3e-4, warmup: 0.3, gradientClip: 1 },
    validateEvery: epochs,
    onEvent: (event) => {
      if (event.type !== "epoch") return;
      console.error(`epoch ${event.record.epoch} of ${epochs}: loss ${event.record.trainLoss.toFixed(4)}`);
    },
  });

  // As it would be used later, from the folder of the run.
  const run = await train.loadRun(dir, { task: "detection" });
  const { figures } = await run.evaluate(val);
  const found = await run.detect(val.paths, { scoreThreshold: SHOWN });
  let objects = 0;
  for (const [at, file] of val.paths.entries()) {
    const image = await readImage(file);
    const name = path.parse(file).name;
    const { boxes, labels } = await val.readTarget(at);
    const names = (labels.toArray() as number[]).map((label) => data.classes[Number(label) - 1] as string);
    objects += names.length;
    await writeImage(drawBoxes(image, boxes, { labels: names }), path.join(out, `${name}.true.png`));
    const shown = found[at] as models.FoundObjects;
    await writeImage(
      shown.draw(image, { colorBy: "object", outline: true }),
      path.join(out, `${name}.found.png`),
    );
  }
  writeFileSync(path.join(out, "objects.csv"), models.foundToCsv(found));
  await train.report(dir, { data });

  const rounded = (value: number | undefined): number | null =>
    value === undefined || Number.isNaN(value) ? null : Number(value.toFixed(4));
  console.log(
    JSON.stringify({
      ...{ model: options.model, seed, size, train: data.train.length, val: val.length, objects },
      epochs,
      loss: rounded(result.last.trainLoss),
      ...{ mAP: rounded(figures.mAP), mAP50: rounded(figures.mAP50), maskAP50: rounded(figures.maskAP50) },
      found: found.reduce((sum, one) => sum + one.objects.length, 0),
      seconds: Math.round((performance.now() - started) / 1000),
    }),
  );
}
