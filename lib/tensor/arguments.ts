/** Types that the generated signatures of operators share. */

import type { Complex } from "./complex.ts";
import type { DeviceChoice, Layout } from "./device.ts";
import type { DType } from "./dtype.ts";

/** A whole number; a bigint beyond 2^53. */
export type Int = number | bigint;

/** Whole numbers; one number stands for a list of the length wanted, filled with it. */
export type Ints = number | readonly Int[];

/** A number where operators take any kind of number; a whole one counts as an integer. */
export type Scalar = number | bigint | boolean | Complex;

/** Arguments by name, which a tensor is not, though it too has a `dtype` and a `device`. */
export interface Named {
  [Symbol.dispose]?: never;
}

/** What operators that make a tensor let one choose; `null` and nothing mean the default. */
export interface NewTensorOptions extends Named {
  dtype?: DType | null;
  layout?: Layout | null;
  device?: DeviceChoice | null;
  /** Page-locked memory, from which transfers to a GPU are faster. */
  pinMemory?: boolean | null;
  /** Operations on the new tensor are recorded for gradients. */
  requiresGrad?: boolean;
}
