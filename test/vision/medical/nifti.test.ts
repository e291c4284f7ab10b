// NIfTI files of every type and orientation against nibabel, and damaged ones.

import { createHash } from "node:crypto";
import path from "node:path";
import { gzipSync, inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { FileFormatError, medical, type Tensor, TorchtsError } from "../../../lib/index.ts";
import { fixtureJson, sharedPath } from "../../helpers/index.ts";

interface Facts {
  shape: number[];
  affine: number[][];
  spacing: number[];
  values: string;
}

interface PublicFacts extends Omit<Facts, "values"> {
  sha256: string;
  samples: number[];
}

const { cases, packed } = fixtureJson<{
  cases: { name: string; file: string; stored: Facts; canonical: Facts }[];
  packed: string;
}>("nifti");
const PUBLIC = fixtureJson<{ file: string; stored: PublicFacts; canonical: PublicFacts }[]>("nifti-public");

const unpack = (text: string) => inflateSync(Buffer.from(text, "base64"));
const flat = (t: Tensor) => t.contiguous().data() as Float32Array;
const ORIENTATIONS = ["stored", "canonical"] as const;
/** float32 in the header, float32 of the values. */
const RELATIVE = 2 ** -22;

/** Whether numbers are the same up to a rounding. */
function same(got: ArrayLike<number>, wanted: ArrayLike<number>): void {
  const off = Array.from(wanted).findIndex(
    (v, i) => !(Math.abs((got[i] as number) - v) <= RELATIVE * Math.max(Math.abs(v), 1)),
  );
  expect(off, `at ${off}: ${got[off]} instead of ${wanted[off]}`).toBe(-1);
  expect(got.length).toBe(wanted.length);
}

describe("values, spacing and affine are nibabel's", () => {
  test.each(cases)("$name", async (one) => {
    for (const orientation of ORIENTATIONS) {
      const wanted = one[orientation];
      const read = await medical.readNifti(unpack(one.file), { orientation });
      expect(read.volume.shape).toEqual(wanted.shape);
      same(flat(read.volume), new Float32Array(Uint8Array.from(unpack(wanted.values)).buffer));
      same(read.affine.flat(), wanted.affine.flat());
      same(read.spacing, wanted.spacing);
    }
  });

  test("packed ones are unpacked", async () => {
    const read = await medical.readNifti(Buffer.from(packed, "base64"));
    expect([...flat(read.volume)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((i) => [0, 4, 2, 6, 1, 5, 3, 7][i]));
  });

  const folder = sharedPath("data/dicom/nifti-nibabel");
  test.skipIf(folder === undefined).each(PUBLIC)("$file", async (one) => {
    for (const orientation of ORIENTATIONS) {
      const wanted = one[orientation];
      const read = await medical.readNifti(path.join(folder as string, one.file), { orientation });
      expect(read.volume.shape).toEqual(wanted.shape);
      same(
        flat(read.volume)
          .filter((_, i) => i % 997 === 0)
          .slice(0, 100),
        wanted.samples,
      );
      same(read.affine.flat(), wanted.affine.flat());
      same(read.spacing, wanted.spacing);
      if (one.stored.sha256 !== "") {
        const digest = createHash("sha256").update(read.volume.contiguous().bytes()).digest("hex");
        expect(digest, orientation).toBe(wanted.sha256);
      }
    }
  });
});

describe("damaged files", () => {
  const file = unpack((cases.find(({ name }) => name === "i2 Nifti1Image") as { file: string }).file);
  const changed = (at: number, ...bytes: number[]) => {
    const copy = Buffer.from(file);
    Buffer.from(bytes).copy(copy, at);
    return copy;
  };

  test("each is refused with what is wrong", async () => {
    const refused: [Uint8Array, RegExp][] = [
      [Buffer.alloc(0), /the file is empty/],
      [Buffer.alloc(400), /no NIfTI file/],
      [file.subarray(0, -1), /truncated: \d+ bytes are there, its shape \[3,4,5\] needs \d+/],
      [gzipSync(file.subarray(0, -1)), /truncated/],
      [gzipSync(file).subarray(0, 100), /packed part is damaged|truncated/],
      [changed(40, 9, 0), /9 dimensions/],
      [changed(42, 0xff, 0xff), /shape \[-1,4,5\]/],
      [changed(42, 0xff, 0x7f, 0xff, 0x7f, 0xff, 0x7f), /exceeds the limit of 268435456/],
      [changed(42, 0xff, 0x0f, 0xff, 0x0f), /truncated/],
      [changed(70, 32, 0), /complex numbers, which are not supported/],
      [changed(70, 99, 0), /unknown type 99/],
      [changed(108, 0, 0, 0, 0), /begin within its header/],
      [changed(345, 0x69), /second file/],
    ];
    for (const [bytes, reason] of refused) {
      const failure: unknown = await medical.readNifti(bytes).catch((error) => error);
      expect(failure, String(reason)).toBeInstanceOf(FileFormatError);
      expect((failure as Error).message).toMatch(reason);
    }
    const options = { axis: 1 } as object;
    await expect(medical.readNifti(file, options)).rejects.toThrow(/axis/);
  });

  test("1,000 mutated files end in values or a typed error, with nothing large set aside", async () => {
    let state = 99;
    const next = (below: number) => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const before = process.memoryUsage().arrayBuffers;
    const outcomes = { read: 0, refused: 0 };
    let most = 0;
    for (let round = 0; round < 1000; round++) {
      const source = unpack((cases[round % cases.length] as { file: string }).file);
      let bytes = round % 3 === 0 ? gzipSync(source) : source;
      for (let change = 0; change <= next(3); change++) {
        const at = next(Math.min(bytes.length, 352));
        if (next(5) > 0) bytes[at] = next(256);
        else bytes = bytes.subarray(0, Math.max(at, 8));
      }
      try {
        (await medical.readNifti(bytes, { maxPixels: 2 ** 22 })).volume.dispose();
        outcomes.read++;
      } catch (error) {
        if (!(error instanceof TorchtsError)) throw error;
        outcomes.refused++;
      }
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    }
    expect(outcomes.read).toBeGreaterThan(100);
    expect(outcomes.refused).toBeGreaterThan(100);
    expect(most).toBeLessThan(2 ** 28);
  });
});
