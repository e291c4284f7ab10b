/**
 * How far apart the borders of two masks are, in two or three dimensions. A border pixel shares a side with the outside, or with the
 * edge of the image; distances are between centres, as MONAI's.
 */
import { number, numberFrom, type Rest, signature } from "../edge/index.ts";
import { distancesOutside } from "../vision/morphology/distance.ts";
import type { EmptyOption } from "./overlap.ts";
import { type AnyMask, anyMaskKind, type Grid, lengthsKind, twoGrids } from "./shared/grids.ts";
import { quantile } from "./shared/interval.ts";
import type { AnySignature } from "./shared/values.ts";

/** What distances are in. */
export interface SpacingOption {
  /** Distances of pixel centres, one for each dimension, in millimetres say. Default 1. */
  spacing?: readonly number[];
}

/** Options of {@link hausdorffDistance}. */
export interface HausdorffOptions extends SpacingOption {
  /** Default 95: HD95, which a few stray pixels do not decide. 100 is Hausdorff's own distance. */
  percentile?: number;
}

/** Options of {@link surfaceDice}. */
export interface SurfaceDiceOptions extends SpacingOption, EmptyOption {}

const takes = { predicted: anyMaskKind, truth: anyMaskKind };
const HAUSDORFF = signature<HausdorffOptions>("metrics.hausdorffDistance", {
  takes,
  options: { spacing: lengthsKind, percentile: numberFrom(0, 100) },
  positional: ["percentile"],
});
const AVERAGE = signature<SpacingOption>("metrics.surfaceDistance", {
  takes,
  options: { spacing: lengthsKind },
});
const DICE = signature<SurfaceDiceOptions>("metrics.surfaceDice", {
  takes: { ...takes, tolerance: numberFrom(0) },
  options: { spacing: lengthsKind, empty: number },
});

/** Distances from the border pixels of each of two masks to the nearest of the other; infinite where that is empty. */
export interface BorderDistances {
  there: Float64Array;
  back: Float64Array;
}

/** The distances between the borders of two masks. */
export function borderDistances(predicted: Grid, truth: Grid, spacing: readonly number[]): BorderDistances {
  const [a, b] = [borderOf(predicted), borderOf(truth)];
  const to = (from: Uint8Array, other: Uint8Array): Float64Array => {
    const outside = other.map((value) => 1 - value);
    return distancesOutside(outside, predicted.shape, spacing).filter((_, i) => from[i] === 1);
  };
  return { there: to(a, b), back: to(b, a) };
}

function borderOf({ data, shape }: Grid): Uint8Array {
  const border = new Uint8Array(data.length);
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, one) => product * one, 1));
  for (let i = 0; i < data.length; i++) {
    if (data[i] === 0) continue;
    for (let axis = 0; axis < shape.length && border[i] === 0; axis++) {
      const [stride, length] = [strides[axis] as number, shape[axis] as number];
      const at = Math.floor(i / stride) % length;
      const isEdge = at === 0 || at === length - 1;
      if (isEdge || data[i - stride] === 0 || data[i + stride] === 0) border[i] = 1;
    }
  }
  return border;
}

function distances(
  from: AnySignature,
  predicted: AnyMask,
  truth: AnyMask,
  spacing: readonly number[] | undefined,
): BorderDistances {
  const [a, b] = twoGrids(from, predicted, truth);
  const given = spacing ?? a.shape.map(() => 1);
  if (given.length === a.shape.length) return borderDistances(a, b, given);
  throw from.error(`spacing needs ${a.shape.length} lengths for masks [${a.shape}], got ${given.length}.`);
}

/** The larger of both directed percentiles; NaN where both are empty, infinite where one is. */
export function hausdorffOf({ there, back }: BorderDistances, percentile: number): number {
  if (there.length === 0 && back.length === 0) return Number.NaN;
  if (there.length === 0 || back.length === 0) return Number.POSITIVE_INFINITY;
  const of = (values: Float64Array): number => quantile(values.toSorted(), percentile / 100);
  return Math.max(of(there), of(back));
}

/** Mean over both borders; NaN where both are empty, infinite where one is. */
export function surfaceDistanceOf({ there, back }: BorderDistances): number {
  const count = there.length + back.length;
  if (there.length === 0 || back.length === 0) return count === 0 ? Number.NaN : Number.POSITIVE_INFINITY;
  const sum = (values: Float64Array): number => values.reduce((all, one) => all + one, 0);
  return (sum(there) + sum(back)) / count;
}

/**
 * Hausdorff distance between the borders of two masks, by default its 95th percentile: the larger one of both directions, as MONAI's
 * `compute_hausdorff_distance`.
 *
 * @param predicted (H, W) or (D, H, W)
 * @returns NaN where both are empty, infinite where one is
 * @throws ShapeError for masks of two shapes, ArgumentError for values that are not whole and a spacing of other dimensions
 */
export function hausdorffDistance(
  predicted: AnyMask,
  truth: AnyMask,
  ...rest: Rest<HausdorffOptions, [percentile: number]>
): number {
  const { spacing, percentile = 95 } = HAUSDORFF.read(rest);
  HAUSDORFF.check(predicted, truth);
  return hausdorffOf(distances(HAUSDORFF, predicted, truth, spacing), percentile);
}

/**
 * Mean distance between the borders of two masks, of both directions together: MONAI's `compute_average_surface_distance` with
 * `symmetric=True`.
 *
 * @param predicted (H, W) or (D, H, W)
 * @returns NaN where both are empty, infinite where one is
 * @throws as {@link hausdorffDistance}
 */
export function surfaceDistance(predicted: AnyMask, truth: AnyMask, ...rest: Rest<SpacingOption>): number {
  const { spacing } = AVERAGE.read(rest);
  AVERAGE.check(predicted, truth);
  return surfaceDistanceOf(distances(AVERAGE, predicted, truth, spacing));
}

/**
 * Normalized surface Dice: the share of both borders that is within a tolerance of the other (Nikolov et al. 2018,
 * https://arxiv.org/abs/1809.04430), counted in pixels as MONAI's `compute_surface_dice`.
 *
 * @param predicted (H, W) or (D, H, W)
 * @param tolerance in the units of the spacing; from how far experts are apart
 * @returns 0 where one mask is empty; where both are, `empty`, by default NaN
 * @throws as {@link hausdorffDistance}
 */
export function surfaceDice(
  predicted: AnyMask,
  truth: AnyMask,
  tolerance: number,
  ...rest: Rest<SurfaceDiceOptions>
): number {
  const { spacing, empty = Number.NaN } = DICE.read(rest);
  DICE.check(predicted, truth, tolerance);
  const { there, back } = distances(DICE, predicted, truth, spacing);
  const within = (values: Float64Array): number =>
    values.reduce((count, one) => count + (one <= tolerance ? 1 : 0), 0);
  const all = there.length + back.length;
  return all === 0 ? empty : (within(there) + within(back)) / all;
}
