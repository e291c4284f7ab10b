/** Kinds of what the data sets here take, each in one place. */

import type { Fold } from "../../data/index.ts";
import {
  abortSignal,
  integerFrom,
  type Kind,
  type Kinds,
  kind,
  listOf,
  oneOf,
  optionsOf,
  signature,
  string,
} from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import { DECODING, type DecodingOptions } from "../image.ts";
import { IMAGENET_MEAN, IMAGENET_STD } from "../transforms/fixed.ts";
import type { PixelOptions } from "../transforms/presets.ts";
import { Transform, type TransformLike } from "../transforms/transform.ts";
import { PARTS } from "./parts.ts";

export type { DecodingOptions };

/** A transform, or a function in its place; a class that was not made with `new` is neither. */
export const transformKind: Kind<TransformLike> = kind(
  "a transform made with new, or a function of an image",
  (v) => v instanceof Transform || (typeof v === "function" && !(v.prototype instanceof Transform)),
);

/** A part of a data set. */
export const partKind = oneOf(...PARTS);

/** What a broken file does. */
export const onErrorKind = oneOf("throw", "skip");

/** Endings of files. */
export const extensionsKind = listOf(string);

/** The kind of an option `image` of the entry `name`. */
export function decodingKind(name: string): Kind<DecodingOptions> {
  return optionsOf(signature<DecodingOptions>(`${name}: image`, { options: DECODING }));
}

/** Throws ArgumentError where what was drawn on the pixels as they are stored would lie elsewhere on square ones. */
export function refuseSquarePixels(operation: string, what: string, image: DecodingOptions = {}): void {
  if (image.pixelAspect !== "square") return;
  throw new ArgumentError(
    `${operation}: ${what} are of the pixels as they are stored, and image.pixelAspect "square" would move these; leave it out`,
    { operation },
  );
}

/** Means and standard deviations where nobody chose any: ImageNet's, of gray images the averages over its colours. */
export function usualStatistics({ mode }: DecodingOptions): Pick<PixelOptions, "mean" | "std"> {
  if (mode !== "L") return {};
  const average = (values: readonly number[]) => [values.reduce((a, b) => a + b, 0) / values.length];
  return { mean: average(IMAGENET_MEAN), std: average(IMAGENET_STD) };
}

/** Kinds of the transforms of the parts. */
export const TRANSFORMS = {
  transform: transformKind,
  trainTransform: transformKind,
  valTransform: transformKind,
} as const;

/** Options that all data of files have in common. */
export interface FileOptions {
  /** For all parts, unless `trainTransform` or `valTransform` says otherwise. */
  transform?: TransformLike;
  trainTransform?: TransformLike;
  /** For validation and test. */
  valTransform?: TransformLike;
  /** What a broken file does to a loader: end the epoch, or be left out and counted. Default "throw". */
  onError?: "throw" | "skip";
  /** How images are decoded. Default RGB, 8 bits. */
  image?: DecodingOptions;
  signal?: AbortSignal;
}

/** Kinds of {@link FileOptions}, for the entry `name`. */
export function fileKinds(name: string): Kinds<FileOptions> {
  return { ...TRANSFORMS, onError: onErrorKind, image: decodingKind(name), signal: abortSignal };
}

/** Transforms that take the place of those nobody chose. */
export interface DefaultTransforms {
  train?: TransformLike;
  val?: TransformLike;
}

/** Kinds of {@link DefaultTransforms}. */
export const DEFAULT_TRANSFORMS: Kinds<DefaultTransforms> = { train: transformKind, val: transformKind };

/** Whose the transforms of a data set are. */
export const ownTransformsKind = kind<{ readonly train: boolean; readonly val: boolean }>(
  "an object with train and val, true or false",
  (v) => {
    const own = v as { train?: unknown; val?: unknown } | null;
    return typeof own?.train === "boolean" && typeof own.val === "boolean";
  },
);

/** What positions of a part are given as. */
export const positionsKind = listOf(integerFrom(0));

/** Training and held-out positions. */
export const foldKind: Kind<Fold> = kind(
  "an object with train and val, lists of positions, as data.kFold gives",
  (v) => {
    const { train, val } = (typeof v === "object" && v !== null ? v : {}) as Record<string, unknown>;
    return positionsKind.accepts(train) && positionsKind.accepts(val);
  },
);

/** Parts, of which `train` must be there. */
export function partsKind<T>(
  of: abstract new (...args: never[]) => T,
): Kind<{ train: T; val: T | null; test: T | null }> {
  return kind(`an object with train, a ${of.name}, and val and test, each one or null`, (v) => {
    const { train, val, test } = (typeof v === "object" && v !== null ? v : {}) as Record<string, unknown>;
    return train instanceof of && [val, test].every((part) => part === null || part instanceof of);
  });
}

/** What a function makes of a name, made once for each. */
export function oncePerName<A extends unknown[], T>(
  make: (name: string, ...rest: A) => T,
): (name: string, ...rest: A) => T {
  const made = new Map<string, T>();
  return (name, ...rest) => {
    const there = made.get(name) ?? make(name, ...rest);
    made.set(name, there);
    return there;
  };
}
