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
const GREY_LEVEL = 1;
/** Floating images in [0, 1], resampled. */
const FLOAT_TOLERANCE = 1e-6;
/** Sampling grids are float32 pixel coordinates; their last bit moves by up to this much of an edge. */
const GRID_TOLERANCE = 2e-5;
/** Coordinates in pixels: float32 products and sums of numbers up to a few hundred. */
const COORDINATE_TOLERANCE = 2e-4;

const RESAMPLING = new Set(["resize", "resizedCrop"]);
const GRID = new Set(["rotate", "affine", "stretch", "perspective", "elastic"]);

/** The largest difference; shapes and dtypes must agree. */
export function largestDifference(a: Tensor, b: Tensor, what = ""): number {
  expect([a.shape, a.dtype], what).toEqual([b.shape, b.dtype]);
  if (a.numel() === 0) return 0;
  return a.to("float64").sub(b.to("float64")).abs().max().item() as number;
}

/** The arguments of a call; elastic's displacement is a tensor and stands first. */
export function callArguments(call: SampleCall, displacement: Tensor | undefined): unknown[] {
  return (call.function as string) === "elastic" ? [displacement, ...call.arguments] : call.arguments;
}

/** Throws unless every part is torchvision's: masks exactly, images and coordinates within the bounds above. */
export function expectSample(
  actual: Sample,
  expected: Partial<Record<(typeof sampleParts)[number], Tensor | undefined>>,
  name: string,
): void {
  for (const part of sampleParts) {
    const mine = actual[part];
    const other = expected[part];
    expect(mine === undefined, part).toBe(other === undefined);
    if (mine === undefined || other === undefined) continue;
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
