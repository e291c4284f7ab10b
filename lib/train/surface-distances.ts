/** How far apart the borders of two masks are. */
import { type Kind, kind, type Rest, signature } from "../edge/index.ts";
import { ShapeError } from "../native/errors.ts";
import { distanceTransform, type Mask, type Spacing } from "../vision/morphology/index.ts";

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
  const [a, b] = [borderOf(predicted), borderOf(truth)];
  const [there, back] = [distancesTo(a, b, spacing), distancesTo(b, a, spacing)];
  if (there.length === 0 && back.length === 0)
    return { hausdorff95: Number.NaN, surfaceDistance: Number.NaN };
  if (there.length === 0 || back.length === 0) {
    return { hausdorff95: Number.POSITIVE_INFINITY, surfaceDistance: Number.POSITIVE_INFINITY };
  }
  const sum = there.reduce((x, y) => x + y, 0) + back.reduce((x, y) => x + y, 0);
  return {
    hausdorff95: Math.max(percentile(there, 0.95), percentile(back, 0.95)),
    surfaceDistance: sum / (there.length + back.length),
  };
}

function borderOf({ data, height, width }: Mask): Mask {
  const border = new Uint8Array(height * width);
  for (let i = 0; i < border.length; i++) {
    if (data[i] === 0) continue;
    const [y, x] = [Math.floor(i / width), i % width];
    const atEdge = y === 0 || x === 0 || y === height - 1 || x === width - 1;
    const outer =
      atEdge || data[i - 1] === 0 || data[i + 1] === 0 || data[i - width] === 0 || data[i + width] === 0;
    if (outer) border[i] = 1;
  }
  return { data: border, height, width };
}

/** Distance of each pixel of one border to the nearest of the other. */
function distancesTo(from: Mask, to: Mask, spacing: Spacing): Float64Array {
  const others = Uint8Array.from(to.data, (value) => (value === 0 ? 1 : 0));
  const map = distanceTransform({ ...to, data: others }, spacing);
  return map.filter((_, i) => from.data[i] !== 0);
}

/** Between two values in proportion, as `torch.quantile`. */
function percentile(values: Float64Array, share: number): number {
  const sorted = values.toSorted();
  const at = share * (sorted.length - 1);
  const low = sorted[Math.floor(at)] as number;
  return low + ((sorted[Math.ceil(at)] as number) - low) * (at - Math.floor(at));
}
