/**
 * Checks of constructor arguments, done once so that a layer's forward need not repeat them. Shapes that only the
 * input can get wrong are left to libtorch, whose error then names the module.
 */
import { describe, integer, type Kind, listOf, nullable, oneOf } from "../edge/index.ts";
import { ArgumentError, ShapeError } from "../native/errors.ts";
import { deviceKind, dtypeKind, tensorKind } from "../tensor/argument-kinds.ts";
import type { DeviceChoice, DType, Tensor } from "../tensor/index.ts";

/** A tensor, or null as PyTorch's None. */
export const tensorOrNull: Kind<Tensor | null> = nullable(tensorKind);

/** Kinds of where a layer's parameters are made. */
export const factoryKinds: { readonly device: Kind<DeviceChoice>; readonly dtype: Kind<DType> } = {
  device: deviceKind,
  dtype: dtypeKind,
};

const sizeList: Kind<readonly number[]> = listOf(integer);

/** How a loss is reduced over its elements. */
export type Reduction = "none" | "mean" | "sum";

/** `Reduction` as options take it. */
export const reductionKind: Kind<Reduction> = oneOf("none", "mean", "sum");

/** What to do in place of the options of losses that PyTorch has given up. */
export const reductionAdvice = {
  sizeAverage: 'give reduction: "mean" or "sum"',
  reduce: 'give reduction: "none" for no reduction',
};

/** A function that takes one input and nothing else has this to say about it. */
export const inputKind: { readonly input: Kind<Tensor> } = { input: tensorKind };

const reductionCodes: Record<string, number> = { none: 0, mean: 1, sum: 2 };

/** The ATen code of a reduction; throws ArgumentError for an unknown one. */
export function reductionCode(operation: string, reduction: string): number {
  const code = reductionCodes[reduction];
  if (code === undefined) {
    throw new ArgumentError(
      `${operation}: reduction must be "none", "mean" or "sum", got ${JSON.stringify(reduction)}.`,
      { operation },
    );
  }
  return code;
}

/** Throws ArgumentError unless `value` is an integer of at least `least`. */
export function checkInteger(operation: string, name: string, value: unknown, least: number): void {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= least) return;
  throw new ArgumentError(
    `${operation}: ${name} must be an integer of at least ${least}, got ${describe(value)}.`,
    {
      operation,
    },
  );
}

/** Throws ArgumentError unless `value` lies in `[low, high]`. */
export function checkRange(operation: string, name: string, value: number, low: number, high: number): void {
  if (typeof value === "number" && value >= low && value <= high) return;
  const range = high === Number.POSITIVE_INFINITY ? `at least ${low}` : `between ${low} and ${high}`;
  throw new ArgumentError(`${operation}: ${name} must be a number ${range}, got ${describe(value)}.`, {
    operation,
  });
}

/** Throws ArgumentError unless `value` is one of `allowed`. */
export function checkChoice(
  operation: string,
  name: string,
  value: string,
  allowed: readonly string[],
): void {
  if (allowed.includes(value)) return;
  const list = allowed.map((one) => JSON.stringify(one)).join(", ");
  throw new ArgumentError(`${operation}: ${name} must be one of ${list}, got ${describe(value)}.`, {
    operation,
  });
}

/**
 * Throws ShapeError where the statistics of a batch (N, C, ...) would be of a single value for each channel: it has no
 * variance, and NaN would go into the running one. PyTorch refuses it as well.
 */
export function checkBatchStatistics(operation: string, input: Tensor): void {
  const { shape } = input;
  const [n = 1, , ...rest] = shape;
  if (rest.reduce((product, size) => product * size, n) !== 1) return;
  throw new ShapeError(
    `${operation}: expected more than one value for each channel in training, got [${shape}]; take batches of two images ` +
      "or more, or put the layer into eval mode.",
    { operation },
  );
}

/** Throws ArgumentError unless the size a layer is asked to give, `[height, width]` or a whole shape, is a list of integers. */
export function checkOutputSize(operation: string, size: unknown): void {
  if (sizeList.accepts(size)) return;
  throw new ArgumentError(`${operation}: outputSize must be ${sizeList.expected}, got ${describe(size)}.`, {
    operation,
  });
}
