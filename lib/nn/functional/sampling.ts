/** Reading images at the points of a grid: https://arxiv.org/abs/1506.02025. */
import { boolean, integer, listOf, oneOf, type Rest, signature } from "../../edge/index.ts";
import { DTypeError, ShapeError } from "../../native/errors.ts";
import { isFloatingPoint, type Tensor, torch } from "../../tensor/index.ts";

const modes = { bilinear: 0, nearest: 1, bicubic: 2 };
const paddingModes = { zeros: 0, border: 1, reflection: 2 };

import { inputKind } from "../checks.ts";

/** Options of `gridSample`. */
export interface GridSampleOptions {
  mode?: "bilinear" | "nearest" | "bicubic";
  /** What lies outside the image. */
  paddingMode?: "zeros" | "border" | "reflection";
  /** Let -1 and 1 be the corner pixels' centres, not their outer edges. */
  alignCorners?: boolean;
}

const GRID_SAMPLE = signature<GridSampleOptions>("nn.functional.gridSample", {
  options: {
    mode: oneOf("bilinear", "nearest", "bicubic"),
    paddingMode: oneOf("zeros", "border", "reflection"),
    alignCorners: boolean,
  },
  positional: ["mode", "paddingMode", "alignCorners"],
});

/**
 * Values of (N, C, H, W) at the points of a grid (N, H', W', 2) of (x, y) between -1 and 1: (N, C, H', W'); of
 * (N, C, D, H, W) at (N, D', H', W', 3) of (x, y, z): (N, C, D', H', W').
 */
export function gridSample(
  input: Tensor,
  grid: Tensor,
  ...rest: Rest<
    GridSampleOptions,
    [
      mode: "bilinear" | "nearest" | "bicubic",
      paddingMode: "zeros" | "border" | "reflection",
      alignCorners: boolean,
    ]
  >
): Tensor {
  const { mode = "bilinear", paddingMode = "zeros", alignCorners = false } = GRID_SAMPLE.read(rest);
  return torch.gridSampler(input, grid, modes[mode], paddingModes[paddingMode], alignCorners);
}

/** Options of `affineGrid`. */
export interface AffineGridOptions {
  /** Let -1 and 1 be the corner pixels' centres, not their outer edges. */
  alignCorners?: boolean;
}

const AFFINE_GRID = signature<AffineGridOptions>("nn.functional.affineGrid", {
  takes: { theta: inputKind.input, size: listOf(integer) },
  options: { alignCorners: boolean },
  positional: ["alignCorners"],
});

/**
 * Grid (N, H, W, 2) for `gridSample` from affine matrices (N, 2, 3) and the output size `[N, C, H, W]`; (N, D, H, W, 3)
 * from (N, 3, 4) and `[N, C, D, H, W]`.
 *
 * Throws ShapeError unless matrices and size fit, DTypeError unless the matrices are floating point.
 */
export function affineGrid(
  theta: Tensor,
  size: readonly number[],
  ...rest: Rest<AffineGridOptions, [alignCorners: boolean]>
): Tensor {
  const { alignCorners = false } = AFFINE_GRID.read(rest);
  AFFINE_GRID.check(theta, size);
  const operation = AFFINE_GRID.name;
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
