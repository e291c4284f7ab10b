// Tables of several labels, of numbers and of grades: their figures are scikit-learn's, with weights those of repeated samples.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Table } from "../../lib/data/tables/table.ts";
import { manualSeed, metrics, randint, randn, type Tensor } from "../../lib/index.ts";
import { gradesOf } from "../../lib/inference/cumulative.ts";
import { readTargets, type TargetTable } from "../../lib/metrics/predictions/targets.ts";
import { expectClose, fixtureJson } from "../helpers/index.ts";

const RTOL = 1e-6;
const expected = fixtureJson("target-tasks") as {
  labels: Record<string, number | null>[];
  macroAuc: number;
  microAuc: number;
  microF1: number;
  numbers: Record<string, number>[];
  grades: { kappa: number; mae: number; accuracy: number; withinOne: number };
};

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "torchts-target-tables-"));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const cell = (value: number): string => (Number.isNaN(value) ? "" : String(value));

async function written(name: string, header: string[], rows: (number | string)[][]): Promise<string> {
  const file = path.join(dir, name);
  const lines = rows.map((row) => row.map((one) => (typeof one === "number" ? cell(one) : one)).join(","));
  await writeFile(file, [header.join(","), ...lines].join("\n"));
  return file;
}

/** As `gaps` of the fixture: every fifth target is not known, and nothing of the third sample. */
function gaps(targets: Tensor): number[][] {
  const [, width = 0] = targets.shape;
  return (targets.tolist() as number[][]).map((row, i) =>
    row.map((value, k) => (i === 2 || (i * width + k) % 5 === 2 ? Number.NaN : value)),
  );
}

const NAMES = ["a", "b", "c", "d"];

function labelTable(): Promise<string> {
  manualSeed(3);
  const scores = randn([40, 4]).double().sigmoid().tolist() as number[][];
  const truth = randint(2, [40, 4]).float();
  truth.select(1, 3).fill_(0);
  const header = ["group", ...NAMES.map((n) => `label.${n}`), ...NAMES.map((n) => `probability.${n}`)];
  const rows = gaps(truth).map((row, i) => [`p${i % 11}`, ...row, ...(scores[i] as number[])]);
  return written("labels.csv", header, rows);
}

function numberTable(): Promise<string> {
  manualSeed(4);
  const outputs = randn([30, 2]).tolist() as number[][];
  const values = gaps(randn([30, 2]).mul(2).add(1));
  const unit = (row: number[]) => [(row[0] as number) * 15 + 60, (row[1] as number) * 2 + 5];
  const header = ["value.age", "value.width", "prediction.age", "prediction.width"];
  return written(
    "numbers.csv",
    header,
    values.map((row, i) => [...unit(row), ...unit(outputs[i] as number[])]),
  );
}

const close = (found: number | undefined, wanted: number | null | undefined, what: string): void => {
  if (wanted === null || wanted === undefined) expect(found, what).toBeNaN();
  else expectClose([found as number], [wanted], RTOL, what);
};

test("of several labels, where one has one outcome and targets are missing", async () => {
  const report = await metrics.fromPredictions(await labelTable(), { threshold: 0.4, draws: 40 });
  expect([report.task, report.samples, report.groups, report.classes]).toEqual(["multilabel", 40, 11, NAMES]);
  for (const [k, row] of expected.labels.entries()) {
    const own = report.perClass[k] as metrics.ClassIntervals;
    expect(own.samples).toBe(row.positives);
    for (const figure of ["auc", "averagePrecision", "sensitivity", "specificity"] as const)
      close(own[figure].value, row[figure], `${k} ${figure}`);
  }
  close(report.figures.auc?.value, expected.macroAuc, "macro AUC");
  close(report.figures.microAuc?.value, expected.microAuc, "micro AUC");
  close(report.figures.microF1?.value, expected.microF1, "micro F1");
  const { low = 0, high = 0, value = 0 } = report.figures.microAuc ?? {};
  expect(low < value && value < high).toBe(true);
});

test("of numbers", async () => {
  const report = await metrics.fromPredictions(await numberTable(), { draws: 0 });
  expect([report.task, report.perClass, report.confusion]).toEqual(["regression", [], []]);
  for (const [k, row] of expected.numbers.entries()) {
    const own = report.numbers[k] as metrics.NumberIntervals;
    expect(own.samples).toBe(row.known);
    for (const figure of ["mae", "rmse", "r2", "icc", "bias"] as const)
      close(own[figure].value, row[figure], `${k} ${figure}`);
  }
});

test("of grades, called by their median", async () => {
  manualSeed(5);
  const logits = randn([50, 3]).tolist() as number[][];
  const labels = Array.from(randint(4, [50]).data() as BigInt64Array, String);
  const rows = logits.map((row, i) => {
    const { probabilities, expected: mean } = gradesOf(row);
    return [labels[i] as string, ...probabilities, mean];
  });
  const header = ["label", "prob_0", "prob_1", "prob_2", "prob_3", "expected_grade"];
  const report = await metrics.fromPredictions(await written("grades.csv", header, rows), { draws: 0 });
  expect(report.task).toBe("ordinal");
  const { kappa, mae, accuracy, withinOne } = expected.grades;
  const figures = { quadraticKappa: kappa, gradeError: mae, accuracy, withinOne };
  for (const [name, value] of Object.entries(figures)) close(report.figures[name]?.value, value, name);
});

test.each(["multilabel", "regression"] as const)(
  "weights of %s are repeated samples",
  async (task: TargetTable) => {
    const file = await (task === "multilabel" ? labelTable() : numberTable());
    const subject = readTargets(await Table.open(file, { operation: "test" }), task, { threshold: 0.4 });
    const weights = Array.from({ length: subject.samples }, (_, i) => (3 * i) % 4);
    const repeated = weights.flatMap((times, row) => Array.from({ length: times }, () => row));
    const all = Int32Array.from(weights, (_, row) => row);
    const [weighed, counted] = [subject.figures(all)(weights), subject.figures(Int32Array.from(repeated))()];
    expect(Object.keys(weighed)).toEqual(Object.keys(counted));
    for (const [name, value] of Object.entries(counted))
      close(weighed[name], Number.isNaN(value) ? null : value, name);
  },
);

test("what cannot be is refused with its line, and a table of classes is asked for by name", async () => {
  const header = ["label.a", "probability.a"];
  const odd = await written("odd.csv", header, [
    [1, 0.5],
    [2, 0.5],
  ]);
  await expect(metrics.fromPredictions(odd)).rejects.toThrow(/line 3: labels are 0, 1, or nothing.*got 2/);
  const far = await written("far.csv", header, [[1, 1.5]]);
  await expect(metrics.fromPredictions(far)).rejects.toThrow(/line 2: probabilities lie between 0 and 1/);
  await expect(metrics.fromPredictions(odd, { positive: "a" })).rejects.toThrow(/positive would do nothing/);
  await expect(metrics.comparePredictions(odd, odd)).rejects.toThrow(/line 3: labels are 0, 1, or nothing/);
  const numbers = await numberTable();
  await expect(metrics.fromPredictions(numbers, { threshold: 0.3 })).rejects.toThrow(
    /threshold would do nothing/,
  );
});
