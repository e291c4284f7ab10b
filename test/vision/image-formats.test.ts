// Portable pixmaps in ASCII, gray with alpha, EXIF on and off, drawings and files that are too large.

import { createHash } from "node:crypto";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { FileFormatError } from "../../lib/native/errors.ts";
import type { Tensor } from "../../lib/tensor/index.ts";
import { readImage, readMask } from "../../lib/vision/index.ts";
import { findPython, runPython } from "../helpers/index.ts";

const flat = (t: Tensor) => [...t.permute([1, 2, 0]).contiguous().to("float64").data()] as number[];
const ascii = (text: string) => Buffer.from(text, "latin1");
const gray = { mode: "L" } as const;

describe("portable pixmaps", () => {
  test("P1 to P3 in ASCII, with comments, any spaces, and bits without any", async () => {
    expect(
      flat(
        await readImage(
          ascii("P2\n# a comment\n3 2 # another\n255\n0 1\t2\r\n3 # in between\n4 255\n"),
          gray,
        ),
      ),
    ).toEqual([0, 1, 2, 3, 4, 255]);
    expect(flat(await readImage(ascii("P3 2 1 255\n1 2 3 4 5 6")))).toEqual([1, 2, 3, 4, 5, 6]);
    expect(flat(await readImage(ascii("P1 4 2\n0110\n1 0 0 1\n"), gray))).toEqual([
      255, 0, 0, 255, 0, 255, 255, 0,
    ]);
    expect(
      flat(await readImage(Buffer.concat([ascii("P4 10 2\n"), Buffer.of(0x80, 0x40, 0x01, 0x00)]), gray)),
    ).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0].map((bit) => 255 * (1 - bit)));
  });

  test("values are spread to 255 by the maximum that the file states; native values and masks are those stored", async () => {
    const file = ascii("P2 4 1 20\n0 1 19 20");
    expect(flat(await readImage(file, gray))).toEqual([0, 13, 242, 255]);
    expect(flat(await readImage(file, { ...gray, depth: "native" }))).toEqual([0, 1, 19, 20]);
    expect((await readMask(file)).toArray()).toEqual([[0, 1, 19, 20]]);
    const binary = Buffer.concat([ascii("P5 3 1 4095\n"), Buffer.of(0, 0, 0x08, 0x00, 0x0f, 0xff)]);
    expect(flat(await readImage(binary, gray))).toEqual([0, 128, 255]);
    expect(flat(await readImage(binary, { ...gray, depth: "native" }))).toEqual([0, 2048, 4095]);
    expect((await readMask(binary)).toArray()).toEqual([[0, 2048, 4095]]);
    await expect(readImage(Buffer.concat([ascii("P5 1 1 65535\n"), Buffer.of(0x0f, 0xff)]))).rejects.toThrow(
      /window/,
    );
  });

  test("damaged ones are refused, and nothing large is set aside for them", async () => {
    const cases: [string, RegExp][] = [
      ["P2 3 1 255\n1 2", /truncated/],
      ["P2 3 1 255\n1 2 x", /pixels of the PNM file are damaged/],
      ["P2 2 1 9\n1 10", /value 10 is over its maximum 9/],
      ["P2 2 1\n", /truncated/],
      ["P2 x 1 255\n1", /header of the PNM file/],
      ["P1 3 1\n012", /damaged/],
      ["P1 3 1\n01 # 1", /truncated/],
      ["P3 16000 16000 255\n1 2 3", /truncated/],
      ["P2 100000 100000 255\n1", /exceed the limit of 268435456; .*maxPixels/],
      ["P2 1 1 70000\n1", /maximum 70000/],
      ["P7 1 1 255\n1", /unsupported image format/],
    ];
    for (const [text, words] of cases) {
      await expect(readImage(ascii(text))).rejects.toBeInstanceOf(FileFormatError);
      await expect(readImage(ascii(text))).rejects.toThrow(words);
    }
  });
});

const python = findPython(["torch", "pillow"]);

describe.skipIf(python === undefined)("portable pixmaps beside Pillow", () => {
  test("every maximum from 1 to 255, and larger ones in colour", { timeout: 60_000 }, async () => {
    const maxima = [...Array.from({ length: 255 }, (_, i) => i + 1), 256, 300, 1023, 4095, 65534];
    const files = maxima.flatMap((maximum) => {
      const values = Array.from({ length: 90 }, (_, i) => Math.round((i * maximum) / 89));
      const texts = [`P3\n10 3\n${maximum}\n${values.join(" ")}\n`];
      if (maximum < 256) texts.push(`P2 # gray\n9 10 ${maximum}\n${values.join("\n")}`);
      const wide = maximum > 255;
      const bytes = Buffer.from(values.flatMap((v) => (wide ? [v >> 8, v & 255] : [v])));
      return [...texts.map(ascii), Buffer.concat([ascii(`P6 10 3 ${maximum}\n`), bytes])];
    });
    const { result } = await runPython(
      `
      import base64, hashlib, io
      from PIL import Image
      result = [hashlib.sha256(Image.open(io.BytesIO(base64.b64decode(file))).convert("RGB").tobytes()).hexdigest() for file in args]
      `,
      { args: files.map((file) => file.toString("base64")) },
    );
    const odd: string[] = [];
    for (const [i, file] of files.entries()) {
      const bytes = (await readImage(file)).permute([1, 2, 0]).bytes();
      const digest = createHash("sha256").update(bytes).digest("hex");
      if (digest !== (result as string[])[i]) odd.push(file.toString("latin1", 0, 20));
    }
    expect(odd).toEqual([]);
  });
});

describe("gray with alpha", () => {
  const pairs = Array.from({ length: 24 }, (_, i) => (i % 2 === 0 ? 10 * i : 255 - 7 * i));
  const raw = { raw: { width: 4, height: 3, channels: 2 } } as const;

  test("unchanged keeps both channels, of 8 bits and of 16", async () => {
    const png = await sharp(Uint8Array.from(pairs), raw).toColourspace("b-w").png().toBuffer();
    const image = await readImage(png, { mode: "unchanged" });
    expect([image.shape, image.dtype, flat(image)]).toEqual([[2, 3, 4], "uint8", pairs]);
    const wide = Uint16Array.from(pairs, (v) => v * 250);
    const png16 = await sharp(wide, raw).toColourspace("grey16").png().toBuffer();
    expect((await sharp(png16).metadata()).channels).toBe(2);
    expect(flat(await readImage(png16, { mode: "unchanged", depth: "native" }))).toEqual([...wide]);
    expect(flat(await readImage(png16, { mode: "unchanged" }))).toEqual([...wide].map((v) => v >> 8));
  });

  test("RGB and L leave alpha out; a mask reads the gray", async () => {
    const png = await sharp(Uint8Array.from(pairs), raw).toColourspace("b-w").png().toBuffer();
    const values = pairs.filter((_, i) => i % 2 === 0);
    expect(flat(await readImage(png, gray))).toEqual(values);
    expect(flat(await readImage(png))).toEqual(values.flatMap((v) => [v, v, v]));
    expect((await readMask(png)).flatten().toArray()).toEqual(values);
  });
});

test("exif: false gives the pixels as stored, of images and masks", async () => {
  const pixels = Uint8Array.from({ length: 6 }, (_, i) => 10 * i);
  const image = () =>
    sharp(pixels, { raw: { width: 3, height: 2, channels: 1 } })
      .toColourspace("b-w")
      .withMetadata({ orientation: 6 });
  for (const file of [
    await image().png().toBuffer(),
    await image().tiff({ compression: "none" }).toBuffer(),
  ]) {
    expect((await readImage(file)).shape).toEqual([3, 3, 2]);
    expect(flat(await readImage(file, gray))).toEqual([30, 0, 40, 10, 50, 20]);
    expect(flat(await readImage(file, { ...gray, exif: true }))).toEqual([30, 0, 40, 10, 50, 20]);
    expect(flat(await readImage(file, { ...gray, exif: false }))).toEqual([...pixels]);
    expect((await readMask(file)).shape).toEqual([3, 2]);
    expect((await readMask(file, { exif: false })).shape).toEqual([2, 3]);
  }
  const jpeg = await image().jpeg({ quality: 100 }).toBuffer();
  expect((await readImage(jpeg)).shape).toEqual([3, 3, 2]);
  expect((await readImage(jpeg, { exif: false })).shape).toEqual([3, 2, 3]);
});

test("drawings are refused, packed or not", async () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="5" height="5"/></svg>';
  const { gzipSync } = await import("node:zlib");
  for (const file of [ascii(svg), ascii(`<?xml version="1.0"?>\n${svg}`), gzipSync(svg)]) {
    await expect(readImage(file)).rejects.toBeInstanceOf(FileFormatError);
    await expect(readImage(file)).rejects.toThrow(
      /SVG is a drawing and has no pixels of its own|unsupported image format/,
    );
  }
  await expect(readImage(ascii(svg))).rejects.toThrow(/render it to PNG/);
  await expect(readMask(ascii(svg))).rejects.toThrow(/SVG is a drawing/);
});

test("files that are too large name maxPixels, whatever their format", async () => {
  const image = () => sharp({ create: { width: 30, height: 20, channels: 3, background: "red" } });
  const files = [
    await image().png().toBuffer(),
    await image().jpeg().toBuffer(),
    await image().webp().toBuffer(),
    await image().tiff().toBuffer(),
    ascii(`P2 30 20 255 ${"7 ".repeat(600)}`),
  ];
  for (const file of files) {
    await expect(readImage(file, { maxPixels: 599 })).rejects.toThrow(
      /exceed the limit of 599; .*give a larger maxPixels/,
    );
    await expect(readMask(file, { maxPixels: 599 })).rejects.toThrow(/maxPixels/);
    expect((await readImage(file, { maxPixels: 600 })).shape).toEqual([3, 20, 30]);
    expect((await readImage(file, { maxPixels: 600.5 })).shape).toEqual([3, 20, 30]);
  }
});
