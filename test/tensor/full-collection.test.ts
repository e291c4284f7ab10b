// Full collections are asked for within a share of the time, whatever the program around holds.
import { expect, test } from "vitest";
import { CollectionCost, type Growth, isFullDue } from "../../lib/tensor/full-collection.ts";

const MB = 1024 * 1024;
const BOUNDS = { bytes: 256 * MB, mostBytes: 1024 * MB };
/** 500 results are kept, 500 old ones are dead: the collector finds no young ones. */
const CACHED: Growth = {
  ...{ live: 1000, liveAfterFull: 500, isGrowingOld: true },
  ...{ bytes: 2 * MB, bytesAfterFull: MB, costMs: 5, sinceMs: 1000 },
};

test.each<[string, Partial<Growth>, boolean]>([
  ["old tensors have died, and it costs little", {}, true],
  ["no more live than after the last one", { live: 500 }, false],
  ["growing, but the young collection freed them", { isGrowingOld: false }, false],
  ["many times as many", { isGrowingOld: false, live: 10_000 }, true],
  ["4 million objects, a second after the last one", { costMs: 1300 }, false],
  ["4 million objects, and the time is there", { costMs: 1300, sinceMs: 26_100 }, true],
  ["300 MB wait: a larger share of the time", { costMs: 1300, sinceMs: 5300, bytes: 300 * MB }, true],
  ["300 MB wait, and it was just now", { costMs: 1300, sinceMs: 1000, bytes: 300 * MB }, false],
  ["more memory than may ever wait", { costMs: 1300, sinceMs: 0, bytes: 1100 * MB }, true],
  [
    "much memory, all of it there before",
    { costMs: 1300, bytes: 1100 * MB, bytesAfterFull: 1099 * MB },
    false,
  ],
])("%s", (_, about, isDue) => {
  expect(isFullDue({ ...CACHED, ...about }, BOUNDS)).toBe(isDue);
});

test("the cost follows the size of the heap, from the first time on", () => {
  const cost = new CollectionCost();
  expect(cost.estimate(600 * MB)).toBeGreaterThan(1000);
  cost.measured(10 * MB, 5);
  expect(cost.estimate(10 * MB)).toBe(5);
  // The program has made its millions of objects since.
  expect(cost.estimate(600 * MB)).toBeCloseTo(300);
});

test("a cache of the last 500 results: full collections take their share and no more", async () => {
  const FULL_MS = 150;
  const collections = { minor: 0, major: 0 };
  const before = globalThis.gc;
  // The collector of a program with millions of objects: a full collection takes long. It frees nothing here.
  globalThis.gc = ((options?: { type?: string }) => {
    collections[options?.type === "minor" ? "minor" : "major"]++;
    const end = performance.now() + (options?.type === "minor" ? 0 : FULL_MS);
    while (performance.now() < end);
  }) as typeof globalThis.gc;
  try {
    const { ones } = await import("../../lib/tensor/index.ts");
    const x = ones([4]);
    const cache: unknown[] = [];
    const start = performance.now();
    while (performance.now() - start < 4000) {
      cache.push(x.add(1));
      if (cache.length > 500) cache.shift();
    }
    const elapsed = performance.now();
    expect(collections.minor).toBeGreaterThan(10);
    // One more where the first was taken for cheap.
    expect(collections.major * FULL_MS).toBeLessThanOrEqual(elapsed / 20 + FULL_MS);
  } finally {
    globalThis.gc = before;
  }
});
