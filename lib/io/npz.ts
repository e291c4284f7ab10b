/**
 * numpy's .npz files: a zip archive of .npy files, one for each array, packed or not.
 *
 * Source: https://numpy.org/doc/stable/reference/generated/numpy.savez.html
 */
import { FileFormatError } from "../native/errors.ts";
import type { ParsedFile, ParseOptions, StoredBytes } from "./checkpoint.ts";
import { clip } from "./clip.ts";
import { checkAborted, type OpenFile, readExactly } from "./file-bytes.ts";
import { npyTensor, readNpyHeader } from "./npy-header.ts";
import { PickledDict } from "./pickle-values.ts";
import type { ZipReader } from "./zip-reader.ts";

const ENDING = ".npy";

/** Whether an archive is one of arrays: it holds nothing else. */
export function isNpz(archive: ZipReader): boolean {
  let some = false;
  for (const name of archive.names()) {
    if (!name.endsWith(ENDING)) return false;
    some = true;
  }
  return some;
}

/**
 * Reads the headers of the arrays of an archive.
 *
 * @throws FileFormatError for damaged ones, arrays of objects or records, and arrays of both byte orders
 */
export async function parseNpz(
  source: OpenFile,
  { signal }: ParseOptions,
  archive: ZipReader,
): Promise<ParsedFile> {
  const { file, handle } = source;
  const root = new PickledDict("dict");
  const storages = new Map<string, StoredBytes>();
  const orders = new Set<boolean>();
  for (const name of archive.names()) {
    checkAborted(signal, "load");
    const key = name.slice(0, -ENDING.length);
    const fail = (message: string): never => {
      throw new FileFormatError(`${file}: the array ${clip(key)}: ${message}`, { file, operation: "load" });
    };
    const entry = archive.locate(name);
    const { fileOffset } = entry;
    // What is packed is unpacked for its header, and once more for its numbers: it may be one of many that nobody wants.
    const unpacked = fileOffset === null ? await entry.read(signal) : null;
    const array = await readNpyHeader(
      entry.nbytes,
      async (at, length) =>
        unpacked?.subarray(at, at + length) ??
        readExactly(handle, file, (fileOffset as number) + at, length, signal),
      fail,
    );
    const { start, nbytes } = array;
    storages.set(key, {
      nbytes,
      fileOffset: fileOffset === null ? null : fileOffset + start,
      read:
        fileOffset === null
          ? async (readSignal) =>
              Uint8Array.from((await entry.read(readSignal)).subarray(start, start + nbytes))
          : (readSignal) => readExactly(handle, file, fileOffset + start, nbytes, readSignal),
    });
    if (array.dtype.unit > 1) orders.add(array.bigEndian);
    root.entries.set(key, npyTensor(key, array));
  }
  if (orders.size > 1) {
    throw new FileFormatError(`${file}: it holds arrays of both byte orders; save them in one.`, {
      file,
      operation: "load",
    });
  }
  return { format: "npz", root, storages, bigEndian: orders.has(true), metadata: new Map(), source };
}
