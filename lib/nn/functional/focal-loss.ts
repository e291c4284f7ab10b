/**
 * Focal losses of labels and pixels, https://arxiv.org/abs/1708.02002: of logits of several classes as cross-entropy, and of one
 * question for each output as torchvision's `sigmoid_focal_loss`. `focalLoss` beside, of segmentation, is MONAI's.
 */
import { type Kinds, nullable, numberFrom, type Rest, signature } from "../../edge/index.ts";
import { DTypeError, ShapeError } from "../../native/errors.ts";
import { isFloatingPoint, scope, type Tensor, torch } from "../../tensor/index.ts";
import { inputKind, type Reduction, reductionAdvice, reductionKind } from "../checks.ts";
import type { Logits } from "./kinds.ts";
import { binaryCrossEntropyWithLogits, CROSS_ENTROPY_KINDS, type CrossEntropyOptions } from "./loss.ts";

/** Options of {@link focalCrossEntropy}. */
export interface FocalCrossEntropyOptions extends CrossEntropyOptions {
  /** How much well classified samples lose, from 0. Default 2. */
  gamma?: number;
}

/** Kinds of the options; the layer has the same. */
export const FOCAL_CROSS_ENTROPY_KINDS: Kinds<FocalCrossEntropyOptions> = {
  ...CROSS_ENTROPY_KINDS,
  gamma: numberFrom(0),
};

const FOCAL = signature<FocalCrossEntropyOptions>("nn.functional.focalCrossEntropy", {
  takes: { ...inputKind, target: inputKind.input },
  options: FOCAL_CROSS_ENTROPY_KINDS,
  positional: ["weight"],
  advice: { ...reductionAdvice, alpha: "one factor for each class is called weight, a tensor (C)" },
});

/** Below it `(1 - p)^gamma` of a gamma below 1 has no finite gradient. */
const LEAST = 1e-12;

/**
 * Focal loss of the softmax of logits (N, C, ...), `-(1 - p)^gamma log p` of the true class, against class indices (N, ...) of
 * int64 or probabilities (N, C, ...), of which each class counts by its share.
 *
 * Weights, ignored indices, label smoothing and reductions are those of `crossEntropy`, which it is for `gamma` 0.
 */
export function focalCrossEntropy(
  input: Logits,
  target: Tensor,
  ...rest: Rest<FocalCrossEntropyOptions, [weight: Tensor | null]>
): Tensor {
  const options = FOCAL.read(rest);
  FOCAL.check(input, target);
  const { weight = null, reduction = "mean", ignoreIndex = -100, labelSmoothing = 0, gamma = 2 } = options;
  checkShapes(input, target, weight);
  return scope(() => {
    const classes = input.shape[1] as number;
    const each = focal(input, gamma); // (N, C, ...)
    const perClass = weight?.reshape([1, classes, ...input.shape.slice(2).map(() => 1)]) ?? null;
    const weighed = perClass === null ? each : each.mul(perClass);
    if (target.ndim === input.ndim) {
      const shares = smoothed(target.to(input.dtype), labelSmoothing, classes);
      const losses = weighed.mul(shares).sum(1);
      return reduced(losses, reduction, (sum) => sum.div(losses.numel()));
    }
    const counts = target.ne(ignoreIndex);
    const indices = target.maskedFill(counts.logicalNot(), 0).to("int64");
    const right = weighed.gather(1, indices.unsqueeze(1)).squeeze(1);
    const smooth =
      labelSmoothing === 0
        ? right
        : right.mul(1 - labelSmoothing).add(weighed.sum(1).mul(labelSmoothing / classes));
    const losses = smooth.mul(counts.to(input.dtype));
    return reduced(losses, reduction, (sum) => {
      const whole =
        weight === null
          ? counts.sum()
          : weight.to(input.dtype).index(indices).mul(counts.to(input.dtype)).sum();
      return sum.div(whole);
    });
  });
}

/** `-(1 - p)^gamma log p` of each class. */
function focal(input: Logits, gamma: number): Tensor {
  const logs = input.logSoftmax(1);
  if (gamma === 0) return logs.neg();
  const wrong = logs.expm1().neg(); // 1 - p
  return (gamma < 1 ? wrong.clampMin(LEAST) : wrong).pow(gamma).mul(logs).neg();
}

function smoothed(shares: Tensor, by: number, classes: number): Tensor {
  return by === 0 ? shares : shares.mul(1 - by).add(by / classes);
}

function reduced(losses: Tensor, reduction: Reduction, mean: (sum: Tensor) => Tensor): Tensor {
  if (reduction === "none") return losses;
  return reduction === "sum" ? losses.sum() : mean(losses.sum());
}

function checkShapes(input: Tensor, target: Tensor, weight: Tensor | null): void {
  const operation = "focalCrossEntropy";
  const [n, classes, ...rest] = input.shape;
  if (input.ndim < 2) {
    throw new ShapeError(`${operation}: expected logits (N, C, ...), got [${input.shape}].`, { operation });
  }
  const isShares = target.shape.join() === input.shape.join() && isFloatingPoint(target.dtype);
  if (!isShares && target.shape.join() !== [n, ...rest].join()) {
    throw new ShapeError(
      `${operation}: logits [${input.shape}] need class indices [${[n, ...rest]}] or floating probabilities [${input.shape}], ` +
        `got ${target.dtype} [${target.shape}].`,
      { operation },
    );
  }
  if (!isShares && target.dtype !== "int64" && target.dtype !== "uint8") {
    throw new DTypeError(
      `${operation}: class indices must be int64, got ${target.dtype} of shape [${target.shape}]; convert them with .long().`,
      { operation },
    );
  }
  if (weight !== null && weight.shape.join() !== String(classes)) {
    throw new ShapeError(
      `${operation}: the weight has one factor per class (${classes}), got [${weight.shape}].`,
      {
        operation,
      },
    );
  }
}

/** Options of {@link sigmoidFocalLoss}. */
export interface SigmoidFocalOptions {
  /** Factor of positive targets; negative ones get 1 - alpha; null weighs both alike. Default 0.25. */
  alpha?: number | null;
  /** How much well classified samples lose, from 0. Default 2. */
  gamma?: number;
  /** Default "none", as torchvision's. */
  reduction?: Reduction;
}

const SIGMOID = signature<SigmoidFocalOptions>("nn.functional.sigmoidFocalLoss", {
  takes: { ...inputKind, target: inputKind.input },
  options: { alpha: nullable(numberFrom(0, 1)), gamma: numberFrom(0), reduction: reductionKind },
  positional: ["alpha", "gamma", "reduction"],
  advice: reductionAdvice,
});

/**
 * torchvision's `ops.sigmoid_focal_loss`: focal loss of logits of any shape against targets from 0 to 1 of the same, each a question
 * for itself. Throws ShapeError unless the shapes are equal.
 */
export function sigmoidFocalLoss(
  input: Logits,
  target: Tensor,
  ...rest: Rest<SigmoidFocalOptions, [alpha: number | null, gamma: number, reduction: Reduction]>
): Tensor {
  const { alpha = 0.25, gamma = 2, reduction = "none" } = SIGMOID.read(rest);
  SIGMOID.check(input, target);
  return scope(() => {
    const t = target.to(input.dtype);
    const entropy = binaryCrossEntropyWithLogits(input, t, { reduction: "none" });
    const p = torch.sigmoid(input);
    const right = p.mul(t).add(p.rsub(1).mul(t.rsub(1)));
    const wrong = right.rsub(1);
    const loss = entropy.mul((gamma < 1 ? wrong.clampMin(LEAST) : wrong).pow(gamma));
    const factors = alpha === null ? null : t.mul(alpha).add(t.rsub(1).mul(1 - alpha));
    return reduced(factors === null ? loss : loss.mul(factors), reduction, (sum) => sum.div(loss.numel()));
  });
}
