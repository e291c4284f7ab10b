// The evaluation of recorded sets equals pycocotools'.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fixturePath } from "../../helpers/index.ts";
import { evaluated, expectEqual, type RandomSet } from "./sets.ts";

const sets = JSON.parse(readFileSync(fixturePath("coco-evaluation.json"), "utf8")) as RandomSet[];

test("the sets have what is to be told apart", () => {
  const has = (accepts: (set: RandomSet) => boolean): number => sets.filter(accepts).length;
  expect(has(({ settings }) => settings.shapes === "masks")).toBeGreaterThan(10);
  expect(has(({ truth }) => truth.annotations.some(({ iscrowd }) => iscrowd === 1))).toBeGreaterThan(20);
  expect(
    has(({ results }) => new Set(results.map(({ score }) => score)).size < results.length),
  ).toBeGreaterThan(20);
  expect(has(({ results }) => results.length > 100)).toBeGreaterThan(2);
  expect(has(({ expected }) => expected.stats.includes(-1))).toBeGreaterThan(3);
});

test("figures, figures per class and curves of 40 sets", async () => {
  expect(sets).toHaveLength(40);
  for (const [i, set] of sets.entries()) expectEqual(await evaluated(set), set, `set ${i}`);
});
