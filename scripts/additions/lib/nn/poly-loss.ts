/** PolyLoss: cross entropy with the first term of its series weighed anew. */
import { number, type Rest, signature } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { type Tensor, torch } from "../tensor/index.ts";
import { markLayer } from "./call.ts";
import { type Reduction, reductionAdvice, reductionKind } from "./checks.ts";
import type { Logits } from "./functional/kinds.ts";
import { crossEntropy } from "./functional/loss.ts";
import { Module } from "./module.ts";

/** Options of `PolyLoss`. */
export interface PolyLossOptions {
  /** Weight of `1 - p`; 0 is cross entropy. Default 1. */
  epsilon?: number;
  reduction?: Reduction;
}

const TAKES = signature<PolyLossOptions>("nn.PolyLoss", {
  options: { epsilon: number, reduction: reductionKind },
  positional: ["epsilon"],
  advice: reductionAdvice,
});

/**
 * `-log(p) + epsilon (1 - p)` of logits (N, C, ...) against class indices (N, ...), `p` being the probability of the target:
 * Poly-1 of Leng et al. 2022, https://arxiv.org/abs/2204.12511.
 */
export class PolyLoss extends Module {
  readonly epsilon: number;
  readonly reduction: Reduction;

  static {
    markLayer(PolyLoss, false);
  }

  constructor(...rest: Rest<PolyLossOptions, [epsilon: number]>) {
    const { epsilon = 1, reduction = "mean" } = TAKES.read(rest);
    super();
    if (epsilon < -1) {
      throw new ArgumentError(
        `nn.PolyLoss: epsilon is at least -1, where the series begins, got ${epsilon}.`,
        {
          operation: "nn.PolyLoss",
        },
      );
    }
    this.epsilon = epsilon;
    this.reduction = reduction;
  }

  override forward(input: Logits, target: Tensor): Tensor {
    const entropy = crossEntropy(input, target, { reduction: "none" });
    const loss = entropy.add(torch.exp(entropy.neg()).neg().add(1).mul(this.epsilon));
    if (this.reduction === "none") return loss;
    return this.reduction === "sum" ? loss.sum() : loss.mean();
  }
}
