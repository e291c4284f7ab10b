/**
 * Checks of operators that take one step for each unit of a number they are given, and so run for hours, or for ever,
 * where a slip of the finger makes the number large. A call that ends in some seconds is carried out.
 */

import { TorchtsError } from "../native/errors.ts";
import { isFloatingPoint } from "./dtype.ts";
import type { Call, Guard } from "./guard-checks.ts";
import { syncScope } from "./scope.ts";
import { Tensor } from "./tensor.ts";

// Some seconds of one core: a step of each of these loops takes about 20 nanoseconds.
const MOST_STEPS = 2 ** 28;

const INT32 = 2 ** 31;

/**
 * @internal For floating tensors libtorch looks for the next bound that their dtype holds, counting the bits of one more than
 * it was given: of 2^63 there are none to count, and it counts for ever.
 */
export const boundWithin64Bits: Guard = ({ self, from }) => {
  if (!(self instanceof Tensor) || !isFloatingPoint(self.dtype)) return undefined;
  const isLast = (typeof from === "bigint" || typeof from === "number") && from === 2n ** 63n - 1n;
  return isLast ? `no number from ${String(from)} on is above it` : undefined;
};

/** @internal For each one a tensor is made. */
export function atMost(name: string, most: number): Guard {
  return (args) => {
    const value = args[name];
    const isCount = typeof value === "number" || typeof value === "bigint";
    return isCount && value > most ? `${name} must be at most ${most}, not ${value}` : undefined;
  };
}

/**
 * @internal The search narrows the range of the elements by one bin per step, from either end, until `nBins * (1 - ratio)`
 * are left, and goes through all elements twice in each. In float32: a bin that is narrower than what float32 tells
 * apart at the range's ends moves nothing, and the search never ends.
 */
export const fewBins: Guard = ({ self, input, numel, nBins, ratio }) => {
  if (nBins === undefined || ratio === undefined) return undefined;
  const bins = Number(nBins);
  if (!(bins >= 1)) return `${String(nBins)} bins`;
  const elements = Number(numel);
  const source = input instanceof Tensor ? input : self;
  if (!(source instanceof Tensor) || source.dtype !== "float32" || source.device !== "cpu") return undefined;
  if (source.numel() === 0) return "the input has no elements";
  if (!(elements >= 1 && elements <= source.numel())) return undefined;
  const left = bins * (1 - Math.fround(Number(ratio)));
  // As the processor converts what no int32 holds.
  const kept = left > -INT32 - 1 && left < INT32 ? Math.trunc(left) : -INT32;
  const [low, high] = rangeOf(source, elements);
  const step = Math.fround(Math.fround(high - low) / Math.fround(bins));
  if (!(Math.fround(low + Math.fround(Math.fround(kept) * step)) < high)) return undefined; // the loop is never entered
  const rounds = bins - kept;
  if (rounds * elements * 2 > MOST_STEPS) {
    return `${bins} bins at a ratio of ${String(ratio)} for ${elements} elements are ${rounds * elements} steps`;
  }
  const furthest = Math.max(Math.abs(low), Math.abs(high)) + Math.max(0, rounds - bins) * step;
  return isWide(furthest, step)
    ? undefined
    : `${bins} bins between ${low} and ${high} are narrower than float32 tells apart there`;
};

// More than half of the distance to the next float: the sum is then another number, however it is rounded.
function isWide(at: number, step: number): boolean {
  const exponent = Math.max(-126, Math.floor(Math.log2(at)));
  return step > 2 ** (exponent - 24);
}

// As libtorch finds them: `min_element` of the first elements in memory, so a NaN in front hides the others.
function rangeOf(source: Tensor, elements: number): [number, number] {
  const data = source.detach().contiguous().data() as Float32Array;
  let low = data[0] as number;
  let high = low;
  for (let i = 1; i < elements; i++) {
    const value = data[i] as number;
    if (value < low) low = value;
    if (high < value) high = value;
  }
  return [low, high];
}

/** How many terms of the recurrence at most one element takes whose value and degree are given, both float64. */
type Terms = (x: Tensor, n: Tensor) => Tensor;

// Beyond 1 the terms grow by this exponent each, until one overflows and the loop ends.
const untilOverflow = (size: Tensor) => size.clamp({ min: 1 }).acosh().reciprocal().mul(800);

const closedWithin: Terms = (x, n) => {
  const size = x.abs();
  return size.gt(1).mul(n.minimum(untilOverflow(size)));
};

const openWithin: Terms = (x, n) => {
  const size = x.abs();
  return size.ne(1).mul(n.minimum(untilOverflow(size)));
};

// Below 0 the terms grow by the root of their number.
const laguerre: Terms = (x, n) => {
  const overflow = x.abs().reciprocal().mul(2e5);
  return n.minimum(overflow).where(x.lt(0), n).mul(x.ne(0)).mul(x.lt(1500));
};

/** A polynomial takes 1 to 4 nanoseconds for a term. */
const MOST_TERMS = 2 ** 32;

/**
 * @internal Orthogonal polynomials are computed by their recurrences, one term per step, where there is no closed form
 * (Chebyshev's have one between -1 and 1) and until a term overflows.
 */
function fewTerms(terms: Terms): Guard {
  return ({ x, n }, call) => {
    if (!isPlain(x) || !isPlain(n) || !(x instanceof Tensor || n instanceof Tensor)) return undefined;
    const highest = typeof n === "number" || typeof n === "bigint" ? Number(n) : Number.POSITIVE_INFINITY;
    if (highest * (x instanceof Tensor ? x.numel() : 1) <= MOST_TERMS) return undefined;
    const total = syncScope("guard", termsOf, [x, n], [terms, call] as const);
    return total <= MOST_TERMS ? undefined : `polynomials of these degrees are ${total} terms`;
  };
}

function asDoubles(value: unknown, call: Call): Tensor {
  if (value instanceof Tensor) return value.detach().to("float64");
  return call("aten::scalar_tensor", Number(value), { dtype: "float64" }) as Tensor;
}

function termsOf([x, n]: readonly unknown[], [terms, call]: readonly [Terms, Call]): number {
  const values = asDoubles(x, call);
  const degrees = asDoubles(n, call);
  try {
    // From 2^63 on the degree, as a 64-bit integer, is negative, and the polynomial 0.
    const counted = degrees.mul(degrees.lt(2 ** 63)).clamp({ min: 0 });
    return Number(terms(values, counted).nanToNum(0).sum().item());
  } catch (error) {
    if (error instanceof TorchtsError) return 0; // libtorch says what does not fit
    throw error;
  }
}

// Numbers and real dense tensors on the CPU: a loop that hangs there stops the whole process.
function isPlain(value: unknown): boolean {
  if (typeof value === "number" || typeof value === "bigint") return true;
  return (
    value instanceof Tensor &&
    value.device === "cpu" &&
    value.layout === "strided" &&
    !/^(complex|qu?int|bool)/.test(value.dtype)
  );
}

/** @internal Guards of the polynomials, by operator. */
export const polynomials: Readonly<Record<string, Guard>> = {
  special_laguerre_polynomial_l: fewTerms(laguerre),
  special_legendre_polynomial_p: fewTerms(openWithin),
  ...Object.fromEntries(
    ["t", "u", "v", "w"].flatMap((kind) => [
      [`special_chebyshev_polynomial_${kind}`, fewTerms(closedWithin)],
      [`special_shifted_chebyshev_polynomial_${kind}`, fewTerms((x, n) => closedWithin(x.mul(2).sub(1), n))],
    ]),
  ),
};
