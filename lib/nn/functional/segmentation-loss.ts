/**
 * Losses of segmentation from overlaps of regions: Dice, Generalized Dice, Dice with cross-entropy, Tversky, focal.
 *
 * All take logits (N, C, ...) and targets as class indices (N, ...) or (N, 1, ...) of int64, or one value for each
 * class (N, C, ...). Defaults are MONAI's, but for the activation: softmax where there are several classes, else sigmoid.
 */
import {
  boolean,
  integer,
  type Kinds,
  nullable,
  number,
  oneOf,
  type Rest,
  type Signature,
  signature,
} from "../../edge/index.ts";
import { ArgumentError, DTypeError, ShapeError } from "../../native/errors.ts";
import { scope, type Tensor, torch } from "../../tensor/index.ts";
import { inputKind, type Reduction, reductionKind, tensorOrNull } from "../checks.ts";
import { type Activation, activationKind, type Logits, probabilities } from "./kinds.ts";
import { binaryCrossEntropyWithLogits, crossEntropy } from "./loss.ts";

/** Options that all losses of regions have. */
export interface RegionLossOptions {
  /** How logits become probabilities. Default: softmax, or sigmoid where there is one class. */
  activation?: Activation;
  /** Whether class 0 counts; a single class always does. Default true. */
  includeBackground?: boolean;
  /** Pixels whose class index is this count for nothing; for targets of indices. */
  ignoreIndex?: number | null;
  /** `"none"` gives (N, C). */
  reduction?: Reduction;
}

/** Options of {@link softDice}. */
export interface SoftDiceOptions extends RegionLossOptions {
  /** Squares in the denominator, as in V-Net. */
  squared?: boolean;
  /** Intersection over union instead. */
  jaccard?: boolean;
  /** Sums over the batch before dividing; `"none"` then gives (C). */
  batch?: boolean;
  /** One factor for each class that counts (C). */
  weight?: Tensor | null;
  /** Added to the numerator. Default 1e-5. */
  smoothNumerator?: number;
  /** Added to the denominator. Default 1e-5. */
  smoothDenominator?: number;
}

/** Kinds of the options of each loss; the layers have the same. */
export const REGION_KINDS: Kinds<RegionLossOptions> = {
  activation: activationKind,
  includeBackground: boolean,
  ignoreIndex: nullable(integer),
  reduction: reductionKind,
};
const SMOOTH_KINDS = { smoothNumerator: number, smoothDenominator: number };
export const SOFT_DICE_KINDS: Kinds<SoftDiceOptions> = {
  ...REGION_KINDS,
  squared: boolean,
  jaccard: boolean,
  batch: boolean,
  weight: tensorOrNull,
  ...SMOOTH_KINDS,
};

/** What a loss of logits against a target takes. */
export function lossTakes<O extends object>(name: string, options: Kinds<O>): Signature<O> {
  return signature<O>(`nn.functional.${name}`, {
    takes: { logits: inputKind.input, target: inputKind.input },
    options,
  });
}

/** Logits and a target made ready: probabilities, one value for each class, and which pixels count. */
export interface Prepared {
  /** (N, C, ...) */
  p: Tensor;
  /** (N, C, ...) */
  t: Tensor;
  /** (N, 1, ...), null where all count. */
  mask: Tensor | null;
}

/** The target as one value for each class (N, C, ...) of the logits' dtype, and which pixels count. */
export function oneHotTarget(
  operation: string,
  logits: Tensor,
  target: Tensor,
  ignoreIndex: number | null,
): { t: Tensor; mask: Tensor | null } {
  const [shape, given] = [logits.shape, target.shape];
  const [n = 0, classes = 0, ...rest] = shape;
  if (shape.length < 3) {
    throw new ShapeError(`${operation}: expected logits (N, C, ...) with pixels, got [${shape}].`, {
      operation,
    });
  }
  const perClass = given.join() === shape.join();
  if (perClass && (classes > 1 || ignoreIndex === null)) {
    if (ignoreIndex !== null) {
      throw new ArgumentError(
        `${operation}: ignoreIndex needs a target of class indices (N, ...), got one value for each class [${given}].`,
        { operation },
      );
    }
    return { t: target.to(logits.dtype), mask: null };
  }
  const indices = [n, 1, ...rest];
  if (given.join() !== indices.join() && given.join() !== [n, ...rest].join()) {
    throw new ShapeError(
      `${operation}: logits [${shape}] need a target of class indices [${[n, ...rest]}] or one value for each class ` +
        `[${shape}], got [${given}].`,
      { operation },
    );
  }
  if (classes > 1 && target.dtype !== "int64") {
    throw new DTypeError(
      `${operation}: class indices must be int64, got ${target.dtype}; convert them with .long().`,
      { operation },
    );
  }
  checkIndices(operation, target, classes, ignoreIndex);
  const flat = target.reshape(indices); // (N, ...) -> (N, 1, ...)
  const mask = ignoreIndex === null ? null : flat.ne(ignoreIndex);
  const counted = mask === null ? flat : flat.mul(mask.to(flat.dtype));
  if (classes === 1) return { t: counted.to(logits.dtype), mask };
  const empty = torch.zerosLike(logits.detach());
  const t = empty.scatter(1, counted, 1);
  return { t: mask === null ? t : t.mul(mask.to(t.dtype)), mask };
}

/**
 * Throws ArgumentError for a class index that the logits have no class for; of one class, for what is neither 0 nor 1.
 * Values are looked at where they are cheap to see: on the CPU, of whole numbers.
 */
function checkIndices(operation: string, target: Tensor, classes: number, ignoreIndex: number | null): void {
  const { dtype, device } = target;
  if (device !== "cpu" || (dtype !== "int64" && dtype !== "uint8") || target.numel() === 0) return;
  const most = classes === 1 ? 1 : classes - 1;
  const odd = scope(() => {
    const counted = ignoreIndex === null ? target : target.maskedFill(target.eq(ignoreIndex), 0);
    const { min, max } = counted.aminmax();
    const [least, greatest] = [Number(min.item()), Number(max.item())];
    if (least < 0) return least;
    return greatest > most ? greatest : null;
  });
  if (odd === null) return;
  throw new ArgumentError(
    `${operation}: the target has the value ${odd}, expected ${most === 1 ? "0 and 1" : `class indices from 0 to ${most}`} ` +
      `for logits of ${classes} ${classes === 1 ? "class" : "classes"}${ignoreIndex === null ? "" : `, or ${ignoreIndex}, which is ignored`}; ` +
      "map the values of the mask to classes, or give ignoreIndex for pixels that count for nothing.",
    { operation },
  );
}

/** Probabilities and target of the classes that count, zero where a pixel does not. */
export function prepare(
  operation: string,
  logits: Logits,
  target: Tensor,
  { activation, includeBackground = true, ignoreIndex = null }: RegionLossOptions,
): Prepared {
  const { t, mask } = oneHotTarget(operation, logits, target, ignoreIndex);
  const p = probabilities(logits, activation === undefined ? {} : { activation });
  const cut = (x: Tensor): Tensor => foreground(x, includeBackground);
  if (mask === null) return { p: cut(p), t: cut(t), mask };
  return { p: cut(p.mul(mask.to(p.dtype))), t: cut(t), mask };
}

/** (N, C, ...) without class 0 where it does not count. */
export function foreground(x: Tensor, includeBackground: boolean): Tensor {
  const classes = x.shape[1] as number;
  return includeBackground || classes === 1 ? x : x.narrow(1, 1, classes - 1);
}

/** A loss (N, C) or (C) as the reduction asks. */
export function reduce(loss: Tensor, reduction: Reduction): Tensor {
  if (reduction === "none") return loss;
  return reduction === "sum" ? loss.sum() : loss.mean();
}

function pixelDims(x: Tensor, batch: boolean): number[] {
  const dims = Array.from({ length: x.ndim - 2 }, (_, d) => d + 2);
  return batch ? [0, ...dims] : dims;
}

const SOFT_DICE = lossTakes<SoftDiceOptions>("softDice", SOFT_DICE_KINDS);

/**
 * One minus the soft Dice coefficient of each class, of logits: `1 - 2 sum(p t) / (sum(p) + sum(t))`, V-Net,
 * https://arxiv.org/abs/1606.04797. A class that is in neither costs what its probabilities add up to.
 */
export function softDice(logits: Logits, target: Tensor, ...rest: Rest<SoftDiceOptions>): Tensor {
  const options = SOFT_DICE.read(rest);
  SOFT_DICE.check(logits, target);
  const { squared = false, jaccard = false, batch = false, weight = null, reduction = "mean" } = options;
  const { smoothNumerator = 1e-5, smoothDenominator = 1e-5 } = options;
  return scope(() => {
    const { p, t } = prepare("softDice", logits, target, options);
    const dims = pixelDims(p, batch);
    const both = p.mul(t).sum(dims);
    const sizes = squared ? p.square().sum(dims).add(t.square().sum(dims)) : p.sum(dims).add(t.sum(dims));
    const whole = jaccard ? sizes.sub(both).mul(2) : sizes;
    const loss = both.mul(2).add(smoothNumerator).div(whole.add(smoothDenominator)).mul(-1).add(1);
    return reduce(weight === null ? loss : loss.mul(weight), reduction);
  });
}

/** Options of {@link generalizedDice}. */
export interface GeneralizedDiceOptions extends RegionLossOptions {
  /** How a class's size in the target weighs it: 1 / size^2, 1 / size, or not. Default "square". */
  weighting?: "square" | "simple" | "uniform";
  /** Sums over the batch before dividing. */
  batch?: boolean;
  smoothNumerator?: number;
  smoothDenominator?: number;
}

export const GENERALIZED_DICE_KINDS: Kinds<GeneralizedDiceOptions> = {
  ...REGION_KINDS,
  weighting: oneOf("square", "simple", "uniform"),
  batch: boolean,
  ...SMOOTH_KINDS,
};
const GENERALIZED_DICE = lossTakes<GeneralizedDiceOptions>("generalizedDice", GENERALIZED_DICE_KINDS);

/**
 * One minus the generalized Dice coefficient of logits, in which small classes weigh more: https://arxiv.org/abs/1707.03237.
 * Classes that are not in the target get the largest weight of those that are. `"none"` gives (N, 1).
 */
export function generalizedDice(
  logits: Logits,
  target: Tensor,
  ...rest: Rest<GeneralizedDiceOptions>
): Tensor {
  const options = GENERALIZED_DICE.read(rest);
  GENERALIZED_DICE.check(logits, target);
  const { weighting = "square", batch = false, reduction = "mean" } = options;
  const { smoothNumerator = 1e-5, smoothDenominator = 1e-5 } = options;
  return scope(() => {
    const { p, t } = prepare("generalizedDice", logits, target, options);
    const dims = pixelDims(p, batch);
    const size = t.sum(dims);
    const raw = weighting === "uniform" ? torch.onesLike(size) : size.pow(weighting === "square" ? -2 : -1);
    const finite = torch.where(raw.isinf(), torch.zerosLike(raw), raw);
    const weights = torch.where(raw.isinf(), finite.amax([-1], true).expand(raw.shape), raw);
    const both = p.mul(t).sum(dims).mul(weights).sum([-1], true);
    const sizes = p.sum(dims).add(size).mul(weights).sum([-1], true);
    const score = both.mul(2).add(smoothNumerator).div(sizes.add(smoothDenominator));
    return reduce(score.mul(-1).add(1), reduction);
  });
}

/** Options of {@link diceCrossEntropy}. */
export interface DiceCrossEntropyOptions extends Omit<SoftDiceOptions, "weight" | "reduction"> {
  /** Factor of the Dice loss. Default 1. */
  lambdaDice?: number;
  /** Factor of the cross-entropy. Default 1. */
  lambdaCe?: number;
  /** One factor for each class (C), in both losses. */
  weight?: Tensor | null;
}

const { reduction: _, ...DICE_KINDS } = SOFT_DICE_KINDS;
export const DICE_CROSS_ENTROPY_KINDS: Kinds<DiceCrossEntropyOptions> = {
  ...DICE_KINDS,
  lambdaDice: number,
  lambdaCe: number,
};
const DICE_CROSS_ENTROPY = lossTakes<DiceCrossEntropyOptions>("diceCrossEntropy", DICE_CROSS_ENTROPY_KINDS);

/**
 * Mean soft Dice loss plus cross-entropy, of logits: by softmax, or by the sigmoid where there is one class. Where all
 * pixels are ignored it is zero.
 */
export function diceCrossEntropy(
  logits: Logits,
  target: Tensor,
  ...rest: Rest<DiceCrossEntropyOptions>
): Tensor {
  const options = DICE_CROSS_ENTROPY.read(rest);
  DICE_CROSS_ENTROPY.check(logits, target);
  const {
    lambdaDice = 1,
    lambdaCe = 1,
    weight = null,
    includeBackground = true,
    ignoreIndex = null,
  } = options;
  const operation = "diceCrossEntropy";
  return scope(() => {
    const { t, mask } = oneHotTarget(operation, logits, target, ignoreIndex);
    const classes = logits.shape[1] as number;
    const counted =
      weight === null || includeBackground || classes === 1 ? weight : weight.narrow(0, 1, classes - 1);
    const { lambdaDice: _dice, lambdaCe: _ce, ...region } = options;
    const dice = softDice(logits, target, { ...region, weight: counted, reduction: "mean" });
    let ce: Tensor;
    if (classes === 1) {
      const each = binaryCrossEntropyWithLogits(logits, t, { reduction: "none" });
      ce = mask === null ? each.mean() : meanOf(each, mask);
    } else if (target.shape.join() === logits.shape.join()) {
      ce = crossEntropy(logits, t, { weight });
    } else {
      const [n, , ...rest] = logits.shape;
      const indices = target.reshape([n as number, ...rest]);
      ce =
        ignoreIndex === null
          ? crossEntropy(logits, indices, { weight })
          : countedEntropy(logits, indices, t, weight, ignoreIndex);
    }
    return dice.mul(lambdaDice).add(ce.mul(lambdaCe));
  });
}

/** Mean cross-entropy of the pixels that count, by their weights; zero where there are none, as PyTorch's mean is not. */
function countedEntropy(
  logits: Logits,
  indices: Tensor,
  t: Tensor,
  weight: Tensor | null,
  ignoreIndex: number,
): Tensor {
  const sum = crossEntropy(logits, indices, { weight, ignoreIndex, reduction: "sum" });
  const perClass = t.transpose(0, 1).flatten(1).sum([1]); // (N, C, ...) -> (C)
  const whole = (weight === null ? perClass : perClass.mul(weight)).sum();
  return sum.div(torch.where(whole.eq(0), torch.onesLike(whole), whole));
}

/** Mean over the elements that count. */
function meanOf(each: Tensor, mask: Tensor): Tensor {
  const counted = mask.to(each.dtype).expand(each.shape);
  return each.mul(counted).sum().div(counted.sum().clampMin(1));
}

/** Options of {@link focalLoss}. */
export interface FocalOptions extends RegionLossOptions {
  /** How much well classified pixels lose. Default 2. */
  gamma?: number;
  /** Factor of the foreground; the background gets 1 - alpha. Default: none. */
  alpha?: number | null;
}

export const FOCAL_KINDS: Kinds<FocalOptions> = { ...REGION_KINDS, gamma: number, alpha: nullable(number) };
const FOCAL = lossTakes<FocalOptions>("focalLoss", FOCAL_KINDS);

/**
 * Focal loss of logits, `-(1 - p)^gamma log p` of the true class: https://arxiv.org/abs/1708.02002. With softmax it is zero for
 * the classes a pixel is not of; with sigmoid each class is a question for itself. The mean is over all elements
 * (N, C, ...) that are not ignored; `"none"` gives them all.
 */
export function focalLoss(logits: Logits, target: Tensor, ...rest: Rest<FocalOptions>): Tensor {
  const options = FOCAL.read(rest);
  FOCAL.check(logits, target);
  const {
    gamma = 2,
    alpha = null,
    reduction = "mean",
    includeBackground = true,
    ignoreIndex = null,
  } = options;
  return scope(() => {
    const { t, mask } = oneHotTarget("focalLoss", logits, target, ignoreIndex);
    const classes = logits.shape[1] as number;
    const activation = options.activation ?? (classes === 1 ? "sigmoid" : "softmax");
    const x = foreground(logits, includeBackground);
    const y = foreground(t, includeBackground);
    let loss: Tensor;
    if (activation === "softmax") {
      const logs = x.logSoftmax(1);
      loss = logs.exp().mul(-1).add(1).pow(gamma).mul(logs).mul(y).mul(-1);
      if (alpha !== null && includeBackground) {
        const first = y.narrow(1, 0, 1).mul(1 - alpha);
        const others = y.narrow(1, 1, classes - 1).mul(alpha);
        loss = loss.mul(torch.cat([first, others], 1));
      }
    } else {
      const entropy = x.sub(x.mul(y)).sub(torch.logSigmoid(x));
      const wrong = torch.logSigmoid(x.mul(y.mul(2).sub(1)).mul(-1));
      loss = wrong.mul(gamma).exp().mul(entropy);
      if (alpha !== null)
        loss = loss.mul(
          y.mul(alpha).add(
            y
              .mul(-1)
              .add(1)
              .mul(1 - alpha),
          ),
        );
    }
    if (mask === null) return reduce(loss, reduction);
    if (reduction === "mean") return meanOf(loss, mask);
    return reduce(loss.mul(mask.to(loss.dtype)), reduction);
  });
}

/** Options of {@link tverskyLoss}. */
export interface TverskyOptions extends RegionLossOptions {
  /** Weight of false positives. Default 0.5. */
  alpha?: number;
  /** Weight of false negatives. Default 0.5. */
  beta?: number;
  batch?: boolean;
  smoothNumerator?: number;
  smoothDenominator?: number;
}

export const TVERSKY_KINDS: Kinds<TverskyOptions> = {
  ...REGION_KINDS,
  alpha: number,
  beta: number,
  batch: boolean,
  ...SMOOTH_KINDS,
};
const TVERSKY = lossTakes<TverskyOptions>("tverskyLoss", TVERSKY_KINDS);

/** One minus the Tversky index of logits, `TP / (TP + alpha FP + beta FN)`: https://arxiv.org/abs/1706.05721. */
export function tverskyLoss(logits: Logits, target: Tensor, ...rest: Rest<TverskyOptions>): Tensor {
  const options = TVERSKY.read(rest);
  TVERSKY.check(logits, target);
  return scope(() => reduce(tversky("tverskyLoss", logits, target, options), options.reduction ?? "mean"));
}

function tversky(operation: string, logits: Logits, target: Tensor, options: TverskyOptions): Tensor {
  const { alpha = 0.5, beta = 0.5, batch = false } = options;
  const { smoothNumerator = 1e-5, smoothDenominator = 1e-5 } = options;
  const { p, t } = prepare(operation, logits, target, options);
  const dims = pixelDims(p, batch);
  const hit = p.mul(t).sum(dims);
  const extra = p.sum(dims).sub(hit).mul(alpha);
  const missed = t.sum(dims).sub(hit).mul(beta);
  const whole = hit.add(extra).add(missed).add(smoothDenominator);
  return hit.add(smoothNumerator).div(whole).mul(-1).add(1);
}

/** Options of {@link focalTverskyLoss}. */
export interface FocalTverskyOptions extends TverskyOptions {
  /** Power of the loss of each class. Default 0.75. */
  gamma?: number;
}

export const FOCAL_TVERSKY_KINDS: Kinds<FocalTverskyOptions> = { ...TVERSKY_KINDS, gamma: number };
const FOCAL_TVERSKY = lossTakes<FocalTverskyOptions>("focalTverskyLoss", FOCAL_TVERSKY_KINDS);

/**
 * The Tversky loss of logits to a power, so that classes that are nearly right weigh less: https://arxiv.org/abs/1810.07842.
 * Below 1e-7 the loss of a class is held there without a gradient, which would be infinite at zero.
 */
export function focalTverskyLoss(logits: Logits, target: Tensor, ...rest: Rest<FocalTverskyOptions>): Tensor {
  const options = FOCAL_TVERSKY.read(rest);
  FOCAL_TVERSKY.check(logits, target);
  return scope(() => {
    const loss = tversky("focalTverskyLoss", logits, target, options).clampMin(1e-7);
    return reduce(loss.pow(options.gamma ?? 0.75), options.reduction ?? "mean");
  });
}
