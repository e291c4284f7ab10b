/**
 * One part of data of files, whatever its samples are: the files, the transform, and what is done with both. A kind of data
 * is a subclass that says how one sample is read (`sampleOf`) and how the part is made of other files (`like`).
 */

import { type ContextRest, getTakes, type SampleContext } from "../../data/dataset.ts";
import { checkIndex, type Dataset } from "../../data/index.ts";
import { type AnyKind, type Rest, type Signature, signature } from "../../edge/index.ts";
import type { TransformLike } from "../transforms/transform.ts";
import {
  type DecodingOptions,
  decodingKind,
  type FileOptions,
  oncePerName,
  onErrorKind,
  positionsKind,
  transformKind,
} from "./kinds.ts";
import { groupsIn } from "./parts.ts";

/** What every sample of files has, whatever else it is. */
export interface FileEntry {
  /** File of the image. */
  path: string;
  /** What it must not be separated from: a patient, a video. */
  group?: string;
  /** How often it is drawn in training, relative to the others. */
  weight?: number;
  /** Where it is from: the hospital, the scanner. */
  site?: string;
  /** What else its table says of it, of the columns that were kept. */
  row?: KeptRow;
}

/** Columns that are kept of a row: numbers where all of a column are, null where there is nothing. */
export type KeptRow = Readonly<Record<string, string | number | null>>;

/** How the files of a part are read. */
export type SplitSettings = Pick<FileOptions, "onError" | "image">;

/** What follows a position in a method that only reads. */
export type SignalRest = Rest<{ signal?: AbortSignal }, [signal: AbortSignal | undefined]>;

/** What the constructor of the part `name` takes. */
export function splitTakes(name: string, takes: Record<string, AnyKind>): Signature<SplitSettings> {
  return signature<SplitSettings>(`datasets.${name}`, {
    takes: { ...takes, transform: transformKind },
    options: { onError: onErrorKind, image: decodingKind(`datasets.${name}`) },
  });
}

/** What the methods of the part `name` take; made once for each kind. */
const takenBy = oncePerName((name) => ({
  get: getTakes(`datasets.${name}.get`),
  select: signature(`datasets.${name}.select`, { takes: { indices: positionsKind } }),
  withTransform: signature(`datasets.${name}.withTransform`, { takes: { transform: transformKind } }),
}));

/**
 * One part of data of files.
 *
 * @typeParam F a file, as the part lists it
 * @typeParam T a sample, read and transformed
 * @typeParam Self the subclass, which its methods give again
 */
export abstract class FileSplit<F extends FileEntry, T, Self> implements Dataset<T> {
  readonly samples: readonly F[];
  readonly transform: TransformLike;
  readonly onError: "throw" | "skip";
  /** How its images are decoded. */
  readonly decoding: DecodingOptions;

  /** A subclass has checked what it takes; see {@link splitTakes}. */
  constructor(samples: readonly F[], transform: TransformLike, options: SplitSettings) {
    this.samples = samples;
    this.transform = transform;
    this.onError = options.onError ?? "throw";
    this.decoding = options.image ?? {};
  }

  get length(): number {
    return this.samples.length;
  }

  /** Path of every image, in order. */
  get paths(): string[] {
    return this.samples.map((sample) => sample.path);
  }

  /** Group of every sample, where the data has any, else null. */
  get groups(): string[] | null {
    return groupsIn(this.samples);
  }

  /** Weight of every sample, where the data has any, else null: `train.fit` draws the training images by them. */
  get weights(): number[] | null {
    if (this.samples.every(({ weight }) => weight === undefined)) return null;
    return this.samples.map(({ weight }) => weight ?? 1);
  }

  /** Site of every sample, one without a site being its own, where the data has any, else null. */
  get sites(): string[] | null {
    if (this.samples.every(({ site }) => site === undefined)) return null;
    return this.samples.map(({ site, path }) => site ?? path);
  }

  /**
   * Reads and transforms one sample; the caller owns its tensors. Throws FileFormatError naming a broken file, DatasetError
   * naming a file whose transform failed, ArgumentError when a random transform has no generator.
   */
  async get(index: number, ...rest: ContextRest): Promise<T> {
    const context = takenBy(this.kindName).get.read(rest);
    return this.sampleOf(this.fileAt(index, "get"), index, context);
  }

  /** Some of the files, in the order of the positions. Throws ArgumentError for one it does not have. */
  select(indices: readonly number[], ...rest: []): Self {
    const { select } = takenBy(this.kindName);
    select.read(rest);
    select.check(indices);
    const files = indices.map((index) => this.fileAt(index, "select"));
    return this.like(files, this.transform, [...indices]);
  }

  /** The same files with another transform. */
  withTransform(transform: TransformLike, ...rest: []): Self {
    const { withTransform } = takenBy(this.kindName);
    withTransform.read(rest);
    withTransform.check(transform);
    return this.like(this.samples, transform, null);
  }

  /** How its files are read, for a part like it. */
  protected get settings(): SplitSettings {
    return { onError: this.onError, image: this.decoding };
  }

  /** The file of a position. Throws ArgumentError for one that there is not. */
  protected fileAt(index: number, method: string): F {
    checkIndex(index, this.length, `${this.kindName}.${method}`);
    return this.samples[index] as F;
  }

  /** The kind's name in errors. */
  protected get kindName(): string {
    return this.constructor.name;
  }

  /** Reads and transforms one sample; the caller owns its tensors. */
  protected abstract sampleOf(file: F, index: number, context: Partial<SampleContext>): Promise<T>;

  /** A part of these files that is read as this one. `positions` are where they lie in this one, null where nothing moved. */
  protected abstract like(
    samples: readonly F[],
    transform: TransformLike,
    positions: readonly number[] | null,
  ): Self;
}

/** A reader by position, for a part of the files at these positions. */
export function atPositions<A extends unknown[], R>(
  reader: (index: number, ...rest: A) => R,
  positions: readonly number[] | null,
): (index: number, ...rest: A) => R {
  return positions === null ? reader : (index, ...rest) => reader(positions[index] as number, ...rest);
}
