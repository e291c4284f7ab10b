/**
 * From the bytes of an image file to its pixels in a typed array, by the table of formats.
 *
 * sharp's shrink-on-load is never used: it is faster and gives other pixels than decoding followed by Resize.
 */

import { readRegular } from "../io/regular-file.ts";
import { throwIfAborted } from "../native/abort.ts";
import { FileFormatError } from "../native/errors.ts";
import { choosePage, type Decoding, type ImageFormat } from "./formats/format.ts";
import { IMAGE_FORMATS } from "./formats/index.ts";
import { inputOf, loadSharp } from "./formats/libvips.ts";
import type { ReadImageOptions } from "./image.ts";
import { finishPixels, type RawImage, tooLarge } from "./raw-image.ts";
import { DEFAULT_MAX_PIXELS } from "./source.ts";
import { squarePixels } from "./square-pixels.ts";
import { type Windows, windowsOf } from "./windows.ts";

/** A decoded image. */
export interface Decoded {
  image: RawImage;
  /** The EXIF orientation that the file asks for, 1 for none; asked of libvips once more, so only where it matters. */
  orientation(): Promise<number>;
}

/** Decodes as `readImage` does, to interleaved pixels in a typed array. Throws FileFormatError naming the file. */
export async function decodeImage(
  source: string | Uint8Array,
  options: ReadImageOptions = {},
): Promise<Decoded> {
  const { signal } = options;
  throwIfAborted(signal, "readImage");
  const windows = windowsOf(options.window, options.mode ?? "RGB", "readImage");
  const file = typeof source === "string" ? source : undefined;
  try {
    const bytes = typeof source === "string" ? await readRegular(source, signal) : source;
    if (bytes.length === 0) throw new Error("the file is empty");
    const image = await decodeBytes(bytes, options, windows);
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
  const format = formatOf(bytes);
  if (format === undefined) return refuseFormat(bytes);
  return (await format.orientation?.(bytes)) ?? 1;
}

/** The format of a file by its first bytes; undefined for none that is read. */
export function formatOf(bytes: Uint8Array): ImageFormat | undefined {
  return IMAGE_FORMATS.find((one) => one.is(bytes));
}

async function decodeBytes(
  bytes: Uint8Array,
  options: ReadImageOptions,
  windows: Windows,
): Promise<RawImage> {
  const { mode = "RGB", depth = 8, page, exif = true } = options;
  const maxPixels = Math.floor(options.maxPixels ?? DEFAULT_MAX_PIXELS);
  const decoding: Decoding = { mode, depth, windows, page, exif, maxPixels };
  const format = formatOf(bytes);
  if (format === undefined) return refuseFormat(bytes);
  if (format.hasPages !== true) choosePage(page, 1);
  const decoded = await format.decode(bytes, decoding);
  const finished = finishPixels(decoded, decoding);
  return options.pixelAspect === "square" ? squarePixels(finished, decoded.aspect ?? 1) : finished;
}

/** Throws Error for a file of no format that is read; libvips knows the names of some more. */
async function refuseFormat(bytes: Uint8Array): Promise<never> {
  const { format } = await (await loadSharp())(bytes, inputOf(DEFAULT_MAX_PIXELS)).metadata();
  const [last, ...others] = IMAGE_FORMATS.map(({ name }) => name).reverse();
  throw new Error(
    format === "svg"
      ? "SVG is a drawing and has no pixels of its own; render it to PNG, in the size that is wanted"
      : `the format ${format} is not supported; expected ${others.reverse().join(", ")} or ${last}`,
  );
}
