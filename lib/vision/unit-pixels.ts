/** Pixels from 0 to 1, whatever an image holds; what the functions that draw on pictures begin with. */

import { DTypeError } from "../native/errors.ts";
import { isFloatingPoint, type Tensor } from "../tensor/index.ts";

/** Throws DTypeError for integers other than uint8 and bool: nothing says which of their values is white. */
export function checkPixels(image: Tensor, operation: string): void {
  if (image.dtype === "uint8" || image.dtype === "bool" || isFloatingPoint(image.dtype)) return;
  throw new DTypeError(
    `${operation}: expected uint8 from 0 to 255 or floating values in [0, 1], got ${image.dtype}; convert it, as ` +
      'image.to("uint8")',
    { operation },
  );
}

/** The image in float32, uint8 divided by 255. Throws DTypeError as {@link checkPixels} does. */
export function unitPixels(image: Tensor, operation: string): Tensor {
  checkPixels(image, operation);
  const values = image.detach().float();
  return image.dtype === "uint8" ? values.div(255) : values;
}
