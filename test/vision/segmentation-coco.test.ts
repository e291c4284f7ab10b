// COCO annotations: masks of each kind, crowds, samples with boxes, and files that are wrong.

import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ArgumentError, DatasetError, FileFormatError } from "../../lib/native/errors.ts";
import { memory } from "../../lib/tensor/index.ts";
import { datasets, transforms } from "../../lib/vision/index.ts";
import { fixturePath } from "../helpers/data.ts";

const { CocoSegmentation } = datasets;
const transform = new transforms.ToFloat();
const [WIDTH, HEIGHT] = [6, 4];
let folder: string;
let number = 0;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "torchts-coco-"));
  await mkdir(path.join(folder, "images"));
  for (const name of ["a.png", "b.png", "c.png"]) {
    const file = path.join(folder, "images", name);
    await sharp({ create: { width: WIDTH, height: HEIGHT, channels: 3, background: "red" } }).toFile(file);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const square = (x: number, y: number, edge: number) => [x, y, x + edge, y, x + edge, y + edge, x, y + edge];
/** All but the first column, as runs. */
const RUNS = { size: [HEIGHT, WIDTH], counts: [HEIGHT, HEIGHT * (WIDTH - 1)] };

function content(annotations: object[] = [], rest: object = {}): Record<string, unknown[]> {
  return {
    images: ["a.png", "b.png"].map((file_name, i) => ({
      id: 10 + i,
      file_name,
      width: WIDTH,
      height: HEIGHT,
    })),
    categories: [
      { id: 7, name: "cup" },
      { id: 3, name: "disc" },
    ],
    annotations,
    ...rest,
  };
}
async function put(value: unknown): Promise<string> {
  const file = path.join(folder, `${number++}.json`);
  await writeFile(file, typeof value === "string" ? value : JSON.stringify(value));
  return file;
}
const disc = {
  id: 1,
  image_id: 10,
  category_id: 3,
  segmentation: [square(0, 0, 3)],
  bbox: [0, 0, 3, 3],
  iscrowd: 0,
};
const cup = { id: 2, image_id: 10, category_id: 7, segmentation: [square(2, 0, 2)], bbox: [2, 0, 2, 2] };
const crowd = { id: 3, image_id: 10, category_id: 7, segmentation: RUNS, iscrowd: 1 };
const open = async (annotations: object[], options: datasets.CocoOptions = {}, rest: object = {}) =>
  CocoSegmentation.open(await put(content(annotations, rest)), path.join(folder, "images"), {
    transform,
    ...options,
  });
const maskOf = async (data: datasets.SegmentationFiles, index = 0) => {
  const { mask } = await data.train.get(index);
  return [mask.dtype, mask.toArray()];
};

describe("masks", () => {
  test("multiclass: classes by id of the category, later annotations on top", async () => {
    const data = await open([disc, cup]);
    expect([data.kind, data.classes, data.ignoreIndex]).toEqual([
      "multiclass",
      ["background", "disc", "cup"],
      null,
    ]);
    expect(await maskOf(data)).toEqual([
      "int64",
      [
        [1, 1, 2, 2, 0, 0],
        [1, 1, 2, 2, 0, 0],
        [1, 1, 1, 0, 0, 0],
        [0, 0, 0, 0, 0, 0],
      ],
    ]);
    const [, below] = await maskOf(await open([cup, disc]));
    expect((below as number[][])[0]).toEqual([1, 1, 1, 2, 0, 0]);
    const [, empty] = await maskOf(data, 1);
    expect(empty).toEqual(Array(HEIGHT).fill(Array(WIDTH).fill(0)));
  });

  test("multilabel: a plane for each category; binary: any of them", async () => {
    const planes = await open([disc, cup], { kind: "multilabel", categories: ["cup", "disc"] });
    expect(planes.classes).toEqual(["cup", "disc"]);
    const [dtype, value] = await maskOf(planes);
    expect(dtype).toBe("float32");
    expect((value as number[][][]).map((plane) => plane[0])).toEqual([
      [0, 0, 1, 1, 0, 0],
      [1, 1, 1, 0, 0, 0],
    ]);
    const any = await open([disc, cup], { kind: "binary" });
    expect(any.classes).toEqual(["background", "foreground"]);
    expect((await maskOf(any))[1]).toMatchObject([
      [1, 1, 1, 1, 0, 0],
      [1, 1, 1, 1, 0, 0],
      [1, 1, 1, 0, 0, 0],
      {},
    ]);
    const one = await open([disc, cup], { categories: ["cup"] });
    expect([one.kind, one.classes]).toEqual(["binary", ["background", "cup"]]);
    expect(((await maskOf(one))[1] as number[][])[0]).toEqual([0, 0, 1, 1, 0, 0]);
  });

  test("crowds, as runs of numbers or of text, are drawn, left out or ignored below the rest", async () => {
    const first = async (options: datasets.CocoOptions, annotation: object = crowd) =>
      ((await maskOf(await open([disc, annotation], options)))[1] as number[][])[0];
    expect(await first({})).toEqual([1, 2, 2, 2, 2, 2]);
    expect(await first({ crowd: "skip" })).toEqual([1, 1, 1, 0, 0, 0]);
    expect(await first({ crowd: "ignore" })).toEqual([1, 1, 1, 255, 255, 255]);
    expect(await first({ crowd: "ignore", ignoreIndex: 9 })).toEqual([1, 1, 1, 9, 9, 9]);
    const text = { ...crowd, segmentation: { size: [HEIGHT, WIDTH], counts: "4d0" } };
    expect(await first({}, text)).toEqual([1, 2, 2, 2, 2, 2]);
  });

  test("recorded polygons are drawn as pycocotools draws them", async () => {
    const { polygons } = JSON.parse(readFileSync(fixturePath("masks.json"), "utf8")) as {
      polygons: { height: number; width: number; polygons: number[][]; counts: string }[];
    };
    const { height, width, polygons: parts, counts } = polygons.at(-5) as (typeof polygons)[0];
    expect(parts.length).toBe(3);
    await sharp({ create: { width, height, channels: 3, background: "red" } }).toFile(
      path.join(folder, "images", "recorded.png"),
    );
    const images = [{ id: 1, file_name: "recorded.png", width, height }];
    const data = await open([{ id: 1, image_id: 1, category_id: 3, segmentation: parts }], {}, { images });
    const { mask } = await data.train.get(0);
    expect(mask.toArray()).toEqual(datasets.coco.decodeRle({ size: [height, width], counts }).toArray());
  });
});

describe("samples for detection", () => {
  test("one mask, box and label for each object; crowds are left out", async () => {
    const bare = { id: 5, image_id: 10, category_id: 7, segmentation: [square(4, 1, 2)] };
    const data = await open([disc, crowd, bare]);
    const { image, masks, boxes, labels } = await data.getSample("train", 0);
    expect([image.shape, image.dtype]).toEqual([[3, HEIGHT, WIDTH], "uint8"]);
    expect([masks.shape, masks.dtype, masks.sum([1, 2]).toArray()]).toEqual([
      [2, HEIGHT, WIDTH],
      "uint8",
      [9, 4],
    ]);
    expect([boxes.dtype, boxes.toArray()]).toEqual([
      "float32",
      [
        [0, 0, 3, 3],
        [4, 1, 6, 3],
      ],
    ]);
    expect([labels.dtype, labels.toArray()]).toEqual(["int64", [1, 2]]);
    const none = await data.getSample("train", 1);
    expect([none.masks.shape, none.boxes.shape, none.labels.shape]).toEqual([
      [0, HEIGHT, WIDTH],
      [0, 4],
      [0],
    ]);
    await expect(data.getSample("val", 0)).rejects.toThrow(/has no val part/);
  });

  test("no tensor is left behind", async () => {
    const data = await open([disc, crowd, cup]);
    memory.collect();
    const before = memory.stats().liveTensors;
    const { image, masks, boxes, labels } = await data.getSample("train", 0);
    expect(memory.stats().liveTensors).toBe(before + 4);
    for (const t of [image, masks, boxes, labels]) t.dispose();
    expect(memory.stats().liveTensors).toBe(before);
  });
});

describe("opening", () => {
  test("images without annotations may be left out; parts are divided", async () => {
    expect((await open([disc])).train.length).toBe(2);
    expect((await open([disc], { skipEmpty: true })).train.length).toBe(1);
    const data = await open([disc], { split: { val: 0.5, seed: 1 } });
    expect([data.train.length, data.val?.length]).toEqual([1, 1]);
  });

  test("parts with files of their own: categories by name, no image twice", async () => {
    const imagesDir = path.join(folder, "images");
    const images = [{ id: 1, file_name: "c.png", width: WIDTH, height: HEIGHT }];
    const categories = [
      { id: 1, name: "cup" },
      { id: 2, name: "disc" },
    ];
    const annotations = await put({
      images,
      categories,
      annotations: [{ ...cup, image_id: 1, category_id: 1 }],
    });
    const data = await open([disc], { val: { annotations, imagesDir }, split: { test: 0.5 } });
    expect([data.train.length, data.val?.length, data.test?.length]).toEqual([1, 1, 1]);
    const { mask } = await (data.val as datasets.SegmentationSplit).get(0);
    expect((mask.toArray() as number[][])[0]).toEqual([0, 0, 2, 2, 0, 0]);
    expect((await data.getSample("val", 0)).labels.toArray()).toEqual([2]);
    const again = await put({ images: [{ ...images[0], file_name: "a.png" }], categories, annotations: [] });
    await expect(open([disc], { test: { annotations: again, imagesDir } })).rejects.toThrow(
      /a\.png is in .*another part/,
    );
    const fewer = await put({ images, categories: categories.slice(1), annotations: [] });
    await expect(open([disc], { val: { annotations: fewer, imagesDir } })).rejects.toThrow(
      /no category "cup"/,
    );
  });

  test("annotations without a shape", async () => {
    const bare = { ...disc, segmentation: [] };
    await expect(open([bare])).rejects.toThrow(/annotation 1 \(a\.png\) has no segmentation/);
    const data = await open([bare, cup], { missing: "skip" });
    expect(((await maskOf(data))[1] as number[][])[0]).toEqual([0, 0, 2, 2, 0, 0]);
  });

  test.each([
    ["no JSON", "{", /is no JSON/],
    ["a list", [], /is no JSON object/],
    ["no categories", { images: [], annotations: [] }, /no list "categories"/],
    [
      "an image that is missing",
      content([{ ...disc, image_id: 99 }]),
      /annotation 1 is of the image 99, which is not/,
    ],
    ["a category that is missing", content([{ ...disc, category_id: 9 }]), /of the category 9, which is not/],
    [
      "an odd polygon",
      content([{ ...disc, segmentation: [[1, 2, 3, 4, 5, 6, 7]] }]),
      /annotation 1: .* got 7 numbers/,
    ],
    ["two points", content([{ ...disc, segmentation: [[1, 2, 3, 4]] }]), /at least three points, got 2/],
    ["far away", content([{ ...disc, segmentation: [[0, 0, 1e12, 0, 5, 5]] }]), /within 1000000 pixels/],
    [
      "runs of another size",
      content([{ ...crowd, segmentation: { size: [6, 4], counts: [24] } }]),
      /size \[6, 4\], the image is \[4, 6\]/,
    ],
    [
      "short runs",
      content([{ ...crowd, segmentation: { size: [4, 6], counts: [3] } }]),
      /add up to 3 pixels, the mask has 4 x 6/,
    ],
    [
      "broken text",
      content([{ ...crowd, segmentation: { size: [4, 6], counts: "4d" } }]),
      /annotation 3: the text ends within a count/,
    ],
    ["no counts", content([{ ...crowd, segmentation: { size: [4, 6] } }]), /it has no counts/],
    ["a short box", content([{ ...disc, bbox: [1, 2] }]), /bbox is \[x, y, width, height\], got \[1, 2\]/],
    [
      "no size",
      content([], { images: [{ id: 1, file_name: "a.png" }] }),
      /images\[0\] \(a\.png\) has no width/,
    ],
    [
      "an id twice",
      content([], { images: [1, 1].map((id) => ({ id, file_name: "a.png", width: 1, height: 1 })) }),
      /id 1/,
    ],
  ])("a file with %s", async (_, value, text) => {
    const file = await put(value);
    const failure = CocoSegmentation.open(file, path.join(folder, "images"));
    await expect(failure).rejects.toThrow(FileFormatError);
    await expect(failure).rejects.toThrow(text);
    await expect(failure).rejects.toMatchObject({ file });
  });

  test("missing images, images of another size, options", async () => {
    const images = (size: object, file_name = "a.png") => ({ images: [{ id: 10, file_name, ...size }] });
    const size = { width: WIDTH, height: HEIGHT };
    await expect(open([], {}, images(size, "none.png"))).rejects.toThrow(
      /cannot be taken: there is no file .*none\.png/,
    );
    const other = await open([], {}, images({ width: 5, height: 4 }));
    await expect(other.train.get(0)).rejects.toThrow(DatasetError);
    await expect(other.train.get(0)).rejects.toThrow(/a\.png is 6 x 4 pixels .* annotations are for 5 x 4/);
    await expect(open([], { categories: ["eye"] })).rejects.toThrow(/no category "eye"; it has disc, cup/);
    await expect(open([], { kind: "multilabel", crowd: "ignore" })).rejects.toThrow(ArgumentError);
    await expect(open([], { crowd: "ignore", ignoreIndex: 2 })).rejects.toThrow(/ignoreIndex 2 is a class/);
    await expect(open([], { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "ERR_TORCHTS_ABORTED",
    });
  });
});
