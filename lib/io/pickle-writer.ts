/**
 * Writing values as a pickle of protocol 2, with only the opcodes and names `torch.load(weights_only=True)` reads.
 *
 * | here | in Python |
 * |---|---|
 * | Tensor | torch.Tensor |
 * | Map with text keys only | OrderedDict; its `_metadata` property, if any, becomes the attribute |
 * | other Map, plain object | dict (properties that are undefined are left out) |
 * | array | list |
 * | whole number | int; `float(1)` writes 1.0 |
 * | other number | float |
 * | bigint | int |
 * | Set | set |
 * | Uint8Array | bytes |
 * | null, undefined | None |
 */
import { kind, listOf, type Rest, signature, unchecked } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { Complex, Tensor } from "../tensor/index.ts";
import type { SavedTensor } from "./saved-storages.ts";

/** Deepest nesting that is written: Python's limit is about the same. */
const MAX_DEPTH = 900;

/** A number that is a Python float though it is whole. Made by `float`. */
class PythonFloat {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

/** A list that is a tuple in Python. Made by `tuple`. */
class PythonTuple {
  readonly items: readonly unknown[];
  constructor(items: readonly unknown[]) {
    this.items = items;
  }
}

const FLOAT = signature("io.float", { takes: { value: kind("a number", (v) => typeof v === "number") } });
const TUPLE = signature("io.tuple", { takes: { items: listOf(unchecked()) } });

/** Marks a number to be saved as a Python float even where it is whole: `float(1)` is 1.0, not 1. */
export function float(value: number, ...rest: Rest<Record<never, never>>): unknown {
  FLOAT.read(rest);
  FLOAT.check(value);
  return new PythonFloat(value);
}

/** Marks an array to be saved as a Python tuple instead of a list. */
export function tuple(items: readonly unknown[], ...rest: Rest<Record<never, never>>): unknown {
  TUPLE.read(rest);
  TUPLE.check(items);
  return new PythonTuple(items);
}

/**
 * The tensors inside a value, each once, in the order in which they are met.
 *
 * @throws ArgumentError naming the path of a value that cannot be saved
 */
export function collectTensors(value: unknown): Tensor[] {
  const tensors = new Set<Tensor>();
  const seen = new Set<object>();
  const visit = (item: unknown, path: string, depth: number): void => {
    if (item instanceof Tensor) {
      tensors.add(item);
      return;
    }
    if (typeof item === "function" || typeof item === "symbol") refuse(path, `a ${typeof item}`);
    if (typeof item !== "object" || item === null || seen.has(item)) return;
    if (depth > MAX_DEPTH) refuse(path.slice(0, 80), `nested more than ${MAX_DEPTH} deep`);
    seen.add(item);
    for (const [label, child] of parts(item, path)) visit(child, label, depth + 1);
  };
  visit(value, "value", 0);
  return [...tensors];
}

function refuse(path: string, what: string): never {
  throw new ArgumentError(
    `save: ${path} is ${what}, which a .pth file cannot hold. Save tensors, numbers, strings, booleans, null, arrays, Maps, Sets, Uint8Arrays and plain objects.`,
    { operation: "save" },
  );
}

function* parts(item: object, path: string): Generator<[string, unknown]> {
  if (Array.isArray(item)) {
    for (const [i, child] of item.entries()) yield [`${path}[${i}]`, child];
  } else if (item instanceof PythonTuple) {
    for (const [i, child] of item.items.entries()) yield [`${path}[${i}]`, child];
  } else if (item instanceof Map) {
    for (const [key, child] of item) {
      yield [`a key of ${path}`, key];
      yield [`${path}.get(${String(key)})`, child];
    }
    const metadata = metadataOf(item);
    if (metadata !== undefined) yield [`${path}._metadata`, metadata];
  } else if (item instanceof Set) {
    for (const child of item) yield [`an item of ${path}`, child];
  } else if (isPlainObject(item)) {
    for (const [key, child] of Object.entries(item)) yield [`${path}.${key}`, child];
  } else if (!(item instanceof Uint8Array || item instanceof PythonFloat || item instanceof Complex)) {
    refuse(path, `an object of class ${item.constructor?.name ?? "unknown"}`);
  }
}

function isPlainObject(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function metadataOf(map: object): unknown {
  return Object.hasOwn(map, "_metadata") ? (map as { _metadata?: unknown })._metadata : undefined;
}

/** A tensor's place in the file: its storage's key, and its view of it. */
export type PlacedTensor = SavedTensor & { key: string };

/** Pickles a value whose tensors have been placed. @throws ArgumentError for values that cannot be saved */
export function pickle(value: unknown, placed: ReadonlyMap<Tensor, PlacedTensor>): Uint8Array {
  return new PickleWriter(placed).write(value);
}

const MARK = 0x28;
const REDUCE = 0x52;

class PickleWriter {
  readonly #placed: ReadonlyMap<Tensor, PlacedTensor>;
  readonly #memo = new Map<unknown, number>();
  readonly #globals = new Map<string, symbol>();
  #bytes = Buffer.alloc(4096);
  #length = 0;

  constructor(placed: ReadonlyMap<Tensor, PlacedTensor>) {
    this.#placed = placed;
  }

  write(value: unknown): Uint8Array {
    this.#emit(0x80, 2); // PROTO
    this.#value(value);
    this.#emit(0x2e); // STOP
    return new Uint8Array(this.#bytes.subarray(0, this.#length));
  }

  // ---- bytes

  #reserve(count: number): number {
    const start = this.#length;
    if (start + count > this.#bytes.length) {
      const larger = Buffer.alloc(Math.max(2 * this.#bytes.length, start + count));
      this.#bytes.copy(larger, 0, 0, start);
      this.#bytes = larger;
    }
    this.#length = start + count;
    return start;
  }

  #raw(bytes: ArrayLike<number>): void {
    const start = this.#reserve(bytes.length); // may replace #bytes
    this.#bytes.set(bytes, start);
  }

  #emit(...bytes: number[]): void {
    this.#raw(bytes);
  }

  #uint32(value: number): void {
    const start = this.#reserve(4);
    this.#bytes.writeUInt32LE(value, start);
  }

  // ---- memo

  /** Emits a reference if the key was met before; otherwise lets `make` emit it. */
  #once(key: unknown, make: () => void): void {
    const index = this.#memo.get(key);
    if (index === undefined) make();
    else if (index < 256)
      this.#emit(0x68, index); // BINGET
    else {
      this.#emit(0x6a); // LONG_BINGET
      this.#uint32(index);
    }
  }

  #remember(key: unknown): void {
    const index = this.#memo.size;
    this.#memo.set(key, index);
    if (index < 256)
      this.#emit(0x71, index); // BINPUT
    else {
      this.#emit(0x72); // LONG_BINPUT
      this.#uint32(index);
    }
  }

  // ---- values

  #value(value: unknown): void {
    if (value === null || value === undefined) this.#emit(0x4e);
    else if (typeof value === "boolean") this.#emit(value ? 0x88 : 0x89);
    else if (typeof value === "number") this.#number(value);
    else if (typeof value === "bigint") this.#bigint(value);
    else if (typeof value === "string") this.#string(value);
    else if (value instanceof PythonFloat) this.#float(value.value);
    else this.#once(value, () => this.#object(value as object)); // functions and symbols were refused before
  }

  #number(value: number): void {
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) this.#float(value);
    else if (value >= 0 && value < 256) this.#emit(0x4b, value);
    else if (value >= -0x80000000 && value <= 0x7fffffff) {
      this.#emit(0x4a);
      const start = this.#reserve(4);
      this.#bytes.writeInt32LE(value, start);
    } else this.#bigint(BigInt(value));
  }

  #float(value: number): void {
    this.#emit(0x47);
    const start = this.#reserve(8);
    this.#bytes.writeDoubleBE(value, start);
  }

  #bigint(value: bigint): void {
    const bytes: number[] = [];
    let rest = value;
    // two's complement, as few bytes as keep the sign
    while (rest !== 0n && rest !== -1n) {
      bytes.push(Number(rest & 0xffn));
      rest >>= 8n;
    }
    const top = bytes.at(-1) ?? 0;
    if (rest === -1n && top < 0x80) bytes.push(0xff);
    else if (rest === 0n && top >= 0x80) bytes.push(0);
    if (bytes.length > 255)
      throw new ArgumentError("save: a bigint of more than 255 bytes", { operation: "save" });
    this.#emit(0x8a, bytes.length, ...bytes); // LONG1
  }

  #string(value: string): void {
    this.#once(value, () => {
      const bytes = Buffer.from(value, "utf8");
      this.#emit(0x58); // BINUNICODE
      this.#uint32(bytes.length);
      this.#raw(bytes);
      this.#remember(value);
    });
  }

  #global(module: string, name: string): void {
    const line = `c${module}\n${name}\n`;
    const key = this.#globals.get(line) ?? Symbol(line); // no string: strings are memo keys themselves
    this.#globals.set(line, key);
    this.#once(key, () => {
      this.#raw(Buffer.from(line, "latin1"));
      this.#remember(key);
    });
  }

  #object(value: object): void {
    if (value instanceof Tensor) this.#tensor(value);
    else if (Array.isArray(value)) this.#list(value);
    else if (value instanceof PythonTuple) this.#tuple(value);
    else if (value instanceof Map) this.#map(value);
    else if (value instanceof Set) this.#set(value);
    else if (value instanceof Uint8Array) this.#blob(value);
    else if (value instanceof Complex) this.#complex(value);
    else
      this.#dict(
        value,
        Object.entries(value).filter(([, item]) => item !== undefined),
      );
  }

  #list(items: readonly unknown[]): void {
    this.#emit(0x5d); // EMPTY_LIST
    this.#remember(items);
    if (items.length === 0) return;
    this.#emit(MARK);
    for (const item of items) this.#value(item);
    this.#emit(0x65); // APPENDS
  }

  #tuple(value: PythonTuple): void {
    this.#emit(MARK);
    for (const item of value.items) this.#value(item);
    this.#emit(0x74); // TUPLE
    this.#remember(value);
  }

  #map(map: Map<unknown, unknown>): void {
    const keys = [...map.keys()];
    if (!keys.every((key) => typeof key === "string")) {
      this.#dict(map, [...map]);
      return;
    }
    this.#emptyOrderedDict();
    this.#remember(map);
    this.#items([...map]);
    const metadata = metadataOf(map);
    if (metadata === undefined) return;
    this.#emit(0x7d); // EMPTY_DICT
    this.#string("_metadata");
    this.#value(metadata);
    this.#emit(0x73, 0x62); // SETITEM, BUILD
  }

  #emptyOrderedDict(): void {
    this.#global("collections", "OrderedDict");
    this.#emit(0x29, REDUCE); // EMPTY_TUPLE
  }

  #dict(identity: object, entries: readonly (readonly [unknown, unknown])[]): void {
    this.#emit(0x7d); // EMPTY_DICT
    this.#remember(identity);
    this.#items(entries);
  }

  #items(entries: readonly (readonly [unknown, unknown])[]): void {
    if (entries.length === 0) return;
    this.#emit(MARK);
    for (const [key, item] of entries) {
      this.#value(key);
      this.#value(item);
    }
    this.#emit(0x75); // SETITEMS
  }

  #set(set: Set<unknown>): void {
    this.#global("builtins", "set");
    this.#emit(0x5d, MARK); // EMPTY_LIST
    for (const item of set) this.#value(item);
    this.#emit(0x65, 0x85, REDUCE); // APPENDS, TUPLE1
    this.#remember(set);
  }

  /** Protocol 2 has no bytes: they are latin-1 text that `_codecs.encode` turns back. */
  #blob(bytes: Uint8Array): void {
    this.#global("_codecs", "encode");
    this.#string(Buffer.from(bytes).toString("latin1"));
    this.#string("latin1");
    this.#emit(0x86, REDUCE); // TUPLE2
    this.#remember(bytes);
  }

  #complex(value: Complex): void {
    this.#global("builtins", "complex");
    this.#float(value.re);
    this.#float(value.im);
    this.#emit(0x86, REDUCE); // TUPLE2
    this.#remember(value);
  }

  /** `_rebuild_tensor_v2(storage, offset, shape, stride, requires_grad, hooks)`, or v3 with a dtype at the end. */
  #tensor(tensor: Tensor): void {
    const placed = this.#placed.get(tensor);
    if (placed === undefined) throw new Error("a tensor was not planned"); // save plans every tensor it finds
    const { dtype } = placed.storage;
    const untyped = dtype.storage === null;
    this.#global("torch._utils", untyped ? "_rebuild_tensor_v3" : "_rebuild_tensor_v2");
    this.#emit(MARK);
    this.#storage(placed);
    this.#number(placed.offset);
    this.#integers(placed.shape);
    this.#integers(placed.stride);
    this.#emit(placed.requiresGrad ? 0x88 : 0x89);
    this.#emptyOrderedDict();
    if (untyped) this.#global("torch", dtype.name);
    this.#emit(0x74, REDUCE); // TUPLE
    this.#remember(tensor);
  }

  #storage({ key, storage }: PlacedTensor): void {
    const { dtype, numel } = storage;
    this.#emit(MARK);
    this.#string("storage");
    if (dtype.storage === null) this.#global("torch.storage", "UntypedStorage");
    else this.#global("torch", dtype.storage);
    this.#string(key);
    this.#string("cpu");
    this.#number(dtype.storage === null ? numel * dtype.size : numel);
    this.#emit(0x74, 0x51); // TUPLE, BINPERSID
  }

  #integers(values: readonly number[]): void {
    this.#emit(MARK);
    for (const value of values) this.#number(value);
    this.#emit(0x74); // TUPLE
  }
}
