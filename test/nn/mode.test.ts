// Eval mode lasts for one synchronous forward pass and leaves no trace.
import { expect, test } from "vitest";
import { ArgumentError, nn } from "../../lib/index.ts";
import { inEvalMode } from "../../lib/nn/mode.ts";

function network(): nn.Sequential {
  const model = new nn.Sequential(new nn.Linear(2, 2), new nn.Dropout(0.5), new nn.BatchNorm1d(2));
  model.getSubmodule("2").eval();
  return model;
}

const modes = (model: nn.Module): boolean[] => [...model.modules()].map(({ training }) => training);

test("every module is in eval mode within and as before after", () => {
  const model = network();
  const before = modes(model);
  expect(inEvalMode(model, () => modes(model))).toEqual([false, false, false, false]);
  expect(modes(model)).toEqual(before);
  expect(before).toEqual([true, true, true, false]);
});

test("modes are put back where the forward pass throws", () => {
  const model = network();
  const failing = (): never => {
    throw new RangeError("no");
  };
  expect(() => inEvalMode(model, failing)).toThrow(RangeError);
  expect(modes(model)).toEqual([true, true, true, false]);
});

test("a function that returns a promise is refused", () => {
  const model = network();
  expect(() => inEvalMode(model, () => Promise.reject(new Error("late")))).toThrow(ArgumentError);
  expect(modes(model)).toEqual([true, true, true, false]);
});
