/** How near two tensors are, and the tolerances tests name instead of writing numbers. */

import { expect } from "vitest";
import type { Tensor } from "../../lib/tensor/index.ts";

/** Bounds on the relative error per dtype; never loosened to make a test pass. */
export const RTOL = { float64: 1e-10, float32: 1e-5, float16: 2e-3, bfloat16: 1.6e-2 } as const;

type Values = Tensor | ArrayLike<number | bigint>;

function numbers(values: Values): Float64Array {
  const flat = "dataSync" in values ? values.detach().cpu().data() : values;
  const out = new Float64Array(flat.length);
  for (let i = 0; i < flat.length; i++) out[i] = Number(flat[i]);
  return out;
}

/**
 * Largest absolute difference divided by the largest absolute expected value: the relative error of a whole
 * tensor, which single values near zero do not blow up. NaN on either side only, or other lengths: Infinity.
 */
export function relativeError(actual: Values, expected: Values): number {
  const a = numbers(actual);
  const b = numbers(expected);
  if (a.length !== b.length) return Infinity;
  let difference = 0;
  let scale = 0;
  for (let i = 0; i < a.length; i++) {
    const x = a[i] as number;
    const y = b[i] as number;
    if (Object.is(x, y) || x === y) {
      if (Number.isFinite(y)) scale = Math.max(scale, Math.abs(y));
      continue;
    }
    if (!Number.isFinite(x) || !Number.isFinite(y)) return Infinity;
    difference = Math.max(difference, Math.abs(x - y));
    scale = Math.max(scale, Math.abs(y));
  }
  return difference === 0 ? 0 : difference / (scale || 1);
}

/** Expects the same shape (where both are tensors) and a relative error (see relativeError) within `rtol`. */
export function expectClose(actual: Values, expected: Values, rtol: number = RTOL.float32, what = ""): void {
  if ("shape" in actual && "shape" in expected) expect(actual.shape, what).toEqual(expected.shape);
  expect(relativeError(actual, expected), `${what} relative error`).toBeLessThanOrEqual(rtol);
}

/** Expects the same dtype, shape and bits. */
export function expectSame(actual: Tensor, expected: Tensor, what = ""): void {
  expect([actual.dtype, actual.shape], what).toEqual([expected.dtype, expected.shape]);
  const same = Buffer.compare(actual.detach().cpu().bytes(), expected.detach().cpu().bytes()) === 0;
  expect(same, `${what} bytes equal (relative error ${same ? 0 : relativeError(actual, expected)})`).toBe(
    true,
  );
}
