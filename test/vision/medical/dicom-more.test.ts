// Palettes in segments and files without preamble against pydicom; what only looks like one is none.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import {
  datasets,
  FileFormatError,
  medical,
  readImage,
  type Tensor,
  writeImage,
  zeros,
} from "../../../lib/index.ts";
import { fixtureJson } from "../../helpers/index.ts";

const CASES =
  fixtureJson<{ name: string; file: string; values: number[]; shape?: number[]; square?: number[] }[]>(
    "dicom-more",
  );
const flat = (t: Tensor) => [...t.contiguous().to("float64").data()] as number[];
/** A line's halves may be rounded otherwise. */
const LEVEL = 1;

describe("pydicom's values", () => {
  test.each(CASES)("$name", async ({ name, file, values }) => {
    const bytes = Buffer.from(file, "base64");
    const got = flat((await medical.readDicom(bytes)).pixels);
    expect(got.length).toBe(values.length);
    const most = Math.max(...got.map((v, i) => Math.abs(v - (values[i] as number))));
    expect(most).toBeLessThanOrEqual(/segments/.test(name) ? LEVEL : 0);
    const shown = await readImage(bytes, { mode: "unchanged", depth: "native" });
    expect(shown.numel()).toBe(values.length);
  });

  test("segments that point to others, and damaged ones, are refused", async () => {
    const file = Buffer.from((CASES[0] as { file: string }).file, "base64");
    const at = file.indexOf(Buffer.from([0, 3, 5]));
    const changed = (offset: number, value: number) => {
      const copy = Buffer.from(file);
      copy[at + offset] = value;
      return medical.readDicom(copy);
    };
    await expect(changed(5, 2)).rejects.toThrow(/segments that point to others/);
    await expect(changed(0, 1)).rejects.toThrow(/look-up table of it is missing or damaged/);
    await expect(changed(6, 200)).rejects.toThrow(FileFormatError);
  });

  test("bytes that begin like elements and are none", async () => {
    for (const bytes of [
      Buffer.from([8, 0, 5, 0]),
      Buffer.alloc(200, 8),
      Buffer.from([8, 0, 5, 0, 67, 83, 10, 0, ...Array(200).fill(7)]),
    ]) {
      await expect(medical.readDicom(bytes)).rejects.toThrow(/it is no DICOM file/);
    }
  });
});

describe("pixels that are no squares", () => {
  test.each(CASES.filter(({ square }) => square !== undefined))(
    "$name: become squares as torch makes them",
    async (one) => {
      const bytes = Buffer.from(one.file, "base64");
      const read = { mode: "L", pixelAspect: "square" } as const;
      const shown = await readImage(bytes, read);
      expect([shown.shape, shown.dtype]).toEqual([[1, ...(one.shape as number[])], "uint8"]);
      const wanted = one.square as number[];
      expect(Math.max(...flat(shown).map((v, i) => Math.abs(v - (wanted[i] as number))))).toBeLessThanOrEqual(
        0.5 + 1e-4,
      );
      const range = await readImage(bytes, { ...read, depth: "native", window: [0, 255] });
      expect(Math.max(...flat(range).map((v, i) => Math.abs(v * 255 - (wanted[i] as number))))).toBeLessThan(
        1e-3,
      );
      expect(flat(await readImage(bytes, { mode: "L" }))).toEqual(one.values);
    },
  );

  test("masks and boxes are of stored pixels, so that their data refuses it", async () => {
    const image = { pixelAspect: "square" } as const;
    const folder = mkdtempSync(path.join(tmpdir(), "torchts-aspect-"));
    for (const inner of ["images", "masks"]) {
      mkdirSync(path.join(folder, inner));
      await writeImage(zeros([1, 4, 4], { dtype: "uint8" }), path.join(folder, inner, "1.png"));
    }
    await expect(datasets.SegmentationFolder.open(folder, { image })).rejects.toThrow(
      /masks are of the pixels as they are stored/,
    );
    const table = path.join(folder, "boxes.csv");
    writeFileSync(table, "image,x1,y1,x2,y2,label\nimages/1.png,0,0,2,2,a\n");
    await expect(datasets.detectionFromCsv(table, {}, { image })).rejects.toThrow(
      /boxes are of the pixels as they are stored/,
    );
    rmSync(folder, { recursive: true });
  });
});
