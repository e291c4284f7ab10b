/** `torch.autograd`'s names in one object. */

import { detectAnomaly, setDetectAnomaly } from "./anomaly.ts";
import { backward, grad } from "./backward.ts";
import { CustomFunction } from "./custom-function.ts";
import { savedTensorsHooks, saveOnCpu } from "./saved-tensors.ts";

/** Gradients and what takes part in computing them, as `torch.autograd`. */
export const autograd = {
  grad,
  backward,
  Function: CustomFunction,
  detectAnomaly,
  setDetectAnomaly,
  savedTensorsHooks,
  saveOnCpu,
};
