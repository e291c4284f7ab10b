// Annotations and results that somebody broke, or meant to break things with: a figure comes out, or a typed error.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { data, TorchtsError } from "../../../lib/index.ts";
import { CocoEvaluator } from "../../../lib/vision/coco-evaluation/index.ts";
import { fixturePath } from "../../helpers/index.ts";
import { testSeed } from "../../helpers/seed.ts";
import type { RandomSet } from "./sets.ts";

const sets = JSON.parse(readFileSync(fixturePath("coco-evaluation.json"), "utf8")) as RandomSet[];
const small = sets.filter(({ results }) => results.length < 40);

const ODD: readonly unknown[] = [
  null,
  undefined,
  true,
  "",
  "x",
  -1,
  0,
  1.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  1e300,
  2 ** 53,
  [],
  {},
  [[]],
  [[1, 2, 3]],
  [[0, 0, 1e9, 0, 0, 1e9]],
  { size: [1e9, 1e9], counts: [5] },
  { size: [3, 3], counts: "~~~~" },
  { size: [3, 3], counts: [-1, 10] },
  { size: "big", counts: {} },
  JSON.parse('{"__proto__": 1, "constructor": 2}'),
];

/** A value with one place in it exchanged, doubled or gone. */
function broken(value: unknown, rng: data.Rng): unknown {
  if (typeof value !== "object" || value === null || rng.bernoulli(0.1)) return ODD[rng.int(0, ODD.length)];
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
  const keys = Object.keys(copy);
  const key = keys[rng.int(0, Math.max(1, keys.length))];
  if (key === undefined) return ODD[rng.int(0, ODD.length)];
  const what = rng.random();
  if (what < 0.1) delete copy[key];
  else if (what < 0.2 && Array.isArray(copy)) copy.push(copy[Number(key)]);
  else copy[key] = broken(copy[key], rng);
  return copy;
}

test("1,000 broken files: typed errors only", async () => {
  const seed = testSeed();
  console.log(`seed ${seed}`);
  const rng = new data.Rng(seed);
  const counts = { figures: 0, refused: 0 };
  for (let trial = 0; trial < 1000; trial++) {
    const { truth, results, settings } = small[trial % small.length] as RandomSet;
    const isTruth = rng.bernoulli(0.5);
    const given = broken(isTruth ? truth : results, rng);
    try {
      const evaluator = await CocoEvaluator.open((isTruth ? given : truth) as typeof truth, settings);
      await evaluator.addResults((isTruth ? results : given) as typeof results);
      const { AP } = (await evaluator.evaluate()).figures;
      if (!Number.isNaN(AP) && !(AP >= 0 && AP <= 1)) throw new TypeError(`AP is ${AP}`);
      counts.figures++;
    } catch (error) {
      if (!(error instanceof TorchtsError)) throw new Error(`trial ${trial}, seed ${seed}`, { cause: error });
      counts.refused++;
    }
  }
  console.log(counts);
  expect(counts.figures).toBeGreaterThan(50);
  expect(counts.refused).toBeGreaterThan(300);
}, 60_000);
