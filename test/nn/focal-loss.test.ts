// Focal losses of labels: torchvision's sigmoid_focal_loss, the softmax form by its formula, cross-entropy where gamma is 0.

import { describe, expect, test } from "vitest";
import { nn, type Tensor, tensor } from "../../lib/index.ts";
import { expectClose, fixtureTensors } from "../helpers/index.ts";

const { tensors } = fixtureTensors("train-mix");
const at = (name: string): Tensor => tensors[name] as Tensor;
const F = nn.functional;
const RTOL = 2e-6;
const weight = tensor([0.2, 1, 3, 0.7]);
const [labels, shares] = [at("f.labels"), at("f.shares")];
const hard = F.oneHot(labels, 4).to("float32");

const cases: Record<string, (z: Tensor) => Tensor> = {
  sigmoid: (z) => F.sigmoidFocalLoss(z, hard),
  sigmoidMean: (z) => F.sigmoidFocalLoss(z, shares, { alpha: 0.6, gamma: 3, reduction: "mean" }),
  sigmoidSum: (z) => F.sigmoidFocalLoss(z, hard, null, 0.5, "sum"),
  softmax: (z) => F.focalCrossEntropy(z, labels),
  softmaxWeights: (z) =>
    new nn.FocalCrossEntropyLoss({ weight, gamma: 1, labelSmoothing: 0.2 }).forward(z, labels),
  softmaxShares: (z) => F.focalCrossEntropy(z, shares, weight, { gamma: 3, labelSmoothing: 0.1 }),
  softmaxHalf: (z) => F.focalCrossEntropy(z, labels, { gamma: 0.5 }),
};

test.each(Object.entries(cases))("%s: value and gradient", (name, loss) => {
  const z = at("f.logits").clone().requiresGrad_(true);
  const value = loss(z);
  expectClose(value, at(`f.${name}`), RTOL);
  value.sum().backward();
  expectClose(z.grad as Tensor, at(`f.${name}.grad`), RTOL);
});

describe("gamma 0 is cross-entropy", () => {
  const z = at("f.logits");
  const some = labels.clone();
  some.index(1).fill_(9);
  const options = [
    {},
    { weight },
    { labelSmoothing: 0.3 },
    { weight, labelSmoothing: 0.3 },
    { weight, reduction: "sum" },
    { weight, labelSmoothing: 0.2, reduction: "none" },
  ] as const;
  test.each(options.map((one) => [Object.keys(one).join(), one] as const))("%s", (_name, given) => {
    for (const target of [labels, shares]) {
      expectClose(
        F.focalCrossEntropy(z, target, { ...given, gamma: 0 }),
        F.crossEntropy(z, target, given),
        RTOL,
      );
    }
    const ignoring = { ...given, ignoreIndex: 9 };
    expectClose(
      F.focalCrossEntropy(z, some, { ...ignoring, gamma: 0 }),
      F.crossEntropy(z, some, ignoring),
      RTOL,
    );
  });

  test("of pixels", () => {
    const logits = at("masks.multiclass.logits");
    const target = at("masks.multiclass.target");
    const given = { ignoreIndex: 255, weight: tensor([1, 2, 0.5]), labelSmoothing: 0.1 };
    expectClose(
      F.focalCrossEntropy(logits, target, { ...given, gamma: 0 }),
      F.crossEntropy(logits, target, given),
      RTOL,
    );
  });
});

test("a certain answer has a loss of zero and a finite gradient", () => {
  for (const gamma of [0.5, 1, 2]) {
    const z = tensor([[200, 0, 0]]).requiresGrad_(true);
    F.focalCrossEntropy(z, tensor([0], { dtype: "int64" }), { gamma }).backward();
    expect((z.grad as Tensor).isfinite().all().item()).toBe(true);
    const x = tensor([200, -200]).requiresGrad_(true);
    F.sigmoidFocalLoss(x, tensor([1, 0]), { gamma, reduction: "sum" }).backward();
    expect((x.grad as Tensor).isfinite().all().item()).toBe(true);
  }
});

test("what does not fit is refused", () => {
  const z = at("f.logits");
  expect(() => F.focalCrossEntropy(z, labels.to("float32"))).toThrow(/class indices must be int64/);
  expect(() => F.focalCrossEntropy(z, labels.narrow(0, 0, 3))).toThrow(/need class indices \[5\]/);
  expect(() => F.focalCrossEntropy(z, labels, { weight: tensor([1, 2]) })).toThrow(
    /one factor per class \(4\)/,
  );
  expect(() => F.focalCrossEntropy(z, labels, { gamma: -1 })).toThrow(/gamma/);
  expect(() => F.focalCrossEntropy(z, labels, { alpha: 1 } as object)).toThrow(/weight/);
  expect(() => F.sigmoidFocalLoss(z, labels)).toThrow(/same shape/);
  expect(() => F.sigmoidFocalLoss(z, hard, { alpha: 2 })).toThrow(/alpha/);
});
