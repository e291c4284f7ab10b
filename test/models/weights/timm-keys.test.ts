/** timm's names become ours: complete, of the right shape, and at the right place, so that outputs are timm's. */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { models, nn, noGrad, scope, setNumThreads, type Tensor, zeros } from "../../../lib/index.ts";
import { builderOfTimm, mapTimmKeys } from "../../../lib/models/weights/timm-keys.ts";
import { expectClose, fixturePath } from "../../helpers/index.ts";
import { hollow } from "../networks.ts";
import { noise, timmValue } from "../timm-noise.ts";

interface Network {
  keys: string;
  edge?: number;
  logits?: number[];
}

const fixture = JSON.parse(readFileSync(fixturePath("timm-keys.json"), "utf8")) as {
  networks: Record<string, Network>;
  filters: Record<string, [number[], number[]]>;
};

/** float32 through some fifty layers, against another library's order of operations. */
const OUTPUT_RTOL = 1e-4;

function shapesOf({ keys }: Network): [string, number[]][] {
  return keys.split("\n").map((line) => {
    const [key = "", sizes = ""] = line.split(" ");
    return [key, sizes === "" ? [] : sizes.split("x").map(Number)];
  });
}

describe.each(Object.entries(fixture.networks))("timm's %s", (architecture, network) => {
  const builder = builderOfTimm(architecture) as models.ModelName;

  test("has our keys and shapes, all of them and no others", async () => {
    const named = shapesOf(network);
    const stored = new Map(named.map(([key, shape]) => [key, zeros([]).expand(shape)]));
    const mapped = mapTimmKeys(builder, stored);
    const model = await hollow(builder);
    const own = [...model.stateDict()].filter(([key]) => !key.endsWith("num_batches_tracked"));
    const described = (dict: Iterable<[string, Tensor]>): string[] =>
      [...dict].map(([key, tensor]) => `${key} ${tensor.shape.join("x")}`).sort();
    expect(described(mapped)).toEqual(described(own));
  });

  test.skipIf(network.logits === undefined)("computes timm's outputs", { timeout: 120_000 }, async () => {
    setNumThreads(1);
    const model = await models.get(builder);
    await scope(async () => {
      const stored = new Map(
        shapesOf(network).map(([key, shape]) => [key, scope(() => timmValue(key, shape))]),
      );
      model.loadStateDict(mapTimmKeys(builder, stored));
    });
    model.eval();
    const edge = network.edge as number;
    const images = noise(1, [2, 3, edge, edge]).mul(2).to("float32");
    const logits = noGrad(() => (model as nn.TensorModule).forward(images));
    const every50th = logits.reshape([2, 20, 50]).select(2, 0).reshape([-1]);
    expectClose(every50th, network.logits as number[], OUTPUT_RTOL);
  });
});

test("architectures without a mapping are none", () => {
  expect(builderOfTimm("resnet18.a1_in1k")).toBe("resnet18");
  for (const other of ["resnet50d", "tf_efficientnet_b0", "efficientnet_b5", "toString", ""]) {
    expect(builderOfTimm(other), other).toBeNull();
  }
});

describe("adaptInput", () => {
  const makeStem = (): nn.Sequential => {
    const conv = new nn.Conv2d(3, 4, 2, { stride: 2, padding: 1, dilation: 1, paddingMode: "reflect" });
    noGrad(() => conv.weight.copy_(noise(7, [4, 3, 2, 2])));
    return new nn.Sequential(conv, new nn.ReLU());
  };

  test.each(Object.entries(fixture.filters))("for %s channels gives timm's filters", (channels, expected) => {
    const model = makeStem();
    const bias = (model.getParameter("0.bias") as Tensor).clone();
    expect(models.adaptInput(model, Number(channels))).toBe(model);
    const conv = model.getSubmodule("0") as nn.Conv2d;
    expect([conv.weight.shape, conv.in_channels]).toEqual([expected[0], Number(channels)]);
    expectClose(conv.weight.reshape([-1]), expected[1], 1e-6);
    expectClose(conv.bias as Tensor, bias, 0);
    expect([conv.stride, conv.padding, conv.padding_mode]).toEqual([[2, 2], [1, 1], "reflect"]);
  });

  test("one channel sees in a grey image what three saw in its copies", () => {
    const model = makeStem();
    const grey = noise(3, [2, 1, 8, 8]).to("float32");
    const before = noGrad(() => model.forward(grey.expand([-1, 3, -1, -1])));
    models.adaptInput(model, 1);
    expectClose(
      noGrad(() => model.forward(grey)),
      before,
      1e-5,
    );
  });

  test("with the mean every channel gets the mean of the filters", () => {
    for (const channels of [1, 2, 5]) {
      const model = makeStem();
      const mean = model.getParameter("0.weight").mean({ dim: 1, keepdim: true }).detach();
      models.adaptInput(model, channels, { method: "mean" });
      expectClose(model.getParameter("0.weight"), mean.expand([-1, channels, -1, -1]).contiguous(), 0);
    }
  });

  test("keeps what is frozen frozen, and refuses what it cannot do", () => {
    const model = makeStem().requiresGrad_(false);
    models.adaptInput(model, 1);
    expect([...model.parameters()].some((parameter) => parameter.requiresGrad)).toBe(false);
    expect(() => models.adaptInput(makeStem(), 0)).toThrow(
      /channels must be an integer of at least 1, got 0/,
    );
    expect(() => models.adaptInput(new nn.Sequential(new nn.ReLU()), 1)).toThrow(/no convolution/);
    const grouped = new nn.Sequential(new nn.Conv2d(3, 3, 1, { groups: 3 }));
    expect(() => models.adaptInput(grouped, 1)).toThrow(/0 is a convolution in 3 groups/);
  });
});
