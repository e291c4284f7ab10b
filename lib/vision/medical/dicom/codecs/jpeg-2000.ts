/** Frames of JPEG 2000 by OpenJPEG, and of its high-throughput form by OpenJPH. */

/// <reference path="./cornerstone.d.ts" />
import type { PixelLayout } from "../layout.ts";
import type { DecodedFrame } from "./codec.ts";
import { checkFrame } from "./shape.ts";
import { Loaded, quiet, type WasmDecoder } from "./wasm.ts";

const openjpeg = new Loaded(async () => {
  const { default: make } = await import("@cornerstonejs/codec-openjpeg/decodewasmjs");
  return (await make(quiet())).J2KDecoder;
});

const openjph = new Loaded(async () => {
  const { default: make } = await import("@cornerstonejs/codec-openjph");
  return (await make(quiet())).HTJ2KDecoder;
});

/** Decodes a frame of JPEG 2000. Throws Error for damaged ones. */
export async function jpeg2000(bytes: Uint8Array, layout: PixelLayout): Promise<DecodedFrame> {
  checkFrame(sizeOf(bytes), layout);
  return openjpeg.use("JPEG 2000", bytes, (decoder) => decoded(decoder, layout));
}

/** Decodes a frame of high-throughput JPEG 2000. Throws Error for damaged ones. */
export async function htj2k(bytes: Uint8Array, layout: PixelLayout): Promise<DecodedFrame> {
  checkFrame(sizeOf(bytes), layout);
  return openjph.use("HTJ2K", bytes, (decoder) => decoded(decoder, layout));
}

/** Beginning of a codestream, and of what says its size. */
const SIZ = [0xff, 0x4f, 0xff, 0x51];

/** Size and components, which are looked at before memory is set aside for them (ISO/IEC 15444-1, A.5.1). */
function sizeOf(bytes: Uint8Array): { width: number; height: number; samples: number } {
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(Uint8Array.from(SIZ));
  if (at < 0 || at + 45 > bytes.length)
    throw new Error("a JPEG 2000 frame is damaged: it does not say its size");
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, bytes.length - at);
  const [across, down] = [view.getUint8(43), view.getUint8(44)];
  const precision = (view.getUint8(42) & 0x7f) + 1;
  if (precision > 16) throw new Error(`JPEG 2000 with ${precision} bits is not supported`);
  return {
    width: Math.ceil(view.getUint32(8) / across) - Math.ceil(view.getUint32(16) / across),
    height: Math.ceil(view.getUint32(12) / down) - Math.ceil(view.getUint32(20) / down),
    samples: view.getUint16(40),
  };
}

function decoded(decoder: WasmDecoder, layout: PixelLayout): DecodedFrame {
  decoder.decode();
  const { width, height, componentCount, bitsPerSample } = decoder.getFrameInfo();
  const bitsAllocated = bitsPerSample <= 8 ? 8 : 16;
  const bytes = Uint8Array.from(decoder.getDecodedBuffer());
  if (bytes.length !== (width * height * componentCount * bitsAllocated) / 8)
    throw new Error("it is cut off");
  // The decoders undo the transform of colours.
  const photometric = /^YBR_(RCT|ICT)$/.test(layout.photometric) ? "RGB" : layout.photometric;
  return { bytes, bitsAllocated, precision: bitsPerSample, isPlanar: false, photometric };
}
