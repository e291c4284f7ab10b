// Curves, areas, DeLong's intervals and operating points of two classes, against scikit-learn and DeLong's components by definition.
import { describe, expect, test } from "vitest";
import { metrics, tensor } from "../../lib/index.ts";
import { expectedNumbers, near, refusal } from "./expected.ts";

interface Case {
  scores: number[];
  labels: number[];
  roc: [number[], number[], number[]];
  fullRoc: [number[], number[], number[]];
  pr: [number[], number[], number[]];
  auc: number;
  averagePrecision: number;
  delong: [value: number, standardError: number, low: number, high: number];
  logit: [number, number] | null;
  other: number[];
  compare: [other: number, difference: number, standardError: number, pValue: number];
  brier: number;
  logLoss: number;
  thresholds: { specificity80: number; sensitivity90: number; youden: number };
  decision: [number, number][];
}

const cases: Case[] = (expectedNumbers("metrics") as unknown as { binary: Case[] }).binary;

describe.each(cases.map((one, at) => ({ at, one })))("case $at", ({ one }) => {
  const { scores, labels } = one;

  test("curves and areas equal scikit-learn's", () => {
    for (const [dropIntermediate, [fpr, tpr, thresholds]] of [
      [true, one.roc],
      [false, one.fullRoc],
    ] as const) {
      const curve = metrics.rocCurve(scores, labels, { dropIntermediate });
      near(curve, { falsePositiveRate: fpr, truePositiveRate: tpr, thresholds });
    }
    const [precision, recall, thresholds] = one.pr;
    near(metrics.precisionRecallCurve(scores, labels), { precision, recall, thresholds });
    near(metrics.rocAuc(scores, labels), one.auc);
    near(metrics.averagePrecision(scores, labels), one.averagePrecision);
    near(metrics.brierScore(scores, labels), one.brier);
    near(metrics.logLoss(scores, labels), one.logLoss);
  });

  test("DeLong's interval and test are those of its definition", () => {
    const { value, standardError, low, high } = metrics.aucInterval(scores, labels);
    near([value, standardError, low, high], one.delong);
    const logit = metrics.aucInterval(scores, labels, { scale: "logit" });
    near([logit.low, logit.high], one.logit ?? [value, value]);
    const found = metrics.compareAuc(scores, one.other, labels);
    near([found.b.value, found.difference.value, found.standardError, found.pValue], one.compare);
    near(found.difference.high - found.difference.value, 1.959963984540054 * found.standardError);
  });

  test("thresholds are those that trying every score finds", () => {
    near(metrics.thresholdAtSpecificity(scores, labels, 0.8), one.thresholds.specificity80);
    near(metrics.thresholdAtSensitivity(scores, labels, 0.9), one.thresholds.sensitivity90);
    near(metrics.youdenThreshold(scores, labels), one.thresholds.youden);
  });

  test("net benefit is that of its formula", () => {
    const points = metrics.decisionCurve(scores, labels, [0.1, 0.25, 0.5, 0.9]);
    near(
      points.map(({ model, all }) => [model, all]),
      one.decision,
    );
  });
});

// The 43 patients of DeLong, DeLong & Clarke-Pearson 1988 for whom all three tests are known: albumin, total protein, K-G score, benefit.
const OVARIAN =
  "3.0 5.8 10 0 3.2 6.3 5 1 3.9 6.8 3 1 2.8 4.8 6 0 3.2 5.8 3 1 0.9 4.0 5 0 2.5 5.7 8 0 1.6 5.6 5 1 3.8 5.7 5 1 3.7 6.7 6 1 " +
  "3.2 5.4 4 1 3.8 6.6 6 1 4.1 6.6 5 1 3.6 5.7 5 1 4.3 7.0 4 1 3.6 6.7 4 0 2.3 4.4 6 1 4.2 7.6 4 0 4.0 6.6 6 0 3.5 5.8 6 1 " +
  "3.8 6.8 7 1 3.0 4.7 8 0 4.5 7.4 5 1 3.7 7.4 5 1 3.1 6.6 6 1 4.1 8.2 6 1 4.3 7.0 5 1 4.3 6.5 4 1 3.2 5.1 5 1 2.6 4.7 6 1 " +
  "3.3 6.8 6 0 1.7 4.0 7 0 3.7 6.1 5 1 3.3 6.3 7 1 4.2 7.7 6 1 3.5 6.2 5 1 2.9 5.7 9 0 2.1 4.8 7 1 2.8 6.2 8 0 4.0 7.0 7 1 " +
  "3.3 5.7 6 1 3.7 6.9 5 1 3.6 6.6 5 1";

test("DeLong's own patients have the areas, errors and contrasts that SAS publishes of them", () => {
  const values = OVARIAN.split(" ").map(Number);
  const column = (k: number): number[] => values.filter((_, i) => i % 4 === k);
  const [albumin, protein, benefit] = [column(0), column(1), column(3)];
  const kg = column(2).map((score) => 10 - score);
  const found = [albumin, protein, kg].map((scores) => metrics.aucInterval(scores, benefit));
  near(
    found.map(({ value, standardError }) => [value, standardError]),
    [
      [0.7366, 0.0927],
      [0.6478, 0.1],
      [0.7258, 0.1028],
    ],
    5e-5,
  );
  const contrasts = [albumin, protein].map((scores) => metrics.compareAuc(scores, kg, benefit));
  near(
    contrasts.map(({ difference, standardError }) => [difference.value, standardError]),
    [
      [0.0108, 0.0953],
      [-0.078, 0.1046],
    ],
    5e-5,
  );
});

test("figures at a threshold are those of the four counts", () => {
  const scores = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2];
  const labels = [1, 1, 0, 1, 0, 0, 1, 0];
  const found = metrics.atThreshold(scores, labels, 0.5, { prevalence: 0.01 });
  expect(found).toMatchObject({ truePositives: 3, falsePositives: 2, trueNegatives: 2, falseNegatives: 1 });
  near(
    [
      found.sensitivity.value,
      found.specificity.value,
      found.ppv.value,
      found.npv.value,
      found.accuracy.value,
    ],
    [3 / 4, 1 / 2, 3 / 5, 2 / 3, 5 / 8],
  );
  near([found.f1, found.youden], [6 / 9, 0.25]);
  near([found.positiveLikelihoodRatio, found.negativeLikelihoodRatio], [1.5, 0.5]);
  near(found.atPrevalence, {
    prevalence: 0.01,
    ppv: 0.0075 / (0.0075 + 0.495),
    npv: 0.495 / (0.495 + 0.0025),
  });
  expect(metrics.atThreshold(scores, labels, 0.5).atPrevalence).toBeNull();
  near(metrics.predictiveValues(0.75, 0.5, 0.01), { ppv: 0.0075 / 0.5025, npv: 0.495 / 0.4975 });
  const none = metrics.atThreshold(scores, labels, 2);
  expect(none.ppv).toEqual({ value: Number.NaN, low: Number.NaN, high: Number.NaN });
});

test("tensors, typed arrays, booleans and lists are the same", () => {
  const scores = [0.25, 0.75, 0.5, 0.125];
  const labels = [0, 1, 0, 1];
  const expected = metrics.rocAuc(scores, labels);
  expect(metrics.rocAuc(Float32Array.from(scores), Uint8Array.from(labels))).toBe(expected);
  expect(metrics.rocAuc(tensor(scores), tensor(labels, { dtype: "int64" }))).toBe(expected);
  expect(metrics.rocAuc(tensor(scores), tensor(labels).gt(0.5))).toBe(expected);
  expect(metrics.rocAuc(scores, labels.map(Boolean))).toBe(expected);
});

test("of one class only areas are NaN, and a threshold is refused", () => {
  for (const label of [0, 1]) {
    expect(metrics.rocAuc([0.1, 0.2], [label, label])).toBeNaN();
    const { value, low, high } = metrics.aucInterval([0.1, 0.2], [label, label]);
    expect([value, low, high]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect(refusal(() => metrics.youdenThreshold([0.1, 0.2], [label, label]))).toContain("all 2 samples are");
  }
  expect(metrics.averagePrecision([0.1, 0.2], [0, 0])).toBeNaN();
  expect(metrics.averagePrecision([0.1, 0.2], [1, 1])).toBe(1);
  // One positive has an area, but no spread.
  expect(metrics.aucInterval([0.1, 0.2, 0.3], [0, 1, 0])).toMatchObject({ value: 0.5, low: Number.NaN });
});

test("what means nothing is refused", () => {
  expect(refusal(() => metrics.rocAuc([], []))).toContain("scores is empty");
  expect(refusal(() => metrics.rocAuc([0.1, Number.NaN], [0, 1]))).toContain("got NaN at 1");
  expect(refusal(() => metrics.rocAuc([0.1, 0.2], [0]))).toContain("expected 2 values as labels");
  expect(refusal(() => metrics.rocAuc([0.1, 0.2], [0, 2]))).toContain("labels must be 0 and 1");
  expect(refusal(() => metrics.rocAuc(["0.1"] as never, [0]))).toContain('got "0.1" at 0');
  expect(refusal(() => metrics.rocAuc(tensor([[0.1], [0.2]]), [0, 1]))).toContain("one dimension");
  expect(refusal(() => metrics.aucInterval([0.1, 0.2], [0, 1], { level: 95 }))).toContain("between 0 and 1");
  expect(refusal(() => metrics.brierScore([0.1, 3], [0, 1]))).toContain("got 3; logits become probabilities");
  expect(refusal(() => metrics.predictiveValues(1.2, 0.5, 0.1))).toContain("sensitivity");
});

test("free-response curves are read off between their points", () => {
  // Two images, four objects: found at 0.9, 0.7 and 0.3, false alarms at 0.8, 0.7, 0.5 and 0.2.
  const scores = [0.9, 0.8, 0.7, 0.7, 0.5, 0.3, 0.2];
  const hits = [1, 0, 1, 0, 0, 1, 0];
  const found = metrics.froc(scores, hits, { images: 2, objects: 4, rates: [0, 0.25, 0.5, 1, 1.5, 9] });
  near(found.falsePositivesPerImage, [0, 0, 0.5, 1, 1.5, 1.5, 2]);
  near(found.sensitivity, [0, 0.25, 0.25, 0.5, 0.5, 0.75, 0.75]);
  near(
    found.atRates.map(({ sensitivity }) => sensitivity),
    [0.25, 0.25, 0.25, 0.5, 0.75, 0.75],
  );
  near(found.mean, 2.75 / 6);
  expect(metrics.froc([0.5], [0], { images: 1, objects: 0 }).mean).toBeNaN();
  expect(refusal(() => metrics.froc([0.5], [1], { images: 1, objects: 0 }))).toContain("1 detections hit");
  expect(refusal(() => metrics.froc([0.5], [1], {} as never))).toContain("images is missing");
});
