// Indexing against PyTorch's: what is picked, whether it is a view, and assignment.
import { describe, expect, test } from "vitest";
import {
  ArgumentError,
  arange,
  type Index,
  memory,
  ones,
  ShapeError,
  slice,
  tensor,
  zeros,
} from "../../lib/index.ts";
import { expectSame } from "../helpers/index.ts";
import { facts, savedTensor } from "./fixture.ts";

function place(value: unknown): Index {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value as Index;
  const entry = value as { s?: [number | null, number | null, number | null]; t?: string };
  if (entry.t !== undefined) return savedTensor(`index.${entry.t}`);
  const [start, end, step] = entry.s as [number | null, number | null, number | null];
  return slice(start, end, step ?? 1);
}

describe("as PyTorch", () => {
  for (const [i, item] of facts.indexing.entries()) {
    test(`x[${item.index.map((p) => JSON.stringify(p)).join(", ")}]`, () => {
      const x = savedTensor("index.x");
      const index = item.index.map(place);
      const picked = x.index(...index);
      expectSame(picked.contiguous(), savedTensor(`picked.${i}`), "picked");
      if (item.view) expect(picked.storageId()).toBe(x.storageId());
      else if (picked.numel() > 0) expect(picked.storageId()).not.toBe(x.storageId());
      const assigned = x.clone();
      expect(assigned.indexPut_(index, -1.5)).toBe(assigned);
      expectSame(assigned, savedTensor(`assigned.${i}`), "assigned a number");
      const filled = x.clone().indexPut_(index, ones(item.shape).mul(-2));
      expectSame(filled, savedTensor(`filled.${i}`), "assigned a tensor");
    });
  }
});

describe("views", () => {
  test("share memory with their source, in both directions", () => {
    const x = zeros([3, 4]);
    const row = x.index(1);
    row.fill_(5);
    expect(x.toArray()).toEqual([
      [0, 0, 0, 0],
      [5, 5, 5, 5],
      [0, 0, 0, 0],
    ]);
    x.indexPut_([1, 2], 7);
    expect(row.toArray()).toEqual([5, 5, 7, 5]);
  });

  test("outlive their source", () => {
    const x = arange(6);
    const tail = x.index(slice(4));
    x.dispose();
    expect(tail.toArray()).toEqual([4, 5]);
  });
});

describe("assignment", () => {
  test("adds up where accumulate is given", () => {
    const x = zeros([3]);
    x.indexPut_([tensor([0n, 0n, 2n])], tensor([1, 2, 3]), { accumulate: true });
    expect(x.toArray()).toEqual([3, 0, 3]);
  });

  test("broadcasts, also a value with leading dimensions of one", () => {
    const x = zeros([2, 3]);
    x.indexPut_([0], tensor([[[1, 2, 3]]]));
    x.indexPut_([slice(), 0], tensor([9]));
    expect(x.toArray()).toEqual([
      [9, 2, 3],
      [9, 0, 0],
    ]);
  });

  test("takes the value's type to the tensor's", () => {
    const x = tensor([1n, 2n]);
    x.indexPut_([0], 3);
    x.indexPut_([1], tensor([7.9]));
    expect([x.dtype, x.toArray()]).toEqual(["int64", [3, 7]]);
  });

  test("is recorded for gradients", () => {
    const w = tensor([1, 2], { requiresGrad: true });
    const x = zeros([3]);
    x.indexPut_([slice(0, 2)], w.mul(3));
    x.sum().backward();
    expect(w.grad?.toArray()).toEqual([3, 3]);
  });
});

describe("gradients pass through", () => {
  test("slices and index tensors", () => {
    const w = tensor([1, 2, 3], { requiresGrad: true });
    w.index(tensor([2n, 2n, 0n]))
      .sum()
      .add(w.index(slice(1)).sum())
      .backward();
    expect(w.grad?.toArray()).toEqual([1, 1, 3]);
  });
});

describe("refusals", () => {
  const x = arange(12).reshape([3, 4]);

  test.each<[string, Index[], new (...a: never[]) => Error, RegExp]>([
    ["an integer out of range", [3], ShapeError, /3 is out of range for dimension 0 of size 3/],
    ["a negative one", [0, -5], ShapeError, /-5 is out of range for dimension 1 of size 4/],
    ["too many", [0, 0, 0], ShapeError, /3 indices for a tensor of shape \[3, 4\]/],
    ["two ellipses", ["...", "..."], ArgumentError, /only one/],
    ["a fraction", [0.5], ShapeError, /0.5/],
    ["NaN", [Number.NaN], ShapeError, /NaN/],
    ["a string", ["1" as never], ArgumentError, /"1"/],
    ["undefined", [undefined as never], ArgumentError, /undefined/],
    ["a float tensor", [tensor([0, 1])], Error, /tensors used as indices/],
    ["a mask of another shape", [tensor([true, false])], Error, /mask|shape/],
    ["an index tensor out of range", [tensor([5n])], ArgumentError, /out of bounds/],
    [
      "index tensors that do not broadcast",
      [tensor([0n, 1n]), tensor([0n, 1n, 2n])],
      ShapeError,
      /broadcast/,
    ],
  ])("%s", (_, index, kind, text) => {
    expect(() => x.index(...index)).toThrow(kind);
    expect(() => x.index(...index)).toThrow(text);
  });

  test("slices with steps that libtorch lacks", () => {
    expect(() => slice(0, 3, -1)).toThrow(/flip/);
    expect(() => slice(0, 3, 0)).toThrow(ArgumentError);
    expect(() => slice(0.5)).toThrow(/start/);
  });

  test("a refusal leaves no tensor behind", () => {
    const mask = tensor([true, false]);
    memory.collect();
    const before = memory.liveTensors();
    for (let i = 0; i < 20; i++) expect(() => x.index(slice(0, 2), 0, null, mask)).toThrow();
    expect(memory.liveTensors()).toBe(before);
  });
});
