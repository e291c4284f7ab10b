// Logistic regression and the multi-layer perceptron: PyTorch's parameters, and its losses through train.fit.

import { describe, expect, test } from "vitest";
import {
  data,
  manualSeed,
  models,
  nn,
  noGrad,
  optim,
  randn,
  tensor,
  torch,
  train,
} from "../../../lib/index.ts";
import { expectClose, RTOL } from "../../helpers/index.ts";
import { fixed, smallNet } from "../../inference/inside/nets.ts";

/** Bound on losses after dozens of steps. */
const LOSS_RTOL = 1e-5;
const CLASSES = ["a", "b", "c"];
const labels = torch.arange(24, { dtype: "int64" }).remainder(3);

/** The table of the fixture: 24 rows whose first features tell the class. */
function table(): data.TensorDataset {
  manualSeed(2);
  const inputs = randn([24, 4]).add(torch.oneHot(labels, 4).mul(2));
  return new data.TensorDataset(inputs, labels);
}

async function losses(
  model: train.Classifier,
  rows: data.TensorDataset,
  options: Partial<train.FitOptions> & { epochs: number },
): Promise<number[]> {
  const found: number[] = [];
  const inOrder = { train: data.tensorLoader(rows, { batchSize: 8 }), classes: CLASSES };
  await train.fit(model, inOrder, {
    scheduler: "none",
    device: "cpu",
    onEvent: (event) => {
      if (event.type === "step") found.push(event.loss);
    },
    ...options,
  });
  return found;
}

describe("logistic regression", () => {
  test("trains as in PyTorch: the same loss in each step and the same weights", async () => {
    const rows = table();
    manualSeed(3);
    const model = models.logisticRegression(4, 3);
    const found = await losses(model, rows, { epochs: 8, optimizer: "sgd", lr: 0.1 });
    expectClose(found, fixed("logistic.losses"), LOSS_RTOL);
    expectClose(model.weight, fixed("logistic.weight"), LOSS_RTOL);
  });

  test("learns a separable table given to fit as it is, measured on rows set aside", async () => {
    manualSeed(0);
    const kinds = torch.arange(90, { dtype: "int64" }).remainder(3);
    const rows = new data.TensorDataset(randn([90, 4]).add(torch.oneHot(kinds, 4).mul(8)), kinds);
    const parts = rows.split(0.2, { seed: 1 });
    expect([parts.train.length, parts.val.length]).toEqual([72, 18]);
    const model = models.logisticRegression(4, 3);
    const options = { epochs: 10, lr: 0.1, batchSize: 16, classWeights: "balanced" } as const;
    const run = await train.fit(model, { ...parts, classes: CLASSES }, options);
    expect(run.last.valAccuracy).toBe(1);
    const report = await train.evaluate(model, parts.val, { classes: CLASSES });
    expect(report.accuracy).toBe(1);
  });
});

describe("mlp", () => {
  test("on features of a convolutional network trains as in PyTorch", async () => {
    const body = smallNet();
    manualSeed(4);
    const scales = labels.add(1).view([24, 1, 1, 1]);
    const images = randn([24, 3, 16, 16]).mul(scales);
    const batches = data.tensorLoader(new data.TensorDataset(images, labels), { batchSize: 10 });
    const encoded = await models.encode(body, batches);
    expectClose(encoded.inputs, fixed("encoded"), RTOL.float32);
    manualSeed(5);
    const model = models.mlp(12, [8, 6], 3, { activation: "tanh" });
    const optimizer = (parameters: nn.Parameter[]) =>
      new optim.AdamW(parameters, { lr: 0.02, weightDecay: 0.01 });
    const found = await losses(model as train.Classifier, encoded, { epochs: 10, optimizer });
    expectClose(found, fixed("perceptron.losses"), LOSS_RTOL);
    const whole = new nn.Sequential(models.encoder(body), model).eval();
    expectClose(
      noGrad(() => whole.forward(images)),
      noGrad(() => model.forward(encoded.inputs)),
    );
  });

  test("has PyTorch's keys; without hidden layers it is one linear layer", () => {
    const model = models.mlp(4, [8, 6], 3, { dropout: 0.5, activation: () => new nn.LeakyReLU() });
    expect([...model.stateDict().keys()]).toEqual([0, 3, 6].flatMap((i) => [`${i}.weight`, `${i}.bias`]));
    expect(String(model.at(1))).toMatch(/LeakyReLU/);
    expect(models.mlp(4, [], 3)).toHaveLength(1);
    expect(models.headPaths(model)).toEqual(["6"]);
  });

  test("refuses widths and activations it cannot have", () => {
    expect(() => models.mlp(0, [2], 2)).toThrow(/inFeatures must be an integer of at least 1, got 0/);
    expect(() => models.mlp(4, [2.5], 2)).toThrow(/hidden must be .* an integer of at least 1, got \[2\.5\]/);
    expect(() => models.mlp(4, [2], 0)).toThrow(/classes must be an integer/);
    // @ts-expect-error: no such activation
    expect(() => models.mlp(4, [2], 2, { activation: "swish" })).toThrow(/relu, gelu/);
  });
});

test("an image can be classified by its pixels", () => {
  const model = new nn.Sequential(new nn.Flatten(), models.mlp(12, [4], 2));
  expect(
    model.forward(
      tensor([
        [
          [
            [1, 2],
            [3, 4],
          ],
          [
            [1, 2],
            [3, 4],
          ],
          [
            [1, 2],
            [3, 4],
          ],
        ],
      ]),
    ).shape,
  ).toEqual([1, 2]);
});
