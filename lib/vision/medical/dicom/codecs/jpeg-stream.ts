/**
 * What the processes of JPEG that are decoded here have in common: segments, Huffman codes, and the bits of a scan.
 *
 * Source: ITU-T Recommendation T.81, annexes B, C and F, https://www.w3.org/Graphics/JPEG/itu-t81.pdf
 */

import { startsWith } from "../../../formats/format.ts";

/** A component of a frame. */
export interface Component {
  id: number;
  /** How many blocks or samples it has in a unit, across and down. */
  across: number;
  down: number;
  /** Its table of quantisation. */
  quantisation: number;
}

/** A frame header. */
export interface FrameHeader {
  /** The number of its SOF marker: 0 baseline, 1 extended, 2 progressive, 3 lossless. */
  process: number;
  precision: number;
  width: number;
  height: number;
  components: Component[];
}

/** One scan. */
export interface Scan {
  /** Positions in the frame's components, with their tables. */
  components: { index: number; dc: number; ac: number }[];
  /** Of the lossless process the predictor; else the first coefficient. */
  start: number;
  /** Of the lossless process by how many bits samples are shifted. */
  shift: number;
  /** Where its bits begin. */
  at: number;
}

/** A file up to a scan. */
export interface JpegStream {
  frame: FrameHeader;
  scans: Scan[];
  /** Huffman tables by class (0 for DC and lossless, 16 for AC) and number, as each scan found them. */
  tables: Map<number, HuffmanTable>[];
  quantisation: Map<number, Uint16Array>;
  /** How many units lie between two restart markers; 0 for no such markers. */
  restart: number;
}

/** The frame header of JPEG-LS, which has the same form. */
const SOF_LS = 0xf7;
const SOF = [0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf, SOF_LS];
const [DHT, DQT, DRI, SOS, EOI] = [0xc4, 0xdb, 0xdd, 0xda, 0xd9];

/** The error of what is no JPEG, or a damaged one. */
export function damagedJpeg(what: string): Error {
  return new Error(`a JPEG frame is damaged: ${what}`);
}

/** Where segments stand: marker, and from and to where behind the length. */
function* segmentsOf(bytes: Uint8Array): Generator<{ marker: number; from: number; to: number }> {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) throw damagedJpeg("it does not begin as one");
  let at = 2;
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) {
      at++; // of a scan
      continue;
    }
    const marker = bytes[at + 1] as number;
    // Fill bytes, stuffed bytes and restarts belong to what surrounds them.
    if (marker === 0xff || marker === 0 || (marker >= 0xd0 && marker <= 0xd7)) {
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    if (marker === EOI) return;
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    if (length < 2 || at + 2 + length > bytes.length) throw damagedJpeg("a segment is cut off");
    yield { marker, from: at + 4, to: at + 2 + length };
    at += 2 + length;
  }
}

/** Only the frame header, and whether the file says that it is JFIF. Throws Error where there is none. */
export function frameHeader(bytes: Uint8Array): FrameHeader & { isJfif: boolean } {
  let isJfif = false;
  for (const { marker, from, to } of segmentsOf(bytes)) {
    if (marker === 0xe0) isJfif ||= startsWith(bytes, "JFIF", from);
    if (SOF.includes(marker)) return { ...readFrame(bytes.subarray(from, to), marker), isJfif };
  }
  throw damagedJpeg("it has no frame header");
}

/** Headers and tables of a file with Huffman codes. Throws Error where it is damaged. */
export function readStream(bytes: Uint8Array): JpegStream {
  let frame: FrameHeader | undefined;
  let restart = 0;
  const scans: Scan[] = [];
  const tables: Map<number, HuffmanTable>[] = [];
  const current = new Map<number, HuffmanTable>();
  const quantisation = new Map<number, Uint16Array>();
  for (const { marker, from, to } of segmentsOf(bytes)) {
    const segment = bytes.subarray(from, to);
    if (SOF.includes(marker)) {
      if (frame !== undefined) throw damagedJpeg("it has two frames");
      frame = readFrame(segment, marker);
    } else if (marker === DHT) readTables(segment, current);
    else if (marker === DQT) readQuantisation(segment, quantisation);
    else if (marker === DRI) restart = ((segment[0] ?? 0) << 8) | (segment[1] ?? 0);
    else if (marker === SOS) {
      if (frame === undefined) throw damagedJpeg("a scan comes before its frame");
      scans.push(readScan(segment, frame, to));
      tables.push(new Map(current));
    }
  }
  if (frame === undefined || scans.length === 0) throw damagedJpeg("it has no scan");
  return { frame, scans, tables, quantisation, restart };
}

function readFrame(segment: Uint8Array, marker: number): FrameHeader {
  const count = segment[5] ?? 0;
  if (segment.length < 6 + 3 * count || count < 1 || count > 4)
    throw damagedJpeg("its frame header is cut off");
  const word = (at: number) => ((segment[at] as number) << 8) | (segment[at + 1] as number);
  return {
    process: marker - 0xc0,
    precision: segment[0] as number,
    height: word(1),
    width: word(3),
    components: Array.from({ length: count }, (_, i) => {
      const [id, sampling, quantisation] = segment.subarray(6 + 3 * i, 9 + 3 * i) as unknown as [
        number,
        number,
        number,
      ];
      const [across, down] = [sampling >> 4, sampling & 15];
      if (across < 1 || across > 4 || down < 1 || down > 4) throw damagedJpeg("its sampling");
      return { id, across, down, quantisation };
    }),
  };
}

function readScan(segment: Uint8Array, frame: FrameHeader, at: number): Scan {
  const count = segment[0] ?? 0;
  if (count < 1 || count > 4 || segment.length < 4 + 2 * count) throw damagedJpeg("a scan header is cut off");
  const components = Array.from({ length: count }, (_, i) => {
    const [id, tables] = segment.subarray(1 + 2 * i, 3 + 2 * i) as unknown as [number, number];
    const index = frame.components.findIndex((one) => one.id === id);
    if (index < 0) throw damagedJpeg("a scan has a component that the frame has not");
    return { index, dc: tables >> 4, ac: tables & 15 };
  });
  const rest = segment.subarray(1 + 2 * count);
  return { components, start: rest[0] as number, shift: (rest[2] as number) & 15, at };
}

function readQuantisation(segment: Uint8Array, into: Map<number, Uint16Array>): void {
  for (let at = 0; at < segment.length; ) {
    const head = segment[at++] as number;
    const size = head >> 4 === 0 ? 1 : 2;
    if (at + 64 * size > segment.length) throw damagedJpeg("a table of quantisation is cut off");
    const values = Uint16Array.from({ length: 64 }, (_, i) =>
      size === 1
        ? (segment[at + i] as number)
        : ((segment[at + 2 * i] as number) << 8) | (segment[at + 2 * i + 1] as number),
    );
    into.set(head & 15, values);
    at += 64 * size;
  }
}

function readTables(segment: Uint8Array, into: Map<number, HuffmanTable>): void {
  for (let at = 0; at < segment.length; ) {
    const counts = segment.subarray(at + 1, at + 17);
    const total = counts.reduce((sum, count) => sum + count, 0);
    if (counts.length < 16 || at + 17 + total > segment.length)
      throw damagedJpeg("a Huffman table is cut off");
    into.set(segment[at] as number, new HuffmanTable(counts, segment.subarray(at + 17, at + 17 + total)));
    at += 17 + total;
  }
}

/** Codes of so many bits are looked up; longer ones are rare. */
const LOOKED_UP = 9;

/** Codes and what they stand for (annex C; F.2.2.3). */
export class HuffmanTable {
  /** By length: the largest code, and the position of its value less the code. */
  readonly #most = new Int32Array(18).fill(-1);
  readonly #offset = new Int32Array(18);
  readonly #values: Uint8Array;
  /** By the next bits: the length of the code that they begin with, times 256, and its value; 0 for longer codes. */
  readonly #short = new Uint16Array(2 ** LOOKED_UP);

  constructor(counts: Uint8Array, values: Uint8Array) {
    this.#values = values;
    let [code, position] = [0, 0];
    for (let length = 1; length <= 16; length++) {
      const count = counts[length - 1] as number;
      if (count > 0) {
        this.#offset[length] = position - code;
        if (code + count > 2 ** length) throw damagedJpeg("a Huffman table has more codes than there are");
        for (let i = 0; length <= LOOKED_UP && i < count; i++) {
          const from = (code + i) << (LOOKED_UP - length);
          const entry = (length << 8) | (values[position + i] as number);
          this.#short.fill(entry, from, from + 2 ** (LOOKED_UP - length));
        }
        code += count;
        position += count;
        this.#most[length] = code - 1;
      }
      code <<= 1;
    }
  }

  /** The value of the next code. */
  read(bits: BitReader): number {
    const next = bits.peek16();
    const entry = this.#short[next >> (16 - LOOKED_UP)] as number;
    if (entry > 0) {
      bits.skip(entry >> 8);
      return entry & 255;
    }
    for (let length = LOOKED_UP + 1; length <= 16; length++) {
      const code = next >> (16 - length);
      if (code <= (this.#most[length] as number)) {
        bits.skip(length);
        return this.#values[code + (this.#offset[length] as number)] as number;
      }
    }
    throw damagedJpeg("a code stands for nothing");
  }
}

/** The bits of a scan, without what is stuffed between them. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #at: number;
  /** The next bits: the lowest `left` of it. */
  #held = 0;
  #left = 0;
  /** How many of those held are none of the scan's, which has ended. */
  #beyond = 0;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  /** The next 16 bits, without taking them. */
  peek16(): number {
    if (this.#left < 16) this.#fill();
    return (this.#held >>> (this.#left - 16)) & 0xffff;
  }

  /** Takes so many bits, at most 16. */
  skip(count: number): void {
    this.#left -= count;
    if (this.#left < this.#beyond) throw damagedJpeg("a scan is cut off");
  }

  bits(count: number): number {
    const value = this.peek16() >> (16 - count);
    this.skip(count);
    return value;
  }

  /** A number of so many bits, at most 16, whose first bit says its sign (F.2.2.1). */
  signed(count: number): number {
    if (count === 0) return 0;
    const value = this.bits(count);
    return value < 1 << (count - 1) ? value - (1 << count) + 1 : value;
  }

  /** On behind the next restart marker. */
  restart(): void {
    this.#left = 0;
    this.#beyond = 0;
    for (; this.#at + 1 < this.#bytes.length; this.#at++) {
      const marker = this.#bytes[this.#at + 1] as number;
      if (this.#bytes[this.#at] === 0xff && marker >= 0xd0 && marker <= 0xd7) {
        this.#at += 2;
        return;
      }
    }
    throw damagedJpeg("a restart marker is missing");
  }

  #fill(): void {
    while (this.#left <= 24) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined || (byte === 0xff && this.#bytes[this.#at + 1] !== 0)) {
        this.#held <<= 8; // a marker, or the end
        this.#beyond += 8;
      } else {
        this.#held = (this.#held << 8) | byte;
        this.#at += byte === 0xff ? 2 : 1;
      }
      this.#left += 8;
    }
  }
}
