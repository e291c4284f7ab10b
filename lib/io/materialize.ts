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
 * | object of a class that is not known, where those are not refused | Placeholder |
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
import { paced } from "./pace.ts";
import { notReadError } from "./pickle-globals.ts";
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
import { Placeholder } from "./placeholder.ts";
import { type NeededStorage, type StorageOptions, StorageTensors } from "./storage-tensors.ts";

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
  const { signal } = options;
  try {
    await storages.prepare(await paced(neededStorages(parsed, value), "load", signal));
    return await paced(builder.plain(value), "load", signal);
  } catch (error) {
    builder.disposeAll();
    throw error;
  } finally {
    storages.dispose();
  }
}

/** Parts of a container value. */
function* children(value: object): Generator<unknown, void> {
  if (Array.isArray(value)) yield* value;
  else if (value instanceof PickledTuple || value instanceof PickledSet) yield* value.items;
  else if (value instanceof PickledDict) {
    yield* value.entries.keys();
    yield* value.entries.values();
  } else if (value instanceof PickledObject) yield* [value.args, value.state, value.items, value.entries];
}

/** The storages below a value, each with the widest type it is seen as: that decides the alignment. */
function* neededStorages(parsed: ParsedFile, root: unknown): Generator<void, NeededStorage[]> {
  const { file } = parsed.source;
  const needed = new Map<string, NeededStorage>();
  const waiting: unknown[] = [root];
  let count = 0;
  while (waiting.length > 0) {
    if (++count % VALUES_PER_YIELD === 0) yield;
    const value = waiting.pop();
    if (!isContainer(value) || (value as Marked)[SEEN]) continue;
    (value as Marked)[SEEN] = true;
    if (value instanceof PickledTensor || value instanceof PickledStorage) {
      const ref = value instanceof PickledTensor ? value.storage : value.ref;
      const dtype = value instanceof PickledTensor ? value.dtype : (ref.dtype ?? BYTES);
      requireTensorDType(file, dtype);
      const known = needed.get(ref.key);
      if (known !== undefined && parsed.bigEndian && known.dtype.unit !== dtype.unit) {
        fail(file, `storage ${ref.key} is used as ${known.dtype.name} and ${dtype.name}`);
      }
      if (known === undefined || dtype.size > known.dtype.size) needed.set(ref.key, { key: ref.key, dtype });
      continue;
    }
    for (const child of children(value)) {
      if (isContainer(child)) waiting.push(child);
      if (++count % VALUES_PER_YIELD === 0) yield;
    }
  }
  return [...needed.values()];
}

/** Whether a value may hold others or a storage. */
function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null && !(value instanceof Uint8Array);
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

/**
 * What was noted of a parsed value, on the value itself: a table of millions of them takes hundreds of milliseconds
 * when it grows. Parsed values are used once.
 */
const BUILT = Symbol("its plain value");
const SEEN = Symbol("its storages are known");
interface Marked {
  [BUILT]?: unknown;
  [SEEN]?: boolean;
}

function built(value: object, plain: unknown): void {
  (value as Marked)[BUILT] = plain;
}

/** Values between two looks at the clock. */
const VALUES_PER_YIELD = 64;

/** Builds plain values; remembers what it built, so that shared values stay shared. */
class Builder {
  readonly #parsed: ParsedFile;
  readonly #storages: StorageTensors;
  readonly #options: StorageOptions;
  readonly #tensors: Tensor[] = [];
  /** Containers that are not filled yet. */
  readonly #waiting: Iterable<void>[] = [];
  #count = 0;

  constructor(parsed: ParsedFile, storages: StorageTensors, options: StorageOptions) {
    this.#parsed = parsed;
    this.#storages = storages;
    this.#options = options;
  }

  /** Frees every tensor built so far, after a failure. */
  disposeAll(): void {
    for (const tensor of this.#tensors) tensor.dispose();
  }

  /**
   * The plain value; yields now and then.
   *
   * A container is put in its place empty and filled later, from a list of what waits: nesting costs no stack, and a
   * value may contain itself.
   */
  *plain(value: unknown): Generator<void, unknown> {
    const root = this.#make(value, 0);
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) {
      for (const _ of next) if (++this.#count % VALUES_PER_YIELD === 0) yield;
    }
    return root;
  }

  /** The plain value itself, or the container that will be filled. */
  #make(value: unknown, depth: number): unknown {
    if (!isContainer(value)) return value;
    const known = (value as Marked)[BUILT];
    if (known !== undefined) return known;
    if (depth > MAX_DEPTH)
      fail(this.#parsed.source.file, `its values are nested more than ${MAX_DEPTH} deep. It is unsafe.`);
    const [plain, filling] = this.#container(value, depth + 1) ?? [this.#leaf(value)];
    built(value, plain);
    if (filling !== undefined) this.#waiting.push(filling);
    return plain;
  }

  /** An empty container and the work of filling it, a value at a step; undefined for what holds no values. */
  #container(value: object, depth: number): [object, Iterable<void>] | undefined {
    if (Array.isArray(value) || value instanceof PickledTuple) {
      const items: unknown[] = [];
      return [
        items,
        this.#fill(Array.isArray(value) ? value : value.items, depth, (item) => items.push(item)),
      ];
    }
    if (value instanceof PickledSet) {
      const set = new Set<unknown>();
      return [set, this.#fill(value.items, depth, (item) => set.add(item))];
    }
    if (value instanceof PickledDict) {
      if (value.kind !== "OrderedDict" && keysFitAnObject(value)) {
        const object: Record<string, unknown> = {};
        // all keys are text
        return [object, this.#pairs(value, depth, (key, item) => (object[key as string] = item))];
      }
      const map = new Map<unknown, unknown>();
      return [map, this.#pairs(value, depth, (key, item) => map.set(key, item))];
    }
    if (value instanceof PickledObject) {
      const made = new Placeholder(value.className);
      return [made, this.#placeholder(value, made, depth)];
    }
    return undefined;
  }

  *#fill(items: Iterable<unknown>, depth: number, put: (item: unknown) => void): Generator<void, void> {
    for (const item of items) {
      put(this.#make(item, depth));
      yield;
    }
  }

  *#pairs(
    dict: PickledDict,
    depth: number,
    put: (key: unknown, item: unknown) => void,
  ): Generator<void, void> {
    for (const [key, item] of dict.entries) {
      put(this.#make(key, depth), this.#make(item, depth));
      yield;
    }
  }

  *#placeholder(value: PickledObject, made: Placeholder, depth: number): Generator<void, void> {
    yield* this.#fill(value.args, depth, (item) => made.args.push(item));
    if (value.state !== undefined) made.state = this.#make(value.state, depth);
    yield* this.#fill(value.items, depth, (item) => made.items.push(item));
    yield* this.#pairs(value.entries, depth, (key, item) => made.entries.set(key, item));
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
    if (value instanceof PickledClass) return new Placeholder(value.name);
    if (value instanceof PickledRefusal) throw notReadError(this.#parsed.source.file, value);
    return fail(
      this.#parsed.source.file,
      "it holds a function or class as a value. It is corrupt or unsafe.",
    );
  }

  #own(tensor: Tensor): Tensor {
    this.#tensors.push(tensor);
    return tensor;
  }

  #tensor(spec: PickledTensor): Tensor {
    const dtype = requireTensorDType(this.#parsed.source.file, spec.dtype);
    const viewOffset = spec.storage.viewOffset / spec.dtype.size;
    if (!Number.isInteger(viewOffset))
      fail(this.#parsed.source.file, "a storage view starts inside an element.");
    const base = this.#storages.typed(spec.storage.key, spec.dtype);
    const { shape, stride } = spec;
    const offset = viewOffset + spec.offset;
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
    if (dtype === null) return fail(this.#parsed.source.file, "a numpy array has no values. It is corrupt.");
    const name = requireTensorDType(this.#parsed.source.file, dtype);
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
