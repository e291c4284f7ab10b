// Files whose names are no UTF-8, as old disks and archives hold them: found, read and named in every kind of data set.

import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pathOf, shownName, textOfName } from "../../lib/io/path-bytes.ts";
import { FileFormatError } from "../../lib/native/errors.ts";
import type { Tensor } from "../../lib/tensor/index.ts";
import { datasets, readImage, readMask } from "../../lib/vision/index.ts";
import { findPython, runPython } from "../helpers/index.ts";

let dir: Buffer;
beforeAll(async () => {
  dir = Buffer.from(await mkdtemp(path.join(tmpdir(), "torchts-latin1-")));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const latin1 = (text: string) => Buffer.from(text, "latin1");
const at = (...parts: (string | Buffer)[]) =>
  parts.reduce<Buffer>((held, part) => Buffer.concat([held, Buffer.from("/"), Buffer.from(part)]), dir);
const square = (level: number, edge = 6) =>
  sharp({ create: { width: edge, height: edge, channels: 3, background: { r: level, g: level, b: level } } })
    .png()
    .toBuffer();
const plain = { transform: (image: Tensor) => image };

test("bytes to text and back without loss, valid UTF-8 as it is", () => {
  const names = [
    latin1("café.png"),
    Buffer.from("café \u{1F600}.png"),
    Buffer.concat([latin1("\xff\xfe"), Buffer.from("\u00e9"), latin1("\xc3")]),
    Buffer.of(0xed, 0xb3, 0xa9), // a surrogate in three bytes is no UTF-8
    Buffer.from(Array.from({ length: 255 }, (_, i) => i + 1).filter((byte) => byte !== 47)),
  ];
  for (const name of names) expect(Buffer.from(pathOf(textOfName(name)))).toEqual(name);
  expect(textOfName(names[1] as Buffer)).toBe("café \u{1F600}.png");
  expect(pathOf("café.png")).toBe("café.png");
  expect(shownName(textOfName(latin1("café.png")))).toBe("café.png");
  expect(JSON.parse(JSON.stringify(textOfName(latin1("café.png"))))).toBe("caf\udce9.png");
});

describe.skipIf(process.platform !== "linux")("data sets", () => {
  test("images of classes, in folders below and behind links, in Python's order", async () => {
    const inner = latin1("p\xe9riode");
    for (const folder of [at("classes"), at("classes", "a"), at("classes", "b"), at("classes", "a", inner)])
      await mkdir(folder);
    await writeFile(at("classes", "a", latin1("caf\xe9.png")), await square(10));
    await writeFile(at("classes", "a", "cafz.png"), await square(20));
    await writeFile(at("classes", "a", "café.png"), await square(30));
    await writeFile(at("classes", "a", inner, "1.png"), await square(40));
    await writeFile(at("classes", "b", "1.png"), await square(50));
    await symlink(at("classes", "a", latin1("caf\xe9.png")), at("classes", "b", latin1("\xe0.png")));
    const root = `${dir}/classes`;
    const data = await datasets.ImageFolder.open(root, plain);
    const levels: number[] = [];
    for (let i = 0; i < data.train.length; i++) {
      const { image } = await data.train.get(i);
      levels.push(image.select(0, 0).select(0, 0).select(0, 0).item() as number);
    }
    expect(levels.slice().sort((a, b) => a - b)).toEqual([10, 10, 20, 30, 40, 50]);
    if (findPython(["torch"]) === undefined) return;
    const { result } = await runPython(
      `
      import os
      result = []
      for label in ("a", "b"):
          for folder, _, names in sorted(os.walk(os.path.join(args, label), followlinks=True)):
              result += [os.fsencode(os.path.join(folder, name)).hex() for name in sorted(names)]
      `,
      { args: root },
    );
    expect(data.samples.map(({ path: file }) => Buffer.from(pathOf(file)).toString("hex"))).toEqual(result);
  });

  test("images and masks, and their tiles", async () => {
    for (const folder of [at("pairs"), at("pairs", "images"), at("pairs", "masks")]) await mkdir(folder);
    for (const [i, name] of [latin1("\xe9"), latin1("\xe8"), Buffer.from("é")].entries()) {
      await writeFile(Buffer.concat([at("pairs", "images", name), latin1(".png")]), await square(10 * i));
      await writeFile(Buffer.concat([at("pairs", "masks", name), latin1(".png")]), await square(i % 2));
    }
    const data = await datasets.SegmentationFolder.open(`${dir}/pairs`, plain);
    const seen: [number, number][] = [];
    for (let i = 0; i < data.train.length; i++) {
      const { image, mask } = await data.train.get(i);
      seen.push([image.max().item() as number, mask.max().item() as number]);
    }
    expect(seen.sort(([a], [b]) => a - b)).toEqual([
      [0, 0],
      [10, 1],
      [20, 0],
    ]);
    const tiles = await datasets.tiled(data, { size: 3 });
    expect(tiles.train.length).toBe(12);
    expect((await tiles.train.get(11)).image.shape).toEqual([3, 3, 3]);
  });

  test("errors name them", async () => {
    const file = `${dir}/${textOfName(latin1("kein Bild \xe4.png"))}`;
    await writeFile(pathOf(file), "text");
    await expect(readImage(file)).rejects.toBeInstanceOf(FileFormatError);
    await expect(readImage(file)).rejects.toMatchObject({ file });
    await expect(readMask(`${file}2`)).rejects.toThrow(/ENOENT/);
  });
});
