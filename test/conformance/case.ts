/** One case: a call that both sides make, and what came of it. */

import type { DType } from "../../lib/tensor/index.ts";
import type { Argument } from "./recipe.ts";

/**
 * How TypeScript makes the call: as a method where there is one, as a function, or as a function with every argument
 * that is no tensor by name. Python calls `torch.ops.aten.<op>` in any case.
 */
export type Style = "method" | "function" | "named";

/** A call of an operator on made tensors. */
export interface Case {
  /** Name, unique: `add#3 float32`. */
  id: string;
  op: string;
  /** Overload that Python calls; left out where PyTorch's own choice is asked for, as TypeScript's always is. */
  overload?: string;
  /** What recipes without a dtype take. */
  dtype: DType;
  args: readonly Argument[];
  /** By PyTorch's names. */
  named: Record<string, Argument>;
  style: Style;
  /** PyTorch's names of `args`, for the style "named". */
  names?: string[];
  /** Results whose values are what lay in memory, all or by place: only their dtypes and shapes are compared. */
  unspecified?: "all" | number[];
}

/** A tensor as both sides write it: raw little-endian elements, in base64. */
export interface TensorResult {
  dtype: string;
  shape: number[];
  data: string;
  /** Where it is no strided tensor; the data is then that of the dense one. */
  layout?: string;
}

/** A result as both sides write it. */
export type Result = TensorResult | { value: string | number | boolean | null } | { list: Result[] };

/** What came of a case. */
export interface Outcome {
  result: Result;
  /** Tensor arguments that the call changed, by their place among the tensors of the call. */
  changed: Record<string, Result>;
  /** Gradients of the weighted sum of the results for each floating tensor argument; left out where there is none. */
  gradients?: (Result | null)[];
}

/** An outcome, or why there is none. */
export type Answer = { id: string; outcome: Outcome } | { id: string; error: string };
