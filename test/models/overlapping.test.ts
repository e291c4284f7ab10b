// Calls that overlap on one network, while it is trained: each gives what it gives alone, and leaves every mode as it was.

import { beforeAll, expect, test } from "vitest";
import { manualSeed, models, nn, noGrad, randint, randn, scope, type Tensor } from "../../lib/index.ts";

/** Batch normalisation, whose statistics eval mode leaves alone, and dropout, which makes training mode random. */
class Net extends nn.Module {
  conv = new nn.Conv2d(3, 4, 3, { padding: 1 });
  bn = new nn.BatchNorm2d(4);
  drop = new nn.Dropout({ p: 0.5 });
  head = new nn.Conv2d(4, 2, 1);

  override forward(x: Tensor): Tensor {
    return this.head.forward(this.drop.forward(this.bn.forward(this.conv.forward(x)).relu()));
  }
}

const classifier = (): nn.Sequential =>
  new nn.Sequential(new Net(), new nn.AdaptiveAvgPool2d(1), new nn.Flatten(), new nn.Linear(2, 3));

let image: Tensor;
let images: Tensor;
beforeAll(() => {
  manualSeed(5);
  image = randn([3, 16, 16]);
  images = randn([4, 3, 16, 16]);
});

/** A training loop that looks at the modes before each of its steps; the steps leave the weights as they are. */
async function training(model: nn.Module, isDone: () => boolean): Promise<number> {
  let steps = 0;
  const frozen = [...model.modules()].find((module) => module instanceof nn.BatchNorm2d) as nn.BatchNorm2d;
  const kept = noGrad(() => (frozen.running_mean as Tensor).clone());
  while (!isDone()) {
    await new Promise((resolve) => setImmediate(resolve));
    for (const [path, module] of model.namedModules()) {
      expect(module.training, `${path} at step ${steps}`).toBe(path !== "0.conv" && path !== "conv");
    }
    expect((frozen.running_mean as Tensor).equal(kept), "no prediction moved the statistics").toBe(true);
    steps++;
  }
  return steps;
}

const values = (tensor: Tensor): number[] => Array.from(tensor.float().data() as Float32Array);

test("segment, slidingWindow, occlusion, encode, gradCam and extract at once", async () => {
  const pixels = new Net().train();
  pixels.conv.eval(); // a mode of its own is kept too
  const classes = classifier().train();
  (classes.getSubmodule("0.conv") as nn.Module).eval();
  async function* batches(): AsyncGenerator<{ images: Tensor; labels: Tensor }> {
    for (let i = 0; i < 3; i++) {
      await new Promise((resolve) => setTimeout(resolve, 2)); // as decoding takes
      yield { images, labels: randint(3, [4]) };
    }
  }
  const bytes = noGrad(() => image.mul(40).add(128).clamp(0, 255).to("uint8"));
  const calls: Record<string, () => Promise<number[]>> = {
    segment: async () => {
      using found = await models.segment(pixels, bytes, { window: { size: 8, overlap: 0.5, batchSize: 1 } });
      return values(found.probabilities);
    },
    slidingWindow: async () => values(await models.slidingWindow(pixels, images, { size: 8, batchSize: 2 })),
    probabilityMaps: async () => values(await models.probabilityMaps(pixels, images, { flips: "hv" })),
    occlusion: async () => values((await models.occlusion(classes, image, { patch: 6, batchSize: 2 })).raw),
    encode: async () => values((await models.encode(classes, batches())).inputs),
    gradCam: async () => values(models.gradCam(classes, image, { layer: "0.conv", target: 1 }).raw),
    inspect: async () => models.inspect(classes, [1, 3, 16, 16]).rows.map(({ calls }) => calls),
  };
  const alone: Record<string, number[]> = {};
  for (const [name, call] of Object.entries(calls)) alone[name] = await call();

  for (const model of [pixels, classes]) {
    let isDone = false;
    const steps = training(model, () => isDone);
    const together = await Promise.all(
      [...Object.entries(calls), ...Object.entries(calls)].map(
        async ([name, call]) => [name, await call()] as const,
      ),
    );
    isDone = true;
    expect(await steps).toBeGreaterThan(5);
    for (const [name, found] of together) expect(found, name).toEqual(alone[name]);
  }
});

test("extractions and explanations of one network in turn see their own maps", async () => {
  const model = classifier().eval();
  const other = noGrad(() => images.mul(2));
  const mapOf = (input: Tensor): number[] => {
    return scope(() => values(models.extract(model, ["0.conv"]).forward(input)["0.conv"]));
  };
  const heatOf = (layer: string): number[] => {
    return scope(() => values(models.gradCam(model, image, { layer, target: 0 }).raw));
  };
  const calls = [() => mapOf(images), () => mapOf(other), () => heatOf("0.conv"), () => heatOf("0.bn")];
  const alone = calls.map((call) => call());
  expect(alone[0]).not.toEqual(alone[1]);
  const together = await Promise.all(
    [...calls, ...calls].map(async (call) => {
      let found: number[] = [];
      for (let i = 0; i < 3; i++) {
        found = call();
        await new Promise((resolve) => setImmediate(resolve));
      }
      return found;
    }),
  );
  for (const [i, found] of together.entries()) expect(found).toEqual(alone[i % calls.length]);
});
