/** numpy's dtypes, numbers, texts and arrays as pickles hold them. */
import { clip } from "./clip.ts";
import { DTYPE_BY_NPY, type FileDType } from "./dtypes.ts";
import type { GlobalContext } from "./pickle-globals.ts";
import { asBytes, asText } from "./pickle-text.ts";
import { NumpyArray, NumpyDType, PickledComplex, type PickledObject } from "./pickle-values.ts";
import { contiguousStride, numelOf, stridedProblem } from "./strided.ts";

/** Longest text of numpy's that is read, in bytes. */
const MAX_TEXT_BYTES = 1 << 20;

/** `numpy.dtype(name)`. */
export function makeNumpyDType(args: readonly unknown[], context: GlobalContext): NumpyDType {
  const text = asText(args[0]);
  if (text === null) context.fail("a numpy dtype has no name. The file is corrupt.");
  const dtype = new NumpyDType(text.replace(/^[<>=|]/, ""));
  dtype.bigEndian = text.startsWith(">");
  return dtype;
}

function elementOf(dtype: NumpyDType, context: GlobalContext): FileDType {
  const element = DTYPE_BY_NPY.get(dtype.descr);
  return (
    element ?? context.fail(`a numpy value of dtype ${clip(dtype.descr, 40)}, which has no tensor dtype.`)
  );
}

/** `scalar(dtype, bytes)`: a number, a truth value or a text. */
export function numpyScalar(args: readonly unknown[], context: GlobalContext): unknown {
  const [dtype, source] = args;
  if (!(dtype instanceof NumpyDType)) context.fail("a numpy number has no dtype. The file is corrupt.");
  const bytes = asBytes(source);
  if (/^[US]\d+$/.test(dtype.descr) && bytes !== null) return readText(dtype, bytes, context);
  if (!DTYPE_BY_NPY.has(dtype.descr))
    return context.notRead(
      `a numpy value of dtype ${clip(dtype.descr, 40)}`,
      `numpy.${clip(dtype.descr, 40)}`,
      args,
    );
  const element = elementOf(dtype, context);
  if (bytes === null || bytes.length !== element.size) context.fail("a numpy number has the wrong length.");
  return readNumber(element, bytes, !dtype.bigEndian, context);
}

/** A numpy text: UTF-32 for `U`, bytes for `S`, filled up with zeros. */
function readText(dtype: NumpyDType, bytes: Uint8Array, context: GlobalContext): string {
  context.budget.spend(bytes.length);
  if (bytes.length > MAX_TEXT_BYTES) context.fail(`a numpy text of ${bytes.length} bytes.`);
  if (dtype.descr.startsWith("S")) return withoutZeros(Buffer.from(bytes).toString("latin1"));
  if (bytes.length % 4 !== 0) context.fail("a numpy text has the wrong length.");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let text = "";
  for (let at = 0; at < bytes.length; at += 4) {
    const code = view.getUint32(at, !dtype.bigEndian);
    if (code > 0x10ffff) context.fail("a numpy text has a character that there is not.");
    text += String.fromCodePoint(code);
  }
  return withoutZeros(text);
}

function withoutZeros(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 0) end--;
  return text.slice(0, end);
}

function readNumber(element: FileDType, bytes: Uint8Array, little: boolean, context: GlobalContext): unknown {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = (value: bigint) => (Number.isSafeInteger(Number(value)) ? Number(value) : value);
  switch (element.name) {
    case "float64":
      return view.getFloat64(0, little);
    case "float32":
      return view.getFloat32(0, little);
    case "int64":
      return whole(view.getBigInt64(0, little));
    case "uint64":
      return whole(view.getBigUint64(0, little));
    case "int32":
      return view.getInt32(0, little);
    case "uint32":
      return view.getUint32(0, little);
    case "int16":
      return view.getInt16(0, little);
    case "uint16":
      return view.getUint16(0, little);
    case "int8":
      return view.getInt8(0);
    case "uint8":
      return view.getUint8(0);
    case "bool":
      return view.getUint8(0) !== 0;
    case "complex64":
      return new PickledComplex(view.getFloat32(0, little), view.getFloat32(4, little));
    case "complex128":
      return new PickledComplex(view.getFloat64(0, little), view.getFloat64(8, little));
    case "float16": {
      const bits = view.getUint16(0, little);
      const exponent = (bits >> 10) & 31;
      const fraction = bits & 1023;
      const sign = bits & 0x8000 ? -1 : 1;
      if (exponent === 31) return fraction ? Number.NaN : sign * Infinity;
      return sign * (exponent ? (1 + fraction / 1024) * 2 ** (exponent - 15) : (fraction / 1024) * 2 ** -14);
    }
    default:
      return context.fail(`a numpy number of dtype ${element.name} is not read.`);
  }
}

/** Gives an array its values. */
export function fillNumpyArray(
  array: NumpyArray,
  parts: { shape: unknown; dtype: unknown; fortran: boolean; bytes: unknown },
  context: GlobalContext,
): NumpyArray | PickledObject {
  const { shape, dtype, fortran, bytes } = parts;
  const data = asBytes(bytes);
  if (!(dtype instanceof NumpyDType)) context.fail("a numpy array has no dtype. The file is corrupt.");
  if (data === null || !DTYPE_BY_NPY.has(dtype.descr))
    return context.notRead(`a numpy array of dtype ${clip(dtype.descr, 40)}`, "numpy.ndarray", [bytes]);
  context.budget.spend(data.length);
  const element = elementOf(dtype, context);
  const sizes = context.integers(shape, "a numpy array's shape");
  const view = { shape: sizes, stride: contiguousStride(sizes), offset: 0, elementSize: element.size };
  const problem = stridedProblem(view, data.length);
  if (problem !== null || numelOf(sizes) * element.size !== data.length) {
    context.fail(`a numpy array of shape [${sizes}] and dtype ${element.name} has ${data.length} bytes.`);
  }
  if (dtype.bigEndian && element.unit > 1) context.fail("a big-endian numpy array is not read.");
  array.dtype = element;
  array.shape = sizes;
  array.fortran = fortran;
  array.bytes = data;
  return array;
}

/** `numpy._core.numeric._frombuffer(bytes, dtype, shape, order)`: protocol 5. */
export function numpyFromBuffer(
  args: readonly unknown[],
  context: GlobalContext,
): NumpyArray | PickledObject {
  const [bytes, dtype, shape, order] = args;
  return fillNumpyArray(new NumpyArray(), { shape, dtype, fortran: order === "F", bytes }, context);
}
