/**
 * Places and bytes of a zip archive's entries, by name; the directory itself is zip-directory.ts.
 *
 * An entry is located without reading it, so that what lies uncompressed in the file can be mapped.
 */
import { readSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { crc32, createInflateRaw } from "node:zlib";
import { FileFormatError, TorchtsError } from "../native/errors.ts";
import type { StoredBytes } from "./checkpoint.ts";
import { clip } from "./clip.ts";
import { checkAborted, type OpenFile, readExactly } from "./file-bytes.ts";
import { damaged, readZipDirectory, type ZipEntry } from "./zip-directory.ts";

const STORED = 0;
const DEFLATED = 8;
/** Most bytes one compressed entry may unpack to: about the largest array Node 20 can make. */
const MAX_INFLATED_BYTES = 4 * 1024 ** 3 - 1;
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;

/** Most that deflate can shrink anything: 1032 to 1. */
const DEFLATE_LIMIT = 1032;
/** What a file's compressed entries may unpack to in all: so much, and so many times the file's size. */
const INFLATED_BASE = 64 << 20;
const INFLATED_RATIO = 100;
/** Bytes that are unpacked at once. */
const PIECE = 1 << 18;

/** The entries of a zip archive; the open file stays its owner's. */
export class ZipReader {
  readonly file: string;
  readonly #size: number;
  readonly #handle: FileHandle;
  readonly #entries: ReadonlyMap<string, ZipEntry>;
  /** Bytes of the entries that were located, packed and unpacked. */
  #packed = 0;
  #inflated = 0;
  readonly #located = new Set<string>();
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
  names(): Iterable<string> {
    return this.#entries.keys();
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
    const entry = this.#entries.get(name) ?? damaged(file, `${clip(name)} is missing`);
    const { size: nbytes, packedSize, method } = entry;
    if (entry.encrypted) damaged(file, `${name} is encrypted`);
    if (method !== STORED && method !== DEFLATED)
      damaged(file, `${name} is compressed with method ${method}`);

    const start = this.#startOf(entry);
    if (start + packedSize > this.#size) damaged(file, `${name} lies outside the file`);
    this.#account(entry);
    const raw = (signal?: AbortSignal) => readExactly(this.#handle, file, start, packedSize, signal);
    if (method === STORED) {
      if (packedSize !== nbytes) damaged(file, `${name} has two sizes`);
      return { nbytes, fileOffset: start, read: raw };
    }
    if (nbytes > MAX_INFLATED_BYTES) damaged(file, `${name} claims ${nbytes} bytes when unpacked`);
    const read = async (signal?: AbortSignal) => unpack(file, entry, await raw(signal), signal);
    return { nbytes, fileOffset: null, read };
  }

  /** Refuses entries that lie on one another and those that unpack to far more than a file of this size holds. */
  #account({ name, method, size, packedSize }: ZipEntry): void {
    if (this.#located.has(name)) return;
    this.#located.add(name);
    this.#packed += packedSize;
    if (this.#packed > this.#size) damaged(this.file, "its entries overlap");
    if (method === STORED) return;
    this.#inflated += size;
    const most = INFLATED_BASE + INFLATED_RATIO * this.#size;
    if (size > DEFLATE_LIMIT * packedSize + 64 || this.#inflated > most) {
      const text = `${this.file}: it unpacks to more than ${Math.round(most / 1e6)} MB, or to more than is in it. It is corrupt or unsafe.`;
      throw new FileFormatError(text, {
        file: this.file,
        operation: "load",
        code: "ERR_TORCHTS_FILE_TOO_COSTLY",
      });
    }
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

/** Unpacks a deflated entry piece by piece and checks its length and checksum. */
async function unpack(
  file: string,
  { name, size, crc }: ZipEntry,
  packed: Uint8Array,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const unpacked = new Uint8Array(size);
  const inflater = createInflateRaw({ chunkSize: PIECE });
  let at = 0;
  let sum = 0;
  try {
    inflater.end(packed);
    for await (const piece of inflater as AsyncIterable<Uint8Array>) {
      checkAborted(signal, "load");
      if (at + piece.length > size) damaged(file, `${clip(name)} has more than its ${size} bytes`);
      unpacked.set(piece, at);
      sum = crc32(piece, sum);
      at += piece.length;
    }
  } catch (error) {
    if (error instanceof TorchtsError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    return damaged(file, `its zip archive is damaged: ${clip(name)}: ${reason}`, error);
  } finally {
    inflater.destroy();
  }
  if (at !== size) damaged(file, `${clip(name)} has ${at} bytes instead of ${size}`);
  if (sum !== crc) damaged(file, `${clip(name)} does not have its checksum`);
  return unpacked;
}
