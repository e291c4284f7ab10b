/** Images that lie in arrays, and the one way in which samples read their pixels, from a file or an array. */

import type { SampleContext } from "../../data/dataset.ts";
import { loadNpz } from "../../io/index.ts";
import { DatasetError } from "../../native/errors.ts";
import { scope, type Tensor } from "../../tensor/index.ts";
import type { DecodingOptions } from "../image.ts";
import { finishPixels } from "../raw-image.ts";
import type { TransformLike } from "../transforms/transform.ts";
import { windowsOf } from "../windows.ts";
import { PARTS, type Part, readTransformed, transformPixels } from "./parts.ts";

/** Images of one size, row by row, with the channels last. */
export interface PixelArray {
  data: Uint8Array;
  height: number;
  width: number;
  channels: 1 | 3;
}

/** One image of an array; `path` names the array and the place in it: `retinamnist.npz#train_images[12]`. */
export interface ArrayPlace {
  path: string;
  array: PixelArray;
  place: number;
}

/** Refuses an archive, with what is wrong behind its name. */
type Refuse = (text: string) => never;

/** What a transform makes of the image of an entry: of the file that it names, or of its place in an array. */
export function imageOf(
  subject: string,
  entry: { path: string } | ArrayPlace,
  transform: TransformLike,
  decoding: DecodingOptions,
  { rng, signal }: Partial<SampleContext>,
): Promise<Tensor> {
  const { path } = entry;
  if (!("array" in entry))
    return scope(() => readTransformed(subject, path, transform, { ...decoding, signal }, rng));
  const { array, place } = entry;
  const { height, width, channels } = array;
  const size = height * width * channels;
  const data = array.data.slice(place * size, (place + 1) * size);
  const { mode = "RGB", depth = 8, window } = decoding;
  const windows = windowsOf(window, mode, subject);
  const pixels = finishPixels({ height, width, channels, colors: channels, data }, { mode, depth, windows });
  return scope(() => transformPixels(subject, path, transform, pixels, rng));
}

/** Options of decoding that say nothing of arrays. */
const UNFIT = ["page", "exif", "maxPixels"] as const;

/** A part of an archive: its images, and the labels (N, K) as numbers. */
export interface ArchivePart {
  part: Part;
  images: ArrayPlace[];
  labels: Float64Array;
  /** K */
  width: number;
}

/**
 * The parts of an archive as MedMNIST publishes it: uint8 images (N, H, W) or (N, H, W, 3) with labels (N) or (N, K).
 *
 * @throws DatasetError where arrays are missing or are no images of 8 bits, FileFormatError where it is damaged or no archive
 */
export async function archiveParts(
  file: string,
  { image, signal }: { image: DecodingOptions; signal: AbortSignal | undefined },
  operation: string,
): Promise<ArchivePart[]> {
  const refuse: Refuse = (text) => {
    throw new DatasetError(`${operation}: ${file}${text}`, { file, operation });
  };
  const unfit = UNFIT.find((key) => image[key] !== undefined);
  if (unfit !== undefined) refuse(` holds arrays, to which image.${unfit} says nothing; leave it out`);
  const arrays = await loadNpz(file, { signal });
  try {
    const parts = PARTS.map((part) => partOf(part, arrays, file, refuse));
    if (parts[0] === null) refuse(" has no train_images and train_labels");
    return parts.filter((part) => part !== null);
  } finally {
    for (const array of arrays.values()) array.dispose();
  }
}

/** A part of the archive; null where it has none. */
function partOf(
  part: Part,
  arrays: ReadonlyMap<string, Tensor>,
  file: string,
  refuse: Refuse,
): ArchivePart | null {
  const name = `${part}_images`;
  const [images, labels] = [arrays.get(name), arrays.get(`${part}_labels`)];
  if (images === undefined && labels === undefined) return null;
  if (images === undefined || labels === undefined) {
    return refuse(` has ${images === undefined ? `no ${name}` : `${name}, and no ${part}_labels`}`);
  }
  const [count, height, width, channels = 1] = images.shape as [number, number, number, number?];
  const isPlane = images.ndim === 3 || (images.ndim === 4 && (channels === 1 || channels === 3));
  if (!isPlane || images.dtype !== "uint8") {
    return refuse(
      `: ${name} has shape [${images.shape}] and dtype ${images.dtype}; expected uint8 images (N, H, W) or (N, H, W, 3)` +
        (images.ndim === 4 ? "; datasets.volumesFromNpz reads volumes" : ""),
    );
  }
  if (labels.shape[0] !== count || labels.ndim > 2) {
    return refuse(
      `: ${part}_labels has shape [${labels.shape}] for ${count} images; expected labels for each, (N) or (N, K)`,
    );
  }
  const array: PixelArray = {
    data: Uint8Array.from(images.bytes()),
    height,
    width,
    channels: channels as 1 | 3,
  };
  return {
    part,
    images: Array.from({ length: count }, (_, place) => ({
      path: `${file}#${name}[${place}]`,
      array,
      place,
    })),
    labels: Float64Array.from(labels.reshape([-1]).to("float64").data() as Float64Array),
    width: labels.shape[1] ?? 1,
  };
}

/**
 * The class of each image of the parts, of labels that are one for each, with the names of the classes.
 *
 * @throws DatasetError for labels that are no classes, or more than are named
 */
export function archiveClasses(
  parts: readonly ArchivePart[],
  names: readonly string[] | undefined,
  { file, operation, advice = "" }: { file: string; operation: string; advice?: string },
): readonly string[] {
  const refuse: Refuse = (text) => {
    throw new DatasetError(`${operation}: ${file}${text}`, { file, operation });
  };
  let [most, images] = [0, 0];
  for (const { part, labels, width, images: own } of parts) {
    if (width !== 1) {
      refuse(
        `: ${part}_labels has shape [${own.length},${width}] for ${own.length} images; expected one class for each, (N) or ` +
          `(N, 1)${advice}`,
      );
    }
    const odd = labels.find((label) => !Number.isInteger(label) || label < 0);
    if (odd !== undefined) refuse(`: ${part}_labels has ${odd}, which is the number of no class`);
    for (const label of labels) most = Math.max(most, label + 1);
    images += own.length;
  }
  if (names !== undefined && names.length < most) {
    refuse(` has labels up to ${most - 1}, and ${names.length} classes are named`);
  }
  // More classes than images: the numbers are none of classes.
  if (names === undefined && most > images) refuse(` has labels up to ${most - 1} for ${images} images`);
  return names ?? Array.from({ length: most }, (_, i) => `${i}`);
}
