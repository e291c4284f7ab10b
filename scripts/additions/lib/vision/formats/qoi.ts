/**
 * QOI, the Quite OK Image format (https://qoiformat.org/qoi-specification.pdf): RGB or RGBA of 8 bits, lossless. What is damaged
 * throws a plain Error; the caller names the file.
 */

import { checkSize, type RawImage } from "../raw-image.ts";
import type { Decoding, ImageFormat } from "./format.ts";

const HEADER = 14;
/** "qoif" */
const MAGIC = 0x716f6966;

/** QOI, for the list of formats. */
export const qoi: ImageFormat = { name: "QOI", endings: [".qoi"], is: isQoi, decode: decodeQoi };

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function isQoi(bytes: Uint8Array): boolean {
  return bytes.length >= HEADER && viewOf(bytes).getUint32(0) === MAGIC;
}

function decodeQoi(bytes: Uint8Array, { maxPixels }: Decoding): RawImage {
  const view = viewOf(bytes);
  const [width, height] = [view.getUint32(4), view.getUint32(8)];
  const channels = bytes[12] as number;
  if (channels !== 3 && channels !== 4) throw new Error(`QOI with ${channels} channels is not supported`);
  checkSize(width, height, maxPixels);
  // A byte stands for 62 pixels at most, so no more is set aside than the file can hold.
  if (width * height > 62 * (bytes.length - HEADER)) throw new Error("image file is truncated");
  const data = new Uint8Array(width * height * channels);
  const seen = new Uint8Array(64 * 4);
  const pixel = new Uint8Array([0, 0, 0, 255]);
  let at = HEADER;
  const next = (): number => {
    const byte = bytes[at++];
    if (byte === undefined) throw new Error("image file is truncated");
    return byte;
  };
  const move = (red: number, green: number, blue: number): void => {
    for (const [channel, by] of [red, green, blue].entries()) {
      pixel[channel] = (pixel[channel] as number) + by; // modulo 256, as the format has it
    }
  };
  for (let out = 0; out < data.length; ) {
    const tag = next();
    let copies = 1;
    if (tag >= 0xfe) for (let c = 0; c < (tag === 0xff ? 4 : 3); c++) pixel[c] = next();
    else if (tag >> 6 === 0) pixel.set(seen.subarray(4 * tag, 4 * tag + 4));
    else if (tag >> 6 === 1) move(((tag >> 4) & 3) - 2, ((tag >> 2) & 3) - 2, (tag & 3) - 2);
    else if (tag >> 6 === 2) {
      const [green, others] = [(tag & 63) - 32, next()];
      move(green + (others >> 4) - 8, green, green + (others & 15) - 8);
    } else copies = (tag & 63) + 1;
    const [r, g, b, a] = pixel as unknown as [number, number, number, number]; // four, as made
    seen.set(pixel, 4 * ((3 * r + 5 * g + 7 * b + 11 * a) % 64));
    for (; copies > 0 && out < data.length; copies--, out += channels) {
      data.set(channels === 4 ? pixel : pixel.subarray(0, 3), out);
    }
  }
  return { width, height, channels, colors: 3, data };
}
