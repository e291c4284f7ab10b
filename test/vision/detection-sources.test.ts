// Detection data of label maps, masks and tables, and of the real data sets.

import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Rng } from "../../lib/data/index.ts";
import { ArgumentError, DatasetError, FileFormatError } from "../../lib/native/errors.ts";
import { tensor } from "../../lib/tensor/index.ts";
import { datasets, transforms, writeMask } from "../../lib/vision/index.ts";
import { sharedPath } from "../helpers/index.ts";

const { InstanceMasks, detectionFromCsv } = datasets;
const [WIDTH, HEIGHT] = [6, 4];
let folder: string;
let number = 0;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "torchts-sources-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const paint = (file: string) =>
  sharp({ create: { width: WIDTH, height: HEIGHT, channels: 3, background: "red" } }).toFile(file);

/** A folder with an image and a map of these values, row by row, for each name. */
async function maps(files: Record<string, number[][]>, masksDir = "masks"): Promise<string> {
  const root = path.join(folder, `maps${number++}`);
  await mkdir(path.join(root, "images"), { recursive: true });
  for (const [name, rows] of Object.entries(files)) {
    const file = path.join(root, masksDir, `${name}.png`);
    await mkdir(path.dirname(file), { recursive: true });
    await writeMask(tensor(rows, { dtype: "int64" }), file);
    await paint(path.join(root, "images", `${path.basename(name)}.png`));
  }
  return root;
}
const MAP = [
  [0, 3, 3, 0, 0, 700],
  [0, 3, 0, 0, 0, 700],
  [0, 0, 0, 2, 0, 0],
  [9, 0, 0, 0, 0, 3],
];
const empty = () => Array.from({ length: HEIGHT }, () => Array(WIDTH).fill(0) as number[]);

describe("InstanceMasks", () => {
  test("each value but 0 is an object: box, area and mask, of 16 bits too", async () => {
    const data = await InstanceMasks.open(await maps({ a: MAP, b: empty() }), { classes: ["nucleus"] });
    expect(data.task).toEqual({ name: "detection", classes: ["nucleus"], masks: true });
    const { target } = await data.train.read(0);
    expect(target.boxes.toArray()).toEqual([
      [3, 2, 4, 3],
      [1, 0, 6, 4],
      [0, 3, 1, 4],
      [5, 0, 6, 2],
    ]);
    expect([target.labels.toArray(), target.area?.toArray()]).toEqual([
      [1, 1, 1, 1],
      [1, 4, 1, 2],
    ]);
    expect(target.masks?.select(0, 1).toArray()).toEqual([
      [0, 1, 1, 0, 0, 0],
      [0, 1, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 1],
    ]);
    const none = await data.train.readTarget(1);
    expect([none.boxes.shape, none.masks?.shape]).toEqual([
      [0, 4],
      [0, HEIGHT, WIDTH],
    ]);
    const without = await InstanceMasks.open(data.root, { masks: false, minArea: 2 });
    const kept = await without.train.readTarget(0);
    expect([kept.masks, kept.area?.toArray()]).toEqual([undefined, [4, 2]]);
  });

  const MASK = [
    [0, 255, 0, 0, 0, 255],
    [0, 0, 255, 0, 0, 255],
    [0, 0, 0, 0, 0, 0],
    [255, 0, 0, 0, 0, 0],
  ];

  test("connected parts of a mask are objects where that is asked for; else a mask is not taken for a map", async () => {
    const root = await maps({ a: MASK });
    const data = await InstanceMasks.open(root, { components: true });
    expect((await data.train.readTarget(0)).boxes.toArray()).toEqual([
      [1, 0, 3, 2],
      [5, 0, 6, 2],
      [0, 3, 1, 4],
    ]);
    const sides = await InstanceMasks.open(root, { components: true, connectivity: 4 });
    expect((await sides.train.readTarget(0)).boxes.shape).toEqual([4, 4]);
    const asMap = await InstanceMasks.open(root);
    await expect(asMap.train.readTarget(0)).rejects.toThrow(/a\.png holds 0 and 255 alone.*components: true/);
    const ones = await maps({ a: MASK.map((row) => row.map((value) => value / 255)) });
    await expect((await InstanceMasks.open(ones)).train.readTarget(0)).rejects.toThrow(/holds 0 and 1 alone/);
    const whole = await InstanceMasks.open(ones, { components: false });
    expect((await whole.train.readTarget(0)).boxes.toArray()).toEqual([[0, 0, 6, 4]]);
  });

  test("values between are cut at a threshold; a border value belongs to nobody", async () => {
    const soft = await maps({ a: MASK.map((row) => row.map((value, x) => (value === 0 ? x : value - x))) });
    const data = await InstanceMasks.open(soft, { components: true, threshold: 128 });
    expect((await data.train.readTarget(0)).boxes.shape).toEqual([3, 4]);
    const bordered = await maps({ a: MAP.map((row) => row.map((value) => (value === 9 ? 255 : value))) });
    const labels = await InstanceMasks.open(bordered, { ignore: 255 });
    expect((await labels.train.readTarget(0)).boxes.shape).toEqual([3, 4]);
  });

  test("a folder for each class; parts by folder; groups", async () => {
    const root = await maps({ "disc/a": MAP, "cup/a": MAP, "disc/b": MAP, "disc/c": MAP });
    const data = await InstanceMasks.open(root, {
      split: { val: 0.3, seed: 1, groups: (file) => path.basename(file) },
    });
    expect(data.classes).toEqual(["cup", "disc"]);
    expect([data.train.length, data.val?.length]).toEqual([2, 1]);
    const at = data.train.paths.findIndex((file) => file.endsWith("a.png"));
    const part = at < 0 ? data.val : data.train;
    const target = await (part as datasets.DetectionSplit).readTarget(Math.max(at, 0));
    expect(target.labels.toArray()).toEqual([1, 1, 1, 1, 2, 2, 2, 2]);
  });

  test.each([
    [{ classes: ["a", "b"] }, ArgumentError, /one class, got a, b/],
    [{ connectivity: 4 }, ArgumentError, /connectivity is of connected parts; give components: true/],
    [{ threshold: 1, components: true, ignore: 3 }, ArgumentError, /ignore or threshold/],
    [{ minArea: 0 }, ArgumentError, /minArea is a number of pixels from 1/],
    [{ masksDir: "none" }, DatasetError, /none does not exist/],
  ] as const)("%j is refused", async (options, kind, message) => {
    const root = await maps({ a: MAP });
    const opened = InstanceMasks.open(root, options as datasets.InstanceMasksOptions);
    await expect(opened).rejects.toThrow(message);
    await expect(opened).rejects.toBeInstanceOf(kind);
  });

  test("a map of another size than its image is named", async () => {
    const root = await maps({ a: [[0, 1, 2]] });
    const data = await InstanceMasks.open(root);
    await expect(data.train.readTarget(0)).rejects.toThrow(
      /masks.a\.png is 3 x 1 pixels .*, its image .*a\.png 6 x 4/,
    );
  });
});

describe("detectionFromCsv", () => {
  async function table(text: string, images: readonly string[] = ["a", "b", "c"]): Promise<string> {
    const root = path.join(folder, `table${number++}`);
    await mkdir(root);
    for (const name of images) await paint(path.join(root, `${name}.png`));
    const file = path.join(root, "boxes.csv");
    await writeFile(file, text);
    return file;
  }
  const PLAIN =
    "image,label,x1,y1,x2,y2\na.png,fig,0,1,3,3.5\nb.png,date,1,1,2,2\na.png,date,2,0,6,4\nc.png,,,,,\n";

  test("one row a box; an empty row and a list of images say that there is nothing", async () => {
    const data = await detectionFromCsv(await table(PLAIN));
    expect(data.classes).toEqual(["date", "fig"]);
    expect(data.train.paths.map((file) => path.basename(file))).toEqual(["a.png", "b.png", "c.png"]);
    const target = await data.train.readTarget(0);
    expect([target.boxes.toArray(), target.labels.toArray(), target.area?.toArray()]).toEqual([
      [
        [0, 1, 3, 3.5],
        [2, 0, 6, 4],
      ],
      [2, 1],
      [7.5, 16],
    ]);
    expect((await data.train.readTarget(2)).boxes.shape).toEqual([0, 4]);
    expect((await data.train.objects(0))[1]?.name).toBe("line 4");
    const file = await table("image,label,xmin,ymin,xmax,ymax\na.png,fig,0,1,3,3\n");
    const listed = await detectionFromCsv(file, {}, { images: ["a.png", "b.png"] });
    expect([listed.train.length, (await listed.train.readTarget(1)).boxes.shape]).toEqual([2, [0, 4]]);
  });

  test("other columns, formats and shares of the image", async () => {
    const file = await table("file;cx;cy;w;h\na.png;0.5;0.5;0.5;0.5\n");
    const options = { separator: ";", format: "cxcywh", normalized: true, classes: ["cell"] } as const;
    const data = await detectionFromCsv(file, { image: "file" }, options);
    expect((await data.train.readTarget(0)).boxes.toArray()).toEqual([[1.5, 1, 4.5, 3]]);
    const corners = await table("image,label,x,y,width,height\na.png,fig,1,1,2,3\n");
    const moved = await detectionFromCsv(corners, {}, { format: "xywh" });
    expect((await moved.train.readTarget(0)).boxes.toArray()).toEqual([[1, 1, 3, 4]]);
    const named = await table("image,what,l,t,r,b\na.png,fig,1,1,2,3\n");
    const own = await detectionFromCsv(named, { label: "what", box: ["l", "t", "r", "b"] });
    expect([own.classes, own.train.length]).toEqual([["fig"], 1]);
  });

  test("parts and groups are columns, or shares by group", async () => {
    const rows = "a.png,fig,0,1,3,3,p1,train\nb.png,fig,0,1,3,3,p2,valid\nc.png,fig,0,1,3,3,p3,test\n";
    const file = await table(`image,label,x1,y1,x2,y2,group,split\n${rows}`);
    const data = await detectionFromCsv(file);
    expect([data.train.length, data.val?.length, data.test?.length]).toEqual([1, 1, 1]);
    expect(data.train.groups).toEqual(["p1"]);
    const shares = await detectionFromCsv(
      await table(PLAIN.replace("label", "kind").replace("image", "label").replace("label", "image")),
      { label: "kind" },
      { split: { val: 0.34, seed: 2 } },
    );
    expect([shares.train.length, shares.val?.length]).toEqual([2, 1]);
  });

  test.each([
    [
      "image,label,x1,y1,x2,y2\na.png,fig,0,1,3\n",
      FileFormatError,
      /line 2: expected 6 values as in the header, got 5/,
    ],
    [
      "image,label,x1,y1,x2,y2\na.png,fig,0,1,3,NaN\n",
      FileFormatError,
      /line 2: expected a number in column y2, got "NaN"/,
    ],
    [
      "image,label,x1,y1,x2,y2\na.png,fig,0,1,,3\n",
      FileFormatError,
      /expected a number in column x2, got ""/,
    ],
    ["image,label,x1,y1,x2,y2\na.png,fig,,,,\n", FileFormatError, /the label "fig" has no box/],
    ["image,label,x1,y1,x2,y2\na.png,,0,1,2,3\n", FileFormatError, /the box has no label in column label/],
    ["image,label,x1,y1,x2,y2\n,fig,0,1,2,3\n", FileFormatError, /line 2: no image in column image/],
    [
      "image,label,x1,y1,x2,y2\na.png,fig,3,1,3,3\n",
      DatasetError,
      /boxes\.csv, line 2: the box \[3, 1, 3, 3\]: it has no width/,
    ],
    [
      "image,label,x1,y1,x2,y2\na.png,fig,3,1,9,3\n",
      DatasetError,
      /reaches 3 pixels beyond the image of 6 x 4/,
    ],
    ["image,label,x1,y1,x2,y2\nx.png,fig,3,1,4,3\n", DatasetError, /line 2: there is no file .*x\.png/],
    ["image,label,x1,y1,x2,y2\n../a.png,fig,3,1,4,3\n", DatasetError, /lies outside of the folder/],
    [
      "image,label,x1,y1,x2,y2,group\na.png,fig,0,0,2,2,p\na.png,fig,0,0,2,2,q\n",
      FileFormatError,
      /two values of group: "p" \(line 2\) and "q"/,
    ],
    ["image,label,left,top\na.png,fig,0,0\n", ArgumentError, /neither columns x1, y1, x2, y2 nor xmin/],
    ["image,x1,y1,x2,y2\na.png,0,0,2,2\n", ArgumentError, /no column of labels.*classes: \["cell"\]/],
    ["image,label,x1,y1,x2,y2\n", FileFormatError, /no rows below a header/],
  ] as const)("%j is refused with its line", async (text, kind, message) => {
    const opened = detectionFromCsv(await table(text));
    await expect(opened).rejects.toThrow(message);
    await expect(opened).rejects.toBeInstanceOf(kind);
  });

  test("an image of a list has no part and no group, where the others have", async () => {
    const file = await table("image,label,x1,y1,x2,y2,group\na.png,fig,0,0,2,2,p\n");
    await expect(detectionFromCsv(file, {}, { images: ["b.png"] })).rejects.toThrow(/its group is not known/);
  });

  test("columns and options that there are not are refused", async () => {
    const file = await table(PLAIN);
    await expect(detectionFromCsv(file, { box: ["x1", "y1"] })).rejects.toThrow(/a list of 4/);
    await expect(detectionFromCsv(file, { boxes: [] } as never)).rejects.toThrow(/it is called box/);
    await expect(detectionFromCsv(file, {}, { boxFormat: "xywh" } as never)).rejects.toThrow(
      /it is called format/,
    );
    await expect(detectionFromCsv(file, { group: "patient" })).rejects.toThrow(/no column "patient"/);
  });
});

describe("areas follow boxes", () => {
  const sample = {
    image: tensor([0]).expand(3, 20, 20),
    boxes: tensor([
      [0, 0, 10, 10],
      [12, 12, 16, 20],
    ]),
    area: tensor([50, 32]),
    iscrowd: tensor([0, 1], { dtype: "int64" }),
    labels: tensor([1, 2], { dtype: "int64" }),
  };

  test("a resize scales them, mirroring leaves them, a crop takes what it takes of the box", () => {
    const resized = new transforms.Resize([40, 10]).applySample(sample);
    expect(resized.area?.toArray()).toEqual([50, 32]);
    expect(new transforms.Resize([40, 40]).applySample(sample).area?.toArray()).toEqual([200, 128]);
    expect(
      new transforms.RandomHorizontalFlip({ p: 1 }).applySample(sample, new Rng(0)).area?.toArray(),
    ).toEqual([50, 32]);
    const cut = transforms.sampleFunctional.crop(sample, 0, 5, 20, 9);
    expect(cut.area?.toArray()).toEqual([25, 16]);
  });

  test("what loses its box goes with it", () => {
    const cut = new transforms.SanitizeBoundingBoxes().applySample(
      transforms.sampleFunctional.crop(sample, 0, 0, 11, 11),
    );
    expect([cut.area?.toArray(), cut.iscrowd?.toArray(), cut.labels?.toArray()]).toEqual([[50], [0], [1]]);
  });
});

const nuclei = sharedPath("data/segmentation/dsb2018-nuclei");
const glomeruli = sharedPath("data/segmentation/hubmap-glomeruli-tiles");
const lesions = sharedPath("data/classification/ham10000-200x150");
const bccd = sharedPath("data/detection/bccd");
const fruits = sharedPath("data/instances/fruits-nuts-coco");

describe("real data", () => {
  test.skipIf(nuclei === undefined)("nuclei: 5,002 boxes of the maps are those of the index", async () => {
    const root = nuclei as string;
    const data = await InstanceMasks.open(root, {
      masksDir: "instances",
      classes: ["nucleus"],
      masks: false,
    });
    const index = JSON.parse(readFileSync(path.join(root, "index.json"), "utf8")) as {
      file: string;
      boxes: number[][];
    }[];
    const known = new Map(index.map(({ file, boxes }) => [file, boxes]));
    let count = 0;
    const other: [string, number][] = [];
    for (const [i, file] of data.train.paths.entries()) {
      const boxes = (await data.train.readTarget(i)).boxes.toArray() as number[][];
      const wanted = known.get(path.basename(file)) as number[][];
      expect(boxes.length).toBe(wanted.length);
      boxes.forEach((box, at) => {
        if (String(box) !== String(wanted[at])) other.push([path.basename(file), at + 1]);
      });
      count += wanted.length;
    }
    expect([data.train.length, count]).toEqual([160, 5002]);
    // The index was made of a mask for each nucleus; two of these share a row of pixels with another, whose the map has.
    expect(other).toEqual([
      ["1609b1b8480ee526.png", 1],
      ["72e8c49dea447871.png", 18],
    ]);
  });

  test.skipIf(glomeruli === undefined)(
    "glomeruli: 45 connected parts in 12 tiles, three of them empty",
    async () => {
      const options = {
        imagesDir: "images_256_red16",
        masksDir: "masks_256_red16",
        components: true,
        classes: ["glomerulus"],
      };
      const data = await InstanceMasks.open(glomeruli as string, {
        ...options,
        split: { val: 0.4, groups: (file) => path.basename(file).split("_")[0] as string },
      });
      const counts: number[] = [];
      for (const part of [data.train, data.val as datasets.DetectionSplit]) {
        expect(new Set(part.groups).size).toBe(1);
        for (let i = 0; i < part.length; i++) counts.push((await part.readTarget(i)).labels.numel());
      }
      expect([counts.length, counts.reduce((a, b) => a + b), counts.filter((n) => n === 0).length]).toEqual([
        12, 45, 3,
      ]);
    },
  );

  test.skipIf(lesions === undefined)("lesions: a box each, divided by lesion", async () => {
    const columns = { image: "file", label: "dx", group: "lesion_id" };
    const file = path.join(lesions as string, "metadata.csv");
    const data = await detectionFromCsv(file, columns, { split: { val: 0.2, seed: 0 } });
    expect(data.classes).toEqual(["akiec", "bcc", "bkl", "df", "mel", "nv", "vasc"]);
    const [train, val] = [data.train, data.val as datasets.DetectionSplit];
    expect(train.length + val.length).toBe(630);
    expect(train.groups?.filter((lesion) => val.groups?.includes(lesion))).toEqual([]);
    const first = train.paths.findIndex((name) => name.endsWith("ISIC_0024318.jpg"));
    const part = first < 0 ? val : train;
    const at = part.paths.findIndex((name) => name.endsWith("ISIC_0024318.jpg"));
    expect((await part.readTarget(at)).boxes.toArray()).toEqual([[53, 21, 144, 111]]);
  });

  test.skipIf(bccd === undefined)(
    "blood cells: official parts, and two boxes without extent named and left out",
    async () => {
      const root = bccd as string;
      await expect(datasets.VocDetection.open(root)).rejects.toThrow(
        /BloodImage_00343\.xml, line 50: the box \[181, 329, 181, 329\]: it has neither width nor height; .*BloodImage_00338\.xml, line 158.*badBoxes: "skip"/,
      );
      const data = await datasets.VocDetection.open(root, { badBoxes: "skip" });
      expect([data.train.length, data.val?.length, data.test?.length]).toEqual([205, 87, 72]);
      expect(data.classes).toEqual(["Platelets", "RBC", "WBC"]);
      expect(data.skipped.map(({ path: file }) => path.basename(file))).toEqual([
        "BloodImage_00343.jpg",
        "BloodImage_00338.jpg",
      ]);
      const counts = [0, 0, 0];
      for (const part of [data.train, data.val, data.test] as datasets.DetectionSplit[]) {
        for (let i = 0; i < part.length; i++) {
          for (const { label } of await part.objects(i))
            counts[label - 1] = (counts[label - 1] as number) + 1;
        }
      }
      expect(counts).toEqual([361, 4155 - 2, 372]);
      for await (const { images, targets } of data.loader("test", { batchSize: 40, aspectRatioGroups: 3 })) {
        expect([images.length, targets[0]?.boxes.dtype, images[0]?.dtype]).toEqual([
          40,
          "float32",
          "float32",
        ]);
        break;
      }
    },
  );

  test.skipIf(fruits === undefined)("fruits and nuts: ids from 0, 165 objects of three classes", async () => {
    const root = fruits as string;
    const data = await datasets.CocoDetection.open(
      path.join(root, "trainval.json"),
      path.join(root, "images"),
    );
    const counts = [0, 0, 0];
    for (let i = 0; i < data.train.length; i++) {
      for (const { label } of await data.train.objects(i))
        counts[label - 1] = (counts[label - 1] as number) + 1;
    }
    expect([data.classes, counts]).toEqual([
      ["date", "fig", "hazelnut"],
      [71, 41, 53],
    ]);
  });
});
