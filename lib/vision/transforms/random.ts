/**
 * Random transforms: each draws its parameters in `getParams`, which is public so that the same parameters can
 * be put to the functions beside, or to torchvision's.
 */

import type { Rng } from "../../data/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import { scope, type Tensor } from "../../tensor/index.ts";
import * as spatial from "./affine.ts";
import { checkRange, roundHalfEven, sizePair } from "./checks.ts";
import * as color from "./color.ts";
import * as geometry from "./geometry.ts";
import { needRng, Transform } from "./transform.ts";

/** From and to. */
export type Range = readonly [number, number];

function checkOrdered(range: Range, name: string, operation: string): void {
  if (!(range.length === 2 && range[0] <= range[1])) {
    throw new ArgumentError(`${operation}: ${name} is [from, to] with from <= to, got [${range}]`, {
      operation,
    });
  }
}

/** A number d stands for [-d, d]. */
function symmetric(value: number | Range, name: string, operation: string): Range {
  const range: Range = typeof value === "number" ? [-value, value] : value;
  checkOrdered(range, name, operation);
  return range;
}

/** Cuts out a rectangle of `size` at a random place. */
export class RandomCrop extends Transform {
  readonly size: readonly [number, number];
  readonly padding: number | readonly number[] | undefined;

  constructor(size: number | readonly number[], options: { padding?: number | readonly number[] } = {}) {
    super();
    this.size = sizePair(size, "RandomCrop");
    this.padding = options.padding;
  }

  override apply(image: Tensor, rng?: Rng): Tensor {
    const random = needRng(rng, this);
    return scope(() => {
      const padded = this.padding === undefined ? image : geometry.pad(image, this.padding);
      const [h, w] = padded.shape.slice(-2) as [number, number];
      const [height, width] = this.size;
      if (height > h || width > w) {
        throw new ArgumentError(
          `RandomCrop: ${height} x ${width} does not fit into an image of ${h} x ${w}`,
          {
            operation: "RandomCrop",
          },
        );
      }
      const top = random.int(0, h - height + 1);
      return geometry.crop(padded, top, random.int(0, w - width + 1), height, width);
    });
  }
}

/** Cuts out a rectangle of random area and aspect ratio and resizes it to `size`. */
export class RandomResizedCrop extends Transform {
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
  getParams(
    [height, width]: readonly [number, number],
    rng: Rng,
  ): { top: number; left: number; height: number; width: number } {
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

  override apply(image: Tensor, rng?: Rng): Tensor {
    const box = this.getParams(image.shape.slice(-2) as [number, number], needRng(rng, this));
    return geometry.resizedCrop(image, box, this.size, this);
  }
}

/** Mirrors left and right with probability `p`. */
export class RandomHorizontalFlip extends Transform {
  readonly p: number;

  constructor(options: { p?: number } = {}) {
    super();
    this.p = options.p ?? 0.5;
    checkRange(this.p, 0, 1, "p", "RandomHorizontalFlip");
  }

  override apply(image: Tensor, rng?: Rng): Tensor {
    return needRng(rng, this).bernoulli(this.p) ? geometry.hflip(image) : image;
  }
}

/** Mirrors top and bottom with probability `p`. */
export class RandomVerticalFlip extends Transform {
  readonly p: number;

  constructor(options: { p?: number } = {}) {
    super();
    this.p = options.p ?? 0.5;
    checkRange(this.p, 0, 1, "p", "RandomVerticalFlip");
  }

  override apply(image: Tensor, rng?: Rng): Tensor {
    return needRng(rng, this).bernoulli(this.p) ? geometry.vflip(image) : image;
  }
}

/** Options common to {@link RandomRotation} and {@link RandomAffine}. */
export interface RandomAffineOptions {
  /** Default "nearest", as torchvision's. */
  interpolation?: spatial.GridInterpolation;
  /** Value outside the image. Default 0. */
  fill?: geometry.Fill;
  /** Fixed point [x, y] in pixels. Default the middle. */
  center?: readonly [number, number];
}

/** Rotates by a random angle; `degrees` d stands for [-d, d]. */
export class RandomRotation extends Transform {
  readonly degrees: Range;
  readonly expand: boolean;
  readonly interpolation: spatial.GridInterpolation;
  readonly fill: geometry.Fill;
  readonly center: readonly [number, number] | undefined;

  constructor(degrees: number | Range, options: RandomAffineOptions & { expand?: boolean } = {}) {
    super();
    this.degrees = symmetric(degrees, "degrees", "RandomRotation");
    this.expand = options.expand ?? false;
    this.interpolation = options.interpolation ?? "nearest";
    this.fill = options.fill ?? 0;
    this.center = options.center;
  }

  /** The angle in degrees. */
  getParams(rng: Rng): number {
    return rng.uniform(...this.degrees);
  }

  override apply(image: Tensor, rng?: Rng): Tensor {
    return spatial.rotate(image, this.getParams(needRng(rng, this)), this);
  }
}

/** Rotates, translates (by fractions of the edges), scales and shears at random. */
export class RandomAffine extends Transform {
  readonly degrees: Range;
  readonly translate: readonly [number, number] | undefined;
  readonly scale: Range | undefined;
  readonly shear: readonly number[] | undefined;
  readonly interpolation: spatial.GridInterpolation;
  readonly fill: geometry.Fill;
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
    this.center = options.center;
    for (const share of this.translate ?? []) checkRange(share, 0, 1, "translate", "RandomAffine");
    if (this.shear !== undefined && this.shear.length !== 2 && this.shear.length !== 4) {
      throw new ArgumentError(`RandomAffine: shear is a number, 2 or 4 numbers, got ${this.shear.length}`);
    }
  }

  /** The parameters of `affine` for an image of [height, width]. */
  getParams([height, width]: readonly [number, number], rng: Rng) {
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

  override apply(image: Tensor, rng?: Rng): Tensor {
    const by = this.getParams(image.shape.slice(-2) as [number, number], needRng(rng, this));
    return spatial.affine(image, by, this);
  }
}

/** Stretches along x and y by factors drawn separately; the size stays. */
export class RandomStretch extends Transform {
  readonly range: Range;
  readonly interpolation: spatial.GridInterpolation;
  readonly fill: geometry.Fill;

  constructor(range: Range = [0.8, 1.25], options: Omit<RandomAffineOptions, "center"> = {}) {
    super();
    checkOrdered(range, "range", "RandomStretch");
    this.range = range;
    this.interpolation = options.interpolation ?? "bilinear";
    this.fill = options.fill ?? 0;
  }

  /** The factors along x and y. */
  getParams(rng: Rng): [number, number] {
    return [rng.uniform(...this.range), rng.uniform(...this.range)];
  }

  override apply(image: Tensor, rng?: Rng): Tensor {
    return spatial.stretch(image, this.getParams(needRng(rng, this)), this);
  }
}

type Jitter = "brightness" | "contrast" | "saturation" | "hue";

/** Changes brightness, contrast, saturation and hue by random factors, in random order. */
export class ColorJitter extends Transform {
  readonly brightness: Range | undefined;
  readonly contrast: Range | undefined;
  readonly saturation: Range | undefined;
  readonly hue: Range | undefined;

  /** A number v stands for [max(0, 1 - v), 1 + v], for hue [-v, v]. Throws ArgumentError for negative ones. */
  constructor(options: Partial<Record<Jitter, number | Range>> = {}) {
    super();
    this.brightness = jitterRange(options.brightness, "brightness");
    this.contrast = jitterRange(options.contrast, "contrast");
    this.saturation = jitterRange(options.saturation, "saturation");
    this.hue = jitterRange(options.hue, "hue");
  }

  /** The changes in the order in which they are made, each with its factor. */
  getParams(rng: Rng): [Jitter, number][] {
    const order = rng.shuffle<Jitter[]>(["brightness", "contrast", "saturation", "hue"]);
    return order.flatMap((what) => {
      const range = this[what];
      return range === undefined ? [] : [[what, rng.uniform(...range)] as [Jitter, number]];
    });
  }

  override apply(image: Tensor, rng?: Rng): Tensor {
    const changes = this.getParams(needRng(rng, this));
    return scope(() => changes.reduce((held, [what, factor]) => ADJUST[what](held, factor), image));
  }
}

const ADJUST: Record<Jitter, (image: Tensor, factor: number) => Tensor> = {
  brightness: color.adjustBrightness,
  contrast: color.adjustContrast,
  saturation: color.adjustSaturation,
  hue: color.adjustHue,
};

function jitterRange(value: number | Range | undefined, what: Jitter): Range | undefined {
  if (value === undefined || value === 0) return undefined;
  const [middle, low, high] = what === "hue" ? [0, -0.5, 0.5] : [1, 0, Number.POSITIVE_INFINITY];
  if (typeof value === "number") checkRange(value, 0, high, what, "ColorJitter");
  const range: Range = typeof value === "number" ? [Math.max(low, middle - value), middle + value] : value;
  checkOrdered(range, what, "ColorJitter");
  checkRange(range[0], low, high, what, "ColorJitter");
  checkRange(range[1], low, high, what, "ColorJitter");
  return range[0] === middle && range[1] === middle ? undefined : range;
}
