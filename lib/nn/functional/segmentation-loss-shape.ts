/** Losses of segmentation that look at an order or a shape: Lovász extensions, distance to the boundary, centre lines. */
import {
  boolean,
  integer,
  type Kinds,
  nullable,
  number,
  oneOf,
  type Rest,
  signature,
} from "../../edge/index.ts";
import { ArgumentError, ShapeError } from "../../native/errors.ts";
import { scope, type Tensor, torch } from "../../tensor/index.ts";
import { checkInteger, inputKind, type Reduction, reductionKind } from "../checks.ts";
import { type Activation, activationKind, type Logits, probabilities } from "./kinds.ts";
import {
  foreground,
  lossTakes,
  oneHotTarget,
  prepare,
  REGION_KINDS,
  type RegionLossOptions,
  reduce,
} from "./segmentation-loss.ts";

/** Options of {@link lovaszSoftmax}. */
export interface LovaszSoftmaxOptions {
  activation?: Activation;
  /** Classes that count: those in the target, or all. Default "present". */
  classes?: "present" | "all";
  /** One loss for each image, then their mean. Default: one for the batch. */
  perImage?: boolean;
  /** Pixels whose class index is this count for nothing. */
  ignoreIndex?: number | null;
}

export const LOVASZ_SOFTMAX_KINDS: Kinds<LovaszSoftmaxOptions> = {
  activation: activationKind,
  classes: oneOf("present", "all"),
  perImage: boolean,
  ignoreIndex: nullable(integer),
};
const LOVASZ_SOFTMAX = lossTakes<LovaszSoftmaxOptions>("lovaszSoftmax", LOVASZ_SOFTMAX_KINDS);

/**
 * Lovász extension of the mean Jaccard loss, of logits: https://arxiv.org/abs/1705.08790. Classes that are not in the target
 * count for nothing, unless `classes` is "all"; with none present the loss is zero.
 */
export function lovaszSoftmax(logits: Logits, target: Tensor, ...rest: Rest<LovaszSoftmaxOptions>): Tensor {
  const options = LOVASZ_SOFTMAX.read(rest);
  LOVASZ_SOFTMAX.check(logits, target);
  const { activation, classes = "present", perImage = false, ignoreIndex = null } = options;
  return scope(() => {
    const { t, mask } = oneHotTarget("lovaszSoftmax", logits, target, ignoreIndex);
    const p = probabilities(logits, activation === undefined ? {} : { activation });
    const truth = rows(t, perImage);
    let errors = rows(p, perImage).sub(truth).abs();
    // An ignored pixel sorts behind all others, where it adds nothing to an intersection or a union that matters.
    if (mask !== null)
      errors = torch.where(rows(mask.expand(p.shape), perImage), errors, errors.sub(errors).sub(1));
    const { values: sorted, indices: order } = errors.sort(-1, true);
    const slopes = jaccardSlopes(truth.gather(-1, order));
    const loss = sorted.clampMin(0).mul(slopes).sum([-1]); // (B, C, P) -> (B, C)
    if (classes === "all") return loss.mean();
    const present = truth.sum([-1]).gt(0).to(loss.dtype);
    return loss
      .mul(present)
      .sum([-1])
      .div(present.sum([-1]).clampMin(1))
      .mean();
  });
}

/** Options of {@link lovaszHinge}. */
export interface LovaszHingeOptions {
  /** One loss for each image, then their mean. Default true. */
  perImage?: boolean;
  ignoreIndex?: number | null;
}

export const LOVASZ_HINGE_KINDS: Kinds<LovaszHingeOptions> = {
  perImage: boolean,
  ignoreIndex: nullable(integer),
};
const LOVASZ_HINGE = lossTakes<LovaszHingeOptions>("lovaszHinge", LOVASZ_HINGE_KINDS);

/** Lovász extension of the Jaccard hinge loss of one class: logits (N, 1, ...), targets of 0 and 1. */
export function lovaszHinge(logits: Logits, target: Tensor, ...rest: Rest<LovaszHingeOptions>): Tensor {
  const options = LOVASZ_HINGE.read(rest);
  LOVASZ_HINGE.check(logits, target);
  const { perImage = true, ignoreIndex = null } = options;
  if (logits.ndim < 3 || logits.shape[1] !== 1) {
    throw new ShapeError(
      `lovaszHinge: expected logits (N, 1, ...), got [${logits.shape}]; for several classes use lovaszSoftmax.`,
      { operation: "lovaszHinge" },
    );
  }
  return scope(() => {
    const { t, mask } = oneHotTarget("lovaszHinge", logits, target, ignoreIndex);
    const truth = rows(t, perImage);
    let errors = rows(logits, perImage).mul(truth.mul(2).sub(1)).mul(-1).add(1);
    // An ignored pixel sorts behind all others, and behind zero the hinge is flat.
    if (mask !== null) errors = torch.where(rows(mask, perImage), errors, torch.fullLike(errors, -1e30));
    const { values: sorted, indices: order } = errors.sort(-1, true);
    return sorted
      .relu()
      .mul(jaccardSlopes(truth.gather(-1, order)))
      .sum([-1])
      .mean();
  });
}

/** (N, C, ...) -> (N, C, P), or (1, C, N P) for the batch as one image. */
function rows(x: Tensor, perImage: boolean): Tensor {
  const [n = 1, c = 1] = x.shape;
  if (perImage) return x.reshape([n, c, -1]);
  return x.transpose(0, 1).reshape([1, c, -1]);
}

/** What the Jaccard loss gains with each further error, of truths sorted by falling error (B, C, P). */
function jaccardSlopes(truth: Tensor): Tensor {
  const pixels = truth.size(-1);
  const all = truth.sum([-1], true);
  const left = all.sub(truth.cumsum(-1));
  const union = all.add(truth.mul(-1).add(1).cumsum(-1));
  const loss = left.div(union).mul(-1).add(1);
  if (pixels < 2) return loss;
  const later = loss.narrow(-1, 1, pixels - 1).sub(loss.narrow(-1, 0, pixels - 1));
  return torch.cat([loss.narrow(-1, 0, 1), later], -1);
}

/** Options of {@link boundaryLoss}. */
export interface BoundaryOptions {
  activation?: Activation;
  includeBackground?: boolean;
  reduction?: Reduction;
}

export const BOUNDARY_KINDS: Kinds<BoundaryOptions> = {
  activation: activationKind,
  includeBackground: boolean,
  reduction: reductionKind,
};
const BOUNDARY = signature<BoundaryOptions>("nn.functional.boundaryLoss", {
  takes: { logits: inputKind.input, distances: inputKind.input },
  options: BOUNDARY_KINDS,
});

/**
 * Of logits (N, C, H, W): their probabilities weighted with the signed distance to the boundary of the target, negative inside:
 * https://arxiv.org/abs/1812.07032.
 *
 * @param distances (N, C, H, W) of the logits' shape, as `morphology.signedDistances` makes them of masks; zero for
 *   classes without a boundary
 */
export function boundaryLoss(logits: Logits, distances: Tensor, ...rest: Rest<BoundaryOptions>): Tensor {
  const options = BOUNDARY.read(rest);
  BOUNDARY.check(logits, distances);
  const { activation, includeBackground = true, reduction = "mean" } = options;
  if (distances.shape.join() !== logits.shape.join() || logits.ndim < 3) {
    throw new ShapeError(
      `boundaryLoss: logits [${logits.shape}] need signed distances of the same shape (N, C, ...), got ` +
        `[${distances.shape}].`,
      { operation: "boundaryLoss" },
    );
  }
  return scope(() => {
    const p = probabilities(logits, activation === undefined ? {} : { activation });
    const each = foreground(p.mul(distances), includeBackground).flatten(2).mean([-1]); // (N, C, ...) -> (N, C)
    return reduce(each, reduction);
  });
}

/** Options of {@link clDiceLoss}. */
export interface ClDiceOptions extends RegionLossOptions {
  /** Erosions that make the soft skeleton: at least half the width of the widest vessel. Default 3. */
  iterations?: number;
  /** Added to numerators and denominators. Default 1. */
  smooth?: number;
}

export const CL_DICE_KINDS: Kinds<ClDiceOptions> = { ...REGION_KINDS, iterations: integer, smooth: number };
const CL_DICE = lossTakes<ClDiceOptions>("clDiceLoss", CL_DICE_KINDS);

/**
 * One minus the centre-line Dice of vessels, of logits (N, C, H, W), over soft skeletons of their probabilities and of the
 * target: https://arxiv.org/abs/2003.07311; `"none"` gives (N).
 */
export function clDiceLoss(logits: Logits, target: Tensor, ...rest: Rest<ClDiceOptions>): Tensor {
  const options = CL_DICE.read(rest);
  CL_DICE.check(logits, target);
  const { iterations = 3, smooth = 1, reduction = "mean" } = options;
  checkInteger("clDiceLoss", "iterations", iterations, 0);
  if (!(smooth > 0)) {
    throw new ArgumentError(`clDiceLoss: smooth must be above 0, got ${smooth}.`, {
      operation: "clDiceLoss",
    });
  }
  if (logits.ndim !== 4) {
    throw new ShapeError(`clDiceLoss: expected logits (N, C, H, W), got [${logits.shape}].`, {
      operation: "clDiceLoss",
    });
  }
  return scope(() => {
    const { p, t } = prepare("clDiceLoss", logits, target, options);
    const [line, truth] = [softSkeleton(p, iterations), softSkeleton(t, iterations)];
    const share = (part: Tensor, whole: Tensor): Tensor =>
      part
        .sum([1, 2, 3])
        .add(smooth)
        .div(whole.sum([1, 2, 3]).add(smooth));
    const precision = share(line.mul(t), line);
    const sensitivity = share(truth.mul(p), truth);
    const both = precision.mul(sensitivity).mul(2).div(precision.add(sensitivity).add(1e-4));
    return reduce(both.mul(-1).add(1), reduction);
  });
}

function erode(x: Tensor): Tensor {
  const negative = x.mul(-1);
  const down = torch.maxPool2d(negative, [3, 1], { stride: [1, 1], padding: [1, 0] });
  const across = torch.maxPool2d(negative, [1, 3], { stride: [1, 1], padding: [0, 1] });
  return torch.maximum(down, across).mul(-1);
}

/** What an opening takes away. */
function ridges(x: Tensor): Tensor {
  const opened = torch.maxPool2d(erode(x), [3, 3], { stride: [1, 1], padding: [1, 1] });
  return x.sub(opened).relu();
}

function softSkeleton(x: Tensor, iterations: number): Tensor {
  let image = x;
  let skeleton = ridges(image);
  for (let i = 0; i < iterations; i++) {
    image = erode(image);
    const more = ridges(image);
    skeleton = skeleton.add(more.sub(skeleton.mul(more)).relu());
  }
  return skeleton;
}
