/** Masks and label images: as flat arrays, row by row, and out of tensors. */

import { type Rest, signature, string } from "../../edge/index.ts";
import { ArgumentError, ShapeError } from "../../native/errors.ts";
import { Tensor } from "../../tensor/index.ts";
import { enter, maskKind } from "../arguments.ts";

/** A binary mask, row by row: what is not zero belongs to it. */
export interface Mask {
  data: ArrayLike<number>;
  height: number;
  width: number;
}

/** A mask as an array or as a tensor (H, W) of whole numbers or bool; tensors stay the caller's. */
export type MaskLike = Mask | Tensor;

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

const TO_MASK = signature<{ operation?: string }>("morphology.toMask", {
  takes: { mask: maskKind },
  options: { operation: string },
  positional: ["operation"],
});

/**
 * The values of a mask or label image (H, W) row by row: a tensor's are copied, those of int64 to int32.
 *
 * @throws ShapeError for a tensor of another rank, and where the values are not as many as the size says; ArgumentError
 *   for values that are not whole, such as probabilities
 */
export function toMask(mask: MaskLike, ...rest: Rest<{ operation?: string }, [operation: string]>): Mask {
  const { operation = "toMask" } = enter(TO_MASK, rest, mask);
  const plane = toPlane(mask, operation);
  if (mask instanceof Tensor) checkWhole(plane.data, operation);
  return plane;
}

/** As {@link toMask}, of any values: an image (H, W) of one channel. */
export function toPlane(mask: MaskLike, operation: string): Mask {
  if (!(mask instanceof Tensor)) {
    checkMask(operation, mask);
    return mask;
  }
  const [height = 0, width = 0] = mask.shape;
  if (mask.ndim !== 2 || height === 0 || width === 0) {
    throw new ShapeError(
      `${operation}: expected a mask (H, W), got [${mask.shape}]; take one class's with select`,
      {
        operation,
      },
    );
  }
  const plain = mask.detach();
  const values = plain.data();
  plain.dispose();
  const isBig = values instanceof BigInt64Array || values instanceof BigUint64Array;
  return { data: isBig ? Int32Array.from(values, Number) : values, height, width };
}

/** Everything but 0 belongs to a mask: of probabilities that would be the whole image. */
function checkWhole(values: ArrayLike<number>, operation: string): void {
  if (!(values instanceof Float32Array || values instanceof Float64Array)) return;
  const odd = values.find((value) => !Number.isInteger(value));
  if (odd === undefined) return;
  throw new ArgumentError(
    `${operation}: expected a mask of whole numbers or bool, got the value ${odd}; make a mask of probabilities with gt(0.5)`,
    { operation },
  );
}
