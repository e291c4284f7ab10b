/**
 * Memory layouts as the fused kernels need them.
 *
 * The kernels walk parameter, gradient and state as flat arrays, from the first element on, without looking at
 * strides; on CPU nobody checks. So all of them must be dense and laid out alike: a gradient that is not is copied
 * into its parameter's layout, and a parameter that is not dense (a view with gaps) is updated as a dense copy that is
 * written back.
 *
 * This runs for every parameter of every step, so strides are read from the addon's buffer (see `info` in
 * native/tensor.cc) and compared there, without making arrays.
 */
import { native } from "../native/addon.ts";
import { type Tensor, torch } from "../tensor/index.ts";

/** What the kernel works on. */
export interface Staged {
  /** The parameter, or a dense copy of it. */
  param: Tensor;
  /** Its gradient in the same layout. */
  grad: Tensor;
  /** Where a copy is to be written back to. */
  original: Tensor;
}

/** The layout of a tensor as it was when it was looked at. */
export interface Layout {
  /** Sizes, then strides. */
  readonly numbers: readonly number[];
  /** The elements fill a stretch of memory, in any order of dimensions. */
  readonly dense: boolean;
}

/** Looks at a tensor's layout. */
export function layoutOf(tensor: Tensor): Layout {
  const info = read(tensor);
  const ndim = info[7] as number;
  const numbers = Array.from(info.subarray(9, 9 + 2 * ndim));
  return { numbers, dense: isDense(numbers.slice(0, ndim), numbers.slice(ndim)) };
}

/** Whether a tensor has the layout: same sizes, elements in the same order in memory. */
export function hasLayout(tensor: Tensor, { numbers }: Layout): boolean {
  const info = read(tensor);
  const ndim = numbers.length / 2;
  if (info[7] !== ndim) return false;
  for (let d = 0; d < ndim; d++) {
    if (info[9 + d] !== numbers[d]) return false;
    // The stride of a dimension of one element means nothing.
    if (info[9 + ndim + d] !== numbers[ndim + d] && numbers[d] !== 1) return false;
  }
  return true;
}

/** A parameter, of the given layout, and its gradient in one dense layout. */
export function stage(param: Tensor, grad: Tensor, layout: Layout): Staged {
  if (layout.dense && hasLayout(grad, layout)) return { param, grad, original: param };
  const work = layout.dense ? param : param.contiguous();
  return { param: work, grad: torch.emptyLike(work).copy_(grad), original: param };
}

function read(tensor: Tensor): Float64Array {
  const addon = native();
  addon.info(tensor._require("optimizer step"));
  return addon.buffer();
}

function isDense(shape: readonly number[], strides: readonly number[]): boolean {
  const dims = shape
    .map((size, d) => ({ size, stride: strides[d] as number }))
    .filter(({ size }) => size !== 1)
    .sort((a, b) => a.stride - b.stride);
  let expected = 1;
  for (const { size, stride } of dims) {
    if (stride !== expected) return false;
    expected *= size;
  }
  return true;
}
