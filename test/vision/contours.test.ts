/** Contours of masks: exact polygons of small shapes, round trips, and the files made of them. */

import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contours, data, type morphology, readImage, regions, tensor, zeros } from "../../lib/index.ts";
import { fillPolygon } from "../../lib/vision/masks/polygon-fill.ts";
import { fillRuns, parseCounts } from "../../lib/vision/masks/run-length.ts";
import { sharedPath } from "../helpers/index.ts";
import { testSeed } from "../helpers/seed.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "torchts-contours-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A mask of lines of digits. */
function drawn(...lines: string[]): morphology.Mask {
  return {
    data: lines.flatMap((line) => [...line].map(Number)),
    height: lines.length,
    width: lines[0]?.length ?? 0,
  };
}

function binary({ data: values, height, width }: morphology.Mask): morphology.Mask {
  return { data: Uint8Array.from(values, (v) => (v === 0 ? 0 : 1)), height, width };
}

/** Checks that polygons are the mask again, and that their rings are simple and wound as they should be. */
function expectRoundTrip(mask: morphology.Mask, what: string): void {
  const polygons = contours.findContours(mask);
  expect(
    Buffer.from(contours.fillContours(polygons, mask)).equals(Buffer.from(mask.data as Uint8Array)),
    what,
  ).toBe(true);
  for (const { outer, holes } of polygons) {
    expect(contours.ringArea(outer), what).toBeGreaterThan(0);
    for (const hole of holes) expect(contours.ringArea(hole), what).toBeLessThan(0);
    for (const ring of [outer, ...holes]) expect(new Set(ring.map(String)).size, what).toBe(ring.length);
  }
}

describe("findContours", () => {
  test("follows the pixels' edges, corners only, the outline one way and holes the other", () => {
    const [polygon, ...more] = contours.findContours(drawn("00000", "01110", "01010", "01110"));
    expect(more).toEqual([]);
    expect(polygon?.outer).toEqual([
      [1, 1],
      [4, 1],
      [4, 4],
      [1, 4],
    ]);
    expect(polygon?.holes).toEqual([
      [
        [2, 3],
        [3, 3],
        [3, 2],
        [2, 2],
      ],
    ]);
    expect(contours.ringArea(polygon?.outer ?? [])).toBe(9);
    expect(contours.ringArea(polygon?.holes[0] ?? [])).toBe(-1);
  });

  test("cuts parts that touch at a corner into two, and a hole that touches the outside out of it", () => {
    const two = contours.findContours(drawn("10", "01"));
    expect(two.map(({ outer }) => outer.length)).toEqual([4, 4]);
    const [open] = contours.findContours(drawn("110", "101", "111"));
    expect(open?.holes).toHaveLength(1);
    expect(open?.outer).toHaveLength(6);
  });

  test("of one value takes no other, in arrays and tensors; of an empty mask there are none", () => {
    const mask = drawn("0122", "0122");
    const areas = (value?: number): number[] =>
      contours.findContours(mask, { value }).map(({ outer }) => contours.ringArea(outer));
    expect([areas(), areas(1), areas(2), areas(3)]).toEqual([[6], [2], [4], []]);
    const same = tensor([[0, 1, 2, 2]], { dtype: "int64" });
    expect(contours.findContours(same, { value: 2 })).toHaveLength(1);
    expect(contours.findContours(zeros([3, 4]))).toEqual([]);
    expect(() => contours.findContours(zeros([2, 3, 4]))).toThrow(/findContours: expected a mask \(H, W\)/);
  });

  test("filled are the mask again, for random masks", () => {
    const seed = testSeed();
    const rng = new data.Rng(seed);
    for (let i = 0; i < 400; i++) {
      const [height, width, share] = [rng.int(1, 14), rng.int(1, 14), rng.random()];
      const values = Uint8Array.from({ length: height * width }, () => (rng.bernoulli(share) ? 1 : 0));
      expectRoundTrip({ data: values, height, width }, `seed ${seed}, mask ${i}`);
    }
  });
});

describe("simplifyContours", () => {
  test("leaves out points within the tolerance, and what has no area any more", () => {
    const stairs = contours.findContours(drawn("1000", "1100", "1110", "1111"));
    expect(stairs[0]?.outer).toHaveLength(10);
    const [simple] = contours.simplifyContours(stairs, 0.75);
    expect(simple?.outer.length).toBeLessThan(6);
    expect(contours.simplifyContours(stairs, 0)).toEqual(stairs);
    const dot = contours.findContours(drawn("000", "010", "000"));
    expect(contours.simplifyContours(dot, 2)).toEqual([]);
    const ring = contours.findContours(drawn("11111", "11111", "11011", "11111", "11111"));
    expect(contours.simplifyContours(ring, 1)[0]?.holes).toEqual([]);
    expect(() => contours.simplifyContours(ring, -1)).toThrow(/tolerance from 0 pixels, got -1/);
  });
});

describe("fillContours", () => {
  test("fills pixels whose centres are inside, cut off at the image's edge", () => {
    const outer = [
      [-3, -3],
      [2.9, -3],
      [2.4, 1.6],
      [-3, 1.6],
    ] as const;
    expect([...contours.fillContours([{ outer, holes: [] }], { height: 3, width: 4 })]).toEqual([
      1, 1, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0,
    ]);
    expect(() => contours.fillContours([], { height: 0, width: 4 })).toThrow(/height and width from 1 pixel/);
    expect(() => contours.fillContours([], { height: 1e6, width: 1e6 })).toThrow(/at most 2147483648 pixels/);
  });
});

describe("toGeoJSON", () => {
  const mask = drawn("01002", "00100", "22200", "20200", "22200");

  test("has a feature for each region with closed rings, holes and its class", () => {
    const classes = ["background", "vein", "disc"];
    const { type, features } = contours.toGeoJSON(mask, { classes, properties: { image: "a.png" } });
    expect(type).toBe("FeatureCollection");
    expect(features.map(({ properties }) => properties)).toEqual([
      { class: "vein", value: 1, area: 2, image: "a.png" },
      { class: "disc", value: 2, area: 1, image: "a.png" },
      { class: "disc", value: 2, area: 8, image: "a.png" },
    ]);
    expect(features.map(({ geometry }) => geometry.type)).toEqual(["MultiPolygon", "Polygon", "Polygon"]);
    const ring = features[2]?.geometry.coordinates as [number, number][][];
    expect(ring).toEqual([
      [
        [0, 2],
        [3, 2],
        [3, 5],
        [0, 5],
        [0, 2],
      ],
      [
        [1, 4],
        [2, 4],
        [2, 3],
        [1, 3],
        [1, 4],
      ],
    ]);
  });

  test("by class, with spacing, of polygons, and with neighbours at sides only", () => {
    const byClass = contours.toGeoJSON(mask, { each: "class", spacing: [2, 3] });
    expect(byClass.features.map(({ geometry, properties }) => [geometry.type, properties.area])).toEqual([
      ["MultiPolygon", 2],
      ["MultiPolygon", 9],
    ]);
    expect(byClass.features[0]?.geometry.coordinates.flat(2)[0]).toEqual([3, 0]);
    expect(contours.toGeoJSON(mask, { connectivity: 4 }).features).toHaveLength(4);
    const polygons = contours.findContours(mask, { value: 2 });
    const own = contours.toGeoJSON(polygons, { properties: ({ area }) => ({ twice: 2 * area }) });
    expect(own.features.map(({ properties }) => properties)).toEqual([
      { area: 1, twice: 2 },
      { area: 8, twice: 16 },
    ]);
    expect(contours.toGeoJSON(zeros([3, 3])).features).toEqual([]);
  });

  test("is written whole, and refuses values without a class", async () => {
    const file = path.join(folder, "mask.geojson");
    const collection = contours.toGeoJSON(mask);
    await contours.writeGeoJSON(file, collection);
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(collection);
    expect(readdirSync(folder).filter((name) => name.includes("tmp"))).toEqual([]);
    expect(() => contours.toGeoJSON(mask, { classes: ["background", "vein"] })).toThrow(
      /the mask has the value 2, and there are 2 classes.*ignoreIndex/,
    );
    const some = contours.toGeoJSON(mask, { classes: ["background", "vein"], ignoreIndex: 2 });
    expect(some.features).toHaveLength(1);
    expect(() => contours.toGeoJSON(mask, { spacing: [0, 1] })).toThrow(
      /spacing must be two lengths above 0/,
    );
  });
});

describe("toCoco", () => {
  const mask = drawn("0100", "0000", "2220", "2020", "2220");

  test("has polygons, run lengths for holes, boxes and areas", () => {
    const { images, annotations, categories } = contours.toCoco([{ fileName: "a.png", mask }], {
      classes: ["background", "vein", "disc"],
    });
    expect(images).toEqual([{ id: 1, file_name: "a.png", width: 4, height: 5 }]);
    expect(categories).toEqual([
      { id: 1, name: "vein", supercategory: "" },
      { id: 2, name: "disc", supercategory: "" },
    ]);
    const [vein, disc] = annotations;
    expect(vein).toEqual({
      id: 1,
      image_id: 1,
      category_id: 1,
      segmentation: [[1, 0, 2, 0, 2, 1, 1, 1]],
      bbox: [1, 0, 1, 1],
      area: 1,
      iscrowd: 0,
    });
    expect([disc?.bbox, disc?.area]).toEqual([[0, 2, 3, 3], 8]);
    expect(disc?.segmentation).toMatchObject({ size: [5, 4] });
  });

  test("counts classes from 1 in masks of one class each, and refuses images of both ranks", () => {
    const planes = tensor([[[1, 0]], [[1, 1]], [[0, 0]]], { dtype: "bool" });
    const classes = ["polyp", "tool", "blood"];
    const { annotations, categories } = contours.toCoco([{ fileName: "b.png", mask: planes }], {
      classes,
      format: "rle",
    });
    expect(categories.map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(annotations.map(({ category_id, area }) => [category_id, area])).toEqual([
      [1, 1],
      [2, 2],
    ]);
    const both = [
      { fileName: "a.png", mask },
      { fileName: "b.png", mask: planes },
    ];
    expect(() => contours.toCoco(both, { classes })).toThrow(/masks of one kind/);
    expect(() => contours.toCoco([], { classes, format: "png" as "rle" })).toThrow(
      /"polygons" or "rle", got "png"/,
    );
  });
});

test("toCoco's polygons and run lengths are the mask again, read as pycocotools reads them", () => {
  const seed = testSeed();
  const rng = new data.Rng(seed);
  for (let i = 0; i < 100; i++) {
    const [height, width, share] = [rng.int(1, 14), rng.int(1, 14), rng.random()];
    const values = Uint8Array.from({ length: height * width }, () =>
      rng.bernoulli(share) ? rng.int(1, 3) : 0,
    );
    const images = [{ fileName: "a.png", mask: { data: values, height, width } }];
    const got = new Uint8Array(height * width);
    for (const { segmentation, category_id } of contours.toCoco(images, { classes: ["0", "1", "2"] })
      .annotations) {
      if (Array.isArray(segmentation)) {
        for (const polygon of segmentation) fillPolygon(got, polygon, height, width, category_id);
      } else {
        fillRuns(got, parseCounts(segmentation.counts), height, width, category_id);
      }
    }
    expect([...got], `seed ${seed}, mask ${i}`).toEqual([...values]);
  }
});

const nuclei = sharedPath("data/segmentation/dsb2018-nuclei");

test.skipIf(nuclei === undefined)(
  "all masks of nuclei are filled again from their contours, and their parts counted as numbered where apart",
  async () => {
    const root = nuclei as string;
    const names = readdirSync(path.join(root, "masks")).filter((name) => name.endsWith(".png"));
    expect(names.length).toBe(160);
    let [counted, apart] = [0, 0];
    for (const name of names) {
      const mask = binary(await plane(path.join(root, "masks", name), 8));
      expectRoundTrip(mask, name);
      const instances = await plane(path.join(root, "instances", name), "native");
      if (!areApart(instances, mask)) continue;
      apart++;
      // A nucleus may be in several pieces; those of the numbered map, each by itself, are those of the mask.
      const numbered = new Set(Array.from(instances.data).filter((v) => v !== 0));
      const pieces = [...numbered].map((value) => {
        const own = Uint8Array.from(instances.data, (v) => (v === value ? 1 : 0));
        return regions.labelRegions({ ...instances, data: own }).count;
      });
      const { count } = regions.labelRegions(mask);
      expect(count, name).toBe(pieces.reduce((a, b) => a + b, 0));
      counted += count;
    }
    console.log(`${apart} images whose nuclei are apart, with ${counted} regions`);
    expect(apart).toBeGreaterThan(10);
  },
  300_000,
);

async function plane(file: string, depth: 8 | "native"): Promise<morphology.Mask> {
  const image = await readImage(file, { mode: "unchanged", depth });
  const first = image.select(0, 0);
  const [height, width] = first.shape as [number, number];
  const values = Int32Array.from(first.data() as ArrayLike<number>);
  image.dispose();
  first.dispose();
  return { data: values, height, width };
}

/** Whether no two nuclei touch, also at a corner, and the mask is all of them. */
function areApart({ data: values, height, width }: morphology.Mask, mask: morphology.Mask): boolean {
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const value = values[at] as number;
      if ((value !== 0) !== (mask.data[at] !== 0)) return false;
      if (value === 0) continue;
      for (const [dy, dx] of [
        [0, 1],
        [1, -1],
        [1, 0],
        [1, 1],
      ] as const) {
        if (x + dx < 0 || x + dx >= width || y + dy >= height) continue;
        const other = values[at + dy * width + dx] as number;
        if (other !== 0 && other !== value) return false;
      }
    }
  }
  return true;
}
