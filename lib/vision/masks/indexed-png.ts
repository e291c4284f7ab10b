/**
 * PNG files with a palette, seen as their indices: libvips gives only the colours behind them.
 *
 * Nothing is decoded here. An indexed file is stored as a gray one is, so that with another colour type in its header
 * and without its palette libvips reads the indices, on its own threads and with all its checks.
 */

import { crc32, deflate } from "node:zlib";

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const [GRAY, INDEXED] = [0, 3];

/** What stands in an indexed PNG beside its pixels. */
export interface IndexedPng {
  /** Bits of an index: 1, 2, 4 or 8. */
  bits: number;
  /** Red, green and blue of each colour, one after the other. */
  palette: Uint8Array;
  /** The same file in gray. Decoders stretch gray of fewer than 8 bits: there an index is its level / `step`. */
  gray: Uint8Array;
  /** 255, 85, 17 or 1. */
  step: number;
}

/** The palette and the pixels of an indexed PNG; null for every other file. Throws Error for a damaged palette. */
export function indexedPng(bytes: Uint8Array): IndexedPng | null {
  if (bytes.length < 33 || SIGNATURE.some((byte, i) => bytes[i] !== byte)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sound = (at: number, length: number) =>
    crc32(bytes.subarray(at + 4, at + 8 + length)) === view.getUint32(at + 8 + length);
  // A damaged header is left to the decoder, which refuses it.
  if (bytes[25] !== INDEXED || view.getUint32(8) !== 13 || !sound(8, 13)) return null;

  const bits = bytes[24] as number;
  const header = Buffer.from(bytes.subarray(16, 29));
  header[9] = GRAY;
  const parts: Uint8Array[] = [SIGNATURE, chunk("IHDR", header)];
  let palette: Uint8Array | null = null;
  let at = 33;
  while (at + 12 <= bytes.length) {
    const length = view.getUint32(at);
    const end = at + 12 + length;
    if (end > bytes.length) break;
    const kind = Buffer.from(bytes.subarray(at + 4, at + 8)).toString("latin1");
    if (kind === "PLTE") {
      if (length % 3 !== 0 || !sound(at, length)) throw new Error("the palette is damaged");
      palette = bytes.subarray(at + 8, at + 8 + length);
    }
    // Transparency and colour profiles belong to the palette; the orientation stays.
    if (["IDAT", "IEND", "eXIf"].includes(kind)) parts.push(bytes.subarray(at, end));
    at = end;
  }
  parts.push(bytes.subarray(at)); // of a truncated file, which the decoder refuses
  if (palette === null) throw new Error("the palette is missing");
  return { bits, palette, gray: Buffer.concat(parts), step: 255 / (2 ** bits - 1) };
}

/** One chunk of a PNG: length, kind, data, checksum. */
function chunk(kind: string, data: Uint8Array): Buffer {
  const made = Buffer.alloc(12 + data.length);
  made.writeUInt32BE(data.length, 0);
  made.write(kind, 4, "latin1");
  made.set(data, 8);
  made.writeUInt32BE(crc32(made.subarray(4, 8 + data.length)), 8 + data.length);
  return made;
}

/**
 * A PNG of one value per pixel: of 8 bits with a palette (red, green and blue of each colour, one after the other), or,
 * without, of 16 bits gray. Compressed on Node's own threads.
 */
export async function encodePng(
  values: Uint8Array | Uint16Array,
  size: { width: number; height: number },
  palette?: Uint8Array,
): Promise<Buffer> {
  const { width, height } = size;
  const bytes = values instanceof Uint16Array ? 2 : 1;
  const stride = 1 + width * bytes; // a row begins with its filter: 0, none
  const rows = Buffer.alloc(stride * height);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0, out = y * stride + 1; x < width; x++, at++, out += bytes) {
      const value = values[at] as number;
      if (bytes === 2) rows.writeUInt16BE(value, out);
      else rows[out] = value;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = bytes * 8;
  header[9] = palette === undefined ? GRAY : INDEXED;
  const packed = await new Promise<Buffer>((resolve, reject) =>
    deflate(rows, (error, result) => (error === null ? resolve(result) : reject(error))),
  );
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    ...(palette === undefined ? [] : [chunk("PLTE", palette)]),
    chunk("IDAT", packed),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
