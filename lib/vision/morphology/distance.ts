/** The exact Euclidean distance transform in linear time: Felzenszwalb & Huttenlocher, https://doi.org/10.4086/toc.2012.v008a019. */

import { type Rest, signature } from "../../edge/index.ts";
import { ArgumentError, ShapeError } from "../../native/errors.ts";
import { fromTypedArray, noGrad, type Tensor } from "../../tensor/index.ts";
import { enter, pixelsKind, spacingKind, tensorKind } from "../arguments.ts";
import { checkMask, type Mask, type Spacing } from "./mask.ts";

/** What distances are in. */
export interface DistanceOptions {
  /** Distance between pixel centres `[row, column]`. Default [1, 1]. */
  spacing?: Spacing;
}

const DISTANCE = signature<DistanceOptions>("morphology.distanceTransform", {
  takes: { mask: pixelsKind },
  options: { spacing: spacingKind },
  positional: ["spacing"],
});
const SIGNED = signature("morphology.signedDistance", { takes: { mask: pixelsKind } });
const SIGNED_ALL = signature("morphology.signedDistances", { takes: { masks: tensorKind } });

/** Throws ArgumentError unless distances between pixel centres are above 0. */
export function checkSpacing(operation: string, [row, column]: Spacing): void {
  if (row > 0 && column > 0 && Number.isFinite(row + column)) return;
  throw new ArgumentError(`${operation}: spacing must be two lengths above 0, got [${row},${column}].`, {
    operation,
  });
}

/**
 * For each pixel of the mask the distance to the nearest pixel outside it; zero outside. Infinity where the mask is full.
 *
 * @throws ShapeError for values that are not as many as the size says, ArgumentError for a spacing that is not above 0
 */
export function distanceTransform(
  mask: Mask,
  ...rest: Rest<DistanceOptions, [spacing: Spacing]>
): Float64Array {
  const { spacing = [1, 1] } = enter(DISTANCE, rest, mask);
  checkSpacing("distanceTransform", spacing);
  checkMask("distanceTransform", mask);
  const { data, height, width } = mask;
  return distancesOutside(data, [height, width], spacing);
}

/**
 * {@link distanceTransform} in any number of dimensions.
 *
 * @param data as many values as `shape` says, the last dimension next to each other
 * @param spacing one length above 0 for each dimension
 */
export function distancesOutside(
  data: ArrayLike<number>,
  shape: readonly number[],
  spacing: readonly number[],
): Float64Array {
  const squared = new Float64Array(data.length);
  for (let i = 0; i < squared.length; i++) squared[i] = data[i] === 0 ? 0 : Number.POSITIVE_INFINITY;
  const scratch = new Envelope(Math.max(...shape));
  for (const [axis, length] of shape.entries()) {
    const stride = shape.slice(axis + 1).reduce((product, one) => product * one, 1);
    for (let block = 0; block < squared.length; block += length * stride) {
      for (let i = 0; i < stride; i++)
        scratch.run(squared, block + i, stride, length, spacing[axis] as number);
    }
  }
  for (let i = 0; i < squared.length; i++) squared[i] = Math.sqrt(squared[i] as number);
  return squared;
}

/** The lower envelope of parabolas over one line of the image. */
class Envelope {
  readonly #values: Float64Array;
  readonly #roots: Int32Array;
  readonly #from: Float64Array;

  constructor(length: number) {
    this.#values = new Float64Array(length);
    this.#roots = new Int32Array(length);
    this.#from = new Float64Array(length + 1);
  }

  /** Replaces `length` values from `start`, `stride` apart, by `min over q of (step (p - q))^2 + value(q)`. */
  run(data: Float64Array, start: number, stride: number, length: number, step: number): void {
    const [values, roots, from] = [this.#values, this.#roots, this.#from];
    const scale = step * step;
    let last = -1;
    for (let q = 0; q < length; q++) {
      const value = data[start + q * stride] as number;
      values[q] = value;
      if (value === Number.POSITIVE_INFINITY) continue; // a parabola at infinity is below nothing
      let cut = Number.NEGATIVE_INFINITY;
      while (last >= 0) {
        const root = roots[last] as number;
        cut = (value - (values[root] as number)) / (2 * scale * (q - root)) + (q + root) / 2;
        if (cut > (from[last] as number)) break;
        last--;
        cut = Number.NEGATIVE_INFINITY;
      }
      roots[++last] = q;
      from[last] = cut;
    }
    if (last < 0) return;
    for (let p = 0, at = 0; p < length; p++) {
      while (at < last && (from[at + 1] as number) < p) at++;
      const root = roots[at] as number;
      data[start + p * stride] = scale * (p - root) * (p - root) + (values[root] as number);
    }
  }
}

/**
 * Signed distance of each pixel to the boundary: outside the distance to the mask, inside one less than the distance to
 * the outside, negative; so that the outermost pixels of the mask are 0. All zero for an empty or a full mask. As
 * MONAI's boundary loss wants it.
 */
export function signedDistance(mask: Mask, ...rest: []): Float32Array {
  enter(SIGNED, rest, mask);
  checkMask("signedDistance", mask);
  const { data, height, width } = mask;
  const out = new Float32Array(height * width);
  const opposite = Uint8Array.from(data, (value) => (value === 0 ? 1 : 0));
  const outside = distanceTransform({ data: opposite, height, width });
  const inside = distanceTransform(mask);
  if (inside[0] === Number.POSITIVE_INFINITY || outside[0] === Number.POSITIVE_INFINITY) return out;
  for (let i = 0; i < out.length; i++) {
    out[i] = data[i] === 0 ? (outside[i] as number) : 0 - ((inside[i] as number) - 1);
  }
  return out;
}

/** {@link signedDistance} of each mask of a one-hot tensor (N, C, H, W), as float32 on its device, for `boundaryLoss`. */
export function signedDistances(masks: Tensor, ...rest: []): Tensor {
  enter(SIGNED_ALL, rest, masks);
  const { shape } = masks;
  const [n = 0, c = 0, height = 0, width = 0] = shape;
  if (shape.length !== 4) {
    throw new ShapeError(`signedDistances: expected masks (N, C, H, W), got [${shape}].`);
  }
  const pixels = height * width;
  return noGrad(() => {
    const flat = masks.detach().to("float32").reshape([-1]);
    const values = flat.toArray() as number[]; // one dimension gives a flat list
    flat.dispose();
    const out = new Float32Array(values.length);
    for (let k = 0; k < n * c; k++) {
      const data = Uint8Array.from(values.slice(k * pixels, (k + 1) * pixels), (v) => (v > 0.5 ? 1 : 0));
      out.set(signedDistance({ data, height, width }), k * pixels);
    }
    return fromTypedArray(out, [n, c, height, width]).to(masks.device);
  });
}
