/** The focal loss of labels and pixels as a module; `segmentation-loss.ts` has the one of regions, as MONAI's. */
import { type Rest, signature } from "../edge/index.ts";
import type { Tensor } from "../tensor/index.ts";
import { markLayer } from "./call.ts";
import { type Reduction, reductionAdvice } from "./checks.ts";
import {
  FOCAL_CROSS_ENTROPY_KINDS,
  type FocalCrossEntropyOptions,
  focalCrossEntropy,
} from "./functional/focal-loss.ts";
import type { Logits } from "./functional/kinds.ts";
import { Module } from "./module.ts";

const FOCAL = signature<FocalCrossEntropyOptions>("nn.FocalCrossEntropyLoss", {
  options: FOCAL_CROSS_ENTROPY_KINDS,
  positional: ["weight"],
  advice: { ...reductionAdvice, alpha: "one factor for each class is called weight, a tensor (C)" },
});

/**
 * Softmax focal loss of logits (N, C, ...) against class indices (N, ...) of int64 or probabilities (N, C, ...):
 * `functional.focalCrossEntropy`. The weight is a buffer: it moves with the module.
 */
export class FocalCrossEntropyLoss extends Module {
  readonly gamma: number;
  readonly ignore_index: number;
  readonly label_smoothing: number;
  readonly reduction: Reduction;
  weight: Tensor | null = null;

  static {
    markLayer(FocalCrossEntropyLoss, false);
  }

  constructor(...rest: Rest<FocalCrossEntropyOptions, [weight: Tensor | null]>) {
    const options = FOCAL.read(rest);
    super();
    this.gamma = options.gamma ?? 2;
    this.ignore_index = options.ignoreIndex ?? -100;
    this.label_smoothing = options.labelSmoothing ?? 0;
    this.reduction = options.reduction ?? "mean";
    this.registerBuffer("weight", options.weight ?? null);
  }

  override forward(input: Logits, target: Tensor): Tensor {
    return focalCrossEntropy(input, target, {
      weight: this.weight,
      gamma: this.gamma,
      ignoreIndex: this.ignore_index,
      reduction: this.reduction,
      labelSmoothing: this.label_smoothing,
    });
  }
}
