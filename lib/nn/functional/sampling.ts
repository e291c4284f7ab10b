/** Reading images at the points of a grid: https://arxiv.org/abs/1506.02025. */
import { ArgumentError, DTypeError, ShapeError } from "../../native/errors.ts";
import { isFloatingPoint, type Tensor, torch } from "../../tensor/index.ts";

const modes = { bilinear: 0, nearest: 1, bicubic: 2 };
const paddingModes = { zeros: 0, border: 1, reflection: 2 };

/** Options of `gridSample`. */
export interface GridSampleOptions {
  mode?: "bilinear" | "nearest" | "bicubic";
  /** What lies outside the image. */
  paddingMode?: "zeros" | "border" | "reflection";
  /** Let -1 and 1 be the corner pixels' centres, not their outer edges. */
  alignCorners?: boolean;
}

function code(name: string, codes: Record<string, number>, value: string): number {
  const found = Object.hasOwn(codes, value) ? codes[value] : undefined;
  if (found !== undefined) return found;
  const known = Object.keys(codes).join(", ");
  throw new ArgumentError(`gridSample: ${name} must be one of ${known}, got ${JSON.stringify(value)}.`, {
    operation: "gridSample",
  });
}

/**
 * Values of (N, C, H, W) at the points of a grid (N, H', W', 2) of (x, y) between -1 and 1: (N, C, H', W'); of
 * (N, C, D, H, W) at (N, D', H', W', 3) of (x, y, z): (N, C, D', H', W').
 */
export function gridSample(input: Tensor, grid: Tensor, options: GridSampleOptions = {}): Tensor {
  const { mode = "bilinear", paddingMode = "zeros", alignCorners = false } = options;
  const interpolation = code("mode", modes, mode);
  return torch.gridSampler(
    input,
    grid,
    interpolation,
    code("paddingMode", paddingModes, paddingMode),
    alignCorners,
  );
}

/**
 * Grid (N, H, W, 2) for `gridSample` from affine matrices (N, 2, 3) and the output size `[N, C, H, W]`; (N, D, H, W, 3)
 * from (N, 3, 4) and `[N, C, D, H, W]`.
 *
 * Throws ShapeError unless matrices and size fit, DTypeError unless the matrices are floating point.
 */
export function affineGrid(
  theta: Tensor,
  size: readonly number[],
  { alignCorners = false }: { alignCorners?: boolean } = {},
): Tensor {
  const operation = "affineGrid";
  if (!isFloatingPoint(theta.dtype)) {
    throw new DTypeError(`${operation}: theta must be floating point, got ${theta.dtype}; use .float().`, {
      operation,
    });
  }
  const dims = size.length - 2;
  const [, rows, columns] = theta.shape;
  if ((dims !== 2 && dims !== 3) || theta.ndim !== 3 || rows !== dims || columns !== dims + 1) {
    throw new ShapeError(
      `${operation}: expected theta (N, 2, 3) with size [N, C, H, W], or (N, 3, 4) with [N, C, D, H, W]; got theta ` +
        `[${theta.shape}] with size [${size}].`,
      { operation },
    );
  }
  return torch.affineGridGenerator(theta, [...size], alignCorners);
}
