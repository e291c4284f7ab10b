// Detection through `fit` is torchvision's own loop: each loss of each step, how far every value moved, and the losses of a
// validation, as scripts/fixtures/detection_training.py has them.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import {
  cat,
  data,
  manualSeed,
  noGrad,
  rand,
  randint,
  setNumThreads,
  type Tensor,
  tensor,
  train,
} from "../../lib/index.ts";
import type { DetectionTarget } from "../../lib/vision/detection-sample.ts";
import { expectClose, fixtureTensors } from "../helpers/index.ts";
import { smallRcnn } from "./detector.ts";
import { Batches, copyOf, moved } from "./masks.ts";

/** Relative errors; first values that another processor draws differ in the last bit of float32, and the rest with them. */
const LOSS_RTOL = 1e-4;
const MOVE_RTOL = 1e-3;
/** With which the fixture seeds the epochs of a run with seed 0. */
const EPOCH_SEEDS = [3037360037, 1136596097];
const CLASSES = ["a", "b", "c", "d"];
const SIZES = [
  [48, 64],
  [60, 40],
  [33, 32],
] as const;
const OBJECTS = [3, 5, 0];
const NAMES = ["loss", "loss.classifier", "loss.boxReg", "loss.objectness", "loss.rpnBoxReg"];

/** The fixture's images and objects; the generator must be at its seed. */
function batchesOf(count: number): train.DetectionImages[] {
  return Array.from({ length: count }, () => {
    const images = SIZES.map(([height, width]) => rand([3, height, width]).double());
    const targets = SIZES.map(([height, width], at): DetectionTarget => {
      const many = OBJECTS[at] as number;
      const edges = (share: number) => tensor([width * share, height * share], { dtype: "float32" });
      const low = rand([many, 2]).mul(edges(0.5));
      const side = rand([many, 2]).mul(edges(0.4)).add(4);
      return { boxes: cat([low, low.add(side)], 1).double(), labels: randint(1, CLASSES.length + 1, [many]) };
    });
    return { images, targets, paths: SIZES.map((_, at) => `${at}.png`) };
  });
}

let stored: Record<string, Tensor>;
beforeAll(() => {
  setNumThreads(1);
  stored = fixtureTensors("detection-training").tensors;
});

const row = (figures: Readonly<Record<string, number | null>>, pass: string): Float64Array =>
  Float64Array.from(NAMES.map((name) => figures[`${pass}.${name}`] as number));

async function compare(
  name: string,
  steps: number,
  options: Partial<train.FitOptions<train.DetectionReport>>,
) {
  const model = smallRcnn();
  const start = copyOf(model);
  manualSeed(1);
  const batches = new Batches(batchesOf(steps));
  const losses: number[] = [];
  const run = await train.fit(
    model,
    { train: batches, val: batches, classes: CLASSES, task: { name: "detection" } },
    {
      epochs: 1,
      optimizer: "sgd",
      momentum: 0.9,
      weightDecay: 1e-4,
      scheduler: "none",
      device: "cpu",
      ...options,
      onEvent: (event) => event.type === "step" && losses.push(event.loss),
    },
  );
  const expected = stored[`${name}.losses`] as Tensor; // (steps, 1 + names)
  expectClose(
    Float64Array.from(losses),
    expected.select(1, 0).contiguous().data() as Float64Array,
    LOSS_RTOL,
    "losses",
  );
  // The mean over the steps of the last epoch, all of as many images.
  const last = expected
    .narrow(0, losses.length - steps, steps)
    .mean(0)
    .data() as Float64Array;
  expectClose(row(run.last.figures, "train"), last, LOSS_RTOL, "losses by name");
  const validation = (stored[`${name}.validation`] as Tensor).data() as Float64Array;
  expectClose(row(run.last.figures, "val"), validation, LOSS_RTOL, "losses of validation");
  expectClose(moved(model, start), stored[`${name}.moved`] as Tensor, MOVE_RTOL, "moves");
}

test("five steps of SGD, and the losses of a validation", async () => {
  expect(EPOCH_SEEDS).toEqual([1, 2].map((epoch) => data.Rng.derive(0, epoch).nextUint32()));
  await compare("steps", 5, { lr: 0.02 });
});

test("two epochs as the references train: a linear warmup in the first, the rate divided after it", async () => {
  const { warmup } = train.detectionRecipe({ train: new Batches(batchesOf(3)) });
  expect(warmup.length).toBe(2);
  await compare("recipe", 3, {
    epochs: 2,
    lr: 0.05,
    warmup,
    scheduler: { name: "multistep", milestones: [1], gamma: 0.1 },
  });
});

test("a run that was stopped goes on to the bit", async () => {
  const dir = mkdtempSync(path.join(tmpdir(), "detection-"));
  try {
    manualSeed(1);
    const batches = new Batches(batchesOf(3));
    const given = { train: batches, val: batches, classes: CLASSES, task: { name: "detection" } } as const;
    const options = { epochs: 2, lr: 1e-3, device: "cpu", gradientClip: 1 } as const;
    const whole = smallRcnn();
    const reference = await train.fit(whole, given, options);
    const controller = new AbortController();
    const stopped = train.fit(smallRcnn(), given, {
      ...options,
      out: dir,
      checkpointEvery: { steps: 1 },
      signal: controller.signal,
      onEvent: (event) => {
        if (event.type === "checkpoint" && event.step === 4) controller.abort();
      },
    });
    await expect(stopped).rejects.toThrow(/stopped by its signal/);
    const again = smallRcnn();
    for (const parameter of again.parameters()) noGrad(() => parameter.zero_());
    const run = await train.fit(again, given, { epochs: 2, out: dir, resume: true, device: "cpu" });
    for (const [key, value] of again.stateDict())
      expect([key, value.equal(whole.stateDict().get(key) as Tensor)]).toEqual([key, true]);
    expect(run.history.map(({ figures }) => figures)).toEqual(
      reference.history.map(({ figures }) => figures),
    );
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});
