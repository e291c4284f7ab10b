/**
 * What a call is told whose arguments fit no form of the operation: in one sentence what is wrong with it, then what came,
 * and the forms there are.
 */

import {
  camelCase,
  describe,
  isListOf,
  isListWith,
  isPromise,
  nearestName,
  shortened,
  writeTheArrow,
} from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { isDeviceChoice } from "./device.ts";
import { dtypeHint, isDType } from "./dtype.ts";
import { furtherNames, isFactory } from "./forms.ts";
import { type ArgumentSpec, KIND, type Operator, type Overload } from "./schema.ts";
import { Tensor } from "./tensor.ts";

/** A kind's type, and what a value of it is in words. */
const KINDS: Readonly<Record<number, readonly [type: string, words: string]>> = {
  [KIND.tensor]: ["Tensor", "a tensor"],
  [KIND.int]: ["integer", "an integer"],
  [KIND.float]: ["number", "a number"],
  [KIND.bool]: ["boolean", "true or false"],
  [KIND.scalar]: ["number", "a number"],
  [KIND.complex]: ["Complex", "a Complex"],
  [KIND.string]: ["string", "a string"],
  [KIND.dtype]: ["DType", 'a dtype such as "float32"'],
  [KIND.device]: ["Device", 'a device such as "cpu"'],
  [KIND.layout]: ["Layout", "a layout"],
  [KIND.memoryFormat]: ["MemoryFormat", "a memory format"],
  [KIND.generator]: ["Generator", "a Generator"],
  [KIND.tensorList]: ["Tensor[]", "a list of tensors"],
  [KIND.optionalTensorList]: ["(Tensor | null)[]", "a list of tensors or nulls"],
  [KIND.intList]: ["integer[]", "a list of integers"],
  [KIND.floatList]: ["number[]", "a list of numbers"],
  [KIND.boolList]: ["boolean[]", "a list of booleans"],
  [KIND.scalarList]: ["number[]", "a list of numbers"],
  [KIND.stringList]: ["string[]", "a list of strings"],
  [KIND.complexList]: ["Complex[]", "a list of Complex numbers"],
  [KIND.deviceList]: ["Device[]", "a list of devices"],
};

/** How many arguments of a call are shown. */
const MOST_SHOWN = 12;

type Named = Readonly<Record<string, unknown>>;

interface Call {
  op: Operator;
  args: readonly unknown[];
  options: readonly (readonly [string, unknown])[];
}

/** @internal The error for a call that fits no overload: what is wrong, what came, and every form there is. */
export function noMatch(
  op: Operator,
  overloads: readonly Overload[],
  self: Tensor | undefined,
  args: readonly unknown[],
  options: Named,
): ArgumentError {
  const named = Object.entries(options).filter(([, value]) => value !== undefined);
  const call: Call = { op, args: self === undefined ? args : [self, ...args], options: named };
  const reason =
    promised(call) ??
    mapped(call, self) ??
    unknownName(call, overloads) ??
    wrongFlag(options.requiresGrad) ??
    nearestReason(call, overloads, self === undefined ? 0 : 1);
  const expected = overloads.map((o) => `\n    ${form(op, o)}`).join("");
  return new ArgumentError(
    `${op.label}: ${reason}\n  got: ${shown(call)}\n  expected${overloads.length > 1 ? " one of" : ""}:${expected}`,
    { operation: op.label },
  );
}

function form(op: Operator, overload: Overload): string {
  const show = (a: ArgumentSpec) =>
    `${a.name}${a.hasDefault ? "?" : ""}: ${KINDS[a.kind]?.[0] ?? "unsupported"}${a.optional ? " | null" : ""}`;
  const positional = overload.args.filter((a) => !a.kwargOnly).map(show);
  const named = overload.args.filter((a) => a.kwargOnly).map(show);
  if (named.length > 0) positional.push(`{ ${named.join(", ")} }`);
  return `${op.label}(${positional.join(", ")})`;
}

function shown({ op, args, options }: Call): string {
  const got = args.slice(0, MOST_SHOWN).map((value) => describe(value));
  if (args.length > MOST_SHOWN) got.push(`... (${args.length})`);
  if (options.length > 0) {
    const some = options.slice(0, MOST_SHOWN).map(([key, value]) => `${shortened(key)}: ${describe(value)}`);
    if (options.length > MOST_SHOWN) some.push(`... (${options.length})`);
    got.push(`{ ${some.join(", ")} }`);
  }
  return `${op.label}(${got.join(", ")})`;
}

function promised({ args, options }: Call): string | undefined {
  const isOne = (value: unknown) => isPromise(value) || isListWith(value, isPromise);
  const at = args.findIndex(isOne);
  const name = at >= 0 ? `argument ${at + 1}` : options.find(([, value]) => isOne(value))?.[0];
  return name === undefined ? undefined : `${shortened(name)} is a promise, or holds one; await it first.`;
}

/** `xs.map(torch.relu)` passes an element, its index and the array. */
function mapped({ op, args }: Call, self: Tensor | undefined): string | undefined {
  const [element, index, array] = self === undefined ? args : args.slice(1);
  const isMapped =
    args.length >= 3 && typeof index === "number" && Array.isArray(array) && Object.is(array[index], element);
  return isMapped ? writeTheArrow(op.label) : undefined;
}

/** No schema has it; where it was known and right, the call was made in another form. */
function wrongFlag(requiresGrad: unknown): string | undefined {
  if (requiresGrad === undefined || typeof requiresGrad === "boolean") return undefined;
  return `requiresGrad must be true or false, got ${describe(requiresGrad)}.`;
}

function unknownName({ op, options }: Call, overloads: readonly Overload[]): string | undefined {
  const known = new Set([...overloads.flatMap((o) => o.args.map((a) => a.name)), ...furtherNames(op.name)]);
  if (overloads.some(isFactory)) known.add("requiresGrad");
  const unknown = options.map(([name]) => name).find((name) => !known.has(name));
  if (unknown === undefined) return undefined;
  const text = `there is no argument named ${shortened(unknown)}`;
  const near = nearestName(unknown, [...known]);
  if (near !== null) return `${text}; did you mean ${near}?`;
  return text + (camelCase(unknown) === "out" ? "; results are returned." : ".");
}

/** Why a call does not fit an overload. */
interface Problem {
  /** How many arguments fitted before. */
  fitted: number;
  text: string;
  /** Of a value of the wrong kind: its argument, in words what it should be, and the value. */
  wrong?: { name: string; words: string; value: unknown };
}

/** The problem of the overload that the call comes nearest to; kinds of several that come as near are joined. */
function nearestReason({ op, args, options }: Call, overloads: readonly Overload[], own: number): string {
  const problems = overloads.map((overload) => problemOf(overload, args, new Map(options), own));
  const most = Math.max(...problems.map((problem) => problem.fitted));
  const nearest = problems.filter((problem) => problem.fitted === most);
  const first = nearest[0] as Problem;
  if (first.wrong === undefined) return first.text;
  const { name, value } = first.wrong;
  const same = nearest.filter((problem) => problem.wrong?.name === name);
  const words = [...new Set(same.map((problem) => problem.wrong?.words ?? ""))];
  const list = words.includes(KINDS[KIND.tensorList]?.[1] ?? "") && value instanceof Tensor;
  const advice = list ? `; put the tensors into a list, ${op.label}([a, b])` : dtypeHint(value);
  return `${name} must be ${alternatives(words)}, got ${describe(value)}${advice}.`;
}

/** `a number or null` and `a tensor` are `a number or a tensor or null`. */
function alternatives(words: readonly string[]): string {
  const without = new Set(words.map((word) => word.replace(/ or null$/, "")));
  const orNull = words.some((word) => word.endsWith(" or null")) ? ["null"] : [];
  return [...without, ...orNull].join(" or ");
}

function problemOf(
  overload: Overload,
  args: readonly unknown[],
  named: Map<string, unknown>,
  own: number,
): Problem {
  const { positional, args: specs } = overload;
  let fitted = 0;
  for (const [i, spec] of specs.entries()) {
    const place = i < positional && i < args.length ? args[i] : undefined;
    const byName = named.get(spec.name);
    named.delete(spec.name);
    if (place !== undefined && byName !== undefined) {
      return { fitted: fitted + 1, text: `${spec.name} was given twice, by position and by name.` };
    }
    const value = place ?? byName ?? (place === null || byName === null ? null : undefined);
    if (value === undefined) {
      if (spec.hasDefault) continue;
      return { fitted, text: `${spec.name} is missing.` };
    }
    if (!fits(spec, value)) {
      const words = `${KINDS[spec.kind]?.[1] ?? "of another kind"}${spec.optional ? " or null" : ""}`;
      return { fitted, text: "", wrong: { name: spec.name, words, value } };
    }
    fitted++;
  }
  if (args.length > positional) {
    const places = specs.slice(own, positional).map((spec) => spec.name);
    const byName = specs.slice(positional).map((spec) => spec.name);
    const taken = [
      ...(places.length > 0 ? [places.join(", ")] : []),
      ...(byName.length > 0 ? [`by name ${byName.join(", ")}`] : []),
    ];
    const text = `surplus argument ${describe(args[positional])}; it takes ${taken.join(" and ") || "no arguments"}.`;
    return { fitted, text };
  }
  const [left] = named.keys();
  return { fitted, text: `${left ?? "an argument"} does not go with the others.` };
}

const isNumber = (value: unknown) => typeof value === "number" || typeof value === "bigint";
const isWhole = (value: unknown) =>
  typeof value === "bigint" ? BigInt.asIntN(64, value) === value : Number.isSafeInteger(value);

/** Nearly as `write` of dispatch.ts decides: for words only. */
function fits(spec: ArgumentSpec, value: unknown): boolean {
  if (value === null) return spec.optional;
  const every = (test: (item: unknown) => boolean) => isListOf(value, test);
  switch (spec.kind) {
    case KIND.tensor:
      return value instanceof Tensor;
    case KIND.int:
      return isWhole(value);
    case KIND.float:
      return typeof value === "number";
    case KIND.bool:
      return typeof value === "boolean";
    case KIND.scalar:
    case KIND.complex:
      return isNumber(value) || typeof value === "boolean" || (typeof value === "object" && "re" in value);
    case KIND.tensorList:
      return every((item) => item instanceof Tensor);
    case KIND.optionalTensorList:
      return every((item) => item === null || item instanceof Tensor);
    case KIND.intList:
      return isWhole(value) || every(isWhole);
    case KIND.floatList:
    case KIND.scalarList:
    case KIND.complexList:
      return every((item) => isNumber(item) || typeof item === "object" || typeof item === "boolean");
    case KIND.boolList:
      return every((item) => typeof item === "boolean");
    case KIND.stringList:
      return every((item) => typeof item === "string");
    case KIND.generator:
      return typeof value === "object" && "_id" in value;
    case KIND.dtype:
      return isDType(value);
    case KIND.device:
      return isDeviceChoice(value);
    default:
      return typeof value === "string";
  }
}
