/** Pictures whose pixels are higher than wide, or wider than high, with square ones. */

import type { RawImage } from "./raw-image.ts";

/** Pixels that differ by less are square. */
const SQUARE = 1e-3;

/**
 * A picture with square pixels, as high or wide as it has to become: rows, or columns, are put between those that there are, linear, as
 * `torch.nn.functional.interpolate` with "bilinear". Bytes stay bytes, to the nearest; other samples become float32.
 *
 * @param aspect how much higher than wide a pixel is
 */
export function squarePixels(image: RawImage, aspect: number): RawImage {
  if (Math.abs(aspect - 1) < SQUARE) return image;
  const { width, height, channels, data } = image;
  const isHigh = aspect > 1;
  const [before, after] = isHigh
    ? [height, Math.round(height * aspect)]
    : [width, Math.round(width / aspect)];
  const [wide, high] = isHigh ? [width, after] : [after, height];
  const isBytes = data instanceof Uint8Array;
  const length = wide * high * channels;
  const out = isBytes ? new Uint8Array(length) : new Float32Array(length);
  const rounding = isBytes ? 0.5 : 0;
  const step = isHigh ? width * channels : channels;
  for (let y = 0, to = 0; y < high; y++) {
    for (let x = 0; x < wide; x++) {
      const at = Math.min(Math.max(((isHigh ? y : x) + 0.5) * (before / after) - 0.5, 0), before - 1);
      const lower = Math.floor(at);
      const next = lower + 1 < before ? step : 0;
      const start = isHigh ? lower * step + x * channels : (y * width + lower) * channels;
      for (let c = 0; c < channels; c++) {
        const [one, other] = [data[start + c] as number, data[start + next + c] as number];
        out[to++] = one + (other - one) * (at - lower) + rounding;
      }
    }
  }
  return { ...image, width: wide, height: high, data: out };
}
