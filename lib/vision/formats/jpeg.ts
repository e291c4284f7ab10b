/** JPEG, which libvips decodes; what it holds is read here, which spares a second look by libvips at each file of a data set. */

import type { RawImage } from "../raw-image.ts";
import type { Decoding, ImageFormat } from "./format.ts";
import { decodeSharp, decodeWithVips, inputOf, loadSharp, orientationOf, type PixelKind } from "./libvips.ts";

/** JPEG, for the table of formats. */
export const jpeg: ImageFormat = {
  name: "JPEG",
  endings: [".jpg", ".jpeg"],
  is: (bytes) => bytes[0] === 0xff && bytes[1] === 0xd8,
  decode: decodeJpeg,
  orientation: async (bytes) => (jpegHeader(bytes)?.hasExif === false ? 1 : orientationOf(bytes)),
};

async function decodeJpeg(bytes: Uint8Array, decoding: Decoding): Promise<RawImage> {
  const { mode, exif, maxPixels } = decoding;
  const header = jpegHeader(bytes);
  // Colour space and depth decide how to decode.
  if (header === null || header.kind === null) return decodeWithVips(bytes, decoding);
  const pipeline = (await loadSharp())(bytes, inputOf(maxPixels));
  return decodeSharp(exif && header.hasExif ? pipeline.autoOrient() : pipeline, header.kind, mode);
}

/** What the header of a JPEG says. */
interface JpegHeader {
  /** Colour space and channels; null where it is not one of 8 bits that is read as it is. */
  kind: PixelKind | null;
  /** Whether it has a segment of EXIF, which alone can ask to turn the picture. */
  hasExif: boolean;
}

/**
 * Reads the segments of a JPEG up to its scan.
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
