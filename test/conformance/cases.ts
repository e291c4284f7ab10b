/** All cases: calls from the table and calls drawn from schemas, with every dtype they may take. */

import { functionNames } from "../../lib/tensor/generated/names.gen.ts";
import type { DType } from "../../lib/tensor/index.ts";
import { ops } from "../../lib/tensor/index.ts";
import { KIND, type Overload, readOverloads, reasonLeftOut } from "../../lib/tensor/schema.ts";
import type { Case, Style } from "./case.ts";
import { notCompared } from "./not-compared.ts";
import { type Argument, type Call, isNamed, isRecipe, isTyped, type Recipe } from "./recipe.ts";
import { argumentNames, drawCalls } from "./schema-calls.ts";
import { extra, neverEmpty, neverSpecial, neverStrided, table, unspecified } from "./table/index.ts";

const FLOATING: readonly DType[] = ["float32", "float64"];
const EVERY: readonly DType[] = [
  "float32",
  "float64",
  "bfloat16",
  "float16",
  "int64",
  "int32",
  "uint8",
  "bool",
  "complex128",
];
const STYLES: readonly Style[] = ["method", "function", "named"];

function mapRecipes(value: Argument, change: (recipe: Recipe) => Recipe): Argument {
  if (Array.isArray(value)) return value.map((item: Argument) => mapRecipes(item, change));
  return isRecipe(value) ? change(value) : value;
}

function mapCall(call: Call, change: (recipe: Recipe) => Recipe): Call {
  return call.map((item) =>
    isNamed(item)
      ? {
          ...item,
          named: Object.fromEntries(Object.entries(item.named).map(([k, v]) => [k, mapRecipes(v, change)])),
        }
      : mapRecipes(item, change),
  );
}

function everyArgument(call: Call): Argument[] {
  return call.flatMap((item) => (isNamed(item) ? Object.values(item.named) : [item]));
}

function takesDtype(value: Argument): boolean {
  if (Array.isArray(value)) return value.some(takesDtype);
  if (isTyped(value)) return "dtype" in value.typed && value.typed.dtype === "case";
  return isRecipe(value) && value.dtype === undefined;
}

/** The recipes of a call, in order. */
function recipesOf(value: Argument): Recipe[] {
  if (Array.isArray(value)) return value.flatMap(recipesOf);
  return isRecipe(value) ? [value] : [];
}

/** The same call with transposed or stepped tensors. */
function strided(call: Call): Call | undefined {
  let changed = false;
  const made = mapCall(call, (recipe) => {
    if (recipe.form !== undefined || recipe.t.length === 0) return recipe;
    changed = true;
    return { ...recipe, form: "strided" };
  });
  return changed ? made : undefined;
}

/** The same call for a batch of none: the first size of the first tensor is 0 wherever it leads a shape. */
function emptied(call: Call): Call | undefined {
  const first = everyArgument(call).flatMap(recipesOf)[0]?.t[0];
  if (first === undefined || first === 0) return undefined;
  return mapCall(call, (recipe) => {
    if (recipe.t[0] !== first || recipe.form !== undefined) return recipe;
    return { ...recipe, t: [0, ...recipe.t.slice(1)], values: recipe.values && [] };
  });
}

const NUMBERS: readonly number[] = [KIND.int, KIND.float, KIND.scalar, KIND.complex];

function fitsKind(value: Argument, kind: number, optional: boolean): boolean {
  if (value === null) return optional;
  if (isRecipe(value)) return kind === KIND.tensor;
  if (typeof value === "boolean") return kind === KIND.bool || kind === KIND.scalar;
  if (typeof value === "string") return kind === KIND.string;
  if (typeof value === "number") return NUMBERS.includes(kind);
  if (Array.isArray(value)) return kind >= KIND.tensorList;
  if (!isTyped(value)) return false;
  if ("dtype" in value.typed) return kind === KIND.dtype;
  if ("device" in value.typed) return kind === KIND.device;
  if ("each" in value.typed) return kind === KIND.intList;
  return kind !== KIND.tensor && kind !== KIND.dtype && kind !== KIND.device;
}

/** Whether a call may be one of an overload, as far as it takes to know its arguments' names. */
function fits(overload: Overload, args: readonly Argument[], options: Record<string, Argument>): boolean {
  if (args.length > overload.positional) return false;
  const names = argumentNames(overload.schema);
  return (
    Object.keys(options).every((name) => names.includes(name)) &&
    overload.args.every((spec, i) => {
      const value = i < args.length ? args[i] : options[names[i] as string];
      return value === undefined ? spec.hasDefault : fitsKind(value, spec.kind, spec.optional);
    })
  );
}

/** Assembles cases of one operator, turning through the styles of calling. */
class Draft {
  readonly op: string;
  readonly overloads: readonly Overload[];
  readonly cases: Case[] = [];

  constructor(op: string) {
    this.op = op;
    const all = readOverloads(`aten::${op}`);
    const usable = all.filter((overload) => reasonLeftOut(overload) === undefined);
    this.overloads = usable.length > 0 ? usable : all;
  }

  add(label: string, call: Call, dtypes: readonly DType[], overload?: Overload): void {
    const last = call.at(-1);
    const options = isNamed(last) ? last.named : {};
    const args = (isNamed(last) ? call.slice(0, -1) : call) as Argument[];
    const any = everyArgument(call).some(takesDtype);
    const fitting = overload ?? this.overloads.find((o) => fits(o, args, options));
    for (const dtype of any ? dtypes : (["float32"] as const)) {
      const style = STYLES[this.cases.length % STYLES.length] as Style;
      const made: Case = {
        id: `${this.op} ${label} ${dtype}`,
        op: this.op,
        dtype,
        args,
        named: options,
        style,
      };
      const asked = overload === undefined ? undefined : (overload.name.split(".")[1] ?? "");
      const chosen = isNamed(last) ? (last.overload ?? asked) : asked;
      if (chosen !== undefined) made.overload = chosen;
      if (style === "named" && fitting !== undefined) {
        made.names = argumentNames(fitting.schema).slice(0, args.length);
      }
      if (unspecified[this.op] !== undefined) made.unspecified = unspecified[this.op];
      this.cases.push(made);
    }
  }
}

/** The cases of one operator; some may turn out to be no valid calls. */
export function casesOf(op: string): Case[] {
  const draft = new Draft(op);
  const calls = table[op];
  if (calls === undefined) {
    for (const overload of draft.overloads) {
      const suffix = overload.name.split(".")[1];
      for (const { label, call, everyDtype } of drawCalls(overload)) {
        if (label === "special" && neverSpecial.test(op)) continue;
        const name = suffix === undefined ? label : `${suffix} ${label}`;
        draft.add(name, call, everyDtype ? EVERY : FLOATING, overload);
      }
    }
  }
  for (const [i, call] of (calls ?? extra[op] ?? []).entries()) {
    draft.add(`#${i + 1}`, call, EVERY);
    // What trusts its arguments is called with those of the table only.
    if (ops.unsafeOperators[op] !== undefined) continue;
    const transposed = neverStrided.has(op) ? undefined : strided(call);
    if (transposed !== undefined) draft.add(`#${i + 1} strided`, transposed, FLOATING);
    const none = i === 0 && !neverEmpty.has(op) ? emptied(call) : undefined;
    if (none !== undefined) draft.add(`#${i + 1} empty`, none, FLOATING);
  }
  return draft.cases;
}

/** The public operators that are compared: all but those with a reason in not-compared.ts. */
export function comparedOperators(): string[] {
  return functionNames.filter((op) => notCompared[op] === undefined);
}
