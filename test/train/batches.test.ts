// Batches of one sample, patience, and data of one class: what a run does with them.
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generatePolypFolder } from "../../lib/cli/polyps/folder.ts";
import { TensorDataset } from "../../lib/data/index.ts";
import { DatasetError, ShapeError } from "../../lib/native/errors.ts";
import { BatchNorm1d, BatchNorm2d, Linear, Module } from "../../lib/nn/index.ts";
import { manualSeed, randint, randn, type Tensor, tensor, zeros } from "../../lib/tensor/index.ts";
import * as train from "../../lib/train/index.ts";
import { datasets, transforms } from "../../lib/vision/index.ts";
import { expectSame } from "../helpers/index.ts";
import { CLASSES, FixtureLoader, Net, startNet } from "./convnet.ts";

/** The net with a BatchNorm over its pooled features, which one sample has no variance of. */
class Pooled extends Net {
  first = new BatchNorm2d(3);
  last = new BatchNorm1d(8);

  override forward(x: Tensor): Tensor {
    let y = this.bn1.forward(this.conv1.forward(this.first.forward(x))).relu();
    y = this.bn2.forward(this.conv2.forward(y)).relu();
    return this.fc.forward(this.last.forward(y.mean([2, 3])));
  }
}

function table(rows: number): train.TensorData {
  manualSeed(12);
  const images = new TensorDataset(randn([rows, 3, 8, 8]), randint(3, [rows]));
  return { train: images, val: null, classes: CLASSES };
}

interface Told {
  steps: number;
  notices: train.NoticeEvent[];
  result: train.RunResult;
}

async function run(
  model: train.TrainableClassifier,
  data: train.LabelData,
  options: Partial<train.FitOptions>,
): Promise<Told> {
  const notices: train.NoticeEvent[] = [];
  let steps = 0;
  const result = await train.fit(model, data, {
    epochs: 2,
    device: "cpu",
    ...options,
    onEvent: (event) => {
      if (event.type === "step") steps++;
      if (event.type === "notice") notices.push(event);
    },
  });
  return { steps, notices, result };
}

describe("a batch of one sample", () => {
  test("is trained on where the network can: 17 samples by 4 are 5 steps an epoch, as in PyTorch", async () => {
    const { steps, notices, result } = await run(startNet(), table(17), { batchSize: 4, epochs: 8 });
    expect(steps).toBe(40);
    expect(result.last.step).toBe(40);
    expect(notices).toEqual([]);
  });

  test("is left out with a notice where BatchNorm would have one value, and nothing has moved", async () => {
    const model = new Pooled();
    const { steps, notices } = await run(model, table(17), { batchSize: 4 });
    expect(steps).toBe(8);
    expect(notices.map(({ about }) => about)).toEqual(["batchOfOne", "batchOfOne"]);
    expect(notices[0]?.text).toMatch(/left out a batch of one sample in epoch 1: .*more than one value/);
    // The layers before the one that refused had seen the batch: their statistics were put back.
    expect(model.first.num_batches_tracked?.item()).toBe(8);
  });

  test("draws no random number: the run is that of data without the sample", async () => {
    const rows = table(9).train;
    const ordered = (count: number): train.LoaderData => ({
      train: {
        async *[Symbol.asyncIterator]() {
          for (let start = 0; start < count; start += 4) {
            const index = Array.from({ length: Math.min(4, count - start) }, (_, i) => start + i);
            yield {
              images: rows.inputs.indexSelect(0, tensor(index, { dtype: "int64" })),
              labels: rows.targets.indexSelect(0, tensor(index, { dtype: "int64" })),
            };
          }
        },
      },
      classes: CLASSES,
    });
    manualSeed(1);
    const [all, without] = [new Pooled(), new Pooled()];
    without.loadStateDict(all.stateDict());
    const told = await run(all, ordered(9), {});
    expect(told.notices).toHaveLength(2);
    await run(without, ordered(8), {});
    const expected = without.stateDict();
    for (const [key, value] of all.stateDict()) expectSame(value, expected.get(key) as Tensor, key);
  });

  test("that every batch is ends the run with the layer's error", async () => {
    const call = run(new Pooled(), table(5), { batchSize: 1 });
    await expect(call).rejects.toThrow(ShapeError);
    await expect(call).rejects.toThrow(/more than one value/);
  });
});

describe("patience counts measurements", () => {
  /** A network that learns nothing: the first measurement is the best. */
  const idle = { lr: 1e-12, monitor: "valAccuracy" } as const;
  const data = { train: new FixtureLoader(), val: new FixtureLoader(2), classes: CLASSES };

  test("validateEvery: 5, patience: 3 stops at the fourth measurement, epoch 20", async () => {
    const { result } = await run(startNet(), data, { ...idle, epochs: 60, validateEvery: 5, patience: 3 });
    expect(result.reason).toBe("earlyStopping");
    expect(result.last.epoch).toBe(20);
    expect(result.best?.epoch).toBe(5);
  });

  test("through a resume as well", async () => {
    const out = await mkdtemp(path.join(tmpdir(), "torchts-patience-"));
    try {
      const options = { ...idle, validateEvery: 2, patience: 3 } as const;
      const whole = await run(startNet(), data, { ...options, epochs: 60 });
      const end = whole.result.last.epoch;
      expect(end - (whole.result.best?.epoch ?? 0)).toBe(6);
      await run(startNet(), data, { ...options, out, epochs: end - 2 });
      const { result } = await run(startNet(), data, { out, resume: true, epochs: 60 });
      expect(result.last.epoch).toBe(end);
      expect(result.reason).toBe("earlyStopping");
    } finally {
      await rm(out, { recursive: true, force: true });
    }
  });
});

describe("data of one class", () => {
  let root: string;
  beforeAll(async () => {
    root = await mkdtemp(path.join(tmpdir(), "torchts-batches-"));
    await generatePolypFolder(path.join(root, "data"), { n: 10, size: 24, seed: 3 });
  });
  afterAll(() => rm(root, { recursive: true, force: true }));
  const net = (outputs: number): train.TrainableClassifier => {
    class Small extends Module {
      fc = new Linear(3, outputs);
      override forward(images: Tensor): Tensor {
        return this.fc.forward(images.mean([2, 3]));
      }
    }
    return new Small();
  };

  test("a folder opened one level too high is refused, with the likely cause", async () => {
    const above = path.join(root, "above");
    await mkdir(above);
    await rename(path.join(root, "data", "images"), path.join(above, "all"));
    const transform = new transforms.ImageClassificationPreset({ cropSize: 16, resizeSize: 16 });
    await expect(datasets.ImageFolder.open(above, { transform })).rejects.toThrow(
      /has one class folder only, all; open .*all, which holds the folders normal, polyp/,
    );
    const data = await datasets.ImageFolder.open(above, { transform, useSplitFolders: false });
    expect(data.classes).toEqual(["all"]);
    const call = train.fit(net(1), data, { epochs: 1, device: "cpu" });
    await expect(call).rejects.toThrow(DatasetError);
    await expect(call).rejects.toThrow(/one class only, "all".*opened one level too high.*a train\/ alone/);
  });

  test("a training part whose samples are all of one class is refused and names it", async () => {
    const rows = new TensorDataset(randn([6, 3, 4, 4]), zeros([6], { dtype: "int64" }));
    const call = train.fit(
      net(2),
      { train: rows, val: null, classes: ["a", "b"] },
      { epochs: 1, device: "cpu" },
    );
    await expect(call).rejects.toThrow(DatasetError);
    await expect(call).rejects.toThrow(/all 6 training samples are of one class, "a", of 2/);
  });

  test("unreadable images that leave a last batch of one do not end the run in any epoch", async () => {
    const folder = path.join(root, "skips");
    await generatePolypFolder(folder, { n: 10, size: 24, seed: 4 });
    const images = path.join(folder, "images");
    const files = (await readdir(path.join(images, "normal"))).slice(0, 1);
    for (const file of files) await writeFile(path.join(images, "normal", file), "no image");
    const data = await datasets.ImageFolder.open(images, {
      transform: new transforms.ImageClassificationPreset({ cropSize: 8, resizeSize: 8 }),
    });
    const model = new Pooled();
    model.fc = new Linear(8, 2);
    // Nine of ten can be read: in one epoch or another the last batch of two has one.
    const { result, notices } = await run(model, data, { batchSize: 2, epochs: 6, onError: "skip" });
    expect(result.history).toHaveLength(6);
    expect(result.history.map(({ skipped }) => skipped)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(notices).toHaveLength(6);
  });
});
