/** Voxels of volumes in typed arrays: turned, and resampled. Generators, so that a long piece of work lets others run. */

import type { Samples } from "../../raw-image.ts";
import {
  isNoTurn,
  resampledGeometry,
  reversed,
  type Triple,
  type Turn,
  turnedGeometry,
  type VolumeGeometry,
} from "./geometry.ts";

/** A volume in ordinary memory: voxels slice by slice, rows within them, and where they lie. */
export interface RawVolume extends VolumeGeometry {
  data: Samples;
}

/** An array of the same kind. */
function alike(data: Samples, length: number): Samples {
  return new (data.constructor as new (length: number) => Samples)(length);
}

/** A volume with its axes turned; the same voxels where nothing turns. */
export function* turned(volume: RawVolume, turn: Turn): Generator<void, RawVolume> {
  if (isNoTurn(turn)) return volume;
  const { data } = volume;
  const lengths = reversed(volume.shape);
  const strides = [1, lengths[0], lengths[0] * lengths[1]];
  const steps = turn.map(({ from, flipped }) => (flipped ? -1 : 1) * (strides[from] as number));
  const [sx, sy, sz] = steps as [number, number, number];
  const start = turn.reduce(
    (sum, { from, flipped }) => sum + (flipped ? (lengths[from] - 1) * (strides[from] as number) : 0),
    0,
  );
  const geometry = turnedGeometry(volume, turn);
  const [deep, high, wide] = geometry.shape;
  const out = alike(data, data.length);
  for (let z = 0; z < deep; z++) {
    turnSlice(data, start + z * sz, [sx, sy], out.subarray(z * high * wide, (z + 1) * high * wide), wide);
    yield;
  }
  return { ...geometry, data: out };
}

// Loops over voxels are functions of their own: within a generator they would not be compiled.

function turnSlice(
  data: Samples,
  start: number,
  [sx, sy]: readonly [number, number],
  out: Samples,
  wide: number,
): void {
  for (let to = 0, row = start; to < out.length; row += sy) {
    for (let x = 0, at = row; x < wide; x++, at += sx) out[to++] = data[at] as number;
  }
}

/** How voxels between others get their values. */
export type Interpolation = "linear" | "nearest";

/** Headers hold distances as float32, which must not choose between two voxels that are equally near. */
const ROUNDING = 1e-6;

/** Of each new voxel of an axis: between which two of the old it lies, and how far towards the second. */
function between(length: number, from: number, step: number, mode: Interpolation) {
  const lower = new Int32Array(length);
  const upper = new Int32Array(length);
  const share = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    const centre = (i + 0.5) * step;
    if (mode === "nearest") {
      lower[i] = upper[i] = Math.min(Math.floor(centre + ROUNDING), from - 1);
      continue;
    }
    const at = Math.min(Math.max(centre - 0.5, 0), from - 1);
    lower[i] = Math.floor(at);
    upper[i] = Math.min((lower[i] as number) + 1, from - 1);
    share[i] = at - (lower[i] as number);
  }
  return { lower, upper, share };
}

/**
 * A volume with other distances of its voxels: linear between the eight around, or the nearest. No smoothing goes before,
 * where voxels become larger. Linear values are float32, of bytes bytes again, to the nearest.
 */
export function* resampled(
  volume: RawVolume,
  spacing: Triple,
  mode: Interpolation,
): Generator<void, RawVolume> {
  const geometry = resampledGeometry(volume, spacing);
  const { data, shape } = volume;
  const isSame = geometry.shape.every((length, i) => length === shape[i] && spacing[i] === volume.spacing[i]);
  if (isSame) return volume;
  const [deep, high, wide] = geometry.shape;
  const steps = spacing.map((now, i) => now / (volume.spacing[i] as number));
  const axes = geometry.shape.map((length, i) =>
    between(length, shape[i] as number, steps[i] as number, mode),
  );
  const [zs, ys, xs] = axes as [Between, Between, Between];
  const [rowSize, sliceSize] = [shape[2], shape[1] * shape[2]];
  const isBytes = data instanceof Uint8Array;
  const length = deep * high * wide;
  const out = mode === "nearest" || isBytes ? alike(data, length) : new Float32Array(length);
  const rounding = isBytes && mode === "linear" ? 0.5 : 0;
  const plane = new Float64Array(sliceSize);
  for (let z = 0; z < deep; z++) {
    const made = out.subarray(z * high * wide, (z + 1) * high * wide);
    const [z0, z1] = [(zs.lower[z] as number) * sliceSize, (zs.upper[z] as number) * sliceSize];
    if (mode === "nearest") nearestSlice(data, z0, rowSize, ys, xs, made);
    else {
      mix(data, z0, z1, zs.share[z] as number, plane);
      linearSlice(plane, rowSize, ys, xs, rounding, made);
    }
    yield;
  }
  return { ...geometry, data: out };
}

type Between = ReturnType<typeof between>;

/** A plane between two slices. */
function mix(data: Samples, from: number, to: number, share: number, out: Float64Array): void {
  for (let i = 0; i < out.length; i++) {
    const value = data[from + i] as number;
    out[i] = value + ((data[to + i] as number) - value) * share;
  }
}

function linearSlice(
  plane: Float64Array,
  rowSize: number,
  ys: Between,
  xs: Between,
  rounding: number,
  out: Samples,
): void {
  const wide = xs.lower.length;
  for (let y = 0, to = 0; y < ys.lower.length; y++) {
    const [y0, y1, share] = [
      (ys.lower[y] as number) * rowSize,
      (ys.upper[y] as number) * rowSize,
      ys.share[y] as number,
    ];
    for (let x = 0; x < wide; x++) {
      const x0 = xs.lower[x] as number;
      const x1 = xs.upper[x] as number;
      const wx = xs.share[x] as number;
      const a = plane[y0 + x0] as number;
      const b = plane[y1 + x0] as number;
      const near = a + ((plane[y0 + x1] as number) - a) * wx;
      const far = b + ((plane[y1 + x1] as number) - b) * wx;
      out[to++] = near + (far - near) * share + rounding;
    }
  }
}

function nearestSlice(
  data: Samples,
  start: number,
  rowSize: number,
  ys: Between,
  xs: Between,
  out: Samples,
): void {
  const wide = xs.lower.length;
  for (let y = 0, to = 0; y < ys.lower.length; y++) {
    const row = start + (ys.lower[y] as number) * rowSize;
    for (let x = 0; x < wide; x++) out[to++] = data[row + (xs.lower[x] as number)] as number;
  }
}
