/** Losses as modules: (input, target) -> a number or, with `reduction: "none"`, one for each element. */
import type { Tensor } from "../tensor/index.ts";
import { markLeaf } from "./call.ts";
import { type Reduction, reductionCode } from "./checks.ts";
import type { Logits } from "./functional/kinds.ts";
import * as F from "./functional/loss.ts";
import { Module } from "./module.ts";

/** Options every loss has. */
export interface LossOptions {
  reduction?: Reduction;
}

abstract class Loss extends Module {
  readonly reduction: Reduction;

  constructor(operation: string, reduction: Reduction = "mean") {
    super();
    reductionCode(operation, reduction);
    this.reduction = reduction;
  }

  abstract override forward(input: Tensor, target: Tensor): Tensor;
}

/** A loss with weights, which are buffers: they move with the module. */
abstract class WeightedLoss extends Loss {
  weight: Tensor | null = null;

  constructor(operation: string, reduction: Reduction | undefined, weight: Tensor | null | undefined) {
    super(operation, reduction);
    this.registerBuffer("weight", weight ?? null);
  }
}

/**
 * Softmax cross-entropy of logits (N, C, ...) against class indices (N, ...) of int64, or against probabilities
 * (N, C, ...).
 */
export class CrossEntropyLoss extends WeightedLoss {
  readonly ignore_index: number;
  readonly label_smoothing: number;

  static {
    markLeaf(CrossEntropyLoss);
  }

  constructor(options: F.CrossEntropyOptions = {}) {
    super("nn.CrossEntropyLoss", options.reduction, options.weight);
    this.ignore_index = options.ignoreIndex ?? -100;
    this.label_smoothing = options.labelSmoothing ?? 0;
    F.checkSmoothing("nn.CrossEntropyLoss", this.label_smoothing);
  }

  override forward(input: Logits, target: Tensor): Tensor {
    return F.crossEntropy(input, target, {
      weight: this.weight,
      ignoreIndex: this.ignore_index,
      reduction: this.reduction,
      labelSmoothing: this.label_smoothing,
    });
  }
}

/** Negative log-likelihood of log-probabilities (N, C, ...) at class indices (N, ...). */
export class NLLLoss extends WeightedLoss {
  readonly ignore_index: number;

  static {
    markLeaf(NLLLoss);
  }

  constructor(options: F.NllOptions = {}) {
    super("nn.NLLLoss", options.reduction, options.weight);
    this.ignore_index = options.ignoreIndex ?? -100;
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    const { weight, reduction } = this;
    return F.nllLoss(input, target, { weight, ignoreIndex: this.ignore_index, reduction });
  }
}

/** Binary cross-entropy of probabilities; `BCEWithLogitsLoss` is more accurate where logits are at hand. */
export class BCELoss extends WeightedLoss {
  static {
    markLeaf(BCELoss);
  }

  constructor(options: F.WeightOptions = {}) {
    super("nn.BCELoss", options.reduction, options.weight);
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return F.binaryCrossEntropy(input, target, { weight: this.weight, reduction: this.reduction });
  }
}

/** Binary cross-entropy of logits; `posWeight` scales the loss of positive targets. */
export class BCEWithLogitsLoss extends WeightedLoss {
  pos_weight: Tensor | null = null;

  static {
    markLeaf(BCEWithLogitsLoss);
  }

  constructor(options: F.BceWithLogitsOptions = {}) {
    super("nn.BCEWithLogitsLoss", options.reduction, options.weight);
    this.registerBuffer("pos_weight", options.posWeight ?? null);
  }

  override forward(input: Logits, target: Tensor): Tensor {
    const { weight, reduction } = this;
    return F.binaryCrossEntropyWithLogits(input, target, { weight, posWeight: this.pos_weight, reduction });
  }
}

/** Squared difference. */
export class MSELoss extends Loss {
  static {
    markLeaf(MSELoss);
  }

  constructor(options: LossOptions = {}) {
    super("nn.MSELoss", options.reduction);
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return F.mseLoss(input, target, { reduction: this.reduction });
  }
}

/** Absolute difference. */
export class L1Loss extends Loss {
  static {
    markLeaf(L1Loss);
  }

  constructor(options: LossOptions = {}) {
    super("nn.L1Loss", options.reduction);
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return F.l1Loss(input, target, { reduction: this.reduction });
  }
}

/** Squared below `beta`, absolute above: https://arxiv.org/abs/1504.08083 */
export class SmoothL1Loss extends Loss {
  readonly beta: number;

  static {
    markLeaf(SmoothL1Loss);
  }

  constructor(options: F.SmoothL1Options = {}) {
    super("nn.SmoothL1Loss", options.reduction);
    this.beta = options.beta ?? 1;
    F.checkBeta("nn.SmoothL1Loss", this.beta);
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return F.smoothL1Loss(input, target, { reduction: this.reduction, beta: this.beta });
  }
}

/** Half the square below `delta`, linear above. */
export class HuberLoss extends Loss {
  readonly delta: number;

  static {
    markLeaf(HuberLoss);
  }

  constructor(options: F.HuberOptions = {}) {
    super("nn.HuberLoss", options.reduction);
    this.delta = options.delta ?? 1;
    F.checkDelta("nn.HuberLoss", this.delta);
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return F.huberLoss(input, target, { reduction: this.reduction, delta: this.delta });
  }
}

/** Kullback-Leibler divergence of log-probabilities from target probabilities (or their logarithms). */
export class KLDivLoss extends Module {
  readonly reduction: F.KlReduction;
  readonly log_target: boolean;

  static {
    markLeaf(KLDivLoss);
  }

  constructor(options: F.KlDivOptions = {}) {
    super();
    this.reduction = options.reduction ?? "mean";
    if (this.reduction !== "batchmean") reductionCode("nn.KLDivLoss", this.reduction);
    this.log_target = options.logTarget ?? false;
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return F.klDiv(input, target, { reduction: this.reduction, logTarget: this.log_target });
  }
}
