/** First values of layers and nn.init: for the same seed PyTorch's numbers (scripts/fixtures/nn.py). */
import { describe, expect, test } from "vitest";
import * as nn from "../../lib/nn/index.ts";
import { empty, manualSeed, ones, type Tensor, zeros } from "../../lib/tensor/index.ts";
import { expectClose, fixtureTensors, RTOL } from "../helpers/index.ts";

const { tensors: fixture } = fixtureTensors("nn");

/** Uniform draws are exact; logarithms and cosines of normal draws differ in the last bit between builds. */
const RTOL_DRAW = 1e-6;

function value(key: string): Tensor {
  const found = fixture[key];
  if (found === undefined) throw new Error(`the fixture has no ${key}`);
  return found;
}

describe("layers made after manualSeed have PyTorch's weights", () => {
  const layers: Record<string, () => nn.Module> = {
    linear: () => new nn.Linear(4, 3),
    conv: () => new nn.Conv2d(4, 6, [3, 2], { groups: 2 }),
    deconv: () => new nn.ConvTranspose2d(4, 6, 3),
    batchnorm: () => new nn.BatchNorm2d(3),
    embedding: () => new nn.Embedding(5, 4, { paddingIdx: -1 }),
  };

  test.each(Object.keys(layers))("%s", (name) => {
    manualSeed(123);
    const state = (layers[name] as () => nn.Module)().stateDict();
    expect(state.size).toBeGreaterThan(0);
    for (const [key, tensor] of state) expectClose(tensor, value(`init|${name}|${key}`), RTOL_DRAW, key);
  });

  test("resetParameters draws anew as the constructor does", () => {
    manualSeed(123);
    const layer = new nn.Linear(4, 3);
    const first = layer.weight.clone();
    layer.resetParameters();
    expect(layer.weight.equal(first)).toBe(false);
    manualSeed(123);
    layer.resetParameters();
    expectClose(layer.weight, first, 0);
  });
});

describe("nn.init fills as PyTorch does", () => {
  const { init } = nn;
  const fills: Record<string, (t: Tensor) => Tensor> = {
    uniform: (t) => init.uniform_(t, { a: -2, b: 3 }),
    normal: (t) => init.normal_(t, { mean: 1, std: 0.5 }),
    constant: (t) => init.constant_(t, 0.3),
    kaimingUniform: (t) => init.kaimingUniform_(t, { nonlinearity: "relu" }),
    "kaimingUniform-out": (t) => init.kaimingUniform_(t, { a: 0.3, mode: "fanOut" }),
    "kaimingNormal-out": (t) => init.kaimingNormal_(t, { mode: "fanOut", nonlinearity: "relu" }),
    xavierUniform: (t) => init.xavierUniform_(t, { gain: init.calculateGain("tanh") }),
    xavierNormal: (t) => init.xavierNormal_(t),
    truncNormal: (t) => init.truncNormal_(t, { std: 0.02 }),
    "truncNormal-tight": (t) => init.truncNormal_(t, { mean: 0.5, std: 1, a: -0.5, b: 1 }),
    "truncNormal-narrow": (t) => init.truncNormal_(t, { mean: 0, std: 1, a: 1, b: 1.5 }),
    orthogonal: (t) => init.orthogonal_(t, { gain: 1.5 }),
  };

  test.each(Object.keys(fills))("%s", (name) => {
    manualSeed(321);
    // A parameter, because filling one must not be recorded for gradients.
    const parameter = new nn.Parameter(empty([6, 4, 3, 2]));
    expect((fills[name] as (t: Tensor) => Tensor)(parameter)).toBe(parameter);
    const rtol = name === "orthogonal" ? RTOL.float32 : RTOL_DRAW;
    expectClose(parameter, value(`fill|${name}`), rtol);
    expect(parameter.isLeaf).toBe(true);
  });

  test("a wide orthogonal matrix", () => {
    manualSeed(321);
    const matrix = init.orthogonal_(empty([3, 8]));
    expectClose(matrix, value("fill|orthogonal-wide"));
    expectClose(matrix.matmul(matrix.t()).diag(), ones([3]));
  });

  test("zeros and ones", () => {
    expect(init.ones_(zeros([2])).toArray()).toEqual([1, 1]);
    expect(init.zeros_(ones([2])).toArray()).toEqual([0, 0]);
  });

  test("gains, and what is refused", () => {
    expect(init.calculateGain("leakyRelu", 0.2)).toBeCloseTo(Math.sqrt(2 / 1.04), 15);
    expect(init.calculateGain("relu")).toBe(Math.SQRT2);
    expect(() => init.calculateGain("swish" as never)).toThrow(
      /unknown nonlinearity "swish"; known are linear/,
    );
    expect(() => init.kaimingUniform_(zeros([3]))).toThrow(
      /at least two dimensions \(out, in, \.\.\.\), got shape \[3\]/,
    );
    expect(() => init.kaimingNormal_(zeros([3, 3]), { mode: "fan_in" as never })).toThrow(
      /mode must be one of "fanIn", "fanOut", got "fan_in"/,
    );
    expect(() => init.orthogonal_(zeros([3]))).toThrow(/at least two dimensions/);
  });
});

describe("dropout draws as PyTorch does", () => {
  test("in training, and not in evaluation", () => {
    manualSeed(5);
    expectClose(new nn.Dropout({ p: 0.3 }).forward(ones([4, 5, 6, 6])), value("dropout|out"), RTOL_DRAW);
    manualSeed(5);
    expectClose(new nn.Dropout2d({ p: 0.3 }).forward(ones([4, 5, 3, 3])), value("dropout2d|out"), RTOL_DRAW);
    expect(
      new nn.Dropout({ p: 1 })
        .eval()
        .forward(ones([2]))
        .toArray(),
    ).toEqual([1, 1]);
    expect(
      nn.functional
        .dropout(ones([50]), { p: 1 })
        .sum()
        .item(),
    ).toBe(0);
  });
});
