/**
 * Frames of JPEG: 8 bits of the cosine processes by libvips, the lossless process and 12 bits here. Which process it is says
 * the frame; transfer syntaxes are not always right.
 */
import { decodeSharp, inputOf, loadSharp } from "../../../formats/libvips.ts";
import type { PixelLayout } from "../layout.ts";
import type { DecodedFrame } from "./codec.ts";
import { decodeLossless } from "./jpeg-lossless.ts";
import { decodeSequential } from "./jpeg-sequential.ts";
import { frameHeader, readStream } from "./jpeg-stream.ts";
import { checkFrame } from "./shape.ts";

/** Decodes a frame of any process of JPEG that DICOM has. Throws Error for damaged ones and other processes. */
export async function jpeg(bytes: Uint8Array, layout: PixelLayout): Promise<DecodedFrame> {
  const header = frameHeader(bytes);
  checkFrame({ width: header.width, height: header.height, samples: header.components.length }, layout);
  const { process, precision } = header;
  if (process > 3)
    throw new Error(`process ${process} of JPEG, with arithmetic codes or in layers, is not supported`);
  if (process === 3) return words(decodeLossless(bytes, readStream(bytes)), header);
  if (precision === 8) return shown(bytes, header, layout);
  if (process === 2 || precision !== 12) {
    throw new Error(`JPEG with ${precision} bits${process === 2 ? ", progressive," : ""} is not supported`);
  }
  return words(decodeSequential(bytes, readStream(bytes)), header);
}

type FrameHeader = ReturnType<typeof frameHeader>;

function words(samples: Uint16Array, { precision }: FrameHeader): DecodedFrame {
  if (precision <= 8)
    return { bytes: Uint8Array.from(samples), bitsAllocated: 8, precision, isPlanar: false };
  const bytes = new Uint8Array(2 * samples.length);
  for (let i = 0; i < samples.length; i++) {
    bytes[2 * i] = samples[i] as number;
    bytes[2 * i + 1] = (samples[i] as number) >> 8;
  }
  return { bytes, bitsAllocated: 16, precision, isPlanar: false };
}

/** 8 bits by libvips, to gray or RGB. */
async function shown(bytes: Uint8Array, header: FrameHeader, layout: PixelLayout): Promise<DecodedFrame> {
  const isColored = header.components.length === 3;
  const file = isColored ? withColors(bytes, header, layout) : bytes;
  const pipeline = (await loadSharp())(file, inputOf(header.width * header.height));
  const kind = {
    space: isColored ? "srgb" : "b-w",
    depth: "uchar",
    hasAlpha: false,
    channels: isColored ? 3 : 1,
  } as const;
  const { data } = await decodeSharp(pipeline, kind, "unchanged");
  const photometric = isColored ? "RGB" : layout.photometric;
  return { bytes: data as Uint8Array, bitsAllocated: 8, precision: 8, isPlanar: false, photometric };
}

const ADOBE = [0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0];

/**
 * The file with one statement of what its colours are, in place of those of its own: libvips would go by them, and
 * DICOM says it elsewhere.
 */
function withColors(bytes: Uint8Array, header: FrameHeader, layout: PixelLayout): Uint8Array {
  const parts: Uint8Array[] = [
    bytes.subarray(0, 2),
    Uint8Array.from([...ADOBE, isLuma(header, layout) ? 1 : 0]),
  ];
  let at = 2;
  while (bytes[at] === 0xff && (bytes[at + 1] as number) >= 0xe0 && (bytes[at + 1] as number) <= 0xef) {
    at += 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0));
  }
  return Uint8Array.from(Buffer.concat([...parts, bytes.subarray(at)]));
}

/**
 * Whether colours are luma and chroma: as DICOM says, unless the frame's own names of its components, or its being JFIF, speak
 * against it. What Adobe's segment says is passed over, as pydicom does: it is often wrong.
 */
function isLuma({ components, isJfif }: FrameHeader, { photometric }: PixelLayout): boolean {
  const names = String.fromCharCode(...components.map(({ id }) => id)).toUpperCase();
  if (names === "RGB" && photometric !== "RGB") return false;
  return isJfif || photometric.startsWith("YBR");
}
