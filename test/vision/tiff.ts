/** A writer of plain TIFF files for tests: uncompressed, of any kind of samples, of several pages. */

/** Samples of a page, interleaved. */
export type TiffSamples =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

export interface TiffPageOptions {
  width: number;
  height: number;
  data: TiffSamples;
  /** Samples of a pixel. Default 1. */
  channels?: number;
  /** PhotometricInterpretation. Default 1, for three channels and more 2. */
  photometric?: number;
  /** Bits where several samples share a byte, or 16 of them are a floating number. Default those of `data`. */
  bits?: number;
  /** SampleFormat. Default that of `data`. */
  format?: number;
  /** NewSubfileType: 1 for a smaller copy of another page. */
  subfile?: number;
  orientation?: number;
}

function formatOf(data: TiffSamples): number {
  if (data instanceof Float32Array || data instanceof Float64Array) return 3;
  return data instanceof Int8Array || data instanceof Int16Array || data instanceof Int32Array ? 2 : 1;
}

/** The bytes of a little-endian TIFF with the pages given. */
export function tiff(...pages: TiffPageOptions[]): Buffer {
  const parts: Buffer[] = [Buffer.from("II*\0\0\0\0\0", "latin1")];
  let length = 8;
  let link = 4; // where the offset of the next directory goes
  const add = (part: Buffer) => {
    const at = length;
    parts.push(part);
    length += part.length;
    return at;
  };
  for (const page of pages) {
    const { width, height, data, channels = 1 } = page;
    const bits = page.bits ?? 8 * data.BYTES_PER_ELEMENT;
    const format = page.format ?? formatOf(data);
    const shorts = (value: number): [number, number[]] => [3, Array(channels).fill(value)];
    const strip = add(Buffer.from(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength));
    if (length % 2 === 1) add(Buffer.alloc(1));
    const entries: [number, [number, number[]]][] = [
      [254, [4, [page.subfile ?? 0]]],
      [256, [4, [width]]],
      [257, [4, [height]]],
      [258, shorts(bits)],
      [259, [3, [1]]],
      [262, [3, [page.photometric ?? (channels >= 3 ? 2 : 1)]]],
      [273, [4, [strip]]],
      [274, [3, [page.orientation ?? 1]]],
      [277, [3, [channels]]],
      [278, [4, [height]]],
      [279, [4, [data.byteLength]]],
      [284, [3, [1]]],
      [339, shorts(format)],
    ];
    const directory = Buffer.alloc(2 + 12 * entries.length + 4);
    directory.writeUInt16LE(entries.length, 0);
    for (const [i, [tag, [type, values]]] of entries.entries()) {
      const at = 2 + 12 * i;
      directory.writeUInt16LE(tag, at);
      directory.writeUInt16LE(type, at + 2);
      directory.writeUInt32LE(values.length, at + 4);
      const size = type === 3 ? 2 : 4;
      const bytes = Buffer.alloc(Math.max(4, values.length * size));
      for (const [j, value] of values.entries()) {
        if (size === 2) bytes.writeUInt16LE(value, 2 * j);
        else bytes.writeUInt32LE(value, 4 * j);
      }
      if (bytes.length <= 4) bytes.copy(directory, at + 8);
      else directory.writeUInt32LE(add(bytes), at + 8);
    }
    const at = add(directory);
    const whole = Buffer.concat(parts);
    whole.writeUInt32LE(at, link);
    parts.splice(0, parts.length, whole);
    link = at + directory.length - 4;
  }
  return Buffer.concat(parts);
}
