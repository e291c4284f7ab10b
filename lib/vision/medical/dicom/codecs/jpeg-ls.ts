/** Frames of JPEG-LS by CharLS. */

/// <reference path="./cornerstone.d.ts" />
import type { PixelLayout } from "../layout.ts";
import type { DecodedFrame } from "./codec.ts";
import { frameHeader } from "./jpeg-stream.ts";
import { checkFrame } from "./shape.ts";
import { Loaded, quiet } from "./wasm.ts";

const charls = new Loaded(async () => {
  const { default: make } = await import("@cornerstonejs/codec-charls/decodewasmjs");
  return (await make(quiet())).JpegLSDecoder;
});

/** Decodes a frame of JPEG-LS, near-lossless ones too. Throws Error for damaged ones. */
export async function jpegLs(bytes: Uint8Array, layout: PixelLayout): Promise<DecodedFrame> {
  const { width, height, components } = frameHeader(bytes);
  const samples = components.length;
  checkFrame({ width, height, samples }, layout);
  return charls.use("JPEG-LS", bytes, (decoder) => {
    decoder.decode();
    const { bitsPerSample } = decoder.getFrameInfo();
    const bitsAllocated = bitsPerSample <= 8 ? 8 : 16;
    const decoded = Uint8Array.from(decoder.getDecodedBuffer());
    if (decoded.length !== (width * height * samples * bitsAllocated) / 8) throw new Error("it is cut off");
    const isPlanar = decoder.getInterleaveMode?.() === 0;
    return { bytes: decoded, bitsAllocated, precision: bitsPerSample, isPlanar };
  });
}
