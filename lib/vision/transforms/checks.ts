/** What every transform asks of its image, and Python's rounding, on which torchvision's geometry rests. */

import { describe } from "../../edge/index.ts";
import { ArgumentError, ShapeError } from "../../native/errors.ts";
import { type DType, Tensor } from "../../tensor/index.ts";

/** Throws ShapeError unless the tensor is an image (C, H, W) or a batch (N, C, H, W), ArgumentError for what is none. */
export function checkImage(image: Tensor, operation: string): void {
  if (!(image instanceof Tensor)) {
    throw new ArgumentError(`${operation}: image must be a tensor, got ${describe(image)}.`, { operation });
  }
  if (image.ndim !== 3 && image.ndim !== 4) {
    throw new ShapeError(
      `${operation}: expected an image (C, H, W) or a batch (N, C, H, W), got [${image.shape}]`,
      { operation },
    );
  }
}

/** Throws ShapeError unless the image has one of the numbers of channels. */
export function checkChannels(image: Tensor, permitted: readonly number[], operation: string): void {
  checkImage(image, operation);
  const channels = image.shape.at(-3) as number;
  if (!permitted.includes(channels)) {
    throw new ShapeError(`${operation}: expected ${permitted.join(" or ")} channels, got ${channels}`, {
      operation,
    });
  }
}

/** Throws ArgumentError unless the value is one of those allowed. */
export function checkChoice<T>(value: T, allowed: readonly T[], name: string, operation: string): void {
  if (!allowed.includes(value)) {
    throw new ArgumentError(`${operation}: ${name} is one of ${allowed.join(", ")}, got ${String(value)}`, {
      operation,
    });
  }
}

/** Throws ArgumentError unless the number lies in [low, high]. */
export function checkRange(value: number, low: number, high: number, name: string, operation: string): void {
  if (!(value >= low && value <= high)) {
    throw new ArgumentError(`${operation}: ${name} lies between ${low} and ${high}, got ${value}`, {
      operation,
    });
  }
}

/** From and to. */
export type Range = readonly [number, number];

/** Throws ArgumentError unless the range is [from, to] with from <= to. */
export function checkOrdered(range: Range, name: string, operation: string): void {
  if (!(range.length === 2 && range[0] <= range[1])) {
    throw new ArgumentError(`${operation}: ${name} is [from, to] with from <= to, got [${range}]`, {
      operation,
    });
  }
}

/** A number d stands for [-d, d]. */
export function symmetric(value: number | Range, name: string, operation: string): Range {
  const range: Range = typeof value === "number" ? [-value, value] : value;
  checkOrdered(range, name, operation);
  return range;
}

/** A pair [height, width] from a number or a pair of positive integers. */
export function sizePair(size: number | readonly number[], operation: string): [number, number] {
  const pair = typeof size === "number" ? [size, size] : size.length === 1 ? [size[0], size[0]] : size;
  if (pair.length !== 2 || !pair.every((edge) => Number.isInteger(edge) && (edge as number) > 0)) {
    throw new ArgumentError(`${operation}: size is a positive integer or [height, width], got ${size}`, {
      operation,
    });
  }
  return pair as [number, number];
}

/** Rounds halves to the even neighbour, as Python's `round` does. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** Whether a dtype holds fractions. */
export function isFloating(dtype: DType): boolean {
  return dtype.startsWith("float") || dtype === "bfloat16";
}

const LARGEST: Partial<Record<DType, number>> = {
  uint8: 255,
  int8: 127,
  int16: 32767,
  int32: 2147483647,
};

/** The value that stands for full brightness: 1 for floating images, the largest integer for others. */
export function maxValue(dtype: DType): number {
  return LARGEST[dtype] ?? 1;
}
