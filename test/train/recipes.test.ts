// Ways to train that are a few lines in a plain PyTorch loop, as options of a run: what they compute is what that loop computes
// (scripts/fixtures/train_more.py).
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { keep, type Tensor, train } from "../../lib/index.ts";
import { AbortError, ArgumentError } from "../../lib/native/errors.ts";
import { AdamW } from "../../lib/optim/index.ts";
import { expectClose, expectSame, fixtureTensors } from "../helpers/index.ts";
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

describe("stochastic weight averaging", () => {
  const swa = { lr: 0.03, start: 2, annealEpochs: 2 };

  test("rates, losses, weights, the mean with its own statistics, and what is measured", async () => {
    const net = recipeNet();
    const [rates, seen]: [number[], number[]] = [[], []];
    let end = new Map<string, Tensor>();
    const watching: train.RunPart = {
      name: "watching",
      afterStep: (step) => {
        rates.push(step.lr);
        step.whenRead((loss) => void seen.push(loss));
      },
      // The weights themselves: after the run the network holds the mean.
      afterEpoch: () => {
        end = new Map([...net.stateDict()].map(([key, value]) => [key, keep(value.clone())]));
      },
    };
    const run = await train.fit(net, data(), { ...options, swa, parts: [watching] });
    expectClose(Float64Array.from(rates), fixture("swa.rates").data() as Float64Array, 1e-12, "rates");
    expectClose(Float64Array.from(seen), fixture("swa.losses").data() as Float32Array, RTOL, "losses");
    for (const [key, value] of end) expectClose(value, fixture(`swa.end.${key}`), RTOL, key);
    expectState(net, "swa.average");
    expect(run.last.valLoss).toBeCloseTo(Number(fixture("swa.val_loss").item()), 5);
  });

  test("a run that was stopped within an epoch goes on to the bit, before and after the averages begin", async () => {
    const root = await mkdtemp(path.join(tmpdir(), "torchts-swa-"));
    try {
      const whole = recipeNet();
      const all = { ...options, swa, checkpointEvery: { steps: 2 } };
      const first = await train.fit(whole, data(), { ...all, out: path.join(root, "whole") });
      for (const at of [10, 26, 33]) {
        const out = path.join(root, `stopped${at}`);
        const stop = new AbortController();
        let steps = 0;
        const onEvent = (event: train.FitEvent): void => {
          if (event.type === "step" && ++steps === at) stop.abort();
        };
        const stopped = train.fit(recipeNet(), data(), { ...all, out, onEvent, signal: stop.signal });
        await expect(stopped).rejects.toThrow(AbortError);
        const net = recipeNet();
        const run = await train.fit(net, data(), { epochs: 5, device: "cpu", out, resume: true });
        for (const [key, value] of net.stateDict())
          expectSame(value, whole.stateDict().get(key) as Tensor, `${at}: ${key}`);
        expect(run.history.map(({ figures }) => figures)).toEqual(
          first.history.map(({ figures }) => figures),
        );
      }
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  });

  test("leaves the statistics of frozen layers, and a schedule's rates before it begins", async () => {
    const net = recipeNet();
    for (const module of [net.conv1, net.bn1]) module.requiresGrad_(false);
    const before = keep((net.bn1.running_mean as Tensor).clone());
    const rates: number[] = [];
    const onEvent = (event: train.FitEvent): void => {
      if (event.type === "step") rates.push(event.lr);
    };
    await train.fit(net, data(), {
      ...options,
      scheduler: "step",
      stepSize: 1,
      gamma: 0.5,
      swa: { lr: 0.03, start: 0.4 },
      onEvent,
    });
    expectSame(net.bn1.running_mean as Tensor, before, "running_mean");
    expect(net.bn2.num_batches_tracked?.item()).toBe(7);
    const steady = [0, 7, 14].map((step) => rates[step]);
    expect(steady).toEqual([0.01, 0.005, 0.0025]);
    expect(rates[21]).toBeGreaterThan(0.0025);
    expect(rates[28]).toBeGreaterThan(rates[21] as number);
  });

  test.each([
    [{ swa: { start: 2 } }, /lr is missing/],
    [{ swa: { lr: 0.1, start: 5 } }, /none of the 5 epochs would be averaged/],
    [{ swa: { lr: 0.1, start: 1.5 } }, /start must be a share of the run/],
    [{ swa: { lr: 0.1, anealEpochs: 2 } }, /did you mean annealEpochs\?/],
    [{ swa: { lr: 0.1 }, ema: 0.9 }, /`swa` and `ema` are two averages/],
    [{ swa: { lr: 0.1 }, patience: 2 }, /`patience` would end the run/],
  ])("%o is refused", async (odd, message) => {
    const run = train.fit(recipeNet(), data(), { ...options, ...odd } as train.FitOptions);
    await expect(run).rejects.toThrow(message);
    await expect(run).rejects.toThrow(ArgumentError);
  });
});
