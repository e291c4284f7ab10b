/**
 * Fine-tunes SegNet, or a U-Net over a pretrained MobileNet V2, to find nuclei in microscope images.
 *
 *     npx tsx finetune.ts --data FOLDER --weights mobilenet_v2.pth --network unet --seed 0 [--out runs/nuclei]
 *
 * The folder holds images/ and masks/. Prints one JSON line; progress goes to stderr. finetune.py is the same recipe in
 * Python. `--part val` measures on the images that the recipe was chosen by; `--out` keeps the
 * run with its report, `--set '{"epochs":1}'` overrides the recipe.
 */

import { parseArgs } from "node:util";
import { manualSeed, setNumThreads, train } from "torchts";
import { build, loss, openData, recipe } from "./recipe.ts";

const { values: options } = parseArgs({
  options: {
    data: { type: "string" },
    weights: { type: "string" },
    network: { type: "string" },
    seed: { type: "string", default: "0" },
    part: { type: "string", default: "test" },
    threads: { type: "string" },
    out: { type: "string" },
    set: { type: "string", default: "{}" },
  },
});
const { network, part, out } = options;
if (options.data === undefined || options.weights === undefined) {
  throw new Error("--data and --weights are needed");
}
if (network !== "segnet" && network !== "unet") throw new Error("--network is segnet or unet");
if (part !== "val" && part !== "test") throw new Error("--part is val or test");
if (options.threads !== undefined) setNumThreads(Number(options.threads));

const started = performance.now();
const seed = Number(options.seed);
manualSeed(seed);
const model = await build(network, options.weights);
const data = await openData(options.data);
const held = data[part];
if (held === null) throw new Error(`the split leaves nothing to ${part}`);

const { batchSize, optimizer, lr, weightDecay } = recipe;
const { epochs = recipe.epochs[network] } = JSON.parse(options.set) as { epochs?: number };
await train.fit(model, data, {
  epochs,
  batchSize,
  optimizer,
  lr,
  weightDecay,
  loss,
  seed,
  ...{ out, overwrite: out !== undefined },
  channelsLast: true,
  validateEvery: epochs,
  onEvent: (event) => {
    if (event.type !== "epoch") return;
    const { epoch, trainLoss } = event.record;
    console.error(`${network} ${seed} epoch ${epoch}: loss ${trainLoss.toFixed(4)}`);
  },
});

const { perImage, pooled } = await train.evaluate(model, held, { batchSize, channelsLast: true });
if (out !== undefined) await train.report(out, { data });
const seconds = Math.round((performance.now() - started) / 100) / 10;
const figures = { dice: perImage.mean.dice, pooledDice: pooled.mean.dice };
console.log(JSON.stringify({ side: "torchts", network, seed, part, ...figures, seconds }));
