/**
 * From parsed values to what users get: tensors, arrays, plain objects, Maps, Sets, numbers and text.
 *
 * | in the file | here |
 * |---|---|
 * | tensor, parameter, storage, numpy array | Tensor |
 * | dict whose keys are all text | plain object (a Map if a key would lose its place, such as "0") |
 * | OrderedDict, dict with other keys | Map |
 * | list, tuple, torch.Size | array |
 * | int | number, bigint beyond 2^53 |
 * | bytes, bytearray | Uint8Array |
 * | complex | Complex |
 * | dtype, device, layout | text: "float32", "cuda:0", "torch.strided" |
 *
 * Values that were one object in Python are one object here, and storages that were shared stay shared.
 */
import { FileFormatError } from "../native/errors.ts";
import {
  Complex,
  type DType,
  fromBytes,
  isDType,
  isFloatingPoint,
  ops,
  type Tensor,
} from "../tensor/index.ts";
import { overMemory } from "../tensor/mapped.ts";
import type { ParsedFile } from "./checkpoint.ts";
import type { FileDType } from "./dtypes.ts";
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
import { type StorageOptions, StorageTensors } from "./storage-tensors.ts";

/** Deepest nesting of containers that is read; Python's own pickler stops at about this. */
const MAX_DEPTH = 1000;

/**
 * Makes the plain value of a parsed value.
 *
 * @param value `parsed.root` or a part of it: only the storages it needs are read
 * @returns the value; its tensors belong to the caller (the scope around, else the collector)
 * @throws FileFormatError for dtypes no tensor can have and nesting too deep; AbortError
 */
export async function materialize(
  parsed: ParsedFile,
  value: unknown,
  options: StorageOptions,
): Promise<unknown> {
  const storages = new StorageTensors(parsed, options);
  const builder = new Builder(parsed, storages, options);
  try {
    for (const { ref, dtype } of neededStorages(parsed, value)) await storages.prepare(ref.key, dtype);
    return builder.plain(value, 0);
  } catch (error) {
    builder.disposeAll();
    throw error;
  } finally {
    storages.dispose();
  }
}

/** Parts of a container value. */
function children(value: unknown): Iterable<unknown> {
  if (Array.isArray(value)) return value;
  if (value instanceof PickledTuple || value instanceof PickledSet) return value.items;
  if (value instanceof PickledDict) return [...value.entries.keys(), ...value.entries.values()];
  return [];
}

function neededStorages(parsed: ParsedFile, root: unknown): { ref: StorageRef; dtype: FileDType }[] {
  const needed = new Map<string, { ref: StorageRef; dtype: FileDType }>();
  const seen = new Set<unknown>();
  const waiting: unknown[] = [root];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    if (value instanceof PickledTensor || value instanceof PickledStorage) {
      const ref = value instanceof PickledTensor ? value.storage : value.ref;
      const dtype = value instanceof PickledTensor ? value.dtype : (ref.dtype ?? BYTES);
      requireTensorDType(parsed.file, dtype);
      const known = needed.get(ref.key);
      if (known !== undefined && parsed.bigEndian && known.dtype.unit !== dtype.unit) {
        fail(parsed.file, `storage ${ref.key} is used as ${known.dtype.name} and ${dtype.name}`);
      }
      // the widest type decides whether the bytes lie well aligned
      if (known === undefined || dtype.size > known.dtype.size) needed.set(ref.key, { ref, dtype });
    } else {
      for (const child of children(value)) waiting.push(child);
    }
  }
  return [...needed.values()];
}

const BYTES: FileDType = {
  name: "uint8",
  size: 1,
  unit: 1,
  storage: "ByteStorage",
  safetensors: "U8",
  npy: "u1",
};

function fail(file: string, message: string): never {
  throw new FileFormatError(`${file}: ${message}`, { file, operation: "load" });
}

function requireTensorDType(file: string, dtype: FileDType): DType {
  if (!isDType(dtype.name))
    fail(file, `it holds a ${dtype.name} tensor, a dtype that torchts does not have.`);
  return dtype.name as DType; // isDType has just said so
}

/** Builds plain values; remembers what it built, so that shared values stay shared. */
class Builder {
  readonly #parsed: ParsedFile;
  readonly #storages: StorageTensors;
  readonly #options: StorageOptions;
  readonly #built = new Map<unknown, unknown>();
  readonly #tensors: Tensor[] = [];

  constructor(parsed: ParsedFile, storages: StorageTensors, options: StorageOptions) {
    this.#parsed = parsed;
    this.#storages = storages;
    this.#options = options;
  }

  /** Frees every tensor built so far, after a failure. */
  disposeAll(): void {
    for (const tensor of this.#tensors) tensor.dispose();
  }

  plain(value: unknown, depth: number): unknown {
    if (typeof value !== "object" || value === null) return value;
    if (value instanceof Uint8Array) return value;
    const known = this.#built.get(value);
    if (known !== undefined) return known;
    if (depth > MAX_DEPTH)
      fail(this.#parsed.file, `its values are nested more than ${MAX_DEPTH} deep. It is unsafe.`);
    return this.#build(value, depth + 1);
  }

  #build(value: object, depth: number): unknown {
    // containers are remembered before they are filled: a value may contain itself
    if (Array.isArray(value) || value instanceof PickledTuple) {
      const items: unknown[] = [];
      this.#built.set(value, items);
      for (const item of Array.isArray(value) ? value : value.items) items.push(this.plain(item, depth));
      return items;
    }
    if (value instanceof PickledDict) return this.#dict(value, depth);
    if (value instanceof PickledSet) {
      const set = new Set<unknown>();
      this.#built.set(value, set);
      for (const item of value.items) set.add(this.plain(item, depth));
      return set;
    }
    const leaf = this.#leaf(value);
    this.#built.set(value, leaf);
    return leaf;
  }

  #dict(dict: PickledDict, depth: number): unknown {
    if (dict.kind !== "OrderedDict" && keysFitAnObject(dict)) {
      const object: Record<string, unknown> = {};
      this.#built.set(dict, object);
      for (const [key, item] of dict.entries) object[key as string] = this.plain(item, depth); // all keys are text
      return object;
    }
    const map = new Map<unknown, unknown>();
    this.#built.set(dict, map);
    for (const [key, item] of dict.entries) map.set(this.plain(key, depth), this.plain(item, depth));
    return map;
  }

  #leaf(value: object): unknown {
    if (value instanceof PickledTensor) return this.#own(this.#tensor(value));
    if (value instanceof PickledStorage) return this.#own(this.#storage(value.ref));
    if (value instanceof NumpyArray) return this.#own(this.#numpy(value));
    if (value instanceof PickledComplex) return new Complex(value.real, value.imag);
    if (value instanceof PickledDType) return value.dtype.name;
    if (value instanceof PickledText) return value.text;
    if (value instanceof NumpyDType) return value.descr;
    if (value instanceof StorageClass) return value.name;
    return fail(this.#parsed.file, "it holds a function or class as a value. It is corrupt or unsafe.");
  }

  #own(tensor: Tensor): Tensor {
    this.#tensors.push(tensor);
    return tensor;
  }

  #tensor(spec: PickledTensor): Tensor {
    const dtype = requireTensorDType(this.#parsed.file, spec.dtype);
    const viewOffset = spec.storage.viewOffset / spec.dtype.size;
    if (!Number.isInteger(viewOffset)) fail(this.#parsed.file, "a storage view starts inside an element.");
    const { base, offset: start } = this.#storages.typed(spec.storage.key, spec.dtype);
    const { shape, stride } = spec;
    const offset = start + viewOffset + spec.offset;
    let tensor = overMemory(base, { dtype, device: this.#options.device, shape, stride, offset });
    if (spec.conjugate) tensor = replaced(tensor, ops.call("aten::_conj", tensor));
    if (spec.negative) tensor = replaced(tensor, ops.call("aten::_neg_view", tensor));
    const differentiable = isFloatingPoint(dtype) || dtype.startsWith("complex");
    if (spec.requiresGrad && differentiable) tensor.requiresGrad_(true);
    return tensor;
  }

  #storage(ref: StorageRef): Tensor {
    const dtype = ref.dtype ?? BYTES;
    const spec = { storage: ref, dtype, shape: [ref.viewBytes / dtype.size], stride: [1], offset: 0 };
    return this.#tensor(
      new PickledTensor({ ...spec, requiresGrad: false, conjugate: false, negative: false }),
    );
  }

  #numpy(array: NumpyArray): Tensor {
    const { dtype, shape, bytes, fortran } = array;
    if (dtype === null) return fail(this.#parsed.file, "a numpy array has no values. It is corrupt.");
    const name = requireTensorDType(this.#parsed.file, dtype);
    const tensor = fromBytes(bytes, name, fortran ? [...shape].reverse() : [...shape]);
    const ordered = fortran
      ? replaced(tensor, tensor.permute(shape.map((_, i) => shape.length - 1 - i)))
      : tensor;
    return this.#options.device === "cpu" ? ordered : replaced(ordered, ordered.to(this.#options.device));
  }
}

/** Frees `old` unless the operation returned it. */
function replaced(old: Tensor, result: unknown): Tensor {
  const tensor = result as Tensor; // the operators used here return one tensor
  if (tensor !== old) old.dispose();
  return tensor;
}

/** Whether an object can hold the keys in their order: text, not like an array index, not `__proto__`. */
function keysFitAnObject(dict: PickledDict): boolean {
  for (const key of dict.entries.keys()) {
    if (typeof key !== "string" || key === "__proto__" || /^\d+$/.test(key)) return false;
  }
  return true;
}
