/**
 * Data types: their names, libtorch's codes for them, their widths and the typed arrays that hold them.
 */

import { describe, signature } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";

/** Name of an element type, as in PyTorch without `torch.`. */
export type DType =
  | "uint8"
  | "int8"
  | "int16"
  | "int32"
  | "int64"
  | "float16"
  | "float32"
  | "float64"
  | "complex32"
  | "complex64"
  | "complex128"
  | "bool"
  | "qint8"
  | "quint8"
  | "qint32"
  | "bfloat16"
  | "float8_e5m2"
  | "float8_e4m3fn"
  | "float8_e5m2fnuz"
  | "float8_e4m3fnuz"
  | "uint16"
  | "uint32"
  | "uint64";

/** A typed array that can hold tensor elements. */
export type TypedArray =
  | Float32Array
  | Float64Array
  | Int8Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Uint8Array
  | Uint8ClampedArray
  | Uint16Array
  | Uint32Array
  | BigUint64Array;

interface DTypeFacts {
  /** c10::ScalarType. */
  code: number;
  /** Bytes per element. */
  bytes: number;
  floating: boolean;
}

const FACTS: Record<DType, DTypeFacts> = {
  uint8: { code: 0, bytes: 1, floating: false },
  int8: { code: 1, bytes: 1, floating: false },
  int16: { code: 2, bytes: 2, floating: false },
  int32: { code: 3, bytes: 4, floating: false },
  int64: { code: 4, bytes: 8, floating: false },
  float16: { code: 5, bytes: 2, floating: true },
  float32: { code: 6, bytes: 4, floating: true },
  float64: { code: 7, bytes: 8, floating: true },
  complex32: { code: 8, bytes: 4, floating: false },
  complex64: { code: 9, bytes: 8, floating: false },
  complex128: { code: 10, bytes: 16, floating: false },
  bool: { code: 11, bytes: 1, floating: false },
  qint8: { code: 12, bytes: 1, floating: false },
  quint8: { code: 13, bytes: 1, floating: false },
  qint32: { code: 14, bytes: 4, floating: false },
  bfloat16: { code: 15, bytes: 2, floating: true },
  float8_e5m2: { code: 23, bytes: 1, floating: true },
  float8_e4m3fn: { code: 24, bytes: 1, floating: true },
  float8_e5m2fnuz: { code: 25, bytes: 1, floating: true },
  float8_e4m3fnuz: { code: 26, bytes: 1, floating: true },
  uint16: { code: 27, bytes: 2, floating: false },
  uint32: { code: 28, bytes: 4, floating: false },
  uint64: { code: 29, bytes: 8, floating: false },
};

const ALIASES: Record<string, DType> = {
  float: "float32",
  double: "float64",
  half: "float16",
  int: "int32",
  long: "int64",
  short: "int16",
  byte: "uint8",
  char: "int8",
  cfloat: "complex64",
  cdouble: "complex128",
};

const NAMES = new Map<number, DType>();
for (const [name, facts] of Object.entries(FACTS)) NAMES.set(facts.code, name as DType);

/** Every data type name. */
export const dtypes: readonly DType[] = Object.keys(FACTS) as DType[];

const IS_DTYPE = signature("isDType");
const BYTES = signature("dtypeBytes");
const IS_FLOATING = signature("isFloatingPoint");
const IS_COMPLEX = signature("isComplex");

/** Whether the value names a data type. */
export function isDType(value: unknown, ...rest: []): value is DType {
  IS_DTYPE.read(rest);
  return typeof value === "string" && Object.hasOwn(FACTS, value);
}

/** libtorch's code for a data type. @throws ArgumentError for a name that is none. */
export function dtypeCode(name: string): number {
  return factsOf(name).code;
}

function factsOf(name: string): DTypeFacts {
  if (isDType(name)) return FACTS[name];
  throw new ArgumentError(`${describe(name)} is no dtype${dtypeHint(name)}; known: ${dtypes.join(", ")}`);
}

/** @internal `; did you mean "float32"?` for a name that another library has; else empty. */
export function dtypeHint(name: unknown): string {
  const known = typeof name === "string" && Object.hasOwn(ALIASES, name);
  return known ? ` (did you mean "${ALIASES[name]}"?)` : "";
}

/** The name of libtorch's code. @throws ArgumentError for a code torchts does not know. */
export function dtypeName(code: number): DType {
  const name = NAMES.get(code);
  if (name === undefined) throw new ArgumentError(`libtorch's dtype ${code} has no name in torchts`);
  return name;
}

/** Bytes per element. */
export function dtypeBytes(name: DType, ...rest: []): number {
  BYTES.read(rest);
  return factsOf(name).bytes;
}

/** Whether the type is a real floating-point type. */
export function isFloatingPoint(name: DType, ...rest: []): boolean {
  IS_FLOATING.read(rest);
  return factsOf(name).floating;
}

/** Whether the type is complex. */
export function isComplex(name: DType, ...rest: []): boolean {
  IS_COMPLEX.read(rest);
  factsOf(name);
  return name.startsWith("complex");
}

/** The data type whose elements a typed array holds. */
export function dtypeOfTypedArray(array: TypedArray): DType {
  if (array instanceof Float32Array) return "float32";
  if (array instanceof Float64Array) return "float64";
  if (array instanceof Uint8Array || array instanceof Uint8ClampedArray) return "uint8";
  if (array instanceof Int8Array) return "int8";
  if (array instanceof Int16Array) return "int16";
  if (array instanceof Int32Array) return "int32";
  if (array instanceof BigInt64Array) return "int64";
  if (array instanceof Uint16Array) return "uint16";
  if (array instanceof Uint32Array) return "uint32";
  return "uint64";
}

/** Views raw elements as the typed array of their type; bool and 8-bit floats come as bytes. */
export function typedArrayOf(dtype: DType, buffer: ArrayBuffer): TypedArray {
  switch (dtype) {
    case "float32":
    case "complex64":
      return new Float32Array(buffer);
    case "float64":
    case "complex128":
      return new Float64Array(buffer);
    case "int8":
    case "qint8":
      return new Int8Array(buffer);
    case "int16":
      return new Int16Array(buffer);
    case "int32":
    case "qint32":
      return new Int32Array(buffer);
    case "int64":
      return new BigInt64Array(buffer);
    case "uint16":
    case "float16":
    case "bfloat16":
    case "complex32":
      return new Uint16Array(buffer);
    case "uint32":
      return new Uint32Array(buffer);
    case "uint64":
      return new BigUint64Array(buffer);
    default:
      return new Uint8Array(buffer);
  }
}
