// Tables of predictions: their figures against scikit-learn's, their intervals against the bootstrap of the plain functions, and
// what is wrong in them named with its line.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ArgumentError, FileFormatError, metrics } from "../../lib/index.ts";
import { writeRows } from "../../lib/metrics/predictions/rows.ts";
import { expectedNumbers, near } from "./expected.ts";

type Figures = Record<string, number>;

const fixture = (
  expectedNumbers("metrics") as unknown as {
    predictions: {
      csv: string;
      classes: string[];
      figures: Figures;
      bySex: Record<"female" | "male", Figures>;
      byAge: number[];
      patients: number;
      melanoma: Figures;
    };
  }
).predictions;

let dir: string;
let file: string;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "torchts-predictions-"));
  file = await table("test.csv", fixture.csv);
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function table(name: string, content: string): Promise<string> {
  const written = path.join(dir, name);
  await writeFile(written, content);
  return written;
}

const valuesOf = (figures: Record<string, metrics.Interval>, names: Figures): Figures =>
  Object.fromEntries(Object.keys(names).map((name) => [name, figures[name]?.value as number]));

async function refusal(content: string, options: metrics.FromPredictionsOptions = {}): Promise<string> {
  const error = await metrics.fromPredictions(await table("wrong.csv", content), options).catch((one) => one);
  expect([ArgumentError, FileFormatError].some((kind) => error instanceof kind)).toBe(true);
  return (error as Error).message;
}

test("figures of all samples and of subgroups equal scikit-learn's", async () => {
  const by = ["sex", { column: "age", cuts: [40, 60] }];
  const report = await metrics.fromPredictions(file, { by, draws: 50 });
  expect(report.classes).toEqual(fixture.classes);
  expect([report.samples, report.groups, report.groupColumn]).toEqual([120, fixture.patients, "group"]);
  near(valuesOf(report.figures, fixture.figures), fixture.figures);
  const [female, male, ...ages] = report.subgroups;
  near(valuesOf(female?.figures ?? {}, fixture.bySex.female), fixture.bySex.female);
  near(valuesOf(male?.figures ?? {}, fixture.bySex.male), fixture.bySex.male);
  expect(ages.map(({ value }) => value)).toEqual(["below 40", "40 to below 60", "from 60"]);
  expect(ages.map(({ samples }) => samples)).toEqual(fixture.byAge);
  expect([report.positive, report.atThreshold, report.delong, report.calibration]).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

test("one class against the rest, at a threshold", async () => {
  const report = await metrics.fromPredictions(file, {
    positive: "mel, in situ",
    threshold: 0.4,
    prevalence: 0.05,
    draws: 0,
  });
  near(valuesOf(report.figures, fixture.melanoma), fixture.melanoma);
  const { sensitivity, specificity } = fixture.melanoma as { sensitivity: number; specificity: number };
  near(report.atThreshold?.atPrevalence, {
    prevalence: 0.05,
    ...metrics.predictiveValues(sensitivity, specificity, 0.05),
  });
  expect(report.figures.auc?.low).toBeNaN();
});

test("intervals are the bootstrap's of the plain functions, patients whole", async () => {
  const rows = fixture.csv.trimEnd().split("\n").slice(1);
  const cells = rows.map((row) => row.replace('"mel, in situ"', "mel").split(","));
  const groups = cells.map((one) => one[1] as string);
  const labels = cells.map((one) => ["akiec", "mel", "nv"].indexOf(one[4] as string));
  const shares = cells.map((one) => one.slice(5).map(Number));
  const options = { draws: 100, seed: 4, method: "bca" } as const;
  const expected = metrics.bootstrap(
    rows.length,
    (places) => {
      const own = Array.from(places, (i) => labels[i] as number);
      const given = Array.from(places, (i) => shares[i] as number[]);
      const called = given.map((row) => row.indexOf(Math.max(...row)));
      return {
        accuracy: metrics.accuracy(called, own),
        balancedAccuracy: metrics.balancedAccuracy(called, own),
        macroF1: metrics.fBeta(called, own),
        matthews: metrics.matthewsCorrelation(called, own),
        kappa: metrics.cohensKappa(called, own),
        auc: metrics.multiclassAuc(given, own),
        brier: metrics.brierScore(given, own),
        logLoss: metrics.logLoss(given, own),
        calibrationError: metrics.calibrationError(given, own).expected,
      };
    },
    { groups, ...options },
  );
  const { figures } = await metrics.fromPredictions(file, options);
  for (const [name, interval] of Object.entries(expected)) near(figures[name], interval, 1e-9, name);
  const alone = await metrics.fromPredictions(file, { ...options, group: null });
  expect([alone.groups, alone.figures.auc?.low === figures.auc?.low]).toEqual([null, false]);
});

test("tables of other programs: a score, labels of their own, tabs, JSON lines", async () => {
  const cells = [
    ["a", "mel", 0.9],
    ["b", "nv", 0.2],
    ["c", "mel", 0.4],
    ["d", "bkl", 0.6],
    ["e", "nv", 0.1],
  ] as const;
  const tsv = ["image\tdx\tp", ...cells.map((row) => row.join("\t"))].join("\r\n");
  const jsonl = cells.map(([image, dx, p]) => JSON.stringify({ image, dx, p })).join("\n");
  const options = { label: "dx", score: "p", positive: "mel", id: "image", draws: 0 };
  const reports = await Promise.all([
    metrics.fromPredictions(await table("theirs.tsv", `\uFEFF${tsv}`), options),
    metrics.fromPredictions(await table("theirs.jsonl", jsonl), options),
    metrics.fromPredictions(await table("semicolons.csv", tsv.replaceAll("\t", ";")), {
      ...options,
      separator: ";",
    }),
  ]);
  for (const report of reports) {
    expect(report.classes).toEqual(["not mel", "mel"]);
    near(report.figures.auc?.value, 5 / 6);
    expect(report.confusion).toEqual([
      [2, 1],
      [1, 1],
    ]);
    near(report.delong?.value, 5 / 6);
  }
  // A margin is no probability: ranks and thresholds hold, calibration does not.
  const margins = await table("margins.csv", "label,m\n1,3.5\n0,-2\n1,0.5\n0,1\n");
  const report = await metrics.fromPredictions(margins, { score: "m", threshold: 0, draws: 0 });
  expect(report.classes).toEqual(["0", "1"]);
  near(report.figures.auc?.value, 3 / 4);
  expect([report.figures.brier, report.calibration]).toEqual([undefined, null]);
});

test("what is wrong in a table is named with its line", async () => {
  const head = "file,label,prob_a,prob_b\n";
  expect(await refusal(`${head}x,a,0.5,0.5\ny,c,0.5,0.5\n`)).toContain(
    'line 3: the label "c" is none of the classes a, b',
  );
  expect(await refusal(`${head}x,a,0.5,\n`)).toContain('line 2: "prob_b" must be a probability, got ""');
  expect(await refusal(`${head}x,a,0.5,oops\n`)).toContain('"prob_b" must be a probability, got "oops"');
  expect(await refusal(`${head}x,a,1.5,-0.5\n`)).toContain(
    "line 2: probabilities lie between 0 and 1, got 1.5",
  );
  expect(await refusal(`${head}x,a,0.5,0.2\n`)).toContain(
    "line 2: the probabilities of a sample add up to 1",
  );
  expect(await refusal(`${head}x,,0.5,0.5\n`)).toContain("line 2: the label in");
  expect(await refusal(`${head}x,a,0.5\n`)).toContain("line 2: expected 4 values as in the header, got 3");
  expect(await refusal(head)).toContain("has no rows");
  expect(await refusal("file,label,p\nx,a,0.5\n")).toContain("no columns prob_...");
  expect(await refusal(`${head}x,a,0.5,0.5\n`, { group: "patient" })).toContain("group: ");
  expect(await refusal(`${head}x,a,0.5,0.5\n`, { positive: "c" })).toContain('there is no class "c"');
  expect(await refusal(`${head}x,a,0.5,0.5\n`, { by: "sex" })).toContain('has no column "sex"');
  expect(await refusal("label,p\nmel,0.5\nnv,0.1\n", { score: "p" })).toContain(
    "say which label is the positive one",
  );
  expect(await refusal("label,p\nmel,0.5\nnv,0.1\n", { score: "p", positive: "bcc" })).toContain(
    'and no "bcc"',
  );
  const many = Array.from({ length: 60 }, (_, i) => `${i},a,0.5,0.5`).join("\n");
  expect(await refusal(`age,label,prob_a,prob_b\n${many}\n`, { by: "age", draws: 0 })).toContain(
    "cuts: [40, 60]",
  );
  const three = "label,prob_a,prob_b,prob_c\na,0.5,0.25,0.25\n";
  expect(await refusal(three, { threshold: 0.3 })).toContain("say which, as positive");
});

/** A table of two classes, with samples in an order of its own. */
async function twoClasses(
  name: string,
  scores: readonly number[],
  order: readonly number[],
): Promise<string> {
  const rows = order.map((i) => {
    const p = scores[i] as number;
    return `img${i},p${Math.floor(i / 2)},${i % 3 === 0 ? "yes" : "no"},${1 - p},${p}`;
  });
  return table(name, `file,group,label,prob_no,prob_yes\n${rows.join("\n")}\n`);
}

const COUNT = 30;
const labelsOf = Array.from({ length: COUNT }, (_, i) => (i % 3 === 0 ? 1 : 0));
const scoresA = Array.from(
  { length: COUNT },
  (_, i) => (((i * 17) % 31) + 14 * (labelsOf[i] as number)) / 50,
);
const scoresB = Array.from({ length: COUNT }, (_, i) => (((i * 11) % 29) + 4 * (labelsOf[i] as number)) / 50);
const inOrder = Array.from({ length: COUNT }, (_, i) => i);

test("two tables of the same samples, in whatever order, are compared by the plain functions' tests", async () => {
  const a = await twoClasses("a.csv", scoresA, inOrder);
  const b = await twoClasses("b.csv", scoresB, inOrder.toReversed());
  const options = { draws: 60, seed: 5 };
  const found = await metrics.comparePredictions(a, b, { ...options, exchanges: 80 });
  expect([found.samples, found.groups, found.positive]).toEqual([30, 15, "yes"]);
  expect([found.delong, found.mcNemar]).toEqual([null, null]); // patients have two samples
  const groups = inOrder.map((i) => `p${Math.floor(i / 2)}`);
  const auc = (scores: readonly number[]) => (places: Uint32Array) =>
    metrics.rocAuc(
      Array.from(places, (i) => scores[i] as number),
      Array.from(places, (i) => labelsOf[i] as number),
    );
  const expected = metrics.bootstrap(COUNT, (places) => auc(scoresA)(places) - auc(scoresB)(places), {
    ...options,
    groups,
  });
  near(found.figures.auc, {
    a: metrics.rocAuc(scoresA, labelsOf),
    b: metrics.rocAuc(scoresB, labelsOf),
    difference: expected,
  });
  const exchanged = metrics.permutationTest(
    COUNT,
    (from) =>
      metrics.rocAuc(
        Array.from(from, (run, i) => (run === 0 ? scoresA : scoresB)[i] as number),
        labelsOf,
      ),
    { groups, draws: 80, seed: 5 },
  );
  near(found.permutation?.auc, exchanged.pValue);

  const alone = await metrics.comparePredictions(a, b, { group: null, draws: 10, exchanges: 0 });
  near(alone.delong, metrics.compareAuc(scoresA, scoresB, labelsOf));
  const called = (scores: readonly number[]) => scores.map((score) => (score >= 0.5 ? 1 : 0));
  near(alone.mcNemar?.pValue, metrics.mcNemar(called(scoresA), called(scoresB), labelsOf).pValue);
  expect(alone.permutation).toBeNull();
  const same = await metrics.comparePredictions(a, a, { draws: 10, exchanges: 20 });
  near([same.figures.auc?.difference.high, same.permutation?.auc, same.permutation?.accuracy], [0, 1, 1]);
});

test("tables of other samples are not compared", async () => {
  const a = await twoClasses("a.csv", scoresA, inOrder);
  const compared = async (content: string): Promise<string> => {
    const b = await table("other.csv", content);
    const error = await metrics.comparePredictions(a, b).catch((one) => one);
    expect(error).toBeInstanceOf(ArgumentError);
    return (error as Error).message;
  };
  const whole = await readFile(a, "utf8");
  expect(await compared(whole.replace(/\nimg3,.*\n/, "\n"))).toContain('other.csv has no "img3"');
  expect(await compared(`${whole}img99,p1,no,0.5,0.5\n`)).toContain('a.csv has no "img99"');
  expect(await compared(`${whole}img2,p1,no,0.5,0.5\n`)).toContain('has "img2" twice');
  expect(await compared(whole.replace("img3,p1,yes", "img3,p1,no"))).toContain('"img3" is labelled "yes"');
  expect(await compared(whole.replaceAll("yes", "ja"))).toContain("the classes are no, yes");
});

test("means of a table of masks, and figures of all pixels together", async () => {
  const rows = [
    "a.png,p1,0.8,2.5,40,10,10,0.3",
    "b.png,p1,0.5,Infinity,10,10,10,0.5",
    "c.png,p2,,,0,0,0,0.1",
    "d.png,p3,0.9,1.5,90,10,10,0.2",
  ];
  const head = "file,group,dice_polyp,hausdorff95_polyp,tp_polyp,fp_polyp,fn_polyp,loss";
  const masks = await table("masks.csv", `${head}\n${rows.join("\n")}\n`);
  const found = await metrics.columnMeans(masks, { draws: 40 });
  expect(Object.keys(found.columns)).toEqual(["dice_polyp", "hausdorff95_polyp", "loss"]);
  expect([found.samples, found.groups]).toEqual([4, 3]);
  const { dice_polyp, hausdorff95_polyp, loss } = found.columns;
  near([dice_polyp?.value, dice_polyp?.count, loss?.value], [2.2 / 3, 3, 1.1 / 4]);
  near(loss?.standardDeviation, Math.sqrt(0.0875 / 3));
  expect([hausdorff95_polyp?.value, hausdorff95_polyp?.infinite]).toEqual([Number.POSITIVE_INFINITY, 1]);
  near([found.pooled.dice_polyp?.value, found.pooled.iou_polyp?.value], [280 / 340, 140 / 200]);
  const losses = [0.3, 0.5, 0.1, 0.2];
  const expected = metrics.bootstrap(
    4,
    (places) => places.reduce((sum, i) => sum + (losses[i] as number), 0) / places.length,
    { draws: 40, groups: ["p1", "p1", "p2", "p3"] },
  );
  near([loss?.low, loss?.high], [expected.low, expected.high]);
  const texts = await table("texts.csv", "file,label\na,b\n");
  await expect(metrics.columnMeans(texts)).rejects.toThrow(/no column of numbers/);
  await expect(metrics.columnMeans(masks, { columns: ["file"] })).rejects.toThrow(
    /line 2: "file" must be a number/,
  );
});

test("rows written as CSV, TSV, JSON lines and Parquet give the same figures", async () => {
  const rows = Array.from({ length: 30 }, (_, i) => {
    const p = 1 / 3 + Math.sin(i) / 4;
    return {
      file: `i, "${i}".png`,
      group: `p${i % 7}`,
      label: i % 3 === 0 ? "a" : "b",
      prob_a: p,
      prob_b: 1 - p,
      age: i % 5 === 0 ? null : i / 3,
    };
  });
  const reports = [];
  for (const end of ["csv", "tsv", "jsonl", "parquet"]) {
    const file = path.join(dir, `rows.${end}`);
    await writeRows(file, rows, "write");
    const { file: _, ...report } = await metrics.fromPredictions(file, {
      by: { column: "age", cuts: [4] },
      draws: 20,
    });
    reports.push(report);
  }
  expect(reports[0]?.samples).toBe(30);
  for (const report of reports) expect(report).toEqual(reports[0]);
});
