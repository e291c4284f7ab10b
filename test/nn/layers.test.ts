/** Every layer and loss against PyTorch: output, gradients, changed buffers (scripts/fixtures/nn.py). */
import { describe, expect, test } from "vitest";
import * as nn from "../../lib/nn/index.ts";
import { ones, scope, type Tensor, tensor } from "../../lib/tensor/index.ts";
import { expectClose, fixtureTensors, RTOL } from "../helpers/index.ts";

const { tensors: fixture } = fixtureTensors("nn");

/** Convolutions and normalisations sum in another order on other machines. */
const RTOL_LAYER = RTOL.float32;

const lossWeight = () => tensor([0.5, 2, 1, 0, 3]);

const cases: Record<string, () => nn.Module> = {
  linear: () => new nn.Linear(5, 3),
  "linear-nobias": () => new nn.Linear(5, 3, { bias: false }),
  conv: () => new nn.Conv2d(4, 6, 3),
  "conv-unbatched": () => new nn.Conv2d(4, 6, 3),
  "conv-stride": () => new nn.Conv2d(4, 6, [3, 2], { stride: [2, 1], padding: [1, 0], bias: false }),
  "conv-dilation": () => new nn.Conv2d(4, 6, 3, { dilation: 2, padding: 2 }),
  "conv-groups": () => new nn.Conv2d(4, 8, 3, { groups: 2, padding: 1 }),
  "conv-depthwise": () => new nn.Conv2d(4, 4, 3, { groups: 4, padding: 1 }),
  "conv-same": () => new nn.Conv2d(4, 6, [4, 3], { padding: "same" }),
  "conv-valid": () => new nn.Conv2d(4, 6, 3, { padding: "valid" }),
  "conv-reflect": () => new nn.Conv2d(4, 6, 3, { padding: [2, 1], paddingMode: "reflect" }),
  "conv-replicate": () => new nn.Conv2d(4, 6, 3, { padding: 1, paddingMode: "replicate" }),
  "conv-circular-same": () => new nn.Conv2d(4, 6, [4, 3], { padding: "same", paddingMode: "circular" }),
  deconv: () => new nn.ConvTranspose2d(4, 6, 3, { stride: 2, padding: 1, outputPadding: 1 }),
  "deconv-groups": () => new nn.ConvTranspose2d(4, 6, [2, 3], { groups: 2, dilation: 2, bias: false }),
  "batchnorm2d-train": () => new nn.BatchNorm2d(4),
  "batchnorm2d-eval": () => new nn.BatchNorm2d(4).eval(),
  "batchnorm2d-average": () => new nn.BatchNorm2d(4, { momentum: null }),
  "batchnorm2d-options": () => new nn.BatchNorm2d(4, { eps: 1e-2, momentum: 0.3, affine: false }),
  "batchnorm2d-untracked": () => new nn.BatchNorm2d(4, { trackRunningStats: false }).eval(),
  batchnorm1d: () => new nn.BatchNorm1d(5),
  "batchnorm1d-3d": () => new nn.BatchNorm1d(5),
  layernorm: () => new nn.LayerNorm(6),
  "layernorm-2d": () => new nn.LayerNorm([3, 6], { eps: 1e-3 }),
  groupnorm: () => new nn.GroupNorm(2, 4),
  relu: () => new nn.ReLU(),
  relu6: () => new nn.ReLU6(),
  leakyrelu: () => new nn.LeakyReLU({ negativeSlope: 0.2 }),
  gelu: () => new nn.GELU(),
  "gelu-tanh": () => new nn.GELU({ approximate: "tanh" }),
  silu: () => new nn.SiLU(),
  sigmoid: () => new nn.Sigmoid(),
  tanh: () => new nn.Tanh(),
  softmax: () => new nn.Softmax({ dim: 1 }),
  logsoftmax: () => new nn.LogSoftmax({ dim: -1 }),
  hardswish: () => new nn.Hardswish(),
  hardsigmoid: () => new nn.Hardsigmoid(),
  maxpool: () => new nn.MaxPool2d(3, { stride: 2, padding: 1 }),
  "maxpool-ceil": () => new nn.MaxPool2d([2, 3], { dilation: [1, 2], stride: 2, ceilMode: true }),
  avgpool: () => new nn.AvgPool2d(3, { stride: 2, padding: 1, countIncludePad: false }),
  "avgpool-divisor": () => new nn.AvgPool2d(2, { ceilMode: true, divisorOverride: 3 }),
  adaptiveavg: () => new nn.AdaptiveAvgPool2d([3, 2]),
  "adaptiveavg-none": () => new nn.AdaptiveAvgPool2d([null, 1]),
  adaptivemax: () => new nn.AdaptiveMaxPool2d(3),
  "dropout-eval": () => new nn.Dropout({ p: 0.5 }).eval(),
  flatten: () => new nn.Flatten(),
  unflatten: () => new nn.Unflatten(1, [2, 3]),
  identity: () => new nn.Identity(),
  embedding: () => new nn.Embedding(7, 3, { paddingIdx: 2 }),
  "upsample-nearest": () => new nn.Upsample({ scaleFactor: 2 }),
  "upsample-bilinear": () => new nn.Upsample({ size: [9, 11], mode: "bilinear" }),
  "upsample-corners": () => new nn.Upsample({ scaleFactor: [2, 1.5], mode: "bilinear", alignCorners: true }),
  "upsample-bicubic": () => new nn.Upsample({ scaleFactor: 1.7, mode: "bicubic" }),
  "upsample-area": () => new nn.Upsample({ scaleFactor: 0.5, mode: "area" }),
  sequential: () =>
    new nn.Sequential(
      new nn.Conv2d(4, 3, 3),
      new nn.ReLU({ inplace: true }),
      new nn.Flatten(),
      new nn.Linear(60, 2),
    ),
  ce: () => new nn.CrossEntropyLoss(),
  "ce-weight": () => new nn.CrossEntropyLoss({ weight: lossWeight(), reduction: "sum" }),
  "ce-ignore": () => new nn.CrossEntropyLoss({ ignoreIndex: 1, labelSmoothing: 0.1 }),
  "ce-smooth-weight": () => new nn.CrossEntropyLoss({ weight: lossWeight(), labelSmoothing: 0.2 }),
  "ce-none-2d": () => new nn.CrossEntropyLoss({ reduction: "none" }),
  "ce-probabilities": () => new nn.CrossEntropyLoss({ labelSmoothing: 0.1 }),
  nll: () => new nn.NLLLoss({ weight: lossWeight() }),
  bce: () => new nn.BCELoss({ weight: tensor([1, 2, 0.5]) }),
  bcelogits: () => new nn.BCEWithLogitsLoss({ posWeight: tensor([1, 2, 0.5]) }),
  mse: () => new nn.MSELoss(),
  "mse-none": () => new nn.MSELoss({ reduction: "none" }),
  l1: () => new nn.L1Loss({ reduction: "sum" }),
  smoothl1: () => new nn.SmoothL1Loss({ beta: 0.7 }),
  "smoothl1-zero": () => new nn.SmoothL1Loss({ beta: 0 }),
  huber: () => new nn.HuberLoss({ delta: 0.6 }),
  "kl-batchmean": () => new nn.KLDivLoss({ reduction: "batchmean" }),
  "kl-log": () => new nn.KLDivLoss({ reduction: "sum", logTarget: true }),
};

/** Tensors of a case whose key begins with `part`, by the rest of the key. */
function partOf(name: string, part: string): Map<string, Tensor> {
  const prefix = `${name}|${part}`;
  const entries = Object.entries(fixture).filter(([key]) => key.startsWith(prefix));
  return new Map(entries.map(([key, value]) => [key.slice(prefix.length), value]));
}

function expected(key: string): Tensor {
  const value = fixture[key];
  if (value === undefined) throw new Error(`the fixture has no ${key}`);
  return value;
}

describe("layers equal PyTorch's", () => {
  test("the table covers every case of the fixture", () => {
    const inFixture = new Set(
      Object.keys(fixture)
        .filter((key) => key.endsWith("|cotangent"))
        .map((key) => key.split("|")[0]),
    );
    expect(Object.keys(cases).sort()).toEqual([...inFixture].sort());
  });

  test.each(Object.keys(cases))("%s", (name) => {
    scope(() => {
      const module = (cases[name] as () => nn.Module)();
      const state = partOf(name, "state.");
      expect([...module.stateDict().keys()]).toEqual([...state.keys()]);
      module.loadStateDict(state);

      const inputs = [...partOf(name, "in").values()].map((input, i) => {
        const copy = input.clone();
        return fixture[`${name}|grad.in${i}`] === undefined ? copy : copy.requiresGrad_();
      });
      const forward = module.forward as (...args: Tensor[]) => Tensor;
      const output = forward(...inputs);
      expectClose(output, expected(`${name}|out`), RTOL_LAYER, "output");

      output
        .mul(expected(`${name}|cotangent`))
        .sum()
        .backward();
      inputs.forEach((input, i) => {
        const gradient = fixture[`${name}|grad.in${i}`];
        if (gradient !== undefined)
          expectClose(input.grad as Tensor, gradient, RTOL_LAYER, `gradient of input ${i}`);
      });
      for (const [key, parameter] of module.namedParameters()) {
        expectClose(
          parameter.grad as Tensor,
          expected(`${name}|grad.${key}`),
          RTOL_LAYER,
          `gradient of ${key}`,
        );
      }
      for (const [key, buffer] of module.namedBuffers()) {
        expectClose(buffer, expected(`${name}|after.${key}`), RTOL_LAYER, key);
      }
    });
  });

  test("max pooling with indices and its reverse", () => {
    const pool = new nn.MaxPool2d(2, { stride: 2, returnIndices: true });
    const input = expected("unpool|in0");
    const { output, indices } = pool.forwardWithIndices(input);
    expectClose(output, expected("unpool|pooled"));
    expectClose(indices, expected("unpool|indices"), 0);
    const unpool = new nn.MaxUnpool2d(2, { stride: 2 });
    expectClose(unpool.forward(output, indices), expected("unpool|out"));
    expectClose(unpool.forward(output, indices, input.shape), expected("unpool|out-sized"));
    expect(() => unpool.forward(output, indices, [20, 20])).toThrow(/outputSize \[20,20\]/);
    expect(() => pool.forward(input)).toThrow(/forwardWithIndices/);
  });

  test("a transposed convolution reaches any output size its stride allows", () => {
    const layer = new nn.ConvTranspose2d(2, 2, 3, { stride: 2, padding: 1 });
    const input = ones([1, 2, 6, 6]);
    expect(layer.forward(input).shape).toEqual([1, 2, 11, 11]);
    expect(layer.forward(input, [12, 11]).shape).toEqual([1, 2, 12, 11]);
    expect(layer.forward(input, [1, 2, 12, 12]).shape).toEqual([1, 2, 12, 12]);
    expect(() => layer.forward(input, [13, 11])).toThrow(/dimension 0 may be 11 to 12/);
  });

  test("in-place activations write into their input", () => {
    for (const Activation of [nn.ReLU, nn.ReLU6, nn.SiLU, nn.Hardswish, nn.Hardsigmoid, nn.LeakyReLU]) {
      const input = tensor([-2, -0.5, 0.5, 7]);
      const wanted = new Activation().forward(input.clone());
      expect(new Activation({ inplace: true }).forward(input)).toBe(input);
      expectClose(input, wanted, 0);
    }
  });

  test("embedding scales rows down to maxNorm when it reads them", () => {
    const layer = new nn.Embedding(3, 2, { maxNorm: 1 });
    layer.loadStateDict({ weight: tensor([3, 4, 0.3, 0.4, 6, 8]).view([3, 2]) });
    const rows = layer.forward(tensor([0, 1], { dtype: "int64" }));
    expectClose(rows, [0.6, 0.8, 0.3, 0.4]);
    expectClose(layer.weight.select(0, 2), [6, 8]);
  });

  test("interpolate with antialias equals the operator and refuses modes without it", () => {
    const image = expected("unpool|in0");
    const small = nn.functional.interpolate(image, { size: [3, 3], mode: "bilinear", antialias: true });
    const plain = nn.functional.interpolate(image, { size: [3, 3], mode: "bilinear" });
    expect(small.shape).toEqual([2, 4, 3, 3]);
    expect(small.sub(plain).abs().max().item()).toBeGreaterThan(0.01);
    expect(() => nn.functional.interpolate(image, { size: 3, antialias: true })).toThrow(/antialias/);
    expect(() => nn.functional.interpolate(image, { size: 3, mode: "linear" })).toThrow(
      /2 spatial dimensions/,
    );
  });
});

test("the statistics of a single value for each channel are refused, and the running ones stay finite", () => {
  const layer = new nn.BatchNorm2d(3);
  const one = ones([1, 3, 1, 1]);
  expect(() => layer.forward(one)).toThrow(/nn\.BatchNorm2d: expected more than one value for each channel/);
  expect(() => new nn.BatchNorm1d(3).forward(ones([1, 3]))).toThrow(/BatchNorm1d: expected more than one/);
  const free = new nn.BatchNorm2d(3, { trackRunningStats: false }).eval();
  expect(() => free.forward(one)).toThrow(/more than one value/);
  expect(() => nn.functional.batchNorm(one, null, null, { training: true })).toThrow(/batchNorm: expected/);
  expect(layer.running_var?.isfinite().all().item()).toBe(true);
  expect(layer.num_batches_tracked?.item()).toBe(0);
  expect(layer.eval().forward(one).shape).toEqual([1, 3, 1, 1]);
});
