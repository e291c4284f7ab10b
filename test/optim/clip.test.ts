/** Gradient clipping against PyTorch's (scripts/fixtures/optim.py). */
import { describe, expect, test } from "vitest";
import { Parameter } from "../../lib/nn/index.ts";
import { clipGradNorm_, clipGradValue_ } from "../../lib/optim/index.ts";
import { memory, type Tensor, tensor, zeros } from "../../lib/tensor/index.ts";
import { expectClose, fixtureTensors } from "../helpers/index.ts";

const { tensors: fixture } = fixtureTensors("optim");

function params(): Parameter[] {
  return [0, 1].map((i) => {
    const grad = fixture[`clip|grad|${i}`] as Tensor;
    const param = new Parameter(zeros(grad.shape));
    param.grad = grad.clone();
    return param;
  });
}

describe("clipGradNorm_", () => {
  test.each([
    ["2", 2, 1.5],
    ["1", 1, 4],
    ["inf", Number.POSITIVE_INFINITY, 0.5],
    ["loose", 2, 1e3],
  ])("order %s", (name, normType, maxNorm) => {
    const all = params();
    const total = clipGradNorm_(all, maxNorm as number, { normType: normType as number });
    expectClose(total, fixture[`clip|${name}|total`] as Tensor);
    all.forEach((param, i) => {
      expectClose(param.grad as Tensor, fixture[`clip|${name}|${i}`] as Tensor);
    });
  });

  test("gives zero without gradients and leaves no tensors behind", () => {
    expect(clipGradNorm_([new Parameter(zeros([2]))], 1).item()).toBe(0);
    const all = params();
    memory.collect();
    const before = memory.liveTensors();
    for (let i = 0; i < 20; i++) clipGradNorm_(all, 1).dispose();
    expect(memory.liveTensors()).toBeLessThanOrEqual(before);
  });

  test("errorIfNonfinite throws and leaves the gradients", () => {
    const param = new Parameter(zeros([2]));
    param.grad = tensor([1, Number.POSITIVE_INFINITY]);
    expect(() => clipGradNorm_(param, 1, { errorIfNonfinite: true })).toThrow(/is Infinity/);
    expect(param.grad?.toArray()).toEqual([1, Number.POSITIVE_INFINITY]);
    expect(() => clipGradNorm_(param, Number.NaN)).toThrow(/maxNorm must be a number of at least 0, got NaN/);
  });
});

test("clipGradValue_ limits each element on both sides", () => {
  const param = new Parameter(zeros([4]));
  param.grad = tensor([-3, -0.5, 0.5, 3]);
  clipGradValue_([param, new Parameter(zeros([1]))], 1);
  expect(param.grad?.toArray()).toEqual([-1, -0.5, 0.5, 1]);
});
