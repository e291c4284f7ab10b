/** Losses that keep a margin: between scores, classes, pairs and triplets. */
import {
  boolean,
  callable,
  nullable,
  number,
  numberAbove,
  oneOf,
  type Rest,
  type Signature,
  signature,
} from "../../edge/index.ts";
import { ShapeError } from "../../native/errors.ts";
import { scope, type Tensor, torch } from "../../tensor/index.ts";
import {
  inputKind,
  type Reduction,
  reductionAdvice,
  reductionCode,
  reductionKind,
  tensorOrNull,
} from "../checks.ts";
import { logsigmoid } from "./activation.ts";
import { pairwiseDistance } from "./distance.ts";
import type { Logits } from "./kinds.ts";

/** Options of losses with a margin. */
export interface MarginOptions {
  margin?: number;
  reduction?: Reduction;
}

/** Options of losses without others. */
export interface ReductionOptions {
  reduction?: Reduction;
}

const tensor = inputKind.input;
const pair = { input1: tensor, input2: tensor, target: tensor };

type MarginArguments = Rest<MarginOptions, [margin: number]>;

function marginTakes(name: string): Signature<MarginOptions> {
  return signature<MarginOptions>(`nn.functional.${name}`, {
    takes: pair,
    options: { margin: number, reduction: reductionKind },
    positional: ["margin"],
    advice: reductionAdvice,
  });
}

function reductionTakes(name: string): Signature<ReductionOptions> {
  return signature<ReductionOptions>(`nn.functional.${name}`, {
    options: { reduction: reductionKind },
    advice: reductionAdvice,
  });
}

const MARGIN_RANKING = marginTakes("marginRankingLoss");
const HINGE_EMBEDDING = marginTakes("hingeEmbeddingLoss");
const COSINE_EMBEDDING = marginTakes("cosineEmbeddingLoss");
const MULTILABEL_MARGIN = reductionTakes("multilabelMarginLoss");
const SOFT_MARGIN = reductionTakes("softMarginLoss");

/** `max(0, -target (x1 - x2) + margin)` with targets 1 and -1. Throws ShapeError unless all have as many dimensions. */
export function marginRankingLoss(
  input1: Tensor,
  input2: Tensor,
  target: Tensor,
  ...rest: MarginArguments
): Tensor {
  const { margin = 0, reduction = "mean" } = MARGIN_RANKING.read(rest);
  MARGIN_RANKING.check(input1, input2, target);
  const operation = MARGIN_RANKING.name;
  if (input1.ndim !== input2.ndim || input1.ndim !== target.ndim) {
    throw new ShapeError(
      `${operation}: the tensors must have as many dimensions each, got [${input1.shape}], [${input2.shape}] and ` +
        `[${target.shape}].`,
      { operation },
    );
  }
  return torch.marginRankingLoss(input1, input2, target, margin, reductionCode(operation, reduction));
}

/** Distances `x` where the target is 1, `max(0, margin - x)` where it is -1. */
export function hingeEmbeddingLoss(input: Tensor, target: Tensor, ...rest: MarginArguments): Tensor {
  const { margin = 1, reduction = "mean" } = HINGE_EMBEDDING.read(rest);
  return torch.hingeEmbeddingLoss(input, target, margin, reductionCode("hingeEmbeddingLoss", reduction));
}

/** `1 - cos` of pairs with target 1, `max(0, cos - margin)` of those with target -1. */
export function cosineEmbeddingLoss(
  input1: Tensor,
  input2: Tensor,
  target: Tensor,
  ...rest: MarginArguments
): Tensor {
  const { margin = 0, reduction = "mean" } = COSINE_EMBEDDING.read(rest);
  const code = reductionCode("cosineEmbeddingLoss", reduction);
  return torch.cosineEmbeddingLoss(input1, input2, target, margin, code);
}

/** Options of `multiMarginLoss`. */
export interface MultiMarginOptions extends MarginOptions {
  /** Power of the hinge, 1 or 2. */
  p?: 1 | 2;
  /** (C): scales the loss of each class. */
  weight?: Tensor | null;
}

const MULTI_MARGIN = signature<MultiMarginOptions>("nn.functional.multiMarginLoss", {
  options: { p: oneOf(1, 2), margin: number, weight: tensorOrNull, reduction: reductionKind },
  positional: ["p", "margin", "weight"],
  advice: reductionAdvice,
});

/** Hinge loss of scores (N, C) against class indices (N). */
export function multiMarginLoss(
  input: Tensor,
  target: Tensor,
  ...rest: Rest<MultiMarginOptions, [p: 1 | 2, margin: number, weight: Tensor | null]>
): Tensor {
  const { p = 1, margin = 1, weight = null, reduction = "mean" } = MULTI_MARGIN.read(rest);
  return torch.multiMarginLoss(input, target, p, margin, weight, reductionCode("multiMarginLoss", reduction));
}

/** Hinge loss of scores (N, C) against lists of class indices (N, C), each ended by -1. */
export function multilabelMarginLoss(input: Tensor, target: Tensor, ...rest: Rest<ReductionOptions>): Tensor {
  const { reduction = "mean" } = MULTILABEL_MARGIN.read(rest);
  return torch.multilabelMarginLoss(input, target, reductionCode("multilabelMarginLoss", reduction));
}

/** `log(1 + exp(-target x))` of logits x with targets 1 and -1. */
export function softMarginLoss(input: Logits, target: Tensor, ...rest: Rest<ReductionOptions>): Tensor {
  const { reduction = "mean" } = SOFT_MARGIN.read(rest);
  return torch.softMarginLoss(input, target, reductionCode("softMarginLoss", reduction));
}

/** Options of `multilabelSoftMarginLoss`. */
export interface MultilabelSoftMarginOptions extends ReductionOptions {
  /** (C): scales the loss of each class. */
  weight?: Tensor | null;
}

const MULTILABEL_SOFT_MARGIN = signature<MultilabelSoftMarginOptions>(
  "nn.functional.multilabelSoftMarginLoss",
  {
    takes: { ...inputKind, target: tensor },
    options: { weight: tensorOrNull, reduction: reductionKind },
    positional: ["weight"],
    advice: reductionAdvice,
  },
);

/** Mean over the classes of the binary cross-entropy of logits (N, C) against targets (N, C) of zeros and ones. */
export function multilabelSoftMarginLoss(
  input: Logits,
  target: Tensor,
  ...rest: Rest<MultilabelSoftMarginOptions, [weight: Tensor | null]>
): Tensor {
  const { weight = null, reduction = "mean" } = MULTILABEL_SOFT_MARGIN.read(rest);
  MULTILABEL_SOFT_MARGIN.check(input, target);
  return scope(() => {
    const positive = target.mul(logsigmoid(input));
    const negative = target.neg().add(1).mul(logsigmoid(input.neg()));
    let loss = positive.add(negative).neg();
    if (weight !== null) loss = loss.mul(weight);
    const classes = input.size(-1);
    return reduced(loss.sum(-1).div(classes), reduction);
  });
}

/** Options of `tripletMarginLoss`. */
export interface TripletMarginOptions extends MarginOptions {
  /** Degree of the norm. */
  p?: number;
  eps?: number;
  /** Takes the positive's distance to the negative where it is the smaller. */
  swap?: boolean;
}

const triplet = { anchor: tensor, positive: tensor, negative: tensor };

const TRIPLET_MARGIN = signature<TripletMarginOptions>("nn.functional.tripletMarginLoss", {
  options: { margin: numberAbove(0), p: number, eps: number, swap: boolean, reduction: reductionKind },
  positional: ["margin", "p", "eps", "swap"],
  advice: reductionAdvice,
});

/** Wants each anchor (N, D) nearer to its positive than to its negative by `margin`. */
export function tripletMarginLoss(
  anchor: Tensor,
  positive: Tensor,
  negative: Tensor,
  ...rest: Rest<TripletMarginOptions, [margin: number, p: number, eps: number, swap: boolean]>
): Tensor {
  const { margin = 1, p = 2, eps = 1e-6, swap = false, reduction = "mean" } = TRIPLET_MARGIN.read(rest);
  const code = reductionCode("tripletMarginLoss", reduction);
  return torch.tripletMarginLoss(anchor, positive, negative, margin, p, eps, swap, code);
}

/** Options of `tripletMarginWithDistanceLoss`. */
export interface TripletDistanceOptions extends MarginOptions {
  /** Distance of two batches of vectors; `pairwiseDistance` by default. */
  distanceFunction?: ((a: Tensor, b: Tensor) => Tensor) | null;
  /** Takes the positive's distance to the negative where it is the smaller. */
  swap?: boolean;
}

const TRIPLET_DISTANCE = signature<TripletDistanceOptions>("nn.functional.tripletMarginWithDistanceLoss", {
  takes: triplet,
  options: {
    distanceFunction: nullable(callable<(a: Tensor, b: Tensor) => Tensor>()),
    margin: numberAbove(0),
    swap: boolean,
    reduction: reductionKind,
  },
});

/** As `tripletMarginLoss`, by a distance of one's own. */
export function tripletMarginWithDistanceLoss(
  anchor: Tensor,
  positive: Tensor,
  negative: Tensor,
  ...rest: Rest<TripletDistanceOptions>
): Tensor {
  const options = TRIPLET_DISTANCE.read(rest);
  TRIPLET_DISTANCE.check(anchor, positive, negative);
  const operation = TRIPLET_DISTANCE.name;
  const { margin = 1, swap = false, reduction = "mean" } = options;
  const distance = options.distanceFunction ?? ((a: Tensor, b: Tensor) => pairwiseDistance(a, b));
  if (anchor.ndim !== positive.ndim || anchor.ndim !== negative.ndim) {
    throw new ShapeError(
      `${operation}: anchor [${anchor.shape}], positive [${positive.shape}] and negative [${negative.shape}] must have ` +
        "as many dimensions each.",
      { operation },
    );
  }
  return scope(() => {
    const near = distance(anchor, positive);
    let far = distance(anchor, negative);
    if (swap) far = far.minimum(distance(positive, negative));
    return reduced(near.add(margin).sub(far).clampMin(0), reduction);
  });
}

/** A loss reduced as its options say. */
export function reduced(loss: Tensor, reduction: Reduction): Tensor {
  if (reduction === "none") return loss;
  return reduction === "mean" ? loss.mean() : loss.sum();
}
