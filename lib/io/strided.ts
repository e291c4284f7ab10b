/** Checks of shapes, strides and offsets against the bytes that are really there, shared by the readers. */

/** Dimensions beyond this are refused; PyTorch itself handles 64. */
export const MAX_DIMS = 64;

/**
 * Says what is wrong with a strided view of a storage, or null if it lies wholly inside.
 *
 * @param view sizes, strides and offset in elements of `elementSize` bytes
 * @param storageBytes bytes the storage has
 */
export function stridedProblem(
  view: { shape: readonly number[]; stride: readonly number[]; offset: number; elementSize: number },
  storageBytes: number,
): string | null {
  const { shape, stride, offset, elementSize } = view;
  if (shape.length > MAX_DIMS) return `it has ${shape.length} dimensions, more than ${MAX_DIMS}`;
  if (shape.length !== stride.length) return `its shape [${shape}] and strides [${stride}] differ in length`;
  if (!Number.isSafeInteger(offset) || offset < 0) return `its storage offset is ${offset}`;

  let numel = 1;
  let last = offset;
  for (let dim = 0; dim < shape.length; dim++) {
    const size = shape[dim] as number; // both have shape.length entries
    const step = stride[dim] as number;
    if (!Number.isSafeInteger(size) || size < 0) return `its shape is [${shape}]`;
    if (!Number.isSafeInteger(step) || step < 0) return `its strides are [${stride}]`;
    numel *= size;
    if (size > 0) last += (size - 1) * step;
  }
  if (!Number.isSafeInteger(numel * elementSize)) return `its shape [${shape}] holds too many elements`;

  // An empty tensor reads nothing, wherever it says that it starts.
  const end = numel === 0 ? 0 : (last + 1) * elementSize;
  if (!Number.isSafeInteger(end) || end > storageBytes) {
    return `shape [${shape}], strides [${stride}] and offset ${offset} need ${end} bytes, but its storage has ${storageBytes}`;
  }
  return null;
}

/** Strides, in elements, of a contiguous tensor of this shape. */
export function contiguousStride(shape: readonly number[]): number[] {
  const stride: number[] = new Array(shape.length).fill(1);
  for (let dim = shape.length - 2; dim >= 0; dim--) {
    // PyTorch counts empty dimensions as one here
    stride[dim] = (stride[dim + 1] as number) * Math.max(1, shape[dim + 1] as number);
  }
  return stride;
}

/** Number of elements of a shape. */
export function numelOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
