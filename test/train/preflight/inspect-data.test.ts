// The preflight says nothing of a set that is in order, and finds what was planted in it.
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { Rng } from "../../../lib/data/index.ts";
import { rocAuc } from "../../../lib/metrics/index.ts";
import { type Inspection, inspectData, inspectPage, inspectTable } from "../../../lib/train/index.ts";
import { datasets } from "../../../lib/vision/index.ts";
import { EDGE, encoded, type Made, madeSet, writeSet } from "./made-set.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let scratch: string;
const made = madeSet();
const groups = (file: string): string => /p\d+/.exec(path.basename(file))?.[0] ?? file;
beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), "torchts-preflight-"));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

let count = 0;
async function folderOf(set: readonly Made[], change?: (one: Made) => Promise<Buffer>): Promise<string> {
  const root = path.join(scratch, String(count++));
  await writeSet(root, set, change);
  return root;
}

/** What was found, as `severity check`. */
const told = ({ findings }: Inspection): string[] =>
  findings.map(({ severity, check }) => `${severity} ${check}`);

test("a set that is in order is left in peace, with its statistics", async () => {
  const root = await folderOf(made);
  const found = await inspectData(root, { groups });
  expect(told(found)).toEqual([]);
  expect([found.images, found.task, found.classes]).toEqual([180, "classification", ["long", "round"]]);
  const [train, val] = found.parts;
  expect([train?.images, train?.groups, val?.images, val?.groups]).toEqual([135, 45, 45, 15]);
  expect(train?.width).toEqual({ least: EDGE, median: EDGE, most: EDGE });
  // Over all values of all images, as numpy's mean and std.
  const values = made.filter(({ part }) => part === "train").flatMap(({ pixels }) => [...pixels]);
  const mean = values.reduce((sum, v) => sum + v / 255, 0) / values.length;
  const std = Math.sqrt(values.reduce((sum, v) => sum + (v / 255 - mean) ** 2, 0) / values.length);
  for (const c of [0, 1, 2]) {
    expect(train?.mean[c]).toBeCloseTo(mean, 9);
    expect(train?.std[c]).toBeCloseTo(std, 9);
  }
  expect(inspectTable(found)).toContain("Nothing was found.");
});

test("a patient in two parts", async () => {
  const moved = made.map((one) =>
    one.patient === "p000" && one.file.endsWith("_2.png")
      ? { ...one, file: one.file.replace("train", "val") }
      : one,
  );
  const found = await inspectData(await folderOf(moved), { groups });
  expect(told(found)).toEqual(["error groups"]);
  expect(found.findings[0]?.title).toMatch(/1 of 60 groups is in several parts, with 3 images/);
  expect(found.findings[0]?.files.map(({ part }) => part)).toEqual(["train", "train", "val"]);
});

describe("copies", () => {
  /** A picture mirrored, turned by 90 degrees, or brightened. */
  const changed = (pixels: Uint8Array, how: string): Uint8Array =>
    Uint8Array.from(pixels, (value, at) => {
      const [y, x] = [Math.floor(at / EDGE), at % EDGE];
      if (how === "mirrored") return pixels[y * EDGE + EDGE - 1 - x] as number;
      if (how === "turned") return pixels[(EDGE - 1 - x) * EDGE + y] as number;
      return Math.min(255, value * 1.1 + 5);
    });

  test.each(["mirrored", "turned", "brighter"])(
    "a copy that is %s, saved anew, in another part",
    async (how) => {
      const [original] = made as [Made];
      const copy: Made = {
        ...original,
        part: "val",
        file: "val/round/p900_0.jpg",
        pixels: changed(original.pixels, how),
      };
      const root = await folderOf([...made, copy], (one) =>
        one === copy ? encoded(one.pixels, "jpeg", 70) : encoded(one.pixels),
      );
      const found = await inspectData(root, { groups });
      const near = found.findings.filter(({ check }) => check === "near-duplicates");
      expect(near.map(({ severity, count: n }) => [severity, n])).toEqual([["error", 1]]);
      const files = near[0]?.files.map((file) => path.relative(root, file.path));
      expect(files).toEqual([original.file, copy.file]);
      const remark = { mirrored: "mirrored", turned: "turned by", brighter: undefined }[how];
      if (remark === undefined) expect(near[0]?.files[1]?.remark).toBeUndefined();
      else expect(near[0]?.files[1]?.remark).toContain(remark);
    },
  );

  test("the same pixels in another file, with another label", async () => {
    const [original] = made as [Made];
    const copy: Made = { ...original, label: "long", file: "train/long/p901_0.png" };
    const root = await folderOf([...made, copy]);
    const found = await inspectData(root, { groups });
    expect(told(found)).toEqual(["error duplicates"]);
    expect(found.findings[0]?.title).toMatch(/labels that disagree/);
    expect(found.findings[0]?.files.map(({ label }) => label).sort()).toEqual(["long", "round"]);
  });
});

test("labels of which 1 % are wrong come first, and are told", async () => {
  const many = madeSet(200, 3, 5);
  const rng = Rng.derive(7);
  const wrong = new Set(
    rng
      .permutation(many.length)
      .slice(0, 6)
      .map((i) => many[i] as Made),
  );
  // Told apart by brightness as well, as this is about labels and not about shapes.
  const bright = (one: Made): Uint8Array =>
    one.label === "long" ? one.pixels.map((v) => Math.min(255, v + 30)) : one.pixels;
  const spoilt = many.map((one): Made => {
    const pixels = bright(one);
    if (!wrong.has(one)) return { ...one, pixels };
    const label = one.label === "long" ? "round" : "long";
    return { ...one, pixels, label, file: one.file.replace(one.label, label) };
  });
  const root = await folderOf(spoilt);
  const found = await inspectData(root, { groups });
  const planted = new Set([...wrong].map((one) => path.join(root, (spoilt[many.indexOf(one)] as Made).file)));
  const ranking = found.labels?.ranking ?? [];
  const auc = rocAuc(
    ranking.map(({ margin }) => -margin),
    ranking.map((one) => Number(planted.has(one.path))),
  );
  console.log(`ranking of ${planted.size} wrong labels among ${ranking.length}: AUC ${auc.toFixed(4)}`);
  expect(auc).toBeGreaterThan(0.98);
  const finding = found.findings.find(({ check }) => check === "label-noise");
  const named = (finding?.files ?? []).filter((file) => planted.has(file.path));
  expect(named.length).toBeGreaterThanOrEqual(3);
  expect(finding?.files.length).toBeLessThanOrEqual(named.length + 2);
});

describe("shortcuts", () => {
  /** The letter L of white lines, of which each picture has it at nearly the same place. */
  function marked(pixels: Uint8Array, rng: Rng): Uint8Array {
    const out = pixels.slice();
    const [left, top] = [5 + rng.int(0, 2), 6 + rng.int(0, 2)];
    for (let i = 0; i < 14; i++) for (const d of [0, 1]) out[(top + i) * EDGE + left + d] = 255;
    for (let i = 0; i < 9; i++) for (const d of [0, 1]) out[(top + 13 + d) * EDGE + left + i] = 255;
    return out;
  }

  test("a marker in most pictures of one class, and nothing where all have it", async () => {
    const rng = Rng.derive(3);
    const some = made.map((one) =>
      one.label === "long" && rng.random() < 0.7 ? { ...one, pixels: marked(one.pixels, rng) } : one,
    );
    const found = await inspectData(await folderOf(some), { groups });
    const about = found.findings.filter(({ check }) => check === "markers");
    expect(about.map(({ severity }) => severity)).toEqual(["error"]);
    expect(about[0]?.title).toMatch(/at the top left tell the class round: AUC 0\.[89]/);
    const all = made.map((one) => ({ ...one, pixels: marked(one.pixels, rng) }));
    expect(told(await inspectData(await folderOf(all), { groups }))).toEqual([]);
  });

  test("a class saved with another quality", async () => {
    const set = made.map((one) => ({ ...one, file: one.file.replace(".png", ".jpg") }));
    const spoilt = await folderOf(set, (one) => encoded(one.pixels, "jpeg", one.label === "long" ? 95 : 85));
    const found = await inspectData(spoilt, { groups });
    expect(told(found)).toContain("error shortcuts");
    expect(found.findings[0]?.title).toMatch(/how the file was compressed.*AUC 1\.00/);
    const fair = await folderOf(set, (one) => encoded(one.pixels, "jpeg", 85));
    expect(told(await inspectData(fair, { groups }))).toEqual([]);
  });

  test("what goes with the patient, not with the class, is not told", async () => {
    // Each patient has a device of its own: with pictures drawn one by one it would look like a shortcut.
    const set = made.map((one) => ({ ...one, file: one.file.replace(".png", ".jpg") }));
    const root = await folderOf(set, (one) =>
      encoded(one.pixels, "jpeg", 70 + (Number(one.patient.slice(1)) % 20)),
    );
    expect(told(await inspectData(root, { groups }))).toEqual([]);
  });
});

test("files that cannot be used, each with what is wrong with it", async () => {
  const root = await folderOf(made);
  const at = (i: number): string => path.join(root, (made[i] as Made).file);
  const bytes = await encoded((made[3] as Made).pixels, "jpeg");
  await writeFile(at(0), "");
  await writeFile(at(1), "not an image");
  await writeFile(at(2), (await encoded((made[2] as Made).pixels)).subarray(0, 900));
  await writeFile(at(3), bytes); // a JPEG called .png
  await writeFile(at(4), await encoded(new Uint8Array(EDGE * EDGE).fill(40)));
  const sharp = (await import("sharp")).default;
  await writeFile(
    at(5),
    await sharp(await encoded((made[5] as Made).pixels))
      .resize(8, 8)
      .png()
      .toBuffer(),
  );
  const frames = [6, 7].map((i) => encoded((made[i] as Made).pixels));
  const animated = sharp(await Promise.all(frames), { join: { animated: true } });
  await writeFile(at(6).replace(".png", ".webp"), await animated.webp({ lossless: true }).toBuffer());
  const found = await inspectData(root, { groups });
  const by = (check: string): [string, string | undefined][] =>
    found.findings
      .filter((one) => one.check === check)
      .flatMap(({ files }) => files.map((file): [string, string | undefined] => [file.path, file.remark]));
  expect(new Map(by("unreadable"))).toEqual(
    new Map([
      [at(0), expect.stringMatching(/empty/)],
      [at(1), expect.stringMatching(/unsupported|not supported|no image/i)],
      [at(2), expect.stringMatching(/.+/)],
    ]),
  );
  expect(by("misnamed")).toEqual([[at(3), ".png is JPEG"]]);
  expect(by("blank").map(([file]) => file)).toEqual([at(4)]);
  expect(by("tiny")).toEqual([[at(5), "8 x 8"]]);
  expect(by("several-pictures")).toEqual([[at(6).replace(".png", ".webp"), "2 pictures (WebP)"]]);
  expect([found.errors, told(found)[0]?.startsWith("error")]).toEqual([3, true]);
});

test("a class that occurs in one part only, spelt in two ways", async () => {
  const set = made.map((one) =>
    one.part === "val" && one.label === "round" ? { ...one, file: one.file.replace("round", "Round") } : one,
  );
  const found = await inspectData(await folderOf(set), { groups });
  const titles = found.findings.filter(({ check }) => check === "labels").map(({ title }) => title);
  expect(titles[0]).toMatch(/never trained: Round \(train 0, val \d+\)/);
  expect(titles[1]).toMatch(/missing in a part: round \(train \d+, val 0\)/);
});

describe("how it is done", () => {
  test("progress is told, and a signal ends it", async () => {
    const root = await folderOf(made.slice(0, 40));
    const stages: string[] = [];
    let most = 0;
    await inspectData(root, {
      onProgress: ({ stage, done }) => {
        stages.push(stage);
        most = Math.max(most, done);
      },
    });
    expect([stages[0], most]).toEqual(["reading images", 40]);
    const controller = new AbortController();
    const stopped = inspectData(root, { signal: controller.signal, onProgress: () => controller.abort() });
    await expect(stopped).rejects.toThrow(/train.inspectData: stopped/);
  });

  test("data in parts is looked at as it would be read, arrays too", async () => {
    const root = await folderOf(made);
    const data = await datasets.ImageFolder.open(root, { image: { mode: "L" } });
    const found = await inspectData(data, { groups });
    expect(told(found)).toEqual([]);
    expect(found.parts[0]?.mean.length).toBe(1);
    await expect(inspectData(data, { image: { mode: "L" } })).rejects.toThrow(/data in parts says it itself/);
  });

  test("a folder without images, and what is no data", async () => {
    await expect(inspectData(path.join(scratch, "none"))).rejects.toThrow(/does not exist/);
    await expect(inspectData({} as never)).rejects.toThrow(
      /must be the path of a folder or a table, or data in parts .*, got an object/,
    );
  });

  test("text and page name everything, and the page stands alone", async () => {
    const root = await folderOf(made.slice(0, 60));
    const odd = path.join(root, "train", "round", "<b>&'.png");
    await rename(path.join(root, (made[0] as Made).file), odd);
    await writeFile(odd, await encoded(new Uint8Array(EDGE * EDGE)));
    const found = await inspectData(root, { pictures: 3 });
    const text = inspectTable(found);
    expect(text).toMatch(/ERROR {2}blank: 1 image with nothing in it/);
    const page = inspectPage(found);
    expect(page).toContain("&lt;b&gt;&amp;&#39;.png");
    expect(page).not.toMatch(/<b>|https?:|<script/);
    const pictures = page.match(/<img src="data:image\/jpeg;base64,[^"]+" alt="[^"]+"/g) ?? [];
    expect(pictures.length).toBeGreaterThan(0);
    expect(page.match(/<img/g)?.length).toBe(pictures.length);
    expect(page).toContain("prefers-color-scheme:dark");
    expect(page.length).toBeLessThan(200_000);
    expect(JSON.parse(JSON.stringify(found)).findings.length).toBe(found.findings.length);
  });
});
