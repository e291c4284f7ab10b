/**
 * The allow list: every name a pickle may use, and what it builds here.
 *
 * It follows what `torch.load(weights_only=True)` accepts. A name that is not on it is an error that says the name, or
 * where only tensors are wanted an inert placeholder that bears it; nothing is imported, looked up or called outside
 * this file. Names that only an attack uses are an error everywhere.
 */
import { FileFormatError } from "../native/errors.ts";
import type { Budget } from "./budget.ts";
import { clip } from "./clip.ts";
import { DTYPE_BY_NAME, DTYPE_BY_STORAGE, type FileDType } from "./dtypes.ts";
import { Filling, MAX_ENTRIES, putEach } from "./filling.ts";
import type { PickleHost } from "./pickle-host.ts";
import { fillNumpyArray, makeNumpyDType, numpyFromBuffer, numpyScalar } from "./pickle-numpy.ts";
import { asBytes, asText } from "./pickle-text.ts";
import {
  NumpyArray,
  NumpyDType,
  PickledClass,
  PickledComplex,
  PickledDict,
  PickledDType,
  PickledObject,
  PickledRefusal,
  PickledSet,
  PickledStorage,
  PickledTensor,
  PickledText,
  PickledTuple,
  StorageClass,
  type StorageRef,
} from "./pickle-values.ts";
import { stridedProblem } from "./strided.ts";

/** A name on the allow list that may be called. */
class Callable {
  readonly name: string;
  readonly call: (args: readonly unknown[], context: GlobalContext) => unknown;
  constructor(name: string, call: (args: readonly unknown[], context: GlobalContext) => unknown) {
    this.name = name;
    this.call = call;
  }
}

/** What becomes of names that are not on the list. */
export type UnknownClasses = "refuse" | "placeholder";

/** Longest list of integers: shapes and strides have at most 64, a torch.Size of a file not many more. */
const MAX_INTEGERS = 4096;
/** Estimate of what a tensor's description and the tensor take, in bytes. */
const TENSOR_BYTES = 1000;

/** The file being read: raises its errors and keeps its account. */
export class GlobalContext {
  readonly file: string;
  readonly budget: Budget;
  readonly unknown: UnknownClasses;
  /** A storage that is not read, where the file has one. */
  refused: PickledRefusal | null = null;
  constructor(file: string, budget: Budget, unknown: UnknownClasses) {
    this.file = file;
    this.budget = budget;
    this.unknown = unknown;
  }

  fail(message: string, code?: string): never {
    throw new FileFormatError(`${this.file}: ${message}`, { file: this.file, operation: "load", code });
  }

  /** A value that is not read: an error, or a placeholder where those are wanted. */
  notRead(what: string, name: string, args: readonly unknown[]): PickledObject {
    if (this.unknown === "placeholder") return new PickledObject(name, args);
    return this.fail(`it holds ${what}, which is not read.`, "ERR_TORCHTS_FILE_UNSUPPORTED");
  }

  integer(value: unknown, what: string): number {
    if (!Number.isSafeInteger(value)) this.fail(`${what} is not an integer. The file is corrupt.`);
    return value as number; // checked on the line above
  }

  integers(value: unknown, what: string): number[] {
    const items = value instanceof PickledTuple ? value.items : value;
    if (!Array.isArray(items)) this.fail(`${what} is not a tuple of integers. The file is corrupt.`);
    if (items.length > MAX_INTEGERS)
      this.fail(`${what} has ${items.length} numbers. The file is corrupt or unsafe.`);
    this.budget.spend(16 * items.length);
    return items.map((item) => this.integer(item, what));
  }
}

/** The error for a value that is not read; `where` is its key. */
export function notReadError(file: string, { what }: PickledRefusal, where = ""): FileFormatError {
  return new FileFormatError(
    `${file}: ${where}it holds ${what}, which torchts does not read. Convert it to plain dense tensors in Python, then save it again.`,
    { file, operation: "load", code: "ERR_TORCHTS_FILE_UNSUPPORTED" },
  );
}

// ---- tensors

function rebuildTensor(
  args: readonly unknown[],
  context: GlobalContext,
  dtype?: FileDType,
): PickledTensor | PickledRefusal {
  const [storage, rawOffset, rawShape, rawStride, requiresGrad] = args;
  if (storage instanceof PickledRefusal) return storage;
  context.budget.spend(TENSOR_BYTES);
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

function rebuildTensorV3(args: readonly unknown[], context: GlobalContext): PickledTensor | PickledRefusal {
  const dtype = args[6];
  if (!(dtype instanceof PickledDType)) context.fail("a tensor's dtype is missing. The file is corrupt.");
  return rebuildTensor(args, context, dtype.dtype);
}

function rebuildParameter(args: readonly unknown[], context: GlobalContext): PickledTensor | PickledRefusal {
  const [tensor, requiresGrad] = args;
  if (tensor instanceof PickledRefusal) return tensor;
  if (!(tensor instanceof PickledTensor)) context.fail("a parameter has no tensor. The file is corrupt.");
  return tensor.withGrad(requiresGrad !== false);
}

/** Tensors with extra attributes, and subclasses where only their values are wanted: attributes are dropped. */
function rebuildFromType(args: readonly unknown[], context: GlobalContext): unknown {
  const [rebuild, type, rebuildArgs] = args;
  const plain = type === TENSOR || type === PARAMETER || type instanceof PickledClass;
  if (!plain || !(rebuild instanceof Callable) || !(rebuildArgs instanceof PickledTuple)) {
    context.fail("a tensor of an unknown subclass. Save it as a plain tensor in Python first.");
  }
  return rebuild.call(rebuildArgs.items, context);
}

const TENSOR = new Callable("torch.Tensor", (_, context) =>
  context.fail("a tensor in the form of PyTorch before 0.4. Load and save it again in Python."),
);
const PARAMETER = new Callable("torch.nn.parameter.Parameter", rebuildParameter);

/** Names whose values are not read: an error where such a value is wanted, and no harm elsewhere. */
class Refused extends Callable {
  readonly what: string;
  constructor(name: string, what: string) {
    super(name, () => new PickledRefusal(`${what} (${name})`));
    this.what = `${what} (${name})`;
  }
}

const refuse = (name: string, what: string): Refused => new Refused(name, what);

// ---- plain values

/** Estimate of an entry of a dictionary or set, and of an empty one, in bytes. */
const ENTRY_BYTES = 64;
const TABLE_BYTES = 250;

/** Accounts for a dictionary or set with so many entries. */
function spendEntries(count: number, context: GlobalContext): void {
  if (count > MAX_ENTRIES) context.fail(`more than ${MAX_ENTRIES} entries in one dictionary or set.`);
  context.budget.spend(TABLE_BYTES + ENTRY_BYTES * count);
}

function makeSet(args: readonly unknown[], context: GlobalContext): Filling {
  const set = new PickledSet();
  const items = args[0] instanceof PickledTuple ? args[0].items : (args[0] ?? []);
  if (!Array.isArray(items)) context.fail("a set is not made from a list. The file is corrupt.");
  spendEntries(items.length, context);
  return new Filling(
    set,
    putEach(items as unknown[], (item) => set.items.add(item)),
  );
}

function makeDict(kind: PickledDict["kind"], source: unknown, context: GlobalContext): PickledDict | Filling {
  const dict = new PickledDict(kind);
  if (source === undefined) return dict;
  const from =
    source instanceof PickledDict ? source.entries : source instanceof PickledTuple ? source.items : source;
  if (!Array.isArray(from) && !(from instanceof Map))
    context.fail("a dictionary is not made from pairs. The file is corrupt.");
  spendEntries(Array.isArray(from) ? from.length : from.size, context);
  const put = (pair: unknown): void => {
    const [key, value] = pair instanceof PickledTuple ? pair.items : Array.isArray(pair) ? pair : [];
    if (key === undefined || value === undefined)
      context.fail("a dictionary is made from something that is no pair. The file is corrupt.");
    dict.entries.set(key, value);
  };
  return new Filling(dict, putEach(from as Iterable<unknown>, put));
}

function makeList(args: readonly unknown[], context: GlobalContext): unknown[] {
  const items = args[0] instanceof PickledTuple ? args[0].items : args[0];
  if (!Array.isArray(items)) return [];
  context.budget.spend(8 * items.length);
  return items.slice();
}

/** `_codecs.encode(text, "latin1")`: how protocol 2 writes bytes. */
function encode(args: readonly unknown[], context: GlobalContext): Uint8Array {
  const [text, encoding = "utf-8"] = args;
  if (typeof text !== "string") context.fail("_codecs.encode is given no text. The file is corrupt.");
  context.budget.spend(text.length);
  if (encoding === "latin1" || encoding === "latin-1") return new Uint8Array(Buffer.from(text, "latin1"));
  if (encoding === "utf-8" || encoding === "utf8") return new Uint8Array(Buffer.from(text, "utf8"));
  return context.fail("_codecs.encode with an encoding that is not known. The file is corrupt.");
}

function makeBytes(args: readonly unknown[], context: GlobalContext): Uint8Array {
  const [source, encoding] = args;
  if (source === undefined) return new Uint8Array(0);
  if (typeof source === "string" && encoding !== undefined) return encode(args, context);
  if (Array.isArray(source)) return Uint8Array.from(context.integers(source, "bytes"));
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
  if (args[1] === undefined || args[1] === null) return new PickledText(kind);
  return new PickledText(`${kind}:${context.integer(args[1], "a torch.device's index")}`);
}

// ---- the list itself

function allowList(): ReadonlyMap<string, unknown> {
  const list = new Map<string, unknown>();
  const callable = (name: string, call: Callable["call"]) => list.set(name, new Callable(name, call));

  callable("collections.OrderedDict", (args, context) => makeDict("OrderedDict", args[0], context));
  callable("collections.Counter", (args, context) => makeDict("Counter", args[0], context));
  callable("collections.defaultdict", (args, context) => makeDict("defaultdict", args[1], context));
  callable("builtins.dict", (args, context) => makeDict("dict", args[0], context));
  callable("builtins.list", makeList);
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

/** Modules and functions that no checkpoint needs and attacks use: their names are refused everywhere. */
const ATTACKS =
  /^(os|posix|nt|subprocess|sys|shutil|socket|runpy|importlib|pty|ctypes|code|webbrowser|asyncio|multiprocessing|pickle|_pickle|marshal|timeit|pdb|pip)(\.|$)|^builtins\.(eval|exec|execfile|compile|open|input|breakpoint|__import__|__build_class__|apply)$/;

/** A pickle host that builds only what the allow list names; the container supplies the storages. */
export function allowListHost(
  context: GlobalContext,
  loadStorage: (id: readonly unknown[]) => StorageRef,
): PickleHost {
  const { file, budget } = context;
  const classes = new Map<string, PickledClass>();
  const unknownClass = (name: string): PickledClass => {
    const known = classes.get(name) ?? new PickledClass(name);
    classes.set(name, known);
    return known;
  };
  return {
    file,
    budget,
    findGlobal(module, name) {
      const path = `${Object.hasOwn(PYTHON2_MODULES, module) ? PYTHON2_MODULES[module] : module}.${name}`;
      const found = ALLOWED.get(path);
      if (found !== undefined) return found;
      const shown = JSON.stringify(clip(path, 200));
      if (ATTACKS.test(path)) {
        const text = `refused: its pickle asks for ${shown}, which would run code in Python. Nothing of it was run or built; do not open it in Python either. Weights need no more than torch.save(model.state_dict(), path) writes.`;
        return context.fail(text, "ERR_TORCHTS_UNSAFE_PICKLE");
      }
      if (context.unknown === "placeholder") return unknownClass(clip(path, 1000));
      return context.fail(
        `refused: its pickle asks for ${shown}, which is not on the list of names that hold tensors and plain values, so nothing of it was run or built. io.loadStateDict(path) reads the tensors beside it, io.load(path, { unknown: "placeholder" }) gives objects that only bear the name. If you trust the file, save its state dict alone in Python: torch.save(model.state_dict(), path).`,
        "ERR_TORCHTS_UNSAFE_PICKLE",
      );
    },
    reduce(callable, args, keywords) {
      if (callable instanceof Callable && keywords === undefined) return callable.call(args, context);
      if (callable instanceof PickledClass) {
        // copyreg's helpers make an object of the class they are given
        const [first] = args;
        const isHelper = callable.name.startsWith("copyreg.") && first instanceof PickledClass;
        const name = isHelper ? first.name : callable.name;
        return new PickledObject(name, keywords === undefined ? args : [...args, keywords]);
      }
      if (callable instanceof PickledObject) return new PickledObject(callable.className, args);
      return context.fail("its pickle calls something that is not callable. The file is corrupt or unsafe.");
    },
    build(object, state) {
      if (object instanceof PickledObject) {
        object.state = state;
        return object;
      }
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
      if (
        object instanceof PickledDict ||
        object instanceof PickledTensor ||
        object instanceof PickledRefusal
      )
        return object;
      return context.fail(
        "its pickle sets the state of an object that has none. The file is corrupt or unsafe.",
      );
    },
    extend(object, items, inPairs) {
      if (!(object instanceof PickledObject)) return false;
      if (items.length > MAX_ENTRIES) context.fail(`more than ${MAX_ENTRIES} items in one object.`);
      if (!inPairs) for (const item of items) object.items.push(item);
      else for (let i = 0; i < items.length; i += 2) object.entries.entries.set(items[i], items[i + 1]);
      return true;
    },
    persistentLoad(id) {
      if (!(id instanceof PickledTuple) || asText(id.items[0]) !== "storage") {
        return context.fail("a persistent id names no storage. The file is corrupt or unsafe.");
      }
      const [, kind] = id.items;
      if (kind instanceof Refused) {
        context.refused = new PickledRefusal(kind.what);
        return context.refused;
      }
      return new PickledStorage(loadStorage(id.items.slice(1)));
    },
  };
}
