/** Options that several optimizers have, and what they may be. */
import { type Kind, kind, listOf, number, type Signature, signature, type Takes } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { checkRange } from "../nn/checks.ts";
import { isComplex, type Tensor } from "../tensor/index.ts";

/** Decays of the averages of the gradient and of its square. */
export type Betas = readonly [number, number];

/** `Betas` as options take them; `checkBetas` sees to their values. */
export const betasKind: Kind<Betas> = kind(
  "two numbers of at least 0 and below 1, such as [0.9, 0.999]",
  listOf(number, 2).accepts,
);

/** Two numbers as options take them. */
export const twoNumbers: Kind<readonly [number, number]> = kind("two numbers", listOf(number, 2).accepts);

const FASTEST =
  "leave it out: a step is libtorch's fused kernel where there is one and goes by lists of tensors elsewhere, with the same numbers";

/** What to do without the options by which PyTorch's optimizers choose how a step is computed. */
const IMPLEMENTATION = {
  fused: FASTEST,
  foreach: FASTEST,
  capturable: "leave it out: steps are not captured as CUDA graphs",
  differentiable:
    "leave it out: a step is not recorded for gradients; write the update with operators on tensors",
};

/** What an optimizer's constructor and its groups take. */
export function optimizerSignature<O extends object>(name: string, takes: Takes<O>): Signature<O> {
  return signature<O>(name, { ...takes, advice: { ...IMPLEMENTATION, ...takes.advice } });
}

/** Throws ArgumentError unless there are two numbers of at least 0 and below 1. */
export function checkBetas(operation: string, betas: unknown): void {
  if (Array.isArray(betas) && betas.length === 2 && betas.every((beta) => beta >= 0 && beta < 1)) return;
  throw new ArgumentError(
    `${operation}: betas must be ${betasKind.expected}, got ${JSON.stringify(betas)}.`,
    { operation },
  );
}

/** Throws ArgumentError for the first of the named options that is below zero or no number. */
export function checkNotNegative<K extends string>(
  operation: string,
  group: Readonly<Record<K, number>>,
  ...names: K[]
): void {
  for (const name of names) checkRange(operation, name, group[name], 0, Number.POSITIVE_INFINITY);
}

/** Throws ArgumentError for a complex parameter, for optimizers whose method has no meaning there. */
export function checkReal(operation: string, params: readonly Tensor[]): void {
  const complex = params.find((param) => isComplex(param.dtype));
  if (complex === undefined) return;
  throw new ArgumentError(
    `${operation}: takes no complex parameters, got ${complex.dtype} [${complex.shape}]; give them to optim.Adam.`,
    { operation },
  );
}
