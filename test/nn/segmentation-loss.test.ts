import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { nn, type Tensor, tensor } from "../../lib/index.ts";
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
    expect(Math.abs((loss.itemSync() as number) - value)).toBeLessThan(TOLERANCE);
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

  it("refuse targets of another size", () => {
    expect(() => F.softDice(x(), labels("y").narrow(1, 0, 3))).toThrow(/need a target/);
  });
});
