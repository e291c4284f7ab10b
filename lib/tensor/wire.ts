/**
 * The buffer that JavaScript and native code share, and the tags of what travels in it.
 *
 * Values cross as doubles written here rather than as Node-API values: a call costs one crossing whatever its
 * arguments. The tags are part of the contract with native/wire.h.
 */

import { type NativeAddon, native } from "../native/addon.ts";
import { ArgumentError } from "../native/errors.ts";

/** @internal */
export const TAG_DEFAULT = 0;
/** @internal */
export const TAG_NONE = 1;
/** @internal */
export const TAG_NUMBER = 2;
/** @internal */
export const TAG_INT64 = 3;
/** @internal */
export const TAG_BOOL = 4;
/** @internal */
export const TAG_COMPLEX = 5;
/** @internal */
export const TAG_LIST = 6;
/** @internal */
export const TAG_STRING = 7;
/** @internal */
export const TAG_TENSOR = 8;
/** @internal */
export const TAG_FLOAT = 9;
/** @internal */
export const TAG_INT64_LIST = 10;
/** @internal */
export const TAG_DEVICE = 11;

/** @internal The addon and its buffer, connected at the first use. */
export interface Wire {
  addon: NativeAddon;
  /** The addon's `call`, which is on the path of every operation. */
  call: NativeAddon["call"];
  buffer: Float64Array;
  /** The same memory as 64-bit integers. */
  bits: BigInt64Array;
  /** How often it was asked for: who writes to the buffer sees whether someone else did meanwhile. */
  uses: number;
}

/** @internal 400 MB of arguments: beyond is a mistake, and the process might not survive it. */
export const MOST = 5e7;

let connected: Wire | undefined;

/** @internal */
export function wire(): Wire {
  if (connected !== undefined) {
    connected.uses++;
    return connected;
  }
  const addon = native();
  connected = { addon, call: addon.call, buffer: new Float64Array(0), bits: new BigInt64Array(0), uses: 0 };
  rebind(connected, addon.buffer());
  return connected;
}

function rebind(w: Wire, buffer: Float64Array): void {
  w.buffer = buffer;
  w.bits = new BigInt64Array(buffer.buffer, buffer.byteOffset, buffer.length);
}

/** @internal Makes room for `doubles` cells, keeping what is written. */
export function ensure(w: Wire, doubles: number): void {
  if (doubles <= w.buffer.length) return;
  if (!(doubles <= MOST)) throw new ArgumentError(`a call takes at most ${MOST} values, not ${doubles}`);
  rebind(w, w.addon.grow(doubles));
}

/** @internal Native code replaced the buffer to make room for results. */
export function refresh(w: Wire): void {
  rebind(w, w.addon.buffer());
}
