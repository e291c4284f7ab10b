// Windows of CT: by name, by centre and width, several as channels; numbers are those of the formula, by hand.

import { describe, expect, test } from "vitest";
import { ArgumentError, FileFormatError, medical, readImage, type Tensor } from "../../../lib/index.ts";
import { isDecoding } from "../../../lib/vision/index.ts";
import { fixtureJson } from "../../helpers/index.ts";
import { CASES } from "./dicom-cases.ts";

const { files, volume } = fixtureJson<{ files: string[]; volume: number[][][] }>("dicom-series");
const slice = Buffer.from(files[0] as string, "base64");
const values = (volume[0] as number[][]).flat();
const flat = (t: Tensor) => [...t.contiguous().to("float64").data()] as number[];
const shades = (low: number, high: number, of = values) =>
  of.map((v) => Math.floor(Math.min(Math.max((v - low) / (high - low), 0), 1) * 255 + 0.5));

describe("windows", () => {
  test("of a name, a centre and width, or a range are one thing", async () => {
    for (const [name, { center, width }] of Object.entries(medical.CT_WINDOWS)) {
      const [low, high] = [center - width / 2, center + width / 2];
      const wanted = shades(low, high);
      for (const window of [name as medical.CtWindow, { center, width }, [low, high]] as const) {
        const image = await readImage(slice, { mode: "L", window: window as medical.WindowOption });
        const got = flat(image);
        expect(Math.max(...got.map((v, i) => Math.abs(v - (wanted[i] as number)))), name).toBe(0);
      }
    }
    expect(shades(-1350, 150)).not.toEqual(shades(-125, 225));
  });

  test("three are the colours of an image; of others the channels are asked for", async () => {
    const window = ["lung", "mediastinum", { center: 400, width: 1800 }] as const;
    const image = await readImage(slice, { window });
    expect([image.shape, image.dtype]).toEqual([[3, 3, 4], "uint8"]);
    expect(flat(image)).toEqual([...shades(-1350, 150), ...shades(-125, 225), ...shades(-500, 1300)]);
    const two = await readImage(slice, { window: ["lung", [0, 100]], mode: "unchanged", depth: "native" });
    expect([two.shape, two.dtype]).toEqual([[2, 3, 4], "float32"]);
    const wanted = [...values.map((v) => (v + 1350) / 1500), ...values.map((v) => v / 100)].map((v) =>
      Math.min(Math.max(v, 0), 1),
    );
    expect(Math.max(...flat(two).map((v, i) => Math.abs(v - (wanted[i] as number))))).toBeLessThan(1e-6);
    await expect(readImage(slice, { window: ["lung", "bone"] })).rejects.toThrow(ArgumentError);
    await expect(readImage(slice, { window: ["lung", "bone"] })).rejects.toThrow(
      /2 windows make 2 channels.*mode: "unchanged"/,
    );
    await expect(readImage(slice, { window: ["lung", "bone"], mode: "L" })).rejects.toThrow(/one channel/);
  });

  test("MONOCHROME1 stays turned, in each of them", async () => {
    const one = CASES.find(({ name, shape }) => /MONOCHROME1/.test(name) && shape[0] === 1);
    const { bytes, values: stored } = one as (typeof CASES)[number];
    const [low, high] = [Math.min(...stored), Math.max(...stored)];
    const image = await readImage(bytes, {
      window: [
        [low, high],
        [low, high + 100],
        [low - 100, high],
      ],
    });
    const plane = (from: number, to: number) => shades(from, to, [...stored]).map((v) => 255 - v);
    const wanted = [...plane(low, high), ...plane(low, high + 100), ...plane(low - 100, high)];
    expect(Math.max(...flat(image).map((v, i) => Math.abs(v - (wanted[i] as number))))).toBeLessThanOrEqual(
      1,
    );
  });

  test("names are of Hounsfield units: of other modalities and of unsigned samples they are refused", async () => {
    const mr = CASES.find(({ modality, shape }) => modality !== "CT" && modality !== null && shape[1] === 1);
    await expect(readImage((mr as (typeof CASES)[number]).bytes, { window: "lung" })).rejects.toThrow(
      /its modality is \w+, and the window lung is one of CT/,
    );
    const pgm = Buffer.from("P5 2 1 255\n\x01\x02", "latin1");
    await expect(readImage(pgm, { window: "bone" })).rejects.toThrow(FileFormatError);
    await expect(readImage(pgm, { window: "bone" })).rejects.toThrow(
      /unsigned 8-bit integers, and the window bone/,
    );
    expect(flat(await readImage(pgm, { window: [0, 2], mode: "L" }))).toEqual([128, 255]);
  });

  test("runs keep them; others are none", () => {
    expect(isDecoding({ window: ["lung", [0, 1], { center: 1, width: 2 }] })).toBe(true);
    for (const window of [
      "skin",
      [],
      [1],
      [1, 0],
      { center: 1 },
      { center: 1, width: 0 },
      { center: 1, width: 2, low: 0 },
      [["lung"]],
    ]) {
      expect(isDecoding({ window }), JSON.stringify(window)).toBe(false);
    }
  });
});
