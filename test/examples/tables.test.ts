// Every table of accuracies in README.md and in the READMEs of the examples is the one that its results give.
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { type BonesRun, bonesTable } from "../../examples/bone-measurements/bones-table.ts";
import { type Agreement, nucleiTable } from "../../examples/bone-measurements/nuclei-table.ts";
import { type Sizes, STARTS, sizesTable } from "../../examples/brain-tumor-transfer/sizes-table.ts";
import * as transfer from "../../examples/brain-tumor-transfer/transfer-table.ts";
import { type DepthResults, depthTable, recommendedOf } from "../../examples/depth-search/depth-table.ts";
import { type Fold, fundusTable } from "../../examples/fundus/table.ts";
import { lectureSettings, lectureTable } from "../../examples/lecture-table.ts";
import * as nodules from "../../examples/nodules/table.ts";
import * as nuclei from "../../examples/nuclei-segmentation/table.ts";
import { type PolypRun, polypTable } from "../../examples/polyps/table.ts";
import { type Retina, retinaTable } from "../../examples/retinopathy/table.ts";
import * as grades from "../../examples/retinopathy-grades/table.ts";
import * as detection from "../../examples/sides-table.ts";
import * as lesions from "../../examples/skin-lesions/table.ts";
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
const cellRuns = read<detection.Results>("blood-cells", "results.json").runs;
const outlineRuns = read<detection.Results>("nuclei-instances", "results.json").runs;
const chestRuns = read<detection.Results>("chest-xrays", "results.json").runs;
const gradeRuns = read<detection.Results>("retinopathy-grades", "results.json").runs;
const nodeRuns = read<{ runs: nodules.Run[] }>("nodules", "results.json").runs;
const polypRuns = read<{ runs: PolypRun[] }>("polyps", "results.json").runs;
const fundus = read<{ folds: Fold[] }>("fundus", "results.json").folds;
const sizes = read<Sizes>("brain-tumor-transfer", "sizes.json");
const depths = read<DepthResults>("depth-search", "results.json");
const retina = read<Retina>("retinopathy", "results.json");
const lesionResults = read<lesions.Lesions>("skin-lesions", "results.json");

const TABLES: Record<string, [shown: () => string, given: () => string]> = {
  "brain tumours": [() => inExample("brain-tumor-transfer"), () => transfer.table(runs, SEEDS)],
  "brain tumours, in short": [() => inReadme("transfer"), () => transfer.shortTable(runs, SEEDS)],
  "brain tumours, by how many": [() => inExample("brain-tumor-transfer", "sizes"), () => sizesTable(sizes)],
  depths: [() => inExample("depth-search"), () => depthTable(depths)],
  "networks of the zoo": [() => inExample("zoo-transfer"), () => zoo.table(zooRuns, SEEDS.length)],
  "networks of the zoo, in short": [() => inReadme("zoo"), () => zoo.shortTable(zooRuns, SEEDS.length)],
  nuclei: [() => inExample("nuclei-segmentation"), () => nuclei.table(nucleiRuns, SEEDS)],
  "nuclei, in short": [() => inReadme("nuclei"), () => nuclei.shortTable(nucleiRuns, SEEDS)],
  "blood cells": [
    () => inExample("blood-cells"),
    () => detection.table(cellRuns, SEEDS, detection.FIGURES.bloodCells),
  ],
  "outlines of nuclei": [
    () => inExample("nuclei-instances"),
    () => detection.table(outlineRuns, SEEDS, detection.FIGURES.nuclei),
  ],
  "chest X-rays": [
    () => inExample("chest-xrays"),
    () => detection.table(chestRuns, SEEDS, detection.FIGURES.chestXrays),
  ],
  "grades of retinopathy": [
    () => inExample("retinopathy-grades"),
    () => detection.table(gradeRuns, SEEDS, detection.FIGURES.grades),
  ],
  polyps: [() => inExample("polyps"), () => polypTable(polypRuns)],
  "disc, vessels and fovea": [() => inExample("fundus"), () => fundusTable(fundus)],
  "grades elsewhere": [
    () => inExample("retinopathy-grades", "external"),
    () => grades.externalTable(read<grades.External[]>("retinopathy-grades", "external.json")),
  ],
  bones: [
    () => inExample("bone-measurements"),
    () => bonesTable(read<{ runs: BonesRun[] }>("bone-measurements", "results.json").runs),
  ],
  "nuclei beside scikit-image": [
    () => inExample("bone-measurements", "nuclei"),
    () => nucleiTable(read<Agreement>("bone-measurements", "nuclei.json")),
  ],
  nodules: [() => inExample("nodules"), () => nodules.table(nodeRuns)],
  "objects, in short": [
    () => inReadme("detection"),
    () => detection.shortTable(cellRuns, outlineRuns, SEEDS),
  ],
  retinopathy: [() => inExample("retinopathy"), () => retinaTable(retina)],
  "skin lesions": [
    () => inExample("skin-lesions"),
    () => detection.table(lesionResults.runs, SEEDS, detection.FIGURES.lesions),
  ],
  "skin lesions, another network": [
    () => inExample("skin-lesions", "inception"),
    () => lesions.inceptionTable(lesionResults.inception),
  ],
  "skin lesions by age, sex and site": [
    () => inExample("skin-lesions", "subgroups"),
    () => lesions.groupsTable(lesions.groupsOf(lesionResults)),
  ],
  "what is taught": [
    () => inReadme("lecture"),
    () => `${lectureTable(sizes, depths)}\n\n${lectureSettings(sizes, depths)}`,
  ],
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

test("the recommended depth trains least of those within one standard error of the best mean", () => {
  const made = (...accuracies: number[][]): DepthResults => ({
    ...depths,
    runs: [0, 1].map((seed) => ({
      seed,
      depths: accuracies.map((of, depth) => ({
        depth,
        from: "",
        parameters: depth,
        accuracy: of[seed] ?? 0,
      })),
      test: null,
      seconds: 1,
    })),
  });
  // The best mean is 0.8 with a standard error of 0.05.
  expect(recommendedOf(made([0.7, 0.74], [0.7, 0.81], [0.75, 0.85]))).toBe(1);
  expect(recommendedOf(made([0.7, 0.74], [0.7, 0.79], [0.75, 0.85]))).toBe(2);
});

describe("what the table of claims says of numbers that are none", () => {
  /** Accuracies of three seeds around a mean. */
  const made = (means: Record<string, number>, scatter: number): Sizes => ({
    settings: { ...sizes.settings, sizes: [50, 800] },
    runs: Object.entries(means).flatMap(([name, mean]) => {
      const [start, images] = name.split(" / ") as [(typeof STARTS)[number], string];
      return [-1, 0, 1].map((step, seed) => ({
        start,
        images: Number(images),
        seed,
        accuracy: mean + step * scatter * (start.startsWith("pretrained") ? 1 : -1),
        seconds: 1,
      }));
    }),
  });
  const verdicts = (means: number[], scatter: number): string[] => {
    const [frozenFew = 0, randomFew = 0, frozenMany = 0, randomMany = 0] = means;
    const [frozen, random] = STARTS;
    const given = made(
      {
        [`${frozen} / 50`]: frozenFew,
        [`${random} / 50`]: randomFew,
        [`${frozen} / 800`]: frozenMany,
        [`${random} / 800`]: randomMany,
      },
      scatter,
    );
    const rows = lectureTable(given, depths).split("\n").slice(2);
    return rows.map((row) => row.split(" | ").at(-1)?.replace(" |", "") ?? "");
  };

  test("clear ones are yes", () => {
    const [few, many, most, enough] = verdicts([0.8, 0.5, 0.9, 0.8], 0.001);
    expect([few, many, most]).toEqual(Array(3).fill("yes: above zero within 95 %"));
    expect(enough).toBe("not shown: 800 were still better than 50");
  });

  test("those within the scatter are said to be so", () => {
    const [few, many, most] = verdicts([0.6, 0.55, 0.9, 0.88], 0.2);
    expect([few, many]).toEqual(Array(2).fill("on average; within the scatter of the seeds"));
    expect(most).toBe("yes: above zero within 95 %"); // the scatter of both gains is the same, seed by seed
  });

  test("what was run with one seed, or not at all, is not said to hold", () => {
    const given = made({ [`${STARTS[0]} / 50`]: 0.8, [`${STARTS[1]} / 50`]: 0.5 }, 0.001);
    const runs = given.runs.filter(({ start, seed }) => start === STARTS[0] || seed === 1);
    const rows = lectureTable({ ...given, runs }, { ...depths, runs: [] })
      .split("\n")
      .slice(2);
    expect(rows[0]).toContain("50 images: 80.0 ± 0.1 (3) pretrained, 50.0 (1) from random; +30.0 points (1)");
    expect(rows[1]).toContain("800 images: not run pretrained, not run from random; no seed with both");
    expect(rows).toHaveLength(5);
    for (const row of rows) expect(row).toMatch(/\| not measured with two seeds or more \|$/);
  });

  test("those that are the other way are no", () => {
    const [few, many, most, enough] = verdicts([0.5, 0.6, 0.5, 0.4], 0.001);
    expect([few, many, most]).toEqual(["no", "yes: above zero within 95 %", "no"]);
    expect(enough).toBe("more than 50 brought nothing");
  });
});
