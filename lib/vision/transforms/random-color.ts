/** Random changes of pixel values; masks, boxes and keypoints of a sample stay as they are. */

import type { Rng } from "../../data/index.ts";
import { number, type Rest, signature } from "../../edge/index.ts";
import { scope, type Tensor } from "../../tensor/index.ts";
import { numberOrPair, rangeKind } from "../arguments.ts";
import { CheckedTransform, checkDraw } from "./checked.ts";
import { checkImage, checkOrdered, checkRange, type Range } from "./checks.ts";
import * as color from "./color.ts";
import { needRng } from "./transform.ts";

type Jitter = "brightness" | "contrast" | "saturation" | "hue";

/** Options of {@link ColorJitter}: strengths, or from and to. Default none. */
export interface ColorJitterOptions {
  brightness?: number | Range;
  contrast?: number | Range;
  saturation?: number | Range;
  hue?: number | Range;
}

const STRENGTH = numberOrPair("a number or [from, to]");

const COLOR_JITTER = signature<ColorJitterOptions>("transforms.ColorJitter", {
  options: { brightness: STRENGTH, contrast: STRENGTH, saturation: STRENGTH, hue: STRENGTH },
  positional: ["brightness", "contrast", "saturation", "hue"],
});

/** Changes brightness, contrast, saturation and hue by random factors, in random order. */
export class ColorJitter extends CheckedTransform {
  readonly brightness: Range | undefined;
  readonly contrast: Range | undefined;
  readonly saturation: Range | undefined;
  readonly hue: Range | undefined;

  /** A number v stands for [max(0, 1 - v), 1 + v], for hue [-v, v]. Throws ArgumentError for negative ones. */
  constructor(
    ...rest: Rest<
      ColorJitterOptions,
      [brightness: number | Range, contrast: number | Range, saturation: number | Range, hue: number | Range]
    >
  ) {
    super();
    const options = COLOR_JITTER.read(rest);
    this.brightness = jitterRange(options.brightness, "brightness");
    this.contrast = jitterRange(options.contrast, "contrast");
    this.saturation = jitterRange(options.saturation, "saturation");
    this.hue = jitterRange(options.hue, "hue");
  }

  /** The changes in the order in which they are made, each with its factor. */
  getParams(rng: Rng, ...rest: []): [Jitter, number][] {
    checkDraw(this, rest, { rng });
    const order = rng.shuffle<Jitter[]>(["brightness", "contrast", "saturation", "hue"]);
    return order.flatMap((what) => {
      const range = this[what];
      return range === undefined ? [] : [[what, rng.uniform(...range)] as [Jitter, number]];
    });
  }

  protected override change(image: Tensor, rng?: Rng): Tensor {
    const changes = this.getParams(needRng(rng, this));
    return scope(() => changes.reduce((held, [what, factor]) => ADJUST[what](held, factor), image));
  }
}

const ADJUST: Record<Jitter, (image: Tensor, factor: number) => Tensor> = {
  brightness: (image, factor) => color.adjustBrightness(image, factor),
  contrast: (image, factor) => color.adjustContrast(image, factor),
  saturation: (image, factor) => color.adjustSaturation(image, factor),
  hue: (image, factor) => color.adjustHue(image, factor),
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

/** Options of {@link RandomPhotometricDistort}: from and to, and how often. */
export interface PhotometricDistortOptions {
  /** Factor. Default [0.875, 1.125]. */
  brightness?: Range;
  /** Factor. Default [0.5, 1.5]. */
  contrast?: Range;
  /** Factor. Default [0.5, 1.5]. */
  saturation?: Range;
  /** Share of the colour circle, from -0.5 to 0.5. Default [-0.05, 0.05]. */
  hue?: Range;
  /** Probability of each change. Default 0.5. */
  p?: number;
}

/** What {@link RandomPhotometricDistort} draws; null where a change does not come. */
export interface PhotometricDraw {
  brightness: number | null;
  contrast: number | null;
  saturation: number | null;
  hue: number | null;
  /** Whether contrast changes before saturation and hue, else after. */
  contrastBefore: boolean;
  /** The channels in their new order. */
  permutation: number[] | null;
}

const DISTORT = signature<PhotometricDistortOptions>("transforms.RandomPhotometricDistort", {
  options: { brightness: rangeKind, contrast: rangeKind, saturation: rangeKind, hue: rangeKind, p: number },
  positional: ["brightness", "contrast", "saturation", "hue", "p"],
});

/**
 * Changes brightness, contrast, saturation and hue, and swaps channels, each with probability `p`, as SSD does (Liu et al. 2016,
 * https://arxiv.org/abs/1512.02325).
 */
export class RandomPhotometricDistort extends CheckedTransform {
  readonly brightness: Range;
  readonly contrast: Range;
  readonly saturation: Range;
  readonly hue: Range;
  readonly p: number;

  /** Throws ArgumentError for values out of their range. */
  constructor(
    ...rest: Rest<
      PhotometricDistortOptions,
      [brightness: Range, contrast: Range, saturation: Range, hue: Range, p: number]
    >
  ) {
    super();
    const options = DISTORT.read(rest);
    this.brightness = options.brightness ?? [0.875, 1.125];
    this.contrast = options.contrast ?? [0.5, 1.5];
    this.saturation = options.saturation ?? [0.5, 1.5];
    this.hue = options.hue ?? [-0.05, 0.05];
    this.p = options.p ?? 0.5;
    const operation = "RandomPhotometricDistort";
    for (const what of ["brightness", "contrast", "saturation", "hue"] as const) {
      const [low, high] = what === "hue" ? [-0.5, 0.5] : [0, Number.POSITIVE_INFINITY];
      checkOrdered(this[what], what, operation);
      for (const end of this[what]) checkRange(end, low, high, what, operation);
    }
    checkRange(this.p, 0, 1, "p", operation);
  }

  /** The changes for an image of so many channels. */
  getParams(channels: number, rng: Rng, ...rest: []): PhotometricDraw {
    checkDraw(this, rest, { channels, rng });
    const drawn = (range: Range): number | null => (rng.bernoulli(this.p) ? rng.uniform(...range) : null);
    return {
      brightness: drawn(this.brightness),
      contrast: drawn(this.contrast),
      saturation: drawn(this.saturation),
      hue: drawn(this.hue),
      contrastBefore: rng.bernoulli(0.5),
      permutation: rng.bernoulli(this.p) ? rng.permutation(channels) : null,
    };
  }

  protected override change(image: Tensor, rng?: Rng): Tensor {
    const random = needRng(rng, this);
    checkImage(image, "RandomPhotometricDistort");
    const { brightness, contrast, saturation, hue, contrastBefore, permutation } = this.getParams(
      image.shape.at(-3) as number,
      random,
    );
    const steps: (readonly [Jitter, number | null])[] = [
      ["brightness", brightness],
      ["contrast", contrastBefore ? contrast : null],
      ["saturation", saturation],
      ["hue", hue],
      ["contrast", contrastBefore ? null : contrast],
    ];
    return scope(() => {
      const changed = steps.reduce(
        (held, [what, factor]) => (factor === null ? held : ADJUST[what](held, factor)),
        image,
      );
      return permutation === null ? changed : color.permuteChannels(changed, permutation);
    });
  }
}
