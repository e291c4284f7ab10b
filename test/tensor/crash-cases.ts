/**
 * Calls that once ended or stopped the process, or that would in any other binding, each with what it gives now.
 *
 * Run as a program it makes them one after the other from the number given and prints a line for each: crash.test.ts
 * does that in a child process, so that a crash is a failing test.
 */

import { writeSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  autograd,
  checkpoint,
  empty,
  getRngState,
  nn,
  ones,
  ops,
  randn,
  scope,
  setNumThreads,
  setRngState,
  special,
  type Tensor,
  tensor,
  torch,
  transfer,
  zeros,
} from "../../lib/index.ts";
import { fromBytes } from "../../lib/tensor/index.ts";

/** A call and the name of the error it gives; `carried out` where it gives none. */
export interface CrashCase {
  name: string;
  gives: string;
  run: () => unknown;
}

const quantized = (shape = [3, 4]) =>
  torch.quantizePerTensor(zeros(shape), 0.1, 0, shape.length > 2 ? "quint8" : "qint32");
const bigint = (n: bigint) => n as unknown as number; // the types ask for numbers, which end at 2^53

/** What a tensor is like after a call that fails for want of memory: whole, with what it held. */
function afterFailure(out: Tensor, call: () => unknown): unknown {
  const before = String(out);
  try {
    call();
  } catch (error) {
    if ((error as Error).name !== "OutOfMemoryError") throw error;
    out.add_(0);
    if (String(out) === before) return "whole";
  }
  throw new Error(`the tensor is ${String(out.shape)} after the call`);
}

/** Pads where the result goes to the same memory; often enough for the heap to be seen damaged. */
function padInto(pad: string, padding: number[], outOf: (x: Tensor) => Tensor): void {
  for (let round = 0; round < 100; round++) {
    const x = ones([1, 3, 4]);
    ops.call(`aten::${pad}.out`, x, padding, { out: outOf(x) });
  }
}

/** A list that claims a length. */
function claims(length: number): number[] {
  return new Proxy([], { get: (list, key) => (key === "length" ? length : Reflect.get(list, key)) });
}

function acting<T extends object>(values: T, name: keyof T, act: () => void): T {
  const value = values[name];
  return Object.defineProperty(values, name, {
    enumerable: true,
    get() {
      act();
      return value;
    },
  });
}

function observe(low: Tensor, high: Tensor, rows: unknown[] = [-1], x = ones([3, 4])): unknown {
  const count = rows.length > 1 ? (x.shape[0] as number) : 1;
  const [on, points] = [ones([1]).to("int64"), zeros([count]).to("int32")];
  const more = [on, on, low, high, ones([count]), points, 0.1, 0, 255, ...rows];
  return ops.call("aten::fused_moving_avg_obs_fake_quant", x, ...more);
}

const REFUSED = "ArgumentError";
const REFUSED_BY_LIBTORCH = "ShapeError";
const whole = (...values: number[]) => tensor(values, { dtype: "int64" });
const ADAGRAD = { lr: 0.1, lrDecay: 0, weightDecay: 0, eps: 1e-8, maximize: false };

// biome-ignore format: one line per case reads as a table
const TABLE: readonly [string, string, () => unknown][] = [
  ["max_pool1d of a window beyond 64 bits", REFUSED, () => torch.maxPool1d(zeros([1, 3, 4]), bigint(2n ** 63n - 1n))],
  ["quantized_max_pool2d of a window beyond 32 bits", REFUSED, () => torch.quantizedMaxPool2d(quantized([1, 2, 4, 4]), [2 ** 53 - 1, 2], [2, 2], [2 ** 20, 0])],
  ["quantized_max_pool3d of a window beyond 32 bits", REFUSED, () => torch.quantizedMaxPool3d(quantized([1, 2, 4, 4, 4]), [2, 2, 2 ** 53 - 1], [2, 2, 2], [0, 0, 2 ** 20])],
  ["mkldnn_linear of a scalar weight", REFUSED, () => ops.call("aten::mkldnn_linear", ops.call("aten::to_mkldnn", ones([2, 3])), ones([]))],
  ["index_copy_ at an index of oneDNN", REFUSED, () => ones([3, 4]).indexCopy_(1, ops.call("aten::to_mkldnn", ones([3, 4])) as Tensor, ones([]))],
  ["index_copy_ of a source of oneDNN", REFUSED, () => ones([3, 4]).indexCopy_(1, whole(0), ops.call("aten::to_mkldnn", ones([3, 1])) as Tensor)],
  ["a message with a list that claims 2 billion elements", REFUSED, () => transfer(Object.assign(new Array(2 ** 31), { 0: ones([1]) }))],
  ["an observer without running values", REFUSED, () => observe(zeros([3, 0]), ones([1]))],
  ["an observer with running values for some rows", REFUSED, () => observe(ones([3]), ones([1000]), [0, true], ones([1000, 4]))],
  ["an observer that makes its running values", "carried out", () => observe(zeros([0]), zeros([0]), [0, true])],
  ["random numbers from the last of 64 bits on", REFUSED, () => ones([4]).random_(bigint(2n ** 63n - 1n), null)],
  ["whole random numbers from the last of 64 bits on", "carried out", () => ones([4]).to("int64").random_(bigint(2n ** 63n - 1n), null)],
  ["copies of dense tensors into compressed ones, by lists", REFUSED, () => ops.call("aten::_foreach_copy", [zeros([3, 4]).toSparseCsr()], [ones([3])])],
  ["native_group_norm of sizes whose product is beyond 64 bits", REFUSED, () => torch.nativeGroupNorm(zeros([2, 0, 3]), ones([4]), ones([4]), 2, 4, bigint(2n ** 62n), 2, 1e-5)],
  ["native_group_norm of no groups", REFUSED, () => torch.nativeGroupNorm(zeros([1, 4, 6, 6]), null, null, 2, 0, 7, 0, 1e-5)],
  ["gru of no layers", REFUSED, () => torch.gru(zeros([3, 1, 2]), zeros([1, 1, 2]), [zeros([6, 2])], true, 0, 0, false, false, false)],
  ["lstm of one state", REFUSED, () => torch.lstm(zeros([3, 1, 2]), [zeros([1, 1, 2])], [zeros([8, 2])], true, 1, 0, false, false, false)],
  ["lstm of packed rows with one state", REFUSED, () => ops.call("aten::lstm.data", zeros([3, 2]), tensor([2n, 1n]), [zeros([1, 2, 2])], [zeros([8, 2])], true, 1, 0, false, false)],
  ["rnn_relu of packed rows without sizes", REFUSED, () => ops.call("aten::rnn_relu.data", zeros([1, 3]), zeros([0, 3], { dtype: "int64" }), zeros([1, 1, 3]), [zeros([3, 3])], true, 1, 0, false, false)],
  ["range of integers in steps of a half", REFUSED, () => torch.range(0, 3, 0.5, { dtype: "int64" })],
  ["range into integers in steps of a half", REFUSED, () => ops.call("aten::range.out", 0, 3, 0.5, { out: zeros([0], { dtype: "int32" }) })],
  ["matrix_power of the least integer", REFUSED, () => torch.matrixPower(torch.eye(2), bigint(-(2n ** 63n)))],
  ["choose_qparams_optimized at an infinite ratio", REFUSED, () => torch.chooseQparamsOptimized(tensor([1, 2]), 2, 200, Number.POSITIVE_INFINITY, 8)],
  ["choose_qparams_optimized of a million bins, a hundred times over", REFUSED, () => torch.chooseQparamsOptimized(tensor([1, 2, 3, 4, 5, 6, 7, 8]), 8, 100, 2 ** 20, 8)],
  ["choose_qparams_optimized of bins that float32 does not tell apart", REFUSED, () => torch.chooseQparamsOptimized(tensor([1000, 1000.001]), 2, 200, 0.16, 8)],
  ["choose_qparams_optimized of many elements and bins", REFUSED, () => torch.chooseQparamsOptimized(randn([2 ** 16]), 2 ** 16, 2 ** 20, 1, 8)],
  ["choose_qparams_optimized of no elements", REFUSED, () => torch.chooseQparamsOptimized(zeros([0]), 0, 200, 0.16, 8)],
  ["choose_qparams_optimized of as many bins as it manages", "carried out", () => torch.chooseQparamsOptimized(tensor([1, 2, 3, 4]), 4, 2 ** 20, 0.16, 8)],
  ["a Legendre polynomial of degree 10^12", REFUSED, () => special.legendrePolynomialP(tensor(0.5), 1e12)],
  ["a Legendre polynomial of one such degree among others", REFUSED, () => special.legendrePolynomialP(tensor(0.5), tensor([3, 1e12, Number.NaN]))],
  ["a Laguerre polynomial of degree 10^12", REFUSED, () => special.laguerrePolynomialL(tensor(0.5), 1e12)],
  ["a Chebyshev polynomial of degree 10^12 beside 1", REFUSED, () => special.chebyshevPolynomialT(tensor(1 + 1e-15, { dtype: "float64" }), 1e12)],
  ["a shifted Chebyshev polynomial of degree 10^12 beside 1", REFUSED, () => special.shiftedChebyshevPolynomialW(tensor(1 + 1e-15, { dtype: "float64" }), 1e12)],
  ["a Chebyshev polynomial of degree 10^12 between -1 and 1", "carried out", () => special.chebyshevPolynomialU(tensor(0.5), 1e12)],
  ["a Legendre polynomial that overflows", "carried out", () => special.legendrePolynomialP(tensor(1.5), 1e12)],
  ["combinations of 2^24 of one element", REFUSED, () => torch.combinations(ones([1]), 2 ** 24)],
  ["tensor_split into 2^26 parts", REFUSED, () => torch.tensorSplit(ones([3]), 2 ** 26)],
  ["lstm of 2^40 layers of nothing", REFUSED, () => torch.lstm(zeros([3, 0, 2]), [zeros([2 ** 40, 0, 4]), zeros([2 ** 40, 0, 4])], [zeros([16, 2])], false, 2 ** 40, 0, false, false, false)],
  ["adaptive_max_pool2d of nothing to 2^53 rows", REFUSED, () => torch.adaptiveMaxPool2d(empty([0, 3, 4, 4]), [2 ** 53 - 1, 1])],
  ["adaptive_avg_pool3d of a quantized tensor into one, to no sizes", REFUSED, () => ops.call("aten::adaptive_avg_pool3d.out", quantized([1, 2, 4, 4]), [], { out: quantized([1, 2, 4, 4]) })],
  ["copy of a dense tensor into a sparse one", REFUSED, () => ops.call("aten::copy", ops.call("aten::to_sparse_csr", ones([2, 3])), ones([3]))],
  ["pdist of no rows, whose gradient crashes", REFUSED, () => torch.pdist(zeros([0, 3], { requiresGrad: true })).sum().backward()],
  ["a quantized tensor viewed as booleans", REFUSED, () => String(quantized().view("bool"))],
  ["a copy of a quantized tensor viewed as booleans", REFUSED, () => ops.call("aten::view_copy.dtype", quantized(), "bool")],
  ["a copy of a quantized tensor viewed as floats, into another", REFUSED, () => ops.call("aten::view_copy.dtype_out", quantized(), "float32", { out: quantized() })],
  ["a quantized tensor viewed as its own type, which has no scale", REFUSED, () => quantized().view("qint32").dequantize()],
  ["a copy of a quantized tensor viewed as its own type", REFUSED, () => ops.call("aten::view_copy.dtype", quantized(), "qint32")],
  ["32 bits quantized with zero points that are fractions", REFUSED, () => torch.quantizePerChannel(zeros([3, 4]), ones([3]), zeros([3]), 0, "qint32")],
  ["8 bits quantized with zero points that are fractions", "carried out", () => torch.quantizePerChannel(zeros([3, 4]), ones([3]), zeros([3]), 0, "qint8").dequantize()],
  ["the negative view of a quantized tensor", REFUSED, () => String(ops.call("aten::_neg_view", quantized()))],
  ["_foreach_clamp_min_ with fewer bounds than tensors", REFUSED, () => ops.call("aten::_foreach_clamp_min_.ScalarList", [zeros([2], { requiresGrad: true })], [])],
  ["_foreach_copy into fewer tensors", REFUSED, () => ops.call("aten::_foreach_copy.out", [], [zeros([2])], { out: [zeros([2])] })],
  ["private operators that trust their arguments", REFUSED, () => ops.call("aten::_weight_norm_interface", zeros([0, 3]), tensor(1))],
  ["operators of libtorch's own namespaces", REFUSED, () => ops.call("mkldnn::_reorder_mkldnn_rnn_layer_weight", zeros([2]), zeros([2]), 2 ** 53 - 1)],
  ["lstm whose states are of another batch", REFUSED, () => torch.lstm(zeros([5, 2, 3]), [zeros([1, 2, 4]), zeros([1, 2, 4])], [zeros([16, 3]), zeros([16, 4])], false, 1, 0, false, false, true)],
  ["lstm with the weights of one layer of five", REFUSED, () => torch.lstm(zeros([5, 2, 3]), [zeros([5, 2, 4]), zeros([5, 2, 4])], [zeros([16, 3]), zeros([16, 4])], false, 5, 0, false, false, false)],
  ["ctc_loss of labels beyond the classes", REFUSED, () => torch.ctcLoss(zeros([5, 2, 4]), whole(1, 2, 2 ** 40), [5, 4], [2, 1])],
  ["lu_unpack with pivots of another shape", REFUSED, () => torch.luUnpack(zeros([3, 3]), zeros([3], { dtype: "int32" }).expand([3, 3]))],
  ["embedding_bag of no bags", REFUSED, () => ops.call("aten::embedding_bag", zeros([5, 3]), whole(0, 4), whole(0), { includeLastOffset: true, mode: 1 })],
  ["embedding_bag without offsets", REFUSED, () => ops.call("aten::embedding_bag", zeros([5, 3]), whole(0, 4), zeros([0], { dtype: "uint8" }))],
  ["native_batch_norm with statistics of fewer channels", REFUSED, () => torch.nativeBatchNorm(zeros([2, 3, 4]), null, null, zeros([2]), ones([3]), true, 0.1, 1e-5)],
  ["_fused_adagrad_ with fewer gradients than parameters", REFUSED, () => ops.call("aten::_fused_adagrad_", [zeros([2]), zeros([6])], [zeros([2]), zeros([3])], [zeros([2]), zeros([3])], [ones([]), ones([])], ADAGRAD)],
  ["_fused_adagrad_ of an expanded parameter", REFUSED, () => ops.call("aten::_fused_adagrad_", [zeros([1]).expand([4096])], [zeros([4096])], [zeros([4096])], [ones([])], ADAGRAD)],
  ["_fused_adagrad_ without step counts", REFUSED, () => ops.call("aten::_fused_adagrad_", [zeros([2])], [zeros([2])], [zeros([2])], [], ADAGRAD)],
  ["slow_conv_transpose2d with a kernel the weight is not of", REFUSED, () => torch.slowConvTranspose2d(zeros([1, 2, 4, 4]), zeros([2, 2, 3, 3]), [3, 100])],
  ["mkldnn_reorder_conv3d_weight in steps of nothing", REFUSED, () => torch.mkldnnReorderConv3dWeight(torch.toMkldnn(zeros([4, 4, 3, 3, 3])), [1, 1, 1], [1, 1, 0], [1, 1, 1], 1, null)],
  ["cat of nothing into a quantized tensor", REFUSED, () => ops.call("aten::cat.out", [], { dim: -1, out: quantized() })],
  ["a sparse tensor with an index beyond its size", REFUSED_BY_LIBTORCH, () => torch.sparseCooTensor(whole(0, 10 ** 8).reshape([1, 2]), ones([2]), [3]).toDense()],
  ["a sparse tensor with a negative index", REFUSED_BY_LIBTORCH, () => torch.sparseCooTensor(whole(0, -5).reshape([1, 2]), ones([2]), [3]).toDense()],
  ["a sparse CSR tensor with a column beyond its size", "OperatorError", () => ops.call("aten::sparse_csr_tensor", whole(0, 1, 2), whole(0, 10 ** 8), ones([2]), [2, 2])],
  ["a sparse CSR tensor with fewer values than columns", REFUSED_BY_LIBTORCH, () => ops.call("aten::sparse_csr_tensor", whole(0, 1, 2), whole(0, 1), ones([0]))],
  ["batch_norm_update_stats with statistics of no channels", REFUSED, () => torch.batchNormUpdateStats(zeros([3, 4]), zeros([0]), null, 0.1)],
  ["copy of an mkldnn tensor into another", REFUSED, () => ops.call("aten::copy", torch.toMkldnn(zeros([2, 3])), torch.toMkldnn(zeros([2, 3])))],
  ["multi_margin_loss_backward of a gradient of nothing", REFUSED, () => ops.call("aten::multi_margin_loss_backward", zeros([0]), zeros([3, 5]), whole(0, 4, 2), 1, 1, null, 1)],
  ["grid_sampler_3d_backward of a gradient of another shape", REFUSED, () => ops.call("aten::grid_sampler_3d_backward", zeros([1, 1, 2, 3, 3, 3]), zeros([1, 2, 4, 4, 4]), zeros([1, 3, 3, 3, 3]), 0, 0, true, [true, true])],
  ["linalg_ldl_solve with pivots that are none", REFUSED, () => ops.call("aten::linalg_ldl_solve", ones([3, 3]), tensor([-2, -2, -2], { dtype: "int32" }), ones([3, 2]))],
  ["col2im with a padding of 2^40", REFUSED, () => ops.call("aten::col2im", zeros([1, 8, 9]), [6, 6], [2, 2], [1, 1], [2 ** 40, 0], [2, 2])],
  ["lstm of packed rows whose states differ in layers", REFUSED, () => ops.call("aten::lstm.data", zeros([3, 2]), whole(2, 1), [zeros([2, 2, 2]), zeros([1, 2, 2])], [zeros([8, 2]), zeros([8, 2])], false, 1, 0, false, false)],
  ["copy of a sparse CSR tensor into another", REFUSED, () => ops.call("aten::copy", ops.call("aten::to_sparse_csr", zeros([3, 0], { dtype: "bfloat16" })), ops.call("aten::to_sparse_csr", zeros([3, 0], { dtype: "bfloat16" })))],
  ["a sparse CSR tensor of rows without dimensions", REFUSED, () => ops.call("aten::sparse_compressed_tensor", whole(0).reshape([]), whole(0, 1), ones([2]), [2, 2], { layout: "sparse_csr" })],
  ["kernels of gradients that trust their arguments", REFUSED, () => torch.maxPool2dWithIndicesBackward(zeros([1, 2, 4, 4]), zeros([1, 2, 8, 8]), [2, 2], [2, 2], [0, 0], [1, 1], false, whole(2 ** 40).expand([1, 2, 4, 4]))],
  ["out of an operation that runs out of memory", "carried out", () => { const out = tensor([-2]).to("complex64"); return afterFailure(out, () => ops.call("aten::eye.out", 2 ** 22, { out })); }],
  ["out, transposed, of one that runs out of memory", "carried out", () => { const out = ones([2, 3]).t(); return afterFailure(out, () => ops.call("aten::rand.out", [2 ** 45], { out })); }],
  ["resize_ that runs out of memory", "carried out", () => { const x = ones([2, 3]); return afterFailure(x, () => x.resize_([2 ** 45])); }],
  ["a tensor that holds itself", "ShapeError", () => { const list: unknown[] = []; list.push(list); return tensor(list as never); }],
  ["an index of 4 billion places", REFUSED, () => zeros([3]).index(...([] as never[])).indexPut_(new Array(2 ** 32 - 1) as never, 1)],
  ["a list of sizes that claims 4 billion", "ShapeError", () => fromBytes(new Uint8Array(4), "uint8", claims(2 ** 32))],
  ["a list of sizes that claims 10^300", REFUSED, () => ops.call("aten::adaptive_avg_pool1d", ones([2]), claims(1e300))],
  ["a list of sizes of 4 billion holes", REFUSED, () => torch.zeros(new Array(2 ** 32 - 1), [2, 2] as never)],
  ["a list of tensors of 4 billion holes", REFUSED, () => autograd.grad(ones([1]), new Array(2 ** 32 - 1))],
  ["a oneDNN tensor without elements, transposed", REFUSED, () => torch.toMkldnn(zeros([3, 0])).t()],
  ["replication_pad2d of a tensor into itself", REFUSED, () => padInto("replication_pad2d", [4, 0, 5, 3], (x) => x)],
  ["reflection_pad2d of a tensor into a view of itself", REFUSED, () => padInto("reflection_pad2d", [2, 0, 2, 2], (x) => x.view([1, 3, 4]))],
  ["replication_pad1d of a tensor into itself by nothing", "carried out", () => padInto("replication_pad1d", [0, 0], (x) => x)],
  ["a matrix without elements packed as float16", REFUSED, () => torch.fbgemmPackGemmMatrixFp16(zeros([1, 3, 0]))],
  ["a weight without elements quantised", REFUSED, () => torch.fbgemmLinearQuantizeWeight(zeros([3, 0]))],
  ["linear with a oneDNN weight without elements", REFUSED, () => torch.linear(zeros([0]), torch.toMkldnn(zeros([3, 0])))],
  ["an empty oneDNN tensor", REFUSED, () => torch.empty([3, 0], { layout: "mkldnn" }).t()],
  ["new_full of 100,000 dimensions", REFUSED, () => torch.newFull(zeros([2]), new Array<number>(100_000).fill(0), 3, { layout: "sparse_csr" })],
  ["zeros of 100,000 dimensions", REFUSED, () => torch.zeros(new Array<number>(100_000).fill(1)).add(1)],
  ["view of 100,000 dimensions", REFUSED, () => ones([1]).view(new Array<number>(100_000).fill(1)).sum()],
  ["tile by a list of 100,000", REFUSED, () => torch.tile(ones([2, 3]), new Array<number>(100_000).fill(1))],
  ["repeat by a list of 100,000", REFUSED, () => ones([2, 3]).repeat(new Array<number>(100_000).fill(1))],
  ["arguments of a function in a list of 4 billion holes", REFUSED, () => checkpoint((x: number) => ones([x]), new Array(2 ** 32 - 1) as [number])],
  ["a list of options of 4 billion holes", REFUSED, () => nn.functional.maxPool2d(ones([1, 4, 4]), 2, { stride: new Array(2 ** 32 - 1) as never })],
  ["a proxy that says its length is -1", REFUSED, () => zeros([3]).sum(new Proxy([0], { get: (t, k) => (k === "length" ? -1 : Reflect.get(t, k)) }))],
  ["integers of more than 64 bits in a list", REFUSED, () => zeros([4]).view([bigint(2n ** 70n + 4n)])],
  ["a getter that calls operators while the call is written", "carried out", () => {
    const options = acting({ dim: 1, keepdim: true }, "keepdim", () => { torch.cat([zeros([3000]), zeros([2])]).sum(); });
    if (String(ones([2, 3]).sum(options).shape) !== "2,1") throw new Error("another operator ran");
  }],
  ["a getter that reads shapes while the call is written", "carried out", () => {
    const x = ones([2, 3]);
    const options = acting({ dim: [1], keepdim: false }, "dim", () => { x.ndim; x.shape; });
    if (String(x.sum(options).shape) !== "2") throw new Error("another operator ran");
  }],
  ["a getter that frees the tensor", "FreedTensorError", () => { const x = ones([2, 3]); return x.sum(acting({ dim: 1 }, "dim", () => x.dispose())); }],
  ["gradients of what is no tensor", REFUSED, () => autograd.grad({ length: 1e9 } as never, [])],
  ["a random state cut short", "ShapeError", () => setRngState(getRngState().slice({ dim: 0, end: 10 }))],
  ["a random state of ones", "OperatorError", () => setRngState(getRngState().fill_(255))],
  ["a tensor of a scope that ended", "FreedTensorError", () => { let t: Tensor | undefined; scope(() => { t = randn([2]); }); return (t as Tensor).add(1); }],
];

/** Every case, in the order in which they run. */
export const CRASH_CASES: readonly CrashCase[] = TABLE.map(([name, gives, run]) => ({ name, gives, run }));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  setNumThreads(1);
  for (const { run } of CRASH_CASES.slice(Number(process.argv[2] ?? 0))) {
    let outcome = "carried out";
    let text = "";
    try {
      run();
    } catch (error) {
      outcome = (error as Error).name;
      text = (error as Error).message;
    }
    writeSync(1, `${JSON.stringify({ outcome, text })}\n`);
  }
}
