// Reading images: every kind of file that data sets hold, broken ones, and the same pixels as Pillow.

import { copyFile, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FileFormatError } from "../../lib/native/errors.ts";
import { fromTypedArray, rand, type Tensor } from "../../lib/tensor/index.ts";
import { readImage, writeImage } from "../../lib/vision/index.ts";
import { findPython, runPython, sharedPath } from "../helpers/index.ts";

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "torchts-image-"));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

/** A gradient with all values, 40 x 24. */
const [W, H] = [40, 24];
const rgb = Uint8Array.from({ length: W * H * 3 }, (_, i) => (i * 7) % 256);
const gray = Uint8Array.from({ length: W * H }, (_, i) => (i * 5) % 256);
const raw = (channels: 1 | 2 | 3 | 4) => ({ raw: { width: W, height: H, channels } });

/** Interleaved pixels of a tensor (C, H, W). */
const pixels = (t: Tensor) => [...t.permute([1, 2, 0]).bytes()];
const repeated = [...gray].flatMap((value) => [value, value, value]);

describe("kinds of file", () => {
  test("RGB gives (3, H, W) uint8 with the file's pixels", async () => {
    const image = await readImage(await sharp(rgb, raw(3)).png().toBuffer());
    expect([image.shape, image.dtype]).toEqual([[3, H, W], "uint8"]);
    expect(pixels(image)).toEqual([...rgb]);
  });

  test("gray is repeated, or kept as one channel", async () => {
    const file = await sharp(gray, raw(1)).toColourspace("b-w").png().toBuffer();
    expect(pixels(await readImage(file))).toEqual(repeated);
    const single = await readImage(file, { mode: "L" });
    expect(single.shape).toEqual([1, H, W]);
    expect(pixels(single)).toEqual([...gray]);
    expect((await readImage(file, { mode: "unchanged" })).shape).toEqual([1, H, W]);
  });

  test("alpha is dropped, not blended; unchanged keeps it", async () => {
    const rgba = Uint8Array.from({ length: W * H * 4 }, (_, i) =>
      i % 4 === 3 ? (i >> 2) % 256 : (rgb[i] ?? 9),
    );
    const file = await sharp(rgba, raw(4)).png().toBuffer();
    expect(pixels(await readImage(file))).toEqual([...rgba].filter((_, i) => i % 4 !== 3));
    expect(pixels(await readImage(file, { mode: "unchanged" }))).toEqual([...rgba]);
  });

  test("16-bit gray keeps its high byte; native depth keeps all of it", async () => {
    const wide = Uint16Array.from({ length: W * H }, (_, i) => (i * 68) % 65536);
    const file = await sharp(wide, raw(1)).toColourspace("grey16").png().toBuffer();
    expect(pixels(await readImage(file))).toEqual([...wide].flatMap((v) => [v >> 8, v >> 8, v >> 8]));
    const native = await readImage(file, { mode: "L", depth: "native" });
    expect(native.dtype).toBe("int32");
    expect([...(native.data() as Int32Array)]).toEqual([...wide]);
  });

  test("16-bit colour keeps its high bytes", async () => {
    const wide = Uint16Array.from({ length: W * H * 3 }, (_, i) => (i * 23) % 65536);
    const file = await sharp(wide, raw(3)).toColourspace("rgb16").png().toBuffer();
    expect(pixels(await readImage(file))).toEqual([...wide].map((v) => v >> 8));
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])("EXIF orientation %i is applied", async (orientation) => {
    const upright = await sharp(rgb, raw(3)).png().toBuffer();
    const image = await readImage(await sharp(upright).withMetadata({ orientation }).png().toBuffer());
    const expected = [...rgb];
    const at = (x: number, y: number) => expected.slice((y * W + x) * 3, (y * W + x) * 3 + 3);
    // Where the top left pixel of the upright result lies in the stored image.
    const corner = { 1: [0, 0], 2: [W - 1, 0], 3: [W - 1, H - 1], 4: [0, H - 1] }[orientation];
    const turned = { 5: [0, 0], 6: [0, H - 1], 7: [W - 1, H - 1], 8: [W - 1, 0] }[orientation];
    expect(image.shape).toEqual(turned === undefined ? [3, H, W] : [3, W, H]);
    const [x, y] = (corner ?? turned) as [number, number];
    expect(pixels(image).slice(0, 3)).toEqual(at(x, y));
  });

  test("palette PNG, GIF, WebP and TIFF are read", async () => {
    const palette = await sharp(repeatedBlocks(), raw(3)).png({ palette: true, colours: 8 }).toBuffer();
    expect(pixels(await readImage(palette))).toEqual([...repeatedBlocks()]);
    const webp = await sharp(rgb, raw(3)).webp({ lossless: true }).toBuffer();
    expect(pixels(await readImage(webp))).toEqual([...rgb]);
    const tiff = await sharp(rgb, raw(3)).tiff({ compression: "lzw" }).toBuffer();
    expect(pixels(await readImage(tiff))).toEqual([...rgb]);
    const gif = await sharp(repeatedBlocks(), raw(3)).gif().toBuffer();
    expect((await readImage(gif)).shape).toEqual([3, H, W]);
  });

  test("BMP, bottom-up and top-down, and PPM are read", async () => {
    expect(pixels(await readImage(bmp(rgb, false)))).toEqual([...rgb]);
    expect(pixels(await readImage(bmp(rgb, true)))).toEqual([...rgb]);
    const ppm = Buffer.concat([Buffer.from(`P6\n# comment\n${W} ${H}\n255\n`), rgb]);
    expect(pixels(await readImage(ppm))).toEqual([...rgb]);
    const pgm = Buffer.concat([Buffer.from(`P5 ${W} ${H} 255\n`), gray]);
    expect(pixels(await readImage(pgm))).toEqual(repeated);
  });
});

/** Vertical bars of four colours. */
function repeatedBlocks(): Uint8Array {
  const colours = [
    [255, 0, 0],
    [0, 255, 0],
    [0, 0, 255],
    [255, 255, 255],
  ];
  return Uint8Array.from({ length: W * H * 3 }, (_, i) => colours[(Math.floor(i / 3) % W) % 4]?.[i % 3] ?? 0);
}

/** A 24-bit BMP. */
function bmp(data: Uint8Array, topDown: boolean): Buffer {
  const stride = Math.ceil((W * 3) / 4) * 4;
  const out = Buffer.alloc(54 + stride * H);
  out.write("BM", "latin1");
  out.writeUInt32LE(out.length, 2);
  out.writeUInt32LE(54, 10);
  out.writeUInt32LE(40, 14);
  out.writeInt32LE(W, 18);
  out.writeInt32LE(topDown ? -H : H, 22);
  out.writeUInt16LE(1, 26);
  out.writeUInt16LE(24, 28);
  for (let y = 0; y < H; y++) {
    for (let x = 0; x < W * 3; x++) {
      const row = topDown ? y : H - 1 - y;
      out[54 + row * stride + x - (x % 3) + (2 - (x % 3))] = data[y * W * 3 + x] as number;
    }
  }
  return out;
}

describe("files that are no good are errors that name them", () => {
  const cases: [string, () => Promise<Buffer>, RegExp][] = [
    ["empty.jpg", async () => Buffer.alloc(0), /empty/],
    ["text.jpg", async () => Buffer.from("this is no image at all"), /unsupported image format/],
    ["cut.jpg", async () => (await sharp(rgb, raw(3)).jpeg().toBuffer()).subarray(0, -40), /premature end/],
    ["cut.png", async () => (await sharp(rgb, raw(3)).png().toBuffer()).subarray(0, 200), /./],
    ["cut.bmp", async () => bmp(rgb, false).subarray(0, 900), /truncated/],
    ["cut.ppm", async () => Buffer.from(`P6 ${W} ${H} 255\nabc`), /truncated/],
    ["huge.bmp", async () => hugeBmp(), /exceed the limit/],
  ];
  test.each(cases)("%s", async (name, make, reason) => {
    const file = path.join(dir, name);
    await writeFile(file, await make());
    const failure = await readImage(file).then(
      () => undefined,
      (error: unknown) => error as FileFormatError,
    );
    expect(failure).toBeInstanceOf(FileFormatError);
    expect(failure).toMatchObject({ code: "ERR_TORCHTS_FILE_FORMAT", file });
    expect(failure?.message).toContain(file);
    expect(failure?.message).toMatch(reason);
  });

  test("missing.jpg", async () => {
    const file = path.join(dir, "missing.jpg");
    await expect(readImage(file)).rejects.toMatchObject({ code: "ERR_TORCHTS_FILE_FORMAT", file });
  });

  test("an image over the pixel limit", async () => {
    const file = await sharp(rgb, raw(3)).png().toBuffer();
    await expect(readImage(file, { maxPixels: W * H - 1 })).rejects.toThrow(/limit of 959; .*maxPixels/);
    expect((await readImage(file, { maxPixels: W * H })).shape).toEqual([3, H, W]);
  });
});

function hugeBmp(): Buffer {
  const out = bmp(rgb, false);
  out.writeInt32LE(100_000, 18);
  out.writeInt32LE(100_000, 22);
  return out;
}

test("a signal stops reading", async () => {
  const file = await sharp(rgb, raw(3)).png().toBuffer();
  await expect(readImage(file, { signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: "ERR_TORCHTS_ABORTED",
  });
});

describe("writeImage", () => {
  test("PNG comes back as it was; floating images are scaled", async () => {
    const image = await readImage(await sharp(rgb, raw(3)).png().toBuffer());
    const file = path.join(dir, "out.png");
    await writeImage(image, file);
    expect(pixels(await readImage(file))).toEqual([...rgb]);
    await writeImage(image.to("float32").div(255), file);
    expect(pixels(await readImage(file))).toEqual([...rgb]);
    await writeImage(fromTypedArray(gray, [1, H, W]), file);
    expect(pixels(await readImage(file))).toEqual(repeated);
    expect((await readdir(dir)).filter((name) => name.startsWith("out.png"))).toEqual(["out.png"]);
  });

  test("JPEG is near; other endings and shapes are refused", async () => {
    const smooth = rand([3, 4, 4]).repeatInterleave(8, 1).repeatInterleave(8, 2);
    const file = path.join(dir, "out.jpg");
    await writeImage(smooth, file, { quality: 98 });
    const back = (await readImage(file)).to("float32").div(255);
    expect(back.sub(smooth).abs().mean().item()).toBeLessThan(0.05);
    await expect(writeImage(smooth, path.join(dir, "out.bmp"))).rejects.toThrow(/.png, .jpg or .jpeg/);
    await expect(writeImage(rand([4, 4]), file)).rejects.toThrow(/expected \(C, H, W\)/);
  });
});

const photos = sharedPath("data/photos");
const python = findPython(["torch", "pillow"]);

describe.skipIf(photos === undefined || python === undefined)("the same pixels as Pillow", () => {
  test("on photographs, logos of every mode, CMYK, and damaged files", { timeout: 120_000 }, async () => {
    const root = photos as string;
    const files = (await readdir(root, { recursive: true }))
      .filter((name) => /\.(jpe?g|png|bmp)$/i.test(name))
      .map((name) => path.join(root, name))
      .sort();
    expect(files.length).toBeGreaterThan(30);
    // The same file under a name with other letters than ASCII's.
    const odd = path.join(dir, "Bildä €.jpg");
    await copyFile(files.find((name) => name.endsWith("pets.jpg")) as string, odd);
    files.push(odd);
    const { result } = await runPython(
      `
      import hashlib, warnings
      from PIL import Image, ImageOps
      warnings.simplefilter("ignore")
      result = []
      for name in args:
          try:
              image = ImageOps.exif_transpose(Image.open(name)).convert("RGB")
              result.append([list(image.size), hashlib.sha256(image.tobytes()).hexdigest()])
          except OSError:
              result.append(None)
      `,
      { args: files },
    );
    const { createHash } = await import("node:crypto");
    const disagree: string[] = [];
    for (const [i, file] of files.entries()) {
      const expected = (result as ([number[], string] | null)[])[i];
      const actual = await readImage(file).catch((error: unknown) => {
        expect(error).toBeInstanceOf(FileFormatError);
        return null;
      });
      if (actual === null || expected === null || expected === undefined) {
        if ((actual === null) !== (expected === null)) disagree.push(`${file}: one of the two refuses it`);
        continue;
      }
      const [, h, w] = actual.shape;
      const digest = createHash("sha256")
        .update(actual.permute([1, 2, 0]).bytes())
        .digest("hex");
      if (String([w, h]) !== String(expected[0]) || digest !== expected[1]) disagree.push(file);
    }
    // Its data is corrupt for both: libjpeg-turbo from 3.2 on ends with an error there, libvips' libjpeg goes on.
    const corrupt = path.join("damaged_jpeg", "corrupt.jpg");
    expect(disagree.filter((text) => !text.includes(corrupt))).toEqual([]);
  });
});
