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
/** What steps leave (outputs and losses) waits for a collection only while steps are shorter than a few of its times. */
const MOST_WAITING = 36;
/** V8 may collect in the middle of a step by itself, so that what is in use then waits one collection longer. */
const EQUAL_SHARE = 0.9;
const LEFT_BY_TWO_STEPS = 6;
/** The heap of JavaScript itself settles within this many steps. */
const WARM_STEPS = 400;
const RSS_GROWTH = 0.05;

test("2,000 steps: live tensors constant from step 10 on, resident memory up by less than 5 %", () => {
  manualSeed(0);
  setNumThreads(1); // The work is too small to share.
  const model = new SmallCnn();
  const optimizer = new SGD(model.parameters(), { lr: 0.01, momentum: 0.9 });
  const criterion = new CrossEntropyLoss();
  const images = randn([4, 3, 12, 12]);
  const labels = randint(4, [4]);
  const alive: number[] = [];
  let rssWarm = 0;
  for (let step = 1; step <= STEPS; step++) {
    const loss = criterion.forward(model.forward(images), labels);
    optimizer.zeroGrad();
    loss.backward();
    optimizer.step();
    if (step >= FIRST) alive.push(memory.liveTensors());
    if (step === WARM_STEPS) rssWarm = process.memoryUsage.rss();
  }
  const rssEnd = process.memoryUsage.rss();
  const least = Math.min(...alive);
  expect(Math.max(...alive) - least).toBeLessThanOrEqual(MOST_WAITING);
  expect(rssEnd / rssWarm - 1).toBeLessThan(RSS_GROWTH);
});

test("steps of some milliseconds: as many tensors alive after each step", () => {
  manualSeed(0);
  const model = new SmallCnn();
  const optimizer = new SGD(model.parameters(), { lr: 0.01 });
  const criterion = new CrossEntropyLoss();
  const labels = randint(4, [16]);
  const alive: number[] = [];
  for (let step = 1; step <= 60; step++) {
    const images = randn([16, 3, 96, 96]);
    const loss = criterion.forward(model.forward(images), labels);
    optimizer.zeroGrad();
    loss.backward();
    optimizer.step();
    if (step >= FIRST) alive.push(memory.liveTensors());
  }
  const least = Math.min(...alive);
  expect(alive.filter((n) => n === least).length / alive.length).toBeGreaterThan(EQUAL_SHARE);
  expect(Math.max(...alive) - least).toBeLessThanOrEqual(LEFT_BY_TWO_STEPS);
});
