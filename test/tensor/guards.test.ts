// Guards refuse what would crash libtorch and nothing else: legal calls at their edges give PyTorch's numbers.
import { describe, expect, test } from "vitest";
import {
  ArgumentError,
  arange,
  empty,
  linalg,
  manualSeed,
  ops,
  randn,
  setNumThreads,
  type Tensor,
  tensor,
  torch,
  zeros,
} from "../../lib/index.ts";
import { guards } from "../../lib/tensor/guards.ts";
import { privateOperators, reasonUnsafe, unsafeOperators } from "../../lib/tensor/unsafe.ts";
import { expectClose } from "../helpers/close.ts";
import { findPython, runPython } from "../helpers/index.ts";

setNumThreads(1);
manualSeed(0);

const inputs = {
  x: randn([5, 2, 3]),
  packed: randn([5, 3]),
  h: randn([1, 2, 4]),
  c: randn([1, 2, 4]),
  wi: randn([16, 3]),
  wh: randn([16, 4]),
  square: randn([3, 3]).add(torch.eye(3).mul(4)),
  image: randn([2, 4, 3, 3]),
  logits: randn([5, 2, 4]).logSoftmax(2),
  table: randn([5, 3]),
};

/** The calls, in the same words as the snippet below. */
function ours(): Record<string, Tensor> {
  const { x, packed, h, c, wi, wh, square, image, logits, table } = inputs;
  const sizes = tensor([2n, 2n, 1n]);
  const padded = tensor([1, 2, 3, -1], { dtype: "int64" }).reshape([2, 2]);
  const { LU, pivots } = linalg.luFactor(square) as { LU: Tensor; pivots: Tensor };
  const unpacked = torch.luUnpack(LU, pivots) as { P: Tensor; L: Tensor; U: Tensor };
  const p = table.clone();
  ops.call("aten::_fused_adam_", [p], [table], [zeros([5, 3])], [zeros([5, 3])], [], [tensor(1)], {
    lr: 0.1,
    beta1: 0.9,
    beta2: 0.99,
    weightDecay: 0,
    eps: 1e-8,
    amsgrad: false,
    maximize: false,
  });
  const bag = ops.call("aten::embedding_bag", table, tensor([0n, 4n, 2n]), tensor([0n, 3n]), {
    includeLastOffset: true,
    mode: 1,
  }) as Tensor[];
  return {
    lstm: (torch.lstm(x, [h, c], [wi, wh], false, 1, 0, false, false, false) as Tensor[])[0] as Tensor,
    lstmPacked: (
      ops.call("aten::lstm.data", packed, sizes, [h, c], [wi, wh], false, 1, 0, false, false) as Tensor[]
    )[0] as Tensor,
    groups: (torch.nativeGroupNorm(image, null, null, 2, 4, 9, 4, 1e-5) as Tensor[])[0] as Tensor,
    range: torch.range(0, 3, 0.5),
    rangeOfIntegers: torch.range(0, 5, 2.5, { dtype: "int64" }),
    power: torch.matrixPower(square, -3),
    pool: torch.adaptiveAvgPool2d(empty([0, 3, 4, 4]), [65_536, 2]),
    pdist: torch.pdist(empty([0, 3])),
    view: arange(4, { dtype: "float32" }).view("int32"),
    ctc: torch.ctcLoss(logits, padded, [5, 4], [2, 1], { zeroInfinity: true }) as Tensor,
    P: unpacked.P,
    bag: bag[0] as Tensor,
    adam: p,
    ldl: ldlSolve(square),
    coo: torch.sparseCooTensor(tensor([[0n, 2n]]), tensor([1, 2]), [3]).toDense(),
    csr: (
      ops.call("aten::sparse_csr_tensor", tensor([0n, 1n, 2n]), tensor([0n, 3n]), tensor([1, 2])) as Tensor
    ).toDense(),
    bsc: (
      ops.call("aten::sparse_bsc_tensor", tensor([0n, 1n]), tensor([1n]), tensor([[[1, 2]]])) as Tensor
    ).toDense(),
    maximum: (ops.call("aten::_foreach_maximum", [table, square], [0, 1]) as Tensor[])[1] as Tensor,
  };
}

function ldlSolve(square: Tensor): Tensor {
  // No zeros on the diagonal's path: blocks of two rows, which negative pivots stand for.
  const symmetric = square.add(square.t()).sub(torch.eye(3).mul(8));
  const { LD, pivots } = ops.call("aten::linalg_ldl_factor", symmetric) as { LD: Tensor; pivots: Tensor };
  return ops.call("aten::linalg_ldl_solve", LD, pivots, square) as Tensor;
}

const SNIPPET = `
  i = inputs
  sizes = torch.tensor([2, 2, 1])
  padded = torch.tensor([[1, 2], [3, -1]])
  LU, pivots = torch.linalg.lu_factor(i["square"])
  p = i["table"].clone()
  torch._fused_adam_([p], [i["table"]], [torch.zeros(5, 3)], [torch.zeros(5, 3)], [], [torch.tensor(1.0)], lr=0.1,
                     beta1=0.9, beta2=0.99, weight_decay=0, eps=1e-8, amsgrad=False, maximize=False)
  w = [i["wi"], i["wh"]]
  s = [i["h"], i["c"]]
  outputs["lstm"] = torch.lstm(i["x"], s, w, False, 1, 0, False, False, False)[0]
  outputs["lstmPacked"] = torch.lstm(i["packed"], sizes, s, w, False, 1, 0, False, False)[0]
  outputs["groups"] = torch.native_group_norm(i["image"], None, None, 2, 4, 9, 4, 1e-5)[0]
  outputs["range"] = torch.range(0, 3, 0.5)
  outputs["rangeOfIntegers"] = torch.range(0, 5, 2.5, dtype=torch.int64)
  outputs["power"] = torch.matrix_power(i["square"], -3)
  outputs["pool"] = torch.ops.aten.adaptive_avg_pool2d(torch.empty(0, 3, 4, 4), [65536, 2])
  outputs["pdist"] = torch.pdist(torch.empty(0, 3))
  outputs["view"] = torch.arange(4, dtype=torch.float32).view(torch.int32)
  outputs["ctc"] = torch.ops.aten.ctc_loss(i["logits"], padded, [5, 4], [2, 1], 0, 1, True)
  outputs["P"] = torch.lu_unpack(LU, pivots)[0].contiguous()
  outputs["bag"] = torch.ops.aten.embedding_bag(i["table"], torch.tensor([0, 4, 2]), torch.tensor([0, 3]),
                                               mode=1, include_last_offset=True)[0]
  outputs["adam"] = p
  LD, ldl = torch.linalg.ldl_factor(i["square"] + i["square"].T - 8 * torch.eye(3))
  outputs["ldl"] = torch.linalg.ldl_solve(LD, ldl, i["square"]).contiguous()
  outputs["coo"] = torch.sparse_coo_tensor([[0, 2]], [1.0, 2.0], [3]).to_dense()
  outputs["csr"] = torch.sparse_csr_tensor(torch.tensor([0, 1, 2]), torch.tensor([0, 3]), torch.tensor([1.0, 2])).to_dense()
  outputs["bsc"] = torch.sparse_bsc_tensor(torch.tensor([0, 1]), torch.tensor([1]), torch.tensor([[[1.0, 2]]])).to_dense()
  outputs["maximum"] = torch._foreach_maximum([i["table"], i["square"]], [0, 1])[1].contiguous()
`;

describe("guards let legal calls through", () => {
  test.skipIf(findPython() === undefined)("which give what PyTorch gives", async () => {
    const { outputs } = await runPython(SNIPPET, { inputs, threads: 1 });
    const made = ours();
    expect(Object.keys(made).sort()).toEqual(Object.keys(outputs).sort());
    for (const [name, expected] of Object.entries(outputs)) expectClose(made[name] as Tensor, expected);
  });
});

describe("the table of guards", () => {
  test("names operators that libtorch has", () => {
    const known = new Set(ops.list().flatMap((name) => [name, name.split(".")[0] as string]));
    for (const name of [...Object.keys(guards), ...Object.keys(unsafeOperators)])
      expect(known).toContain(`aten::${name}`);
    for (const name of privateOperators.filter((n) => !n.endsWith("*")))
      expect(known).toContain(`aten::${name}`);
  });

  test("takes nothing that a call leaves out as a reason to refuse it", () => {
    for (const [name, guard] of Object.entries(guards))
      expect(
        guard({}, () => undefined),
        name,
      ).toBeUndefined();
  });

  test("says what is wrong, in the operator's words", () => {
    expect(() => torch.range(0, 3, 0.5, { dtype: "int64" })).toThrow(
      /range: a step of 0\.5 is zero as an integer/,
    );
    expect(() => torch.range(0, 3, 0.5, { dtype: "int64" })).toThrow(ArgumentError);
  });
});

describe("unsafe operators", () => {
  test("are the private ones save those that are listed, and libtorch's own namespaces", () => {
    expect(reasonUnsafe("aten::_weight_norm_interface")).toMatch(/private/);
    expect(reasonUnsafe("onednn::qlinear_pointwise")).toMatch(/private/);
    expect(reasonUnsafe("aten::reflection_pad1d_backward.grad_input")).toMatch(/gradient/);
    for (const name of [
      "aten::add",
      "aten::__and__",
      "aten::_foreach_add_.List",
      "aten::_fused_sgd_",
      "mine::op",
    ]) {
      expect(reasonUnsafe(name), name).toBeUndefined();
    }
  });

  test("are called by ops.unsafe", () => {
    expect(() => ops.call("aten::_log_softmax", zeros([2]), 0, false)).toThrow(/ops\.unsafe/);
    const made = ops.unsafe("aten::_log_softmax", zeros([2]), 0, false) as Tensor;
    expect(made.exp().toArray()).toEqual([0.5, 0.5]);
  });

  test("refuse names that are none with a typed error", () => {
    expect(() => ops.unsafe(null as never)).toThrow(ArgumentError);
    expect(() => ops.unsafe("nowhere")).toThrow(ArgumentError);
  });
});
