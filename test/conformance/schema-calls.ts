/**
 * Calls drawn from an operator's schema, for the operators whose arguments' kinds and names say enough: pointwise
 * operators, reductions, comparisons, views. Which of them are valid PyTorch decides; the others are dropped.
 */

import type { DType } from "../../lib/tensor/index.ts";
import { type ArgumentSpec, KIND, type Overload } from "../../lib/tensor/schema.ts";
import { type Argument, type Call, complex, dtype, type Fill, format, named, type Recipe } from "./recipe.ts";

/** A drawn call and what it is about. */
export interface Drawn {
  /** What sets it apart: `square`, `empty`, ... */
  label: string;
  call: Call;
  /** Whether it is tried with every dtype, or with the floating ones only. */
  everyDtype: boolean;
}

interface Plan {
  label: string;
  shape: number[];
  fill?: Fill;
  strided?: boolean;
  /** Shape of the second tensor and those after it. */
  others?: number[];
  /** Dtype of the second tensor and those after it, whatever the case's is. */
  otherDtype?: DType;
  /** What stands for a number of any kind. */
  scalar?: Argument;
  /** Gives arguments that have defaults too. */
  optional?: boolean;
  everyDtype?: boolean;
}

const PLANS: readonly Plan[] = [
  { label: "plain", shape: [3, 4], everyDtype: true },
  { label: "options", shape: [3, 4], optional: true, everyDtype: true },
  { label: "positive", shape: [3, 4], fill: "positive", everyDtype: true },
  { label: "positive options", shape: [4, 3], fill: "positive", optional: true },
  { label: "unit", shape: [3, 4], fill: "unit" },
  { label: "large", shape: [3, 4], fill: "large" },
  { label: "special", shape: [3, 4], fill: "special" },
  { label: "strided", shape: [3, 4], strided: true, everyDtype: true },
  { label: "strided positive", shape: [3, 4], fill: "positive", strided: true },
  { label: "empty", shape: [0, 4], everyDtype: true },
  { label: "empty vector", shape: [0] },
  { label: "scalar", shape: [], everyDtype: true },
  { label: "scalar positive", shape: [], fill: "positive" },
  { label: "vector", shape: [5], everyDtype: true },
  { label: "cube", shape: [2, 3, 4], strided: true, optional: true },
  { label: "square", shape: [4, 4], everyDtype: true },
  { label: "definite", shape: [4, 4], fill: "definite" },
  { label: "images", shape: [2, 4, 6, 6], optional: true },
  { label: "broadcast", shape: [3, 4], others: [4], everyDtype: true },
  { label: "broadcast positive", shape: [3, 1], fill: "positive", others: [4] },
  { label: "mixed", shape: [3, 4], otherDtype: "int32", everyDtype: true },
  { label: "complex number", shape: [3, 4], scalar: complex(0.5, -1) },
  { label: "boolean number", shape: [3, 4], scalar: true, everyDtype: true },
  { label: "with a scalar tensor", shape: [3, 4], fill: "positive", others: [], everyDtype: true },
];

const INTEGERS: Record<string, number> = {
  dim: 0,
  dim0: 0,
  dim1: 1,
  axis0: 0,
  axis1: 1,
  axis: 0,
  dimension: 1,
  index: 1,
  length: 2,
  size: 2,
  step: 1,
  start: 1,
  end: 3,
  start_dim: 0,
  end_dim: 1,
  diagonal: 1,
  offset: 1,
  source: 0,
  destination: 1,
  reduction: 2,
  n: 2,
  p: 2,
  k: 2,
  chunks: 2,
  sections: 2,
  split_size: 2,
  groups: 2,
  decimals: 1,
  correction: 0,
  bins: 5,
  minlength: 3,
  num_classes: 9,
  edge_order: 1,
  low: 2,
  high: 9,
  from: 2,
  to: 9,
  window_length: 7,
};

const LISTS: Record<string, Argument> = {
  dim: [0],
  dims: [1, 0],
  size: [3, 4],
  shape: [4, 3],
  sizes: [3, 4],
  repeats: [2, 3],
  shifts: [1],
  split_sizes: [1, 2],
  indices: [1, 2],
  source: [0],
  destination: [1],
};

const FLOATS: Record<string, number> = { p: 0.4, eps: 0.01, q: 0.3, lambd: 1.5, rtol: 0.1, atol: 0.1 };

/** PyTorch's names of a schema's arguments, in order. */
export function argumentNames(schema: string): string[] {
  const open = schema.indexOf("(");
  const names: string[] = [];
  let depth = 0;
  let text = "";
  for (const letter of schema.slice(open + 1)) {
    if (letter === ")" && depth === 0) break;
    if (letter === "(" || letter === "[") depth++;
    if (letter === ")" || letter === "]") depth--;
    if (letter === "," && depth === 0) {
      names.push(text);
      text = "";
    } else {
      text += letter;
    }
  }
  if (text.trim() !== "") names.push(text);
  return names
    .map((part) => part.trim())
    .filter((part) => part !== "*")
    .map((part) => (part.split("=")[0] as string).trim().split(" ").at(-1) as string);
}

function recipe(plan: Plan, first: boolean): Recipe {
  const shape = first ? plan.shape : (plan.others ?? plan.shape);
  const made: Recipe = { t: shape };
  if (!first && plan.otherDtype !== undefined) made.dtype = plan.otherDtype;
  if (plan.fill !== undefined) made.fill = plan.fill;
  if (plan.strided && shape.length > 0) made.form = "strided";
  return made;
}

/** A value for an argument, or undefined where its kind and name say nothing. */
function valueFor(plan: Plan, spec: ArgumentSpec, name: string, first: boolean): Argument | undefined {
  switch (spec.kind) {
    case KIND.tensor:
      return recipe(plan, first);
    case KIND.tensorList:
      return [recipe(plan, true), recipe(plan, false)];
    case KIND.int:
      return INTEGERS[name] ?? 1;
    case KIND.float:
      return FLOATS[name] ?? 0.5;
    case KIND.bool:
      return true;
    case KIND.scalar:
      return plan.scalar ?? (plan.optional ? 0.75 : 2);
    case KIND.intList:
      return LISTS[name] ?? [1];
    case KIND.floatList:
      return [0.5];
    case KIND.dtype:
      return dtype("float64");
    case KIND.memoryFormat:
      return format("contiguous");
    default:
      return undefined;
  }
}

// Given or not, they change nothing that is compared; a device or a pinned memory would not be there.
const LEFT_OUT = new Set(["device", "pin_memory", "layout", "generator", "memory_format", "non_blocking"]);

function draw(overload: Overload, plan: Plan): Call | undefined {
  const names = argumentNames(overload.schema);
  const args: Argument[] = [];
  const options: Record<string, Argument> = {};
  let first = true;
  let skipped = false;
  for (const [i, spec] of overload.args.entries()) {
    const name = names[i] as string;
    if (spec.hasDefault && (!plan.optional || LEFT_OUT.has(name))) {
      skipped = true;
      continue;
    }
    const value =
      spec.kind === KIND.tensor && spec.hasDefault ? undefined : valueFor(plan, spec, name, first);
    if (spec.kind === KIND.tensor || spec.kind === KIND.tensorList) first = false;
    if (value === undefined) {
      if (!spec.hasDefault) return undefined;
      skipped = true;
    } else if (spec.kwargOnly || skipped) {
      options[name] = value;
    } else {
      args.push(value);
    }
  }
  return Object.keys(options).length > 0 ? [...args, named(options)] : args;
}

/** The calls drawn for an overload. */
export function drawCalls(overload: Overload): Drawn[] {
  const hasOptions = overload.args.some((spec) => spec.hasDefault);
  const tensors = overload.args.filter((s) => s.kind === KIND.tensor || s.kind === KIND.tensorList).length;
  const takesNumber = overload.args.some((spec) => spec.kind === KIND.scalar && !spec.hasDefault);
  const drawn: Drawn[] = [];
  for (const plan of PLANS) {
    if (plan.label.includes("options") && !hasOptions) continue;
    if ((plan.others ?? plan.otherDtype) !== undefined && tensors < 2) continue;
    if (plan.scalar !== undefined && !takesNumber) continue;
    if (tensors === 0 && !["plain", "options"].includes(plan.label)) continue;
    const call = draw(overload, plan);
    if (call !== undefined) drawn.push({ label: plan.label, call, everyDtype: plan.everyDtype ?? false });
  }
  return drawn;
}
