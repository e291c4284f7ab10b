/** The samples of one frame as the file stores them: unpacked, in order, with their sign. */

import type { Samples } from "../../raw-image.ts";
import type { DecodedFrame } from "./codecs/codec.ts";
import { ybrFull422 } from "./color.ts";
import type { DataSet, Element } from "./data-set.ts";
import type { PixelLayout } from "./layout.ts";
import { type DicomData, PIXEL_DATA } from "./parse.ts";

const [FLOAT_PIXELS, DOUBLE_PIXELS] = [0x7fe00008, 0x7fe00009];

/** The samples of a frame, interleaved. */
export interface StoredFrame {
  data: Samples;
  /** What the colours are. */
  photometric: string;
}

/** Reads frame `index`. Throws Error for truncated and damaged pixels. */
export async function storedFrame(
  { set, syntax }: DicomData,
  layout: PixelLayout,
  index: number,
): Promise<StoredFrame> {
  for (const tag of [FLOAT_PIXELS, DOUBLE_PIXELS]) {
    const element = set.elements.get(tag);
    if (element !== undefined) return floatFrame(set, element, layout, index);
  }
  const element = set.elements.get(PIXEL_DATA);
  if (element === undefined) throw new Error("it holds no pixels");
  const isPacked = element.fragments !== undefined;
  if (isPacked !== (syntax.codec !== undefined)) {
    throw new Error(
      `its pixels are ${isPacked ? "" : "not "}compressed, against its transfer syntax (${syntax.name}); it is damaged`,
    );
  }
  if (syntax.codec !== undefined) {
    const frame = await syntax.codec(frameBytes(set, element, layout, index), layout);
    return { data: ordered(frame, layout), photometric: frame.photometric ?? layout.photometric };
  }
  return nativeFrame(set, element, layout, index);
}

/** The samples of a decoded frame, with their sign, interleaved. */
function ordered(frame: DecodedFrame, layout: PixelLayout): Samples {
  const { rows, columns, samples } = layout;
  const { bytes, bitsAllocated, isPlanar } = frame;
  if (bytes.length < (rows * columns * samples * bitsAllocated) / 8) {
    throw new Error("a compressed frame holds fewer pixels than the file says");
  }
  const count = rows * columns * samples;
  return interleaved(
    withSign(words(bytes, bitsAllocated, count, true), layout),
    isPlanar && samples > 1,
    layout,
  );
}

function nativeFrame(set: DataSet, element: Element, layout: PixelLayout, index: number): StoredFrame {
  const { rows, columns, samples, bitsAllocated, frames, photometric } = layout;
  const count = rows * columns * samples;
  const isHalved = photometric === "YBR_FULL_422";
  if (isHalved && (bitsAllocated !== 8 || columns % 2 !== 0)) {
    throw new Error("uncompressed YBR_FULL_422 needs 8 bits and an even number of columns; it is damaged");
  }
  const bits = isHalved ? rows * columns * 16 : count * bitsAllocated;
  const needs = Math.ceil((bits * frames) / 8);
  if (element.length < needs) {
    throw new Error(
      `it is truncated: ${element.length} bytes of pixels are there, ${frames === 1 ? "its size needs" : `its ${frames} frames need`} ${needs}`,
    );
  }
  let bytes = set.raw(PIXEL_DATA);
  if (bitsAllocated === 1) return { data: bitsOf(bytes, index * count, count), photometric };
  const start = (index * bits) / 8;
  // Bytes in words of 16 bits are swapped where words are.
  if (bitsAllocated === 8 && !set.little && element.vr === "OW") bytes = swapped(bytes);
  bytes = bytes.subarray(start, start + bits / 8);
  if (isHalved) return { data: ybrFull422(bytes), photometric: "YBR_FULL" };
  const data = withSign(words(bytes, bitsAllocated, count, set.little), layout);
  return { data: interleaved(data, layout.isPlanar && samples > 1, layout), photometric };
}

function floatFrame(set: DataSet, element: Element, layout: PixelLayout, index: number): StoredFrame {
  const { rows, columns, samples, bitsAllocated, frames, photometric } = layout;
  const count = rows * columns * samples;
  const size = element.tag === FLOAT_PIXELS ? 4 : 8;
  if (8 * size !== bitsAllocated || samples !== 1) throw new Error("its floating pixels are damaged");
  if (element.length < count * size * frames) {
    throw new Error(
      `it is truncated: ${element.length} bytes of pixels are there, ${count * size * frames} needed`,
    );
  }
  const view = new DataView(set.bytes.buffer, set.bytes.byteOffset + element.at, element.length);
  const data = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const at = (index * count + i) * size;
    data[i] = size === 4 ? view.getFloat32(at, set.little) : view.getFloat64(at, set.little);
  }
  return { data, photometric };
}

/** Bits from the lowest of each byte on, which run on over the ends of frames (PS3.5, 8.1.1 and D.2). */
function bitsOf(bytes: Uint8Array, from: number, count: number): Uint8Array {
  const data = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const at = from + i;
    data[i] = ((bytes[at >> 3] as number) >> (at & 7)) & 1;
  }
  return data;
}

function swapped(bytes: Uint8Array): Uint8Array {
  const out = Uint8Array.from(bytes);
  for (let i = 0; i + 1 < out.length; i += 2) {
    [out[i], out[i + 1]] = [bytes[i + 1] as number, bytes[i] as number];
  }
  return out;
}

/** Bytes as unsigned samples. */
function words(
  bytes: Uint8Array,
  bits: number,
  count: number,
  little: boolean,
): Uint8Array | Uint16Array | Uint32Array {
  if (bits === 8) return bytes.subarray(0, count);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bits === 16) {
    const data = new Uint16Array(count);
    for (let i = 0; i < count; i++) data[i] = view.getUint16(2 * i, little);
    return data;
  }
  const data = new Uint32Array(count);
  for (let i = 0; i < count; i++) data[i] = view.getUint32(4 * i, little);
  return data;
}

/** Samples without the bits beside those stored, and with their sign. */
function withSign(data: Uint8Array | Uint16Array | Uint32Array, layout: PixelLayout): Samples {
  const { bitsStored, highBit, isSigned } = layout;
  const size = 8 * data.BYTES_PER_ELEMENT;
  if (bitsStored === size && !isSigned) return data;
  // Up to the top of 32 bits, which loses what is above, and down again, which brings the sign along.
  const up = 31 - Math.min(highBit, size - 1);
  const down = 32 - Math.min(bitsStored, size);
  const made = isSigned
    ? new { 8: Int8Array, 16: Int16Array, 32: Int32Array }[size as 8 | 16 | 32](data.length)
    : new { 8: Uint8Array, 16: Uint16Array, 32: Uint32Array }[size as 8 | 16 | 32](data.length);
  for (let i = 0; i < data.length; i++) {
    const top = (data[i] as number) << up;
    made[i] = isSigned ? top >> down : top >>> down;
  }
  return made;
}

/** Colours in planes as pixels. */
function interleaved(data: Samples, isPlanar: boolean, { rows, columns, samples }: PixelLayout): Samples {
  if (!isPlanar) return data;
  const count = rows * columns;
  const made = new (data.constructor as new (length: number) => Samples)(data.length);
  for (let c = 0; c < samples; c++) {
    for (let i = 0; i < count; i++) made[samples * i + c] = data[c * count + i] as number;
  }
  return made;
}

/** The bytes of a compressed frame: by the table of offsets, else a piece a frame (PS3.5, A.4). */
function frameBytes(set: DataSet, element: Element, { frames }: PixelLayout, index: number): Uint8Array {
  const { fragments = [], offsets = [] } = element;
  if (fragments.length === 0) throw new Error("it is truncated: it holds no compressed frame");
  // Without a table a frame goes from one piece that begins as a JPEG or JPEG 2000 does to the next.
  const starts = [...fragments.keys()].filter((i) => {
    const [mark, kind] = set.bytes.subarray(fragments[i]?.at, (fragments[i]?.at ?? 0) + 2);
    return mark === 0xff && (kind === 0xd8 || kind === 0x4f);
  });
  let chosen = fragments;
  if (frames > 1) {
    if (offsets.length >= frames) {
      const first = (fragments[0] as { at: number }).at - 8;
      const from = first + (offsets[index] as number);
      const to = index + 1 < frames ? first + (offsets[index + 1] as number) : Number.POSITIVE_INFINITY;
      chosen = fragments.filter(({ at }) => at - 8 >= from && at - 8 < to);
    } else if (fragments.length === frames) chosen = fragments.slice(index, index + 1);
    else if (starts.length === frames) chosen = fragments.slice(starts[index], starts[index + 1]);
    else {
      throw new Error(
        `it has ${fragments.length} pieces of compressed pixels for ${frames} frames, and no table that says which is whose`,
      );
    }
  }
  if (chosen.length === 0) throw new Error(`its table of offsets leads to no pixels of frame ${index}`);
  const pieces = chosen.map(({ at, length }) => set.bytes.subarray(at, at + length));
  return pieces.length === 1 ? (pieces[0] as Uint8Array) : Uint8Array.from(Buffer.concat(pieces));
}
