/**
 * The values an unpickled file consists of before any tensor exists.
 *
 * Strings, numbers, bigints, booleans, null and bytes are themselves; lists are arrays; everything that
 * Python tells apart and JavaScript does not has a class here. Turning these into the plain values that
 * users see is materialize.ts's work.
 */
import type { FileDType } from "./dtypes.ts";

/** A Python tuple; as a dictionary key it is compared by identity. */
export class PickledTuple {
  readonly items: readonly unknown[];
  constructor(items: readonly unknown[]) {
    this.items = items;
  }
}

/** Which dictionary class a pickle named. */
export type DictKind = "dict" | "OrderedDict" | "Counter" | "defaultdict";

/** A Python dictionary of any class. */
export class PickledDict {
  readonly kind: DictKind;
  #entries: Map<unknown, unknown> | undefined;
  constructor(kind: DictKind) {
    this.kind = kind;
  }
  /** Made when it is first asked for: an empty one takes ten times what the rest does. */
  get entries(): Map<unknown, unknown> {
    this.#entries ??= new Map();
    return this.#entries;
  }
}

/** A class or function that is named and not known here; nothing looks it up. */
export class PickledClass {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** What would be an object of a class that is not known here: its name and what it was to be made of. */
export class PickledObject {
  readonly className: string;
  readonly args: readonly unknown[];
  /** What its `__setstate__` or `__dict__` was to get; undefined where there was nothing. */
  state: unknown = undefined;
  /** Items and entries of classes that derive from list and dict. */
  readonly items: unknown[] = [];
  readonly entries = new PickledDict("OrderedDict");
  constructor(className: string, args: readonly unknown[]) {
    this.className = className;
    this.args = args;
  }
}

/** A value that is not read; an error says so where it is wanted. */
export class PickledRefusal {
  /** What it is: `a quantized tensor`. */
  readonly what: string;
  constructor(what: string) {
    this.what = what;
  }
}

/** A Python set or frozenset. */
export class PickledSet {
  readonly items = new Set<unknown>();
}

/** A Python complex number. */
export class PickledComplex {
  readonly real: number;
  readonly imag: number;
  constructor(real: number, imag: number) {
    this.real = real;
    this.imag = imag;
  }
}

/** A `torch.dtype`. */
export class PickledDType {
  readonly dtype: FileDType;
  constructor(dtype: FileDType) {
    this.dtype = dtype;
  }
}

/** A constant or object that is kept as text: `torch.device`, a layout, a quantization scheme. */
export class PickledText {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A storage class named by a pickle; a null dtype is an untyped storage, counted in bytes. */
export class StorageClass {
  readonly name: string;
  readonly dtype: FileDType | null;
  constructor(name: string, dtype: FileDType | null) {
    this.name = name;
    this.dtype = dtype;
  }
}

/** A stretch of a storage that a pickle refers to. */
export interface StorageRef {
  /** Name of the storage in its container. */
  readonly key: string;
  /** Element type, or null for an untyped storage. */
  readonly dtype: FileDType | null;
  /** Bytes the pickle says the whole root storage has. */
  readonly nbytes: number;
  /** Device it was saved from, as written: `cpu`, `cuda:0`. */
  readonly location: string;
  /** First byte of this view within the root storage (legacy containers only, else 0). */
  readonly viewOffset: number;
  /** Bytes of this view. */
  readonly viewBytes: number;
}

/** A storage as a value of its own. */
export class PickledStorage {
  readonly ref: StorageRef;
  constructor(ref: StorageRef) {
    this.ref = ref;
  }
}

/** A tensor: a strided view of a storage, checked against the storage's stated size. */
export class PickledTensor {
  readonly storage: StorageRef;
  readonly dtype: FileDType;
  readonly shape: readonly number[];
  readonly stride: readonly number[];
  /** Elements from the start of the storage view. */
  readonly offset: number;
  readonly requiresGrad: boolean;
  readonly conjugate: boolean;
  readonly negative: boolean;
  constructor(fields: {
    storage: StorageRef;
    dtype: FileDType;
    shape: readonly number[];
    stride: readonly number[];
    offset: number;
    requiresGrad: boolean;
    conjugate: boolean;
    negative: boolean;
  }) {
    this.storage = fields.storage;
    this.dtype = fields.dtype;
    this.shape = fields.shape;
    this.stride = fields.stride;
    this.offset = fields.offset;
    this.requiresGrad = fields.requiresGrad;
    this.conjugate = fields.conjugate;
    this.negative = fields.negative;
  }

  /** The same view of the same storage with another requires-grad flag. */
  withGrad(requiresGrad: boolean): PickledTensor {
    return new PickledTensor({ ...this, requiresGrad });
  }
}

/** A numpy dtype object, filled by its BUILD state. */
export class NumpyDType {
  /** Kind and size: `f4`. */
  readonly descr: string;
  bigEndian = false;
  constructor(descr: string) {
    this.descr = descr;
  }
}

/** A numpy array, empty until its BUILD state arrives. */
export class NumpyArray {
  dtype: FileDType | null = null;
  shape: readonly number[] = [];
  fortran = false;
  bytes: Uint8Array = new Uint8Array(0);
}
