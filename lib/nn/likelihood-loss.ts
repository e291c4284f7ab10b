/** Losses that are negative logarithms of likelihoods, as modules; the functions are in `functional/likelihood.ts`. */
import { boolean, integer, number, type Rest, signature } from "../edge/index.ts";
import type { Tensor } from "../tensor/index.ts";
import { markLayer } from "./call.ts";
import { type Reduction, reductionAdvice, reductionKind } from "./checks.ts";
import * as F from "./functional/likelihood.ts";
import { Loss } from "./loss.ts";
import { Module } from "./module.ts";

const POISSON_NLL = signature<F.PoissonNllOptions>("nn.PoissonNLLLoss", {
  options: { logInput: boolean, full: boolean, eps: number, reduction: reductionKind },
  positional: ["logInput", "full"],
  advice: reductionAdvice,
});
const GAUSSIAN_NLL = signature<F.GaussianNllOptions>("nn.GaussianNLLLoss", {
  options: { full: boolean, eps: number, reduction: reductionKind },
  advice: reductionAdvice,
});
const CTC = signature<F.CtcOptions>("nn.CTCLoss", {
  options: { blank: integer, reduction: reductionKind, zeroInfinity: boolean },
  positional: ["blank", "reduction", "zeroInfinity"],
});

/** Negative log-likelihood of counts under Poisson distributions whose rate, or its logarithm, is the input. */
export class PoissonNLLLoss extends Loss {
  readonly log_input: boolean;
  readonly full: boolean;
  readonly eps: number;

  static {
    markLayer(PoissonNLLLoss);
  }

  constructor(...rest: Rest<F.PoissonNllOptions, [logInput: boolean, full: boolean]>) {
    const options = POISSON_NLL.read(rest);
    super(options.reduction);
    this.log_input = options.logInput ?? true;
    this.full = options.full ?? false;
    this.eps = options.eps ?? 1e-8;
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    const { log_input: logInput, full, eps, reduction } = this;
    return F.poissonNllLoss(input, target, { logInput, full, eps, reduction });
  }
}

/** Negative log-likelihood of targets under normal distributions of mean `input` and a variance that is given. */
export class GaussianNLLLoss extends Module {
  readonly full: boolean;
  readonly eps: number;
  readonly reduction: Reduction;

  static {
    markLayer(GaussianNLLLoss, false);
  }

  constructor(...rest: Rest<F.GaussianNllOptions>) {
    const { full = false, eps = 1e-6, reduction = "mean" } = GAUSSIAN_NLL.read(rest);
    super();
    this.full = full;
    this.eps = eps;
    this.reduction = reduction;
  }

  /**
   * @param variance one number, or of the input's shape with its last or any one dimension missing or of size one
   * @throws ArgumentError where a variance is negative, ShapeError where its shape does not fit
   */
  override forward(input: Tensor, target: Tensor, variance: Tensor | number): Tensor {
    const { full, eps, reduction } = this;
    return F.gaussianNllLoss(input, target, variance, { full, eps, reduction });
  }
}

/**
 * Connectionist temporal classification of log-probabilities (T, N, C), or (T, C) without a batch, against label
 * sequences (N, S), or all in one row: https://www.cs.toronto.edu/~graves/icml_2006.pdf.
 */
export class CTCLoss extends Loss {
  readonly blank: number;
  readonly zero_infinity: boolean;

  static {
    markLayer(CTCLoss);
  }

  constructor(...rest: Rest<F.CtcOptions, [blank: number, reduction: Reduction, zeroInfinity: boolean]>) {
    const options = CTC.read(rest);
    super(options.reduction);
    this.blank = options.blank ?? 0;
    this.zero_infinity = options.zeroInfinity ?? false;
  }

  /** Lengths (N) are both tensors or both lists; throws ArgumentError for one of each. */
  override forward(
    logProbs: Tensor,
    targets: Tensor,
    inputLengths: Tensor | readonly number[],
    targetLengths: Tensor | readonly number[],
  ): Tensor {
    const { blank, reduction, zero_infinity: zeroInfinity } = this;
    return F.ctcLoss(logProbs, targets, inputLengths, targetLengths, { blank, reduction, zeroInfinity });
  }
}
