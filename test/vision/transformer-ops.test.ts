/** StochasticDepth, MLP, Permute and LayerNorm2d against torchvision's (`blocks` of scripts/fixtures/zoo2.py). */

import { describe, expect, test } from "vitest";
import { cat, manualSeed, nn, ones, type Tensor, zeros } from "../../lib/index.ts";
import { LayerNorm2d, MLP, Permute, StochasticDepth, stochasticDepth } from "../../lib/vision/ops/index.ts";
import { expectClose, expectSame, fixtureTensors } from "../helpers/index.ts";

const stored = fixtureTensors("zoo2").tensors;

function fixed(name: string): Tensor {
  const value = stored[name];
  if (value === undefined) throw new Error(`test/fixtures/zoo2.safetensors has no ${name}`);
  return value;
}

describe("StochasticDepth", () => {
  test.each(["row", "batch"] as const)("drops a %s with torchvision's random numbers", (mode) => {
    manualSeed(3);
    const module = new StochasticDepth(0.4, mode);
    const found = cat(Array.from({ length: 4 }, () => module.forward(ones([6, 2, 1]))));
    expectSame(found, fixed(`depth.${mode}`));
  });

  test("drops everything with probability one", () => {
    expectSame(stochasticDepth(ones([3, 2]), 1, "row"), fixed("depth.all"));
  });

  test("returns its input in evaluation mode, and with probability zero", () => {
    const x = ones([2, 3]);
    expect(new StochasticDepth(0.4, "row").eval().forward(x)).toBe(x);
    expect(new StochasticDepth(0, "row").forward(x)).toBe(x);
  });

  test("refuses other probabilities and modes, and prints as torchvision prints it", () => {
    expect(() => new StochasticDepth(1.5, "row")).toThrow(/between 0 and 1, got 1.5/);
    expect(() => stochasticDepth(zeros([2]), 0.5, "column" as "row")).toThrow(
      /"row" or "batch", got "column"/,
    );
    expect(String(new StochasticDepth(0.25, "batch"))).toBe("StochasticDepth(p=0.25, mode=batch)");
  });
});

describe("MLP", () => {
  test("has torchvision's keys, initial values and output", () => {
    manualSeed(4);
    const normLayer = (features: number): nn.TensorModule => new nn.LayerNorm(features);
    const mlp = new MLP(5, [7, 6, 3], { normLayer, inplace: true });
    const state = mlp.stateDict();
    const keys = Object.keys(stored).filter((key) => key.startsWith("mlp.state."));
    expect([...state.keys()]).toEqual(keys.map((key) => key.slice("mlp.state.".length)));
    for (const [key, value] of state) expectSame(value, fixed(`mlp.state.${key}`), key);
    expectClose(mlp.forward(fixed("mlp.in")), fixed("mlp.out"));
  });

  test("refuses to have no layers", () => {
    expect(() => new MLP(5, [])).toThrow(/at least one hidden width/);
  });
});

test("LayerNorm2d normalises over channels", () => {
  const norm = new LayerNorm2d(4, { eps: 1e-6 });
  norm.loadStateDict({ weight: fixed("norm2d.weight"), bias: zeros([4]) });
  expectClose(norm.forward(fixed("norm2d.in")), fixed("norm2d.out"));
});

test("Permute gives a view with the dimensions in another order", () => {
  const x = zeros([2, 3, 4]);
  const moved = new Permute([2, 0, 1]).forward(x);
  expect(moved.shape).toEqual([4, 2, 3]);
  moved.fill_(1);
  expect(x.sum().item()).toBe(24);
});
