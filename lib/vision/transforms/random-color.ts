/** Random changes of pixel values; masks, boxes and keypoints of a sample stay as they are. */

import type { Rng } from "../../data/index.ts";
import { type Rest, signature } from "../../edge/index.ts";
import { scope, type Tensor } from "../../tensor/index.ts";
import { numberOrPair } from "../arguments.ts";
import { CheckedTransform, checkDraw } from "./checked.ts";
import { checkOrdered, checkRange, type Range } from "./checks.ts";
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
