// Samples of more, fewer and other bits than eight: read as they are stored, with a range that somebody stated, or refused.

import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { FileFormatError } from "../../lib/native/errors.ts";
import type { Tensor } from "../../lib/tensor/index.ts";
import { readImage, readMask } from "../../lib/vision/index.ts";
import { findPython, runPython } from "../helpers/index.ts";
import { type TiffSamples, tiff } from "./tiff.ts";

const [W, H] = [5, 3];
const of = (f: (i: number) => number, count = W * H) => Array.from({ length: count }, (_, i) => f(i));
const flat = (t: Tensor) => [...t.permute([1, 2, 0]).contiguous().to("float64").data()] as number[];
const one = (data: TiffSamples, rest: object = {}) => tiff({ width: W, height: H, data, ...rest });
const native = { mode: "unchanged", depth: "native" } as const;

/** The samples of every kind, with values that no other kind holds. */
const KINDS: [string, TiffSamples, string, string][] = [
  ["signed 8 bits", Int8Array.from(of((i) => 9 * i - 60)), "int32", "signed 8-bit integers from -60 to 66"],
  [
    "signed 16 bits",
    Int16Array.from(of((i) => 300 * i - 1024)),
    "int32",
    "signed 16-bit integers from -1024 to 3176",
  ],
  [
    "signed 32 bits",
    Int32Array.from(of((i) => 9_000_000 * i - 7)),
    "int32",
    "signed 32-bit integers from -7 to",
  ],
  [
    "unsigned 32 bits",
    Uint32Array.from(of((i) => 300_000_000 * i)),
    "int64",
    "unsigned 32-bit integers from 0 to 4200000000",
  ],
  [
    "32-bit floats",
    Float32Array.from(of((i) => 0.1 * i - 0.4)),
    "float32",
    "32-bit floating numbers from -0.4 to 1",
  ],
];

describe("TIFF samples that are not 8 bits", () => {
  test.each(KINDS)(
    "%s: native values are those stored, 8 bits need a window",
    async (_, data, dtype, words) => {
      const file = one(data);
      const image = await readImage(file, native);
      expect([image.shape, image.dtype]).toEqual([[1, H, W], dtype]);
      expect(flat(image)).toEqual([...data]);
      expect(flat(await readImage(file, { depth: "native" }))).toEqual([...data].flatMap((v) => [v, v, v]));
      await expect(readImage(file)).rejects.toBeInstanceOf(FileFormatError);
      await expect(readImage(file)).rejects.toThrow(words);
      await expect(readImage(file)).rejects.toThrow(
        /say which values are black and white, as window: \[.*depth: "native"/,
      );
    },
  );

  test.each(KINDS)("%s, three channels", async (_, data, dtype) => {
    const colours = (data.constructor as Float32ArrayConstructor).from(
      of((i) => data[i % data.length] as number, W * H * 3),
    );
    const file = one(colours, { channels: 3 });
    const image = await readImage(file, { depth: "native" });
    expect([image.shape, image.dtype]).toEqual([[3, H, W], dtype]);
    expect(flat(image)).toEqual([...colours]);
    await expect(readImage(file)).rejects.toThrow(/window/);
  });

  test("a window is black to white, to the nearest and halves up; what is outside is cut off", async () => {
    const data = Int16Array.from(of((i) => 100 * i - 500));
    const [low, high] = [-300, 210];
    const expected = [...data].map((v) =>
      Math.floor(Math.min(1, Math.max(0, (v - low) / (high - low))) * 255 + 0.5),
    );
    const image = await readImage(one(data), { mode: "L", window: [low, high] });
    expect([image.dtype, flat(image)]).toEqual(["uint8", expected]);
    expect(new Set(expected).size).toBeGreaterThan(4);
    const halves = await readImage(one(Int16Array.from(of((i) => i))), { mode: "L", window: [0, 510] });
    expect(flat(halves)).toEqual(of((i) => Math.floor(i / 2 + 0.5)));
    const exact = await readImage(one(data), { mode: "L", window: [low, high], depth: "native" });
    expect(exact.dtype).toBe("float32");
    expect(flat(exact)).toEqual(
      [...data].map((v) => Math.fround(Math.min(1, Math.max(0, (v - low) / (high - low))))),
    );
  });

  test("12 and 14 bits in 16 are refused, not made dark; with their range they have all their levels", async () => {
    const twelve = Uint16Array.from(of((i) => Math.round((4095 * i) / 14)));
    const png = await sharp(twelve, { raw: { width: W, height: H, channels: 1 } })
      .toColourspace("grey16")
      .png()
      .toBuffer();
    for (const file of [one(twelve), png]) {
      await expect(readImage(file)).rejects.toThrow(
        /16-bit samples reach only 4095, so that 8 bits would leave 16 of 256 levels; .*window: \[0, 4095\]/,
      );
      const image = await readImage(file, { mode: "L", window: [0, 4095] });
      expect(flat(image)).toEqual([...twelve].map((v) => Math.floor((v * 255) / 4095 + 0.5)));
      // As dark as they are, where the caller says so.
      expect(flat(await readImage(file, { mode: "L", window: [0, 65535] }))).toEqual(
        [...twelve].map((v) => Math.floor(v / 257 + 0.5)),
      );
    }
    await expect(readImage(one(Uint16Array.from(twelve, (v) => 4 * v)))).rejects.toThrow(/reach only 16380/);
    expect(flat(await readImage(one(Uint16Array.from(twelve, (v) => 16 * v)), { mode: "L" }))).toEqual(
      [...twelve].map((v) => v >> 4),
    );
    expect(flat(await readImage(one(new Uint16Array(W * H)), { mode: "L" }))).toEqual(of(() => 0));
  });

  test("windows keep alpha, and refuse NaN and what is no range", async () => {
    const rgba = Uint8Array.from(of((i) => 4 * i, W * H * 4));
    const png = await sharp(rgba, { raw: { width: W, height: H, channels: 4 } })
      .png()
      .toBuffer();
    const image = flat(await readImage(png, { mode: "unchanged", window: [0, 51] }));
    expect(image).toEqual([...rgba].map((v, i) => (i % 4 === 3 ? v : Math.min(255, 5 * v))));
    const holes = Float32Array.from(of((i) => (i === 7 ? Number.NaN : i)));
    await expect(readImage(one(holes), { window: [0, 9] })).rejects.toThrow(/NaN at x 2, y 1/);
    for (const window of [[3, 3], [0, Number.POSITIVE_INFINITY], [1], "0, 1"]) {
      await expect(readImage(png, { window: window as never })).rejects.toMatchObject({
        code: "ERR_TORCHTS_ARGUMENT",
      });
    }
  });

  test("where 0 is white, 8 and 16 bits are turned round; other samples are refused", async () => {
    const bytes = Uint8Array.from(of((i) => 10 * i));
    expect(flat(await readImage(one(bytes, { photometric: 0 }), { mode: "L" }))).toEqual(
      [...bytes].map((v) => 255 - v),
    );
    const wide = Uint16Array.from(of((i) => 4000 * i));
    expect(flat(await readImage(one(wide, { photometric: 0 }), native))).toEqual(
      [...wide].map((v) => 65535 - v),
    );
    for (const data of [
      Int16Array.from(of((i) => i)),
      Int32Array.from(of((i) => i)),
      Float32Array.from(of((i) => i)),
    ]) {
      await expect(readImage(one(data, { photometric: 0 }), native)).rejects.toThrow(
        /where 0 is white is not supported/,
      );
    }
  });

  test("samples that cannot be had are named", async () => {
    const cases: [Buffer, RegExp][] = [
      [one(Float64Array.from(of((i) => i))), /TIFF with 64-bit samples is not supported; save it as/],
      [one(Float32Array.from(of((i) => i, 2 * W * H)), { format: 6, bits: 64 }), /TIFF with complex samples/],
      [one(Uint16Array.from(of((i) => i)), { format: 3 }), /16-bit floating samples/],
      [one(Uint8Array.from(of((i) => i, 24)), { bits: 12 }), /12-bit samples/],
    ];
    for (const [file, words] of cases) {
      await expect(readImage(file, native)).rejects.toBeInstanceOf(FileFormatError);
      await expect(readImage(file, native)).rejects.toThrow(words);
    }
  });

  test("further channels are measurements: kept as they are, and no colours", async () => {
    for (const data of [
      Uint8Array.from(of((i) => i, W * H * 5)),
      Uint16Array.from(of((i) => 800 * i, W * H * 5)),
      Float32Array.from(of((i) => i / 7, W * H * 5)),
    ]) {
      const file = one(data, { channels: 5, photometric: 1 });
      expect(flat(await readImage(file, native))).toEqual([...data]);
      await expect(readImage(file)).rejects.toThrow(/has 5 channels and none of them is said to be a colour/);
    }
    const pair = one(Float32Array.from(of((i) => i / 7, W * H * 2)), { channels: 2, photometric: 1 });
    expect((await readImage(pair, native)).shape).toEqual([2, H, W]);
    await expect(readImage(pair, { mode: "L", window: [0, 1] })).rejects.toThrow(/2 channels/);
  });

  test("signed samples are turned as the orientation says, and as stored with exif: false", async () => {
    const data = Int16Array.from(of((i) => i - 7));
    const file = one(data, { orientation: 6 });
    const turned = await readImage(file, native);
    expect(turned.shape).toEqual([1, W, H]);
    expect(flat(turned).slice(0, H)).toEqual([10 - 7, 5 - 7, 0 - 7]);
    expect(flat(await readImage(file, { ...native, exif: false }))).toEqual([...data]);
  });
});

describe("files of several pictures", () => {
  const page = (k: number) => ({ width: W, height: H, data: Int16Array.from(of((i) => 10 * i - k)) });
  const stack = tiff(page(0), page(1), { ...page(2), width: H, height: W });

  test("pages are chosen, not guessed", async () => {
    await expect(readImage(stack, native)).rejects.toThrow(/it has 3 pages; say which one, as page: 0/);
    for (const k of [0, 1, 2]) {
      expect(flat(await readImage(stack, { ...native, page: k }))).toEqual(of((i) => 10 * i - k));
    }
    expect((await readImage(stack, { ...native, page: 2 })).shape).toEqual([1, W, H]);
    await expect(readImage(stack, { page: 3 })).rejects.toThrow(/no page 3: it has the pages 0 to 2/);
    await expect(readMask(stack)).rejects.toThrow(/it has 3 pages; say which one/);
    expect((await readMask(stack, { page: 1 })).toArray()).toEqual(
      [0, 1, 2].map((y) => of((x) => 10 * (5 * y + x) - 1, W)),
    );
  });

  test("smaller copies and transparencies are no pictures of their own", async () => {
    const small = { width: 2, height: 1, data: Uint8Array.of(1, 2), subfile: 1 };
    const main = { width: W, height: H, data: Uint8Array.from(of((i) => i)) };
    expect((await readImage(tiff(main, small, small))).shape).toEqual([3, H, W]);
    expect((await readImage(tiff(small, main))).shape).toEqual([3, H, W]);
    await expect(readImage(tiff(main, small, main))).rejects.toThrow(/it has 2 pages/);
    expect((await readImage(tiff(main, small), { page: 1 })).shape).toEqual([3, 1, 2]);
  });

  test("frames of GIF and WebP too; a file of one has page 0", async () => {
    const frames = Uint8Array.from(of((i) => 5 * Math.floor(i / (W * H * 3)), W * H * 3 * 2));
    const image = () =>
      sharp(frames, { raw: { width: W, height: 2 * H, channels: 3, pageHeight: H } as never });
    for (const file of [await image().gif().toBuffer(), await image().webp({ lossless: true }).toBuffer()]) {
      await expect(readImage(file)).rejects.toThrow(/it has 2 frames; say which one, as page: 0/);
      expect(flat(await readImage(file, { page: 1 }))).toEqual(of(() => 5, W * H * 3));
    }
    const jpeg = await sharp({ create: { width: 8, height: 8, channels: 3, background: "red" } })
      .jpeg()
      .toBuffer();
    expect((await readImage(jpeg, { page: 0 })).shape).toEqual([3, 8, 8]);
    await expect(readImage(jpeg, { page: 1 })).rejects.toThrow(/no page 1: it has one page, 0/);
    const ppm = Buffer.from("P3 1 1 255 1 2 3");
    await expect(readImage(ppm, { page: 1 })).rejects.toThrow(/no page 1/);
  });
});

describe("masks of 32 bits", () => {
  const rows = (values: number[]) => [0, 1, 2].map((y) => values.slice(5 * y, 5 * y + 5));

  test("labels of objects are kept, signed, unsigned and as floating numbers", async () => {
    const labels = of((i) => 70_000 * i);
    for (const data of [Int32Array.from(labels), Uint32Array.from(labels), Float32Array.from(labels)]) {
      const mask = await readMask(one(data));
      expect([mask.dtype, mask.toArray()]).toEqual(["int64", rows(labels)]);
    }
    const large = of((i) => 286_000_000 * i);
    expect((await readMask(one(Uint32Array.from(large)))).toArray()).toEqual(rows(large));
    const signed = of((i) => i - 1);
    expect((await readMask(one(Int16Array.from(signed)))).toArray()).toEqual(rows(signed));
    expect(
      (await readMask(one(Int16Array.from(signed)), { ignore: -1, ignoreIndex: 255, classes: 14 })).toArray(),
    ).toEqual(rows(signed.map((v) => (v === -1 ? 255 : v))));
  });

  test("a threshold, values and two classes hold for them too; fractions and NaN are no classes", async () => {
    const shares = Float32Array.from(of((i) => i / 14));
    await expect(readMask(one(shares))).rejects.toThrow(
      /0\.0714.* at x 1, y 0, a fraction, which is no class; .*threshold/,
    );
    expect((await readMask(one(shares), { threshold: 0.5 })).toArray()).toEqual(
      rows(of((i) => (i >= 7 ? 1 : 0))),
    );
    const halves = Float32Array.from(of((i) => (i % 2) / 2));
    expect((await readMask(one(halves), { values: { 0: 0, 0.5: 3 } })).toArray()).toEqual(
      rows(of((i) => 3 * (i % 2))),
    );
    const binary = Float32Array.from(of((i) => i % 2));
    expect((await readMask(one(binary), { classes: 2 })).toArray()).toEqual(rows([...binary]));
    const holes = Float32Array.from(of((i) => (i === 11 ? Number.NaN : 0)));
    await expect(readMask(one(holes), { threshold: 1 })).rejects.toThrow(/NaN at x 1, y 2/);
  });
});

const python = findPython(["torch", "pillow", "tifffile"]);

describe.skipIf(python === undefined)("files of tifffile, as NumPy reads them", () => {
  test("tiles, compression, predictors, both byte orders and BigTIFF", { timeout: 120_000 }, async () => {
    const folder = path.join(tmpdir(), `torchts-tiff-${process.pid}`);
    const { result, outputs } = await runPython(
      `
      import os, numpy, tifffile
      os.makedirs(args, exist_ok=True)
      y, x = numpy.mgrid[0:37, 0:53]
      base = (x * 131 + y * 257) % 4001
      kinds = {"u16": ("u2", 16, 0), "i16": ("i2", 12, -20000), "u32": ("u4", 900000, 0), "i32": ("i4", 90000, -10**8),
               "f32": ("f4", 0.37, -400)}
      result = []
      for name, (dtype, scale, shift) in kinds.items():
          for channels in (1, 3):
              array = (base * scale + shift).astype(dtype)
              if channels == 3:
                  array = numpy.stack([array, array[::-1], array[:, ::-1]], -1)
              floating = dtype == "f4"  # whose predictor tifffile does not write
              for how, options in {
                  "plain": {}, "big": {"byteorder": ">"}, "bigtiff": {"bigtiff": True}, "tiles": {"tile": (16, 16)},
                  "deflate": {"compression": "zlib"}, "predictor": {"compression": "zlib", "predictor": not floating},
                  "planes": {"planarconfig": "separate"} if channels == 3 else {"rowsperstrip": 5},
              }.items():
                  stored = array.transpose(2, 0, 1) if how == "planes" and channels == 3 else array
                  file = os.path.join(args, f"{name}-{channels}-{how}.tif")
                  tifffile.imwrite(file, stored, photometric="rgb" if channels == 3 else "minisblack", **options)
                  read = tifffile.imread(file)
                  read = read.transpose(1, 2, 0) if how == "planes" and channels == 3 else read
                  assert (read == array).all()
                  result.append([file, channels])
                  outputs[file] = torch.from_numpy(array.astype("f8"))
      `,
      { args: folder },
    );
    const odd: string[] = [];
    for (const [file, channels] of result as [string, number][]) {
      const expected = [...((outputs[file] as Tensor).data() as Float64Array)];
      const image = await readImage(file, native);
      if (image.shape[0] !== channels || String(flat(image)) !== String(expected))
        odd.push(path.basename(file));
    }
    await rm(folder, { recursive: true });
    expect((result as unknown[]).length).toBe(70);
    expect(odd).toEqual([]);
  });
});

test("a file that is only the header of a TIFF is refused", async () => {
  const file = path.join(tmpdir(), `torchts-header-${process.pid}.tif`);
  await writeFile(file, Buffer.from("II*\0\xff\xff\xff\x7f\0\0\0\0\0\0\0\0\0", "latin1"));
  await expect(readImage(file)).rejects.toBeInstanceOf(FileFormatError);
  await rm(file);
});
