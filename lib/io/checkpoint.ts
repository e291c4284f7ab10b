/**
 * What every reader hands on: the parsed values, and where the bytes of each storage lie. No tensor exists yet.
 *
 * Readers: pth-zip.ts, pth-legacy.ts, safetensors-read.ts, npy-header.ts, npz.ts. Making tensors of it: materialize.ts.
 */
import type { OpenFile } from "./file-bytes.ts";
import type { UnknownClasses } from "./pickle-globals.ts";

/** Containers that can be read. */
export type FileFormat = "pth-zip" | "pth-legacy" | "safetensors" | "npy" | "npz";

/** The bytes of one storage inside a file. */
export interface StoredBytes {
  /** Length in bytes, checked against the file. */
  readonly nbytes: number;
  /** Where they start in the file if they lie there as they are; null if they are compressed. */
  readonly fileOffset: number | null;
  /** Reads them into memory of their own. */
  read(signal?: AbortSignal): Promise<Uint8Array>;
}

/** How a file's structure is read. */
export interface ParseOptions {
  /** What becomes of classes that are not known. */
  readonly unknown: UnknownClasses;
  readonly signal: AbortSignal | undefined;
}

/** A file whose structure has been read and checked. Close `source.handle` when the tensors are made. */
export interface ParsedFile {
  /** The open file. */
  readonly source: OpenFile;
  readonly format: FileFormat;
  /** The value tree, of the classes in pickle-values.ts. */
  readonly root: unknown;
  readonly storages: ReadonlyMap<string, StoredBytes>;
  /** Whether numbers are stored big-endian. */
  readonly bigEndian: boolean;
  /** Free text of the format, such as safetensors' `__metadata__`. */
  readonly metadata: ReadonlyMap<string, string>;
}
