// What ends training on other people's data, one after the other: turned photographs, thousands of objects, gray and broken
// images, boxes of a pixel, images of all sizes in one batch.

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Rng } from "../../lib/data/index.ts";
import { AbortError, DatasetError, FileFormatError } from "../../lib/native/errors.ts";
import { rand, tensor } from "../../lib/tensor/index.ts";
import { datasets, transforms } from "../../lib/vision/index.ts";

const { CocoDetection, detectionFromCsv, InstanceMasks } = datasets;
let folder: string;
let number = 0;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "torchts-traps-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function picture(
  name: string,
  width: number,
  height: number,
  { orientation, gray = false }: { orientation?: number; gray?: boolean } = {},
): Promise<void> {
  const made = sharp({ create: { width, height, channels: 3, background: "#804020" } });
  await (gray ? made.grayscale() : made)
    .withMetadata(orientation === undefined ? {} : { orientation })
    .toFile(path.join(folder, name));
}

type Box = readonly [number, number, number, number];
/** An annotation file for one image of so many boxes. */
async function coco(
  images: readonly { name: string; width: number; height: number; boxes: readonly Box[] }[],
  options: datasets.CocoDetectionOptions = {},
): Promise<datasets.CocoDetection> {
  const file = path.join(folder, `${number++}.json`);
  let id = 1;
  const content = {
    images: images.map(({ name, width, height }, i) => ({ id: i, file_name: name, width, height })),
    categories: [{ id: 1, name: "cell" }],
    annotations: images.flatMap(({ boxes }, i) =>
      boxes.map(([x, y, w, h]) => ({
        id: id++,
        image_id: i,
        category_id: 1,
        bbox: [x, y, w, h],
        segmentation: [[x, y, x + w, y, x + w, y + h, x, y + h]],
      })),
    ),
  };
  await writeFile(file, JSON.stringify(content));
  return CocoDetection.open(file, folder, options);
}

describe("photographs that a camera turned", () => {
  test("boxes for the pixels as they are stored do not fit the picture as it is shown; exif: false reads them", async () => {
    await picture("turned.jpg", 40, 20, { orientation: 6 });
    const boxes = [[2, 3, 10, 8]] as const;
    const stored = [{ name: "turned.jpg", width: 40, height: 20, boxes }];
    const data = await coco(stored);
    await expect(data.train.read(0)).rejects.toThrow(/20 x 40 pixels.*for 40 x 20; it is turned as its EXIF/);
    const plain = await coco(stored, { image: { exif: false } });
    expect((await plain.train.read(0)).image.shape).toEqual([3, 20, 40]);
    const shown = await coco([{ name: "turned.jpg", width: 20, height: 40, boxes }]);
    expect((await shown.train.read(0)).image.shape).toEqual([3, 40, 20]);
  });

  test("where nobody states the size, or it fits either way, the user says it", async () => {
    await picture("half.jpg", 30, 30, { orientation: 3 });
    const data = await coco([{ name: "half.jpg", width: 30, height: 30, boxes: [[2, 3, 10, 8]] }]);
    await expect(data.train.read(0)).rejects.toThrow(
      /its boxes are not, and would fit either way; say whether they were drawn/,
    );
    await picture("lying.jpg", 40, 20, { orientation: 6 });
    const table = path.join(folder, "lying.csv");
    await writeFile(table, "image,label,x1,y1,x2,y2\nlying.jpg,cell,1,1,9,9\n");
    await expect((await detectionFromCsv(table)).train.read(0)).rejects.toThrow(/would fit either way/);
    const said = await detectionFromCsv(table, {}, { image: { exif: true } });
    expect((await said.train.read(0)).image.shape).toEqual([3, 40, 20]);
    expect(said.train.sizes).toEqual([{ width: 20, height: 40 }]);
    const none = await coco([{ name: "half.jpg", width: 30, height: 30, boxes: [] }]);
    expect((await none.train.read(0)).target.boxes.shape).toEqual([0, 4]);
  });
});

describe("many, small and large", () => {
  test("5,000 objects in an image, each a pixel; masks that do not fit into memory are named, not tried", async () => {
    await picture("many.png", 100, 50);
    const boxes = Array.from({ length: 5000 }, (_, i): Box => [i % 100, Math.floor(i / 100), 1, 1]);
    const image = { name: "many.png", width: 100, height: 50, boxes };
    const data = await coco([image]);
    const { target } = await data.train.get(0, { rng: new Rng(0) });
    expect([target.boxes.shape, target.labels.shape]).toEqual([[5000, 4], [5000]]);
    const masks = await coco([image], { masks: true });
    const drawn = await masks.train.readTarget(0);
    expect(drawn.masks?.sum().item()).toBe(5000);

    await picture("huge.png", 3000, 3000);
    const huge = await coco([{ name: "huge.png", width: 3000, height: 3000, boxes: boxes.slice(0, 300) }], {
      masks: true,
    });
    await expect(huge.train.readTarget(0)).rejects.toThrow(
      /huge\.png: the masks of 300 objects have 2700000000 pixels together/,
    );
    const bare = await coco([{ name: "huge.png", width: 3000, height: 3000, boxes: boxes.slice(0, 300) }]);
    expect((await bare.train.readTarget(0)).boxes.shape).toEqual([300, 4]);
  });

  test("images of all sizes, and an image without objects, are one batch", async () => {
    const sizes = [
      [10, 30],
      [64, 20],
      [33, 33],
    ] as const;
    for (const [i, [width, height]] of sizes.entries()) await picture(`mixed${i}.png`, width, height);
    const data = await coco(
      sizes.map(([width, height], i) => ({
        name: `mixed${i}.png`,
        width,
        height,
        boxes: i === 1 ? [] : [[1, 1, 5, 5] as Box],
      })),
    );
    for await (const { images, targets } of data.loader("train", { batchSize: 3, shuffle: false })) {
      expect(images.map((image) => image.shape)).toEqual([
        [3, 30, 10],
        [3, 20, 64],
        [3, 33, 33],
      ]);
      expect(targets.map(({ boxes }) => boxes.shape[0])).toEqual([1, 0, 1]);
    }
  });

  test("a box of a pixel lives through mirroring; what a crop leaves less of does not", async () => {
    await picture("pixel.png", 20, 20);
    const data = await coco([{ name: "pixel.png", width: 20, height: 20, boxes: [[7, 7, 1, 1]] }]);
    expect((await data.train.get(0, { rng: new Rng(1) })).target.boxes.shape).toEqual([1, 4]);
    const options = { augmentation: "lsj", size: 8 } as const;
    const small = data.train.withTransform(new transforms.DetectionTrainPreset(options));
    const { target } = await small.get(0, { rng: new Rng(1) });
    expect([target.boxes.shape, target.area?.shape, target.iscrowd?.shape]).toEqual([[0, 4], [0], [0]]);
  });
});

describe("gray images", () => {
  test.each(["hflip", "lsj", "multiscale", "ssd", "ssdlite"] as const)(
    "%s takes one channel",
    async (augmentation) => {
      await picture("gray.png", 40, 30, { gray: true });
      const size = augmentation === "lsj" ? { size: 32 } : {};
      const trainTransform = new transforms.DetectionTrainPreset({ augmentation, ...size });
      const data = await coco([{ name: "gray.png", width: 40, height: 30, boxes: [[5, 5, 20, 20]] }], {
        image: { mode: "L" },
        trainTransform,
      });
      for (let seed = 0; seed < 8; seed++) {
        const { image } = await data.train.get(0, { rng: new Rng(seed) });
        expect([image.shape[0], image.dtype]).toEqual([1, "float32"]);
        expect(image.max().item()).toBeLessThanOrEqual(1);
      }
    },
  );

  test("what lies around an image is of its own range", () => {
    const sample = { image: rand([3, 8, 8]), boxes: tensor([[0, 0, 8, 8]]) };
    const preset = new transforms.DetectionTrainPreset({ augmentation: "lsj", size: 40, hflip: 0 });
    const { image } = preset.applySample(sample, new Rng(3));
    expect(image.shape).toEqual([3, 40, 40]);
    const corner = image.select(2, 39).select(1, 39).toArray() as number[];
    for (const [i, value] of [123, 117, 104].entries()) expect(corner[i]).toBeCloseTo(value / 255, 5);
  });
});

describe("options of the preset", () => {
  test.each([
    [
      { augmentation: "hflip", fill: [1] },
      /fill would do nothing with augmentation "hflip"; it is of "lsj" and "ssd"/,
    ],
    [{ size: 100 }, /size would do nothing/],
    [{ augmentation: "lsj", maxSize: 3 }, /maxSize would do nothing.*"multiscale"/],
    [{ augmentation: "autoaugment" }, /augmentation must be one of "hflip"/],
    [{ hflip: 2 }, /hflip lies between 0 and 1/],
    [{ augmentation: "ssd", fill: [300] }, /fill lies between 0 and 255/],
    [{ mean: [1] }, /it is called fill; detection networks normalise/],
    [{ augmentation: "multiscale", minSize: [] }, /minSize is a positive integer/],
  ])("%j is refused", (options, message) => {
    expect(() => new transforms.DetectionTrainPreset(options as never)).toThrow(message);
  });

  test("they are plain JSON that makes the preset again; integers but bytes are refused", () => {
    const preset = new transforms.DetectionTrainPreset({
      augmentation: "multiscale",
      minSize: [40],
      maxSize: 90,
      vflip: 0.5,
    });
    const again = new transforms.DetectionTrainPreset(JSON.parse(JSON.stringify(preset.options)));
    expect(again.options).toEqual(preset.options);
    const sample = { image: rand([3, 20, 30]), boxes: tensor([[1, 2, 20, 18]]) };
    expect(again.applySample(sample, new Rng(5)).boxes?.toArray()).toEqual(
      preset.applySample(sample, new Rng(5)).boxes?.toArray(),
    );
    expect(() =>
      new transforms.DetectionPreset().apply(tensor([1, 2], { dtype: "int32" }).view(1, 1, 2)),
    ).toThrow(/expected an image of uint8/);
  });
});

describe("broken files", () => {
  test("an image that is none is named, or left out of an epoch and counted", async () => {
    await picture("good.png", 20, 20);
    await writeFile(path.join(folder, "bad.png"), "no picture");
    const of = (onError: "throw" | "skip") =>
      coco(
        ["good.png", "bad.png"].map((name) => ({
          name,
          width: 20,
          height: 20,
          boxes: [[1, 1, 5, 5] as Box],
        })),
        { onError },
      );
    const run = async (data: datasets.CocoDetection) => {
      const seen: string[] = [];
      for await (const { paths } of data.loader("train", { batchSize: 1, shuffle: false }))
        seen.push(...paths);
      return seen.map((file) => path.basename(file));
    };
    await expect(run(await of("throw"))).rejects.toThrow(FileFormatError);
    expect(await run(await of("skip"))).toEqual(["good.png"]);
  });

  test("a signal ends the opening", async () => {
    await picture("good.png", 20, 20);
    const signal = AbortSignal.abort();
    const one = [{ name: "good.png", width: 20, height: 20, boxes: [] }];
    await expect(coco(one, { signal })).rejects.toThrow(AbortError);
    await expect(InstanceMasks.open(folder, { signal })).rejects.toThrow(AbortError);
  });

  test("one image in two parts, and one group, are refused", async () => {
    await mkdir(path.join(folder, "parts"), { recursive: true });
    await picture("one.png", 20, 20);
    const first = await coco([{ name: "one.png", width: 20, height: 20, boxes: [] }]);
    const val = { annotations: first.root, imagesDir: folder };
    await expect(CocoDetection.open(first.root, folder, { val })).rejects.toThrow(
      /is in .* and in another part too/,
    );
    await expect(CocoDetection.open(first.root, folder, { val })).rejects.toThrow(DatasetError);
  });
});
