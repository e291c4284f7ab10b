/**
 * Opening a file that somebody named, to read it: a regular file, or nothing.
 *
 * A named pipe without a writer blocks whoever opens it, a device may never end, and both may lie in a folder of images
 * under any name. So the file is opened without waiting, and what it is gets looked at on the opened file itself, where
 * nobody can exchange it any more.
 */
import { isUtf8 } from "node:buffer";
import { constants, type Stats } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
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
  const handle = await open(pathOf(path), FLAGS).catch(async (cause: NodeJS.ErrnoException) => {
    // A socket cannot be opened, nor a device without a driver.
    if (cause.code === "ENXIO") checkRegularFile(path, await stat(pathOf(path)));
    throw cause;
  });
  try {
    checkRegularFile(path, await handle.stat());
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** The bytes of a regular file, links followed. Throws as {@link openRegular} does. */
export async function readRegular(path: string, signal?: AbortSignal): Promise<Buffer> {
  const handle = await openRegular(path);
  try {
    return await handle.readFile({ signal });
  } finally {
    await handle.close();
  }
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
