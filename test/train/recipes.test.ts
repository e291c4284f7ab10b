// Ways to train that are a few lines in a plain PyTorch loop, as options of a run: what they compute is what that loop computes
// (scripts/fixtures/train_more.py).
import { describe, expect, test } from "vitest";
import { type Tensor, train } from "../../lib/index.ts";
import { ArgumentError } from "../../lib/native/errors.ts";
import { AdamW } from "../../lib/optim/index.ts";
import { expectClose, fixtureTensors } from "../helpers/index.ts";
import { CLASSES, type Net } from "./convnet.ts";
import { RecipeLoader, recipeNet } from "./recipe-data.ts";

const { tensors } = fixtureTensors("train-more");
const fixture = (name: string): Tensor => tensors[name] as Tensor;

/** Relative error of float32 after 35 steps. */
const RTOL = 1e-5;

const data = () => ({ train: new RecipeLoader(), val: new RecipeLoader(2), classes: CLASSES });
const options = {
  epochs: 5,
  optimizer: "adamw",
  lr: 0.01,
  weightDecay: 0.05,
  scheduler: "none",
  device: "cpu",
} as const;

function expectState(net: Net, prefix: string): void {
  for (const [key, value] of net.stateDict()) expectClose(value, fixture(`${prefix}.${key}`), RTOL, key);
}

/** The losses of all steps. */
async function losses(net: Net, more: Partial<train.FitOptions>): Promise<number[]> {
  const seen: number[] = [];
  const onEvent = (event: train.FitEvent): void => {
    if (event.type === "step") seen.push(event.loss);
  };
  await train.fit(net, data(), { ...options, ...more, onEvent });
  return seen;
}

describe("adaptive gradient clipping", () => {
  test("a run's losses and weights over 35 steps, the head left alone", async () => {
    const net = recipeNet();
    const seen = await losses(net, { gradientClip: { adaptive: 0.02 } });
    expectClose(Float64Array.from(seen), fixture("adaptive.losses").data() as Float32Array, RTOL, "losses");
    expectState(net, "adaptive.end");
  });

  test("trainStep clips alike", async () => {
    const net = recipeNet();
    const optimizer = new AdamW(net.parameters(), { lr: 0.01, weightDecay: 0.05 });
    const seen: number[] = [];
    for (let epoch = 0; epoch < 5; epoch++) {
      for await (const batch of new RecipeLoader())
        seen.push(await train.trainStep(net, batch, { optimizer, gradientClip: { adaptive: 0.02 } }));
    }
    expectClose(Float64Array.from(seen), fixture("adaptive.losses").data() as Float32Array, RTOL, "losses");
    expectState(net, "adaptive.end");
  });

  test("clips the head too where that is said", async () => {
    const [without, withHead] = [recipeNet(), recipeNet()];
    await losses(without, { epochs: 1, gradientClip: { adaptive: 0.001 } });
    await losses(withHead, { epochs: 1, gradientClip: { adaptive: 0.001, head: true } });
    expect(withHead.fc.weight.equal(without.fc.weight)).toBe(false);
  });

  test.each([
    [{ adaptive: 0 }, /adaptive must be a number above 0/],
    [{ adaptive: 0.01, factor: 2 }, /unknown option "factor"/],
    [{}, /adaptive is missing/],
  ])("%o is refused", async (odd, message) => {
    const run = train.fit(recipeNet(), data(), { ...options, gradientClip: odd as never });
    await expect(run).rejects.toThrow(message);
    await expect(run).rejects.toThrow(ArgumentError);
  });
});
