// Files that annotation files and tables of somebody else name: they stay in their folder; pipes and devices are refused.

import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { imageSize } from "../../lib/vision/image-size.ts";
import { datasets, readImage, readMask } from "../../lib/vision/index.ts";

const { CocoSegmentation, segmentationFromCsv } = datasets;
let base: string;
let images: string;
let number = 0;

beforeAll(async () => {
  base = await mkdtemp(path.join(tmpdir(), "torchts-outside-"));
  images = path.join(base, "data", "images");
  await mkdir(images, { recursive: true });
  const image = sharp({ create: { width: 2, height: 2, channels: 3, background: "#000" } });
  for (const file of [path.join(images, "in.png"), path.join(base, "secret.png")]) await image.toFile(file);
});
afterAll(() => rm(base, { recursive: true, force: true }));

async function coco(file_name: string, options: datasets.CocoOptions = {}) {
  const file = path.join(base, `${number++}.json`);
  await writeFile(
    file,
    JSON.stringify({
      images: [{ id: 1, file_name, width: 2, height: 2 }],
      categories: [{ id: 1, name: "polyp" }],
      annotations: [],
    }),
  );
  return CocoSegmentation.open(file, images, options);
}
async function table(row: string, options: datasets.SegmentationCsvOptions = {}) {
  const file = path.join(images, `${number++}.csv`);
  await writeFile(file, `image,mask\n${row}\n`);
  return segmentationFromCsv(file, {}, options);
}
const refusal = (text: RegExp) =>
  expect.objectContaining({ code: "ERR_TORCHTS_DATASET", message: expect.stringMatching(text) });

const link = process.platform === "win32" ? test.skip : test;

describe("COCO", () => {
  test("a file name that leaves the folder is refused; allowOutside opens it", async () => {
    const names = [
      "../../../../../../etc/passwd",
      "../../secret.png",
      "/etc/passwd",
      path.join(base, "secret.png"),
    ];
    for (const name of names) {
      await expect(coco(name)).rejects.toEqual(
        refusal(/lies outside of the folder .*images; allowOutside: true/),
      );
    }
    expect((await coco("../../secret.png", { allowOutside: true })).train.length).toBe(1);
    const absolute = await coco(path.join(base, "secret.png"), { allowOutside: true });
    expect((await absolute.train.read(0)).image.shape).toEqual([3, 2, 2]);
  });

  test("names inside are taken however they are written", async () => {
    for (const name of ["in.png", "./in.png", "../images/in.png", path.join(images, "in.png")]) {
      expect((await coco(name)).train.length).toBe(1);
    }
  });

  test("a file outside that is not there is refused like one that is", async () => {
    await expect(coco("../../none.png")).rejects.toEqual(refusal(/lies outside/));
    await expect(coco("none.png")).rejects.toEqual(refusal(/there is no file .*none\.png/));
    await expect(coco("in.png\0")).rejects.toEqual(refusal(/there is no file/));
  });

  link(
    "a link out of the folder is refused, one within it and one to the folder itself are followed",
    async () => {
      await symlink(path.join(base, "secret.png"), path.join(images, "out.png"));
      await symlink(path.join(images, "in.png"), path.join(images, "within.png"));
      await symlink(base, path.join(images, "up"));
      await expect(coco("out.png")).rejects.toEqual(refusal(/is a link that leads out of the folder/));
      await expect(coco("up/secret.png")).rejects.toEqual(refusal(/is a link that leads out/));
      expect((await coco("within.png")).train.length).toBe(1);
      expect((await coco("out.png", { allowOutside: true })).train.length).toBe(1);
      const alias = path.join(base, "alias");
      await symlink(images, alias);
      const file = path.join(base, "alias.json");
      await writeFile(
        file,
        JSON.stringify({
          images: [{ id: 1, file_name: "in.png", width: 2, height: 2 }],
          categories: [{ id: 1, name: "polyp" }],
          annotations: [],
        }),
      );
      expect((await CocoSegmentation.open(file, alias)).train.length).toBe(1);
    },
  );

  test("one image under two names is refused", async () => {
    const file = path.join(base, "twice.json");
    const entry = (id: number, file_name: string) => ({ id, file_name, width: 2, height: 2 });
    await writeFile(
      file,
      JSON.stringify({
        images: [entry(1, "in.png"), entry(2, "./in.png")],
        categories: [{ id: 1, name: "polyp" }],
        annotations: [],
      }),
    );
    await expect(CocoSegmentation.open(file, images)).rejects.toEqual(refusal(/names .*in\.png twice/));
  });

  test("no message holds the file's data", async () => {
    const file = path.join(base, "long.json");
    await writeFile(
      file,
      JSON.stringify({
        images: [{ id: 1, file_name: "in.png", width: 2, height: 2 }],
        categories: [{ id: 1, name: "polyp" }],
        annotations: [{ id: 1, image_id: 1, category_id: "x".repeat(1e6) }],
      }),
    );
    const error = await CocoSegmentation.open(file, images).catch((cause: Error) => cause);
    expect((error as Error).message.length).toBeLessThan(1000);
  });
});

describe("tables", () => {
  test("images and masks stay in the folder; root moves it, allowOutside opens it", async () => {
    const inside = path.join(images, "in.png");
    for (const row of [
      "../../secret.png,in.png",
      "in.png,../../secret.png",
      `${path.join(base, "secret.png")},in.png`,
    ]) {
      await expect(table(row)).rejects.toEqual(refusal(/line 2: .*secret\.png lies outside of the folder/));
      expect((await table(row, { allowOutside: true })).train.length).toBe(1);
    }
    expect((await table(`${inside},${inside}`)).train.length).toBe(1);
    expect((await table(`${inside},${path.join(base, "secret.png")}`, { root: base })).train.length).toBe(1);
  });
});

describe.skipIf(process.platform === "win32")("named pipes and devices are refused at once", () => {
  let pipe: string;
  beforeAll(() => {
    pipe = path.join(images, "pipe.png");
    execFileSync("mkfifo", [pipe]);
  });

  test.each<[string, (file: string) => Promise<unknown>]>([
    ["readImage", (file) => readImage(file)],
    ["readMask", (file) => readMask(file)],
    ["imageSize", (file) => imageSize(file)],
    ["CocoSegmentation.open", (file) => CocoSegmentation.open(file, images)],
    ["segmentationFromCsv", (file) => segmentationFromCsv(file)],
  ])("%s", async (_, open) => {
    for (const [file, what] of [
      [pipe, "a named pipe"],
      ["/dev/zero", "a device"],
      [images, "a folder"],
    ] as const) {
      await expect(open(file)).rejects.toMatchObject({
        code: "ERR_TORCHTS_FILE_FORMAT",
        file,
        message: expect.stringContaining(`is ${what}, not a regular file`),
      });
    }
  });

  test("a pipe that a table or an annotation file names", async () => {
    await expect(coco("pipe.png")).rejects.toEqual(refusal(/pipe\.png is no regular file/));
    await expect(table("in.png,pipe.png")).rejects.toEqual(refusal(/pipe\.png is no regular file/));
  });
});
