import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { models, nn, type Tensor, tensor, torch, zeros } from "../../lib/index.ts";
import * as vision from "../../lib/vision/index.ts";

const fixture = JSON.parse(readFileSync("test/fixtures/segmetrics.json", "utf8")).losses;
const TOLERANCE = 1e-5;
const F = nn.functional;

const x = (): Tensor => tensor(fixture.x).reshape([2, 3, 6, 7]);
const one = (): Tensor => tensor(fixture.one).reshape([2, 1, 6, 7]);
const labels = (name: string): Tensor => tensor(fixture[name]).long().reshape([2, 6, 7]);
const y = labels("y");
const mask = labels("mask");
const holes = labels("holes");
const weight = tensor([1, 2, 3]);
const hot = F.oneHot(y, 3).permute([0, 3, 1, 2]);

const cases: Record<string, (z: Tensor) => Tensor> = {
  crossEntropy: (z) => F.crossEntropy(z, holes, { weight, ignoreIndex: 255 }),
  dice: (z) => F.softDice(z, y),
  diceSquared: (z) => F.softDice(z, hot, { squared: true, batch: true, includeBackground: false }),
  diceJaccard: (z) => new nn.SoftDiceLoss({ jaccard: true, reduction: "sum", weight }).forward(z, y),
  diceIgnore: (z) => F.softDice(z, holes, { ignoreIndex: 255 }),
  diceOne: (z) => F.softDice(z, mask),
  generalized: (z) => new nn.GeneralizedDiceLoss().forward(z, y),
  generalizedSimple: (z) => F.generalizedDice(z, y, { weighting: "simple", batch: true }),
  diceCe: (z) => F.diceCrossEntropy(z, y, { lambdaCe: 0.5, weight }),
  diceCeOne: (z) => new nn.DiceCrossEntropyLoss().forward(z, mask),
  focal: (z) => F.focalLoss(z, y, { alpha: 0.25 }),
  focalSigmoid: (z) => new nn.FocalLoss({ activation: "sigmoid", gamma: 1.5, alpha: 0.25 }).forward(z, y),
  tversky: (z) => F.tverskyLoss(z, y, { alpha: 0.3, beta: 0.7 }),
  focalTversky: (z) => F.focalTverskyLoss(z, y, { alpha: 0.3, beta: 0.7 }),
  lovasz: (z) => F.lovaszSoftmax(z, y),
  lovaszImage: (z) => F.lovaszSoftmax(z, y, { perImage: true }),
  lovaszIgnore: (z) => F.lovaszSoftmax(z, holes, { ignoreIndex: 255 }),
  lovaszHinge: (z) => F.lovaszHinge(z, mask),
  boundary: (z) => F.boundaryLoss(z, vision.morphology.signedDistances(hot)),
  clDice: (z) => new nn.ClDiceLoss().forward(z, y),
};

describe("losses of segmentation", () => {
  it.each(Object.keys(fixture.cases))("%s has the value and the gradient of the reference", (name) => {
    const [value, gradient] = fixture.cases[name];
    const z = (/One|Hinge/.test(name) ? one() : x()).requiresGrad_();
    const loss = (cases[name] as (z: Tensor) => Tensor)(z);
    loss.backward();
    expect(Math.abs((loss.item() as number) - value)).toBeLessThan(TOLERANCE);
    const got = (z.grad as Tensor).reshape([-1]).toArray() as number[];
    expect(Math.max(...got.map((v, i) => Math.abs(v - gradient[i])))).toBeLessThan(TOLERANCE);
  });

  it("refuse probabilities when the program is compiled", () => {
    const p = F.probabilities(x());
    // @ts-expect-error softDice takes logits
    F.softDice(p, y);
    // @ts-expect-error crossEntropy takes logits
    F.crossEntropy(p, y);
    F.softDice(F.asLogits(p), y);
  });

  it("refuse what softmax, sigmoid and pixelProbabilities give when the program is compiled", () => {
    // @ts-expect-error of a function
    F.softDice(F.softmax(x(), { dim: 1 }), y);
    // @ts-expect-error of a function
    F.softDice(F.sigmoid(one()), mask);
    // @ts-expect-error of a method
    F.softDice(x().softmax(1), y);
    // @ts-expect-error of a method
    F.binaryCrossEntropyWithLogits(one().sigmoid(), mask.unsqueeze(1).float());
    // @ts-expect-error of an operator
    F.crossEntropy(torch.softmax(x(), { dim: 1 }), y);
    // @ts-expect-error of an operator
    new nn.BCEWithLogitsLoss().forward(torch.sigmoid(one()), mask.unsqueeze(1).float());
    // @ts-expect-error of a layer
    F.crossEntropy(new nn.Softmax({ dim: 1 }).forward(x()), y);
    // @ts-expect-error of a layer
    F.softDice(new nn.Sigmoid().forward(one()), mask);
    // @ts-expect-error of a segmentation network's output
    F.softDice(models.pixelProbabilities(x(), "multiclass"), y);
    // @ts-expect-error takes logits as well
    F.multilabelSoftMarginLoss(F.probabilities(x()), hot);
    // @ts-expect-error takes logits as well
    F.softMarginLoss(F.probabilities(x()), hot);
  });

  const ofRegions: Record<string, (z: Tensor, t: Tensor, ignoreIndex?: number) => Tensor> = {
    softDice: (z, t, ignoreIndex) => F.softDice(z, t, { ignoreIndex: ignoreIndex ?? null }),
    generalizedDice: (z, t, ignoreIndex) => F.generalizedDice(z, t, { ignoreIndex: ignoreIndex ?? null }),
    diceCrossEntropy: (z, t, ignoreIndex) => F.diceCrossEntropy(z, t, { ignoreIndex: ignoreIndex ?? null }),
    focalLoss: (z, t, ignoreIndex) => F.focalLoss(z, t, { ignoreIndex: ignoreIndex ?? null }),
    tverskyLoss: (z, t, ignoreIndex) => F.tverskyLoss(z, t, { ignoreIndex: ignoreIndex ?? null }),
    focalTverskyLoss: (z, t, ignoreIndex) => F.focalTverskyLoss(z, t, { ignoreIndex: ignoreIndex ?? null }),
    lovaszSoftmax: (z, t, ignoreIndex) => F.lovaszSoftmax(z, t, { ignoreIndex: ignoreIndex ?? null }),
    clDiceLoss: (z, t, ignoreIndex) => F.clDiceLoss(z, t, { ignoreIndex: ignoreIndex ?? null }),
  };

  it.each(Object.keys(ofRegions))("%s refuses a class index that the logits do not have", (name) => {
    const loss = ofRegions[name] as (z: Tensor, t: Tensor) => Tensor;
    expect(() => loss(x(), y.add(3))).toThrow(
      new RegExp(`${name}: the target has the value 5, expected class`),
    );
    expect(() => loss(x(), y.sub(1))).toThrow(/the value -1, expected class indices from 0 to 2/);
    expect(() => loss(one(), mask.mul(255))).toThrow(/the value 255, expected 0 and 1 for logits of 1 class/);
  });

  it.each(Object.keys(ofRegions))(
    "%s is finite, with its gradient, where no pixel counts or has a class",
    (name) => {
      const loss = ofRegions[name] as (z: Tensor, t: Tensor, ignoreIndex?: number) => Tensor;
      for (const logits of [x, one]) {
        for (const value of [0, 255]) {
          const z = logits().requiresGrad_();
          const found = loss(z, zeros([2, 6, 7], { dtype: "int64" }).add(value), 255);
          found.backward();
          expect(Number.isFinite(found.item())).toBe(true);
          expect((z.grad as Tensor).isfinite().all().item()).toBe(true);
        }
      }
    },
  );

  it("weigh the pixels that count as cross-entropy does", () => {
    const own = F.diceCrossEntropy(x(), holes, { weight, ignoreIndex: 255, lambdaDice: 0 });
    const reference = F.crossEntropy(x(), holes, { weight, ignoreIndex: 255 });
    expect(Math.abs((own.item() as number) - (reference.item() as number))).toBeLessThan(TOLERANCE);
  });

  it("refuse targets of another size", () => {
    expect(() => F.softDice(x(), labels("y").narrow(1, 0, 3))).toThrow(/need a target/);
  });
});
