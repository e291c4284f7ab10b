/** The optimizers that a run names: which they are, that run folders go on with them, and that the command line has them all. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OPTIMIZERS } from "../../lib/cli/optimizer-names.ts";
import * as models from "../../lib/models.ts";
import { ArgumentError } from "../../lib/native/errors.ts";
import * as optim from "../../lib/optim/index.ts";
import type { Tensor } from "../../lib/tensor/index.ts";
import * as train from "../../lib/train/index.ts";
import { namedOptimizer, OPTIMIZER_NAMES, usualRate } from "../../lib/train/optimizers.ts";
import { expectSame } from "../helpers/index.ts";
import { DropNet, dropNet, fixtureData, Net, startNet } from "./convnet.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "torchts-optimizers-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

test("the command line takes the names that fit does", () => {
  expect([...OPTIMIZERS]).toEqual(OPTIMIZER_NAMES);
});

test("each name is the class of that name, with PyTorch's defaults but for rate and momentum", () => {
  for (const name of OPTIMIZER_NAMES) {
    const parameters = [...startNet().parameters()];
    const made = namedOptimizer(name, parameters, { lr: 0.5 });
    expect(made.constructor.name.toLowerCase()).toBe(name);
    const classes = optim as unknown as Record<string, new (p: unknown) => optim.AnyOptimizer>;
    const plain = new (classes[made.constructor.name] as (typeof classes)[string])(parameters);
    const momentum = name === "sgd" ? { momentum: 0.9 } : {};
    expect(made.paramGroups[0]).toEqual({ ...plain.paramGroups[0], lr: 0.5, ...momentum });
  }
});

/** The convnet with its stages declared. */
class Staged extends Net {
  static {
    models.declare(Staged, {
      heads: "fc",
      stages: [
        { name: "first", paths: ["conv1", "bn1"] },
        { name: "second", paths: ["conv2", "bn2"] },
        { name: "head", paths: ["fc"] },
      ],
    });
  }
}

describe("run folders", () => {
  const common = { device: "cpu", seed: 7, scheduler: "none" } as const;
  test.each(OPTIMIZER_NAMES)("go on with %s, to the bit", async (optimizer) => {
    const whole = dropNet();
    const options = { ...common, optimizer, weightDecay: 0.1 };
    await train.fit(whole, fixtureData(), { ...options, epochs: 2 });
    const out = path.join(root, optimizer);
    await train.fit(dropNet(), fixtureData(), { ...options, epochs: 1, out });
    const resumed = new DropNet();
    await train.fit(resumed, fixtureData(), { epochs: 2, out, resume: true, device: "cpu" });
    const wanted = whole.stateDict();
    for (const [key, value] of resumed.stateDict()) expectSame(value, wanted.get(key) as Tensor, key);
    const { options: written } = await train.readConfig(out);
    expect(written).toMatchObject({ optimizer, lr: usualRate(optimizer), weightDecay: 0.1 });
  });

  test.each(["radam", "adafactor", "lamb"] as const)("%s takes the groups of freeze", async (optimizer) => {
    const rates: number[][] = [];
    await train.fit(new Staged(), fixtureData(), {
      ...common,
      optimizer,
      epochs: 1,
      lr: 0.01,
      freeze: { layerDecay: 0.5 },
      parts: [
        {
          name: "look",
          start: ({ optimizer: own }) => {
            rates.push(own.paramGroups.map(({ lr }) => lr));
          },
        },
      ],
    });
    expect(new Set(rates[0]).size).toBeGreaterThan(1);
    expect(Math.max(...(rates[0] ?? []))).toBe(0.01);
  });
});

test("one that calls a closure several times is refused in a run's steps, with the reason", async () => {
  const model = startNet();
  const optimizer = new optim.LBFGS(model.parameters());
  const run = train.fit(model, fixtureData(), { epochs: 1, device: "cpu", scheduler: "none", optimizer });
  await expect(run).rejects.toThrow(ArgumentError);
});

test("LBFGS, which needs a closure, is refused before the first batch", async () => {
  const net = startNet();
  const optimizer = new optim.LBFGS(net.parameters());
  const begin = () => train.fit(net, fixtureData(), { epochs: 1, optimizer });
  await expect(begin()).rejects.toThrow(ArgumentError);
  await expect(begin()).rejects.toThrow("a loop of your own with optimizer.step(closure)");
});
