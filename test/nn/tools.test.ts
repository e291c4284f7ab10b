/** nn.utils, nn.init's structures and backward hooks against PyTorch (scripts/fixtures/nn_tools.py). */
import { describe, expect, test } from "vitest";
import {
  ArgumentError,
  empty,
  keep,
  manualSeed,
  memory,
  nn,
  noGrad,
  ones,
  optim,
  ShapeError,
  scope,
  type Tensor,
  torch,
} from "../../lib/index.ts";
import { expectClose, fixtureJson, fixtureTensors } from "../helpers/index.ts";

const { tensors: fixture } = fixtureTensors("nn-tools");
const { printed, hooks: seen } = fixtureJson<{
  printed: Record<string, string>;
  hooks: Record<string, boolean[][][]>;
}>("nn-tools");

/** After the power method and three steps; each rounds. */
const RTOL_STEPS = 2e-5;

function value(key: string): Tensor {
  const found = fixture[key];
  if (found === undefined) throw new Error(`the fixture has no ${key}`);
  return found;
}

const signed = (...shape: number[]): Tensor => torch.rand(shape).mul(4).sub(2);

function expectState(module: nn.Module, prefix: string): void {
  const wanted = Object.keys(fixture).filter((key) => key.startsWith(prefix));
  expect([...module.stateDict().keys()]).toEqual(wanted.map((key) => key.slice(prefix.length)));
  for (const [key, tensor] of module.stateDict()) expectClose(tensor, value(prefix + key), RTOL_STEPS, key);
}

type Layer = nn.Module & { forward(x: Tensor): Tensor };

describe("parametrizations", () => {
  const { weightNorm, spectralNorm } = nn.utils.parametrizations;
  const cases: Record<string, () => Layer> = {
    "weight-linear": () => weightNorm(new nn.Linear(4, 3)),
    "weight-all": () => weightNorm(new nn.Linear(4, 3), { dim: null }),
    "weight-conv": () => weightNorm(new nn.Conv2d(2, 3, 3), "weight", 1),
    "weight-bias": () => weightNorm(new nn.Linear(4, 3), { name: "bias" }),
    "spectral-linear": () => spectralNorm(new nn.Linear(4, 3)),
    "spectral-conv": () => spectralNorm(new nn.Conv2d(2, 3, 3), { nPowerIterations: 3, eps: 1e-6 }),
    "spectral-transposed": () => spectralNorm(new nn.ConvTranspose2d(2, 3, 3)),
    "spectral-bias": () => spectralNorm(new nn.Linear(4, 3), "bias"),
    both: () => spectralNorm(weightNorm(new nn.Linear(4, 3)), "bias"),
  };

  test.each(Object.keys(cases))("%s: first values, three steps, evaluation, removal", (name) => {
    scope(() => {
      manualSeed(11);
      const module = (cases[name] as () => Layer)();
      expect(String(module)).toBe(printed[name]);
      expectState(module, `${name}|first.`);
      const x = /conv|transposed/.test(name) ? signed(2, 2, 5, 5) : signed(2, 4);
      const optimizer = new optim.SGD(module.parameters(), { lr: 0.1 });
      for (let step = 0; step < 3; step++) {
        optimizer.zeroGrad();
        const out = module.forward(x);
        out.mul(out).sum().sqrt().backward();
        optimizer.step();
      }
      expectState(module, `${name}|trained.`);
      module.eval();
      expectClose(module.forward(x), value(`${name}|eval`), RTOL_STEPS);
      nn.utils.parametrize.removeParametrizations(module, name.endsWith("bias") ? "bias" : "weight");
      expect(String(module)).toBe(printed[`${name}|removed`]);
      expectState(module, `${name}|removed.`);
      expectClose(module.forward(x), value(`${name}|after`), RTOL_STEPS);
    });
  });

  test("a layer is its class before and after, and its forward leaves no tensor", () => {
    const layer = new nn.Linear(4, 3);
    const { weight } = layer;
    weightNorm(layer);
    expect(layer).toBeInstanceOf(nn.Linear);
    expect(nn.utils.parametrize.isParametrized(layer, "weight")).toBe(true);
    expect(nn.utils.parametrize.isParametrized(layer, { name: "bias" })).toBe(false);
    const x = ones([2, 4]);
    const before = memory.liveTensors();
    layer.forward(x).dispose();
    expect(memory.liveTensors()).toBeLessThanOrEqual(before);
    expectClose(layer.weight, weight, 1e-6);
    nn.utils.parametrize.removeParametrizations(layer, "weight");
    expect(nn.utils.parametrize.isParametrized(layer)).toBe(false);
    expect(Object.getPrototypeOf(layer)).toBe(nn.Linear.prototype);
  });

  test("the keys of before are read", () => {
    const layer = weightNorm(new nn.Linear(4, 3));
    const [bias, norms, directions] = [ones([3]), ones([3, 1]).mul(2), ones([3, 4])];
    layer.loadStateDict({ bias, weight_g: norms, weight_v: directions });
    expectClose(layer.weight, ones([3, 4]));
  });

  test("assigning sets the originals, and the original may be left", () => {
    const layer = spectralNorm(new nn.Linear(4, 3));
    const original = layer.getParameter("parametrizations.weight.original");
    (layer as { weight: Tensor }).weight = ones([3, 4]);
    expectClose(original, ones([3, 4]), 0);
    nn.utils.parametrize.removeParametrizations(layer, "weight", false);
    expect(layer.weight).toBe(original);
  });

  test("one of one's own, and another upon it", () => {
    class Symmetric extends nn.Module {
      override forward(x: Tensor): Tensor {
        return x.triu(0).add(x.triu(1).t());
      }
    }
    class Twice extends nn.Module {
      override forward(x: Tensor): Tensor {
        return x.mul(2);
      }
    }
    const layer = new nn.Linear(3, 3);
    const plain = layer.weight.clone();
    nn.utils.parametrize.registerParametrization(layer, "weight", new Symmetric());
    nn.utils.parametrize.registerParametrization(layer, "weight", new Twice());
    expectClose(
      layer.weight,
      noGrad(() => plain.triu(0).add(plain.triu(1).t()).mul(2)),
    );
    expect(() => {
      (layer as { weight: Tensor }).weight = plain;
    }).toThrow(/Twice has no rightInverse/);
  });

  test("what cannot be is refused", () => {
    class Flat extends nn.Module {
      override forward(x: Tensor): Tensor {
        return x.flatten();
      }
    }
    const { registerParametrization, removeParametrizations } = nn.utils.parametrize;
    expect(() => registerParametrization(new nn.Linear(2, 2), "weight", new Flat())).toThrow(ShapeError);
    expect(() => weightNorm(new nn.Linear(2, 2, false))).not.toThrow();
    expect(() => weightNorm(new nn.Linear(2, 2, false), "bias")).toThrow(
      /no parameter or buffer "bias", it is null/,
    );
    expect(() => spectralNorm(new nn.Linear(2, 2), { dim: 2 })).toThrow(/no dimension 2/);
    expect(() => spectralNorm(new nn.Linear(2, 2), { nPowerIterations: 0 })).toThrow(ArgumentError);
    expect(() => removeParametrizations(new nn.Linear(2, 2), "weight")).toThrow(
      /no parametrization of "weight"/,
    );
    expect(() => removeParametrizations(weightNorm(new nn.Linear(2, 2)), "weight", false)).toThrow(
      /2 tensors/,
    );
  });
});

describe("fusion", () => {
  const cases: Record<string, [() => Layer, () => nn.Module, boolean | null]> = {
    conv: [
      () => new nn.Conv2d(2, 4, 3, { stride: 2, padding: 1, groups: 2 }),
      () => new nn.BatchNorm2d(4),
      false,
    ],
    "conv-nobias": [
      () => new nn.Conv2d(2, 4, [3, 2], { bias: false, padding: "same" }),
      () => new nn.BatchNorm2d(4, { affine: false }),
      false,
    ],
    transposed: [
      () => new nn.ConvTranspose2d(2, 4, 3, { outputPadding: 1, stride: 2 }),
      () => new nn.BatchNorm2d(4, { eps: 0.1 }),
      true,
    ],
    linear: [() => new nn.Linear(3, 4), () => new nn.BatchNorm1d(4), null],
    "linear-nobias": [() => new nn.Linear(3, 4, false), () => new nn.BatchNorm1d(4), null],
  };

  test.each(Object.keys(cases))("%s", (name) => {
    scope(() => {
      const [makeLayer, makeNorm, transpose] = cases[name] as (typeof cases)[string];
      manualSeed(12);
      const layer = makeLayer().eval();
      const norm = makeNorm().eval();
      noGrad(() => {
        norm.getBuffer("running_mean").copy_(torch.rand([4]));
        norm.getBuffer("running_var").copy_(torch.rand([4]).add(0.5));
        for (const parameter of norm.parameters()) parameter.copy_(torch.rand([4]));
      });
      const made = (
        transpose === null
          ? nn.utils.fuseLinearBnEval(layer as nn.Linear, norm)
          : nn.utils.fuseConvBnEval(layer, norm, transpose)
      ) as Layer;
      const x = transpose === null ? signed(2, 3) : signed(2, 2, 5, 5);
      expect(String(made)).toBe(printed[`fused|${name}`]);
      expectClose(made.getParameter("weight"), value(`fused|${name}|weight`));
      expectClose(made.getParameter("bias"), value(`fused|${name}|bias`));
      expectClose(made.forward(x), value(`fused|${name}|out`));
    });
  });

  test("needs evaluation mode, statistics and layers that fit", () => {
    const { fuseConvBnEval, fuseLinearBnEval } = nn.utils;
    const conv = new nn.Conv2d(1, 2, 1);
    expect(() => fuseConvBnEval(conv, new nn.BatchNorm2d(2).eval())).toThrow(/evaluation mode/);
    const untracked = new nn.BatchNorm2d(2, { trackRunningStats: false }).eval();
    expect(() => fuseConvBnEval(conv.eval(), untracked)).toThrow(/no running statistics/);
    expect(() => fuseLinearBnEval(new nn.Linear(2, 3).eval(), new nn.BatchNorm1d(2).eval())).toThrow(
      /2 features/,
    );
    expect(() => fuseConvBnEval(new nn.ReLU().eval(), new nn.BatchNorm2d(2).eval())).toThrow(/has no weight/);
  });
});

describe("nn.init's structures", () => {
  const { init } = nn;
  const cases: Record<string, [number[], (t: Tensor) => Tensor]> = {
    eye: [[3, 5], (t) => init.eye_(t)],
    "eye-tall": [[4, 2], (t) => init.eye_(t)],
    "dirac-1d": [[4, 3, 5], (t) => init.dirac_(t)],
    "dirac-2d": [[6, 2, 3, 4], (t) => init.dirac_(t, 2)],
    "dirac-3d": [[2, 3, 3, 2, 3], (t) => init.dirac_(t, { groups: 1 })],
    sparse: [[7, 4], (t) => init.sparse_(t, 0.3)],
    "sparse-std": [[5, 3], (t) => init.sparse_(t, { sparsity: 0.5, std: 2 })],
  };

  test.each(Object.keys(cases))("%s", (name) => {
    const [shape, fill] = cases[name] as (typeof cases)[string];
    manualSeed(13);
    const parameter = new nn.Parameter(empty(shape));
    expect(fill(parameter)).toBe(parameter);
    expectClose(parameter, value(`fill|${name}`), 1e-6);
  });

  test("other shapes are refused, and skipInit skips", () => {
    expect(() => init.eye_(empty([2, 2, 2]))).toThrow(ShapeError);
    expect(() => init.dirac_(empty([2, 2]))).toThrow(/3 to 5 dimensions/);
    expect(() => init.dirac_(empty([3, 2, 1]), 2)).toThrow(/do not divide/);
    expect(() => init.sparse_(empty([2]), 0.5)).toThrow(ShapeError);
    expect(() => init.sparse_(empty([2, 2]), { std: 1 } as never)).toThrow(/sparsity is missing/);
    const filled = ones([2, 2]);
    nn.skipInit(() => init.eye_(filled));
    expectClose(filled, ones([2, 2]), 0);
  });
});

test("parameters by name are printed and kept in order", () => {
  const dict = new nn.ParameterDict({ a: new nn.Parameter(torch.zeros([2, 3])), b: torch.zeros([]) });
  dict.set("c", torch.zeros([2], { dtype: "float64" }));
  expect(String(dict)).toBe(printed["parameter-dict"]);
  expect([...dict.stateDict().keys()]).toEqual(["a", "b", "c"]);
  expect([dict.length, dict.has("b"), dict.delete("b"), dict.keys()]).toEqual([3, true, true, ["a", "c"]]);
  expect(dict.get("a").requiresGrad).toBe(true);
  expect(() => dict.get("b")).toThrow(/it has a, c/);
  expect(() => dict.set("1", torch.ones([1]))).toThrow(/cannot follow/);
  expect(() => dict.set("get", torch.ones([1]))).toThrow(/is a member of the class/);
  expect(() => dict.forward()).toThrow(/no forward/);
  expect(() => new nn.ParameterDict([ones([1])] as never)).toThrow(/an object of tensors/);
});

test("parameters go into one vector and back", () => {
  const layer = new nn.Linear(3, 2);
  const vector = nn.utils.parametersToVector(layer.parameters());
  expect(vector.shape).toEqual([8]);
  expectClose(vector.narrow(0, 6, 2), layer.bias as Tensor, 0);
  vector.sum().backward();
  expectClose(layer.weight.grad as Tensor, ones([2, 3]), 0);
  nn.utils.vectorToParameters(torch.arange(8).to("float32"), layer.parameters());
  expect([layer.weight.toArray(), layer.bias?.toArray()]).toEqual([
    [
      [0, 1, 2],
      [3, 4, 5],
    ],
    [6, 7],
  ]);
  expect(() => nn.utils.vectorToParameters(ones([9]), layer.parameters())).toThrow(/a vector of 8 elements/);
  expect(() => nn.utils.parametersToVector([])).toThrow(ArgumentError);
});

describe("backward hooks", () => {
  function recorder(name: string): nn.BackwardHook & { calls: boolean[][][] } {
    const calls: boolean[][][] = [];
    const hook = (_: nn.Module, gradInput: nn.Gradients, gradOutput: nn.Gradients): undefined => {
      for (const [kind, gradients] of [
        ["in", gradInput],
        ["out", gradOutput],
      ] as const) {
        gradients.forEach((gradient, i) => {
          if (gradient !== null) expectClose(gradient, value(`hook|${name}|${calls.length}.${kind}${i}`));
        });
      }
      calls.push([gradInput, gradOutput].map((all) => all.map((one) => one !== null)));
      return undefined;
    };
    return Object.assign(hook, { calls });
  }

  class TwoInputs extends nn.Module {
    linear = new nn.Linear(3, 2);
    override forward(a: Tensor, scale: number, b: Tensor): [Tensor, Tensor, Tensor] {
      return [this.linear.forward(a).mul(scale), b.mul(b), a.detach()];
    }
  }

  test("see the gradients that PyTorch's see", () => {
    scope(() => {
      manualSeed(14);
      const two = new TwoInputs();
      const onTwo = recorder("two");
      two.registerFullBackwardHook(onTwo);
      const [a, b] = [signed(2, 3).requiresGrad_(), signed(4).requiresGrad_()];
      const [out, square] = two.forward(a, 3, b);
      out.sum().add(square.sum()).backward();
      expect(onTwo.calls).toEqual(seen.two);
      expectClose(a.grad as Tensor, value("hook|two|a"));
      expectClose(b.grad as Tensor, value("hook|two|b"));

      const replaced = new nn.Linear(3, 2);
      const onReplaced = recorder("replaced");
      replaced.registerFullBackwardPreHook((_, [gradient]) => [(gradient as Tensor).mul(2)]);
      replaced.registerFullBackwardPreHook((_, [gradient]) => (gradient as Tensor).add(1));
      replaced.registerFullBackwardHook((_, [gradient]) => [(gradient as Tensor).mul(10)]);
      replaced.registerFullBackwardHook(onReplaced);
      const x = signed(2, 3).requiresGrad_();
      replaced.forward(x).pow(2).sum().backward();
      expect(onReplaced.calls).toEqual(seen.replaced);
      expectClose(x.grad as Tensor, value("hook|replaced|x"));
      for (const [key, parameter] of replaced.namedParameters()) {
        expectClose(parameter.grad as Tensor, value(`hook|replaced|grad.${key}`), undefined, key);
      }

      const none = new nn.Linear(3, 2);
      const onNone = recorder("none");
      none.registerFullBackwardHook(onNone);
      none.forward(signed(2, 3)).sum().backward();
      expect(onNone.calls).toEqual(seen.none);

      const layer = new nn.Linear(3, 3);
      const onTwice = recorder("twice");
      layer.registerFullBackwardHook(onTwice);
      const y = signed(2, 3).requiresGrad_();
      layer.forward(layer.forward(y).tanh()).sum().backward();
      expect(onTwice.calls).toEqual(seen.twice);
      expectClose(y.grad as Tensor, value("hook|twice|x"));
    });
  });

  test("run off the main thread's backward too, and until they are removed", async () => {
    const layer = new nn.Linear(2, 2);
    let calls = 0;
    const handle = layer.registerFullBackwardHook(() => void calls++);
    await layer
      .forward(ones([1, 2]))
      .sum()
      .backwardAsync();
    expect(calls).toBe(1);
    handle.remove();
    layer
      .forward(ones([1, 2]))
      .sum()
      .backward();
    noGrad(() => layer.forward(ones([1, 2])));
    expect(calls).toBe(1);
  });

  test("leave no tensor but those that are kept", () => {
    const layer = new nn.Linear(2, 2);
    layer
      .forward(ones([1, 2]))
      .sum()
      .backward();
    const kept: Tensor[] = [];
    layer.registerFullBackwardHook((_, __, [gradient]) => void kept.push(keep(gradient as Tensor)));
    scope(() => {
      const x = ones([1, 2]).requiresGrad_();
      layer.forward(x).sum().backward();
    });
    expect(kept[0]?.toArray()).toEqual([[1, 1]]);
  });

  test("what they give has to fit", () => {
    const broken = (hook: nn.BackwardHook<nn.Linear>): (() => void) => {
      const layer = new nn.Linear(2, 2);
      layer.registerFullBackwardHook(hook);
      return () =>
        layer
          .forward(ones([1, 2]).requiresGrad_())
          .sum()
          .backward();
    };
    expect(broken(() => [])).toThrow(/gave 0 gradients where there are 1/);
    expect(broken(() => 3 as never)).toThrow(/must return nothing or gradients, got 3/);
    const layer = new nn.Linear(2, 2);
    layer.registerFullBackwardHook(() => [ones([1, 2])]);
    expect(() =>
      layer
        .forward(ones([1, 2]))
        .sum()
        .backward(),
    ).toThrow(/no input has a gradient/);
    expect(() => layer.registerFullBackwardHook(3 as never)).toThrow(/must be a function/);
  });
});
