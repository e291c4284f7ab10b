// Mixed batches, focal losses and class weights in `fit`: a plain PyTorch loop's losses, figures and weights; resumed to the bit;
// soft labels through evaluation and metrics; what is refused.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Rng } from "../../lib/data/index.ts";
import { keep, manualSeed, nn, stack, type Tensor, tensor, train, zeros } from "../../lib/index.ts";
import { SegmentationTask } from "../../lib/train/tasks/segmentation.ts";
import { expectClose, expectSame, fixtureJson, fixtureTensors } from "../helpers/index.ts";
import { CLASSES, dropNet, fixtureData, Net } from "./convnet.ts";

/** Relative error of float32 after 15 steps. */
const RTOL = 1e-5;
const { tensors } = fixtureTensors("train-mix");
const { seeds, weights } = fixtureJson<{ seeds: number[]; weights: number[] }>("train-mix");
const at = (name: string): Tensor => tensors[name] as Tensor;
const BATCHES = 5;

class Loader implements AsyncIterable<train.LabelledBatch> {
  readonly length = BATCHES;
  async *[Symbol.asyncIterator](): AsyncGenerator<train.LabelledBatch> {
    for (let batch = 0; batch < BATCHES; batch++) {
      yield { images: at("images").index(batch), labels: at("labels").index(batch) };
    }
  }
}

function startNet(): Net {
  const net = new Net();
  const start = Object.entries(tensors).filter(([name]) => name.startsWith("start."));
  net.loadStateDict(new Map(start.map(([name, value]) => [name.slice("start.".length), value])));
  return net;
}

/** Logits (N, 1, H, W). */
class PixelNet extends nn.Module {
  readonly conv = new nn.Conv2d(3, 1, 1);
  override forward(images: Tensor): Tensor {
    return this.conv.forward(images);
  }
}

const data = (): train.LoaderData => ({ train: new Loader(), classes: CLASSES });
const plain = {
  epochs: 3,
  optimizer: "sgd",
  momentum: 0.9,
  lr: 0.05,
  scheduler: "none",
  device: "cpu",
  guards: false,
} as const;

let root: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "torchts-mixing-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

test("the fixture has the seeds of a run's epochs", () => {
  expect([1, 2, 3].map((epoch) => Rng.derive(0, epoch).nextUint32())).toEqual(seeds);
});

const bce = (logits: Tensor, shares: Tensor): Tensor =>
  nn.functional.binaryCrossEntropyWithLogits(logits, shares);
const loops: Record<string, Partial<train.FitOptions>> = {
  mixup: { mixup: 0.4, labelSmoothing: 0.1 },
  cutmix: { cutmix: { alpha: 1 } },
  both: { mixup: { alpha: 0.3 }, cutmix: 0.8, classWeights: weights },
  bce: { mixup: 0.4, loss: bce },
  focal: { loss: { name: "focal", gamma: 1.5 }, classWeights: weights, labelSmoothing: 0.1 },
  focalMixed: { loss: "focal", mixup: 0.4 },
  weights: { classWeights: { a: 0.5, c: 2.5 } },
};

describe("15 steps as in a plain PyTorch loop", () => {
  test.each(Object.entries(loops))("%s: losses, training accuracy, weights", async (name, options) => {
    const net = startNet();
    const losses: number[] = [];
    const watching: train.RunPart = {
      name: "watching",
      afterBackward: (step) => step.whenRead((loss) => void losses.push(loss)),
    };
    const run = await train.fit(net, data(), { ...plain, ...options, parts: [watching] });
    expectClose(Float64Array.from(losses), at(`${name}.losses`).data() as Float32Array, RTOL, "losses");
    const right = [...(at(`${name}.right`).data() as BigInt64Array)].map((count) => Number(count) / 20);
    expect(run.history.map(({ figures }) => figures["train.accuracy"])).toEqual(right);
    const state = net.stateDict();
    for (const key of ["conv1.weight", "bn2.running_var", "fc.weight"]) {
      expectClose(state.get(key) as Tensor, at(`${name}.${key}`), RTOL, key);
    }
  });
});

describe("a resumed run", () => {
  test("mixes on to the bit, within an epoch too, and keeps its options", async () => {
    const options = { ...plain, mixup: 0.4, cutmix: 1, loss: { name: "focal", gamma: 1 } } as const;
    const whole = dropNet();
    await train.fit(whole, fixtureData(), options);
    const out = path.join(root, "resumed");
    const stop = new AbortController();
    const part: train.RunPart = {
      name: "stop",
      afterStep: ({ epoch, batch }) => {
        if (epoch === 2 && batch === 4) stop.abort();
      },
    };
    const first = dropNet();
    const started = train.fit(first, fixtureData(), {
      ...options,
      out,
      checkpointEvery: { steps: 1 },
      signal: stop.signal,
      parts: [part],
    });
    await expect(started).rejects.toThrow(/stopped by its signal/);
    const config = await train.readConfig(out);
    expect(config.options.loss).toEqual({ name: "focal", gamma: 1 });
    expect(config.options.mixup).toBe(0.4);
    const second = dropNet();
    const { epochs } = options;
    const again = { epochs, device: "cpu", out, resume: true } as const;
    await expect(train.fit(second, fixtureData(), { ...again, parts: [part], cutmix: 0.5 })).rejects.toThrow(
      /cutmix was 1, now 0.5/,
    );
    await train.fit(second, fixtureData(), { ...again, parts: [{ name: "stop", afterStep() {} }] });
    for (const [key, value] of second.stateDict())
      expectSame(value, whole.stateDict().get(key) as Tensor, key);
  });

  test("a run of another seed mixes otherwise", async () => {
    const nets = [startNet(), startNet(), startNet()] as const;
    for (const [index, seed] of [0, 0, 1].entries()) {
      await train.fit(nets[index] as Net, data(), { ...plain, epochs: 1, mixup: 1, seed });
    }
    const [a, b, c] = nets.map((net) => net.fc.weight as Tensor) as [Tensor, Tensor, Tensor];
    expectSame(a, b);
    expect(a.eq(c).all().item()).toBe(false);
  });
});

describe("labels as shares of classes", () => {
  const logits = tensor([
    [2, 1, 0],
    [0, 3, 1],
    [1, 0, 0.5],
    [0, 1, 4],
  ]);
  const shares = tensor([
    [0.7, 0.3, 0],
    [0.4, 0.4, 0.2],
    [0.1, 0.2, 0.7],
    [0, 0.1, 0.9],
  ]);
  class Given extends nn.Module {
    readonly head = new nn.Linear(1, 1);
    override forward(images: Tensor): Tensor {
      return images.reshape([-1, 3]);
    }
  }
  const batch = { images: logits.view([4, 3, 1, 1]), labels: shares };

  test("count as their largest, the first of equals, in metrics and confusion", async () => {
    const metrics = new train.ClassificationMetrics(CLASSES, { topK: [2] });
    await metrics.update(logits, shares);
    const report = metrics.report();
    expect(report.confusion).toEqual([
      [1, 1, 0],
      [0, 0, 0],
      [1, 0, 1],
    ]);
    expect(report.accuracy).toBe(0.5);
    expect(report.topK[2]).toBe(0.75);
  });

  test("go through evaluate, its loss being PyTorch's of probabilities", async () => {
    const loader = { async *[Symbol.asyncIterator]() { yield batch; } }; // biome-ignore format: one line
    const report = await train.evaluate(new Given(), loader, { classes: CLASSES });
    const logs = logits.double().logSoftmax(1);
    const byHand = Number(logs.mul(shares).sum(1).mean().neg().item());
    expect(report.loss).toBeCloseTo(byHand, 6);
    expect(report.confusion[0]).toEqual([1, 1, 0]);
  });

  test("of another number of classes, or of integers, are refused", async () => {
    const of = async (labels: Tensor): Promise<unknown> => {
      const loader = { async *[Symbol.asyncIterator]() { yield { ...batch, labels }; } }; // biome-ignore format: one line
      return train.evaluate(new Given(), loader, { classes: CLASSES });
    };
    await expect(of(zeros([4, 2]))).rejects.toThrow(/expected labels \(N\) or \(4, 3\).*got \(4, 2\)/);
    await expect(of(zeros([4, 3], { dtype: "int64" }))).rejects.toThrow(
      /shares of the classes.*int64 \[4,3\]/,
    );
  });
});

describe("masks", () => {
  const settings = { plain: {}, alpha: { alpha: 0.3 }, weights: {} } as const;
  const weightsOf = { binary: [0.4, 1.9], multiclass: weights, multilabel: { a: 0.5, c: 2.5 } } as const;
  const cases = (["binary", "multiclass", "multilabel"] as const).flatMap((kind) =>
    (["plain", "alpha", "weights"] as const)
      .filter((name) => tensors[`masks.${kind}.${name}.loss`] !== undefined)
      .map((name) => [kind, name] as const),
  );
  const taskOf = (kind: "binary" | "multiclass" | "multilabel") =>
    new SegmentationTask(
      { kind, ignoreIndex: 255, classes: kind === "binary" ? ["none", "some"] : CLASSES },
      {},
      "test",
    );

  test.each(cases)("focal loss of %s masks, %s: value and gradient", (kind, name) => {
    const criterion = taskOf(kind).criterion(
      {
        loss: { name: "focal", gamma: 1.5, ...settings[name] },
        classWeights: name === "weights" ? weightsOf[kind] : undefined,
      },
      null,
      "cpu",
    );
    const z = at(`masks.${kind}.logits`).clone().requiresGrad_(true);
    const loss = criterion.loss(z, at(`masks.${kind}.target`));
    expectClose(loss, at(`masks.${kind}.${name}.loss`), RTOL);
    const [part] = criterion.parts?.(z, at(`masks.${kind}.target`)) ?? [];
    expectClose(part?.value as Tensor, loss.detach(), 0);
    loss.backward();
    expectClose(z.grad as Tensor, at(`masks.${kind}.${name}.grad`), RTOL);
    criterion.dispose();
  });

  const maskData = () => {
    const images = at("images").index(0);
    const batch = { images, masks: zeros([4, 8, 8], { dtype: "int64" }) };
    batch.masks.narrow(1, 0, 4).fill_(1);
    const loader = { length: 1, async *[Symbol.asyncIterator]() { yield batch; } }; // biome-ignore format: one line
    return {
      train: loader,
      classes: ["none", "some"],
      task: { name: "segmentation", kind: "binary" },
    } as const;
  };

  test("cutmix brings the masks of its rectangles along", async () => {
    const seen: { images: Tensor; masks: Tensor }[] = [];
    const looking: train.RunPart = {
      name: "looking",
      aroundForward(_, next) {
        const forwarded = next();
        seen.push({
          images: keep((forwarded.input as Tensor).clone()),
          masks: keep((forwarded.targets as Tensor).clone()),
        });
        return forwarded;
      },
    };
    const given = maskData();
    const images = at("images").index(0);
    await train.fit(new PixelNet(), given, { ...plain, cutmix: 1, loss: "focal", parts: [looking] });
    expect(seen.length).toBe(3);
    // All masks are alike here, so a rectangle of another one changes nothing; images change where one was put.
    for (const one of seen) {
      expect(one.masks.narrow(1, 0, 4).eq(1).all().item()).toBe(true);
      expect(one.masks.narrow(1, 4, 4).eq(0).all().item()).toBe(true);
    }
    expect(seen.some((one) => one.images.ne(images).any().item())).toBe(true);
  });

  test("mixup, alpha beside weights and alpha of several classes are refused", async () => {
    const fitting = (options: object) => train.fit(new PixelNet(), maskData(), { ...plain, ...options });
    await expect(fitting({ mixup: 1 })).rejects.toThrow(/no mask says the classes; take `cutmix`/);
    const both = { loss: { name: "focal", alpha: 0.3 }, classWeights: [1, 2] };
    await expect(fitting(both)).rejects.toThrow(/give one of the two/);
    await expect(fitting({ classWeights: { some: 2, other: 1 } })).rejects.toThrow(
      /"other", which is no class/,
    );
    expect(() =>
      taskOf("multiclass").criterion({ loss: { name: "focal", alpha: 0.3 } }, null, "cpu"),
    ).toThrow(/give `classWeights`/);
  });
});

test("options that are none are refused", async () => {
  const fitting = (options: object) => train.fit(startNet(), data(), { ...plain, ...options });
  await expect(fitting({ mixup: 0 })).rejects.toThrow(/mixup must be a number above 0/);
  await expect(fitting({ mixup: { alpha: 1, p: 0.5 } })).rejects.toThrow(/p/);
  await expect(fitting({ cutmix: true })).rejects.toThrow(/cutmix must be/);
  await expect(fitting({ loss: "dice" })).rejects.toThrow(/loss must be/);
  await expect(fitting({ loss: { name: "focal", beta: 1 } })).rejects.toThrow(/beta/);
  await expect(fitting({ loss: { name: "focal", alpha: 0.3 } })).rejects.toThrow(/give `classWeights`/);
  await expect(fitting({ classWeights: [1, 2] })).rejects.toThrow(/a weight per class, 3 in all/);
  await expect(fitting({ classWeights: { d: 1 } })).rejects.toThrow(/"d", which is no class.*a, b, c/);
  await expect(fitting({ loss: bce, classWeights: weights })).rejects.toThrow(/belong to the default loss/);
});

test("a search of the depth that shares frozen layers refuses mixed images", async () => {
  const both = { ...data(), val: new Loader() };
  await expect(train.searchDepth(() => startNet(), both, { epochs: 1, mixup: 1 })).rejects.toThrow(
    /give share: false/,
  );
});

describe("balanced weights of masks", () => {
  /** Masks whose pixels are known: of binary ones 16 of 64 in the first, 8 in the second, whose first row is ignored. */
  const dataset = (kind: "binary" | "multilabel") => {
    const masks = [zeros([8, 8], { dtype: "int64" }), zeros([8, 8], { dtype: "int64" })] as const;
    masks[0].narrow(0, 2, 2).fill_(1);
    masks[1].narrow(0, 4, 1).fill_(1);
    masks[1].narrow(0, 0, 1).fill_(255);
    const planes = masks.map((mask) => stack([mask.eq(1), mask.eq(0), mask.ge(0)]).to("float32"));
    return {
      length: 2,
      get: async (index: number) => ({
        image: at("images").index(0, index),
        mask: (kind === "binary" ? masks : planes)[index] as Tensor,
        index,
        path: String(index),
      }),
    };
  };
  const task = (kind: "binary" | "multilabel") =>
    new SegmentationTask(
      {
        kind,
        ignoreIndex: kind === "binary" ? 255 : null,
        classes: kind === "binary" ? ["none", "some"] : CLASSES,
      },
      {},
      "test",
    );

  test("are n / (C n_c) over the pixels that count", async () => {
    const [none, some] = await task("binary").balancedWeights(dataset("binary"), undefined);
    expect(none).toBeCloseTo(120 / (2 * (120 - 24)), 12);
    expect(some).toBeCloseTo(120 / (2 * 24), 12);
    const found = await task("multilabel").balancedWeights(dataset("multilabel"), undefined);
    const counts = [24, 96, 128];
    expect(found).toEqual(counts.map((count) => 248 / (3 * count)));
  });

  test("are what fit trains with", async () => {
    const given = () => ({
      train: dataset("binary"),
      classes: ["none", "some"],
      task: { name: "segmentation", kind: "binary", ignoreIndex: 255 },
    });
    const losses = async (classWeights: unknown) => {
      manualSeed(3);
      const options = { ...plain, batchSize: 2, classWeights } as never;
      const run = await train.fit(new PixelNet(), given() as never, options);
      return run.history.map(({ figures }) => figures["train.loss"]);
    };
    const balanced = await losses("balanced");
    expect(balanced).toEqual(await losses([120 / (2 * 96), 120 / (2 * 24)]));
    expect(balanced).not.toEqual(await losses(undefined));
  });

  test("of loaders, and of classes without a pixel, are refused", async () => {
    await expect(task("binary").balancedWeights(new Loader(), undefined)).rejects.toThrow(/count the pixels/);
    const empty = { length: 1, get: async () => ({ mask: zeros([4, 4], { dtype: "int64" }) }) };
    await expect(task("binary").balancedWeights(empty, undefined)).rejects.toThrow(/without a pixel.*some/);
  });
});
