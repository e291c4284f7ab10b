/**
 * Calls as PyTorch's Python layer takes them and libtorch's schemas do not: sizes one by one (`x.view(2, -1)`),
 * `requiresGrad` where a tensor is made, `tensordot({ dims: 2 })`, `norm("fro")`, tensors one by one (`meshgrid(a, b)`).
 *
 * They are looked at only where a call fits no schema, so a call that fits one costs nothing more, and means what libtorch
 * says it means.
 */

import { type ArgumentSpec, KIND, type Operator, type Overload, operator } from "./schema.ts";
import { Tensor } from "./tensor.ts";

/** A call that fits no schema. */
export interface Unfitting {
  op: Operator;
  overloads: readonly Overload[];
  self: Tensor | undefined;
  /** By position, without options and what is left out at the end. */
  args: readonly unknown[];
  options: Readonly<Record<string, unknown>>;
}

/** The same call in a form that a schema may have. */
export interface Fitting {
  op: Operator;
  args: readonly unknown[];
  /** The result records gradients. */
  requiresGrad?: boolean;
}

type Form = (call: Unfitting) => Fitting | undefined;

const isInteger = (value: unknown) => typeof value === "bigint" || Number.isSafeInteger(value);

/** Tensors, and beside them at most options. */
const tensorsOneByOne: Form = ({ op, self, args, options }) => {
  const tensors = self === undefined ? args : [self, ...args];
  const fits = tensors.length > 0 && tensors.every((value) => value instanceof Tensor);
  return fits ? { op, args: [tensors, options] } : undefined;
};

const einsum: Form = ({ op, args: [equation, ...operands], options }) => {
  const fits = operands.length > 0 && operands.every((value) => value instanceof Tensor);
  return fits ? { op, args: [equation, operands, options] } : undefined;
};

const nonzero: Form = ({ op, self, args, options: { asTuple, ...options } }) => {
  if (typeof asTuple !== "boolean") return undefined;
  const all = self === undefined ? args : [self, ...args];
  return { op: asTuple ? operator("aten::nonzero_numpy") : op, args: [...all, options] };
};

/** `dims` is how many of the last dimensions meet as many of the first, or the dimensions of each side. */
const tensordot: Form = ({ op, self, args, options: { dims: named, ...options } }) => {
  const [a, b, dims = named ?? 2, ...rest] = self === undefined ? args : [self, ...args];
  if (rest.length > 0 || !(a instanceof Tensor && b instanceof Tensor)) return undefined;
  if (options.dimsSelf !== undefined || options.dimsOther !== undefined) return undefined;
  if (typeof dims === "number" && Number.isSafeInteger(dims) && dims >= 0) {
    const count = Math.min(dims, a.ndim + 1); // one too many is refused by libtorch
    const last = Array.from({ length: count }, (_, i) => i - count);
    return { op, args: [a, b, last, last.map((_, i) => i), options] };
  }
  const pair = Array.isArray(dims) && dims.length === 2 && dims.every((side) => Array.isArray(side));
  return pair ? { op, args: [a, b, dims[0], dims[1], options] } : undefined;
};

/** As `torch.norm`: Frobenius' norm where none is named, the nuclear one by name. */
const norm: Form = ({ op, self, args, options: { p: named, ...options } }) => {
  const [x, p = named ?? "fro", ...rest] = self === undefined ? args : [self, ...args];
  if (!(x instanceof Tensor)) return undefined;
  const { dim, ...others } = options;
  if (p === "fro") return { op, args: [x, 2, ...rest, options] };
  if (p !== "nuc") {
    // The schema with a dtype has no default for keepdim.
    const lacking = options.dtype !== undefined && options.keepdim === undefined;
    const full = lacking && (rest.length === 1 || (rest.length === 0 && dim !== undefined));
    return full ? { op, args: [x, p, ...rest, { ...options, keepdim: false }] } : undefined;
  }
  const [dims = dim, ...last] = rest;
  const both = dims ?? Array.from({ length: x.ndim }, (_, i) => i);
  return { op: operator("aten::linalg_matrix_norm"), args: [x, "nuc", both, ...last, others] };
};

const FORMS: Readonly<Record<string, Form>> = {
  "aten::atleast_1d": tensorsOneByOne,
  "aten::atleast_2d": tensorsOneByOne,
  "aten::atleast_3d": tensorsOneByOne,
  "aten::block_diag": tensorsOneByOne,
  "aten::broadcast_tensors": tensorsOneByOne,
  "aten::cartesian_prod": tensorsOneByOne,
  "aten::chain_matmul": tensorsOneByOne,
  "aten::einsum": einsum,
  "aten::meshgrid": tensorsOneByOne,
  "aten::nonzero": nonzero,
  "aten::norm": norm,
  "aten::tensordot": tensordot,
};

const NAMES: Readonly<Record<string, readonly string[]>> = {
  "aten::nonzero": ["asTuple"],
  "aten::norm": ["dim", "keepdim", "dtype"],
  "aten::tensordot": ["dims"],
};

/** @internal Names of arguments that only the other forms of an operator have. */
export function furtherNames(name: string): readonly string[] {
  return Object.hasOwn(NAMES, name) ? (NAMES[name] ?? []) : [];
}

/** What makes a tensor lets one choose all of these. */
const CHOICES = ["dtype", "layout", "device", "pinMemory"];

/** @internal Whether the overload makes a new tensor, which may be told to record gradients. */
export function isFactory(overload: Overload): boolean {
  if (/^aten::(_?to|_to_copy)(\.|$)/.test(overload.name)) return false;
  return CHOICES.every((name) => overload.args.some((arg) => arg.name === name && arg.hasDefault));
}

/** @internal Whether sizes may stand one by one: all that goes by position is one list of integers. */
export function takesSizes(overload: Overload): boolean {
  const own = overload.args[0]?.name === "self" && overload.args[0].kind === KIND.tensor ? 1 : 0;
  const spec = overload.args[own] as ArgumentSpec | undefined;
  return overload.positional === own + 1 && spec?.kind === KIND.intList && spec.size === 0;
}

/** @internal The call in a form that may fit, or undefined where there is no other. */
export function otherForm(call: Unfitting): Fitting | undefined {
  const { op, overloads, self, args, options } = call;
  const all = self === undefined ? args : [self, ...args];
  const { requiresGrad, ...others } = options;
  if (typeof requiresGrad === "boolean" && overloads.some(isFactory)) {
    return { op, args: [...all, others], requiresGrad };
  }
  const own = all[0] instanceof Tensor ? 1 : 0;
  const sizes = all.slice(own);
  if (sizes.length > 1 && sizes.every(isInteger) && overloads.some(takesSizes)) {
    return { op, args: [...all.slice(0, own), sizes, options] };
  }
  return Object.hasOwn(FORMS, op.name) ? FORMS[op.name]?.(call) : undefined;
}
