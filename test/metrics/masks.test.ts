// Overlap and distances of masks in two and three dimensions, against MONAI's and scikit-image's.
import { describe, expect, test } from "vitest";
import { metrics, ShapeError, tensor } from "../../lib/index.ts";
import { expectedNumbers, near, refusal } from "./expected.ts";

interface Case {
  shape: number[];
  spacing: number[] | null;
  predicted: number[];
  truth: number[];
  dice: number;
  iou: number;
  hausdorff: [number, number, number];
  surfaceDistance: number;
  tolerances: number[];
  surfaceDice: number[];
  clDice?: number;
}

/** MONAI computes distances in float32. */
const FLOAT32 = 1e-5;

const cases = (expectedNumbers("metrics") as unknown as { masks: Case[] }).masks;

describe.each(cases.map((one, at) => ({ at, one })))("case $at", ({ one }) => {
  const { shape, truth, predicted } = one;
  const a = { data: predicted, shape };
  const b = { data: truth, shape };
  const spacing = one.spacing ?? undefined;

  test("overlap", () => {
    near([metrics.dice(a, b), metrics.iou(a, b)], [one.dice, one.iou]);
    if (one.clDice !== undefined) near(metrics.clDice(a, b), one.clDice);
    else expect(() => metrics.clDice(a, b)).toThrow(ShapeError);
    const wide = (data: number[]) => tensor(data, { dtype: "int64" }).reshape(shape);
    near(metrics.dice(wide(predicted), wide(truth).gt(0)), one.dice);
  });

  test("distances", () => {
    const percentiles = [95, 50, 100].map((percentile) =>
      metrics.hausdorffDistance(a, b, { spacing, percentile }),
    );
    near(percentiles, one.hausdorff, FLOAT32);
    near(metrics.surfaceDistance(a, b, { spacing }), one.surfaceDistance, FLOAT32);
    near(
      one.tolerances.map((tolerance) => metrics.surfaceDice(a, b, tolerance, { spacing })),
      one.surfaceDice,
      FLOAT32,
    );
    near(metrics.hausdorffDistance(b, a, { spacing }), one.hausdorff[0], FLOAT32);
  });
});

test("empty masks are what they are said to be", () => {
  const filled = (value: number) => ({ data: new Uint8Array(12).fill(value), height: 3, width: 4 });
  const [full, none] = [filled(1), filled(0)];
  for (const [figure, one, perfect] of [
    [metrics.dice, 0, 1],
    [metrics.iou, 0, 1],
    [metrics.clDice, 0, 1],
  ] as const) {
    expect(figure(none, none)).toBeNaN();
    expect(figure(none, none, { empty: 1 })).toBe(1);
    expect([figure(full, none), figure(none, full)]).toEqual([one, one]);
    expect(figure(full, full)).toBe(perfect);
  }
  for (const distance of [metrics.hausdorffDistance, metrics.surfaceDistance]) {
    expect(distance(none, none)).toBeNaN();
    expect([distance(full, none), distance(none, full)]).toEqual([
      Number.POSITIVE_INFINITY,
      Number.POSITIVE_INFINITY,
    ]);
    expect(distance(full, full)).toBe(0);
  }
  expect(metrics.surfaceDice(none, none, 1)).toBeNaN();
  expect(metrics.surfaceDice(none, none, 1, { empty: 1 })).toBe(1);
  expect([metrics.surfaceDice(full, none, 1), metrics.surfaceDice(full, full, 0)]).toEqual([0, 1]);
});

test("what are no masks of one shape is refused", () => {
  const mask = { data: [0, 1, 1, 0], height: 2, width: 2 };
  expect(() => metrics.dice(mask, { data: [0, 1, 1], shape: [1, 3] })).toThrow(ShapeError);
  expect(() => metrics.iou(mask, { data: [0, 1], height: 2, width: 2 })).toThrow(/needs 4 values/);
  expect(refusal(() => metrics.dice({ data: [0.3, 1, 1, 0], height: 2, width: 2 }, mask))).toContain(
    "gt(0.5)",
  );
  expect(refusal(() => metrics.surfaceDistance(mask, mask, { spacing: [1, 1, 1] }))).toContain(
    "needs 2 lengths",
  );
  expect(refusal(() => metrics.hausdorffDistance(mask, mask, { percentile: 101 }))).toContain(
    "between 0 and 100",
  );
});
