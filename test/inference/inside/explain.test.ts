// Where in an image a network looks: against PyTorch's hooks and autograd.

import { beforeAll, describe, expect, test } from "vitest";
import {
  AbortError,
  ArgumentError,
  manualSeed,
  memory,
  models,
  nn,
  noGrad,
  randn,
  ShapeError,
  scope,
  setNumThreads,
  slice,
  type Tensor,
} from "../../../lib/index.ts";
import { expectClose } from "../../helpers/index.ts";
import { fixed, smallNet, smallTransformer } from "./nets.ts";

/** Bound on the relative error of maps whose values are sums of gradients. */
const MAP_RTOL = 2e-5;

beforeAll(() => setNumThreads(1)); // as the fixtures were made

function image(...shape: number[]): Tensor {
  manualSeed(1);
  return randn(shape);
}

describe("gradCam", () => {
  test.each([
    ["default", {}, "4"],
    ["before", { layer: "3", target: 2 }, "3"],
    ["first", { layer: "0", target: 4 }, "0"],
  ] as const)("%s: the map and the heat of PyTorch's", (name, options, layer) => {
    const found = models.gradCam(smallNet(), image(3, 16, 20), options);
    const [target, score] = fixed(`cam.${name}.score`).toArray() as [number, number];
    expect([found.target, found.layer]).toEqual([target, layer]);
    expectClose([found.score], [score], MAP_RTOL);
    expectClose(found.raw, fixed(`cam.${name}.raw`), MAP_RTOL);
    expectClose(found.heat, fixed(`cam.${name}.heat`), MAP_RTOL);
  });

  test("works on frozen networks, inside noGrad, on a batch of one; leaves mode, gradients and hooks as they were", () => {
    const model = smallNet().train().requiresGrad_(false);
    const x = image(1, 3, 16, 20);
    const { heat } = models.gradCam(model, x, { layer: "3", target: 2 });
    expectClose(heat, fixed("cam.before.heat"), MAP_RTOL);
    const inside = noGrad(() => models.gradCam(model, x, { layer: "3", target: 2 }));
    expectClose(inside.raw, fixed("cam.before.raw"), MAP_RTOL);
    expect([...model.modules()].every(({ training }) => training)).toBe(true);
    expect([...model.parameters()].every(({ grad }) => grad === null)).toBe(true);
    scope(() => {
      memory.collect();
      const before = memory.liveTensors();
      models.gradCam(model, x);
      expect(memory.liveTensors() - before, "heat and raw").toBe(2);
    });
    memory.collect();
    const before = memory.liveTensors();
    expect(() => models.gradCam(model, x, { layer: "7" })).toThrow(ShapeError);
    expect(memory.liveTensors()).toBe(before);
    expect(model.forward(x).requiresGrad).toBe(false);
  });

  test("refuses unknown layers and classes, several images, and networks without maps", () => {
    const model = smallNet();
    expect(() => models.gradCam(model, image(3, 16, 20), { layer: "9" })).toThrow(ArgumentError);
    expect(() => models.gradCam(model, image(3, 16, 20), { target: 5 })).toThrow(/from 0 to 4/);
    expect(() => models.gradCam(model, image(2, 3, 16, 20))).toThrow(/one image/);
    expect(() => models.gradCam(smallTransformer(), image(3, 32, 32))).toThrow(/attentionRollout/);
    const flat = new nn.Sequential(new nn.Flatten(), new nn.Linear(12, 2));
    expect(() => models.gradCam(flat, image(3, 2, 2))).toThrow(/no layer of Sequential/);
  });
});

describe("occlusion", () => {
  test.each([
    ["even", { target: 2, patch: 4, stride: 4 }],
    ["cut", { target: 1, patch: [5, 6], stride: [3, 4], baseline: [0.1, -0.2, 0.3], batchSize: 7 }],
    ["logit", { target: 4, patch: 4, stride: 2, score: "logit" }],
  ] as const)("%s: falls and heat of PyTorch's", async (name, options) => {
    const found = await models.occlusion(smallNet(), image(3, 16, 20), options);
    expect(found.target).toBe(options.target);
    expectClose(found.raw, fixed(`occlusion.${name}.raw`), MAP_RTOL);
    expectClose(found.heat, fixed(`occlusion.${name}.heat`), MAP_RTOL);
  });

  test("tells its progress, lets the event loop run, stops by its signal, and puts the mode back", async () => {
    const model = smallNet().train();
    const controller = new AbortController();
    const told: string[] = [];
    let ticks = 0;
    const timer = setInterval(() => ticks++, 0);
    memory.collect();
    const before = memory.liveTensors();
    const x = image(3, 16, 20);
    const running = models.occlusion(model, x, {
      patch: 2,
      stride: 1,
      batchSize: 5,
      signal: controller.signal,
      onProgress: ({ done, total }) => {
        told.push(`${done}/${total}`);
        if (done >= 100) controller.abort();
      },
    });
    await expect(running).rejects.toThrow(AbortError);
    clearInterval(timer);
    expect(told).toHaveLength(20);
    expect(told.at(-1)).toBe("100/285");
    expect(ticks).toBeGreaterThan(0);
    expect(model.training).toBe(true);
    expect(memory.liveTensors() - before, "the image").toBe(1);
  });

  test("refuses what does not fit the image", async () => {
    const refused = (options: models.OcclusionOptions) =>
      expect(models.occlusion(smallNet(), image(3, 16, 20), options)).rejects.toThrow(ArgumentError);
    await refused({ patch: 17 });
    await refused({ stride: 0 });
    await refused({ baseline: [1, 2] });
    await refused({ batchSize: 0 });
    await refused({ target: -1 });
  });
});

describe("attentionRollout", () => {
  test.each(["mean", "max", "min"] as const)(
    "with the heads' %s: PyTorch's attentions multiplied",
    (heads) => {
      const found = models.attentionRollout(smallTransformer(), image(3, 32, 32), { heads });
      expectClose(found.attention, fixed(`rollout.${heads}.attention`));
      expectClose(found.raw, fixed(`rollout.${heads}.raw`));
      const coarse = found.heat.index(slice(null, null, 4), slice(null, null, 4));
      expectClose(coarse, fixed(`rollout.${heads}.heat`), 1e-4);
    },
  );

  test("leaves hooks, mode and memory as they were; refuses other networks", () => {
    const model = smallTransformer().train();
    const x = image(3, 32, 32);
    scope(() => {
      memory.collect();
      const before = memory.liveTensors();
      models.attentionRollout(model, x);
      expect(memory.liveTensors() - before, "heat, raw and attention").toBe(3);
    });
    expect(model.training).toBe(true);
    expect(() => models.attentionRollout(model, image(3, 16, 16))).toThrow(ShapeError);
    // @ts-expect-error: no transformer
    expect(() => models.attentionRollout(smallNet(), x)).toThrow(/gradCam/);
  });
});
