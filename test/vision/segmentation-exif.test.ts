// Photographs that a camera turned by EXIF, and their masks: which of the two pixels the mask was drawn on is never guessed.

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DatasetError } from "../../lib/native/errors.ts";
import type { Tensor } from "../../lib/tensor/index.ts";
import { datasets } from "../../lib/vision/index.ts";

let dir: string;
let number = 0;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "torchts-exif-"));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

interface Shape {
  width: number;
  height: number;
  orientation?: number;
}

/** A white corner at the upper left of the stored pixels, higher than wide. */
function corner(
  { width, height, orientation }: Shape,
  ending: "png" | "jpg" = "png",
  level = 255,
): Promise<Buffer> {
  const data = Uint8Array.from({ length: width * height }, (_, at) =>
    at % width < 8 && at < 12 * width ? level : 0,
  );
  const image = sharp(data, { raw: { width, height, channels: 1 } });
  if (orientation !== undefined) image.withMetadata({ orientation });
  return (ending === "png" ? image.toColourspace("b-w").png() : image.jpeg({ quality: 100 })).toBuffer();
}

async function open(photo: Shape, mask: Shape | null, image?: object, ending: "png" | "jpg" = "jpg") {
  const root = path.join(dir, String(number++));
  for (const name of ["images", "masks"]) await mkdir(path.join(root, name), { recursive: true });
  await writeFile(path.join(root, "images", `1.${ending}`), await corner(photo, ending));
  if (mask !== null) await writeFile(path.join(root, "masks", "1.png"), await corner(mask));
  return datasets.SegmentationFolder.open(root, {
    transform: (t: Tensor) => t,
    missing: "empty",
    ...(image !== undefined && { image }),
  });
}

/** Share of the pixels on which white photograph and mask agree. */
async function agreement(data: datasets.SegmentationFolder): Promise<number> {
  const { image, mask } = await data.train.read(0);
  return image.select(0, 0).gt(128).eq(mask.eq(1)).double().mean().item() as number;
}

const square = { width: 32, height: 32 };
const wide = { width: 48, height: 32 };
const DOUBT =
  /turned by its EXIF orientation \(\d\), its mask is not, and would fit either way; .*exif: true.*exif: false/;

describe.each(["jpg", "png"] as const)("%s", (ending) => {
  test.each([2, 3, 4, 5, 6, 7, 8])(
    "a square photograph of orientation %i and a mask of none is said",
    async (orientation) => {
      const data = await open({ ...square, orientation }, square, undefined, ending);
      await expect(data.train.read(0)).rejects.toBeInstanceOf(DatasetError);
      await expect(data.train.read(0)).rejects.toThrow(DOUBT);
      expect(await agreement(await open({ ...square, orientation }, square, { exif: false }, ending))).toBe(
        1,
      );
      expect(
        await agreement(await open({ ...square, orientation }, square, { exif: true }, ending)),
      ).toBeLessThan(0.95);
    },
  );
});

test("halves of a turn leave any shape as it was", async () => {
  await expect((await open({ ...wide, orientation: 3 }, wide)).train.read(0)).rejects.toThrow(DOUBT);
  expect(await agreement(await open({ ...wide, orientation: 3 }, wide, { exif: false }))).toBe(1);
});

test("a mask that is turned as its photograph fits, turned or as stored", async () => {
  for (const orientation of [3, 6]) {
    for (const image of [undefined, { exif: true }, { exif: false }]) {
      expect(await agreement(await open({ ...square, orientation }, { ...square, orientation }, image))).toBe(
        1,
      );
    }
  }
});

test("where the sizes tell, they do; the error says how stored pixels are read", async () => {
  const turned = { width: 32, height: 48 };
  expect((await (await open({ ...wide, orientation: 6 }, turned)).train.read(0)).image.shape).toEqual([
    3, 48, 32,
  ]);
  const stored = await open({ ...wide, orientation: 6 }, wide);
  await expect(stored.train.read(0)).rejects.toThrow(/EXIF orientation says\. .*image: \{ exif: false \}/);
  expect(await agreement(await open({ ...wide, orientation: 6 }, wide, { exif: false }))).toBe(1);
});

test("photographs of no orientation, and those on which nothing is drawn, are in no doubt", async () => {
  expect(await agreement(await open(square, square))).toBe(1);
  expect(await agreement(await open({ ...square, orientation: 1 }, square))).toBe(1);
  expect((await (await open({ ...square, orientation: 6 }, null)).train.read(0)).mask.sum().item()).toBe(0);
});

test("annotations of COCO are asked for alike, and tiles have the sizes of what is read", async () => {
  const file = path.join(dir, "turned.jpg");
  await writeFile(file, await corner({ ...square, orientation: 6 }, "jpg"));
  await writeFile(path.join(dir, "wide.jpg"), await corner({ ...wide, orientation: 6 }, "jpg"));
  const annotations = path.join(dir, "coco.json");
  const coco = (name: string, shape: Shape) => ({
    images: [{ id: 1, file_name: name, ...shape }],
    categories: [{ id: 1, name: "corner" }],
    annotations: [{ id: 1, image_id: 1, category_id: 1, segmentation: [[0, 0, 8, 0, 8, 12, 0, 12]] }],
  });
  const openCoco = async (name: string, shape: Shape, image?: object) => {
    await writeFile(annotations, JSON.stringify(coco(name, shape)));
    return datasets.CocoSegmentation.open(annotations, dir, {
      transform: (t: Tensor) => t,
      ...(image && { image }),
    });
  };
  await expect((await openCoco("turned.jpg", square)).train.read(0)).rejects.toThrow(DOUBT);
  const stored = await openCoco("turned.jpg", square, { exif: false });
  const { image, mask } = await stored.train.read(0);
  expect(image.select(0, 0).gt(128).eq(mask.eq(1)).all().item()).toBe(true);
  await expect((await openCoco("wide.jpg", wide)).train.read(0)).rejects.toThrow(
    /turned as its EXIF orientation says.*exif: false/,
  );
  const tiles = await datasets.tiled(await openCoco("wide.jpg", wide, { exif: false }), { size: [32, 48] });
  expect([tiles.train.length, (await tiles.train.get(0)).image.shape]).toEqual([1, [3, 32, 48]]);
});
