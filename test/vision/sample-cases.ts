// What the recorded and the live comparison of moved samples share.

import { expect } from "vitest";
import type { Tensor } from "../../lib/tensor/index.ts";
import type { Sample, transforms } from "../../lib/vision/index.ts";

/** One call of a function of samples. */
export interface SampleCall {
  function: keyof typeof transforms.sampleFunctional;
  arguments: unknown[];
}

/** The parts that move. */
export const sampleParts = ["image", "mask", "boxes", "keypoints"] as const;

/** One grey level: integer resampling rounds in two passes. */
export const GREY_LEVEL = 1;
/** Floating images in [0, 1], resampled. */
export const FLOAT_TOLERANCE = 1e-6;
/** Sampling grids are float32 pixel coordinates; their last bit moves by up to this much of an edge. */
export const GRID_TOLERANCE = 2e-5;
/** Coordinates in pixels: float32 products and sums of numbers up to a few hundred. */
const COORDINATE_TOLERANCE = 2e-4;

const RESAMPLING = new Set(["resize", "resizedCrop"]);
const GRID = new Set(["rotate", "affine", "stretch", "perspective", "elastic"]);

/** The largest difference; shapes and dtypes must agree. */
export function largestDifference(a: Tensor, b: Tensor, what = ""): number {
  expect(a.dtype, what).toBe(b.dtype);
  return distance(a, b, what);
}

function distance(a: Tensor, b: Tensor, what: string): number {
  expect(a.shape, what).toEqual(b.shape);
  if (a.numel() === 0) return 0;
  return a.to("float64").sub(b.to("float64")).abs().max().item() as number;
}

/**
 * Throws unless the image is the exact one, in float64 and not yet rounded to its dtype: floating images within the
 * tolerance, integer ones within half a grey level more than it, for which way a half rounds is the processor's.
 */
export function expectExact(actual: Tensor, exact: Tensor, tolerance: number): void {
  expect(exact.dtype).toBe("float64");
  const bound = actual.dtype === "uint8" ? 0.5 + 255 * tolerance : tolerance;
  expect(distance(actual, exact, "image")).toBeLessThanOrEqual(bound);
}

/** The arguments of a call; elastic's displacement is a tensor and stands first. */
export function callArguments(call: SampleCall, displacement: Tensor | undefined): unknown[] {
  return (call.function as string) === "elastic" ? [displacement, ...call.arguments] : call.arguments;
}

/**
 * Throws unless every part is torchvision's: masks exactly, images and coordinates within the bounds above. Images that
 * a grid samples may be expected in float64, exact before rounding: which way a last bit rounds is the processor's.
 */
export function expectSample(
  actual: Sample,
  expected: Partial<Record<(typeof sampleParts)[number], Tensor | undefined>>,
  name: string,
  given?: Sample,
): void {
  for (const part of sampleParts) {
    const mine = actual[part];
    const other = expected[part];
    expect(mine === undefined, part).toBe(other === undefined);
    if (mine === undefined || other === undefined) continue;
    if (part === "image" && given !== undefined && other.dtype !== given.image.dtype) {
      expect(mine.dtype, part).toBe(given.image.dtype);
      expectExact(mine, other, GRID_TOLERANCE);
      continue;
    }
    const floating = other.dtype.startsWith("float");
    const bound =
      part === "mask"
        ? 0
        : part !== "image"
          ? floating
            ? COORDINATE_TOLERANCE
            : 0
          : !floating
            ? RESAMPLING.has(name)
              ? GREY_LEVEL
              : 0
            : GRID.has(name)
              ? GRID_TOLERANCE
              : FLOAT_TOLERANCE;
    expect(largestDifference(mine, other, part), part).toBeLessThanOrEqual(bound);
  }
}
