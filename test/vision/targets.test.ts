// Batches of targets: several labels or numbers for each image, NaN where one is not known.

import { describe, expect, test } from "vitest";
import { ArrayDataset, freeBatch } from "../../lib/data/index.ts";
import { DatasetError, ShapeError } from "../../lib/native/errors.ts";
import { full } from "../../lib/tensor/index.ts";
import { datasets } from "../../lib/vision/index.ts";

const { collateTargets, targetLoader } = datasets;

const sample = (targets: readonly number[], index: number, size = 2): datasets.TargetSample => ({
  image: full([3, size, size], index),
  targets,
  index,
  path: `${index}.png`,
});

describe("collateTargets", () => {
  test("stacks images and targets, and keeps what is not known", () => {
    const batch = collateTargets([sample([1, Number.NaN], 0), sample([0, 1.5], 1)], [4, 7]);
    expect(batch.images.shape).toEqual([2, 3, 2, 2]);
    expect([batch.targets.dtype, batch.targets.shape]).toEqual(["float32", [2, 2]]);
    expect(batch.targets.tolist()).toEqual([
      [1, Number.NaN],
      [0, 1.5],
    ]);
    expect([batch.indices, batch.paths]).toEqual([
      [4, 7],
      ["0.png", "1.png"],
    ]);
  });

  test.each([
    ["another number of targets", [sample([1], 0), sample([1, 0], 1)], /1\.png are 2.*the first sample 1/],
    ["no list", [{ ...sample([], 0), targets: 3 as never }], /0\.png are a list of numbers.*got 3/],
    ["text", [{ ...sample([], 0), targets: ["a"] as never }], /0\.png are numbers.*got "a" at 0/],
    ["infinite ones", [sample([Number.POSITIVE_INFINITY], 0)], /got Infinity at 0/],
    ["none", [sample([], 0)], /0\.png are an empty list/],
  ])("refuses %s", (_, samples, text) => {
    expect(() => collateTargets(samples, [0, 1])).toThrow(text);
    expect(() => collateTargets(samples, [0, 1])).toThrow(DatasetError);
  });

  test("refuses images of two shapes by their files", () => {
    expect(() => collateTargets([sample([1], 0), sample([1], 1, 3)], [0, 1])).toThrow(ShapeError);
  });
});

test("targetLoader gives batches in order, the last one smaller", async () => {
  const data = new ArrayDataset([0, 1, 2].map((index) => sample([index], index)));
  const seen: unknown[] = [];
  for await (const batch of targetLoader(data, { batchSize: 2 })) {
    seen.push(batch.targets.tolist());
    freeBatch(batch);
  }
  expect(seen).toEqual([[[0], [1]], [[2]]]);
});
