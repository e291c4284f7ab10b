// Tiles of large images: where they lie, what they hold, borders, foreground, and the decoded images that are kept.

import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { freeBatch, Rng } from "../../lib/data/index.ts";
import { ArgumentError, DatasetError } from "../../lib/native/errors.ts";
import { memory, scope } from "../../lib/tensor/index.ts";
import { datasets, transforms } from "../../lib/vision/index.ts";

const { SegmentationFolder, tiled } = datasets;
/** Leaves pixels as they are. */
const transform = new transforms.Compose([]);
let base: string;
let root: string;
let number = 0;

beforeAll(async () => {
  base = await mkdtemp(path.join(tmpdir(), "torchts-tiles-"));
});
afterAll(() => rm(base, { recursive: true, force: true }));
beforeEach(() => {
  root = path.join(base, String(number++));
});

/** Value of a pixel: another one at each place of an image of less than 16 x 16. */
const valueAt = (x: number, y: number) => 16 * y + x + 1;

/** Writes an image whose pixels tell their place, and a mask that is 1 from column `from` on. */
async function put(name: string, width: number, height: number, from = 0): Promise<void> {
  const values = (of: (x: number, y: number) => number) =>
    Uint8Array.from({ length: width * height }, (_, i) => of(i % width, Math.floor(i / width)));
  for (const [folder, data] of [
    ["images", values(valueAt)],
    ["masks", values((x) => (x >= from ? 255 : 0))],
  ] as const) {
    await mkdir(path.join(root, folder), { recursive: true });
    await sharp(data, { raw: { width, height, channels: 1 } })
      .toColourspace("b-w")
      .png()
      .toFile(path.join(root, folder, `${name}.png`));
  }
}
const open = (options: datasets.SegmentationFolderOptions = {}) =>
  SegmentationFolder.open(root, { transform, ...options });
const places = (part: datasets.SegmentationTiles) => part.tiles.map(({ image, x, y }) => [image, x, y]);

describe("places", () => {
  test("tiles cover the image; the last move inwards or are padded", async () => {
    await put("a", 10, 5);
    const { train } = await open();
    expect(places(await tiled(train, { size: 4 }))).toEqual([
      [0, 0, 0],
      [0, 4, 0],
      [0, 6, 0],
      [0, 0, 1],
      [0, 4, 1],
      [0, 6, 1],
    ]);
    expect(places(await tiled(train, { size: [5, 4], border: "pad" }))).toEqual([
      [0, 0, 0],
      [0, 4, 0],
      [0, 8, 0],
    ]);
    const overlapping = [0, 3, 6].map((x) => [0, x, 0]);
    expect(places(await tiled(train, { size: [5, 4], overlap: 1 }))).toEqual(overlapping);
    expect(places(await tiled(train, { size: [5, 4], stride: 3 }))).toEqual(overlapping);
    expect(places(await tiled(train, { size: 20 }))).toEqual([[0, 0, 0]]);
  });

  test("image and mask are cut at the same place", async () => {
    await put("a", 10, 5, 7);
    const tiles = await tiled((await open()).train, { size: [3, 4] });
    for (const [index, { x, y }] of tiles.tiles.entries()) {
      const { image, mask, index: at } = await tiles.get(index);
      expect([at, image.shape, mask.dtype]).toEqual([index, [3, 3, 4], "int64"]);
      const grid = <T>(of: (x: number, y: number) => T) =>
        [0, 1, 2].map((dy) => [0, 1, 2, 3].map((dx) => of(x + dx, y + dy)));
      expect((image.toArray() as number[][][])[2]).toEqual(grid(valueAt));
      expect(mask.toArray()).toEqual(grid((column) => (column >= 7 ? 1 : 0)));
    }
  });

  test("padding is 0, in masks ignoreIndex where there is one", async () => {
    await put("a", 3, 2);
    const cut = async (options: datasets.SegmentationFolderOptions) => {
      const { image, mask } = await (await tiled((await open(options)).train, { size: [3, 4] })).get(0);
      return [(image.toArray() as number[][][])[0], mask.toArray()];
    };
    const image = [
      [1, 2, 3, 0],
      [17, 18, 19, 0],
      [0, 0, 0, 0],
    ];
    const mask = (fill: number) => [
      [1, 1, 1, fill],
      [1, 1, 1, fill],
      [fill, fill, fill, fill],
    ];
    expect(await cut({})).toEqual([image, mask(0)]);
    expect(await cut({ ignore: 99, ignoreIndex: -1 })).toEqual([image, mask(-1)]);
  });
});

describe("foreground", () => {
  test("tiles of train without enough of it are left out; other parts keep theirs", async () => {
    for (let i = 0; i < 4; i++) await put(`i${i}`, 8, 4, 6);
    const calls: number[][] = [];
    const data = await tiled(await open({ split: { val: 0.5, seed: 0 } }), {
      size: 4,
      minForeground: 0.5,
      onProgress: (done, total) => calls.push([done, total]),
    });
    expect(places(data.train)).toEqual([
      [0, 4, 0],
      [1, 4, 0],
    ]);
    expect(data.val?.length).toBe(4);
    expect(calls.slice(0, 2)).toEqual([
      [1, 2],
      [2, 2],
    ]);
    expect([data.kind, data.classes, data.test]).toEqual(["binary", ["background", "foreground"], null]);
    await expect(tiled((await open()).train, { size: 4, minForeground: 0.51 })).rejects.toThrow(DatasetError);
    const ignoring = await open({ ignore: 255 });
    await expect(tiled(ignoring.train, { size: 4, minForeground: 0.01 })).rejects.toThrow(
      /lower minForeground/,
    );
  });
});

describe("reading", () => {
  test("an image is decoded once for its tiles, and again when others took its place", async () => {
    for (const name of ["a", "b"]) await put(name, 8, 8);
    const { train } = await open();
    const roomy = await tiled(train, { size: 4 });
    await Promise.all(roomy.tiles.map((_, index) => roomy.get(index)));
    expect([roomy.length, roomy.cache.reads]).toEqual([8, 2]);
    const bytes = 8 * 8 * (3 + 8); // uint8 RGB and int64
    expect(roomy.cache.bytes).toBe(2 * bytes);
    const tight = await tiled(train, { size: 4, cacheBytes: bytes });
    for (const index of [0, 1, 2, 3, 4, 5, 0]) await tight.get(index);
    expect([tight.cache.reads, tight.cache.bytes]).toEqual([3, bytes]);
    roomy.cache.clear();
    expect(roomy.cache.bytes).toBe(0);
  });

  test("what is kept is in nobody's scope, and a cleared cache leaves nothing", async () => {
    await put("a", 8, 8);
    const tiles = await tiled((await open()).train, { size: 4 });
    memory.collect();
    const before = memory.stats().liveTensors;
    await scope(async () => {
      await tiles.get(0);
    });
    expect(memory.stats().liveTensors).toBe(before + 2);
    for await (const batch of datasets.segmentationLoader(tiles, { batchSize: 3 })) freeBatch(batch);
    expect([memory.stats().liveTensors, tiles.cache.reads]).toEqual([before + 2, 1]);
    tiles.cache.clear();
    await new Promise(setImmediate);
    expect(memory.stats().liveTensors).toBe(before);
  });

  test("transforms apply to tiles; models' own take the place of the default ones", async () => {
    await put("a", 8, 4, 4);
    const flip = new transforms.RandomHorizontalFlip({ p: 1 });
    const data = await tiled(await open({ transform: flip }), { size: [4, 8] });
    const { mask } = await data.train.get(0, { rng: new Rng(0) });
    expect((mask.toArray() as number[][])[0]).toEqual([1, 1, 1, 1, 0, 0, 0, 0]);
    expect(data.withDefaultTransforms({ train: transform }).train.transform).toBe(flip);
    const plain = await tiled(await SegmentationFolder.open(root), { size: [4, 3] });
    const { image } = await plain.train.get(0, { rng: new Rng(0) });
    expect([image.shape, image.dtype]).toEqual([[3, 4, 3], "float32"]);
    expect(plain.withDefaultTransforms({ train: transform }).train.transform).toBe(transform);
    expect(() => plain.loader("val")).toThrow(/no val part/);
  });

  test("a broken mask is named by each tile, and tried again", async () => {
    await put("a", 8, 4);
    await sharp({ create: { width: 9, height: 4, channels: 3, background: "#000" } })
      .png()
      .toFile(path.join(root, "masks", "a.png"));
    const tiles = await tiled((await open()).train, { size: 4 });
    await expect(tiles.get(0)).rejects.toThrow(/masks.a\.png is 9 x 4/);
    await expect(tiles.get(1)).rejects.toThrow(DatasetError);
    await put("a", 8, 4);
    expect((await tiles.get(1)).mask.shape).toEqual([4, 4]);
  });

  test("options out of their range", async () => {
    await put("a", 8, 4);
    const { train } = await open();
    const refuses = (options: datasets.TileOptions, text: RegExp) =>
      expect(tiled(train, options)).rejects.toThrow(text);
    await expect(tiled(train, { size: 0 })).rejects.toThrow(ArgumentError);
    await refuses({ size: 4, overlap: 4 }, /less than a tile's edge, got 4/);
    await refuses({ size: 4, overlap: 1, stride: 1 }, /stride or overlap/);
    await refuses({ size: 4, stride: 0 }, /stride must be an integer of at least 1, got 0/);
    await refuses({ size: 4, minForeground: 2 }, /minForeground must be a number between 0 and 1/);
    await refuses({ size: 4, overlaps: 1 } as object as datasets.TileOptions, /did you mean overlap/);
    await refuses({} as datasets.TileOptions, /size is missing/);
    await refuses({ size: 4, border: "wrap" as "pad" }, /border must be one of "shift", "pad"/);
    await expect(tiled(train, { size: 4, signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "ERR_TORCHTS_ABORTED",
    });
  });
});
