// Palettes in segments and files without preamble against pydicom; what only looks like one is none.

import { describe, expect, test } from "vitest";
import { FileFormatError, medical, readImage, type Tensor } from "../../../lib/index.ts";
import { fixtureJson } from "../../helpers/index.ts";

const CASES = fixtureJson<{ name: string; file: string; values: number[] }[]>("dicom-more");
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
