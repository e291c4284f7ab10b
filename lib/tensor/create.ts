/**
 * Making tensors: from JavaScript's values, filled, random.
 *
 * One rule differs from Python because JavaScript has one kind of number: plain numbers make `float32`, bigints
 * `int64`, booleans `bool`, whatever their values; `dtype` says otherwise.
 */

import {
  boolean,
  integerFrom,
  isListOf,
  isPlainObject,
  type Kinds,
  kind,
  listOf,
  type Rest,
  signature,
  unchecked,
} from "../edge/index.ts";
import { ArgumentError, ShapeError } from "../native/errors.ts";
import { deviceKind, dtypeKind } from "./argument-kinds.ts";
import { retryAfterCollection } from "./collector.ts";
import type { DeviceChoice, Layout, MemoryFormat } from "./device.ts";
import { invoke, wrap } from "./dispatch.ts";
import { type DType, dtypeBytes, dtypeCode, dtypeOfTypedArray, type TypedArray } from "./dtype.ts";
import { describeArgument, rethrow } from "./failures.ts";
import type { Generator } from "./generator.ts";
import { operatorNamed } from "./operators.ts";
import { syncScope } from "./scope.ts";
import { Tensor } from "./tensor.ts";
import { ensure, wire } from "./wire.ts";

/** Nested arrays of numbers, booleans or bigints. */
export type TensorLike = number | bigint | boolean | readonly TensorLike[] | TypedArray;

/** Options every creation function takes. */
export interface TensorOptions {
  dtype?: DType;
  device?: DeviceChoice;
  requiresGrad?: boolean;
}

/** Options of creation functions that fill. */
export interface CreateOptions extends TensorOptions {
  layout?: Layout;
  memoryFormat?: MemoryFormat;
  generator?: Generator;
}

interface BytesOptions {
  stride?: readonly number[];
  storageOffset?: number;
}

const FROM_BYTES = signature<BytesOptions>("fromBytes", {
  options: { stride: listOf(integerFrom(0)), storageOffset: integerFrom(0) },
});

/** @internal Copies the bytes of a typed array into a new tensor on the CPU. */
export function fromBytes(
  bytes: ArrayBufferView,
  dtype: DType,
  shape: readonly number[],
  ...rest: Rest<BytesOptions>
): Tensor {
  const options = FROM_BYTES.read(rest);
  if (options.stride !== undefined) {
    const { stride, storageOffset = 0 } = options;
    return syncScope(
      "fromBytes",
      () => {
        const flat = fromBytes(bytes, dtype, [bytes.byteLength / dtypeBytes(dtype)]);
        return flat.asStrided([...shape], [...stride], { storageOffset });
      },
      undefined,
      undefined,
    );
  }
  if (!ArrayBuffer.isView(bytes) || bytes instanceof DataView) {
    throw new ArgumentError(`fromBytes: expected a typed array, got ${describeArgument(bytes)}`);
  }
  checkShape("fromBytes", shape);
  const w = wire();
  ensure(w, shape.length);
  try {
    const handle = retryAfterCollection(() => {
      for (let i = 0; i < shape.length; i++) w.buffer[i] = shape[i] as number;
      return w.addon.fromBytes(bytes, dtypeCode(dtype), shape.length);
    });
    return wrap(handle, "fromBytes");
  } catch (error) {
    return rethrow(error, "fromBytes", [shape]);
  }
}

function checkShape(operation: string, shape: readonly number[]): void {
  if (!isListOf(shape, (n) => Number.isSafeInteger(n) && (n as number) >= 0)) {
    throw new ShapeError(
      `${operation}: a shape is an array of whole numbers from 0, got ${describeArgument(shape)}`,
      { operation },
    );
  }
}

function product(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}

const KINDS: Kinds<TensorOptions> = { dtype: dtypeKind, device: deviceKind, requiresGrad: boolean };

const typedArrayKind = kind<TypedArray>(
  "a typed array",
  (v) => ArrayBuffer.isView(v) && !(v instanceof DataView),
);

const FROM_TYPED_ARRAY = signature<TensorOptions & { shape?: readonly number[] }>("fromTypedArray", {
  takes: { array: typedArrayKind },
  options: { ...KINDS, shape: unchecked("a shape") },
  positional: ["shape"],
});

const TENSOR = signature<TensorOptions>("tensor", {
  takes: { data: unchecked("numbers, booleans, bigints, nested arrays of them, or a typed array") },
  options: KINDS,
});

function finish(made: Tensor, options: TensorOptions): Tensor {
  let tensor = made;
  const { dtype, device, requiresGrad } = options;
  const changed = (make: (from: Tensor) => Tensor): void => {
    const from = tensor;
    tensor = make(from);
    from.dispose();
  };
  const isElsewhere = device !== undefined && device !== "cpu";
  if (isElsewhere && tensor.numel() === 1) {
    if (dtype !== undefined && dtype !== tensor.dtype) changed((from) => from.to(dtype));
    changed((from) => filledWith(from, device));
  } else if (isElsewhere || (dtype !== undefined && dtype !== tensor.dtype)) {
    changed((from) => from.to({ dtype, device }));
  }
  if (requiresGrad) tensor.requiresGrad_();
  return tensor;
}

/** @internal A tensor of one element on a device, filled there: a copy of so little would wait for all work queued before it. */
export function filledWith(one: Tensor, device: DeviceChoice): Tensor {
  const made = make("empty", [one.shape, { dtype: one.dtype, device }]);
  const scalar = one.ndim === 0 ? one.alias() : one.reshape([]);
  made.fill_(scalar);
  scalar.dispose();
  return made;
}

/**
 * A tensor with a copy of a typed array's elements, in row-major order.
 * @param shape by default one dimension of all elements.
 * @throws ShapeError when the shape does not hold as many elements.
 */
export function fromTypedArray(
  array: TypedArray,
  ...rest: Rest<TensorOptions & { shape?: readonly number[] }, [shape: readonly number[] | undefined]>
): Tensor {
  const { shape, ...options } = FROM_TYPED_ARRAY.read(rest);
  FROM_TYPED_ARRAY.check(array);
  return fromElements(array, shape ?? [array.length], options);
}

function fromElements(array: TypedArray, shape: readonly number[], options: TensorOptions): Tensor {
  checkShape("fromTypedArray", shape);
  if (product(shape) !== array.length) {
    throw new ShapeError(
      `fromTypedArray: shape ${describeArgument(shape)} holds ${product(shape)} elements, the array has ${array.length}`,
      { operation: "fromTypedArray" },
    );
  }
  return finish(fromBytes(array, dtypeOfTypedArray(array), shape), options);
}

// As many as libtorch's own loops take.
const MAX_DIMS = 64;

interface Flat {
  shape: number[];
  values: (number | bigint | boolean)[];
}

function flatten(value: TensorLike, depth: number, flat: Flat, path: string): void {
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") {
    if (flat.shape.length !== depth) throw ragged(path, flat, "a number");
    flat.values.push(value);
    return;
  }
  if (!Array.isArray(value) && !ArrayBuffer.isView(value)) {
    throw new ArgumentError(
      `tensor: expected numbers, booleans or bigints, got ${describeArgument(value)} at ${path}`,
      { operation: "tensor" },
    );
  }
  const list = value as readonly TensorLike[];
  if (depth >= MAX_DIMS) {
    throw new ShapeError(`tensor: more than ${MAX_DIMS} arrays inside each other; does one hold itself?`, {
      operation: "tensor",
    });
  }
  if (depth === flat.shape.length) {
    if (flat.values.length > 0) throw ragged(path, flat, `an array of ${list.length}`);
    flat.shape.push(list.length);
  } else if (flat.shape[depth] !== list.length) {
    throw ragged(path, flat, `an array of ${list.length}`);
  }
  for (let i = 0; i < list.length; i++) flatten(list[i] as TensorLike, depth + 1, flat, `${path}[${i}]`);
}

function ragged(path: string, flat: Flat, got: string): ShapeError {
  return new ShapeError(
    `tensor: nested arrays must be regular; so far [${flat.shape.join(", ")}], but ${path} is ${got}`,
    {
      operation: "tensor",
    },
  );
}

/**
 * A tensor from a number, nested arrays or a typed array.
 *
 * Numbers make float32, bigints int64, booleans bool, unless `dtype` is given.
 * @throws ShapeError for ragged arrays, ArgumentError for values that are no numbers.
 * @example tensor([[1, 2], [3, 4]], { requiresGrad: true })
 */
export function tensor(data: TensorLike, ...rest: Rest<TensorOptions>): Tensor {
  const options = TENSOR.read(rest);
  if (typedArrayKind.accepts(data)) {
    return fromElements(data as TypedArray, [(data as TypedArray).length], options);
  }
  const flat: Flat = { shape: [], values: [] };
  flatten(data, 0, flat, "data");
  return finish(fromFlat(flat, options.dtype), options);
}

function fromFlat({ shape, values }: Flat, dtype: DType | undefined): Tensor {
  const first = values[0];
  const bigs = values.some((v) => typeof v === "bigint");
  const integers = dtype === "int64" || dtype === "uint64";
  if (bigs || integers) {
    const array = BigInt64Array.from(values, (v) => {
      if (typeof v === "number" && !Number.isInteger(v)) {
        throw new ArgumentError(`tensor: ${v} is no integer, as ${dtype ?? "a tensor of bigints"} needs`);
      }
      const big = BigInt(v);
      if (BigInt.asIntN(64, big) === big || (dtype === "uint64" && BigInt.asUintN(64, big) === big))
        return big;
      throw new ArgumentError(`tensor: ${describeArgument(v)} does not fit ${dtype ?? "int64"}`);
    });
    return fromBytes(array, "int64", shape);
  }
  if (typeof first === "boolean" && values.every((v) => typeof v === "boolean")) {
    return fromBytes(Uint8Array.from(values, Number), "bool", shape);
  }
  // Doubles carry every other type's values exactly; conversion then rounds as PyTorch does.
  if (dtype === undefined || dtype === "float32")
    return fromBytes(Float32Array.from(values, Number), "float32", shape);
  return fromBytes(Float64Array.from(values, Number), "float64", shape);
}

/** A shape as an array, or its sizes one by one; options last. */
type Sized<O> =
  | [shape: readonly number[], options?: O]
  | [...sizes: number[]]
  | [...sizes: number[], options: O];

/** Calls an operator that makes a tensor; the dispatcher says what it takes. */
function make(name: string, args: readonly unknown[]): Tensor {
  return invoke(operatorNamed(`aten::${name}`), args) as Tensor;
}

/** Zeros of a shape; float32 by default. */
export function zeros(...args: Sized<CreateOptions>): Tensor {
  return make("zeros", args);
}

/** Ones of a shape; float32 by default. */
export function ones(...args: Sized<CreateOptions>): Tensor {
  return make("ones", args);
}

/** One value in every element; a number makes float32, a bigint int64, a boolean bool, unless `dtype` is given. */
export function full(
  shape: readonly number[],
  value: number | bigint | boolean,
  ...rest: [options?: CreateOptions]
): Tensor {
  const [options, ...surplus] = rest;
  if (surplus.length > 0 || (options !== undefined && !isPlainObject(options)))
    return make("full", [shape, value, ...rest]);
  const dtype =
    options?.dtype ?? (typeof value === "bigint" ? "int64" : typeof value === "boolean" ? "bool" : "float32");
  return make("full", [shape, value, { ...options, dtype }]);
}

/** A shape with whatever was in memory. */
export function empty(...args: Sized<CreateOptions>): Tensor {
  return make("empty", args);
}

/** Uniform random numbers in [0, 1). */
export function rand(...args: Sized<CreateOptions>): Tensor {
  return make("rand", args);
}

/** Random numbers of mean 0 and variance 1. */
export function randn(...args: Sized<CreateOptions>): Tensor {
  return make("randn", args);
}

export function randint(high: number, shape: readonly number[], options?: CreateOptions): Tensor;
export function randint(low: number, high: number, shape: readonly number[], options?: CreateOptions): Tensor;
/** Random integers from `low` (0 by default) up to, not including, `high`; int64 by default. */
export function randint(...args: unknown[]): Tensor {
  return make("randint", args);
}

/** The integers below n in random order; int64 by default. */
export function randperm(n: number, ...rest: [options?: CreateOptions]): Tensor {
  return make("randperm", [n, ...rest]);
}

export function arange(end: number, options?: CreateOptions): Tensor;
export function arange(start: number, end: number, options?: CreateOptions): Tensor;
export function arange(start: number, end: number, step: number, options?: CreateOptions): Tensor;
/** Numbers from `start` (0) below `end` in steps; int64 when all are whole, as in PyTorch, else float32. */
export function arange(...args: unknown[]): Tensor {
  return make("arange", args);
}

/** `steps` numbers from `start` to `end`, both included. */
export function linspace(
  start: number,
  end: number,
  steps: number,
  ...rest: [options?: CreateOptions]
): Tensor {
  return make("linspace", [start, end, steps, ...rest]);
}

/** `steps` powers of `base` (10) with exponents from `start` to `end`. */
export function logspace(
  start: number,
  end: number,
  steps: number,
  ...rest: Rest<CreateOptions & { base?: number }, [base: number]>
): Tensor {
  return make("logspace", [start, end, steps, ...rest]);
}

/** The identity matrix (n, m); m is n by default. */
export function eye(n: number, ...rest: Rest<CreateOptions & { m?: number }, [m: number]>): Tensor {
  return make("eye", [n, ...rest]);
}

const IS_TENSOR = signature("isTensor");

/** Whether the value is a tensor. */
export function isTensor(value: unknown, ...rest: []): value is Tensor {
  IS_TENSOR.read(rest);
  return value instanceof Tensor;
}
