/** Every builder's `inChannels`: fresh, from a file of three channels, and from one that has as many already. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { io, models, type nn, noGrad, randn, scope, setNumThreads, type Tensor } from "../../lib/index.ts";
import { expectClose, expectSame } from "../helpers/index.ts";

const folder = mkdtempSync(path.join(tmpdir(), "torchts-channels-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
setNumThreads(1);

/** One network of each family, with the path of its first convolution and an edge it takes. */
const FAMILIES = [
  ["resnet18", "conv1", 32],
  ["alexnet", "features.0", 64],
  ["densenet121", "features.conv0", 32],
  ["googlenet", "conv1.conv", 32],
  ["inception_v3", "Conv2d_1a_3x3.conv", 80],
  ["mnasnet0_5", "layers.0", 32],
  ["mobilenet_v2", "features.0.0", 32],
  ["mobilenet_v3_small", "features.0.0", 32],
  ["shufflenet_v2_x0_5", "conv1.0", 32],
  ["squeezenet1_1", "features.0", 32],
  ["vgg11", "features.0", 32],
  ["convnext_tiny", "features.0.0", 32],
  ["efficientnet_b0", "features.0.0", 32],
  ["maxvit_t", "stem.0.0", 224],
  ["regnet_x_400mf", "stem.0", 32],
  ["swin_t", "features.0.0", 32],
  ["vit_b_32", "conv_proj", 224],
  ["inception_v2", "conv1_7x7_s2", 32],
  ["inception_v4", "features.0.conv", 80],
  ["resnetv2_50", "stem.conv", 32],
] as const;

/** Options of the families whose first values take long to draw. */
const PLAIN_VALUES: Partial<Record<models.ModelName, object>> = {
  googlenet: { initWeights: false },
  inception_v3: { initWeights: false },
  vgg11: { initWeights: false },
};

test.each(FAMILIES)("%s takes other channels through %s", async (builder, place, edge) => {
  await scope(async () => {
    const model = await models.get(builder, { inChannels: 2, ...PLAIN_VALUES[builder] });
    const conv = model.getSubmodule(place) as nn.Conv2d;
    expect([conv.in_channels, conv.weight.shape[1]]).toEqual([2, 2]);
    const output = noGrad(() => model.eval().forward(randn([1, 2, edge, edge])));
    expect((output as Tensor).shape).toEqual([1, 1000]);
    expect((output as Tensor).isfinite().all().item()).toBe(true);
    expect(models.originOf(model)?.options).toMatchObject({ inChannels: 2 });
  });
});

describe("pretrained weights", () => {
  const file = path.join(folder, "resnet18.pth");

  test("of three channels are adapted, those that fit are taken as they are", async () => {
    const model = await models.resnet18({ numClasses: 2 });
    await io.save(model.stateDict(), file);
    const grey = await models.resnet18({ numClasses: 2, weights: file, inChannels: 1 });
    const sum = model.conv1.weight.sum({ dim: 1, keepdim: true });
    expectClose(grey.conv1.weight, sum, 1e-6);
    expectSame(grey.fc.weight, model.fc.weight);

    const own = path.join(folder, "grey.pth");
    await io.save(grey.stateDict(), own);
    const again = await models.resnet18({ numClasses: 2, weights: own, inChannels: 1 });
    expectSame(again.conv1.weight, grey.conv1.weight);
    await expect(models.resnet18({ numClasses: 2, weights: own })).rejects.toThrow(
      /first convolution, conv1, takes 1 channels, the network's 3: build it with inChannels: 1/,
    );
  });

  test("adapt mapped ones too, and count as the origin's options afterwards", async () => {
    const four = await models.resnet18({ numClasses: 2, weights: file, inChannels: 4, mapped: true });
    const plain = models.adaptInput(await models.resnet18({ numClasses: 2, weights: file }), 4);
    expectSame(four.conv1.weight, plain.conv1.weight);
    expect(four.origin?.options).toEqual(plain.origin?.options);
  });

  test("of Inception no longer recentre the input", async () => {
    const model = await models.googlenet({ transformInput: true, inChannels: 1, initWeights: false });
    expect([model.transform_input, model.origin?.options.transformInput]).toEqual([false, false]);
  });

  test("a fresh network's filters are as widely spread as before", async () => {
    const std = (model: models.ResNet): number => Number(model.conv1.weight.std().item());
    const [three, six] = [await models.resnet18(), await models.resnet18({ inChannels: 6 })];
    expect(std(six) / std(three)).toBeCloseTo(1, 1);
  });

  test.each([0, 1.5, -1, "1"])("refuse %j channels before anything is read", async (inChannels) => {
    await expect(
      models.resnet18({ weights: "DEFAULT", inChannels: inChannels as number }),
    ).rejects.toMatchObject({
      code: "ERR_TORCHTS_ARGUMENT",
      message: expect.stringContaining("inChannels"),
    });
  });
});
