// Options that are not known, of the wrong kind, surplus, or that would do nothing are refused, with what was meant.
import { describe, expect, test } from "vitest";
import { TensorDataset } from "../../lib/data/index.ts";
import { ArgumentError } from "../../lib/native/errors.ts";
import { SGD } from "../../lib/optim/index.ts";
import { randint, randn, type Tensor } from "../../lib/tensor/index.ts";
import * as train from "../../lib/train/index.ts";
import { CLASSES, FixtureLoader, fixtureData, startNet } from "./convnet.ts";

type Loose = (...args: unknown[]) => unknown;

/** The message of the ArgumentError that a call ends with. */
async function refusal(call: () => unknown): Promise<string> {
  try {
    await call();
  } catch (error) {
    expect(error).toBeInstanceOf(ArgumentError);
    expect((error as ArgumentError).code).toBe("ERR_TORCHTS_ARGUMENT");
    return (error as ArgumentError).message;
  }
  throw new Error("it was taken in silence");
}

const pixels = randint(256, [3, 8, 8], { dtype: "uint8" });
const table = new TensorDataset(randn([8, 3, 8, 8]), randint(3, [8]));

function refusedFit(options: object, data: unknown = fixtureData()): Promise<string> {
  return refusal(() => (train.fit as Loose)(startNet(), data, { epochs: 1, device: "cpu", ...options }));
}

function predict(options: object): Promise<string> {
  const usual = { classes: CLASSES, transform: (image: Tensor) => image.float() };
  return refusal(() => (train.predict as Loose)(startNet(), pixels, { ...usual, ...options }));
}

describe("train.fit", () => {
  test.each([
    [
      { learningRate: 5 },
      /train\.fit: unknown option "learningRate"; did you mean lr\? It takes model, data and the/,
    ],
    [{ weight_decay: 0.1 }, /did you mean weightDecay\?/],
    [{ batch_size: 4 }, /did you mean batchSize\?/],
    [{ metrics: ["auc"] }, /metrics must be an object of metrics by name, .*got \["auc"\]/],
    [{ gradientAccumulation: 4 }, /unknown option "gradientAccumulation"; accumulate says/],
    [{ earlyStopping: 3 }, /patience says after how many/],
    [{ lr: "0.1" }, /lr must be a number above 0, got "0\.1"/],
    [{ batchSize: 2.5 }, /batchSize must be an integer of at least 1, got 2\.5/],
    [{ resume: "yes" }, /resume must be true or false, got "yes"/],
    [{ device: "gpu" }, /device must be one of "auto" or a device such as "cpu"/],
    [
      { transforms: { validation: (x: Tensor) => x } },
      /train\.fit transforms: unknown option "validation".*train, val/,
    ],
    [{ transforms: { train: "flip" } }, /train must be a transform, or a function of an image, got "flip"/],
    [{ notes: "mine" }, /notes must be an object of plain values/],
    [{ signal: new AbortController() }, /signal must be an AbortSignal/],
    [{ optimizer: () => "sgd" }, /given as `optimizer` must return an optimizer, .* got "sgd"/],
    [{ scheduler: () => ({}) }, /given as `scheduler` must return \{ scheduler, interval \}/],
  ])("%j is refused", async (options, message) => {
    expect(await refusedFit(options)).toMatch(message);
  });

  test("undefined is an option that is not given, notes stay free", async () => {
    const result = await train.fit(startNet(), fixtureData(), {
      epochs: 1,
      device: "cpu",
      lr: undefined,
      transforms: undefined,
      notes: { anything: { at: ["all"] } },
    });
    expect(result.history).toHaveLength(1);
  });

  test("a surplus argument, no options and no network are refused", async () => {
    const options = { epochs: 1 };
    const call = (...args: unknown[]): Promise<string> => refusal(() => (train.fit as Loose)(...args));
    expect(await call(startNet(), fixtureData(), options, 5)).toMatch(
      /train\.fit: .*surplus|expected an object/,
    );
    expect(await call(startNet(), fixtureData())).toMatch(/train\.fit: epochs is missing/);
    expect(await call(Promise.resolve(startNet()), fixtureData(), options)).toMatch(
      /model must be a network \(an nn\.Module\), got a promise/,
    );
    expect(await call(startNet(), undefined, options)).toMatch(/data is missing/);
  });

  test.each([
    [
      "a rate beside an optimizer of one's own",
      { optimizer: (p: never) => new SGD(p, { lr: 1 }), lr: 0.1 },
      /lr would do nothing/,
    ],
    ["momentum of adamw", { momentum: 0.9 }, /momentum would do nothing: it belongs to the optimizer "sgd"/],
    ["gamma of a cosine", { gamma: 0.5 }, /gamma would do nothing: they belong to the scheduler "step"/],
    ["minLrFactor of steps", { scheduler: "step", minLrFactor: 0.1 }, /minLrFactor would do nothing/],
    ["batchSize beside loaders", { batchSize: 4 }, /batchSize would do nothing: the loaders are your own/],
    ["imageSize beside loaders", { imageSize: 64 }, /imageSize would do nothing/],
  ])("%s is refused, as it would do nothing", async (_, options, message) => {
    expect(await refusedFit(options)).toMatch(message);
  });

  test("the same options are taken where they do something", async () => {
    const data = { train: table, val: null, classes: CLASSES };
    const options = { epochs: 1, device: "cpu", batchSize: 4, scheduler: "step", gamma: 0.5 } as const;
    expect((await train.fit(startNet(), data, options)).last.step).toBe(2);
  });
});

describe("train.predict, train.evaluate and their kin", () => {
  test("flips of predict, which has them in testTime", async () => {
    expect(await predict({ flips: true })).toMatch(
      /train\.predict: unknown option "flips"; give testTime: "h".* It takes model and the options classes, transform/,
    );
  });

  test.each([
    [{ batch_size: 4 }, /did you mean batchSize\?/],
    [{ topK: 0 }, /topK must be an integer of at least 1, got 0/],
    [
      { transform: { resize: 224 } },
      /transform must be a transform, such as new Resize\(256\), or a function of an image/,
    ],
    [{ classes: "abc" }, /classes must be a list/],
  ])("predict: %j is refused", async (options, message) => {
    expect(await predict(options)).toMatch(message);
  });

  test("something that is no image, and a promise of one", async () => {
    const call = (image: unknown): Promise<string> =>
      refusal(() =>
        (train.predict as Loose)(startNet(), image, { classes: CLASSES, transform: (x: Tensor) => x }),
      );
    expect(await call(7)).toMatch(/train\.predict: expected an image, a path.*got 7/);
    expect(await call(Promise.resolve(pixels))).toMatch(/got a promise.*Await it first/);
    expect(await call(undefined)).toMatch(/expected an image/);
  });

  test("evaluate: unknown names, other tasks' and a loader's own", async () => {
    const call = (source: unknown, options: object): Promise<string> =>
      refusal(() => (train.evaluate as Loose)(startNet(), source, { classes: CLASSES, ...options }));
    expect(await call(table, { batch_size: 3 })).toMatch(/train\.evaluate: .*did you mean batchSize\?/);
    expect(await call(table, { distances: true })).toMatch(
      /distances would do nothing: they are of segmentation/,
    );
    expect(await call(new FixtureLoader(), { batchSize: 3 })).toMatch(/batchSize would do nothing/);
    expect(await call(table, { metrics: ["f1"] })).toMatch(/metrics must be an object of metrics by name/);
    expect(await call(table, { kind: "binary" })).toMatch(/task: \{ name: "segmentation", kind: "binary" \}/);
  });

  test.each([
    [
      "loadRun",
      () => (train.loadRun as Loose)("nowhere", { chekpoint: "last" }),
      /did you mean checkpoint\?/,
    ],
    ["readConfig", () => (train.readConfig as Loose)("nowhere", 1), /train\.readConfig: surplus argument 1/],
    ["readHistory", () => (train.readHistory as Loose)("nowhere", {}, 1), /train\.readHistory/],
    [
      "loadForClasses",
      () => (train.loadForClasses as Loose)("resnet18", 2, { pretrained: true }),
      /did you mean weights\?/,
    ],
    [
      "loadForMasks",
      () => (train.loadForMasks as Loose)("unet", {}, { weight: null }),
      /did you mean weights\?/,
    ],
    [
      "ClassificationMetrics",
      () => new train.ClassificationMetrics(["a"], { topk: [1] } as never),
      /did you mean topK\?/,
    ],
    [
      "its update",
      () => (new train.ClassificationMetrics(["a"]).update as Loose)([1], [0], "1"),
      /meanLoss must be a number/,
    ],
    [
      "its update, by map",
      () => [[1]].map(new train.ClassificationMetrics(["a"]).update as Loose),
      /train\.ClassificationMetrics\.update/,
    ],
    [
      "SegmentationMetrics",
      () => new train.SegmentationMetrics(["a", "b"], { ignore: 1 } as never),
      /did you mean ignoreIndex\?|unknown option "ignore"/,
    ],
    [
      "multiclassAuc",
      () => (train.multiclassAuc as Loose)([1], [0], 1, { average: "macro" }),
      /unknown option "average"/,
    ],
    [
      "rocAuc of a promise",
      () => (train.rocAuc as Loose)(Promise.resolve([1]), [0]),
      /scores must be a list of numbers, got a promise/,
    ],
    [
      "surfaceDistances",
      () => (train.surfaceDistances as Loose)(undefined, undefined, { spacings: 1 }),
      /did you mean spacing\?/,
    ],
    [
      "freezeAllBut of a name",
      () => (train.freezeAllBut as Loose)(startNet(), "fc"),
      /paths must be a list, each a string/,
    ],
    [
      "trainModeOf",
      () => (train.trainModeOf as Loose)(startNet(), 1),
      /freeze must be true or false|expected an object/,
    ],
    ["countParameters", () => (train.countParameters as Loose)([1]), /model must be a network/],
    ["packageVersion", () => (train.packageVersion as Loose)(1), /train\.packageVersion: surplus argument 1/],
  ])("%s", async (_, call, message) => {
    expect(await refusal(call)).toMatch(message);
  });
});
