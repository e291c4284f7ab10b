// What a run's validations measure beside the usual: options of `fit` that `evaluate` has too, kept in the run folder.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { data, manualSeed, nn, ones, setNumThreads, tensor, train, zeros } from "../../lib/index.ts";
import { CellDetector, Squares, squareData, squares } from "./detector.ts";

let dir: string;
beforeAll(() => {
  setNumThreads(1);
  dir = mkdtempSync(path.join(tmpdir(), "run-measures-"));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const COMMON = { epochs: 1, lr: 0.02, batchSize: 4, device: "cpu" } as const;
const MEASURES = { maxDetections: [2, 300], iouThresholds: [0.1, 0.5], scoreThreshold: 0.2 };

function network(): CellDetector {
  manualSeed(0);
  return new CellDetector(2);
}

test("validations measure them, the folder keeps them, and the run measures with them later", async () => {
  manualSeed(1);
  const squared = squareData(8);
  const out = path.join(dir, "run");
  const model = network();
  const run = await train.fit(model, squared, { ...COMMON, ...MEASURES, monitor: "val.mAR300", out });
  const { figures } = run.last;
  expect(Object.keys(figures)).toEqual(expect.arrayContaining(["val.mAR2", "val.mAR300"]));
  expect(Object.keys(figures)).not.toContain("val.mAR100");
  expect(run.report?.boxes.axes).toMatchObject({ iou: [0.1, 0.5], maxDetections: [2, 300] });
  expect(run.report?.operating.score).toBe(0.2);

  const asked = { task: squared.task, classes: squared.classes, batchSize: 4 };
  const same = await train.evaluate(model, squared.val, { ...asked, ...MEASURES });
  for (const name of ["mAP", "mAR2", "mAR300", "precision", "recall"]) {
    expect(same.figures[name], name).toBe(figures[`val.${name}`] ?? Number.NaN);
  }
  // Other overlaps are other figures, or the test would show nothing.
  const usual = await train.evaluate(model, squared.val, asked);
  expect(usual.boxes.axes.maxDetections).toEqual([1, 10, 100]);

  expect((await train.readConfig(out)).options).toMatchObject(MEASURES);
  const loaded = await train.loadRun(out, { task: "detection", model: network(), device: "cpu" });
  const later = await loaded.evaluate(new Squares(squared.val.samples), { batchSize: 4 });
  expect(later.figures).toEqual(same.figures);
  const other = await loaded.evaluate(squared.val, { maxDetections: [5], scoreThreshold: undefined });
  expect(other.boxes.axes).toMatchObject({ iou: [0.1, 0.5], maxDetections: [5] });
  expect(other.operating.score).toBe(0.2);
}, 60_000);

test("a resumed run keeps them, and takes no others", async () => {
  manualSeed(1);
  const squared = squareData(8);
  const out = path.join(dir, "resumed");
  await train.fit(network(), squared, { ...COMMON, ...MEASURES, out });
  const on = { epochs: 2, device: "cpu", out, resume: true } as const;
  await expect(train.fit(network(), squared, { ...on, iouThresholds: [0.5] })).rejects.toThrow(
    /iouThresholds was \[0\.1,0\.5\], now \[0\.5\]/,
  );
  const run = await train.fit(network(), squared, on);
  expect(run.report?.boxes.axes.iou).toEqual([0.1, 0.5]);
  expect(run.history).toHaveLength(2);
}, 60_000);

test("more than 100 objects in an image count where the limit says so, and the notice is gone", async () => {
  manualSeed(1);
  const squared = squareData(4);
  const many = Array.from({ length: 120 }, (_, i) => [i % 30, i % 20, (i % 30) + 2, (i % 20) + 2]);
  const crowded = squares(1).map((sample) => ({
    ...sample,
    target: { boxes: tensor(many), labels: ones([120], { dtype: "int64" }) },
  }));
  const notices = async (more: object): Promise<string[]> => {
    const told: string[] = [];
    const onEvent = (event: train.FitEvent<train.DetectionReport>): void => {
      if (event.type === "notice") told.push(event.text);
    };
    await train.fit(network(), { ...squared, val: new Squares(crowded) }, { ...COMMON, ...more, onEvent });
    return told.filter((text) => text.includes("objects of a class"));
  };
  expect((await notices({}))[0]).toMatch(/maxDetections: \[1, 10, 1000\] counts them, in train\.fit/);
  expect(await notices({ maxDetections: [1, 10, 1000] })).toEqual([]);
}, 60_000);

test("are refused where they are of another task, and where they are none", async () => {
  const model = new nn.Linear(2, 2);
  const rows = new data.TensorDataset(zeros([4, 2]), tensor([0, 1, 0, 1], { dtype: "int64" }));
  const labelled = { train: rows, val: rows, classes: ["a", "b"] };
  const attempt = (more: object) => train.fit(model, labelled, { epochs: 1, device: "cpu", ...more });
  await expect(attempt({ iouThresholds: [0.5], maxDetections: [10] })).rejects.toThrow(
    /train\.fit: iouThresholds and maxDetections would do nothing: they are of detection\./,
  );
  const squared = squareData(4);
  await expect(train.fit(network(), squared, { ...COMMON, maxDetections: 100 as never })).rejects.toThrow(
    /train\.fit: maxDetections must be a list of at least one whole number/,
  );
  await expect(train.fit(network(), squared, { ...COMMON, monitor: "val.mAR300" })).rejects.toThrow(
    /`monitor` is one of .*val\.mAR100/,
  );
  await expect(train.findLr(network(), squared, { maxDetections: [1] } as never)).rejects.toThrow(
    /`maxDetections` would do nothing in a test of rates/,
  );
});
