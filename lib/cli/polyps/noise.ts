/**
 * Gradient noise for generated images (Perlin, "Improving noise", 2002), from a seed.
 *
 * Additions and multiplications only: no function whose last bit differs between platforms.
 */

/** Noise in about [-1, 1] at a point of the plane. */
export type Noise = (x: number, y: number) => number;

/** Eight directions of one length. */
const D = Math.SQRT1_2;
const GRADIENTS_X = [1, D, 0, -D, -1, -D, 0, D];
const GRADIENTS_Y = [0, D, 1, D, 0, -D, -1, -D];

function hash(x: number, y: number, seed: number): number {
  let h = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ seed;
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) & 7;
}

function corner(ix: number, iy: number, fx: number, fy: number, seed: number): number {
  const g = hash(ix, iy, seed);
  return (GRADIENTS_X[g] as number) * fx + (GRADIENTS_Y[g] as number) * fy;
}

/** 6t^5 - 15t^4 + 10t^3. */
function fade(t: number): number {
  return t * t * t * (t * (t * 6 - 15) + 10);
}

/** One octave of noise with features of size 1. */
export function gradientNoise(seed: number): Noise {
  return (x, y) => {
    const ix = Math.floor(x);
    const iy = Math.floor(y);
    const fx = x - ix;
    const fy = y - iy;
    const u = fade(fx);
    const v = fade(fy);
    const n00 = corner(ix, iy, fx, fy, seed);
    const n10 = corner(ix + 1, iy, fx - 1, fy, seed);
    const n01 = corner(ix, iy + 1, fx, fy - 1, seed);
    const n11 = corner(ix + 1, iy + 1, fx - 1, fy - 1, seed);
    const top = n00 + (n10 - n00) * u;
    return 1.5 * (top + (n01 + (n11 - n01) * u - top) * v);
  };
}

/** Octaves of noise, each twice as fine and half as strong as the one before. */
export function fractalNoise(seed: number, octaves: number): Noise {
  const layers = Array.from({ length: octaves }, (_, i) => gradientNoise((seed + i * 0x9e3779b1) | 0));
  return (x, y) => {
    let sum = 0;
    let scale = 1;
    for (const layer of layers) {
      sum += layer(x * scale, y * scale) / scale;
      scale *= 2;
    }
    return sum;
  };
}

/** 0 below `low`, 1 above `high`, smooth between. */
export function smoothstep(low: number, high: number, x: number): number {
  const t = Math.min(1, Math.max(0, (x - low) / (high - low)));
  return t * t * (3 - 2 * t);
}
