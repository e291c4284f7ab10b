// Cross-validation: every sample is measured once by a network that did not see it, folds equal runs of their own, all together equal
// one pass over the joined predictions; ensembles give the mean of the probabilities.
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  cat,
  data,
  datasets,
  manualSeed,
  memory,
  metrics,
  models,
  nn,
  noGrad,
  randint,
  randn,
  setNumThreads,
  type Tensor,
  train,
  transforms,
} from "../../lib/index.ts";
import { AbortError, ArgumentError, ShapeError } from "../../lib/native/errors.ts";
import { Meter } from "../../lib/train/meter.ts";
import { LossMean } from "../../lib/train/tasks/loss-mean.ts";

const CLASSES = ["a", "b", "c"];
let root: string;
let table: data.TensorDataset;
let folder: datasets.ImageFolder;
beforeAll(async () => {
  setNumThreads(1);
  root = await mkdtemp(path.join(tmpdir(), "torchts-folds-"));
  manualSeed(0);
  const labels = randint(3, [31]);
  table = new data.TensorDataset(randn([31, 5]).add(labels.reshape([31, 1])), labels);
  // 12 patients with 2 images each, of two classes.
  for (let patient = 0; patient < 12; patient++) {
    const dir = path.join(root, "images", patient % 3 === 0 ? "ill" : "well");
    await mkdir(dir, { recursive: true });
    for (const eye of ["left", "right"]) {
      const background = { r: 20 * patient, g: eye === "left" ? 60 : 160, b: 90 };
      const file = path.join(dir, `p${patient}_${eye}.png`);
      await sharp({ create: { width: 24, height: 24, channels: 3, background } })
        .png()
        .toFile(file);
    }
  }
  const patientOf = (file: string): string => path.basename(file).split("_")[0] as string;
  const transform = new transforms.ImageClassificationPreset({ cropSize: 24, resizeSize: 24 });
  folder = await datasets.ImageFolder.open(path.join(root, "images"), {
    split: { groups: patientOf },
    transform,
  });
});
afterAll(() => rm(root, { recursive: true, force: true }));

const build = (): nn.Sequential => {
  manualSeed(7);
  return models.mlp(5, [6], 3);
};
const options = { epochs: 2, lr: 1e-2, batchSize: 8, device: "cpu", seed: 3 } as const;

/** Logits of a network on rows. */
const logitsOf = (model: nn.Module, rows: Tensor): Tensor =>
  noGrad(() => (model as nn.Module & { forward(x: Tensor): Tensor }).forward(rows));

describe("rows of a table", () => {
  test("each fold is a run of its own, and together they are one pass over the joined predictions", async () => {
    const told: [number, string][] = [];
    const cross = await train.crossValidate(
      build,
      { train: table, classes: CLASSES },
      {
        ...options,
        folds: 4,
        keepModels: true,
        onEvent: ({ fold, type }) => void told.push([fold, type]),
      },
    );
    const logits: Tensor[] = [];
    const labels: Tensor[] = [];
    for (const fold of cross.folds) {
      const parts = { train: table.select(fold.train), val: table.select(fold.val), classes: CLASSES };
      const model = build();
      const run = await train.fit(model, parts, options);
      expect(fold.history.map(({ trainLoss }) => trainLoss)).toEqual(
        run.history.map(({ trainLoss }) => trainLoss),
      );
      expect(fold.figures.accuracy).toBe(run.report?.accuracy);
      logits.push(logitsOf(fold.model as nn.Module, parts.val.inputs));
      labels.push(parts.val.targets);
    }
    const joined = new train.ClassificationMetrics(CLASSES, { logits: true });
    await joined.update(cat(logits), cat(labels));
    const expected = joined.report();
    expect(cross.report.accuracy).toBe(expected.accuracy);
    expect(cross.report.confusion).toEqual(expected.confusion);
    expect(cross.report.auc).toBeCloseTo(expected.auc as number, 12);
    expect(cross.report.count).toBe(31);
    const loss = nn.functional.crossEntropy(cat(logits), cat(labels)).item() as number;
    expect(Math.abs(cross.report.loss - loss)).toBeLessThan(1e-6);
    const accuracies = cross.folds.map(({ figures }) => figures.accuracy as number);
    const mean = accuracies.reduce((a, b) => a + b, 0) / 4;
    expect(cross.spread.accuracy?.mean).toBeCloseTo(mean, 12);
    const squares = accuracies.reduce((sum, one) => sum + (one - mean) ** 2, 0);
    expect(cross.spread.accuracy?.deviation).toBeCloseTo(Math.sqrt(squares / 3), 12);
    expect(new Set(told.map(([fold]) => fold))).toEqual(new Set([1, 2, 3, 4]));
    expect(told.filter(([, type]) => type === "end").length).toBe(4);
    expect(cross.folds.flatMap(({ val }) => val).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 31 }, (_, at) => at),
    );
    const lines = String(cross).split("\n");
    expect(lines[0]).toMatch(/^fold {2,}trained {2,}held out {2,}loss/);
    expect(lines.length).toBe(1 + 4 + 2);
    expect(lines.at(-1)).toMatch(/^together\s+31 /);

    // The networks together.
    const all = models.ensemble(cross.folds.flatMap(({ model }) => model ?? []) as never[]);
    const each = cross.folds.map(({ model }) => logitsOf(model as nn.Module, table.inputs).softmax(1));
    const wanted = each
      .slice(1)
      .reduce((sum, one) => sum.add(one), each[0] as Tensor)
      .div(4);
    const found = noGrad(() => all.forward(table.inputs)).softmax(1);
    expect(found.sub(wanted).abs().max().item()).toBeLessThan(1e-6);
  });

  test("a metric of one's own is merged too", async () => {
    class Wrong implements train.Metric {
      readonly better = "lower";
      #count = 0;
      async update(logits: Tensor, labels: Tensor): Promise<void> {
        this.#count += Number(await logits.argmax(1).ne(labels).sum().itemAsync());
      }
      compute = (): number => this.#count;
      reset(): void {
        this.#count = 0;
      }
      state = (): number => this.#count;
      merge(state: unknown): void {
        this.#count += state as number;
      }
    }
    const cross = await train.crossValidate(
      build,
      { train: table, classes: CLASSES },
      { ...options, folds: 3, metrics: { wrong: new Wrong() } },
    );
    const each = cross.folds.map(({ figures }) => figures.wrong as number);
    expect(cross.figures.wrong).toBe(each.reduce((a, b) => a + b, 0));
    expect(cross.figures.accuracy).toBeCloseTo(1 - (cross.figures.wrong as number) / 31, 12);
  });

  test("folds as they are given; classes dealt out evenly where nothing is said", async () => {
    const folds = [{ train: [...Array(20).keys()], val: [20, 21, 22, 23, 24] }];
    const given = await train.crossValidate(
      build,
      { train: table, classes: CLASSES },
      { ...options, epochs: 1, folds },
    );
    expect(given.folds.map(({ val }) => val)).toEqual([[20, 21, 22, 23, 24]]);
    const usual = await train.crossValidate(
      build,
      { train: table, classes: CLASSES },
      { ...options, epochs: 1 },
    );
    const wanted = data.kFold(31, { folds: 5, seed: 3, labels: table.labels });
    expect(usual.folds.map(({ val }) => val)).toEqual(wanted.map(({ val }) => val));
    expect(usual.folds.every(({ model }) => model === null)).toBe(true);
  });

  test("a data set of one's own, with groups in a list", async () => {
    const own: data.Dataset<{ image: Tensor; label: number; index: number }> = {
      length: 31,
      get: async (index) => ({
        image: table.inputs.select(0, index).clone(),
        label: table.labels[index] as number,
        index,
      }),
    };
    const groups = Array.from({ length: 31 }, (_, at) => `g${at % 6}`);
    const cross = await train.crossValidate(
      build,
      { train: own, classes: CLASSES },
      { ...options, epochs: 1, folds: 3, groups },
    );
    for (const { train: trained, val } of cross.folds) {
      const held = new Set(val.map((at) => groups[at]));
      expect(trained.some((at) => held.has(groups[at] as string))).toBe(false);
    }
  });

  test("a subset knows of its samples what the data set it is of knows", async () => {
    const subset = new data.Subset(folder.train, [3, 0, 20]);
    expect(subset.labels).toEqual([3, 0, 20].map((at) => folder.train.labels[at]));
    expect(subset.paths).toEqual([3, 0, 20].map((at) => folder.train.paths[at]));
    expect(subset.groups).toEqual([3, 0, 20].map((at) => folder.train.groups?.[at]));
    expect(subset.classes).toEqual(folder.classes);
    expect(new data.Subset(new data.ArrayDataset([1, 2]), [0]).labels).toBeUndefined();
    // So that its classes can be weighed.
    const tables = { train: new data.Subset(folder.train, [...Array(16).keys()]), classes: folder.classes };
    const model = await models.shufflenet_v2_x0_5({ numClasses: 2 });
    const run = await train.fit(
      model,
      { ...tables, task: { name: "classification" } },
      {
        epochs: 1,
        device: "cpu",
        classWeights: "balanced",
      },
    );
    expect(run.history.length).toBe(1);
  });

  test("frees networks and rows of each fold", async () => {
    const once = () =>
      train.crossValidate(build, { train: table, classes: CLASSES }, { ...options, epochs: 1, folds: 2 });
    await once();
    memory.collect();
    const before = memory.liveTensors();
    await once();
    // But for the optimizers' moments, two of each of four parameters in each fold, which are the collector's as after any run.
    expect(memory.liveTensors()).toBeLessThanOrEqual(before + 2 * 2 * 4);
  });
});

describe("images of patients", () => {
  test("patients stay whole, images that are held out get the transform of validation, folders resume", async () => {
    const out = path.join(root, "cross");
    const model = await models.shufflenet_v2_x0_5({ numClasses: 2 });
    for (const parameter of model.conv1.parameters()) parameter.requiresGrad = false;
    const start = model.fc.weight.clone();
    const given = { epochs: 1, batchSize: 8, device: "cpu", seed: 1, folds: 3, out } as const;
    const cross = await train.crossValidate(model, folder, given);
    const { paths, labels } = folder.train;
    const patients = (positions: readonly number[]) =>
      new Set(positions.map((at) => path.basename(paths[at] as string).split("_")[0]));
    for (const { train: trained, val } of cross.folds) {
      const held = patients(val);
      expect([...patients(trained)].some((one) => held.has(one))).toBe(false);
      expect(val.filter((at) => labels[at] === 0).length).toBeGreaterThan(0); // of both classes
      expect(val.filter((at) => labels[at] === 1).length).toBeGreaterThan(0);
    }
    expect(model.fc.weight.equal(start)).toBe(true);
    const config = await train.readConfig(path.join(out, "fold-2"));
    expect(config.trained).not.toContain("conv1.0.weight");
    expect(config.data).toEqual({ train: 16, val: 8 });
    const written = JSON.parse(await readFile(path.join(out, "cross-validation.json"), "utf8"));
    expect(written.figures.accuracy).toBe(cross.figures.accuracy);
    const folds = JSON.parse(await readFile(path.join(out, "folds.json"), "utf8"));
    expect(folds[0].valFiles).toEqual(cross.folds[0]?.val.map((at) => paths[at]));

    // Every image once, as the network that did not see it predicts it; the table gives the figures again.
    const file = path.join(out, "predictions.csv");
    const [header, ...rows] = data.parseCsv(await readFile(file, "utf8"));
    const column = (name: string) => rows.map(({ values }) => values[header?.values.indexOf(name) ?? -1]);
    expect([...column("file")].sort()).toEqual([...paths].sort());
    const foldOf = new Map(
      cross.folds.flatMap(({ fold, val }) => val.map((at) => [paths[at], `${fold}`] as const)),
    );
    expect(column("fold")).toEqual(column("file").map((one) => foldOf.get(one as string)));
    const made = await metrics.fromPredictions(file, { draws: 0 });
    expect(made.groups).toBe(12);
    expect(made.figures.accuracy?.value).toBe(cross.figures.accuracy);
    expect(made.figures.auc?.value).toBeCloseTo(cross.figures.auc as number, 6);

    // What was done is not done again, and what is left is.
    await rm(path.join(out, "fold-3"), { recursive: true });
    const told: string[] = [];
    const again = await train.crossValidate(model, folder, {
      ...given,
      resume: true,
      onEvent: ({ fold, type }) => void (type === "epoch" && told.push(`${fold}`)),
    });
    expect(told).toEqual(["3"]);
    expect(again.figures).toEqual(cross.figures);
    await expect(train.crossValidate(model, folder, { ...given, folds: 4, resume: true })).rejects.toThrow(
      "has other folds than these",
    );
    await expect(train.crossValidate(model, folder, given)).rejects.toThrow("already holds a run");

    const dirs = [1, 2, 3].map((fold) => path.join(out, `fold-${fold}`));
    const all = await train.loadEnsemble(dirs, { device: "cpu", checkpoint: "last" });
    const image = paths[5] as string;
    const each = await Promise.all(all.runs.map((run) => run.predict(image)));
    const one = await all.predict(image);
    for (const [at, label] of all.classes.entries()) {
      const of = (p: train.Prediction): number => p.probabilities[at] as number;
      const mean = each.reduce((sum, p) => sum + of(p), 0) / 3;
      expect(Math.abs(of(one) - mean), label).toBeLessThan(1e-6);
    }
    const report = await all.evaluate(folder.train.withTransform(folder.valTransform));
    expect(report.count).toBe(24);
  });

  test("a folder that is opened without a part for validation keeps its transform for it", async () => {
    const own = new transforms.ImageClassificationPreset({ cropSize: 16, resizeSize: 16 });
    const opened = await datasets.ImageFolder.open(path.join(root, "images"), { valTransform: own });
    const divided = opened.divide({ train: [0, 1, 2], val: [3, 4] });
    expect(divided.val?.transform).toBe(own);
    expect(divided.train.transform).toBe(opened.train.transform);
    expect(divided.train.paths).toEqual(opened.train.paths.slice(0, 3));
    expect((await divided.val?.get(0))?.image.shape).toEqual([3, 16, 16]);
    const replaced = opened.withDefaultTransforms({ train: own });
    expect(replaced.divide({ train: [0], val: [1] }).val?.transform).toBe(own);
    expect(() => opened.divide({ train: [0], val: [99] })).toThrow(ArgumentError);
  });
});

describe("masks", () => {
  test("binary masks by patient: pooled figures of all held-out images, an ensemble of sigmoids", async () => {
    const base = path.join(root, "masks");
    for (const kind of ["images", "masks"]) await mkdir(path.join(base, kind), { recursive: true });
    for (let at = 0; at < 8; at++) {
      const raw = { width: 32, height: 32, channels: 1 } as const;
      const mask = Buffer.alloc(32 * 32);
      for (let y = 4; y < 10 + 2 * at; y++) mask.fill(255, y * 32 + 6, y * 32 + 20);
      await sharp(mask, { raw })
        .png()
        .toFile(path.join(base, "masks", `s${at}.png`));
      const image = Buffer.from(mask.map((value) => (value === 0 ? 30 + at : 200)));
      await sharp(image, { raw })
        .toColourspace("srgb")
        .png()
        .toFile(path.join(base, "images", `s${at}.png`));
    }
    const transform = new transforms.SegmentationPreset({ resizeSize: null });
    const opened = await datasets.SegmentationFolder.open(base, { transform, threshold: 128 } as never);
    const unet = () => models.unet({ numClasses: 1, width: 4, depth: 2 });
    const cross = await train.crossValidate(
      (fold) => {
        manualSeed(fold);
        return unet();
      },
      opened,
      {
        epochs: 1,
        batchSize: 2,
        device: "cpu",
        folds: 2,
        keepModels: true,
        groups: (file) => `pair${Math.floor(Number(path.basename(file).match(/\d+/)?.[0]) / 2)}`,
      },
    );
    expect(cross.report.count).toBe(8);
    expect(cross.folds.map(({ val }) => val.length)).toEqual([4, 4]);
    for (const { val } of cross.folds) {
      for (const at of val) expect(val).toContain(at % 2 === 0 ? at + 1 : at - 1);
    }
    let [both, found, drawn] = [0, 0, 0];
    for (const { model, val } of cross.folds) {
      for (const at of val) {
        const { image, mask } = await opened.train.withTransform(transform).get(at);
        const is = logitsOf(model as nn.Module, image.unsqueeze(0))
          .gt(0)
          .flatten();
        both += Number(is.logicalAnd(mask.flatten().eq(1)).sum().item());
        found += Number(is.sum().item());
        drawn += Number(mask.sum().item());
      }
    }
    expect(cross.report.pooled.mean.dice).toBeCloseTo((2 * both) / (found + drawn), 12);
    expect(both).toBeGreaterThan(0);
    const nets = cross.folds.map(({ model }) => model as never);
    const x = randn([2, 3, 32, 32]);
    const mean = nets
      .map((net) => logitsOf(net, x).sigmoid())
      .reduce((a, b) => a.add(b))
      .div(2);
    const together = noGrad(() => models.ensemble(nets).forward(x)).sigmoid();
    expect(together.sub(mean).abs().max().item()).toBeLessThan(1e-6);
  });
});

test("a mean of losses is merged as its parts", () => {
  const whole = new LossMean();
  const parts = [new LossMean(), new LossMean()];
  for (const [at, [value, weight]] of [
    [1.5, 3],
    [2.5, 5],
    [0.5, 2],
  ].entries()) {
    whole.add([value as number, 1], [weight as number, 0]);
    parts[at % 2]?.add([value as number, 1], [weight as number, 0]);
  }
  const joined = new LossMean();
  for (const part of parts) joined.merge(part.state());
  expect(joined.value).toBeCloseTo(whole.value, 14);
  expect(new Meter(null, {}, "test").loss).toBeNaN();
});

test("what cannot be cross-validated is refused", async () => {
  const tables = { train: table, classes: CLASSES };
  const loader = { train: data.tensorLoader(table, { batchSize: 4 }), classes: CLASSES };
  const refused: [() => Promise<unknown>, string][] = [
    [() => train.crossValidate(build, { ...tables, val: table }, options), "a part for validation"],
    [() => train.crossValidate(build, loader as never, options), "folds are made of a data set"],
    [() => train.crossValidate(build, tables, { ...options, k: 3 } as never), 'unknown option "k"'],
    [() => train.crossValidate(build, tables, { ...options, parts: [] } as never), "it is a run's own"],
    [
      () =>
        train.crossValidate(build, tables, { ...options, sampler: new data.SequentialSampler(31) } as never),
      'unknown option "sampler"; it is a run\'s own',
    ],
    [() => train.crossValidate(build, tables, { ...options, folds: 40 }), "as many samples as folds"],
    [() => train.crossValidate(build, tables, { ...options, groups: (f) => f }), "the data has no files"],
    [
      () => train.crossValidate(build, tables, { ...options, folds: [{ train: [0, 1], val: [1] }] }),
      "trains on sample 1, which it holds out",
    ],
    [
      () => train.crossValidate(build, tables, { ...options, folds: [{ train: [0], val: [31] }] }),
      "has position 31, and the data 31 samples",
    ],
    [
      () =>
        train.crossValidate(build, tables, {
          ...options,
          stratify: true,
          folds: [{ train: [0], val: [1] }],
        }),
      "the folds are given",
    ],
  ];
  for (const [run, text] of refused) {
    await expect(run()).rejects.toThrow(ArgumentError);
    await expect(run()).rejects.toThrow(text);
  }
  const stopped = train.crossValidate(build, tables, { ...options, signal: AbortSignal.abort() });
  await expect(stopped).rejects.toThrow(AbortError);
  expect(() => models.ensemble([])).toThrow(ArgumentError);
  const odd = models.ensemble([models.mlp(5, [6], 3), models.mlp(5, [6], 2)]);
  expect(() => odd.forward(table.inputs)).toThrow(ShapeError);
});
