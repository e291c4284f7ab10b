// The default collate: kinds decide, never values; what does not fit together is refused.

import { describe, expect, test } from "vitest";
import { data, type Tensor, tensor } from "../../lib/index.ts";

const { defaultCollate, freeBatch } = data;
const made = (samples: unknown[]) => {
  const batch = defaultCollate(samples) as Tensor;
  return [batch.dtype, batch.toArray()];
};
const code = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return `${(error as { code?: string }).code}: ${(error as Error).message}`;
  }
  return "nothing was thrown";
};

describe("kinds decide", () => {
  test("numbers are float32 whether they happen to be whole or not", () => {
    expect(made([1, 2])).toEqual(["float32", [1, 2]]);
    expect(made([1, 2.5])).toEqual(["float32", [1, 2.5]]);
  });

  test("bigints are int64, booleans bool, tensors keep their dtype", () => {
    expect(made([1n, 2n])).toEqual(["int64", [1, 2]]);
    expect(made([true, false])).toEqual(["bool", [true, false]]);
    expect(made([tensor([1n]), tensor([2n])])).toEqual(["int64", [[1], [2]]]);
  });

  test("arrays and objects element by element; anything else is a list", () => {
    const samples = [
      { image: tensor([1, 2]), at: [1, true], name: "a", box: null },
      { image: tensor([3, 4]), at: [2, false], name: "b", box: null },
    ];
    const batch = defaultCollate(samples) as Record<string, unknown>;
    expect(Object.keys(batch)).toEqual(["image", "at", "name", "box"]);
    expect((batch.image as Tensor).toArray()).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect((batch.at as Tensor[]).map((t) => t.dtype)).toEqual(["float32", "bool"]);
    expect([batch.name, batch.box]).toEqual([
      ["a", "b"],
      [null, null],
    ]);
    freeBatch(batch);
    expect((batch.image as Tensor).isFreed).toBe(true);
  });
});

describe("what does not fit together is refused", () => {
  test.each([
    [[1, true], /samples of one batch are of one kind, got numbers and, at 1, true/],
    [
      [{ x: 1 }, { x: tensor([1]) }],
      /samples\.x of one batch are of one kind, got numbers and, at 1, float32 \[1\]/,
    ],
    [[tensor([1]), 2], /got tensors and, at 1, 2/],
    [[[1], [1, 2]], /ERR_TORCHTS_SHAPE.*arrays of one length, got 1 and 2/],
    [[{ x: 1 }, { x: 1, y: 2 }], /the same keys; not all have y/],
    [[{ x: [tensor([1])] }, { x: [tensor([1, 2])] }], /ERR_TORCHTS_SHAPE.*samples\.x\[0\].*\[1\] and \[2\]/],
    [[1, undefined], /gave undefined for sample 1 of the batch; does its get return the sample/],
  ])("%j", (samples, message) => {
    expect(code(() => defaultCollate(samples))).toMatch(message);
    expect(code(() => defaultCollate(samples))).toMatch(/^ERR_TORCHTS/);
  });

  test("a sample that holds itself, and a batch that does", () => {
    const list: unknown[] = [];
    list.push(list);
    const record: Record<string, unknown> = { x: tensor([1]) };
    record.self = record;
    for (const sample of [list, record]) {
      expect(code(() => defaultCollate([sample, sample]))).toMatch(/ERR_TORCHTS_ARGUMENT.*hold themselves/);
    }
    freeBatch(record);
    expect((record.x as Tensor).isFreed).toBe(true);
  });

  test("surplus arguments, and no list at all", () => {
    const loose = defaultCollate as (...all: unknown[]) => unknown;
    expect(loose([1], [0])).toBeDefined();
    expect(code(() => loose([1], { pad: true }))).toMatch(
      /ERR_TORCHTS_ARGUMENT: data\.defaultCollate: unknown option "pad"/,
    );
    expect(code(() => loose([1], [0], 3))).toMatch(/surplus argument/);
    expect(code(() => loose(undefined))).toMatch(/expected a list of samples, got undefined/);
    expect(code(() => [[1], [2]].forEach(freeBatch as never))).toMatch(
      /freeBatch: surplus arguments.*write the arrow/,
    );
  });
});
