// Patients stay together: groups in ImageFolder and its like, and what is said of groups that cannot be kept apart.

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { datasets } from "../../lib/vision/index.ts";

const { ImageFolder, SegmentationFolder, stratifiedGroupedSplit } = datasets;
let base: string;
let root: string;
let number = 0;

beforeAll(async () => {
  base = await mkdtemp(path.join(tmpdir(), "torchts-groups-"));
});
afterAll(() => rm(base, { recursive: true, force: true }));
beforeEach(() => {
  root = path.join(base, String(number++));
});

async function put(files: readonly string[]): Promise<void> {
  for (const name of files) {
    const file = path.join(root, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, "not decoded here");
  }
}
const patient = (file: string): string => path.basename(file).split("_")[0] as string;

/** 30 patients with 2 to 6 images; each third has images of both classes. */
const PATIENTS = Array.from({ length: 30 }, (_, p) =>
  Array.from({ length: 2 + ((p * 7) % 5) }, (_, i) => {
    const side = p % 3 === 0 ? i % 2 : p % 2;
    return `${side === 0 ? "benign" : "malignant"}/p${p}_${i}.png`;
  }),
).flat();

describe("ImageFolder with groups", () => {
  test("keeps the images of a group in one part, near the shares of each class, the same for a seed", async () => {
    await put(PATIENTS);
    const open = (seed: number) =>
      ImageFolder.open(root, { split: { val: 0.2, test: 0.1, seed, groups: patient } });
    for (const seed of [0, 1, 2, 3, 4]) {
      const data = await open(seed);
      const parts = [data.train, data.val, data.test].map((part) => part?.samples ?? []);
      expect(parts.flat()).toHaveLength(PATIENTS.length);
      const groups = parts.map((samples) => [...new Set(samples.map(({ path }) => patient(path)))]);
      expect(new Set(groups.flat()).size).toBe(groups.flat().length); // no group in two parts
      for (const label of [0, 1]) {
        const all = parts.flat().filter((sample) => sample.label === label).length;
        const shares = parts.map((samples) => samples.filter((s) => s.label === label).length / all);
        // The largest group has 6 images of about 60 of a class.
        expect(Math.abs((shares[1] as number) - 0.2)).toBeLessThan(0.08);
        expect(Math.abs((shares[2] as number) - 0.1)).toBeLessThan(0.08);
      }
      expect((await open(seed)).val?.samples).toEqual(data.val?.samples);
    }
    expect((await open(0)).val?.samples).not.toEqual((await open(1)).val?.samples);
  });

  test("the function gets the file and its class; samples keep their group", async () => {
    await put(["a/1.png", "a/2.png", "b/1.png", "b/2.png"]);
    const seen: string[] = [];
    const data = await ImageFolder.open(root, {
      split: {
        val: 0.5,
        groups: (file, name) => {
          seen.push(`${path.relative(root, file)} ${name}`);
          return `${name} ${path.basename(file)}`;
        },
      },
    });
    expect(seen).toEqual(["a/1.png a", "a/2.png a", "b/1.png b", "b/2.png b"]);
    expect(data.val?.labels.sort()).toEqual([0, 1]);
    expect(
      data.train.samples.every((s) => s.group === `${s.label === 0 ? "a" : "b"} ${path.basename(s.path)}`),
    ).toBe(true);
  });

  test("a group with folders of its own in two parts is refused", async () => {
    await put(["train/a/p1_1.png", "train/b/p2_1.png", "val/a/p1_2.png"]);
    const failure = ImageFolder.open(root, { split: { groups: patient } });
    await expect(failure).rejects.toMatchObject({ code: "ERR_TORCHTS_DATASET" });
    await expect(failure).rejects.toThrow(/group "p1" is in two parts, train \(.*p1_1\.png\) and val/);
  });

  test("a function that gives no group, or fails, is refused with the file", async () => {
    await put(["a/1.png", "b/2.png"]);
    const open = (groups: unknown) => ImageFolder.open(root, { split: { val: 0.5, groups } as never });
    const refuses = async (groups: unknown, text: RegExp) => {
      await expect(open(groups)).rejects.toMatchObject({ code: "ERR_TORCHTS_ARGUMENT" });
      await expect(open(groups)).rejects.toThrow(text);
    };
    await refuses(
      () => undefined,
      /split\.groups gives the name of a group, a text, got undefined for .*1\.png/,
    );
    await refuses(() => 7, /got 7/);
    await refuses(async () => "p", /got a promise.*it cannot wait/);
    await refuses(
      (file: string) => (file.match(/patient/) as string[])[0],
      /split\.groups failed on .*1\.png: Cannot/,
    );
    await refuses("patient", /groups must be a function, got "patient"/);
  });
});

test("SegmentationFolder refuses a group in two folders, and a function without result", async () => {
  await put(["train/images/p1_1.png", "train/masks/p1_1.png", "val/images/p1_2.png", "val/masks/p1_2.png"]);
  await expect(SegmentationFolder.open(root, { split: { groups: patient } })).rejects.toThrow(
    /group "p1" is in two parts/,
  );
  await expect(
    SegmentationFolder.open(root, { split: { groups: () => undefined as never } }),
  ).rejects.toMatchObject({ code: "ERR_TORCHTS_ARGUMENT" });
});

describe("stratifiedGroupedSplit", () => {
  const items = (counts: readonly (readonly [group: string, label: number, count: number])[]) =>
    counts.flatMap(([group, label, count]) => Array.from({ length: count }, () => ({ group, label })));

  test("every part has every class where there are groups for it; the last one stays for training", () => {
    const rare = items([
      ["r1", 1, 1],
      ["r2", 1, 1],
      ["r3", 1, 1],
      ...Array.from({ length: 40 }, (_, i) => [`c${i}`, 0, 3] as const),
    ]);
    for (let seed = 0; seed < 20; seed++) {
      const parts = stratifiedGroupedSplit(rare, { val: 0.1, test: 0.1, seed });
      const rares = [parts.train, parts.val, parts.test].map((p) => p.filter((x) => x.label === 1).length);
      expect(rares).toEqual([1, 1, 1]);
      expect(parts.val.filter((x) => x.label === 0)).toHaveLength(12);
    }
    const single = items([
      ["r1", 1, 4],
      ["c1", 0, 4],
      ["c2", 0, 4],
    ]);
    const parts = stratifiedGroupedSplit(single, { val: 0.5 });
    expect(parts.train.filter((x) => x.label === 1)).toHaveLength(4);
    expect(parts.val).toHaveLength(4);
  });

  test("a large group is left where a small one comes nearer", () => {
    const uneven = items([
      ["large", 0, 80],
      ...Array.from({ length: 20 }, (_, i) => [`s${i}`, 0, 1] as const),
    ]);
    for (let seed = 0; seed < 10; seed++) {
      expect(stratifiedGroupedSplit(uneven, { val: 0.1, seed }).val).toHaveLength(10);
    }
  });

  test("what cannot be divided is refused", () => {
    const two = items([
      ["p1", 0, 5],
      ["p2", 1, 5],
    ]);
    expect(() => stratifiedGroupedSplit(two, { val: 0.2 })).toThrow(/no group can be set aside for val/);
    expect(() => stratifiedGroupedSplit(two, { val: 0.2, test: 0.2 })).toThrow(
      /3 parts need as many groups, got 2/,
    );
  });
});
