// A folder of DICOM files as a volume: order, spacing, and what is mixed, missing or there twice.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { DatasetError, FileFormatError, medical } from "../../../lib/index.ts";
import { fixtureJson } from "../../helpers/index.ts";

interface Series {
  files: string[];
  others: string[];
  enhanced: string;
  volume: number[][][];
  origin: number[];
  axes: number[][];
  spacing: number[];
}

const made = fixtureJson<Series>("dicom-series");
const root = mkdtempSync(path.join(tmpdir(), "torchts-series-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A folder with the slices at these positions, in an order of names that says nothing. */
function folderOf(name: string, files: Record<string, string | Buffer>): string {
  const folder = path.join(root, name);
  mkdirSync(folder);
  for (const [file, content] of Object.entries(files)) {
    writeFileSync(
      path.join(folder, file),
      typeof content === "string" ? Buffer.from(content, "base64") : content,
    );
  }
  return folder;
}

const NAMES = ["IM3", "IM1", "IM5", "IM2", "IM4"];
const slices = (...which: number[]) =>
  Object.fromEntries(which.map((i) => [NAMES[i], made.files[i] as string])) as Record<string, string>;
const close = (got: readonly number[], wanted: readonly number[]) =>
  expect(Math.max(...got.map((v, i) => Math.abs(v - (wanted[i] as number))))).toBeLessThan(1e-5);

describe("a series as a volume", () => {
  test("slices lie as in the patient, whatever files and numbers are called", async () => {
    const folder = folderOf("whole", { ...slices(0, 1, 2, 3, 4), "notes.txt": Buffer.from("no picture") });
    const read = await medical.readDicomSeries(folder);
    expect(read.volume.toArray()).toEqual(made.volume);
    expect(read.volume.dtype).toBe("float32");
    close(read.spacing, made.spacing);
    close(read.origin, made.origin);
    for (const [i, axis] of read.axes.entries()) close(axis, made.axes[i] as number[]);
    expect(read.files.map((file) => path.basename(file))).toEqual(NAMES);
    expect([read.modality, read.units]).toEqual(["CT", "HU"]);
    expect(JSON.stringify(read.tags)).not.toContain("1.2.3.7");
    const asked = await medical.readDicomSeries(folder, { identifiers: true });
    expect(asked.tags.SeriesInstanceUID).toBe("1.2.3.7");
  });

  test("one file of several frames is one too", async () => {
    const read = await medical.readDicomSeries(folderOf("enhanced", { "all.dcm": made.enhanced }));
    expect(read.volume.toArray()).toEqual(made.volume);
    close(read.spacing, made.spacing);
    close(read.origin, made.origin);
  });

  test("of several series one is chosen by what the list says", async () => {
    const others = Object.fromEntries(made.others.map((file, i) => [`OTHER${i}`, file]));
    const folder = folderOf("two", { ...slices(0, 1, 2), ...others });
    const listed = await medical.listDicomSeries(folder);
    expect(listed.map(({ number, modality, files }) => [number, modality, files.length])).toEqual([
      [3, "CT", 3],
      [4, "CT", 2],
    ]);
    const failure: unknown = await medical.readDicomSeries(folder).catch((error) => error);
    expect(failure).toBeInstanceOf(DatasetError);
    expect((failure as Error).message).toMatch(
      /holds 2 series, numbers 3 \(CT, 3 files\), 4 \(CT, 2 files\); say which/,
    );
    expect((failure as Error).message).not.toContain("1.2.3");
    const read = await medical.readDicomSeries(folder, { series: listed[0]?.uid ?? "" });
    expect(read.volume.toArray()).toEqual(made.volume.slice(0, 3));
    await expect(medical.readDicomSeries(folder, { series: "1.9" })).rejects.toThrow(/no such series/);
  });
});

describe("what is no volume", () => {
  test("gaps are named, or taken as they are", async () => {
    const folder = folderOf("gap", slices(0, 1, 2, 4));
    await expect(medical.readDicomSeries(folder)).rejects.toThrow(
      /2\.500 mm apart, and one gap: 5\.000 mm between \S+IM5 and \S+IM4; allowGaps/,
    );
    const read = await medical.readDicomSeries(folder, { allowGaps: true });
    expect(read.volume.toArray()).toEqual(made.volume.filter((_, i) => i !== 3));
    close(read.spacing, made.spacing);
  });

  test("slices at the same place are named", async () => {
    const folder = folderOf("twice", { ...slices(0, 1), again: made.files[1] as string });
    await expect(medical.readDicomSeries(folder)).rejects.toThrow(/same place: \S+IM1 and \S+again/);
  });

  test("other sizes and spacings are named", async () => {
    const file = Buffer.from(made.files[1] as string, "base64");
    const at = file.indexOf("0.5\\0.75");
    const folder = folderOf("mixed", {
      ...slices(0, 2),
      odd: Buffer.concat([file.subarray(0, at), Buffer.from("0.6\\0.75"), file.subarray(at + 8)]),
    });
    await expect(medical.readDicomSeries(folder)).rejects.toThrow(
      /mixes slices: \S+odd has another spacing than/,
    );
  });

  test("a folder without pictures, one slice, a damaged file and one without its place", async () => {
    await expect(medical.readDicomSeries(path.join(root, "nowhere"))).rejects.toThrow(DatasetError);
    await expect(medical.readDicomSeries(folderOf("empty", {}))).rejects.toThrow(/holds no DICOM pictures/);
    await expect(medical.readDicomSeries(folderOf("one", slices(2)))).rejects.toThrow(/holds one slice/);
    const cut = Buffer.from(made.files[1] as string, "base64").subarray(0, -3);
    const failure = medical.readDicomSeries(folderOf("cut", { ...slices(0, 2), cut }));
    await expect(failure).rejects.toThrow(FileFormatError);
    await expect(failure).rejects.toThrow(/cut: it is truncated/);
    await expect(medical.readDicomSeries(folderOf("large", slices(0, 1)), { maxPixels: 20 })).rejects.toThrow(
      /2 x 3 x 4 voxels, over the limit of 20/,
    );
  });
});
