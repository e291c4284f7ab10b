/**
 * Opening a file that somebody named, to read it: a regular file, or nothing.
 *
 * A named pipe without a writer blocks whoever opens it, a device may never end, and both may lie in a folder of images
 * under any name. So the file is opened without waiting, and what it is gets looked at on the opened file itself, where
 * nobody can exchange it any more.
 */
import { isUtf8, constants as limits } from "node:buffer";
import { closeSync, constants, fstatSync, open as openDescriptor, read, type Stats } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { throwIfAborted } from "../native/abort.ts";
import { FileFormatError } from "../native/errors.ts";
import { pathOf } from "./path-bytes.ts";

// O_NONBLOCK and O_NOCTTY are not there on Windows, where pipes and devices have no names in folders.
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

/** Throws FileFormatError unless `stats`, of the file `path`, are a regular file's. */
export function checkRegularFile(path: string, stats: Stats): void {
  if (stats.isFile()) return;
  const what = stats.isDirectory()
    ? "a folder"
    : stats.isFIFO()
      ? "a named pipe"
      : stats.isSocket()
        ? "a socket"
        : "a device";
  throw new FileFormatError(`${path} is ${what}, not a regular file`, { file: path });
}

/**
 * Opens a regular file to read it, links followed; the caller closes the handle. Never waits for a writer. Names that are
 * no UTF-8 are taken as `path-bytes.ts` writes them.
 *
 * @throws FileFormatError for a pipe, a socket, a device or a folder; Node's own error where there is no file, or one
 *   that may not be read
 */
export async function openRegular(path: string): Promise<FileHandle> {
  const handle = await open(pathOf(path), FLAGS).catch((cause) => refuseToOpen(path, cause));
  try {
    checkRegularFile(path, await handle.stat());
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Throws what is known of a file that could not be opened: a socket cannot, nor a device without a driver. */
async function refuseToOpen(path: string, cause: NodeJS.ErrnoException): Promise<never> {
  if (cause.code === "ENXIO") checkRegularFile(path, await stat(pathOf(path)));
  throw cause;
}

/** Most bytes that are asked of the system at once, so that a signal is heard in between. */
const CHUNK = 2 ** 26;

/**
 * The bytes of a regular file, links followed. Throws as {@link openRegular} does.
 *
 * A data set reads thousands of small files while other threads decode. Each wait for one of those threads costs the
 * JavaScript thread more than the work itself, so there are two: to open and to read. What an open file is, and closing it,
 * is asked at once.
 */
export async function readRegular(path: string, signal?: AbortSignal): Promise<Buffer> {
  throwIfAborted(signal, "readRegular");
  const descriptor = await new Promise<number>((resolve, reject) => {
    openDescriptor(pathOf(path), FLAGS, (error, opened) => (error ? reject(error) : resolve(opened)));
  }).catch((cause) => refuseToOpen(path, cause));
  try {
    const stats = fstatSync(descriptor);
    checkRegularFile(path, stats);
    if (stats.size > limits.MAX_LENGTH) {
      throw new FileFormatError(`${path} has ${stats.size} bytes, more than can be held at once`, {
        file: path,
      });
    }
    let bytes = Buffer.allocUnsafeSlow(stats.size);
    let length = 0;
    for (;;) {
      throwIfAborted(signal, "readRegular");
      if (length > 0 && length === stats.size) return bytes; // what was written meanwhile is left
      // Files of the system (/proc) say that they are empty.
      if (length === bytes.length) bytes = Buffer.concat([bytes], Math.max(2 * bytes.length, 2 ** 16));
      const got = await readInto(descriptor, bytes, length);
      if (got === 0) return bytes.subarray(0, length);
      length += got;
    }
  } finally {
    closeSync(descriptor);
  }
}

function readInto(descriptor: number, bytes: Buffer, at: number): Promise<number> {
  return new Promise((resolve, reject) => {
    read(descriptor, bytes, at, Math.min(bytes.length - at, CHUNK), null, (error, got) =>
      error ? reject(error) : resolve(got),
    );
  });
}

/**
 * The text of a regular file in UTF-8, links followed. Throws as {@link openRegular} does, and FileFormatError with the
 * line for bytes that are no UTF-8: decoded all the same, different letters would become one.
 */
export async function readRegularText(path: string, signal?: AbortSignal): Promise<string> {
  const bytes = await readRegular(path, signal);
  if (isUtf8(bytes)) return bytes.toString("utf8");
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  throw new FileFormatError(
    isWide
      ? `${path} is in UTF-16; save it in UTF-8`
      : `${path}, line ${lineOfFault(bytes)}: it is not in UTF-8, but perhaps in Latin-1 or Windows-1252; save it in UTF-8`,
    { file: path },
  );
}

function lineOfFault(bytes: Buffer): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const found = bytes.indexOf(10, start);
    const end = found < 0 ? bytes.length : found + 1;
    if (!isUtf8(bytes.subarray(start, end))) break;
    start = end;
  }
  return line;
}
