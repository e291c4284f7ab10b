/**
 * Every operator as a method and as a function.
 *
 * The names come from a generated list, the types from generated interfaces; what a call does is dispatch.ts.
 */

import { signature } from "../edge/index.ts";
import { native } from "../native/addon.ts";
import { ArgumentError } from "../native/errors.ts";
import { openOperatorLibrary } from "../native/operator-library.ts";
import type { Complex } from "./complex.ts";
import { invoke, invokeMethod } from "./dispatch.ts";
import { describeArgument } from "./failures.ts";
import type {
  FftFunctions,
  LinalgFunctions,
  SpecialFunctions,
  TorchFunctions,
} from "./generated/functions.gen.ts";
import { functionNames, methodNames } from "./generated/names.gen.ts";
import { camelCase } from "./names.ts";
import { type Operator, operator, overloadsOf, usableOverloads } from "./schema.ts";
import { Tensor } from "./tensor.ts";
import { unsafeOperators } from "./unsafe.ts";

const operators = new Map<string, Operator>();

/** @internal An operator that libtorch is known to have; it is resolved when it is first called. */
export function operatorNamed(name: string): Operator {
  const known = operators.get(name);
  if (known !== undefined) return known;
  const made = operator(name);
  operators.set(name, made);
  return made;
}

for (const name of methodNames) {
  const method = camelCase(name);
  if (Object.hasOwn(Tensor.prototype, method)) continue;
  const op = operatorNamed(`aten::${name}`);
  Object.defineProperty(Tensor.prototype, method, {
    value(this: Tensor, ...args: unknown[]) {
      return invokeMethod(op, this, args);
    },
    writable: true,
    configurable: true,
  });
}

type AnyFunction = (...args: unknown[]) => unknown;

function functionsOf(prefix: string): Record<string, AnyFunction> {
  const functions: Record<string, AnyFunction> = {};
  for (const name of functionNames) {
    if (!name.startsWith(prefix)) continue;
    const op = operatorNamed(`aten::${name}`);
    functions[camelCase(name.slice(prefix.length))] = (...args) => invoke(op, args);
  }
  return functions;
}

/** Every operator as a function: `torch.add(a, b)`, `torch.conv2d(x, weight, { stride: 2 })`. */
export const torch = functionsOf("") as unknown as TorchFunctions;

/** Linear algebra, as `torch.linalg`. */
export const linalg = functionsOf("linalg_") as unknown as LinalgFunctions;

/** Fourier transforms, as `torch.fft`. */
export const fft = functionsOf("fft_") as unknown as FftFunctions;

/** Special functions, as `torch.special`. */
export const special = functionsOf("special_") as unknown as SpecialFunctions;

// A name is kept once it is known to exist: a library loaded later may bring it.
function existing(name: string): Operator {
  const known = operators.get(name);
  if (known !== undefined) return known;
  if (typeof name !== "string" || !name.includes("::")) {
    throw new ArgumentError(
      `ops.call: expected a name such as "aten::add" or "aten::add.out", got ${describeArgument(name)}`,
      { operation: "ops.call" },
    );
  }
  const made = operator(name);
  overloadsOf(made);
  operators.set(name, made);
  return made;
}

const LOAD = signature("ops.load");
const LIST = signature("ops.list");

/** What `ops.call` returns: a tensor, several by name or in order, or a plain value. */
export type OperatorResult =
  | Tensor
  | number
  | bigint
  | boolean
  | string
  | Complex
  | null
  | undefined
  | OperatorResult[]
  | { [name: string]: OperatorResult };

/** Operators by their full names, also those without a spelling of their own. */
export const ops = {
  /**
   * Calls an operator of any loaded library: `ops.call("aten::_fused_sgd_", ...)`; with an overload
   * (`"aten::add.out"`) exactly that one. The last argument may be an object of arguments by name.
   *
   * @example
   * const sum = ops.call<Tensor>("aten::_foreach_max", list);
   * @throws ArgumentError when there is none of this name or the arguments do not fit.
   */
  call<T extends OperatorResult | undefined = OperatorResult>(name: string, ...args: unknown[]): T {
    // Which kinds an operator returns is known to the caller only.
    return invoke(existing(name), args) as T;
  },
  /**
   * Opens a shared library that registers operators (`TORCH_LIBRARY`), compiled against the libtorch in use; from
   * then on `ops.call("namespace::name", ...)` calls them. It stays open as long as the process lives; opening it
   * again does nothing.
   *
   * @throws LibtorchError `ERR_TORCHTS_OPERATOR_LIBRARY` where it does not load, with the system loader's reason.
   */
  load(path: string, ...rest: []): void {
    LOAD.read(rest);
    openOperatorLibrary(path);
  },
  /**
   * Calls one of the operators that trust their arguments: wrong ones crash the process, as in PyTorch. `ops.call`
   * refuses them; `ops.unsafeOperators` lists them with their reasons.
   */
  unsafe<T extends OperatorResult | undefined = OperatorResult>(name: string, ...args: unknown[]): T {
    return invoke({ ...operator(name), overloads: usableOverloads(name) }, args) as T;
  },
  unsafeOperators,
  /** The names of all operators libtorch has, as `name` or `name.overload`. */
  list(...rest: []): string[] {
    LIST.read(rest);
    return native().operators();
  },
};
