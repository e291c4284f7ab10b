// Run lengths of masks: round trips, and every figure beside pycocotools'.
import { expect, test } from "vitest";
import { ArgumentError, data, rand, rle, ShapeError, scope, type Tensor, zeros } from "../../lib/index.ts";
import { findPython, runPython } from "../helpers/index.ts";

/** Masks (N, H, W) of blobs and of noise. */
function drawn(count: number, height: number, width: number, rng: data.Rng): Tensor {
  return scope(() => {
    const noise = rand([count, height, width]);
    const level = rng.uniform(0.05, 0.95);
    if (rng.bernoulli(0.5)) return noise.gt(level);
    const rows = rand([count, height, 1]).gt(0.4);
    return rows.logicalAnd(rand([count, 1, width]).gt(0.4));
  });
}

test("masks come back as they were, of any size and place in memory", () => {
  const rng = new data.Rng(3);
  for (let i = 0; i < 60; i++) {
    const [count, height, width] = [rng.int(1, 5), rng.int(1, 40), rng.int(1, 40)];
    const masks = drawn(count, height, width, rng);
    const all = rle.encodeAll(masks);
    expect(all.map(({ size }) => size)).toEqual(Array(count).fill([height, width]));
    expect(rle.decodeAll(all).eq(masks.to("uint8")).all().item(), `${i}`).toBe(true);
    const one = rle.encode(masks.select(0, 0));
    expect(one).toEqual(all[0]);
    expect(rle.decode(rle.compress(one)).toArray()).toEqual(masks.select(0, 0).to("uint8").toArray());
  }
});

test("a mask of nothing and one of everything", () => {
  const [none, all] = [zeros([3, 4]), zeros([3, 4]).add(7)];
  expect(rle.encode(none)).toEqual({ size: [3, 4], counts: Uint32Array.of(12) });
  expect(rle.encode(all)).toEqual({ size: [3, 4], counts: Uint32Array.of(0, 12) });
  expect([rle.toBox(rle.encode(none)), rle.toBox(rle.encode(all))]).toEqual([
    [0, 0, 0, 0],
    [0, 0, 4, 3],
  ]);
  expect(rle.iou([rle.encode(none)], [rle.encode(none), rle.encode(all)]).toArray()).toEqual([[0, 0]]);
  expect(rle.encodeAll(zeros([0, 3, 4]))).toEqual([]);
  expect(rle.iou([], [rle.encode(all)]).shape).toEqual([0, 1]);
});

test("what is no mask is refused", () => {
  const mask = rle.encode(zeros([3, 4]));
  expect(() => rle.encode(zeros([1, 3, 4]))).toThrow(ShapeError);
  expect(() => rle.encodeAll(zeros([3, 4]))).toThrow(/expected masks \(N, H, W\), got \[3,4\]/);
  expect(() => rle.decode({ size: [3, 4], counts: [5] })).toThrow(/add up to 5 pixels/);
  expect(() => rle.area({ size: [3, 4], counts: "~~" })).toThrow(ArgumentError);
  expect(() => rle.merge([])).toThrow(/at least one mask/);
  expect(() => rle.merge([mask, rle.encode(zeros([4, 4]))])).toThrow(/of one size, got 3 x 4 and 4 x 4/);
  expect(() => rle.iou([mask], [mask], [true, false])).toThrow(/crowd says of each of the 1/);
  expect(() => rle.fromPolygons([[1, 2, 3]], 4, 4)).toThrow(ArgumentError);
  expect(() => rle.fromBox([0, 0, 1, 1], 0, 4)).toThrow(/height and width are whole numbers from 1/);
});

const python = findPython(["torch", "pycocotools"]);
test.skipIf(python === undefined)("area, box, overlap, union and polygons beside pycocotools", async () => {
  const seed = 5;
  const rng = new data.Rng(seed);
  const sets = Array.from({ length: 120 }, () => {
    const [height, width] = [rng.int(1, 50), rng.int(1, 50)];
    const masks = drawn(5, height, width, rng);
    const points = Array.from({ length: 2 * rng.int(3, 8) }, () => rng.uniform(-5, 55));
    const box = [rng.uniform(-3, 40), rng.uniform(-3, 40), rng.uniform(0, 30), rng.uniform(0, 30)];
    const polygons = [points, points.map((value) => value / 2)];
    return { size: [height, width], masks: rle.encodeAll(masks), polygons, box };
  });
  const { result } = await runPython(
    `
    import numpy as np
    from pycocotools import mask as m
    def text(rle): return rle["counts"].decode()
    result = []
    for one in args:
        h, w = one["size"]
        rles = [{"size": [h, w], "counts": c.encode()} for c in one["masks"]]
        crowd = [0, 1, 1]
        result.append({
            "area": m.area(rles).tolist(), "box": m.toBbox(rles).tolist(),
            "iou": m.iou(rles[:2], rles[2:], crowd).tolist(),
            "union": text(m.merge(rles)), "intersection": text(m.merge(rles[:2], intersect=True)),
            "polygons": text(m.merge(m.frPyObjects(one["polygons"], h, w))),
            "rectangle": text(m.frPyObjects(np.array([one["box"]]), h, w)[0]),
        })
    `,
    {
      args: sets.map((one) => ({ ...one, masks: one.masks.map((mask) => rle.compress(mask).counts) })),
    },
  );
  const ours = sets.map(({ size: [height = 0, width = 0], masks, polygons, box }) => ({
    area: masks.map((mask) => rle.area(mask)),
    box: masks.map((mask) => rle.toBox(mask)),
    iou: rle.iou(masks.slice(0, 2), masks.slice(2), { crowd: [false, true, true] }).toArray(),
    union: rle.compress(rle.merge(masks)).counts,
    intersection: rle.compress(rle.merge(masks.slice(0, 2), { intersect: true })).counts,
    polygons: rle.compress(rle.fromPolygons(polygons, height, width)).counts,
    rectangle: rle.compress(rle.fromBox(box as [number, number, number, number], height, width)).counts,
  }));
  expect(ours, `seed ${seed}`).toEqual(result);
});
