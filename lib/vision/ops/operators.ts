/** The operators of native/vision by name; their library is opened at the first call of one. */

import { openVisionOperators } from "../../native/vision-library.ts";
import { invoke } from "../../tensor/dispatch.ts";
import type { Tensor } from "../../tensor/index.ts";
import { operatorNamed } from "../../tensor/operators.ts";

type VisionOperator = "nms" | "roi_align" | "roi_pool";

/** Calls `torchvision::name`. */
export function callVision<T extends Tensor | Tensor[]>(name: VisionOperator, args: readonly unknown[]): T {
  openVisionOperators();
  return invoke(operatorNamed(`torchvision::${name}`), args) as T; // what the operator's schema says
}
