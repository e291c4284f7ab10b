/** What is made of found objects: measurements, pictures and files. */

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  contours,
  data,
  datasets,
  drawBoxes,
  full,
  maskOverlay,
  maskPalette,
  models,
  readImage,
  regions,
  stack,
  type Tensor,
  transforms,
  writeImage,
} from "../../lib/index.ts";
import { type Drawn, draw, Reader } from "./detect-nets.ts";

const CELLS: Drawn[] = [
  { at: [3, 5, 14, 8], classId: 1, score: 230, round: true },
  { at: [20, 2, 9, 11], classId: 2, score: 255, round: true },
  { at: [33, 20, 6, 5], classId: 1, score: 51 },
];
const [HEIGHT, WIDTH] = [30, 40];
const LABELS = ["red", "white"] as const;
const model = (masks = true) => models.withLabels(new Reader(masks), LABELS);

let folder: string;
let file: string;
let image: Tensor;
let found: models.FoundObjects<"red" | "white">;
let boxed: models.FoundObjects<"red" | "white">;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "torchts-found-"));
  file = path.join(folder, "a, b.png");
  image = draw(HEIGHT, WIDTH, CELLS);
  await writeImage(image, file);
  found = await models.detect(model(), file);
  boxed = await models.detect(model(false), file);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The mask of each found object by its number in the image. */
const masks = (): Tensor[] => [2, 1, 3].map((id) => image.select(0, 0).eq(id));
const columns = ["x1", "y1", "x2", "y2", "score"] as const;

describe("measurements", () => {
  test("are those of regions, each object's own, in millimetres with a spacing", () => {
    for (const spacing of [
      [1, 1],
      [0.5, 0.25],
    ] as const) {
      const expected = masks().map((mask, i) => {
        const [row] = regions.measureRegions(mask, { spacing });
        return { ...row, label: i + 1 };
      });
      expect(found.measure({ spacing })).toEqual(expected);
    }
    expect(found.measure()[2]).toMatchObject({ pixels: 30, area: 30, boundingBox: [20, 33, 25, 39] });
  });

  test("are null of a mask without pixels, and refused of boxes alone", () => {
    const [first] = found.objects;
    const empty = { size: [HEIGHT, WIDTH], counts: Uint32Array.of(HEIGHT * WIDTH) } as const;
    const objects = [
      { ...(first as NonNullable<typeof first>), mask: { ...empty, size: [HEIGHT, WIDTH] } },
    ] as never;
    const odd = new models.FoundObjects({ ...found, objects });
    expect(odd.measure()).toEqual([null]);
    expect(odd.toCsv().split("\n")[1]).toMatch(/,+$/);
    expect(odd.toGeoJSON().features[0]?.geometry).toMatchObject({ type: "Polygon" });
    expect(() => boxed.measure()).toThrow(/finds boxes and no masks/);
    expect(() => found.measure({ spacing: [0, 1] })).toThrow(/spacing/);
  });
});

describe("a picture", () => {
  const grey = full([3, HEIGHT, WIDTH], 100, { dtype: "uint8" });

  test("has the masks as maskOverlay draws them, in the colours of the classes", () => {
    const [, one, two] = maskPalette(3);
    for (const alpha of [0.5, 0.3]) {
      const colors = [[0, 0, 0], one, one, two] as never;
      const layers = stack([masks()[2], masks()[1], masks()[0]] as Tensor[]);
      const bare = { boxes: false, labels: false, scores: false } as const;
      const drawn = found.draw(grey, { ...bare, alpha });
      expect(drawn.equal(maskOverlay(grey, layers, { colors, alpha }))).toBe(true);
      const lined = found.draw(grey, { ...bare, alpha, outline: true });
      expect(lined.equal(maskOverlay(grey, layers, { colors, alpha, outline: true }))).toBe(true);
    }
  });

  test("has boxes and names as drawBoxes draws them, the surest last", () => {
    const [, one, two] = maskPalette(3);
    const order = [...boxed.objects].reverse();
    const expected = drawBoxes(
      grey,
      order.map(({ box }) => box),
      {
        labels: order.map(({ label, score }) => `${label} ${score.toFixed(2)}`),
        colors: order.map(({ classId }) => (classId === 1 ? one : two)) as never,
        width: 2,
      },
    );
    expect(boxed.draw(grey).equal(expected)).toBe(true);
    expect(boxed.draw(grey, { width: 1 }).equal(expected)).toBe(false);
    const objects = [[0, 0, 0], [9, 0, 0], [0, 9, 0], [0, 0, 9]] as const; // biome-ignore format: a palette
    const each = boxed.draw(grey, {
      colorBy: "object",
      colors: objects,
      labels: false,
      scores: false,
      width: 1,
    });
    for (const [i, { box }] of boxed.objects.entries()) {
      expect(
        each
          .select(1, box.y1)
          .select(1, box.x1 + 1)
          .toArray(),
      ).toEqual(objects[i + 1]);
    }
  });

  test("is refused over an image of another size", () => {
    expect(() => found.draw(full([3, 30, 41], 0, { dtype: "uint8" }))).toThrow(/30 x 40.*got 30 x 41/);
    expect(() => found.draw(grey, { colour: 1 } as object)).toThrow(/colour/);
  });
});

describe("files", () => {
  test("COCO: boxes, scores, masks as polygons or run lengths, and a class for each number", async () => {
    const { images, annotations, categories } = found.toCoco();
    expect(images).toEqual([{ id: 1, file_name: "a, b.png", width: WIDTH, height: HEIGHT }]);
    expect(categories.map(({ id, name }) => [id, name])).toEqual([
      [1, "red"],
      [2, "white"],
    ]);
    expect(annotations.map(({ bbox, category_id, area }) => [bbox, category_id, area])).toEqual([
      [[20, 2, 9, 11], 2, Number(masks()[0]?.sum().item())],
      [[3, 5, 14, 8], 1, Number(masks()[1]?.sum().item())],
      [[33, 20, 6, 5], 1, 30],
    ]);
    expect(annotations[2]?.segmentation).toEqual([[33, 20, 39, 20, 39, 25, 33, 25]]);
    expect(boxed.toCoco().annotations[2]).toMatchObject({ segmentation: [], area: 30 });
    const runs = found.toCoco({ format: "rle" }).annotations[0]?.segmentation as { counts: string };
    expect(
      datasets.coco
        .decodeRle({ size: [HEIGHT, WIDTH], counts: runs.counts })
        .bool()
        .equal(masks()[0] as Tensor),
    ).toBe(true);
    const results = models.foundToCocoResults([found], { imageIds: [17] });
    expect(results.map(({ image_id, score }) => [image_id, score])).toEqual(
      found.objects.map(({ score }) => [17, score]),
    );
    expect(results.map(({ bbox }) => bbox)).toEqual([undefined, undefined, undefined]);
    expect(models.foundToCocoResults(found, { iouType: "bbox" })[2]?.bbox).toEqual([33, 20, 6, 5]);
    expect(models.foundToCocoResults(boxed)[2]).toMatchObject({ bbox: [33, 20, 6, 5], category_id: 1 });
    expect(() => models.foundToCocoResults(boxed, { iouType: "segm" })).toThrow(/give iouType: "bbox"/);
  });

  test("COCO of several images has names below a folder, and refuses names that are the same", async () => {
    const twice = [found, found];
    expect(() => models.foundToCoco(twice)).toThrow(/two images would have the name a, b.png; give `root`/);
    const other = new models.FoundObjects({ ...found, path: path.join(folder, "deep", "a, b.png") });
    const { images, annotations } = models.foundToCoco([found, other], { root: folder });
    expect(images.map(({ file_name }) => file_name)).toEqual(["a, b.png", "deep/a, b.png"]);
    expect(annotations.map(({ id, image_id }) => [id, image_id])).toEqual(
      [1, 2, 3, 4, 5, 6].map((id) => [id, id < 4 ? 1 : 2]),
    );
    const strange = new models.FoundObjects({ ...found, classes: ["red", "green"] as never, path: "c.png" });
    expect(() => models.foundToCoco([found, strange])).toThrow(/images of one network/);
    expect(() => models.foundToCoco(found, { imageIds: [1, 2] })).toThrow(/imageIds.*1 images, got 2/);
  });

  test("COCO that is written is read as data again: the same boxes, labels and masks", async () => {
    const annotations = path.join(folder, "found.json");
    await found.writeCoco(annotations);
    const read = await datasets.CocoDetection.open(annotations, folder, {
      masks: true,
      trainTransform: new transforms.DetectionPreset(),
    });
    const { target } = await read.train.get(0);
    expect(target.boxes.toArray()).toEqual(
      found.objects.map(({ box: { x1, y1, x2, y2 } }) => [x1, y1, x2, y2]),
    );
    expect((target.labels.toArray() as bigint[]).map(Number)).toEqual(
      found.objects.map(({ classId }) => classId),
    );
    expect((target.masks as Tensor).bool().equal(stack(masks()))).toBe(true);
  });

  test("GeoJSON: outlines that fill to the masks, boxes where there are none", async () => {
    const { features } = found.toGeoJSON({ properties: (_, index) => ({ index }) });
    for (const [i, { geometry, properties }] of features.entries()) {
      const [outer = [], ...holes] = geometry.type === "Polygon" ? geometry.coordinates : [];
      const polygon = { outer: outer.slice(0, -1), holes };
      const drawn = contours.fillContours([polygon], { height: HEIGHT, width: WIDTH });
      expect([...drawn]).toEqual([...(masks()[i]?.to("uint8").contiguous().bytes() ?? [])]);
      const { label, classId, score } = found.objects[i] as models.FoundObject;
      expect(properties).toMatchObject({
        class: label,
        value: classId,
        score,
        index: i,
        objectType: "detection",
      });
    }
    const [, , box] = boxed.toGeoJSON({ spacing: [2, 0.5] }).features;
    expect(box?.geometry.coordinates).toEqual([[[16.5, 40], [19.5, 40], [19.5, 50], [16.5, 50], [16.5, 40]]]); // biome-ignore format: a ring
    const out = path.join(folder, "found.geojson");
    await found.writeGeoJSON(out, { tolerance: 1 });
    expect(JSON.parse(readFileSync(out, "utf8"))).toEqual(found.toGeoJSON({ tolerance: 1 }));
  });

  test("CSV: a row for each object with the measurements of its mask, which readCsv reads", async () => {
    const out = path.join(folder, "found.csv");
    await found.writeCsv(out, { spacing: [0.5, 0.5], columns: ["area", "feretDiameterMax"] });
    const lines = readFileSync(out, "utf8").trim().split("\n");
    expect(lines[0]).toBe("image,object,label,score,x1,y1,x2,y2,area,feretDiameterMax");
    expect(lines[3]).toMatch(/^"[^"]*a, b.png",3,red,0.2\d*,33,20,39,25,7.5,/);
    const table = await data.readCsv(out, { label: "label", columns: [...columns] });
    expect(table.classes).toEqual(["red", "white"]);
    const rows = await Promise.all([0, 1, 2].map(async (i) => (await table.dataset.get(i))[0].toArray()));
    expect(rows).toEqual(found.objects.map(({ box, score }) => [box.x1, box.y1, box.x2, box.y2, score]));
    const own = new models.FoundObjects({ ...found, path: path.basename(file) });
    await own.writeCsv(out);
    const again = await datasets.detectionFromCsv(
      out,
      {},
      { trainTransform: new transforms.DetectionPreset() },
    );
    const { target } = await again.train.get(0);
    expect(target.boxes.toArray()).toEqual(rows.map((row) => (row as number[]).slice(0, 4)));
    expect(again.classes).toEqual(["red", "white"]);
    expect(boxed.toCsv().split("\n")[0]).toBe("image,object,label,score,x1,y1,x2,y2");
    const both = models.foundToCsv([found, boxed], { columns: [] }).trim().split("\n");
    expect(both.length).toBe(7);
    expect(() => models.foundToCsv(boxed, { columns: ["area"] })).toThrow(/no masks/);
    expect(() => boxed.toCsv({ spacing: [1, 1] })).toThrow(/spacing is for measurements of masks/);
  });

  test("JSON has all of it, masks as COCO's text", () => {
    const json = JSON.parse(JSON.stringify(found)) as models.FoundJson;
    expect(json).toMatchObject({ path: file, height: HEIGHT, width: WIDTH });
    expect(json.objects[0]).toMatchObject({ label: "white", classId: 2, score: 1, box: { x1: 20, y1: 2 } });
    expect(json.objects[0]?.mask?.size).toEqual([HEIGHT, WIDTH]);
    expect(JSON.parse(JSON.stringify(boxed)).objects[0].mask).toBeUndefined();
  });

  test("that cannot be written leave nothing and say so", async () => {
    const missing = path.join(folder, "none", "found.json");
    await expect(found.writeCoco(missing)).rejects.toMatchObject({ code: "ERR_TORCHTS_ARGUMENT" });
    await expect(found.writeCsv(missing)).rejects.toThrow(/the folder .* does not exist/);
    await expect(found.writeGeoJSON(7 as unknown as string)).rejects.toThrow(/file must be a string, got 7/);
  });
});

test("objects of a class that there is none of are refused, and parts that are missing", async () => {
  expect(() => new models.FoundObjects({ ...found, classes: ["red"] as never })).toThrow(
    /no class 2, there are 1/,
  );
  expect(() => new models.FoundObjects({} as never)).toThrow(/objects, classes/);
  expect((await readImage(file)).shape).toEqual([3, HEIGHT, WIDTH]);
});
