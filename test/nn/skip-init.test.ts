/** Building modules without first values, and loading values without copying them. */

import { describe, expect, test } from "vitest";
import { getRngState, manualSeed, nn, ones, optim, type Tensor, zeros } from "../../lib/index.ts";
import { expectSame } from "../helpers/index.ts";

class Net extends nn.Module {
  conv = new nn.Conv2d(3, 4, 3);
  norm = new nn.BatchNorm2d(4);
  fc = new nn.Linear(4, 2);
  embedding = new nn.Embedding(3, 4);
  attention = new nn.MultiheadAttention(4, 2);

  constructor() {
    super();
    nn.init.truncNormal_(this.fc.weight);
    nn.init.orthogonal_(this.fc.weight);
  }

  override forward(x: Tensor): Tensor {
    return this.fc.forward(this.norm.forward(this.conv.forward(x)).mean([2, 3]));
  }
}

describe("skipInit", () => {
  test("builds with the usual keys and shapes, and draws no random number", () => {
    manualSeed(1);
    const before = getRngState();
    const model = nn.skipInit(() => new Net());
    expectSame(getRngState(), before);
    const shapes = (net: Net): [string, number[]][] =>
      [...net.stateDict()].map(([key, value]) => [key, value.shape]);
    expect(shapes(model)).toEqual(shapes(new Net()));
  });

  test("leaves what normalisations start with, which are no draws", () => {
    const model = nn.skipInit(() => new nn.BatchNorm2d(3));
    expectSame(model.weight as Tensor, ones([3]));
    expectSame(model.running_mean as Tensor, zeros([3]));
  });

  test("ends with the function, also where it throws, and nests", () => {
    const before = getRngState();
    expect(() =>
      nn.skipInit(() => {
        nn.skipInit(() => new nn.Linear(2, 2));
        new nn.Linear(2, 2);
        throw new RangeError("stop");
      }),
    ).toThrow("stop");
    expectSame(getRngState(), before);
    manualSeed(3);
    const first = new nn.Linear(2, 2);
    manualSeed(3);
    expectSame(new nn.Linear(2, 2).weight, first.weight);
  });

  test("refuses functions that go on after they return", () => {
    expect(() => nn.skipInit(async () => new nn.Linear(2, 2))).toThrow(/synchronous/);
  });
});

describe("loadStateDict with assign", () => {
  test("takes the tensors themselves, and leaves the parameter objects in place", () => {
    const source = new Net();
    const dict = new Map([...source.stateDict()].map(([key, value]) => [key, value.clone()]));
    const model = nn.skipInit(() => new Net());
    const parameters = [...model.parameters()];
    expect(model.loadStateDict(dict, { assign: true })).toEqual({
      missing: [],
      unexpected: [],
      mismatched: [],
    });
    expect([...model.parameters()]).toEqual(parameters);
    for (const [key, value] of model.stateDict()) {
      expectSame(value, source.stateDict().get(key) as Tensor, key);
      expect(value.storageId(), key).toBe(dict.get(key)?.storageId());
    }
    expect(model.fc.weight.requiresGrad).toBe(true);
  });

  test("takes the dtype too, and keeps what is frozen frozen", () => {
    const model = new nn.Linear(2, 2);
    model.weight.requiresGrad = false;
    model.loadStateDict(
      { weight: ones([2, 2], { dtype: "float64" }), bias: zeros([2], { dtype: "float64" }) },
      { assign: true },
    );
    expect([model.weight.dtype, model.weight.requiresGrad, model.bias?.requiresGrad]).toEqual([
      "float64",
      false,
      true,
    ]);
  });

  test("outlives the dict, and trains", () => {
    const dict = { weight: ones([1, 2]), bias: zeros([1]) };
    const model = nn.skipInit(() => new nn.Linear(2, 1));
    const optimizer = new optim.SGD(model.parameters(), { lr: 0.5 });
    model.loadStateDict(dict, { assign: true });
    for (const tensor of Object.values(dict)) tensor.dispose();
    model
      .forward(ones([1, 2]))
      .sum()
      .backward();
    optimizer.step();
    expect(model.weight.toArray()).toEqual([[0.5, 0.5]]);
  });

  test("changes nothing where something does not fit", () => {
    const model = new nn.Linear(2, 1);
    const before = model.weight.clone();
    expect(() => model.loadStateDict({ weight: ones([1, 2]) }, { assign: true })).toThrow(/missing/);
    expectSame(model.weight, before);
  });
});
