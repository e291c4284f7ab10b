// Volumes turned, resampled and read slice by slice, against nibabel and torch.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync, inflateSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import {
  ArgumentError,
  DatasetError,
  FileFormatError,
  io,
  medical,
  type Tensor,
  tensor,
  writeImage,
} from "../../../lib/index.ts";
import { fixtureJson } from "../../helpers/index.ts";

interface Turned {
  shape: number[];
  affine: number[][];
  spacing: number[];
  values: string;
}

const made = fixtureJson<{
  image: string;
  stored: string;
  turned: Record<string, Turned>;
  resampled: Record<
    string,
    { spacing: [number, number, number]; shape: number[]; linear: string; nearest: string }
  >;
}>("volumes");
const series = fixtureJson<{
  files: string[];
  volume: number[][][];
  origin: number[];
  axes: number[][];
  spacing: number[];
  enhanced: string;
}>("dicom-series");

const root = mkdtempSync(path.join(tmpdir(), "torchts-volumes-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const unpack = (text: string) => inflateSync(Buffer.from(text, "base64"));
const floats = (text: string) => new Float32Array(Uint8Array.from(unpack(text)).buffer);
const flat = (t: Tensor) => [...t.contiguous().to("float64").data()] as number[];
/** float32 between values of some 2,500. */
const LINEAR = 2e-3;
/** float32 in the headers. */
const HEADER = 1e-5;

function file(name: string, content: Uint8Array): string {
  const at = path.join(root, name);
  writeFileSync(at, content);
  return at;
}

function same(got: ArrayLike<number>, wanted: ArrayLike<number>, tolerance = 0): void {
  expect(got.length).toBe(wanted.length);
  const off = Array.from(wanted).findIndex((v, i) => !(Math.abs((got[i] as number) - v) <= tolerance));
  expect(off, `at ${off}: ${got[off]} instead of ${wanted[off]}`).toBe(-1);
}

const nii = file("a.nii", unpack(made.image));
const packed = file("a.nii.gz", gzipSync(unpack(made.image)));

describe("axes are turned as nibabel turns them", () => {
  test.each(Object.entries(made.turned))("%s", async (code, wanted) => {
    for (const source of [nii, packed]) {
      const read = await medical.readVolume(source, { plane: code });
      expect([read.volume.shape, read.isPlaced]).toEqual([wanted.shape, true]);
      same(flat(read.volume), floats(wanted.values));
      same(read.affine.flat(), wanted.affine.flat(), HEADER);
      same(read.spacing, wanted.spacing, HEADER);
    }
    const again = await medical.reorient(await medical.readNifti(nii, { orientation: "stored" }), code);
    same(flat(again.volume), floats(wanted.values));
    same(again.affine.flat(), wanted.affine.flat(), HEADER);
  });

  test("planes of anatomy are orientations, axial where the file says how it lies", async () => {
    const planes = { axial: "LPS", coronal: "LIP", sagittal: "PIL" } as const;
    for (const [plane, code] of Object.entries(planes)) {
      const read = await medical.readVolume(nii, { plane });
      same(flat(read.volume), floats((made.turned[code] as Turned).values));
    }
    const plain = await medical.readVolume(nii);
    same(flat(plain.volume), floats((made.turned.LPS as Turned).values));
    const stored = await medical.readVolume(nii, { plane: "stored" });
    same(flat(stored.volume), floats(made.stored));
  });
});

describe("voxels are resampled as torch resamples them", () => {
  test.each(Object.entries(made.resampled))("%s", async (_, { spacing, shape, linear, nearest }) => {
    for (const [interpolation, wanted, tolerance] of [
      ["linear", linear, LINEAR],
      ["nearest", nearest, 0],
    ] as const) {
      const read = await medical.readVolume(nii, { plane: "stored", resample: spacing, interpolation });
      expect(read.volume.shape).toEqual(shape);
      same(flat(read.volume), floats(wanted), tolerance);
      same(read.spacing, spacing, HEADER);
      const again = await medical.resample(await medical.readNifti(nii, { orientation: "stored" }), spacing, {
        interpolation,
      });
      same(flat(again.volume), floats(wanted), tolerance);
    }
  });

  test("the outer border stays where it is; axes with null stay", async () => {
    const before = await medical.readVolume(nii, { plane: "stored" });
    const after = await medical.resample(before, [5, null, null]);
    expect(after.volume.shape).toEqual([2, ...before.volume.shape.slice(1)]);
    const corner = (affine: medical.Affine) =>
      affine
        .slice(0, 3)
        .map((row) => row.reduce((sum, v, i) => sum + v * ([-0.5, -0.5, -0.5, 1][i] as number), 0));
    same(corner(after.affine), corner(before.affine), 1e-4);
  });
});

describe("volumes of other files", () => {
  test("a DICOM series and an enhanced file, with places as NIfTI has them", async () => {
    const folder = path.join(root, "series");
    mkdirSync(folder);
    for (const [i, content] of series.files.entries())
      writeFileSync(path.join(folder, `IM${i}`), Buffer.from(content, "base64"));
    const enhanced = file("enhanced.dcm", Buffer.from(series.enhanced, "base64"));
    for (const source of [folder, enhanced]) {
      const read = await medical.readVolume(source, { plane: "stored" });
      expect(read.volume.toArray()).toEqual(series.volume);
      same(read.spacing, series.spacing, HEADER);
      const [slice, row, column] = series.axes as [number[], number[], number[]];
      const sign = [-1, -1, 1];
      const wanted = [0, 1, 2].map((i) => [
        ...[column, row, slice].map(
          (axis, at) => (sign[i] as number) * (axis[i] as number) * (series.spacing[2 - at] as number),
        ),
        (sign[i] as number) * (series.origin[i] as number),
      ]);
      same(read.affine.slice(0, 3).flat(), wanted.flat(), HEADER);
    }
  });

  test("arrays: .npy, .npz by name, HDF5; pictures by their numbers; spacing and orientation as said", async () => {
    const values = tensor(Array.from({ length: 24 }, (_, i) => i)).reshape([2, 3, 4]);
    const npy = path.join(root, "a.npy");
    await io.saveNpy(values.to("int16"), npy);
    const read = await medical.readVolume(npy, { spacing: [3, 2, 1], orientation: "LPS", plane: "RAS" });
    expect([read.spacing, read.isPlaced]).toEqual([[3, 2, 1], true]);
    expect(read.volume.toArray()).toEqual(values.flip([1, 2]).toArray());
    const plain = await medical.readVolume(npy);
    expect([plain.isPlaced, plain.spacing]).toEqual([false, [1, 1, 1]]);
    const folder = path.join(root, "pictures");
    mkdirSync(folder);
    for (const at of [2, 10, 1]) {
      await writeImage(tensor([[[at, 0]]]).to("uint8"), path.join(folder, `slice-${at}.png`));
    }
    const stack = await medical.readVolume(folder);
    expect([stack.volume.dtype, stack.volume.toArray()]).toEqual(["uint8", [[[1, 0]], [[2, 0]], [[10, 0]]]]);
  });

  test("what is refused", async () => {
    const npy = path.join(root, "flat.npy");
    await io.saveNpy(tensor([1, 2, 3]), npy);
    const cases: [string, object, RegExp, new (...args: never[]) => Error][] = [
      [path.join(root, "none.nii"), {}, /there is no file or folder/, DatasetError],
      [file("empty.nii", Buffer.alloc(0)), {}, /the file is empty/, FileFormatError],
      [file("text.nii", Buffer.from("no volume at all")), {}, /none of NIfTI, DICOM/, FileFormatError],
      [file("cut.nii", unpack(made.image).subarray(0, -1)), {}, /truncated/, FileFormatError],
      [
        file("cut.nii.gz", gzipSync(unpack(made.image)).subarray(0, 500)),
        {},
        /damaged, cut off/,
        FileFormatError,
      ],
      [npy, {}, /no array of three dimensions; it has array \[3\]/, FileFormatError],
      [nii, { orientation: "LPS" }, /says itself how it lies/, DatasetError],
      [nii, { spacing: [1, 1, 1] }, /says its spacing itself, \[2\.5,1,0\.75\] mm/, DatasetError],
      [nii, { time: 1 }, /no volume 1: it has one, 0/, FileFormatError],
      [nii, { plane: "oblique" }, /plane/, ArgumentError],
      [nii, { plane: "LPR" }, /plane/, ArgumentError],
      [nii, { resample: 0 }, /resample/, ArgumentError],
      [nii, { axis: 1 }, /axis/, ArgumentError],
      [nii, { maxPixels: 10 }, /5 x 7 x 9 voxels, over the limit of 10/, DatasetError],
    ];
    for (const [source, options, reason, kind] of cases) {
      const failure: unknown = await medical.readVolume(source, options).catch((error) => error);
      expect(failure, String(reason)).toBeInstanceOf(kind);
      expect((failure as Error).message).toMatch(reason);
    }
    const flatVolume = path.join(root, "volume.npy");
    await io.saveNpy(tensor([[[1]]]), flatVolume);
    await expect(medical.readVolume(flatVolume, { plane: "coronal" })).rejects.toThrow(
      /does not say how it lies in the patient/,
    );
  });
});
