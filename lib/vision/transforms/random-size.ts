/** Random sizes: the image is resized as a whole, masks by nearest, boxes and keypoints along with it. */

import type { Rng } from "../../data/index.ts";
import { boolean, type Kinds, number, type Rest, signature } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import { numbers, rangeKind, sizeKind } from "../arguments.ts";
import { checkDraw } from "./checked.ts";
import { checkOrdered, type Range, sizePair } from "./checks.ts";
import { GeometricTransform, type Move, type Size } from "./geometric.ts";
import {
  type Fill,
  type Interpolation,
  interpolationKind,
  PAD_KINDS,
  type PaddingMode,
  type PadOptions,
} from "./geometry.ts";
import * as moves from "./moves.ts";
import { needRng } from "./transform.ts";

/** Options common to the transforms of random size. */
export interface RandomSizeOptions {
  /** Of the image; masks are nearest. Default "bilinear". */
  interpolation?: Interpolation;
  /** Low-pass filter when shrinking. Default true. */
  antialias?: boolean;
}

const SIZE_KINDS: Kinds<RandomSizeOptions> = { interpolation: interpolationKind, antialias: boolean };

const RANDOM_RESIZE = signature<RandomSizeOptions>("transforms.RandomResize", {
  takes: { minSize: number, maxSize: number },
  options: SIZE_KINDS,
  positional: ["interpolation", "antialias"],
});

function checkEdge(value: number, name: string, operation: string): void {
  if (Number.isInteger(value) && value > 0) return;
  throw new ArgumentError(`${operation}: ${name} is a positive integer, got ${value}`, { operation });
}

/** Resizes so that the shorter edge is a random number of pixels from `minSize` to below `maxSize`. */
export class RandomResize extends GeometricTransform {
  readonly minSize: number;
  readonly maxSize: number;
  readonly interpolation: Interpolation;
  readonly antialias: boolean;

  /** Throws ArgumentError unless 0 < minSize < maxSize, both integers. */
  constructor(
    minSize: number,
    maxSize: number,
    ...rest: Rest<RandomSizeOptions, [interpolation: Interpolation, antialias: boolean]>
  ) {
    super();
    const options = RANDOM_RESIZE.read(rest);
    RANDOM_RESIZE.check(minSize, maxSize);
    checkEdge(minSize, "minSize", "RandomResize");
    checkEdge(maxSize, "maxSize", "RandomResize");
    if (minSize >= maxSize) {
      throw new ArgumentError(`RandomResize: maxSize is above minSize ${minSize}, got ${maxSize}`, {
        operation: "RandomResize",
      });
    }
    this.minSize = minSize;
    this.maxSize = maxSize;
    this.interpolation = options.interpolation ?? "bilinear";
    this.antialias = options.antialias ?? true;
  }

  /** The shorter edge in pixels. */
  getParams(rng: Rng, ...rest: []): number {
    checkDraw(this, rest, { rng });
    return rng.int(this.minSize, this.maxSize);
  }

  protected override plan(size: Size, rng?: Rng): Move {
    const edge = this.getParams(needRng(rng, this));
    return moves.resizing(size, edge, { interpolation: this.interpolation, antialias: this.antialias });
  }
}

/** Options of {@link RandomShortestSize}. */
export interface RandomShortestSizeOptions extends RandomSizeOptions {
  /** Bound on the longer edge, pixels. Default none. */
  maxSize?: number;
}

const SHORTEST_SIZE = signature<RandomShortestSizeOptions>("transforms.RandomShortestSize", {
  takes: { minSize: numbers("a positive integer or a list of them") },
  options: { ...SIZE_KINDS, maxSize: number },
  positional: ["maxSize", "interpolation", "antialias"],
});

/** Resizes so that the shorter edge is one of `minSize`, or less where the longer one would pass `maxSize`. */
export class RandomShortestSize extends GeometricTransform {
  readonly minSize: readonly number[];
  readonly maxSize: number | undefined;
  readonly interpolation: Interpolation;
  readonly antialias: boolean;

  /** Throws ArgumentError for edges that are no positive integers. */
  constructor(
    minSize: number | readonly number[],
    ...rest: Rest<
      RandomShortestSizeOptions,
      [maxSize: number, interpolation: Interpolation, antialias: boolean]
    >
  ) {
    super();
    const options = SHORTEST_SIZE.read(rest);
    SHORTEST_SIZE.check(minSize);
    this.minSize = typeof minSize === "number" ? [minSize] : minSize;
    if (this.minSize.length === 0) checkEdge(Number.NaN, "minSize", "RandomShortestSize");
    for (const edge of this.minSize) checkEdge(edge, "minSize", "RandomShortestSize");
    this.maxSize = options.maxSize;
    if (this.maxSize !== undefined) checkEdge(this.maxSize, "maxSize", "RandomShortestSize");
    this.interpolation = options.interpolation ?? "bilinear";
    this.antialias = options.antialias ?? true;
  }

  /** [height, width] that an image of [height, width] is resized to. */
  getParams(size: Size, rng: Rng, ...rest: []): [number, number] {
    checkDraw(this, rest, { size, rng });
    const [height, width] = size;
    const edge = this.minSize[rng.int(0, this.minSize.length)] as number;
    const short = edge / Math.min(height, width);
    const ratio =
      this.maxSize === undefined ? short : Math.min(short, this.maxSize / Math.max(height, width));
    return scaled([height, width], ratio);
  }

  protected override plan(size: Size, rng?: Rng): Move {
    return moves.resizing(size, this.getParams(size, needRng(rng, this)), {
      interpolation: this.interpolation,
      antialias: this.antialias,
    });
  }
}

/** Options of {@link ScaleJitter}. */
export interface ScaleJitterOptions extends RandomSizeOptions {
  /** Scale after fitting. Default [0.1, 2]. */
  scaleRange?: Range;
}

const SCALE_JITTER = signature<ScaleJitterOptions>("transforms.ScaleJitter", {
  takes: { targetSize: sizeKind },
  options: { ...SIZE_KINDS, scaleRange: rangeKind },
  positional: ["scaleRange", "interpolation", "antialias"],
});

/** Resizes to fit into `targetSize`, times a random scale (large scale jitter, Ghiasi et al. 2020). */
export class ScaleJitter extends GeometricTransform {
  readonly targetSize: readonly [number, number];
  readonly scaleRange: Range;
  readonly interpolation: Interpolation;
  readonly antialias: boolean;

  /** @param targetSize [height, width]. */
  constructor(
    targetSize: number | readonly number[],
    ...rest: Rest<ScaleJitterOptions, [scaleRange: Range, interpolation: Interpolation, antialias: boolean]>
  ) {
    super();
    const options = SCALE_JITTER.read(rest);
    SCALE_JITTER.check(targetSize);
    this.targetSize = sizePair(targetSize, "ScaleJitter");
    this.scaleRange = options.scaleRange ?? [0.1, 2];
    this.interpolation = options.interpolation ?? "bilinear";
    this.antialias = options.antialias ?? true;
    checkOrdered(this.scaleRange, "scaleRange", "ScaleJitter");
    if (!(this.scaleRange[0] > 0)) {
      throw new ArgumentError(`ScaleJitter: scaleRange is positive, got [${this.scaleRange}]`, {
        operation: "ScaleJitter",
      });
    }
  }

  /** [height, width] that an image of [height, width] is resized to. */
  getParams(size: Size, rng: Rng, ...rest: []): [number, number] {
    checkDraw(this, rest, { size, rng });
    const [height, width] = size;
    const scale = rng.uniform(...this.scaleRange);
    const fit = Math.min(this.targetSize[0] / height, this.targetSize[1] / width);
    return scaled([height, width], fit * scale);
  }

  protected override plan(size: Size, rng?: Rng): Move {
    return moves.resizing(size, this.getParams(size, needRng(rng, this)), {
      interpolation: this.interpolation,
      antialias: this.antialias,
    });
  }
}

/** Options of {@link FixedSizeCrop}. */
export interface FixedSizeCropOptions extends PadOptions, moves.MaskFill {}

const FIXED_SIZE_CROP = signature<FixedSizeCropOptions>("transforms.FixedSizeCrop", {
  takes: { size: sizeKind },
  options: { ...PAD_KINDS, ...moves.MASK_FILL },
  positional: ["fill", "paddingMode"],
});

/** What {@link FixedSizeCrop} does to an image: the rectangle that is kept, and the border on the right and below it. */
export interface FixedSizeDraw {
  box: moves.Box;
  /** [left, top, right, bottom]. */
  padding: [number, number, number, number];
}

/**
 * Cuts larger images at a random place and pads smaller ones on the right and below, as torchvision's references do after
 * large scale jitter. Boxes that the cut leaves nothing of are for {@link SanitizeBoundingBoxes}.
 */
export class FixedSizeCrop extends GeometricTransform {
  readonly size: readonly [number, number];
  readonly fill: Fill;
  readonly paddingMode: PaddingMode;
  readonly maskFill: number;

  /** @param size [height, width], or the edge of a square. */
  constructor(
    size: number | readonly number[],
    ...rest: Rest<FixedSizeCropOptions, [fill: Fill, paddingMode: PaddingMode]>
  ) {
    super();
    const options = FIXED_SIZE_CROP.read(rest);
    FIXED_SIZE_CROP.check(size);
    this.size = sizePair(size, "FixedSizeCrop");
    this.fill = options.fill ?? 0;
    this.paddingMode = options.paddingMode ?? "constant";
    this.maskFill = options.maskFill ?? 0;
  }

  /** One number is drawn for both edges, and only where something is cut. */
  getParams(size: Size, rng: Rng, ...rest: []): FixedSizeDraw {
    checkDraw(this, rest, { size, rng });
    const kept = size.map((edge, i) => Math.min(edge, this.size[i] as number)) as [number, number];
    const [height, width] = kept;
    const share = height === size[0] && width === size[1] ? 0 : rng.random();
    const [top, left] = [Math.trunc((size[0] - height) * share), Math.trunc((size[1] - width) * share)];
    return {
      box: { top, left, height, width },
      padding: [0, 0, this.size[1] - width, this.size[0] - height],
    };
  }

  protected override plan(size: Size, rng?: Rng): Move | null {
    const { fill, maskFill, paddingMode } = this;
    const { box, padding } = this.getParams(size, needRng(rng, this));
    const [height, width] = [box.height, box.width];
    const parts = [
      ...(height === size[0] && width === size[1] ? [] : [moves.cropping(box)]),
      ...(padding.some((edge) => edge > 0)
        ? [moves.padding([height, width], padding, { fill, maskFill, paddingMode })]
        : []),
    ];
    return parts.length === 0 ? null : moves.chain(parts);
  }
}

/** Both edges times a factor, cut to whole pixels, at least one. */
function scaled([height, width]: Size, factor: number): [number, number] {
  return [Math.max(1, Math.trunc(height * factor)), Math.max(1, Math.trunc(width * factor))];
}
