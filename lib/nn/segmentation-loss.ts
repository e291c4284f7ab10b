/** Losses of segmentation as modules; each takes logits, and the function of the same options says what it computes. */
import { type Kinds, type Rest, type Signature, signature } from "../edge/index.ts";
import type { Tensor } from "../tensor/index.ts";
import { markLayer } from "./call.ts";
import type { Logits } from "./functional/kinds.ts";
import * as R from "./functional/segmentation-loss.ts";
import * as S from "./functional/segmentation-loss-shape.ts";
import { Module } from "./module.ts";

function takes<O extends object>(name: string, options: Kinds<O>): Signature<O> {
  return signature<O>(name, { options });
}

const SOFT_DICE = takes<R.SoftDiceOptions>("nn.SoftDiceLoss", R.SOFT_DICE_KINDS);
const GENERALIZED_DICE = takes<R.GeneralizedDiceOptions>("nn.GeneralizedDiceLoss", R.GENERALIZED_DICE_KINDS);
const DICE_CROSS_ENTROPY = takes<R.DiceCrossEntropyOptions>(
  "nn.DiceCrossEntropyLoss",
  R.DICE_CROSS_ENTROPY_KINDS,
);
const FOCAL = takes<R.FocalOptions>("nn.FocalLoss", R.FOCAL_KINDS);
const TVERSKY = takes<R.TverskyOptions>("nn.TverskyLoss", R.TVERSKY_KINDS);
const FOCAL_TVERSKY = takes<R.FocalTverskyOptions>("nn.FocalTverskyLoss", R.FOCAL_TVERSKY_KINDS);
const LOVASZ_SOFTMAX = takes<S.LovaszSoftmaxOptions>("nn.LovaszSoftmaxLoss", S.LOVASZ_SOFTMAX_KINDS);
const LOVASZ_HINGE = takes<S.LovaszHingeOptions>("nn.LovaszHingeLoss", S.LOVASZ_HINGE_KINDS);
const BOUNDARY = takes<S.BoundaryOptions>("nn.BoundaryLoss", S.BOUNDARY_KINDS);
const CL_DICE = takes<S.ClDiceOptions>("nn.ClDiceLoss", S.CL_DICE_KINDS);

/** One minus the soft Dice coefficient of each class, of logits: `functional.softDice`. The weight is a buffer: it moves with the module. */
export class SoftDiceLoss extends Module {
  readonly options: Omit<R.SoftDiceOptions, "weight">;
  weight: Tensor | null = null;

  static {
    markLayer(SoftDiceLoss, false);
  }

  constructor(...rest: Rest<R.SoftDiceOptions>) {
    const { weight = null, ...options } = SOFT_DICE.read(rest);
    super();
    this.options = { ...options };
    this.registerBuffer("weight", weight);
  }

  override forward(input: Logits, target: Tensor): Tensor {
    return R.softDice(input, target, { ...this.options, weight: this.weight });
  }
}

/** One minus the generalized Dice coefficient, of logits: `functional.generalizedDice`. */
export class GeneralizedDiceLoss extends Module {
  readonly options: R.GeneralizedDiceOptions;

  static {
    markLayer(GeneralizedDiceLoss, false);
  }

  constructor(...rest: Rest<R.GeneralizedDiceOptions>) {
    const options = GENERALIZED_DICE.read(rest);
    super();
    this.options = { ...options };
  }

  override forward(input: Logits, target: Tensor): Tensor {
    return R.generalizedDice(input, target, this.options);
  }
}

/** Soft Dice loss plus cross-entropy, of logits: `functional.diceCrossEntropy`. The weight is a buffer: it moves with the module. */
export class DiceCrossEntropyLoss extends Module {
  readonly options: Omit<R.DiceCrossEntropyOptions, "weight">;
  weight: Tensor | null = null;

  static {
    markLayer(DiceCrossEntropyLoss, false);
  }

  constructor(...rest: Rest<R.DiceCrossEntropyOptions>) {
    const { weight = null, ...options } = DICE_CROSS_ENTROPY.read(rest);
    super();
    this.options = { ...options };
    this.registerBuffer("weight", weight);
  }

  override forward(input: Logits, target: Tensor): Tensor {
    return R.diceCrossEntropy(input, target, { ...this.options, weight: this.weight });
  }
}

/** Focal loss of logits, in which well classified pixels weigh less: `functional.focalLoss`. */
export class FocalLoss extends Module {
  readonly options: R.FocalOptions;

  static {
    markLayer(FocalLoss, false);
  }

  constructor(...rest: Rest<R.FocalOptions>) {
    const options = FOCAL.read(rest);
    super();
    this.options = { ...options };
  }

  override forward(input: Logits, target: Tensor): Tensor {
    return R.focalLoss(input, target, this.options);
  }
}

/** One minus the Tversky index of logits, which weighs false positives and misses: `functional.tverskyLoss`. */
export class TverskyLoss extends Module {
  readonly options: R.TverskyOptions;

  static {
    markLayer(TverskyLoss, false);
  }

  constructor(...rest: Rest<R.TverskyOptions>) {
    const options = TVERSKY.read(rest);
    super();
    this.options = { ...options };
  }

  override forward(input: Logits, target: Tensor): Tensor {
    return R.tverskyLoss(input, target, this.options);
  }
}

/** The Tversky loss of logits to a power: `functional.focalTverskyLoss`. */
export class FocalTverskyLoss extends Module {
  readonly options: R.FocalTverskyOptions;

  static {
    markLayer(FocalTverskyLoss, false);
  }

  constructor(...rest: Rest<R.FocalTverskyOptions>) {
    const options = FOCAL_TVERSKY.read(rest);
    super();
    this.options = { ...options };
  }

  override forward(input: Logits, target: Tensor): Tensor {
    return R.focalTverskyLoss(input, target, this.options);
  }
}

/** Lovász extension of the mean Jaccard loss, of logits: `functional.lovaszSoftmax`. */
export class LovaszSoftmaxLoss extends Module {
  readonly options: S.LovaszSoftmaxOptions;

  static {
    markLayer(LovaszSoftmaxLoss, false);
  }

  constructor(...rest: Rest<S.LovaszSoftmaxOptions>) {
    const options = LOVASZ_SOFTMAX.read(rest);
    super();
    this.options = { ...options };
  }

  override forward(input: Logits, target: Tensor): Tensor {
    return S.lovaszSoftmax(input, target, this.options);
  }
}

/** Lovász extension of the Jaccard hinge loss of one class, of logits: `functional.lovaszHinge`. */
export class LovaszHingeLoss extends Module {
  readonly options: S.LovaszHingeOptions;

  static {
    markLayer(LovaszHingeLoss, false);
  }

  constructor(...rest: Rest<S.LovaszHingeOptions>) {
    const options = LOVASZ_HINGE.read(rest);
    super();
    this.options = { ...options };
  }

  override forward(input: Logits, target: Tensor): Tensor {
    return S.lovaszHinge(input, target, this.options);
  }
}

/** Of logits: their probabilities weighted with signed distances (N, C, H, W) to the boundary: `functional.boundaryLoss`. */
export class BoundaryLoss extends Module {
  readonly options: S.BoundaryOptions;

  static {
    markLayer(BoundaryLoss, false);
  }

  constructor(...rest: Rest<S.BoundaryOptions>) {
    const options = BOUNDARY.read(rest);
    super();
    this.options = { ...options };
  }

  override forward(input: Logits, distances: Tensor): Tensor {
    return S.boundaryLoss(input, distances, this.options);
  }
}

/** One minus the centre-line Dice of vessels, of logits: `functional.clDiceLoss`. */
export class ClDiceLoss extends Module {
  readonly options: S.ClDiceOptions;

  static {
    markLayer(ClDiceLoss, false);
  }

  constructor(...rest: Rest<S.ClDiceOptions>) {
    const options = CL_DICE.read(rest);
    super();
    this.options = { ...options };
  }

  override forward(input: Logits, target: Tensor): Tensor {
    return S.clDiceLoss(input, target, this.options);
  }
}
