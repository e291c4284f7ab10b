// Two tables of labels, numbers, grades, masks and objects compared: differences and tests are those of the plain functions.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ArgumentError, data, metrics } from "../../lib/index.ts";

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "torchts-compared-"));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const COUNT = 36;
/** Both models' predictions of a sample. */
type Said = readonly (readonly (readonly number[])[])[];
const saidOf = (said: Said, i: number, model: number): readonly number[] => said[model]?.[i] ?? [];
const rng = new data.Rng(7);
const normal = (): number => rng.random() + rng.random() + rng.random() - 1.5;
const order = Array.from({ length: COUNT }, (_, i) => i);
const groups = order.map((i) => `p${Math.floor(i / 2)}`);
const options = { draws: 50, seed: 5 };
const near = (got: number | undefined, want: number, what: string): void =>
  expect(got, what).toBeCloseTo(want, 10);

/** Two tables of the same samples, the second in another order. */
async function both(
  name: string,
  head: readonly string[],
  row: (i: number, model: 0 | 1) => readonly (string | number)[],
): Promise<[a: string, b: string]> {
  return Promise.all(
    ([0, 1] as const).map(async (model) => {
      const file = path.join(dir, `${name}-${model}.csv`);
      const places = model === 0 ? order : order.toReversed();
      const rows = places.map((i) =>
        [`img${i}`, groups[i], ...row(i, model)].map((cell) => (Number.isNaN(cell) ? "" : cell)).join(","),
      );
      await writeFile(file, [["file", "group", ...head].join(","), ...rows].join("\n"));
      return file;
    }),
  ) as Promise<[string, string]>;
}

/** The difference with its interval, and the permutation's p. */
function expected(figure: (model: (i: number) => 0 | 1, places: ArrayLike<number>) => number) {
  return {
    difference: metrics.bootstrap(COUNT, (places) => figure(() => 0, places) - figure(() => 1, places), {
      ...options,
      groups,
    }),
    p: metrics.permutationTest(COUNT, (from) => figure((i) => from[i] as 0 | 1, order), {
      groups,
      draws: 40,
      seed: 5,
    }).pValue,
  };
}

function expectSame(
  found: metrics.FigureDifference | undefined,
  { difference }: ReturnType<typeof expected>,
  what: string,
): void {
  for (const end of ["value", "low", "high", "standardError"] as const)
    near(found?.difference[end], difference[end], `${what}: ${end}`);
}

test("numbers: errors of each and their mean, tested by the mean absolute error", async () => {
  const truth = order.map(() => [normal(), 10 * normal()]);
  (truth[4] as number[])[1] = Number.NaN;
  const said = [0, 1].map((model) =>
    truth.map((row) => row.map((value) => (value || 0) + (1 + model) * normal())),
  );
  const [a, b] = await both("numbers", ["value.x", "value.y", "prediction.x", "prediction.y"], (i, model) => [
    ...(truth[i] as number[]),
    ...saidOf(said, i, model),
  ]);
  const found = await metrics.comparePredictions(a, b, { ...options, exchanges: 40 });
  expect([found.task, found.samples, found.groups, found.mcNemar]).toEqual(["regression", COUNT, 18, null]);
  const maeOf = (k: number) => (model: (i: number) => 0 | 1, places: ArrayLike<number>) => {
    const known = Array.from(places).filter((i) => !Number.isNaN(truth[i]?.[k]));
    return metrics.mae(
      known.map((i) => said[model(i)]?.[i]?.[k] as number),
      known.map((i) => truth[i]?.[k] as number),
    );
  };
  const mean = expected((model, places) => (maeOf(0)(model, places) + maeOf(1)(model, places)) / 2);
  expectSame(found.figures.mae, mean, "mae");
  near(found.permutation?.mae, mean.p, "exchanged");
  for (const k of [0, 1])
    expectSame(found.each[k]?.figures.mae, expected(maeOf(k)), found.each[k]?.name as string);
});

test("several labels: areas of each with DeLong's test, and their mean", async () => {
  const truth = order.map(() => [rng.int(0, 2), rng.int(0, 2)]);
  (truth[3] as number[])[1] = Number.NaN;
  const said = [0.3, 0.8].map((noise) =>
    truth.map((row) => row.map((value) => 1 / (1 + Math.exp(-((value || 0) - 0.5 + 2 * noise * normal()))))),
  );
  const [a, b] = await both(
    "labels",
    ["label.x", "label.y", "probability.x", "probability.y"],
    (i, model) => [...(truth[i] as number[]), ...saidOf(said, i, model)],
  );
  const known = (k: number) => order.filter((i) => !Number.isNaN(truth[i]?.[k]));
  const found = await metrics.comparePredictions(a, b, { ...options, group: null, exchanges: 0 });
  for (const [k, one] of found.each.entries()) {
    const cut = (model: number): number[] => known(k).map((i) => said[model]?.[i]?.[k] as number);
    const test = metrics.compareAuc(
      cut(0),
      cut(1),
      known(k).map((i) => truth[i]?.[k] as number),
    );
    near(one.delong?.pValue, test.pValue, one.name);
    near(one.figures.auc?.difference.value, test.difference.value, one.name);
  }
  const clustered = await metrics.comparePredictions(a, b, { ...options, exchanges: 40 });
  expect(clustered.each.map(({ delong }) => delong)).toEqual([null, null]);
  const aucOf = (k: number) => (model: (i: number) => 0 | 1, places: ArrayLike<number>) => {
    const own = Array.from(places).filter((i) => !Number.isNaN(truth[i]?.[k]));
    return metrics.rocAuc(
      own.map((i) => said[model(i)]?.[i]?.[k] as number),
      own.map((i) => truth[i]?.[k] as number),
    );
  };
  const mean = expected((model, places) => (aucOf(0)(model, places) + aucOf(1)(model, places)) / 2);
  expectSame(clustered.figures.auc, mean, "auc");
  near(clustered.permutation?.auc, mean.p, "exchanged");
});

test("grades: quadratic kappa and the distance between grades", async () => {
  const truth = order.map(() => rng.int(0, 3));
  // Cumulative probabilities of at least grade 1 and 2.
  const said = [0.6, 1.2].map((noise) =>
    truth.map((grade) => {
      const at = (cut: number): number => 1 / (1 + Math.exp(-2 * (grade + noise * 2 * normal() - cut)));
      const [one, two] = [at(0.5), at(1.5)];
      const [high, low] = [Math.max(one, two), Math.min(one, two)];
      return [1 - high, high - low, low];
    }),
  );
  const [a, b] = await both(
    "grades",
    ["label", "prob_0", "prob_1", "prob_2", "expected_grade"],
    (i, model) => {
      const own = said[model]?.[i] as number[];
      return [truth[i] as number, ...own, (own[1] as number) + 2 * (own[2] as number)];
    },
  );
  const found = await metrics.comparePredictions(a, b, { ...options, exchanges: 40 });
  expect(found.task).toBe("ordinal");
  const called = said.map((all) =>
    all.map((own) =>
      (own[0] as number) >= 0.5 ? 0 : (own[0] as number) + (own[1] as number) >= 0.5 ? 1 : 2,
    ),
  );
  const kappa = expected((model, places) =>
    metrics.cohensKappa(
      Array.from(places, (i) => called[model(i)]?.[i] as number),
      Array.from(places, (i) => truth[i] as number),
      { weights: "quadratic", classes: 3 },
    ),
  );
  expectSame(found.figures.quadraticKappa, kappa, "quadratic kappa");
  near(found.permutation?.quadraticKappa, kappa.p, "kappa exchanged");
  const distance = expected((model, places) =>
    metrics.mae(
      Array.from(places, (i) => called[model(i)]?.[i] as number),
      Array.from(places, (i) => truth[i] as number),
    ),
  );
  expectSame(found.figures.gradeError, distance, "grade error");
  near(found.permutation?.gradeError, distance.p, "grade error exchanged");
});

test("masks: the mean Dice of the images, and subgroups of one table", async () => {
  const dice = [0, 1].map((model) =>
    order.map(() => Math.min(1, Math.max(0, 0.7 - 0.1 * model + 0.2 * normal()))),
  );
  const [a, b] = await both(
    "masks",
    ["dice_polyp", "tp_polyp", "fp_polyp", "fn_polyp", "site"],
    (i, model) => [dice[model]?.[i] as number, 4 + model, 1, 6 - model, i < 10 ? "north" : "south"],
  );
  const found = await metrics.comparePredictions(a, b, { ...options, exchanges: 40 });
  const mean = expected(
    (model, places) =>
      Array.from(places).reduce((sum, i) => sum + (dice[model(i)]?.[i] as number), 0) / places.length,
  );
  expectSame(found.figures.dice_polyp, mean, "dice");
  near(found.permutation?.dice_polyp, mean.p, "exchanged");
  near(found.figures.pooled_dice_polyp?.a, 8 / 15, "pooled");
  const report = await metrics.fromPredictions(a, { ...options, by: "site" });
  const { columns, pooled } = await metrics.columnMeans(a, options);
  expect(report.task).toBe("segmentation");
  expect(report.figures.dice_polyp).toMatchObject({
    low: columns.dice_polyp?.low,
    high: columns.dice_polyp?.high,
  });
  expect(report.figures.pooled_dice_polyp?.value).toBe(pooled.dice_polyp?.value);
  const [north] = report.subgroups;
  expect([north?.value, north?.samples, north?.groups]).toEqual(["north", 10, 5]);
  near(
    north?.figures.dice_polyp?.value,
    order.slice(0, 10).reduce((sum, i) => sum + (dice[0]?.[i] as number), 0) / 10,
    "north",
  );
});

test("detections: average precision of each class, whatever the order in which they come up", async () => {
  const file = async (name: string, rows: readonly string[]): Promise<string> => {
    const own = path.join(dir, name);
    await writeFile(own, ["file,label,score,x1,y1,x2,y2", ...rows].join("\n"));
    return own;
  };
  const truth = ["a,cat,,0,0,10,10", "b,dog,,20,20,30,30", "c,cat,,5,5,9,9"];
  const a = await file("found-a.csv", [...truth, "a,cat,0.9,0,0,10,9", "b,dog,0.8,20,20,30,30"]);
  const b = await file("found-b.csv", [...truth.toReversed(), "b,dog,0.8,20,20,30,24", "c,cat,0.9,5,5,9,9"]);
  const found = await metrics.comparePredictions(a, b, { draws: 20 });
  const [own, other] = await Promise.all([a, b].map((one) => metrics.fromPredictions(one, { draws: 0 })));
  near(found.figures.mAP?.a, own?.figures.mAP?.value as number, "a");
  near(found.figures.mAP?.b, other?.figures.mAP?.value as number, "b");
  expect(found.each.map(({ name }) => name)).toEqual(["cat", "dog"]);
  for (const one of found.each) {
    const of = (report: metrics.PredictionReport | undefined): number =>
      report?.objects.find(({ name }) => name === one.name)?.averagePrecision.value as number;
    near(one.figures.averagePrecision?.a, of(own), one.name);
    near(one.figures.averagePrecision?.b, of(other), one.name);
  }
  expect(found.permutation).toBeNull();
  const odd = await file("odd.csv", [...truth.slice(0, 2), "a,cat,0.9,0,0,10,9", "c,cat,0.9,5,5,9,9"]);
  const error = await metrics.comparePredictions(a, odd).catch((one) => one);
  expect(error).toBeInstanceOf(ArgumentError);
  expect(error.message).toContain('"c" is labelled 1 cat, 0 dog in one table and 0 cat, 0 dog in the other');
});

test("tables of two kinds are not compared", async () => {
  const [numbers] = await both("kind", ["value.x", "prediction.x"], () => [1, 2]);
  const [labels] = await both("other", ["label.x", "probability.x"], () => [1, 0.5]);
  await expect(metrics.comparePredictions(numbers, labels)).rejects.toThrow(
    /is of regression, and .* of multilabel/,
  );
});
