/**
 * PBM, PGM and PPM images, binary and in ASCII, which sharp's prebuilt libvips cannot read. What is damaged throws a plain
 * Error; the caller names the file.
 */

import { checkSize, type RawImage } from "../raw-image.ts";
import type { Decoding, ImageFormat } from "./format.ts";

/** PBM, PGM and PPM, for the list of formats; torchvision, whose endings data sets look for, leaves .pbm out. */
export const pnm: ImageFormat = { name: "PNM", endings: [".ppm", ".pgm"], is: isPnm, decode: decodePnm };

const [ZERO, NINE, HASH] = [0x30, 0x39, 0x23];

/** Recognises P1 to P6 by the first bytes. */
function isPnm(bytes: Uint8Array): boolean {
  const digit = bytes[1] ?? 0;
  return bytes[0] === 0x50 && digit > ZERO && digit <= ZERO + 6 && (isSpace(bytes[2]) || bytes[2] === HASH);
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || (byte !== undefined && byte >= 9 && byte <= 13);
}

/** Decodes to gray or RGB: samples as they are in the file, bits as 0 and 255. Throws Error for damaged files. */
function decodePnm(bytes: Uint8Array, { maxPixels }: Decoding): RawImage {
  const kind = (bytes[1] as number) - ZERO;
  const text = new Numbers(bytes, 2);
  const isBitmap = kind === 1 || kind === 4;
  const colors = kind === 3 || kind === 6 ? 3 : 1;
  const [width, height] = [text.next("the header"), text.next("the header")];
  const maximum = isBitmap ? 1 : text.next("the header");
  checkSize(width, height, maxPixels);
  if (maximum < 1 || maximum > 65535) throw new Error(`PNM maximum ${maximum} is not supported`);
  const count = width * height * colors;
  const isWide = maximum > 255;
  // In ASCII a sample is a digit and, unless it is a bit, a space; so no more is set aside than the file can hold.
  const least =
    kind === 4
      ? Math.ceil(width / 8) * height
      : kind === 1
        ? count
        : kind < 4
          ? 2 * count - 1
          : isWide
            ? 2 * count
            : count;
  const from = kind > 3 ? text.at + 1 : text.at; // one space stands before binary samples
  if (from + least > bytes.length) throw new Error("image file is truncated");

  const data = isWide ? new Uint16Array(count) : new Uint8Array(count);
  if (kind === 4) readBits(bytes, from, width, data);
  else if (kind === 1) for (let i = 0; i < count; i++) data[i] = 255 * (1 - text.bit());
  else if (kind > 3) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let i = 0; i < count; i++)
      data[i] = isWide ? view.getUint16(from + 2 * i) : (bytes[from + i] as number);
  } else {
    for (let i = 0; i < count; i++) {
      const value = text.next("the pixels");
      if (value > maximum) throw new Error(`the value ${value} is over its maximum ${maximum}`);
      data[i] = value;
    }
  }
  const image = { width, height, channels: colors, colors, data } as const;
  return isBitmap || maximum === 255 || maximum === 65535 ? image : { ...image, maximum };
}

/** A row begins at a byte; 1 is black. */
function readBits(bytes: Uint8Array, from: number, width: number, data: Uint8Array | Uint16Array): void {
  const stride = Math.ceil(width / 8);
  for (let i = 0; i < data.length; i++) {
    const [x, y] = [i % width, Math.floor(i / width)];
    const byte = bytes[from + y * stride + (x >> 3)] as number;
    data[i] = ((byte >> (7 - (x & 7))) & 1) === 1 ? 0 : 255;
  }
}

/** Numbers in ASCII with spaces and comments between them. */
class Numbers {
  readonly #bytes: Uint8Array;
  /** After the last number. */
  at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  #skip(): void {
    const bytes = this.#bytes;
    for (;;) {
      while (isSpace(bytes[this.at])) this.at++;
      if (bytes[this.at] !== HASH) return;
      while (this.at < bytes.length && bytes[this.at] !== 10 && bytes[this.at] !== 13) this.at++;
    }
  }

  next(where: string): number {
    this.#skip();
    const first = this.at;
    let value = 0;
    for (let digit = this.#bytes[this.at]; digit !== undefined && digit >= ZERO && digit <= NINE; ) {
      value = value * 10 + digit - ZERO;
      digit = this.#bytes[++this.at];
    }
    const length = this.at - first;
    if (length === 0 && this.at >= this.#bytes.length) throw new Error("image file is truncated");
    if (length === 0 || length > 10) throw new Error(`${where} of the PNM file are damaged`);
    return value;
  }

  /** Bits need no spaces. */
  bit(): number {
    this.#skip();
    const digit = this.#bytes[this.at];
    if (digit === undefined) throw new Error("image file is truncated");
    if (digit !== ZERO && digit !== ZERO + 1) throw new Error("the pixels of the PNM file are damaged");
    this.at++;
    return digit - ZERO;
  }
}
