// Folds equal scikit-learn's where nothing is shuffled; shuffled ones hold what they promise.
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { data } from "../../lib/index.ts";
import { ArgumentError } from "../../lib/native/errors.ts";

interface Case {
  length: number;
  folds: number;
  labels: number[];
  groups: string[];
  mixed: string[];
  plain: number[][];
  stratified: number[][];
  grouped: number[][];
  both: number[][];
}
const file = path.join(import.meta.dirname, "../fixtures/folds.json");
const cases = JSON.parse(readFileSync(file, "utf8")) as Case[];

const held = (folds: readonly data.Fold[]): number[][] => folds.map(({ val }) => val);
const counts = (values: readonly (string | number)[]): Map<string | number, number> => {
  const found = new Map<string | number, number>();
  for (const value of values) found.set(value, (found.get(value) ?? 0) + 1);
  return found;
};
/** How much the folds' shares of the classes differ: the mean over the classes of their standard deviations. */
const unevenness = (parts: readonly number[][], labels: readonly number[]): number => {
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const spreads = [...counts(labels)].map(([label, all]) => {
    const shares = parts.map((part) => part.filter((at) => labels[at] === label).length / all);
    return Math.sqrt(mean(shares.map((share) => (share - mean(shares)) ** 2)));
  });
  return mean(spreads);
};

describe.each(cases)("$length samples in $folds folds", (one) => {
  const { length, folds, labels, groups, mixed } = one;
  test("without shuffling are scikit-learn's", () => {
    const options = { folds, shuffle: false };
    expect(held(data.kFold(length, options))).toEqual(one.plain);
    expect(held(data.kFold(length, { ...options, labels }))).toEqual(one.stratified);
    expect(held(data.kFold(length, { ...options, groups }))).toEqual(one.grouped);
    const both = held(data.kFold(length, { ...options, labels, groups: mixed }));
    expect(unevenness(both, labels)).toBeLessThan(1.1 * unevenness(one.both, labels) + 0.01);
  });

  test.each([{}, { labels }, { groups: mixed }, { labels, groups: mixed }])(
    "hold each sample out once, by seed",
    (more) => {
      const made = data.kFold(length, { folds, seed: 3, ...more });
      expect(made.flatMap(({ val }) => val).sort((a, b) => a - b)).toEqual(
        Array.from({ length }, (_, at) => at),
      );
      for (const { train, val } of made) {
        expect(train.length + val.length).toBe(length);
        expect(val.some((at) => train.includes(at))).toBe(false);
      }
      expect(data.kFold(length, { folds, seed: 3, ...more })).toEqual(made);
      expect(data.kFold(length, { folds, seed: 4, ...more })).not.toEqual(made);
    },
  );

  test("have of every class what the others have, to within one sample", () => {
    const made = data.kFold(length, { folds, seed: 1, labels });
    for (const label of new Set(labels)) {
      const own = made.map(({ val }) => val.filter((at) => labels[at] === label).length);
      expect(Math.max(...own) - Math.min(...own)).toBeLessThanOrEqual(1);
    }
    const sizes = made.map(({ val }) => val.length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
  });

  test("hold groups out as a whole", () => {
    for (const more of [{}, { labels }]) {
      const made = data.kFold(length, { folds, seed: 2, groups: mixed, ...more });
      const foldsOf = new Map<string, Set<number>>();
      for (const [fold, { val }] of made.entries()) {
        for (const at of val) {
          const group = mixed[at] as string;
          foldsOf.set(group, (foldsOf.get(group) ?? new Set()).add(fold));
        }
      }
      expect([...foldsOf.values()].map(({ size }) => size)).toEqual(Array(foldsOf.size).fill(1));
      // No fold is larger than the others by more than the largest group.
      const sizes = made.map(({ val }) => val.length);
      const largest = Math.max(...counts(mixed).values());
      if (!("labels" in more)) expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(largest);
    }
  });
});

test("what cannot be divided is refused", () => {
  const refused: [() => unknown, string][] = [
    [() => data.kFold(3, { folds: 5 }), "as many samples as folds, got 3 for 5"],
    [() => data.kFold(6, { folds: 1 }), "folds"],
    [() => data.kFold(6, { folds: 3, labels: [0, 1] }), "labels has one value for each sample, 6, got 2"],
    [() => data.kFold(6, { folds: 3, labels: [0, 0, 1, 1, 2, 2] }), "the largest has 2"],
    [
      () => data.kFold(6, { folds: 3, groups: ["a", "a", "a", "b", "b", "b"] }),
      "groups as folds, got 2 for 3",
    ],
    [() => data.kFold(6, { k: 3 } as never), "it is called folds"],
    [() => data.kFold(2.5), "length"],
  ];
  for (const [run, text] of refused) {
    expect(run).toThrow(ArgumentError);
    expect(run).toThrow(text);
  }
});
