/**
 * The header of a safetensors file, read and written by the format's rules.
 *
 * Layout: header length (8 bytes, little-endian), a JSON header, the tensors' bytes without holes.
 * Source: https://github.com/huggingface/safetensors#format
 */
import { describe } from "../edge/index.ts";
import { FileFormatError } from "../native/errors.ts";
import type { Budget } from "./budget.ts";
import { clip } from "./clip.ts";
import { DTYPE_BY_SAFETENSORS, type FileDType } from "./dtypes.ts";
import { JsonMembers } from "./json-members.ts";
import { MAX_DIMS, numelOf } from "./strided.ts";

/** Largest header the format allows, in bytes. */
export const MAX_HEADER_BYTES = 100_000_000;

/** Most tensors of one file: many times those of the largest. */
const MAX_TENSORS = 1 << 16;
/** Estimate of what a tensor takes with its description, in bytes. */
const TENSOR_BYTES = 1000;

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
 * Reads and checks a header; yields after each tensor.
 *
 * @param bytes the JSON
 * @param dataBytes bytes in the file after the header
 * @throws FileFormatError if it breaks a rule of the format, or describes more than the budget allows
 */
export function* parseSafetensorsHeader(
  file: string,
  bytes: Uint8Array,
  dataBytes: number,
  budget: Budget,
): Generator<void, SafetensorsHeader> {
  const fail = (message: string): never => {
    throw new FileFormatError(
      `${file}: ${message}. The safetensors file is truncated or corrupt: fetch or copy it again.`,
      { file, operation: "load" },
    );
  };
  const metadata = new Map<string, string>();
  const entries: SafetensorsEntry[] = [];
  const names = new Set<string>();
  for (const reader = new JsonMembers(bytes, fail); ; ) {
    const member = reader.next();
    if (member === null) break;
    const { name, value } = member;
    budget.spend(TENSOR_BYTES + name.length);
    if (names.has(name)) fail("a name occurs twice in its header");
    names.add(name);
    if (names.size > MAX_TENSORS) fail(`its header describes more than ${MAX_TENSORS} tensors`);
    if (name === "__metadata__") {
      for (const [key, item] of Object.entries((value ?? {}) as Record<string, unknown>)) {
        if (typeof item !== "string") fail(`its metadata ${JSON.stringify(clip(key))} is not text`);
        metadata.set(key, item as string); // checked on the line above
      }
    } else {
      entries.push(parseEntry(name, value, fail));
    }
    yield;
  }

  entries.sort((a, b) => a.begin - b.begin || a.end - b.end);
  let expected = 0;
  for (const { name, begin, end } of entries) {
    const label = JSON.stringify(clip(name));
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
  const label = `tensor ${JSON.stringify(clip(name))}`;
  if (typeof value !== "object" || value === null) return fail(`${label} is not described by an object`);
  const { dtype: tag, shape, data_offsets: offsets } = value as Record<string, unknown>;
  const dtype = typeof tag === "string" ? DTYPE_BY_SAFETENSORS.get(tag) : undefined;
  if (dtype === undefined) return fail(`${label} has the dtype ${describe(tag)}, which is not known`);
  if (!isIndexList(shape) || shape.length > MAX_DIMS)
    return fail(`${label} has the shape ${describe(shape)}`);
  if (!isIndexList(offsets) || offsets.length !== 2) {
    return fail(`${label} has the offsets ${describe(offsets)}`);
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
