/**
 * Calling an operator: choose the overload, write the arguments, run the plan, wrap the results.
 *
 * Everything here is on the path of every operation, so it allocates nothing but the result and decides on kinds,
 * never on an operator's name.
 */

import { ArgumentError } from "../native/errors.ts";
import { collectGarbage } from "./collector.ts";
import { Complex } from "./complex.ts";
import { deviceCode, isDeviceChoice, layoutCode, memoryFormatCode } from "./device.ts";
import { dtypeCode, dtypeName, isDType } from "./dtype.ts";
import { isOutOfMemory, type NativeFailure, rethrow } from "./failures.ts";
import { otherForm } from "./forms.ts";
import { Generator } from "./generator.ts";
import { noMatch } from "./mismatch.ts";
import { type Geometry, geometriesOf, restore } from "./resized.ts";
import {
  type ArgumentSpec,
  KIND,
  type Operator,
  type Overload,
  operator,
  overloadsOf,
  type ResultSpec,
  usableOverloads,
} from "./schema.ts";
import { adopt } from "./scope.ts";
import { Tensor } from "./tensor.ts";
import {
  ensure,
  MOST,
  refresh,
  TAG_BOOL,
  TAG_COMPLEX,
  TAG_DEFAULT,
  TAG_DEVICE,
  TAG_FLOAT,
  TAG_INT64,
  TAG_INT64_LIST,
  TAG_LIST,
  TAG_NONE,
  TAG_NUMBER,
  TAG_STRING,
  TAG_TENSOR,
  type Wire,
  wire,
} from "./wire.ts";

/** Arguments by name, as the last argument of a call. */
export type Options = Record<string, unknown>;

/** @internal Wraps a new handle and gives the tensor its owner. */
export function wrap(handle: number, origin: string): Tensor {
  const tensor = new Tensor(handle, origin);
  adopt(tensor);
  return tensor;
}

function isOptions(value: unknown): value is Options {
  if (typeof value !== "object" || value === null || value instanceof Tensor || Array.isArray(value))
    return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** @internal Calls an operator with arguments by position and, last, by name. */
export function invoke(op: Operator, args: readonly unknown[]): unknown {
  return invokeWith(op, undefined, args);
}

/** @internal As `invoke`, with the first argument apart, so that methods need not copy their arguments. */
export function invokeMethod(op: Operator, self: Tensor, args: readonly unknown[]): unknown {
  if (!(self instanceof Tensor)) throw new ArgumentError(`${op.label}: called on what is not a tensor`);
  return invokeWith(op, self, args);
}

function invokeWith(op: Operator, self: Tensor | undefined, args: readonly unknown[]): unknown {
  const overloads = op.overloads ?? overloadsOf(op);
  let given = args.length;
  let options: Options | undefined;
  if (given > 0) {
    const last = args[given - 1];
    if (typeof last === "object" && isOptions(last)) {
      options = last;
      given--;
    }
    while (given > 0 && args[given - 1] === undefined) given--;
  }
  const w = wire();
  for (let i = 0; i < overloads.length; i++) {
    const overload = overloads[i] as Overload;
    const { uses } = w;
    if (!write(w, overload, self, args, given, options)) continue;
    if (overload.nonBlockingAt >= 0) {
      const waiting = waitingCopy(overload, self, args.slice(0, given), options);
      if (waiting !== undefined) return invokeWith(op, self, waiting);
    }
    if (overload.careful || w.uses !== uses) return runCopied(w, op, overload, self, args, given, options);
    return run(w, op, overload, self, args, given, options);
  }
  return invokeOtherwise(op, overloads, self, args.slice(0, given), options ?? {});
}

/**
 * The arguments of a copy from a device that was asked not to block, as one that does; undefined for other calls. libtorch
 * would give a CPU tensor whose elements arrive later, and nothing that reads it waits for them.
 */
function waitingCopy(
  overload: Overload,
  self: Tensor | undefined,
  positional: readonly unknown[],
  options: Options | undefined,
): unknown[] | undefined {
  const at = overload.nonBlockingAt - (self === undefined ? 0 : 1);
  const isPositional = at < positional.length;
  if (!(isPositional ? positional[at] : options?.nonBlocking)) return undefined;
  const all = self === undefined ? positional : [self, ...positional];
  const from = overload.args.findIndex((a) => a.name === "src");
  const source = from < 0 ? all[0] : (all[from] ?? options?.src);
  if (!(source instanceof Tensor) || source.device === "cpu") return undefined;
  if (!isPositional) return [...positional, { ...options, nonBlocking: false }];
  const changed = [...positional];
  changed[at] = false;
  return options === undefined ? changed : [...changed, options];
}

/** A call that fits no schema: in another form that fits, or an error that says why not. */
function invokeOtherwise(
  op: Operator,
  overloads: readonly Overload[],
  self: Tensor | undefined,
  args: readonly unknown[],
  options: Options,
): unknown {
  const other = otherForm({ op, overloads, self, args, options });
  if (other === undefined) throw noMatch(op, overloads, self, args, options);
  const result = invokeWith(other.op, undefined, other.args);
  if (other.requiresGrad && result instanceof Tensor) result.requiresGrad_();
  return result;
}

/**
 * As `run`, for calls whose arguments a guard checks first or that resize tensors, and for those with getters or
 * proxies that used the buffer while it was being written: what is read from them once is what is called with.
 */
function runCopied(
  w: Wire,
  op: Operator,
  overload: Overload,
  self: Tensor | undefined,
  args: readonly unknown[],
  given: number,
  options: Options | undefined,
): unknown {
  const positional = args.slice(0, given).map((value) => copyList(op, value));
  const named: Options = {};
  for (const name in options) named[name] = copyList(op, options[name]);
  const byName = { ...named };
  const all = self === undefined ? positional : [self, ...positional];
  for (let i = 0; i < all.length; i++) byName[(overload.args[i] as ArgumentSpec).name] = all[i];
  const reason = overload.guard?.(byName, callNamed);
  if (reason !== undefined) {
    throw new ArgumentError(`${op.label}: ${reason}; libtorch would crash or hang`, { operation: op.label });
  }
  const resized = overload.resizes ? geometriesOf(overload, byName) : undefined;
  if (write(w, overload, self, positional, given, named)) {
    return run(w, op, overload, self, positional, given, named, resized);
  }
  throw new ArgumentError(`${op.label}: the arguments changed while they were read`, { operation: op.label });
}

function callNamed(name: string, ...args: unknown[]): unknown {
  return invoke({ ...operator(name), overloads: usableOverloads(name) }, args);
}

function copyList(op: Operator, value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const n: unknown = value.length;
  if (typeof n !== "number" || !(n <= MOST)) {
    throw new ArgumentError(`${op.label}: a list takes at most ${MOST} values`, { operation: op.label });
  }
  return Array.from({ length: n }, (_, i): unknown => value[i]);
}

function run(
  w: Wire,
  op: Operator,
  overload: Overload,
  self: Tensor | undefined,
  args: readonly unknown[],
  given: number,
  options: Options | undefined,
  resized?: readonly Geometry[],
): unknown {
  let result: number | true | undefined;
  try {
    result = w.call();
  } catch (error) {
    if (resized !== undefined) restore(resized, invoke);
    if (!isOutOfMemory(error)) rethrow(error, op.label, namedArguments(overload, self, args, given, options));
    collectGarbage();
    const { uses } = w;
    if (!write(w, overload, self, args, given, options) || w.uses !== uses) {
      rethrow(error, op.label, namedArguments(overload, self, args, given, options));
    }
    try {
      result = w.call();
    } catch (again) {
      if (isOutOfMemory(again)) (again as NativeFailure).retried = true;
      if (resized !== undefined) restore(resized, invoke);
      rethrow(again, op.label, namedArguments(overload, self, args, given, options));
    }
  }
  if (typeof result === "number") return result === 0 ? null : wrap(result, overload.name);
  if (result === true) refresh(w);
  return readResults(w, overload, self, args, given, options);
}

/** The arguments by the schema's names, for an error. */
function namedArguments(
  overload: Overload,
  self: Tensor | undefined,
  args: readonly unknown[],
  given: number,
  options: Options | undefined,
): Options {
  const all = self === undefined ? args.slice(0, given) : [self, ...args.slice(0, given)];
  const named: Options = {};
  for (const [i, value] of all.entries()) named[(overload.args[i] as ArgumentSpec).name] = value;
  return { ...named, ...options };
}

// ---- arguments ---------------------------------------------------------------------------------------------

let position = 0;

/** Writes the arguments; false when they do not fit this overload. */
function write(
  w: Wire,
  overload: Overload,
  self: Tensor | undefined,
  args: readonly unknown[],
  given: number,
  options: Options | undefined,
): boolean {
  const first = self === undefined ? 0 : 1;
  if (first + given > overload.positional) return false;
  const specs = overload.args;
  w.buffer[0] = overload.plan;
  position = 2;
  if (self !== undefined) {
    if ((specs[0] as ArgumentSpec).kind !== KIND.tensor) return false;
    writeTensor(w, self, overload);
  }
  for (let i = 0; i < given; i++) {
    const value = args[i];
    const spec = specs[first + i] as ArgumentSpec;
    if (value === undefined) {
      if (!spec.hasDefault) return false;
      w.buffer[position++] = TAG_DEFAULT;
    } else if (!writeValue(w, spec, value, overload)) {
      return false;
    }
  }
  let last = first + given;
  if (options !== undefined) {
    let names = 0;
    for (const name in options) if (options[name] !== undefined) names++;
    for (let i = last; i < specs.length && names > 0; i++) {
      const spec = specs[i] as ArgumentSpec;
      const value = options[spec.name];
      if (value === undefined) {
        if (!spec.hasDefault) return false;
        w.buffer[position++] = TAG_DEFAULT;
      } else {
        if (!writeValue(w, spec, value, overload)) return false;
        names--;
      }
      last = i + 1;
    }
    if (names > 0) return false;
  }
  for (let i = last; i < specs.length; i++) if (!(specs[i] as ArgumentSpec).hasDefault) return false;
  w.buffer[1] = last;
  return true;
}

function writeTensor(w: Wire, tensor: Tensor, overload: Overload): void {
  const handle = tensor._handle;
  if (handle === 0) tensor._require(overload.name);
  w.buffer[position++] = TAG_NUMBER;
  w.buffer[position++] = handle;
}

function writeValue(w: Wire, spec: ArgumentSpec, value: unknown, overload: Overload): boolean {
  const { kind } = spec;
  if (kind === KIND.tensor) {
    if (value instanceof Tensor) {
      writeTensor(w, value, overload);
      return true;
    }
    return value === null && spec.optional && writeTag(w, TAG_NONE);
  }
  if (value === null) return spec.optional && writeTag(w, TAG_NONE);
  switch (kind) {
    case KIND.int:
      return writeInt(w, value);
    case KIND.float:
      return typeof value === "number" && writePair(w, TAG_FLOAT, value);
    case KIND.bool:
      return typeof value === "boolean" && writePair(w, TAG_BOOL, value ? 1 : 0);
    case KIND.scalar:
    case KIND.complex:
      return writeScalar(w, value);
    case KIND.string:
      return typeof value === "string" && writeText(w, value);
    case KIND.dtype:
      return isDType(value) && writePair(w, TAG_NUMBER, dtypeCode(value));
    case KIND.device:
      return writeDevice(w, value);
    case KIND.layout:
      return typeof value === "string" && writePair(w, TAG_NUMBER, layoutCode(value));
    case KIND.memoryFormat:
      return typeof value === "string" && writePair(w, TAG_NUMBER, memoryFormatCode(value));
    case KIND.generator:
      return value instanceof Generator && writePair(w, TAG_NUMBER, value._id);
    default:
      return writeList(w, spec, value, overload);
  }
}

function writeTag(w: Wire, tag: number): boolean {
  w.buffer[position++] = tag;
  return true;
}

function writePair(w: Wire, tag: number, cell: number): boolean {
  w.buffer[position++] = tag;
  w.buffer[position++] = cell;
  return true;
}

function writeInt(w: Wire, value: unknown): boolean {
  if (typeof value === "number") return Number.isSafeInteger(value) && writePair(w, TAG_NUMBER, value);
  if (typeof value !== "bigint" || BigInt.asIntN(64, value) !== value) return false;
  w.buffer[position++] = TAG_INT64;
  w.bits[position++] = value;
  return true;
}

// JavaScript has one kind of number: a whole one is an integer to libtorch, so that int64 + 1 stays int64, and
// -0 stays floating because integers have none.
function writeScalar(w: Wire, value: unknown): boolean {
  if (typeof value === "number") {
    const whole = Number.isSafeInteger(value) && !Object.is(value, -0);
    return writePair(w, whole ? TAG_NUMBER : TAG_FLOAT, value);
  }
  if (typeof value === "boolean") return writePair(w, TAG_BOOL, value ? 1 : 0);
  if (typeof value === "bigint") return writeInt(w, value);
  if (value instanceof Complex) {
    w.buffer[position++] = TAG_COMPLEX;
    w.buffer[position++] = value.re;
    w.buffer[position++] = value.im;
    return true;
  }
  return false;
}

const encoder = new TextEncoder();

function writeText(w: Wire, text: string): boolean {
  const bytes = encoder.encode(text); // half a surrogate pair becomes U+FFFD
  ensure(w, position + bytes.length + 64);
  w.buffer[position++] = TAG_STRING;
  w.buffer[position++] = bytes.length;
  w.buffer.set(bytes, position);
  position += bytes.length;
  return true;
}

function writeDevice(w: Wire, value: unknown): boolean {
  if (!isDeviceChoice(value)) return false;
  const code = deviceCode(value);
  w.buffer[position++] = TAG_DEVICE;
  w.buffer[position++] = code.type;
  w.buffer[position++] = code.index;
  return true;
}

function writeList(w: Wire, spec: ArgumentSpec, value: unknown, overload: Overload): boolean {
  const { kind } = spec;
  if (kind === KIND.intList && typeof value === "number") {
    if (!Number.isSafeInteger(value)) return false;
    const n = spec.size > 0 ? spec.size : 1;
    w.buffer[position++] = TAG_LIST;
    w.buffer[position++] = n;
    for (let i = 0; i < n; i++) w.buffer[position++] = value;
    return true;
  }
  if (!Array.isArray(value)) return false;
  const n = value.length;
  if (!Number.isSafeInteger(n) || (n > 0 && value[n - 1] === undefined)) return false; // it may claim any length
  if (n > MOST_DIMENSIONS && PER_DIMENSION.has(spec.name)) refuseDimensions(spec, n, overload);
  ensure(w, position + 3 * n + 64);
  const { buffer } = w;
  const start = position;
  buffer[position++] = TAG_LIST;
  buffer[position++] = n;
  switch (kind) {
    case KIND.tensorList:
    case KIND.optionalTensorList:
      for (let i = 0; i < n; i++) {
        const item: unknown = value[i];
        if (item instanceof Tensor) {
          buffer[position++] = item._handle === 0 ? item._require(overload.name) : item._handle;
        } else if (item === null && kind === KIND.optionalTensorList) {
          buffer[position++] = 0;
        } else {
          return false;
        }
      }
      return true;
    case KIND.intList:
      for (let i = 0; i < n; i++) {
        const item: unknown = value[i];
        if (typeof item === "number" && Number.isSafeInteger(item)) buffer[position++] = item;
        else if (typeof item === "bigint") return writeBigList(w, value, start);
        else return false;
      }
      return true;
    case KIND.floatList:
      for (let i = 0; i < n; i++) {
        const item: unknown = value[i];
        if (typeof item !== "number") return false;
        buffer[position++] = item;
      }
      return true;
    case KIND.boolList:
      for (let i = 0; i < n; i++) {
        const item: unknown = value[i];
        if (typeof item !== "boolean") return false;
        buffer[position++] = item ? 1 : 0;
      }
      return true;
    case KIND.scalarList:
    case KIND.complexList:
      for (let i = 0; i < n; i++) if (!writeScalar(w, value[i])) return false;
      return true;
    case KIND.stringList:
      for (let i = 0; i < n; i++) {
        const item: unknown = value[i];
        if (typeof item !== "string" || !writeText(w, item)) return false;
      }
      return true;
    default:
      return false;
  }
}

// libtorch sets no bound, and takes time by the square of the dimensions: minutes of one core for 100,000. It computes
// with 64 at most.
const MOST_DIMENSIONS = 2 ** 12;

// Names of lists with an element (of `pad` two) for each dimension, as the schemas have them.
const PER_DIMENSION: ReadonlySet<string> = new Set(
  (
    "size sizes shape s dim dims selfSize selfSizes otherSize inputSize inputSizes inputShape outputSize biasSizes blocksize " +
    "normalizedShape stride padding pad dilation kernelSize outputPadding repeats shifts source destination dimsSelf " +
    "dimsOther contractionDim sumdim expand1 expand2 expand3 physicalLayout"
  ).split(" "),
);

function refuseDimensions({ name }: ArgumentSpec, n: number, overload: Overload): never {
  const { label: operation } = operator(overload.name);
  throw new ArgumentError(
    `${operation}: ${name} has ${n} elements, one for each dimension; a tensor has at most ${MOST_DIMENSIONS} dimensions here`,
    { operation },
  );
}

function writeBigList(w: Wire, values: readonly unknown[], start: number): boolean {
  position = start;
  w.buffer[position++] = TAG_INT64_LIST;
  w.buffer[position++] = values.length;
  for (const value of values) {
    if (typeof value === "number" ? !Number.isSafeInteger(value) : typeof value !== "bigint") return false;
    const bits = BigInt(value as number | bigint);
    if (BigInt.asIntN(64, bits) !== bits) return false;
    w.bits[position++] = bits;
  }
  return true;
}

// ---- results -----------------------------------------------------------------------------------------------

function readResults(
  w: Wire,
  overload: Overload,
  self: Tensor | undefined,
  args: readonly unknown[],
  given: number,
  options: Options | undefined,
): unknown {
  const { returns } = overload;
  const count = returns.length;
  if (count === 0) return undefined;
  position = 0;
  if (count === 1) return readResult(w, overload, 0, self, args, given, options);
  if (!overload.named) {
    const list: unknown[] = [];
    for (let i = 0; i < count; i++) list.push(readResult(w, overload, i, self, args, given, options));
    return list;
  }
  const named: Record<string, unknown> = {};
  for (let i = 0; i < count; i++) {
    named[(returns[i] as ResultSpec).name] = readResult(w, overload, i, self, args, given, options);
  }
  return named;
}

/** One result: the argument it is, or what the buffer holds next. */
function readResult(
  w: Wire,
  overload: Overload,
  index: number,
  self: Tensor | undefined,
  args: readonly unknown[],
  given: number,
  options: Options | undefined,
): unknown {
  const { alias, kind } = overload.returns[index] as ResultSpec;
  if (alias < 0) {
    const value = readValue(w, overload.name);
    return kind === KIND.dtype && typeof value === "number" ? dtypeName(value) : value;
  }
  if (self !== undefined && alias === 0) return self;
  const place = self === undefined ? alias : alias - 1;
  return place < given ? args[place] : options?.[(overload.args[alias] as ArgumentSpec).name];
}

function readValue(w: Wire, origin: string): unknown {
  const { buffer } = w;
  const tag = buffer[position++];
  switch (tag) {
    case TAG_TENSOR: {
      const handle = buffer[position++] as number;
      return handle === 0 ? null : wrap(handle, origin);
    }
    case TAG_NUMBER:
    case TAG_FLOAT:
      return buffer[position++];
    case TAG_INT64:
      return w.bits[position++];
    case TAG_BOOL:
      return buffer[position++] !== 0;
    case TAG_COMPLEX: {
      const re = buffer[position++] as number;
      return new Complex(re, buffer[position++] as number);
    }
    case TAG_STRING: {
      const n = buffer[position++] as number;
      const bytes = Uint8Array.from(buffer.subarray(position, position + n));
      position += n;
      return new TextDecoder().decode(bytes);
    }
    case TAG_LIST: {
      const n = buffer[position++] as number;
      const list: unknown[] = [];
      for (let i = 0; i < n; i++) list.push(readValue(w, origin));
      return list;
    }
    default:
      return null;
  }
}
