/**
 * Operators and their overloads, read from the dispatcher's schemas at the first use of each.
 *
 * The order of an operator's overloads decides which one a call takes when several would fit: the one with the
 * narrower kinds first, as PyTorch's own argument parser does.
 */

import { shortened } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { describeArgument } from "./failures.ts";
import { type Guard, guardOf } from "./guards.ts";
import { camelCase } from "./names.ts";
import { reasonUnsafe } from "./unsafe.ts";
import { wire } from "./wire.ts";

/** @internal Argument kinds, numbered as in native/plan.h. */
export const KIND = {
  unsupported: 0,
  tensor: 1,
  int: 2,
  float: 3,
  bool: 4,
  scalar: 5,
  complex: 6,
  string: 7,
  dtype: 8,
  device: 9,
  layout: 10,
  memoryFormat: 11,
  generator: 12,
  tensorList: 13,
  optionalTensorList: 14,
  intList: 15,
  floatList: 16,
  boolList: 17,
  scalarList: 18,
  stringList: 19,
  complexList: 20,
  deviceList: 21,
  other: 22,
} as const;

/** One argument of an overload. */
export interface ArgumentSpec {
  /** Name in camelCase, as options use it. */
  name: string;
  /** @internal */
  kind: number;
  /** Fixed length of a list for which one number may stand, or 0. */
  size: number;
  optional: boolean;
  hasDefault: boolean;
  kwargOnly: boolean;
  /** Whether the operator writes into it. */
  write: boolean;
}

/** One result of an overload; `alias` is the index of the argument it is, or -1. */
export interface ResultSpec {
  name: string;
  kind: number;
  alias: number;
}

/** One overload, ready to call. */
export interface Overload {
  plan: number;
  /** `aten::add.Tensor` */
  name: string;
  schema: string;
  args: ArgumentSpec[];
  returns: ResultSpec[];
  /** How many arguments may be given by position. */
  positional: number;
  supported: boolean;
  /** Whether every result has a name, so that several come as an object. */
  named: boolean;
  /** What refuses arguments that would crash libtorch; most operators need none. */
  guard: Guard | undefined;
  /** Whether it may resize an argument it writes into, and leave it broken where memory runs out. */
  resizes: boolean;
  /** Whether calls need more than writing their arguments: a guard, or care for what it resizes. */
  careful: boolean;
  /** Where `nonBlocking` stands among the arguments, -1 where there is none. */
  nonBlockingAt: number;
}

/** An operator: its overloads are resolved when it is first called. */
export interface Operator {
  /** `aten::add` */
  name: string;
  /** What errors call it: `add`, `linalg.inv`. */
  label: string;
  overloads: readonly Overload[] | undefined;
}

interface RawOverload {
  plan: number;
  name: string;
  overload: string;
  schema: string;
  supported: boolean;
  args: ArgumentSpec[];
  returns: ResultSpec[];
}

// Narrow kinds before wide ones: a tensor is never a scalar, an integer is also a float and a scalar, and one
// number may stand for a list.
const RANK: number[] = [];
for (const [rank, kind] of [
  KIND.tensor,
  KIND.bool,
  KIND.int,
  KIND.dtype,
  KIND.device,
  KIND.float,
  KIND.scalar,
  KIND.complex,
].entries()) {
  RANK[kind] = rank;
}

function compare(a: Overload, b: Overload): number {
  for (let i = 0; i < Math.min(a.args.length, b.args.length); i++) {
    const difference = (RANK[a.args[i]?.kind ?? 0] ?? 50) - (RANK[b.args[i]?.kind ?? 0] ?? 50);
    if (difference !== 0) return difference;
  }
  return a.args.length - b.args.length || (a.name < b.name ? -1 : 1);
}

/** Why an overload is not among those a plain call chooses from; undefined when it is. */
export function reasonLeftOut(overload: {
  name: string;
  args: ArgumentSpec[];
  supported: boolean;
}): string | undefined {
  if (!overload.supported) return "an argument has no JavaScript form";
  if (/dimname|\bnames|hacked_twin/i.test(overload.name)) {
    return overload.name.includes("hacked_twin")
      ? "a copy of another overload for TorchScript"
      : "named dimensions";
  }
  if (overload.args.some((a) => a.write && a.kwargOnly)) return "writes into `out` tensors";
  return undefined;
}

const read = new Map<string, readonly Overload[]>();

/** Every overload of an operator, in order of preference; none where libtorch has no such operator. */
export function readOverloads(name: string): readonly Overload[] {
  const known = read.get(name);
  if (known !== undefined) return known;
  const overloads = resolve(name);
  // Each reading compiles plans that live as long as the addon: once per operator, and nothing for a misspelling.
  if (overloads.length > 0) read.set(name, overloads);
  return overloads;
}

const RESIZING = /^aten::_?(resize|sparse_resize|set_)/;

function resolve(name: string): Overload[] {
  const raw = JSON.parse(wire().addon.resolve(name)) as RawOverload[];
  const overloads = raw.map((o): Overload => {
    const args = o.args.map((a) => ({ ...a, name: camelCase(a.name) }));
    const resizes = o.args.some((a) => a.write && a.kwargOnly) || RESIZING.test(o.name);
    const returns = o.returns.map((r) => ({ ...r, name: camelCase(r.name) }));
    const full = o.overload === "" ? o.name : `${o.name}.${o.overload}`;
    const guard = guardOf(full);
    return {
      plan: o.plan,
      name: full,
      schema: o.schema,
      args,
      returns,
      positional: args.filter((a) => !a.kwargOnly).length,
      supported: o.supported,
      named: returns.length > 1 && returns.every((r) => r.name !== ""),
      guard,
      resizes,
      careful: guard !== undefined || resizes,
      nonBlockingAt: args.findIndex((a) => a.name === "nonBlocking"),
    };
  });
  return overloads.sort(compare);
}

/** An operator's name as its caller writes it: `linalg_inv` is `linalg.inv`. */
function labelOf(plain: string): string {
  const [, space, inner] = /^(linalg|fft|special)_(.+)$/.exec(plain) ?? [];
  return inner === undefined ? camelCase(plain) : `${space}.${camelCase(inner)}`;
}

/** An operator by its ATen name without overload. */
export function operator(name: string): Operator {
  if (typeof name !== "string") {
    throw new ArgumentError(`expected the name of an operator, got ${describeArgument(name)}`);
  }
  const plain = name.slice(name.indexOf("::") + 2).split(".")[0] as string;
  return { name, label: labelOf(plain), overloads: undefined };
}

/** The overloads a plain call chooses from. @throws ArgumentError when libtorch has no such operator. */
export function overloadsOf(op: Operator): readonly Overload[] {
  if (op.overloads !== undefined) return op.overloads;
  const reason = reasonUnsafe(op.name);
  if (reason !== undefined) {
    throw new ArgumentError(
      `${op.label}: wrong arguments would crash the process: a ${reason}. ops.unsafe("${op.name}", ...) calls it anyway`,
      { operation: op.label },
    );
  }
  op.overloads = usableOverloads(op.name);
  return op.overloads;
}

/** @internal As `overloadsOf`, by name (`aten::add`, `aten::add.out`) and unsafe ones too. */
export function usableOverloads(name: string): readonly Overload[] {
  const dot = name.indexOf(".");
  const all = readOverloads(dot < 0 ? name : name.slice(0, dot));
  const usable = all.filter((o) => (dot < 0 ? reasonLeftOut(o) === undefined : o.name === name));
  if (usable.length === 0 && (dot >= 0 || all.length === 0)) {
    throw new ArgumentError(`this libtorch has no operator ${shortened(name)}`);
  }
  return usable.length > 0 ? usable : all;
}
