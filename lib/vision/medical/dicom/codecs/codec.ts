/** What decodes the pixels of one compressed frame. */

import type { PixelLayout } from "../layout.ts";

/** A decoded frame: samples as bytes, little-endian, each sample in as many as the frame's own `bitsAllocated` says. */
export interface DecodedFrame {
  bytes: Uint8Array;
  /** Bits of each sample in `bytes`: 8, 16 or 32. */
  bitsAllocated: number;
  /** How many of the bits are of the sample, where the frame itself says it. */
  precision?: number;
  /** Whether the colours lie in planes, one after the other. */
  isPlanar: boolean;
  /** What the colours are, where decoding changed it. */
  photometric?: string;
}

/** Decodes the frame in `bytes`. Throws Error for damaged ones, and where the frame is not as the file says. */
export type FrameCodec = (bytes: Uint8Array, layout: PixelLayout) => Promise<DecodedFrame> | DecodedFrame;
