/**
 * Places and bytes of a zip archive's entries, by name; the directory itself is zip-directory.ts.
 *
 * An entry is located without reading it, so that what lies uncompressed in the file can be mapped.
 */
import { readSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { promisify } from "node:util";
import { crc32, inflateRaw } from "node:zlib";
import type { StoredBytes } from "./checkpoint.ts";
import { type OpenFile, readExactly } from "./file-bytes.ts";
import { damaged, readZipDirectory, type ZipEntry } from "./zip-directory.ts";

const STORED = 0;
const DEFLATED = 8;
/** Most bytes one compressed entry may unpack to: about the largest array Node 20 can make. */
const MAX_INFLATED_BYTES = 4 * 1024 ** 3 - 1;
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;

const inflate = promisify<Uint8Array, { maxOutputLength: number }, Buffer>(inflateRaw);

/** The entries of a zip archive; the open file stays its owner's. */
export class ZipReader {
  readonly file: string;
  readonly #size: number;
  readonly #handle: FileHandle;
  readonly #entries: ReadonlyMap<string, ZipEntry>;
  /** A local header, as it is read. */
  readonly #header = Buffer.alloc(LOCAL_BYTES);

  private constructor({ file, handle, size }: OpenFile, entries: ReadonlyMap<string, ZipEntry>) {
    this.file = file;
    this.#size = size;
    this.#handle = handle;
    this.#entries = entries;
  }

  /** Reads the directory. @throws FileFormatError if it is damaged, names an entry twice or is absurdly long */
  static async open(source: OpenFile, signal?: AbortSignal): Promise<ZipReader> {
    return new ZipReader(source, await readZipDirectory(source, signal));
  }

  /** Names of all entries. */
  names(): string[] {
    return [...this.#entries.keys()];
  }

  /** Unpacked size of an entry in bytes, or undefined if there is none. */
  sizeOf(name: string): number | undefined {
    return this.#entries.get(name)?.size;
  }

  /** All bytes of an entry of at most `limit`. */
  async bytes(name: string, limit: number, signal?: AbortSignal): Promise<Uint8Array> {
    const size = this.sizeOf(name) ?? 0;
    if (size > limit)
      damaged(this.file, `${name} claims ${size} bytes, more than the ${limit} that are read`);
    return this.locate(name).read(signal);
  }

  /** Where an entry's bytes are, checked against the file, without reading them. */
  locate(name: string): StoredBytes {
    const { file } = this;
    const entry = this.#entries.get(name) ?? damaged(file, `${name} is missing`);
    const { size: nbytes, packedSize, method } = entry;
    if (entry.encrypted) damaged(file, `${name} is encrypted`);
    if (method !== STORED && method !== DEFLATED)
      damaged(file, `${name} is compressed with method ${method}`);

    const start = this.#startOf(entry);
    if (start + packedSize > this.#size) damaged(file, `${name} lies outside the file`);
    const raw = (signal?: AbortSignal) => readExactly(this.#handle, file, start, packedSize, signal);
    if (method === STORED) {
      if (packedSize !== nbytes) damaged(file, `${name} has two sizes`);
      return { nbytes, fileOffset: start, read: raw };
    }
    if (nbytes > MAX_INFLATED_BYTES) damaged(file, `${name} claims ${nbytes} bytes when unpacked`);
    const read = async (signal?: AbortSignal) => unpack(file, entry, await raw(signal));
    return { nbytes, fileOffset: null, read };
  }

  /** Where an entry's bytes start: behind its local header, whose length only the header itself tells. */
  #startOf({ name, headerOffset }: ZipEntry): number {
    const header = this.#header;
    const bad = (cause?: unknown) =>
      damaged(this.file, `its zip archive is damaged: no header of ${name} at ${headerOffset}`, cause);
    if (headerOffset + LOCAL_BYTES > this.#size) bad();
    try {
      // at once, not through the thread pool: for a few bytes the trip takes ten times as long as the read
      if (readSync(this.#handle.fd, header, 0, LOCAL_BYTES, headerOffset) !== LOCAL_BYTES) bad();
    } catch (error) {
      bad(error);
    }
    if (header.readUInt32LE(0) !== LOCAL) bad();
    return headerOffset + LOCAL_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
  }
}

/** Unpacks a deflated entry and checks its length and checksum. */
async function unpack(file: string, entry: ZipEntry, packed: Uint8Array): Promise<Uint8Array> {
  const { name, size, crc } = entry;
  let unpacked: Buffer;
  try {
    unpacked = await inflate(packed, { maxOutputLength: Math.max(1, size) });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return damaged(file, `its zip archive is damaged: ${name}: ${reason}`, error);
  }
  if (unpacked.length !== size) damaged(file, `${name} has ${unpacked.length} bytes instead of ${size}`);
  if (crc32(unpacked) !== crc) damaged(file, `${name} does not have its checksum`);
  return new Uint8Array(unpacked.buffer, unpacked.byteOffset, unpacked.length);
}
