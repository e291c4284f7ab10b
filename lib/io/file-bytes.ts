/** Reading stretches of an open file, with typed errors for files that end too early. */
import { readSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { open } from "node:fs/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import { AbortError, ArgumentError, FileFormatError } from "../native/errors.ts";

/** Bytes asked of the system at once: reading stays abortable and the event loop alive. */
const CHUNK = 16 << 20;

/** Reads of at most this many bytes are done at once: a trip through the thread pool costs ten times as much. */
const SMALL = 4096;

/** A file open for reading; whoever opened it closes it. */
export interface OpenFile {
  /** Its path, for errors. */
  readonly file: string;
  readonly handle: FileHandle;
  /** Length in bytes when it was opened. */
  readonly size: number;
}

/** Throws AbortError if the signal has fired. */
export function checkAborted(signal: AbortSignal | undefined, operation: string): void {
  if (signal?.aborted) throw new AbortError(`${operation}: aborted`, { operation, cause: signal.reason });
}

/** Lets timers and I/O run. */
export async function yieldToEventLoop(): Promise<void> {
  await nextTurn();
}

/**
 * Opens a regular file for reading.
 *
 * @throws ArgumentError (code ERR_TORCHTS_FILE_NOT_FOUND) if it is missing, a folder or may not be read
 */
export async function openForReading(path: string): Promise<OpenFile> {
  const refuse = (reason: string, cause?: unknown): ArgumentError =>
    new ArgumentError(`load: cannot read ${path}: ${reason}`, {
      code: "ERR_TORCHTS_FILE_NOT_FOUND",
      file: path,
      operation: "load",
      cause,
    });
  let handle: FileHandle;
  try {
    handle = await open(path, "r");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException; // fs only throws such errors
    if (code === "ENOENT") throw refuse("there is no such file; check the path", error);
    if (code === "EACCES" || code === "EPERM") throw refuse("permission denied", error);
    if (code === "EISDIR") throw refuse("it is a folder; name a file in it", error);
    throw refuse((error as Error).message, error);
  }
  try {
    const stat = await handle.stat();
    if (stat.isDirectory()) throw refuse("it is a folder; name a file in it");
    if (!stat.isFile()) throw refuse("it is not a regular file");
    return { file: path, handle, size: stat.size };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Reads exactly `length` bytes at `position`. @throws FileFormatError if the file ends before that */
export async function readExactly(
  handle: FileHandle,
  file: string,
  position: number,
  length: number,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    checkAborted(signal, "load");
    const count = Math.min(CHUNK, length - done);
    const bytesRead =
      count <= SMALL
        ? readSync(handle.fd, bytes, done, count, position + done)
        : (await handle.read(bytes, done, count, position + done)).bytesRead;
    if (bytesRead === 0) {
      const text = `${file}: the file ends at byte ${position + done}, but ${length - done} more are needed. It is truncated: fetch or copy it again.`;
      throw new FileFormatError(text, { file, operation: "load" });
    }
    done += bytesRead;
  }
  return bytes;
}
