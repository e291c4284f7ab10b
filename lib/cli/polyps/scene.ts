/**
 * The scene behind one synthetic endoscopy image: a piece of gut wall as a height field with colours, drawn at
 * random. How it is lit and turned into pixels is `folder.ts`.
 *
 * Lengths are in image widths, so that a scene looks the same at every size. Everything is drawn in the same way
 * for both classes; where one has a polyp, the other has a flat stain of the polyp's colour and place.
 */

import type { Rng } from "../../data/index.ts";
import { fractalNoise, gradientNoise, type Noise, smoothstep } from "./noise.ts";

/** Light red, green and blue, 0 to 1. */
export type Colour = [number, number, number];

/** What lies at a point of the wall. */
export interface Surface {
  height: number;
  /** 0 outside the polyp, 1 inside. */
  polyp: number;
}

/** A scene: where the wall is, what colour it has, and what lies on it. */
export interface Scene {
  surface(x: number, y: number): Surface;
  /** Colour without light, given how much of a polyp is there. */
  colour(x: number, y: number, polyp: number): Colour;
  /** Share of light that reaches the point: crevices, the rim of a polyp, the dark lumen. */
  exposure(x: number, y: number): number;
  bubbles: readonly Ellipse[];
  /** Fine unevenness of the wet film, which scatters the highlights. */
  film: Noise;
  light: [number, number, number];
  gains: Colour;
  /** Mean brightness that the camera's automatic exposure aims at, 0 to 1. */
  brightness: number;
  grain: number;
}

interface Ellipse {
  x: number;
  y: number;
  /** Radius along its own axis, and the other one's share of it. */
  radius: number;
  ratio: number;
  axis: [number, number];
}

interface Dome extends Ellipse {
  height: number;
  /** 0 flat and smooth at the edge, 1 a half-sphere. */
  steep: number;
  bumps: number;
}

/** How much darker the stain is than the wall. */
const STAIN = 0.3;

/** A unit vector in a uniform direction, without trigonometry. */
function direction(rng: Rng): [number, number] {
  for (;;) {
    const x = rng.uniform(-1, 1);
    const y = rng.uniform(-1, 1);
    const square = x * x + y * y;
    if (square > 0.01 && square <= 1) {
      const length = Math.sqrt(square);
      return [x / length, y / length];
    }
  }
}

function ellipse(rng: Rng, radius: readonly [number, number], margin: number): Ellipse {
  return {
    x: rng.uniform(margin, 1 - margin),
    y: rng.uniform(margin, 1 - margin),
    radius: rng.uniform(...radius),
    ratio: rng.uniform(0.72, 1),
    axis: direction(rng),
  };
}

/** Distance from the middle as a share of the radius: 1 on the edge. */
function within(e: Ellipse, x: number, y: number): number {
  const dx = x - e.x;
  const dy = y - e.y;
  const along = (dx * e.axis[0] + dy * e.axis[1]) / e.radius;
  const across = (dy * e.axis[0] - dx * e.axis[1]) / (e.radius * e.ratio);
  return Math.sqrt(along * along + across * across);
}

/** Fold of the wall: a ridge along a circle's arc, steeper on one side. */
function foldOf(rng: Rng): (x: number, y: number, wobble: number) => number {
  const [nx, ny] = direction(rng);
  const offset = rng.uniform(-0.45, 0.45);
  const radius = rng.uniform(0.5, 2.2);
  const width = rng.uniform(0.05, 0.11);
  const height = rng.uniform(0.025, 0.065);
  const skew = rng.uniform(1.2, 2.4);
  // The ridge fades out along itself, so that short ones occur as well.
  const middle = rng.uniform(-0.4, 0.4);
  const reach = rng.uniform(0.18, 0.9);
  const cx = 0.5 + nx * (offset - radius);
  const cy = 0.5 + ny * (offset - radius);
  return (x, y, wobble) => {
    const dx = x - cx;
    const dy = y - cy;
    const r = (Math.sqrt(dx * dx + dy * dy) - radius + 0.03 * wobble) / width;
    const side = r > 0 ? r * skew : r;
    const bump = 1 / (1 + side * side);
    const along = (x - 0.5) * -ny + (y - 0.5) * nx - middle;
    return height * bump * bump * (1 - smoothstep(reach * 0.6, reach, Math.abs(along)));
  };
}

function domeHeight(dome: Dome, d: number): number {
  if (d >= 1) return 0;
  const inner = 1 - d * d;
  return dome.height * (dome.steep * Math.sqrt(inner) + (1 - dome.steep) * inner * inner);
}

/** Draws a scene; the same generator gives the same wall with and without a polyp. */
export function drawScene(rng: Rng, withPolyp: boolean): Scene {
  const seed = () => rng.nextUint32() | 0;
  const relief = fractalNoise(seed(), 3);
  const texture = fractalNoise(seed(), 2);
  const tone = fractalNoise(seed(), 3);
  const vesselWarp = gradientNoise(seed());
  const vesselNoise = fractalNoise(seed(), 2);
  const vesselPatch = gradientNoise(seed());
  const film = fractalNoise(seed(), 2);
  const outline = gradientNoise(seed());
  const bumps = gradientNoise(seed());

  const roughness = rng.uniform(0.012, 0.03);
  const folds = Array.from({ length: rng.int(2, 6) }, () => foldOf(rng));
  const base: Colour = [rng.uniform(0.8, 0.92), rng.uniform(0.42, 0.53), rng.uniform(0.38, 0.48)];
  const vesselStrength = rng.uniform(0.05, 0.3);
  const vesselScale = rng.uniform(2.2, 3.6);
  const light: [number, number, number] = [
    rng.uniform(0.3, 0.7),
    rng.uniform(0.3, 0.7),
    rng.uniform(0.5, 0.8),
  ];
  const brightness = rng.uniform(0.3, 0.44);
  const gains: Colour = [rng.uniform(0.98, 1.04), rng.uniform(0.96, 1.04), rng.uniform(0.95, 1.05)];
  const lumen = rng.bernoulli(0.55)
    ? { ...ellipse(rng, [0.12, 0.26], 0.05), depth: rng.uniform(0.55, 0.95) }
    : null;
  const bubbles = Array.from({ length: rng.bernoulli(0.6) ? rng.int(1, 9) : 0 }, () => {
    const bubble = ellipse(rng, [0.01, rng.bernoulli(0.2) ? 0.08 : 0.03], 0.05);
    return { ...bubble, ratio: rng.uniform(0.9, 1) };
  });
  // Look-alikes: patches of a polyp's colour without its shape, and hollows of its shape upside down.
  const patches = Array.from({ length: rng.int(0, 3) }, () => ({
    ...ellipse(rng, [0.07, 0.2], 0.1),
    tint: tintOf(rng),
  }));
  const hollows: Dome[] = Array.from({ length: rng.bernoulli(0.2) ? 1 : 0 }, () => {
    const e = ellipse(rng, [0.06, 0.14], 0.1);
    return { ...e, height: -e.radius * rng.uniform(0.2, 0.5), steep: rng.uniform(0, 0.4), bumps: 0 };
  });
  const grain = rng.uniform(0.004, 0.016);

  // Without a polyp, a flat dark stain of the same colour lies where it would be: colour and brightness, which a
  // linear model sees, tell little. The stain is as dark as a polyp's steep sides are on average.
  const dome = polypOf(rng, lumen);
  const tint = tintOf(rng);
  const polyp = withPolyp ? dome : null;
  if (!withPolyp) patches.push({ ...dome, tint });
  const polypDistance = (x: number, y: number) =>
    polyp === null
      ? Number.POSITIVE_INFINITY
      : within(polyp, x, y) * (1 + 0.13 * outline(x / polyp.radius, y / polyp.radius));

  return {
    light,
    gains,
    brightness,
    grain,
    bubbles,
    film,
    surface(x, y) {
      const wobble = relief(x * 2.1 + 7, y * 2.1);
      let wall = roughness * relief(x * 3, y * 3);
      for (const fold of folds) wall += fold(x, y, wobble);
      for (const hollow of hollows) wall += domeHeight(hollow, within(hollow, x, y));
      const fine = 0.003 * texture(x * 17, y * 17);
      const d = polypDistance(x, y);
      if (polyp === null || d >= 1) return { height: wall + fine, polyp: 0 };
      const scale = 2.6 / polyp.radius;
      const lobes = 1 + polyp.bumps * bumps(x * scale, y * scale);
      // Folds and hollows end where the polyp covers them.
      const covered = wall * (1 - 0.85 * smoothstep(1, 0.55, d));
      return { height: covered + fine + domeHeight(polyp, d) * lobes, polyp: smoothstep(1, 0.9, d) };
    },
    colour(x, y, inside) {
      const warp = vesselWarp(x * 2.3, y * 2.3);
      const line = Math.abs(vesselNoise(x * vesselScale + warp, y * vesselScale - warp));
      const patch = smoothstep(-0.2, 0.35, vesselPatch(x * 2, y * 2));
      const vessel = smoothstep(0.055, 0, line) * patch * vesselStrength * (1 - 0.75 * inside);
      const shade = 1 + 0.12 * tone(x * 2.5, y * 2.5) + 0.05 * texture(x * 23, y * 23);
      let [r, g, b] = base;
      for (const spot of patches) {
        const amount = smoothstep(1.15, 0.7, within(spot, x, y) * (1 + 0.25 * outline(x * 6, y * 6)));
        r += spot.tint[0] * amount;
        g += spot.tint[1] * amount;
        b += spot.tint[2] * amount;
      }
      r += tint[0] * inside;
      g += tint[1] * inside;
      b += tint[2] * inside;
      return [r * shade * (1 - 0.45 * vessel), g * shade * (1 - vessel), b * shade * (1 - 0.9 * vessel)];
    },
    exposure(x, y) {
      let share = 1;
      if (lumen !== null) {
        const d = within(lumen, x, y) * (1 + 0.2 * outline(x * 3, y * 3));
        share *= 1 - lumen.depth * smoothstep(1.5, 0.35, d);
      }
      for (const hollow of hollows) share *= 1 - 0.3 * smoothstep(1.05, 0.5, within(hollow, x, y));
      const d = polypDistance(x, y);
      if (polyp === null) return share * (1 - STAIN * smoothstep(1.5, 0.7, within(dome, x, y)));
      if (d < 1.4) share *= 1 - 0.36 * smoothstep(1.35, 1.02, d) * smoothstep(0.86, 1, d);
      return share;
    },
  };
}

/** A shift of colour: redder, paler or browner, faint to clear. */
function tintOf(rng: Rng): Colour {
  const strength = rng.uniform(0.35, 1);
  const kinds: Colour[] = [
    [0.03, -0.11, -0.09],
    [0.06, 0.09, 0.07],
    [-0.09, -0.08, -0.1],
    [0.01, 0.03, -0.06],
  ];
  const [r, g, b] = kinds[rng.int(0, kinds.length)] as Colour;
  return [r * strength, g * strength, b * strength];
}

/** A polyp whose middle is not in the dark of the lumen. */
function polypOf(rng: Rng, lumen: Ellipse | null): Dome {
  let e = ellipse(rng, [0.15, 0.24], 0.16);
  for (let attempt = 0; attempt < 20 && lumen !== null && within(lumen, e.x, e.y) < 1.3; attempt++) {
    e = ellipse(rng, [0.15, 0.24], 0.16);
  }
  return {
    ...e,
    height: e.radius * rng.uniform(0.55, 0.95),
    steep: rng.uniform(0.1, 0.65),
    bumps: rng.uniform(0, 0.22),
  };
}
