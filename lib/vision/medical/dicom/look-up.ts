/** Look-up tables of DICOM files (PS3.3, C.11.1.1, C.11.2.1.1 and C.7.6.3.1.5). */

import type { DataSet } from "./data-set.ts";

/** Values by number. */
export interface LookUpTable {
  /** The number of the first value; smaller ones get it too. */
  first: number;
  values: Uint8Array | Uint16Array;
  /** Bits of a value. */
  bits: number;
}

/** Reads a table by the tags of its descriptor and its data. Throws Error where it is missing or damaged. */
export function lookUpTable(
  set: DataSet,
  descriptor: number,
  dataTag: number,
  isSigned: boolean,
): LookUpTable {
  const { count, first, bits } = descriptionOf(set, descriptor, isSigned);
  const bytes = set.raw(dataTag);
  let values: Uint8Array | Uint16Array;
  if (bytes.length >= 2 * count) {
    values = new Uint16Array(count);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let i = 0; i < count; i++) values[i] = view.getUint16(2 * i, set.little);
  } else if (bits <= 8 && bytes.length >= count) values = bytes.subarray(0, count);
  else throw damaged();
  return { first, values, bits };
}

function damaged(): Error {
  return new Error("a look-up table of it is missing or damaged");
}

function descriptionOf(
  set: DataSet,
  descriptor: number,
  isSigned: boolean,
): { count: number; first: number; bits: number } {
  const [length, first, bits] = set.numbers(descriptor, isSigned) as [number?, number?, number?];
  if (length === undefined || first === undefined || bits === undefined || bits < 1 || bits > 16)
    throw damaged();
  // The count is never signed; 0 stands for 65536.
  return { count: (length & 0xffff) === 0 ? 65536 : length & 0xffff, first, bits };
}

const [DISCRETE, LINEAR, INDIRECT] = [0, 1, 2];

/**
 * Reads a table in segments (PS3.3, C.7.9.2): values one by one, and lines from the last value to another. Throws Error where it
 * is damaged, and for segments that point to others.
 */
export function segmentedTable(
  set: DataSet,
  descriptor: number,
  dataTag: number,
  isSigned: boolean,
): LookUpTable {
  const { count, first, bits } = descriptionOf(set, descriptor, isSigned);
  const bytes = set.raw(dataTag);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const unit = bits <= 8 ? 1 : 2;
  const entries = Math.floor(bytes.length / unit);
  const entry = (at: number): number => {
    if (at >= entries) throw damaged();
    return unit === 1 ? view.getUint8(at) : view.getUint16(2 * at, set.little);
  };
  const values = new Uint16Array(count);
  let [to, at] = [0, 0];
  // What is left of one entry fills the data up to an even length.
  while (at + 1 < entries && to < count) {
    const [kind, length] = [entry(at), entry(at + 1)];
    at += 2;
    if (to + length > count || (kind === LINEAR && (to === 0 || length === 0))) throw damaged();
    if (kind === DISCRETE) for (let i = 0; i < length; i++) values[to++] = entry(at++);
    else if (kind === LINEAR) {
      const [from, end] = [values[to - 1] as number, entry(at++)];
      for (let i = 1; i <= length; i++) values[to++] = Math.floor(from + ((end - from) * i) / length + 0.5);
    } else if (kind === INDIRECT) {
      throw new Error(
        "its palette has segments that point to others, which are not supported; convert it to RGB",
      );
    } else throw damaged();
  }
  if (to < count) throw damaged();
  return { first, values, bits };
}

/** The value of a number; what lies outside gets the value at the end. */
export function lookUp({ first, values }: LookUpTable, value: number): number {
  const at = Math.min(Math.max(Math.trunc(value) - first, 0), values.length - 1);
  return values[at] as number;
}
