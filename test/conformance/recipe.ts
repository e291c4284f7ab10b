/**
 * The vocabulary of the table of valid inputs: recipes for tensors, and the few values that JSON cannot hold.
 *
 * A recipe says what a tensor is like; values.ts and scripts/conformance/reference.py make the same tensor of it.
 * A recipe without a dtype takes the dtype of the case, so that one entry serves float32, float64, integers, ...
 */

import type { DType, Layout, MemoryFormat } from "../../lib/tensor/index.ts";

/** Which values a tensor has; see values.ts. */
export type Fill =
  | "real"
  | "positive"
  | "unit"
  | "large"
  | "special"
  | "below"
  | "sorted"
  | "definite"
  | "symmetric"
  | "lower"
  | "upper";

/** How a tensor lies in memory, or what it is turned into. */
export type Form =
  | "strided"
  | "channelsLast"
  | "conjugate"
  | "leaf"
  | "coo"
  | "csr"
  | "csc"
  | "bsr"
  | "bsc"
  | "mkldnn"
  | "quint8"
  | "qint8"
  | "qchannel"
  | "nested";

/** A tensor to make. `t` is the shape; what is left out has the default values.ts names. */
export interface Recipe {
  t: number[];
  dtype?: DType;
  fill?: Fill;
  /** Upper bound of `below`. */
  below?: number;
  /** Which stretch of the sequence of values; set by its place in the call where it is left out. */
  seed?: number;
  form?: Form;
  /** Literal elements in row-major order, instead of `fill`. */
  values?: number[];
}

/** A value that needs a type beside JSON's. */
export type Typed =
  | { dtype: DType | "case" }
  | { layout: Layout }
  | { format: MemoryFormat }
  | { device: "cpu" }
  | { complex: [number, number] }
  | { number: "nan" | "inf" | "-inf" }
  | { generator: number }
  | { each: number; times: number };

/** An argument as the table writes it. */
export type Argument = number | string | boolean | null | Recipe | { typed: Typed } | readonly Argument[];

/** Arguments by PyTorch's names, last in a call. */
export interface Named {
  named: Record<string, Argument>;
  /** The overload that Python calls where its own choice is not the one of torch's functions. */
  overload?: string;
}

/** One valid call of an operator: its arguments in order, those by name in one `named(...)` at the end. */
export type Call = readonly (Argument | Named)[];

/** Calls of operators by their ATen names. */
export type Table = Record<string, readonly Call[]>;

/** A tensor of the case's dtype with values between -2 and 2 (integers between -5 and 5). */
export function f(...shape: number[]): Recipe {
  return { t: shape };
}

/** As `f`, with other values. */
export function filled(fill: Fill, ...shape: number[]): Recipe {
  return { t: shape, fill };
}

/** Values above 0 and below 2.1 (integers from 1 to 6). */
export function pos(...shape: number[]): Recipe {
  return { t: shape, fill: "positive" };
}

/** Values between 0.05 and 0.95. */
export function unit(...shape: number[]): Recipe {
  return { t: shape, fill: "unit" };
}

/** int64 from 0 to below `bound`. */
export function below(bound: number, ...shape: number[]): Recipe {
  return { t: shape, dtype: "int64", fill: "below", below: bound };
}

/** int64 elements, written out, in one dimension. */
export function ints(...values: number[]): Recipe {
  return { t: [values.length], dtype: "int64", values };
}

/** A tensor of a dtype of its own, whatever the case's is. */
export function as(dtype: DType, recipe: Recipe): Recipe {
  return { ...recipe, dtype };
}

/** A boolean mask. */
export function mask(...shape: number[]): Recipe {
  return { t: shape, dtype: "bool" };
}

/** Elements written out, in the case's dtype. */
export function literal(shape: number[], values: number[]): Recipe {
  return { t: shape, values };
}

/** A recipe in another form. */
export function form(kind: Form, recipe: Recipe): Recipe {
  return { ...recipe, form: kind };
}

/** Arguments by name; `overload` is what Python is to call where it would choose another. */
export function named(options: Record<string, Argument>, overload?: string): Named {
  return overload === undefined ? { named: options } : { named: options, overload };
}

/** A dtype as an argument; `"case"` is the case's own. */
export function dtype(name: DType | "case"): { typed: Typed } {
  return { typed: { dtype: name } };
}

/** A layout as an argument. */
export function layout(name: Layout): { typed: Typed } {
  return { typed: { layout: name } };
}

/** A memory format as an argument. */
export function format(name: MemoryFormat): { typed: Typed } {
  return { typed: { format: name } };
}

/** A complex number as an argument. */
export function complex(re: number, im: number): { typed: Typed } {
  return { typed: { complex: [re, im] } };
}

/**
 * One number where the operator takes a list: torchts takes the number, as torch's functions do, and `torch.ops` the
 * list of `times` of them.
 */
export function each(value: number, times: number): { typed: Typed } {
  return { typed: { each: value, times } };
}

/** A generator with a seed. */
export function generator(seed: number): { typed: Typed } {
  return { typed: { generator: seed } };
}

/** Whether an argument is a recipe. */
export function isRecipe(value: unknown): value is Recipe {
  return typeof value === "object" && value !== null && !Array.isArray(value) && "t" in value;
}

/** Whether an argument is a typed value. */
export function isTyped(value: unknown): value is { typed: Typed } {
  return typeof value === "object" && value !== null && !Array.isArray(value) && "typed" in value;
}

/** Whether the last item of a call holds the arguments by name. */
export function isNamed(value: unknown): value is Named {
  return typeof value === "object" && value !== null && !Array.isArray(value) && "named" in value;
}
