// From a folder of images through fit to a run that is loaded again and predicts.
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generatePolypFolder } from "../../lib/cli/polyps/folder.ts";
import type { ResNet } from "../../lib/models/index.ts";
import { ArgumentError, FileFormatError, ShapeError } from "../../lib/native/errors.ts";
import { manualSeed, memory, type Tensor } from "../../lib/tensor/index.ts";
import * as train from "../../lib/train/index.ts";
import { datasets, readImage, transforms } from "../../lib/vision/index.ts";
import { expectClose, expectSame, sharedPath } from "../helpers/index.ts";

const SIZE = 32;
let root: string;
let folder: string;
let out: string;
let data: datasets.ImageFolder;
let trained: train.HeadReport;
let result: train.RunResult;
let before: Map<string, Tensor>;

/** A short run of a ResNet-18 with all but its last stage and head frozen. */
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "torchts-run-"));
  await generatePolypFolder(path.join(root, "data"), { n: 30, size: 40, seed: 3 });
  folder = path.join(root, "data", "images");
  out = path.join(root, "run");
  data = await datasets.ImageFolder.open(folder, {
    split: { val: 0.3, seed: 0 },
    trainTransform: new transforms.ClassificationTrainPreset({ cropSize: SIZE }),
    valTransform: new transforms.ImageClassificationPreset({ cropSize: SIZE, resizeSize: 36 }),
  });
  manualSeed(0);
  trained = await train.loadForClasses("resnet18", 2, { weights: null });
  train.freezeAllBut(trained.model, ["layer4", "fc"]);
  before = new Map([...trained.model.stateDict()].map(([key, tensor]) => [key, tensor.clone()]));
  result = await train.fit(trained.model, data, {
    epochs: 2,
    batchSize: 8,
    device: "cpu",
    out,
    restoreBest: true,
    topK: [1],
  });
});
afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

describe("fit on an image folder", () => {
  test("counts what it trains and measures", () => {
    expect(result.classes).toEqual(["normal", "polyp"]);
    expect(result.report?.count).toBe(data.val?.length);
    expect(result.report?.topK[1]).toBe(result.report?.accuracy);
    expect(result.history.map((record) => record.skipped)).toEqual([0, 0]);
  });

  test("frozen stages keep every bit, trained ones move", () => {
    for (const [key, tensor] of trained.model.stateDict()) {
      const start = before.get(key) as Tensor;
      if (key.startsWith("layer4") || key.startsWith("fc")) continue;
      expectSame(tensor, start, key);
    }
    const moved = trained.model.stateDict().get("layer4.1.bn2.running_mean") as Tensor;
    expect(moved.equal(before.get("layer4.1.bn2.running_mean") as Tensor)).toBe(false);
  });

  test("an image folder without transforms of its own gets those of the weights' preset", async () => {
    const plain = await datasets.ImageFolder.open(folder, { split: { val: 0.3, seed: 0 } });
    const dir = path.join(root, "plain");
    const controller = new AbortController();
    const run = train.fit(trained.model, plain, {
      epochs: 1,
      batchSize: 2,
      device: "cpu",
      out: dir,
      signal: controller.signal,
      onEvent: (event) => event.type === "step" && controller.abort(),
    });
    await expect(run).rejects.toThrow(/0 finished epochs are in .*; go on with resume: true/);
    const config = await train.readConfig(dir);
    expect(config.transform?.options).toMatchObject({
      cropSize: 224,
      resizeSize: 256,
      interpolation: "bilinear",
    });
  });

  test("a last batch of one image is left out of training", async () => {
    const steps: number[] = [];
    await train.fit(trained.model, data, {
      epochs: 1,
      batchSize: data.train.length - 1,
      device: "cpu",
      onEvent: (event) => event.type === "step" && steps.push(event.step),
    });
    expect(steps).toEqual([1]);
  });

  test("an unreadable image ends the run and is named, or is left out and counted", async () => {
    await rm(path.join(root, "broken"), { recursive: true, force: true });
    await generatePolypFolder(path.join(root, "broken"), { n: 12, size: 40, seed: 4 });
    const images = path.join(root, "broken", "images");
    await writeFile(path.join(images, "normal", "bad.png"), "no image");
    const broken = await datasets.ImageFolder.open(images, {
      transform: new transforms.ImageClassificationPreset({ cropSize: SIZE, resizeSize: SIZE }),
    });
    const options = { epochs: 1, batchSize: 4, device: "cpu" } as const;
    await expect(train.fit(trained.model, broken, options)).rejects.toThrow(/bad\.png/);
    const errors: unknown[] = [];
    const skipped = await train.fit(trained.model, broken, {
      ...options,
      onError: "skip",
      onEvent: (event) => event.type === "skip" && errors.push(event.error),
    });
    expect(skipped.last.skipped).toBe(1);
    expect(String(errors[0])).toMatch(/bad\.png/);
  });

  test("balanced class weights need every class in training", async () => {
    const empty = { ...data, classes: ["normal", "polyp", "other"], train: data.train, val: null };
    const wide = (await train.loadForClasses("resnet18", 3, { weights: null })).model;
    const run = train.fit(wide, empty, { epochs: 1, classWeights: "balanced", device: "cpu" });
    await expect(run).rejects.toThrow(/without a training sample: other/);
  });
});

describe("loadRun and predict", () => {
  test("the loaded run holds the best epoch and measures the same", async () => {
    const run = await train.loadRun(out, { device: "cpu" });
    for (const [key, tensor] of run.model.stateDict()) {
      expect(tensor.shape, key).toEqual(before.get(key)?.shape);
    }
    const report = await run.evaluate(data.val as NonNullable<typeof data.val>, { batchSize: 3 });
    expect(report.accuracy).toBe(result.best?.valAccuracy);
    expect(report.loss).toBeCloseTo(result.best?.valLoss as number, 5);
    const last = await train.loadRun(out, { checkpoint: "last", device: "cpu" });
    expect(last.config.model.architecture).toBe("resnet18");
  });

  test("path, bytes and decoded tensor give one and the same prediction", async () => {
    const run = await train.loadRun(out, { device: "cpu" });
    const file = data.val?.samples[0]?.path as string;
    const decoded = await readImage(file);
    const [byPath, byBytes, byTensor] = await run.predict([file, await readFile(file), decoded]);
    expect(byPath?.path).toBe(file);
    expect(byBytes?.path).toBeNull();
    for (const other of [byBytes, byTensor]) {
      expectClose(other?.probabilities as number[], byPath?.probabilities as number[]);
    }
    expect(decoded.isFreed).toBe(false);

    const single = await run.predict(file, { topK: 1 });
    expect(single.top).toEqual([
      { label: single.label, index: single.index, probability: single.probability },
    ]);
    expect(single.probabilities.reduce((a, b) => a + b)).toBeCloseTo(1, 9);
    expect(single.probability).toBe(Math.max(...single.probabilities));
    // Batches change nothing but rounding.
    expectClose(single.probabilities, byPath?.probabilities as number[]);
  });

  test("predicting leaves no tensor behind", async () => {
    const run = await train.loadRun(out, { device: "cpu" });
    const file = data.val?.samples[0]?.path as string;
    await run.predict(file);
    memory.collect();
    const live = memory.liveTensors();
    for (let i = 0; i < 5; i++) await run.predict(file);
    memory.collect();
    expect(memory.liveTensors()).toBe(live);
  });

  test("an image that is none names its file", async () => {
    const run = await train.loadRun(out, { device: "cpu" });
    const file = path.join(root, "text.png");
    await writeFile(file, "text");
    await expect(run.predict(file)).rejects.toThrow(FileFormatError);
    await expect(run.predict(file)).rejects.toThrow(/text\.png/);
  });

  test("without classes or transform predict says what it needs", async () => {
    const run = train.predict(trained.model, "x.png", {} as train.PredictOptions);
    await expect(run).rejects.toThrow(ArgumentError);
  });

  test("a model with another number of outputs is refused", async () => {
    const transform = new transforms.ImageClassificationPreset({ cropSize: SIZE, resizeSize: SIZE });
    const file = data.val?.samples[0]?.path as string;
    const run = train.predict(trained.model, file, { classes: ["a", "b", "c"], transform });
    await expect(run).rejects.toThrow(ShapeError);
  });
});

describe("loadForClasses", () => {
  test("a file whose head has as many outputs keeps it", async () => {
    const best = path.join(out, "best.pth");
    const again = await train.loadForClasses("resnet18", 2, { weights: best });
    expect(again.freshHead).toBe(false);
    const saved = (await train.loadRun(out, { device: "cpu" })).model as ResNet;
    expectSame(again.model.fc.weight, saved.fc.weight);
    const wider = await train.loadForClasses("resnet18", 5, { weights: best });
    expect(wider.freshHead).toBe(true);
    expect(wider.model.fc.weight.shape).toEqual([5, 512]);
    expectSame(wider.model.conv1.weight, saved.conv1.weight);
  });

  const partial = sharedPath("weights/resnet18-partial/resnet18-partial.pth");
  test.skipIf(partial === undefined)(
    "a partial file needs strict: false and says what it lacks",
    async () => {
      const weights = partial as string;
      await expect(train.loadForClasses("resnet18", 4, { weights })).rejects.toMatchObject({
        code: "ERR_TORCHTS_STATE_DICT",
      });
      const loaded = await train.loadForClasses("resnet18", 4, { weights, strict: false });
      // As PyTorch counts: a file without metadata is of BatchNorm's first version, which had no num_batches_tracked.
      expect(loaded.missing.length).toBe(20);
      expect(new Set(loaded.missing.map((key) => key.split(".")[0]))).toEqual(new Set(["layer4"]));
      expect(loaded.unexpected).toEqual([]);
      expect(loaded.freshHead).toBe(true);
      expect(loaded.model.fc.out_features).toBe(4);
    },
  );
});

test("a run folder holds no leftovers", async () => {
  expect((await readdir(out)).sort()).toEqual([
    "best.pth",
    "config.json",
    "data",
    "history.jsonl",
    "last.pth",
    "receipt.json",
  ]);
});
