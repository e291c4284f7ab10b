/** What a call is told whose arguments fit no form of the operation: what came, and the forms there are. */

import { ArgumentError } from "../native/errors.ts";
import { describeArgument } from "./failures.ts";
import { type ArgumentSpec, KIND, type Operator, type Overload } from "./schema.ts";

const KIND_NAMES: Record<number, string> = {
  [KIND.tensor]: "Tensor",
  [KIND.int]: "integer",
  [KIND.float]: "number",
  [KIND.bool]: "boolean",
  [KIND.scalar]: "number",
  [KIND.complex]: "Complex",
  [KIND.string]: "string",
  [KIND.dtype]: "DType",
  [KIND.device]: "Device",
  [KIND.layout]: "Layout",
  [KIND.memoryFormat]: "MemoryFormat",
  [KIND.generator]: "Generator",
  [KIND.tensorList]: "Tensor[]",
  [KIND.optionalTensorList]: "(Tensor | null)[]",
  [KIND.intList]: "integer[]",
  [KIND.floatList]: "number[]",
  [KIND.boolList]: "boolean[]",
  [KIND.scalarList]: "number[]",
  [KIND.stringList]: "string[]",
  [KIND.complexList]: "Complex[]",
  [KIND.deviceList]: "Device[]",
};

function signature(op: Operator, overload: Overload): string {
  const show = (a: ArgumentSpec) =>
    `${a.name}${a.hasDefault ? "?" : ""}: ${KIND_NAMES[a.kind] ?? "unsupported"}${a.optional ? " | null" : ""}`;
  const positional = overload.args.filter((a) => !a.kwargOnly).map(show);
  const named = overload.args.filter((a) => a.kwargOnly).map(show);
  if (named.length > 0) positional.push(`{ ${named.join(", ")} }`);
  return `${op.label}(${positional.join(", ")})`;
}

/** @internal The error for a call that fits no overload, with what came and every form there is. */
export function noMatch(
  op: Operator,
  overloads: readonly Overload[],
  args: readonly unknown[],
  given: number,
  options: Readonly<Record<string, unknown>> | undefined,
): ArgumentError {
  const named = Object.entries(options ?? {}).filter(([, value]) => value !== undefined);
  const got = args.slice(0, given).map((a) => describeArgument(a));
  if (named.length > 0) got.push(`{ ${named.map(([k, v]) => `${k}: ${describeArgument(v)}`).join(", ")} }`);
  const known = new Set(overloads.flatMap((o) => o.args.map((a) => a.name)));
  const unknown = named.map(([name]) => name).filter((name) => !known.has(name));
  const hint = unknown.length > 0 ? `\n  there is no argument named ${unknown.join(", ")}` : "";
  const expected = overloads.map((o) => `\n    ${signature(op, o)}`).join("");
  return new ArgumentError(
    `${op.label}: the arguments fit no form of this operation.\n  got: ${op.label}(${got.join(", ")})${hint}` +
      `\n  expected${overloads.length > 1 ? " one of" : ""}:${expected}`,
    { operation: op.label },
  );
}
