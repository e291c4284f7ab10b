/**
 * The allow list: every name a pickle may use, and what it builds here.
 *
 * It follows what `torch.load(weights_only=True)` accepts. A name that is not on it is an error that says the
 * name; nothing is imported, looked up or called outside this file.
 */
import { FileFormatError } from "../native/errors.ts";
import { DTYPE_BY_NAME, DTYPE_BY_NPY, DTYPE_BY_STORAGE, type FileDType } from "./dtypes.ts";
import { asBytes, asText, type PickleHost } from "./pickle-machine.ts";
import {
  NumpyArray,
  NumpyDType,
  PickledComplex,
  PickledDict,
  PickledDType,
  PickledSet,
  PickledStorage,
  PickledTensor,
  PickledText,
  PickledTuple,
  StorageClass,
  type StorageRef,
} from "./pickle-values.ts";
import { contiguousStride, numelOf, stridedProblem } from "./strided.ts";

/** A name on the allow list that may be called. */
class Callable {
  readonly name: string;
  readonly call: (args: readonly unknown[], context: GlobalContext) => unknown;
  constructor(name: string, call: (args: readonly unknown[], context: GlobalContext) => unknown) {
    this.name = name;
    this.call = call;
  }
}

/** Raises errors about the file being read. */
class GlobalContext {
  readonly file: string;
  constructor(file: string) {
    this.file = file;
  }

  fail(message: string, code?: string): never {
    throw new FileFormatError(`${this.file}: ${message}`, { file: this.file, operation: "load", code });
  }

  integer(value: unknown, what: string): number {
    if (!Number.isSafeInteger(value)) this.fail(`${what} is not an integer. The file is corrupt.`);
    return value as number; // checked on the line above
  }

  integers(value: unknown, what: string): number[] {
    const items = value instanceof PickledTuple ? value.items : value;
    if (!Array.isArray(items)) this.fail(`${what} is not a tuple of integers. The file is corrupt.`);
    return items.map((item) => this.integer(item, what));
  }
}

// ---- tensors

function rebuildTensor(args: readonly unknown[], context: GlobalContext, dtype?: FileDType): PickledTensor {
  const [storage, rawOffset, rawShape, rawStride, requiresGrad] = args;
  if (!(storage instanceof PickledStorage)) context.fail("a tensor has no storage. The file is corrupt.");
  const element = dtype ?? storage.ref.dtype;
  if (element === null) context.fail("a tensor's storage has no dtype. The file is corrupt.");

  const offset = context.integer(rawOffset, "a tensor's storage offset");
  const shape = context.integers(rawShape, "a tensor's shape");
  const stride = context.integers(rawStride, "a tensor's stride");
  const view = { shape, stride, offset, elementSize: element.size };
  const problem = stridedProblem(view, storage.ref.viewBytes);
  if (problem !== null)
    context.fail(`a ${element.name} tensor does not fit: ${problem}. The file is corrupt.`);

  return new PickledTensor({
    storage: storage.ref,
    dtype: element,
    shape,
    stride,
    offset,
    requiresGrad: requiresGrad === true,
    ...conjugation(dtype === undefined ? args[6] : args[7]),
  });
}

function conjugation(metadata: unknown): { conjugate: boolean; negative: boolean } {
  const entries = metadata instanceof PickledDict ? metadata.entries : undefined;
  return { conjugate: entries?.get("conj") === true, negative: entries?.get("neg") === true };
}

function rebuildTensorV3(args: readonly unknown[], context: GlobalContext): PickledTensor {
  const dtype = args[6];
  if (!(dtype instanceof PickledDType)) context.fail("a tensor's dtype is missing. The file is corrupt.");
  return rebuildTensor(args, context, dtype.dtype);
}

function rebuildParameter(args: readonly unknown[], context: GlobalContext): PickledTensor {
  const [tensor, requiresGrad] = args;
  if (!(tensor instanceof PickledTensor)) context.fail("a parameter has no tensor. The file is corrupt.");
  return tensor.withGrad(requiresGrad !== false);
}

/** Tensors with extra attributes, and subclasses: only plain tensors and parameters, attributes dropped. */
function rebuildFromType(args: readonly unknown[], context: GlobalContext): unknown {
  const [rebuild, type, rebuildArgs] = args;
  const plain = type instanceof Callable && (type === TENSOR || type === PARAMETER);
  if (!plain || !(rebuild instanceof Callable) || !(rebuildArgs instanceof PickledTuple)) {
    context.fail("a tensor of an unknown subclass. Save it as a plain tensor in Python first.");
  }
  return rebuild.call(rebuildArgs.items, context);
}

const TENSOR = new Callable("torch.Tensor", (_, context) =>
  context.fail("a tensor in the form of PyTorch before 0.4. Load and save it again in Python."),
);
const PARAMETER = new Callable("torch.nn.parameter.Parameter", rebuildParameter);

const refuse = (name: string, what: string): Callable =>
  new Callable(name, (_, context) =>
    context.fail(
      `it holds ${what} (${name}), which torchts does not read. Convert it to plain dense tensors in Python, then save it again.`,
      "ERR_TORCHTS_FILE_UNSUPPORTED",
    ),
  );

// ---- plain values

function makeSet(args: readonly unknown[], context: GlobalContext): PickledSet {
  const set = new PickledSet();
  const items = args[0] instanceof PickledTuple ? args[0].items : (args[0] ?? []);
  if (!Array.isArray(items)) context.fail("a set is not made from a list. The file is corrupt.");
  for (const item of items) set.items.add(item);
  return set;
}

function makeDict(kind: PickledDict["kind"], source: unknown, context: GlobalContext): PickledDict {
  const dict = new PickledDict(kind);
  if (source instanceof PickledDict) {
    for (const [key, value] of source.entries) dict.entries.set(key, value);
  } else if (source !== undefined) {
    const pairs = source instanceof PickledTuple ? source.items : source;
    if (!Array.isArray(pairs)) context.fail("a dictionary is not made from pairs. The file is corrupt.");
    for (const pair of pairs) {
      const [key, value] = pair instanceof PickledTuple ? pair.items : Array.isArray(pair) ? pair : [];
      dict.entries.set(key, value);
    }
  }
  return dict;
}

/** `_codecs.encode(text, "latin1")`: how protocol 2 writes bytes. */
function encode(args: readonly unknown[], context: GlobalContext): Uint8Array {
  const [text, encoding = "utf-8"] = args;
  if (typeof text !== "string") context.fail("_codecs.encode is given no text. The file is corrupt.");
  if (encoding === "latin1" || encoding === "latin-1") return new Uint8Array(Buffer.from(text, "latin1"));
  if (encoding === "utf-8" || encoding === "utf8") return new Uint8Array(Buffer.from(text, "utf8"));
  return context.fail(`_codecs.encode with the encoding ${String(encoding)}. The file is corrupt.`);
}

function makeBytes(args: readonly unknown[], context: GlobalContext): Uint8Array {
  const [source, encoding] = args;
  if (source === undefined) return new Uint8Array(0);
  if (typeof source === "string" && encoding !== undefined) return encode(args, context);
  if (Array.isArray(source)) return Uint8Array.from(context.integers(source, "a byte"));
  const bytes = asBytes(source);
  return bytes ?? context.fail("bytes are made from something else. The file is corrupt.");
}

function makeComplex(args: readonly unknown[], context: GlobalContext): PickledComplex {
  const [real = 0, imag = 0] = args;
  if (typeof real !== "number" || typeof imag !== "number")
    context.fail("a complex number is not made of numbers.");
  return new PickledComplex(real, imag);
}

function makeDevice(args: readonly unknown[], context: GlobalContext): PickledText {
  const kind = asText(args[0]);
  if (kind === null) context.fail("a torch.device has no type. The file is corrupt.");
  return new PickledText(args[1] === undefined || args[1] === null ? kind : `${kind}:${String(args[1])}`);
}

// ---- numpy

function makeNumpyDType(args: readonly unknown[], context: GlobalContext): NumpyDType {
  const text = asText(args[0]);
  if (text === null) context.fail("a numpy dtype has no name. The file is corrupt.");
  const dtype = new NumpyDType(text.replace(/^[<>=|]/, ""));
  dtype.bigEndian = text.startsWith(">");
  return dtype;
}

function elementOf(dtype: NumpyDType, context: GlobalContext): FileDType {
  const element = DTYPE_BY_NPY.get(dtype.descr);
  return element ?? context.fail(`a numpy value of dtype ${dtype.descr}, which has no tensor dtype.`);
}

function numpyScalar(args: readonly unknown[], context: GlobalContext): unknown {
  const [dtype, source] = args;
  if (!(dtype instanceof NumpyDType)) context.fail("a numpy number has no dtype. The file is corrupt.");
  const element = elementOf(dtype, context);
  const bytes = asBytes(source);
  if (bytes === null || bytes.length !== element.size) context.fail("a numpy number has the wrong length.");
  return readNumber(element, bytes, !dtype.bigEndian, context);
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

function fillNumpyArray(
  array: NumpyArray,
  parts: { shape: unknown; dtype: unknown; fortran: boolean; bytes: unknown },
  context: GlobalContext,
): NumpyArray {
  const { shape, dtype, fortran, bytes } = parts;
  const data = asBytes(bytes);
  if (!(dtype instanceof NumpyDType) || data === null) context.fail("a numpy array of objects is not read.");
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
function numpyFromBuffer(args: readonly unknown[], context: GlobalContext): NumpyArray {
  const [bytes, dtype, shape, order] = args;
  return fillNumpyArray(new NumpyArray(), { shape, dtype, fortran: order === "F", bytes }, context);
}

// ---- the list itself

function allowList(): ReadonlyMap<string, unknown> {
  const list = new Map<string, unknown>();
  const callable = (name: string, call: Callable["call"]) => list.set(name, new Callable(name, call));

  callable("collections.OrderedDict", (args, context) => makeDict("OrderedDict", args[0], context));
  callable("collections.Counter", (args, context) => makeDict("Counter", args[0], context));
  callable("collections.defaultdict", (args, context) => makeDict("defaultdict", args[1], context));
  callable("builtins.dict", (args, context) => makeDict("dict", args[0], context));
  callable("builtins.list", (args) => [...(args[0] instanceof PickledTuple ? args[0].items : [])]);
  callable("builtins.set", makeSet);
  callable("builtins.frozenset", makeSet);
  callable("builtins.complex", makeComplex);
  callable("builtins.bytes", makeBytes);
  callable("builtins.bytearray", makeBytes);
  // factories of a defaultdict; here they are never called by anything but the file itself
  callable("builtins.int", (args) => args[0] ?? 0);
  callable("builtins.float", (args) => args[0] ?? 0);
  callable("_codecs.encode", encode);

  list.set("torch.Tensor", TENSOR);
  list.set("torch.nn.parameter.Parameter", PARAMETER);
  callable("torch.Size", (args, context) => context.integers(args[0] ?? [], "a torch.Size"));
  callable("torch.device", makeDevice);
  callable("torch.serialization._get_layout", (args) => new PickledText(asText(args[0]) ?? ""));
  callable("torch._utils._rebuild_tensor", (args, context) => rebuildTensor(args.slice(0, 4), context));
  callable("torch._utils._rebuild_tensor_v2", (args, context) => rebuildTensor(args, context));
  callable("torch._utils._rebuild_tensor_v3", rebuildTensorV3);
  callable("torch._utils._rebuild_parameter", rebuildParameter);
  callable("torch._utils._rebuild_parameter_with_state", rebuildParameter);
  callable("torch._tensor._rebuild_from_type_v2", rebuildFromType);
  for (const [name, what] of [
    ["_rebuild_qtensor", "a quantized tensor"],
    ["_rebuild_sparse_tensor", "a sparse tensor"],
    ["_rebuild_nested_tensor", "a nested tensor"],
    ["_rebuild_meta_tensor_no_storage", "a meta tensor without values"],
    ["_rebuild_wrapper_subclass", "a tensor subclass"],
    ["_rebuild_device_tensor_from_numpy", "a tensor of a device outside PyTorch's core"],
    ["_rebuild_device_tensor_from_cpu_tensor", "a tensor of a device outside PyTorch's core"],
    ["_rebuild_xla_tensor", "an XLA tensor"],
  ] as const) {
    list.set(`torch._utils.${name}`, refuse(`torch._utils.${name}`, what));
  }

  for (const [name, dtype] of DTYPE_BY_NAME) list.set(`torch.${name}`, new PickledDType(dtype));
  for (const [name, dtype] of DTYPE_BY_STORAGE) {
    const storage = new StorageClass(name, dtype);
    list.set(`torch.${name}`, storage);
    list.set(`torch.cuda.${name}`, storage);
  }
  for (const name of ["UntypedStorage", "TypedStorage"]) {
    const storage = new StorageClass(name, null);
    list.set(`torch.${name}`, storage);
    list.set(`torch.storage.${name}`, storage);
  }
  for (const name of [
    "QInt8Storage",
    "QInt32Storage",
    "QUInt8Storage",
    "QUInt4x2Storage",
    "QUInt2x4Storage",
  ]) {
    list.set(`torch.${name}`, refuse(`torch.${name}`, "a quantized storage"));
  }
  for (const name of [
    "per_tensor_affine",
    "per_tensor_symmetric",
    "per_channel_affine",
    "per_channel_symmetric",
  ]) {
    list.set(`torch.${name}`, new PickledText(name));
  }

  for (const core of ["numpy.core", "numpy._core"]) {
    callable(`${core}.multiarray.scalar`, numpyScalar);
    callable(`${core}.multiarray._reconstruct`, () => new NumpyArray());
    callable(`${core}.numeric._frombuffer`, numpyFromBuffer);
  }
  callable("numpy.dtype", makeNumpyDType);
  callable("numpy.ndarray", () => new NumpyArray());
  return list;
}

const ALLOWED = allowList();
/** Python 2's names of the modules above. */
const PYTHON2_MODULES: Readonly<Record<string, string>> = { __builtin__: "builtins", copy_reg: "copyreg" };

/** A pickle host that builds only what the allow list names; the container supplies the storages. */
export function allowListHost(file: string, loadStorage: (id: readonly unknown[]) => StorageRef): PickleHost {
  const context = new GlobalContext(file);
  return {
    file,
    findGlobal(module, name) {
      const path = `${Object.hasOwn(PYTHON2_MODULES, module) ? PYTHON2_MODULES[module] : module}.${name}`;
      const found = ALLOWED.get(path);
      if (found !== undefined) return found;
      return context.fail(
        `refused: its pickle asks for ${JSON.stringify(path.slice(0, 200))}, which is not on the list of names that hold tensors and plain values, so nothing of it was run or built. If you trust the file, load it in Python and save only its state dict: torch.save(model.state_dict(), path).`,
        "ERR_TORCHTS_UNSAFE_PICKLE",
      );
    },
    reduce(callable, args) {
      if (callable instanceof Callable) return callable.call(args, context);
      return context.fail("its pickle calls something that is not callable. The file is corrupt or unsafe.");
    },
    build(object, state) {
      if (object instanceof NumpyDType) {
        const order = state instanceof PickledTuple ? asText(state.items[1]) : null;
        object.bigEndian = order === ">";
        return object;
      }
      if (object instanceof NumpyArray && state instanceof PickledTuple) {
        const [, shape, dtype, fortran, bytes] = state.items;
        return fillNumpyArray(object, { shape, dtype, fortran: fortran === true, bytes }, context);
      }
      // attributes of dictionaries (a state dict's _metadata) and of parameters are not values: left out
      if (object instanceof PickledDict || object instanceof PickledTensor) return object;
      return context.fail(
        "its pickle sets the state of an object that has none. The file is corrupt or unsafe.",
      );
    },
    persistentLoad(id) {
      if (!(id instanceof PickledTuple) || asText(id.items[0]) !== "storage") {
        return context.fail("a persistent id names no storage. The file is corrupt or unsafe.");
      }
      return new PickledStorage(loadStorage(id.items.slice(1)));
    },
  };
}
