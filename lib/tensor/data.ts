/**
 * Elements out of tensors and tensors between devices and types: the methods that are not operators.
 */

import { boolean, integerFrom, isPlainObject, type Rest, signature } from "../edge/index.ts";
import { native } from "../native/addon.ts";
import { ArgumentError } from "../native/errors.ts";
import { deviceKind, dtypeKind, memoryFormatKind, tensorKind } from "./argument-kinds.ts";
import { arrivesLater, onArrival } from "./arrivals.ts";
import { retryAfterCollection } from "./collector.ts";
import { type DeviceChoice, deviceCode, isDeviceChoice, type MemoryFormat } from "./device.ts";
import { invoke } from "./dispatch.ts";
import { type DType, dtypeHint, isDType, type TypedArray, typedArrayOf } from "./dtype.ts";
import { describeArgument, rethrow } from "./failures.ts";
import { operatorNamed } from "./operators.ts";
import { type NestedArray, Tensor } from "./tensor.ts";

/** Where and as what `to` makes a tensor. */
export interface ToOptions {
  device?: DeviceChoice;
  dtype?: DType;
  /**
   * From pinned memory of the CPU to a device: do not wait for the copy. From a device the copy waits all the same, as
   * nothing that reads a CPU tensor does; `itemAsync` and `dataAsync` do not block the event loop.
   */
  nonBlocking?: boolean;
  copy?: boolean;
  memoryFormat?: MemoryFormat;
}

const toKinds = {
  device: deviceKind,
  dtype: dtypeKind,
  nonBlocking: boolean,
  copy: boolean,
  memoryFormat: memoryFormatKind,
};
const TO = signature<ToOptions>("to", { options: toKinds });
const TO_DEVICE = signature<ToOptions>("to", {
  options: toKinds,
  positional: ["dtype", "nonBlocking", "copy"],
});
const TO_DTYPE = signature<ToOptions>("to", { options: toKinds, positional: ["nonBlocking", "copy"] });

const DATA = signature("data");
const DATA_ASYNC = signature("dataAsync");
const TO_ARRAY = signature("toArray");
const CPU = signature("cpu");
const CUDA = signature<{ index?: number }>("cuda", {
  options: { index: integerFrom(0) },
  positional: ["index"],
});
const TYPE_AS = signature("typeAs", { takes: { other: tensorKind } });
const SET_DATA = signature("setData_", { takes: { source: tensorKind } });

/** Methods that are `to` of one type. */
const CASTS = {
  float: "float32",
  double: "float64",
  half: "float16",
  bfloat16: "bfloat16",
  int: "int32",
  long: "int64",
  short: "int16",
  byte: "uint8",
  char: "int8",
  bool: "bool",
} as const satisfies Record<string, DType>;

/** Methods installed here; tensor.ts merges them into the class. */
export interface DataMethods {
  /** The elements in row-major order, copied to a typed array; half types as float32, bool as bytes. Waits for the device. */
  data(...rest: []): TypedArray;
  /** As `data`, without blocking the event loop while a device finishes. */
  dataAsync(...rest: []): Promise<TypedArray>;
  /** An older name of `data`. */
  dataSync(...rest: []): TypedArray;
  /** The elements as nested arrays; a number for a scalar. int64 beyond 2^53 as bigint. */
  toArray(...rest: []): NestedArray<number | boolean | bigint>;
  /** @internal Raw little-endian bytes of the elements in row-major order. */
  bytes(): Uint8Array;
  /** The tensor on a device or as a type; itself (a new handle) where nothing changes. */
  to(
    target: DeviceChoice,
    ...rest: Rest<ToOptions, [dtype: DType | undefined, nonBlocking: boolean, copy: boolean]>
  ): Tensor;
  to(target: DType | Tensor, ...rest: Rest<ToOptions, [nonBlocking: boolean, copy: boolean]>): Tensor;
  to(target: DeviceChoice | DType | Tensor | ToOptions, ...rest: Rest<ToOptions>): Tensor;
  cpu(...rest: []): Tensor;
  cuda(...rest: Rest<{ index?: number }, [index: number]>): Tensor;
  float(...rest: []): Tensor;
  double(...rest: []): Tensor;
  half(...rest: []): Tensor;
  bfloat16(...rest: []): Tensor;
  int(...rest: []): Tensor;
  long(...rest: []): Tensor;
  short(...rest: []): Tensor;
  byte(...rest: []): Tensor;
  char(...rest: []): Tensor;
  bool(...rest: []): Tensor;
  /** The tensor as another's type and device. */
  typeAs(other: Tensor, ...rest: []): Tensor;
  /** Elements of `this` where `condition` holds, else of `other`. */
  where(condition: Tensor, other: Tensor | number, ...rest: []): Tensor;
  /** Whether elements lie in row-major order (or in the given format) without gaps. */
  isContiguous(options?: { memoryFormat?: MemoryFormat }): boolean;
  /** Replaces what the tensor is by `source`, keeping the object: PyTorch's `t.data = source`. */
  setData_(source: Tensor, ...rest: []): Tensor;
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

const methods: Omit<DataMethods, keyof typeof CASTS> & ThisType<Tensor> = {
  data(...rest) {
    DATA.read(rest);
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
  async dataAsync(...rest) {
    DATA_ASYNC.read(rest);
    const source = readable(this, "dataAsync");
    try {
      const { tensor, dtype } = source;
      const device = deviceCode(tensor.device);
      if (!arrivesLater(device.type)) return typedArrayOf(dtype, await native().readAsync(tensor._handle));
      const bytes = (landed: number): ArrayBuffer => native().read(landed);
      return typedArrayOf(dtype, await onArrival(tensor._handle, device.index, bytes));
    } catch (error) {
      return rethrow(error, "dataAsync", [this]);
    } finally {
      if (source.temporary) source.tensor.dispose();
    }
  },
  dataSync(...rest) {
    return this.data(...rest);
  },
  toArray(...rest) {
    TO_ARRAY.read(rest);
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
  to(target: unknown, ...rest: unknown[]) {
    let wanted: ToOptions;
    let takes = TO;
    if (isDType(target)) {
      wanted = { dtype: target };
      takes = TO_DTYPE;
    } else if (isDeviceChoice(target)) {
      wanted = { device: target };
      takes = TO_DEVICE;
    } else if (target instanceof Tensor) {
      wanted = { device: target.device, dtype: target.dtype };
      takes = TO_DTYPE;
    } else if (isPlainObject(target)) {
      wanted = TO.named(target as object);
    } else {
      TO.read(rest);
      const got = describeArgument(target) + dtypeHint(target);
      throw TO.error(`expected a device, a dtype, a tensor or options, got ${got}.`);
    }
    const all = rest.length === 0 ? wanted : { ...wanted, ...takes.read(rest) };
    if (all.device !== undefined) deviceCode(all.device);
    return invoke(operatorNamed("aten::to.dtype_layout"), [this, all]) as Tensor;
  },
  cpu(...rest) {
    CPU.read(rest);
    return this.to("cpu");
  },
  cuda(...rest) {
    const { index } = CUDA.read(rest);
    return this.to(index === undefined ? "cuda" : `cuda:${index}`);
  },
  typeAs(other, ...rest) {
    TYPE_AS.read(rest);
    TYPE_AS.check(other);
    return this.to(other);
  },
  where(condition, other, ...rest) {
    return invoke(operatorNamed("aten::where"), [condition, this, other, ...rest]) as Tensor;
  },
  isContiguous(...rest) {
    return invoke(operatorNamed("aten::is_contiguous"), [this, ...rest]) as boolean;
  },
  setData_(source, ...rest) {
    SET_DATA.read(rest);
    SET_DATA.check(source);
    try {
      native().setData(this._require("setData_"), source._require("setData_"));
    } catch (error) {
      rethrow(error, "setData_", [this, source]);
    }
    return this;
  },
};

for (const [name, dtype] of Object.entries(CASTS)) {
  const takes = signature(name);
  Object.defineProperty(Tensor.prototype, name, {
    value(this: Tensor, ...rest: unknown[]) {
      takes.read(rest);
      return this.to(dtype);
    },
    writable: true,
    configurable: true,
  });
}

for (const [name, value] of Object.entries(methods)) {
  Object.defineProperty(Tensor.prototype, name, { value, writable: true, configurable: true });
}
