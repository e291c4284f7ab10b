import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { train } from "../../lib/index.ts";

const fixture = JSON.parse(readFileSync("test/fixtures/segmetrics.json", "utf8")).metrics;
const DIGITS = 5;
const names = ["background", "a", "b"];
const expected = (name: string): number[] =>
  fixture[name].map((v: number | string) => (v === "inf" ? Infinity : Number(v)));

function run(options: train.SegmentationMetricsOptions): train.SegmentationReport {
  const metrics = new train.SegmentationMetrics(names, options);
  metrics.update(fixture.guess, fixture.truth, 9, 11);
  return metrics.report();
}

describe("SegmentationMetrics", () => {
  it.each(["dice", "iou"] as const)("%s of each image is MONAI's, empty masks too", (name) => {
    const got = run({ emptyValue: 1 }).images.flatMap(({ perClass }) => perClass.map((f) => f[name]));
    for (const [i, value] of expected(name).entries()) expect(got[i]).toBeCloseTo(value, DIGITS);
  });

  it.each([
    ["hausdorff95", "hausdorff95", undefined],
    ["hausdorff95mm", "hausdorff95", [0.5, 1.25]],
    ["surface", "surfaceDistance", undefined],
    ["surfaceMm", "surfaceDistance", [0.5, 1.25]],
  ] as const)("%s is MONAI's where both masks have pixels", (key, name, spacing) => {
    const report = run(spacing === undefined ? {} : { spacing });
    const got = report.images.flatMap(({ perClass }) => perClass.map((f) => f[name]));
    let compared = 0;
    for (const [i, value] of expected(key).entries()) {
      if (!Number.isFinite(value)) expect(Number.isFinite(got[i])).toBe(false);
      else {
        expect(got[i]).toBeCloseTo(value, DIGITS);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(4);
  });

  it("pools the pixels of all images as torchmetrics does", () => {
    const { pooled } = run({ distances: false });
    expect(pooled.pixelAccuracy).toBeCloseTo(expected("accuracy")[0] as number, DIGITS);
    for (const name of ["sensitivity", "specificity"] as const) {
      for (const [i, value] of expected(name).entries())
        expect(pooled.perClass[i]?.[name]).toBeCloseTo(value, DIGITS);
    }
  });

  it("refuses a label that is no class", () => {
    expect(() => new train.SegmentationMetrics(names).update([0], [7], 1, 1)).toThrow(/from 0 to 2, got 7/);
  });
});
