import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as vision from "../../lib/vision/index.ts";

const fixture = JSON.parse(readFileSync("test/fixtures/segmetrics.json", "utf8")).regions;
const [height, width] = fixture.size;
const mask = { data: Uint8Array.from(fixture.mask, Number), height, width };
const { regions, morphology } = vision;
const TOLERANCE = 1e-8;

describe("regions", () => {
  it("are as many as scikit-image finds with 4 and with 8 neighbours", () => {
    expect(regions.labelRegions(mask, { connectivity: 4 }).count).toBe(fixture.parts[0]);
    expect(regions.labelRegions(mask).count).toBe(fixture.parts[1]);
  });

  it.each([
    ["pixels", [1, 1], true],
    ["isotropic", [0.5, 0.5], true],
    ["millimetres", [0.5, 1.25], false],
  ] as const)("measure as regionprops in %s", (key, spacing, hasPerimeter) => {
    const got = regions.measureRegions(regions.labelRegions(mask), { spacing });
    expect(got.length).toBe(fixture[key].length);
    for (const [i, r] of got.entries()) {
      const shape = [
        r.majorAxisLength,
        r.minorAxisLength,
        r.orientation,
        r.eccentricity,
        r.solidity,
        r.extent,
      ];
      const border = hasPerimeter ? [r.perimeter] : [];
      const all = [r.label, r.area, ...shape, r.eulerNumber, ...border, ...r.centroid, ...r.boundingBox];
      for (const [k, value] of all.entries()) {
        const want = fixture[key][i][k];
        const off = Math.abs(value - want);
        const message = `region ${r.label}, value ${k}: ${value}, expected ${want}`;
        const isAngle = k === 4;
        expect(isAngle ? Math.min(off, Math.PI - off) : off, message).toBeLessThan(
          TOLERANCE * Math.max(1, want),
        );
      }
    }
  });

  it("have the skeleton that Zhang and Suen's conditions leave", () => {
    expect([...morphology.skeletonize(mask)].join("")).toBe(fixture.skeleton);
  });

  it("have exact Euclidean distances", () => {
    const got = morphology.distanceTransform(mask, [0.5, 1.25]);
    for (const [i, value] of fixture.edt.entries()) expect(got[i]).toBeCloseTo(value, 5);
  });

  it("have a box as small as a turned square, and a line's length along its skeleton", () => {
    const bar = { data: new Uint8Array(7 * 12), height: 7, width: 12 };
    for (let x = 1; x < 11; x++) for (let y = 2; y < 5; y++) bar.data[y * 12 + x] = 1;
    const [region] = regions.measureRegions(regions.labelRegions(bar));
    expect(region?.orientedBox).toEqual({ center: [3, 5.5], length: 10, width: 3, angle: 0 });
    const line = { data: [1, 0, 0, 0, 1, 0, 0, 0, 1], height: 3, width: 3 };
    expect(morphology.skeletonLength(line)).toBeCloseTo(2 * Math.SQRT2, 12);
  });

  it("become a table and a CSV file", () => {
    const table = regions.regionTable(regions.measureRegions(regions.labelRegions(mask)), {
      columns: ["area", "extent"],
    });
    expect(regions.regionFeatures(table).shape).toEqual([table.labels.length, 2]);
    expect(regions.regionCsv(table).split("\n")[0]).toBe("label,area,extent");
  });
});
