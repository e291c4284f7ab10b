// Mask files: indices of palettes, gray of every depth, colours, what values mean, what is refused; writing.

import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ArgumentError, DatasetError, FileFormatError, ShapeError } from "../../lib/native/errors.ts";
import { arange, type Tensor, tensor, zeros } from "../../lib/tensor/index.ts";
import { readImage, readMask, vocPalette, writeMask } from "../../lib/vision/index.ts";
import { findPython, fixturePath, runPython } from "../helpers/index.ts";

interface Recorded {
  files: Record<string, { png: string; values: number[]; palette?: number[] }>;
}
const { files } = JSON.parse(readFileSync(fixturePath("masks.json"), "utf8")) as Recorded;
const recorded = (name: string) => {
  const { png, ...rest } = files[name] as Recorded["files"][string];
  return { png: Buffer.from(png, "base64"), ...rest };
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "torchts-mask-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const flat = (mask: Tensor) => (mask.toArray() as number[][]).flat();

/** A PNG of one row of pixels with as many channels as `pixels` has values each. */
function row(pixels: readonly (readonly number[])[]): Promise<Buffer> {
  const channels = (pixels[0] as number[]).length as 1 | 2 | 3 | 4;
  const raw = { width: pixels.length, height: 1, channels };
  const image = sharp(Uint8Array.from(pixels.flat()), { raw });
  return (channels < 3 ? image.toColourspace("b-w") : image).png().toBuffer();
}
const gray = (...values: number[]) => row(values.map((value) => [value]));

describe("files of Pillow", () => {
  test.each([1, 2, 4, 8])("a palette of %i bits is read as indices", async (bits) => {
    const { png, values } = recorded(`palette${bits}`);
    const mask = await readMask(png);
    expect([mask.shape, mask.dtype]).toEqual([[7, 13], "int64"]);
    expect(flat(mask)).toEqual(values);
  });

  test("16-bit gray keeps its values, 1 bit is 0 and 255", async () => {
    for (const name of ["gray16", "bits1"]) {
      const { png, values } = recorded(name);
      expect(flat(await readMask(png))).toEqual(values);
    }
    expect(flat(await readMask(recorded("bits1").png, { classes: 2 }))).toEqual(
      recorded("bits1").values.map((value) => value / 255),
    );
  });

  test("with colors, a palette is looked up", async () => {
    const { png, values, palette = [] } = recorded("palette2");
    const colors = [3, 2, 1, 0].map((i) => palette.slice(3 * i, 3 * i + 3));
    expect(flat(await readMask(png, { colors }))).toEqual(values.map((value) => 3 - value));
  });
});

describe("what values mean", () => {
  test("two classes: 0 and 1, 0 and 255, one of them alone, 16 bits", async () => {
    const read = async (...values: number[]) => flat(await readMask(await gray(...values), { classes: 2 }));
    expect(await read(0, 1, 0)).toEqual([0, 1, 0]);
    expect(await read(0, 255, 0)).toEqual([0, 1, 0]);
    expect(await read(0, 0)).toEqual([0, 0]);
    expect(await read(255, 255)).toEqual([1, 1]);
    await expect(read(0, 1, 255)).rejects.toThrow(
      /the value 255 at x 2, y 0, expected 0 and 1, or 0 and 255/,
    );
    await expect(read(0, 7)).rejects.toThrow(/the value 7 at x 1.*values: \{ 0: 0, 7: 1 \}/);
  });

  test("values, threshold, ignore", async () => {
    const png = await gray(0, 100, 200, 255);
    const read = async (options: Parameters<typeof readMask>[1]) => flat(await readMask(png, options));
    expect(await read({})).toEqual([0, 100, 200, 255]);
    expect(await read({ threshold: 128 })).toEqual([0, 0, 1, 1]);
    expect(await read({ values: { 0: 0, 100: 2, 200: 1 }, ignore: 255 })).toEqual([0, 2, 1, 255]);
    expect(await read({ threshold: 1, ignore: 100 })).toEqual([0, 100, 1, 1]);
    expect(await read({ threshold: 1, ignore: 100, ignoreIndex: -100 })).toEqual([0, -100, 1, 1]);
    await expect(read({ values: { 0: 0, 100: 1 } })).rejects.toThrow(
      /200 at x 2, y 0, which `values` does not name/,
    );
    await expect(read({ classes: 201, ignore: 200 })).rejects.toThrow(/ignoreIndex 200 is a class/);
    await expect(read({ classes: 201 })).rejects.toThrow(
      /has the value 255 at x 3, y 0, expected classes 0 to 200/,
    );
    const ends = flat(await readMask(await gray(0, 1, 255), { classes: 2, ignore: 255 }));
    expect(ends).toEqual([0, 1, 255]);
  });

  test("colours; alpha is left out; gray in three channels is gray", async () => {
    const red = await row([
      [0, 0, 0, 255],
      [255, 0, 0, 0],
      [0, 0, 255, 9],
    ]);
    const colors = [
      [0, 0, 0],
      [0, 0, 255],
    ];
    expect(flat(await readMask(red, { colors, ignore: [255, 0, 0] }))).toEqual([0, 255, 1]);
    await expect(readMask(red, { colors })).rejects.toThrow(/the colour \[255, 0, 0\] at x 1, y 0/);
    await expect(readMask(red)).rejects.toThrow(
      /has colours: \[255, 0, 0\] at x 1, y 0; .*colors: \[\[0, 0, 0\]/,
    );
    const same = await row([
      [3, 3, 3],
      [9, 9, 9],
    ]);
    expect(flat(await readMask(same))).toEqual([3, 9]);
    const alpha = await row([
      [3, 255],
      [4, 0],
    ]);
    expect(flat(await readMask(alpha))).toEqual([3, 4]);
    expect(
      flat(
        await readMask(await gray(0, 7), {
          colors: [
            [0, 0, 0],
            [7, 7, 7],
          ],
        }),
      ),
    ).toEqual([0, 1]);
  });

  test("a JPEG by its threshold", async () => {
    const values = Uint8Array.from({ length: 32 * 32 }, (_, i) => (i % 32 < 16 ? 0 : 255));
    const jpeg = await sharp(values, { raw: { width: 32, height: 32, channels: 1 } })
      .blur(0.6)
      .jpeg({ quality: 50 })
      .toBuffer();
    const mask = flat(await readMask(jpeg, { threshold: 128 }));
    expect(mask).toEqual([...values].map((value) => value / 255));
    await expect(readMask(jpeg, { classes: 2 })).rejects.toThrow(/and more\); say what .* threshold: 128/);
  });

  test("options that contradict each other", async () => {
    const png = await gray(0);
    const refuses = async (options: object, text: RegExp) => {
      await expect(readMask(png, options)).rejects.toThrow(text);
      await expect(readMask(png, options)).rejects.toThrow(ArgumentError);
    };
    await refuses({ values: {}, threshold: 1 }, /give one of/);
    await refuses({ classes: 0 }, /^readMask: classes must be an integer of at least 1, got 0/);
    await refuses({ num_classes: 2 }, /unknown option "num_classes"; it is called classes/);
    await refuses({ threshold: "128" }, /threshold must be a number, got "128"/);
    await refuses({ values: [0, 1] }, /values must be an object from values to class numbers/);
    await refuses({ classes: 2, values: { 0: 2 } }, /class from 0 to 1 for the value 0, got 2/);
    await refuses({ colors: [[0, 0]] }, /colors must be a list of colours/);
    await refuses({ colors: [[0, 0, 256]] }, /a colour is .* from 0 to 255/);
    await refuses({ colors: [[0, 0, 0]], ignore: 3 }, /ignore is a colour/);
    await refuses({ ignore: [1, 2, 3] }, /need `colors`/);
  });
});

describe("broken files", () => {
  test("missing, empty, no image, truncated, damaged palettes: named", async () => {
    const { png } = recorded("palette4");
    const changed = (at: number) => Buffer.from(png.map((byte, i) => (i === at ? byte ^ 1 : byte)));
    const broken = {
      "empty.png": Buffer.alloc(0),
      "text.png": Buffer.from("no image at all, only some text that goes on for a while"),
      "cut.png": png.subarray(0, png.length - 30),
      "header.png": changed(19),
      "palette.png": changed(png.indexOf("PLTE") + 5),
      "pixels.png": changed(png.indexOf("IDAT") + 8),
    };
    for (const [name, bytes] of Object.entries(broken)) {
      const file = path.join(folder, name);
      await writeFile(file, bytes);
      await expect(readMask(file), name).rejects.toThrow(FileFormatError);
      await expect(readMask(file), name).rejects.toMatchObject({ file });
    }
    await expect(readMask(path.join(folder, "none.png"))).rejects.toThrow(
      /readMask: cannot read .*none\.png/,
    );
    await expect(readMask(png, { maxPixels: 10 })).rejects.toThrow(FileFormatError);
    await expect(readMask(png, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "ERR_TORCHTS_ABORTED",
    });
  });
});

describe("writing", () => {
  test("what readMask reads back: classes with a palette, numbered objects in 16 bits", async () => {
    const file = path.join(folder, "classes.png");
    const classes = tensor([
      [0, 1, 2],
      [255, 20, 0],
    ]).to("int64");
    await writeMask(classes, file);
    expect(flat(await readMask(file))).toEqual([0, 1, 2, 255, 20, 0]);
    expect(flat(await readMask(file, { colors: vocPalette() }))).toEqual([0, 1, 2, 255, 20, 0]);
    await writeMask(classes.eq(1), file, {
      palette: [
        [0, 0, 0],
        [9, 8, 7],
      ],
    });
    expect((await readImage(file)).toArray()).toEqual(
      [9, 8, 7].map((c) => [
        [0, c, 0],
        [0, 0, 0],
      ]),
    );
    const objects = arange(65536).view([256, 256]);
    await writeMask(objects.to("int32"), file);
    expect(await (await readMask(file)).eq(objects).all().itemAsync()).toBe(true);
    expect((await readdir(folder)).filter((name) => name.includes("tmp"))).toEqual([]);
  });

  test("VOC's palette", () => {
    expect(vocPalette(5)).toEqual([
      [0, 0, 0],
      [128, 0, 0],
      [0, 128, 0],
      [128, 128, 0],
      [0, 0, 128],
    ]);
    expect(vocPalette()[255]).toEqual([224, 224, 192]);
  });

  test("what is no mask is refused, and nothing written", async () => {
    const file = path.join(folder, "refused.png");
    await expect(writeMask(zeros([1, 2, 2]), file)).rejects.toThrow(ShapeError);
    await expect(writeMask(zeros([2, 2]), file)).rejects.toThrow(/integers, got float32/);
    await expect(writeMask(tensor([[-1]]).to("int64"), file)).rejects.toThrow(/holds 0 to 65535, got -1/);
    await expect(writeMask(tensor([[3]]).to("int64"), file, { palette: [[0, 0, 0]] })).rejects.toThrow(
      /has class 3/,
    );
    await expect(writeMask(tensor([[3]]).to("int64"), `${file}.jpg`)).rejects.toThrow(/written as \.png/);
    expect(existsSync(file)).toBe(false);
  });

  const python = findPython(["torch", "pillow"]);
  test.skipIf(python === undefined)("Pillow reads it as a palette image", async () => {
    const file = path.join(folder, "pillow.png");
    await writeMask(tensor([[0, 1, 200]]).to("int64"), file);
    const { result } = await runPython(
      `
      from PIL import Image
      import numpy
      image = Image.open(args)
      result = [image.mode, numpy.array(image).tolist(), image.getpalette()[3:6]]
      `,
      { args: file },
    );
    expect(result).toEqual(["P", [[0, 1, 200]], [128, 0, 0]]);
  });
});

test("a mask's file, value and place are in the error and its fields", async () => {
  const file = path.join(folder, "range.png");
  await writeFile(file, await gray(0, 1, 2, 9));
  const failure = readMask(file, { classes: 3 });
  await expect(failure).rejects.toThrow(DatasetError);
  await expect(failure).rejects.toMatchObject({ file, code: "ERR_TORCHTS_DATASET" });
  await expect(failure).rejects.toThrow(`${file} has the value 9 at x 3, y 0`);
});
