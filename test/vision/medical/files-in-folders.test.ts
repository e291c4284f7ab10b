// Slices of NIfTI files as images, and DICOM files whose names have no ending, in folders of classes.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync, inflateSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { datasets, readImage, type Tensor } from "../../../lib/index.ts";
import { fixtureJson } from "../../helpers/index.ts";

const made = fixtureJson<{
  image: string;
  turned: Record<string, { shape: [number, number, number]; values: string }>;
}>("volumes");
const plane = fixtureJson<{
  cases: { name: string; file: string; stored: { shape: number[]; values: string } }[];
}>("nifti").cases.find(({ name }) => name === "a plane");
const { files, volume } = fixtureJson<{ files: string[]; volume: number[][][] }>("dicom-series");
const root = mkdtempSync(path.join(tmpdir(), "torchts-folders-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const unpack = (text: string) => inflateSync(Buffer.from(text, "base64"));
const flat = (t: Tensor) => [...t.contiguous().to("float64").data()] as number[];
const values = { mode: "L", depth: "native" } as const;

test("a page of a NIfTI file is an axial slice of nibabel's; a file of one plane is an image", async () => {
  const bytes = unpack(made.image);
  const { shape, values: text } = made.turned.LPS as (typeof made.turned)[string];
  const all = new Float32Array(Uint8Array.from(unpack(text)).buffer);
  for (const file of [bytes, gzipSync(bytes)]) {
    for (let page = 0; page < shape[0]; page++) {
      const slice = await readImage(file, { ...values, page });
      expect(slice.shape).toEqual([1, shape[1], shape[2]]);
      expect(flat(slice)).toEqual([
        ...all.subarray(page * shape[1] * shape[2], (page + 1) * shape[1] * shape[2]),
      ]);
    }
    await expect(readImage(file, { ...values, page: 5 })).rejects.toThrow(
      /no slice 5: it has the axial slices 0 to 4/,
    );
    await expect(readImage(file, values)).rejects.toThrow(
      /say which, as page: 2, or open it as datasets\.Volumes/,
    );
  }
  const { file, stored } = plane as NonNullable<typeof plane>;
  const one = await readImage(unpack(file), values);
  expect([one.shape, one.dtype]).toEqual([[1, ...stored.shape.slice(1)], "uint8"]);
  expect(flat(one)).toEqual([...new Float32Array(Uint8Array.from(unpack(stored.values)).buffer)]);
});

test("DICOM files without an ending, or with that of a UID, are found; other files without one are not", async () => {
  const folder = path.join(root, "classes", "ct");
  mkdirSync(folder, { recursive: true });
  for (const [i, name] of ["IM1", "1.2.3.4", "slice.dcm"].entries()) {
    writeFileSync(path.join(folder, name), Buffer.from(files[i] as string, "base64"));
  }
  writeFileSync(
    path.join(folder, "volume.nii.gz"),
    gzipSync(unpack((plane as NonNullable<typeof plane>).file)),
  );
  writeFileSync(path.join(folder, "README"), "no picture");
  writeFileSync(path.join(folder, "notes.12"), "no picture either");
  const image = { ...values, window: [-1024, 976] as const };
  const data = await datasets.ImageFolder.open(path.join(root, "classes"), {
    image,
    transform: (one: Tensor) => one.clone(),
  });
  expect(data.train.paths.map((file) => path.basename(file))).toEqual([
    "1.2.3.4",
    "IM1",
    "slice.dcm",
    "volume.nii.gz",
  ]);
  const wanted = (volume[0] as number[][]).flat().map((v) => (v + 1024) / 2000);
  const got = flat((await data.train.get(1)).image);
  expect(Math.max(...got.map((v, i) => Math.abs(v - (wanted[i] as number))))).toBeLessThan(1e-6);
});
