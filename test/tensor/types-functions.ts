/** What the types of functions and namespaces allow and refuse; see types.ts. */

import {
  type Complex,
  cat,
  type DType,
  eye,
  fft,
  Generator,
  linalg,
  logspace,
  nn,
  ones,
  ops,
  type Probabilities,
  rand,
  randint,
  randintLike,
  scope,
  special,
  stack,
  Tensor,
  tensor,
  torch,
  unique,
  unravelIndex,
  where,
  zeros,
  zerosLike,
} from "../../lib/index.ts";
import { typed } from "./types-same.ts";

/** Functions of `torch`. */
export function functions(x: Tensor): void {
  typed<Tensor>()(torch.add(x, 1), true);
  typed<Tensor>()(torch.conv2d(x, x, { bias: null, stride: 2, padding: [1, 1] }), true);
  typed<Tensor>()(torch.conv2d(x, x, x, 1, "same"), true);
  typed<Tensor>()(cat([x, x], { dim: 1 }), true);
  typed<Tensor>()(cat([x, x], 1), true);
  typed<Tensor>()(stack([x] as readonly Tensor[]), true);
  typed<Tensor>()(where(x, x, 0.5), true);
  typed<Tensor[]>()(torch.meshgrid([x, x], { indexing: "xy" }), true);
  typed<[Tensor, Tensor]>()(torch.varMean(x, 1), true);
  typed<boolean>()(torch.canCast("int32", "float32"), true);
  typed<DType>()(torch.resultType(x, 1.5), true);
  typed<DType>()(torch.promoteTypes("int8", "float16"), true);
  typed<number | bigint | boolean | Complex>()(torch.item(x), true);
  typed<Tensor>()(torch.relu_(x), true);
  typed<void>()(torch.symConstrainRange(3, { min: 1 }), true);
  typed<[Tensor | null, Tensor | null, Tensor | null]>()(
    torch.convolutionBackward(x, x, x, [1], [1, 1], [0, 0], [1, 1], false, [0, 0], 1, [true, true, false]),
    true,
  );
  // @ts-expect-error a list of tensors is needed
  cat(x);
  // @ts-expect-error of tensors only
  cat([x, 1], { dim: 1 });
  // @ts-expect-error a dimension is a number
  cat([x, x], { dim: "1" });
  // @ts-expect-error there is no option of this name
  cat([x, x], { axis: 1 });
  // @ts-expect-error two lists are one too many
  cat([x], [x]);
  // @ts-expect-error a bias is a tensor
  torch.conv2d(x, x, { bias: 1 });
  // @ts-expect-error a padding is a size or one of two words
  torch.conv2d(x, x, { padding: "full" });
  // @ts-expect-error dtypes are names
  torch.canCast(x, "float32");
  // @ts-expect-error there is no such function
  torch.conv2D(x, x);
  // @ts-expect-error an equation comes first
  torch.einsum([x, x], "ij,jk");
  typed<Tensor[]>()(torch.meshgrid(x, x, { indexing: "xy" }), true);
  typed<Tensor[]>()(torch.meshgrid(x, x), true);
  typed<Tensor>()(torch.einsum("ij,jk->ik", x, x), true);
  typed<Tensor[]>()(torch.nonzero(x, { asTuple: true }), true);
  typed<Tensor[]>()(x.nonzero({ asTuple: true }), true);
  typed<Tensor>()(torch.tensordot(x, x, { dims: 2 }), true);
  typed<Tensor>()(x.tensordot(x, [[0], [1]]), true);
  typed<Tensor>()(x.norm("fro", { dim: 1 }), true);
  typed<Tensor>()(x.norm({ dim: 1 }), true);
  typed<Tensor>()(x.view(2, -1), true);
  typed<Tensor>()(x.T.mT, true);
  typed<Tensor>()(unique(x), true);
  typed<[Tensor, Tensor]>()(torch.unique(x, { returnCounts: true }), true);
  typed<[Tensor, Tensor, Tensor]>()(x.unique({ returnInverse: true, returnCounts: true, dim: 0 }), true);
  typed<number[]>()(torch.broadcastShapes([2, 1], [3]), true);
  typed<Tensor[]>()(unravelIndex(x, [2, 2]), true);
  typed<Tensor>()(torch.tensor([1, 2]), true);
  // @ts-expect-error a view's sizes are numbers
  x.view("2", 3);
  // @ts-expect-error a norm is one of two words
  x.norm("frobenius");
  // @ts-expect-error an indexing is one of two
  torch.meshgrid([x], { indexing: "yx" });
}

/** Making tensors: shapes, dtypes, devices, generators. */
export function creation(x: Tensor): void {
  typed<Tensor>()(zeros([2, 3], { dtype: "int32", device: "cuda:1" }), true);
  typed<Tensor>()(randint(0, 10, [2], { dtype: "int32", generator: new Generator() }), true);
  typed<Tensor>()(torch.zeros([2], { dtype: "float16", pinMemory: true, layout: "strided" }), true);
  typed<Tensor>()(torch.rand([2], { generator: new Generator(), device: "cpu" }), true);
  typed<Tensor>()(torch.arange(5, { dtype: "int64" }), true);
  typed<Tensor>()(torch.zerosLike(x, { dtype: null, memoryFormat: "preserve" }), true);
  typed<Tensor>()(tensor([[1], [2]], { dtype: "float64", requiresGrad: true }), true);
  typed<Tensor>()(zeros(3, 4), true);
  typed<Tensor>()(zeros(3, 4, { dtype: "int64" }), true);
  typed<Tensor>()(torch.zeros(3, 4, { requiresGrad: true }), true);
  typed<Tensor>()(eye(3, 4), true);
  typed<Tensor>()(logspace(0, 1, 5, 2), true);
  typed<Tensor>()(zerosLike(x, { requiresGrad: true }), true);
  typed<Tensor>()(randintLike(x, 10, { requiresGrad: false }), true);
  // @ts-expect-error what moves a tensor does not make it a leaf
  torch.to(x, { device: "cpu", requiresGrad: true });
  // @ts-expect-error sizes are numbers
  zeros(3, "4");
  // @ts-expect-error a shape holds numbers
  zeros(["3"]);
  // @ts-expect-error strings make no tensor
  tensor(["a"]);
  // @ts-expect-error the class is not made by hand
  new Tensor();
  // @ts-expect-error a dtype has a known name
  zeros([1], { dtype: "double" });
  // @ts-expect-error a dtype is no tensor
  torch.zeros([1], { dtype: x });
  // @ts-expect-error requiresGrad is a boolean
  ones([1], { requiresGrad: 1 });
  // @ts-expect-error a device is a name
  torch.zeros([1], { device: 0 });
  // @ts-expect-error a layout is one of a few names
  torch.zeros([1], { layout: "dense" });
  // @ts-expect-error pinMemory is a boolean
  torch.zeros([1], { pinMemory: "yes" });
  // @ts-expect-error a generator is an object
  rand([1], { generator: 7 });
  // @ts-expect-error requiresGrad is a boolean
  torch.zeros([1], { requiresGrad: 1 });
}

/** `linalg`, `fft`, `special`. */
export function namespaces(x: Tensor): void {
  typed<{ Q: Tensor; R: Tensor }>()(linalg.qr(x, { mode: "complete" }), true);
  typed<{ U: Tensor; S: Tensor; Vh: Tensor }>()(linalg.svd(x, { fullMatrices: false }), true);
  typed<{ sign: Tensor; logabsdet: Tensor }>()(linalg.slogdet(x), true);
  typed<{ eigenvalues: Tensor; eigenvectors: Tensor }>()(linalg.eigh(x, "U"), true);
  typed<Tensor>()(linalg.norm(x, "fro"), true);
  typed<Tensor>()(linalg.norm(x, { ord: 2, dim: [0, 1], keepdim: true }), true);
  typed<Tensor>()(fft.rfft(x, { n: 8, norm: "ortho" }), true);
  typed<Tensor>()(fft.fftn(x, { s: [4, 4], dim: [0, 1] }), true);
  typed<Tensor>()(special.xlogy(x, 2), true);
  typed<Probabilities>()(special.expit(x), true);
  // @ts-expect-error singular values are named S
  linalg.svd(x).values;
  // @ts-expect-error a triangle is L or U
  linalg.eigh(x, "upper");
  // @ts-expect-error a mode is one of three
  linalg.qr(x, "full");
  // @ts-expect-error a norm is one of three words
  fft.fft(x, { norm: "unitary" });
  // @ts-expect-error names have no prefix inside a namespace
  linalg.linalgNorm(x);
  // @ts-expect-error no such function in this namespace
  fft.expit(x);
  // @ts-expect-error two are needed
  special.xlogy(x);
  // @ts-expect-error a tensor is needed
  linalg.inv(2);
}

/** `nn.functional`. */
export function functional(x: Tensor): void {
  const F = nn.functional;
  typed<Tensor>()(F.crossEntropy(x, x, { labelSmoothing: 0.1, reduction: "sum" }), true);
  typed<Probabilities>()(F.softmax(x, { dim: 1 }), true);
  typed<Tensor>()(F.conv1d(x, x, { stride: 2, padding: "same" }), true);
  typed<{ output: Tensor; indices: Tensor }>()(
    { ...F.maxPool2dWithIndices(x, 2, { stride: [1, 2], ceilMode: true }) },
    true,
  );
  typed<Tensor>()(F.maxPool3d(x, [1, 2, 2]), true);
  typed<Tensor>()(F.gridSample(x, x, { mode: "nearest", paddingMode: "border" }), true);
  typed<Tensor>()(F.scaledDotProductAttention(x, x, x, { isCausal: true, scale: 0.5 }), true);
  typed<Tensor>()(F.ctcLoss(x, x, [3, 4], [1, 2], { zeroInfinity: true }), true);
  typed<Tensor>()(F.gaussianNllLoss(x, x, 0.5, { full: true }), true);
  // @ts-expect-error a reduction is one of three
  F.mseLoss(x, x, { reduction: "average" });
  // @ts-expect-error softmax needs its dimension
  F.softmax(x);
  // @ts-expect-error a window over two dimensions has two sizes
  F.maxPool2d(x, [1, 2, 3]);
  // @ts-expect-error a target is a tensor
  F.crossEntropy(x, [0, 1]);
  // @ts-expect-error a mode is one of three
  F.gridSample(x, x, { mode: "cubic" });
  // @ts-expect-error a power is 1 or 2
  F.multiMarginLoss(x, x, { p: 3 });
  // @ts-expect-error inplace is a boolean
  F.relu(x, { inplace: "yes" });
  // @ts-expect-error there is no option of this name
  F.dropout(x, { prob: 0.5 });
  // @ts-expect-error a mode of bags is one of three
  F.embeddingBag(x, x, { mode: "min" });
}

/** `ops`. */
export function byName(x: Tensor): void {
  typed<Tensor>()(ops.call<Tensor>("aten::relu", x), true);
  typed<Tensor[]>()(ops.call<Tensor[]>("aten::_foreach_add", [x], 1), true);
  typed<{ values: Tensor; indices: Tensor }>()(
    ops.call<{ values: Tensor; indices: Tensor }>("aten::sort", x),
    true,
  );
  typed<void>()(ops.load("./operators.so"), true);
  typed<string[]>()(ops.list(), true);
  // @ts-expect-error what comes is not known unless said
  ops.call("aten::relu", x).shape;
  // @ts-expect-error no operator returns a date
  ops.call<Date>("aten::relu", x);
  // @ts-expect-error a name is a string
  ops.call(1, x);
  // @ts-expect-error a path is a string
  ops.load(new URL("file:///operators.so"));
}

/** Scopes keep the type of what they return. */
export function scopes(): void {
  typed<{ a: Tensor; n: number }>()(
    scope(() => ({ a: zeros([1]), n: 1 })),
    true,
  );
  typed<Promise<Tensor>>()(
    scope(async () => ones([1])),
    true,
  );
}
