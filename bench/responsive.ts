/**
 * `npm run bench:responsive`: how long the event loop stands still while a network trains.
 *
 *     npm run bench:responsive -- [--steps 12] [--batch 16] [--out file.json]
 *
 * ResNet-18 at 224 pixels, with `backward()` and with `await backwardAsync()`, which is what `train.fit` does. Beside each
 * the time of a step, since a pause can only be judged against that.
 */

import { renameSync, writeFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { parseArgs } from "node:util";
import type * as Torchts from "../lib/index.ts";
import { median } from "./report.ts";

const { values: options } = parseArgs({
  options: {
    steps: { type: "string", default: "12" },
    batch: { type: "string", default: "16" },
    out: { type: "string" },
  },
});
const torchts = (await import(new URL("../dist/node/index.js", import.meta.url).href)) as typeof Torchts;
const { keep, manualSeed, models, nn, optim, randint, randn, scope } = torchts;

const steps = Number(options.steps);
const batch = Number(options.batch);
manualSeed(0);
const model = await models.resnet18();
const images = keep(randn([batch, 3, 224, 224]));
const labels = keep(randint(1000, [batch]));
const optimizer = new optim.SGD(model.parameters(), { lr: 0.01, momentum: 0.9 });
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

interface Measured {
  way: string;
  longestPauseMs: number;
  stepMs: number;
}

async function measure(way: string, work: (times: number[]) => Promise<void>): Promise<Measured> {
  const times: number[] = [];
  const delay = monitorEventLoopDelay({ resolution: 5 });
  await turn();
  delay.enable();
  await work(times);
  await new Promise((resolve) => setTimeout(resolve, 20));
  delay.disable();
  const result = { way, longestPauseMs: Math.round(delay.max / 1e6), stepMs: Math.round(median(times)) };
  console.log(`${way.padEnd(24)} longest pause ${result.longestPauseMs} ms, a step ${result.stepMs} ms`);
  return result;
}

const loop = (backward: (loss: Torchts.Tensor) => unknown) => async (times: number[]) => {
  for (let i = 0; i < steps; i++) {
    const start = performance.now();
    await scope(async () => {
      optimizer.zeroGrad();
      await backward(nn.functional.crossEntropy(model.forward(images), labels));
      await turn();
      optimizer.step();
    });
    await turn();
    times.push(performance.now() - start);
  }
};

const results = [
  await measure(
    "backward()",
    loop((loss) => loss.backward()),
  ),
  await measure(
    "await backwardAsync()",
    loop((loss) => loss.backwardAsync()),
  ),
];

const result = { node: process.version, batch, steps, results };
if (options.out !== undefined) {
  writeFileSync(`${options.out}.tmp`, `${JSON.stringify(result, null, 2)}\n`);
  renameSync(`${options.out}.tmp`, options.out);
}
