// segmentationFromCsv: rows, columns, parts and groups; what it says of a wrong table.

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ArgumentError, DatasetError, FileFormatError } from "../../lib/native/errors.ts";
import { datasets, transforms } from "../../lib/vision/index.ts";

const { segmentationFromCsv } = datasets;
const transform = new transforms.ToFloat();
let folder: string;
let number = 0;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "torchts-csv-"));
  await mkdir(path.join(folder, "files"));
  const gray = (values: number[]) =>
    sharp(Uint8Array.from(values), { raw: { width: 2, height: 2, channels: 1 } })
      .toColourspace("b-w")
      .png()
      .toFile(path.join(folder, "files", `${values.join("")}.png`));
  for (let i = 0; i < 12; i++) {
    const file = path.join(folder, "files", `i${i}.png`);
    await sharp({ create: { width: 2, height: 2, channels: 3, background: "red" } }).toFile(file);
  }
  await gray([0, 1, 0, 1]);
  await gray([1, 1, 0, 0]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function table(...lines: string[]): Promise<string> {
  const file = path.join(folder, `${number++}.csv`);
  await writeFile(file, lines.join("\n"));
  return file;
}
const names = (part: datasets.SegmentationSplit | null) => part?.samples.map((s) => path.basename(s.path));
const rows = (count: number, more: (i: number) => string = () => "") =>
  Array.from({ length: count }, (_, i) => `files/i${i}.png,files/0101.png${more(i)}`);

test("paths are relative to the table; parts stand in the column split", async () => {
  const file = await table(
    "split,image,mask",
    "train,files/i0.png,files/0101.png",
    "Validation,files/i1.png,files/1100.png",
    "train,files/i2.png,files/1100.png",
    "test,files/i3.png,files/1100.png",
  );
  const data = await segmentationFromCsv(file, {}, { transform });
  expect([names(data.train), names(data.val), names(data.test)]).toEqual([
    ["i0.png", "i2.png"],
    ["i1.png"],
    ["i3.png"],
  ]);
  expect([data.kind, data.classes]).toEqual(["binary", ["background", "foreground"]]);
  const { image, mask } = await data.train.get(1);
  expect([image.shape, mask.toArray()]).toEqual([
    [3, 2, 2],
    [
      [1, 1],
      [0, 0],
    ],
  ]);
  await expect(segmentationFromCsv(file, {}, { split: { val: 0.5 } })).rejects.toThrow(
    /has a column of parts/,
  );
});

test("a column for each class is multilabel; empty cells are empty masks", async () => {
  const file = await table("scan,disc,cup", "files/i0.png,files/0101.png,", "files/i1.png,,files/1100.png");
  const data = await segmentationFromCsv(file, { image: "scan", mask: ["cup", "disc"] }, { transform });
  expect([data.kind, data.classes]).toEqual(["multilabel", ["cup", "disc"]]);
  const { mask } = await data.train.get(0);
  expect([mask.dtype, mask.toArray()]).toEqual([
    "float32",
    [
      [
        [0, 0],
        [0, 0],
      ],
      [
        [0, 1],
        [0, 1],
      ],
    ],
  ]);
});

test("groups are never in two parts", async () => {
  const file = await table("image,mask,patient", ...rows(12, (i) => `,p${i % 5}`));
  const data = await segmentationFromCsv(
    file,
    { group: "patient" },
    { split: { val: 0.3, test: 0.2, seed: 2 } },
  );
  const groups = [data.train, data.val, data.test].map((part) => [
    ...new Set(part?.samples.map((s) => s.group)),
  ]);
  expect(groups.flat().sort()).toEqual(["p0", "p1", "p2", "p3", "p4"]);
  expect(groups.every((list) => list.length > 0)).toBe(true);
  const leaking = await table(
    "image,mask,group,split",
    ...rows(3, (i) => `,p1,${i === 2 ? "val" : "train"}`),
  );
  await expect(segmentationFromCsv(leaking)).rejects.toThrow(DatasetError);
  await expect(segmentationFromCsv(leaking)).rejects.toThrow(
    /"p1" is in two parts, train \(line 2\) and val \(line 4\)/,
  );
});

test("rows without a mask throw, are left out or are empty", async () => {
  const file = await table("image,mask", ...rows(1), "files/i1.png,");
  await expect(segmentationFromCsv(file)).rejects.toThrow(/line 3: no mask in column mask/);
  expect((await segmentationFromCsv(file, {}, { missing: "skip" })).train.length).toBe(1);
  const empty = await segmentationFromCsv(file, {}, { missing: "empty", transform });
  expect((await empty.train.get(1)).mask.toArray()).toEqual([
    [0, 0],
    [0, 0],
  ]);
});

test("what is wrong is named with its line", async () => {
  const fails = async (lines: string[], kind: new (text: string) => Error, text: RegExp) => {
    const failure = segmentationFromCsv(await table(...lines));
    await expect(failure).rejects.toThrow(kind);
    await expect(failure).rejects.toThrow(text);
  };
  await fails(["image,mask"], FileFormatError, /no rows below a header/);
  await fails(["image,masks", "a,b"], ArgumentError, /no column "mask"; it has image, masks/);
  await fails(["image,mask", "a,b,c"], FileFormatError, /line 2: expected 2 values .* got 3/);
  await fails(
    ["image,mask,split", ...rows(1, () => ",dev")],
    FileFormatError,
    /line 2: expected train.*"dev"/,
  );
  await fails(["image,mask", ",b"], FileFormatError, /line 2: no image/);
  await fails(
    ["image,mask", ...rows(2), "files/i2.png,files/none.png"],
    DatasetError,
    /line 4: there is no file .*none/,
  );
  await fails(["image,mask,split", ...rows(1, () => ",val")], DatasetError, /no row to train on/);
  await expect(segmentationFromCsv(path.join(folder, "none.csv"))).rejects.toThrow(FileFormatError);
  const file = await table("image,mask", ...rows(1));
  await expect(segmentationFromCsv(file, {}, { signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: "ERR_TORCHTS_ABORTED",
  });
});
