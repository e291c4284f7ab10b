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
  const damaged = () => new Error("a look-up table of it is missing or damaged");
  const [length, first, bits] = set.numbers(descriptor, isSigned) as [number?, number?, number?];
  if (length === undefined || first === undefined || bits === undefined || bits < 1 || bits > 16)
    throw damaged();
  // The count is never signed; 0 stands for 65536.
  const count = (length & 0xffff) === 0 ? 65536 : length & 0xffff;
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

/** The value of a number; what lies outside gets the value at the end. */
export function lookUp({ first, values }: LookUpTable, value: number): number {
  const at = Math.min(Math.max(Math.trunc(value) - first, 0), values.length - 1);
  return values[at] as number;
}
