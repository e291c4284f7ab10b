// Making tensors from JavaScript's values and getting the elements out again.
import { describe, expect, test } from "vitest";
import {
  ArgumentError,
  arange,
  type DType,
  empty,
  eye,
  fromBytes,
  fromTypedArray,
  full,
  linspace,
  logspace,
  ones,
  rand,
  ShapeError,
  Tensor,
  type TypedArray,
  tensor,
  torch,
  zeros,
} from "../../lib/index.ts";

describe("tensor", () => {
  test.each<[string, unknown, DType, number[]]>([
    ["a number", 1.5, "float32", []],
    ["a whole number", 2, "float32", []],
    ["a bigint", 2n, "int64", []],
    ["a boolean", true, "bool", []],
    ["numbers", [1, 2, 3], "float32", [3]],
    ["bigints", [[1n], [2n]], "int64", [2, 1]],
    ["booleans", [true, false], "bool", [2]],
    ["booleans among numbers", [true, 2], "float32", [2]],
    ["nothing", [], "float32", [0]],
    ["rows of nothing", [[], []], "float32", [2, 0]],
    ["depth", [[[[1]]]], "float32", [1, 1, 1, 1]],
    ["typed rows", [new Float32Array([1, 2]), new Float32Array([3, 4])], "float32", [2, 2]],
    ["a typed array", new Int32Array(3), "int32", [3]],
  ])("%s", (_, data, dtype, shape) => {
    const t = tensor(data as never);
    expect([t.dtype, t.shape, t.device, t.requiresGrad]).toEqual([dtype, shape, "cpu", false]);
  });

  test("dtype and requiresGrad by options", () => {
    expect(tensor([1, 2], { dtype: "int16" }).toArray()).toEqual([1, 2]);
    expect(tensor([1.9, -1.9], { dtype: "int32" }).toArray()).toEqual([1, -1]);
    expect(tensor([0, 3], { dtype: "bool" }).toArray()).toEqual([false, true]);
    expect(tensor([1n], { dtype: "float64" }).dtype).toBe("float64");
    expect(tensor([0.1], { dtype: "float64" }).item()).toBe(0.1);
    expect(tensor([1], { requiresGrad: true }).requiresGrad).toBe(true);
    expect(tensor([1], { device: "meta" }).device).toBe("meta");
  });

  test("int64 exactly, from bigints and whole numbers", () => {
    const values = [2n ** 63n - 1n, -(2n ** 63n), 9007199254740993n, 5n];
    expect(tensor(values).toArray()).toEqual([values[0], values[1], values[2], 5]);
    expect(tensor([1, 2], { dtype: "int64" }).data()).toEqual(new BigInt64Array([1n, 2n]));
    expect(tensor([2n ** 64n - 1n], { dtype: "uint64" }).item()).toBe(2n ** 64n - 1n);
  });

  test.each<[string, unknown, object, new (...a: never[]) => Error, RegExp]>([
    ["ragged rows", [[1, 2], [3]], {}, ShapeError, /regular.*data\[1\] is an array of 1/],
    ["a number beside a row", [[1], 2], {}, ShapeError, /data\[1\] is a number/],
    ["a row beside a number", [1, [2]], {}, ShapeError, /data\[1\]/],
    ["a string", ["1"], {}, ArgumentError, /"1" at data\[0\]/],
    ["undefined", [[1, undefined]], {}, ArgumentError, /undefined at data\[0\]\[1\]/],
    ["null", null, {}, ArgumentError, /null at data/],
    ["an object", { a: 1 }, {}, ArgumentError, /an object/],
    ["a fraction for int64", [1.5], { dtype: "int64" }, ArgumentError, /1.5 is no integer/],
    ["NaN for int64", [Number.NaN], { dtype: "int64" }, ArgumentError, /NaN is no integer/],
    ["an unknown dtype", [1], { dtype: "float" }, ArgumentError, /did you mean "float32"/],
    ["an unknown device", [1], { device: "gpu" }, ArgumentError, /"gpu"/],
  ])("refuses %s", (_, data, options, kind, text) => {
    const make = () => tensor(data as never, options);
    expect(make).toThrow(kind);
    expect(make).toThrow(text);
  });

  test("a million nested numbers do not take seconds", () => {
    const rows = Array.from({ length: 1000 }, (_, i) => new Array<number>(1000).fill(i));
    const start = performance.now();
    expect(tensor(rows).shape).toEqual([1000, 1000]);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe("fromTypedArray", () => {
  test.each<[TypedArray, DType]>([
    [new Float32Array([1, 2]), "float32"],
    [new Float64Array([1, 2]), "float64"],
    [new Int8Array([1, -2]), "int8"],
    [new Int16Array([1, -2]), "int16"],
    [new Int32Array([1, -2]), "int32"],
    [new BigInt64Array([1n, -(2n ** 62n)]), "int64"],
    [new Uint8Array([1, 255]), "uint8"],
    [new Uint16Array([1, 65535]), "uint16"],
    [new Uint32Array([1, 2 ** 32 - 1]), "uint32"],
    [new BigUint64Array([1n, 2n ** 64n - 1n]), "uint64"],
  ])("%o is %s, there and back", (array, dtype) => {
    const t = fromTypedArray(array, [2, 1]);
    expect([t.dtype, t.shape]).toEqual([dtype, [2, 1]]);
    expect(t.data()).toEqual(array);
  });

  test("copies", () => {
    const array = new Float32Array([1, 2]);
    const t = fromTypedArray(array);
    array[0] = 9;
    expect(t.toArray()).toEqual([1, 2]);
    const out = t.data();
    out[0] = 5;
    expect(t.toArray()).toEqual([1, 2]);
  });

  test("views of part of a buffer, shared buffers, none at all", () => {
    const whole = new Float32Array([1, 2, 3, 4]);
    expect(fromTypedArray(whole.subarray(1, 3)).toArray()).toEqual([2, 3]);
    const shared = new Int32Array(new SharedArrayBuffer(8));
    shared[1] = 7;
    expect(fromTypedArray(shared).toArray()).toEqual([0, 7]);
    expect(fromTypedArray(new Float32Array(0), [0, 3]).shape).toEqual([0, 3]);
  });

  test("refuses shapes that do not hold the elements, and what is no typed array", () => {
    expect(() => fromTypedArray(new Float32Array(3), [2, 2])).toThrow(/holds 4 elements, the array has 3/);
    expect(() => fromTypedArray(new Float32Array(4), [-2, -2])).toThrow(ShapeError);
    expect(() => fromTypedArray(new Float32Array(1), [1.5])).toThrow(ShapeError);
    expect(() => fromTypedArray([1, 2] as never)).toThrow(ArgumentError);
    expect(() => fromTypedArray(new DataView(new ArrayBuffer(4)) as never)).toThrow(ArgumentError);
  });
});

describe("fromBytes", () => {
  test("reads raw elements, also with strides", () => {
    const bytes = tensor([
      [1, 2],
      [3, 4],
    ]).bytes();
    expect(fromBytes(bytes, "float32", [2, 2]).toArray()).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(fromBytes(bytes, "float32", [2], { stride: [2], storageOffset: 1 }).toArray()).toEqual([2, 4]);
  });

  test("refuses to reach outside the bytes", () => {
    const bytes = new Uint8Array(16);
    expect(() => fromBytes(bytes, "float32", [5])).toThrow(/20 bytes, the array has 16/);
    expect(() => fromBytes(bytes, "float32", [4], { stride: [2] })).toThrow(/out of bounds/);
    expect(() => fromBytes(bytes, "float32", [1], { stride: [1], storageOffset: 4 })).toThrow(
      /out of bounds/,
    );
    expect(() => fromBytes(new Uint8Array(3), "float32", [1])).toThrow(/3/);
    expect(() => fromBytes(bytes, "float32", [2 ** 60])).toThrow();
  });
});

describe("filled tensors", () => {
  test("default to float32, full to the value's kind", () => {
    for (const t of [zeros([2]), ones([2]), empty([2]), rand([2]), full([2], 1), eye(2), linspace(0, 1, 3)]) {
      expect(t.dtype).toBe("float32");
    }
    expect([full([1], 7n).dtype, full([1], true).dtype, arange(3).dtype, arange(0.5, 2).dtype]).toEqual([
      "int64",
      "bool",
      "int64",
      "float32",
    ]);
    expect(eye(2, { m: 3 }).shape).toEqual([2, 3]);
    expect(logspace(0, 3, 4, { base: 2 }).toArray()).toEqual([1, 2, 4, 8]);
    expect(arange(5, 0, -2).toArray()).toEqual([5, 3, 1]);
  });

  test("take dtype, device, memory format and requiresGrad", () => {
    expect(zeros([2], { dtype: "float64", requiresGrad: true }).requiresGrad).toBe(true);
    expect(ones([1, 2, 3, 4], { memoryFormat: undefined, device: "meta" }).device).toBe("meta");
    expect(empty([1, 2, 3, 4], { memoryFormat: "channels_last" }).stride()).toEqual([24, 1, 8, 2]);
    expect(zeros([]).item()).toBe(0);
  });

  test("the class itself has no public constructor", () => {
    expect(() => new (Tensor as never as new () => Tensor)()).toThrow(/no public constructor/);
  });
});

describe("elements out", () => {
  test.each<[DType, number | bigint | boolean, string]>([
    ["float32", 1.5, "Float32Array"],
    ["float64", 0.1, "Float64Array"],
    ["float16", 1.5, "Float32Array"],
    ["bfloat16", 1.5, "Float32Array"],
    ["int8", -8, "Int8Array"],
    ["int16", -8, "Int16Array"],
    ["int32", -8, "Int32Array"],
    ["int64", -8, "BigInt64Array"],
    ["uint8", 200, "Uint8Array"],
    ["bool", true, "Uint8Array"],
  ])("%s", async (dtype, value, array) => {
    const t = tensor([Number(value), 0], { dtype });
    expect([t.data().constructor.name, (await t.dataAsync()).constructor.name]).toEqual([array, array]);
    expect(Number(t.data()[0])).toBe(Number(value));
    expect([t.index(0).item(), t.toArray()]).toEqual([value, [value, dtype === "bool" ? false : 0]]);
    expect([t.elementSize, t.nbytes, t.bytes().length]).toEqual([t.nbytes / 2, t.elementSize * 2, t.nbytes]);
  });

  test("complex numbers come as pairs", () => {
    const z = torch.complex(tensor([1, 2]), tensor([3, -4]));
    expect(z.data()).toEqual(new Float32Array([1, 3, 2, -4]));
    expect(z.conj().data()).toEqual(new Float32Array([1, -3, 2, 4]));
    expect(() => z.toArray()).toThrow(/viewAsReal/);
    expect(() => z.index(0).item()).toThrow(/viewAsReal/);
  });

  test("in row-major order whatever the layout", async () => {
    const t = arange(6).reshape([2, 3]).t();
    expect([...((await t.dataAsync()) as BigInt64Array)]).toEqual([0n, 3n, 1n, 4n, 2n, 5n]);
    expect(torch.ones([1]).expand([3]).toArray()).toEqual([1, 1, 1]);
    expect(torch.eye(2).toSparse().data()).toEqual(new Float32Array([1, 0, 0, 1]));
  });

  test("item needs one element", () => {
    expect(() => tensor([1, 2]).item()).toThrow(/item/);
    expect(tensor([[5]]).item()).toBe(5);
    expect(tensor(Number.NaN).item()).toBeNaN();
  });

  test("data does not wait for a tensor that was freed meanwhile", async () => {
    const t = tensor([1, 2]);
    const pending = t.dataAsync();
    t.dispose();
    expect(await pending).toEqual(new Float32Array([1, 2]));
    const h = tensor([1, 2]).half();
    const wide = h.dataAsync();
    h.dispose();
    expect(await wide).toEqual(new Float32Array([1, 2]));
  });
});

describe("to", () => {
  test("changes type and device, and is the tensor itself where nothing changes", () => {
    const t = tensor([1.7]);
    expect([t.to("int64").item(), t.to({ dtype: "float64" }).dtype, t.double().dtype]).toEqual([
      1,
      "float64",
      "float64",
    ]);
    expect(t.to("cpu").storageId()).toBe(t.storageId());
    expect(t.to("float32", { copy: true }).storageId()).not.toBe(t.storageId());
    expect(t.to(tensor([1n])).dtype).toBe("int64");
    expect(t.long().dtype + t.half().dtype + t.bool().dtype + t.byte().dtype).toBe("int64float16booluint8");
    expect(() => t.to(3 as never)).toThrow(ArgumentError);
    expect(() => t.to("cuda:nope" as never)).toThrow(ArgumentError);
  });
});
