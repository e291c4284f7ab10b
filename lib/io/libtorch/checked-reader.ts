/**
 * Positions from a zip archive checked before they are read: yauzl hands offsets from the file to the system as they
 * are, and a huge one would end the process.
 */
import { readSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { RandomAccessReader } from "yauzl";

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
