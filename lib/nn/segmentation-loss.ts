/** Losses of segmentation as modules; each takes logits, and the function of the same options says what it computes. */
import type { Tensor } from "../tensor/index.ts";
import type { Logits } from "./functional/kinds.ts";
import * as R from "./functional/segmentation-loss.ts";
import * as S from "./functional/segmentation-loss-shape.ts";
import { Module } from "./module.ts";

/** One minus the soft Dice coefficient of each class, of logits: `functional.softDice`. The weight is a buffer: it moves with the module. */
export class SoftDiceLoss extends Module {
  readonly options: Omit<R.SoftDiceOptions, "weight">;
  weight: Tensor | null = null;

  constructor({ weight = null, ...options }: R.SoftDiceOptions = {}) {
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

  constructor(options: R.GeneralizedDiceOptions = {}) {
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

  constructor({ weight = null, ...options }: R.DiceCrossEntropyOptions = {}) {
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

  constructor(options: R.FocalOptions = {}) {
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

  constructor(options: R.TverskyOptions = {}) {
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

  constructor(options: R.FocalTverskyOptions = {}) {
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

  constructor(options: S.LovaszSoftmaxOptions = {}) {
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

  constructor(options: S.LovaszHingeOptions = {}) {
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

  constructor(options: S.BoundaryOptions = {}) {
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

  constructor(options: S.ClDiceOptions = {}) {
    super();
    this.options = { ...options };
  }

  override forward(input: Logits, target: Tensor): Tensor {
    return S.clDiceLoss(input, target, this.options);
  }
}
