/** What data sets in parts have in common, whatever their samples are: names, transforms of the parts, shuffling. */

import type { Fold, Rng } from "../../data/index.ts";
import { AbortError, ArgumentError, DatasetError, TorchtsError } from "../../native/errors.ts";
import { singleThreaded, type Tensor } from "../../tensor/index.ts";
import { decodeImage } from "../decode.ts";
import { type ReadImageOptions, toTensor } from "../image.ts";
import type { RawImage } from "../raw-image.ts";
import { throughStages } from "../transforms/steps.ts";
import { applyTransform, Transform, type TransformLike } from "../transforms/transform.ts";

/** The parts in their order. */
export const PARTS = ["train", "val", "test"] as const;

/** A part of a data set. */
export type Part = (typeof PARTS)[number];

/** What the parts are called in folders and tables, in lower case. */
const PART_NAMES: Readonly<Record<Part, readonly string[]>> = {
  train: ["train", "training"],
  val: ["val", "valid", "validation"],
  test: ["test", "testing"],
};

/** The data set of each part. */
export interface PartSets<D> {
  train: D;
  val: D | null;
  test: D | null;
  /** The transform of what is not trained on, where there is no part of it. */
  valTransform?: TransformLike;
}

/** Whether the transforms were given by the user; those that were not may be replaced by a model's own. */
export interface OwnTransforms {
  readonly train: boolean;
  readonly val: boolean;
}

/** The part that a folder or a cell of a table is named after, or undefined. */
export function partNamed(name: string): Part | undefined {
  return PARTS.find((part) => PART_NAMES[part].includes(name.toLowerCase()));
}

/** Folders that are parts, by part. */
export type PartFolders = { train: string; val?: string; test?: string };

/** Those of the folders that are parts, or null where none is for training. */
export function partFolders(names: readonly string[]): PartFolders | null {
  const find = (part: Part): string | undefined => names.find((name) => partNamed(name) === part);
  const [train, val, test] = [find("train"), find("val"), find("test")];
  if (train === undefined) return null;
  return { train, ...(val !== undefined && { val }), ...(test !== undefined && { test }) };
}

/** The parts with other transforms where the user gave none. */
export function withDefaults<D extends { withTransform(transform: TransformLike): D }>(
  parts: PartSets<D>,
  own: OwnTransforms,
  transforms: { train?: TransformLike; val?: TransformLike },
): PartSets<D> {
  const replace = (part: D, isOwn: boolean, transform: TransformLike | undefined): D =>
    isOwn || transform === undefined ? part : part.withTransform(transform);
  return {
    train: replace(parts.train, own.train, transforms.train),
    val: parts.val && replace(parts.val, own.val, transforms.val),
    test: parts.test && replace(parts.test, own.val, transforms.val),
    valTransform: (own.val ? undefined : transforms.val) ?? parts.valTransform,
  };
}

/** Positions that are trained on and held out become parts of their own; the part for testing stays. */
export function dividedParts<
  D extends { select(indices: readonly number[]): D; withTransform(t: TransformLike): D },
>({ train, test, valTransform }: PartSets<D> & { valTransform: TransformLike }, fold: Fold): PartSets<D> {
  const val = train.select(fold.val).withTransform(valTransform);
  return { train: train.select(fold.train), val, test, valTransform };
}

/** The group of every sample, one without a group being its own; null where none has one. */
export function groupsIn(samples: readonly { path: string; group?: string }[]): string[] | null {
  if (samples.every(({ group }) => group === undefined)) return null;
  return samples.map(({ group, path }) => group ?? path);
}

/** Options of a part's loader: training data is shuffled unless told otherwise. */
export function shuffledByPart<O extends { shuffle?: boolean; sampler?: unknown; batchSampler?: unknown }>(
  part: Part,
  options: O,
): O {
  const isOrdered = options.sampler !== undefined || options.batchSampler !== undefined;
  return { ...options, shuffle: options.shuffle ?? (part === "train" && !isOrdered) };
}

/**
 * What `transform` makes of a sample read from `path`, on one thread. Throws DatasetError naming the file where it failed;
 * an ArgumentError or AbortError as it is.
 *
 * @param operation what errors call the data set
 */
export function transformed<T>(operation: string, path: string, transform: () => T): T {
  try {
    return singleThreaded(transform);
  } catch (cause) {
    throw transformError(operation, path, cause);
  }
}

/**
 * What a transform makes of an image file, with its pixels changed on another thread where the transform allows. Throws as
 * {@link transformed} does, and FileFormatError naming a broken file.
 */
export async function readTransformed(
  operation: string,
  path: string,
  transform: TransformLike,
  options: ReadImageOptions,
  rng: Rng | undefined,
): Promise<Tensor> {
  const { image } = await decodeImage(path, options);
  return transformPixels(operation, path, transform, image, rng);
}

/** What a transform makes of pixels that `path` names, as {@link readTransformed}. */
export async function transformPixels(
  operation: string,
  path: string,
  transform: TransformLike,
  image: RawImage,
  rng: Rng | undefined,
): Promise<Tensor> {
  const stages = transform instanceof Transform ? transform._stages() : null;
  try {
    return await singleThreaded(
      () => (stages && throughStages(stages, image, rng)) ?? applyTransform(transform, toTensor(image), rng),
    );
  } catch (cause) {
    throw transformError(operation, path, cause);
  }
}

function transformError(operation: string, path: string, cause: unknown): unknown {
  if (cause instanceof ArgumentError || cause instanceof AbortError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  const code = cause instanceof TorchtsError ? cause.code : undefined;
  return new DatasetError(`${operation}: the transform failed on ${path}: ${reason}`, {
    cause,
    code,
    file: path,
  });
}
