/** Regions of masks, their measurements and skeletons, against scikit-image (scripts/fixtures/regions.py). */

import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { contours, morphology, regions, tensor, zeros } from "../../lib/index.ts";
import { fixtureJson } from "../helpers/index.ts";
import { expectRows } from "./region-rows.ts";

interface Shape {
  size: [number, number];
  mask: string;
  parts: [number, number];
  skeleton: string;
  pixels: number[][];
  isotropic: number[][];
  millimetres: number[][];
  edt?: number[];
}
const shapes = fixtureJson<Record<string, Shape>>("regions");
const maskOf = ({ mask, size: [height, width] }: Shape): morphology.Mask => ({
  data: Uint8Array.from(mask, Number),
  height,
  width,
});
/** The image whose means scripts/fixtures/regions.py takes. */
const intensityOf = ({ size: [height, width] }: Shape): morphology.Mask => ({
  data: Float64Array.from({ length: height * width }, (_, i) => i % 7),
  height,
  width,
});
const blobs = maskOf(shapes.blobs as Shape);

describe.each(Object.entries(shapes))("regions of %s", (_, shape) => {
  const mask = maskOf(shape);

  it("are as many as scikit-image finds with 4 and with 8 neighbours", () => {
    const counts = ([4, 8] as const).map(
      (connectivity) => regions.labelRegions(mask, { connectivity }).count,
    );
    expect(counts).toEqual(shape.parts);
  });

  it.each([
    ["pixels", [1, 1]],
    ["isotropic", [0.5, 0.5]],
    ["millimetres", [0.5, 1.25]],
  ] as const)("measure as regionprops in %s", (key, spacing) => {
    const intensity = intensityOf(shape);
    expectRows(regions.measureRegions(regions.labelRegions(mask), { spacing, intensity }), shape[key]);
  });

  it("have scikit-image's skeleton, pixel for pixel", () => {
    expect([...morphology.skeletonize(mask)].join("")).toBe(shape.skeleton);
  });
});

describe("regions", () => {
  it("have exact Euclidean distances", () => {
    const got = morphology.distanceTransform(blobs, [0.5, 1.25]);
    for (const [i, value] of (shapes.blobs?.edt ?? []).entries()) expect(got[i]).toBeCloseTo(value, 5);
  });

  it("have a box as small as a turned square, and a line's length along its skeleton", () => {
    const bar = { data: new Uint8Array(7 * 12), height: 7, width: 12 };
    for (let x = 1; x < 11; x++) for (let y = 2; y < 5; y++) bar.data[y * 12 + x] = 1;
    const [region] = regions.measureRegions(regions.labelRegions(bar));
    expect(region?.orientedBox).toEqual({ center: [3, 5.5], length: 10, width: 3, angle: 0 });
    const line = { data: [1, 0, 0, 0, 1, 0, 0, 0, 1], height: 3, width: 3 };
    expect(morphology.skeletonLength(line)).toBeCloseTo(2 * Math.SQRT2, 12);
    expect(morphology.skeletonLength(line, [3, 4])).toBeCloseTo(10, 12);
  });

  it("are found in tensors too, of int64 and bool", () => {
    const rows = [
      [0, 2, 2],
      [0, 0, 0],
      [5, 0, 2],
    ];
    const labels = tensor(rows, { dtype: "int64" });
    expect(regions.labelRegions(labels).count).toBe(3);
    expect(regions.measureRegions(labels).map(({ label, area }) => [label, area])).toEqual([
      [2, 3],
      [5, 1],
    ]);
    expect(regions.labelRegions(labels.bool()).count).toBe(3);
    expect([...morphology.skeletonize(labels.gt(0))].reduce((a, b) => a + b)).toBe(4);
    expect(labels.shape).toEqual([3, 3]);
  });

  it("refuse what is no mask, labels below zero and an intensity image of another size", () => {
    expect(() => regions.labelRegions(zeros([1, 3, 3]))).toThrow(
      /labelRegions: expected a mask \(H, W\), got \[1,3,3\]/,
    );
    const probabilities = tensor([[0.25, 0.75]]);
    for (const read of [
      regions.labelRegions,
      morphology.skeletonize,
      contours.findContours,
      contours.toGeoJSON,
    ]) {
      expect(() => read(probabilities)).toThrow(
        /: expected a mask of whole numbers or bool, got the value 0.25; .*gt\(0\.5\)/,
      );
    }
    expect(() => regions.labelRegions(tensor([[Number.NaN]]))).toThrow(/got the value NaN/);
    expect(regions.labelRegions(tensor([[0, 1]], { dtype: "float32" })).count).toBe(1);
    const one = { data: [1, 1], height: 1, width: 2 };
    expect(regions.measureRegions(one, { intensity: probabilities })[0]?.intensityMean).toBe(0.5);
    expect(() => regions.measureRegions({ data: [1, 0], height: 1, width: 3 })).toThrow(
      /needs 3 values, got 2/,
    );
    expect(() => regions.measureRegions({ data: [-1], height: 1, width: 1 })).toThrow(
      /whole numbers from 0, got -1/,
    );
    const intensity = { data: [1, 2], height: 2, width: 1 };
    expect(() => regions.measureRegions({ data: [1], height: 1, width: 1 }, { intensity })).toThrow(
      /intensity image is 2 x 1, the labels are 1 x 1/,
    );
    expect(() => regions.measureRegions({ data: [1], height: 1, width: 1 }, { spacing: [0, 1] })).toThrow(
      /spacing must be two lengths above 0/,
    );
  });
});

describe("tables of regions", () => {
  const measured = regions.measureRegions(regions.labelRegions(blobs));

  it("are inputs of a network, and a CSV file that is whole or not there", async () => {
    const table = regions.regionTable(measured, { columns: ["area", "top", "extent"] });
    const inputs = regions.regionFeatures(table);
    expect([inputs.shape, inputs.dtype]).toEqual([[measured.length, 3], "float32"]);
    const folder = mkdtempSync(path.join(tmpdir(), "torchts-regions-"));
    try {
      const file = path.join(folder, "regions.csv");
      const classes = measured.map(({ label }) => (label === 1 ? 'a "b", c' : "d"));
      await regions.writeRegionCsv(file, table, { classes });
      const [header, first] = readFileSync(file, "utf8").split("\n");
      expect(header).toBe("label,area,top,extent,class");
      expect(first).toBe(
        `1,${measured[0]?.area},${measured[0]?.boundingBox[0]},${measured[0]?.extent},"a ""b"", c"`,
      );
      expect(readdirSync(folder)).toEqual(["regions.csv"]);
      const nowhere = path.join(folder, "none", "regions.csv");
      await expect(regions.writeRegionCsv(nowhere, table)).rejects.toMatchObject({
        code: "ERR_TORCHTS_ARGUMENT",
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("of an empty mask have no rows", () => {
    const labels = regions.labelRegions({ data: new Uint8Array(12), height: 3, width: 4 });
    const table = regions.regionTable(regions.measureRegions(labels));
    expect([labels.count, table.labels, table.values.length]).toEqual([0, [], 0]);
    expect(regions.regionFeatures(table).shape).toEqual([0, regions.regionColumns.length]);
    expect(regions.regionCsv(table)).toBe(`label,${regions.regionColumns.join(",")}\n`);
  });

  it("refuse an intensity that was not measured, and classes of other regions", () => {
    expect(() => regions.regionTable(measured, { columns: ["intensityMean"] })).toThrow(
      /no intensity was measured/,
    );
    const table = regions.regionTable(measured, { columns: ["area"] });
    expect(() => regions.regionCsv(table, { classes: ["a"] })).toThrow(
      /a class for each of \d+ regions, got 1/,
    );
  });
});
