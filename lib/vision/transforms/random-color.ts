/** Random changes of pixel values; masks, boxes and keypoints of a sample stay as they are. */

import type { Rng } from "../../data/index.ts";
import { scope, type Tensor } from "../../tensor/index.ts";
import { checkOrdered, checkRange, type Range } from "./checks.ts";
import * as color from "./color.ts";
import { needRng, Transform } from "./transform.ts";

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
