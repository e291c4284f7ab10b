/**
 * Decoded pixels in typed arrays, and what becomes of their values: which range is black to white, and how many channels
 * the caller wants.
 */

import type { Windows } from "./windows.ts";

/** Samples as files hold them. */
export type Samples =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array;

/** Interleaved pixels, rows from the top. */
export interface RawImage {
  width: number;
  height: number;
  /** Colours and what follows them: 1 (gray), 2 (gray and alpha), 3 (RGB), 4 (RGB and alpha) or more. */
  channels: number;
  /** How many of the channels are colours: 1 or 3. */
  colors: 1 | 3;
  data: Samples;
  /** The value that is white, where the file says it and it is not the largest of the samples' type. */
  maximum?: number;
  /** How much higher than wide a pixel is, where the file says it. */
  aspect?: number;
  /** Whether a window is to make small values bright. */
  isInverted?: true;
}

/** Throws Error for a size that is none, and for more pixels than the caller allows. */
export function checkSize(width: number, height: number, maxPixels: number): void {
  if (width < 1 || height < 1) throw new Error(`size ${width} x ${height} is not one of an image`);
  if (width * height > maxPixels) throw tooLarge(maxPixels, width, height);
}

/** The error of an image with more pixels than `maxPixels`. */
export function tooLarge(maxPixels: number, width?: number, height?: number): Error {
  const size = width === undefined ? "its pixels" : `${width} x ${height} pixels`;
  return new Error(
    `${size} exceed the limit of ${maxPixels}; where it is to be trusted, give a larger maxPixels`,
  );
}

/** Channels of the result: three, one (luma), or as many as the file has (alpha included). */
export type ImageMode = "RGB" | "L" | "unchanged";

/** How samples become values. */
export interface Wanted {
  mode: ImageMode;
  depth: 8 | "native";
  windows: Windows;
}

/**
 * 16-bit samples that stay below this are of a camera or scanner with fewer bits, whose range no file says: their high
 * bytes would be at most 64 of the 256 levels.
 */
const FULL_RANGE = 2 ** 14;

/** The image with the channels and values asked for. Throws Error where the range of the values is not known. */
export function finishPixels(image: RawImage, { mode, depth, windows }: Wanted): RawImage {
  checkColors(image, mode);
  const { ranges, named } = windows;
  if (named !== undefined) checkHounsfield(image, named);
  const [first] = ranges;
  if (ranges.length > 1) return inChannels(image, ranges, depth);
  if (first !== undefined) return toMode(windowed(image, first, depth), mode);
  return toMode(depth === "native" ? image : toBytes(image), mode);
}

/** Throws Error for samples that cannot be Hounsfield units: air is -1000 of them. */
function checkHounsfield({ data, colors }: RawImage, named: string): void {
  const isUnsigned = data instanceof Uint8Array || data instanceof Uint16Array || data instanceof Uint32Array;
  if (!isUnsigned && colors === 1) return;
  const what = colors === 3 ? "it is in colours" : `its samples are ${nameOf(data)}`;
  throw new Error(
    `${what}, and the window ${named} is one of Hounsfield units, of which air has -1000; say which values are black and ` +
      "white, as window: [0, 4095]",
  );
}

/** A gray image once for each window, as its channels. */
function inChannels(image: RawImage, ranges: Windows["ranges"], depth: 8 | "native"): RawImage {
  if (image.colors === 3) throw new Error(`it is in colours, of which ${ranges.length} windows make nothing`);
  const gray = toMode(image, "L");
  const planes = ranges.map((range) => windowed(gray, range, depth).data);
  const channels = planes.length;
  const length = gray.data.length * channels;
  const data = depth === "native" ? new Float32Array(length) : new Uint8Array(length);
  for (const [c, plane] of planes.entries()) {
    for (let i = 0, at = c; i < plane.length; i++, at += channels) data[at] = plane[i] as number;
  }
  return { width: image.width, height: image.height, channels, colors: channels === 3 ? 3 : 1, data };
}

function checkColors({ channels, colors, data }: RawImage, mode: ImageMode): void {
  if (mode === "unchanged" || colors === 3 || channels === 1) return;
  const isAlpha = channels === 2 && (data instanceof Uint8Array || data instanceof Uint16Array);
  if (isAlpha) return;
  throw new Error(
    `it has ${channels} channels and none of them is said to be a colour; read it with mode: "unchanged"`,
  );
}

/** How many channels at the end are transparency: one after the colours; more are measurements. */
function alphaOf({ channels, colors }: RawImage): 0 | 1 {
  return channels === colors + 1 ? 1 : 0;
}

/** The least and the largest value of the channels that are no transparency; NaN is passed over. */
export function rangeOf(image: RawImage): [number, number] {
  const { channels, data } = image;
  const used = channels - alphaOf(image);
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = 0; at < data.length; at += channels) {
    for (let c = 0; c < used; c++) {
      const value = data[at + c] as number;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return [low, high];
}

/** To 8 bits: 16 by dropping the low byte, as libpng and libvips do. */
function toBytes(image: RawImage): RawImage {
  const { data, maximum } = image;
  if (maximum !== undefined) return scaled(image, maximum);
  if (data instanceof Uint8Array) return image;
  const [low, high] = rangeOf(image);
  const ways =
    `say which values are black and white, as window: [${number(low)}, ${number(high > low ? high : low + 1)}], or read ` +
    'the values with depth: "native"';
  if (!(data instanceof Uint16Array)) {
    throw new Error(`its samples are ${nameOf(data)} from ${number(low)} to ${number(high)}; ${ways}`);
  }
  if (high > 0 && high < FULL_RANGE) {
    throw new Error(
      `its 16-bit samples reach only ${high}, so that 8 bits would leave ${(high >> 8) + 1} of 256 levels; ` +
        `${ways}; window: [0, 65535] says that it is as dark as that`,
    );
  }
  const bytes = new Uint8Array(data.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = (data[i] as number) >> 8;
  return { ...image, data: bytes };
}

function number(value: number): string {
  return Number.isInteger(value) ? `${value}` : `${Number(value.toPrecision(6))}`;
}

function nameOf(data: Samples): string {
  if (data instanceof Float32Array) return "32-bit floating numbers";
  const bits = 8 * data.BYTES_PER_ELEMENT;
  const isSigned = data instanceof Int8Array || data instanceof Int16Array || data instanceof Int32Array;
  return `${isSigned ? "signed" : "unsigned"} ${bits}-bit integers`;
}

/** Values from 0 to `maximum` as bytes, to the nearest and halves to even, as Pillow rounds. */
function scaled(image: RawImage, maximum: number): RawImage {
  const { data } = image;
  const bytes = new Uint8Array(data.length);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = Math.min(255, roundEven(((data[i] as number) / maximum) * 255));
  }
  return withoutMaximum({ ...image, data: bytes });
}

function withoutMaximum({ maximum: _, ...image }: RawImage): RawImage {
  return image;
}

function roundEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

/** Values from `low` to `high` as 0 to 255, to the nearest and halves up, or with native depth as float32 from 0 to 1. */
function windowed(image: RawImage, [low, high]: readonly [number, number], depth: 8 | "native"): RawImage {
  const { data, channels, width } = image;
  const alpha = alphaOf(image);
  const isNative = depth === "native";
  const whole = isNative ? 1 : 255;
  const out = isNative ? new Float32Array(data.length) : new Uint8Array(data.length);
  const opaque = data instanceof Uint8Array ? 255 : data instanceof Uint16Array ? 65535 : 1;
  const span = high - low;
  for (let at = 0; at < data.length; at++) {
    const value = data[at] as number;
    if (Number.isNaN(value)) {
      const pixel = Math.floor(at / channels);
      throw new Error(
        `it holds NaN at x ${pixel % width}, y ${Math.floor(pixel / width)}, which no window maps`,
      );
    }
    const isAlpha = alpha === 1 && at % channels === channels - 1;
    // Multiplied first, so that halves are met exactly.
    const share = isAlpha ? (value * whole) / opaque : ((value - low) * whole) / span;
    const seen = image.isInverted && !isAlpha ? whole - share : share;
    const inside = Math.min(Math.max(seen, 0), whole);
    out[at] = isNative ? inside : Math.floor(inside + 0.5);
  }
  const { isInverted: _, ...rest } = image;
  return withoutMaximum({ ...rest, data: out });
}

type Maker = new (length: number) => Samples;

function toMode(image: RawImage, mode: ImageMode): RawImage {
  const { width, height, channels, colors, data } = image;
  if (mode === "unchanged") return image;
  const count = width * height;
  const make = (length: number) => new (data.constructor as Maker)(length);
  if (mode === "RGB") {
    if (channels === 3) return image;
    const rgb = make(count * 3);
    const [green, blue] = colors === 3 ? [1, 2] : [0, 0];
    for (let i = 0, at = 0, out = 0; i < count; i++, at += channels) {
      rgb[out++] = data[at] as number;
      rgb[out++] = data[at + green] as number;
      rgb[out++] = data[at + blue] as number;
    }
    return { ...image, channels: 3, colors: 3, data: rgb };
  }
  if (channels === 1) return image;
  const luma = make(count);
  const isWhole = !(data instanceof Float32Array);
  for (let i = 0, at = 0; i < count; i++, at += channels) {
    if (colors === 1) {
      luma[i] = data[at] as number;
      continue;
    }
    const [r, g, b] = [data[at], data[at + 1], data[at + 2]] as [number, number, number];
    const sum = r * 19595 + g * 38470 + b * 7471; // Pillow's ITU-R 601-2 luma
    luma[i] = isWhole ? Math.floor((sum + 32768) / 65536) : sum / 65536;
  }
  return { ...image, channels: 1, colors: 1, data: luma };
}

/** Pillow's conversion (libImaging Convert.c, cmyk2rgb): black minus its rounded product with each ink. */
export function cmykToRgb({ width, height, channels, data }: RawImage): RawImage {
  const rgb = new Uint8Array(width * height * 3);
  for (let i = 0, o = 0; i < data.length; i += channels) {
    const white = 255 - (data[i + 3] as number);
    for (let c = 0; c < 3; c++) {
      const product = (data[i + c] as number) * white + 128;
      rgb[o++] = white - ((product + (product >> 8)) >> 8);
    }
  }
  return { width, height, channels: 3, colors: 3, data: rgb };
}
