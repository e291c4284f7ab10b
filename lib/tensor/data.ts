/**
 * Elements out of tensors and tensors between devices and types: the methods that are not operators.
 */

import { native } from "../native/addon.ts";
import { ArgumentError } from "../native/errors.ts";
import { checkOptions } from "./check.ts";
import { retryAfterCollection } from "./collector.ts";
import { type Device, deviceCode, isDevice, type MemoryFormat } from "./device.ts";
import { invoke } from "./dispatch.ts";
import { type DType, isDType, type TypedArray, typedArrayOf } from "./dtype.ts";
import { describeArgument, rethrow } from "./failures.ts";
import { operatorNamed } from "./operators.ts";
import { checkTensor, type NestedArray, Tensor } from "./tensor.ts";

/** Where and as what `to` makes a tensor. */
export interface ToOptions {
  device?: Device;
  dtype?: DType;
  nonBlocking?: boolean;
  copy?: boolean;
  memoryFormat?: MemoryFormat;
}

/** Methods installed here; tensor.ts merges them into the class. */
export interface DataMethods {
  /** The elements in row-major order, copied to a typed array; half types as float32, bool as bytes. Waits for the device. */
  data(): TypedArray;
  /** As `data`, without blocking the event loop while a device finishes. */
  dataAsync(): Promise<TypedArray>;
  /** An older name of `data`. */
  dataSync(): TypedArray;
  /** The elements as nested arrays; a number for a scalar. int64 beyond 2^53 as bigint. */
  toArray(): NestedArray<number | boolean | bigint>;
  /** @internal Raw little-endian bytes of the elements in row-major order. */
  bytes(): Uint8Array;
  /** The tensor on a device or as a type; itself (a new handle) where nothing changes. */
  to(target: Device | DType | Tensor | ToOptions, options?: ToOptions): Tensor;
  cpu(): Tensor;
  cuda(index?: number): Tensor;
  float(): Tensor;
  double(): Tensor;
  half(): Tensor;
  bfloat16(): Tensor;
  int(): Tensor;
  long(): Tensor;
  short(): Tensor;
  byte(): Tensor;
  char(): Tensor;
  bool(): Tensor;
  /** The tensor as another's type and device. */
  typeAs(other: Tensor): Tensor;
  /** Elements of `this` where `condition` holds, else of `other`. */
  where(condition: Tensor, other: Tensor | number): Tensor;
  /** Whether elements lie in row-major order (or in the given format) without gaps. */
  isContiguous(options?: { memoryFormat?: MemoryFormat }): boolean;
  /** Replaces what the tensor is by `source`, keeping the object: PyTorch's `t.data = source`. */
  setData_(source: Tensor): Tensor;
}

const WIDENED = new Set<DType>([
  "float16",
  "bfloat16",
  "float8_e5m2",
  "float8_e4m3fn",
  "float8_e5m2fnuz",
  "float8_e4m3fnuz",
]);

function readable(tensor: Tensor, operation: string): { tensor: Tensor; dtype: DType; temporary: boolean } {
  tensor._require(operation);
  const { dtype } = tensor;
  if (!WIDENED.has(dtype)) return { tensor, dtype, temporary: false };
  const source = tensor.detach();
  const wide = source.to("float32");
  source.dispose();
  return { tensor: wide, dtype: "float32", temporary: true };
}

const methods: DataMethods & ThisType<Tensor> = {
  data() {
    const source = readable(this, "data");
    try {
      return typedArrayOf(
        source.dtype,
        retryAfterCollection(() => native().read(source.tensor._handle)),
      );
    } catch (error) {
      return rethrow(error, "data", [this]);
    } finally {
      if (source.temporary) source.tensor.dispose();
    }
  },
  async dataAsync() {
    const source = readable(this, "dataAsync");
    try {
      return typedArrayOf(source.dtype, await native().readAsync(source.tensor._handle));
    } catch (error) {
      return rethrow(error, "dataAsync", [this]);
    } finally {
      if (source.temporary) source.tensor.dispose();
    }
  },
  dataSync() {
    return this.data();
  },
  toArray() {
    const { shape, dtype } = this;
    const data = this.data();
    if (dtype.startsWith("complex")) {
      throw new ArgumentError("toArray: complex elements; use torch.viewAsReal(t).toArray() instead");
    }
    const read = (i: number): number | boolean | bigint => {
      const value = data[i] as number | bigint;
      if (dtype === "bool") return value !== 0;
      if (typeof value !== "bigint") return value;
      const small = Number(value);
      return Number.isSafeInteger(small) ? small : value;
    };
    let offset = 0;
    const nest = (depth: number): NestedArray<number | boolean | bigint> => {
      if (depth === shape.length) return read(offset++);
      return Array.from({ length: shape[depth] as number }, () => nest(depth + 1));
    };
    return nest(0);
  },
  bytes() {
    try {
      return new Uint8Array(native().read(this._require("bytes")));
    } catch (error) {
      return rethrow(error, "bytes", [this]);
    }
  },
  to(target, options = {}) {
    let wanted: ToOptions;
    if (target instanceof Tensor) wanted = { device: target.device, dtype: target.dtype };
    else if (isDType(target)) wanted = { dtype: target };
    else if (isDevice(target)) wanted = { device: target };
    else if (typeof target === "object" && target !== null) wanted = target;
    else {
      throw new ArgumentError(
        `to: expected a device, a dtype, a tensor or options, got ${describeArgument(target)}`,
      );
    }
    checkOptions("to", options);
    const all = { ...wanted, ...options };
    if (all.device !== undefined) deviceCode(all.device);
    return invoke(operatorNamed("aten::to.dtype_layout"), [this, all]) as Tensor;
  },
  cpu() {
    return this.to("cpu");
  },
  cuda(index) {
    if (index === undefined) return this.to("cuda");
    if (Number.isInteger(index)) return this.to(`cuda:${index}`);
    throw new ArgumentError(`cuda: expected a device's index, got ${describeArgument(index)}`);
  },
  float() {
    return this.to("float32");
  },
  double() {
    return this.to("float64");
  },
  half() {
    return this.to("float16");
  },
  bfloat16() {
    return this.to("bfloat16");
  },
  int() {
    return this.to("int32");
  },
  long() {
    return this.to("int64");
  },
  short() {
    return this.to("int16");
  },
  byte() {
    return this.to("uint8");
  },
  char() {
    return this.to("int8");
  },
  bool() {
    return this.to("bool");
  },
  typeAs(other) {
    return this.to(other);
  },
  where(condition, other) {
    return invoke(operatorNamed("aten::where"), [condition, this, other]) as Tensor;
  },
  isContiguous(options = {}) {
    return invoke(operatorNamed("aten::is_contiguous"), [this, options]) as boolean;
  },
  setData_(source) {
    checkTensor("setData_", source);
    try {
      native().setData(this._require("setData_"), source._require("setData_"));
    } catch (error) {
      rethrow(error, "setData_", [this, source]);
    }
    return this;
  },
};

for (const [name, value] of Object.entries(methods)) {
  Object.defineProperty(Tensor.prototype, name, { value, writable: true, configurable: true });
}
