/**
 * BMP images, which sharp's prebuilt libvips cannot read: uncompressed ones with 1, 4, 8, 24 or 32 bits. Anything else
 * throws a plain Error; the caller names the file.
 */

import { checkSize, type RawImage } from "../raw-image.ts";
import type { Decoding, ImageFormat } from "./format.ts";

/** BMP, for the list of formats. */
export const bmp: ImageFormat = { name: "BMP", endings: [".bmp"], is: isBmp, decode: decodeBmp };

/** Recognises a BMP by its first bytes. */
function isBmp(bytes: Uint8Array): boolean {
  return bytes.length >= 26 && bytes[0] === 0x42 && bytes[1] === 0x4d;
}

/** Decodes an uncompressed BMP to gray or RGB. Throws Error on truncated or unsupported ones. */
function decodeBmp(bytes: Uint8Array, { maxPixels }: Decoding): RawImage {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerSize = view.getUint32(14, true);
  if (headerSize < 40 || bytes.length < 14 + headerSize)
    throw new Error("unsupported or truncated BMP header");
  const width = view.getInt32(18, true);
  const signedHeight = view.getInt32(22, true);
  const height = Math.abs(signedHeight);
  const bits = view.getUint16(28, true);
  const compression = view.getUint32(30, true);
  checkSize(width, height, maxPixels);
  // 3 (bit fields) with 32 bits is what 24-bit images with padding use; its masks are checked below.
  const plain = compression === 0 || (compression === 3 && bits === 32);
  if (!plain || ![1, 4, 8, 24, 32].includes(bits)) {
    throw new Error(`BMP with ${bits} bits and compression ${compression} is not supported`);
  }
  if (compression === 3) {
    const masks = [0, 4, 8].map((offset) => view.getUint32(54 + offset, true));
    if (String(masks) !== String([0xff0000, 0xff00, 0xff]))
      throw new Error("BMP channel order is not supported");
  }
  const start = view.getUint32(10, true);
  const stride = Math.ceil((width * bits) / 32) * 4;
  if (start + stride * height > bytes.length) throw new Error("image file is truncated");

  const palette =
    bits <= 8 ? readPalette(view, 14 + headerSize, start, view.getUint32(46, true), bits) : null;
  const gray = palette?.every(([r, g, b]) => r === g && g === b) ?? false;
  const channels = gray ? 1 : 3;
  const data = new Uint8Array(width * height * channels);
  const step = bits / 8;
  for (let y = 0, out = 0; y < height; y++) {
    const row = start + stride * (signedHeight > 0 ? height - 1 - y : y);
    for (let x = 0; x < width; x++) {
      if (palette !== null) {
        const bit = x * bits;
        const index = ((bytes[row + (bit >> 3)] as number) >> (8 - bits - (bit & 7))) & ((1 << bits) - 1);
        const colour = palette[index];
        if (colour === undefined) throw new Error(`palette has no colour ${index}`);
        for (let c = 0; c < channels; c++) data[out++] = colour[c] as number;
      } else {
        const at = row + x * step;
        data[out++] = bytes[at + 2] as number;
        data[out++] = bytes[at + 1] as number;
        data[out++] = bytes[at] as number;
      }
    }
  }
  return { width, height, channels, colors: channels, data };
}

function readPalette(view: DataView, offset: number, end: number, used: number, bits: number): number[][] {
  const count = Math.min(used || 1 << bits, Math.floor((end - offset) / 4), 1 << bits);
  return Array.from({ length: Math.max(0, count) }, (_, i) =>
    [2, 1, 0].map((c) => view.getUint8(offset + 4 * i + c)),
  );
}
