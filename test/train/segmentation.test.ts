// Segmentation through fit, evaluate and loadRun: figures, run folders, resuming, and what is refused.
import { readFileSync } from "node:fs";
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generatePolypFolder } from "../../lib/cli/polyps/folder.ts";
import type { Dataset } from "../../lib/data/index.ts";
import {
  datasets,
  manualSeed,
  memory,
  models,
  nn,
  randint,
  randn,
  setNumThreads,
  type Tensor,
  train,
  zeros,
} from "../../lib/index.ts";
import { AbortError, ArgumentError, DTypeError, ShapeError } from "../../lib/native/errors.ts";
import type { SegmentationKind, SegmentationSample } from "../../lib/vision/index.ts";
import { expectClose, expectSame } from "../helpers/index.ts";
import { Batches, copyOf, IGNORE, maskBatches, SIZE } from "./masks.ts";

/** Figures of scripts/fixtures/train_tasks.py are float32. */
const DIGITS = 5;
const CLASSES = ["background", "a", "b"];
const fixture = JSON.parse(readFileSync("test/fixtures/train-tasks.json", "utf8"));
const numbers = (values: (number | string)[]): number[] => values.map(Number);

/** A network that gives recorded logits, whatever the images. */
class Recorded extends nn.Module {
  readonly #logits: Tensor;

  constructor(logits: Tensor) {
    super();
    this.#logits = logits;
  }

  override forward(_: Tensor): Tensor {
    return this.#logits.clone();
  }
}

let root: string;
beforeAll(async () => {
  setNumThreads(1);
  root = await mkdtemp(path.join(tmpdir(), "torchts-masks-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe("figures", () => {
  let logits: Tensor;
  let masks: Tensor;
  let labels: Tensor;
  beforeAll(() => {
    manualSeed(2);
    logits = randn([4, 3, ...SIZE]);
    masks = randint(3, [4, ...SIZE]);
    const first = masks.select(0, 0);
    first.copy_(first.maskedFill(first.eq(2), 0)); // a class that one image lacks
    labels = randint(2, [4, 3, ...SIZE]);
  });

  const measure = (
    kind: SegmentationKind,
    given: { logits?: Tensor; masks: Tensor },
    { ignoreIndex, ...options }: train.EvaluateMasksOptions & { ignoreIndex?: number | null } = {},
  ): Promise<train.SegmentationReport> => {
    const batch = { images: zeros([4, 3, ...SIZE]), masks: given.masks };
    return train.evaluate(new Recorded(given.logits ?? logits), new Batches([batch]), {
      includeBackground: true,
      ...options,
      task: { name: "segmentation", kind, ignoreIndex },
    });
  };
  const perImage = (report: train.SegmentationReport, name: "dice" | "iou"): number[] =>
    report.images.flatMap(({ perClass }) => perClass.map((figures) => figures[name]));
  const expectFigures = (actual: number[], expected: (number | string)[]): void => {
    expect(actual.length).toBe(expected.length);
    for (const [i, value] of numbers(expected).entries()) expect(actual[i]).toBeCloseTo(value, DIGITS);
  };

  test.each(["multiclass", "multilabel"] as const)(
    "of %s masks are MONAI's and torchmetrics'",
    async (kind) => {
      const report = await measure(kind, { masks: kind === "multiclass" ? masks : labels.float() });
      const expected = fixture[kind];
      expect(report.count).toBe(4);
      expectFigures(perImage(report, "dice"), expected.dice);
      expectFigures(perImage(report, "iou"), expected.iou);
      expectFigures(
        report.pooled.perClass.map(({ iou }) => iou),
        expected.pooledIou,
      );
      expect(report.pooled.pixelAccuracy).toBeCloseTo(expected.accuracy, DIGITS);
    },
  );

  test("of binary masks come from one output", async () => {
    const report = await measure("binary", {
      logits: logits.narrow(1, 0, 1),
      masks: labels.select(1, 0),
    });
    expect(report.classes).toEqual(["background", "foreground"]);
    expectFigures(perImage(report, "dice"), fixture.binary.dice);
    expect(report.pooled.pixelAccuracy).toBeCloseTo(fixture.binary.accuracy, DIGITS);
  });

  test("leave ignored pixels out", async () => {
    const ignored = masks.clone();
    ignored.narrow(1, 0, 3).fill_(IGNORE);
    const report = await measure("multiclass", { masks: ignored }, { ignoreIndex: IGNORE });
    expectFigures(
      report.pooled.perClass.map(({ iou }) => iou),
      fixture.ignored.pooledIou,
    );
    expect(report.pooled.pixelAccuracy).toBeCloseTo(fixture.ignored.accuracy, DIGITS);
    const pixels = 4 * (SIZE[0] - 3) * SIZE[1];
    expect(report.confusion.flat().reduce((a, b) => a + b, 0)).toBe(pixels);
  });

  test("leave the background out of means unless it is asked for", async () => {
    const report = await measure("multiclass", { masks }, { includeBackground: undefined });
    const [, a, b] = report.pooled.perClass.map(({ dice }) => dice) as [number, number, number];
    expect(report.pooled.mean.dice).toBeCloseTo((a + b) / 2, 12);
  });

  test.each(["multiclass", "multilabel"] as const)(
    "with distances are the same and more: %s",
    async (kind) => {
      const given = { masks: kind === "multiclass" ? masks : labels.float() };
      const ignoreIndex = kind === "multiclass" ? 1 : null; // a class may be what is ignored
      const plain = await measure(kind, given, { ignoreIndex });
      const more = await measure(kind, given, { ignoreIndex, distances: true });
      expect(plain.perImage.mean.hausdorff95).toBeNaN();
      expect(more.perImage.mean.surfaceDistance).toBeGreaterThan(0);
      expect(more.pooled).toEqual(plain.pooled);
      expect(more.confusion).toEqual(plain.confusion);
    },
  );

  test("the loss is of the main output, auxiliary heads are for training", async () => {
    const both = new (class extends nn.Module {
      override forward(): { out: Tensor; aux: Tensor } {
        return { out: logits.clone(), aux: logits.mul(5) };
      }
    })();
    const batch = new Batches([{ images: zeros([4, 3, ...SIZE]), masks }]);
    const [one, other] = [
      await measure("multiclass", { masks }),
      await train.evaluate(both, batch, { task: { name: "segmentation", kind: "multiclass" } }),
    ];
    expect(other.loss).toBe(one.loss);
    const expected = nn.functional.diceCrossEntropy(logits, masks);
    expect(one.loss).toBeCloseTo(Number(expected.item()), 6);
  });
});

describe("what does not fit is refused", () => {
  const unet = (numClasses: number) => models.unet({ numClasses, width: 4, depth: 1 });
  const options = { epochs: 1, device: "cpu" } as const;
  const data = (batch: train.MaskBatch, kind: SegmentationKind = "multiclass", classes = CLASSES) => ({
    train: new Batches([batch]),
    task: { name: "segmentation", kind } as const,
    classes,
  });
  const good = (): train.MaskBatch => ({ images: randn([2, 3, 8, 8]), masks: randint(3, [2, 8, 8]) });

  test("another number of outputs, with the way to replace the head", async () => {
    const run = train.fit(await unet(2), data(good()), options);
    await expect(run).rejects.toThrow(/\(2, 3, 8, 8\).*got \(2, 2, 8, 8\).*models\.replaceHead\(model, 3\)/);
    await expect(run).rejects.toThrow(ShapeError);
    const binary = train.fit(
      await unet(2),
      data({ ...good(), masks: randint(2, [2, 8, 8]) }, "binary", ["no", "yes"]),
      options,
    );
    await expect(binary).rejects.toThrow(/models\.replaceHead\(model, 1\); a binary mask is one output/);
  });

  test("a classifier for masks, and a segmentation network for labels", async () => {
    const classifier = new nn.Sequential(new nn.Flatten(), new nn.Linear(3 * 64, 3));
    const onMasks = train.fit(classifier, data(good()), options);
    await expect(onMasks).rejects.toThrow(/This is a classifier.*models\.replaceHead/);
    const labelled = new Batches([{ images: randn([2, 3, 8, 8]), labels: randint(3, [2]) }]);
    const onLabels = train.fit(await unet(3), { train: labelled, classes: CLASSES }, options);
    await expect(onLabels).rejects.toThrow(/This is a segmentation network/);
    await expect(onLabels).rejects.toThrow(ShapeError);
  });

  test("a value that is no class, and says where", async () => {
    const batch = good();
    batch.masks.select(0, 1).select(0, 0).fill_(7);
    const named = { ...batch, paths: ["one.png", "two.png"] };
    const run = train.fit(await unet(3), data(named), options);
    await expect(run).rejects.toThrow(
      /the mask of two\.png has the value 7; expected 0 to 2 \(background, a, b\)/,
    );
    await expect(run).rejects.toThrow(ArgumentError);
    const task = { name: "segmentation", kind: "multiclass", ignoreIndex: 7 } as const;
    const ignored = { ...data(named), task };
    expect((await train.fit(await unet(3), ignored, options)).last.trainLoss).toBeGreaterThan(0);
  });

  test("leaving the run folder free for another try, and one with finished epochs as it was", async () => {
    const out = path.join(root, "second-try");
    const batch = good();
    batch.masks.fill_(7);
    await expect(train.fit(await unet(3), data(batch), { ...options, out })).rejects.toThrow(/the value 7/);
    expect(await readdir(out)).toEqual([]);
    const model = await unet(3);
    await train.fit(model, data(good()), { ...options, out });
    const files = await readdir(out);
    const more = { ...options, epochs: 2, out, resume: true };
    await expect(train.fit(model, data(batch), more)).rejects.toThrow(/the value 7/);
    expect(await readdir(out)).toEqual(files);
  });

  test("masks of another size or type, and batches without them", async () => {
    const model = await unet(3);
    const small = { images: randn([2, 3, 8, 8]), masks: randint(3, [2, 4, 8]) };
    await expect(train.fit(model, data(small), options)).rejects.toThrow(
      /masks \(2, 8, 8\).*got \(2, 4, 8\)/,
    );
    const floating = { ...good(), masks: zeros([2, 8, 8]) };
    await expect(train.fit(model, data(floating), options)).rejects.toThrow(DTypeError);
    const samples = { length: 2, get: async () => ({ image: zeros([3, 8, 8]), mask: zeros([8, 8]) }) };
    const unsaid = train.evaluate(model, samples as unknown as Dataset<SegmentationSample>);
    await expect(unsaid).rejects.toThrow(
      /samples without `label`; for masks say task: \{ name: "segmentation"/,
    );
    const bare = { images: randn([2, 3, 8, 8]) } as unknown as train.MaskBatch;
    await expect(train.fit(model, data(bare), options)).rejects.toThrow(/\{ images, masks \}/);
  });

  test("nothing where no pixel of a batch counts, with weights of the classes too", async () => {
    const masks = zeros([2, 8, 8], { dtype: "int64" }).fill_(IGNORE);
    const ignored = new Batches([{ images: randn([2, 3, 8, 8]), masks }]);
    const task = { name: "segmentation", ignoreIndex: IGNORE } as const;
    const binary = {
      train: ignored,
      task: { ...task, kind: "binary" },
      classes: ["background", "a"],
    } as const;
    const multiclass = { train: ignored, task: { ...task, kind: "multiclass" }, classes: CLASSES } as const;
    for (const [data, outputs] of [
      [binary, 1],
      [multiclass, 3],
    ] as const) {
      for (const classWeights of [undefined, CLASSES.slice(0, data.classes.length).map(() => 0.5)]) {
        const run = await train.fit(await unet(outputs), data, { ...options, classWeights });
        expect(run.last.trainLoss).toBe(0);
      }
    }
  });

  test("kinds, classes and options of other tasks", async () => {
    const model = await unet(3);
    const tryFit = (more: object, own: object = {}) =>
      train.fit(
        model,
        {
          ...data(good()),
          task: { name: "segmentation", kind: "multiclass", ...more },
        } as train.MaskLoaderData,
        { ...options, ...own },
      );
    await expect(tryFit({ kind: "both" })).rejects.toThrow(/`kind` is one of binary, multiclass, multilabel/);
    await expect(tryFit({ kind: "binary" })).rejects.toThrow(/binary masks have two classes/);
    await expect(tryFit({}, { topK: [1] })).rejects.toThrow(/`topK` is for classification/);
    await expect(tryFit({}, { labelSmoothing: 0.1 })).rejects.toThrow(/`labelSmoothing`/);
    await expect(tryFit({}, { classWeights: "balanced" })).rejects.toThrow(/count the pixels/);
    await expect(tryFit({}, { classWeights: [1, 2] })).rejects.toThrow(/a weight per class, 3 in all/);
    const val = new Batches([good()]);
    const all = { ...data(good()), val };
    const monitored = train.fit(model, all, { ...options, monitor: "valAccuracy" });
    await expect(monitored).rejects.toThrow(/one of train\.loss, val\.loss, val\.dice.* for segmentation/);
    const before = { ...data(good()), task: undefined, kind: "binary" } as unknown as train.LoaderData;
    await expect(train.fit(model as never, before, options)).rejects.toThrow(
      /write task: \{ name: "segmentation", kind: "binary" \}/,
    );
    await expect(tryFit({ ignorIndex: 3 })).rejects.toThrow(/no `ignorIndex`.*Did you mean ignoreIndex/);
  });
});

describe("training", () => {
  const unet = (numClasses: number) => models.unet({ numClasses, width: 4, depth: 2 });

  test("a frozen encoder keeps every bit, running statistics too", async () => {
    manualSeed(3);
    const model = await unet(3);
    model.encoder.requiresGrad_(false);
    const start = copyOf(model);
    const batches = new Batches(maskBatches("multiclass", 3, 3));
    const task = { name: "segmentation", kind: "multiclass", ignoreIndex: IGNORE } as const;
    const data = { train: batches, task, classes: CLASSES };
    await train.fit(model, data, { epochs: 1, device: "cpu" });
    let [kept, changed] = [0, 0];
    for (const [key, value] of model.stateDict()) {
      if (key.startsWith("encoder.")) {
        expectSame(value, start.get(key) as Tensor, key);
        kept++;
      } else if (!value.equal(start.get(key) as Tensor)) changed++;
    }
    expect(kept).toBeGreaterThan(30);
    expect(changed).toBeGreaterThan(10);
  });

  test("a loss of one's own is called for every output, `auxWeight` weighs the auxiliary one", async () => {
    const calls: number[] = [];
    class Two extends nn.Module {
      conv = new nn.Conv2d(3, 3, 1);
      override forward(x: Tensor): { out: Tensor; aux: Tensor } {
        const out = this.conv.forward(x);
        return { out, aux: out.mul(0).add(2) };
      }
    }
    const batch = { images: randn([2, 3, 8, 8]), masks: randint(3, [2, 8, 8]) };
    const task = { name: "segmentation", kind: "multiclass" } as const;
    const data = { train: new Batches([batch]), task, classes: CLASSES };
    const run = await train.fit(new Two(), data, {
      epochs: 1,
      device: "cpu",
      auxWeight: 0.25,
      loss: (output, masks) => {
        calls.push(masks.ndim);
        return output.mean().mul(0).add(output.max().detach().eq(2).float());
      },
    });
    expect(calls).toEqual([3, 3]);
    expect(run.last.trainLoss).toBeCloseTo(0.25, 6);
  });

  test("live tensors stay constant over steps", async () => {
    manualSeed(4);
    const model = await unet(3);
    const batches = new Batches(maskBatches("multiclass", 3, 12));
    const alive: Record<string, number[]> = { step: [], validation: [] };
    const data = {
      train: batches,
      val: batches,
      task: { name: "segmentation", kind: "multiclass", ignoreIndex: IGNORE },
      classes: CLASSES,
    } as const;
    await train.fit(model, data, {
      epochs: 2,
      optimizer: "sgd",
      device: "cpu",
      onEvent: (event) => {
        if (alive[event.type] === undefined) return;
        memory.collect();
        alive[event.type]?.push(memory.liveTensors());
      },
    });
    // While an epoch trains, a copy of the statistics that a step may ruin is alive, which validation does not have.
    for (const counts of Object.values(alive)) {
      expect(counts.length).toBe(24);
      const settled = counts.slice(6); // momentum is made in the first steps
      expect(Math.max(...settled) - Math.min(...settled)).toBeLessThanOrEqual(2);
    }
  });

  test("learns: validation Dice of a disc rises above 0.9, and patience counts it", async () => {
    manualSeed(5);
    const images = randn([8, 3, 24, 24]).mul(0.2);
    const masks = zeros([8, 24, 24], { dtype: "int64" });
    for (let i = 0; i < 8; i++) {
      masks
        .select(0, i)
        .narrow(0, i, 10)
        .narrow(1, 12 - i, 9)
        .fill_(1);
    }
    images.add_(masks.unsqueeze(1));
    const batches = new Batches([
      { images: images.narrow(0, 0, 4), masks: masks.narrow(0, 0, 4) },
      { images: images.narrow(0, 4, 4), masks: masks.narrow(0, 4, 4) },
    ]);
    const model = models.replaceHead(await unet(21), ["disc"]);
    const run = await train.fit(
      model,
      {
        train: batches,
        val: batches,
        task: { name: "segmentation", kind: "binary" },
        classes: ["background", "disc"],
      },
      { epochs: 60, lr: 0.01, device: "cpu", patience: 30 },
    );
    expect(run.best?.valDice).toBeGreaterThan(0.9);
    expect(run.best?.valDice).toBe(Math.max(...run.history.map(({ valDice }) => valDice as number)));
    expect(run.last).toMatchObject({ trainAccuracy: null, valAccuracy: null, valAuc: null });
    expect(run.report?.pooled.mean.dice).toBe(run.last.valDice);
    expect(models.labelsOf(model)).toEqual(["disc"]);
  });
});

describe("a run over a folder", () => {
  let folder: string;
  let out: string;
  let result: train.RunResult<train.SegmentationReport>;
  let model: Awaited<ReturnType<typeof models.dynamic_unet>>;
  const open = () =>
    datasets.SegmentationFolder.open(folder, {
      split: { val: 0.3, seed: 0 },
      classes: ["background", "polyp"],
    });
  const options = { lr: 2e-3, batchSize: 4, imageSize: 32, device: "cpu" } as const;
  const build = () =>
    models.dynamic_unet({ numClasses: 1, encoder: "mobilenet_v2", widths: [64, 32, 16, 16, 16] });

  beforeAll(async () => {
    folder = path.join(root, "polyps");
    await generatePolypFolder(folder, { n: 14, size: 40, seed: 5 });
    // The generator sorts the images by class; masks lie beside them under the same names.
    for (const label of ["normal", "polyp"]) {
      const from = path.join(folder, "images", label);
      for (const name of await readdir(from))
        await rename(path.join(from, name), path.join(folder, "images", name));
      await rm(from, { recursive: true });
    }
    manualSeed(1);
    model = await build();
    out = path.join(root, "run");
    result = await train.fit(model, await open(), { ...options, epochs: 2, out, restoreBest: true });
  });

  test("writes what is needed to build it again", async () => {
    const config = await train.readConfig(out);
    expect(config).toMatchObject({
      task: "segmentation",
      kind: "binary",
      ignoreIndex: null,
      classes: ["background", "polyp"],
      model: {
        architecture: "dynamic_unet",
        outputs: 1,
        options: { encoder: "mobilenet_v2", widths: [64, 32, 16, 16, 16] },
      },
      transform: { kind: "SegmentationPreset", options: { size: 32, ignoreIndex: 0 } },
    });
    expect(await train.readHistory(out)).toEqual(result.history);
    const lines = (await readFile(path.join(out, "history.jsonl"), "utf8")).trimEnd().split("\n");
    expect(Object.keys(JSON.parse(lines[0] as string))).not.toContain("valAccuracy");
    expect(JSON.parse(lines[0] as string).valDice).toBe(result.history[0]?.valDice);
  });

  test("loads with the label of its binary head, as with all of its classes", async () => {
    for (const labels of [["polyp"], ["background", "polyp"]]) {
      const run = await train.loadRun(out, { device: "cpu", labels });
      expect(run.classes).toEqual(["background", "polyp"]);
      expect(models.labelsOf(run.model)).toEqual(["polyp"]);
      expect(models.classIndex(run.model, "polyp")).toBe(0);
    }
    for (const labels of [
      ["background"],
      ["adenoma"],
      ["polyp", "background"],
      ["background", "polyp", "x"],
    ]) {
      const refused = train.loadRun(out, { device: "cpu", labels });
      await expect(refused).rejects.toThrow(
        /classes background, polyp, .*its network the output polyp; `labels` says/,
      );
    }
  });

  test("the label of a binary head is enough wherever classes are asked for", async () => {
    const masks = randint(2, [2, 32, 32]);
    const batches = new Batches([{ images: randn([2, 3, 32, 32]), masks }]);
    const { model } = await train.loadRun(out, { device: "cpu" });
    const expected = ["background", "polyp"];
    // The network's own label, and the same one said.
    for (const more of [{}, { classes: ["polyp"] }]) {
      const report = await train.evaluate(
        model as never,
        batches as never,
        { task: { name: "segmentation", kind: "binary" }, ...more } as never,
      );
      expect((report as unknown as train.SegmentationReport).classes).toEqual(expected);
    }
    const single = path.join(root, "single");
    const task = { name: "segmentation", kind: "binary" } as const;
    const data = { train: batches, val: batches, task, classes: ["polyp"] };
    const run = await train.fit(await build(), data, { epochs: 1, device: "cpu", out: single });
    expect(run.classes).toEqual(expected);
    expect((await train.readConfig(single)).classes).toEqual(expected);
  });

  test("loads again: the same figures, and masks of images at their own size", async () => {
    const run = await train.loadRun(out, { device: "cpu" });
    expect(run.task).toBe("segmentation");
    expect(models.labelsOf(run.model)).toEqual(["polyp"]);
    const data = await open();
    const val = data.withDefaultTransforms({ val: run.transform ?? undefined }).val;
    const report = await run.evaluate(val as NonNullable<typeof val>, { batchSize: 4 });
    expect(report.pooled.mean.dice).toBe(result.best?.valDice);
    const file = data.samples[0]?.path as string;
    const found = await run.segment(file);
    expect([found.mask.shape, found.classes, found.path]).toEqual([[40, 40], ["background", "polyp"], file]);
    found.dispose();
    expect(await run.segment([file, file])).toHaveLength(2);
    await expect(run.predict(file)).rejects.toThrow(/is of segmentation; run\.predict is for classification/);
  });

  test("goes on exactly as if it had not been stopped", async () => {
    const whole = path.join(root, "whole");
    const parts = path.join(root, "parts");
    const start = async () => {
      manualSeed(2);
      return models.unet({ numClasses: 1, width: 4, depth: 2 });
    };
    const trainIn = async (dir: string, more: object) =>
      train.fit(await start(), await open(), { ...options, epochs: 2, out: dir, ...more });
    const expected = await trainIn(whole, {});
    const controller = new AbortController();
    const stopped = trainIn(parts, {
      signal: controller.signal,
      onEvent: (event: train.FitEvent) => event.type === "step" && event.epoch === 2 && controller.abort(),
    });
    await expect(stopped).rejects.toThrow(AbortError);
    const resumed = await trainIn(parts, { resume: true });
    const figures = (run: typeof expected) =>
      run.history.map(({ trainLoss, valLoss, valDice, valIou }) => [trainLoss, valLoss, valDice, valIou]);
    expect(figures(resumed)).toEqual(figures(expected));
  });

  test("older run folders, which say no task, are of classification", async () => {
    const config = JSON.parse(await readFile(path.join(out, "config.json"), "utf8"));
    const old = path.join(root, "old");
    manualSeed(1);
    const classifier = await models.resnet18({ numClasses: 2 });
    const batch = { images: randn([4, 3, 32, 32]), labels: randint(2, [4]) };
    await train.fit(
      classifier,
      { train: new Batches([batch]), classes: ["a", "b"] },
      { epochs: 1, out: old, device: "cpu" },
    );
    const written = JSON.parse(await readFile(path.join(old, "config.json"), "utf8"));
    expect(written.task).toBe("classification");
    delete written.task;
    await writeFile(path.join(old, "config.json"), JSON.stringify(written));
    const run = await train.loadRun(old, { device: "cpu" });
    expect(run.task).toBe("classification");
    await expect(run.segment("x.png")).rejects.toThrow(
      /is of classification; run\.segment is for segmentation/,
    );
    // Their histories lack the figures of masks.
    const history = path.join(old, "history.jsonl");
    const [line = ""] = (await readFile(history, "utf8")).split("\n");
    expect(Object.keys(JSON.parse(line)).filter((key) => /Dice|Iou|Pixel/.test(key))).toEqual([]);
    await writeFile(history, `${line}\n`);
    expect((await train.readHistory(old))[0]?.valDice).toBeNull();
    // A transform that this version does not know is said, not guessed.
    const strange = { ...config, transform: { kind: "Other", options: {} } };
    await writeFile(path.join(old, "config.json"), JSON.stringify(strange));
    await expect(train.loadRun(old)).rejects.toThrow(/names one this version does not know/);
  });
});

describe("loadForMasks", () => {
  test("a file's own head is kept where it fits, and replaced where not", async () => {
    const file = path.join(root, "own.pth");
    const { save } = await import("../../lib/io/index.ts");
    const model = await models.segnet_basic({ numClasses: 3 });
    await save(model.stateDict(), file);
    const same = await train.loadForMasks(
      "segnet_basic",
      { kind: "multiclass", classes: CLASSES },
      { weights: file },
    );
    expect([same.pretrained, same.freshHead]).toEqual(["whole", false]);
    expectClose(
      (same.model as typeof model).decoder.head.parameters().next().value as Tensor,
      model.decoder.head.parameters().next().value as Tensor,
      0,
    );
    const other = await train.loadForMasks(
      "segnet_basic",
      { kind: "binary", classes: ["no", "yes"] },
      { weights: file },
    );
    expect(other.freshHead).toBe(true);
    expect(
      models.headPaths(other.model).map((head) => (other.model.getSubmodule(head) as nn.Conv2d).out_channels),
    ).toEqual([1]);
  });

  test("weights of the encoder alone go into the encoder", async () => {
    const file = path.join(root, "encoder.pth");
    const { save } = await import("../../lib/io/index.ts");
    const encoder = await models.mobilenet_v2();
    await save(encoder.stateDict(), file);
    const { model, pretrained } = await train.loadForMasks(
      "dynamic_unet",
      { kind: "multilabel", classes: CLASSES },
      { weights: null, encoder: "mobilenet_v2", encoderWeights: file },
    );
    expect(pretrained).toBe("encoder");
    const own = model.stateDict().get("encoder.0.0.weight") as Tensor;
    expectSame(own, encoder.stateDict().get("features.0.0.weight") as Tensor);
  });

  test("refuses names and combinations that are none", async () => {
    const data = { kind: "binary", classes: ["no", "yes"] } as const;
    await expect(train.loadForMasks("resnet18", data, { weights: null })).rejects.toThrow(
      /no segmentation network named resnet18; there are .*segnet/,
    );
    await expect(train.loadForMasks("segnet", data, { weights: null, encoder: "resnet18" })).rejects.toThrow(
      /only dynamic_unet takes any encoder/,
    );
    await expect(
      train.loadForMasks("unet", data, { weights: null, encoderWeights: "DEFAULT" }),
    ).rejects.toThrow(/no encoder/);
  });
});
