/** The suite itself: it finds what is wrong, and passes what is right. */

import { describe, expect, it } from "vitest";
import { tensor } from "../../lib/tensor/index.ts";
import { encode, runCase } from "./call.ts";
import type { Case, Outcome, TensorResult } from "./case.ts";
import { casesOf } from "./cases.ts";
import { compareOutcomes, decode, sameBits } from "./compare.ts";
import { compareRecorded, recordedOutcomes } from "./recorded.ts";

const outcomeOf = (result: Outcome["result"], rest: Partial<Outcome> = {}): Outcome => ({
  result,
  changed: {},
  ...rest,
});

const returned = (values: number[]) => outcomeOf(encode(tensor(values, { dtype: "float64" })));

function caseNamed(id: string): Case {
  const found = casesOf(id.slice(0, id.indexOf(" "))).find((test) => test.id === id);
  if (found === undefined) throw new Error(`no case is named ${id}`);
  return found;
}

describe("comparing outcomes", () => {
  it("finds two results that changed places", () => {
    const values = encode(tensor([3, 5]));
    const places = encode(tensor([0n, 1n]));
    const right = outcomeOf({ list: [values, places] });
    expect(compareOutcomes(right, right)).toBeUndefined();
    expect(compareOutcomes(outcomeOf({ list: [places, values] }), right)?.where).toBe("result[0]");
  });

  it("finds one element that is off by more than the dtype's tolerance, and passes one that is not", () => {
    const right = returned([1, 2, 4]);
    expect(compareOutcomes(returned([1, 2 + 1e-11, 4]), right)).toBeUndefined();
    expect(compareOutcomes(returned([1, 2 + 1e-8, 4]), right)?.what).toContain("element 1");
    expect(sameBits(returned([1, 2 + 1e-11, 4]), right)).toBe(false);
  });

  it("wants NaN and infinities where they are expected", () => {
    const right = returned([Number.NaN, Infinity, 1]);
    expect(compareOutcomes(returned([Number.NaN, Infinity, 1]), right)).toBeUndefined();
    expect(compareOutcomes(returned([0, Infinity, 1]), right)?.what).toContain("element 0");
    expect(compareOutcomes(returned([Number.NaN, -Infinity, 1]), right)?.what).toContain("element 1");
    expect(compareOutcomes(returned([Number.NaN, Infinity, Number.NaN]), right)?.what).toContain("element 2");
  });

  it("finds another dtype and another shape", () => {
    const right = outcomeOf(encode(tensor([1, 2])));
    expect(compareOutcomes(returned([1, 2]), right)?.what).toBe("float64[2], expected float32[2]");
    const column = outcomeOf(encode(tensor([[1], [2]])));
    expect(compareOutcomes(column, right)?.what).toBe("float32[2, 1], expected float32[2]");
  });

  it("finds an integer that is off by one in 2^60", () => {
    const right = outcomeOf(encode(tensor([2n ** 60n])));
    const wrong = outcomeOf(encode(tensor([2n ** 60n + 1n])));
    expect(compareOutcomes(wrong, right)?.what).toContain("element 0");
  });

  it("finds a tensor that should have changed, one that should not, and a wrong gradient", () => {
    const value = encode(tensor([1, 2]));
    const other = encode(tensor([1, 3]));
    const plain = outcomeOf(value);
    const changed = outcomeOf(value, { changed: { 0: value } });
    expect(compareOutcomes(plain, changed)?.what).toBe("unchanged, expected a change");
    expect(compareOutcomes(changed, plain)?.what).toBe("changed, expected no change");
    const graded = outcomeOf(value, { gradients: [value, null] });
    expect(compareOutcomes(graded, graded)).toBeUndefined();
    expect(compareOutcomes(outcomeOf(value, { gradients: [other, null] }), graded)?.where).toBe("gradient 0");
    expect(compareOutcomes(outcomeOf(value, { gradients: [value, value] }), graded)?.where).toBe(
      "gradient 1",
    );
    expect(compareOutcomes(plain, graded)?.where).toBe("gradient 0");
  });

  it("leaves out values that are what lay in memory, but not their shape", () => {
    const right = outcomeOf({ list: [encode(tensor([1, 2])), encode(tensor([3]))] });
    const wrong = outcomeOf({ list: [encode(tensor([1, 2])), encode(tensor([4]))] });
    expect(compareOutcomes(wrong, right)?.where).toBe("result[1]");
    expect(compareOutcomes(wrong, right, [1])).toBeUndefined();
    expect(compareOutcomes(wrong, right, "all")).toBeUndefined();
    const longer = outcomeOf({ list: [encode(tensor([1, 2])), encode(tensor([4, 5]))] });
    expect(compareOutcomes(longer, right, "all")?.where).toBe("result[1]");
  });
});

describe("recorded results", () => {
  const recorded = recordedOutcomes();

  it("tell one operator from another", () => {
    const test = caseNamed("sin plain float64");
    const expected = recorded[test.id];
    if (expected === undefined) throw new Error("sin is not recorded");
    expect(compareRecorded(test, runCase(test, true), expected)).toBeUndefined();
    expect(compareRecorded(test, runCase({ ...test, op: "cos" }, true), expected)).toContain("result");
  });

  it("show a call whose arguments changed places", () => {
    const id = Object.keys(recorded).find((name) => name.startsWith("sub ")) as string;
    const test = caseNamed(id);
    const swapped = { ...test, op: "rsub" };
    const expected = recorded[id] as NonNullable<(typeof recorded)[string]>;
    expect(compareRecorded(test, runCase(test, true), expected)).toBeUndefined();
    expect(compareRecorded(test, runCase(swapped, true), expected)).toContain("result");
  });

  it("show one wrong element of many and a wrong gradient", () => {
    const test = caseNamed("conv2d #1 float64");
    const expected = recorded[test.id];
    if (expected === undefined) throw new Error("conv2d is not recorded");
    const outcome = runCase(test, true);
    expect(compareRecorded(test, outcome, expected)).toBeUndefined();
    const result = outcome.result as TensorResult;
    const elements = Float64Array.from(decode(result).map(Number));
    elements[5] = (elements[5] as number) + 1e-3;
    const data = Buffer.from(elements.buffer).toString("base64");
    expect(compareRecorded(test, { ...outcome, result: { ...result, data } }, expected)).toContain("result");
    const gradients = (outcome.gradients ?? []).toReversed();
    expect(compareRecorded(test, { ...outcome, gradients }, expected)).toContain("gradient 0");
  });
});
