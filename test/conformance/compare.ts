/** Whether two outcomes of a case agree: shapes, dtypes, every value within its dtype's tolerance. */

import type { Outcome, Result, TensorResult } from "./case.ts";

/**
 * Bounds on the difference of two values, relative to the largest finite value expected in the tensor. Integers and
 * booleans must be equal. Complex numbers have the bound of their parts.
 */
export const TOLERANCE: Readonly<Record<string, number>> = {
  float64: 1e-10,
  float32: 1e-5,
  float16: 2e-3,
  bfloat16: 1.6e-2,
  complex128: 1e-10,
  complex64: 1e-5,
};

/** A difference, by where it is. */
export interface Difference {
  where: string;
  what: string;
}

function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function bfloat(bits: number): number {
  return new Float32Array(Uint32Array.of(bits << 16).buffer)[0] as number;
}

type Reader = (view: DataView, at: number) => number | bigint;

const READERS: Record<string, [number, Reader]> = {
  float64: [8, (v, at) => v.getFloat64(at, true)],
  float32: [4, (v, at) => v.getFloat32(at, true)],
  float16: [2, (v, at) => half(v.getUint16(at, true))],
  bfloat16: [2, (v, at) => bfloat(v.getUint16(at, true))],
  int64: [8, (v, at) => v.getBigInt64(at, true)],
  uint64: [8, (v, at) => v.getBigUint64(at, true)],
  int32: [4, (v, at) => v.getInt32(at, true)],
  uint32: [4, (v, at) => v.getUint32(at, true)],
  int16: [2, (v, at) => v.getInt16(at, true)],
  uint16: [2, (v, at) => v.getUint16(at, true)],
  int8: [1, (v, at) => v.getInt8(at)],
  uint8: [1, (v, at) => v.getUint8(at)],
  bool: [1, (v, at) => v.getUint8(at)],
  qint32: [4, (v, at) => v.getInt32(at, true)],
  qint8: [1, (v, at) => v.getInt8(at)],
  quint8: [1, (v, at) => v.getUint8(at)],
};
READERS.complex128 = READERS.float64 as [number, Reader];
READERS.complex64 = READERS.float32 as [number, Reader];
READERS.complex32 = READERS.float16 as [number, Reader];

/** The elements of a written tensor; complex ones as pairs. */
export function decode(result: TensorResult): (number | bigint)[] {
  const reader = READERS[result.dtype];
  if (reader === undefined) throw new Error(`no reader for ${result.dtype}`);
  const [width, read] = reader;
  const bytes = Buffer.from(result.data, "base64");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.byteLength / width }, (_, i) => read(view, i * width));
}

/** Why two lists of elements are not equal within a tolerance; undefined when they are. */
export function differ(
  actual: readonly (number | bigint)[],
  expected: readonly (number | bigint)[],
  tolerance: number,
): string | undefined {
  if (actual.length !== expected.length) return `${actual.length} elements, expected ${expected.length}`;
  let scale = 0;
  for (const value of expected) {
    const size = Math.abs(Number(value));
    if (Number.isFinite(size) && size > scale) scale = size;
  }
  for (let i = 0; i < expected.length; i++) {
    const a = actual[i] as number | bigint;
    const b = expected[i] as number | bigint;
    if (a === b || Object.is(a, b)) continue;
    const near = Math.abs(Number(a) - Number(b)) <= tolerance * scale;
    if (!near || typeof a === "bigint" || typeof b === "bigint") return `element ${i} is ${a}, expected ${b}`;
  }
  return undefined;
}

function isTensor(result: Result): result is TensorResult {
  return "dtype" in result;
}

function kindOf(result: Result): string {
  if (isTensor(result)) {
    return `${result.layout === undefined ? "" : `${result.layout} `}${result.dtype}[${result.shape.join(", ")}]`;
  }
  return "list" in result ? `list of ${result.list.length}` : typeof result.value;
}

function compareResults(
  actual: Result,
  expected: Result,
  shapesOnly: boolean,
  where: string,
): Difference | undefined {
  if (isTensor(expected) || isTensor(actual)) {
    const got = kindOf(actual);
    const wanted = kindOf(expected);
    if (got !== wanted) return { where, what: `${got}, expected ${wanted}` };
    const a = actual as TensorResult;
    const b = expected as TensorResult;
    if (shapesOnly || a.data === b.data) return undefined;
    const what = differ(decode(a), decode(b), TOLERANCE[b.dtype] ?? 0);
    return what === undefined ? undefined : { where, what: `${wanted} ${what}` };
  }
  if ("list" in expected || "list" in actual) {
    const got = kindOf(actual);
    const wanted = kindOf(expected);
    if (got !== wanted) return { where, what: `${got}, expected ${wanted}` };
    const items = (expected as { list: Result[] }).list;
    for (const [i, item] of items.entries()) {
      const other = (actual as { list: Result[] }).list[i] as Result;
      const found = compareResults(other, item, shapesOnly, `${where}[${i}]`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  const a = actual.value;
  const b = expected.value;
  if (a === b) return undefined;
  if (typeof a === "number" && typeof b === "number" && !Number.isInteger(b)) {
    if (differ([a], [b], TOLERANCE.float64 as number) === undefined) return undefined;
  }
  return { where, what: `${String(a)}, expected ${String(b)}` };
}

/** Compares what the call returned; of several results, some may hold what lay in memory. */
function compareReturned(
  actual: Result,
  expected: Result,
  unspecified: "all" | readonly number[],
): Difference | undefined {
  const all = unspecified === "all";
  if (all || unspecified.length === 0 || !("list" in expected) || !("list" in actual)) {
    return compareResults(actual, expected, all, "result");
  }
  if (actual.list.length !== expected.list.length) return compareResults(actual, expected, false, "result");
  for (const [i, item] of expected.list.entries()) {
    const loose = unspecified.includes(i);
    const found = compareResults(actual.list[i] as Result, item, loose, `result[${i}]`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The first difference between two outcomes; undefined when they agree. */
export function compareOutcomes(
  actual: Outcome,
  expected: Outcome,
  unspecified: "all" | readonly number[] = [],
): Difference | undefined {
  const all = unspecified === "all";
  const found = compareReturned(actual.result, expected.result, unspecified);
  if (found !== undefined) return found;
  const places = new Set([...Object.keys(actual.changed), ...Object.keys(expected.changed)]);
  for (const place of places) {
    const a = actual.changed[place];
    const b = expected.changed[place];
    const where = `tensor ${place} after the call`;
    if (a === undefined) return { where, what: "unchanged, expected a change" };
    if (b === undefined) return { where, what: "changed, expected no change" };
    const difference = compareResults(a, b, all, where);
    if (difference !== undefined) return difference;
  }
  for (const [i, b] of (expected.gradients ?? []).entries()) {
    const a = actual.gradients?.[i] ?? null;
    const where = `gradient ${i}`;
    if (a === null && b === null) continue;
    if (a === null || b === null)
      return { where, what: `${a === null ? "none" : "some"}, expected the other` };
    const difference = compareResults(a, b, all, where);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

/** Whether two outcomes are equal to the bit. */
export function sameBits(actual: Outcome, expected: Outcome): boolean {
  return JSON.stringify(actual) === JSON.stringify(expected);
}
