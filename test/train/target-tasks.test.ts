// Several labels, numbers and grades through a run: what is written, read, predicted, resumed and refused.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  AbortError,
  ArgumentError,
  DatasetError,
  data,
  manualSeed,
  models,
  type nn,
  rand,
  ShapeError,
  setNumThreads,
  type Tensor,
  train,
  transforms,
} from "../../lib/index.ts";
import { noteScale, scaleOf } from "../../lib/models/number-scale.ts";
import { expectSame } from "../helpers/index.ts";

const [EDGE, COUNT] = [32, 20];
const NAMES = {
  multilabel: ["red", "green"],
  ordinal: ["none", "mild", "severe"],
  regression: ["age", "width"],
};
const UNITS = ["years", "mm"];
type Kind = keyof typeof NAMES;
const KINDS = Object.keys(NAMES) as Kind[];

let root: string;
let pictures: Tensor;
beforeAll(async () => {
  setNumThreads(1);
  root = await mkdtemp(path.join(tmpdir(), "torchts-targets-"));
  manualSeed(11);
  pictures = rand([COUNT, 3, EDGE, EDGE]);
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** Something to learn of each image by its number, one in seven not known. */
function targetOf(kind: Kind, i: number): object {
  const known = (value: number, k: number): number => ((2 * i + k) % 7 === 3 ? Number.NaN : value);
  if (kind === "ordinal") return { label: i % 3 };
  if (kind === "multilabel") return { targets: [known(i % 3 === 0 ? 1 : 0, 0), known(i % 2, 1)] };
  return { targets: [known(40 + 3 * i, 0), known(5 + 0.01 * i, 1)] };
}

function part(kind: Kind, from: number, to: number) {
  const samples = Array.from({ length: to - from }, (_, at) => ({
    image: pictures.select(0, from + at),
    index: at,
    path: `${from + at}.png`,
    ...targetOf(kind, from + at),
  }));
  return new data.ArrayDataset(samples);
}

function dataOf(kind: Kind, val = true): train.FitData {
  const parts = { train: part(kind, 0, 14), val: val ? part(kind, 14, COUNT) : null };
  const said =
    kind === "regression"
      ? { task: { name: kind, names: NAMES[kind], units: UNITS } }
      : { task: { name: kind }, classes: NAMES[kind] };
  return { ...parts, ...said } as unknown as train.FitData; // one of the three
}

async function network(kind: Kind): Promise<models.ShuffleNetV2> {
  manualSeed(2);
  const made = await models.shufflenet_v2_x0_5({ numClasses: 2 });
  return kind === "ordinal" ? models.coralHead(made, NAMES.ordinal) : made;
}

const preset = new transforms.ImageClassificationPreset({ cropSize: EDGE, resizeSize: EDGE });
const OPTIONS = {
  epochs: 2,
  batchSize: 7,
  lr: 1e-2,
  device: "cpu",
  seed: 5,
  guards: false,
  transforms: { val: preset },
} as const;

const fitted = (model: nn.Module, of: train.FitData, options: object) =>
  train.fit(model as never, of as never, { ...OPTIONS, ...options } as never) as unknown as Promise<
    train.RunResult<train.TaskReport>
  >;

const figures = (history: readonly object[]): object[] =>
  history.map((record) => ({ ...record, seconds: 0, samplesPerSecond: 0 }));

describe.each(KINDS)("%s", (kind) => {
  test("a run is loaded again, measures the same, and predicts names and units", async () => {
    const out = path.join(root, kind);
    const model = await network(kind);
    const run = await fitted(model, dataOf(kind), { out });
    const monitor = { multilabel: "val.auc", regression: "val.mae", ordinal: "val.kappa" }[kind];
    expect(Object.keys(run.last.figures)).toContain(monitor);

    const loaded = await train.loadRun(out, { checkpoint: "last", task: kind });
    expect([loaded.task, loaded.classes]).toEqual([kind, NAMES[kind]]);
    for (const [key, value] of loaded.model.stateDict())
      expectSame(value, model.stateDict().get(key) as Tensor, key);
    const val = part(kind, 14, COUNT);
    const file = path.join(root, `${kind}.csv`);
    const report = (await loaded.evaluate(
      val as never,
      { out: file } as never,
    )) as unknown as train.TaskReport;
    expect(report.figures).toEqual(run.report?.figures);
    expect((await fitted(model, dataOf(kind), { epochs: 1 })).last.epoch).toBe(1); // the network is free

    const [header = "", first = ""] = (await readFile(file, "utf8")).split("\n");
    const names = header.split(",");
    const cells = first.split(",");
    const cell = (name: string): string => cells[names.indexOf(name)] as string;
    const image = pictures.select(0, 14).mul(255).round().to("uint8");
    if (kind === "multilabel") {
      expect(names).toEqual([
        ...["file", "label.red", "label.green", "probability.red", "probability.green", "loss"],
      ]);
      const multi = await train.loadRun(out, { task: "multilabel" });
      const found = await multi.predict(image, { threshold: 0.01 });
      expect(found.perLabel.map(({ label, isFound }) => [label, isFound])).toEqual([
        ["red", true],
        ["green", true],
      ]);
      expect(found.labels.length).toBe(2);
      await expect(multi.predict(image, { topK: 1 } as never)).rejects.toThrow(/every label is told/);
    } else if (kind === "regression") {
      expect(names).toEqual([
        ...["file", "value.age", "value.width", "prediction.age", "prediction.width", "loss"],
      ]);
      expect(cell("value.age")).toBe("82");
      const numbers = await train.loadRun(out, { task: "regression" });
      const { numbers: told, values } = await numbers.predict(image);
      expect(told.map(({ name, unit }) => [name, unit])).toEqual([
        ["age", "years"],
        ["width", "mm"],
      ]);
      expect(values.age).toBeGreaterThan(10);
      expect(values.width).toBeCloseTo(5, 0);
    } else {
      const probabilities = NAMES.ordinal.map((name) => `prob_${name}`);
      expect(names).toEqual(["file", "label", "predicted", ...probabilities, "expected_grade", "loss"]);
      const shares = probabilities.map((name) => Number(cell(name)));
      expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(1, 12);
      expect(Number(cell("expected_grade"))).toBeCloseTo(
        shares.reduce((sum, share, k) => sum + k * share, 0),
        12,
      );
      const grades = await train.loadRun(out, { task: "ordinal" });
      const { label, probabilities: all, above } = await grades.predict(image);
      expect(NAMES.ordinal).toContain(label);
      expect([all.length, above.length]).toEqual([3, 2]);
    }
  });

  test("four epochs equal two and two more, bit by bit", async () => {
    const options = { epochs: 4 };
    const whole = await network(kind);
    const reference = await fitted(whole, dataOf(kind), options);
    const out = path.join(root, `${kind}-resumed`);
    const stop = new AbortController();
    const onEvent = (event: train.FitEvent<never>) =>
      event.type === "step" && event.epoch === 3 && event.step === 2 && stop.abort();
    const first = fitted(await network(kind), dataOf(kind), {
      ...options,
      out,
      signal: stop.signal,
      onEvent,
    });
    await expect(first).rejects.toThrow(AbortError);
    const resumed = await network(kind);
    const result = await fitted(resumed, dataOf(kind), { ...options, out, resume: true });
    for (const [key, value] of resumed.stateDict())
      expectSame(value, whole.stateDict().get(key) as Tensor, key);
    expect(figures(result.history)).toEqual(figures(reference.history));
  });

  test("mixed batches, smoothed labels and other tasks' options are refused in words", async () => {
    const model = await network(kind);
    const refused = (options: object, text: RegExp) =>
      expect(fitted(model, dataOf(kind), options)).rejects.toThrow(text);
    await refused({ mixup: 0.2 }, new RegExp(`\`mixup\` is not for ${kind}`));
    await refused({ cutmix: 1 }, new RegExp(`\`cutmix\` is not for ${kind}`));
    await refused({ labelSmoothing: 0.1 }, /`labelSmoothing` is/);
    await refused({ topK: [2] }, /topK/);
    if (kind !== "multilabel")
      await refused({ posWeight: [1, 2] }, /posWeight would do nothing: it is of multilabel/);
    if (kind !== "regression") {
      await refused({ standardise: false }, /standardise would do nothing: it is of regression/);
      await refused({ loss: "mse" }, new RegExp(`"mse" is not one of ${kind}, which has "focal"`));
    } else await refused({ loss: "focal" }, /"focal" is not one of regression/);
  });

  test("another head is refused with what to do", async () => {
    const other = await models.shufflenet_v2_x0_5({ numClasses: 4 });
    await expect(fitted(other, dataOf(kind), {})).rejects.toThrow(ShapeError);
    await expect(fitted(other, dataOf(kind), {})).rejects.toThrow(/models\.(replace|coral)Head\(model/);
  });

  test("cross-validation measures every sample once, and a test of rates puts the network back", async () => {
    const cross = (await train.crossValidate(
      (await network(kind)) as never,
      dataOf(kind, false) as never,
      { ...OPTIONS, transforms: undefined, epochs: 1, folds: 2, stratify: false } as never,
    )) as unknown as train.CrossValidation<train.TaskReport>;
    expect(cross.report.count).toBe(14);
    const model = await network(kind);
    const before = scaleOf(model);
    const curve = await train.findLr(
      model as never,
      dataOf(kind) as never,
      { steps: 10, batchSize: 7, from: 1e-5, to: 1e-1, device: "cpu" } as never,
    );
    expect(curve.points.length).toBe(10);
    expect(scaleOf(model)).toBe(before);
  });

  test("the depth that is trained can be searched", async () => {
    const found = await train.searchDepth(
      (() => network(kind)) as never,
      dataOf(kind) as never,
      { epochs: 1, batchSize: 7, device: "cpu", depths: [0, "all"], guards: false } as never,
    );
    expect(found.rows.length).toBe(2);
    expect(found.monitor).toBe({ multilabel: "val.auc", regression: "val.mae", ordinal: "val.kappa" }[kind]);
  });
});

describe("what there is nothing to learn from, and what is no target", () => {
  const samples = (targets: (i: number) => object) =>
    new data.ArrayDataset(
      Array.from({ length: 8 }, (_, index) => ({
        image: pictures.select(0, index),
        index,
        path: `${index}.png`,
        ...targets(index),
      })),
    );
  const tried = async (kind: Kind, targets: (i: number) => object, options: object = {}) =>
    fitted(await network(kind), { ...dataOf(kind, false), train: samples(targets) } as never, options);

  test("of labels", async () => {
    const half = tried("multilabel", (i) => ({ targets: [i === 3 ? 0.5 : 1, 0] }));
    await expect(half).rejects.toThrow(/"red" of 3\.png is 0, 1, or NaN.*got 0\.5/);
    await expect(tried("multilabel", () => ({ targets: [1] }))).rejects.toThrow(ShapeError);
  });

  test("of numbers", async () => {
    const same = tried("regression", (i) => ({ targets: [i, 5] }));
    await expect(same).rejects.toThrow(DatasetError);
    await expect(same).rejects.toThrow(/"width" is 5 for every training sample/);
    const none = tried("regression", (i) => ({ targets: [Number.NaN, i] }));
    await expect(none).rejects.toThrow(/"age" is not known of any training sample/);
    await expect(tried("regression", () => ({}))).rejects.toThrow(/samples without `targets`/);
  });

  test("of grades", async () => {
    await expect(tried("ordinal", (i) => ({ label: i % 2 === 0 ? 3 : 0 }))).rejects.toThrow(
      /the grade of .*\.png is from 0 to 2, got 3/,
    );
    const classes = { ...dataOf("ordinal"), classes: ["only"] };
    await expect(fitted(await network("ordinal"), classes as never, {})).rejects.toThrow(/two or more/);
    const labelled = models.replaceHead(await models.shufflenet_v2_x0_5({}), NAMES.ordinal);
    await expect(fitted(labelled, dataOf("ordinal"), {})).rejects.toThrow(/ordered grades have one fewer/);
  });
});

describe("numbers", () => {
  test("are standardised once, said as a notice, and measured in units after the run", async () => {
    const notices: string[] = [];
    const model = await network("regression");
    const run = await fitted(model, dataOf("regression"), {
      onEvent: (event: train.FitEvent<never>) =>
        event.type === "notice" && event.about === "standardise" && notices.push(event.text),
    });
    expect(notices).toEqual([expect.stringMatching(/age \(x - [\d.]+\) \/ [\d.]+ years, width/)]);
    const val = part("regression", 14, COUNT);
    const task = { name: "regression", names: NAMES.regression, units: UNITS } as const;
    const report = (await train.evaluate(
      model as never,
      val as never,
      { task } as never,
    )) as unknown as train.TaskReport;
    expect(report.figures).toEqual(run.report?.figures);
    const other = { ...task, names: ["height", "width"] };
    await expect(train.evaluate(model as never, val as never, { task: other } as never)).rejects.toThrow(
      /was trained on age, width, and the data has height, width/,
    );
    const { values } = await train.predictNumbers(model, pictures.select(0, 3).mul(255).to("uint8"), {
      transform: preset,
    });
    noteScale(model, null);
    const raw = await train.predictNumbers(model, pictures.select(0, 3).mul(255).to("uint8"), {
      transform: preset,
      names: NAMES.regression,
    });
    expect(values.age).toBeGreaterThan(10 + (raw.values.age as number));
  });

  test("in a loader of one's own need the statistics, or none", async () => {
    const loader = { async *[Symbol.asyncIterator]() {} };
    const own = { train: loader, task: { name: "regression", names: ["age", "width"] } };
    await expect(
      fitted(await network("regression"), own as never, { batchSize: undefined, transforms: undefined }),
    ).rejects.toThrow(/with a loader give standardise: \{ mean, sd \}, or false/);
  });
});

test("balanced positive weights are negatives over positives", async () => {
  const losses: number[][] = [];
  const targets = Array.from(
    { length: 14 },
    (_, i) => (targetOf("multilabel", i) as { targets: number[] }).targets,
  );
  const ratio = (k: number): number =>
    targets.filter((row) => row[k] === 0).length / targets.filter((row) => row[k] === 1).length;
  for (const posWeight of ["balanced", [ratio(0), ratio(1)]]) {
    const own: number[] = [];
    await fitted(await network("multilabel"), dataOf("multilabel"), {
      epochs: 1,
      posWeight,
      onEvent: (event: train.FitEvent<never>) => event.type === "step" && own.push(event.loss),
    });
    losses.push(own);
  }
  expect(losses[0]).toEqual(losses[1]);
  expect(ratio(0)).not.toBe(1);
});

test("CORAL's head shares its weights, and its questions never contradict each other", () => {
  manualSeed(1);
  const head = new models.CoralLinear(8, 4);
  expect([head.weight.shape, head.bias?.tolist()]).toEqual([
    [1, 8],
    [1, 0.75, 0.5, 0.25],
  ]);
  const logits = head.forward(rand([5, 8])).tolist() as number[][];
  for (const row of logits) expect(row).toEqual([...row].sort((a, b) => b - a));
  expect(() => new models.CoralLinear(8, 0)).toThrow(ArgumentError);
});
