// Ten steps of a small convnet: fit's losses and final weights are those of a plain PyTorch loop.
import { describe, expect, test } from "vitest";
import type { FitOptions, StepEvent } from "../../lib/train/index.ts";
import * as train from "../../lib/train/index.ts";
import { expectClose, expectSame } from "../helpers/index.ts";
import { CLASSES, FixtureLoader, fixture, fixtureGroup, startNet } from "./convnet.ts";

/** Relative error of losses and weights after ten steps in float32. */
const STEPS_RTOL = 1e-4;

const recipes: [string, Partial<FitOptions>][] = [
  ["sgd", { optimizer: "sgd", lr: 0.05, momentum: 0.9, weightDecay: 1e-3 }],
  ["adamw", { optimizer: "adamw", lr: 0.01, weightDecay: 0.05 }],
  ["smoothed", { optimizer: "adam", lr: 0.01, classWeights: [1, 2, 0.5], labelSmoothing: 0.1 }],
];

async function run(options: Partial<FitOptions>, frozen: boolean, channelsLast = false) {
  const model = startNet();
  if (frozen) {
    model.conv1.requiresGrad_(false);
    model.bn1.requiresGrad_(false);
  }
  const steps: StepEvent[] = [];
  await train.fit(
    model,
    { train: new FixtureLoader(), classes: CLASSES },
    {
      epochs: 2,
      scheduler: "none",
      device: "cpu",
      channelsLast,
      onEvent: (event) => {
        if (event.type === "step") steps.push(event);
      },
      ...options,
    },
  );
  return { model, losses: Float64Array.from(steps, (step) => step.loss) };
}

describe.each(recipes)("%s", (name, options) => {
  test.each([
    ["everything trained", false, false],
    ["the first block frozen", true, false],
    ["channels-last", false, true],
  ])("%s", async (_, frozen, channelsLast) => {
    const { model, losses } = await run(options, frozen, channelsLast);
    const label = frozen ? `frozen.${name}` : name;
    expect(losses.length).toBe(10);
    expectClose(losses, fixture(`${label}.losses`).data() as Float32Array, STEPS_RTOL, "losses");
    const state = model.stateDict();
    for (const [key, expected] of fixtureGroup(`${label}.end.`)) {
      const actual = state.get(key);
      expect(actual, key).toBeDefined();
      if (actual !== undefined) expectClose(actual, expected, STEPS_RTOL, key);
    }
  });
});

test("frozen layers do not move by a bit, BatchNorm statistics included", async () => {
  const { model } = await run({ optimizer: "sgd", lr: 0.05 }, true);
  const start = fixtureGroup("start.");
  let compared = 0;
  for (const [key, tensor] of model.stateDict()) {
    if (!key.startsWith("conv1.") && !key.startsWith("bn1.")) continue;
    expectSame(tensor, start.get(key) as typeof tensor, key);
    compared++;
  }
  expect(compared).toBe(6);
});

test("freezeBatchNorm: false lets the statistics of a frozen BatchNorm move, as bare PyTorch does", async () => {
  const { model } = await run({ optimizer: "sgd", lr: 0.05, freezeBatchNorm: false }, true);
  expect(model.bn1.num_batches_tracked?.item()).toBe(10);
  expectSame(model.conv1.weight, fixture("start.conv1.weight"));
});
