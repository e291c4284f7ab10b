/** MaxViT against torchvision's. */

import { describe, expect, test } from "vitest";
import { manualSeed, models, nn, noGrad, randn, scope, zeros } from "../../../lib/index.ts";
import { expectClose, RTOL } from "../../helpers/index.ts";
import {
  CLASSES,
  describeKeys,
  describeNetworks,
  expectRandomTraining,
  fixed,
  hollow,
  LONG_TIMEOUT,
} from "../networks.ts";

describeKeys(["maxvit_t"]);

/** As in scripts/fixtures/zoo2.py: the named network takes images of 224 x 224 and nothing smaller. */
const small = {
  inputSize: [64, 64],
  stemChannels: 16,
  partitionSize: 2,
  headDim: 8,
  blockChannels: [16, 32, 64, 64],
  blockLayers: [1, 1, 2, 1],
  stochasticDepthProb: 0,
  numClasses: CLASSES,
} as const;

describeNetworks({ maxvit_small: { make: () => new models.MaxVit(small), count: 4, edge: 64 } });

test(
  "maxvit_t gives torchvision's output",
  async () => {
    await scope(async () => {
      manualSeed(0);
      const model = await models.maxvit_t({ numClasses: CLASSES });
      model.eval();
      const images = randn([1, 3, 224, 224]).double();
      const output = noGrad(() => model.double().forward(images));
      expectClose(output, fixed("maxvit_t.eval"), RTOL.float32);
    });
  },
  LONG_TIMEOUT,
);

test("draws dropout's and stochastic depth's random numbers as torchvision does", async () => {
  const dropping = { stochasticDepthProb: 0.5, mlpDropout: 0.1, attentionDropout: 0.1 };
  await expectRandomTraining("maxvit_small", 64, () => new models.MaxVit({ ...small, ...dropping }));
});

describe("options and errors", () => {
  test("a new head goes into the classifier, and the keys follow", async () => {
    const model = (await hollow("maxvit_t")) as models.MaxVit;
    model.classifier.set(5, new nn.Linear(512, 3, { bias: false }));
    expect([...model.stateDict()].slice(-1).map(([key, value]) => [key, value.shape])).toEqual([
      ["classifier.5.weight", [3, 512]],
    ]);
  });

  test("image sizes that the partitions do not divide, and images of another size, are refused", async () => {
    await expect(models.maxvit_t({ inputSize: [256, 256] })).rejects.toMatchObject({
      code: "ERR_TORCHTS_ARGUMENT",
      message: expect.stringMatching(/64 x 64, .* 8 x 8 pixels.*such as 224/),
    });
    await expect(models.maxvit_t({ inputSize: [224, 448] })).rejects.toThrow(/square/);
    const model = new models.MaxVit(small);
    expect(() => model.forward(zeros([1, 3, 32, 32]))).toThrow(/another inputSize/);
  });
});
