/** Adaptive gradient clipping against its definition, row by row in Python (scripts/fixtures/train_more.py). */
import { describe, expect, test } from "vitest";
import { OperatorError } from "../../lib/native/errors.ts";
import { Parameter } from "../../lib/nn/index.ts";
import { adaptiveClipGrad_ } from "../../lib/optim/index.ts";
import { memory, ones, type Tensor, torch, zeros } from "../../lib/tensor/index.ts";
import { expectClose, expectSame, fixtureTensors } from "../helpers/index.ts";

const { tensors: fixture } = fixtureTensors("train-more");

function params(): Parameter[] {
  return [0, 1, 2, 3].map((i) => {
    const param = new Parameter((fixture[`agc|weight|${i}`] as Tensor).clone());
    param.grad = (fixture[`agc|grad|${i}`] as Tensor).clone();
    return param;
  });
}

describe("adaptiveClipGrad_", () => {
  test.each<[string, (all: Parameter[]) => void]>([
    ["usual", (all) => adaptiveClipGrad_(all)],
    ["loose", (all) => adaptiveClipGrad_(all, { clipFactor: 0.1, eps: 0.5 })],
    ["one", (all) => adaptiveClipGrad_(all, 0.02, 1e-3, 1)],
    ["inf", (all) => adaptiveClipGrad_(all, 0.05, { normType: Number.POSITIVE_INFINITY })],
  ])("%s: filters, rows, biases, a row of zeros", (name, clip) => {
    const all = params();
    clip(all);
    all.forEach((param, i) => {
      expectClose(param.grad as Tensor, fixture[`agc|${name}|${i}`] as Tensor);
    });
  });

  test("takes one tensor, leaves what has no gradient, frees what it makes, and changes no weights", () => {
    const [first] = params() as [Parameter];
    adaptiveClipGrad_(first);
    expectClose(first.grad as Tensor, fixture["agc|usual|0"] as Tensor);
    expectSame(first.detach(), fixture["agc|weight|0"] as Tensor);
    adaptiveClipGrad_([new Parameter(zeros([2]))]);
    const all = params();
    memory.collect();
    const before = memory.liveTensors();
    for (let i = 0; i < 20; i++) adaptiveClipGrad_(all);
    expect(memory.liveTensors()).toBeLessThanOrEqual(before);
  });

  test("a gradient within its share stays to the bit, one that is not finite stays so", () => {
    const small = new Parameter(ones([2, 2]));
    const grad = torch.fullLike(small, 1e-3);
    small.grad = grad.clone();
    adaptiveClipGrad_(small);
    expectSame(small.grad, grad);
    small.grad = torch.fullLike(small, Number.POSITIVE_INFINITY);
    adaptiveClipGrad_(small);
    expect(small.grad.isfinite().any().item()).toBe(false);
  });

  test("refuses what is no parameter, factors that are none, and sparse gradients", () => {
    expect(() => adaptiveClipGrad_([3 as never])).toThrow(
      /expected parameters whose gradients to clip, got 3/,
    );
    expect(() => adaptiveClipGrad_(params(), 0)).toThrow(/clipFactor must be a number above 0/);
    expect(() => adaptiveClipGrad_(params(), { clipfactor: 1 } as never)).toThrow(
      /did you mean clipFactor\?/,
    );
    const sparse = new Parameter(zeros([3, 2]));
    sparse.grad = ones([3, 2]).toSparse();
    expect(() => adaptiveClipGrad_(sparse)).toThrow(OperatorError);
  });
});
