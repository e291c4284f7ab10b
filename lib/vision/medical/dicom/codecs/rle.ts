/**
 * Frames packed by run lengths: a segment for each byte of each sample, the most significant first (PS3.5, annex G).
 */

import type { PixelLayout } from "../layout.ts";
import type { DecodedFrame } from "./codec.ts";

const HEADER = 64;

/** Decodes a frame packed by run lengths. Throws Error for damaged ones. */
export function rle(bytes: Uint8Array, layout: PixelLayout): DecodedFrame {
  const { rows, columns, samples, bitsAllocated } = layout;
  const count = rows * columns;
  const size = bitsAllocated / 8;
  if (bytes.length < HEADER) throw new Error("a frame packed by run lengths is truncated");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const segments = view.getUint32(0, true);
  if (segments !== samples * size) {
    throw new Error(`a frame has ${segments} segments of run lengths; ${samples * size} are expected`);
  }
  const starts = Array.from({ length: segments }, (_, i) => view.getUint32(4 + 4 * i, true));
  // A byte stands for 128 at most, so no more is set aside than the frame can hold.
  if (count * segments > 128 * bytes.length) throw new Error("a frame packed by run lengths is truncated");
  const out = new Uint8Array(count * segments);
  for (const [segment, start] of starts.entries()) {
    const end = starts[segment + 1] ?? bytes.length;
    const sample = Math.floor(segment / size);
    // Little-endian samples, in planes.
    const first = sample * count * size + (size - 1 - (segment % size));
    unpack(bytes, start, Math.min(end, bytes.length), { out, first, step: size, count });
  }
  return { bytes: out, bitsAllocated, isPlanar: true };
}

interface Target {
  out: Uint8Array;
  first: number;
  step: number;
  count: number;
}

/** PackBits, as far as the frame goes. */
function unpack(bytes: Uint8Array, start: number, end: number, { out, first, step, count }: Target): void {
  let [at, done] = [start, 0];
  while (done < count) {
    if (at >= end) throw new Error("a frame packed by run lengths is truncated");
    const code = bytes[at++] as number;
    if (code === 128) continue;
    const isRun = code > 128;
    const length = Math.min(isRun ? 257 - code : code + 1, count - done);
    if (at + (isRun ? 1 : length) > end) throw new Error("a frame packed by run lengths is truncated");
    for (let i = 0; i < length; i++) out[first + step * (done + i)] = bytes[isRun ? at : at + i] as number;
    at += isRun ? 1 : length;
    done += length;
  }
}
