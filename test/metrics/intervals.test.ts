// Intervals of proportions, the bootstrap, and tests of pairs, against statsmodels, SciPy and what is known of their distributions.
import { expect, test } from "vitest";
import { data, metrics } from "../../lib/index.ts";
import { expectedNumbers, near, refusal } from "./expected.ts";

interface Fixture {
  tests: {
    proportions: { k: number; n: number; level: number; wilson: number[]; exact: number[] }[];
    mcnemar: {
      labels: number[];
      a: number[];
      b: number[];
      exact: number;
      corrected: [number, number];
      plain: [number, number];
    };
    exchange: { x: number[]; pValue: number };
    bootstrap: { sample: number[]; bca: number[]; percentile: number[]; standardError: number };
  };
}

const fixture = (expectedNumbers("metrics") as unknown as Fixture).tests;

/** What 20,000 draws leave of a quantile whose standard error is about a hundredth of the spread. */
const DRAWN = 0.02;

test("proportions", () => {
  for (const { k, n, level, wilson, exact } of fixture.proportions) {
    const found = metrics.proportion(k, n, level);
    near([found.value, found.low, found.high], [k / n, ...wilson]);
    const other = metrics.proportion(k, n, { level, method: "exact" });
    near([other.low, other.high], exact);
  }
  expect(metrics.proportion(0, 0)).toEqual({ value: Number.NaN, low: Number.NaN, high: Number.NaN });
  expect(refusal(() => metrics.proportion(3, 2))).toContain("more than all");
});

const meanOf = (values: readonly number[]) => (places: Uint32Array) => {
  let sum = 0;
  for (let i = 0; i < places.length; i++) sum += values[places[i] as number] as number;
  return sum / places.length;
};

test("bootstrap intervals are SciPy's but for the draws", () => {
  const { sample, bca, percentile, standardError } = fixture.bootstrap;
  const options = { draws: 20_000, seed: 3 };
  const plain = metrics.bootstrap(sample.length, meanOf(sample), options);
  near([plain.low, plain.high], percentile, DRAWN);
  near(plain.standardError, standardError, DRAWN);
  const corrected = metrics.bootstrap(sample.length, meanOf(sample), { ...options, method: "bca" });
  near([corrected.low, corrected.high], bca, DRAWN);
  // The correction is larger than what is left to chance.
  expect(corrected.high - plain.high).toBeGreaterThan(0.02);
  expect(metrics.bootstrap(sample.length, meanOf(sample), options)).toEqual(plain);
});

test("whole groups are drawn, and figures share the draws", () => {
  const groups = ["a", "a", "a", "b", "c", "c"];
  const sizes = new Set<number>();
  const found = metrics.bootstrap(
    6,
    (places) => {
      const counts = new Map<string, number[]>();
      for (const i of places)
        counts.set(groups[i] as string, [...(counts.get(groups[i] as string) ?? []), i]);
      for (const [group, members] of counts)
        sizes.add(members.length / groups.filter((g) => g === group).length);
      return { size: places.length, twice: 2 * places.length };
    },
    { groups, draws: 200 },
  );
  expect([...sizes].every(Number.isInteger)).toBe(true);
  expect(found.size.value).toBe(6);
  expect(found.twice.high).toBe(2 * found.size.high);
  expect(found.size.low).toBeLessThan(6);
});

test("a figure that is not defined in a draw is left out and counted", () => {
  const labels = [1, 0, 0, 0, 0];
  const scores = [0.9, 0.8, 0.3, 0.2, 0.1];
  const auc = (places: Uint32Array): number =>
    metrics.rocAuc(
      Float64Array.from(places, (i) => scores[i] as number),
      Uint8Array.from(places, (i) => labels[i] as number),
    );
  const found = metrics.bootstrap(5, auc, { draws: 1000 });
  // A draw without the only positive has no area: 0.8^5 of all.
  expect(found.undefinedDraws / 1000).toBeCloseTo(0.8 ** 5, 1);
  expect(found.value).toBe(1);
  expect(refusal(() => metrics.bootstrap(2, () => "1" as never))).toContain("figure must give a number");
  expect(refusal(() => metrics.bootstrap(2, () => 1, { groups: ["a"] }))).toContain("expected 2 groups");
  expect(refusal(() => metrics.bootstrap(2, () => 1, { groups: ["a", Number.NaN] }))).toContain(
    "texts or numbers",
  );
});

test("of 1,000 sets of patients with several images 93 to 97 % of the cluster intervals hold the truth", () => {
  const rng = new data.Rng(11);
  const [sets, few, patients, draws] = [1000, 200, 60, 400];
  const truth = 0.7;
  const covered = { clustered: 0, alone: 0 };
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(1 - rng.random())) * Math.cos(2 * Math.PI * rng.random());
  for (let set = 0; set < sets; set++) {
    const right: number[] = [];
    const groups: number[] = [];
    for (let patient = 0; patient < patients; patient++) {
      // Half of a patient's images are decided by the patient, so that they are like each other.
      const own = rng.bernoulli(truth) ? 1 : 0;
      const images = 1 + Math.floor(Math.abs(normal()) * 3);
      for (let image = 0; image < images; image++) {
        right.push(rng.bernoulli(0.5) ? own : rng.bernoulli(truth) ? 1 : 0);
        groups.push(patient);
      }
    }
    const accuracy = meanOf(right);
    const holds = (options: object): number => {
      const { low, high } = metrics.bootstrap(right.length, accuracy, { draws, seed: set, ...options });
      return low <= truth && truth <= high ? 1 : 0;
    };
    covered.clustered += holds({ groups });
    if (set < few) covered.alone += holds({});
  }
  expect(covered.clustered / sets).toBeGreaterThanOrEqual(0.93);
  expect(covered.clustered / sets).toBeLessThanOrEqual(0.97);
  // As if each image were a patient, intervals are too narrow.
  expect(covered.alone / few).toBeLessThan(0.92);
});

test("McNemar's test", () => {
  const { a, b, labels, exact, corrected, plain } = fixture.mcnemar;
  const found = metrics.mcNemar(a, b, labels);
  near(found.pValue, exact);
  for (const [correction, expected] of [
    [true, corrected],
    [false, plain],
  ] as const) {
    const { statistic, pValue } = metrics.mcNemar(a, b, labels, { method: "chi-squared", correction });
    near([statistic, pValue], expected);
  }
  expect(metrics.mcNemar([1, 0], [1, 0], [1, 1]).pValue).toBe(1);
});

test("exchanging predictions gives the exact distribution's share", () => {
  const { x, pValue } = fixture.exchange;
  // Of a pair (x, 0) the figure is the sum of what is chosen.
  const sum = (from: Uint8Array): number =>
    from.reduce((all, run, i) => all + (run === 0 ? (x[i] as number) : 0), 0);
  const found = metrics.permutationTest(x.length, sum, { draws: 20_000 });
  near(
    found.difference,
    x.reduce((a, b) => a + b, 0),
  );
  near(found.pValue, pValue, 0.01);
  // All samples of one patient leave nothing but all or none to exchange.
  const together = metrics.permutationTest(x.length, sum, { groups: x.map(() => "p"), draws: 500 });
  expect(together.pValue).toBe(1);
  expect(metrics.permutationTest(3, () => Number.NaN, { draws: 10 }).pValue).toBeNaN();
});
