// Figures of several classes and labels against scikit-learn's.
import { describe, expect, test } from "vitest";
import { metrics, tensor } from "../../lib/index.ts";
import { expectedNumbers, near, refusal } from "./expected.ts";

interface Case {
  logits: number[][];
  probabilities: number[][];
  labels: number[];
  predicted: number[];
  confusion: number[][];
  normalized: Record<"true" | "predicted" | "all", number[][]>;
  accuracy: number;
  balancedAccuracy: number;
  matthews: number;
  precision: number[];
  recall: number;
  fBeta: Record<string, number | number[]>;
  kappa: [number, number, number];
  topK: number[];
  auc: Record<string, number> | null;
  brier: number;
  logLoss: number;
  ece: [[number, number], [number, number]];
  temperature: [temperature: number, before: number, after: number];
}

const fixture = expectedNumbers("metrics") as unknown as {
  classes: Case[];
  multilabel: {
    scores: number[][];
    labels: number[][];
    auc: number[];
    averagePrecision: number[];
    f1: number[];
    macro: number[];
    micro: number[];
    exactMatch: number;
    holes: number[][];
    aucOfKnown: number[];
  };
};

describe.each(fixture.classes.map((one, at) => ({ at, one })))("case $at", ({ one }) => {
  const { predicted, labels, probabilities, logits } = one;

  test("decisions", () => {
    near(metrics.confusionMatrix(predicted, labels), one.confusion);
    for (const normalize of ["true", "predicted", "all"] as const)
      near(metrics.confusionMatrix(predicted, labels, { normalize }), one.normalized[normalize]);
    near(metrics.accuracy(predicted, labels), one.accuracy);
    near(metrics.balancedAccuracy(predicted, labels), one.balancedAccuracy);
    near(metrics.matthewsCorrelation(predicted, labels), one.matthews);
    near(metrics.precision(predicted, labels, { average: null }), one.precision);
    near(metrics.recall(predicted, labels), one.recall);
    for (const beta of [0.5, 1, 2]) {
      near(metrics.fBeta(predicted, labels, { beta }), one.fBeta[`macro${beta}`]);
      near(metrics.fBeta(predicted, labels, { beta, average: "micro" }), one.fBeta[`micro${beta}`]);
      near(metrics.fBeta(predicted, labels, { beta, average: "weighted" }), one.fBeta[`weighted${beta}`]);
      near(metrics.fBeta(predicted, labels, { beta, average: null }), one.fBeta[`each${beta}`]);
    }
    for (const [at, weights] of ([null, "linear", "quadratic"] as const).entries())
      near(metrics.cohensKappa(predicted, labels, weights), one.kappa[at]);
  });

  test("scores", () => {
    for (const [at, expected] of one.topK.entries())
      near(metrics.topKAccuracy(probabilities, labels, at + 2), expected);
    for (const [name, expected] of Object.entries(one.auc ?? {})) {
      const [scheme, average] = name.split("-") as ["ovr", "macro"];
      near(metrics.multiclassAuc(probabilities, labels, { scheme, average }), expected);
    }
    near(metrics.brierScore(probabilities, labels), one.brier);
    near(metrics.logLoss(probabilities, labels), one.logLoss);
    for (const [at, bins] of [5, 15].entries()) {
      const { expected, maximum } = metrics.calibrationError(probabilities, labels, bins);
      near([expected, maximum], one.ece[at]);
    }
    const flat = probabilities.flat();
    near(metrics.logLoss(flat, labels), one.logLoss);
    near(metrics.logLoss(tensor(probabilities, { dtype: "float64" }), labels), one.logLoss);
  });

  test("temperature scaling finds the likelihood's maximum", () => {
    const { temperature, before, after } = metrics.fitTemperature(logits, labels);
    near([temperature, before, after], one.temperature, 1e-6);
    const scaled = metrics.withTemperature(logits, temperature);
    near(metrics.logLoss(scaled, labels), after);
    near(metrics.withTemperature(logits, 1), probabilities);
  });
});

test("several labels at once", () => {
  const { scores, labels, macro, micro, ...each } = fixture.multilabel;
  const found = metrics.multilabelFigures(scores, labels);
  near(
    found.perLabel.map(({ auc }) => auc),
    each.auc,
  );
  near(
    found.perLabel.map(({ averagePrecision }) => averagePrecision),
    each.averagePrecision,
  );
  near(
    found.perLabel.map(({ f1 }) => f1),
    each.f1,
  );
  near([found.mean.auc, found.mean.averagePrecision, found.mean.f1], macro);
  near([found.micro.auc, found.micro.averagePrecision, found.micro.f1], micro);
  near(found.exactMatch, each.exactMatch);
  const known = metrics.multilabelFigures(scores, each.holes);
  near(
    known.perLabel.map(({ auc }) => auc),
    each.aucOfKnown,
  );
  expect(known.perLabel.every(({ known: count }) => count < 50)).toBe(true);
});

test("classes that do not occur are told apart from classes that are never right", () => {
  // Class 2 is named by nobody; class 1 is predicted, and is never the true one.
  const each = metrics.fBeta([0, 1, 0], [0, 0, 0], { average: null, classes: 3 });
  near(each, [0.8, 0, Number.NaN]);
  near(metrics.fBeta([0, 1, 0], [0, 0, 0], { classes: 3 }), 0.4);
  near(metrics.balancedAccuracy([0, 1, 0], [0, 0, 0]), 2 / 3);
  expect(metrics.matthewsCorrelation([0, 0], [0, 0])).toBe(0);
  expect(metrics.cohensKappa([1, 1], [1, 1])).toBeNaN();
  near(
    metrics.multiclassAuc(
      [
        [0.6, 0.3, 0.1],
        [0.2, 0.7, 0.1],
      ],
      [0, 1],
    ),
    1,
  );
  expect(
    metrics.multiclassAuc(
      [
        [0.6, 0.4],
        [0.2, 0.8],
      ],
      [1, 1],
    ),
  ).toBeNaN();
});

test("what means nothing is refused", () => {
  expect(refusal(() => metrics.accuracy([0.5], [1]))).toContain("class indices");
  expect(refusal(() => metrics.accuracy([0, 1], [1]))).toContain("expected 2 values as labels");
  expect(refusal(() => metrics.confusionMatrix([0, 3], [0, 1], { classes: 3 }))).toContain("from 0 to 2");
  expect(refusal(() => metrics.multiclassAuc([[1, 2], [3]], [0, 1]))).toContain("row 1 has not");
  expect(refusal(() => metrics.multiclassAuc([[1, 2]], [0, 1]))).toContain("expected 2 rows of scores");
  expect(refusal(() => metrics.logLoss([[2, 3]], [0]))).toContain("between 0 and 1");
  expect(refusal(() => metrics.logLoss([[0.5, 0.2]], [0]))).toContain("add up to 1");
  expect(
    refusal(() =>
      metrics.fitTemperature(
        [
          [3, 0],
          [0, 3],
        ],
        [0, 1],
      ),
    ),
  ).toContain("tell all classes apart");
  expect(
    refusal(() =>
      metrics.fitTemperature(
        [
          [3, 0],
          [0, 3],
        ],
        [1, 0],
      ),
    ),
  ).toContain("no more than chance");
  expect(refusal(() => metrics.multilabelFigures([[0.5]], [[0.5]]))).toContain("0, 1, or NaN");
});
