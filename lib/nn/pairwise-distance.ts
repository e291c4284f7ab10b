/** The distance of vectors as a module. */
import { boolean, number, type Rest, signature } from "../edge/index.ts";
import type { Tensor } from "../tensor/index.ts";
import { markLayer } from "./call.ts";
import { pairwiseDistance } from "./functional/distance.ts";
import { Module } from "./module.ts";

/** Options of `PairwiseDistance`. */
export interface PairwiseDistanceOptions {
  /** Degree of the norm; 2 by default. */
  p?: number;
  /** Added to the differences, so that the norm has a gradient at zero; 1e-6 by default. */
  eps?: number;
  /** Keeps the last dimension, with size one. */
  keepdim?: boolean;
}

const TAKES = signature<PairwiseDistanceOptions>("nn.PairwiseDistance", {
  options: { p: number, eps: number, keepdim: boolean },
  positional: ["p", "eps", "keepdim"],
});

/** The p-norm of the difference of vectors (N, D) and (N, D): (N), or (N, 1) with `keepdim`. */
export class PairwiseDistance extends Module {
  readonly norm: number;
  readonly eps: number;
  readonly keepdim: boolean;

  static {
    markLayer(PairwiseDistance);
  }

  constructor(...rest: Rest<PairwiseDistanceOptions, [p: number, eps: number, keepdim: boolean]>) {
    const { p = 2, eps = 1e-6, keepdim = false } = TAKES.read(rest);
    super();
    this.norm = p;
    this.eps = eps;
    this.keepdim = keepdim;
  }

  override forward(x1: Tensor, x2: Tensor): Tensor {
    return pairwiseDistance(x1, x2, this.norm, this.eps, this.keepdim);
  }
}
