// A resumed run is the run it was: it inherits what is not given, refuses what contradicts, and its schedule is right.
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generatePolypFolder } from "../../lib/cli/polyps/folder.ts";
import { TensorDataset } from "../../lib/data/index.ts";
import { AbortError, ArgumentError, FileFormatError } from "../../lib/native/errors.ts";
import { functional, Linear } from "../../lib/nn/index.ts";
import { AdamW, CosineAnnealingLR, SGD } from "../../lib/optim/index.ts";
import { manualSeed, randint, randn, type Tensor } from "../../lib/tensor/index.ts";
import type { FitOptions } from "../../lib/train/index.ts";
import * as train from "../../lib/train/index.ts";
import { datasets, transforms } from "../../lib/vision/index.ts";
import { expectSame, findPython, runPython } from "../helpers/index.ts";
import { CLASSES, FixtureLoader, Net, startNet } from "./convnet.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "torchts-inherit-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const CPU = { device: "cpu" } as const;

/** Sixteen rows that look like images: four steps of four. */
function table(rows = 16): train.TensorData {
  manualSeed(11);
  const [images, labels] = [randn([16, 3, 8, 8]), randint(3, [16])];
  const all = new TensorDataset(images.narrow(0, 0, rows), labels.narrow(0, 0, rows));
  return { train: all, val: all, classes: CLASSES };
}

const RECIPE = {
  batchSize: 4,
  optimizer: "sgd",
  lr: 0.05,
  momentum: 0.8,
  weightDecay: 1e-3,
  warmup: 2,
  minLrFactor: 0.1,
  labelSmoothing: 0.1,
  gradientClip: 1,
  classWeights: [1, 2, 0.5],
  seed: 7,
} as const satisfies Partial<FitOptions>;

/** Trains until the end of an epoch and stops there. */
async function stopAfter(epoch: number, out: string, options: FitOptions, data = table()): Promise<void> {
  const controller = new AbortController();
  const run = train.fit(startNet(), data, {
    ...CPU,
    ...options,
    out,
    signal: controller.signal,
    onEvent: (event) => event.type === "step" && event.epoch === epoch + 1 && controller.abort(),
  });
  await expect(run).rejects.toThrow(AbortError);
}

describe("what is not given", () => {
  test("is as it was: batch size, optimizer, rate, schedule, loss, seed, to the bit", async () => {
    const whole = startNet();
    const expected = await train.fit(whole, table(), { ...CPU, ...RECIPE, epochs: 4 });
    const out = path.join(root, "inherits");
    await stopAfter(2, out, { ...RECIPE, epochs: 4 });
    const before = await train.readConfig(out);
    const resumed = new Net();
    const result = await train.fit(resumed, table(), { epochs: 4, out, resume: true, ...CPU });
    const state = whole.stateDict();
    for (const [key, tensor] of resumed.stateDict()) expectSame(tensor, state.get(key) as Tensor, key);
    const plain = (history: train.EpochRecord[]): object[] =>
      history.map((record) => ({ ...record, seconds: 0, samplesPerSecond: 0 }));
    expect(plain(result.history)).toEqual(plain(expected.history));
    expect(await train.readConfig(out)).toEqual(before);
    expect(before.options).toMatchObject({
      batchSize: 4,
      optimizer: "sgd",
      lr: 0.05,
      momentum: 0.8,
      warmup: 2,
    });
    expect(Object.keys(before.options)).not.toContain("out");
    expect(Object.keys(before.options)).not.toContain("resume");
  });

  test("is inherited through a second resume, and defaults are written down", async () => {
    const out = path.join(root, "twice");
    await train.fit(startNet(), table(), { ...CPU, epochs: 1, batchSize: 4, out });
    for (const epochs of [2, 3]) await train.fit(new Net(), table(), { ...CPU, epochs, out, resume: true });
    const { options } = await train.readConfig(out);
    expect(options).toMatchObject({
      epochs: 3,
      batchSize: 4,
      optimizer: "adamw",
      lr: 1e-3,
      weightDecay: 0.01,
      scheduler: "cosine",
      labelSmoothing: 0,
    });
  });
});

describe("what contradicts", () => {
  let out: string;
  beforeAll(async () => {
    out = path.join(root, "contradicts");
    await train.fit(startNet(), table(), { ...CPU, ...RECIPE, epochs: 1, out });
  });
  const again = (more: Partial<FitOptions>, data = table(), model = startNet()): Promise<train.RunResult> =>
    train.fit(model, data, { ...CPU, epochs: 2, out, resume: true, ...more });

  const refused: [string, Partial<FitOptions>, RegExp][] = [
    ["batchSize", { batchSize: 8 }, /batchSize was 4, now 8/],
    ["lr", { lr: 0.1 }, /lr was 0\.05, now 0\.1/],
    ["optimizer", { optimizer: "adamw" }, /optimizer was "sgd", now "adamw"/],
    ["classWeights", { classWeights: [1, 1, 1] }, /classWeights was \[1,2,0\.5\], now \[1,1,1\]/],
    ["a limit that there was none of", { auxWeight: 0.1 }, /auxWeight was not given, now 0\.1/],
    [
      "several at once",
      { lr: 0.1, warmup: 3 },
      /warmup was 2, now 3.*lr was 0\.05|lr was 0\.05.*warmup was 2/,
    ],
    [
      "code in place of a name",
      { scheduler: () => ({}) as never },
      /scheduler was "cosine", now of your own/,
    ],
    ["another seed", { seed: 8 }, /was started with seed 7/],
  ];
  test.each(refused)("%s is refused", async (_, options, message) => {
    const run = again(options);
    await expect(run).rejects.toThrow(ArgumentError);
    await expect(run).rejects.toThrow(message);
  });

  test("the same again, and what may change, is taken", async () => {
    const copy = path.join(root, "may-change");
    await cp(out, copy, { recursive: true });
    const result = await train.fit(startNet(), table(), {
      ...CPU,
      ...RECIPE,
      epochs: 2,
      out: copy,
      resume: true,
      patience: 5,
      validateEvery: 2,
      prefetch: 1,
      concurrency: 2,
      topK: [1],
      restoreBest: true,
    });
    expect(result.history).toHaveLength(2);
  });

  test("fewer images, or more, are refused with both numbers", async () => {
    await expect(again({}, table(12))).rejects.toThrow(/has 16 training samples, the data has 12/);
  });

  test("another part of the network to train is refused, and says how it was", async () => {
    const frozen = startNet();
    train.freezeAllBut(frozen, ["fc"]);
    await expect(again({}, table(), frozen)).rejects.toThrow(
      /began with 8 trainable parameters, the network has 2: conv1\.weight and 5 more were trained/,
    );
  });

  test("fewer epochs than are done are refused; as many give the run as it is", async () => {
    const copy = path.join(root, "done");
    await cp(out, copy, { recursive: true });
    const more = { ...CPU, out: copy, resume: true } as const;
    await train.fit(startNet(), table(), { ...more, epochs: 2 });
    await expect(train.fit(startNet(), table(), { ...more, epochs: 1 })).rejects.toThrow(
      /has 2 epochs done, so `epochs: 1` cannot be had/,
    );
    const same = await train.fit(startNet(), table(), { ...more, epochs: 2 });
    expect(same.history.map(({ epoch }) => epoch)).toEqual([1, 2]);
  });

  test("validation data that is gone is refused", async () => {
    await expect(again({}, { ...table(), val: null })).rejects.toThrow(/no validation part/);
  });
});

describe("code, which no file can hold", () => {
  const loss: train.LossFunction = (output, targets) => functional.crossEntropy(output, targets).mul(2);
  const code: [string, Partial<FitOptions>][] = [
    ["loss", { loss }],
    ["optimizer", { optimizer: (parameters) => new SGD(parameters, { lr: 0.1, momentum: 0.5 }) }],
    [
      "scheduler",
      {
        scheduler: (optimizer, { totalSteps }) => ({
          scheduler: new CosineAnnealingLR(optimizer, { tMax: totalSteps }),
          interval: "step",
        }),
      },
    ],
  ];
  test.each(code)("%s has to be given again", async (name, options) => {
    const out = path.join(root, `code ${name}`);
    const run = (more: Partial<FitOptions>): Promise<train.RunResult> =>
      train.fit(startNet(), table(), { ...CPU, epochs: 1, batchSize: 4, out, ...more } as FitOptions);
    await run(options);
    await expect(run({ epochs: 2, resume: true })).rejects.toThrow(
      new RegExp(`was started with ${name} of your own, which no file can hold; give it again`),
    );
    await expect(run({ epochs: 2, resume: true })).rejects.toThrow(ArgumentError);
    expect((await run({ ...options, epochs: 2, resume: true })).history).toHaveLength(2);
  });

  test("an optimizer of another class or with other options than the run's is refused", async () => {
    const out = path.join(root, "other-optimizer");
    const run = (optimizer: FitOptions["optimizer"], more: Partial<FitOptions>): Promise<train.RunResult> =>
      train.fit(startNet(), table(), { ...CPU, epochs: 1, batchSize: 4, out, optimizer, ...more });
    await run((parameters) => new SGD(parameters, { lr: 0.1, momentum: 0.5 }), {});
    const again = { epochs: 2, resume: true } as const;
    await expect(run((p) => new AdamW(p), again)).rejects.toThrow(/optimizer is SGD, not AdamW/);
    await expect(run((p) => new SGD(p, { lr: 0.2, momentum: 0.5 }), again)).rejects.toThrow(
      /the run's SGD has lr 0\.1, the one given has 0\.2/,
    );
    await expect(run((p) => new SGD(p, { lr: 0.1, momentum: 0.9 }), again)).rejects.toThrow(
      /has momentum 0\.5/,
    );
  });
});

describe("older run folders", () => {
  test("options of the call among those of the run are migrated: another folder and device go on", async () => {
    const out = path.join(root, "older");
    await train.fit(startNet(), table(), { ...CPU, ...RECIPE, epochs: 1, out });
    const file = path.join(out, "config.json");
    const config = JSON.parse(await readFile(file, "utf8"));
    // As versions before 0.9 wrote it: what was said, of the call too, and nothing else.
    const { custom: _, trainTransform: __, data: ___, ...older } = config;
    older.options = {
      ...RECIPE,
      epochs: 1,
      out: "/elsewhere",
      resume: false,
      overwrite: true,
      device: "cuda:0",
    };
    await writeFile(file, JSON.stringify(older));
    const again = { ...CPU, epochs: 2, out, resume: true } as const;
    await expect(train.fit(startNet(), table(), { ...again, lr: 1 })).rejects.toThrow(/lr was 0\.05, now 1/);
    await train.fit(startNet(), table(), again);
    const { options } = await train.readConfig(out);
    expect(options).toMatchObject({ batchSize: 4, lr: 0.05, optimizer: "sgd", epochs: 2 });
    expect(Object.keys(options)).not.toContain("device");
  });

  test.each([
    [
      "an option that is none",
      { options: { learningRate: 1 } },
      /unknown key "options\.learningRate"; did you mean options\.lr\?/,
    ],
    ["a key that is none", { clases: [] }, /unknown key "clases"; did you mean classes\?/],
  ])("%s is refused, whoever reads", async (name, wrong, message) => {
    const out = path.join(root, name);
    await train.fit(startNet(), table(), { ...CPU, epochs: 1, out });
    const file = path.join(out, "config.json");
    const config = JSON.parse(await readFile(file, "utf8"));
    const options = { ...config.options, ...(wrong as { options?: object }).options };
    await writeFile(file, JSON.stringify({ ...config, ...wrong, options }));
    for (const read of [
      () => train.readConfig(out),
      () => train.loadRun(out, { model: new Net() }),
      () => train.fit(startNet(), table(), { ...CPU, epochs: 2, out, resume: true }),
    ]) {
      await expect(read()).rejects.toThrow(FileFormatError);
      await expect(read()).rejects.toThrow(message);
    }
  });

  test("a value of the wrong kind is refused", async () => {
    const out = path.join(root, "wrong-kind");
    await train.fit(startNet(), table(), { ...CPU, epochs: 1, out });
    const file = path.join(out, "config.json");
    const config = JSON.parse(await readFile(file, "utf8"));
    await writeFile(file, JSON.stringify({ ...config, options: { ...config.options, lr: "0.1" } }));
    await expect(train.fit(startNet(), table(), { ...CPU, epochs: 2, out, resume: true })).rejects.toThrow(
      /config\.json of the run in .*: lr must be a number above 0, got "0\.1"/,
    );
  });
});

describe("what was unfrozen on the way", () => {
  test("is trained on after a resume, to the bit", async () => {
    const options = { ...CPU, epochs: 4, optimizer: "sgd", lr: 0.05, seed: 2 } as const;
    const data = { train: new FixtureLoader(), classes: CLASSES };
    const unfreeze =
      (model: Net, stop?: AbortController): FitOptions["onEvent"] =>
      (event) => {
        if (event.type === "epoch" && event.record.epoch === 1) model.conv2.requiresGrad_(true);
        if (event.type === "step" && event.epoch === 3 && event.step === 2) stop?.abort();
      };
    const frozen = (): Net => {
      const model = startNet();
      train.freezeAllBut(model, ["fc"]);
      return model;
    };
    const whole = frozen();
    await train.fit(whole, data, { ...options, onEvent: unfreeze(whole) });
    const out = path.join(root, "unfrozen");
    const first = frozen();
    const controller = new AbortController();
    const run = { ...options, out, signal: controller.signal, onEvent: unfreeze(first, controller) };
    await expect(train.fit(first, data, run)).rejects.toThrow(AbortError);
    const resumed = frozen();
    await train.fit(resumed, data, { ...CPU, epochs: 4, out, resume: true });
    const state = whole.stateDict();
    for (const [key, tensor] of resumed.stateDict()) expectSame(tensor, state.get(key) as Tensor, key);
    expect(resumed.conv2.weight.requiresGrad).toBe(true);
  });
});

describe("transforms and image size of a folder", () => {
  let folder: string;
  beforeAll(async () => {
    await generatePolypFolder(path.join(root, "polyps"), { n: 12, size: 24, seed: 3 });
    folder = path.join(root, "polyps", "images");
  });
  const open = (more: object = {}): Promise<datasets.ImageFolder> =>
    datasets.ImageFolder.open(folder, { split: { val: 0.3, seed: 0 }, ...more });
  /** For two classes. */
  const model = (): Net => {
    const made = new Net();
    made.fc = new Linear(8, 2);
    return made;
  };

  test("come from the run, at its size; others are refused", async () => {
    const out = path.join(root, "sized");
    const chain = new transforms.ClassificationTrainPreset({ cropSize: 12, hflip: 0.25 });
    await train.fit(model(), await open(), {
      ...CPU,
      epochs: 1,
      batchSize: 4,
      imageSize: 16,
      transforms: { train: chain },
      out,
    });
    const config = await train.readConfig(out);
    expect(config.transform?.options.cropSize).toBe(16);
    expect(config.trainTransform).toMatchObject({
      kind: "ClassificationTrainPreset",
      options: { cropSize: 12, hflip: 0.25 },
    });
    const again = { ...CPU, epochs: 2, out, resume: true } as const;
    await expect(train.fit(model(), await open(), { ...again, imageSize: 20 })).rejects.toThrow(
      /imageSize was 16, now 20/,
    );
    const other = new transforms.ClassificationTrainPreset({ cropSize: 12 });
    await expect(
      train.fit(model(), await open(), { ...again, transforms: { train: other } }),
    ).rejects.toThrow(/has another training transform/);
    await expect(
      train.fit(model(), await open({ transform: new transforms.Resize([16, 16]) }), again),
    ).rejects.toThrow(/has another (training|validation) transform/);
    await train.fit(model(), await open(), again);
    expect(await train.readConfig(out)).toEqual({
      ...config,
      options: { ...config.options, epochs: 2 },
    });
  });
});

const python = findPython(["torch"]);
describe("more epochs than planned", () => {
  const ours = "cosine" as const;
  const theirs: FitOptions["scheduler"] = (optimizer, { totalSteps }) => ({
    scheduler: new CosineAnnealingLR(optimizer, { tMax: totalSteps }),
    interval: "step",
  });
  test.skipIf(!python).each([
    ["fit's own cosine", ours],
    ["a CosineAnnealingLR of one's own", theirs],
  ] as const)("%s goes on as PyTorch's scheduler for the new length", async (name, scheduler) => {
    const out = path.join(root, `longer ${name}`);
    const options = { ...CPU, batchSize: 4, optimizer: "sgd", lr: 0.1, out } as const;
    await train.fit(startNet(), table(), { ...options, scheduler, epochs: 2 });
    const rates: number[] = [];
    await train.fit(startNet(), table(), {
      ...CPU,
      out,
      resume: true,
      ...(typeof scheduler === "function" ? { scheduler } : {}),
      epochs: 5,
      onEvent: (event) => event.type === "step" && rates.push(event.lr),
    });
    const { result } = await runPython(
      `
      p = torch.nn.Parameter(torch.zeros(1))
      optimizer = torch.optim.SGD([p], lr=0.1)
      scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=20)
      rates = []
      for _ in range(20):
          rates.append(optimizer.param_groups[0]["lr"])
          optimizer.step()
          scheduler.step()
      result = {"rates": rates[8:]}
      `,
    );
    const expected = (result as { rates: number[] }).rates;
    expect(rates).toHaveLength(12);
    for (const [i, rate] of rates.entries()) expect(rate).toBeCloseTo(expected[i] as number, 12);
  });
});
