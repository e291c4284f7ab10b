// Steps of segmentation networks and of networks with auxiliary heads: fit's losses and how far every value moved are
// those of plain PyTorch loops, whose losses scripts/fixtures/train_tasks.py writes for itself.
import { beforeAll, describe, expect, test } from "vitest";
import { manualSeed, models, randint, randn, setNumThreads, type Tensor, train } from "../../lib/index.ts";
import type { SegmentationKind } from "../../lib/vision/index.ts";
import { expectClose, fixtureTensors } from "../helpers/index.ts";
import {
  Batches,
  copyOf,
  IGNORE,
  LR,
  MOMENTUM,
  maskBatches,
  moved,
  STEPS,
  WEIGHTS,
  withoutDropout,
} from "./masks.ts";

/** Relative error of losses in float32. */
const LOSS_RTOL = 1e-5;
/** Relative error of the moves, which are small beside the values whose rounding they carry. */
const MOVE_RTOL = 1e-3;
const TIMEOUT = 240_000;
const OPTIONS = {
  epochs: 1,
  optimizer: "sgd",
  momentum: MOMENTUM,
  scheduler: "none",
  device: "cpu",
} as const;

let stored: Record<string, Tensor>;
beforeAll(() => {
  setNumThreads(1);
  stored = fixtureTensors("train-tasks").tensors;
});

function expectRun(name: string, losses: number[], moves: Tensor): void {
  const expected = stored[`${name}.losses`] as Tensor;
  expect(losses.length).toBe(expected.shape[0]);
  expectClose(Float64Array.from(losses), expected.data() as Float32Array, LOSS_RTOL, `${name} losses`);
  expectClose(moves, stored[`${name}.moved`] as Tensor, MOVE_RTOL, `${name} moves`);
}

const unet = (numClasses: number) => models.unet({ numClasses, width: 4, depth: 2 });
const CLASSES = ["background", "a", "b"];

interface Case {
  build: (
    numClasses: number,
  ) => Promise<train.Segmenter & { encoder: { requiresGrad_(on: boolean): unknown } }>;
  kind: SegmentationKind;
  classes: string[];
  options?: Partial<train.FitOptions<train.SegmentationReport>>;
  frozen?: boolean;
}

const cases: Record<string, Case> = {
  "unet.multiclass": {
    build: unet,
    kind: "multiclass",
    classes: CLASSES,
    options: { classWeights: WEIGHTS },
  },
  "unet.binary": { build: unet, kind: "binary", classes: CLASSES.slice(0, 2) },
  "unet.weighed": {
    build: unet,
    kind: "binary",
    classes: CLASSES.slice(0, 2),
    options: { classWeights: WEIGHTS.slice(1) },
  },
  "unet.multilabel": { build: unet, kind: "multilabel", classes: ["a", "b", "c"] },
  "unet.frozen": { build: unet, kind: "multiclass", classes: CLASSES, frozen: true },
  segnet_basic: {
    build: (numClasses) => models.segnet_basic({ numClasses }),
    kind: "multiclass",
    classes: CLASSES,
  },
};

async function segment({ build, kind, classes, options, frozen }: Case) {
  manualSeed(0);
  const model = await build(kind === "binary" ? 1 : classes.length);
  if (frozen) model.encoder.requiresGrad_(false);
  const start = copyOf(model);
  manualSeed(1);
  const batches = new Batches(maskBatches(kind, classes.length));
  const losses: number[] = [];
  await train.fit(
    model,
    { train: batches, task: { name: "segmentation", kind, ignoreIndex: IGNORE }, classes },
    { ...OPTIONS, lr: LR, ...options, onEvent: (event) => event.type === "step" && losses.push(event.loss) },
  );
  return { losses, moves: moved(model, start) };
}

describe("segmentation", () => {
  test.each(Object.keys(cases))("%s: cross entropy and Dice, ignored pixels left out", async (name) => {
    const { losses, moves } = await segment(cases[name] as Case);
    expect(losses.length).toBe(STEPS);
    expectRun(name, losses, moves);
  });

  test("channels-last gives the same", async () => {
    const { losses, moves } = await segment({
      ...(cases["unet.multiclass"] as Case),
      options: { classWeights: WEIGHTS, channelsLast: true },
    });
    expectRun("unet.multiclass", losses, moves);
  });
});

describe("auxiliary heads", () => {
  /** Trains on the fixture's images and targets and compares. */
  async function compare<B>(
    name: string,
    model: train.Segmenter | train.TrainableClassifier,
    shape: { count: number; size: number[]; steps: number; masks?: boolean },
    run: (
      train: Batches<B>,
      options: Omit<train.FitOptions<never>, "onEvent"> & { onEvent: (event: train.FitEvent<never>) => void },
    ) => Promise<unknown>,
  ): Promise<void> {
    // In double precision: the first steps of so deep a network enlarge what rounding does.
    withoutDropout(model).to({ dtype: "float64" });
    const start = copyOf(model);
    manualSeed(1);
    const { count, size, steps, masks = false } = shape;
    const images = randn([steps, count, 3, ...size]).double();
    const targets = randint(3, masks ? [steps, count, ...size] : [steps, count]);
    const batches = Array.from({ length: steps }, (_, i) => ({
      images: images.select(0, i),
      [masks ? "masks" : "labels"]: targets.select(0, i),
    })) as B[]; // as the caller says
    const losses: number[] = [];
    await run(new Batches(batches), {
      ...OPTIONS,
      lr: 0.01,
      onEvent: (event) => {
        if (event.type === "step") losses.push(event.loss);
      },
    });
    expectRun(name, losses, moved(model, start));
  }

  test(
    "Inception v3 trains with 0.4 times its auxiliary loss",
    async () => {
      manualSeed(0);
      const model = await models.inception_v3({ numClasses: 3, initWeights: false });
      await compare<train.LabelledBatch>(
        "inception",
        model,
        { count: 3, size: [299, 299], steps: 2 },
        (batches, options) => train.fit(model, { train: batches, classes: CLASSES }, options),
      );
    },
    TIMEOUT,
  );

  test(
    "GoogLeNet trains with 0.3 times each of its auxiliary losses",
    async () => {
      manualSeed(0);
      const model = await models.googlenet({ numClasses: 3, initWeights: false });
      await compare<train.LabelledBatch>(
        "googlenet",
        model,
        { count: 4, size: [64, 64], steps: STEPS },
        (batches, options) => train.fit(model, { train: batches, classes: CLASSES }, options),
      );
    },
    TIMEOUT,
  );

  test(
    "FCN trains with half of its auxiliary loss, as torchvision's reference",
    async () => {
      manualSeed(0);
      const model = await models.fcn_resnet50({ numClasses: 3, auxLoss: true });
      await compare<train.MaskBatch>(
        "fcn",
        model,
        { count: 2, size: [33, 40], steps: 3, masks: true },
        (batches, options) =>
          train.fit(
            model,
            { train: batches, classes: CLASSES, task: { name: "segmentation", kind: "multiclass" } },
            options,
          ),
      );
    },
    TIMEOUT,
  );
});
