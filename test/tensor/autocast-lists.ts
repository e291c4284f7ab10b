/** Calls of PyTorch's own tests of autocast, as scripts/fixtures/amp.py writes them down. */
import {
  type Device,
  type DType,
  fft,
  isFloatingPoint,
  linalg,
  ops,
  rand,
  special,
  Tensor,
  torch,
  zeros,
} from "../../lib/index.ts";
import { camelCase } from "../../lib/tensor/names.ts";

/** An argument: a tensor by shape and dtype, a list, or a plain value. */
export type Argument = { t: number[]; d: DType } | readonly Argument[] | number | string | boolean | null;

/** A call of a list, and what came of it in PyTorch. */
export interface Entry {
  list: string;
  module: string;
  op: string;
  half: "bfloat16" | "float16";
  args: readonly Argument[];
  kwargs: Record<string, Argument>;
  /** Dtypes of its results. */
  out: DType[];
  /** Dtypes of the gradients of its floating tensors; null where there is none. */
  grad?: (DType | null)[] | null;
}

/** Lists, operators with kernels behind the keys, and outcomes of conformance cases. */
export interface AmpFacts {
  lists: { cpu: Entry[]; cuda: Entry[] };
  keyed: { cpu: string[]; cuda: string[] };
}

type AnyFunction = (...args: unknown[]) => unknown;

/** An operator as a function, public or not. */
export function functionOf(op: string): AnyFunction {
  for (const [prefix, functions] of [
    ["linalg_", linalg],
    ["fft_", fft],
    ["special_", special],
    ["", torch],
  ] as const) {
    if (!op.startsWith(prefix)) continue;
    // The operator's name is known at run time only.
    const found = (functions as unknown as Record<string, AnyFunction>)[camelCase(op.slice(prefix.length))];
    if (found !== undefined) return found;
  }
  return (...args) => ops.unsafe(`aten::${op}`, ...args);
}

/** The arguments of a call with numbers of their own; floating tensors are leaves that want gradients where asked. */
export function argumentsOf(entry: Entry, device: Device, leaves: Tensor[] | null): unknown[] {
  const made = (value: Argument): unknown => {
    if (Array.isArray(value)) return value.map(made);
    if (value === null || typeof value !== "object") return value;
    const { t, d } = value as { t: number[]; d: DType };
    if (!isFloatingPoint(d)) return zeros(t, { dtype: d, device });
    const tensor = rand(t).to({ dtype: d, device });
    if (leaves === null) return tensor;
    leaves.push(tensor.requiresGrad_());
    return tensor;
  };
  return entry.args.map(made);
}

/** Calls the operator. */
export function callEntry(entry: Entry, args: readonly unknown[]): unknown {
  const options = Object.fromEntries(
    Object.entries(entry.kwargs).map(([name, value]) => [camelCase(name), value]),
  );
  const given = Object.keys(options).length > 0 ? [...args, options] : args;
  return functionOf(entry.op)(...given);
}

/** The tensors among results. */
export function tensorsOf(value: unknown): Tensor[] {
  if (value instanceof Tensor) return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(tensorsOf);
}
