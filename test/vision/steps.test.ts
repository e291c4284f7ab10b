// Chains of transforms that a data set does on another thread: the values of the transforms one by one, to the bit.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Rng } from "../../lib/data/index.ts";
import { nn, optim } from "../../lib/index.ts";
import { native } from "../../lib/native/addon.ts";
import { memory, scope, type Tensor } from "../../lib/tensor/index.ts";
import { datasets, readImage, transforms } from "../../lib/vision/index.ts";
import { applyTransform, type TransformLike } from "../../lib/vision/transforms/transform.ts";

const T = transforms;
let folder: string;
let files: { path: string; label: number }[];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "torchts-steps-"));
  const draw = async (name: string, width: number, height: number, channels: 1 | 3) => {
    const bytes = Uint8Array.from(
      { length: width * height * channels },
      (_, i) => (i * 37 + (i >> 7) * 11) % 251,
    );
    await sharp(bytes, { raw: { width, height, channels } }).png().toFile(path.join(folder, name));
    return { path: path.join(folder, name), label: 0 };
  };
  files = [
    await draw("wide.png", 131, 67, 3),
    await draw("high.png", 50, 140, 3),
    await draw("gray.png", 90, 90, 1),
    await draw("small.png", 9, 7, 3),
  ];
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const [mean, std] = [
  [0.485, 0.456, 0.406],
  [0.229, 0.224, 0.225],
];
const standard = () => [new T.ToFloat(), new T.Normalize(mean, std)];

/** A chain, and whether it can be done on another thread. */
const CHAINS: readonly [string, boolean, TransformLike][] = [
  ["training preset", true, new T.ClassificationTrainPreset({ cropSize: 48 })],
  [
    "training preset of tiny crops",
    true,
    new T.ClassificationTrainPreset({ cropSize: 32, scale: [0.01, 0.02] }),
  ],
  ["preset of weights", true, new T.ImageClassificationPreset({ cropSize: 32, resizeSize: 40 })],
  ["its own statistics", true, new T.ImageClassificationPreset({ cropSize: 32, mean: [0.5], std: [0.25] })],
  [
    "crop, mirrored both ways",
    true,
    new T.Compose([
      new T.RandomResizedCrop(33),
      new T.RandomVerticalFlip(),
      new T.RandomHorizontalFlip(),
      ...standard(),
    ]),
  ],
  ["bytes only", true, new T.Compose([new T.Resize([20, 31]), new T.CenterCrop(17)])],
  [
    "a crop of a small image that is padded",
    true,
    new T.Compose([new T.CenterCrop(60), new T.RandomHorizontalFlip(), ...standard()]),
  ],
  [
    "a padded random crop",
    true,
    new T.Compose([new T.RandomCrop(40, { padding: 30 }), new T.RandomHorizontalFlip(), ...standard()]),
  ],
  ["bicubic", true, new T.ClassificationTrainPreset({ cropSize: 24, interpolation: "bicubic" })],
  ["rotation", true, new T.ClassificationTrainPreset({ cropSize: 24, rotation: 30 })],
  ["moves after the conversion", true, new T.Compose([...standard(), new T.RandomHorizontalFlip()])],
  ["nothing", true, new T.Compose([])],
  ["one transform", true, new T.RandomHorizontalFlip({ p: 1 })],
  ["colour jitter", false, new T.ClassificationTrainPreset({ cropSize: 24, colorJitter: 0.2 })],
  ["a chance of a chain", false, new T.Compose([new T.RandomApply([new T.Resize(20)], 0.5), ...standard()])],
  ["a function", false, (image: Tensor) => image.flip([-1])],
];

describe.each(CHAINS)("%s", (_, isStaged, transform) => {
  test("in a data set and by itself", async () => {
    expect(transform instanceof T.Transform && transform._stages() !== null).toBe(isStaged);
    const split = new datasets.ImageFolderSplit(files, ["a"], transform);
    for (const [index, file] of files.entries()) {
      for (const seed of [1, 2, 3]) {
        await scope(async () => {
          const [mine, theirs] = [new Rng(seed), new Rng(seed)];
          const { image } = await split.get(index, { rng: mine });
          const alone = applyTransform(transform, await readImage(file.path), theirs);
          expect(image.dtype).toBe(alone.dtype);
          expect(image.equal(alone), `${file.path}, seed ${seed}`).toBe(true);
          expect(mine.random()).toBe(theirs.random());
        });
      }
    }
  });
});

test("subclasses of presets, moves and chains do what they say", async () => {
  class Inverted extends T.ImageClassificationPreset {
    protected override change(image: Tensor): Tensor {
      return super.change(image).neg();
    }
  }
  class Darker extends T.Resize {
    protected override change(image: Tensor): Tensor {
      return super.change(image).div(2);
    }
  }
  class Plain extends T.Compose {
    override apply(image: Tensor): Tensor {
      return image.add(1);
    }
  }
  for (const transform of [new Inverted({ cropSize: 32 }), new Darker(20), new Plain([new T.Resize(9)])]) {
    expect(transform._stages()).toBeNull();
    const split = new datasets.ImageFolderSplit(files, ["a"], transform);
    await scope(async () => {
      const { image } = await split.get(0);
      expect(image.equal(transform.apply(await readImage((files[0] as { path: string }).path)))).toBe(true);
    });
  }
});

test("what is refused names the file, and nothing is left", async () => {
  const before = memory.stats().liveTensors;
  const odd = new T.Compose([new T.ToFloat(), new T.Normalize([0.5, 0.5], [0.5, 0.5])]);
  const split = new datasets.ImageFolderSplit(files, ["a"], odd);
  await expect(split.get(0)).rejects.toThrow(/1 or 3 values/);
  const random = new datasets.ImageFolderSplit(files, ["a"], new T.RandomResizedCrop(20));
  await expect(random.get(0)).rejects.toThrow(/needs a generator/);
  expect(memory.stats().liveTensors).toBe(before);
});

test("the images can be trained on", async () => {
  const split = new datasets.ImageFolderSplit(
    files,
    ["a"],
    new T.ImageClassificationPreset({ cropSize: 16 }),
  );
  await scope(async () => {
    const { image } = await split.get(0);
    const layer = new nn.Conv2d(3, 2, 3);
    const optimizer = new optim.SGD(layer.parameters(), { lr: 0.1 });
    await layer.forward(image.unsqueeze(0)).sum().backwardAsync();
    optimizer.step();
    expect(image.requiresGrad).toBe(false);
    image.mul_(2); // no inference tensor
  });
});

test("steps that do not fit the image are refused, not carried out", async () => {
  const call = (steps: number[], bytes = new Uint8Array(27), table = 0) =>
    native().changePixels(bytes, 3, 3, 3, Float64Array.from(steps), table);
  for (const steps of [[1, 0, 0, 9, 9], [1, 0], [99], [2, 0, 4], [2, 2 ** 40, 4], [Number.NaN], [6]]) {
    await expect(call(steps)).rejects.toThrow();
  }
  expect(() => call([], new Uint8Array(26))).toThrow(/bytes/);
  await native().changePixels(new Uint8Array(27), 3, 3, 3, Float64Array.from([2, 5, 4]), 0);
});
