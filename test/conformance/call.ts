/** The TypeScript side of a case: makes the tensors, calls the operator through the public API, writes down what came. */

import { methodNames } from "../../lib/tensor/generated/names.gen.ts";
import {
  autograd,
  Complex,
  type DType,
  fft,
  fromTypedArray,
  Generator,
  isFloatingPoint,
  linalg,
  manualSeed,
  ops,
  special,
  syncScope,
  Tensor,
  torch,
} from "../../lib/tensor/index.ts";
import { camelCase } from "../../lib/tensor/names.ts";
import type { Case, Outcome, Result } from "./case.ts";
import { type Argument, isRecipe, isTyped, type Recipe, type Typed } from "./recipe.ts";
import { elements, make } from "./values.ts";

const methods = new Set(methodNames);
const SEED = 20;

type AnyFunction = (...args: unknown[]) => unknown;

/** Where users find an operator as a function. */
function functionOf(op: string): AnyFunction {
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
  throw new Error(`no function is named ${op}`);
}

/** Which of the two runs of a case: as it stands, or with floating tensors as leaves of a graph. */
interface Run {
  test: Case;
  leaves: Tensor[] | undefined;
  /** Every tensor made, in the order of the call; null for a nested one, which cannot say what it is. */
  made: (Tensor | null)[];
}

function typed(value: Typed, dtype: DType): unknown {
  if ("dtype" in value) return value.dtype === "case" ? dtype : value.dtype;
  if ("layout" in value) return value.layout;
  if ("format" in value) return value.format;
  if ("device" in value) return value.device;
  if ("complex" in value) return new Complex(...value.complex);
  if ("each" in value) return value.each;
  if ("generator" in value) return new Generator().manualSeed(value.generator);
  return { nan: Number.NaN, inf: Infinity, "-inf": -Infinity }[value.number];
}

function tensorOf(run: Run, recipe: Recipe): Tensor {
  const seeded = { seed: run.made.length, ...recipe };
  let tensor = make(seeded, run.test.dtype);
  if (recipe.form === "nested") {
    run.made.push(null);
    return tensor;
  }
  if (run.leaves !== undefined && isFloatingPoint(tensor.dtype) && tensor.layout === "strided") {
    tensor = tensor.detach().requiresGrad_();
    run.leaves.push(tensor);
    // A leaf cannot be changed in place.
    if (run.test.op.endsWith("_")) tensor = tensor.clone();
  }
  run.made.push(tensor);
  return tensor;
}

function argument(run: Run, value: Argument): unknown {
  if (Array.isArray(value)) return value.map((item: Argument) => argument(run, item));
  if (isRecipe(value)) return tensorOf(run, value);
  if (isTyped(value)) return typed(value.typed, run.test.dtype);
  return value;
}

function perform(run: Run): unknown {
  const { test } = run;
  const args = test.args.map((value) => argument(run, value));
  const options = Object.fromEntries(
    Object.entries(test.named).map(([name, value]) => [camelCase(name), argument(run, value)]),
  );
  manualSeed(SEED);
  if (ops.unsafeOperators[test.op] !== undefined) return ops.unsafe(`aten::${test.op}`, ...args, options);
  if (test.style === "method" && methods.has(test.op) && args[0] instanceof Tensor) {
    const [self, ...rest] = args as [Tensor, ...unknown[]];
    const method = (self as unknown as Record<string, AnyFunction>)[camelCase(test.op)] as AnyFunction;
    return Object.keys(options).length > 0 ? method.call(self, ...rest, options) : method.call(self, ...rest);
  }
  if (test.style === "named" && test.names !== undefined) {
    const first = args.findIndex((value) => !(value instanceof Tensor));
    for (let i = first; i >= 0 && i < args.length; i++) options[camelCase(test.names[i] as string)] = args[i];
    if (first >= 0) args.length = first;
  }
  return Object.keys(options).length > 0
    ? functionOf(test.op)(...args, options)
    : functionOf(test.op)(...args);
}

function encodeTensor(tensor: Tensor): Result {
  const { dtype, shape, layout } = tensor;
  let plain = tensor.detach();
  if (layout !== "strided") {
    const compressed = layout !== "sparse_coo" && layout.startsWith("sparse");
    plain = layout === "sparse_coo" || compressed || layout === "mkldnn" ? plain.toDense() : plain;
  }
  if (dtype.startsWith("q")) plain = plain.intRepr();
  plain = plain.resolveConj().resolveNeg();
  const result = { dtype, shape, data: Buffer.from(plain.bytes()).toString("base64") };
  return layout === "strided" ? result : { ...result, layout };
}

/** A value as JSON holds it: NaN and the infinities as words, -0 too, large integers as digits. */
function encodeNumber(value: number): number | string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? "-0" : value;
  return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
}

/** @internal Writes a result of a call down; exported for the tests of the suite itself. */
export function encode(value: unknown): Result {
  if (value instanceof Tensor) return encodeTensor(value);
  if (Array.isArray(value)) return { list: value.map(encode) };
  if (value instanceof Complex) return { list: [encode(value.re), encode(value.im)] };
  if (value === null || value === undefined) return { value: null };
  if (typeof value === "number") return { value: encodeNumber(value) };
  if (typeof value === "bigint")
    return { value: Number.isSafeInteger(Number(value)) ? Number(value) : String(value) };
  if (typeof value === "string" || typeof value === "boolean") return { value };
  return { list: Object.values(value).map(encode) };
}

function tensorsOf(value: unknown): Tensor[] {
  if (value instanceof Tensor) return [value];
  if (Array.isArray(value)) return value.flatMap(tensorsOf);
  if (typeof value === "object" && value !== null && !(value instanceof Complex))
    return Object.values(value).flatMap(tensorsOf);
  return [];
}

/** Sum of every differentiable result times fixed weights; undefined where there is none. */
function weightedSum(value: unknown): Tensor | undefined {
  let total: Tensor | undefined;
  let seed = 100;
  for (const tensor of tensorsOf(value)) {
    if (!tensor.requiresGrad || tensor.layout !== "strided") continue;
    const real = tensor.dtype.startsWith("complex") ? torch.viewAsReal(tensor.resolveConj()) : tensor;
    if (!isFloatingPoint(real.dtype)) continue;
    const { shape } = real;
    const weights = fromTypedArray(elements({ t: shape, seed: seed++ }, "float64"), shape);
    const part = real.mul(weights.to(real.dtype)).sum().to("float64");
    total = total === undefined ? part : total.add(part);
  }
  return total;
}

function gradientsOf(test: Case): (Result | null)[] {
  const run: Run = { test, leaves: [], made: [] };
  const total = weightedSum(perform(run));
  if (total === undefined) throw new Error("no result is differentiable");
  const gradients = autograd.grad(total, run.leaves as Tensor[], { allowUnused: true });
  return gradients.map((gradient) => (gradient === null ? null : encode(gradient)));
}

function isChanged(tensor: Tensor): boolean {
  // Leaves made for the test of retain_grad count their creation.
  return tensor.layout === "strided" && !tensor.dtype.startsWith("q") && tensor.version > 0;
}

/** Makes the call of a case, and again for its gradients where they are wanted. */
export function runCase(test: Case, withGradients: boolean): Outcome {
  return syncScope(
    test.id,
    () => {
      const run: Run = { test, leaves: undefined, made: [] };
      const returned = perform(run);
      const changed: Record<string, Result> = {};
      for (const [i, tensor] of run.made.entries()) {
        if (tensor !== null && isChanged(tensor)) changed[i] = encode(tensor);
      }
      const outcome: Outcome = { result: encode(returned), changed };
      if (withGradients) outcome.gradients = gradientsOf(test);
      return outcome;
    },
    undefined,
    undefined,
  );
}
