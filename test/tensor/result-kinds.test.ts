// What operators without a tensor as result return, in the kinds their generated types say.
import { describe, expect, test } from "vitest";
import { Complex, dtypes, ops, Tensor, tensor, torch } from "../../lib/index.ts";
import { functionNames } from "../../lib/tensor/generated/names.gen.ts";
import { KIND, readOverloads, reasonLeftOut } from "../../lib/tensor/schema.ts";

const x = tensor([1, 2, 3]);
const quantized = torch.quantizePerTensor(x, 0.5, 2, "quint8");
const perChannel = torch.quantizePerChannel(
  torch.ones([2, 3]),
  tensor([0.5, 1]),
  tensor([0n, 1n]),
  0,
  "qint8",
);
const sparse = x.toSparse();

describe("results that are no tensors", () => {
  const results: Record<string, [type: string, call: () => unknown]> = {
    allclose: ["boolean", () => x.allclose(x)],
    can_cast: ["boolean", () => torch.canCast("float32", "int32")],
    dense_dim: ["number", () => sparse.denseDim()],
    equal: ["boolean", () => x.equal(x)],
    get_device: ["number", () => x.getDevice()],
    is_coalesced: ["boolean", () => sparse.isCoalesced()],
    is_nonzero: ["boolean", () => tensor([2]).isNonzero()],
    is_vulkan_available: ["boolean", () => torch.isVulkanAvailable()],
    output_nr: ["number", () => x.outputNr()],
    promote_types: ["string", () => torch.promoteTypes("int32", "float16")],
    q_per_channel_axis: ["number", () => perChannel.qPerChannelAxis()],
    q_scale: ["number", () => quantized.qScale()],
    q_zero_point: ["number", () => quantized.qZeroPoint()],
    qscheme: ["number", () => quantized.qscheme()],
    result_type: ["string", () => torch.resultType(x, 1)],
    retains_grad: ["boolean", () => x.retainsGrad()],
    size: ["number", () => torch.size(x, 0)],
    sparse_dim: ["number", () => sparse.sparseDim()],
    storage_offset: ["number", () => torch.storageOffset(x)],
    stride: ["number", () => torch.stride(x, 0)],
    sym_is_contiguous: ["boolean", () => torch.symIsContiguous(x)],
    sym_numel: ["number", () => torch.symNumel(x)],
    sym_size: ["number", () => torch.symSize(x, 0)],
    sym_storage_offset: ["number", () => torch.symStorageOffset(x)],
    sym_stride: ["number", () => torch.symStride(x, 0)],
    sym_constrain_range: ["undefined", () => torch.symConstrainRange(3, { min: 1, max: 4 })],
  };
  for (const [name, [type, call]] of Object.entries(results)) {
    test(`${name} gives a ${type}`, () => expect(typeof call()).toBe(type));
  }

  test("a data type comes by its name", () => {
    expect(dtypes).toContain(torch.resultType(x, 1));
    expect(torch.promoteTypes("int32", "float16")).toBe("float16");
  });

  test("a scalar is whatever kind the element is", () => {
    expect(torch.item(tensor([1.5]))).toBe(1.5);
    expect(torch.item(tensor([true]))).toBe(true);
    expect(torch.item(tensor([2n ** 60n + 1n]))).toBe(2n ** 60n + 1n);
    expect(torch.item(torch.complex(tensor([1]), tensor([2])))).toEqual(new Complex(1, 2));
  });

  test("gradients that the mask does not ask for are null", () => {
    const one = torch.ones([1, 1, 2, 2]);
    const gradients = torch.convolutionBackward(
      one,
      one,
      torch.ones([1, 1, 1, 1]),
      [1],
      [1, 1],
      [0, 0],
      [1, 1],
      false,
      [0, 0],
      1,
      [true, false, true],
    );
    expect(gradients.map((g) => (g === null ? null : g.shape))).toEqual([[1, 1, 2, 2], null, [1]]);
  });

  test("every kind of result there is has a type that was looked at", () => {
    const { tensor, tensorList, int, float, bool, scalar, dtype, other } = KIND;
    const known = new Set<number>([tensor, tensorList, int, float, bool, scalar, dtype, other]);
    const unusual: string[] = [];
    for (const name of functionNames) {
      for (const o of readOverloads(`aten::${name}`).filter((one) => reasonLeftOut(one) === undefined)) {
        for (const { kind } of o.returns) {
          expect(known.has(kind), o.name).toBe(true);
          if (kind === other) unusual.push(name);
        }
      }
    }
    expect(unusual).toEqual(["get_gradients", "qscheme"]);
  });

  test("an operator by name gives the same", () => {
    expect(ops.call("aten::promote_types", "int8", "bool")).toBe("int8");
    expect(ops.call("aten::size.int", x, 0)).toBe(3);
    expect(ops.call("aten::relu", x)).toBeInstanceOf(Tensor);
  });
});
