/**
 * From the bytes of an image file to its pixels in a typed array. Decoding is libvips (through sharp) on its own threads,
 * as far as it gives what is stored; what it would change or guess is refused here.
 *
 * sharp's shrink-on-load is never used: it is faster and gives other pixels than decoding followed by Resize.
 */

import type { Metadata, Sharp, SharpOptions } from "sharp";
import { listed } from "../edge/index.ts";
import { readRegular } from "../io/regular-file.ts";
import { throwIfAborted } from "../native/abort.ts";
import { FileFormatError } from "../native/errors.ts";
import type { ReadImageOptions } from "./image.ts";
import { IMAGE_FORMATS } from "./image-formats.ts";
import {
  cmykToRgb,
  finishPixels,
  type ImageMode,
  type RawImage,
  type Samples,
  tooLarge,
} from "./raw-image.ts";
import { asUnsigned, type TiffPage, tiffPages } from "./tiff-header.ts";

/** Images with more pixels are refused unless the caller says otherwise. */
export const DEFAULT_MAX_PIXELS = 2 ** 28;

/** A decoded image. */
export interface Decoded {
  image: RawImage;
  /** The EXIF orientation that the file asks for, 1 for none; asked of libvips once more, so only where it matters. */
  orientation(): Promise<number>;
}

let loadedSharp: typeof import("sharp").default | undefined;

/** Loaded at first use: importing torchts must not load libvips. */
export async function loadSharp(): Promise<typeof import("sharp").default> {
  loadedSharp ??= (await import("sharp")).default; // asking the module loader for each image costs as much as a flip
  return loadedSharp;
}

/** Decodes as `readImage` does, to interleaved pixels in a typed array. Throws FileFormatError naming the file. */
export async function decodeImage(
  source: string | Uint8Array,
  options: ReadImageOptions = {},
): Promise<Decoded> {
  const { signal } = options;
  throwIfAborted(signal, "readImage");
  const file = typeof source === "string" ? source : undefined;
  try {
    const bytes = typeof source === "string" ? await readRegular(source, signal) : source;
    if (bytes.length === 0) throw new Error("the file is empty");
    const image = await decodeBytes(bytes, options);
    throwIfAborted(signal, "readImage");
    return { image, orientation: () => orientationOf(bytes) };
  } catch (error) {
    throwIfAborted(signal, "readImage");
    throw new FileFormatError(`readImage: cannot read ${file ?? "the image"}: ${reasonOf(error, options)}`, {
      cause: error,
      file,
      operation: "readImage",
    });
  }
}

/** What an error says in one line; libvips repeats itself. */
function reasonOf(error: unknown, { maxPixels = DEFAULT_MAX_PIXELS }: ReadImageOptions): string {
  const text = error instanceof Error ? error.message : String(error);
  if (/exceeds pixel limit/.test(text)) return tooLarge(maxPixels).message;
  return [...new Set(text.split(/\s*\n\s*/))].filter((line) => line !== "").join("; ");
}

/** The EXIF orientation that an image file asks for, 1 for none. Throws as {@link decodeImage} does for what is no image. */
export async function decodeOrientation(file: string): Promise<number> {
  return orientationOf(await readRegular(file));
}

async function orientationOf(bytes: Uint8Array): Promise<number> {
  if (IMAGE_FORMATS.some((format) => format.is(bytes)) || jpegHeader(bytes)?.hasExif === false) return 1;
  const { orientation = 1 } = await (await loadSharp())(bytes, { failOn: "error" }).metadata();
  return orientation;
}

async function decodeBytes(bytes: Uint8Array, options: ReadImageOptions): Promise<RawImage> {
  const { mode = "RGB", depth = 8, window, page, exif = true } = options;
  const maxPixels = Math.floor(options.maxPixels ?? DEFAULT_MAX_PIXELS);
  const wanted = { mode, depth, window };
  const format = IMAGE_FORMATS.find((one) => one.is(bytes));
  if (format !== undefined) {
    choosePage(page, 1, null);
    return finishPixels(format.decode(bytes, maxPixels), wanted);
  }
  const sharp = await loadSharp();
  const input: SharpOptions = { failOn: "error", ignoreIcc: true, limitInputPixels: maxPixels };
  // Colour space and depth decide how to decode; a JPEG tells both in its frame header.
  const header = page === undefined || page === 0 ? jpegHeader(bytes) : null;
  if (header !== null && header.kind !== null) {
    const pipeline = sharp(bytes, input);
    const isTurned = exif && header.hasExif;
    return finishPixels(
      await decodeSharp(isTurned ? pipeline.autoOrient() : pipeline, header.kind, mode),
      wanted,
    );
  }
  const directories = tiffPages(bytes);
  refuseBits(directories);
  const first = await sharp(bytes, input).metadata();
  refuseFormat(first.format);
  const at = choosePage(page, first.pages ?? 1, directories, first.format);
  if (at > 0) input.page = at;
  const kind = at > 0 ? await sharp(bytes, input).metadata() : first;
  const directory = directories?.[at];
  const isHidden = kind.format === "tiff" && directory !== undefined && needsCasting(directory);
  const pipeline = sharp(isHidden ? asUnsigned(bytes, directory) : bytes, input);
  if (kind.format === "tiff") refuseSamples(kind, directory);
  const seen: PixelKind = isHidden ? { ...kind, depth: "ushort" } : kind;
  const image = await decodeSharp(exif ? pipeline.autoOrient() : pipeline, seen, mode);
  const { data } = image;
  if (isHidden) image.data = new Int16Array(data.buffer, data.byteOffset, data.length);
  return finishPixels(image, wanted);
}

const FORMATS: readonly string[] = ["jpeg", "png", "webp", "tiff", "gif", "heif"];

function refuseFormat(format: string): void {
  if (FORMATS.includes(format)) return;
  const [last, ...others] = [
    "JPEG",
    "PNG",
    "WebP",
    "TIFF",
    "GIF",
    "AVIF",
    ...IMAGE_FORMATS.map(({ name }) => name),
  ].reverse();
  throw new Error(
    format === "svg"
      ? "SVG is a drawing and has no pixels of its own; render it to PNG, in the size that is wanted"
      : `the format ${format} is not supported; expected ${others.reverse().join(", ")} or ${last}`,
  );
}

/** The page to read. Throws Error where it is not there, and where several pictures leave it open. */
function choosePage(
  page: number | undefined,
  count: number,
  directories: readonly TiffPage[] | null,
  format?: string,
): number {
  if (page !== undefined) {
    if (page < count) return page;
    throw new Error(
      `it has no page ${page}: it has ${count === 1 ? "one page, 0" : `the pages 0 to ${count - 1}`}`,
    );
  }
  if (count === 1 || format === "heif") return 0; // HEIF names its primary picture, which libvips gives
  const isKnown = directories !== null && directories.length === count;
  const pictures = [...Array(count).keys()].filter((at) => !isKnown || directories[at]?.isAside !== true);
  if (pictures.length === 1) return pictures[0] as number;
  throw new Error(
    `it has ${pictures.length} ${format === "tiff" ? "pages" : "frames"}; say which one, as page: ${pictures[0] ?? 0}`,
  );
}

/** Whether libvips would cut off negative values: of 16-bit gray, which it takes for unsigned. */
function needsCasting({ bits, format, formatAt, photometric }: TiffPage): boolean {
  return bits === 16 && format === 2 && photometric !== 2 && formatAt.length > 0;
}

/** Throws Error for TIFF files with samples that libvips does not know, and would call damaged. */
function refuseBits(directories: readonly TiffPage[] | null): void {
  const odd = directories?.find(({ bits, format }) => ![1, 2, 4, 8, 16, 32].includes(bits) || format > 4);
  if (odd === undefined) return;
  const what = odd.format > 4 ? "complex" : `${odd.bits}-bit`;
  throw new Error(
    `TIFF with ${what} samples is not supported; save it as 16-bit integers or 32-bit floating numbers`,
  );
}

const [WHITE_IS_ZERO, SIGNED, FLOATING] = [0, 2, 3];

/** Throws Error for samples that libvips gives otherwise than they are stored, or not at all. */
function refuseSamples(kind: Metadata, page: TiffPage | undefined): void {
  if (page === undefined) {
    if (kind.depth === "uchar" || kind.depth === "ushort") return;
    throw new Error("its header is damaged, so that nothing says what its samples are");
  }
  const { bits, format, photometric } = page;
  const what =
    format === FLOATING && bits === 16
      ? "16-bit floating samples"
      : photometric === WHITE_IS_ZERO && (bits === 32 || format === SIGNED)
        ? "samples of more than 16 bits, or signed ones, where 0 is white"
        : null;
  if (what === null) return;
  throw new Error(`TIFF with ${what} is not supported; save it as 32-bit floating numbers where 0 is black`);
}

type PixelKind = Pick<Metadata, "space" | "depth" | "hasAlpha" | "channels">;

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

async function decodeSharp(pipeline: Sharp, kind: PixelKind, mode: ImageMode): Promise<RawImage> {
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

/** What the header of a JPEG says. */
interface JpegHeader {
  /** Colour space and channels; null where it is not one of 8 bits that is read as it is. */
  kind: PixelKind | null;
  /** Whether it has a segment of EXIF, which alone can ask to turn the picture. */
  hasExif: boolean;
}

/**
 * Reads the segments of a JPEG up to its scan, which spares a second look by libvips at each file of a data set.
 *
 * @returns null when the bytes are no JPEG, or their segments do not fit together
 */
function jpegHeader(bytes: Uint8Array): JpegHeader | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  let at = 2;
  let hasExif = false;
  let kind: PixelKind | null = null;
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] as number;
    if (marker === 0xff) {
      at++; // fill byte
      continue;
    }
    if (marker === 0xda) return { kind, hasExif };
    if (marker === 0xe1) hasExif ||= EXIF.every((code, index) => bytes[at + 4 + index] === code);
    // SOF0 to SOF15 describe the frame; C4, C8 and CC in that range are tables.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      const channels = bytes[at + 9] as 1 | 3 | 4;
      const space = { 1: "b-w", 3: "srgb", 4: "cmyk" }[channels];
      if (bytes[at + 4] !== 8 || space === undefined) return null;
      kind = { space: space as PixelKind["space"], depth: "uchar", hasAlpha: false, channels };
    }
    at += 2 + (((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number));
  }
  return null;
}

/** "Exif" and a zero, with which such a segment begins. */
const EXIF = [0x45, 0x78, 0x69, 0x66, 0];
