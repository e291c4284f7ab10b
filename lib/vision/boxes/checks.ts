/** What the functions over boxes take: (..., 4), and the dtypes they compute in. */

import { DTypeError, ShapeError } from "../../native/errors.ts";
import { type DType, isComplex, isFloatingPoint, type Tensor } from "../../tensor/index.ts";

/** Throws ShapeError unless boxes are (..., 4), DTypeError for bool and complex ones. */
export function checkBoxes(operation: string, boxes: Tensor, name: string = "boxes"): void {
  if (boxes.ndim === 0 || boxes.shape.at(-1) !== 4) {
    throw new ShapeError(`${operation}: expected ${name} (..., 4), got [${boxes.shape}]`, { operation });
  }
  if (boxes.dtype !== "bool" && !isComplex(boxes.dtype)) return;
  throw new DTypeError(`${operation}: expected ${name} of numbers, got ${boxes.dtype}`, { operation });
}

/** Throws as {@link checkBoxes} unless both are boxes (..., N, 4) and (..., M, 4). */
export function checkPairs(operation: string, boxes1: Tensor, boxes2: Tensor): void {
  for (const [name, boxes] of [
    ["boxes1", boxes1],
    ["boxes2", boxes2],
  ] as const) {
    checkBoxes(operation, boxes, name);
    if (boxes.ndim < 2) {
      throw new ShapeError(`${operation}: expected ${name} (..., N, 4), got [${boxes.shape}]`, { operation });
    }
  }
}

const WIDE: readonly DType[] = ["float32", "float64", "int32", "int64"];

/** As a dtype whose products do not overflow at once: float32 of 16 bits, int32 of small integers. */
export function widened(t: Tensor): Tensor {
  if (WIDE.includes(t.dtype)) return t;
  return t.to(isFloatingPoint(t.dtype) ? "float32" : "int32");
}
