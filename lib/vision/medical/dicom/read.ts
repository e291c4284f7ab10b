/** A DICOM file as values with their units: what `readImage`, which shows it, leaves behind. */

import { abortSignal, boolean, integerFrom, numberAbove, type Rest, signature } from "../../../edge/index.ts";
import { readRegular } from "../../../io/regular-file.ts";
import { throwIfAborted } from "../../../native/abort.ts";
import { FileFormatError } from "../../../native/errors.ts";
import { fromBytes, type Tensor } from "../../../tensor/index.ts";
import type { Samples } from "../../raw-image.ts";
import { DEFAULT_MAX_PIXELS, sourceKind } from "../../source.ts";
import { storedFrame } from "./frames.ts";
import { type FrameGeometry, geometryOf } from "./geometry.ts";
import { type PixelLayout, pixelLayout } from "./layout.ts";
import { paddingOf } from "./padding.ts";
import { type DicomData, parseDicom } from "./parse.ts";
import { colorFrame, isColored, isInverted } from "./picture.ts";
import { type DicomTags, tagsOf } from "./tags.ts";
import { frameSets, modalityOf, setWith } from "./values.ts";
import { type DicomWindow, windowsOf } from "./window.ts";

/** Options of {@link readDicom}. */
export interface ReadDicomOptions {
  /** Which frame of several, from 0. Default: all of them. */
  frame?: number;
  /** Whether stored values become those that they stand for, as Hounsfield units. Default true. */
  rescale?: boolean;
  /**
   * Whether `tags` has what may identify the patient: names, numbers, UIDs, dates, institutions, free text. Default false.
   */
  identifiers?: boolean;
  /** Files with more pixels, all frames together, are refused. Default 2^28. */
  maxPixels?: number;
  signal?: AbortSignal;
}

/** What {@link readDicom} gives. */
export interface DicomImage extends FrameGeometry {
  /**
   * (F, C, H, W) of the frames: float32 of values, one channel; colours are RGB as they are stored, uint8 or, with more bits,
   * int32. With `rescale: false` stored values as int32 (int64 of 32 bits without a sign).
   */
  pixels: Tensor;
  /** As "CT" or "MR"; null where the file does not say it. */
  modality: string | null;
  /** What the values are, as "HU"; null where the file does not say it. */
  units: string | null;
  /** Whether small values are bright (MONOCHROME1). The values stay as they are. */
  isInverted: boolean;
  /** From and to which value, as those of `pixels`, pixels are padding that was never measured; null for none. */
  padding: readonly [number, number] | null;
  /** What the file says is to be black and white, in values. */
  windows: readonly DicomWindow[];
  /** By keyword, as "KVP". What is private, binary or not of the standard's groups of images is left out. */
  tags: DicomTags;
}

const READ = signature<ReadDicomOptions>("medical.readDicom", {
  takes: { source: sourceKind },
  options: {
    frame: integerFrom(0),
    rescale: boolean,
    identifiers: boolean,
    maxPixels: numberAbove(0),
    signal: abortSignal,
  },
  advice: {
    window: "readImage shows a file with a window",
    page: "it is called frame",
    force: "files without preamble are read by their elements",
  },
});

/**
 * Reads a DICOM file, or its bytes, to values, with their spacing in millimetres and what the file says of them. Uncompressed,
 * deflated, RLE, JPEG (8 and 12 bits, lossless), JPEG-LS, JPEG 2000 and HTJ2K; {@link readImage} shows such files instead.
 *
 * Geometry is that of the frame, of several of the first. Throws FileFormatError naming the file when it is missing, no DICOM,
 * damaged, truncated, or encoded in a way that is not read; no error holds a value of the file's that may identify.
 *
 * @example
 * const { pixels, spacing, tags } = await medical.readDicom("slice.dcm"); // (1, 1, 512, 512) in Hounsfield units
 */
export async function readDicom(
  source: string | Uint8Array,
  ...rest: Rest<ReadDicomOptions>
): Promise<DicomImage> {
  const options = READ.read(rest);
  READ.check(source);
  return opened("medical.readDicom", source, options.signal, (bytes) => imageOf(bytes, options));
}

/** Does something with the bytes of a file; its errors become FileFormatErrors that name the file. */
export async function opened<T>(
  operation: string,
  source: string | Uint8Array,
  signal: AbortSignal | undefined,
  use: (bytes: Uint8Array) => T | Promise<T>,
): Promise<T> {
  const file = typeof source === "string" ? source : undefined;
  throwIfAborted(signal, operation);
  return naming(operation, file, signal, async () => {
    const bytes = typeof source === "string" ? await readRegular(source, signal) : source;
    if (bytes.length === 0) throw new Error("the file is empty");
    return use(bytes);
  });
}

/** Does something with what was read of a file; its errors become FileFormatErrors that name the file. */
export async function naming<T>(
  operation: string,
  file: string | undefined,
  signal: AbortSignal | undefined,
  use: () => T | Promise<T>,
): Promise<T> {
  try {
    return await use();
  } catch (cause) {
    throwIfAborted(signal, operation);
    const reason = cause instanceof Error ? cause.message : String(cause);
    const text = `${operation}: cannot read ${file ?? "the file"}: ${reason}`;
    throw new FileFormatError(text, { cause, file, operation });
  }
}

async function imageOf(bytes: Uint8Array, options: ReadDicomOptions): Promise<DicomImage> {
  const { frame, rescale = true, identifiers = false, maxPixels = DEFAULT_MAX_PIXELS, signal } = options;
  const data = parseDicom(bytes);
  const layout = pixelLayout(data.set, maxPixels);
  const { frames } = layout;
  if (frame !== undefined && frame >= frames) {
    throw new Error(`it has no frame ${frame}: it has ${frames === 1 ? "one, 0" : `0 to ${frames - 1}`}`);
  }
  const chosen = frame === undefined ? [...Array(frames).keys()] : [frame];
  if (chosen.length * layout.rows * layout.columns > maxPixels) {
    throw new Error(
      `${frames} frames of ${layout.columns} x ${layout.rows} pixels exceed the limit of ${maxPixels}; give frame, or a ` +
        "larger maxPixels where it is to be trusted",
    );
  }
  const pixels: Samples[] = [];
  for (const index of chosen) {
    throwIfAborted(signal, "medical.readDicom");
    pixels.push(await frameValues(data, layout, index, rescale));
  }
  return {
    pixels: stacked(pixels, layout),
    ...describedFrame(data, layout, chosen[0] as number, rescale, identifiers),
  };
}

/** The values of a frame; colours as they are. */
export async function frameValues(
  data: DicomData,
  layout: PixelLayout,
  index: number,
  rescale: boolean,
): Promise<Samples> {
  if (isColored(layout)) return colorFrame(data, layout, index);
  const { data: stored } = await storedFrame(data, layout, index);
  if (!rescale) return stored;
  return Float32Array.from(modalityOf(frameSets(data.set, index), layout).apply(stored));
}

function describedFrame(
  { set }: DicomData,
  layout: PixelLayout,
  index: number,
  rescale: boolean,
  identifiers: boolean,
): Omit<DicomImage, "pixels"> {
  const sets = frameSets(set, index);
  const colored = isColored(layout);
  const stored = paddingOf(set, layout);
  const modality = rescale && !colored ? modalityOf(sets, layout) : null;
  const ends = stored?.map((value) => modality?.of(value) ?? value);
  return {
    ...geometryOf(sets),
    modality: set.code(0x00080060) ?? null,
    units: setWith(sets, 0x00281054)?.code(0x00281054) ?? null,
    isInverted: isInverted(layout),
    padding: ends === undefined ? null : [Math.min(...ends), Math.max(...ends)],
    windows: colored ? [] : windowsOf(sets),
    tags: tagsOf(set, identifiers),
  };
}

/** Frames as (F, C, H, W). */
function stacked(frames: readonly Samples[], layout: PixelLayout): Tensor {
  const { rows, columns } = layout;
  const channels = isColored(layout) ? 3 : 1;
  const first = frames[0] as Samples;
  const size = rows * columns * channels;
  const [dtype, kind] =
    first instanceof Float32Array
      ? (["float32", Float32Array] as const)
      : first instanceof Uint32Array
        ? (["int64", BigInt64Array] as const)
        : first instanceof Uint8Array && channels === 3
          ? (["uint8", Uint8Array] as const)
          : (["int32", Int32Array] as const);
  const all = new kind(size * frames.length);
  for (const [i, frame] of frames.entries()) {
    if (all instanceof BigInt64Array)
      frame.forEach((value, at) => {
        all[i * size + at] = BigInt(value);
      });
    else all.set(frame, i * size);
  }
  const bytes = new Uint8Array(all.buffer);
  const whole = fromBytes(bytes, dtype, [frames.length, rows, columns, channels]);
  const turned = whole.permute([0, 3, 1, 2]); // (F, H, W, C) -> (F, C, H, W)
  whole.dispose();
  if (channels === 1) return turned;
  const made = turned.contiguous();
  turned.dispose();
  return made;
}
