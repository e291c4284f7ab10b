/** Distances and similarities of vectors, as layers. */
import { boolean, integer, number, type Rest, signature } from "../edge/index.ts";
import { type Tensor, torch } from "../tensor/index.ts";
import { markLayer } from "./call.ts";
import { Module } from "./module.ts";

/** Options of `CosineSimilarity`. */
export interface CosineSimilarityOptions {
  /** The dimension of the vectors; 1 by default. */
  dim?: number;
  /** Least norm to divide by. */
  eps?: number;
}

const COSINE = signature<CosineSimilarityOptions>("nn.CosineSimilarity", {
  options: { dim: integer, eps: number },
  positional: ["dim", "eps"],
});

/** Cosine of the angle between the vectors of two tensors along `dim`, which falls out. */
export class CosineSimilarity extends Module {
  readonly dim: number;
  readonly eps: number;

  static {
    markLayer(CosineSimilarity);
  }

  constructor(...rest: Rest<CosineSimilarityOptions, [dim: number, eps: number]>) {
    const { dim = 1, eps = 1e-8 } = COSINE.read(rest);
    super();
    this.dim = dim;
    this.eps = eps;
  }

  override forward(x1: Tensor, x2: Tensor): Tensor {
    return torch.cosineSimilarity(x1, x2, this.dim, this.eps);
  }
}

/** Options of `PairwiseDistance`. */
export interface PairwiseDistanceOptions {
  /** Degree of the norm. */
  p?: number;
  /** Added to the difference, so that its norm has a gradient at zero. */
  eps?: number;
  keepdim?: boolean;
}

const PAIRWISE = signature<PairwiseDistanceOptions>("nn.PairwiseDistance", {
  options: { p: number, eps: number, keepdim: boolean },
  positional: ["p", "eps", "keepdim"],
});

/** The p-norm of the difference of vectors along the last dimension: (..., D) and (..., D) -> (...). */
export class PairwiseDistance extends Module {
  readonly norm: number;
  readonly eps: number;
  readonly keepdim: boolean;

  static {
    markLayer(PairwiseDistance);
  }

  constructor(...rest: Rest<PairwiseDistanceOptions, [p: number, eps: number, keepdim: boolean]>) {
    const { p = 2, eps = 1e-6, keepdim = false } = PAIRWISE.read(rest);
    super();
    this.norm = p;
    this.eps = eps;
    this.keepdim = keepdim;
  }

  override forward(x1: Tensor, x2: Tensor): Tensor {
    return torch.pairwiseDistance(x1, x2, this.norm, this.eps, this.keepdim);
  }
}
