/** Losses that keep a margin: between scores, classes, pairs and triplets. */
import { ArgumentError, ShapeError } from "../../native/errors.ts";
import { scope, type Tensor, torch } from "../../tensor/index.ts";
import { type Reduction, reductionCode } from "../checks.ts";
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

/** `max(0, -target (x1 - x2) + margin)` with targets 1 and -1. Throws ShapeError unless all have as many dimensions. */
export function marginRankingLoss(
  input1: Tensor,
  input2: Tensor,
  target: Tensor,
  { margin = 0, reduction = "mean" }: MarginOptions = {},
): Tensor {
  const operation = "marginRankingLoss";
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
export function hingeEmbeddingLoss(
  input: Tensor,
  target: Tensor,
  { margin = 1, reduction = "mean" }: MarginOptions = {},
): Tensor {
  return torch.hingeEmbeddingLoss(input, target, margin, reductionCode("hingeEmbeddingLoss", reduction));
}

/** `1 - cos` of pairs with target 1, `max(0, cos - margin)` of those with target -1. */
export function cosineEmbeddingLoss(
  input1: Tensor,
  input2: Tensor,
  target: Tensor,
  { margin = 0, reduction = "mean" }: MarginOptions = {},
): Tensor {
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

/** Hinge loss of scores (N, C) against class indices (N). */
export function multiMarginLoss(input: Tensor, target: Tensor, options: MultiMarginOptions = {}): Tensor {
  const { p = 1, margin = 1, weight = null, reduction = "mean" } = options;
  if (p !== 1 && p !== 2) {
    throw new ArgumentError(`multiMarginLoss: p must be 1 or 2, got ${p}.`, { operation: "multiMarginLoss" });
  }
  return torch.multiMarginLoss(input, target, p, margin, weight, reductionCode("multiMarginLoss", reduction));
}

/** Hinge loss of scores (N, C) against lists of class indices (N, C), each ended by -1. */
export function multilabelMarginLoss(
  input: Tensor,
  target: Tensor,
  { reduction = "mean" }: ReductionOptions = {},
): Tensor {
  return torch.multilabelMarginLoss(input, target, reductionCode("multilabelMarginLoss", reduction));
}

/** `log(1 + exp(-target x))` of logits x with targets 1 and -1. */
export function softMarginLoss(
  input: Logits,
  target: Tensor,
  { reduction = "mean" }: ReductionOptions = {},
): Tensor {
  return torch.softMarginLoss(input, target, reductionCode("softMarginLoss", reduction));
}

/** Options of `multilabelSoftMarginLoss`. */
export interface MultilabelSoftMarginOptions extends ReductionOptions {
  /** (C): scales the loss of each class. */
  weight?: Tensor | null;
}

/** Mean over the classes of the binary cross-entropy of logits (N, C) against targets (N, C) of zeros and ones. */
export function multilabelSoftMarginLoss(
  input: Logits,
  target: Tensor,
  { weight = null, reduction = "mean" }: MultilabelSoftMarginOptions = {},
): Tensor {
  reductionCode("multilabelSoftMarginLoss", reduction);
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

/** Wants each anchor (N, D) nearer to its positive than to its negative by `margin`. */
export function tripletMarginLoss(
  anchor: Tensor,
  positive: Tensor,
  negative: Tensor,
  options: TripletMarginOptions = {},
): Tensor {
  const { margin = 1, p = 2, eps = 1e-6, swap = false, reduction = "mean" } = options;
  checkMargin("tripletMarginLoss", margin);
  const code = reductionCode("tripletMarginLoss", reduction);
  return torch.tripletMarginLoss(anchor, positive, negative, margin, p, eps, swap, code);
}

/** Options of `tripletMarginWithDistanceLoss`. */
export interface TripletDistanceOptions extends MarginOptions {
  /** Distance of two batches of vectors; `pairwiseDistance` by default. */
  distanceFunction?: (a: Tensor, b: Tensor) => Tensor;
  /** Takes the positive's distance to the negative where it is the smaller. */
  swap?: boolean;
}

/** As `tripletMarginLoss`, by a distance of one's own. */
export function tripletMarginWithDistanceLoss(
  anchor: Tensor,
  positive: Tensor,
  negative: Tensor,
  options: TripletDistanceOptions = {},
): Tensor {
  const operation = "tripletMarginWithDistanceLoss";
  const { margin = 1, swap = false, reduction = "mean" } = options;
  const distance = options.distanceFunction ?? ((a: Tensor, b: Tensor) => pairwiseDistance(a, b));
  checkMargin(operation, margin);
  reductionCode(operation, reduction);
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

function checkMargin(operation: string, margin: number): void {
  if (margin > 0) return;
  throw new ArgumentError(`${operation}: margin must be above 0, got ${margin}.`, { operation });
}

/** A loss reduced as its options say. */
export function reduced(loss: Tensor, reduction: Reduction): Tensor {
  if (reduction === "none") return loss;
  return reduction === "mean" ? loss.mean() : loss.sum();
}
