/** ConvNeXt against torchvision's. */

import { describe, expect, test } from "vitest";
import { models, nn, zeros } from "../../../lib/index.ts";
import { CLASSES, describeKeys, describeNetworks, expectRandomTraining, hollow } from "../networks.ts";

describeKeys(["convnext_tiny", "convnext_small", "convnext_base", "convnext_large"]);

/** A scale of the branches at which a wrong branch is seen; the default is a millionth. */
const layerScale = 0.5;
const still = { numClasses: CLASSES, layerScale, stochasticDepthProb: 0 };

describeNetworks({
  convnext_tiny: { make: () => models.convnext_tiny(still), count: 2, edge: 64 },
  convnext_small: { make: () => models.convnext_small(still), count: 2, edge: 32 },
});

test("draws stochastic depth's random numbers as torchvision does", async () => {
  await expectRandomTraining("convnext_tiny", 32, () =>
    models.convnext_tiny({ numClasses: CLASSES, layerScale, stochasticDepthProb: 0.5 }),
  );
});

describe("options and errors", () => {
  test("a new head goes into the classifier, and the keys follow", async () => {
    const model = (await hollow("convnext_tiny")) as models.ConvNeXt;
    model.classifier.set(2, new nn.Linear(768, 3));
    expect([...model.stateDict().keys()].slice(-2)).toEqual(["classifier.2.weight", "classifier.2.bias"]);
    expect(model.forward(zeros([2, 3, 32, 32])).shape).toEqual([2, 3]);
  });

  test("no stages and a class count below one are refused", async () => {
    expect(() => new models.ConvNeXt([])).toThrow(/at least one stage/);
    await expect(models.convnext_tiny({ numClasses: 0 })).rejects.toMatchObject({
      code: "ERR_TORCHTS_ARGUMENT",
    });
  });
});
