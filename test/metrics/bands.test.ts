// Bands of curves: the curve itself, and intervals that drawing the samples again by hand gives.
import { describe, expect, test } from "vitest";
import { data, metrics } from "../../lib/index.ts";

const rng = new data.Rng(11);
const N = 80;
const labels = Array.from({ length: N }, (_, i) => (i % 3 === 0 ? 1 : 0));
// Ties among them.
const scores = labels.map((label) => Math.round(10 * (0.3 * label + rng.random())) / 10);
const patients = labels.map((_, i) => `p${i >> 1}`);

/** The ROC curve in straight lines, of several values at one rate the highest. */
function rocAt(places: Uint32Array, rate: number): number {
  const own = Array.from(places, (i) => labels[i] as number);
  if (!own.includes(0) || !own.includes(1)) return Number.NaN;
  const { falsePositiveRate: x, truePositiveRate: y } = metrics.rocCurve(
    Array.from(places, (i) => scores[i] as number),
    own,
  );
  let value = 0;
  for (let i = 1; i < x.length; i++) {
    const [a, b, c, d] = [x[i - 1], x[i], y[i - 1], y[i]] as [number, number, number, number];
    if (rate >= a - 1e-12 && rate <= b + 1e-12)
      value = Math.max(value, b === a ? d : c + ((rate - a) / (b - a)) * (d - c));
  }
  return value;
}

/** The precision of the highest threshold that reaches a recall. */
function precisionAt(places: Uint32Array, recall: number): number {
  const own = Array.from(places, (i) => labels[i] as number);
  if (!own.includes(1)) return Number.NaN;
  const curve = metrics.precisionRecallCurve(
    Array.from(places, (i) => scores[i] as number),
    own,
  );
  const points = curve.recall
    .slice(0, -1)
    .map((at, i) => [at, curve.precision[i] as number] as const)
    .reverse();
  return (points.find(([at]) => at >= recall - 1e-12) as readonly [number, number])[1];
}

describe.each([
  ["rocBand", metrics.rocBand, rocAt],
  ["precisionRecallBand", metrics.precisionRecallBand, precisionAt],
] as const)("%s", (_, band, at) => {
  test.each([undefined, patients])("is the curve with the bootstrap's percentiles (groups %#)", (groups) => {
    const options = { draws: 60, seed: 4, groups };
    const { x, y } = band(scores, labels, { ...options, points: 11 });
    expect(x).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
    for (const [i, place] of x.entries()) {
      const { value, low, high } = metrics.bootstrap(N, (places) => at(places, place), options);
      expect(y[i]?.value).toBeCloseTo(value, 10);
      expect(y[i]?.low).toBeCloseTo(low, 10);
      expect(y[i]?.high).toBeCloseTo(high, 10);
    }
  });

  test("is NaN of one class, and refuses what is no such list", () => {
    expect(
      band([0.1, 0.2], [0, 0], { draws: 5, points: 3 }).y.every(({ value }) => Number.isNaN(value)),
    ).toBe(true);
    expect(() => band([0.1], [0, 1])).toThrow("expected");
    expect(() => band(scores, labels, { groups: ["a"] })).toThrow("groups");
    expect(() => band(scores, labels, { points: 1 })).toThrow("points");
  });
});
