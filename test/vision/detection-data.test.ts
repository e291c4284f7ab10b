// Detection data of COCO's and VOC's files: targets, bad boxes, parts, batches. Numbers of pycocotools' and torchvision's are
// in detection-recorded.test.ts, files that are wrong in hostile-annotations.test.ts.

import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freeBatch, kFold, Rng } from "../../lib/data/index.ts";
import { ArgumentError, DatasetError, FileFormatError } from "../../lib/native/errors.ts";
import { memory, type Tensor, tensor, zeros } from "../../lib/tensor/index.ts";
import { datasets, transforms } from "../../lib/vision/index.ts";

const { CocoDetection, VocDetection } = datasets;
const [WIDTH, HEIGHT] = [12, 8];
const NAMES = ["a", "b", "c", "d"];
let folder: string;
let number = 0;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "torchts-detection-"));
  await mkdir(path.join(folder, "JPEGImages"));
  for (const name of NAMES) {
    const file = path.join(folder, "JPEGImages", `${name}.png`);
    await sharp({ create: { width: WIDTH, height: HEIGHT, channels: 3, background: "red" } }).toFile(file);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const images = () => path.join(folder, "JPEGImages");
const square = (x: number, y: number, edge: number) => [x, y, x + edge, y, x + edge, y + edge, x, y + edge];

function content(annotations: object[]): object {
  return {
    images: NAMES.map((name, id) => ({ id, file_name: `${name}.png`, width: WIDTH, height: HEIGHT })),
    categories: [
      { id: 90, name: "fig" },
      { id: 4, name: "date" },
    ],
    annotations,
  };
}
const coco = async (annotations: object[], options: datasets.CocoDetectionOptions = {}) => {
  const file = path.join(folder, `${number++}.json`);
  await writeFile(file, JSON.stringify(content(annotations)));
  return CocoDetection.open(file, images(), options);
};
const date = {
  id: 11,
  image_id: 0,
  category_id: 4,
  bbox: [1, 2, 3, 4],
  area: 9.5,
  segmentation: [square(1, 2, 3)],
};
const fig = { id: 12, image_id: 0, category_id: 90, bbox: [0, 0, 12, 8], segmentation: [square(0, 0, 8)] };
const crowd = {
  id: 13,
  image_id: 1,
  category_id: 90,
  iscrowd: 1,
  segmentation: { size: [HEIGHT, WIDTH], counts: [HEIGHT, HEIGHT * (WIDTH - 1)] },
};
const listOf = (t: { toArray(): unknown } | undefined) => t?.toArray();

describe("CocoDetection", () => {
  test("labels are positions from 1, ids from 0; boxes and areas are the file's, else the shape's", async () => {
    const data = await coco([date, fig, crowd], { masks: true });
    expect([data.classes, data.task]).toEqual([
      ["date", "fig"],
      { name: "detection", classes: ["date", "fig"], masks: true },
    ]);
    const { image, target } = await data.train.read(0);
    expect([image.shape, image.dtype]).toEqual([[3, HEIGHT, WIDTH], "uint8"]);
    expect([listOf(target.boxes), listOf(target.labels)]).toEqual([
      [
        [1, 2, 4, 6],
        [0, 0, 12, 8],
      ],
      [1n, 2n].map(Number),
    ]);
    expect([target.boxes.dtype, target.labels.dtype, target.masks?.dtype]).toEqual([
      "float32",
      "int64",
      "uint8",
    ]);
    expect([listOf(target.area), listOf(target.iscrowd)]).toEqual([
      [9.5, 64],
      [0, 0],
    ]);
    expect(target.masks?.shape).toEqual([2, HEIGHT, WIDTH]);
    expect((target.masks as Tensor).select(0, 0).select(0, 3).toArray()).toEqual([
      0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0,
    ]);

    const group = await data.train.readTarget(1);
    expect([listOf(group.boxes), listOf(group.area), listOf(group.iscrowd)]).toEqual([
      [[1, 0, 12, 8]],
      [HEIGHT * (WIDTH - 1)],
      [1],
    ]);
    const without = await coco([date, crowd], { crowd: "skip" });
    expect((await without.train.readTarget(1)).boxes.shape).toEqual([0, 4]);
  });

  test("an image without objects is ordinary: empty tensors of the right kinds and shapes", async () => {
    const data = await coco([date], { masks: true });
    const { image, target } = await data.train.get(2, { rng: new Rng(0) });
    expect(image.dtype).toBe("float32");
    expect([target.boxes.shape, target.labels.shape, target.masks?.shape]).toEqual([
      [0, 4],
      [0],
      [0, HEIGHT, WIDTH],
    ]);
    expect([target.labels.dtype, target.iscrowd?.dtype, target.area?.dtype]).toEqual([
      "int64",
      "int64",
      "float32",
    ]);
    const batch = datasets.collateDetection([{ image, target, index: 2, path: "c.png" }], [2]);
    expect(batch.targets[0]?.boxes.shape).toEqual([0, 4]);
    const full = await coco([date], { skipEmpty: true });
    expect(full.train.length).toBe(1);
  });

  test("masks need shapes, boxes do not", async () => {
    const bare = { id: 1, image_id: 0, category_id: 4, bbox: [1, 1, 2, 2] };
    await expect(coco([bare], { masks: true })).rejects.toThrow(/annotation 1 \(a.png\) has no segmentation/);
    expect((await (await coco([bare])).train.readTarget(0)).boxes.shape).toEqual([1, 4]);
    const skipped = await coco([bare, fig], { masks: true, missing: "skip" });
    expect((await skipped.train.readTarget(0)).masks?.shape[0]).toBe(1);
    await expect(coco([{ id: 7, image_id: 0, category_id: 4 }])).rejects.toThrow(
      /annotation 7: it has neither a box nor a shape/,
    );
  });

  test("a shape without a pixel has no box: named, or left out", async () => {
    const outside = { id: 5, image_id: 0, category_id: 4, segmentation: [square(40, 40, 3)] };
    const data = await coco([outside, fig]);
    await expect(data.train.readTarget(0)).rejects.toThrow(
      /annotation 5: its shape has no pixel in the image .*a\.png/,
    );
    const lenient = await coco([outside, fig], { badBoxes: "skip" });
    expect((await lenient.train.readTarget(0)).labels.toArray()).toEqual([2]);
  });

  test("an image of another size than stated is named when it is read", async () => {
    const file = path.join(folder, `${number++}.json`);
    const other = { ...(content([date]) as { images: object[] }) };
    other.images = [{ id: 0, file_name: "a.png", width: 9, height: 9 }];
    await writeFile(file, JSON.stringify(other));
    const data = await CocoDetection.open(file, images());
    await expect(data.train.read(0)).rejects.toThrow(/a\.png is 12 x 8 pixels .*annotations are for 9 x 9/);
    await expect(data.train.readTarget(0)).rejects.toThrow(DatasetError);
  });
});

describe("writeCocoDetection", () => {
  test("what is written is read as the same data, numbered from 1", async () => {
    const data = await coco([date, fig, crowd], { masks: true });
    const file = path.join(folder, `${number++}.json`);
    await datasets.writeCocoDetection(data.train, file, images());
    const again = await CocoDetection.open(file, images(), { masks: true });
    expect([again.classes, again.train.paths]).toEqual([data.classes, data.train.paths]);
    for (let i = 0; i < NAMES.length; i++) {
      const [one, other] = [await data.train.readTarget(i), await again.train.readTarget(i)];
      for (const part of ["boxes", "labels", "area", "iscrowd", "masks"] as const) {
        expect([part, other[part]?.shape, other[part]?.toArray()]).toEqual([
          part,
          one[part]?.shape,
          one[part]?.toArray(),
        ]);
      }
    }
    const written = JSON.parse(await readFile(file, "utf8")) as Record<string, { id: number }[]>;
    expect([written.images?.[0]?.id, written.annotations?.map(({ id }) => id)]).toEqual([1, [1, 2, 3]]);
  });

  test("boxes alone need no masks; an image elsewhere is refused, and nothing is written", async () => {
    const data = await coco([date]);
    const file = path.join(folder, `${number++}.json`);
    await datasets.writeCocoDetection(data.train, file, images());
    expect(await readFile(file, "utf8")).not.toContain("segmentation");
    const other = path.join(folder, "other.json");
    await expect(datasets.writeCocoDetection(data.train, other, path.join(images(), "x"))).rejects.toThrow(
      /a\.png does not lie in the folder/,
    );
    await expect(readFile(other)).rejects.toThrow(/ENOENT/);
  });
});

describe("boxes that cannot be used", () => {
  const bad = (bbox: number[]) => ({ id: 21, image_id: 0, category_id: 4, bbox });
  test.each([
    [[3, 3, 0, 4], /annotation 21: the box \[3, 3, 3, 7\]: it has no width; badBoxes: "skip"/],
    [[3, 3, 4, 0], /it has no height/],
    [[3, 3, -1, 2], /its corners are exchanged/],
    [[20, 3, 4, 4], /reaches 12 pixels beyond the image of 12 x 8/],
    [[-2, 3, 4, 4], /reaches 2 pixels beyond/],
    [[1e308, 1, 1e308, 1], /its coordinates are not finite|reaches/],
  ])("%j is refused, and named", async (bbox, message) => {
    await expect(coco([bad(bbox)])).rejects.toThrow(message);
    const skipped = await coco([bad(bbox), fig], { badBoxes: "skip" });
    expect(skipped.skipped).toMatchObject([{ name: "annotation 21", path: path.join(images(), "a.png") }]);
    expect((await skipped.train.readTarget(0)).labels.toArray()).toEqual([2]);
  });

  test("a pixel beyond the image is rounding; what reaches farther is cut where that is asked for", async () => {
    const data = await coco([bad([-0.5, 3, 13, 4])]);
    expect((await data.train.readTarget(0)).boxes.toArray()).toEqual([[0, 3, 12, 7]]);
    const clipped = await coco([bad([-5, 3, 30, 40]), bad([20, 20, 3, 3])], { badBoxes: "clip" });
    expect((await clipped.train.readTarget(0)).boxes.toArray()).toEqual([[0, 3, 12, 8]]);
    expect(clipped.skipped.map(({ problem }) => problem)).toEqual([
      "nothing of it lies in the image of 12 x 8 (width x height)",
    ]);
  });

  test("several are counted", async () => {
    await expect(coco(Array.from({ length: 5 }, () => bad([1, 1, 0, 0])))).rejects.toThrow(
      /; and 2 more; badBoxes/,
    );
  });

  test("a transform that leaves nothing of a box is named with its file and what to do", async () => {
    const crop = new transforms.Compose([new transforms.ToFloat(), new transforms.CenterCrop([2, 2])]);
    const data = await coco([date], { transform: crop });
    const run = async () => {
      for await (const _ of data.loader("train", { batchSize: 1 }));
    };
    await expect(run()).rejects.toThrow(/a\.png: box 0 is .*without width or height.*SanitizeBoundingBoxes/);
  });
});

const voc = (objects: string, size = `<size><width>${WIDTH}</width><height>${HEIGHT}</height></size>`) =>
  `<?xml version="1.0"?>\n<annotation><filename>elsewhere/x.jpg</filename>${size}\n${objects}\n</annotation>`;
const vocObject = (name: string, box: readonly (number | string)[], more = "") => {
  const edges = ["xmin", "ymin", "xmax", "ymax"].map((edge, i) => `<${edge}>${box[i]}</${edge}>`).join("");
  return `<object><name>${name}</name>${more}<bndbox>${edges}</bndbox></object>`;
};

/** A folder of VOC's: an annotation file for each name, and the lists. */
async function vocFolder(files: Record<string, string>, sets: Record<string, string> = {}): Promise<string> {
  const root = path.join(folder, `voc${number++}`);
  await mkdir(path.join(root, "Annotations"), { recursive: true });
  await mkdir(path.join(root, "JPEGImages"));
  for (const [name, text] of Object.entries(files)) {
    await writeFile(path.join(root, "Annotations", `${name}.xml`), text);
    await sharp({ create: { width: WIDTH, height: HEIGHT, channels: 3, background: "blue" } }).toFile(
      path.join(root, "JPEGImages", `${name}.png`),
    );
  }
  if (Object.keys(sets).length > 0) await mkdir(path.join(root, "ImageSets", "Main"), { recursive: true });
  for (const [name, text] of Object.entries(sets)) {
    await writeFile(path.join(root, "ImageSets", "Main", `${name}.txt`), text);
  }
  return root;
}

describe("VocDetection", () => {
  const files = () => ({
    a: voc(vocObject("cell", [1, 2, 5.5, 6]) + vocObject("plate", [2, 2, 4, 4], "<difficult>1</difficult>")),
    b: voc(vocObject("cell", [1, 1, 3, 3], "<truncated>1</truncated><pose>Unspecified</pose>")),
    c: voc(""),
    d: voc(vocObject("a &amp; b", [3, 3, 9, 8])),
  });

  test("classes are the names, sorted; coordinates are taken as they are, or as the devkit's", async () => {
    const root = await vocFolder(files());
    const data = await VocDetection.open(root);
    expect(data.classes).toEqual(["a & b", "cell", "plate"]);
    expect(data.train.paths.map((file) => path.basename(file))).toEqual(["a.png", "b.png", "c.png", "d.png"]);
    const target = await data.train.readTarget(0);
    expect([
      listOf(target.boxes),
      listOf(target.labels),
      listOf(target.area),
      listOf(target.iscrowd),
    ]).toEqual([
      [
        [1, 2, 5.5, 6],
        [2, 2, 4, 4],
      ],
      [2, 3],
      [18, 4],
      [0, 0],
    ]);
    expect((await data.train.readTarget(2)).boxes.shape).toEqual([0, 4]);
    expect((await data.train.objects(0))[1]).toMatchObject({
      difficult: true,
      truncated: false,
      name: "line 3",
    });
    expect((await data.train.objects(1))[0]).toMatchObject({ difficult: false, truncated: true });
    const devkit = await VocDetection.open(root, { oneBased: true });
    expect((await devkit.train.readTarget(0)).boxes.toArray()).toEqual([
      [0, 1, 5.5, 6],
      [1, 1, 4, 4],
    ]);
  });

  test("difficult objects are left out, or kept as what is not learnt from", async () => {
    const root = await vocFolder(files());
    const without = await VocDetection.open(root, { difficult: "skip" });
    expect((await without.train.readTarget(0)).labels.toArray()).toEqual([2]);
    const ignored = await VocDetection.open(root, { difficult: "ignore" });
    expect((await ignored.train.readTarget(0)).iscrowd?.toArray()).toEqual([0, 1]);
  });

  test("lists are the parts; other lists may be named, all images taken, shares set aside", async () => {
    const root = await vocFolder(files(), {
      train: "a\nb\n",
      val: "c\n",
      trainval: "a\r\nb\r\nc",
      test: "d\n",
    });
    const names = (split: datasets.DetectionSplit | null) =>
      split?.paths.map((file) => path.basename(file, ".png"));
    const data = await VocDetection.open(root);
    expect([data.train, data.val, data.test].map(names)).toEqual([["a", "b"], ["c"], ["d"]]);
    const both = await VocDetection.open(root, { sets: { train: "trainval", test: "test" } });
    expect([both.train, both.val, both.test].map(names)).toEqual([["a", "b", "c"], undefined, ["d"]]);
    const all = await VocDetection.open(root, { sets: false, split: { val: 0.25, seed: 3 } });
    expect([all.train.length, all.val?.length]).toEqual([3, 1]);
    await expect(VocDetection.open(root, { sets: { train: "train", val: "trainval" } })).rejects.toThrow(
      /trainval\.txt, line 1: a is in .*train\.txt too/,
    );
  });

  test("images beside their annotations, in folders of parts", async () => {
    const root = path.join(folder, `beside${number++}`);
    for (const part of ["train", "valid"]) {
      await mkdir(path.join(root, part), { recursive: true });
      await writeFile(path.join(root, part, "x.xml"), voc(vocObject("cell", [1, 1, 3, 3]), ""));
      await sharp({ create: { width: 30, height: 20, channels: 3, background: "blue" } }).toFile(
        path.join(root, part, "x.jpg"),
      );
    }
    const data = await VocDetection.open(root);
    expect([data.train.length, data.val?.length, data.test]).toEqual([1, 1, null]);
    expect(data.train.sizes).toEqual([{ width: 30, height: 20 }]);
    const flat = await VocDetection.open(path.join(root, "train"));
    expect(flat.train.length).toBe(1);
  });

  test.each([
    [
      "a name that is no class",
      voc(vocObject("dog", [1, 1, 3, 3])),
      /a\.xml, line 3: the object "dog" is none of/,
    ],
    [
      "no number",
      voc(vocObject("cell", [1, "NaN", 3, 3])),
      /a\.xml, line 3: expected a number as <ymin>, got "NaN"/,
    ],
    ["an infinite one", voc(vocObject("cell", [1, 1, "1e999", 3])), /expected a number as <xmax>/],
    ["no box", voc("<object><name>cell</name></object>"), /line 3: <object> has no <bndbox>/],
    ["no name", voc("<object><bndbox/></object>"), /<object> has no <name>/],
    [
      "an odd flag",
      voc(vocObject("cell", [1, 1, 3, 3], "<difficult>2</difficult>")),
      /expected 0 or 1 as <difficult>/,
    ],
    [
      "a size that is none",
      voc("", "<size><width>-3</width><height>2</height></size>"),
      /expected a size in whole pixels/,
    ],
    ["no XML", "<annotation><object>", /a\.xml is no XML: Missing end tag/],
    [
      "an entity of its own",
      '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
      /is no XML: Named entity isn't defined: &x;/,
    ],
    ["elements too deep", "<a>".repeat(1e5) + "</a>".repeat(1e5), /lie too deep inside each other/],
  ])("%s is named with file and line", async (_, text, message) => {
    const root = await vocFolder({ a: text });
    await expect(VocDetection.open(root, { classes: ["cell"] })).rejects.toThrow(message);
  });

  test("objects of other names are left out where that is asked for; no classes at all is said", async () => {
    const root = await vocFolder(files());
    const data = await VocDetection.open(root, { classes: ["plate"], unknown: "skip" });
    expect((await data.train.readTarget(0)).labels.toArray()).toEqual([1]);
    const empty = await vocFolder({ a: voc("") });
    await expect(VocDetection.open(empty)).rejects.toThrow(/no object is annotated.*classes: \["cell"\]/);
    expect((await VocDetection.open(empty, { classes: ["cell"] })).train.length).toBe(1);
  });

  test("files without partner are named, left out or empty", async () => {
    const root = await vocFolder(files());
    await rm(path.join(root, "Annotations", "b.xml"));
    await expect(VocDetection.open(root)).rejects.toThrow(/no annotation file for .*b\.png/);
    expect((await VocDetection.open(root, { missing: "skip" })).train.length).toBe(3);
    const empty = await VocDetection.open(root, { missing: "empty" });
    expect((await empty.train.readTarget(1)).boxes.shape).toEqual([0, 4]);
    await rm(path.join(root, "JPEGImages", "a.png"));
    await expect(VocDetection.open(root, { missing: "empty" })).resolves.toMatchObject({
      classes: ["a & b"],
    });
    await expect(VocDetection.open(root)).rejects.toThrow(/no image in .* for .*a\.xml/);
  });
});

describe("batches", () => {
  const many = () =>
    coco(
      NAMES.map((_, id) => ({ ...date, id, image_id: id })),
      { masks: true },
    );

  test("are lists, and leave nothing behind once they are freed", async () => {
    const data = await many();
    const before = memory.stats().liveTensors;
    const seen: string[] = [];
    for await (const batch of data.loader("train", { batchSize: 3, seed: 1 })) {
      expect(batch.images.length).toBe(batch.targets.length);
      seen.push(...batch.paths.map((file) => path.basename(file, ".png")));
      freeBatch(batch);
    }
    expect(seen.sort()).toEqual(NAMES);
    expect(memory.stats().liveTensors).toBe(before);
  });

  test("of like aspect ratio need sizes, and choose the batches themselves", async () => {
    const data = await many();
    const batches: number[][] = [];
    for await (const { indices } of data.loader("train", { batchSize: 2, aspectRatioGroups: 3 })) {
      batches.push(indices);
    }
    expect(batches.flat().sort()).toEqual([0, 1, 2, 3]);
    expect(() => data.loader("train", { aspectRatioGroups: 3, dropLast: true })).toThrow(
      /leave dropLast out/,
    );
    const bare = { length: 1, get: (i: number) => data.train.get(i) };
    expect(() => datasets.detectionLoader(bare, { aspectRatioGroups: 1 })).toThrow(ArgumentError);
    expect(() => data.loader("train", { aspectRatios: 3 } as never)).toThrow(/aspectRatioGroups/);
  });

  test.each([
    [
      "a label of 0",
      { labels: tensor([0], { dtype: "int64" }) },
      /x\.png: box 0 has the label 0; classes count from 1/,
    ],
    [
      "labels of another number",
      { labels: tensor([1, 2], { dtype: "int64" }) },
      /1 boxes have labels \[1\], got \[2\]/,
    ],
    ["labels that are no int64", { labels: tensor([1]) }, /labels are int64, got float32/],
    [
      "boxes without extent",
      { boxes: tensor([[1, 1, 1, 3]]) },
      /box 0 is \[1,1,1,3\], without width or height/,
    ],
    [
      "boxes of whole numbers",
      { boxes: tensor([[1, 1, 2, 3]], { dtype: "int64" }) },
      /floating dtype, got int64/,
    ],
    ["NaN", { boxes: tensor([[1, 1, Number.NaN, 3]]) }, /without width or height/],
    ["masks of another size", { masks: zeros([1, 3, 3]) }, /of an image of 4 x 4 .*have masks \[1,3,3\]/],
  ])("%s is named with its file", (_, part, message) => {
    const target = { boxes: tensor([[0, 0, 2, 2]]), labels: tensor([1], { dtype: "int64" }), ...part };
    const sample = { image: zeros([3, 4, 4]), target, index: 0, path: "x.png" };
    expect(() => datasets.collateDetection([sample], [0])).toThrow(message);
    expect(() => datasets.collateDetection([sample], [0])).toThrow(DatasetError);
  });
});

describe("parts", () => {
  test("groups stay together; folds divide the training part; transforms nobody chose are replaced", async () => {
    const all = NAMES.map((_, id) => ({ ...date, id, image_id: id }));
    const groups = (file: string) => (/[ab]\.png$/.test(file) ? "one" : "two");
    const data = await coco(all, { split: { val: 0.5, seed: 0, groups } });
    expect([data.train.groups, data.val?.groups].map((list) => new Set(list).size)).toEqual([1, 1]);
    const whole = await coco(all);
    const [fold] = kFold(whole.train.length, { folds: 2, seed: 0 });
    const divided = whole.divide(fold as { train: number[]; val: number[] });
    expect([divided.train.length, divided.val?.length]).toEqual([2, 2]);
    expect(divided.val?.transform).toBeInstanceOf(transforms.DetectionPreset);
    expect(divided.train.transform).toBeInstanceOf(transforms.DetectionTrainPreset);
    const float = new transforms.ToFloat();
    expect(whole.withDefaultTransforms({ train: float }).train.transform).toBe(float);
    const own = await coco(all, { transform: float });
    expect(own.withDefaultTransforms({ train: new transforms.DetectionPreset() }).train.transform).toBe(
      float,
    );
    const chosen = whole.train.select([2, 0]);
    expect(chosen.paths.map((file) => path.basename(file))).toEqual(["c.png", "a.png"]);
    expect((await chosen.readTarget(1)).boxes.toArray()).toEqual([[1, 2, 4, 6]]);
  });

  test("files that cannot be read are named", async () => {
    await expect(CocoDetection.open(path.join(folder, "none.json"), images())).rejects.toThrow(
      FileFormatError,
    );
    await expect(VocDetection.open(path.join(folder, "none"))).rejects.toThrow(/does not exist/);
    await expect(coco([{ ...date, area: "large" }])).rejects.toThrow(/annotation 11: area is a number/);
    await expect(coco([date], { sets: {} } as never)).rejects.toThrow(ArgumentError);
  });
});
