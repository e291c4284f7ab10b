// What fit promises besides the arithmetic: checks, events, early stopping, abort, memory, the event loop.
import { describe, expect, test } from "vitest";
import { AbortError, ArgumentError, DatasetError, ShapeError } from "../../lib/native/errors.ts";
import { AdamW, StepLR } from "../../lib/optim/index.ts";
import { memory, randn, type Tensor, zeros } from "../../lib/tensor/index.ts";
import * as train from "../../lib/train/index.ts";
import {
  countParameters,
  evaluate,
  type FitEvent,
  type FitOptions,
  freezeAllBut,
  NonFiniteLossError,
  trainModeOf,
} from "../../lib/train/index.ts";
import { CLASSES, FixtureLoader, fixtureData, Net, startNet } from "./convnet.ts";

const CPU = { device: "cpu" } as const;

describe("options", () => {
  const refused: [string, Partial<FitOptions>, RegExp][] = [
    ["no epochs", { epochs: undefined }, /train\.fit: epochs is missing/],
    ["epochs 0", { epochs: 0 }, /epochs must be an integer of at least 1, got 0/],
    ["lr 0", { lr: 0 }, /lr must be a number above 0, got 0/],
    ["lr NaN", { lr: Number.NaN }, /lr must be a number above 0, got NaN/],
    ["half a batch", { batchSize: 1.5 }, /batchSize must be an integer of at least 1, got 1\.5/],
    [
      "an unknown optimizer",
      { optimizer: "sgdw" as "adamw" },
      /optimizer must be one of adamw, adam, sgd.*got "sgdw"/,
    ],
    ["an unknown monitor", { monitor: "val.acuracy" }, /got "val.acuracy". Did you mean val.accuracy\?/],
    [
      "a monitor of no pass",
      { monitor: "f1" as "val.f1" },
      /`monitor` is one of train.loss, .*val.auc for classification/,
    ],
    ["resume without a folder", { resume: true }, /`resume` needs `out`/],
    [
      "a loss and class weights",
      { loss: (x) => x.sum(), classWeights: [1, 1, 1] },
      /belong to the default loss/,
    ],
    ["two class weights for three classes", { classWeights: [1, 2] }, /a weight per class, 3 in all, got 2/],
    ["a warmup below zero", { warmup: -1 }, /warmup/],
  ];
  test.each(refused)("%s is refused", async (_, options, message) => {
    const run = train.fit(startNet(), fixtureData(), { epochs: 1, ...CPU, ...options } as FitOptions);
    await expect(run).rejects.toThrow(ArgumentError);
    await expect(run).rejects.toThrow(message);
  });

  test("a monitor of validation figures needs validation data", async () => {
    const data = { train: new FixtureLoader(), classes: CLASSES };
    await expect(train.fit(startNet(), data, { epochs: 1, monitor: "valAuc", ...CPU })).rejects.toThrow(
      /no validation part/,
    );
  });

  test("a schedule needs a loader that knows its length", async () => {
    const endless = { [Symbol.asyncIterator]: () => new FixtureLoader()[Symbol.asyncIterator]() };
    const data = { train: endless, classes: CLASSES };
    await expect(train.fit(startNet(), data, { epochs: 1, scheduler: "cosine", ...CPU })).rejects.toThrow(
      /no `length`/,
    );
    const result = await train.fit(startNet(), data, { epochs: 1, ...CPU });
    expect(result.last.step).toBe(5);
  });
});

describe("what is trained", () => {
  test("a model without a trainable parameter is refused", async () => {
    const model = startNet().requiresGrad_(false);
    await expect(train.fit(model, fixtureData(), { epochs: 1, ...CPU })).rejects.toThrow(/nothing to train/);
  });

  test("a head with another number of outputs is refused with the line that mends it", async () => {
    const data = { ...fixtureData(), classes: ["a", "b"] };
    const run = train.fit(startNet(), data, { epochs: 1, ...CPU });
    await expect(run).rejects.toThrow(ShapeError);
    await expect(run).rejects.toThrow(/model\.fc = new nn\.Linear\(model\.fc\.in_features, 2\)/);
  });

  test("freezeAllBut freezes the rest, and names the parts there are when one is unknown", () => {
    const model = startNet();
    freezeAllBut(model, ["fc"]);
    expect(countParameters(model)).toEqual({ trainable: 27, total: countParameters(model).total });
    expect(() => freezeAllBut(model, ["layer4"])).toThrow(
      /no submodule "layer4".*conv1, bn1, conv2, bn2, fc/,
    );
  });

  test("trainModeOf keeps exactly the frozen parts in eval mode", () => {
    const model = startNet();
    model.bn1.requiresGrad_(false);
    expect(trainModeOf(model)).toEqual(["bn1"]);
    expect([model.training, model.bn1.training, model.bn2.training]).toEqual([true, false, true]);
    expect(trainModeOf(model, false)).toEqual([]);
    expect(model.bn1.training).toBe(true);
  });

  test("the frozen beginning costs no graph", () => {
    const model = startNet();
    freezeAllBut(model, ["fc"]);
    trainModeOf(model);
    const features = model.bn2.forward(model.conv2.forward(randn([1, 6, 8, 8])));
    expect(features.requiresGrad).toBe(false);
    expect(features.gradFn).toBeNull();
  });
});

describe("events and results", () => {
  test("come in order, with the figures that history repeats", async () => {
    const events: FitEvent[] = [];
    const result = await train.fit(startNet(), fixtureData(), {
      epochs: 2,
      ...CPU,
      onEvent: (e) => events.push(e),
    });
    const epoch = ["step", "step", "step", "step", "step", "validation", "validation", "epoch"];
    expect(events.map((event) => event.type)).toEqual(["start", ...epoch, ...epoch, "end"]);
    expect(result.history).toEqual(events.flatMap((e) => (e.type === "epoch" ? [e.record] : [])));
    expect(result.last).toBe(result.history[1]);
    expect(result.history.map((record) => record.step)).toEqual([5, 10]);
    expect(result.best?.valAccuracy).toBe(Math.max(...result.history.map((r) => r.valAccuracy as number)));
    expect(result.report?.count).toBe(12);
    expect(result.outDir).toBeNull();
    expect(JSON.parse(JSON.stringify(result.history))).toEqual(result.history);
  });

  test("the learning rate follows cosine with warmup", async () => {
    const rates: number[] = [];
    await train.fit(startNet(), fixtureData(), {
      epochs: 2,
      lr: 0.01,
      warmup: 2,
      ...CPU,
      onEvent: (e) => e.type === "step" && rates.push(e.lr),
    });
    const cosine = Array.from({ length: 8 }, (_, i) => 0.005 * (1 + Math.cos((Math.PI * i) / 8)));
    const expected = [0.01 / 3, 0.02 / 3, ...cosine];
    for (const [index, rate] of rates.entries()) expect(rate).toBeCloseTo(expected[index] as number, 12);
    expect(rates.length).toBe(10);
  });

  test("a scheduler of optim.lrScheduler and parameter groups of one's own are honoured", async () => {
    const model = startNet();
    const rates: number[] = [];
    await train.fit(model, fixtureData(), {
      epochs: 3,
      ...CPU,
      optimizer: () =>
        new AdamW([{ params: model.fc.parameters(), lr: 0.5 }, { params: model.conv2.parameters() }], {}),
      scheduler: (optimizer) => ({
        scheduler: new StepLR(optimizer, { stepSize: 1, gamma: 0.1 }),
        interval: "epoch",
      }),
      onEvent: (e) => e.type === "step" && e.step === 1 && rates.push(e.lr),
    });
    expect(rates.map((rate) => Number(rate.toPrecision(6)))).toEqual([0.5, 0.05, 0.005]);
  });

  test("early stopping ends the run and says so", async () => {
    const result = await train.fit(startNet(), fixtureData(), {
      epochs: 50,
      lr: 1e-12,
      patience: 2,
      monitor: "valAccuracy",
      freezeBatchNorm: true,
      ...CPU,
    });
    expect(result.reason).toBe("earlyStopping");
    expect(result.history.length).toBeLessThan(50);
    expect(result.history.length - (result.best?.epoch ?? 0)).toBe(2);
  });

  test("restoreBest leaves the best epoch's weights in the model", async () => {
    const model = startNet();
    const data = fixtureData();
    const result = await train.fit(model, data, {
      epochs: 6,
      lr: 0.3,
      optimizer: "sgd",
      restoreBest: true,
      ...CPU,
    });
    const report = await evaluate(model, new FixtureLoader(2), { classes: CLASSES });
    expect(report.accuracy).toBe(result.best?.valAccuracy);
    expect(report.loss).toBeCloseTo(result.best?.valLoss as number, 6);
  });

  test("a failing listener ends the run with its error", async () => {
    const run = train.fit(startNet(), fixtureData(), {
      epochs: 1,
      ...CPU,
      onEvent: () => {
        throw new Error("full");
      },
    });
    await expect(run).rejects.toThrow("full");
  });
});

describe("trouble", () => {
  test("a loss that is not finite names step, rate and remedies, and does not reach the weights", async () => {
    const model = startNet();
    let calls = 0;
    const run = train.fit(model, fixtureData(), {
      epochs: 1,
      lr: 0.25,
      scheduler: "none",
      ...CPU,
      loss: (output) => output.sum().mul(++calls === 3 ? Number.NaN : 1e-3),
    });
    const error = await run.catch((e: unknown) => e);
    expect(error).toBeInstanceOf(NonFiniteLossError);
    expect(error).toMatchObject({ code: "ERR_TORCHTS_NON_FINITE_LOSS", epoch: 1, step: 3, lr: 0.25 });
    expect((error as Error).message).toMatch(
      /NaN at step 3 of epoch 1 \(learning rate 0\.25\).*ten times smaller/,
    );
    for (const value of model.fc.weight.data()) expect(Number.isFinite(Number(value))).toBe(true);
  });

  test("loaders that give nothing are refused", async () => {
    const data = { train: new FixtureLoader(0), classes: CLASSES };
    await expect(train.fit(startNet(), data, { epochs: 1, scheduler: "none", ...CPU })).rejects.toThrow(
      DatasetError,
    );
  });

  test("an abort stops within one batch", async () => {
    const controller = new AbortController();
    let steps = 0;
    const run = train.fit(startNet(), fixtureData(), {
      epochs: 100,
      ...CPU,
      signal: controller.signal,
      onEvent: (event) => {
        if (event.type !== "step") return;
        if (++steps === 7) controller.abort();
      },
    });
    await expect(run).rejects.toThrow(AbortError);
    expect(steps).toBe(7);
  });

  test("a signal raised before the start does nothing at all", async () => {
    const run = train.fit(startNet(), fixtureData(), { epochs: 1, ...CPU, signal: AbortSignal.abort() });
    await expect(run).rejects.toThrow(AbortError);
  });
});

describe("memory and the event loop", () => {
  test("no tensor is left behind from one epoch to the next", async () => {
    const live: number[] = [];
    await train.fit(startNet(), fixtureData(), {
      epochs: 8,
      ...CPU,
      onEvent: (event) => {
        if (event.type !== "epoch") return;
        memory.collect();
        live.push(memory.stats().liveTensors);
      },
    });
    expect(new Set(live.slice(1)).size).toBe(1);
  });

  test("a step's tensors are gone before the next one starts, without the collector", async () => {
    const live: number[] = [];
    const images = randn([4, 3, 8, 8]);
    const labels = zeros([4], { dtype: "int64" });
    const batches = Array.from({ length: 30 }, () => ({ images, labels }));
    const loader = {
      length: 30,
      async *[Symbol.asyncIterator](): AsyncGenerator<{ images: Tensor; labels: Tensor }> {
        yield* batches;
      },
    };
    await train.fit(
      startNet(),
      { train: loader, classes: CLASSES },
      {
        epochs: 1,
        ...CPU,
        onEvent: (event) => event.type === "step" && live.push(memory.stats().liveTensors),
      },
    );
    expect(new Set(live.slice(1)).size).toBe(1);
    expect(images.isFreed).toBe(false);
  });

  test("timers run during training", async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    await train.fit(startNet(), fixtureData(), { epochs: 20, ...CPU });
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(20);
  });
});

describe("evaluate", () => {
  test("leaves every module's mode as it was", async () => {
    const model = new Net();
    model.train();
    model.bn1.eval();
    await evaluate(model, new FixtureLoader(), { classes: CLASSES });
    expect([model.training, model.bn1.training, model.bn2.training]).toEqual([true, false, true]);
  });

  test("an abort stops it", async () => {
    const run = evaluate(new Net(), new FixtureLoader(), { classes: CLASSES, signal: AbortSignal.abort() });
    await expect(run).rejects.toThrow(AbortError);
  });

  test("something that is neither data set nor loader is refused", async () => {
    await expect(evaluate(new Net(), {} as FixtureLoader)).rejects.toThrow(/a data set .* or a loader/);
  });
});
