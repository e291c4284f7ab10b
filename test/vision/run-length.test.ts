// Run lengths and polygons against pycocotools: recorded, and live where it is installed.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Rng } from "../../lib/data/index.ts";
import { ArgumentError, ShapeError } from "../../lib/native/errors.ts";
import { zeros } from "../../lib/tensor/index.ts";
import { datasets } from "../../lib/vision/index.ts";
import { findPython, fixturePath, runPython } from "../helpers/index.ts";

const { decodeRle, encodeRle, polygonsToMask } = datasets.coco;

interface Recorded {
  polygons: { height: number; width: number; polygons: number[][]; counts: string }[];
  runs: { size: [number, number]; counts: number[]; text: string }[];
}
const recorded = JSON.parse(readFileSync(fixturePath("masks.json"), "utf8")) as Recorded;

test("counts and their text decode to one mask, which encodes to both", () => {
  for (const { size, counts, text } of recorded.runs) {
    const mask = decodeRle({ size, counts });
    expect([mask.shape, mask.dtype]).toEqual([size, "uint8"]);
    expect(decodeRle({ size, counts: text }).toArray()).toEqual(mask.toArray());
    expect(encodeRle(mask)).toEqual({ size, counts: text });
    expect(encodeRle(mask, { compressed: false })).toEqual({ size, counts });
  }
});

test("runs go down the columns, zeros first", () => {
  const mask = decodeRle({ size: [2, 3], counts: [1, 2, 3] });
  expect(mask.toArray()).toEqual([
    [0, 1, 0],
    [1, 0, 0],
  ]);
});

test("polygons are filled as pycocotools does, pixel for pixel", () => {
  expect(recorded.polygons.length).toBeGreaterThan(40);
  for (const { height, width, polygons, counts } of recorded.polygons) {
    expect(encodeRle(polygonsToMask(polygons, height, width)), JSON.stringify(polygons)).toEqual({
      size: [height, width],
      counts,
    });
  }
});

test.each([
  [[10, 20], [1, 2, 3], /add up to 6 pixels, the mask has 10 x 20/],
  [[2, 2], [-1, 5], /a run is -1 pixels long/],
  [[2, 2], [1.5, 2.5], /a run is 1.5 pixels long/],
  [[2, 2], "0~", /"~" at position 1/],
  [[2, 2], "`", /ends within a count/],
  [[2, 2], "ooooooooo", /at position 7 is none/],
  [[2, 2], "1", /add up to 1/],
  [[0, 2], [], /whole numbers from 1/],
] as const)("broken runs %j %j", (size, counts, text) => {
  expect(() => decodeRle({ size: [...size], counts })).toThrow(ArgumentError);
  expect(() => decodeRle({ size: [...size], counts })).toThrow(text);
});

test("broken polygons, masks of another rank", () => {
  expect(() => polygonsToMask([[1, 2, 3, 4, 5]], 9, 9)).toThrow(/pairs of x and y, got 5/);
  expect(() => polygonsToMask([[1, 2, 3, 4]], 9, 9)).toThrow(/at least three points, got 2/);
  expect(() => polygonsToMask([[1, 2, 3, 4, 5, Number.NaN]], 9, 9)).toThrow(ArgumentError);
  expect(() => encodeRle(zeros([1, 2, 2]))).toThrow(ShapeError);
});

const python = findPython(["torch", "pycocotools"]);
test.skipIf(python === undefined)("2,000 random polygons beside pycocotools", async () => {
  const seed = 11;
  const rng = new Rng(seed);
  const given = Array.from({ length: 2000 }, () => {
    const [height, width] = [rng.int(1, 60), rng.int(1, 60)];
    const points = Array.from({ length: 2 * rng.int(3, 14) }, (_, i) => {
      const edge = i % 2 === 0 ? width : height;
      const value = rng.uniform(-0.4, 1.4) * edge;
      return rng.bernoulli(0.3) ? Math.round(value) : value;
    });
    return { height, width, points };
  });
  const { result } = await runPython(
    `
    from pycocotools import mask
    result = []
    for p in args:
        rle = mask.merge(mask.frPyObjects([p["points"]], p["height"], p["width"]))
        result.append(rle["counts"].decode())
    `,
    { args: given },
  );
  const ours = given.map((p) => encodeRle(polygonsToMask([p.points], p.height, p.width)).counts);
  const differ = ours.flatMap((counts, i) => (counts === (result as string[])[i] ? [] : [given[i]]));
  expect(differ, `seed ${seed}`).toEqual([]);
});

test("sizes that no array holds are refused before one is made", () => {
  expect(() => decodeRle({ size: [1e9, 1e9], counts: [5] })).toThrow(/at most 2147483648 pixels/);
  expect(() => decodeRle({ size: [40_000, 40_000], counts: [5] })).toThrow(/the runs add up to 5 pixels/);
  expect(() => polygonsToMask([[0, 0, 4, 0, 4, 4]], 1e9, 1e9)).toThrow(/at most 2147483648 pixels/);
});
