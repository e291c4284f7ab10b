/** Writing a file so that it is there whole or not at all: beside its place first, then synced and renamed. */
import type { FileHandle } from "node:fs/promises";
import { open, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { ArgumentError, TorchtsError } from "../native/errors.ts";
import { checkAborted } from "./file-bytes.ts";

let counter = 0;

/**
 * Lets `write` fill a new file and puts it at `path` when that succeeded.
 *
 * The file is written as `<path>.tmp-<pid>-<n>` in the same folder; after an error or abort nothing of it is left
 * and what stood at `path` before is untouched.
 *
 * @throws ArgumentError if the folder is missing or may not be written, TorchtsError
 *   (ERR_TORCHTS_DISK_FULL) if the disk is full, AbortError, and what `write` throws
 */
export async function writeAtomically<T>(
  path: string,
  write: (handle: FileHandle) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  checkAborted(signal, "save");
  const folder = dirname(path);
  const beside = join(folder, `${basename(path)}.tmp-${process.pid}-${counter++}`);
  let handle: FileHandle;
  try {
    if ((await stat(path).catch(() => null))?.isDirectory()) throw new Error("it is a folder");
    handle = await open(beside, "wx");
  } catch (error) {
    throw cannotWrite(path, error);
  }
  try {
    let result: T;
    try {
      result = await write(handle);
      checkAborted(signal, "save");
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, path);
    await syncFolder(folder);
    return result;
  } catch (error) {
    await rm(beside, { force: true });
    throw error instanceof TorchtsError || !isFileError(error) ? error : cannotWrite(path, error);
  }
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && "syscall" in error;
}

function cannotWrite(path: string, error: unknown): TorchtsError {
  const { code, message } = error as NodeJS.ErrnoException; // fs only throws such errors
  const details = { file: path, operation: "save", cause: error };
  if (code === "ENOSPC" || code === "EDQUOT") {
    const text = `save: no space left for ${path}. Free some, or write to another disk; nothing was left behind.`;
    return new TorchtsError(text, { ...details, code: "ERR_TORCHTS_DISK_FULL" });
  }
  if (code === "ENOENT") {
    return new ArgumentError(`save: the folder ${dirname(path)} does not exist; make it first`, details);
  }
  return new ArgumentError(`save: cannot write ${path}: ${message}`, details);
}

/** Makes a rename durable; Windows cannot open folders and does not need it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  try {
    const handle = await open(folder, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // some network file systems refuse to sync folders; the file itself is synced
  }
}

/** Writes all the bytes, one part after another, at a position. Returns their number. */
export async function writeFully(
  handle: FileHandle,
  parts: readonly Uint8Array[],
  position: number,
): Promise<number> {
  const total = parts.reduce((sum, part) => sum + part.length, 0);
  let rest = parts;
  let done = 0;
  while (done < total) {
    const { bytesWritten } = await handle.writev(rest, position + done);
    done += bytesWritten;
    let skip = bytesWritten;
    rest = rest.flatMap((part) => {
      const from = Math.min(skip, part.length);
      skip -= from;
      return from < part.length ? [part.subarray(from)] : [];
    });
  }
  return total;
}
