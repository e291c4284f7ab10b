/**
 * Writing a zip archive of uncompressed entries, each starting at a multiple of 64 bytes, as torch.save does.
 *
 * Only what `.pth` files need: no compression, zip64 where sizes or counts ask for it.
 * Source: PKWARE's APPNOTE 6.3.
 */
import type { FileHandle } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { writeFully } from "./atomic-file.ts";
import { checkAborted } from "./file-bytes.ts";

const ALIGNMENT = 64;
const MAX32 = 0xffffffff;
const MAX16 = 0xffff;
/** Offset of the checksum in a local header. */
const CHECKSUM_AT = 14;
/** The zip epoch, 1 January 1980: the same values give the same file. */
const DOS_DATE = (1 << 5) | 1;

interface WrittenEntry {
  name: Uint8Array;
  crc: number;
  size: number;
  headerOffset: number;
}

/** Limits past which zip64 fields are written; tests lower them. */
export interface ZipLimits {
  size: number;
  entries: number;
}

/** Writes entries one after another to a file that is open for writing, from its start. */
export class ZipWriter {
  readonly #handle: FileHandle;
  readonly #signal: AbortSignal | undefined;
  readonly #limits: ZipLimits;
  readonly #entries: WrittenEntry[] = [];
  #position = 0;

  constructor(handle: FileHandle, signal?: AbortSignal, limits: ZipLimits = { size: MAX32, entries: MAX16 }) {
    this.#handle = handle;
    this.#signal = signal;
    this.#limits = limits;
  }

  /** Adds an entry of exactly `size` bytes, which `chunks` yields. */
  async add(
    name: string,
    size: number,
    chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  ): Promise<void> {
    const encoded = Buffer.from(name, "utf8");
    const headerOffset = this.#position;
    const header = localHeader(encoded, size, headerOffset, size >= this.#limits.size);
    let pending: Buffer | null = header;
    let crc = 0;
    let written = 0;
    for await (const chunk of chunks) {
      checkAborted(this.#signal, "save");
      crc = crc32(chunk, crc);
      written += chunk.length;
      // an entry of one piece goes out in one write, its checksum already in the header
      if (pending !== null && written === size) header.writeUInt32LE(crc >>> 0, CHECKSUM_AT);
      await this.#write(pending === null ? [chunk] : [pending, chunk]);
      pending = null;
    }
    if (pending !== null) await this.#write([pending]);
    if (written !== size) throw new Error(`zip entry ${name}: ${written} bytes instead of ${size}`); // a bug of the caller

    const checksum = Buffer.alloc(4);
    checksum.writeUInt32LE(crc >>> 0);
    if (header.readUInt32LE(CHECKSUM_AT) !== crc >>> 0) {
      await writeFully(this.#handle, [checksum], headerOffset + CHECKSUM_AT);
    }
    this.#entries.push({ name: encoded, crc: crc >>> 0, size, headerOffset });
  }

  /** Writes the central directory. */
  async finish(): Promise<void> {
    const start = this.#position;
    const directory = Buffer.concat(this.#entries.map((entry) => centralHeader(entry, this.#limits.size)));
    await this.#write([directory]);
    await this.#write([endRecords(this.#entries.length, directory.length, start, this.#limits)]);
  }

  async #write(parts: readonly Uint8Array[]): Promise<void> {
    this.#position += await writeFully(this.#handle, parts, this.#position);
  }
}

function localHeader(name: Uint8Array, size: number, offset: number, zip64: boolean): Buffer {
  const sizes = zip64 ? zip64Extra([size, size]) : Buffer.alloc(0);
  const beforePadding = offset + 30 + name.length + sizes.length + 4;
  const padding = (ALIGNMENT - (beforePadding % ALIGNMENT)) % ALIGNMENT;
  const extra = Buffer.concat([sizes, paddingExtra(padding)]);

  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(zip64 ? 45 : 20, 4); // version needed
  header.writeUInt16LE(0x0800, 6); // names are UTF-8
  header.writeUInt16LE(DOS_DATE, 12);
  header.writeUInt32LE(zip64 ? MAX32 : size, 18); // the checksum at 14 is filled in afterwards
  header.writeUInt32LE(zip64 ? MAX32 : size, 22);
  header.writeUInt16LE(name.length, 26);
  header.writeUInt16LE(extra.length, 28);
  return Buffer.concat([header, name, extra]);
}

/** PyTorch pads with an extra field "FB" of the letter Z. */
function paddingExtra(length: number): Buffer {
  const extra = Buffer.alloc(4 + length, "Z");
  extra.write("FB", 0, "latin1");
  extra.writeUInt16LE(length, 2);
  return extra;
}

function zip64Extra(values: number[]): Buffer {
  const extra = Buffer.alloc(4 + 8 * values.length);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(8 * values.length, 2);
  for (const [i, value] of values.entries()) extra.writeBigUInt64LE(BigInt(value), 4 + 8 * i);
  return extra;
}

function centralHeader(entry: WrittenEntry, limit: number): Buffer {
  const bigSize = entry.size >= limit;
  const bigOffset = entry.headerOffset >= limit;
  const fields = [...(bigSize ? [entry.size, entry.size] : []), ...(bigOffset ? [entry.headerOffset] : [])];
  const extra = fields.length > 0 ? zip64Extra(fields) : Buffer.alloc(0);

  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(fields.length > 0 ? 45 : 20, 4);
  header.writeUInt16LE(fields.length > 0 ? 45 : 20, 6);
  header.writeUInt16LE(0x0800, 8);
  header.writeUInt16LE(DOS_DATE, 14);
  header.writeUInt32LE(entry.crc, 16);
  header.writeUInt32LE(bigSize ? MAX32 : entry.size, 20);
  header.writeUInt32LE(bigSize ? MAX32 : entry.size, 24);
  header.writeUInt16LE(entry.name.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(bigOffset ? MAX32 : entry.headerOffset, 42);
  return Buffer.concat([header, entry.name, extra]);
}

function endRecords(count: number, length: number, start: number, limits: ZipLimits): Buffer {
  const zip64 = count >= limits.entries || length >= limits.size || start >= limits.size;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(zip64 ? MAX16 : count, 8);
  end.writeUInt16LE(zip64 ? MAX16 : count, 10);
  end.writeUInt32LE(zip64 ? MAX32 : length, 12);
  end.writeUInt32LE(zip64 ? MAX32 : start, 16);
  if (!zip64) return end;

  const end64 = Buffer.alloc(56);
  end64.writeUInt32LE(0x06064b50, 0);
  end64.writeBigUInt64LE(44n, 4); // bytes that follow in this record
  end64.writeUInt16LE(45, 12);
  end64.writeUInt16LE(45, 14);
  end64.writeBigUInt64LE(BigInt(count), 24);
  end64.writeBigUInt64LE(BigInt(count), 32);
  end64.writeBigUInt64LE(BigInt(length), 40);
  end64.writeBigUInt64LE(BigInt(start), 48);

  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(start + length), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([end64, locator, end]);
}
