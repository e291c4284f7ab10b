// Two thousand steps of a plain loop in which the user writes no scope: nothing accumulates.
import { expect, test } from "vitest";
import { BatchNorm2d, Conv2d, CrossEntropyLoss, Linear, Module } from "../../lib/nn/index.ts";
import { SGD } from "../../lib/optim/index.ts";
import { manualSeed, memory, randint, randn, setNumThreads, type Tensor } from "../../lib/tensor/index.ts";

class SmallCnn extends Module {
  conv1 = new Conv2d(3, 8, 3, { padding: 1 });
  bn1 = new BatchNorm2d(8);
  conv2 = new Conv2d(8, 16, 3, { stride: 2, padding: 1 });
  bn2 = new BatchNorm2d(16);
  fc = new Linear(16, 4);

  override forward(x: Tensor): Tensor {
    let y = this.bn1.forward(this.conv1.forward(x)).relu();
    y = this.bn2.forward(this.conv2.forward(y)).relu();
    return this.fc.forward(y.mean([2, 3]));
  }
}

const STEPS = 2000;
const FIRST = 10;
/** Dead tensors that may wait for a collection; the optimizer's step asks for one when it is cheap. */
const MOST_WAITING = 2048;
/** The heap of JavaScript itself settles within this many steps. */
const WARM_STEPS = 400;
const RSS_GROWTH = 0.05;

/** Live tensors once the dead ones are gone. */
function collected(): number {
  memory.collect();
  return memory.liveTensors();
}

test("2,000 steps: live tensors constant from step 10 on, resident memory up by less than 5 %", () => {
  manualSeed(0);
  setNumThreads(1); // The work is too small to share.
  const model = new SmallCnn();
  const optimizer = new SGD(model.parameters(), { lr: 0.01, momentum: 0.9 });
  const criterion = new CrossEntropyLoss();
  const images = randn([4, 3, 12, 12]);
  const labels = randint(4, [4]);
  let most = 0;
  let atFirst = 0;
  let atLast = 0;
  let rssWarm = 0;
  for (let step = 1; step <= STEPS; step++) {
    const loss = criterion.forward(model.forward(images), labels);
    optimizer.zeroGrad();
    loss.backward();
    optimizer.step();
    if (step === FIRST) atFirst = collected();
    if (step === STEPS) atLast = collected();
    if (step > FIRST) most = Math.max(most, memory.liveTensors());
    if (step === WARM_STEPS) rssWarm = process.memoryUsage.rss();
  }
  const rssEnd = process.memoryUsage.rss();
  expect(most).toBeLessThan(atFirst + MOST_WAITING);
  expect(atLast).toBe(atFirst);
  expect(rssEnd / rssWarm - 1).toBeLessThan(RSS_GROWTH);
});
