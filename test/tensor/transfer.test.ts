// Tensors between threads: nothing copied, nothing lost, nothing left behind.
import { describe, expect, test } from "vitest";
import {
  ArgumentError,
  AutogradError,
  FreedTensorError,
  memory,
  ones,
  receive,
  scope,
  type Tensor,
  tensor,
  transfer,
} from "../../lib/index.ts";
import { isSanitized } from "../helpers/index.ts";
import { expectOutcome } from "../helpers/scenario.ts";

const scenario = (name: string, outcome: unknown) =>
  expectOutcome("test/tensor/transfer-threads.ts", name, outcome);

describe("between threads", () => {
  test("tensors move with their memory, in arrays, objects and Maps", () =>
    scenario("batch", {
      sameMemory: true,
      label: [7, 8],
      map: [1, 1],
      freedHere: [true, true],
      back: [7, 8],
      inTransit: 0,
    }));

  test("shared tensors are the same memory on both sides", () =>
    scenario("shared", { freed: false, seen: [1, 1, 1] }));

  test.skipIf(isSanitized)("a worker that dies frees what it held", () =>
    scenario("dies", { held: true, freed: true }),
  );

  test("what a worker never received is freed when it ends", () =>
    scenario("unreceived", { before: 2, after: 0 }));

  test("a worker can end in the middle of backward passes with hooks", () => scenario("hooked", 3));
});

describe("on one thread", () => {
  test("a token is good for one receive, and the tensor belongs to the scope that received it", () => {
    const token = transfer(tensor([1, 2]));
    expect(memory.stats().inTransit).toBe(1);
    let inside: Tensor | undefined;
    scope(() => {
      inside = receive(token);
      expect(inside.toArray()).toEqual([1, 2]);
    });
    expect(inside?.isFreed).toBe(true);
    expect(() => receive(token)).toThrow(/received before/);
    expect(memory.stats().inTransit).toBe(0);
  });

  test("a leaf keeps its requiresGrad; a tensor with a graph is refused", () => {
    const w = ones([2], { requiresGrad: true });
    expect(receive(transfer(w)).requiresGrad).toBe(true);
    const x = ones([2], { requiresGrad: true });
    const y = x.mul(2);
    expect(() => transfer([ones([1]), y])).toThrow(AutogradError);
    expect(y.isFreed).toBe(false);
    expect(memory.stats().inTransit).toBe(0);
    expect(receive(transfer(y.detach())).toArray()).toEqual([2, 2]);
  });

  test("refuses freed tensors and values without tensors; leaves other values alone", () => {
    const gone = ones([2]);
    gone.dispose();
    expect(() => transfer(gone)).toThrow(FreedTensorError);
    expect(() => transfer({ a: 1 })).toThrow(ArgumentError);
    const when = new Date(0);
    const message = transfer({ t: ones([1]), when, n: null, s: "x" });
    expect(receive(message)).toMatchObject({ when, n: null, s: "x" });
  });
});
