// `evaluate({ out })`: a row for each sample, of which every figure of the report can be made again.
import { access, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseCsv } from "../../lib/data/index.ts";
import {
  ArgumentError,
  data,
  manualSeed,
  metrics,
  nn,
  randint,
  randn,
  type Tensor,
  tensor,
  train,
} from "../../lib/index.ts";
import type { ImageSample, SegmentationKind } from "../../lib/vision/index.ts";
import { CLASSES, Net } from "./convnet.ts";
import { Batches } from "./masks.ts";

/** Logits are float32; probabilities of them are computed in float64. */
const FLOAT32 = 6;

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "torchts-out-"));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

/** Images of noise with files, labels and patients. */
class Noise implements data.Dataset<ImageSample> {
  readonly length = 11;
  readonly groups = Array.from({ length: 11 }, (_, i) => `patient ${Math.floor(i / 2)}`);
  readonly images = Array.from({ length: 11 }, () => randn([3, 8, 8]));

  async get(index: number): Promise<ImageSample> {
    const image = (this.images[index] as Tensor).clone();
    return { image, label: index % 3, index, path: `folder, one/${index}.png` };
  }
}

const rowsOf = async (file: string): Promise<Record<string, string>[]> => {
  const [header, ...rows] = parseCsv(await readFile(file, "utf8"));
  const names = header?.values ?? [];
  return rows.map(({ values }) => Object.fromEntries(names.map((name, k) => [name, values[k] as string])));
};

describe("classification", () => {
  test("the table has files, patients, more columns, probabilities and losses, and gives the report's figures", async () => {
    manualSeed(3);
    const [model, set] = [new Net(), new Noise()];
    const file = path.join(dir, "noise.csv");
    const sex = Array.from({ length: 11 }, (_, i) => (i < 5 ? "female" : "male"));
    const options = { classes: CLASSES, batchSize: 4 };
    const report = await train.evaluate(model, set, { ...options, out: { file, columns: { sex } } });
    const rows = await rowsOf(file);
    expect(rows.length).toBe(11);
    expect(Object.keys(rows[0] ?? {})).toEqual([
      "file",
      "group",
      "sex",
      "label",
      "predicted",
      "prob_a",
      "prob_b",
      "prob_c",
      "loss",
    ]);
    expect(rows[4]).toMatchObject({
      file: "folder, one/4.png",
      group: "patient 2",
      sex: "female",
      label: "b",
    });
    const losses = rows.map(({ loss }) => Number(loss));
    expect(losses.reduce((a, b) => a + b, 0) / 11).toBeCloseTo(report.loss, FLOAT32);
    for (const row of rows)
      expect(-Math.log(Number(row[`prob_${row.label}`]))).toBeCloseTo(Number(row.loss), FLOAT32 - 1);

    const again = await metrics.fromPredictions(file, { by: "sex", draws: 20 });
    expect([again.samples, again.groups]).toEqual([11, 6]);
    expect(again.confusion).toEqual(report.confusion);
    for (const [name, ours] of [
      ["accuracy", report.accuracy],
      ["balancedAccuracy", report.balancedAccuracy],
      ["auc", report.auc],
      ["logLoss", report.loss],
    ] as const) {
      expect(again.figures[name]?.value, name).toBeCloseTo(ours, FLOAT32);
    }
    for (const [k, { sensitivity, precision, auc }] of report.perClass.entries()) {
      expect(again.perClass[k]?.sensitivity.value).toBeCloseTo(sensitivity, 12);
      expect(again.perClass[k]?.precision.value).toEqual(precision);
      expect(again.perClass[k]?.auc.value).toBeCloseTo(auc, 12);
    }
    expect(again.subgroups.map(({ value, samples }) => [value, samples])).toEqual([
      ["female", 5],
      ["male", 6],
    ]);
    const plain = await train.evaluate(model, set, options);
    expect(plain.figures).toEqual(report.figures);
  });

  test("tables without files are told apart by position, and loaders say whose rows they give", async () => {
    manualSeed(4);
    const model = new nn.Sequential(new nn.Linear(5, 2));
    const table = new data.TensorDataset(randn([7, 5]), tensor([0, 1, 0, 1, 1, 0, 1], { dtype: "int64" }));
    const file = path.join(dir, "table.jsonl");
    await train.evaluate(model, table, { out: { file, groups: [1, 1, 2, 2, 3, 3, 4] } });
    const lines = (await readFile(file, "utf8"))
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.map(({ id, group, label }) => [id, group, label])).toEqual(
      [0, 1, 2, 3, 4, 5, 6].map((i) => [i, [1, 1, 2, 2, 3, 3, 4][i], String([0, 1, 0, 1, 1, 0, 1][i])]),
    );
    const { figures, positive } = await metrics.fromPredictions(file, { draws: 0 });
    expect(positive).toBe("1");
    expect(figures.accuracy?.value).toBeGreaterThanOrEqual(0);
    const loader = {
      async *[Symbol.asyncIterator]() {
        yield { images: randn([2, 5]), labels: tensor([0, 1], { dtype: "int64" }) };
      },
    };
    const out = path.join(dir, "loader.csv");
    await train.evaluate(model, loader, { out });
    expect((await rowsOf(out)).map(({ id }) => id)).toEqual(["0", "1"]);
    await expect(train.evaluate(model, loader, { out: { file: out, groups: ["a", "b"] } })).rejects.toThrow(
      /no `indices`/,
    );
  });

  test("columns that the data set keeps of its table are there; one that is called as the task's gets another name", async () => {
    manualSeed(5);
    class Kept extends Noise {
      readonly samples = Array.from({ length: 11 }, (_, i) => ({
        path: `${i}.png`,
        row: { age: 40 + i, sex: i % 2 === 0 ? "female" : null, label: `raw ${i}` },
      }));
    }
    const file = path.join(dir, "kept.csv");
    const columns = { site: Array.from({ length: 11 }, () => "north") };
    await train.evaluate(new Net(), new Kept(), { classes: CLASSES, out: { file, columns } });
    const rows = await rowsOf(file);
    expect(rows[3]).toMatchObject({ age: "43", sex: "", "table.label": "raw 3", label: "a", site: "north" });
    const { subgroups } = await metrics.fromPredictions(file, { draws: 0, by: ["sex"] });
    expect(subgroups.map(({ value, samples }) => [value, samples]).sort()).toEqual([
      ["", 5],
      ["female", 6],
    ]);
  });

  test("what cannot be written is refused before anything is measured, and nothing is left behind", async () => {
    const [model, set] = [new Net(), new Noise()];
    const wrong = async (out: unknown): Promise<string> => {
      const error = await train
        .evaluate(model, set, { classes: CLASSES, out: out as string })
        .catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ArgumentError);
      return (error as Error).message;
    };
    expect(await wrong(path.join(dir, "nowhere", "a.csv"))).toContain("does not exist");
    expect(await wrong(path.join(dir, "a.xlsx"))).toContain(".csv, .tsv, .jsonl");
    expect(await wrong({ file: path.join(dir, "a.csv"), columns: { age: [1] } })).toContain(
      "age has 1 values",
    );
    expect(await wrong({ file: path.join(dir, "a.csv"), group: [] })).toContain("did you mean groups?");
    const label = Array.from({ length: 11 }, () => "x");
    expect(await wrong({ file: path.join(dir, "a.csv"), columns: { label } })).toContain("call it otherwise");
    await expect(access(path.join(dir, "a.csv"))).rejects.toThrow();
  });
});

describe("segmentation", () => {
  const size = 8;
  const kinds: [SegmentationKind, string[], number][] = [
    ["binary", ["background", "polyp"], 1],
    ["multiclass", ["background", "a", "b"], 3],
    ["multilabel", ["a", "b"], 2],
  ];

  test.each(kinds)(
    "%s: the images' figures, and pixels that give the pooled ones",
    async (kind, classes, outputs) => {
      manualSeed(5);
      const model = new nn.Sequential(new nn.Conv2d(3, outputs, 3, { padding: 1 }));
      const masks = (): Tensor =>
        kind === "multilabel"
          ? randint(0, 2, [2, 2, size, size]).float()
          : randint(0, classes.length, [2, size, size]).long();
      const batches = Array.from({ length: 2 }, () => ({
        images: randn([2, 3, size, size]),
        masks: masks(),
      }));
      const file = path.join(dir, `${kind}.csv`);
      const report = await train.evaluate(model, new Batches(batches), {
        task: { name: "segmentation", kind },
        classes,
        distances: true,
        out: file,
      } as never);
      const measured = report as unknown as train.SegmentationReport;
      const rows = await rowsOf(file);
      expect(rows.length).toBe(4);
      const found = kind === "multilabel" ? classes : classes.slice(1);
      for (const name of found) {
        const k = classes.indexOf(name);
        for (const [i, row] of rows.entries()) {
          const own = measured.images[i]?.perClass[k];
          for (const figure of ["dice", "iou", "sensitivity", "specificity", "hausdorff95"] as const)
            expect(Number(row[`${figure}_${name}`])).toBeCloseTo(own?.[figure] as number, 12);
        }
        const sum = (what: string): number =>
          rows.reduce((all, row) => all + Number(row[`${what}_${name}`]), 0);
        const [tp, fp, fn, tn] = ["tp", "fp", "fn", "tn"].map(sum) as [number, number, number, number];
        expect((2 * tp) / (2 * tp + fp + fn)).toBeCloseTo(measured.pooled.perClass[k]?.dice as number, 12);
        expect(tp + fp + fn + tn).toBe(4 * size * size);
      }
      expect(rows.reduce((all, { loss }) => all + Number(loss), 0)).toBeGreaterThan(0);
    },
  );
});
