/**
 * The Tensor: a small object over a handle into the addon's table.
 *
 * Here is what every tensor is and how its elements get out; operators are added by operators.ts, indexing by
 * indexing.ts, printing by print.ts. Names starting with an underscore belong to the library.
 */

import { boolean, integer, type Rest, signature } from "../edge/index.ts";
import { native } from "../native/addon.ts";
import { ArgumentError, FreedTensorError } from "../native/errors.ts";
import { arrivesLater, onArrival } from "./arrivals.ts";
import type { BackwardMethods } from "./backward.ts";
import { freeHandles } from "./collector.ts";
import type { DataMethods } from "./data.ts";
import { type Device, deviceName, type Layout, layoutName } from "./device.ts";
import { type DType, dtypeBytes, dtypeName, type TypedArray } from "./dtype.ts";
import { describeArgument, rethrow } from "./failures.ts";
import type { TensorMethods } from "./generated/methods.gen.ts";
import type { HookMethods } from "./hooks.ts";
import type { IndexMethods } from "./indexing.ts";
import type { PyTorchMethods } from "./pytorch-names.ts";
import type { Scope } from "./scope.ts";
import { refresh, wire } from "./wire.ts";

/** What `data()` returns: elements in row-major order. */
export type TensorData = TypedArray;

/** What `item()` gives: an element as a number; a bigint beyond 2^53; a boolean of a boolean tensor. */
export type Item = number | boolean | bigint;

/** Nested arrays of elements, as `toArray()` returns them. */
export type NestedArray<T> = T | NestedArray<T>[];

interface OfDim {
  dim?: number;
}

const oneDim = { options: { dim: integer }, positional: ["dim"] } as const;
const SIZE = signature<OfDim>("size", oneDim);
const STRIDE = signature<OfDim>("stride", oneDim);
const REQUIRES_GRAD = signature<{ requiresGrad?: boolean }>("requiresGrad_", {
  options: { requiresGrad: boolean },
  positional: ["requiresGrad"],
});
const NUMEL = signature("numel");
const DIM = signature("dim");
const STORAGE_OFFSET = signature("storageOffset");
const STORAGE_ID = signature("storageId");
const ITEM = signature("item");
const ITEM_ASYNC = signature("itemAsync");
const DISPOSE = signature("dispose");

// Operators arrive on the prototype at run time, their types from the generated interface.
export interface Tensor
  extends TensorMethods,
    DataMethods,
    BackwardMethods,
    HookMethods,
    IndexMethods,
    PyTorchMethods {}

/** A multi-dimensional array on a device, with optional gradients. Made by `tensor`, `zeros`, ... and operators. */
export class Tensor {
  /** @internal Handle in the addon's table, 0 once freed. */
  _handle: number;
  /** @internal The operation that made it, for errors. */
  _origin: string;
  /** @internal The scope that owns it or, once freed, freed it; undefined: the collector. */
  _scope: Scope | undefined;

  /** @internal Takes over the handle; the caller gives the tensor an owner. */
  constructor(handle: number, origin: string) {
    if (typeof handle !== "number") {
      throw new ArgumentError(
        "Tensor has no public constructor; use tensor(), zeros(), fromTypedArray(), ...",
      );
    }
    this._handle = handle;
    this._origin = origin;
    this._scope = undefined;
  }

  /** @internal The live handle; throws for a freed tensor, naming the operation that wanted it. */
  _require(operation: string): number {
    if (this._handle !== 0) return this._handle;
    const by = this._scope === undefined ? "by dispose()" : `when ${this._scope.name} ended`;
    throw new FreedTensorError(
      `${operation}: this tensor, made by ${this._origin}, was freed ${by}. ` +
        "Return it from the scope or keep() it to use it later.",
      { operation },
    );
  }

  #info(operation: string): Float64Array {
    const w = wire();
    const handle = this._require(operation);
    try {
      if (w.addon.info(handle)) refresh(w);
    } catch (error) {
      return rethrow(error, operation, []); // a nested tensor has no strides, for one
    }
    return w.buffer;
  }

  /** Sizes of the dimensions. */
  get shape(): number[] {
    const { addon, buffer } = wire();
    const n = addon.sizes(this._require("shape"));
    const shape = new Array<number>(n);
    for (let i = 0; i < n; i++) shape[i] = buffer[i] as number;
    return shape;
  }

  /** Number of dimensions. */
  get ndim(): number {
    return wire().addon.sizes(this._require("ndim"));
  }

  /** Element type. */
  get dtype(): DType {
    return dtypeName(this.#info("dtype")[0] as number);
  }

  /** Where the elements are. */
  get device(): Device {
    const info = this.#info("device");
    return deviceName(info[1] as number, info[2] as number);
  }

  /** Storage layout; `"strided"` for ordinary tensors. */
  get layout(): Layout {
    return layoutName(this.#info("layout")[5] as number);
  }

  /** Whether operations on it are recorded for gradients. */
  get requiresGrad(): boolean {
    return this.#info("requiresGrad")[3] === 1;
  }

  set requiresGrad(flag: boolean) {
    this.requiresGrad_(flag);
  }

  /** Whether it is a leaf of the autograd graph. */
  get isLeaf(): boolean {
    return this.#info("isLeaf")[4] === 1;
  }

  /**
   * Name of the autograd node that made it, or null.
   *
   * @throws OperatorError for a view made without gradients whose base was changed in place with them
   */
  get gradFn(): string | null {
    try {
      return native().gradFn(this._require("gradFn"));
    } catch (error) {
      return rethrow(error, "gradFn", []);
    }
  }

  /** Bytes per element. */
  get elementSize(): number {
    return dtypeBytes(this.dtype);
  }

  /** Bytes of its elements. */
  get nbytes(): number {
    return this.numel() * this.elementSize;
  }

  /** Whether the tensor was freed. */
  get isFreed(): boolean {
    return this._handle === 0;
  }

  /** Number of elements. */
  numel(...rest: []): number {
    NUMEL.read(rest);
    const { addon, buffer } = wire();
    const n = addon.sizes(this._require("numel"));
    let total = 1;
    for (let i = 0; i < n; i++) total *= buffer[i] as number;
    return total;
  }

  /** Number of dimensions, as in PyTorch. */
  dim(...rest: []): number {
    DIM.read(rest);
    return this.ndim;
  }

  size(): number[];
  size(dim: number | { dim: number }): number;
  /** The shape, or one of its sizes; a negative `dim` counts from the end. @throws ArgumentError out of range. */
  size(...rest: unknown[]): number | number[] {
    const { dim } = SIZE.read(rest);
    const { shape } = this;
    if (dim === undefined) return shape;
    const size = shape[dim < 0 ? dim + shape.length : dim];
    if (size === undefined) {
      throw new ArgumentError(`size: dimension ${dim} is out of range for shape [${shape.join(", ")}]`);
    }
    return size;
  }

  stride(): number[];
  stride(dim: number | { dim: number }): number;
  /** Elements to step in each dimension. */
  stride(...rest: unknown[]): number | number[] {
    const { dim } = STRIDE.read(rest);
    const info = this.#info("stride");
    const n = info[7] as number;
    const strides = Array.from(info.subarray(9 + n, 9 + 2 * n));
    if (dim === undefined) return strides;
    const stride = strides[dim < 0 ? dim + n : dim];
    if (stride === undefined)
      throw new ArgumentError(`stride: dimension ${dim} is out of range for ${n} dimensions`);
    return stride;
  }

  /** Offset of the first element in its storage, in elements. */
  storageOffset(...rest: []): number {
    STORAGE_OFFSET.read(rest);
    return this.#info("storageOffset")[6] as number;
  }

  /** A number equal for tensors that share memory, 0 where there is none. */
  storageId(...rest: []): number {
    STORAGE_ID.read(rest);
    return native().storageId(this._require("storageId"));
  }

  /** How often it was changed in place. */
  get version(): number {
    try {
      return native().version(this._require("version"));
    } catch (error) {
      return rethrow(error, "version", [this]);
    }
  }

  /** Sets whether operations on it are recorded. @throws AutogradError for integers and for non-leaf tensors. */
  requiresGrad_(...rest: Rest<{ requiresGrad?: boolean }, [requiresGrad: boolean]>): this {
    const { requiresGrad: flag = true } = REQUIRES_GRAD.read(rest);
    try {
      native().setRequiresGrad(this._require("requiresGrad_"), flag);
    } catch (error) {
      rethrow(error, "requiresGrad_", [this]);
    }
    return this;
  }

  /**
   * The only element, at once: a number or boolean, int64 beyond 2^53 as bigint. It waits for the device, so a loop on
   * CUDA that calls it each step runs in lockstep with it; `itemAsync` does not block the event loop.
   *
   * The type is `number` unless asked for otherwise: `mask.all().item<boolean>()`.
   *
   * @throws ShapeError for several elements
   */
  item<T extends Item = number>(...rest: []): T {
    ITEM.read(rest);
    try {
      return realItem<T>(native().item(this._require("item")), "item");
    } catch (error) {
      return rethrow(error, "item", [this]);
    }
  }

  /** As `item`, without blocking the event loop while a device finishes. @throws ShapeError for several elements. */
  async itemAsync<T extends Item = number>(...rest: []): Promise<T> {
    ITEM_ASYNC.read(rest);
    const [, type, index] = this.#info("itemAsync") as unknown as [number, number, number];
    if (type === 0) return this.item<T>();
    try {
      const item = (handle: number) => native().item(handle);
      const value = arrivesLater(type)
        ? onArrival(this._handle, index, item)
        : native().itemAsync(this._handle);
      return realItem<T>(await value, "itemAsync");
    } catch (error) {
      return rethrow(error, "itemAsync", [this]);
    }
  }

  /** An older name of `item`. */
  itemSync<T extends Item = number>(...rest: []): T {
    return this.item<T>(...rest);
  }

  /** Frees the tensor now. Freeing twice is no error. */
  dispose(...rest: []): void {
    DISPOSE.read(rest);
    if (this._handle === 0) return;
    freeHandles([this._handle], 1);
    this._handle = 0;
    this._scope = undefined;
  }

  /** Frees the tensor at the end of a `using` block. */
  [Symbol.dispose](): void {
    this.dispose();
  }
}

/** @internal Throws unless the value is a tensor; freed ones are told apart when they are used. */
export function checkTensor(operation: string, value: unknown): asserts value is Tensor {
  if (value instanceof Tensor) return;
  throw new ArgumentError(`${operation}: expected a tensor, got ${describeArgument(value)}`, { operation });
}

// The caller names the kind that its dtype has.
function realItem<T extends Item>(value: Item | [number, number], operation: string): T {
  if (!Array.isArray(value)) return value as T;
  throw new ArgumentError(`${operation}: a complex number; use torch.viewAsReal(t).toArray() instead`);
}
