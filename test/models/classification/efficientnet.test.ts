/** EfficientNet and EfficientNetV2 against torchvision's. */

import { describe, expect, test } from "vitest";
import { models, nn, zeros } from "../../../lib/index.ts";
import { CLASSES, describeKeys, describeNetworks, expectRandomTraining } from "../networks.ts";

describeKeys([
  "efficientnet_b0",
  "efficientnet_b1",
  "efficientnet_b2",
  "efficientnet_b3",
  "efficientnet_b4",
  "efficientnet_b5",
  "efficientnet_b6",
  "efficientnet_b7",
  "efficientnet_v2_s",
  "efficientnet_v2_m",
  "efficientnet_v2_l",
]);

const builders = [
  "efficientnet_b0",
  "efficientnet_b1",
  "efficientnet_b2",
  "efficientnet_b3",
  "efficientnet_b4",
  "efficientnet_v2_s",
] as const;
const still = { numClasses: CLASSES, dropout: 0, stochasticDepthProb: 0 };

describeNetworks(
  Object.fromEntries(
    builders.map((builder) => [builder, { make: () => models[builder](still), count: 4, edge: 64 }]),
  ),
);

test("draws dropout's and stochastic depth's random numbers as torchvision does", async () => {
  await expectRandomTraining("efficientnet_b0", 64, () =>
    models.efficientnet_b0({ numClasses: CLASSES, stochasticDepthProb: 0.5 }),
  );
});

describe("options and errors", () => {
  test("a new head goes into the classifier, and the keys follow", async () => {
    const model = await models.efficientnet_b0();
    model.classifier.set(1, new nn.Linear(1280, 3));
    expect([...model.stateDict().keys()].slice(-2)).toEqual(["classifier.1.weight", "classifier.1.bias"]);
    expect(model.forward(zeros([2, 3, 32, 32])).shape).toEqual([2, 3]);
  });

  test("later stages of B5 to B7 and of version 2 normalise with an eps of 1e-3", async () => {
    const found = await Promise.all([models.efficientnet_b0(), models.efficientnet_v2_s()]);
    const eps = found.map((model) => (model.getSubmodule("features.0.1") as nn.BatchNorm2d).eps);
    expect(eps).toEqual([1e-5, 1e-3]);
  });

  test("no stages, strides above two and a class count below one are refused", async () => {
    expect(() => new models.EfficientNet([], { dropout: 0 })).toThrow(/at least one stage/);
    const stage = {
      type: "mbconv",
      expandRatio: 1,
      kernel: 3,
      inputChannels: 8,
      outChannels: 8,
      numLayers: 1,
    } as const;
    const strided = { ...stage, stride: 3 as 1 }; // what a caller without types might give
    expect(() => new models.EfficientNet([strided], { dropout: 0 })).toThrow(
      /stride must be one of 1, 2, got 3/,
    );
    await expect(models.efficientnet_b0({ numClasses: 0 })).rejects.toMatchObject({
      code: "ERR_TORCHTS_ARGUMENT",
    });
  });
});
