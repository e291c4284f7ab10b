// Every table of accuracies in README.md and in the READMEs of the examples is the one that its results give.
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import * as transfer from "../../examples/brain-tumor-transfer/transfer-table.ts";
import * as nuclei from "../../examples/nuclei-segmentation/table.ts";
import { intervalOf, meanAndDeviation, readBetween } from "../../examples/tables.ts";
import * as zoo from "../../examples/zoo-transfer/table.ts";
import { repoRoot } from "../helpers/index.ts";

const SEEDS = [0, 1, 2];
const example = (...names: string[]): string => path.join(repoRoot, "examples", ...names);
const read = <T>(...names: string[]): T => JSON.parse(readFileSync(example(...names), "utf8")) as T;
const inReadme = (mark: string): string =>
  readBetween(path.join(repoRoot, "README.md"), `<!-- ${mark}:begin -->`, `<!-- ${mark}:end -->`);
const inExample = (folder: string, mark = "table"): string =>
  readBetween(example(folder, "README.md"), `<!-- ${mark} -->`, `<!-- end of ${mark} -->`);

const runs = read<transfer.Run[]>("brain-tumor-transfer", "results.json");
const zooRuns = read<{ runs: zoo.Run[] }>("zoo-transfer", "results.json").runs;
const nucleiRuns = read<{ runs: nuclei.Run[] }>("nuclei-segmentation", "results.json").runs;

const TABLES: Record<string, [shown: () => string, given: () => string]> = {
  "brain tumours": [() => inExample("brain-tumor-transfer"), () => transfer.table(runs, SEEDS)],
  "brain tumours, in short": [() => inReadme("transfer"), () => transfer.shortTable(runs, SEEDS)],
  "networks of the zoo": [() => inExample("zoo-transfer"), () => zoo.table(zooRuns, SEEDS.length)],
  "networks of the zoo, in short": [() => inReadme("zoo"), () => zoo.shortTable(zooRuns, SEEDS.length)],
  nuclei: [() => inExample("nuclei-segmentation"), () => nuclei.table(nucleiRuns, SEEDS)],
  "nuclei, in short": [() => inReadme("nuclei"), () => nuclei.shortTable(nucleiRuns, SEEDS)],
};

test.each(Object.entries(TABLES))("%s", (_, [shown, given]) => {
  expect(shown()).toBe(given());
});

test("a deviation is a sample's, and an interval Student's", () => {
  // numpy.std([0.8, 0.9, 0.7], ddof=1) is 0.1; scipy.stats.t.interval(0.95, 2, 0.8, 0.1 / 3 ** 0.5) is (0.5516, 1.0484).
  expect(meanAndDeviation([0.8, 0.9, 0.7])).toBe("80.0 ± 10.0");
  expect(meanAndDeviation([0.8])).toBe("80.0");
  const [low, high] = intervalOf([0.8, 0.9, 0.7]);
  expect(low).toBeCloseTo(0.5516, 4);
  expect(high).toBeCloseTo(1.0484, 4);
  expect(intervalOf([0.8])).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
});
