/** Tensors over stretches of an open file, read straight into their memory on another thread. */
import { native } from "../native/addon.ts";
import { rethrow } from "./failures.ts";
import type { Tensor } from "./tensor.ts";

/** A stretch of a file, and where it goes. */
export interface FilePart {
  /** Dense, on the CPU. */
  tensor: Tensor;
  /** Bytes into the tensor. */
  offset: number;
  /** Byte of the file. */
  position: number;
  /** Bytes. */
  length: number;
}

/** Whether this system has {@link readParts}. */
export function canReadParts(): boolean {
  return native().readInto !== undefined;
}

/** Reads the parts; gives the first that the file is too short for, or null. The file stays open until then. */
export async function readParts(descriptor: number, parts: readonly FilePart[]): Promise<FilePart | null> {
  const numbers = parts.flatMap(({ tensor, offset, position, length }) => [
    tensor._require("load"),
    offset,
    position,
    length,
  ]);
  try {
    const missing = await native().readInto?.(descriptor, Float64Array.from(numbers));
    return parts[missing ?? -1] ?? null;
  } catch (error) {
    return rethrow(error, "load", []);
  }
}
