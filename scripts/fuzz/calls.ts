/** One random call of an operator: what is called, with what, and what is done with the result. */

import { functionNames } from "../../lib/tensor/generated/names.gen.ts";
import {
  describeArgument,
  enableGrad,
  inferenceMode,
  noGrad,
  ops,
  type Tensor,
  Tensor as TensorClass,
  torch,
} from "../../lib/tensor/index.ts";
import { KIND, type Overload, readOverloads } from "../../lib/tensor/schema.ts";
import { reasonUnsafe } from "../../lib/tensor/unsafe.ts";
import { hostileOptions, labelOf } from "./hostile.ts";
import { choose, type Random } from "./random.ts";
import { randomTensor, randomValue, withGradient } from "./values.ts";

/** Operators that are not called, each with its reason. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  "aten::from_file": "opens files by name",
};

/** Every overload that `ops.call` reaches by its full name, `out` forms included. */
export function reachableOverloads(): Overload[] {
  return overloadsOf((name) => reasonUnsafe(name) === undefined);
}

/** Every overload of the operators a test picks. */
export function overloadsOf(wanted: (name: string) => boolean): Overload[] {
  const names = new Set(ops.list().map((name) => name.split(".")[0] as string));
  return [...names]
    .sort()
    .filter((name) => LEFT_OUT[name] === undefined && wanted(name))
    .flatMap((name) => readOverloads(name))
    .filter((overload) => overload.supported);
}

const publicNames = new Set(functionNames.map((name) => `aten::${name}`));

/** Whether plain methods and functions reach an overload. */
export function isPublic(overload: Overload): boolean {
  return publicNames.has(overload.name.split(".")[0] as string);
}

/** `aten::add(float32 [2], 1, { alpha: 2 })` */
export function describeCall(name: string, args: readonly unknown[]): string {
  return `${name}(${args.map((arg) => describe(arg)).join(", ")})`;
}

function describe(value: unknown, depth = 0): string {
  const label = labelOf(value);
  if (label !== undefined) return `<${label}>`;
  if (depth > 3) return "...";
  if (value instanceof TensorClass) return describeTensor(value);
  if (Array.isArray(value))
    return `[${value
      .slice(0, 8)
      .map((v) => describe(v, depth + 1))
      .join(", ")}]`;
  if (typeof value !== "object" || value === null) return describeArgument(value);
  if (Object.getPrototypeOf(value) !== Object.prototype) return describeArgument(value);
  const entries = Object.entries(value).map(([k, v]) => `${k}: ${describe(v, depth + 1)}`);
  return `{ ${entries.join(", ")} }`;
}

function describeTensor(t: Tensor): string {
  if (t.isFreed) return "a freed tensor";
  const marks = [t.layout === "strided" ? "" : ` ${t.layout}`, t.requiresGrad ? " grad" : ""];
  const dense = t.layout === "strided" && t.dtype.startsWith("q") === false;
  if (dense && !t.isContiguous()) marks.push(` strides [${t.stride().join(", ")}]`);
  let elements = "";
  if (dense && t.device === "cpu" && t.numel() <= 4) elements = ` = ${String(t.detach().data())}`;
  return describeArgument(t) + marks.join("") + elements;
}

/** Makes the arguments of an overload; those with defaults go by name and are often left out. */
export function randomArguments(random: Random, overload: Overload): unknown[] {
  const positional: unknown[] = [];
  let named: Record<string, unknown> = {};
  // Tensors of one call often share a shape: without that, most calls fail on shapes and show little.
  const shared = random() < 0.6 ? randomTensor(random) : undefined;
  let victim: Tensor | undefined;
  const gradients = random() < 0.3;
  for (const spec of overload.args) {
    if (spec.hasDefault && random() < 0.6) continue;
    let value: unknown = randomValue(random, spec);
    if (spec.kind === KIND.tensor && value instanceof TensorClass) {
      if (shared !== undefined && !shared.isFreed && random() < 0.7) {
        // In place and into `out` also on views and expanded tensors, and on one tensor twice.
        value = random() < 0.8 ? shared.clone() : shared;
      }
      if (gradients && !(value as Tensor).isFreed && random() < 0.7)
        value = withGradient(random, value as Tensor);
      victim ??= value as Tensor;
    }
    if (spec.kwargOnly || spec.hasDefault) named[spec.name] = value;
    else positional.push(value);
  }
  if (random() < 0.02) named = hostileOptions(random, named, victim);
  return [...positional, named];
}

/** Calls the operator as it is reached, in one of the modes of autograd, and uses what came. */
export function callAndUse(
  random: Random,
  name: string,
  args: readonly unknown[],
  call: (name: string, ...args: unknown[]) => unknown = ops.call,
): void {
  const mode = random();
  const run = () => call(name, ...args);
  const result =
    mode < 0.06 ? noGrad(run) : mode < 0.1 ? inferenceMode(run) : mode < 0.12 ? enableGrad(run) : run();
  const results = tensorsIn(result);
  const backward = random() < 0.5;
  for (const t of results) {
    if (t.isFreed) continue;
    if (isReadable(t)) t.data();
    if (random() < 0.02) String(t);
    else if (random() < 0.2) useAgain(random, t);
  }
  const differentiable = results.filter((t) => !t.isFreed && t.requiresGrad);
  if (backward && differentiable.length > 0) {
    const t = choose(random, differentiable);
    if (t.numel() > 1e6) return;
    const total = t.sum();
    const createGraph = random() < 0.2;
    (total.dtype.startsWith("complex") ? (total.abs() as Tensor) : total).backward({ createGraph });
  }
}

// A result whose parts do not fit each other shows when the next operator takes it.
function useAgain(random: Random, t: Tensor): void {
  if (t.numel() > 1e6) return;
  const next = choose<(t: Tensor) => unknown>(random, [
    (x) => x.clone(),
    (x) => x.add(1),
    (x) => x.sum(),
    (x) => (x.layout === "strided" ? x.contiguous() : x.toDense()),
    (x) => (x.ndim === 2 ? x.matmul(torch.ones([x.size(1), 2])) : x.mul(x)),
    (x) => x.to("float64"),
  ]);
  next(t);
}

function tensorsIn(value: unknown): Tensor[] {
  if (value instanceof TensorClass) return [value];
  if (Array.isArray(value)) return value.flatMap((item) => tensorsIn(item));
  if (typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.values(value).flatMap((item) => tensorsIn(item));
  }
  return [];
}

function isReadable(t: Tensor): boolean {
  return t.device === "cpu" && t.layout === "strided" && t.numel() < 1e6;
}

/** As `ops.call`, with operators that `ops.call` refuses. */
export function unsafeCall(name: string, ...args: unknown[]): unknown {
  return ops.unsafe(name, ...args);
}
