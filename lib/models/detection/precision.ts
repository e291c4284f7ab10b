/** Boxes, scores and losses of detectors are float32 also where the features are not: halves have no place for pixels. */

import * as nn from "../../nn/index.ts";
import type { Tensor } from "../../tensor/index.ts";

/** Float32 in the place of halves; others as they are. */
export function fullPrecision(x: Tensor): Tensor {
  return x.dtype === "bfloat16" || x.dtype === "float16" ? x.float() : x;
}

/** The loss of box codes that both stages have: the sum, squared below a ninth. */
export function smoothL1(found: Tensor, wanted: Tensor): Tensor {
  return nn.functional.smoothL1Loss(found, wanted, { reduction: "sum", beta: 1 / 9 });
}
