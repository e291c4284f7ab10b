// Classification figures and ROC areas against their definitions, counted pair by pair in numpy.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ArgumentError } from "../../lib/native/errors.ts";
import { ClassificationMetrics } from "../../lib/train/metrics.ts";
import { multiclassAuc, rocAuc } from "../../lib/train/roc-auc.ts";

interface Case {
  name: string;
  classes: number;
  scores: number[];
  labels: number[];
  accuracy: number;
  top2: number;
  balanced_accuracy: number;
  auc: number;
  confusion: number[][];
  per_class: Record<"support" | "sensitivity" | "specificity" | "precision" | "f1" | "auc", number | null>[];
}

const cases: Case[] = JSON.parse(
  readFileSync(new URL("../fixtures/train-metrics.json", import.meta.url), "utf8"),
);
const names = (count: number) => Array.from({ length: count }, (_, index) => `class ${index}`);

/** The reference writes null where a figure is undefined. */
function expectFigure(actual: number, expected: number | null): void {
  if (expected === null) expect(actual).toBeNaN();
  else expect(actual).toBeCloseTo(expected, 12);
}

describe.each(cases)("$name", (reference) => {
  test("all figures equal the reference, whatever the batches", () => {
    for (const batch of [1, 7, reference.labels.length]) {
      const metrics = new ClassificationMetrics(names(reference.classes), { topK: [2] });
      for (let start = 0; start < reference.labels.length; start += batch) {
        metrics.update(
          reference.scores.slice(start * reference.classes, (start + batch) * reference.classes),
          reference.labels.slice(start, start + batch),
        );
      }
      const report = metrics.report();
      expect(report.count).toBe(reference.labels.length);
      expect(report.confusion).toEqual(reference.confusion);
      expectFigure(report.accuracy, reference.accuracy);
      expectFigure(metrics.accuracy, reference.accuracy);
      expectFigure(report.topK[2] as number, reference.top2);
      expectFigure(report.balancedAccuracy, reference.balanced_accuracy);
      expectFigure(report.auc, reference.auc);
      for (const [index, expected] of reference.per_class.entries()) {
        const figures = report.perClass[index];
        expect(figures?.support).toBe(expected.support);
        for (const key of ["sensitivity", "specificity", "precision", "f1", "auc"] as const) {
          expectFigure(figures?.[key] as number, expected[key]);
        }
      }
    }
  });
});

describe("rocAuc", () => {
  test("order alone counts: 1 when perfect, 0 when reversed, a half when all tie", () => {
    expect(rocAuc([0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1])).toBe(1);
    expect(rocAuc([0.9, 0.8, 0.2, 0.1], [0, 0, 1, 1])).toBe(0);
    expect(rocAuc([0.5, 0.5, 0.5, 0.5], [0, 1, 0, 1])).toBe(0.5);
  });

  test("the example of scikit-learn's documentation", () => {
    expect(rocAuc([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1])).toBe(0.75);
  });

  test("undefined without positives, without negatives, empty, or with a NaN score", () => {
    expect(rocAuc([0.1, 0.2], [1, 1])).toBeNaN();
    expect(rocAuc([0.1, 0.2], [0, 0])).toBeNaN();
    expect(rocAuc([], [])).toBeNaN();
    expect(rocAuc([0.1, Number.NaN], [0, 1])).toBeNaN();
  });

  test("infinite scores are ordered like any other", () => {
    expect(rocAuc([Number.NEGATIVE_INFINITY, 0, Number.POSITIVE_INFINITY], [0, 0, 1])).toBe(1);
  });

  test("lengths that do not fit are refused", () => {
    expect(() => rocAuc([0.1], [0, 1])).toThrow(ArgumentError);
    expect(() => multiclassAuc([0.1, 0.2, 0.3], [0, 1], 2)).toThrow(ArgumentError);
  });
});

describe("ClassificationMetrics", () => {
  test("nothing seen: counts zero, figures undefined", () => {
    const report = new ClassificationMetrics(["a", "b"], { topK: [1] }).report();
    expect(report.count).toBe(0);
    for (const figure of [report.loss, report.accuracy, report.auc, report.topK[1]]) expect(figure).toBeNaN();
    expect(report.confusion).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  test("one class only: right by definition, its area undefined", () => {
    const metrics = new ClassificationMetrics(["only"]);
    metrics.update([0.3, 0.9], [0, 0]);
    expect(metrics.report().accuracy).toBe(1);
    expect(metrics.report().auc).toBeNaN();
  });

  test("the loss is weighted by batch size", () => {
    const metrics = new ClassificationMetrics(["a", "b"]);
    metrics.update([1, 0, 1, 0, 1, 0], [0, 0, 0], 1);
    metrics.update([1, 0], [0], 5);
    expect(metrics.report().loss).toBe(2);
  });

  test("labels may be bigints, as int64 tensors give them", () => {
    const metrics = new ClassificationMetrics(["a", "b"]);
    metrics.update(new Float32Array([0, 1]), new BigInt64Array([1n]));
    expect(metrics.accuracy).toBe(1);
  });

  test("a label that is no class, a wrong score count and a bad k are refused", () => {
    const metrics = new ClassificationMetrics(["a", "b"]);
    expect(() => metrics.update([0, 1], [2])).toThrow(/labels from 0 to 1, got 2/);
    expect(() => metrics.update([0, 1, 2], [0])).toThrow(/as many outputs as there are classes/);
    expect(() => new ClassificationMetrics(["a"], { topK: [0] })).toThrow(ArgumentError);
    expect(() => new ClassificationMetrics([])).toThrow(ArgumentError);
  });

  test("without the AUC no scores are kept and the area is undefined", () => {
    const metrics = new ClassificationMetrics(["a", "b"], { auc: false });
    metrics.update([0, 1, 1, 0], [1, 0]);
    expect(metrics.report().accuracy).toBe(1);
    expect(metrics.report().auc).toBeNaN();
  });
});
