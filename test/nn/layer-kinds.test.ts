/** What is asked about kinds of layers holds for every layer: found by calling them, not by their names. */
import { describe, expect, test } from "vitest";
import * as nn from "../../lib/nn/index.ts";
import { isBatchNorm, isConvolution, isNormalisation, isRandom } from "../../lib/nn/layer-kinds.ts";
import { manualSeed, noGrad, scope } from "../../lib/tensor/index.ts";
import { build, inputsOf, layerCases } from "./layer-cases/run.ts";

/** The first case of each class. */
const classes = new Map([...layerCases().values()].reverse().map((one) => [one[0], one] as const));

/** Whether some of several calls with one input differ in training. */
function differs(one: typeof classes extends Map<string, infer C> ? C : never): boolean {
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
  test.each(layers)("%s", (_name, one) => {
    // Windows that are given are placed alike at each call.
    if (one[1].some((value) => typeof value === "object" && value !== null && "values" in value)) return;
    expect(isRandom(build(one, "float32"))).toBe(differs(one));
  });
});

test("normalisations and convolutions of all dimensions are known, lazy ones too", () => {
  for (const [name, one] of classes) {
    const layer = build(one, "float32");
    expect(isBatchNorm(layer), name).toBe(name.includes("BatchNorm"));
    expect(isConvolution(layer), name).toBe(/^(Lazy)?Conv/.test(name));
    expect(isNormalisation(layer), name).toBe(/Norm/.test(name) && name !== "LocalResponseNorm");
  }
  expect(isNormalisation(new nn.Linear(1, 1))).toBe(false);
});
