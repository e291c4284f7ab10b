/** Finding and replacing the layers that a network's classes decide, and the files whose head is another. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { io, models, nn, randn, Tensor } from "../../lib/index.ts";

const folder = mkdtempSync(path.join(tmpdir(), "torchts-heads-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("replaceHead", () => {
  test.each([
    ["resnet18", ["fc"]],
    ["densenet121", ["classifier"]],
    ["googlenet", ["fc", "aux1.fc2", "aux2.fc2"]],
    ["mobilenet_v2", ["classifier.1"]],
    ["mobilenet_v3_small", ["classifier.3"]],
    ["shufflenet_v2_x0_5", ["fc"]],
    ["squeezenet1_1", ["classifier.1"]],
  ] as const)(
    "gives %s new layers at %j, in the mode and on the device of the old",
    async (builder, paths) => {
      const model = await models.get(builder);
      model.eval();
      const kept = [...model.stateDict().keys()];
      expect(models.replaceHead(model, 3)).toBe(model);
      expect(models.headPaths(model)).toEqual(paths);
      expect([...model.stateDict().keys()]).toEqual(kept);
      for (const place of paths) {
        expect(model.getSubmodule(place).training).toBe(false);
        expect(model.getParameter(`${place}.weight`).shape[0]).toBe(3);
      }
      const output = model.forward(randn([2, 3, 64, 64]));
      expect((output as Tensor).shape).toEqual([2, 3]);
      expect(output).toBeInstanceOf(Tensor);
    },
  );

  test("finds the head of a network of one's own, without bias as it was", () => {
    const model = new nn.Sequential({
      body: new nn.Linear(4, 8),
      head: new nn.Sequential(new nn.Dropout(), new nn.Linear(8, 5, { bias: false, dtype: "float64" })),
    });
    models.replaceHead(model, 2);
    expect(models.headPaths(model)).toEqual(["head.1"]);
    const head = model.getSubmodule("head.1") as nn.Linear;
    expect([head.in_features, head.out_features, head.bias, head.weight.dtype]).toEqual([
      8,
      2,
      null,
      "float64",
    ]);
  });

  test("refuses a network without layers and a count below one", () => {
    expect(() => models.replaceHead(new nn.Sequential(new nn.ReLU()), 2)).toThrow(/no linear layer/);
    expect(() => models.replaceHead(new nn.Linear(2, 2), 2)).toThrow(/itself the head/);
    expect(() => models.replaceHead(new nn.Sequential(new nn.Linear(2, 2)), 0)).toThrow(/got 0/);
  });
});

describe("heads are assigned", () => {
  test("with the types of what stands there", async () => {
    const squeezenet = await models.squeezenet1_1();
    squeezenet.classifier[1] = new nn.Conv2d(squeezenet.classifier[1].in_channels, 4, 1);
    expect((squeezenet.forward(randn([1, 3, 32, 32])) as Tensor).shape).toEqual([1, 4]);

    const mobilenet = await models.mobilenet_v3_small();
    mobilenet.classifier[3] = new nn.Linear(mobilenet.classifier[3].in_features, 4);
    expect(mobilenet.forward(randn([2, 3, 32, 32])).shape).toEqual([2, 4]);
    mobilenet.classifier = new nn.Linear(mobilenet.classifier[0].in_features, 6);
    expect([...mobilenet.stateDict().keys()].slice(-2)).toEqual(["classifier.weight", "classifier.bias"]);
    expect(mobilenet.forward(randn([2, 3, 32, 32])).shape).toEqual([2, 6]);
  });
});

describe("a file whose head is another", () => {
  test.each(["mobilenet_v2", "squeezenet1_1", "densenet121"] as const)(
    "of %s says how many classes it has",
    async (builder) => {
      const file = path.join(folder, `${builder}.pth`);
      await io.save((await models.get(builder, { numClasses: 5 })).stateDict(), file);
      await expect(models.get(builder, { weights: file })).rejects.toMatchObject({
        code: "ERR_TORCHTS_STATE_DICT",
        message: expect.stringContaining("has 5 classes, the network's 1000: build it with numClasses: 5"),
      });
    },
  );
});

test.each(["vgg11", "mobilenet_v2", "googlenet", "inception_v3"] as const)(
  "%s refuses published weights with another number of classes, and a number of classes below one",
  async (builder) => {
    await expect(models.get(builder, { weights: "DEFAULT", numClasses: 4 })).rejects.toMatchObject({
      code: "ERR_TORCHTS_ARGUMENT",
      message: expect.stringContaining("models.replaceHead(model, 4)"),
    });
    await expect(models.get(builder, { numClasses: 0 })).rejects.toMatchObject({
      code: "ERR_TORCHTS_ARGUMENT",
      message: expect.stringContaining("numClasses must be an integer of at least 1, got 0"),
    });
  },
);
