/**
 * Image files to tensors and back: pixels equal Pillow's, EXIF orientation applied. Decoding is `decode.ts`'s, values and
 * channels are `raw-image.ts`'s; resizing and everything after it is the transforms' part.
 */

import { extname } from "node:path";
import {
  abortSignal,
  boolean,
  integerFrom,
  type Kinds,
  numberAbove,
  numberFrom,
  oneOf,
  type Rest,
  signature,
  string,
} from "../edge/index.ts";
import { writeAtomically } from "../io/atomic-file.ts";
import { ArgumentError, ShapeError } from "../native/errors.ts";
import { tensorKind } from "../tensor/argument-kinds.ts";
import { type DType, fromBytes, type Tensor } from "../tensor/index.ts";
import { decodeImage } from "./decode.ts";
import { loadSharp } from "./formats/libvips.ts";
import type { ImageMode, RawImage, Samples } from "./raw-image.ts";
import { sourceKind } from "./source.ts";
import { checkPixels } from "./unit-pixels.ts";
import { type WindowOption, windowKind } from "./windows.ts";

/** Options of {@link readImage}. */
export interface ReadImageOptions {
  /** Channels of the result. Default "RGB". */
  mode?: ImageMode;
  /**
   * 8 gives uint8. "native" gives the samples as they are stored: uint8; int32 of other integers, int64 of unsigned ones
   * of 32 bits; float32; with `window` float32 from 0 to 1. Default 8.
   */
  depth?: 8 | "native";
  /**
   * The values that are black and white: [low, high], { center, width }, or a window of CT by name, as "lung"; what lies between
   * is spread evenly, what lies outside is cut off. A list of windows makes a channel of each, three of them an RGB image.
   * Needed for 8 bits of samples that are signed, floating or of 32 bits, and of 16-bit ones that use 14 bits or
   * fewer. Default: 16 bits keep their high byte.
   */
  window?: WindowOption;
  /**
   * Which page of a TIFF, or frame of an animation or a DICOM file, from 0. Default: the only one; a file of several pictures is refused,
   * one with smaller copies of its picture is not.
   */
  page?: number;
  /**
   * "square": a picture whose pixels are no squares, as a DICOM file or NIfTI slice may say, becomes higher or wider, linear between
   * its rows or columns. Default "stored": one pixel for each that is stored. Masks and boxes are of stored pixels.
   */
  pixelAspect?: "stored" | "square";
  /** Whether the picture is turned as its EXIF orientation says. Default true; false gives the pixels as stored. */
  exif?: boolean;
  /** Images with more pixels are refused. Default 2^28. */
  maxPixels?: number;
  signal?: AbortSignal;
}

/** How images are decoded. */
export type DecodingOptions = Omit<ReadImageOptions, "signal">;

/** Kinds of {@link DecodingOptions}. */
export const DECODING: Kinds<DecodingOptions> = {
  mode: oneOf("RGB", "L", "unchanged"),
  depth: oneOf<8 | "native">(8, "native"),
  window: windowKind,
  page: integerFrom(0),
  pixelAspect: oneOf("stored", "square"),
  exif: boolean,
  maxPixels: numberAbove(0),
};

/** Whether something, read from a file, says how images are decoded. */
export function isDecoding(value: unknown): value is DecodingOptions {
  const kinds = Object.entries(DECODING) as [string, { accepts(v: unknown): boolean }][];
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).every(([key, v]) =>
    kinds.some(([name, kind]) => name === key && kind.accepts(v)),
  );
}

const READ = signature<ReadImageOptions>("readImage", {
  takes: { source: sourceKind },
  options: { ...DECODING, signal: abortSignal },
  advice: {
    channels: 'give mode: "RGB", "L" (one channel) or "unchanged"',
    grayscale: 'give mode: "L"',
    range: "give window: [low, high]",
    frame: "it is called page",
    autoOrient: "it is called exif",
  },
});

/**
 * Reads an image file, or its bytes, to a uint8 tensor (C, H, W) of pixels 0 to 255; a channels-last view, as
 * torchvision's decoders give.
 *
 * Gray becomes RGB by repetition, alpha is dropped, palettes are looked up, CMYK is converted the way Pillow
 * does. JPEG, PNG, WebP, TIFF, GIF, AVIF, BMP, PNM and DICOM are read; DICOM as it says that it is shown. Throws FileFormatError naming the file when it is missing,
 * no image, damaged, truncated or too large, and when its values cannot be had as they are without `window` or `page`.
 *
 * @example
 * const slice = await readImage("ct.tif", { mode: "L", window: [-160, 240] }); // signed 16-bit samples
 */
export async function readImage(
  source: string | Uint8Array,
  ...rest: Rest<ReadImageOptions>
): Promise<Tensor> {
  const options = READ.read(rest);
  READ.check(source);
  return toTensor((await decodeImage(source, options)).image);
}

/** An image and the EXIF orientation that its file asks for; options are taken as checked. */
export async function readOriented(
  source: string,
  options: ReadImageOptions,
): Promise<{ image: Tensor; orientation: () => Promise<number> }> {
  const { image, orientation } = await decodeImage(source, options);
  return { image: toTensor(image), orientation };
}

/** Decoded pixels as an image (C, H, W), a view with the channels last. */
export function toTensor({ width, height, channels, data }: RawImage): Tensor {
  const [array, dtype] = storable(data);
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  const hwc = fromBytes(bytes, dtype, [height, width, channels]);
  const chw = hwc.permute([2, 0, 1]); // (H, W, C) -> (C, H, W)
  hwc.dispose();
  return chw;
}

/** Samples in a dtype that operators take: libtorch does little with unsigned integers of more than 8 bits. */
function storable(data: Samples): [Samples | BigInt64Array, DType] {
  if (data instanceof Uint8Array) return [data, "uint8"];
  if (data instanceof Float32Array) return [data, "float32"];
  if (data instanceof Uint32Array) return [BigInt64Array.from(data, BigInt), "int64"];
  return [data instanceof Int32Array ? data : Int32Array.from(data), "int32"];
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
  checkPixels(image, "writeImage");
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
