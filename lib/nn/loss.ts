/** Losses as modules: (input, target) -> a number or, with `reduction: "none"`, one for each element. */
import { type Kinds, type Rest, type Signature, signature } from "../edge/index.ts";
import type { Tensor } from "../tensor/index.ts";
import { markLayer } from "./call.ts";
import { type Reduction, reductionAdvice, reductionKind } from "./checks.ts";
import type { Logits } from "./functional/kinds.ts";
import * as F from "./functional/loss.ts";
import { Module } from "./module.ts";

/** Options every loss has. */
export interface LossOptions {
  reduction?: Reduction;
}

/** Options that follow the weight are by name: between them PyTorch has arguments that it has given up. */
type WeightedArguments<O extends F.WeightOptions> = Rest<O, [weight: Tensor | null]>;

/** A loss that is reduced over its elements; what it takes is the subclass's. */
export abstract class Loss extends Module {
  readonly reduction: Reduction;

  constructor(reduction: Reduction = "mean") {
    super();
    this.reduction = reduction;
  }
}

/** A loss with weights, which are buffers: they move with the module. */
export abstract class WeightedLoss extends Loss {
  weight: Tensor | null = null;

  constructor({ reduction, weight = null }: LossOptions & { weight?: Tensor | null }) {
    super(reduction);
    this.registerBuffer("weight", weight);
  }
}

/** Options of `HuberLoss`. */
export type HuberLossOptions = Omit<F.HuberOptions, "weight">;

function weighted<O extends F.WeightOptions>(name: string, options: Kinds<O>): Signature<O> {
  return signature<O>(name, { options, positional: ["weight"], advice: reductionAdvice });
}

function takes<O extends object>(name: string, options: Kinds<O>): Signature<O> {
  return signature<O>(name, { options, advice: reductionAdvice });
}

const { weight: _, ...HUBER_KINDS } = F.HUBER_KINDS;
const CROSS_ENTROPY = weighted("nn.CrossEntropyLoss", F.CROSS_ENTROPY_KINDS);
const NLL = weighted("nn.NLLLoss", F.NLL_KINDS);
const BCE = weighted("nn.BCELoss", F.WEIGHT_KINDS);
const BCE_WITH_LOGITS = weighted("nn.BCEWithLogitsLoss", F.BCE_WITH_LOGITS_KINDS);
const MSE = takes<LossOptions>("nn.MSELoss", { reduction: reductionKind });
const L1 = takes<LossOptions>("nn.L1Loss", { reduction: reductionKind });
const SMOOTH_L1 = takes("nn.SmoothL1Loss", F.SMOOTH_L1_KINDS);
const HUBER = signature<HuberLossOptions>("nn.HuberLoss", {
  options: HUBER_KINDS,
  positional: ["reduction", "delta"],
  advice: reductionAdvice,
});
const KL_DIV = takes("nn.KLDivLoss", F.KL_DIV_KINDS);

/**
 * Softmax cross-entropy of logits (N, C, ...) against class indices (N, ...) of int64, or against probabilities
 * (N, C, ...).
 */
export class CrossEntropyLoss extends WeightedLoss {
  readonly ignore_index: number;
  readonly label_smoothing: number;

  static {
    markLayer(CrossEntropyLoss);
  }

  constructor(...rest: WeightedArguments<F.CrossEntropyOptions>) {
    const options = CROSS_ENTROPY.read(rest);
    super(options);
    this.ignore_index = options.ignoreIndex ?? -100;
    this.label_smoothing = options.labelSmoothing ?? 0;
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
    markLayer(NLLLoss);
  }

  constructor(...rest: WeightedArguments<F.NllOptions>) {
    const options = NLL.read(rest);
    super(options);
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
    markLayer(BCELoss);
  }

  constructor(...rest: WeightedArguments<F.WeightOptions>) {
    const options = BCE.read(rest);
    super(options);
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return F.binaryCrossEntropy(input, target, { weight: this.weight, reduction: this.reduction });
  }
}

/** Binary cross-entropy of logits; `posWeight` scales the loss of positive targets. */
export class BCEWithLogitsLoss extends WeightedLoss {
  pos_weight: Tensor | null = null;

  static {
    markLayer(BCEWithLogitsLoss);
  }

  constructor(...rest: WeightedArguments<F.BceWithLogitsOptions>) {
    const options = BCE_WITH_LOGITS.read(rest);
    super(options);
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
    markLayer(MSELoss);
  }

  constructor(...rest: Rest<LossOptions>) {
    const options = MSE.read(rest);
    super(options.reduction);
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return F.mseLoss(input, target, { reduction: this.reduction });
  }
}

/** Absolute difference. */
export class L1Loss extends Loss {
  static {
    markLayer(L1Loss);
  }

  constructor(...rest: Rest<LossOptions>) {
    const options = L1.read(rest);
    super(options.reduction);
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return F.l1Loss(input, target, { reduction: this.reduction });
  }
}

/** Squared below `beta`, absolute above: https://arxiv.org/abs/1504.08083 */
export class SmoothL1Loss extends Loss {
  readonly beta: number;

  static {
    markLayer(SmoothL1Loss);
  }

  constructor(...rest: Rest<F.SmoothL1Options>) {
    const options = SMOOTH_L1.read(rest);
    super(options.reduction);
    this.beta = options.beta ?? 1;
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return F.smoothL1Loss(input, target, { reduction: this.reduction, beta: this.beta });
  }
}

/** Half the square below `delta`, linear above. */
export class HuberLoss extends Loss {
  readonly delta: number;

  static {
    markLayer(HuberLoss);
  }

  constructor(...rest: Rest<HuberLossOptions, [reduction: Reduction, delta: number]>) {
    const options = HUBER.read(rest);
    super(options.reduction);
    this.delta = options.delta ?? 1;
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
    markLayer(KLDivLoss);
  }

  constructor(...rest: Rest<F.KlDivOptions>) {
    const options = KL_DIV.read(rest);
    super();
    this.reduction = options.reduction ?? "mean";
    this.log_target = options.logTarget ?? false;
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return F.klDiv(input, target, { reduction: this.reduction, logTarget: this.log_target });
  }
}
