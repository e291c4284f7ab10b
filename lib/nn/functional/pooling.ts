/** Pooling functions. */
import { ShapeError } from "../../native/errors.ts";
import { type Tensor, torch } from "../../tensor/index.ts";
import { pair, type Size2 } from "../checks.ts";

/** Largest value of each window: (N, C, H, W) -> (N, C, H', W'). */
export function maxPool2d(
  input: Tensor,
  kernelSize: Size2,
  options: { stride?: Size2; padding?: Size2; dilation?: Size2; ceilMode?: boolean } = {},
): Tensor {
  const { stride = kernelSize, padding = 0, dilation = 1, ceilMode = false } = options;
  return torch.maxPool2d(input, kernelSize, stride, padding, dilation, ceilMode);
}

/** Mean of each window: (N, C, H, W) -> (N, C, H', W'). */
export function avgPool2d(
  input: Tensor,
  kernelSize: Size2,
  options: {
    stride?: Size2;
    padding?: Size2;
    ceilMode?: boolean;
    countIncludePad?: boolean;
    divisorOverride?: number;
  } = {},
): Tensor {
  const {
    stride = kernelSize,
    padding = 0,
    ceilMode = false,
    countIncludePad = true,
    divisorOverride,
  } = options;
  return torch.avgPool2d(input, kernelSize, stride, padding, ceilMode, countIncludePad, divisorOverride);
}

/** Mean over windows chosen to give `outputSize`. */
export function adaptiveAvgPool2d(input: Tensor, outputSize: Size2): Tensor {
  return torch.adaptiveAvgPool2d(input, pair("adaptiveAvgPool2d", "outputSize", outputSize, 0));
}

/** Largest value over windows chosen to give `outputSize`, with its index. */
export function adaptiveMaxPool2d(input: Tensor, outputSize: Size2): { output: Tensor; indices: Tensor } {
  const size = pair("adaptiveMaxPool2d", "outputSize", outputSize, 0);
  const [output, indices] = torch.adaptiveMaxPool2d(input, size);
  return { output, indices };
}

/** Puts values back where a max pooling took them from; zero elsewhere. */
export function maxUnpool2d(
  input: Tensor,
  indices: Tensor,
  kernelSize: Size2,
  options: { stride?: Size2; padding?: Size2; outputSize?: readonly number[] } = {},
): Tensor {
  const { stride = kernelSize, padding = 0, outputSize } = options;
  const window = pair("maxUnpool2d", "kernelSize", kernelSize, 1);
  const step = pair("maxUnpool2d", "stride", stride, 1);
  const border = pair("maxUnpool2d", "padding", padding, 0);
  return torch.maxUnpool2d(input, indices, unpoolSize(input.shape, window, step, border, outputSize));
}

/** Height and width an unpooling gives. Throws ShapeError for a wanted size that cannot have been pooled. */
export function unpoolSize(
  shape: readonly number[],
  kernel: readonly number[],
  stride: readonly number[],
  padding: readonly number[],
  wanted?: readonly number[],
): number[] {
  const inner = shape.slice(-2);
  const natural = inner.map(
    (size, d) => (size - 1) * (stride[d] as number) + (kernel[d] as number) - 2 * (padding[d] as number),
  );
  if (wanted === undefined) return natural;
  const size = wanted.length > 2 ? wanted.slice(-2) : [...wanted];
  size.forEach((one, d) => {
    const least = (natural[d] as number) - (stride[d] as number) + 1;
    const most = (natural[d] as number) + (stride[d] as number) - 1;
    if (one >= least && one <= most) return;
    throw new ShapeError(
      `maxUnpool2d: outputSize [${wanted}]: dimension ${d} must be ${least} to ${most}, got ${one}.`,
    );
  });
  return size;
}
