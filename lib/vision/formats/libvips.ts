/** What libvips decodes, through sharp on its own threads, as far as it gives what is stored. */

import type { Metadata, Sharp, SharpOptions } from "sharp";
import { listed } from "../../edge/index.ts";
import { cmykToRgb, type ImageMode, type RawImage, type Samples } from "../raw-image.ts";
import { choosePage, type Decoding } from "./format.ts";

let loadedSharp: typeof import("sharp").default | undefined;

/** Loaded at first use: importing torchts must not load libvips. */
export async function loadSharp(): Promise<typeof import("sharp").default> {
  loadedSharp ??= (await import("sharp")).default; // asking the module loader for each image costs as much as a flip
  return loadedSharp;
}

/** How sharp is to open a file: what is damaged ends there, and colours are left as they are. */
export function inputOf(maxPixels: number): SharpOptions {
  return { failOn: "error", ignoreIcc: true, limitInputPixels: maxPixels };
}

/** The EXIF orientation that a file asks for, 1 for none. */
export async function orientationOf(bytes: Uint8Array): Promise<number> {
  const { orientation = 1 } = await (await loadSharp())(bytes, { failOn: "error" }).metadata();
  return orientation;
}

/** Decodes a file of which libvips tells all there is to know. */
export async function decodeWithVips(
  bytes: Uint8Array,
  { mode, page, exif, maxPixels }: Decoding,
): Promise<RawImage> {
  const sharp = await loadSharp();
  const input = inputOf(maxPixels);
  const first = await sharp(bytes, input).metadata();
  const count = first.pages ?? 1;
  // HEIF names its primary picture, which libvips gives.
  const at = first.format === "heif" && page === undefined ? 0 : choosePage(page, count, "frames");
  if (at > 0) input.page = at;
  const kind = at > 0 ? await sharp(bytes, input).metadata() : first;
  const pipeline = sharp(bytes, input);
  return decodeSharp(exif ? pipeline.autoOrient() : pipeline, kind, mode);
}

/** What libvips says of the samples of a file. */
export type PixelKind = Pick<Metadata, "space" | "depth" | "hasAlpha" | "channels">;

/** Colour spaces whose samples libvips hands over as they are, and their colours. */
const COLORS: Readonly<Record<string, 1 | 3>> = { "b-w": 1, grey16: 1, srgb: 3, rgb16: 3, scrgb: 3, cmyk: 3 };

/** Arrays over samples as libvips names them. */
const ARRAYS = {
  uchar: Uint8Array,
  char: Int8Array,
  ushort: Uint16Array,
  short: Int16Array,
  uint: Uint32Array,
  int: Int32Array,
  float: Float32Array,
} as const;

function isReadable(depth: string): depth is keyof typeof ARRAYS {
  return Object.hasOwn(ARRAYS, depth);
}

/** The pixels of a pipeline of which it is known what they are. */
export async function decodeSharp(pipeline: Sharp, kind: PixelKind, mode: ImageMode): Promise<RawImage> {
  const { space, depth, channels } = kind;
  const colors = COLORS[space];
  const isPlain = depth === "uchar" || depth === "ushort";
  const isOdd =
    (space === "cmyk" && depth !== "uchar") ||
    ((space === "rgb16" || space === "grey16") && depth !== "ushort");
  if (colors === undefined || !isReadable(depth) || isOdd) {
    const known = listed(Object.keys(COLORS));
    throw new Error(
      `${depth} samples in the colour space ${space} are not supported; expected one of ${known}`,
    );
  }
  // Of gray, two channels of measurements are told from gray and alpha by their kind of samples only.
  const isAlpha = kind.hasAlpha && channels === colors + 1 && (isPlain || colors === 3);
  if (mode !== "unchanged" && isAlpha) pipeline.removeAlpha();
  const alone = channels === 1 || (mode !== "unchanged" && colors === 1 && isAlpha);
  if (space === "cmyk") pipeline.pipelineColourspace("cmyk").toColourspace("cmyk");
  else if (!isPlain) pipeline.toColourspace(colors === 1 && !alone ? "srgb" : space);
  else if (depth === "ushort") pipeline.toColourspace(colors === 1 ? "grey16" : "rgb16");
  // Repeated in libvips rather than here; what else is gray keeps its further channels only as a colour.
  else pipeline.toColourspace(colors === 1 && alone && mode !== "RGB" ? "b-w" : "srgb");
  const { data, info } = await pipeline.raw({ depth }).toBuffer({ resolveWithObject: true });
  const of = ARRAYS[depth];
  const samples = new of(data.buffer as ArrayBuffer, data.byteOffset, data.length / of.BYTES_PER_ELEMENT);
  const { width, height } = info;
  const image: RawImage = { width, height, channels: info.channels, colors, data: samples };
  if (space === "cmyk") return cmykToRgb(image);
  if (colors === 3 || info.channels <= 2) return image;
  return alone ? { ...image, colors: 3 } : withoutCopies(image, channels);
}

/** Gray that libvips gave as three equal colours, with its further channels behind them, as gray again. */
function withoutCopies(image: RawImage, channels: number): RawImage {
  const { width, height, data } = image;
  if (image.channels === channels) return image;
  const made = new (data.constructor as new (length: number) => Samples)(width * height * channels);
  for (let at = 0, out = 0; out < made.length; at += image.channels, out += channels) {
    made[out] = data[at] as number;
    for (let c = 1; c < channels; c++) made[out + c] = data[at + c + 2] as number;
  }
  return { ...image, channels, data: made };
}
