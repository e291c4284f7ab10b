/**
 * What the types of methods allow and refuse. Nothing in these files (types*.ts) runs: `tsc` compiles them with the
 * rest (npm run check), and each `@ts-expect-error` fails the compilation where the line below it is accepted.
 */

import {
  Complex,
  type DType,
  Generator,
  nn,
  type Probabilities,
  slice,
  type Tensor,
} from "../../lib/index.ts";
import { typed } from "./types-same.ts";

/** Results, and the ways to spell a call. */
export function methods(x: Tensor): void {
  typed<Tensor>()(x.add(1), true);
  typed<Tensor>()(x.add(x, { alpha: 2 }), true);
  typed<Tensor>()(x.add(new Complex(0, 1)), true);
  typed<Tensor>()(x.add(2n ** 60n).mul(true), true);
  typed<Tensor>()(x.sum(), true);
  typed<Tensor>()(x.sum(1), true);
  typed<Tensor>()(x.sum([0, 1], true), true);
  typed<Tensor>()(x.sum(1, { keepdim: true, dtype: "float64" }), true);
  typed<Tensor>()(x.sum({ dim: 1, keepdim: true }), true);
  typed<Tensor>()(x.mean({ dim: [0, 2] }).var({ dim: 0, correction: 0 }), true);
  typed<Tensor>()(x.clamp({ min: 0 }).clamp({ max: x }), true);
  typed<Probabilities>()(x.softmax(1, "float32"), true);
  typed<Tensor>()(x.view([2, -1]).view("int32").reshape([6]), true);
  typed<Tensor>()(x.permute([1, 0]).transpose(0, 1).flatten({ startDim: 1 }), true);
  typed<Tensor>()(x.index(0, slice(1, 3), "...", null, x, [1, 2]), true);
  typed<Tensor>()(x.to("float64").to("cpu").to({ dtype: "int64", copy: true }), true);
  typed<Tensor>()(x.div(x, { roundingMode: "floor" }), true);
  typed<Tensor[]>()(x.split(2), true);
  typed<Tensor[]>()(x.chunk(2, { dim: 1 }), true);
  typed<boolean>()(x.equal(x), true);
  typed<boolean>()(x.isComplex(), true);
  typed<number>()(x.denseDim(), true);
  typed<number>()(x.numel(), true);
  typed<number[]>()(x.shape, true);
  typed<number>()(x.qScale(), true);
  typed<DType>()(x.dtype, true);
  typed<Tensor | null>()(x.grad, true);
}

/** In-place methods give the object they were called on, with the type it has. */
export function inPlace<T extends Tensor>(x: T): void {
  typed<T>()(x.add_(1), true);
  typed<T>()(x.zero_().mul_(x).clamp_({ min: 0 }), true);
  typed<T>()(x.normal_({ mean: 1, std: 2, generator: new Generator() }), true);
  typed<T>()(x.uniform_(-1, 1).copy_(x).requiresGrad_(), true);
  typed<Tensor>()(x.add(1), true);
}

/** A tensor marked as probabilities goes wherever a tensor goes, and what is computed from it is plain. */
export function marked(x: Tensor, where: boolean): void {
  typed<Probabilities>()(x.sigmoid(), true);
  typed<Probabilities>()(x.softmax({ dim: 1 }), true);
  typed<Tensor>()(x.logSoftmax(1), true);
  typed<Tensor>()(x.sigmoid().mul(x), true);
  typed<Tensor>()(where ? x.sigmoid() : x.relu(), true);
  const plain: Tensor = x.sigmoid();
  let weights = x.softmax(1);
  weights = weights.mul(plain);
  const maps = [x.sigmoid()];
  maps.push(weights.sum(1), x);
  nn.functional.nllLoss(x.softmax(1).log(), x);
  nn.functional.binaryCrossEntropy(x.sigmoid(), x);
  nn.functional.crossEntropy(x.logit(), x.softmax(1));
  nn.functional.crossEntropy(nn.functional.asLogits(x.sigmoid()), x);
  // @ts-expect-error probabilities are no logits
  nn.functional.crossEntropy(x.softmax(1), x);
  // @ts-expect-error probabilities are no logits
  nn.functional.binaryCrossEntropyWithLogits(x.sigmoid(), x);
}

/** Several results come by their names, or in order. */
export function namedResults(x: Tensor): void {
  typed<{ values: Tensor; indices: Tensor }>()(x.max(1), true);
  typed<Tensor>()(x.max(), true);
  typed<{ values: Tensor; indices: Tensor }>()(x.sort({ dim: 0, descending: true }), true);
  typed<{ values: Tensor; indices: Tensor }>()(x.topk(2), true);
  typed<{ min: Tensor; max: Tensor }>()(x.aminmax(), true);
  typed<{ mantissa: Tensor; exponent: Tensor }>()(x.frexp(), true);
  // @ts-expect-error one result has no names
  x.sum().largest;
  // @ts-expect-error the names are the schema's
  x.max(1).value;
  // @ts-expect-error results by name are no list
  const [first] = x.max(1);
  void first;
}

/** Arguments of the wrong kind. */
export function wrongKinds(x: Tensor): void {
  // @ts-expect-error a string is no tensor and no number
  x.add("1");
  // @ts-expect-error neither is an array
  x.mul([1, 2]);
  // @ts-expect-error nor nothing
  x.add(null);
  // @ts-expect-error a tensor is needed
  x.matmul(2);
  // @ts-expect-error keepdim is a boolean
  x.sum(1, 1);
  // @ts-expect-error keepdim is a boolean, by name too
  x.sum({ dim: 1, keepdim: 1 });
  // @ts-expect-error a dimension is a number
  x.softmax("1");
  // @ts-expect-error a dtype is no tensor
  x.softmax(1, x);
  // @ts-expect-error a dtype is one of a few names
  x.to({ dtype: "float" });
  // @ts-expect-error a dtype is one of a few names, here too
  x.sum({ dtype: "f32" });
  // @ts-expect-error a device has a known name
  x.to({ device: "gpu" });
  // @ts-expect-error a memory format is one of four
  x.contiguous({ memoryFormat: "nhwc" });
  // @ts-expect-error a generator is no number
  x.normal_({ generator: 1 });
  // @ts-expect-error a shape holds numbers
  x.view(["2", -1]);
  // @ts-expect-error a rounding mode is one of two
  x.div(x, { roundingMode: "up" });
  // @ts-expect-error a reduction is one of five
  x.scatterReduce(0, x, x, "max");
  // @ts-expect-error a mask is a tensor
  x.maskedFill([true], 0);
  // @ts-expect-error objects do not index
  x.index({});
  // @ts-expect-error booleans of JavaScript are no condition
  x.where(true, x);
}

/** Names and numbers of arguments. */
export function wrongNames(x: Tensor): void {
  // @ts-expect-error there is no option of this name
  x.sum({ dimm: 1 });
  // @ts-expect-error options are in camelCase
  x.flatten({ start_dim: 1 });
  // @ts-expect-error there is no operator of this name
  x.logsoftmax(1);
  // @ts-expect-error operators are in camelCase
  x.log_softmax(1);
  // @ts-expect-error matmul needs its other tensor
  x.matmul();
  // @ts-expect-error and takes only one
  x.matmul(x, x);
  // @ts-expect-error abs takes nothing
  x.abs(1);
  // @ts-expect-error topk needs k
  x.topk();
  // @ts-expect-error as an option too
  x.topk({ dim: 1 });
  // @ts-expect-error softmax needs its dimension
  x.softmax();
  // @ts-expect-error too many arguments
  x.sum(1, true, "float32", 4);
  // @ts-expect-error the shape cannot be written
  x.shape = [1];
  // @ts-expect-error transpose needs both dimensions
  x.transpose(0);
}

/** Elements. */
export async function elements(x: Tensor): Promise<void> {
  typed<number>()(x.item(), true);
  typed<boolean>()(x.item<boolean>(), true);
  typed<Promise<number>>()(x.itemAsync(), true);
  const first: number | bigint | undefined = (await x.dataAsync())[0];
  void first;
  const sure: number = x.item();
  // @ts-expect-error itemAsync is asynchronous
  const now: number = x.itemAsync();
  void [sure, now];
}
