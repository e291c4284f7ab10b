/**
 * The header of a safetensors file, read and written by the format's rules.
 *
 * Layout: header length (8 bytes, little-endian), a JSON header, the tensors' bytes without holes.
 * Source: https://github.com/huggingface/safetensors#format
 */
import { FileFormatError } from "../native/errors.ts";
import { DTYPE_BY_SAFETENSORS, type FileDType } from "./dtypes.ts";
import { MAX_DIMS, numelOf } from "./strided.ts";

/** Largest header the format allows, in bytes. */
export const MAX_HEADER_BYTES = 100_000_000;

/** One tensor of a header; offsets count from the end of the header. */
export interface SafetensorsEntry {
  readonly name: string;
  readonly dtype: FileDType;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

/** A header that has been checked against the length of the data. */
export interface SafetensorsHeader {
  /** Tensors in the order of their bytes. */
  readonly entries: readonly SafetensorsEntry[];
  readonly metadata: ReadonlyMap<string, string>;
}

/**
 * Reads and checks a header.
 *
 * @param text the JSON
 * @param dataBytes bytes in the file after the header
 * @throws FileFormatError if it breaks a rule of the format
 */
export function parseSafetensorsHeader(file: string, text: string, dataBytes: number): SafetensorsHeader {
  const fail = (message: string): never => {
    throw new FileFormatError(
      `${file}: ${message}. The safetensors file is truncated or corrupt: fetch or copy it again.`,
      { file, operation: "load" },
    );
  };
  if (!text.startsWith("{")) fail("its header does not start with {");
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    return fail(`its header is not JSON (${(error as Error).message.slice(0, 120)})`);
  }
  const fields = Object.entries(parsed as Record<string, unknown>); // it starts with {, so it is an object
  const written = countTopLevelKeys(text);
  if (written !== fields.length) fail("a name occurs twice in its header");

  const metadata = new Map<string, string>();
  const entries: SafetensorsEntry[] = [];
  for (const [name, value] of fields) {
    if (name === "__metadata__") {
      for (const [key, item] of Object.entries((value ?? {}) as Record<string, unknown>)) {
        if (typeof item !== "string") fail(`its metadata ${JSON.stringify(key)} is not text`);
        metadata.set(key, item as string); // checked on the line above
      }
    } else {
      entries.push(parseEntry(name, value, fail));
    }
  }

  entries.sort((a, b) => a.begin - b.begin || a.end - b.end);
  let expected = 0;
  for (const { name, begin, end } of entries) {
    const label = JSON.stringify(name);
    if (begin !== expected) {
      fail(`tensor ${label} starts at byte ${begin} of the data, but the one before it ends at ${expected}`);
    }
    if (end > dataBytes) fail(`tensor ${label} ends at byte ${end} of the data, which has ${dataBytes}`);
    expected = end;
  }
  if (expected !== dataBytes) fail(`its tensors take ${expected} bytes, but ${dataBytes} follow the header`);
  return { entries, metadata };
}

function parseEntry(name: string, value: unknown, fail: (message: string) => never): SafetensorsEntry {
  const label = `tensor ${JSON.stringify(name.slice(0, 200))}`;
  if (typeof value !== "object" || value === null) return fail(`${label} is not described by an object`);
  const { dtype: tag, shape, data_offsets: offsets } = value as Record<string, unknown>;
  const dtype = typeof tag === "string" ? DTYPE_BY_SAFETENSORS.get(tag) : undefined;
  if (dtype === undefined) return fail(`${label} has the dtype ${JSON.stringify(tag)}, which is not known`);
  if (!isIndexList(shape) || shape.length > MAX_DIMS)
    return fail(`${label} has the shape ${JSON.stringify(shape)}`);
  if (!isIndexList(offsets) || offsets.length !== 2) {
    return fail(`${label} has the offsets ${JSON.stringify(offsets)}`);
  }
  const [begin, end] = offsets as [number, number]; // two entries by the check above
  const nbytes = numelOf(shape) * dtype.size;
  if (!Number.isSafeInteger(nbytes) || end - begin !== nbytes) {
    return fail(
      `${label} of shape [${shape}] and dtype ${tag} needs ${nbytes} bytes, but has ${end - begin}`,
    );
  }
  return { name, dtype, shape, begin, end };
}

function isIndexList(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);
}

/** Keys of the outermost object as written, duplicates counted; `text` is valid JSON. */
function countTopLevelKeys(text: string): number {
  let depth = 0;
  let colons = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (char === 0x22) {
      // a string: skip to its closing quote
      for (i++; text.charCodeAt(i) !== 0x22; i++) if (text.charCodeAt(i) === 0x5c) i++;
    } else if (char === 0x7b || char === 0x5b) depth++;
    else if (char === 0x7d || char === 0x5d) depth--;
    else if (char === 0x3a && depth === 1) colons++;
  }
  return colons;
}
