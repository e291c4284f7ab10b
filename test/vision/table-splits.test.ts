// Divisions of tables: groups whole, parts alike, by date and by site; kept in a file and followed; folds of several labels.

import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { data as torchtsData } from "../../lib/index.ts";
import { ArgumentError, DatasetError } from "../../lib/native/errors.ts";
import { datasets } from "../../lib/vision/index.ts";

const { fromCsv } = datasets;
const { kFold, leaveOneGroupOut } = torchtsData;
const COUNT = 240;
let folder: string;
let number = 0;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "torchts-table-splits-"));
  await mkdir(path.join(folder, "images"));
  const pixels = await sharp({ create: { width: 2, height: 2, channels: 3, background: "red" } })
    .png()
    .toBuffer();
  await Promise.all(
    Array.from({ length: COUNT }, (_, i) => writeFile(path.join(folder, "images", `i${i}.png`), pixels)),
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function table(header: string, row: (i: number) => string, count = COUNT): Promise<string> {
  const file = path.join(folder, `${number++}.csv`);
  const lines = Array.from({ length: count }, (_, i) => `images/i${i}.png,${row(i)}`);
  await writeFile(file, [`image,${header}`, ...lines].join("\n"));
  return file;
}
const PARTS = ["train", "val", "test"] as const;
const refusal = (data: Promise<unknown>): Promise<Error> =>
  data.then(
    () => expect.fail("it was taken"),
    (error) => error,
  );
/** A pseudo-random share, the same for the same numbers. */
const share = (i: number, k: number) => (Math.abs(Math.sin(12.9898 * i + 78.233 * k)) * 43758.5453) % 1;

type Parts<S> = { train: S; val: S | null; test: S | null };
/** Groups that stand in several parts. */
function shared(data: Parts<{ groups: string[] | null }>): string[] {
  const seen = PARTS.map((part) => new Set(data[part]?.groups ?? []));
  return seen.flatMap((own, i) =>
    [...own].filter((group) => seen.some((other, j) => i !== j && other.has(group))),
  );
}

describe("at random", () => {
  const shares = { val: 0.2, test: 0.1, seed: 4 };

  test("several labels: groups whole, each label's share in every part", async () => {
    const rates = [0.5, 0.2, 0.1, 0.05];
    const file = await table("a,b,c,d,patient", (i) => {
      const patient = Math.floor(i / 2);
      return [...rates.map((rate, k) => (share(patient, k) < rate ? 1 : 0)), `p${patient}`].join(",");
    });
    const data = await fromCsv(
      file,
      { image: "image", labels: ["a", "b", "c", "d"], group: "patient" },
      { split: shares },
    );
    expect(shared(data)).toEqual([]);
    const all = data.samples.map(({ targets }) => targets);
    for (const [part, wanted] of [
      ["train", 0.7],
      ["val", 0.2],
      ["test", 0.1],
    ] as const) {
      const own = data[part]?.targets ?? [];
      expect(Math.abs(own.length - wanted * COUNT)).toBeLessThanOrEqual(6);
      for (const k of rates.keys()) {
        const [here, there] = [own, all].map((rows) => rows.filter((row) => row[k] === 1).length) as [
          number,
          number,
        ];
        // A patient has two images.
        expect(Math.abs(here - wanted * there)).toBeLessThanOrEqual(2.5);
      }
    }
    const again = await fromCsv(
      file,
      { image: "image", labels: ["a", "b", "c", "d"], group: "patient" },
      { split: shares },
    );
    expect(again.val?.paths).toEqual(data.val?.paths);
    const other = await fromCsv(
      file,
      { image: "image", labels: ["a", "b", "c", "d"], group: "patient" },
      { split: { ...shares, seed: 5 } },
    );
    expect(other.val?.paths).not.toEqual(data.val?.paths);
  });

  test("numbers: each tenth in every part; what is not known is dealt as well", async () => {
    const file = await table("age", (i) => (i % 12 === 0 ? "" : `${100 * share(i, 1) ** 3}`));
    const values = await fromCsv(
      file,
      { image: "image", values: ["age"] },
      { split: { val: 0.25 }, onEmpty: "skip" },
    );
    const known = values.samples.map(({ targets }) => targets[0] as number).sort((a, b) => a - b);
    expect(known.length).toBe(220);
    for (let k = 0; k < 10; k++) {
      const [low, high] = [known[22 * k] as number, known[22 * k + 21] as number];
      const held = values.val?.targets.filter(([age = 0]) => age >= low && age <= high).length ?? 0;
      expect(Math.abs(held - 5.5)).toBeLessThanOrEqual(1);
    }
  });

  test("stratify: false leaves it to chance", async () => {
    const file = await table("dx", (i) => (i < 10 ? "rare" : "usual"));
    const columns = { image: "image", label: "dx" };
    const rare = async (stratify: boolean) => {
      const { val } = await fromCsv(file, columns, { split: { val: 0.1, stratify, seed: 1 } });
      return val?.labels.filter((label) => label === 0).length;
    };
    expect(await rare(true)).toBe(1);
    expect(await rare(false)).not.toBe(1);
  });
});

describe("by date", () => {
  test("the newest for testing, those before for validation, days and groups whole", async () => {
    const day = (i: number) => new Date(Date.UTC(2020, 0, 1 + Math.floor(i / 3))).toISOString().slice(0, 10);
    const file = await table(
      "dx,taken",
      (i) => `${i % 2},${i % 5 === 0 ? day(i).replaceAll("-", "") : day(i)}`,
    );
    const columns = { image: "image", label: "dx", date: "taken" };
    const data = await fromCsv(file, columns, { split: { by: "date", val: 0.1, test: 0.2 } });
    const at = (part: "train" | "val" | "test") =>
      data[part]?.paths.map((file) => Number(/i(\d+)/.exec(path.basename(file))?.[1])) ?? [];
    expect([at("train").length, at("val").length, at("test").length]).toEqual([168, 24, 48]);
    expect(Math.max(...at("train"))).toBeLessThan(Math.min(...at("val")));
    expect(Math.max(...at("val"))).toBeLessThan(Math.min(...at("test")));
    expect(data.division).toEqual({ by: "date", val: 0.1, test: 0.2, seed: 0 });
    // The first patient came again on the last day.
    const returning = await table(
      "dx,taken,group",
      (i) => `${i % 2},${day(i)},${i < 3 || i > 236 ? "back" : `p${i}`}`,
    );
    const later = await fromCsv(returning, columns, { split: { by: "date", test: 0.1 } });
    expect([shared(later), later.test?.groups?.filter((group) => group === "back").length]).toEqual([[], 6]);
  });

  test("needs dates, and days enough", async () => {
    const file = await table("dx,taken", (i) => `${i % 2},2020`);
    const split = { by: "date", test: 0.2 } as const;
    expect((await refusal(fromCsv(file, { image: "image", label: "dx" }, { split }))).message).toMatch(
      /needs a column of dates/,
    );
    const one = fromCsv(file, { image: "image", label: "dx", date: "taken" }, { split });
    expect((await refusal(one)).message).toMatch(/2 parts by date need as many days, got 1/);
  });
});

describe("by site", () => {
  const SITES = ["Bonn", "Essen", "Jena", "Kiel"];
  const columns = { image: "image", label: "dx", site: "hospital" };
  const sites = (part: { sites: string[] | null } | null) => [...new Set(part?.sites ?? [])].sort();

  test("those that are named, or as many as come near the shares", async () => {
    const file = await table("dx,hospital", (i) => `${i % 2},${SITES[i % 4]}`);
    const named = await fromCsv(file, columns, {
      split: { by: "site", val: ["Jena"], test: ["Essen", "Kiel"] },
    });
    expect([sites(named.train), sites(named.val), sites(named.test)]).toEqual([
      ["Bonn"],
      ["Jena"],
      ["Essen", "Kiel"],
    ]);
    const shares = await fromCsv(file, columns, { split: { by: "site", test: 0.25 } });
    expect([sites(shares.train).length, shares.test?.length]).toEqual([3, 60]);
  });

  test("refuses sites that there are not, a patient at two of them, and names without sites", async () => {
    const file = await table(
      "dx,hospital,group",
      (i) => `${i % 2},${SITES[i % 4]},${i < 2 ? "moved" : `p${i}`}`,
    );
    const split = { by: "site", test: ["Ulm"] } as const;
    expect((await refusal(fromCsv(file, columns, { split }))).message).toMatch(
      /no site "Ulm"; there are Bonn, Essen/,
    );
    const moved = await refusal(fromCsv(file, columns, { split: { by: "site", test: ["Bonn"] } }));
    expect(moved).toBeInstanceOf(DatasetError);
    expect(moved.message).toMatch(/the group "moved" is in two parts/);
    const none = fromCsv(file, { image: "image", label: "dx" }, { split: { by: "site", test: 0.2 } });
    expect((await refusal(none)).message).toMatch(/needs a column of sites/);
    const odd = await refusal(fromCsv(file, columns, { split: { test: ["Bonn"] } }));
    expect(odd).toBeInstanceOf(ArgumentError);
    expect(odd.message).toMatch(/the names of sites are for by: "site"/);
  });
});

describe("kept in a file", () => {
  test("is followed by the same images, and refuses others and other groups", async () => {
    const file = await table("dx,group", (i) => `${i % 2},p${i % 50}`);
    const columns = { image: "image", label: "dx" };
    const data = await fromCsv(file, columns, { split: { val: 0.2, test: 0.2, seed: 7 } });
    const kept = path.join(folder, "kept.csv");
    await data.saveSplit(kept);
    expect((await readFile(kept, "utf8")).split("\n").slice(0, 2)).toEqual([
      "file,split,group",
      `images/${path.basename(data.train.paths[0] as string)},train,${data.train.groups?.[0]}`,
    ]);
    const again = await fromCsv(file, columns, { split: kept });
    for (const part of PARTS) expect(again[part]?.paths).toEqual(data[part]?.paths);
    expect(again.division).toEqual({ file: kept });

    const fewer = await table("dx,group", (i) => `${i % 2},p${i % 50}`, COUNT - 2);
    const refused = await refusal(fromCsv(fewer, columns, { split: kept }));
    expect(refused).toBeInstanceOf(DatasetError);
    expect(refused.message).toMatch(
      /not those that were divided; 2 of its images are not there: images\/i238.png, images\/i239.png/,
    );
    await writeFile(kept, (await readFile(kept, "utf8")).replace(/\n.*\n/, "\n"));
    expect((await refusal(fromCsv(file, columns, { split: kept }))).message).toMatch(
      /1 images are not in it/,
    );
    const moved = await table("dx,group", (i) => `${i % 2},q${i % 50}`);
    expect((await refusal(fromCsv(moved, columns, { split: kept }))).message).toMatch(
      /is of the group "q\d+" now, and was of "p\d+"/,
    );
    const parts = await table("dx,split", (i) => `${i % 2},train`);
    expect((await refusal(fromCsv(parts, columns, { split: kept }))).message).toMatch(
      /has a column of parts, and split names a file/,
    );
    await expect(data.saveSplit(path.join(folder, "kept.json"))).rejects.toThrow(/to a file \*\.csv/);
  });
});

test("a file of parts is followed by tables of masks and of boxes too", async () => {
  const kept = path.join(folder, "kept-masks.csv");
  const masks = await table("mask,group", (i) => `images/i${i}.png,p${i % 9}`, 40);
  const data = await datasets.segmentationFromCsv(masks, {}, { split: { val: 0.3, seed: 2 } });
  await data.saveSplit(kept);
  const again = await datasets.segmentationFromCsv(masks, {}, { split: kept });
  expect([again.train.paths, again.val?.paths]).toEqual([data.train.paths, data.val?.paths]);
  const boxes = await table("label,x1,y1,x2,y2,group", (i) => `x,0,0,1,1,p${i % 9}`, 40);
  const found = await datasets.detectionFromCsv(boxes, {}, { split: kept });
  expect(found.val?.paths).toEqual(data.val?.paths);
  const parts = await table("mask,split", (i) => `images/i${i}.png,train`, 40);
  const both = await refusal(datasets.segmentationFromCsv(parts, {}, { split: kept }));
  expect(both.message).toMatch(/has a column of parts, and split names a file of them/);
});

describe("folds", () => {
  const labels = Array.from({ length: COUNT }, (_, i) =>
    [0.4, 0.15, 0.06].map((rate, k) => (share(i, k) < rate ? 1 : 0)),
  );

  test("of several labels: every sample once, each label's share in every fold", () => {
    const folds = kFold(COUNT, { folds: 4, labels, seed: 2 });
    expect(folds.flatMap(({ val }) => val).sort((a, b) => a - b)).toEqual(labels.map((_, at) => at));
    for (const k of [0, 1, 2]) {
      const all = labels.filter((row) => row[k] === 1).length;
      for (const { val } of folds) {
        expect(Math.abs(val.filter((at) => labels[at]?.[k] === 1).length - all / 4)).toBeLessThanOrEqual(2);
      }
    }
    for (const { train, val } of folds) {
      expect(train.length + val.length).toBe(COUNT);
      expect(Math.abs(val.length - COUNT / 4)).toBeLessThanOrEqual(3);
    }
    expect(kFold(COUNT, { folds: 4, labels, seed: 2 })).toEqual(folds);
    expect(kFold(COUNT, { folds: 4, labels, seed: 3 })).not.toEqual(folds);
  });

  test("of several labels in groups: groups whole", () => {
    const groups = Array.from({ length: COUNT }, (_, i) => `p${Math.floor(i / 3)}`);
    const folds = kFold(COUNT, { folds: 3, labels, groups });
    for (const { train, val } of folds) {
      const held = new Set(val.map((at) => groups[at]));
      expect(train.filter((at) => held.has(groups[at]))).toEqual([]);
    }
    expect(() => kFold(3, { folds: 3, labels: labels.slice(0, 3), groups: ["a", "a", "b"] })).toThrow(
      /as many groups as folds/,
    );
    expect(() =>
      kFold(2, {
        folds: 2,
        labels: [
          [0, 1],
          [2, 0],
        ],
      }),
    ).toThrow(/rows of 0 and 1/);
  });

  test("one for each group", () => {
    expect(leaveOneGroupOut(["b", "a", "b", "c"])).toEqual([
      { train: [0, 2, 3], val: [1] },
      { train: [1, 3], val: [0, 2] },
      { train: [0, 1, 2], val: [3] },
    ]);
    expect(() => leaveOneGroupOut(["a", "a"])).toThrow(/two groups or more, got 1/);
  });
});
