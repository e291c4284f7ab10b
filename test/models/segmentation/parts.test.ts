/** Encoders, heads and outputs of the segmentation networks. */

import { expect, test } from "vitest";
import { models, nn, noGrad, randn, scope, tensor } from "../../../lib/index.ts";
import { expectClose } from "../../helpers/index.ts";

test.each(["resnet18", "efficientnet_b0", "mobilenet_v2", "mobilenet_v3_small"] as const)(
  "dynamic_unet over %s gives logits of the images' size, an odd one too",
  async (encoder) => {
    await scope(async () => {
      const model = (await models.dynamic_unet({ encoder, numClasses: 2 })).eval();
      expect(model.encoder.levels.map(({ reduction }) => reduction)).toEqual([2, 4, 8, 16, 32]);
      expect(noGrad(() => model.forward(randn([1, 3, 45, 64]))).shape).toEqual([1, 2, 45, 64]);
    });
  },
);

test("a VGG network's features are an encoder from the full resolution on", () => {
  const features = new nn.Sequential(
    new nn.Conv2d(3, 4, 3, { padding: 1 }),
    new nn.ReLU(),
    new nn.MaxPool2d(2),
    new nn.Conv2d(4, 8, 3, { padding: 1 }),
  );
  const encoder = new models.PyramidEncoder(new models.VGG(features, { initWeights: false }));
  expect(encoder.levels).toEqual([
    { layer: "1", channels: 4, reduction: 1 },
    { layer: "3", channels: 8, reduction: 2 },
  ]);
  const model = new models.DynamicUNet(encoder, { numClasses: 1 });
  expect(model.forward(randn([1, 3, 9, 8])).shape).toEqual([1, 1, 9, 8]);
  expect(() => new models.PyramidEncoder(new nn.Linear(1, 1))).toThrow(/ResNet or a network with/);
});

test("DeepLabV3+ joins features of a fourth and a 16th, and its parts freeze apart", async () => {
  const model = (await models.deeplabv3plus_resnet50({ numClasses: 4 })).eval();
  expect(model.encoder.levels.map(({ reduction }) => reduction)).toEqual([2, 4, 8, 16]);
  expect(noGrad(() => model.forward(randn([1, 3, 33, 40]))).shape).toEqual([1, 4, 33, 40]);
  model.encoder.requiresGrad_(false);
  expect([...model.encoder.parameters()].some(({ requiresGrad }) => requiresGrad)).toBe(false);
  expect([...model.decoder.parameters()].every(({ requiresGrad }) => requiresGrad)).toBe(true);
});

test("replacing heads replaces the auxiliary one and both of LRASPP's too", async () => {
  const lraspp = models.replaceHead(await models.lraspp_mobilenet_v3_large(), 5).eval();
  const { out } = noGrad(() => lraspp.forward(randn([1, 3, 32, 32])));
  expect(out.shape).toEqual([1, 5, 32, 32]);
  const deeplab = await models.deeplabv3_mobilenet_v3_large({ auxLoss: true });
  const both = noGrad(() =>
    models
      .replaceHead(deeplab, 1)
      .eval()
      .forward(randn([1, 3, 32, 32])),
  );
  expect([both.out.shape, both.aux?.shape]).toEqual([
    [1, 1, 32, 32],
    [1, 1, 32, 32],
  ]);
  expect(() => models.replaceHead(deeplab, 0)).toThrow(/positive number of classes/);
});

test("SegNet's encoder takes the values of a VGG-16 with batch normalisation", async () => {
  const model = await models.segnet({ numClasses: 2 });
  const vgg = new Map(
    [...model.encoder.stateDict()].map(([key, value]) => [`features.${key}`, value.mul(2)]),
  );
  const before = model.encoder.stateDict().get("41.weight")?.sum().itemSync();
  models.loadVggEncoder(model, vgg);
  expect(Number(model.encoder.stateDict().get("41.weight")?.sum().itemSync())).toBeCloseTo(
    2 * Number(before),
    3,
  );
  const table = [...model.encoder.stateDict().keys()];
  expect(table.slice(0, 3)).toEqual(["0.weight", "0.bias", "1.weight"]);
});

test("masks are one, one of several or several", () => {
  const logits = tensor([[[[2, -1]], [[1, 3]]]]); // (1, 2, 1, 2)
  expect(models.pixelMasks(logits, "multiclass").toArray()).toEqual([[[0, 1]]]);
  expect(models.pixelMasks({ out: logits }, "multilabel").toArray()).toEqual([
    [[[true, false]], [[true, true]]],
  ]);
  expect(models.pixelMasks(logits, "binary", { threshold: 0.9 }).sum().itemSync()).toBe(1);
  const sums = models.pixelProbabilities(logits, "multiclass").sum(1).flatten();
  expectClose(sums, [1, 1]);
});
