/**
 * Names, places and bytes of a zip archive's entries.
 *
 * yauzl reads the directory; every byte comes through a reader that checks positions first, because yauzl hands
 * offsets from the file to the system as they are, and a huge one would end the process.
 */
import { readSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { promisify } from "node:util";
import { crc32, inflateRaw } from "node:zlib";
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from "yauzl";
import { FileFormatError, TorchtsError } from "../native/errors.ts";
import type { StoredBytes } from "./checkpoint.ts";
import { checkAborted, openForReading, readExactly } from "./file-bytes.ts";

const STORED = 0;
const DEFLATED = 8;
/** Most bytes one compressed entry may unpack to: about the largest array Node 20 can make. */
const MAX_INFLATED_BYTES = 4 * 1024 ** 3 - 1;
/** Entries beyond this are refused; a state dict has one per tensor. */
const MAX_ENTRIES = 1_000_000;

const inflate = promisify<Uint8Array, { maxOutputLength: number }, Buffer>(inflateRaw);

/** Refuses a damaged file. */
export function damaged(file: string, message: string, cause?: unknown): never {
  throw new FileFormatError(
    `${file}: ${message}. The file is truncated or corrupt: fetch or copy it again.`,
    {
      file,
      operation: "load",
      cause,
    },
  );
}

/** Reads of at most this many bytes are done at once: a trip through the thread pool costs ten times as much. */
const SMALL = 4096;

/** Hands yauzl bytes of an open file, and errors for positions outside it. */
export class CheckedReader extends RandomAccessReader {
  readonly #handle: FileHandle;
  readonly #size: number;

  constructor(handle: FileHandle, size: number) {
    super();
    this.#handle = handle;
    this.#size = size;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    const inside = Number.isSafeInteger(position) && position >= 0 && position + length <= this.#size;
    if (!inside) {
      callback(new Error(`it refers to byte ${position}, but ends at ${this.#size}`));
      return;
    }
    const settle = (bytesRead: number) =>
      callback(bytesRead === length ? null : new Error("the file ends too early"));
    if (length > SMALL) {
      this.#handle.read(buffer, offset, length, position).then((done) => settle(done.bytesRead), callback);
      return;
    }
    try {
      const bytesRead = readSync(this.#handle.fd, buffer, offset, length, position);
      queueMicrotask(() => settle(bytesRead)); // yauzl expects to be called back later
    } catch (error) {
      queueMicrotask(() => callback(error as Error)); // fs throws nothing else
    }
  }
}

/** A zip archive open for reading; `close` it. */
export class ZipReader {
  readonly file: string;
  readonly fileSize: number;
  readonly #handle: FileHandle;
  readonly #zip: ZipFile;
  readonly #entries = new Map<string, Entry>();

  private constructor(file: string, fileSize: number, handle: FileHandle, zip: ZipFile) {
    this.file = file;
    this.fileSize = fileSize;
    this.#handle = handle;
    this.#zip = zip;
  }

  /** Reads the directory. @throws FileFormatError if it is damaged, names an entry twice or is absurdly long */
  static async open(file: string, signal?: AbortSignal): Promise<ZipReader> {
    const { handle, size } = await openForReading(file);
    try {
      return await typed(file, async () => {
        const options = { autoClose: false, lazyEntries: true };
        const zip = await fromRandomAccessReaderPromise(new CheckedReader(handle, size), size, options);
        if (zip.entryCount > MAX_ENTRIES) damaged(file, `it claims ${zip.entryCount} entries`);
        const reader = new ZipReader(file, size, handle, zip);
        for await (const entry of zip.eachEntry()) {
          checkAborted(signal, "load");
          if (reader.#entries.has(entry.fileName)) damaged(file, `it holds ${entry.fileName} twice`);
          reader.#entries.set(entry.fileName, entry);
        }
        return reader;
      });
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Names of all entries. */
  names(): string[] {
    return [...this.#entries.keys()];
  }

  /** Unpacked size of an entry in bytes, or undefined if there is none. */
  sizeOf(name: string): number | undefined {
    return this.#entries.get(name)?.uncompressedSize;
  }

  /** All bytes of an entry of at most `limit`. */
  async bytes(name: string, limit: number, signal?: AbortSignal): Promise<Uint8Array> {
    const size = this.sizeOf(name) ?? 0;
    if (size > limit)
      damaged(this.file, `${name} claims ${size} bytes, more than the ${limit} that are read`);
    return (await this.locate(name)).read(signal);
  }

  /** Where an entry's bytes are, checked against the file, without reading them. */
  async locate(name: string): Promise<StoredBytes> {
    const { file, fileSize } = this;
    const entry = this.#entries.get(name) ?? damaged(file, `${name} is missing`);
    const { uncompressedSize: nbytes, compressedSize, compressionMethod: method } = entry;
    if (entry.isEncrypted()) damaged(file, `${name} is encrypted`);
    if (method !== STORED && method !== DEFLATED)
      damaged(file, `${name} is compressed with method ${method}`);

    const { fileDataStart: start } = await typed(file, () =>
      this.#zip.readLocalFileHeaderPromise(entry, { minimal: true }),
    );
    if (start + compressedSize > fileSize) damaged(file, `${name} lies outside the file`);
    const raw = (signal?: AbortSignal) => readExactly(this.#handle, file, start, compressedSize, signal);
    if (method === STORED) {
      if (compressedSize !== nbytes) damaged(file, `${name} has two sizes`);
      return { nbytes, fileOffset: start, read: raw };
    }
    if (nbytes > MAX_INFLATED_BYTES) damaged(file, `${name} claims ${nbytes} bytes when unpacked`);
    const read = async (signal?: AbortSignal) => {
      const packed = await raw(signal);
      return typed(file, async () => {
        const unpacked = await inflate(packed, { maxOutputLength: Math.max(1, nbytes) });
        if (unpacked.length !== nbytes)
          damaged(file, `${name} has ${unpacked.length} bytes instead of ${nbytes}`);
        if (crc32(unpacked) !== entry.crc32) damaged(file, `${name} does not have its checksum`);
        return new Uint8Array(unpacked.buffer, unpacked.byteOffset, unpacked.length);
      });
    };
    return { nbytes, fileOffset: null, read };
  }

  /** Closes the file. */
  close(): Promise<void> {
    return this.#handle.close();
  }
}

/** Turns errors of the zip libraries into FileFormatError; torchts's own pass through. */
async function typed<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TorchtsError) throw error;
    return damaged(
      file,
      `its zip archive is damaged: ${error instanceof Error ? error.message : String(error)}`,
      error,
    );
  }
}
