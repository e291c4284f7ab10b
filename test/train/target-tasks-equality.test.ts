// Steps on several labels, on numbers and on grades: fit's losses and parameters are those of plain PyTorch loops, and its figures
// those of scikit-learn, which scripts/fixtures/target_tasks.py makes.
import { beforeAll, describe, expect, test } from "vitest";
import {
  data,
  manualSeed,
  models,
  nn,
  randint,
  randn,
  setNumThreads,
  type Tensor,
  tensor,
  torch,
  train,
} from "../../lib/index.ts";
import { expectClose, fixtureJson, fixtureTensors } from "../helpers/index.ts";
import { Batches } from "./masks.ts";

const [STEPS, BATCH, SIZE, LABELS, GRADES] = [5, 6, 9, 3, 4];
const SCALE = { mean: [60, 5], sd: [15, Math.fround(0.02)] };
/** Relative error of losses and parameters after five steps in float32. */
const RTOL = 1e-5;
/** Of measures, of outputs in float32. */
const MEASURE_RTOL = 1e-6;
/** Of numbers in units, which are rounded to float32. */
const NUMBERS_RTOL = 1e-5;

let stored: Record<string, Tensor>;
beforeAll(() => {
  setNumThreads(1);
  stored = fixtureTensors("target-tasks").tensors;
});

type Head = (features: number, outputs: number) => nn.TensorModule;
const linear: Head = (features, outputs) => new nn.Linear(features, outputs);
const coral: Head = (features, outputs) => new models.CoralLinear(features, outputs);

const network = (outputs: number, head: Head): nn.Sequential =>
  new nn.Sequential(
    new nn.Conv2d(3, 4, 3),
    new nn.ReLU(),
    new nn.AdaptiveAvgPool2d(2),
    new nn.Flatten(),
    head(16, outputs),
  );

/** As `gaps` of the fixture: every fifth target is not known, and nothing of the third sample. */
function gaps(targets: Tensor): number[][] {
  const [, width = 0] = targets.shape;
  return (targets.tolist() as number[][]).map((row, i) =>
    row.map((value, k) => (i === 2 || (i * width + k) % 5 === 2 ? Number.NaN : value)),
  );
}

const images = (): Tensor => randn([STEPS * BATCH, 3, SIZE, SIZE]);
const numbers = (count: number): Tensor => randn([count, 2]).mul(tensor(SCALE.sd)).add(tensor(SCALE.mean));

interface Case {
  outputs: number;
  head?: Head;
  adam?: boolean;
  /** Rows of targets, or labels. */
  targets: () => number[][] | number[];
  data: object;
  options?: object;
}

const several = (): number[][] =>
  randint(2, [STEPS * BATCH, LABELS])
    .float()
    .tolist() as number[][];
const missing = (): number[][] => gaps(randint(2, [STEPS * BATCH, LABELS]).float());
const values = (): number[][] => numbers(STEPS * BATCH).tolist() as number[][];
const gone = (): number[][] => gaps(numbers(STEPS * BATCH));
const grades = (): number[] => Array.from(randint(GRADES, [STEPS * BATCH]).data() as BigInt64Array, Number);

const ofLabels = { task: { name: "multilabel" }, classes: ["a", "b", "c"] };
const ofNumbers = { task: { name: "regression", names: ["age", "width"], units: ["years", "mm"] } };
const ofGrades = { task: { name: "ordinal" }, classes: ["none", "mild", "moderate", "severe"] };

const CASES: Record<string, Case> = {
  "multilabel.plain": { outputs: LABELS, targets: several, data: ofLabels },
  "multilabel.missing": { outputs: LABELS, targets: missing, data: ofLabels, adam: true },
  "multilabel.weighed": {
    outputs: LABELS,
    targets: missing,
    data: ofLabels,
    options: { classWeights: [0.5, 1, 2], posWeight: { a: 3, c: 0.5 } },
  },
  "multilabel.focal": {
    outputs: LABELS,
    targets: missing,
    data: ofLabels,
    options: { loss: { name: "focal", alpha: 0.3, gamma: 1.5 } },
  },
  "regression.mse": { outputs: 2, targets: values, data: ofNumbers },
  "regression.huber": {
    outputs: 2,
    targets: gone,
    data: ofNumbers,
    adam: true,
    options: { loss: { name: "huber", delta: 0.5 } },
  },
  "regression.mae": {
    outputs: 2,
    targets: gone,
    data: ofNumbers,
    options: { loss: "mae", standardise: SCALE },
  },
  "regression.smoothL1": {
    outputs: 2,
    targets: gone,
    data: ofNumbers,
    options: { loss: { name: "smoothL1", beta: 0.3 }, standardise: SCALE },
  },
  "regression.units": {
    outputs: 2,
    targets: gone,
    data: ofNumbers,
    adam: true,
    options: { standardise: false },
  },
  "ordinal.independent": { outputs: GRADES - 1, targets: grades, data: ofGrades },
  "ordinal.coral": { outputs: GRADES - 1, targets: grades, data: ofGrades, head: coral },
  "ordinal.weighed": {
    outputs: GRADES - 1,
    targets: grades,
    data: ofGrades,
    adam: true,
    options: { classWeights: [0.5, 1, 2, 4] },
  },
  "ordinal.focal": {
    outputs: GRADES - 1,
    targets: grades,
    data: ofGrades,
    head: coral,
    options: { loss: "focal" },
  },
};

test.each(Object.keys(CASES))("%s", async (name) => {
  const { outputs, head = linear, adam = false, targets, data: said, options } = CASES[name] as Case;
  manualSeed(0);
  const model = network(outputs, head);
  manualSeed(1);
  const pictures = images();
  const right = targets();
  const samples = right.map((target, index) => ({
    image: pictures.select(0, index),
    index,
    path: `${index}.png`,
    ...(typeof target === "number" ? { label: target } : { targets: target }),
  }));
  const losses: number[] = [];
  await train.fit(
    model as never,
    { train: new data.ArrayDataset(samples), ...said } as never,
    {
      epochs: 1,
      batchSize: BATCH,
      sampler: new data.SequentialSampler(samples.length),
      scheduler: "none",
      device: "cpu",
      ...(adam
        ? { optimizer: "adamw", lr: 0.01, weightDecay: 0.01 }
        : { optimizer: "sgd", lr: 0.05, momentum: 0.9 }),
      ...options,
      onEvent: (event: train.FitEvent<never>) => event.type === "step" && losses.push(event.loss),
    } as never,
  );
  expectClose(
    Float64Array.from(losses),
    (stored[`${name}.losses`] as Tensor).data() as Float64Array,
    RTOL,
    `${name} losses`,
  );
  const after = torch.cat([...model.parameters()].map((one) => one.detach().flatten()));
  expectClose(after, stored[`${name}.values`] as Tensor, RTOL, `${name} values`);
});

/** Outputs that are the images themselves, so that any can be measured. */
const identity = new nn.Flatten();

const as = (outputs: Tensor): Tensor => outputs.reshape([...outputs.shape, 1, 1]);

describe("measures", () => {
  const expected = fixtureJson("target-tasks") as {
    labels: Record<string, number | null>[];
    macroAuc: number;
    weightedAuc: number;
    microAuc: number;
    microF1: number;
    numbers: Record<string, number>[];
    grades: { kappa: number; mae: number; accuracy: number; withinOne: number; confusion: number[][] };
  };
  const close = (found: number, wanted: number | null | undefined, what: string): void => {
    if (wanted === null || wanted === undefined) expect(found, what).toBeNaN();
    else expectClose([found], [wanted], MEASURE_RTOL, what);
  };

  test("of labels are scikit-learn's, where one has one outcome and targets are missing", async () => {
    manualSeed(3);
    const logits = randn([40, 4]);
    const truth = randint(2, [40, 4]).float();
    truth.select(1, 3).fill_(0);
    const targets = gaps(truth);
    const batches = [0, 1].map((half) => ({
      images: as(logits.narrow(0, 20 * half, 20)),
      targets: tensor(targets.slice(20 * half, 20 * half + 20)),
    }));
    const report = (await train.evaluate(identity as never, new Batches(batches), {
      task: { name: "multilabel" },
      classes: ["a", "b", "c", "d"],
      threshold: 0.4,
    } as never)) as unknown as train.MultilabelReport;
    for (const [k, row] of expected.labels.entries()) {
      const own = report.perLabel[k] as unknown as Record<string, number>;
      for (const [figure, value] of Object.entries(row))
        close(own[figure] as number, value, `${k} ${figure}`);
    }
    close(report.macro.auc, expected.macroAuc, "macro AUC");
    close(report.weighted.auc, expected.weightedAuc, "weighted AUC");
    close(report.micro.auc, expected.microAuc, "micro AUC");
    close(report.figures.microF1 as number, expected.microF1, "micro F1");
    expect(report.figures["auc.d"]).toBeNaN();
    expect(report.remarks?.join()).toMatch(/1 of 4 labels.*d \(of no sample\)/);
  });

  test("of numbers are scikit-learn's, in units", async () => {
    manualSeed(4);
    const outputs = randn([30, 2]);
    const targets = gaps(randn([30, 2]).mul(2).add(1));
    const scale = { mean: [60, 5], sd: [15, 2] };
    const inUnits = targets.map((row) =>
      row.map((value, k) => value * (scale.sd[k] as number) + (scale.mean[k] as number)),
    );
    const batch = { images: as(outputs), targets: tensor(inUnits) };
    const report = (await train.evaluate(identity as never, new Batches([batch]), {
      task: { name: "regression", names: ["age", "width"], units: ["years", "mm"], standardised: scale },
    } as never)) as unknown as train.RegressionReport;
    expect(report.perNumber.map(({ name, unit }) => [name, unit])).toEqual([
      ["age", "years"],
      ["width", "mm"],
    ]);
    for (const [k, row] of expected.numbers.entries()) {
      const own = report.perNumber[k] as unknown as Record<string, number>;
      for (const [figure, value] of Object.entries(row))
        expectClose([own[figure] as number], [value], NUMBERS_RTOL, `${k} ${figure}`);
    }
    const [first, second] = report.perNumber as [train.NumberReport, train.NumberReport];
    expect(report.mae).toBeCloseTo((first.mae + second.mae) / 2, 12);
  });

  test("of grades are scikit-learn's", async () => {
    manualSeed(5);
    const batch = { images: as(randn([50, GRADES - 1])), labels: randint(GRADES, [50]) };
    const report = (await train.evaluate(identity as never, new Batches([batch]), {
      task: { name: "ordinal" },
      classes: ofGrades.classes,
    } as never)) as unknown as train.OrdinalReport;
    for (const figure of ["kappa", "mae", "accuracy", "withinOne"] as const)
      close(report[figure], expected.grades[figure], figure);
    expect(report.confusion).toEqual(expected.grades.confusion);
  });
});
