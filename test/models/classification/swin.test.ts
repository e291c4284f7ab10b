/** Swin Transformer, both versions, against torchvision's. */

import { describe, expect, test } from "vitest";
import { manualSeed, models, nn, noGrad, randn, scope, zeros } from "../../../lib/index.ts";
import { expectClose, RTOL } from "../../helpers/index.ts";
import { CLASSES, describeKeys, describeNetworks, expectRandomTraining, fixed, hollow } from "../networks.ts";

describeKeys(["swin_t", "swin_s", "swin_b", "swin_v2_t", "swin_v2_s", "swin_v2_b"]);

const still = { numClasses: CLASSES, stochasticDepthProb: 0 };

describeNetworks({
  swin_t: { make: () => models.swin_t(still), count: 2, edge: 64 },
  swin_s: { make: () => models.swin_s(still), count: 2, edge: 32 },
  swin_v2_t: { make: () => models.swin_v2_t(still), count: 2, edge: 80 },
  swin_v2_s: { make: () => models.swin_v2_s(still), count: 2, edge: 32 },
});

test("draws dropout's and stochastic depth's random numbers as torchvision does", async () => {
  await expectRandomTraining("swin_t", 32, () =>
    models.swin_t({ numClasses: CLASSES, dropout: 0.1, attentionDropout: 0.1 }),
  );
});

test.each(["swin_t", "swin_v2_t"] as const)(
  "%s pads windows and patches that do not fill up",
  async (builder) => {
    await scope(async () => {
      manualSeed(0);
      const model = await models[builder]({ numClasses: CLASSES });
      model.eval();
      const images = randn([1, 3, 60, 84]).double();
      const output = noGrad(() => model.double().forward(images));
      expectClose(output, fixed(`${builder}.odd`), RTOL.float32);
    });
  },
);

describe("options and errors", () => {
  test("a new head is an assignment, and the keys follow", async () => {
    const model = (await hollow("swin_t")) as models.SwinTransformer;
    model.head = new nn.Linear(model.head.in_features, 3);
    expect([...model.stateDict().keys()].slice(-2)).toEqual(["head.weight", "head.bias"]);
    expect(model.forward(zeros([1, 3, 32, 32])).shape).toEqual([1, 3]);
  });

  test("keys of version 2 have no bias, whatever a file says", async () => {
    manualSeed(1);
    const model = await models.swin_v2_t(still);
    model.eval();
    const images = randn([1, 3, 32, 32]);
    const before = noGrad(() => model.forward(images));
    const { bias } = model.getSubmodule("features.1.0.attn.qkv") as nn.Linear;
    nn.init.constant_((bias as nn.Parameter).detach().narrow(0, 96, 96), 5);
    expectClose(
      noGrad(() => model.forward(images)),
      before,
      0,
    );
  });

  test("depths and heads that do not fit, and a class count below one, are refused", async () => {
    const shape = { patchSize: [4, 4], embedDim: 8, windowSize: [7, 7], depths: [2] } as const;
    expect(() => new models.SwinTransformer({ ...shape, numHeads: [2, 4] })).toThrow(/got 1 and 2/);
    expect(() => new models.SwinTransformer({ ...shape, numHeads: [3] })).toThrow(/multiple of the heads/);
    await expect(models.swin_t({ numClasses: 0 })).rejects.toMatchObject({ code: "ERR_TORCHTS_ARGUMENT" });
  });
});
