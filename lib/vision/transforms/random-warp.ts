/** Random perspective, elastic deformation and zooming out, of images and of samples. */

import type { Rng } from "../../data/index.ts";
import { type Kinds, number, type Rest, signature } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import { cat, fromTypedArray, scope, type Tensor } from "../../tensor/index.ts";
import { fillKind, numberOrPair, rangeKind } from "../arguments.ts";
import { checkDraw } from "./checked.ts";
import { checkOrdered, checkRange, type Range } from "./checks.ts";
import { gaussianBlur } from "./filter.ts";
import { GeometricTransform, type Move, type Size } from "./geometric.ts";
import type { Fill } from "./geometry.ts";
import { type GridInterpolation, gridInterpolationKind } from "./grid.ts";
import * as moves from "./moves.ts";
import { needRng } from "./transform.ts";
import { type Corners, perspectiveCoefficients } from "./warp.ts";

/** Options common to {@link RandomPerspective} and {@link ElasticTransform}. */
export interface RandomWarpOptions extends moves.MaskFill {
  /** Of the image; masks are nearest. Default "bilinear". */
  interpolation?: GridInterpolation;
  /** Value outside the image. Default 0. */
  fill?: Fill;
}

const WARP_KINDS: Kinds<RandomWarpOptions> = {
  ...moves.MASK_FILL,
  interpolation: gridInterpolationKind,
  fill: fillKind,
};

/** Options of {@link RandomPerspective}. */
export interface RandomPerspectiveOptions extends RandomWarpOptions {
  /** Share of half the edges that corners move by, from 0 to 1. Default 0.5. */
  distortionScale?: number;
  /** Probability. Default 0.5. */
  p?: number;
}

const PERSPECTIVE = signature<RandomPerspectiveOptions>("transforms.RandomPerspective", {
  options: { ...WARP_KINDS, distortionScale: number, p: number },
  positional: ["distortionScale", "p", "interpolation", "fill"],
});

/** Moves the corners inwards by random shares of up to half the edges, with probability `p`. */
export class RandomPerspective extends GeometricTransform {
  readonly distortionScale: number;
  readonly p: number;
  readonly interpolation: GridInterpolation;
  readonly fill: Fill;
  readonly maskFill: number;

  /** Throws ArgumentError for values out of their range. */
  constructor(
    ...rest: Rest<
      RandomPerspectiveOptions,
      [distortionScale: number, p: number, interpolation: GridInterpolation, fill: Fill]
    >
  ) {
    super();
    const options = PERSPECTIVE.read(rest);
    this.distortionScale = options.distortionScale ?? 0.5;
    this.p = options.p ?? 0.5;
    this.interpolation = options.interpolation ?? "bilinear";
    this.fill = options.fill ?? 0;
    this.maskFill = options.maskFill ?? 0;
    checkRange(this.distortionScale, 0, 1, "distortionScale", "RandomPerspective");
    checkRange(this.p, 0, 1, "p", "RandomPerspective");
  }

  /** The corners of an image of [height, width] and where they go. */
  getParams(size: Size, rng: Rng, ...rest: []): { startpoints: Corners; endpoints: Corners } {
    checkDraw(this, rest, { size, rng });
    const [height, width] = size;
    const reach = (edge: number) => Math.trunc(this.distortionScale * Math.floor(edge / 2)) + 1;
    const [far, down] = [reach(width), reach(height)];
    const low = (limit: number) => rng.int(0, limit);
    const high = (edge: number, limit: number) => rng.int(edge - limit, edge);
    const endpoints: Corners = [
      [low(far), low(down)],
      [high(width, far), low(down)],
      [high(width, far), high(height, down)],
      [low(far), high(height, down)],
    ];
    const [right, bottom] = [width - 1, height - 1];
    const startpoints: Corners = [
      [0, 0],
      [right, 0],
      [right, bottom],
      [0, bottom],
    ];
    return { startpoints, endpoints };
  }

  protected override plan(size: Size, rng?: Rng): Move | null {
    const random = needRng(rng, this);
    if (!random.bernoulli(this.p)) return null;
    const { startpoints, endpoints } = this.getParams(size, random);
    return moves.warping(size, perspectiveCoefficients(startpoints, endpoints), this);
  }
}

/** Options of {@link ElasticTransform}. */
export interface ElasticOptions extends RandomWarpOptions {
  /** Strength in pixels, or [x, y]. Default 50. */
  alpha?: number | readonly [number, number];
  /** Smoothness in pixels, or [x, y]. Default 5. */
  sigma?: number | readonly [number, number];
}

const PIXELS = numberOrPair("a number of pixels or [x, y]");

const ELASTIC = signature<ElasticOptions>("transforms.ElasticTransform", {
  options: { ...WARP_KINDS, alpha: PIXELS, sigma: PIXELS },
  positional: ["alpha", "sigma", "interpolation", "fill"],
});

/** Displaces every pixel by smoothed noise (Simard et al. 2003): `alpha` is the strength, `sigma` the smoothness. */
export class ElasticTransform extends GeometricTransform {
  readonly alpha: readonly [number, number];
  readonly sigma: readonly [number, number];
  readonly interpolation: GridInterpolation;
  readonly fill: Fill;
  readonly maskFill: number;

  /** Throws ArgumentError for numbers below 0. */
  constructor(
    ...rest: Rest<
      ElasticOptions,
      [
        alpha: number | readonly [number, number],
        sigma: number | readonly [number, number],
        interpolation: GridInterpolation,
        fill: Fill,
      ]
    >
  ) {
    super();
    const options = ELASTIC.read(rest);
    this.alpha = strengths(options.alpha ?? 50, "alpha");
    this.sigma = strengths(options.sigma ?? 5, "sigma");
    this.interpolation = options.interpolation ?? "bilinear";
    this.fill = options.fill ?? 0;
    this.maskFill = options.maskFill ?? 0;
  }

  /** The displacement (1, height, width, 2) for an image of [height, width], float32; the caller frees it. */
  getParams(size: Size, rng: Rng, ...rest: []): Tensor {
    checkDraw(this, rest, { size, rng });
    const [height, width] = size;
    return scope(() => {
      const along = (axis: 0 | 1, edge: number) => {
        const noise = new Float32Array(height * width);
        for (let i = 0; i < noise.length; i++) noise[i] = rng.uniform(-1, 1);
        return this.#smooth(fromTypedArray(noise, [1, height, width]), this.sigma[axis]).mul(
          this.alpha[axis] / edge,
        );
      };
      const x = along(0, width);
      return cat([x, along(1, height)], { dim: 0 }) // (2, H, W)
        .permute([1, 2, 0])
        .unsqueeze(0); // (1, H, W, 2)
    });
  }

  #smooth(noise: Tensor, sigma: number): Tensor {
    if (sigma === 0) return noise;
    const size = Math.trunc(8 * sigma + 1);
    const kernel = size % 2 === 0 ? size + 1 : size;
    const [h, w] = noise.shape.slice(-2) as [number, number];
    if (kernel >> 1 >= Math.min(h, w)) {
      throw new ArgumentError(
        `ElasticTransform: sigma ${sigma} needs edges above ${kernel >> 1} pixels, the image is ${h} x ${w}; make sigma smaller`,
        { operation: "ElasticTransform" },
      );
    }
    return gaussianBlur(noise, kernel, this.sigma);
  }

  protected override plan(size: Size, rng?: Rng): Move {
    return moves.deforming(size, this.getParams(size, needRng(rng, this)), this);
  }
}

function strengths(value: number | readonly [number, number], name: string): readonly [number, number] {
  const pair = typeof value === "number" ? ([value, value] as const) : value;
  if (pair.length === 2 && pair.every((n) => n >= 0)) return pair;
  throw new ArgumentError(`ElasticTransform: ${name} is a number from 0 or [x, y], got ${value}`, {
    operation: "ElasticTransform",
  });
}

/** Options of {@link RandomZoomOut}. */
export interface RandomZoomOutOptions extends moves.MaskFill {
  /** Value around the image. Default 0. */
  fill?: Fill;
  /** How many times as large the canvas is. Default [1, 4]. */
  sideRange?: Range;
  /** Probability. Default 0.5. */
  p?: number;
}

const ZOOM_OUT = signature<RandomZoomOutOptions>("transforms.RandomZoomOut", {
  options: { ...moves.MASK_FILL, fill: fillKind, sideRange: rangeKind, p: number },
  positional: ["fill", "sideRange", "p"],
});

/** Puts the image at a random place of a larger, filled canvas, with probability `p`. */
export class RandomZoomOut extends GeometricTransform {
  readonly sideRange: Range;
  readonly p: number;
  readonly fill: Fill;
  readonly maskFill: number;

  /** Throws ArgumentError for values out of their range. */
  constructor(...rest: Rest<RandomZoomOutOptions, [fill: Fill, sideRange: Range, p: number]>) {
    super();
    const options = ZOOM_OUT.read(rest);
    this.sideRange = options.sideRange ?? [1, 4];
    this.p = options.p ?? 0.5;
    this.fill = options.fill ?? 0;
    this.maskFill = options.maskFill ?? 0;
    checkOrdered(this.sideRange, "sideRange", "RandomZoomOut");
    checkRange(this.sideRange[0], 1, Number.POSITIVE_INFINITY, "sideRange", "RandomZoomOut");
    checkRange(this.p, 0, 1, "p", "RandomZoomOut");
  }

  /** The border [left, top, right, bottom] for an image of [height, width]. */
  getParams(size: Size, rng: Rng, ...rest: []): [number, number, number, number] {
    checkDraw(this, rest, { size, rng });
    const [height, width] = size;
    const factor = rng.uniform(...this.sideRange);
    const extra = (edge: number) => Math.trunc(edge * factor) - edge;
    const left = Math.trunc(extra(width) * rng.random());
    const top = Math.trunc(extra(height) * rng.random());
    return [left, top, extra(width) - left, extra(height) - top];
  }

  protected override plan(size: Size, rng?: Rng): Move | null {
    const random = needRng(rng, this);
    if (!random.bernoulli(this.p)) return null;
    return moves.padding(size, this.getParams(size, random), { fill: this.fill, maskFill: this.maskFill });
  }
}
