/** The persistent id of a storage, `(class, key, location, numel[, view])`, read the same in both containers. */
import { FileFormatError } from "../native/errors.ts";
import { clip } from "./clip.ts";
import { asText } from "./pickle-text.ts";
import { PickledTuple, StorageClass, type StorageRef } from "./pickle-values.ts";

/** Longest key of a storage; PyTorch's are numbers. */
const LONGEST_KEY = 200;

/**
 * Reads a storage's persistent id without its leading "storage".
 *
 * @throws FileFormatError if a field has the wrong kind, or a view lies outside its storage
 */
export function parseStorageId(file: string, id: readonly unknown[]): StorageRef {
  const [kind, rawKey, rawLocation, numel, view] = id;
  const key = asText(rawKey);
  if (!(kind instanceof StorageClass)) return fail(file, "a storage has an unknown class");
  if (key === null) return fail(file, "a storage has no key");
  if (key.length > LONGEST_KEY) return fail(file, `a storage's key has ${key.length} characters`);
  const size = kind.dtype?.size ?? 1; // untyped storages count bytes

  const nbytes = bytesOf(file, key, numel, size);
  const ref = { key, dtype: kind.dtype, nbytes, location: asText(rawLocation) ?? "cpu" };
  if (!(view instanceof PickledTuple)) return { ...ref, viewOffset: 0, viewBytes: nbytes };

  const viewOffset = bytesOf(file, key, view.items[1], size);
  const viewBytes = bytesOf(file, key, view.items[2], size);
  if (viewOffset + viewBytes > nbytes) return fail(file, `a view of storage ${key} lies outside it`);
  return { ...ref, viewOffset, viewBytes };
}

/** Bytes of `count` elements of a storage. */
function bytesOf(file: string, key: string, count: unknown, size: number): number {
  const bytes = Number.isSafeInteger(count) ? (count as number) * size : Number.NaN; // checked just before
  if (Number.isSafeInteger(bytes) && bytes >= 0) return bytes;
  return fail(file, `storage ${key} has the size ${clip(String(count))}`);
}

function fail(file: string, message: string): never {
  throw new FileFormatError(`${file}: ${message}. The file is corrupt.`, { file, operation: "load" });
}
