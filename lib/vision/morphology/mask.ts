/** Masks and label images as flat arrays, row by row. */
import { ShapeError } from "../../native/errors.ts";

/** A binary mask, row by row: what is not zero belongs to it. */
export interface Mask {
  data: ArrayLike<number>;
  height: number;
  width: number;
}

/** Distance between pixel centres along rows and columns, `[row, column]`, in millimetres. */
export type Spacing = readonly [number, number];

/** Throws ShapeError unless the mask has as many values as its size says. */
export function checkMask(operation: string, { data, height, width }: Mask): void {
  const fits = Number.isInteger(height) && Number.isInteger(width) && height >= 1 && width >= 1;
  if (fits && data.length === height * width) return;
  throw new ShapeError(
    `${operation}: a mask of ${height} x ${width} needs ${height * width} values, got ${data.length}; give its pixels row by row.`,
    { operation },
  );
}
