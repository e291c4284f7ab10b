/**
 * What the preflight looks at: samples of data in parts, whatever kind it is, and how the pixels of one are had. Pixels are
 * those that training would read, before any transform.
 */

import { isPlainObject } from "../../edge/index.ts";
import { readRegular } from "../../io/regular-file.ts";
import { scope, type Tensor } from "../../tensor/index.ts";
import { formatOf } from "../../vision/decode.ts";
import type { DecodingOptions } from "../../vision/image.ts";
import { finishPixels, type RawImage } from "../../vision/raw-image.ts";
import { windowsOf } from "../../vision/windows.ts";

/** Parts in their order. */
export const PARTS = ["train", "val", "test"] as const;

/** A part. */
export type PartName = (typeof PARTS)[number];

/** One sample. */
export interface Subject {
  /** Its file, or how its data calls it. */
  path: string;
  part: PartName;
  /** Position in its part. */
  index: number;
  /** Index of its class; null where it has none. */
  label: number | null;
  /** Values of several labels, or numbers; NaN is missing. */
  targets: readonly number[] | null;
  group: string | null;
  /** Columns of a table that are kept. */
  row: Readonly<Record<string, unknown>> | null;
  /** Whether it is the only sample of its file. */
  isAlone: boolean;
}

/** Boxes of one image, as its data states them. */
export interface StatedBox {
  readonly box: readonly number[];
  readonly label: number;
  readonly name: string;
}

/** A part as the preflight uses it; all of it is optional but the samples. */
export interface AnyPart {
  readonly length: number;
  readonly samples?: readonly object[];
  readonly labels?: readonly number[] | unknown;
  readonly targets?: readonly (readonly number[])[] | unknown;
  get?(index: number, context?: object): unknown;
  withTransform?(transform: (image: Tensor) => Tensor): AnyPart;
  objects?(index: number, options: { signal?: AbortSignal }): Promise<readonly StatedBox[]>;
  readMask?(index: number, options: { signal?: AbortSignal }): Promise<Tensor>;
}

/** What is inspected. */
export interface Source {
  /** Where it is from, for people. */
  root: string;
  task: string;
  classes: readonly string[];
  /** Names of several labels or of numbers, in the order of `targets`. */
  targetNames: readonly string[];
  subjects: Subject[];
  decoding: DecodingOptions;
  /** Parts that read more than pixels. */
  parts: Partial<Record<PartName, AnyPart>>;
  /** What was left out when the data was opened, as sentences. */
  leftOut: { path: string; problem: string }[];
}

/** The encoded bytes of a sample that is one file of a known format, else null. */
export async function fileBytes(subject: Subject, signal?: AbortSignal): Promise<Uint8Array | null> {
  if (!subject.isAlone) return null;
  try {
    return await readRegular(subject.path, signal);
  } catch (error) {
    if (signal?.aborted) throw error;
    // `archive.npz#train_images[3]` is no file, and its data knows how to read it.
    if (subject.path.includes("#")) return null;
    throw error;
  }
}

/** Decodes the bytes of a file as training would, with as many channels as the file has left in `stored`. */
export async function decodeAsTrained(
  bytes: Uint8Array,
  { mode = "RGB", depth = 8, window, page, exif = true }: DecodingOptions,
  maxPixels: number,
): Promise<RawImage | null> {
  const format = formatOf(bytes);
  if (format === undefined) return null;
  const windows = windowsOf(window, mode, "train.inspectData");
  const decoding = { mode, depth, windows, page, exif, maxPixels };
  return finishPixels(await format.decode(bytes, decoding), decoding);
}

/** The pixels that a part gives of a sample without a transform. Throws what the part throws. */
export async function pixelsOfPart(part: AnyPart, subject: Subject, signal?: AbortSignal): Promise<RawImage> {
  const plain = part.withTransform?.((image) => image) ?? part;
  if (plain.get === undefined) throw new Error("its data gives no samples");
  const sample = await plain.get(subject.index, { signal });
  const { image, ...others } = sample as { image: Tensor } & Record<string, unknown>;
  try {
    return rawOf(image);
  } finally {
    disposeAll({ image, ...others });
  }
}

function disposeAll(values: object): void {
  for (const value of Object.values(values)) {
    if (typeof value?.dispose === "function") value.dispose();
    else if (isPlainObject(value)) disposeAll(value as object);
  }
}

/** A tensor (C, H, W) as interleaved pixels. */
function rawOf(image: Tensor): RawImage {
  const [channels, height, width] = image.shape as [number, number, number];
  return scope(() => {
    const hwc = image.detach().cpu().permute([1, 2, 0]).contiguous(); // (C, H, W) -> (H, W, C)
    const data = hwc.dtype === "uint8" ? hwc.bytes() : Float32Array.from(hwc.float().data() as Float32Array);
    return { width, height, channels, colors: channels >= 3 ? 3 : 1, data };
  });
}

/** What an error says in one line, without the name of the file, which is told beside it. */
export function reasonOf(error: unknown, path: string): string {
  const text = error instanceof Error ? error.message : String(error);
  const lines = [...new Set(text.split(/\s*\n\s*/))].filter((line) => line !== "");
  return lines
    .join("; ")
    .replace(/^[\w.]+: cannot read .*?: /, "")
    .replaceAll(path, "it");
}
