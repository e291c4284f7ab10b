// SegmentationFolder: which pairs it finds, how it divides them, what it says when something is wrong, what it reads.

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { freeBatch, Rng } from "../../lib/data/index.ts";
import { ArgumentError, DatasetError } from "../../lib/native/errors.ts";
import { memory, scope } from "../../lib/tensor/index.ts";
import { datasets, readMask, transforms } from "../../lib/vision/index.ts";
import { sharedPath } from "../helpers/data.ts";

const { SegmentationFolder } = datasets;
const NUCLEI = sharedPath("data/segmentation/dsb2018-nuclei");
let base: string;
let root: string;
let image: Buffer;
let number = 0;

const [WIDTH, HEIGHT] = [6, 4];
/** Leaves sizes as they are. */
const transform = new transforms.ToFloat();

/** A gray PNG of the given values, repeated to fill it. */
function gray(values: readonly number[], [width, height] = [WIDTH, HEIGHT]): Promise<Buffer> {
  const data = Uint8Array.from({ length: width * height }, (_, i) => values[i % values.length] as number);
  return sharp(data, { raw: { width, height, channels: 1 } })
    .png()
    .toColourspace("b-w")
    .toBuffer();
}

beforeAll(async () => {
  base = await mkdtemp(path.join(tmpdir(), "torchts-masks-"));
  image = await sharp({ create: { width: WIDTH, height: HEIGHT, channels: 3, background: "#804020" } })
    .png()
    .toBuffer();
});
afterAll(() => rm(base, { recursive: true, force: true }));
beforeEach(() => {
  root = path.join(base, String(number++));
});

/** Writes files below the root: images, and where a name says so masks of 0 and 255. */
async function put(files: Record<string, Buffer> | string[]): Promise<void> {
  const drawn = await gray([0, 255]);
  const entries = Array.isArray(files)
    ? files.map((name) => [name, name.includes("mask") ? drawn : image] as const)
    : Object.entries(files);
  await mkdir(root, { recursive: true });
  for (const [name, content] of entries) {
    const file = path.join(root, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

const short = (file: string | null) => file && path.relative(root, file).replaceAll(path.sep, "/");
const pairs = (samples: readonly datasets.SegmentationFile[]) =>
  samples.map((s) => [short(s.path), ...s.masks.map(short)]);
const many = (count: number) =>
  Array.from({ length: count }, (_, i) => [`images/${i + 100}.jpg`, `masks/${i + 100}.png`]).flat();

describe("finding pairs", () => {
  test("by the path below images and masks, without endings, in order of names", async () => {
    await put(["images/b.jpg", "images/a/1.webp", "masks/b.png", "masks/a/1.PNG"]);
    await put({ "images/notes.txt": Buffer.from("no image") });
    const data = await SegmentationFolder.open(root);
    expect(pairs(data.samples)).toEqual([
      ["images/b.jpg", "masks/b.png"],
      ["images/a/1.webp", "masks/a/1.PNG"],
    ]);
    expect([data.kind, data.classes, data.ignoreIndex]).toEqual([
      "binary",
      ["background", "foreground"],
      null,
    ]);
    expect([data.val, data.test]).toEqual([null, null]);
  });

  test("masks may end in _mask or what maskSuffix says, in folders of any name", async () => {
    await put(["img/1.jpg", "img/x_mask.jpg", "gt-mask/1_mask.png", "gt-mask/x_mask.png"]);
    const data = await SegmentationFolder.open(root, { imagesDir: "img", masksDir: "gt-mask" });
    expect(pairs(data.samples)).toEqual([
      ["img/1.jpg", "gt-mask/1_mask.png"],
      ["img/x_mask.jpg", "gt-mask/x_mask.png"],
    ]);
    await put(["two/1.jpg", "two/1_segmentation.png"]);
    const two = await SegmentationFolder.open(path.join(root, "two"), { maskSuffix: "_segmentation" });
    expect(pairs(two.samples)).toEqual([["two/1.jpg", "two/1_segmentation.png"]]);
  });

  test("by what an expression finds in both names", async () => {
    await put([
      "images/colonoscopy_0014.jpg",
      "images/a/colonoscopy_7.jpg",
      "masks/mask_0014.png",
      "masks/b/mask_7.png",
    ]);
    await expect(SegmentationFolder.open(root)).rejects.toThrow(
      /no mask for .*; .*mask_0014\.png has the same number: give pairs: \/\\d\+\/ to pair by it; or add/,
    );
    const found = [
      ["images/a/colonoscopy_7.jpg", "masks/b/mask_7.png"],
      ["images/colonoscopy_0014.jpg", "masks/mask_0014.png"],
    ];
    // A global expression goes on where it stopped; here it begins anew with each name.
    for (const pattern of [/\d+/, /_(\d+)$/, /\d+/g]) {
      const data = await SegmentationFolder.open(root, { pairs: pattern });
      expect(data.samples.map(({ path, masks }) => [short(path), short(masks[0] ?? null)]).sort()).toEqual(
        found,
      );
    }
    await expect(SegmentationFolder.open(root, { pairs: /^mask_\d+/ })).rejects.toThrow(
      /pairs: \/\^mask_\\d\+\/ finds nothing in the name "(a\/)?colonoscopy_/,
    );
    await expect(SegmentationFolder.open(root, { pairs: /colonoscopy|mask/ })).rejects.toThrow(
      /colonoscopy_\d+\.jpg are both "colonoscopy" by pairs: .*unclear which belongs to a pair/,
    );
    await expect(SegmentationFolder.open(root, { pairs: "\\d+" as never })).rejects.toThrow(ArgumentError);
  });

  test("by what an expression finds, in one folder too", async () => {
    await put(["scan 1 of eye.jpg", "truth 1_mask.png", "scan 2 of eye.jpg", "truth 2_mask.png"]);
    const data = await SegmentationFolder.open(root, { pairs: /\d+/ });
    expect(data.samples.map(({ path, masks }) => [short(path), short(masks[0] ?? null)])).toEqual([
      ["scan 1 of eye.jpg", "truth 1_mask.png"],
      ["scan 2 of eye.jpg", "truth 2_mask.png"],
    ]);
  });

  test("an ending that only the masks have is named", async () => {
    await put(["images/1.jpg", "masks_png/1_segmentation.png"]);
    await expect(SegmentationFolder.open(root, { masksDir: "masks_png" })).rejects.toThrow(
      /1_segmentation\.png is called otherwise: give maskSuffix: "_segmentation"; or add/,
    );
    await expect(datasets.ImageFolder.open(root)).rejects.toThrow(
      /holds images and masks_png, which .*SegmentationFolder\.open reads with masksDir: "masks_png"/,
    );
  });

  test("a mask is read alone, and compared with the size of its image", async () => {
    await put(["images/1.png", "images/2.png", "masks/1.png", "masks/2.png"]);
    await writeFile(path.join(root, "masks", "2.png"), await gray([0, 255], [HEIGHT, WIDTH]));
    const { train } = await SegmentationFolder.open(root);
    const mask = await train.readMask(0);
    const { mask: same, image: whole } = await train.read(0);
    expect(mask.tolist()).toEqual(same.tolist());
    await expect(train.readMask(1)).rejects.toThrow(
      /2\.png is 4 x 6 pixels \(width x height\), the image 6 x 4/,
    );
    for (const tensor of [mask, same, whole]) tensor.dispose();
  });

  test("pairs in one folder", async () => {
    await put(["1.png", "1_mask.png", "deep/2.jpg", "deep/2_mask.png"]);
    const data = await SegmentationFolder.open(root);
    expect(pairs(data.samples)).toEqual([
      ["1.png", "1_mask.png"],
      ["deep/2.jpg", "deep/2_mask.png"],
    ]);
  });

  test.each([
    ["above images and masks", (part: string) => [`${part}/images/1.png`, `${part}/masks/1.png`]],
    ["below images and masks", (part: string) => [`images/${part}/1.png`, `masks/${part}/1.png`]],
    ["of pairs", (part: string) => [`${part}/1.png`, `${part}/1_mask.png`]],
  ])("train, val and test %s", async (_, names) => {
    await put(["train", "valid", "Test"].flatMap(names));
    const data = await SegmentationFolder.open(root, { split: { val: 0.5 } });
    expect(pairs(data.train.samples)).toEqual([names("train")]);
    expect(pairs(data.val?.samples ?? [])).toEqual([names("valid")]);
    expect(pairs(data.test?.samples ?? [])).toEqual([names("Test")]);
  });

  test("a folder of masks for each class is multilabel; a class without a file is empty", async () => {
    await put(["images/1.png", "images/2.png", "masks/disc/1.png", "masks/disc/2.png", "masks/cup/1.png"]);
    const data = await SegmentationFolder.open(root, { transform });
    expect([data.kind, data.classes]).toEqual(["multilabel", ["cup", "disc"]]);
    expect(pairs(data.samples)).toEqual([
      ["images/1.png", "masks/cup/1.png", "masks/disc/1.png"],
      ["images/2.png", null, "masks/disc/2.png"],
    ]);
    const { mask } = await data.train.get(1);
    expect([mask.shape, mask.dtype]).toEqual([[2, HEIGHT, WIDTH], "float32"]);
    expect(mask.toArray()).toEqual([
      Array(HEIGHT).fill(Array(WIDTH).fill(0)),
      Array(HEIGHT).fill([0, 1, 0, 1, 0, 1]),
    ]);
    const ordered = await SegmentationFolder.open(root, { classes: ["disc", "cup"] });
    expect(pairs(ordered.samples)[1]).toEqual(["images/2.png", "masks/disc/2.png", null]);
  });
});

describe("what is wrong is named", () => {
  test("a missing mask, a missing image, unless they may miss", async () => {
    await put(["images/1.png", "images/2.png", "masks/1.png"]);
    const failure = SegmentationFolder.open(root);
    await expect(failure).rejects.toThrow(DatasetError);
    await expect(failure).rejects.toMatchObject({ file: path.join(root, "images", "2.png") });
    await expect(failure).rejects.toThrow(/no mask for .*2\.png; .*missing: "skip"/);
    expect((await SegmentationFolder.open(root, { missing: "skip" })).train.length).toBe(1);
    const empty = await SegmentationFolder.open(root, { missing: "empty", transform });
    const { mask } = await empty.train.get(1);
    expect([mask.shape, mask.dtype, await mask.sum().itemAsync()]).toEqual([[HEIGHT, WIDTH], "int64", 0]);
    await put(["masks/2.png", "masks/3.png"]);
    await expect(SegmentationFolder.open(root)).rejects.toThrow(/no image for .*3\.png/);
    expect((await SegmentationFolder.open(root, { missing: "skip" })).train.length).toBe(2);
  });

  test("a missing root, folders, two files of one name, no pairs at all", async () => {
    await expect(SegmentationFolder.open(path.join(root, "none"))).rejects.toThrow(/none does not exist/);
    await put(["images/1.png"]);
    await expect(SegmentationFolder.open(root)).rejects.toThrow(/masks does not exist/);
    await put(["masks/1.png", "images/1.jpg"]);
    await expect(SegmentationFolder.open(root)).rejects.toThrow(/1\.jpg and .*1\.png have one name/);
    await expect(SegmentationFolder.open(path.join(root, "masks"))).rejects.toThrow(
      /neither folders images and masks/,
    );
  });

  test("a mask of another size, with both files and sizes", async () => {
    await put({ "images/1.png": image, "masks/1.png": await gray([0, 255], [WIDTH, 7]) });
    const data = await SegmentationFolder.open(root);
    const failure = data.train.get(0);
    await expect(failure).rejects.toThrow(DatasetError);
    await expect(failure).rejects.toThrow(
      /mask of .*images.1\.png has another size: .*masks.1\.png is 6 x 7 .*the image 6 x 4/,
    );
    await put({ "masks/c/1.png": await gray([0, 255], [WIDTH, 7]), "masks/d/1.png": await gray([1]) });
    await rm(path.join(root, "masks", "1.png"));
    const multilabel = await SegmentationFolder.open(root);
    await expect(multilabel.train.get(0)).rejects.toThrow(/masks.c.1\.png is 6 x 7 .* 6 x 4/);
  });

  test("a mask that was not turned with its image", async () => {
    const turned = await sharp(image).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    await put({ "images/1.jpg": turned, "masks/1.png": await gray([0, 255]) });
    const data = await SegmentationFolder.open(root);
    await expect(data.train.get(0)).rejects.toThrow(/6 x 4 pixels .*the image 4 x 6; .*EXIF orientation/);
  });

  test("a class out of range, with file, value and place; skipped where asked", async () => {
    await put({ "images/1.png": image, "masks/1.png": await gray([0, 1, 2, 3]) });
    await put(["images/2.png"]);
    await put({ "masks/2.png": await gray([0, 1, 2]) });
    const classes = ["background", "disc", "cup"];
    const data = await SegmentationFolder.open(root, { classes });
    expect(data.kind).toBe("multiclass");
    const failure = data.train.get(0);
    await expect(failure).rejects.toThrow(DatasetError);
    await expect(failure).rejects.toThrow(
      /masks.1\.png has the value 3 at x 3, y 0, expected classes 0 to 2/,
    );
    await expect(failure).rejects.toMatchObject({ file: path.join(root, "masks", "1.png") });
    const skipped: number[] = [];
    const lenient = await SegmentationFolder.open(root, { classes, onError: "skip", transform });
    const loader = lenient.loader("train", {
      shuffle: false,
      onSkip: (_, index) => skipped.push(index),
    });
    for await (const batch of loader) {
      expect(batch.masks.shape).toEqual([1, HEIGHT, WIDTH]);
      freeBatch(batch);
    }
    expect(skipped).toEqual([0]);
  });

  test("options that contradict each other", async () => {
    await put(["images/1.png", "masks/1.png"]);
    const open = (options: datasets.SegmentationFolderOptions) => SegmentationFolder.open(root, options);
    await expect(open({ kind: "multiclass" })).rejects.toThrow(/needs to know the classes/);
    await expect(open({ kind: "multilabel" })).rejects.toThrow(/masks\/<class>/);
    await expect(open({ kind: "binary", classes: ["a", "b", "c"] })).rejects.toThrow(
      /a background and one class/,
    );
    await expect(open({ classes: ["a", "a", "b"] })).rejects.toThrow(/"a" is named twice/);
    await expect(open({ ignore: 1 })).rejects.toThrow(/ignoreIndex 1 is a class/);
    await expect(open({ threshold: 1, values: { 0: 0 } })).rejects.toThrow(/give one of/);
    await expect(open({ missing: "no" as "skip" })).rejects.toThrow(ArgumentError);
    await expect(open({ split: { val: 0.5 } })).rejects.toThrow(/2 parts need as many groups, got 1/);
    const data = await open({});
    expect(() => data.loader("val")).toThrow(/has no val part/);
  });

  test("a signal stops the search", async () => {
    await put(["images/1.png", "masks/1.png"]);
    await expect(SegmentationFolder.open(root, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "ERR_TORCHTS_ABORTED",
    });
  });
});

describe("dividing", () => {
  test("is seeded and complete, and keeps groups together", async () => {
    await put(many(40));
    const open = (seed: number) => SegmentationFolder.open(root, { split: { val: 0.25, test: 0.1, seed } });
    const data = await open(3);
    expect([data.train.length, data.val?.length, data.test?.length]).toEqual([26, 10, 4]);
    expect(new Set(data.samples.map((s) => s.path)).size).toBe(40);
    expect((await open(3)).val?.samples).toEqual(data.val?.samples);
    expect((await open(4)).val?.samples).not.toEqual(data.val?.samples);

    const patient = (file: string) => String(Math.floor(Number(path.basename(file, ".jpg")) / 7));
    const grouped = await SegmentationFolder.open(root, {
      split: { val: 0.25, test: 0.2, groups: patient, seed: 1 },
    });
    const groups = [grouped.train, grouped.val, grouped.test].map(
      (part) => new Set(part?.samples.map((s) => s.group)),
    );
    const all = groups.flatMap((set) => [...set]);
    expect(new Set(all).size).toBe(all.length);
    expect(groups.every((set) => set.size > 0)).toBe(true);
    expect(grouped.samples.length).toBe(40);
  });
});

describe("reading", () => {
  test("transforms move image and mask together, and models' own take the place of the default ones", async () => {
    const half = await gray([0, 0, 0, 255, 255, 255]);
    await put({ "images/1.png": half, "masks/1.png": half });
    const flip = new transforms.Compose([
      new transforms.RandomHorizontalFlip({ p: 1 }),
      new transforms.ToFloat(),
    ]);
    const data = await SegmentationFolder.open(root, { trainTransform: flip });
    const { image: pixels, mask } = await data.train.get(0, { rng: new Rng(0) });
    expect((mask.toArray() as number[][])[0]).toEqual([1, 1, 1, 0, 0, 0]);
    expect((pixels.toArray() as number[][][])[0]?.[0]).toEqual([1, 1, 1, 0, 0, 0]);
    const own = new transforms.ToFloat();
    const replaced = data.withDefaultTransforms({ train: own, val: own });
    expect(replaced.train.transform).toBe(flip);
    const plain = (await SegmentationFolder.open(root)).withDefaultTransforms({ train: own });
    expect(plain.train.transform).toBe(own);

    const defaults = await (await SegmentationFolder.open(root, { ignore: 9 })).train.get(0, {
      rng: new Rng(1),
    });
    expect([defaults.image.shape, defaults.mask.shape]).toEqual([
      [3, 480, 480],
      [480, 480],
    ]);
  });

  test.skipIf(NUCLEI === undefined)(
    "nuclei: masks of 0 and 255, objects of 16 bits as foreground",
    async () => {
      const folder = NUCLEI as string;
      const data = await SegmentationFolder.open(folder, { split: { val: 0.2, seed: 0 } });
      expect([data.train.length, data.val?.length]).toEqual([128, 32]);
      const objects = await SegmentationFolder.open(folder, {
        masksDir: "instances",
        threshold: 1,
        transform,
      });
      const all = await SegmentationFolder.open(folder, { transform });
      for (const index of [0, 17, 159]) {
        const [a, b] = [await all.train.get(index), await objects.train.get(index)];
        expect(a.mask.shape).toEqual(a.image.shape.slice(1));
        expect(await a.mask.sum().itemAsync()).toBeGreaterThan(0);
        expect(await a.mask.eq(b.mask).all().itemAsync()).toBe(true);
      }
      const map = await readMask(
        path.join(folder, "instances", path.basename(all.train.samples[0]?.path ?? "")),
      );
      expect([map.dtype, Number(await map.max().itemAsync())]).toEqual(["int64", 27]);
    },
  );

  test("a loader leaves no tensor behind", async () => {
    await put(many(6));
    const data = await SegmentationFolder.open(root, { transform });
    memory.collect();
    const before = memory.stats().liveTensors;
    for await (const batch of data.loader("train", { batchSize: 2 })) {
      expect([batch.images.shape, batch.masks.shape]).toEqual([
        [2, 3, HEIGHT, WIDTH],
        [2, HEIGHT, WIDTH],
      ]);
      freeBatch(batch);
    }
    expect(memory.stats().liveTensors).toBe(before);
    await scope(async () => void (await data.train.get(0)));
    expect(memory.stats().liveTensors).toBe(before);
  });
});
