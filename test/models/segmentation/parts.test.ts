/** DeepLabV3+'s features, and what outputs of segmentation networks mean. */

import { expect, test } from "vitest";
import { models, noGrad, randn, tensor } from "../../../lib/index.ts";
import { expectClose } from "../../helpers/index.ts";

test("DeepLabV3+ joins features of a fourth and a 16th", async () => {
  const model = (await models.deeplabv3plus_resnet50({ numClasses: 4 })).eval();
  expect(model.encoder.levels.map(({ reduction }) => reduction)).toEqual([2, 4, 8, 16]);
  expect(noGrad(() => model.forward(randn([1, 3, 33, 40]))).shape).toEqual([1, 4, 33, 40]);
});

test("masks are one, one of several or several", () => {
  const logits = tensor([[[[2, -1]], [[1, 3]]]]); // (1, 2, 1, 2)
  expect(models.pixelMasks(logits, "multiclass").toArray()).toEqual([[[0, 1]]]);
  expect(models.pixelMasks({ out: logits }, "multilabel").toArray()).toEqual([
    [[[true, false]], [[true, true]]],
  ]);
  expect(models.pixelMasks(logits, "binary", { threshold: 0.9 }).sum().item()).toBe(1);
  const sums = models.pixelProbabilities(logits, "multiclass").sum(1).flatten();
  expectClose(sums, [1, 1]);
});
