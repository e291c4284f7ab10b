// Predicted numbers, agreement and calibration, against scikit-learn, pingouin, statsmodels and SciPy.
import { expect, test } from "vitest";
import { metrics } from "../../lib/index.ts";
import { expectedNumbers, near, refusal } from "./expected.ts";

/** Of optimisers that stop at a small gradient. */
const OPTIMISED = 1e-6;

interface Fixture {
  numbers: Record<"truth" | "predicted", number[]> &
    Record<"mae" | "mse" | "rmse" | "r2" | "pearson", number>;
  agreement: {
    icc: { ratings: number[][]; icc: number[]; intervals: [number, number][] }[];
    blandAltman: {
      a: number[];
      b: number[];
      bias: [number, number, number];
      sd: number;
      limits: [number, number];
      halfWidth: number;
    };
  };
  calibration: {
    probabilities: number[];
    labels: number[];
    slope: number[];
    intercept: number[];
    inTheLarge: number[];
    platt: [number, number];
    curves: Record<"width" | "mass", [said: number[], came: number[]]>;
  };
}

const fixture = expectedNumbers("metrics") as unknown as Fixture;

test("errors of numbers", () => {
  const { truth, predicted, ...expected } = fixture.numbers;
  for (const name of ["mae", "mse", "rmse", "r2", "pearson"] as const)
    near(metrics[name](predicted, truth), expected[name]);
  expect(metrics.r2([1, 2], [3, 3])).toBeNaN();
  expect(metrics.pearson([1, 1], [3, 4])).toBeNaN();
  expect(refusal(() => metrics.mae([1, Number.POSITIVE_INFINITY], [1, 2]))).toContain("finite");
  expect(refusal(() => metrics.rmse([1], [1, 2]))).toContain("expected 1 values as truth");
});

test("intraclass correlations and their intervals", () => {
  const forms = ["1,1", "2,1", "3,1", "1,k", "2,k", "3,k"] as const;
  for (const { ratings, icc, intervals } of fixture.agreement.icc) {
    const found = metrics.icc(ratings);
    near(
      forms.map((form) => found[form].value),
      icc,
    );
    near(
      forms.map((form) => [found[form].low, found[form].high]),
      intervals,
    );
  }
  // The table of Shrout & Fleiss 1979, whose six figures they print.
  const found = metrics.icc(fixture.agreement.icc[0]?.ratings ?? []);
  near(
    forms.map((form) => found[form].value),
    [0.17, 0.29, 0.71, 0.44, 0.62, 0.91],
    6e-3,
  );
  expect(refusal(() => metrics.icc([[1, 2]]))).toContain("two subjects and two raters");
});

test("Bland and Altman's limits", () => {
  const { a, b, bias, sd, limits, halfWidth } = fixture.agreement.blandAltman;
  const found = metrics.blandAltman(a, b);
  near([found.bias.value, found.bias.low, found.bias.high], bias);
  near([found.standardDeviation, found.lower.value, found.upper.value], [sd, ...limits]);
  near([found.lower.value - found.lower.low, found.upper.high - found.upper.value], [halfWidth, halfWidth]);
  near(found.differences[3], (a[3] as number) - (b[3] as number));
});

test("slope and intercept of calibration, and Platt's line", () => {
  const { probabilities, labels, slope, intercept, inTheLarge, platt } = fixture.calibration;
  const found = metrics.calibrationSlope(probabilities, labels);
  for (const [name, expected] of Object.entries({ slope, intercept, inTheLarge })) {
    const { value, low, high } = found[name as "slope"];
    near([value, low, high], expected, OPTIMISED);
  }
  const odds = probabilities.map((p) => Math.log(p / (1 - p)));
  const line = metrics.fitPlatt(odds, labels);
  near([line.slope, line.offset], platt, OPTIMISED);
  near(metrics.withPlatt([0.3], line.slope, line.offset), [
    1 / (1 + Math.exp(-(0.3 * line.slope + line.offset))),
  ]);
  // What is not defined says so; what has no fit is refused.
  expect(metrics.calibrationSlope([0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1]).slope.value).toBeNaN();
  expect(metrics.calibrationSlope([0.1, 0.2], [1, 1]).inTheLarge.value).toBeNaN();
  expect(refusal(() => metrics.fitPlatt([1, 2], [1, 1]))).toContain("one class only");
  expect(refusal(() => metrics.fitPlatt([1, 1], [0, 1]))).toContain("all scores are equal");
  expect(metrics.fitPlatt([-1, -2, 2, 3], [0, 0, 1, 1]).slope).toBeGreaterThan(0); // Platt's targets bear it
});

test("reliability", () => {
  const { probabilities, labels, curves } = fixture.calibration;
  for (const strategy of ["width", "mass"] as const) {
    const bins = metrics.reliability(probabilities, labels, { bins: 8, strategy });
    const filled = bins.filter(({ count }) => count > 0);
    near(
      [filled.map(({ confidence }) => confidence), filled.map(({ accuracy }) => accuracy.value)],
      curves[strategy],
    );
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(labels.length);
    const error = metrics.calibrationError(probabilities, labels, { bins: 8, strategy });
    const gaps = filled.map(
      ({ count, confidence, accuracy }) => (count * Math.abs(confidence - accuracy.value)) / labels.length,
    );
    near(
      error.expected,
      gaps.reduce((a, b) => a + b, 0),
    );
  }
  const [first] = metrics.reliability([0, 0.1, 0.5], [0, 1, 1]);
  expect(first).toMatchObject({ low: 0, high: 0.1, count: 2 });
});
