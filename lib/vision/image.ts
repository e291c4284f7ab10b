/**
 * Image files to tensors and back. Decoding is libvips (through sharp) on its own threads; pixels equal
 * Pillow's, EXIF orientation applied. Resizing and everything after it is the transforms' part.
 *
 * sharp's shrink-on-load is never used: it is faster and gives other pixels than decoding followed by Resize.
 */

import { extname } from "node:path";
import type { Metadata, Sharp } from "sharp";
import {
  abortSignal,
  type Kind,
  kind,
  numberAbove,
  numberFrom,
  oneOf,
  type Rest,
  signature,
  string,
} from "../edge/index.ts";
import { writeAtomically } from "../io/atomic-file.ts";
import { readRegular } from "../io/regular-file.ts";
import { throwIfAborted } from "../native/abort.ts";
import { ArgumentError, DTypeError, FileFormatError, ShapeError } from "../native/errors.ts";
import { tensorKind } from "../tensor/argument-kinds.ts";
import { fromBytes, isFloatingPoint, type Tensor } from "../tensor/index.ts";
import { decodeBmp, decodePnm, isBmp, isPnm, type RawImage } from "./raw-formats.ts";

/** Channels of the tensor: three, one (luma), or as many as the file has (alpha included). */
export type ImageMode = "RGB" | "L" | "unchanged";

/** Options of {@link readImage}. */
export interface ReadImageOptions {
  /** Channels of the result. Default "RGB". */
  mode?: ImageMode;
  /** 8 gives uint8, wider samples losing their low byte; "native" keeps 16-bit samples as int32. Default 8. */
  depth?: 8 | "native";
  /** Images with more pixels are refused. Default 2^28. */
  maxPixels?: number;
  signal?: AbortSignal;
}

const DEFAULT_MAX_PIXELS = 2 ** 28;

/** A file, by its path or its bytes. */
export const sourceKind: Kind<string | Uint8Array> = kind(
  "the path of a file, or its bytes as a Uint8Array",
  (v) => (typeof v === "string" && v !== "") || v instanceof Uint8Array,
);

const READ = signature<ReadImageOptions>("readImage", {
  takes: { source: sourceKind },
  options: {
    mode: oneOf("RGB", "L", "unchanged"),
    depth: oneOf<8 | "native">(8, "native"),
    maxPixels: numberAbove(0),
    signal: abortSignal,
  },
  advice: { channels: 'give mode: "RGB", "L" (one channel) or "unchanged"', grayscale: 'give mode: "L"' },
});

/** Loaded at first use: importing torchts must not load libvips. */
async function loadSharp(): Promise<typeof import("sharp").default> {
  return (await import("sharp")).default;
}

/**
 * Reads an image file, or its bytes, to a uint8 tensor (C, H, W) of pixels 0 to 255; a channels-last view, as
 * torchvision's decoders give.
 *
 * Gray becomes RGB by repetition, alpha is dropped, palettes are looked up, CMYK is converted the way Pillow
 * does. Throws FileFormatError naming the file when it is missing, no image, damaged, truncated or too large.
 */
export async function readImage(
  source: string | Uint8Array,
  ...rest: Rest<ReadImageOptions>
): Promise<Tensor> {
  const options = READ.read(rest);
  READ.check(source);
  const image = await decodeImage(source, options);
  const { width, height, channels, data } = image;
  const hwc =
    data instanceof Uint16Array
      ? fromBytes(bytesOf(Int32Array.from(data)), "int32", [height, width, channels])
      : fromBytes(data, "uint8", [height, width, channels]);
  const chw = hwc.permute([2, 0, 1]); // (H, W, C) -> (C, H, W)
  hwc.dispose();
  return chw;
}

function bytesOf(array: Int32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/** Decodes as {@link readImage} does, to interleaved pixels in a typed array. */
export async function decodeImage(
  source: string | Uint8Array,
  options: ReadImageOptions = {},
): Promise<RawImage> {
  const { mode = "RGB", depth = 8, maxPixels = DEFAULT_MAX_PIXELS, signal } = options;
  throwIfAborted(signal, "readImage");
  const file = typeof source === "string" ? source : undefined;
  try {
    const bytes = typeof source === "string" ? await readRegular(source, signal) : source;
    if (bytes.length === 0) throw new Error("the file is empty");
    const image = await decodeBytes(bytes, mode, depth, maxPixels);
    throwIfAborted(signal, "readImage");
    return image;
  } catch (error) {
    throwIfAborted(signal, "readImage");
    const reason = (error instanceof Error ? error.message : String(error)).replace(/\s*\n\s*/g, "; ");
    throw new FileFormatError(`readImage: cannot read ${file ?? "the image"}: ${reason}`, {
      cause: error,
      file,
      operation: "readImage",
    });
  }
}

async function decodeBytes(
  bytes: Uint8Array,
  mode: ImageMode,
  depth: 8 | "native",
  maxPixels: number,
): Promise<RawImage> {
  if (isBmp(bytes)) return convert(narrow(decodeBmp(bytes, maxPixels), depth), mode);
  if (isPnm(bytes)) return convert(narrow(decodePnm(bytes, maxPixels), depth), mode);

  const sharp = await loadSharp();
  const input = { failOn: "warning", ignoreIcc: true, limitInputPixels: maxPixels } as const;
  // Colour space and depth decide how to decode; a JPEG tells both in its frame header.
  const pipeline = sharp(bytes, input).autoOrient();
  const kind = jpegKind(bytes) ?? (await sharp(bytes, input).metadata());
  return convert(narrow(await decodeSharp(pipeline, kind, mode), depth), mode);
}

type PixelKind = Pick<Metadata, "space" | "depth" | "hasAlpha">;

async function decodeSharp(pipeline: Sharp, kind: PixelKind, mode: ImageMode): Promise<RawImage> {
  const gray = kind.space === "b-w" || kind.space === "grey16";
  const wide = kind.depth === "ushort";
  if (mode !== "unchanged" && kind.hasAlpha) pipeline.removeAlpha();
  if (kind.space === "cmyk") pipeline.pipelineColourspace("cmyk").toColourspace("cmyk");
  else if (wide) pipeline.toColourspace(gray && mode !== "RGB" ? "grey16" : "rgb16");
  else pipeline.toColourspace(gray && mode !== "RGB" ? "b-w" : "srgb");
  const { data, info } = await pipeline
    .raw({ depth: wide ? "ushort" : "uchar" })
    .toBuffer({ resolveWithObject: true });
  const pixels = wide ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2) : data;
  const image = { width: info.width, height: info.height, channels: info.channels, data: pixels };
  return kind.space === "cmyk" ? cmykToRgb(image) : image;
}

/**
 * Colour space of a JPEG from its frame header, or null when the bytes are not an 8-bit JPEG; spares a second
 * look by libvips at each file of a data set.
 */
function jpegKind(bytes: Uint8Array): PixelKind | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] as number;
    if (marker === 0xff) {
      at++; // fill byte
      continue;
    }
    // SOF0 to SOF15 describe the frame; C4, C8 and CC in that range are tables.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      const space = { 1: "b-w", 3: "srgb", 4: "cmyk" }[bytes[at + 9] as number];
      if (bytes[at + 4] !== 8 || space === undefined) return null;
      return { space: space as PixelKind["space"], depth: "uchar", hasAlpha: false };
    }
    at += 2 + (((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number));
  }
  return null;
}

/** Pillow's conversion (libImaging Convert.c, cmyk2rgb): black minus its rounded product with each ink. */
function cmykToRgb({ width, height, channels, data }: RawImage): RawImage {
  const rgb = new Uint8Array(width * height * 3);
  for (let i = 0, o = 0; i < data.length; i += channels) {
    const white = 255 - (data[i + 3] as number);
    for (let c = 0; c < 3; c++) {
      const product = (data[i + c] as number) * white + 128;
      rgb[o++] = white - ((product + (product >> 8)) >> 8);
    }
  }
  return { width, height, channels: 3, data: rgb };
}

/** To 8 bits by dropping the low byte, as libpng and libvips do. */
function narrow(image: RawImage, depth: 8 | "native"): RawImage {
  if (depth === "native" || !(image.data instanceof Uint16Array)) return image;
  return { ...image, data: Uint8Array.from(image.data, (value) => value >> 8) };
}

function convert(image: RawImage, mode: ImageMode): RawImage {
  const { width, height, channels, data } = image;
  if (mode === "RGB" && channels === 1) {
    const rgb =
      data instanceof Uint16Array ? new Uint16Array(data.length * 3) : new Uint8Array(data.length * 3);
    for (let i = 0, o = 0; i < data.length; i++) {
      const value = data[i] as number;
      rgb[o++] = value;
      rgb[o++] = value;
      rgb[o++] = value;
    }
    return { width, height, channels: 3, data: rgb };
  }
  if (mode === "L" && channels >= 3) {
    const count = width * height;
    const luma = data instanceof Uint16Array ? new Uint16Array(count) : new Uint8Array(count);
    for (let i = 0, at = 0; i < count; i++, at += channels) {
      const [r, g, b] = [data[at], data[at + 1], data[at + 2]] as [number, number, number];
      luma[i] = Math.floor((r * 19595 + g * 38470 + b * 7471 + 32768) / 65536); // Pillow's ITU-R 601-2 luma
    }
    return { width, height, channels: 1, data: luma };
  }
  return image;
}

/** Options of {@link writeImage}. */
export interface WriteImageOptions {
  /** JPEG quality, 1 to 100. Default 90. */
  quality?: number;
}

const WRITE = signature<WriteImageOptions>("writeImage", {
  takes: { image: tensorKind, path: string },
  options: { quality: numberFrom(1, 100) },
});

/**
 * Writes a tensor (C, H, W) with 1, 3 or 4 channels, uint8 or floating in [0, 1], as PNG or JPEG by the
 * path's ending. The file appears whole or not at all. Throws ArgumentError for another ending, ShapeError
 * for another shape, DTypeError for other integers.
 */
export async function writeImage(
  image: Tensor,
  path: string,
  ...rest: Rest<WriteImageOptions>
): Promise<void> {
  const options = WRITE.read(rest);
  WRITE.check(image, path);
  const [channels, height, width] = image.shape as [number, number, number];
  if (image.ndim !== 3 || ![1, 3, 4].includes(channels) || image.numel() === 0) {
    throw new ShapeError(`writeImage: expected (C, H, W) with 1, 3 or 4 channels, got [${image.shape}]`, {
      operation: "writeImage",
    });
  }
  if (image.dtype !== "uint8" && image.dtype !== "bool" && !isFloatingPoint(image.dtype)) {
    throw new DTypeError(
      `writeImage: expected uint8 from 0 to 255 or floating values in [0, 1], got ${image.dtype}; convert it, as ` +
        'image.to("uint8")',
      { operation: "writeImage" },
    );
  }
  const ending = extname(path).toLowerCase();
  if (![".png", ".jpg", ".jpeg"].includes(ending)) {
    throw new ArgumentError(`writeImage: expected a path ending in .png, .jpg or .jpeg, got ${path}`);
  }
  const hwc = toBytes(image);
  const raw = { width, height, channels: channels as 1 | 3 | 4 };
  const encoded = await encodePixels(hwc, raw, ending === ".png" ? "png" : "jpeg", options.quality);
  await writeAtomically(path, async (handle) => {
    await handle.writeFile(encoded);
  });
}

function toBytes(image: Tensor): Uint8Array {
  const made: Tensor[] = [];
  const note = (t: Tensor) => {
    made.push(t);
    return t;
  };
  try {
    let t = note(image.detach());
    if (t.dtype !== "uint8") t = note(note(note(note(t.mul(255)).round()).clamp(0, 255)).to("uint8"));
    return note(t.permute([1, 2, 0])).bytes(); // (C, H, W) -> (H, W, C)
  } finally {
    for (const t of made) t.dispose();
  }
}

/** Encodes interleaved pixels as "png" or "jpeg". */
export async function encodePixels(
  data: Uint8Array,
  raw: { width: number; height: number; channels: 1 | 3 | 4 },
  format: "png" | "jpeg",
  quality = 90,
): Promise<Buffer> {
  const sharp = await loadSharp();
  const pipeline = sharp(data, { raw });
  return (format === "png" ? pipeline.png() : pipeline.jpeg({ quality })).toBuffer();
}
