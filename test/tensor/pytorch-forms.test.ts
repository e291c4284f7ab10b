// Calls as PyTorch's Python layer takes them, beside what the schemas say. The numbers are PyTorch 2.13's.
import { describe, expect, test } from "vitest";
import {
  arange,
  broadcastShapes,
  emptyLike,
  eye,
  fullLike,
  logspace,
  ones,
  onesLike,
  rand,
  randintLike,
  randLike,
  randn,
  randnLike,
  type Tensor,
  tensor,
  torch,
  unique,
  unravelIndex,
  zeros,
  zerosLike,
} from "../../lib/index.ts";

const a = arange(6).reshape([2, 3]).to("float32");
const b = arange(6).reshape([3, 2]).to("float32");
const arrays = (list: readonly Tensor[]) => list.map((t) => t.toArray());

describe("making tensors", () => {
  test("eye of two sizes, logspace with a base", () => {
    const wanted = [
      [1, 0, 0],
      [0, 1, 0],
    ];
    expect(eye(2, 3).toArray()).toEqual(wanted);
    expect(eye(2, { m: 3 }).toArray()).toEqual(wanted);
    expect(torch.eye(2, 3).toArray()).toEqual(wanted);
    const powers = [1, 1.1892070770263672, 1.4142135381698608, 1.6817928552627563, 2];
    expect(logspace(0, 1, 5, 2).toArray()).toEqual(powers);
    expect(logspace(0, 1, 5, { base: 2 }).toArray()).toEqual(powers);
  });

  test("sizes one by one", () => {
    for (const make of [zeros, ones, rand, randn, torch.zeros, torch.ones, torch.empty]) {
      expect(make(2, 3).shape).toEqual([2, 3]);
      expect(make(2, 3, { dtype: "float64" }).dtype).toBe("float64");
      expect(make([2, 3]).shape).toEqual([2, 3]);
    }
    expect(a.newZeros(4, 1).shape).toEqual([4, 1]);
  });

  test("requiresGrad wherever a tensor is made", () => {
    const made = [
      torch.ones([2], { requiresGrad: true }),
      torch.zeros(2, 3, { requiresGrad: true, dtype: "float64" }),
      torch.full([2], 1.5, { requiresGrad: true }),
      torch.hannWindow(4, { requiresGrad: true }),
      ones(2, 2, { requiresGrad: true }),
      zerosLike(a, { requiresGrad: true }),
      onesLike(a, { requiresGrad: true }),
      emptyLike(a, { requiresGrad: true }),
      fullLike(a, 2, { requiresGrad: true }),
      randLike(a, { requiresGrad: true }),
      randnLike(a, { requiresGrad: true }),
      randintLike(a, 9, { requiresGrad: true }),
      a.newOnes([2], { requiresGrad: true }),
    ];
    for (const t of made) expect([t.requiresGrad, t.isLeaf]).toEqual([true, true]);
    expect(torch.ones([2], { requiresGrad: false }).requiresGrad).toBe(false);
    expect(() => torch.ones([2], { requiresGrad: true, dtype: "int64" })).toThrow(/floating point/);
  });
});

describe("shapes", () => {
  test("sizes and dimensions one by one", () => {
    const x = zeros([2, 3, 4]);
    expect(x.view(2, -1).shape).toEqual([2, 12]);
    expect(x.reshape(4, 6).shape).toEqual([4, 6]);
    expect(x.permute(0, 2, 1).shape).toEqual([2, 4, 3]);
    expect(ones([3, 1]).expand(-1, 4).shape).toEqual([3, 4]);
    expect(a.repeat(2, 1).shape).toEqual([4, 3]);
    expect(a.tile(1, 2).shape).toEqual([2, 6]);
    expect(a.flip(0, 1).toArray()).toEqual([
      [5, 4, 3],
      [2, 1, 0],
    ]);
    const kept = ones([4]);
    expect(kept.resize_(2, 2)).toBe(kept);
    expect(kept.shape).toEqual([2, 2]);
    expect(() => a.sum(0, 1 as never)).toThrow(/keepdim must be true or false, got 1/);
  });

  test("T, H, mT, mH", () => {
    expect(a.T.toArray()).toEqual([
      [0, 3],
      [1, 4],
      [2, 5],
    ]);
    expect(zeros([2, 3, 4]).mT.shape).toEqual([2, 4, 3]);
    const c = torch.complex(a, a.add(1));
    expect(torch.viewAsReal(c.H.resolveConj()).toArray()).toEqual([
      [
        [0, -1],
        [3, -4],
      ],
      [
        [1, -2],
        [4, -5],
      ],
      [
        [2, -3],
        [5, -6],
      ],
    ]);
    expect(torch.viewAsReal(c.mH.resolveConj()).toArray()).toEqual(
      torch.viewAsReal(c.H.resolveConj()).toArray(),
    );
    expect(a.T.storageId()).toBe(a.storageId());
    expect(() => zeros([2, 2, 2]).H).toThrow(expect.objectContaining({ code: "ERR_TORCHTS_SHAPE" }));
  });

  test("broadcastShapes", () => {
    expect(broadcastShapes([2, 1], [3], [])).toEqual([2, 3]);
    expect(torch.broadcastShapes(5, [4, 1])).toEqual([4, 5]);
    expect(broadcastShapes([0, 1], [1, 3])).toEqual([0, 3]);
    expect(broadcastShapes()).toEqual([]);
    expect(() => broadcastShapes([2], [3])).toThrow(/sizes 2 and 3 .*do not broadcast/);
    expect(() => broadcastShapes("23" as never)).toThrow(/broadcastShapes: .*"23"/);
  });

  test("unravelIndex", () => {
    const places = tensor(
      [
        [5, -1],
        [0, 7],
      ],
      { dtype: "int64" },
    );
    expect(arrays(unravelIndex(places, [2, 2, 2]))).toEqual([
      [
        [1, 1],
        [0, 1],
      ],
      [
        [0, 1],
        [0, 1],
      ],
      [
        [1, 1],
        [0, 1],
      ],
    ]);
    expect(arrays(torch.unravelIndex(tensor([2n]), 3))).toEqual([[2]]);
    expect(() => unravelIndex(tensor([8n]), [2, 2, 2])).toThrow(/index 8 is out of range/);
    expect(() => unravelIndex(tensor([1.5]), [2])).toThrow(/indices must be a tensor of integers/);
  });
});

describe("operations", () => {
  test("tensordot by the number of dimensions or by lists", () => {
    const wanted = [
      [10, 13],
      [28, 40],
    ];
    expect(torch.tensordot(a, b, { dims: 1 }).toArray()).toEqual(wanted);
    expect(torch.tensordot(a, b, 1).toArray()).toEqual(wanted);
    expect(a.tensordot(b, [[1], [0]]).toArray()).toEqual(wanted);
    expect(torch.tensordot(a, b, [1], [0]).toArray()).toEqual(wanted);
    expect(torch.tensordot(a, a).item()).toBe(55);
    expect(
      a
        .tensordot(b, {
          dims: [
            [1, 0],
            [0, 1],
          ],
        })
        .item(),
    ).toBe(50);
    expect(torch.tensordot(a, b, 0).shape).toEqual([2, 3, 3, 2]);
    expect(() => torch.tensordot(a, b, { dims: 3 })).toThrow(/out of range/);
  });

  test("norm by name, and without a power", () => {
    expect(a.norm("fro").item()).toBeCloseTo(7.416198253631592, 6);
    expect(torch.norm(a, { p: "nuc" }).item()).toBeCloseTo(8.348468780517578, 5);
    expect(a.norm({ dim: 1 }).toArray()).toEqual([2.2360680103302, 7.071067810058594].map(Math.fround));
    expect(a.norm("fro", { dim: 1, keepdim: true }).shape).toEqual([2, 1]);
    expect(a.norm({ p: 1, dim: 0 }).toArray()).toEqual([3, 5, 7]);
    expect(a.norm(2, { dim: 1, dtype: "float64" }).toArray()).toEqual([2.23606797749979, 7.0710678118654755]);
    expect(() => a.norm("max" as never)).toThrow(/norm: p must be a number or null, got "max"/);
  });

  test("tensors one by one", () => {
    const [x, y] = [tensor([1, 2]), tensor([3, 4, 5])];
    const rows = [
      [1, 2],
      [1, 2],
      [1, 2],
    ];
    const columns = [
      [3, 3],
      [4, 4],
      [5, 5],
    ];
    expect(arrays(torch.meshgrid(x, y, { indexing: "xy" }))).toEqual([rows, columns]);
    expect(arrays(torch.meshgrid([x, y], { indexing: "xy" }))).toEqual([rows, columns]);
    expect(torch.blockDiag(ones([1, 2]), ones([1, 1])).toArray()).toEqual([
      [1, 1, 0],
      [0, 0, 1],
    ]);
    expect(torch.cartesianProd(x, tensor([3, 4])).toArray()).toEqual([
      [1, 3],
      [1, 4],
      [2, 3],
      [2, 4],
    ]);
    expect(torch.broadcastTensors(ones([2, 1]), y).map((t) => t.shape)).toEqual([
      [2, 3],
      [2, 3],
    ]);
    expect(torch.atleast2d(x, y).map((t) => t.shape)).toEqual([
      [1, 2],
      [1, 3],
    ]);
    expect(torch.einsum("ij,jk->ik", a, b).toArray()).toEqual([
      [10, 13],
      [28, 40],
    ]);
  });

  test("nonzero as a tuple", () => {
    const x = tensor([
      [0, 1],
      [2, 0],
    ]);
    expect(arrays(torch.nonzero(x, { asTuple: true }))).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect(arrays(x.nonzero({ asTuple: true }))).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect(x.nonzero({ asTuple: false }).toArray()).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });

  test("unique", () => {
    const x = tensor([
      [3, 1, 1],
      [3, 1, 1],
      [2, 2, 2],
    ]);
    const places = [
      [2, 0, 0],
      [2, 0, 0],
      [1, 1, 1],
    ];
    expect(unique(x).toArray()).toEqual([1, 2, 3]);
    expect(arrays(x.unique({ returnInverse: true, returnCounts: true }))).toEqual([
      [1, 2, 3],
      places,
      [4, 3, 2],
    ]);
    expect(arrays(torch.unique(x, { returnCounts: true }))).toEqual([
      [1, 2, 3],
      [4, 3, 2],
    ]);
    expect(arrays(torch.unique(x, true, true) as Tensor[])).toEqual([[1, 2, 3], places]);
    expect(arrays(unique(x, { dim: 0, returnInverse: true, returnCounts: true }))).toEqual([
      [
        [2, 2, 2],
        [3, 1, 1],
      ],
      [1, 1, 0],
      [1, 2],
    ]);
    expect(unique(tensor([Number.NaN, 1, 1, Number.NaN])).toArray()).toEqual([1, Number.NaN, Number.NaN]);
    expect(unique(tensor([2n, 2n])).dtype).toBe("int64");
    expect(() => unique(x, { return_counts: true } as never)).toThrow(/did you mean returnCounts/);
    expect(() => unique(x, { dim: 5 })).toThrow(/out of range/);
  });

  test("tolist, and names that one looks for in torch", () => {
    expect(a.tolist()).toEqual(a.toArray());
    expect(torch.tensor([1, 2]).toArray()).toEqual([1, 2]);
    expect(torch.noGrad(() => torch.isGradEnabled())).toBe(false);
    expect(torch.linalg.norm(a).item()).toBeCloseTo(7.416198253631592, 6);
    expect(torch.isTensor(a)).toBe(true);
    expect(a.to("cpu", "float64").dtype).toBe("float64");
  });
});
