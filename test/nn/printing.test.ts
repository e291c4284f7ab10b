/** Printed modules against Python's `repr` (scripts/fixtures/nn.py). */
import { describe, expect, test } from "vitest";
import * as nn from "../../lib/nn/index.ts";
import { zeros } from "../../lib/tensor/index.ts";
import { fixtureJson } from "../helpers/index.ts";

describe("printing", () => {
  const { printed } = fixtureJson<{ printed: Record<string, string> }>("nn");
  const linear = () => new nn.Sequential(new nn.Linear(1, 1), new nn.ReLU());
  const modules: Record<string, () => nn.Module> = {
    linear: () => new nn.Linear(4, 3, { bias: false }),
    conv: () =>
      new nn.Conv2d(4, 6, 3, {
        stride: 2,
        padding: 1,
        dilation: 2,
        groups: 2,
        bias: false,
        paddingMode: "circular",
      }),
    "conv-same": () => new nn.Conv2d(1, 2, 3, { padding: "same" }),
    deconv: () => new nn.ConvTranspose2d(2, 2, 2, { stride: 2, outputPadding: 1 }),
    batchnorm: () => new nn.BatchNorm2d(3, { momentum: null, affine: false }),
    "batchnorm-small": () => new nn.BatchNorm1d(3, { eps: 1e-12, momentum: 0.01 }),
    layernorm: () => new nn.LayerNorm(3, { eps: 1e-6 }),
    "layernorm-2d": () => new nn.LayerNorm([3, 4], { bias: false }),
    groupnorm: () => new nn.GroupNorm(2, 4),
    maxpool: () => new nn.MaxPool2d(3, { stride: 2, padding: 1, returnIndices: true, ceilMode: true }),
    maxunpool: () => new nn.MaxUnpool2d(2),
    avgpool: () => new nn.AvgPool2d([2, 3]),
    adaptiveavg: () => new nn.AdaptiveAvgPool2d([null, 3]),
    adaptivemax: () => new nn.AdaptiveMaxPool2d(1),
    activations: () =>
      new nn.Sequential(
        new nn.ReLU({ inplace: true }),
        new nn.ReLU6(),
        new nn.LeakyReLU({ negativeSlope: 0.2, inplace: true }),
        new nn.GELU(),
        new nn.SiLU(),
        new nn.Sigmoid(),
        new nn.Tanh(),
        new nn.Softmax({ dim: 1 }),
        new nn.LogSoftmax({ dim: -1 }),
        new nn.Hardswish({ inplace: true }),
        new nn.Hardsigmoid({ inplace: true }),
      ),
    shapes: () =>
      new nn.Sequential(
        new nn.Flatten(),
        new nn.Unflatten(1, [2, 3]),
        new nn.Identity(),
        new nn.Dropout({ p: 0.2 }),
        new nn.Dropout2d({ p: 0.5, inplace: true }),
      ),
    embedding: () => new nn.Embedding(3, 4, { paddingIdx: 0, maxNorm: 1.5, scaleGradByFreq: true }),
    upsample: () => new nn.Upsample({ scaleFactor: [2, 1.5] }),
    "upsample-size": () => new nn.Upsample({ size: [3, 4], mode: "bilinear" }),
    losses: () =>
      new nn.ModuleList([new nn.CrossEntropyLoss(), new nn.CrossEntropyLoss(), new nn.BCEWithLogitsLoss()]),
    list: () => new nn.ModuleList([linear(), linear()]),
    dict: () => new nn.ModuleDict({ a: new nn.ReLU(), b: new nn.ModuleDict() }),
    parameters: () => new nn.ParameterList([zeros([2, 3]), zeros([])]),
  };

  test("the table covers every case of the fixture", () => {
    expect(Object.keys(modules)).toEqual(Object.keys(printed));
  });

  test.each(Object.keys(modules))("%s", (name) => {
    expect(String((modules[name] as () => nn.Module)())).toBe(printed[name]);
  });
});
