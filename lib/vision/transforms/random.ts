/**
 * Random transforms of places: each draws its parameters in `getParams`, which is public so that the same parameters
 * can be put to the functions beside, or to torchvision's.
 */

import type { Rng } from "../../data/index.ts";
import { boolean, type Kinds, type Rest, signature } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import { fillKind, numberOrPair, numbers, pairOf, pointKind, rangeKind, sizeKind } from "../arguments.ts";
import type { AffineChange } from "./affine.ts";
import { checkDraw } from "./checked.ts";
import { checkOrdered, checkRange, type Range, roundHalfEven, sizePair, symmetric } from "./checks.ts";
import { type ChanceArguments, takesChance } from "./compose.ts";
import { GeometricTransform, type Move, type Size } from "./geometric.ts";
import * as geometry from "./geometry.ts";
import { type GridInterpolation, gridInterpolationKind } from "./grid.ts";
import * as moves from "./moves.ts";
import { needRng } from "./transform.ts";

/** Options of {@link RandomCrop}. */
export interface RandomCropOptions extends geometry.PadOptions, moves.MaskFill {
  /** Border added first, as in `pad`. Default none. */
  padding?: number | readonly number[];
  /** Pads images smaller than the crop, on both sides by what is missing. Default false: they are an error. */
  padIfNeeded?: boolean;
}

const RANDOM_CROP = signature<RandomCropOptions>("transforms.RandomCrop", {
  takes: { size: sizeKind },
  options: {
    ...geometry.PAD_KINDS,
    ...moves.MASK_FILL,
    padding: geometry.paddingKind,
    padIfNeeded: boolean,
  },
  positional: ["padding", "padIfNeeded", "fill", "paddingMode"],
});

/** Cuts out a rectangle of `size` at a random place. */
export class RandomCrop extends GeometricTransform {
  readonly size: readonly [number, number];
  readonly padding: number | readonly number[] | undefined;
  readonly padIfNeeded: boolean;
  readonly fill: geometry.Fill;
  readonly maskFill: number;
  readonly paddingMode: geometry.PaddingMode;

  /** Throws ArgumentError for what is no size or padding. */
  constructor(
    size: number | readonly number[],
    ...rest: Rest<
      RandomCropOptions,
      [
        padding: number | readonly number[],
        padIfNeeded: boolean,
        fill: geometry.Fill,
        paddingMode: geometry.PaddingMode,
      ]
    >
  ) {
    super();
    const options = RANDOM_CROP.read(rest);
    RANDOM_CROP.check(size);
    this.size = sizePair(size, "RandomCrop");
    geometry.paddingOf(options.padding ?? 0);
    this.padding = options.padding;
    this.padIfNeeded = options.padIfNeeded ?? false;
    this.fill = options.fill ?? 0;
    this.maskFill = options.maskFill ?? 0;
    this.paddingMode = options.paddingMode ?? "constant";
  }

  /** The border [left, top, right, bottom] for an image of [height, width], and the rectangle cut from the padded one. */
  getParams(size: Size, rng: Rng, ...rest: []): { border: number[]; box: moves.Box } {
    checkDraw(this, rest, { size, rng });
    const [h, w] = size;
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

/** Options of {@link RandomResizedCrop}. */
export interface RandomResizedCropOptions extends geometry.ResizedCropOptions {
  /** Share of the area. Default [0.08, 1]. */
  scale?: Range;
  /** Width over height. Default [3/4, 4/3]. */
  ratio?: Range;
}

const RESIZED_CROP = signature<RandomResizedCropOptions>("transforms.RandomResizedCrop", {
  takes: { size: sizeKind },
  options: { ...geometry.RESIZED_CROP_KINDS, scale: rangeKind, ratio: rangeKind },
  positional: ["scale", "ratio", "interpolation", "antialias"],
});

/** Cuts out a rectangle of random area and aspect ratio and resizes it to `size`. */
export class RandomResizedCrop extends GeometricTransform {
  readonly size: readonly [number, number];
  readonly scale: Range;
  readonly ratio: Range;
  readonly interpolation: geometry.Interpolation;
  readonly antialias: boolean;

  constructor(
    size: number | readonly number[],
    ...rest: Rest<
      RandomResizedCropOptions,
      [scale: Range, ratio: Range, interpolation: geometry.Interpolation, antialias: boolean]
    >
  ) {
    super();
    const options = RESIZED_CROP.read(rest);
    RESIZED_CROP.check(size);
    this.size = sizePair(size, "RandomResizedCrop");
    this.scale = options.scale ?? [0.08, 1];
    this.ratio = options.ratio ?? [3 / 4, 4 / 3];
    this.interpolation = options.interpolation ?? "bilinear";
    this.antialias = options.antialias ?? true;
    checkOrdered(this.scale, "scale", "RandomResizedCrop");
    checkOrdered(this.ratio, "ratio", "RandomResizedCrop");
    checkRange(this.scale[0], 0, Number.POSITIVE_INFINITY, "scale", "RandomResizedCrop");
    checkRange(this.ratio[0], Number.MIN_VALUE, Number.POSITIVE_INFINITY, "ratio", "RandomResizedCrop");
  }

  /** The rectangle for an image of [height, width]; the largest central one when ten draws do not fit. */
  getParams(size: Size, rng: Rng, ...rest: []): moves.Box {
    checkDraw(this, rest, { size, rng });
    const [height, width] = size;
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

const HORIZONTAL_FLIP = takesChance("RandomHorizontalFlip");
const VERTICAL_FLIP = takesChance("RandomVerticalFlip");

/** Mirrors left and right with probability `p`. */
export class RandomHorizontalFlip extends GeometricTransform {
  readonly p: number;

  /** `new RandomHorizontalFlip(0.5)`, or `{ p }`. */
  constructor(...rest: ChanceArguments) {
    super();
    this.p = HORIZONTAL_FLIP.read(rest).p ?? 0.5;
    checkRange(this.p, 0, 1, "p", "RandomHorizontalFlip");
  }

  protected override plan([, width]: Size, rng?: Rng): Move | null {
    return needRng(rng, this).bernoulli(this.p) ? moves.mirroringX(width) : null;
  }
}

/** Mirrors top and bottom with probability `p`. */
export class RandomVerticalFlip extends GeometricTransform {
  readonly p: number;

  /** `new RandomVerticalFlip(0.5)`, or `{ p }`. */
  constructor(...rest: ChanceArguments) {
    super();
    this.p = VERTICAL_FLIP.read(rest).p ?? 0.5;
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

const RANDOM_AFFINE_KINDS: Kinds<RandomAffineOptions> = {
  ...moves.MASK_FILL,
  interpolation: gridInterpolationKind,
  fill: fillKind,
  center: pointKind,
};

const DEGREES = numberOrPair("a number of degrees or [from, to]");

/** Options of {@link RandomRotation}. */
export interface RandomRotationOptions extends RandomAffineOptions {
  /** Make the result as large as the whole rotated image. Default false. */
  expand?: boolean;
}

const ROTATION = signature<RandomRotationOptions>("transforms.RandomRotation", {
  takes: { degrees: DEGREES },
  options: { ...RANDOM_AFFINE_KINDS, expand: boolean },
  positional: ["interpolation", "expand", "center", "fill"],
});

/** Rotates by a random angle; `degrees` d stands for [-d, d]. */
export class RandomRotation extends GeometricTransform {
  readonly degrees: Range;
  readonly expand: boolean;
  readonly interpolation: GridInterpolation;
  readonly fill: geometry.Fill;
  readonly maskFill: number;
  readonly center: readonly [number, number] | undefined;

  constructor(
    degrees: number | Range,
    ...rest: Rest<
      RandomRotationOptions,
      [
        interpolation: GridInterpolation,
        expand: boolean,
        center: readonly [number, number],
        fill: geometry.Fill,
      ]
    >
  ) {
    super();
    const options = ROTATION.read(rest);
    ROTATION.check(degrees);
    this.degrees = symmetric(degrees, "degrees", "RandomRotation");
    this.expand = options.expand ?? false;
    this.interpolation = options.interpolation ?? "nearest";
    this.fill = options.fill ?? 0;
    this.maskFill = options.maskFill ?? 0;
    this.center = options.center;
  }

  /** The angle in degrees. */
  getParams(rng: Rng, ...rest: []): number {
    checkDraw(this, rest, { rng });
    return rng.uniform(...this.degrees);
  }

  protected override plan(size: Size, rng?: Rng): Move {
    return moves.rotating(size, this.getParams(needRng(rng, this)), this);
  }
}

/** Options of {@link RandomAffine}. */
export interface RandomAffineChange extends RandomAffineOptions {
  /** Largest shift as fractions [x, y] of width and height. */
  translate?: readonly [number, number];
  scale?: Range;
  /** Degrees: d for [-d, d] along x, [from, to] along x, or [from, to, from, to] along x and y. */
  shear?: number | readonly number[];
}

const AFFINE = signature<RandomAffineChange>("transforms.RandomAffine", {
  takes: { degrees: DEGREES },
  options: {
    ...RANDOM_AFFINE_KINDS,
    translate: pairOf("[x, y], fractions of width and height"),
    scale: rangeKind,
    shear: numbers("a number of degrees, or 2 or 4 numbers"),
  },
  positional: ["translate", "scale", "shear", "interpolation", "fill", "center"],
});

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
    ...rest: Rest<
      RandomAffineChange,
      [
        translate: readonly [number, number],
        scale: Range,
        shear: number | readonly number[],
        interpolation: GridInterpolation,
        fill: geometry.Fill,
        center: readonly [number, number],
      ]
    >
  ) {
    super();
    const options = AFFINE.read(rest);
    AFFINE.check(degrees);
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
    if (this.scale !== undefined) {
      checkOrdered(this.scale, "scale", "RandomAffine");
      checkRange(this.scale[0], Number.MIN_VALUE, Number.POSITIVE_INFINITY, "scale", "RandomAffine");
    }
  }

  /** The parameters of `affine` for an image of [height, width]. */
  getParams(size: Size, rng: Rng, ...rest: []): Required<AffineChange> {
    checkDraw(this, rest, { size, rng });
    const [height, width] = size;
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

/** Options of {@link RandomStretch}. */
export interface RandomStretchOptions extends Omit<RandomAffineOptions, "center"> {
  /** Least and largest factor. Default [0.8, 1.25]. */
  range?: Range;
}

const STRETCH = signature<RandomStretchOptions>("transforms.RandomStretch", {
  options: {
    ...moves.MASK_FILL,
    range: rangeKind,
    interpolation: gridInterpolationKind,
    fill: fillKind,
  },
  positional: ["range"],
});

/** Stretches along x and y by factors drawn separately; the size stays. */
export class RandomStretch extends GeometricTransform {
  readonly range: Range;
  readonly interpolation: GridInterpolation;
  readonly fill: geometry.Fill;
  readonly maskFill: number;

  constructor(...rest: Rest<RandomStretchOptions, [range: Range | undefined]>) {
    super();
    const { range = [0.8, 1.25], ...options } = STRETCH.read(rest);
    checkOrdered(range, "range", "RandomStretch");
    checkRange(range[0], Number.MIN_VALUE, Number.POSITIVE_INFINITY, "range", "RandomStretch");
    this.range = range;
    this.interpolation = options.interpolation ?? "bilinear";
    this.fill = options.fill ?? 0;
    this.maskFill = options.maskFill ?? 0;
  }

  /** The factors along x and y. */
  getParams(rng: Rng, ...rest: []): [number, number] {
    checkDraw(this, rest, { rng });
    return [rng.uniform(...this.range), rng.uniform(...this.range)];
  }

  protected override plan(size: Size, rng?: Rng): Move {
    return moves.stretching(size, this.getParams(needRng(rng, this)), this);
  }
}
