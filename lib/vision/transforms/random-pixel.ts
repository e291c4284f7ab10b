/** Random blur, noise, erasing and tone; they change the image of a sample and leave mask, boxes and keypoints. */

import type { Rng } from "../../data/index.ts";
import { either, number, oneOf, type Rest, type Signature, signature } from "../../edge/index.ts";
import { fromTypedArray, scope, type Tensor } from "../../tensor/index.ts";
import { numberOrPair, numbers, rangeKind } from "../arguments.ts";
import { CheckedTransform, checkDraw } from "./checked.ts";
import { checkImage, checkOrdered, checkRange, type Range, roundHalfEven } from "./checks.ts";
import { rgbToGrayscale } from "./color.ts";
import { type ChanceArguments, type ChanceOptions, takesChance } from "./compose.ts";
import { gaussianBlur, kernelKind, kernelPair } from "./filter.ts";
import type { Size } from "./geometric.ts";
import type { Box } from "./moves.ts";
import * as pixel from "./pixel.ts";
import { needRng } from "./transform.ts";

/** Standard normal numbers from pairs of uniform ones (Box and Muller 1958). */
function normal(shape: readonly number[], rng: Rng): Tensor {
  const values = new Float32Array(shape.reduce((product, edge) => product * edge, 1));
  for (let i = 0; i < values.length; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - rng.random()));
    const angle = 2 * Math.PI * rng.random();
    values[i] = radius * Math.cos(angle);
    if (i + 1 < values.length) values[i + 1] = radius * Math.sin(angle);
  }
  return fromTypedArray(values, shape);
}

/** Options of {@link GaussianBlur}. */
export interface RandomBlurOptions {
  /** Standard deviation in pixels, or from and to. Default [0.1, 2]. */
  sigma?: number | Range;
}

const BLUR = signature<RandomBlurOptions>("transforms.GaussianBlur", {
  takes: { kernelSize: kernelKind },
  options: { sigma: numberOrPair("a number of pixels or [from, to]") },
  positional: ["sigma"],
});

/** Blurs by a Gaussian of random standard deviation. */
export class GaussianBlur extends CheckedTransform {
  readonly kernelSize: readonly [number, number];
  readonly sigma: Range;

  constructor(
    kernelSize: number | readonly [number, number],
    ...rest: Rest<RandomBlurOptions, [sigma: number | Range]>
  ) {
    super();
    const { sigma = [0.1, 2] } = BLUR.read(rest);
    BLUR.check(kernelSize);
    this.kernelSize = kernelPair(kernelSize, "GaussianBlur");
    this.sigma = typeof sigma === "number" ? [sigma, sigma] : sigma;
    checkOrdered(this.sigma, "sigma", "GaussianBlur");
    checkRange(this.sigma[0], Number.MIN_VALUE, Number.POSITIVE_INFINITY, "sigma", "GaussianBlur");
  }

  /** The standard deviation in pixels. */
  getParams(rng: Rng, ...rest: []): number {
    checkDraw(this, rest, { rng });
    return rng.uniform(...this.sigma);
  }

  protected override change(image: Tensor, rng?: Rng): Tensor {
    return gaussianBlur(image, this.kernelSize, this.getParams(needRng(rng, this)));
  }
}

const NOISE = signature<pixel.GaussianNoiseOptions>("transforms.GaussianNoise", {
  options: pixel.NOISE_KINDS,
  positional: ["mean", "sigma", "clip"],
});

/** Adds normally distributed noise; `mean` and `sigma` are shares of full brightness. */
export class GaussianNoise extends CheckedTransform {
  readonly mean: number;
  readonly sigma: number;
  readonly clip: boolean;

  constructor(...rest: Rest<pixel.GaussianNoiseOptions, [mean: number, sigma: number, clip: boolean]>) {
    super();
    const options = NOISE.read(rest);
    this.mean = options.mean ?? 0;
    this.sigma = options.sigma ?? 0.1;
    this.clip = options.clip ?? true;
    checkRange(this.sigma, 0, Number.POSITIVE_INFINITY, "sigma", "GaussianNoise");
  }

  /** Standard normal noise of a shape, float32; the caller frees it. */
  getParams(shape: readonly number[], rng: Rng, ...rest: []): Tensor {
    checkDraw(this, rest, { shape, rng });
    return normal(shape, rng);
  }

  protected override change(image: Tensor, rng?: Rng): Tensor {
    return scope(() => {
      const noise = this.getParams(image.shape, needRng(rng, this)).to(image.device);
      const { mean, sigma, clip } = this;
      return pixel.gaussianNoise(image, noise, { mean, sigma, clip });
    });
  }
}

/** Options of {@link RandomErasing}. */
export interface RandomErasingOptions extends ChanceOptions {
  /** Share of the area. Default [0.02, 0.33]. */
  scale?: Range;
  /** Height over width. Default [0.3, 3.3]. */
  ratio?: Range;
  /** A number, one per channel, or "random" for normal noise. Default 0. */
  value?: number | readonly number[] | "random";
}

const ERASING = signature<RandomErasingOptions>("transforms.RandomErasing", {
  options: {
    p: number,
    scale: rangeKind,
    ratio: rangeKind,
    value: either(numbers("a number, one per channel,"), oneOf("random")),
  },
  positional: ["p", "scale", "ratio", "value"],
});

/** Sets a rectangle of random place, area and aspect ratio to a value, with probability `p` (Zhong et al. 2017). */
export class RandomErasing extends CheckedTransform {
  readonly p: number;
  readonly scale: Range;
  readonly ratio: Range;
  readonly value: number | readonly number[] | "random";

  /** `new RandomErasing(0.5)`, or by name; `p` is 0.5 by default. Throws ArgumentError for values out of their range. */
  constructor(
    ...rest: Rest<
      RandomErasingOptions,
      [p: number, scale: Range, ratio: Range, value: number | readonly number[] | "random"]
    >
  ) {
    super();
    const options = ERASING.read(rest);
    this.p = options.p ?? 0.5;
    this.scale = options.scale ?? [0.02, 0.33];
    this.ratio = options.ratio ?? [0.3, 3.3];
    this.value = options.value ?? 0;
    checkRange(this.p, 0, 1, "p", "RandomErasing");
    checkOrdered(this.scale, "scale", "RandomErasing");
    checkOrdered(this.ratio, "ratio", "RandomErasing");
    for (const share of this.scale) checkRange(share, 0, 1, "scale", "RandomErasing");
    checkRange(this.ratio[0], Number.MIN_VALUE, Number.POSITIVE_INFINITY, "ratio", "RandomErasing");
  }

  /** The rectangle for an image of [height, width], or null where ten draws do not fit. */
  getParams(size: Size, rng: Rng, ...rest: []): Box | null {
    checkDraw(this, rest, { size, rng });
    const [height, width] = size;
    for (let attempt = 0; attempt < 10; attempt++) {
      const area = height * width * rng.uniform(...this.scale);
      const aspect = Math.exp(rng.uniform(Math.log(this.ratio[0]), Math.log(this.ratio[1])));
      const h = roundHalfEven(Math.sqrt(area * aspect));
      const w = roundHalfEven(Math.sqrt(area / aspect));
      if (h < height && w < width) {
        return { top: rng.int(0, height - h + 1), left: rng.int(0, width - w + 1), height: h, width: w };
      }
    }
    return null;
  }

  protected override change(image: Tensor, rng?: Rng): Tensor {
    const random = needRng(rng, this);
    checkImage(image, "RandomErasing");
    if (!random.bernoulli(this.p)) return image;
    const [channels, h, w] = image.shape.slice(-3) as [number, number, number];
    const box = this.getParams([h, w], random);
    if (box === null) return image;
    return scope(() => {
      const value = this.value === "random" ? normal([channels, box.height, box.width], random) : this.value;
      return pixel.erase(image, box, value);
    });
  }
}

/** A change that comes with probability `p`. */
abstract class RandomChange extends CheckedTransform {
  readonly p: number;

  constructor(takes: Signature<ChanceOptions>, rest: ChanceArguments, usual = 0.5) {
    super();
    this.p = takes.read(rest).p ?? usual;
    checkRange(this.p, 0, 1, "p", this.constructor.name);
  }

  protected abstract changeAlways(image: Tensor): Tensor;

  protected override change(image: Tensor, rng?: Rng): Tensor {
    return needRng(rng, this).bernoulli(this.p) ? this.changeAlways(image) : image;
  }
}

/** The signature of a change that has one number and a probability. */
function takesNumber(name: string, argument: string): Signature<ChanceOptions> {
  return signature<ChanceOptions>(`transforms.${name}`, {
    takes: { [argument]: number },
    options: { p: number },
    positional: ["p"],
  });
}

const GRAYSCALE = takesChance("RandomGrayscale");
const INVERT = takesChance("RandomInvert");
const POSTERIZE = takesNumber("RandomPosterize", "bits");
const SOLARIZE = takesNumber("RandomSolarize", "threshold");
const SHARPNESS = takesNumber("RandomAdjustSharpness", "factor");
const AUTOCONTRAST = takesChance("RandomAutocontrast");
const EQUALIZE = takesChance("RandomEqualize");

/** To gray with as many channels as before, with probability `p` (default 0.1). */
export class RandomGrayscale extends RandomChange {
  constructor(...rest: ChanceArguments) {
    super(GRAYSCALE, rest, 0.1);
  }

  protected override changeAlways(image: Tensor): Tensor {
    return rgbToGrayscale(image, image.shape.at(-3) === 1 ? 1 : 3);
  }
}

/** Inverts, with probability `p` (default 0.5). */
export class RandomInvert extends RandomChange {
  constructor(...rest: ChanceArguments) {
    super(INVERT, rest);
  }

  protected override changeAlways(image: Tensor): Tensor {
    return pixel.invert(image);
  }
}

/** Keeps the highest bits of each value, with probability `p` (default 0.5). */
export class RandomPosterize extends RandomChange {
  readonly bits: number;

  /** @param bits 0 to 8. */
  constructor(bits: number, ...rest: ChanceArguments) {
    super(POSTERIZE, rest);
    POSTERIZE.check(bits);
    checkRange(bits, 0, 8, "bits", "RandomPosterize");
    this.bits = bits;
  }

  protected override changeAlways(image: Tensor): Tensor {
    return pixel.posterize(image, this.bits);
  }
}

/** Inverts values of `threshold` and more, with probability `p` (default 0.5). */
export class RandomSolarize extends RandomChange {
  readonly threshold: number;

  constructor(threshold: number, ...rest: ChanceArguments) {
    super(SOLARIZE, rest);
    SOLARIZE.check(threshold);
    this.threshold = threshold;
  }

  protected override changeAlways(image: Tensor): Tensor {
    return pixel.solarize(image, this.threshold);
  }
}

/** Sharpens (above 1) or smooths (below 1), with probability `p` (default 0.5). */
export class RandomAdjustSharpness extends RandomChange {
  readonly factor: number;

  /** @param factor From 0; 1 changes nothing. */
  constructor(factor: number, ...rest: ChanceArguments) {
    super(SHARPNESS, rest);
    SHARPNESS.check(factor);
    checkRange(factor, 0, Number.POSITIVE_INFINITY, "factor", "RandomAdjustSharpness");
    this.factor = factor;
  }

  protected override changeAlways(image: Tensor): Tensor {
    return pixel.adjustSharpness(image, this.factor);
  }
}

/** Stretches each channel to the whole range, with probability `p` (default 0.5). */
export class RandomAutocontrast extends RandomChange {
  constructor(...rest: ChanceArguments) {
    super(AUTOCONTRAST, rest);
  }

  protected override changeAlways(image: Tensor): Tensor {
    return pixel.autocontrast(image);
  }
}

/** Spreads the values of each channel evenly, with probability `p` (default 0.5). */
export class RandomEqualize extends RandomChange {
  constructor(...rest: ChanceArguments) {
    super(EQUALIZE, rest);
  }

  protected override changeAlways(image: Tensor): Tensor {
    return pixel.equalize(image);
  }
}
