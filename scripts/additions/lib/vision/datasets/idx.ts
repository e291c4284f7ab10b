/**
 * Images and labels in a pair of IDX files, as MNIST and its kin have them (https://yann.lecun.org/exdb/mnist): gray images of
 * one size in one file, a byte for each label in the other.
 */
import { type ContextRest, checkIndex, type Dataset, getTakes } from "../../data/dataset.ts";
import { abortSignal, instance, integer, listOf, type Rest, signature, string } from "../../edge/index.ts";
import { readRegular } from "../../io/regular-file.ts";
import { DatasetError, FileFormatError } from "../../native/errors.ts";
import { fromBytes, scope } from "../../tensor/index.ts";
import { ToFloat } from "../transforms/fixed.ts";
import { applyTransform, type TransformLike } from "../transforms/transform.ts";
import type { ImageSample } from "./classification.ts";
import { transformKind } from "./kinds.ts";
import { transformed } from "./parts.ts";

/** Options of {@link IdxImages.open}. */
export interface IdxOptions {
  /** Of images (1, H, W) uint8. Default: float32 from 0 to 1. */
  transform?: TransformLike;
  signal?: AbortSignal;
}

const TAKES = signature("datasets.IdxImages", {
  takes: {
    path: string,
    transform: transformKind,
    labels: listOf(integer),
    size: listOf(integer, 2),
    pixels: instance(Uint8Array),
  },
});
const OPEN = signature<IdxOptions>("datasets.IdxImages.open", {
  takes: { images: string, labels: string },
  options: { transform: transformKind, signal: abortSignal },
});
const GET = getTakes("datasets.IdxImages.get");

/** Bytes in the header for each number. */
const WORD = 4;
/** Unsigned bytes, the only type of values that such data has. */
const BYTES = 8;

/** An IDX file: its sizes, and its bytes after the header. Throws FileFormatError where it is none of `rank` dimensions. */
async function readIdx(file: string, rank: number, signal?: AbortSignal): Promise<[number[], Uint8Array]> {
  const bytes = await readRegular(file, signal);
  const header = WORD * (1 + rank);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const refuse = (text: string): never => {
    throw new FileFormatError(`datasets.IdxImages.open: ${file} ${text}`, {
      file,
      operation: "datasets.IdxImages.open",
    });
  };
  if (bytes.length < header || view.getUint32(0) !== ((BYTES << 8) | rank)) {
    refuse(`is no IDX file of bytes with ${rank} dimensions; is it compressed, or the other of the two?`);
  }
  const sizes = Array.from({ length: rank }, (_, at) => view.getUint32(WORD * (1 + at)));
  const count = sizes.reduce((product, size) => product * size, 1);
  if (bytes.length !== header + count) {
    refuse(`holds ${bytes.length - header} values, and its header says [${sizes}].`);
  }
  return [sizes, bytes.subarray(header)];
}

/**
 * A pair of IDX files as a data set of labelled images.
 *
 * @example
 * const part = (name: string) =>
 *   datasets.IdxImages.open(`mnist/${name}-images-idx3-ubyte`, `mnist/${name}-labels-idx1-ubyte`);
 * const data = { train: await part("train"), val: await part("t10k"), classes: [..."0123456789"] };
 */
export class IdxImages implements Dataset<ImageSample> {
  readonly task = { name: "classification" } as const;
  readonly path: string;
  readonly transform: TransformLike;
  /** Label of every image, in order. */
  readonly labels: readonly number[];
  readonly #size: readonly [height: number, width: number];
  readonly #pixels: Uint8Array;

  /**
   * Use {@link IdxImages.open}, which reads the files.
   *
   * @param path what errors name
   * @param size height and width
   * @param pixels of all images, one after the other
   */
  constructor(
    path: string,
    transform: TransformLike,
    labels: readonly number[],
    size: readonly number[],
    pixels: Uint8Array,
    ...rest: []
  ) {
    TAKES.read(rest);
    TAKES.check(path, transform, labels, size, pixels);
    this.path = path;
    this.transform = transform;
    this.labels = labels;
    this.#size = size as readonly [number, number]; // two, as their kind says
    this.#pixels = pixels;
  }

  /**
   * Reads both files.
   *
   * @throws FileFormatError for a file that is no such one, DatasetError for as many labels as there are no images
   */
  static async open(images: string, labels: string, ...rest: Rest<IdxOptions>): Promise<IdxImages> {
    const { transform = new ToFloat(), signal } = OPEN.read(rest);
    OPEN.check(images, labels);
    const [[count = 0, height = 0, width = 0], pixels] = await readIdx(images, 3, signal);
    const [[named = 0], classes] = await readIdx(labels, 1, signal);
    if (count !== named) {
      throw new DatasetError(
        `datasets.IdxImages.open: ${images} has ${count} images, ${labels} ${named} labels.`,
        {
          file: labels,
          operation: "datasets.IdxImages.open",
        },
      );
    }
    return new IdxImages(images, transform, [...classes], [height, width], pixels);
  }

  get length(): number {
    return this.labels.length;
  }

  /** One image, transformed; the caller owns its tensor. Throws DatasetError where the transform failed. */
  async get(index: number, ...rest: ContextRest): Promise<ImageSample> {
    const { rng } = GET.read(rest);
    checkIndex(index, this.length, "IdxImages.get");
    const size = this.#size[0] * this.#size[1];
    const bytes = this.#pixels.subarray(index * size, (index + 1) * size);
    const image = scope(() => {
      const stored = fromBytes(bytes, "uint8", [1, ...this.#size]);
      return transformed("IdxImages", this.path, () => applyTransform(this.transform, stored, rng));
    });
    return { image, label: this.labels[index] as number, index, path: this.path };
  }
}
