/** Losses that are negative logarithms of likelihoods: counts, normal errors, sequences, classes of a linear map. */
import { boolean, either, integer, number, type Rest, signature } from "../../edge/index.ts";
import { ArgumentError, ShapeError } from "../../native/errors.ts";
import { tensorKind } from "../../tensor/argument-kinds.ts";
import { noGrad, scope, type Tensor, torch } from "../../tensor/index.ts";
import {
  inputKind,
  type Reduction,
  reductionAdvice,
  reductionCode,
  reductionKind,
  tensorOrNull,
} from "../checks.ts";
import { CROSS_ENTROPY_KINDS, type CrossEntropyOptions, crossEntropy } from "./loss.ts";
import { reduced } from "./margin-loss.ts";

/** Options of `poissonNllLoss`. */
export interface PoissonNllOptions {
  /** The input is the logarithm of the rate. */
  logInput?: boolean;
  /** Adds Stirling's approximation of the target's factorial. */
  full?: boolean;
  /** Added to rates before their logarithm is taken. */
  eps?: number;
  reduction?: Reduction;
}

const pair = { ...inputKind, target: inputKind.input };

const POISSON_NLL = signature<PoissonNllOptions>("nn.functional.poissonNllLoss", {
  options: { logInput: boolean, full: boolean, eps: number, reduction: reductionKind },
  positional: ["logInput", "full"],
  advice: reductionAdvice,
});

/** Negative log-likelihood of counts under Poisson distributions. */
export function poissonNllLoss(
  input: Tensor,
  target: Tensor,
  ...rest: Rest<PoissonNllOptions, [logInput: boolean, full: boolean]>
): Tensor {
  const { logInput = true, full = false, eps = 1e-8, reduction = "mean" } = POISSON_NLL.read(rest);
  const code = reductionCode("poissonNllLoss", reduction);
  return torch.poissonNllLoss(input, target, logInput, full, eps, code);
}

/** Options of `gaussianNllLoss`. */
export interface GaussianNllOptions {
  /** Adds the constant term. */
  full?: boolean;
  /** Least variance. */
  eps?: number;
  reduction?: Reduction;
}

const GAUSSIAN_NLL = signature<GaussianNllOptions>("nn.functional.gaussianNllLoss", {
  takes: { ...pair, variance: either(tensorKind, number) },
  options: { full: boolean, eps: number, reduction: reductionKind },
  positional: ["full", "eps", "reduction"],
  advice: reductionAdvice,
});

/**
 * Negative log-likelihood of targets under normal distributions of mean `input`.
 *
 * @param variance one number, or of the input's shape with its last or any one dimension missing or of size one.
 * @throws ArgumentError where a variance is negative, ShapeError where its shape does not fit.
 */
export function gaussianNllLoss(
  input: Tensor,
  target: Tensor,
  variance: Tensor | number,
  ...rest: Rest<GaussianNllOptions, [full: boolean, eps: number, reduction: Reduction]>
): Tensor {
  const { full = false, eps = 1e-6, reduction = "mean" } = GAUSSIAN_NLL.read(rest);
  GAUSSIAN_NLL.check(input, target, variance);
  const operation = GAUSSIAN_NLL.name;
  return scope(() => {
    const negative =
      typeof variance === "number" ? variance < 0 : variance.lt(0).any().item<boolean>() === true;
    if (negative) throw new ArgumentError(`${operation}: a variance is negative.`, { operation });
    let spread = typeof variance === "number" ? torch.fullLike(input, variance) : variance;
    spread = fitted(operation, input, spread).clone();
    noGrad(() => spread.clampMin_(eps));
    let loss = input.sub(target).square().div(spread).add(spread.log()).mul(0.5);
    if (full) loss = loss.add(0.5 * Math.log(2 * Math.PI));
    return reduced(loss, reduction);
  });
}

function fitted(operation: string, input: Tensor, variance: Tensor): Tensor {
  const { shape } = input;
  const given = variance.shape;
  if (given.join() === shape.join()) return variance;
  if (given.join() === shape.slice(0, -1).join()) return variance.unsqueeze(-1);
  const different = given.filter((size, d) => size !== shape[d]);
  if (given.length === shape.length && different.length === 1 && different[0] === 1) return variance;
  throw new ShapeError(
    `${operation}: a variance of shape [${given}] does not fit an input of shape [${shape}]; leave out the last ` +
      "dimension, or let one have size 1.",
    { operation },
  );
}

/** Options of `ctcLoss`. */
export interface CtcOptions {
  /** Index of the blank label. */
  blank?: number;
  reduction?: Reduction;
  /** Counts infinite losses, of targets longer than their input, as zero. */
  zeroInfinity?: boolean;
}

const CTC = signature<CtcOptions>("nn.functional.ctcLoss", {
  options: { blank: integer, reduction: reductionKind, zeroInfinity: boolean },
  positional: ["blank", "reduction", "zeroInfinity"],
});

/**
 * Connectionist temporal classification of log-probabilities (T, N, C) against label sequences (N, S), or all in one
 * row: https://www.cs.toronto.edu/~graves/icml_2006.pdf.
 *
 * @param inputLengths (N), as tensor or list; `targetLengths` likewise.
 */
export function ctcLoss(
  logProbs: Tensor,
  targets: Tensor,
  inputLengths: Tensor | readonly number[],
  targetLengths: Tensor | readonly number[],
  ...rest: Rest<CtcOptions, [blank: number, reduction: Reduction, zeroInfinity: boolean]>
): Tensor {
  const { blank = 0, reduction = "mean", zeroInfinity = false } = CTC.read(rest);
  const code = reductionCode("ctcLoss", reduction);
  if (isList(inputLengths) && isList(targetLengths)) {
    return torch.ctcLoss(logProbs, targets, inputLengths, targetLengths, blank, code, zeroInfinity);
  }
  if (!isList(inputLengths) && !isList(targetLengths)) {
    return torch.ctcLoss(logProbs, targets, inputLengths, targetLengths, blank, code, zeroInfinity);
  }
  throw new ArgumentError("ctcLoss: give both lengths as tensors or both as lists.", {
    operation: "ctcLoss",
  });
}

function isList(value: Tensor | readonly number[]): value is readonly number[] {
  return Array.isArray(value);
}

/** Options of `linearCrossEntropy`. */
export interface LinearCrossEntropyOptions extends CrossEntropyOptions {
  /** (C) */
  linearBias?: Tensor | null;
}

const LINEAR_CROSS_ENTROPY = signature<LinearCrossEntropyOptions>("nn.functional.linearCrossEntropy", {
  takes: { ...inputKind, linearWeight: inputKind.input, target: inputKind.input },
  options: { ...CROSS_ENTROPY_KINDS, linearBias: tensorOrNull },
});

/**
 * Cross-entropy of the logits that a linear map gives: inputs (N, in), a weight (C, in) or (C, d1, ..., in), targets
 * as `crossEntropy` takes them.
 */
export function linearCrossEntropy(
  input: Tensor,
  linearWeight: Tensor,
  target: Tensor,
  ...rest: Rest<LinearCrossEntropyOptions>
): Tensor {
  const { linearBias = null, ...options } = LINEAR_CROSS_ENTROPY.read(rest);
  LINEAR_CROSS_ENTROPY.check(input, linearWeight, target);
  const operation = LINEAR_CROSS_ENTROPY.name;
  const batch = input.shape.slice(0, -1);
  const inner = linearWeight.shape.slice(1, -1);
  const classes = linearWeight.shape[0] as number;
  const features = input.size(-1);
  const fits =
    linearWeight.ndim > 1 && linearWeight.size(-1) === features && (inner.length === 0 || batch.length > 0);
  if (!fits || batch.length > 1) {
    throw new ShapeError(
      `${operation}: an input of shape [${input.shape}] does not fit a weight of shape [${linearWeight.shape}]; ` +
        "expected (N, in) and (C, ..., in).",
      { operation },
    );
  }
  return scope(() => {
    const weight = linearWeight.reshape([-1, features]); // (C, d1, in) -> (C d1, in)
    const logits = torch.linear(input, weight, linearBias === null ? null : linearBias.reshape([-1]));
    return crossEntropy(logits.reshape([...batch, classes, ...inner]), target, options); // (N, C d1) -> (N, C, d1)
  });
}
