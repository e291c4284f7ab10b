/**
 * Random transforms of places: each draws its parameters in `getParams`, which is public so that the same parameters
 * can be put to the functions beside, or to torchvision's.
 */

import type { Rng } from "../../data/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import type { AffineChange } from "./affine.ts";
import { checkOrdered, checkRange, type Range, roundHalfEven, sizePair, symmetric } from "./checks.ts";
import { GeometricTransform, type Move, type Size } from "./geometric.ts";
import * as geometry from "./geometry.ts";
import type { GridInterpolation } from "./grid.ts";
import * as moves from "./moves.ts";
import { needRng } from "./transform.ts";

/** Options of {@link RandomCrop}. */
export interface RandomCropOptions extends geometry.PadOptions, moves.MaskFill {
  /** Border added first, as in `pad`. Default none. */
  padding?: number | readonly number[];
  /** Pads images smaller than the crop, on both sides by what is missing. Default false: they are an error. */
  padIfNeeded?: boolean;
}

/** Cuts out a rectangle of `size` at a random place. */
export class RandomCrop extends GeometricTransform {
  readonly size: readonly [number, number];
  readonly padding: number | readonly number[] | undefined;
  readonly padIfNeeded: boolean;
  readonly fill: geometry.Fill;
  readonly maskFill: number;
  readonly paddingMode: geometry.PaddingMode;

  constructor(size: number | readonly number[], options: RandomCropOptions = {}) {
    super();
    this.size = sizePair(size, "RandomCrop");
    this.padding = options.padding;
    this.padIfNeeded = options.padIfNeeded ?? false;
    this.fill = options.fill ?? 0;
    this.maskFill = options.maskFill ?? 0;
    this.paddingMode = options.paddingMode ?? "constant";
  }

  /** The border [left, top, right, bottom] for an image of [height, width], and the rectangle cut from the padded one. */
  getParams([h, w]: Size, rng: Rng): { border: number[]; box: moves.Box } {
    let [left, top, right, bottom] = geometry.paddingOf(this.padding ?? 0);
    const [height, width] = this.size;
    if (this.padIfNeeded) {
      const missingY = Math.max(0, height - (h + top + bottom));
      const missingX = Math.max(0, width - (w + left + right));
      [left, top, right, bottom] = [left + missingX, top + missingY, right + missingX, bottom + missingY];
    }
    const [paddedH, paddedW] = [h + top + bottom, w + left + right];
    if (height > paddedH || width > paddedW) {
      throw new ArgumentError(
        `RandomCrop: ${height} x ${width} does not fit into an image of ${paddedH} x ${paddedW}; padIfNeeded pads it`,
        { operation: "RandomCrop" },
      );
    }
    const y = rng.int(0, paddedH - height + 1);
    const box = { top: y, left: rng.int(0, paddedW - width + 1), height, width };
    return { border: [left, top, right, bottom], box };
  }

  protected override plan(size: Size, rng?: Rng): Move {
    const { border, box } = this.getParams(size, needRng(rng, this));
    const cut = moves.cropping(box);
    return border.every((edge) => edge === 0) ? cut : moves.chain([moves.padding(size, border, this), cut]);
  }
}

/** Cuts out a rectangle of random area and aspect ratio and resizes it to `size`. */
export class RandomResizedCrop extends GeometricTransform {
  readonly size: readonly [number, number];
  readonly scale: Range;
  readonly ratio: Range;
  readonly interpolation: geometry.Interpolation;
  readonly antialias: boolean;

  constructor(
    size: number | readonly number[],
    options: {
      scale?: Range;
      ratio?: Range;
      interpolation?: geometry.Interpolation;
      antialias?: boolean;
    } = {},
  ) {
    super();
    this.size = sizePair(size, "RandomResizedCrop");
    this.scale = options.scale ?? [0.08, 1];
    this.ratio = options.ratio ?? [3 / 4, 4 / 3];
    this.interpolation = options.interpolation ?? "bilinear";
    this.antialias = options.antialias ?? true;
    checkOrdered(this.scale, "scale", "RandomResizedCrop");
    checkOrdered(this.ratio, "ratio", "RandomResizedCrop");
  }

  /** The rectangle for an image of [height, width]; the largest central one when ten draws do not fit. */
  getParams([height, width]: Size, rng: Rng): moves.Box {
    for (let attempt = 0; attempt < 10; attempt++) {
      const area = height * width * rng.uniform(...this.scale);
      const aspect = Math.exp(rng.uniform(Math.log(this.ratio[0]), Math.log(this.ratio[1])));
      const w = roundHalfEven(Math.sqrt(area * aspect));
      const h = roundHalfEven(Math.sqrt(area / aspect));
      if (w > 0 && w <= width && h > 0 && h <= height) {
        return { top: rng.int(0, height - h + 1), left: rng.int(0, width - w + 1), height: h, width: w };
      }
    }
    const aspect = width / height;
    const w = aspect > this.ratio[1] ? roundHalfEven(height * this.ratio[1]) : width;
    const h = aspect < this.ratio[0] ? roundHalfEven(width / this.ratio[0]) : height;
    return { top: Math.floor((height - h) / 2), left: Math.floor((width - w) / 2), height: h, width: w };
  }

  protected override plan(size: Size, rng?: Rng): Move {
    return moves.resizedCropping(this.getParams(size, needRng(rng, this)), this.size, this);
  }
}

/** Mirrors left and right with probability `p`. */
export class RandomHorizontalFlip extends GeometricTransform {
  readonly p: number;

  constructor(options: { p?: number } = {}) {
    super();
    this.p = options.p ?? 0.5;
    checkRange(this.p, 0, 1, "p", "RandomHorizontalFlip");
  }

  protected override plan([, width]: Size, rng?: Rng): Move | null {
    return needRng(rng, this).bernoulli(this.p) ? moves.mirroringX(width) : null;
  }
}

/** Mirrors top and bottom with probability `p`. */
export class RandomVerticalFlip extends GeometricTransform {
  readonly p: number;

  constructor(options: { p?: number } = {}) {
    super();
    this.p = options.p ?? 0.5;
    checkRange(this.p, 0, 1, "p", "RandomVerticalFlip");
  }

  protected override plan([height]: Size, rng?: Rng): Move | null {
    return needRng(rng, this).bernoulli(this.p) ? moves.mirroringY(height) : null;
  }
}

/** Options common to {@link RandomRotation} and {@link RandomAffine}. */
export interface RandomAffineOptions extends moves.MaskFill {
  /** Default "nearest", as torchvision's. */
  interpolation?: GridInterpolation;
  /** Value outside the image. Default 0. */
  fill?: geometry.Fill;
  /** Fixed point [x, y] in pixels. Default the middle. */
  center?: readonly [number, number];
}

/** Rotates by a random angle; `degrees` d stands for [-d, d]. */
export class RandomRotation extends GeometricTransform {
  readonly degrees: Range;
  readonly expand: boolean;
  readonly interpolation: GridInterpolation;
  readonly fill: geometry.Fill;
  readonly maskFill: number;
  readonly center: readonly [number, number] | undefined;

  constructor(degrees: number | Range, options: RandomAffineOptions & { expand?: boolean } = {}) {
    super();
    this.degrees = symmetric(degrees, "degrees", "RandomRotation");
    this.expand = options.expand ?? false;
    this.interpolation = options.interpolation ?? "nearest";
    this.fill = options.fill ?? 0;
    this.maskFill = options.maskFill ?? 0;
    this.center = options.center;
  }

  /** The angle in degrees. */
  getParams(rng: Rng): number {
    return rng.uniform(...this.degrees);
  }

  protected override plan(size: Size, rng?: Rng): Move {
    return moves.rotating(size, this.getParams(needRng(rng, this)), this);
  }
}

/** Rotates, translates (by fractions of the edges), scales and shears at random. */
export class RandomAffine extends GeometricTransform {
  readonly degrees: Range;
  readonly translate: readonly [number, number] | undefined;
  readonly scale: Range | undefined;
  readonly shear: readonly number[] | undefined;
  readonly interpolation: GridInterpolation;
  readonly fill: geometry.Fill;
  readonly maskFill: number;
  readonly center: readonly [number, number] | undefined;

  constructor(
    degrees: number | Range,
    options: RandomAffineOptions & {
      /** Largest shift as fractions [x, y] of width and height. */
      translate?: readonly [number, number];
      scale?: Range;
      /** Degrees: d for [-d, d] along x, [from, to] along x, or [from, to, from, to] along x and y. */
      shear?: number | readonly number[];
    } = {},
  ) {
    super();
    this.degrees = symmetric(degrees, "degrees", "RandomAffine");
    this.translate = options.translate;
    this.scale = options.scale;
    this.shear = typeof options.shear === "number" ? [-options.shear, options.shear] : options.shear;
    this.interpolation = options.interpolation ?? "nearest";
    this.fill = options.fill ?? 0;
    this.maskFill = options.maskFill ?? 0;
    this.center = options.center;
    for (const share of this.translate ?? []) checkRange(share, 0, 1, "translate", "RandomAffine");
    if (this.shear !== undefined && this.shear.length !== 2 && this.shear.length !== 4) {
      throw new ArgumentError(`RandomAffine: shear is a number, 2 or 4 numbers, got ${this.shear.length}`);
    }
  }

  /** The parameters of `affine` for an image of [height, width]. */
  getParams([height, width]: Size, rng: Rng): Required<AffineChange> {
    const angle = rng.uniform(...this.degrees);
    const within = (limit: number) => roundHalfEven(rng.uniform(-limit, limit));
    const translate: [number, number] =
      this.translate === undefined
        ? [0, 0]
        : [within(this.translate[0] * width), within(this.translate[1] * height)];
    const scale = this.scale === undefined ? 1 : rng.uniform(...this.scale);
    const [x0, x1, y0, y1] = this.shear ?? [];
    const shear: [number, number] = [
      x0 === undefined ? 0 : rng.uniform(x0, x1 as number),
      y0 === undefined ? 0 : rng.uniform(y0, y1 as number),
    ];
    return { angle, translate, scale, shear };
  }

  protected override plan(size: Size, rng?: Rng): Move {
    return moves.affineMoving(size, this.getParams(size, needRng(rng, this)), this);
  }
}

/** Stretches along x and y by factors drawn separately; the size stays. */
export class RandomStretch extends GeometricTransform {
  readonly range: Range;
  readonly interpolation: GridInterpolation;
  readonly fill: geometry.Fill;
  readonly maskFill: number;

  constructor(range: Range = [0.8, 1.25], options: Omit<RandomAffineOptions, "center"> = {}) {
    super();
    checkOrdered(range, "range", "RandomStretch");
    this.range = range;
    this.interpolation = options.interpolation ?? "bilinear";
    this.fill = options.fill ?? 0;
    this.maskFill = options.maskFill ?? 0;
  }

  /** The factors along x and y. */
  getParams(rng: Rng): [number, number] {
    return [rng.uniform(...this.range), rng.uniform(...this.range)];
  }

  protected override plan(size: Size, rng?: Rng): Move {
    return moves.stretching(size, this.getParams(needRng(rng, this)), this);
  }
}
