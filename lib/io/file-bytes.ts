/** Reading stretches of an open file, with typed errors for files that end too early. */
import { readSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import { AbortError, ArgumentError, FileFormatError, OutOfMemoryError } from "../native/errors.ts";
import { openRegular } from "./regular-file.ts";

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
    handle = await openRegular(path);
  } catch (error) {
    if (error instanceof FileFormatError) throw refuse(`${error.message}; name a file`, error);
    const { code } = error as NodeJS.ErrnoException; // fs only throws such errors
    if (code === "ENOENT") throw refuse("there is no such file; check the path", error);
    if (code === "EACCES" || code === "EPERM") throw refuse("permission denied", error);
    throw refuse((error as Error).message, error);
  }
  try {
    const { size } = await handle.stat();
    return { file: path, handle, size };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function allocate(file: string, length: number): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(length);
  } catch (cause) {
    throw noMemory(file, length, cause);
  }
}

/** The error of a file that does not fit into memory. */
export function noMemory(file: string, length: number, cause: unknown): OutOfMemoryError {
  const text = `load: there is no memory for ${length} bytes of ${file}. Load it with { mmap: true }, or a smaller file.`;
  return new OutOfMemoryError(text, { file, operation: "load", cause });
}

/** The error of a file that lacks `length` bytes from `position` on, or some of them. */
export function endsEarly(file: string, position: number, length: number): FileFormatError {
  const text = `${file}: the file ends at byte ${position}, but ${length} more are needed. It is truncated: fetch or copy it again.`;
  return new FileFormatError(text, { file, operation: "load" });
}

/**
 * Reads exactly `length` bytes at `position`, into `scratch` where it is given and else into memory of their own.
 *
 * @throws FileFormatError if the file ends before that; AbortError
 */
export async function readExactly(
  handle: FileHandle,
  file: string,
  position: number,
  length: number,
  signal?: AbortSignal,
  scratch?: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = scratch?.subarray(0, length) ?? allocate(file, length);
  let done = 0;
  while (done < length) {
    checkAborted(signal, "load");
    const count = Math.min(CHUNK, length - done);
    const bytesRead =
      count <= SMALL
        ? readSync(handle.fd, bytes, done, count, position + done)
        : (await handle.read(bytes, done, count, position + done)).bytesRead;
    if (bytesRead === 0) throw endsEarly(file, position + done, length - done);
    done += bytesRead;
  }
  return bytes;
}
