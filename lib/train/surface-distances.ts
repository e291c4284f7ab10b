/** How far apart the borders of two masks are. */
import { type Kind, kind, type Rest, signature } from "../edge/index.ts";
import { borderDistances, hausdorffOf, surfaceDistanceOf } from "../metrics/surfaces.ts";
import { ShapeError } from "../native/errors.ts";
import type { Mask, Spacing } from "../vision/morphology/index.ts";

/** Distances between the borders of two masks. */
export interface SurfaceFigures {
  /** The greater 95th percentile of the distances from one border to the other. */
  hausdorff95: number;
  /** Mean distance from each border to the other, both directions together. */
  surfaceDistance: number;
}

/** Distance between pixel centres. */
export const spacingKind: Kind<Spacing> = kind(
  "a list of two numbers above 0, [row, column]",
  (v) => Array.isArray(v) && v.length === 2 && v.every((one) => typeof one === "number" && one > 0),
);

const maskKind: Kind<Mask> = kind("a mask { data, height, width }", (v) => {
  const { data, height, width } = (v ?? {}) as Partial<Mask>;
  return ArrayBuffer.isView(data) && typeof height === "number" && typeof width === "number";
});

const TAKES = signature<{ spacing?: Spacing }>("train.surfaceDistances", {
  takes: { predicted: maskKind, truth: maskKind },
  options: { spacing: spacingKind },
  positional: ["spacing"],
});

/**
 * Hausdorff distance (95th percentile) and mean symmetric distance between the borders of two masks. A border pixel shares
 * a side with the outside, or with the edge of the image. NaN where both masks are empty, infinite where one is.
 */
export function surfaceDistances(
  predicted: Mask,
  truth: Mask,
  ...rest: Rest<{ spacing?: Spacing }, [spacing: Spacing]>
): SurfaceFigures {
  const { spacing = [1, 1] } = TAKES.read(rest);
  TAKES.check(predicted, truth);
  if (predicted.height !== truth.height || predicted.width !== truth.width) {
    throw new ShapeError(
      `surfaceDistances: the masks must have one size, got ${predicted.height} x ${predicted.width} and ` +
        `${truth.height} x ${truth.width}.`,
    );
  }
  const shape = [truth.height, truth.width];
  const grid = ({ data }: Mask) => ({ data: Uint8Array.from(data, (value) => (value === 0 ? 0 : 1)), shape });
  const found = borderDistances(grid(predicted), grid(truth), spacing);
  return { hausdorff95: hausdorffOf(found, 95), surfaceDistance: surfaceDistanceOf(found) };
}
