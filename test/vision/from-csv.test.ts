// fromCsv: what rows say, how images are found by what they are called, what is left out, and what is refused with its line.

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parquetBytes } from "../../lib/data/tables/parquet.ts";
import { ArgumentError, DatasetError, FileFormatError } from "../../lib/native/errors.ts";
import { datasets, transforms } from "../../lib/vision/index.ts";
import { sharedPath } from "../helpers/data.ts";

const { fromCsv } = datasets;
const transform = new transforms.ToFloat();
let folder: string;
let number = 0;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "torchts-from-csv-"));
  for (const name of ["images/a", "images/b"]) await mkdir(path.join(folder, name), { recursive: true });
  const image = (name: string) =>
    sharp({ create: { width: 2, height: 2, channels: 3, background: "red" } }).toFile(
      path.join(folder, "images", name),
    );
  await Promise.all(Array.from({ length: 40 }, (_, i) => image(`i${i}.png`)));
  await Promise.all(["a/deep.jpg", "a/twice.png", "b/twice.png", "b/with.dots.png"].map(image));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function table(...lines: string[]): Promise<string> {
  const file = path.join(folder, `${number++}.csv`);
  await writeFile(file, lines.join("\n"));
  return file;
}
const names = (part: { paths: string[] } | null) => part?.paths.map((file) => path.basename(file));
const rows = (count: number, more: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => `images/i${i}.png,${more(i)}`);
const refusal = (data: Promise<unknown>): Promise<Error> =>
  data.then(
    () => expect.fail("it was taken"),
    (error) => error,
  );

describe("what rows say", () => {
  test("classes, sorted or as listed; parts, groups, weights, sites and columns that are kept", async () => {
    const file = await table(
      "split,image,dx,patient,w,hospital,age,sex",
      "train,images/i0.png,nv,p1,1,Bonn,61,f",
      "train,images/i1.png,mel,p1,2.5,Bonn,,m",
      "val,images/i2.png,nv,p2,0,Essen,7,",
    );
    const data = await fromCsv(
      file,
      { image: "image", label: "dx", group: "patient", weight: "w", site: "hospital", keep: ["age", "sex"] },
      { transform },
    );
    expect([data.task, data.classes, data.train.labels, data.val?.labels]).toEqual([
      { name: "classification" },
      ["mel", "nv"],
      [1, 0],
      [1],
    ]);
    expect([data.train.groups, data.train.weights, data.train.sites]).toEqual([
      ["p1", "p1"],
      [1, 2.5],
      ["Bonn", "Bonn"],
    ]);
    expect(data.samples.map(({ row }) => row)).toEqual([
      { age: 61, sex: "f" },
      { age: null, sex: "m" },
      { age: 7, sex: null },
    ]);
    expect([data.table, data.exclusions, data.division]).toEqual([file, [], { column: true }]);
    const { image, label, index } = await data.train.get(1);
    expect([image.shape, label, index]).toEqual([[3, 2, 2], 0, 1]);
    const listed = await fromCsv(file, { image: "image", label: "dx" }, { classes: ["nv", "mel", "bcc"] });
    expect([listed.classes, listed.train.labels]).toEqual([
      ["nv", "mel", "bcc"],
      [0, 1],
    ]);
  });

  test("classes and grades are called what an object says, several of them one where it says so", async () => {
    const file = await table("image,grade", ...rows(4, (i) => ["0", "3.0", "1", "2"][i] as string));
    const called = { 0: "none", 1: "mild", 2: "moderate", 3: "severe" };
    const graded = await fromCsv(file, { image: "image", grade: "grade" }, { classes: called });
    expect([graded.classes, graded.train.labels]).toEqual([Object.values(called), [0, 3, 1, 2]]);

    const codes = await table("image,dx", ...rows(4, (i) => ["nv", "mel", "bkl", "mel"][i] as string));
    const classes = { nv: "benign", bkl: "benign", mel: "malignant" };
    const two = await fromCsv(codes, { image: "image", label: "dx" }, { classes });
    expect([two.classes, two.train.labels]).toEqual([
      ["benign", "malignant"],
      [0, 1, 0, 1],
    ]);

    const few = { nv: "benign", mel: "malignant" };
    const odd = await refusal(fromCsv(codes, { image: "image", label: "dx" }, { classes: few }));
    expect(odd).toBeInstanceOf(FileFormatError);
    expect(odd.message).toContain('line 4: the label "bkl" is none of the classes nv, mel');
    const one = { nv: "skin", bkl: "skin", mel: "skin" };
    expect(
      (await refusal(fromCsv(codes, { image: "image", label: "dx" }, { classes: one }))).message,
    ).toContain("expected 2 classes or more");
    const lists = await refusal(fromCsv(codes, { image: "image", labels: "dx" }, { classes: few }));
    expect(lists.message).toContain("takes a list");
    const kind = await refusal(
      fromCsv(codes, { image: "image", label: "dx" }, { classes: { nv: 1 } as never }),
    );
    expect(kind.message).toContain("an object of names by what stands in the column");
  });

  test("grades are all whole numbers between the least and the most, whatever wrote them", async () => {
    const file = await table("image,grade", ...rows(4, (i) => ["0", "3.0", "1", "0"][i] as string));
    const data = await fromCsv(file, { image: "image", grade: "grade" });
    expect([data.task, data.classes, data.train.labels]).toEqual([
      { name: "ordinal" },
      ["0", "1", "2", "3"],
      [0, 3, 1, 0],
    ]);
    const words = await table("image,grade", ...rows(2, (i) => ["mild", "severe"][i] as string));
    expect((await refusal(fromCsv(words, { image: "image", grade: "grade" }))).message).toMatch(
      /no whole numbers in a row \("mild"\): say their order, as classes/,
    );
    const said = await fromCsv(words, { image: "image", grade: "grade" }, { classes: ["mild", "severe"] });
    expect(said.train.labels).toEqual([0, 1]);
  });

  test("several labels: yes, no, not known, and what -1 is", async () => {
    const cells = ["1,0.0,", "true,FALSE,yes", "nan,1,-1"];
    const file = await table("image,a,b,c", ...rows(3, (i) => cells[i] as string));
    const columns = { image: "image", labels: ["a", "b", "c"] };
    expect((await refusal(fromCsv(file, columns))).message).toMatch(
      /line 4: the label c is -1; say what that is: uncertain: "missing"/,
    );
    const last = async (uncertain: "missing" | "positive" | "negative") =>
      (await fromCsv(file, columns, { uncertain })).train.targets.at(-1);
    expect(await Promise.all([last("missing"), last("positive"), last("negative")])).toEqual([
      [Number.NaN, 1, Number.NaN],
      [Number.NaN, 1, 1],
      [Number.NaN, 1, 0],
    ]);
    const data = await fromCsv(file, columns, { uncertain: "missing", transform });
    expect([data.task, data.classes, data.train.targets.slice(0, 2)]).toEqual([
      { name: "multilabel" },
      ["a", "b", "c"],
      [
        [1, 0, Number.NaN],
        [1, 0, 1],
      ],
    ]);
    for await (const batch of data.loader("train", { shuffle: false })) {
      expect([batch.images.shape, batch.targets.shape, batch.targets.dtype]).toEqual([
        [3, 3, 2, 2],
        [3, 3],
        "float32",
      ]);
      batch.images.dispose();
      batch.targets.dispose();
    }
  });

  test("one column that names the labels", async () => {
    const cells = ["Effusion|Mass", "No Finding", "Mass", ""];
    const file = await table("image,found", ...rows(4, (i) => cells[i] as string));
    const columns = { image: "image", labels: "found" };
    const data = await fromCsv(file, columns, { none: "No Finding", onEmpty: "skip" });
    expect([data.classes, data.train.targets]).toEqual([
      ["Effusion", "Mass"],
      [
        [1, 1],
        [0, 0],
        [0, 1],
      ],
    ]);
    expect(data.exclusions).toEqual([{ file, line: 5, reason: "no label" }]);
    expect((await refusal(fromCsv(file, columns))).message).toMatch(/line 5: nothing is said of the image/);
    const few = fromCsv(file, columns, { classes: ["Mass"], none: "No Finding" });
    expect((await refusal(few)).message).toMatch(/line 2: the label "Effusion" is none of Mass/);
  });

  test("numbers with their units, one that is not known", async () => {
    const file = await table("image,age,height", ...rows(3, (i) => `${i + 0.5},${i === 1 ? "" : 100 + i}`));
    const data = await fromCsv(
      file,
      { image: "image", values: ["age", "height"] },
      { units: ["months", "cm"] },
    );
    expect([data.task, data.train.targets]).toEqual([
      { name: "regression", names: ["age", "height"], units: ["months", "cm"] },
      [
        [0.5, 100],
        [1.5, Number.NaN],
        [2.5, 102],
      ],
    ]);
    const comma = await table("image;age", "images/i0.png;1,5");
    expect((await refusal(fromCsv(comma, { image: "image", value: "age" }))).message).toMatch(
      /line 2: expected a number in column age, got "1,5"; decimals are written with a point/,
    );
  });

  test("masks and boxes go to the functions that are for them", async () => {
    const masks = await table("image,mask", "images/i0.png,images/i1.png");
    const data = await fromCsv(masks, { image: "image", mask: "mask" }, { transform });
    expect([data.task.name, data.train.length]).toEqual(["segmentation", 1]);
    const boxes = await table("file,dx,l,t,r,b", "images/i0.png,x,0,0,1,1");
    const found = await fromCsv(boxes, { image: "file", label: "dx", box: ["l", "t", "r", "b"] });
    expect([found.task.name, found.classes]).toEqual(["detection", ["x"]]);
    const odd = fromCsv(masks, { image: "image", mask: "mask", keep: ["age"] });
    expect((await refusal(odd)).message).toMatch(/no column.*age|age.*image, mask/);
  });

  test("masks and boxes have weights, sites, dates and kept columns too, and are divided by them", async () => {
    const masks = await table(
      "image,mask,w,hospital,day,age,split",
      ...Array.from({ length: 6 }, (_, i) =>
        [
          `images/i${i}.png,images/i${i}.png,${i},${i < 4 ? "Bonn" : "Essen"},2021-03-0${i + 1}`,
          `${30 + i},train`,
        ].join(),
      ),
      "images/gone.png,images/i0.png,1,Bonn,2021-03-07,9,train",
      "images/i7.png,images/gone.png,1,Bonn,2021-03-07,9,train",
      "images/i8.png,,1,Bonn,2021-03-07,9,train",
    );
    const columns = {
      image: "image",
      mask: "mask",
      weight: "w",
      site: "hospital",
      date: "day",
      keep: ["age"],
      split: null,
    };
    const lenient = { transform, onMissing: "skip", missing: "skip" } as const;
    const byDate = await fromCsv(masks, columns, { ...lenient, split: { by: "date", test: 1 / 3 } });
    expect([names(byDate.test), names(byDate.train)]).toEqual([
      ["i4.png", "i5.png"],
      ["i0.png", "i1.png", "i2.png", "i3.png"],
    ]);
    expect([byDate.train.weights, byDate.train.sites, byDate.test?.samples.map(({ row }) => row)]).toEqual([
      [0, 1, 2, 3],
      ["Bonn", "Bonn", "Bonn", "Bonn"],
      [{ age: 34 }, { age: 35 }],
    ]);
    expect([byDate.table, byDate.division]).toEqual([masks, { by: "date", val: 0, test: 1 / 3, seed: 0 }]);
    expect(byDate.exclusions.map(({ line, reason }) => [line, reason])).toEqual([
      [10, "no mask"],
      [8, "no image"],
      [9, "no mask"],
    ]);
    const bySite = await fromCsv(masks, columns, { ...lenient, split: { by: "site", test: ["Essen"] } });
    expect(names(bySite.test)).toEqual(["i4.png", "i5.png"]);
    expect((await refusal(fromCsv(masks, columns, { missing: "skip" }))).message).toMatch(
      /line 8: there is no file/,
    );
    const alike = fromCsv(masks, columns, { ...lenient, split: { val: 0.5, stratify: true } });
    expect((await refusal(alike)).message).toMatch(/split\.stratify: without effect/);
    // A division that was kept is followed.
    const kept = path.join(folder, "kept.csv");
    await byDate.saveSplit(kept);
    const again = await fromCsv(masks, columns, { ...lenient, split: kept });
    expect([names(again.test), again.division]).toEqual([names(byDate.test), { file: kept }]);

    const boxes = await table(
      "file,dx,l,t,r,b,age,hospital",
      "images/i0.png,x,0,0,1,1,61,Bonn",
      "images/i0.png,y,0,0,2,2,61,Bonn",
      "images/gone.png,x,0,0,1,1,5,Bonn",
      "images/i1.png,y,1,0,2,1,7,Essen",
    );
    const box = { image: "file", label: "dx", box: ["l", "t", "r", "b"], keep: ["age"], site: "hospital" };
    const found = await fromCsv(boxes, box, { onMissing: "skip", split: { by: "site", test: ["Essen"] } });
    expect([names(found.train), found.test?.samples.map(({ row }) => row)]).toEqual([
      ["i0.png"],
      [{ age: 7 }],
    ]);
    expect([found.exclusions.map(({ line }) => line), found.division]).toMatchObject([[4], { by: "site" }]);
    const two = await table(
      "file,dx,l,t,r,b,age",
      "images/i0.png,x,0,0,1,1,61",
      "images/i0.png,y,0,0,2,2,60",
    );
    const other = fromCsv(two, { image: "file", label: "dx", box: ["l", "t", "r", "b"], keep: ["age"] });
    expect((await refusal(other)).message).toMatch(
      /line 3: the image images\/i0.png has two values of age: 61 \(line 2\) and 60/,
    );
  });

  test("the same of JSON lines and Parquet", async () => {
    const list = Array.from({ length: 4 }, (_, i) => ({
      image: `i${i}`,
      dx: i % 2 === 0 ? "a" : "b",
      age: i,
    }));
    const [lines, parquet] = [path.join(folder, "t.jsonl"), path.join(folder, "t.parquet")];
    await writeFile(lines, list.map((row) => JSON.stringify(row)).join("\n"));
    await writeFile(parquet, await parquetBytes(["image", "dx", "age"], list));
    for (const file of [lines, parquet]) {
      const data = await fromCsv(file, { image: "image", label: "dx", keep: ["age"] });
      expect([data.train.labels, data.train.samples[3]?.row]).toEqual([[0, 1, 0, 1], { age: 3 }]);
    }
    await writeFile(parquet, await parquetBytes(["image", "dx"], [...list, { image: "i9", dx: "" }]));
    expect((await refusal(fromCsv(parquet, { image: "image", label: "dx" }))).message).toMatch(
      /, row 5: nothing is said/,
    );
  });
});

describe("a table for each part", () => {
  const columns = { image: "id", grade: "grade", keep: ["risk"] };
  const made = async () => ({
    train: await table("id,grade,risk ,,,", "twice,0,1,,,", "i1,1,0,,,", "gone,1,0,,,"),
    test: await table("id,grade,risk", "twice,3,2", "gone,1,0"),
  });
  const folders = () => ({
    train: path.join(folder, "images"),
    test: path.join(folder, "images", "b"),
  });

  test("ids that begin anew in each are looked for in its folder; classes are those of all tables", async () => {
    const tables = await made();
    const training = await table("id,grade,risk ,,,", "a/twice,0,1,,,", "i1,1,0,,,", "gone,1,0,,,");
    const options = { root: folders(), onMissing: "skip", transform } as const;
    const data = await fromCsv({ ...tables, train: training }, columns, options);
    expect(data.classes).toEqual(["0", "1", "2", "3"]);
    expect([data.train.labels, data.val, data.test?.labels]).toEqual([[0, 1], null, [3]]);
    expect(data.train.paths).toEqual(
      ["a/twice.png", "i1.png"].map((one) => path.join(folder, "images", one)),
    );
    expect(data.test?.samples).toEqual([
      { path: path.join(folder, "images", "b", "twice.png"), label: 3, row: { risk: 2 } },
    ]);
    expect([data.root, data.table, data.exclusions.map(({ file, line }) => [file, line])]).toEqual([
      path.join(folder, "images"),
      null,
      [
        [training, 4],
        [tables.test, 3],
      ],
    ]);
  });

  test("an image and a group in two parts, and what makes no sense, are refused", async () => {
    const tables = { train: await table("id,dx", "i0,a", "i1,b"), val: await table("id,dx", "i1,b") };
    const of = { image: "id", label: "dx" };
    const twice = await refusal(fromCsv(tables, of, { root: folder }));
    expect(twice).toBeInstanceOf(DatasetError);
    expect(twice.message).toMatch(/i1\.png stands in two tables, .* root: \{ train, test \}/);
    const grouped = {
      train: await table("id,dx,p", "i0,a,1", "i1,b,2"),
      val: await table("id,dx,p", "i2,b,2"),
    };
    const leak = await refusal(fromCsv(grouped, { ...of, group: "p" }, { root: folder }));
    expect(leak.message).toContain('the group "2" is in two parts, train');
    const odd = async (file: unknown, options: object) =>
      (await refusal(fromCsv(file as string, of, options))).message;
    expect(await odd(tables, { root: folder, split: { val: 0.5 } })).toContain(
      "each table is a part already",
    );
    expect(await odd(tables, { root: { train: folder, test: folder } })).toContain(
      "root.test: there is no table of that part",
    );
    expect(await odd(tables.train, { root: { train: folder } })).toContain("one folder for one table");
    expect(await odd({ val: tables.val }, {})).toContain("train");
    expect(await odd({ ...tables, other: tables.val }, {})).toContain("other");
  });
});

describe("finding images", () => {
  test("by path, by name and by id without an ending, anywhere below the folder", async () => {
    const ids = ["images/i0.png", "i1.png", "i2", "images/i3", "deep", "a/twice", "with.dots"];
    const file = await table("id,dx", ...ids.map((id, i) => `${id},${i % 2}`));
    const data = await fromCsv(file, { image: "id", label: "dx" }).catch((error) => error);
    // "a/twice" is below images/, not below the folder of the table.
    expect(data.message).toMatch(/line 7: there is no file .*a\/twice, and no image named so below/);
    const there = await fromCsv(
      await table(
        "id,dx",
        ...ids
          .slice(1)
          .filter((id) => !id.includes("images/"))
          .map((id, i) => `${id},${i % 2}`),
      ),
      { image: "id", label: "dx" },
      { root: path.join(folder, "images") },
    );
    expect(names(there.train)).toEqual(["i1.png", "i2.png", "deep.jpg", "twice.png", "with.dots.png"]);
  });

  test("one that may be several is refused with all of them; missing ones are counted, or left out", async () => {
    const twice = await table("id,dx", "twice,1", "i0,0");
    const error = await refusal(fromCsv(twice, { image: "id", label: "dx" }));
    expect(error).toBeInstanceOf(DatasetError);
    expect(error.message).toMatch(
      /line 2: "twice" may be 2 images below .*: images\/a\/twice.png, images\/b\/twice.png/,
    );
    const gone = await table("id,dx", "i0,0", "x1,0", "x2,1", "x3,1", "i1,1");
    const missing = await refusal(fromCsv(gone, { image: "id", label: "dx" }));
    expect(missing.message).toMatch(
      /line 3: there is no file .*, and 2 more \(line 4, line 5\).*onMissing: "skip"/,
    );
    const data = await fromCsv(gone, { image: "id", label: "dx" }, { onMissing: "skip" });
    expect([names(data.train), data.exclusions]).toEqual([
      ["i0.png", "i1.png"],
      [3, 4, 5].map((line) => ({ file: gone, line, reason: "no image" })),
    ]);
    const divided = data.divide({ train: [0], val: [1] });
    expect(divided.exclusions).toEqual(data.exclusions);
    const none = fromCsv(
      await table("id,dx", "x,0", "y,1"),
      { image: "id", label: "dx" },
      { onMissing: "skip" },
    );
    expect((await refusal(none)).message).toMatch(/no row is left of 2: no image/);
  });

  test("nothing outside of the folder", async () => {
    const file = await table("image,dx", "../secret.png,0", "images/i0.png,1");
    expect(
      (await refusal(fromCsv(file, { image: "image", label: "dx" }, { onMissing: "skip" }))).message,
    ).toMatch(/line 2: .* lies outside of the folder/);
  });

  test("an image in two rows is refused, or both rows stay in one part", async () => {
    const file = await table("image,dx", ...rows(10, (i) => `${i % 2}`), "i0,1");
    const columns = { image: "image", label: "dx" };
    expect((await refusal(fromCsv(file, columns))).message).toMatch(
      /stands in two rows, line 2 and line 12; duplicates: "keep"/,
    );
    const data = await fromCsv(file, columns, { duplicates: "keep", split: { val: 0.4, seed: 3 } });
    expect(data.samples.length).toBe(11);
    for (const part of [data.train, data.val]) {
      const own = names(part)?.filter((name) => name === "i0.png").length;
      expect([0, 2]).toContain(own);
    }
  });
});

describe("what is refused", () => {
  const columns = { image: "image", label: "dx" };
  test.each<[string, string[], object, object, new (...args: never[]) => Error, RegExp]>([
    [
      "no target",
      ["image,dx", "i0,1"],
      { image: "image" },
      {},
      ArgumentError,
      /expected one of label, labels.*got none/,
    ],
    [
      "two targets",
      ["image,dx", "i0,1"],
      { ...columns, value: "dx" },
      {},
      ArgumentError,
      /got label and value/,
    ],
    [
      "a column that is not there",
      ["image,dx", "i0,1", "i1,2"],
      { image: "img", label: "dx" },
      {},
      ArgumentError,
      /image: .* has no column "img"; it has image, dx/,
    ],
    [
      "an unknown column's name",
      ["image,dx", "i0,1"],
      { ...columns, patient: "dx" },
      {},
      ArgumentError,
      /it is called group/,
    ],
    [
      "an unknown option",
      ["image,dx", "i0,1"],
      columns,
      { seed: 1 },
      ArgumentError,
      /give split: \{ val: 0\.2, seed: 0 \}/,
    ],
    [
      "an option of other targets",
      ["image,dx", "i0,1"],
      columns,
      { uncertain: "missing" },
      ArgumentError,
      /uncertain: without effect on a column `label`/,
    ],
    [
      "one class",
      ["image,dx", "i0,1", "i1,1"],
      columns,
      {},
      ArgumentError,
      /expected 2 classes or more, .*got 1/,
    ],
    [
      "a label that is no class",
      ["image,dx", "i0,1", "i1,2"],
      columns,
      { classes: ["0", "1"] },
      FileFormatError,
      /line 3: the label "2" is none of the classes 0, 1/,
    ],
    [
      "no image",
      ["image,dx", ",1", "i1,2"],
      columns,
      {},
      FileFormatError,
      /line 2: no image in column image/,
    ],
    [
      "a part that is none",
      ["image,dx,split", "i0,1,dev", "i1,2,train"],
      columns,
      {},
      FileFormatError,
      /line 2: expected train, val or test as part, got "dev"/,
    ],
    [
      "a weight below zero",
      ["image,dx,w", "i0,1,1", "i1,2,-1"],
      { ...columns, weight: "w" },
      {},
      FileFormatError,
      /line 3: expected a weight from 0 in column w, got "-1"/,
    ],
    [
      "a site that is missing",
      ["image,dx,s", "i0,1,", "i1,2,x"],
      { ...columns, site: "s" },
      {},
      FileFormatError,
      /line 2: the site in column s is missing/,
    ],
    [
      "a date of another country",
      ["image,dx,d", "i0,1,03/07/2021", "i1,2,2020"],
      { ...columns, date: "d" },
      {},
      FileFormatError,
      /line 2: expected a date as 2021-03-07 in column d, got "03\/07\/2021"/,
    ],
    [
      "a day that there is not",
      ["image,dx,d", "i0,1,2021-02-30", "i1,2,2020"],
      { ...columns, date: "d" },
      {},
      FileFormatError,
      /line 2: expected a date/,
    ],
    [
      "a group in two parts",
      ["image,dx,group,split", "i0,1,p,train", "i1,2,p,val"],
      columns,
      {},
      DatasetError,
      /the group "p" is in two parts, train \(line 2\) and val \(line 3\)/,
    ],
    [
      "labels that are words",
      ["image,dx", "i0,maybe"],
      { image: "image", labels: ["dx"] },
      {},
      FileFormatError,
      /line 2: the label dx is "maybe"; expected 1 or 0/,
    ],
  ])("%s", async (_, lines, asked, options, error, message) => {
    const refused = await refusal(fromCsv(await table(...lines), asked as never, options as never));
    expect(refused).toBeInstanceOf(error);
    expect(refused.message).toMatch(message);
  });
});

describe("published tables open as they are", () => {
  const at = (name: string) => sharedPath(`data/classification/${name}`);

  test.skipIf(at("ham10000-200x150") === undefined)(
    "HAM10000: lesions stay whole, classes even",
    async () => {
      const root = at("ham10000-200x150") as string;
      const columns = { image: "image_id", label: "dx", group: "lesion_id", keep: ["age", "sex"] };
      const options = { root: path.join(root, "images"), split: { val: 0.2, test: 0.2 } };
      const data = await fromCsv(path.join(root, "metadata.csv"), columns, options);
      expect(data.classes).toEqual(["akiec", "bcc", "bkl", "df", "mel", "nv", "vasc"]);
      for (const [part, share] of [
        ["train", 54],
        ["val", 18],
        ["test", 18],
      ] as const) {
        const { labels = [], groups } = data[part] ?? {};
        for (const k of data.classes.keys()) {
          expect(Math.abs(labels.filter((label) => label === k).length - share)).toBeLessThanOrEqual(2);
        }
        for (const other of ["train", "val", "test"] as const) {
          if (other !== part)
            expect(groups?.filter((group) => data[other]?.groups?.includes(group))).toEqual([]);
        }
      }
    },
  );

  test.skipIf(at("idrid-dr-grading") === undefined)(
    "IDRiD: trailing commas, a space in the header, images of which few are there",
    async () => {
      const root = at("idrid-dr-grading") as string;
      const columns = { image: "Image name", grade: "Retinopathy grade", keep: ["Risk of macular edema "] };
      const table = (part: string) => path.join(root, `${part} Labels.csv`);
      const data = await fromCsv(
        {
          train: table("a. IDRiD_Disease Grading_Training"),
          test: table("b. IDRiD_Disease Grading_Testing"),
        },
        columns,
        {
          root: { train: path.join(root, "images", "train"), test: path.join(root, "images", "test") },
          onMissing: "skip",
        },
      );
      expect(data.classes).toEqual(["0", "1", "2", "3", "4"]);
      expect([data.train.length, data.test?.length, data.exclusions.length]).toEqual([21, 4, 392 + 99]);
      expect(Object.keys(data.train.samples[0]?.row ?? {})).toEqual(["Risk of macular edema"]);
      // Both parts have a photograph of this number, and others of the training part's are not there.
      expect(names(data.test)).toContain("IDRiD_001.jpg");
      expect(names(data.train)).not.toContain("IDRiD_001.jpg");
    },
  );

  test.skipIf(at("cxr14-nih1000-64px") === undefined)(
    "ChestX-ray14: its parts share patients; one column of names says what fourteen columns do",
    async () => {
      const file = path.join(at("cxr14-nih1000-64px") as string, "labels.csv");
      const group = "Patient ID";
      expect(
        (await refusal(fromCsv(file, { image: "file", labels: "Finding Labels", group }))).message,
      ).toMatch(/the group "\d+" is in two parts/);
      const named = await fromCsv(
        file,
        { image: "Image Index", labels: "Finding Labels", group, split: null },
        { none: "No Finding" },
      );
      const flags = await fromCsv(file, { image: "file", labels: named.classes, group, split: null });
      expect(named.classes.length).toBe(14);
      expect(named.train.targets).toEqual(flags.train.targets);
      expect(named.train.paths).toEqual(flags.train.paths);
    },
  );

  test.skipIf(at("cxr-covid-ccby") === undefined)("a table whose ages have gaps", async () => {
    const root = at("cxr-covid-ccby") as string;
    const data = await fromCsv(
      path.join(root, "metadata.csv"),
      { image: "filename", label: "finding", group: "patientid", keep: ["age"] },
      { root: path.join(root, "images") },
    );
    expect(data.train.length).toBe(31);
    expect(data.train.samples[0]?.row).toEqual({ age: null });
  });
});
