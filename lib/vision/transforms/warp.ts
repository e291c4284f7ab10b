/** Perspective and elastic deformation of image tensors, equal to torchvision's on tensors. */

import { describe, listOf, type Rest, signature } from "../../edge/index.ts";
import { ArgumentError, ShapeError } from "../../native/errors.ts";
import { linspace, scope, type Tensor, tensor, torch } from "../../tensor/index.ts";
import { enter, pointKind, tensorKind } from "../arguments.ts";
import { homogeneous, row } from "./boxes.ts";
import { checkImage } from "./checks.ts";
import type { Fill } from "./geometry.ts";
import {
  type GridInterpolation,
  gridDtype,
  pixelGrid,
  SAMPLING,
  type SamplingOptions,
  sampleGrid,
} from "./grid.ts";

/** Four points [x, y] in pixels: top left, top right, bottom right, bottom left. */
export type Corners = readonly (readonly [number, number])[];

/** The eight numbers a to h of {@link perspectiveCoefficients}. */
export type Coefficients = readonly [number, number, number, number, number, number, number, number];

/**
 * The eight numbers a to h of the perspective that takes `endpoints` back to `startpoints`:
 * x' = (a x + b y + c) / (g x + h y + 1), y' = (d x + e y + f) / (g x + h y + 1).
 * Throws ArgumentError unless there are four corners on either side, no three of them in a line.
 */
export function perspectiveCoefficients(startpoints: Corners, endpoints: Corners): Coefficients {
  const operation = "perspective";
  for (const points of [startpoints, endpoints]) {
    if (points.length !== 4 || points.some((p) => p.length !== 2 || !p.every(Number.isFinite))) {
      throw new ArgumentError(`${operation}: expected four corners [x, y], got ${describe(points)}`, {
        operation,
      });
    }
    if (!inGeneralPosition(points)) {
      throw new ArgumentError(`${operation}: three of the corners ${JSON.stringify(points)} lie in a line`, {
        operation,
      });
    }
  }
  const rows = endpoints.flatMap(([x, y], i) => {
    const [u, v] = startpoints[i] as readonly [number, number];
    return [
      [x, y, 1, 0, 0, 0, -u * x, -u * y],
      [0, 0, 0, x, y, 1, -v * x, -v * y],
    ];
  });
  return scope(() => {
    const solved = torch.linalgSolve(
      tensor(rows, { dtype: "float64" }),
      tensor(startpoints.flat(), { dtype: "float64" }),
    );
    const numbers: readonly number[] = [...(solved.to("float32").data() as Float32Array)]; // as torchvision's
    return numbers as Coefficients; // eight equations
  });
}

function inGeneralPosition(points: Corners): boolean {
  return points.every((_, skipped) => {
    const [a, b, c] = points.filter((__, i) => i !== skipped) as [Corner, Corner, Corner];
    return (b[0] - a[0]) * (c[1] - a[1]) !== (b[1] - a[1]) * (c[0] - a[0]);
  });
}
type Corner = readonly [number, number];

/** Corners; that there are four is checked with where they lie. */
export const cornersKind = listOf(pointKind);

/** What may follow the required arguments of the warps: options by name, or in torchvision's order. */
export type SamplingArguments = Rest<SamplingOptions, [interpolation: GridInterpolation, fill: Fill | null]>;

const PERSPECTIVE = signature<SamplingOptions>("transforms.functional.perspective", {
  takes: { image: tensorKind, startpoints: cornersKind, endpoints: cornersKind },
  options: SAMPLING,
  positional: ["interpolation", "fill"],
});

/**
 * The image seen so that `startpoints` come to lie on `endpoints`; the size stays. Default interpolation "bilinear".
 * Throws ArgumentError for corners that give no perspective.
 */
export function perspective(
  image: Tensor,
  startpoints: Corners,
  endpoints: Corners,
  ...rest: SamplingArguments
): Tensor {
  const options = enter(PERSPECTIVE, rest, image, startpoints, endpoints);
  return warp(image, perspectiveCoefficients(startpoints, endpoints), options);
}

/** {@link perspective} by its eight numbers. */
export function warp(image: Tensor, coefficients: Coefficients, options: SamplingOptions): Tensor {
  checkImage(image, "perspective");
  const interpolation = options.interpolation ?? "bilinear";
  return scope(() => {
    const [h, w] = image.shape.slice(-2) as [number, number];
    const [a, b, c, d, e, f, g, i] = coefficients;
    const base = pixelGrid([h, w], 0.5, 0.5, image);
    const above = row([a, b, c, d, e, f], base).view([1, 2, 3]).transpose(1, 2); // (1, 2, 3) -> (1, 3, 2)
    const below = row([g, i, 1, g, i, 1], base).view([1, 2, 3]).transpose(1, 2);
    const grid = base
      .bmm(above.div(row([0.5 * w, 0.5 * h], base)))
      .div_(base.bmm(below))
      .sub_(1);
    return sampleGrid(image, grid.view([1, h, w, 2]), { ...options, interpolation });
  });
}
/** Points (M, 2) moved as the perspective moves the image: by the inverse of its numbers. */
export function warpPoints(points: Tensor, coefficients: Coefficients): Tensor {
  const [a, b, c, d, e, f, g, h] = coefficients;
  const det = a * e - b * d;
  if (det === 0) {
    throw new ArgumentError("perspective: the corners give a perspective that has no inverse", {
      operation: "perspective",
    });
  }
  const above = [e - f * h, c * h - b, b * f - c * e, f * g - d, a - c * g, c * d - a * f];
  const below = [d * h - e * g, b * g - a * h];
  const from = homogeneous(points);
  const numerator = from.matmul(
    row(
      above.map((n) => n / det),
      points,
    )
      .view([2, 3])
      .t(),
  );
  const denominator = from.matmul(row([...below.map((n) => n / det), 1], points).view([3, 1]));
  return numerator.div(denominator);
}

const ELASTIC = signature<SamplingOptions>("transforms.functional.elastic", {
  takes: { image: tensorKind, displacement: tensorKind },
  options: SAMPLING,
  positional: ["interpolation", "fill"],
});

/**
 * The image with each pixel read at its place plus `displacement` (1, H, W, 2): x, y as fractions of half the width
 * and height. Default interpolation "bilinear". Throws ShapeError for a displacement of another size.
 */
export function elastic(image: Tensor, displacement: Tensor, ...rest: SamplingArguments): Tensor {
  const options = enter(ELASTIC, rest, image, displacement);
  checkImage(image, "elastic");
  const interpolation = options.interpolation ?? "bilinear";
  const size = image.shape.slice(-2) as [number, number];
  checkDisplacement(displacement, size);
  return scope(() => {
    const dtype = gridDtype(image);
    const grid = identityGrid(size, image.device, dtype).add(displacement.to(dtype).to(image.device));
    return sampleGrid(image, grid, { ...options, interpolation });
  });
}

/**
 * Points (M, 2) moved against the displacement of the pixel they lie in: an approximation, good for small
 * displacements, as torchvision's.
 */
export function elasticPoints(points: Tensor, displacement: Tensor, size: readonly [number, number]): Tensor {
  checkDisplacement(displacement, size);
  const [height, width] = size;
  const { dtype, device } = points;
  const back = identityGrid(size, device, dtype).sub(displacement.to(dtype).to(device)).view([-1, 2]);
  const [x, y] = points.to("int64").unbind(-1) as [Tensor, Tensor];
  const place = y
    .clamp(0, height - 1)
    .mul(width)
    .add(x.clamp(0, width - 1));
  return back
    .indexSelect(0, place)
    .add(1)
    .mul(row([0.5 * width, 0.5 * height], points))
    .sub(0.5);
}

/** Where each pixel of an image of [height, width] is read without displacement: (1, H, W, 2). */
function identityGrid(
  [height, width]: readonly [number, number],
  device: Tensor["device"],
  dtype: Tensor["dtype"],
): Tensor {
  const places = (edge: number) => linspace((1 - edge) / edge, (edge - 1) / edge, edge, { dtype, device });
  const xs = places(width).view([1, width]).expand([height, width]);
  const ys = places(height).view([height, 1]).expand([height, width]);
  return torch.stack([xs, ys], { dim: -1 }).unsqueeze(0);
}

function checkDisplacement(displacement: Tensor, [height, width]: readonly [number, number]): void {
  const wanted = [1, height, width, 2];
  if (displacement.ndim === 4 && displacement.shape.every((edge, i) => edge === wanted[i])) return;
  throw new ShapeError(`elastic: expected a displacement [${wanted}], got [${displacement.shape}]`, {
    operation: "elastic",
  });
}
