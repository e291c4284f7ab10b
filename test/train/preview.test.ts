// What preview shows is what fit sees: the same samples, the same random numbers, the same mixed batch.
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  AbortError,
  ArgumentError,
  DatasetError,
  data,
  datasets,
  drawBoxes,
  fromBytes,
  keep,
  manualSeed,
  maskOverlay,
  maskPalette,
  memory,
  models,
  nn,
  ones,
  rand,
  readImage,
  setNumThreads,
  Tensor,
  tensor,
  train,
  transforms,
  zeros,
} from "../../lib/index.ts";

let root: string;
let folder: datasets.ImageFolder;
beforeAll(async () => {
  setNumThreads(1);
  root = await mkdtemp(path.join(tmpdir(), "torchts-preview-"));
  for (const [k, name] of ["cat", "dog"].entries()) {
    const dir = path.join(root, "images", name);
    await mkdir(dir, { recursive: true });
    for (let i = 0; i < 5; i++) {
      // A ramp, so that a mirrored or a moved crop is another picture.
      const pixels = Buffer.from(
        Array.from({ length: 40 * 40 * 3 }, (_, at) => (at * (k + 2) + 31 * i) % 256),
      );
      await sharp(pixels, { raw: { width: 40, height: 40, channels: 3 } })
        .png()
        .toFile(path.join(dir, `${name}${i}.png`));
    }
  }
  folder = await datasets.ImageFolder.open(path.join(root, "images"), { split: { val: 0.2 } });
});
afterAll(() => rm(root, { recursive: true, force: true }));

const network = (outputs: number): nn.Sequential =>
  new nn.Sequential(new nn.AdaptiveAvgPool2d(1), new nn.Flatten(), new nn.Linear(3, outputs));
const bytesOf = (unit: Tensor): Tensor => unit.mul(255).round().clamp(0, 255).to("uint8");
const MEAN = [0.485, 0.456, 0.406];
const STD = [0.229, 0.224, 0.225];
const unnormalised = (image: Tensor): Tensor =>
  bytesOf(image.mul(tensor(STD).view([3, 1, 1])).add(tensor(MEAN).view([3, 1, 1])));

/** The batches of the first epochs as the network gets them. */
async function seenBy(model: nn.Module, of: object, options: object): Promise<Map<string, Tensor>[]> {
  const epochs: Map<string, Tensor>[] = [];
  const watch: train.RunPart = {
    name: "watch",
    transformBatch(batch, { epoch }) {
      const { images, paths } = batch as { images: Tensor; paths: string[] };
      const here = epochs[epoch - 1] ?? new Map<string, Tensor>();
      epochs[epoch - 1] = here;
      for (const [i, file] of paths.entries()) here.set(file, keep(images.select(0, i).clone()));
      return batch;
    },
  };
  await train.fit(model as never, of as never, { guards: false, ...options, parts: [watch] } as never);
  return epochs;
}

test("samples, draws of each epoch and the mixed batch are those of the run", async () => {
  manualSeed(0);
  const model = network(2);
  const recipe = { seed: 3, batchSize: 4, imageSize: 32, epochs: 3, lr: 1e-3 };
  const seen = await train.preview(model as never, folder, { ...recipe, samples: 5, draws: 3, edge: 64 });
  expect(seen.columns).toEqual(["not augmented", "epoch 1", "epoch 2", "epoch 3"]);
  expect([seen.task, seen.seed, seen.mixed.length, seen.notes]).toEqual(["classification", 3, 0, []]);
  const [first, second, third] = (await seenBy(model, folder, recipe)) as [
    Map<string, Tensor>,
    Map<string, Tensor>,
    Map<string, Tensor>,
  ];
  // The very first samples, in their order.
  expect(seen.rows.map((row) => row.path)).toEqual([...first.keys()].slice(0, 5));
  for (const { path: file, name, text, images } of seen.rows) {
    expect(text).toBe(path.basename(path.dirname(file as string)));
    expect(name).toBe(path.basename(file as string));
    expect(images[1]?.equal(unnormalised(first.get(file as string) as Tensor))).toBe(true);
    expect(images[2]?.equal(unnormalised(second.get(file as string) as Tensor))).toBe(true);
    expect(images[3]?.equal(unnormalised(third.get(file as string) as Tensor))).toBe(true);
    expect(images[1]?.equal(images[2] as Tensor)).toBe(false);
    const plain = await new transforms.ImageClassificationPreset({ cropSize: 32, resizeSize: 37 }).apply(
      await readImage(file as string),
    );
    expect(images[0]?.equal(unnormalised(plain))).toBe(true);
  }

  const mixed = await train.preview(model as never, folder, { ...recipe, mixup: 0.4, cutmix: 1, samples: 4 });
  const given: Tensor[] = [];
  class Watch extends nn.Module {
    override forward(images: Tensor): Tensor {
      given.push(keep(images.clone()));
      return images;
    }
  }
  const watched = new nn.Sequential(new Watch(), network(2));
  await train.fit(watched as never, folder, { ...recipe, epochs: 1, guards: false, mixup: 0.4, cutmix: 1 });
  expect(mixed.mixed).toHaveLength(4);
  for (const [i, { image }] of mixed.mixed.entries())
    expect(image.equal(unnormalised((given[0] as Tensor).select(0, i)))).toBe(true);
  const part: train.RunPart = { name: "noise", transformBatch: (batch) => batch };
  const own = await train.preview(model as never, folder, { ...recipe, parts: [part], samples: 1 });
  expect(own.notes).toEqual(["not shown: what noise makes of batches"]);
  expect(mixed.mixed[0]?.text).toMatch(/^(\d\.\d\d (cat|dog)(, )?){1,2}$/);
});

test("the network, its mode, the process's random numbers and the memory are as before", async () => {
  const model = models.replaceHead(await models.squeezenet1_1({ weights: null }), folder.classes).eval();
  const before = Object.fromEntries([...model.stateDict()].map(([name, value]) => [name, value.clone()]));
  manualSeed(5);
  const expected = rand([3]);
  manualSeed(5);
  const start = memory.liveTensors();
  const seen = await train.preview(model, folder, { mixup: 0.2, samples: 3 });
  seen.dispose();
  expect(memory.liveTensors()).toBe(start);
  expect(rand([3]).equal(expected)).toBe(true);
  expect(model.training).toBe(false);
  for (const [name, value] of model.stateDict()) expect(value.equal(before[name] as Tensor)).toBe(true);
});

describe("what belongs to a sample is drawn in", () => {
  const image = (): Tensor => rand([3, 16, 16]);
  const copied = (of: object): object =>
    Object.fromEntries(
      Object.entries(of).map(([key, value]) => [
        key,
        value instanceof Tensor ? value.clone() : key === "target" ? copied(value) : value,
      ]),
    );
  const own = <T extends object>(samples: T[], facts: object) => ({
    train: {
      length: samples.length,
      // Whoever asks for a sample frees it.
      get: async (i: number) => ({ ...copied(samples[i] as T), index: i, path: `s${i}.png` }),
    },
    ...facts,
  });

  test("masks", async () => {
    const mask = zeros([16, 16], { dtype: "int64" });
    mask.slice(0, 4, 9).fill_(2);
    mask.slice(0, 12, 16).fill_(255);
    const picture = image();
    const of = own([{ image: picture, mask }], {
      classes: ["background", "disc", "cup"],
      task: { name: "segmentation", kind: "multiclass", ignoreIndex: 255 },
    });
    const model = new nn.Conv2d(3, 3, 1);
    const seen = await train.preview(model as never, of as never, { draws: 1 });
    expect(seen.columns).toEqual(["epoch 1"]);
    expect(
      seen.rows[0]?.images[0]?.equal(maskOverlay(bytesOf(picture), mask, { alpha: 0.45, ignoreIndex: 255 })),
    ).toBe(true);
  });

  test("boxes and the masks of objects, at the size of the picture, each class in its colour", async () => {
    const picture = ones([3, 40, 80]).mul(0.5);
    const masks = zeros([2, 40, 80], { dtype: "uint8" });
    masks.select(0, 0).slice(0, 8, 24).slice(1, 8, 24).fill_(1);
    masks.select(0, 1).slice(0, 10, 30).slice(1, 50, 60).fill_(1);
    const target = {
      masks,
      boxes: tensor([
        [8, 8, 40, 24],
        [48, 4, 72, 36],
      ]),
      labels: tensor([2, 1], { dtype: "int64" }),
    };
    const of = own([{ image: picture, target }], { classes: ["cell", "clump"], task: { name: "detection" } });
    const model = await models.fasterrcnn({
      backbone: "mobilenet_v2",
      numClasses: 3,
      minSize: 40,
      weights: null,
    } as never);
    const seen = await train.preview(model as never, of as never, { draws: 1, edge: 40 });
    type Color = readonly [number, number, number];
    const [none, cell, clump] = maskPalette(3) as [Color, Color, Color];
    const filled = maskOverlay(
      ones([3, 20, 40]).mul(0.5),
      masks.slice(1, 0, 40, 2).slice(2, 0, 80, 2).ne(0),
      {
        alpha: 0.45,
        colors: [none, clump, cell],
      },
    );
    const expected = drawBoxes(filled, target.boxes.mul(0.5), {
      labels: ["clump", "cell"],
      colors: [clump, cell],
    });
    expect(seen.rows[0]?.images[0]?.equal(expected)).toBe(true);
    expect(seen.rows[0]?.text).toBe("2 objects");
  });

  test("images whose transform normalises as a step of several, in their own colours", async () => {
    const picture = image();
    const steps = new transforms.Compose([
      new transforms.Compose([(x: Tensor) => x, new transforms.Normalize(MEAN, STD)]),
      (x: Tensor) => x,
    ]);
    const of = own([{ image: steps.apply(picture), label: 1 }], { classes: ["cat", "dog"] });
    const shown = async (train_: object) => {
      const seen = await train.preview(network(2) as never, { ...of, train: train_ } as never, { draws: 1 });
      return { unit: seen.rows[0]?.images[0] as Tensor, notes: seen.notes };
    };
    const known = await shown({ ...of.train, transform: steps });
    expect(known.notes).toEqual([]);
    expect(known.unit.float().sub(bytesOf(picture).float()).abs().max().item()).toBeLessThanOrEqual(1);
    const unknown = await shown(of.train);
    expect(unknown.notes).toEqual([expect.stringMatching(/stretched from the least to the greatest/)]);
    expect([unknown.unit.min().item(), unknown.unit.max().item()]).toEqual([0, 255]);
  });

  test("labels, numbers and grades in words", async () => {
    const textOf = async (samples: object[], facts: object, outputs: number): Promise<string[]> => {
      const model = network(outputs);
      const seen = await train.preview(
        model as never,
        own(samples, facts) as never,
        { draws: 1, sampler: new data.SequentialSampler(samples.length) } as never,
      );
      return seen.rows.map(({ text }) => text);
    };
    const several = [
      [1, 0],
      [0, 0],
      [1, Number.NaN],
    ].map((targets) => ({ image: image(), targets }));
    expect(await textOf(several, { classes: ["mass", "nodule"], task: { name: "multilabel" } }, 2)).toEqual([
      "mass",
      "none",
      "mass; not known: nodule",
    ]);
    const numbers = [
      [12, 1.25],
      [Number.NaN, 3],
    ].map((targets) => ({ image: image(), targets }));
    const task = { name: "regression", names: ["age", "width"], units: ["months", "mm"] };
    expect(await textOf(numbers, { task }, 2)).toEqual([
      "age 12 months, width 1.250 mm",
      "age not known months, width 3 mm",
    ]);
    const grades = [{ image: image(), label: 1 }];
    expect(
      await textOf(grades, { classes: ["none", "mild", "severe"], task: { name: "ordinal" } }, 2),
    ).toEqual(["mild"]);
  });

  test("values of a transform that says no mean are stretched, and of many channels the middle one is shown: both said", async () => {
    const odd = [{ image: rand([3, 8, 8]).mul(20).sub(10), label: 0 }];
    const seen = await train.preview(network(2) as never, own(odd, { classes: ["a", "b"] }) as never, {
      draws: 1,
    });
    expect(seen.notes).toEqual(["values are stretched from the least to the greatest of an image"]);
    expect(String(seen)).toContain("stretched");
    const five = [{ image: rand([5, 8, 8]), label: 0 }];
    const model = new nn.Sequential(new nn.AdaptiveAvgPool2d(1), new nn.Flatten(), new nn.Linear(5, 2));
    const stack = await train.preview(model as never, own(five, { classes: ["a", "b"] }) as never, {
      draws: 1,
    });
    expect(stack.notes).toEqual(["of 5 channels the one in the middle is shown"]);
    const middle = bytesOf(five[0]?.image.select(0, 2) as Tensor);
    expect(stack.rows[0]?.images[0]?.select(0, 0).equal(middle)).toBe(true);
  });
});

test("a loader of one's own is shown as it gives its batches, once", async () => {
  const images = rand([4, 3, 8, 8]);
  const loader = {
    async *[Symbol.asyncIterator]() {
      yield { images, labels: tensor([0, 1, 1, 0], { dtype: "int64" }) };
    },
  };
  const of = { train: loader, classes: ["a", "b"] };
  const seen = await train.preview(network(2) as never, of as never, { samples: 3 });
  expect(seen.rows.map(({ text, name, images: shown }) => [text, name, shown.length])).toEqual([
    ["a", "", 1],
    ["b", "", 1],
    ["b", "", 1],
  ]);
  expect(images.numel()).toBe(4 * 3 * 8 * 8); // still the loader's
  expect(seen.rows[2]?.images[0]?.equal(bytesOf(images.select(0, 2)))).toBe(true);
  await expect(train.preview(network(2) as never, of as never, { draws: 3 })).rejects.toThrow(
    /`draws` would show nothing more: the loader is your own/,
  );
});

test("is written as a picture or a page, whole or not at all", async () => {
  const seen = await train.preview(network(2) as never, folder, { samples: 2, draws: 2, edge: 48, mixup: 1 });
  const picture = path.join(root, "seen.png");
  await seen.save(picture);
  const { width, height } = await sharp(picture).metadata();
  // Three columns of 48 pixels, 4 between and around; two rows and one of the mixed batch, 11 of a caption below each.
  expect([width, height]).toEqual([4 + 3 * 52, 4 + 3 * (48 + 11 + 4)]);
  const grid = seen.grid();
  expect(
    fromBytes(await sharp(picture).removeAlpha().raw().toBuffer(), "uint8", [
      height as number,
      width as number,
      3,
    ])
      .permute([2, 0, 1])
      .equal(grid),
  ).toBe(true);
  const page = path.join(root, "seen.html");
  await seen.save(page);
  const html = await readFile(page, "utf8");
  expect(html.match(/<img src="data:image\/jpeg;base64,/g)).toHaveLength(2 * 3 + 2);
  expect(html).not.toMatch(/<script|https?:\/\//);
  expect(html).toMatch(/alt="epoch 2: (cat|dog)"/);
  await expect(seen.save(path.join(root, "seen.gif"))).rejects.toThrow(/ending in \.png, \.jpg or \.html/);
  expect(existsSync(path.join(root, "seen.gif"))).toBe(false);
});

describe("refused", () => {
  test("options there are none, data without images, and what fit refuses", async () => {
    const look = (of: object, options: object): Promise<unknown> =>
      train.preview(network(2) as never, of as never, options as never);
    await expect(look(folder, { sample: 3 })).rejects.toThrow(
      /unknown option "sample"; did you mean samples\?/,
    );
    await expect(look(folder, { samples: 0 })).rejects.toThrow(ArgumentError);
    await expect(look(folder, { transforms: { train: 3 } })).rejects.toThrow(ArgumentError);
    const table = new data.TensorDataset(rand([6, 3]), zeros([6], { dtype: "int64" }));
    await expect(look({ train: table, classes: ["a", "b"] }, {})).rejects.toThrow(DatasetError);
  });

  test("a signal that is raised ends it, and nothing stays", async () => {
    const start = memory.liveTensors();
    const model = network(2);
    const own = memory.liveTensors() - start;
    await expect(train.preview(model as never, folder, { signal: AbortSignal.abort() })).rejects.toThrow(
      AbortError,
    );
    expect(memory.liveTensors() - start).toBe(own);
  });
});
