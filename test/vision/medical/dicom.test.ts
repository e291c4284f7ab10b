// DICOM files of every layout against pydicom: values, shades, what is said of them, and what is refused.

import { createHash } from "node:crypto";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { FileFormatError, medical, readImage, type Tensor } from "../../../lib/index.ts";
import { sharedPath } from "../../helpers/index.ts";
import { CASES, PUBLIC } from "./dicom-cases.ts";

const flat = (t: Tensor) => [...t.contiguous().to("float64").data()] as number[];
/** Halves may be rounded otherwise. */
const LEVEL = 1;

/** float32 holds 24 bits. */
function tolerance(value: number): number {
  return Math.abs(value) * 2 ** -24;
}

/** Colours that are computed may differ by a rounding. */
function isComputed(name: string): boolean {
  return name.startsWith("YBR");
}

describe("small files of every layout", () => {
  test.each(CASES)("$name: values", async ({ name, bytes, shape, values, modality, slack }) => {
    const read = await medical.readDicom(bytes);
    expect(read.pixels.shape).toEqual(shape);
    expect(read.modality).toBe(modality);
    const got = flat(read.pixels);
    const off = got.findIndex((v, i) => {
      const wanted = values[i] as number;
      return Math.abs(v - wanted) > Math.max(isComputed(name) ? LEVEL : tolerance(wanted), slack);
    });
    expect(off, `at ${off}: ${got[off]} instead of ${values[off]}`).toBe(-1);
  });

  test.each(CASES.filter(({ shades }) => shades !== null))("$name: shades", async (one) => {
    const { bytes, shape, shades } = one;
    const [frames, , height, width] = shape as [number, number, number, number];
    for (let page = 0; page < frames; page++) {
      const image = await readImage(bytes, { mode: "L", page });
      expect(image.shape).toEqual([1, height, width]);
      expect(image.dtype).toBe("uint8");
      const wanted = (shades as Float32Array).subarray(page * height * width);
      const off = flat(image).findIndex((v, i) => Math.abs(v - (wanted[i] as number)) > LEVEL);
      expect(off, `frame ${page} at ${off}: ${flat(image)[off]} instead of ${wanted[off]}`).toBe(-1);
    }
  });
});

const folder = sharedPath("data/dicom/pydicom-test-files");
describe.skipIf(folder === undefined)("the files of pydicom's tests", () => {
  const at = (file: string) => path.join(folder as string, file);

  test.each(PUBLIC.filter(({ error }) => error === undefined))("$file", async (one) => {
    const { pixels, modality, spacing, tags } = await medical.readDicom(at(one.file));
    expect(pixels.shape).toEqual(one.shape);
    expect(modality).toBe(one.modality);
    expect(spacing === null ? null : [...spacing]).toEqual(one.spacing);
    const values = pixels.to("float32").contiguous();
    const got = flat(values)
      .filter((_, i) => i % 97 === 0)
      .slice(0, 400);
    expect(Math.max(...got.map((v, i) => Math.abs(v - (one.samples[i] as number))))).toBeLessThanOrEqual(
      one.slack,
    );
    if (one.slack === 0) {
      expect(flat(values).reduce((a, b) => a + b, 0)).toBe(one.sum);
      expect(createHash("sha256").update(values.bytes()).digest("hex")).toBe(one.sha256);
    }
    expect(Object.keys(tags)).toEqual(expect.arrayContaining(one.keywords));
    if (one.shades === undefined) return;
    const shades = flat(await readImage(at(one.file), { mode: "L" })).filter((_, i) => i % 37 === 0);
    const off = one.shades.findIndex((v, i) => Math.abs(v - (shades[i] as number)) > LEVEL);
    expect(off, `at ${off}: ${shades[off]} instead of ${one.shades[off]}`).toBe(-1);
  });

  test("a truncated one is refused, with the counts", async () => {
    expect(PUBLIC.find(({ file }) => file === "MR_truncated.dcm")?.error).toMatch(/less than expected/);
    for (const read of [medical.readDicom, readImage]) {
      const failure = read(at("MR_truncated.dcm"));
      await expect(failure).rejects.toThrow(FileFormatError);
      await expect(failure).rejects.toThrow(/MR_truncated\.dcm: .*needs 8192 bytes, 8130 are left/);
    }
  });
});
