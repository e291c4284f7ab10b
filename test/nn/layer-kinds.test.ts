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
    const forward = layer.forward as (...args: unknown[]) => { toArray(): unknown };
    return noGrad(() => {
      const outputs = Array.from({ length: 8 }, () => JSON.stringify(forward(...inputs).toArray()));
      return new Set(outputs).size > 1;
    });
  });
}

describe("a layer whose calls differ is known as random", () => {
  const layers = [...classes].filter(([name]) => !/Loss$|MaxUnpool/.test(name));
  test.each(layers)("%s", (_name, cases) => {
    expect(isRandom(build(cases[0] as LayerCase, "float32"))).toBe(cases.some(differs));
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
