/** Where a slide has tissue: stained, and so coloured, on a pale ground. */

import { abortSignal, instance, integerFrom, type Rest, signature } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import { fromBytes, scope, type Tensor } from "../../tensor/index.ts";
import { Slide } from "./slide.ts";

/** Options of {@link tissueMask}. */
export interface TissueOptions {
  /** Which level is looked at. Default: the smallest whose longer edge has 256 pixels, else the largest of those that have fewer. */
  level?: number;
  signal?: AbortSignal;
}

/** What {@link tissueMask} gives. */
export interface Tissue {
  /** (H, W) bool, of the level. */
  mask: Tensor;
  level: number;
  /** Saturations above it are tissue, 0 to 255. */
  threshold: number;
}

/** Levels with more pixels are not looked at as a whole. */
const MOST_PIXELS = 2 ** 26;
const ENOUGH = 256;

const TAKES = signature<TissueOptions>("medical.tissueMask", {
  takes: { slide: instance(Slide) },
  options: { level: integerFrom(0), signal: abortSignal },
});

/**
 * Where a slide has tissue: pixels whose saturation, (max - min) / max of red, green and blue, is above Otsu's threshold over the whole
 * level. A slide without any tissue is divided all the same.
 *
 * Source: Otsu, A threshold selection method from gray-level histograms, IEEE Trans. SMC 9 (1979) 62-66.
 */
export async function tissueMask(slide: Slide, ...rest: Rest<TissueOptions>): Promise<Tissue> {
  const options = TAKES.read(rest);
  TAKES.check(slide);
  const { data, width, height, level, threshold } = await tissueOf(slide, options);
  const mask = scope(() => fromBytes(data, "uint8", [height, width]).to("bool"));
  return { mask, level, threshold };
}

/** Tissue as bytes of 0 and 1; options are taken as checked. */
export async function tissueOf(
  slide: Slide,
  { level: wanted, signal }: TissueOptions = {},
): Promise<{ data: Uint8Array; width: number; height: number; level: number; threshold: number }> {
  const enough = slide.levels.findLastIndex(({ width, height }) => Math.max(width, height) >= ENOUGH);
  const level = wanted ?? Math.max(enough, 0);
  const facts = slide.levels[level];
  if (facts !== undefined && facts.width * facts.height > MOST_PIXELS) {
    throw new ArgumentError(
      `medical.tissueMask: level ${level} of ${slide.path} is ${facts.width} x ${facts.height} pixels, more than is looked at as a ` +
        "whole; save the slide with smaller levels",
      { operation: "medical.tissueMask", file: slide.path },
    );
  }
  const { width = 1, height = 1 } = facts ?? {};
  const pixels = await slide._pixels({ x: 0, y: 0, width, height, level, signal });
  const saturation = saturationOf(pixels.data as Uint8Array);
  const threshold = otsu(saturation);
  return { data: saturation.map((value) => Number(value > threshold)), width, height, level, threshold };
}

/** (max - min) / max of the colours, 0 to 255, to the nearest. */
function saturationOf(rgb: Uint8Array): Uint8Array {
  const out = new Uint8Array(rgb.length / 3);
  for (let i = 0, at = 0; i < out.length; i++, at += 3) {
    const [r, g, b] = [rgb[at] as number, rgb[at + 1] as number, rgb[at + 2] as number];
    const most = Math.max(r, g, b);
    out[i] = most === 0 ? 0 : Math.floor(((most - Math.min(r, g, b)) * 255) / most + 0.5);
  }
  return out;
}

/** The value that divides values so that the variance between those up to it and those above is largest; the first of several. */
export function otsu(values: Uint8Array): number {
  const counts = new Float64Array(256);
  for (const value of values) counts[value] = (counts[value] as number) + 1;
  const sum = counts.reduce((total, count, value) => total + count * value, 0);
  let [best, threshold, below, belowSum] = [-1, 0, 0, 0];
  for (let t = 0; t < 255; t++) {
    below += counts[t] as number;
    belowSum += t * (counts[t] as number);
    const above = values.length - below;
    if (below === 0 || above === 0) continue;
    const between = below * above * (belowSum / below - (sum - belowSum) / above) ** 2;
    if (between > best) [best, threshold] = [between, t];
  }
  return threshold;
}
