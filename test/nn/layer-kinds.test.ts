/** What is asked about kinds of layers holds for every layer: found by calling them, not by their names. */
import { describe, expect, test } from "vitest";
import * as nn from "../../lib/nn/index.ts";
import { isBatchNorm, isConvolution, isNormalisation, isRandom } from "../../lib/nn/layer-kinds.ts";
import { manualSeed, noGrad, scope } from "../../lib/tensor/index.ts";
import { build, inputsOf, type LayerCase, layerCases } from "./layer-cases/run.ts";

/** The cases of each class. */
const classes = new Map<string, LayerCase[]>();
for (const one of layerCases().values()) classes.set(one[0], [...(classes.get(one[0]) ?? []), one]);

/** Whether some of several calls with one input differ in training. */
function differs(one: LayerCase): boolean {
  return scope(() => {
    manualSeed(5);
    const layer = build(one, "float32");
    const inputs = inputsOf(one, "float32");
    const forward = layer.forward as (...args: unknown[]) => unknown;
    return noGrad(() => {
      const outputs = Array.from({ length: 8 }, () => String(forward(...inputs)));
      return new Set(outputs).size > 1;
    });
  });
}

describe("a layer whose calls differ is known as random", () => {
  const layers = [...classes].filter(([name]) => !/Loss$|MaxUnpool/.test(name));
  test.each(layers)("%s", (_name, cases) => {
    const random = cases.filter((one) => [...build(one, "float32").modules()].some(isRandom));
    const differing = cases.filter(differs);
    expect(random).toEqual(expect.arrayContaining(differing));
    expect(random.length > 0).toBe(differing.length > 0);
  });
});

test("normalisations and convolutions of all dimensions are known, lazy ones too", () => {
  for (const [name, [one]] of classes) {
    const layer = build(one as LayerCase, "float32");
    expect(isBatchNorm(layer), name).toBe(name.includes("BatchNorm"));
    expect(isConvolution(layer), name).toBe(/^(Lazy)?Conv/.test(name));
    expect(isNormalisation(layer), name).toBe(/Norm/.test(name) && name !== "LocalResponseNorm");
  }
  expect(isNormalisation(new nn.Linear(1, 1))).toBe(false);
});
