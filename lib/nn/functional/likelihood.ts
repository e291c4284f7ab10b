/** Losses that are negative logarithms of likelihoods: counts, normal errors, sequences, classes of a linear map. */
import { ArgumentError, ShapeError } from "../../native/errors.ts";
import { noGrad, scope, type Tensor, torch } from "../../tensor/index.ts";
import { type Reduction, reductionCode } from "../checks.ts";
import { type CrossEntropyOptions, crossEntropy } from "./loss.ts";
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

/** Negative log-likelihood of counts under Poisson distributions. */
export function poissonNllLoss(input: Tensor, target: Tensor, options: PoissonNllOptions = {}): Tensor {
  const { logInput = true, full = false, eps = 1e-8, reduction = "mean" } = options;
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
  { full = false, eps = 1e-6, reduction = "mean" }: GaussianNllOptions = {},
): Tensor {
  const operation = "gaussianNllLoss";
  reductionCode(operation, reduction);
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
  { blank = 0, reduction = "mean", zeroInfinity = false }: CtcOptions = {},
): Tensor {
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

/**
 * Cross-entropy of the logits that a linear map gives: inputs (N, in), a weight (C, in) or (C, d1, ..., in), targets
 * as `crossEntropy` takes them.
 */
export function linearCrossEntropy(
  input: Tensor,
  linearWeight: Tensor,
  target: Tensor,
  { linearBias = null, ...options }: LinearCrossEntropyOptions = {},
): Tensor {
  const operation = "linearCrossEntropy";
  const batch = input.shape.slice(0, -1);
  const rest = linearWeight.shape.slice(1, -1);
  const classes = linearWeight.shape[0] as number;
  const features = input.size(-1);
  const fits =
    linearWeight.ndim > 1 && linearWeight.size(-1) === features && (rest.length === 0 || batch.length > 0);
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
    return crossEntropy(logits.reshape([...batch, classes, ...rest]), target, options); // (N, C d1) -> (N, C, d1)
  });
}
