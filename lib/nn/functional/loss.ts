/** Loss functions. */
import {
  boolean,
  integer,
  type Kinds,
  numberAbove,
  numberFrom,
  oneOf,
  type Rest,
  type Signature,
  signature,
} from "../../edge/index.ts";
import { DTypeError, ShapeError } from "../../native/errors.ts";
import { scope, type Tensor, torch } from "../../tensor/index.ts";
import {
  inputKind,
  type Reduction,
  reductionAdvice,
  reductionCode,
  reductionKind,
  tensorOrNull,
} from "../checks.ts";
import type { Logits } from "./kinds.ts";

/** Options of losses with a weight. */
export interface WeightOptions {
  weight?: Tensor | null;
  reduction?: Reduction;
}

/** Options of `nllLoss`. */
export interface NllOptions extends WeightOptions {
  /** Targets of this class count for nothing. */
  ignoreIndex?: number;
}

/** Options of `crossEntropy`. */
export interface CrossEntropyOptions extends NllOptions {
  /** How much of each target is spread over all classes: https://arxiv.org/abs/1512.00567. */
  labelSmoothing?: number;
}

/** Options of `binaryCrossEntropyWithLogits`. */
export interface BceWithLogitsOptions extends WeightOptions {
  /** Scales the loss of positive targets. */
  posWeight?: Tensor | null;
}

/** Options of `mseLoss` and `l1Loss`. */
export interface WeightedErrorOptions {
  /** Scales the error of each element; the mean is then divided by the sum of the weights. */
  weight?: Tensor | null;
  reduction?: Reduction;
}

/** Options of `smoothL1Loss`. */
export interface SmoothL1Options {
  reduction?: Reduction;
  /** Where the square ends. */
  beta?: number;
}

/** Options of `huberLoss`. */
export interface HuberOptions {
  reduction?: Reduction;
  /** Where the square ends. */
  delta?: number;
  /** Scales the error of each element. */
  weight?: Tensor | null;
}

/** `"batchmean"` divides the sum by N only, which is the divergence's definition. */
export type KlReduction = Reduction | "batchmean";

/** Options of `klDiv`. */
export interface KlDivOptions {
  reduction?: KlReduction;
  /** The target is given as logarithms. */
  logTarget?: boolean;
}

/** Kinds of the options of each loss; the layers have the same. */
export const WEIGHT_KINDS: Kinds<WeightOptions> = { weight: tensorOrNull, reduction: reductionKind };
export const NLL_KINDS: Kinds<NllOptions> = { ...WEIGHT_KINDS, ignoreIndex: integer };
export const CROSS_ENTROPY_KINDS: Kinds<CrossEntropyOptions> = {
  ...NLL_KINDS,
  labelSmoothing: numberFrom(0, 1),
};
export const BCE_WITH_LOGITS_KINDS: Kinds<BceWithLogitsOptions> = {
  ...WEIGHT_KINDS,
  posWeight: tensorOrNull,
};
export const SMOOTH_L1_KINDS: Kinds<SmoothL1Options> = { reduction: reductionKind, beta: numberFrom(0) };
export const HUBER_KINDS: Kinds<HuberOptions> = {
  reduction: reductionKind,
  delta: numberAbove(0),
  weight: tensorOrNull,
};
export const KL_DIV_KINDS: Kinds<KlDivOptions> = {
  reduction: oneOf("none", "mean", "sum", "batchmean"),
  logTarget: boolean,
};

type WeightedArguments<O extends WeightOptions> = Rest<O, [weight: Tensor | null]>;

function takes<O extends object>(
  name: string,
  options: Kinds<O>,
  positional: readonly (keyof O & string)[] = [],
): Signature<O> {
  return signature<O>(`nn.functional.${name}`, {
    takes: { ...inputKind, target: inputKind.input },
    options,
    positional,
    advice: reductionAdvice,
  });
}

const CROSS_ENTROPY = takes<CrossEntropyOptions>("crossEntropy", CROSS_ENTROPY_KINDS, ["weight"]);
const NLL = takes<NllOptions>("nllLoss", NLL_KINDS, ["weight"]);
const BCE = takes<WeightOptions>("binaryCrossEntropy", WEIGHT_KINDS, ["weight"]);
const BCE_WITH_LOGITS = takes<BceWithLogitsOptions>("binaryCrossEntropyWithLogits", BCE_WITH_LOGITS_KINDS, [
  "weight",
]);
const MSE = takes<WeightedErrorOptions>("mseLoss", WEIGHT_KINDS);
const L1 = takes<WeightedErrorOptions>("l1Loss", WEIGHT_KINDS);
const SMOOTH_L1 = takes<SmoothL1Options>("smoothL1Loss", SMOOTH_L1_KINDS);
const HUBER = takes<HuberOptions>("huberLoss", HUBER_KINDS, ["reduction", "delta", "weight"]);
const KL_DIV = takes<KlDivOptions>("klDiv", KL_DIV_KINDS);

/**
 * Softmax cross-entropy of logits (N, C, ...) against class indices (N, ...) of int64 or probabilities (N, C, ...).
 * Throws DTypeError for indices of another dtype.
 */
export function crossEntropy(
  input: Logits,
  target: Tensor,
  ...rest: WeightedArguments<CrossEntropyOptions>
): Tensor {
  const options = CROSS_ENTROPY.read(rest);
  CROSS_ENTROPY.check(input, target);
  const { weight = null, reduction = "mean", ignoreIndex = -100, labelSmoothing = 0 } = options;
  const code = reductionCode("crossEntropy", reduction);
  if (target.ndim !== input.ndim) checkIndices("crossEntropy", target);
  return torch.crossEntropyLoss(input, target, weight, code, ignoreIndex, labelSmoothing);
}

/** Negative log-likelihood of log-probabilities (N, C, ...) at class indices (N, ...) of int64. */
export function nllLoss(input: Tensor, target: Tensor, ...rest: WeightedArguments<NllOptions>): Tensor {
  const { weight = null, reduction = "mean", ignoreIndex = -100 } = NLL.read(rest);
  NLL.check(input, target);
  checkIndices("nllLoss", target);
  return torch.nllLossNd(input, target, weight, reductionCode("nllLoss", reduction), ignoreIndex);
}

function checkIndices(operation: string, target: Tensor): void {
  const dtype = target.dtype;
  if (dtype === "int64" || dtype === "uint8") return;
  throw new DTypeError(
    `${operation}: class indices must be int64, got ${dtype} of shape [${target.shape}]; convert them with .long().`,
    { operation },
  );
}

/** Binary cross-entropy of probabilities. Throws ShapeError unless the shapes are equal. */
export function binaryCrossEntropy(
  input: Tensor,
  target: Tensor,
  ...rest: WeightedArguments<WeightOptions>
): Tensor {
  const { weight = null, reduction = "mean" } = BCE.read(rest);
  BCE.check(input, target);
  const code = reductionCode("binaryCrossEntropy", reduction);
  const shape = target.shape;
  if (input.shape.join() !== shape.join()) {
    throw new ShapeError(
      `binaryCrossEntropy: input [${input.shape}] and target [${shape}] must have the same shape; reshape one of them.`,
    );
  }
  return scope(() =>
    torch.binaryCrossEntropy(input, target, weight === null ? null : weight.expand(shape), code),
  );
}

/** Binary cross-entropy of logits. */
export function binaryCrossEntropyWithLogits(
  input: Logits,
  target: Tensor,
  ...rest: WeightedArguments<BceWithLogitsOptions>
): Tensor {
  const { weight = null, posWeight = null, reduction = "mean" } = BCE_WITH_LOGITS.read(rest);
  BCE_WITH_LOGITS.check(input, target);
  const code = reductionCode("binaryCrossEntropyWithLogits", reduction);
  const shape = input.shape;
  if (shape.join() !== target.shape.join()) {
    throw new ShapeError(
      `binaryCrossEntropyWithLogits: input [${shape}] and target [${target.shape}] must have the same shape; ` +
        "reshape one of them.",
    );
  }
  return torch.binaryCrossEntropyWithLogits(input, target, weight, posWeight, code);
}

/** Squared difference. */
export function mseLoss(input: Tensor, target: Tensor, ...rest: Rest<WeightedErrorOptions>): Tensor {
  const { weight = null, reduction = "mean" } = MSE.read(rest);
  if (weight !== null) MSE.check(input, target);
  const code = reductionCode("mseLoss", reduction);
  if (weight === null) return torch.mseLoss(input, target, code);
  return weighted("mseLoss", input, weight, reduction, () => torch.mseLoss(input, target, 0));
}

/** Absolute difference. */
export function l1Loss(input: Tensor, target: Tensor, ...rest: Rest<WeightedErrorOptions>): Tensor {
  const { weight = null, reduction = "mean" } = L1.read(rest);
  if (weight !== null) L1.check(input, target);
  const code = reductionCode("l1Loss", reduction);
  if (weight === null) return torch.l1Loss(input, target, code);
  return weighted("l1Loss", input, weight, reduction, () => torch.l1Loss(input, target, 0));
}

// Means are divided by the sum of the weights.
function weighted(
  operation: string,
  input: Tensor,
  weight: Tensor,
  reduction: Reduction,
  errors: () => Tensor,
): Tensor {
  checkWeight(operation, input, weight);
  return scope(() => {
    const scaled = errors().mul(weight);
    if (reduction === "none") return scaled;
    return reduction === "sum" ? scaled.sum() : scaled.sum().div(weight.sum());
  });
}

function checkWeight(operation: string, input: Tensor, weight: Tensor): void {
  if (weight.shape.join() === input.shape.join()) return;
  throw new ShapeError(
    `${operation}: the weight [${weight.shape}] must have the input's shape [${input.shape}]; expand it first.`,
    { operation },
  );
}

/** Squared below `beta`, absolute above. */
export function smoothL1Loss(input: Tensor, target: Tensor, ...rest: Rest<SmoothL1Options>): Tensor {
  const { reduction = "mean", beta = 1 } = SMOOTH_L1.read(rest);
  if (beta === 0) return l1Loss(input, target, { reduction });
  return torch.smoothL1Loss(input, target, reductionCode("smoothL1Loss", reduction), beta);
}

/** Half the square below `delta`, linear above. */
export function huberLoss(
  input: Tensor,
  target: Tensor,
  ...rest: Rest<HuberOptions, [reduction: Reduction, delta: number, weight: Tensor | null]>
): Tensor {
  const { weight = null, reduction = "mean", delta = 1 } = HUBER.read(rest);
  HUBER.check(input, target);
  const code = reductionCode("huberLoss", reduction);
  if (weight === null) return torch.huberLoss(input, target, code, delta);
  checkWeight("huberLoss", input, weight);
  return scope(() => {
    const scaled = torch.huberLoss(input, target, 0, delta).mul(weight);
    if (reduction === "none") return scaled;
    return reduction === "sum" ? scaled.sum() : scaled.mean();
  });
}

/** Kullback-Leibler divergence of log-probabilities from target probabilities (or their logarithms). */
export function klDiv(input: Tensor, target: Tensor, ...rest: Rest<KlDivOptions>): Tensor {
  const { reduction = "mean", logTarget = false } = KL_DIV.read(rest);
  KL_DIV.check(input, target);
  if (reduction !== "batchmean")
    return torch.klDiv(input, target, reductionCode("klDiv", reduction), { logTarget });
  return scope(() => {
    const sum = torch.klDiv(input, target, reductionCode("klDiv", "sum"), { logTarget });
    return input.ndim === 0 ? sum : sum.div(input.shape[0] as number);
  });
}
