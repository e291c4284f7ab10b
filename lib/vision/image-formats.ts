/**
 * The formats of images that are decoded here and not by libvips. A new one is a file beside this, its import and a line in the
 * list; readers and data sets know it then.
 */
import { bmp } from "./bmp.ts";
import { pnm } from "./pnm.ts";
import type { RawImage } from "./raw-image.ts";

/** A format of images. Its files have one picture, which no header asks to turn. */
export interface ImageFormat {
  /** As errors name it. */
  readonly name: string;
  /** Endings of its files, with the dot and in lower case, that data sets look for. */
  readonly endings: readonly string[];
  /** Whether a file is of this format, by its first bytes. */
  is(bytes: Uint8Array): boolean;
  /** Pixels as they are stored. Throws Error for damaged files and more pixels than `maxPixels`; the caller names the file. */
  decode(bytes: Uint8Array, maxPixels: number): RawImage;
}

/** The formats, in the order in which they are tried. */
export const IMAGE_FORMATS: readonly ImageFormat[] = [bmp, pnm];
