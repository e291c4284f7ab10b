/**
 * Trains for a few steps on batches that it writes down, with the network before and after, for same_batches.py to do the
 * same and compare: whether the two languages take the same steps, which runs of chance cannot show.
 *
 *     npx tsx same-batches.ts --data FOLDER --weights mobilenet_v2.pth --network unet --out EMPTY_FOLDER
 */

import path from "node:path";
import { parseArgs } from "node:util";
import { inferenceMode, io, manualSeed, setNumThreads, type Tensor, tensor, train } from "torchts";
import { build, loss } from "../segmenter.ts";
import { openData, recipe } from "./recipe.ts";

const STEPS = 6;
const SEED = 0;

const { values: options } = parseArgs({
  options: {
    data: { type: "string" },
    weights: { type: "string" },
    network: { type: "string" },
    out: { type: "string" },
    threads: { type: "string" },
  },
});
const { network, out } = options;
if (options.data === undefined || options.weights === undefined || out === undefined) {
  throw new Error("--data, --weights and --out are needed");
}
if (network !== "segnet" && network !== "unet") throw new Error("--network is segnet or unet");
if (options.threads !== undefined) setNumThreads(Number(options.threads));

manualSeed(SEED);
const model = await build(network, options.weights);
await io.saveSafetensors(model.stateDict(), path.join(out, "before.safetensors"));

const data = await openData(options.data, recipe, network);
const { batchSize, optimizer, lr, weightDecay } = recipe;
const batches: { images: Tensor; masks: Tensor }[] = [];
for await (const batch of data.loader("train", { batchSize, seed: SEED })) {
  batches.push(batch);
  if (batches.length === STEPS) break;
}
const given = {
  length: STEPS,
  async *[Symbol.asyncIterator]() {
    yield* batches;
  },
};
const losses: number[] = [];
await train.fit(
  model,
  { task: data.task, classes: data.classes, train: given },
  {
    epochs: 1,
    optimizer,
    lr,
    weightDecay,
    loss,
    channelsLast: true,
    onEvent: (event) => {
      if (event.type === "step") losses.push(event.loss);
    },
  },
);
await io.saveSafetensors(model.stateDict(), path.join(out, "after.safetensors"));

// The images of the validation part too, so that preparing them is compared.
const record = new Map<string, Tensor>([["losses", tensor(losses, { dtype: "float64" })]]);
for (const [i, { images, masks }] of batches.entries()) {
  record.set(`images.${i}`, images).set(`masks.${i}`, masks);
}
for await (const { images, masks } of data.loader("val", { batchSize })) {
  const logits = inferenceMode(() => model.forward(images.contiguous({ memoryFormat: "channels_last" })));
  record.set("held.images", images).set("held.masks", masks).set("held.logits", logits);
  break;
}
await io.saveSafetensors(record, path.join(out, "record.safetensors"));
console.log(JSON.stringify({ network, losses }));
