/** Losses that keep a margin, as modules; the functions are in `functional/margin-loss.ts`. */
import {
  boolean,
  callable,
  type Kinds,
  nullable,
  number,
  numberAbove,
  oneOf,
  type Rest,
  type Signature,
  signature,
} from "../edge/index.ts";
import type { Tensor } from "../tensor/index.ts";
import { markLayer } from "./call.ts";
import { type Reduction, reductionAdvice, reductionKind, tensorOrNull } from "./checks.ts";
import { PairwiseDistance } from "./distance.ts";
import type { Logits } from "./functional/kinds.ts";
import * as F from "./functional/margin-loss.ts";
import { Loss, type LossOptions, WeightedLoss } from "./loss.ts";
import { Module } from "./module.ts";

type MarginArguments = Rest<F.MarginOptions, [margin: number]>;

function takes<O extends object>(
  name: string,
  options: Kinds<O>,
  positional: readonly (keyof O & string)[] = [],
): Signature<O> {
  return signature<O>(`nn.${name}`, { options, positional, advice: reductionAdvice });
}

function takesMargin(name: string): Signature<F.MarginOptions> {
  return takes<F.MarginOptions>(name, { margin: number, reduction: reductionKind }, ["margin"]);
}

const REDUCTION = { reduction: reductionKind };
const MARGIN_RANKING = takesMargin("MarginRankingLoss");
const HINGE_EMBEDDING = takesMargin("HingeEmbeddingLoss");
const COSINE_EMBEDDING = takesMargin("CosineEmbeddingLoss");
const SOFT_MARGIN = takes<LossOptions>("SoftMarginLoss", REDUCTION);
const MULTI_LABEL_MARGIN = takes<LossOptions>("MultiLabelMarginLoss", REDUCTION);
const MULTI_LABEL_SOFT_MARGIN = takes<F.MultilabelSoftMarginOptions>(
  "MultiLabelSoftMarginLoss",
  { weight: tensorOrNull, reduction: reductionKind },
  ["weight"],
);
const MULTI_MARGIN = takes<F.MultiMarginOptions>(
  "MultiMarginLoss",
  { p: oneOf(1, 2), margin: number, weight: tensorOrNull, reduction: reductionKind },
  ["p", "margin", "weight"],
);
const TRIPLET_MARGIN = takes<F.TripletMarginOptions>(
  "TripletMarginLoss",
  { margin: numberAbove(0), p: number, eps: number, swap: boolean, reduction: reductionKind },
  ["margin", "p", "eps", "swap"],
);
const TRIPLET_DISTANCE = takes<F.TripletDistanceOptions>("TripletMarginWithDistanceLoss", {
  distanceFunction: nullable(callable<(a: Tensor, b: Tensor) => Tensor>()),
  margin: numberAbove(0),
  swap: boolean,
  reduction: reductionKind,
});

/** A loss with a margin, of which the default is the subclass's. */
abstract class MarginLoss extends Module {
  readonly margin: number;
  readonly reduction: Reduction;

  constructor({ margin, reduction = "mean" }: F.MarginOptions, otherwise: number) {
    super();
    this.margin = margin ?? otherwise;
    this.reduction = reduction;
  }
}

/**
 * `max(0, -target (x1 - x2) + margin)` of scores (N) in pairs with targets (N) of 1, where the first is to rank higher,
 * and -1; the margin is 0 by default.
 */
export class MarginRankingLoss extends MarginLoss {
  static {
    markLayer(MarginRankingLoss);
  }

  /** `new MarginRankingLoss({ margin: 0.5 })`, or as PyTorch has it, `new MarginRankingLoss(0.5)`. */
  constructor(...rest: MarginArguments) {
    super(MARGIN_RANKING.read(rest), 0);
  }

  /** Throws ShapeError unless all have as many dimensions. */
  override forward(input1: Tensor, input2: Tensor, target: Tensor): Tensor {
    const { margin, reduction } = this;
    return F.marginRankingLoss(input1, input2, target, { margin, reduction });
  }
}

/** Distances `x` where the target is 1, `max(0, margin - x)` where it is -1; the margin is 1 by default. */
export class HingeEmbeddingLoss extends MarginLoss {
  static {
    markLayer(HingeEmbeddingLoss);
  }

  constructor(...rest: MarginArguments) {
    super(HINGE_EMBEDDING.read(rest), 1);
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    const { margin, reduction } = this;
    return F.hingeEmbeddingLoss(input, target, { margin, reduction });
  }
}

/**
 * `1 - cos` of pairs of vectors (N, D) whose target (N) is 1, `max(0, cos - margin)` of those with -1; the margin is 0
 * by default.
 */
export class CosineEmbeddingLoss extends MarginLoss {
  static {
    markLayer(CosineEmbeddingLoss);
  }

  constructor(...rest: MarginArguments) {
    super(COSINE_EMBEDDING.read(rest), 0);
  }

  override forward(input1: Tensor, input2: Tensor, target: Tensor): Tensor {
    const { margin, reduction } = this;
    return F.cosineEmbeddingLoss(input1, input2, target, { margin, reduction });
  }
}

/** `log(1 + exp(-target x))` of logits x with targets 1 and -1. */
export class SoftMarginLoss extends Loss {
  static {
    markLayer(SoftMarginLoss);
  }

  constructor(...rest: Rest<LossOptions>) {
    super(SOFT_MARGIN.read(rest).reduction);
  }

  override forward(input: Logits, target: Tensor): Tensor {
    return F.softMarginLoss(input, target, { reduction: this.reduction });
  }
}

/** Hinge loss of scores (N, C) against lists of class indices (N, C), each ended by -1. */
export class MultiLabelMarginLoss extends Loss {
  static {
    markLayer(MultiLabelMarginLoss);
  }

  constructor(...rest: Rest<LossOptions>) {
    super(MULTI_LABEL_MARGIN.read(rest).reduction);
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return F.multilabelMarginLoss(input, target, { reduction: this.reduction });
  }
}

/** Mean over the classes of the binary cross-entropy of logits (N, C) against targets (N, C) of zeros and ones. */
export class MultiLabelSoftMarginLoss extends WeightedLoss {
  static {
    markLayer(MultiLabelSoftMarginLoss, false);
  }

  constructor(...rest: Rest<F.MultilabelSoftMarginOptions, [weight: Tensor | null]>) {
    const options = MULTI_LABEL_SOFT_MARGIN.read(rest);
    super(options);
  }

  override forward(input: Logits, target: Tensor): Tensor {
    const { weight, reduction } = this;
    return F.multilabelSoftMarginLoss(input, target, { weight, reduction });
  }
}

/** Hinge loss of scores (N, C) against class indices (N); `p` is the power of the hinge, the margin 1 by default. */
export class MultiMarginLoss extends WeightedLoss {
  readonly p: 1 | 2;
  readonly margin: number;

  static {
    markLayer(MultiMarginLoss);
  }

  constructor(...rest: Rest<F.MultiMarginOptions, [p: 1 | 2, margin: number, weight: Tensor | null]>) {
    const options = MULTI_MARGIN.read(rest);
    super(options);
    this.p = options.p ?? 1;
    this.margin = options.margin ?? 1;
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    const { p, margin, weight, reduction } = this;
    return F.multiMarginLoss(input, target, { p, margin, weight, reduction });
  }
}

/**
 * Wants each anchor (N, D) nearer to its positive than to its negative by `margin`:
 * http://www.bmva.org/bmvc/2016/papers/paper119/index.html.
 */
export class TripletMarginLoss extends MarginLoss {
  readonly p: number;
  readonly eps: number;
  readonly swap: boolean;

  static {
    markLayer(TripletMarginLoss);
  }

  /** Throws ArgumentError for a margin that is not above 0. */
  constructor(
    ...rest: Rest<F.TripletMarginOptions, [margin: number, p: number, eps: number, swap: boolean]>
  ) {
    const options = TRIPLET_MARGIN.read(rest);
    super(options, 1);
    this.p = options.p ?? 2;
    this.eps = options.eps ?? 1e-6;
    this.swap = options.swap ?? false;
  }

  override forward(anchor: Tensor, positive: Tensor, negative: Tensor): Tensor {
    const { margin, p, eps, swap, reduction } = this;
    return F.tripletMarginLoss(anchor, positive, negative, { margin, p, eps, swap, reduction });
  }
}

/** As `TripletMarginLoss`, by a distance of one's own: a function of two batches of vectors (N, D) that gives (N). */
export class TripletMarginWithDistanceLoss extends MarginLoss {
  /** A module, and so printed, where no function was given. */
  readonly distance_function: PairwiseDistance | ((a: Tensor, b: Tensor) => Tensor);
  readonly swap: boolean;

  static {
    markLayer(TripletMarginWithDistanceLoss, false);
  }

  constructor(...rest: Rest<F.TripletDistanceOptions>) {
    const options = TRIPLET_DISTANCE.read(rest);
    super(options, 1);
    this.distance_function = options.distanceFunction ?? new PairwiseDistance();
    this.swap = options.swap ?? false;
  }

  override forward(anchor: Tensor, positive: Tensor, negative: Tensor): Tensor {
    const { distance_function: distance, margin, swap, reduction } = this;
    const distanceFunction = typeof distance === "function" ? distance : null; // null: the same as the module
    const options = { distanceFunction, margin, swap, reduction };
    return F.tripletMarginWithDistanceLoss(anchor, positive, negative, options);
  }
}
