/** Kinds of what images, masks and transforms take, beside those of `edge`, and how an entry reads its arguments. */

import { Rng } from "../data/index.ts";
import {
  integerFrom,
  isPlainObject,
  type Kind,
  kind,
  listOf,
  number,
  type Signature,
} from "../edge/index.ts";
import { tensorKind } from "../tensor/argument-kinds.ts";
import { Tensor } from "../tensor/index.ts";

export { tensorKind };

/** Reads what follows the required arguments, then checks those; gives the options. */
export function enter<O extends object>(
  takes: Signature<O>,
  rest: readonly unknown[],
  ...args: readonly unknown[]
): O {
  const options = takes.read(rest);
  takes.check(...args);
  return options;
}

/** A seeded generator. */
export const rngKind: Kind<Rng> = kind("a generator, new Rng(seed)", (v) => v instanceof Rng);

/** A seeded generator, or none. */
export const rngOrNone: Kind<Rng | undefined> = kind(
  rngKind.expected,
  (v) => v === undefined || rngKind.accepts(v),
);

/** An edge or [height, width]; which numbers are sizes is checked where the size is used. */
export const sizeKind: Kind<number | readonly number[]> = numbers("a positive integer or [height, width]");

/** An edge or exactly two. */
export const edgesKind: Kind<number | readonly [number, number]> = numberOrPair(
  "a positive integer or [height, width]",
);

/** [height, width] of an image that there is. */
export const imageSizeKind: Kind<readonly [number, number]> = kind(
  "[height, width]",
  listOf(integerFrom(1), 2).accepts,
);

/** From and to; that they are in order is checked where the range is used. */
export const rangeKind: Kind<readonly [number, number]> = pairOf("[from, to]");

/** A place in pixels. */
export const pointKind: Kind<readonly [number, number]> = pairOf("[x, y]");

/** Two numbers. */
export function pairOf(expected: string): Kind<readonly [number, number]> {
  return kind(expected, listOf(number, 2).accepts);
}

/** A number or two. */
export function numberOrPair(expected: string): Kind<number | readonly [number, number]> {
  return kind(expected, (v) => number.accepts(v) || listOf(number, 2).accepts(v));
}

/** A number or several. */
export function numbers(expected: string): Kind<number | readonly number[]> {
  return kind(expected, (v) => number.accepts(v) || listOf(number).accepts(v));
}

/** One of a few names. */
export function choice<T extends string>(names: readonly T[]): Kind<T> {
  const all: readonly unknown[] = names;
  return kind(`one of ${names.join(", ")}`, (v) => all.includes(v));
}

/** A colour. */
export const fillKind: Kind<number | readonly number[]> = numbers("a number, or a list of one per channel");

/** A function, and no class. */
export function isPlainFunction(value: unknown): boolean {
  return typeof value === "function" && !/^class\b/.test(Function.prototype.toString.call(value));
}

/** An image with what is known of it; `checkSample` checks the parts. */
export const sampleKind: Kind<object> = kind(
  "a sample, { image, mask, boxes, keypoints }",
  (v) => typeof v === "object" && v !== null && "image" in v && !(v instanceof Tensor),
);

/** A mask: a tensor, or its pixels row by row. */
export const maskKind: Kind<object> = kind(
  "a mask: a tensor (H, W), or { data, height, width }",
  (v) => v instanceof Tensor || (isRecord(v) && isArrayLike(v.data) && "height" in v && "width" in v),
);

/** The pixels of a mask row by row. */
export const pixelsKind: Kind<object> = kind(
  "a mask { data, height, width }",
  (v) => isRecord(v) && isArrayLike(v.data) && "height" in v && "width" in v,
);

function isArrayLike(value: unknown): boolean {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** Distances between pixel centres. */
export const spacingKind: Kind<readonly [number, number]> = pairOf(
  "[row, column], the distances of pixel centres",
);

/** What is neither a tensor nor a list: an object whose keys somebody else checks. */
export const recordKind: Kind<object> = kind("an object", isPlainObject);
