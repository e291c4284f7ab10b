// A task of one's own whose batches are lists of images of any size, and whose loss is the sum of named ones.
import { expect, test } from "vitest";
import {
  DatasetError,
  isGradEnabled,
  manualSeed,
  models,
  nn,
  optim,
  rand,
  type Tensor,
  tensor,
  train,
} from "../../lib/index.ts";
import { Batches } from "./masks.ts";

interface ListBatch {
  images: Tensor[];
  targets: { value: Tensor }[];
  paths: string[];
}

/** Mean colours of images, through a layer. */
class Colours extends nn.Module {
  readonly fc = new nn.Linear(3, 1);

  override forward(images: readonly Tensor[]): Tensor[] {
    return images.map((image) => this.fc.forward(image.mean([1, 2]).unsqueeze(0)).squeeze());
  }
}

/** What a metric of one's own was shown. */
class Shown implements train.Metric<{ value: Tensor }[], { value: Tensor }[]> {
  readonly better = "lower";
  readonly seen: number[] = [];
  async update(output: { value: Tensor }[], targets: { value: Tensor }[]): Promise<void> {
    // Once more in a later turn, when the step may be over.
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(output.every(({ value }) => !value.requiresGrad)).toBe(true);
    for (const [at, { value }] of output.entries()) {
      this.seen.push(Number(value.item()) - Number(targets[at]?.value.item()));
    }
  }
  compute = (): number => this.seen.length;
  reset = (): void => void this.seen.splice(0);
  state = (): number[] => [...this.seen];
  merge = (state: unknown): void => void this.seen.push(...(state as number[]));
}

class ListReport implements train.TaskMetric<train.TaskReport> {
  readonly better = { images: "higher" } as const;
  #count = 0;
  update(output: unknown[]): void {
    this.#count += output.length;
  }
  compute = () => ({ images: this.#count });
  report = () => ({ count: this.#count, loss: Number.NaN, figures: this.compute() });
  reset = () => {
    this.#count = 0;
  };
  state = () => this.#count;
  merge = (state: unknown) => {
    this.#count += state as number;
  };
}

function listTask(measuresTraining: boolean): train.Task<ListBatch, train.TaskReport> {
  return {
    name: "colours",
    classes: ["a", "b"],
    labels: ["a", "b"],
    batchSize: 2,
    monitor: "images",
    config: {},
    measuresTraining,
    terms: () => ["square", "size"],
    checkOptions() {},
    loader() {
      throw new DatasetError("loaders alone");
    },
    criterion: () => ({ loss: (output) => output, dispose() {} }),
    forward({ images, targets }, { model, training }) {
      const outputs = (model as unknown as Colours).forward(images);
      const errors = outputs.map((output, at) => output.sub((targets[at] as { value: Tensor }).value));
      const terms = {
        square: errors.reduce((sum, one) => sum.add(one.square()), tensor(0)).div(images.length),
        size: (model as unknown as Colours).fc.weight.square().sum(),
      };
      const output = training && !measuresTraining ? null : outputs.map((value) => ({ value }));
      return {
        input: images,
        output,
        targets,
        loss: terms.square.add(terms.size),
        terms,
        samples: images.length,
      };
    },
    metric: (training) => (training ? null : new ListReport()),
    transforms() {
      throw new DatasetError("loaders alone");
    },
  };
}

function batches(count: number): Batches<ListBatch> {
  const made = Array.from({ length: count }, (_, at) => ({
    images: [rand([3, 4 + at, 5]), rand([3, 6, 7 + at])],
    targets: [{ value: tensor(1) }, { value: tensor(2) }],
    paths: [`${at}-first.png`, `${at}-second.png`],
  }));
  return new Batches(made);
}

const COMMON = { epochs: 1, optimizer: "sgd", lr: 0.01, device: "cpu", scheduler: "none" } as const;

test("lists of images are trained on; losses by name are figures, and a metric keeps what it was shown", async () => {
  manualSeed(0);
  const data = { train: batches(3), val: batches(2), classes: ["a", "b"], task: listTask(true) };
  const own = new Shown();
  const events: train.FitEvent<train.TaskReport>[] = [];
  const run = await train.fit(new Colours(), data, {
    ...COMMON,
    metrics: { own },
    monitor: "val.loss.square",
    onEvent: (event) => events.push(event),
  });
  const { figures } = run.last;
  expect(figures["train.loss"]).toBeCloseTo(
    (figures["train.loss.square"] as number) + (figures["train.loss.size"] as number),
    5,
  );
  expect(figures["val.loss"]).toBeCloseTo(
    (figures["val.loss.square"] as number) + (figures["val.loss.size"] as number),
    5,
  );
  expect(figures).toMatchObject({ "train.own": 6, "val.own": 4, "val.images": 4 });
  expect(own.seen.every(Number.isFinite)).toBe(true);
  expect(run.best?.epoch).toBe(1);
  const start = events.find((event) => event.type === "start");
  expect(start?.type === "start" && start.figures.map(({ name }) => name)).toEqual([
    "train.loss",
    "train.loss.square",
    "train.loss.size",
    "train.own",
    "val.loss",
    "val.loss.square",
    "val.loss.size",
    "val.images",
    "val.own",
  ]);
  expect(isGradEnabled()).toBe(true);
});

test("where training gives losses alone, metrics are of validation only", async () => {
  const data = { train: batches(2), val: batches(1), classes: ["a", "b"], task: listTask(false) };
  const lines: string[] = [];
  const out = { write: (text: string) => lines.push(text) };
  const show = train.progress({ streams: { stdout: out, stderr: out } as never });
  const run = await train.fit(new Colours(), data, {
    ...COMMON,
    metrics: { own: new Shown() },
    onEvent: show,
  });
  expect(run.last.figures).not.toHaveProperty("train.own");
  expect(run.last.figures["val.own"]).toBe(2);
  const { figures } = run.last;
  const shown = `loss ${figures["train.loss"]?.toFixed(4)}  square ${figures["train.loss.square"]?.toFixed(4)}`;
  expect(lines.join("")).toContain(shown);
});

test("a loss that is not finite names the batch's files, in training and in validation", async () => {
  const broken = { ...listTask(false) };
  const inner = broken.forward;
  broken.forward = (batch, options) => {
    const forwarded = inner(batch, options);
    const isBroken = batch.paths[0] === "1-first.png";
    return isBroken ? { ...forwarded, loss: (forwarded.loss as Tensor).mul(Number.NaN) } : forwarded;
  };
  const data = { train: batches(2), classes: ["a", "b"], task: broken };
  const failed = train.fit(new Colours(), data, COMMON);
  await expect(failed).rejects.toThrow(/loss is NaN at step 2 .* the batch is of 1-first.png, 1-second.png/);
  const validated = train.evaluate(new Colours(), batches(2), { task: broken });
  await expect(validated).rejects.toThrow(/gives NaN.*The batch is of 1-first.png, 1-second.png/);
});

test("the layer where NaN begins is found with a list of images", () => {
  const model = new Colours();
  const images = [rand([3, 4, 5]), rand([3, 6, 5])];
  expect(models.firstNonFinite(model, images)).toBe(null);
  (model.fc.bias as Tensor).requiresGrad_(false).fill_(Number.NaN);
  expect(models.firstNonFinite(model, images)).toMatchObject({ from: "layer", path: "fc", state: ["bias"] });
  (images[1] as Tensor).fill_(Number.NaN);
  expect(models.firstNonFinite(model, images)).toMatchObject({ from: "input" });
});

test("a step of one's own gives no metrics what it does not have", async () => {
  const model = new Colours();
  const optimizer = new optim.SGD(model.parameters(), { lr: 0.1 });
  const { value: batch } = await batches(1)[Symbol.asyncIterator]().next();
  const step = (measures: boolean) =>
    train.trainStep(model, batch, {
      optimizer,
      task: listTask(measures),
      metrics: { own: new Shown() },
    });
  await expect(step(false)).rejects.toThrow(
    /metrics would do nothing: in training a network of colours gives its losses alone/,
  );
  expect(await step(true)).toBeGreaterThan(0);
});

test("options of other tasks' loaders are refused", async () => {
  const data = { train: batches(1), classes: ["a", "b"], task: listTask(true) };
  const options = { ...COMMON, aspectRatioGroups: 3 };
  await expect(train.fit(new Colours(), data, options)).rejects.toThrow(
    /aspectRatioGroups would do nothing: the loaders are your own/,
  );
});
