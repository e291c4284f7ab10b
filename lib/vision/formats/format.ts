/** What a format of image files is to readers and data sets; the table of them is `index.ts`. */

import type { RawImage, Wanted } from "../raw-image.ts";

/** How a file is decoded, as `ReadImageOptions` says it, with what is left out filled in. */
export interface Decoding extends Wanted {
  page: number | undefined;
  exif: boolean;
  maxPixels: number;
}

/** A format of images. Where it says nothing else, its files have one picture, which no header asks to turn. */
export interface ImageFormat {
  /** As errors name it. */
  readonly name: string;
  /** Endings of its files, with the dot and in lower case, that data sets look for. */
  readonly endings: readonly string[];
  /** Whether a file is of this format, by its first bytes. */
  is(bytes: Uint8Array): boolean;
  /**
   * Pixels as they are stored, or as the file itself says that they are shown; channels and values are brought to what
   * was asked for by the caller. Throws Error for damaged files and more pixels than `maxPixels`; the caller names the file.
   */
  decode(bytes: Uint8Array, decoding: Decoding): RawImage | Promise<RawImage>;
  /** Whether its files may hold several pictures, of which `decode` chooses by `page`. */
  readonly hasPages?: true;
  /** The EXIF orientation that a file asks for. */
  orientation?(bytes: Uint8Array): Promise<number>;
}

/**
 * The page to read of `pictures`, the positions of those that are pictures of their own among `count`. Throws Error where
 * it is not there, and where several pictures leave it open.
 */
export function choosePage(
  page: number | undefined,
  count: number,
  called = "pages",
  pictures: readonly number[] = [...Array(count).keys()],
): number {
  if (page !== undefined) {
    if (page < count) return page;
    throw new Error(
      `it has no page ${page}: it has ${count === 1 ? "one page, 0" : `the pages 0 to ${count - 1}`}`,
    );
  }
  if (pictures.length === 1) return pictures[0] as number;
  throw new Error(`it has ${pictures.length} ${called}; say which one, as page: ${pictures[0] ?? 0}`);
}

/** Whether `text`, each character a byte, stands at `at`. */
export function startsWith(bytes: Uint8Array, text: string, at = 0): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}
