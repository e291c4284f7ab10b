/**
 * Mask files: what each of their values means, to tensors of class indices and back. Decoding is `image.ts`'s;
 * which mask belongs to which image is the data sets'.
 */

import { extname } from "node:path";
import {
  abortSignal,
  describe,
  either,
  integer,
  integerFrom,
  isPlainObject,
  type Kinds,
  kind,
  listOf,
  number,
  type Rest,
  signature,
  string,
} from "../../edge/index.ts";
import { writeAtomically } from "../../io/atomic-file.ts";
import { readRegular } from "../../io/regular-file.ts";
import { throwIfAborted } from "../../native/abort.ts";
import { AbortError, ArgumentError, DatasetError, FileFormatError, ShapeError } from "../../native/errors.ts";
import { tensorKind } from "../../tensor/argument-kinds.ts";
import { fromBytes, scope, singleThreaded, type Tensor } from "../../tensor/index.ts";
import { decodeImage } from "../decode.ts";
import { DECODING } from "../image.ts";
import type { RawImage, Samples } from "../raw-image.ts";
import { sourceKind } from "../source.ts";
import { encodePng, indexedPng } from "./indexed-png.ts";

/**
 * What the values of a mask file mean. At most one of `values`, `threshold` and `colors`; without, a value is the
 * index of its class.
 */
export interface MaskValues {
  /**
   * Number of classes: larger values are refused. With 2, files of 0 and 1, of 0 and 255 and (of 16 bits) of 0 and
   * 65535 are understood. Default: any value, as in maps of numbered objects.
   */
  classes?: number;
  /** Class of each value: `{ 0: 0, 255: 1 }`. */
  values?: Readonly<Record<number, number>>;
  /** Values from here on are class 1, those below class 0: 128 for masks kept as JPEG, 1 for maps of objects. */
  threshold?: number;
  /** Colour of each class, red, green and blue from 0 to 255. */
  colors?: readonly (readonly number[])[];
  /** Value (with `colors`: colour) of pixels that count for nothing. Default: none. */
  ignore?: number | readonly number[];
  /** What pixels with the value `ignore` become. Default: that value, of a colour 255. */
  ignoreIndex?: number;
}

/** Options of {@link readMask}. */
export interface ReadMaskOptions extends MaskValues {
  /** Which page of a TIFF, from 0. Default: the only one; a file of several pictures is refused. */
  page?: number;
  /** Whether the mask is turned as its EXIF orientation says. Default true. */
  exif?: boolean;
  /** Images with more pixels are refused. Default 2^28. */
  maxPixels?: number;
  signal?: AbortSignal;
}

const colorKind = listOf(integer, 3);

/** Kinds of {@link MaskValues}. */
export const MASK_VALUES: Kinds<MaskValues> = {
  classes: integerFrom(1),
  values: kind(
    "an object from values to class numbers, such as { 0: 0, 255: 1 }",
    (v) => isPlainObject(v) && Object.values(v as object).every(integer.accepts),
  ),
  threshold: number,
  colors: kind(
    "a list of colours, each [red, green, blue] from 0 to 255",
    (v) => Array.isArray(v) && v.every(colorKind.accepts),
  ),
  ignore: either(number, colorKind),
  ignoreIndex: integer,
};

const READ = signature<ReadMaskOptions>("readMask", {
  takes: { source: sourceKind },
  options: {
    ...MASK_VALUES,
    page: DECODING.page,
    exif: DECODING.exif,
    maxPixels: DECODING.maxPixels,
    signal: abortSignal,
  },
  advice: {
    numClasses: "it is called classes",
    palette: "palettes are read as indices; colours that stand for classes are called colors",
    mode: "masks are read as their values",
    depth: "masks keep all bits of their values",
  },
});

/** What ignored pixels become, or null where none are ignored. */
export function ignoreIndexOf(options: MaskValues): number | null {
  if (options.ignore === undefined) return null;
  return options.ignoreIndex ?? (typeof options.ignore === "number" ? options.ignore : 255);
}

/**
 * Throws ArgumentError for options that contradict each other or name classes that are not there.
 *
 * @param operation what errors call the caller
 */
export function checkMaskValues(options: MaskValues, operation: string): void {
  const refuse = (text: string): never => {
    throw new ArgumentError(`${operation}: ${text}`, { operation });
  };
  const { classes, values, threshold, colors, ignore } = options;
  const given = Object.entries({ values, threshold, colors }).filter(([, value]) => value !== undefined);
  if (given.length > 1) refuse(`give one of values, threshold and colors, got ${given.map(([n]) => n)}`);
  if (classes !== undefined && !(Number.isInteger(classes) && classes >= 1)) {
    refuse(`classes is a number of classes, got ${classes}`);
  }
  if (threshold !== undefined && !Number.isFinite(threshold))
    refuse(`threshold is a number, got ${threshold}`);
  const isColor = (color: unknown) =>
    Array.isArray(color) &&
    color.length === 3 &&
    color.every((c) => Number.isInteger(c) && c >= 0 && c <= 255);
  const odd = colors?.find((color) => !isColor(color));
  if (odd !== undefined) refuse(`a colour is [red, green, blue] from 0 to 255, got [${odd}]`);
  if (colors !== undefined && ignore !== undefined && !isColor(ignore)) {
    refuse(`with colors, ignore is a colour [red, green, blue], got ${describe(ignore)}`);
  }
  if (colors === undefined && ignore !== undefined && typeof ignore !== "number") {
    refuse(`ignore is one value of the file, got ${describe(ignore)}; colours need \`colors\``);
  }
  const limit = classes ?? colors?.length ?? (threshold === undefined ? undefined : 2);
  if (limit === undefined) return;
  for (const [value, index] of Object.entries(values ?? {})) {
    if (!Number.isInteger(index) || index < 0 || index >= limit) {
      refuse(`values: expected a class from 0 to ${limit - 1} for the value ${value}, got ${index}`);
    }
  }
  if (colors !== undefined && colors.length > limit) {
    refuse(`colors: ${colors.length} colours for ${limit} classes`);
  }
  if (threshold !== undefined && limit < 2) refuse("threshold: two classes are needed, got one");
  const ignoreIndex = ignoreIndexOf(options);
  if (ignoreIndex !== null && ignoreIndex >= 0 && ignoreIndex < limit) {
    refuse(`ignoreIndex ${ignoreIndex} is a class; choose a number from ${limit} on, such as 255`);
  }
}

/**
 * Reads a mask file, or its bytes, to class indices (H, W) int64.
 *
 * Of a PNG with a palette the indices are read, not the colours (unless `colors` is given); gray of 16 and 32 bits keeps
 * its values, signed and floating ones too, of which fractions are refused; gray of fewer than 8 bits is stretched to 0 to
 * 255, as Pillow does; alpha is left out. Throws FileFormatError for a file that cannot be read, DatasetError naming file,
 * value and place for a value without a class.
 *
 * @example
 * const mask = await readMask("polyp.jpg", { threshold: 128 });
 */
export async function readMask(source: string | Uint8Array, ...rest: Rest<ReadMaskOptions>): Promise<Tensor> {
  const options = READ.read(rest);
  READ.check(source);
  checkMaskValues(options, "readMask");
  return maskTensor(await decodeMask(source, options));
}

/** A mask as a tensor (H, W) int64. */
export function maskTensor({ width, height, data }: RawMask): Tensor {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const dtype = data instanceof Uint8Array ? "uint8" : data instanceof Int32Array ? "int32" : "int64";
  return singleThreaded(() => scope(() => fromBytes(bytes, dtype, [height, width]).to("int64")));
}

/** A mask in ordinary memory: one class index per pixel, rows from the top. */
export interface RawMask {
  width: number;
  height: number;
  data: Uint8Array | Int32Array | BigInt64Array;
}

/** Decodes as {@link readMask} does, to a typed array that is the caller's. The options are taken as checked. */
export async function decodeMask(
  source: string | Uint8Array,
  options: ReadMaskOptions = {},
): Promise<RawMask> {
  const file = typeof source === "string" ? source : undefined;
  const image = await decodeValues(source, file, options);
  return options.colors === undefined ? byValue(image, file, options) : byColor(image, file, options);
}

/** One value per pixel, or three (of colours) where there are several in the file. */
async function decodeValues(
  source: string | Uint8Array,
  file: string | undefined,
  options: ReadMaskOptions,
): Promise<RawImage> {
  const { page, exif, maxPixels, signal } = options;
  const settings = { mode: "unchanged", depth: "native", page, exif, maxPixels, signal } as const;
  try {
    const bytes = typeof source === "string" ? await readRegular(source, signal) : source;
    const indexed = indexedPng(bytes);
    if (indexed === null) return (await decodeImage(bytes, settings)).image;
    const { image } = await decodeImage(indexed.gray, settings);
    const indices = new Uint8Array(image.data.length);
    for (let i = 0; i < indices.length; i++) indices[i] = (image.data[i] as number) / indexed.step;
    if (options.colors === undefined) return { ...image, data: indices };
    const colors = new Uint8Array(indices.length * 3);
    indices.forEach((index, i) => {
      colors.set(indexed.palette.subarray(3 * index, 3 * index + 3), 3 * i);
    });
    return { ...image, channels: 3, colors: 3, data: colors };
  } catch (cause) {
    throwIfAborted(signal, "readMask");
    if (cause instanceof AbortError) throw cause;
    const reason = (cause instanceof Error ? cause.message : String(cause)).replace(
      /^readImage: cannot read the image: /,
      "",
    );
    throw new FileFormatError(`readMask: cannot read ${file ?? "the mask"}: ${reason}`, {
      cause,
      file,
      operation: "readMask",
    });
  }
}

function refuse(file: string | undefined, text: string): never {
  throw new DatasetError(`readMask: ${file ?? "the mask"} ${text}`, { file, operation: "readMask" });
}

/** Where pixel `at` is, for messages. */
function place(at: number, width: number): string {
  return `at x ${at % width}, y ${Math.floor(at / width)}`;
}

/** The value of each pixel, of coloured files the one that red, green and blue share. */
function grayOf(image: RawImage, file: string | undefined): Samples {
  const { channels, colors, data, width } = image;
  if (channels === 1) return data;
  const values = new (data.constructor as new (length: number) => Samples)(data.length / channels);
  if (colors === 1 && channels > 2)
    refuse(file, `has ${channels} channels; a mask has one value for each pixel`);
  for (let i = 0, at = 0; i < values.length; i++, at += channels) {
    const value = data[at] as number;
    if (colors === 3 && (data[at + 1] !== value || data[at + 2] !== value)) {
      refuse(
        file,
        `has colours: [${data.subarray(at, at + 3).join(", ")}] ${place(i, width)}; say which class each colour is, ` +
          "as colors: [[0, 0, 0], [255, 0, 0]]",
      );
    }
    values[i] = value;
  }
  return values;
}

/** Decoded values as class indices. Throws DatasetError naming file, value and place for a value without a class. */
export function byValue(image: RawImage, file: string | undefined, options: MaskValues): RawMask {
  const { width, height } = image;
  const values = grayOf(image, file);
  const found = valuesIn(values);
  const classOf = classesOf(found, options);
  const table = new Map<number, number>();
  for (const value of found) {
    const index = classOf(value);
    const at = () =>
      place(
        (values as Uint8Array).findIndex((one) => Object.is(one, value)),
        width,
      ); // all arrays have it
    if (Number.isNaN(value)) refuse(file, `has NaN ${at()}, which is no class`);
    if (index === undefined) refuse(file, `has the value ${value} ${at()}, ${complaint(found, options)}`);
    if (!Number.isInteger(index)) {
      refuse(
        file,
        `has the value ${value} ${at()}, a fraction, which is no class; say from where on it counts, as threshold: 0.5`,
      );
    }
    table.set(value, index);
  }
  const data = classArray([...table.values()], values.length);
  if (data instanceof BigInt64Array) {
    for (let i = 0; i < data.length; i++) data[i] = BigInt(table.get(values[i] as number) as number);
  } else if (values instanceof Uint8Array || values instanceof Uint16Array) {
    const quick = new Int32Array(values instanceof Uint8Array ? 256 : 65536);
    for (const [value, index] of table) quick[value] = index;
    for (let i = 0; i < data.length; i++) data[i] = quick[values[i] as number] as number;
  } else {
    for (let i = 0; i < data.length; i++) data[i] = table.get(values[i] as number) as number;
  }
  return { width, height, data };
}

/** The values that occur, in order. */
function valuesIn(values: Samples): number[] {
  if (values instanceof Uint8Array || values instanceof Uint16Array) {
    const seen = new Uint8Array(values instanceof Uint8Array ? 256 : 65536);
    for (let i = 0; i < values.length; i++) seen[values[i] as number] = 1;
    return [...seen.keys()].filter((value) => seen[value] === 1);
  }
  const seen = new Set<number>();
  // -0 is 0 as a set's element.
  for (let i = 0; i < values.length; i++) seen.add(values[i] as number);
  return [...seen].sort((a, b) => a - b);
}

/** An array that holds these classes, for `length` pixels. */
function classArray(classes: readonly number[], length: number): RawMask["data"] {
  let [low, high] = [0, 0];
  for (const index of classes) [low, high] = [Math.min(low, index), Math.max(high, index)];
  if (low >= 0 && high <= 255) return new Uint8Array(length);
  return low >= -(2 ** 31) && high < 2 ** 31 ? new Int32Array(length) : new BigInt64Array(length);
}

/** Values that stand for the foreground where there are two classes and nothing else is said. */
const FOREGROUND = [1, 255, 65535];

/** The class of a value, by the options and, where they are silent, by the values that the file has. */
function classesOf(found: readonly number[], options: MaskValues): (value: number) => number | undefined {
  const { classes, values, threshold, ignore } = options;
  const ignored = (value: number) => value === ignore;
  const known = (): ((value: number) => number | undefined) => {
    if (values !== undefined) return (value) => values[value];
    if (threshold !== undefined) return (value) => (value >= threshold ? 1 : 0);
    if (classes === undefined) return (value) => value;
    if (classes !== 2) return (value) => (value < classes ? value : undefined);
    const others = found.filter((value) => value !== 0 && !ignored(value));
    if (others.length > 1) return (value) => (value < 2 ? value : undefined);
    return (value) => (value === 0 ? 0 : FOREGROUND.includes(value) ? 1 : undefined);
  };
  const classOf = known();
  const index = ignoreIndexOf(options);
  return (value) => (index !== null && ignored(value) ? index : classOf(value));
}

function complaint(found: readonly number[], options: MaskValues): string {
  const { classes, values } = options;
  const list = found.length > 8 ? `${found.slice(0, 8).join(", ")} and more` : found.join(", ");
  if (values !== undefined)
    return `which \`values\` does not name (the file has ${list}); add it, or ignore it`;
  const way =
    found.length > 3
      ? "threshold: 128 (masks kept as JPEG) or threshold: 1 (numbered objects)"
      : `values: { ${found.map((v, i) => `${v}: ${i}`).join(", ")} }`;
  const expected = classes === 2 ? "0 and 1, or 0 and 255" : `classes 0 to ${(classes as number) - 1}`;
  return (
    `expected ${expected} (the file has ${list}); say what the values mean, as ${way}, or which one counts for ` +
    `nothing, as ignore: ${found.at(-1)}`
  );
}

function byColor(image: RawImage, file: string | undefined, options: MaskValues): RawMask {
  const { width, height, channels, data } = image;
  if (!(data instanceof Uint8Array)) {
    return refuse(file, `has ${8 * data.BYTES_PER_ELEMENT} bits a channel; \`colors\` needs 8`);
  }
  const classes = new Map<number, number>();
  (options.colors as readonly (readonly number[])[]).forEach(([r, g, b], index) => {
    classes.set(pack(r, g, b), index);
  });
  const ignoreIndex = ignoreIndexOf(options);
  if (ignoreIndex !== null) classes.set(pack(...(options.ignore as [number, number, number])), ignoreIndex);
  const large = [...classes.values()].some((index) => index > 255 || index < 0);
  const indices = large ? new Int32Array(width * height) : new Uint8Array(width * height);
  const [green, blue] = channels >= 3 ? [1, 2] : [0, 0];
  let [color, index] = [-1, 0]; // neighbours mostly share their colour
  for (let i = 0, at = 0; i < indices.length; i++, at += channels) {
    const next = pack(data[at], data[at + green], data[at + blue]);
    if (next !== color) {
      const found = classes.get(next);
      if (found === undefined) {
        refuse(
          file,
          `has the colour [${next >> 16}, ${(next >> 8) & 255}, ${next & 255}] ${place(i, width)}, which \`colors\` ` +
            "does not name; add it, or ignore it. Masks kept as JPEG have colours between those drawn",
        );
      }
      [color, index] = [next, found];
    }
    indices[i] = index;
  }
  return { width, height, data: indices };
}

function pack(r = 0, g = 0, b = 0): number {
  return (r << 16) | (g << 8) | b;
}

/** Options of {@link writeMask}. */
export interface WriteMaskOptions {
  /** Colour of each class, red, green and blue from 0 to 255. Default: those of Pascal VOC, 0 black and 1 dark red. */
  palette?: readonly (readonly number[])[];
}

const WRITE = signature<WriteMaskOptions>("writeMask", {
  takes: { mask: tensorKind, path: string },
  options: { palette: MASK_VALUES.colors },
  advice: { colors: "it is called palette" },
});
const VOC = signature<{ count?: number }>("vocPalette", {
  options: { count: integerFrom(0) },
  positional: ["count"],
});

/**
 * The first `count` colours of Pascal VOC's palette: three bits of the index after the other become the high bits of
 * red, green and blue, so that neighbours differ.
 */
export function vocPalette(...rest: Rest<{ count?: number }, [count: number]>): [number, number, number][] {
  const { count = 256 } = VOC.read(rest);
  return Array.from({ length: count }, (_, index) => {
    const color: [number, number, number] = [0, 0, 0];
    for (let bit = 0; bit < 8; bit++) {
      for (const c of [0, 1, 2] as const) color[c] |= ((index >> (3 * bit + c)) & 1) << (7 - bit);
    }
    return color;
  });
}

/**
 * Writes class indices (H, W), integers or booleans, as a PNG with a palette, whole or not at all; with values from 256
 * to 65535, as maps of objects have them, as 16-bit gray. `readMask` reads both back. Throws ShapeError and ArgumentError
 * for what is no such mask.
 */
export async function writeMask(mask: Tensor, path: string, ...rest: Rest<WriteMaskOptions>): Promise<void> {
  const options = WRITE.read(rest);
  WRITE.check(mask, path);
  const details = { operation: "writeMask", file: path };
  if (extname(path).toLowerCase() !== ".png") {
    throw new ArgumentError(`writeMask: masks are written as .png, got ${path}`, details);
  }
  if (mask.ndim !== 2 || mask.shape.includes(0)) {
    throw new ShapeError(`writeMask: expected class indices (H, W), got [${mask.shape}]`, details);
  }
  if (mask.dtype.startsWith("float") || mask.dtype.startsWith("complex") || mask.dtype === "bfloat16") {
    throw new ArgumentError(`writeMask: class indices are integers, got ${mask.dtype}`, details);
  }
  const [height, width] = mask.shape as [number, number];
  const wide = scope(() => {
    const bytes = mask.to({ device: "cpu", dtype: "int32" }).bytes();
    return new Int32Array(bytes.buffer, bytes.byteOffset, width * height);
  });
  let [low, high] = [0, 0];
  for (const value of wide) [low, high] = [Math.min(low, value), Math.max(high, value)];
  if (low < 0 || high > 65535) {
    throw new ArgumentError(
      `writeMask: a PNG holds 0 to 65535, got ${low < 0 ? low : high}; replace such values first`,
      details,
    );
  }
  const colors = options.palette ?? vocPalette();
  if (high < 256 && high >= colors.length) {
    throw new ArgumentError(
      `writeMask: the mask has class ${high}, the palette only ${colors.length} colours`,
      details,
    );
  }
  const encoded =
    high < 256
      ? await encodePng(
          Uint8Array.from(wide),
          { width, height },
          Uint8Array.from(colors.slice(0, 256).flat()),
        )
      : await encodePng(Uint16Array.from(wide), { width, height });
  await writeAtomically(path, async (handle) => {
    await handle.writeFile(encoded);
  });
}
