/**
 * Pictures that are alike though not the same: a perceptual hash to find candidates, and a comparison of small versions to
 * keep those that are. Mirrored and turned copies are found too.
 *
 * The hash is of the signs of the 8 x 8 lowest frequencies of the cosine transform (Zauner 2010, "Implementation and benchmarking
 * of perceptual image hash functions", https://phash.org/docs/pubs/thesis_zauner.pdf), the mean left out. Mirroring an image
 * changes the signs of its odd frequencies and turning it exchanges rows and columns, so that the hashes of all eight positions
 * follow from one transform.
 */

import { THUMB } from "./pixels.ts";

/** Frequencies in each direction. */
const LOW = 8;
/** Hashes may differ in so many of 63 bits. */
const MOST_BITS = 7;
/** How alike what is left of the small versions without their coarse shades must be: a correlation. */
const ALIKE = 0.93;
/** Small versions with less contrast than this have too little to compare. */
const LEAST_DETAIL = 1.5;

/** How a copy was made. */
export const POSITIONS = [
  "as it is",
  "mirrored",
  "upside down",
  "turned by 180 degrees",
  "transposed",
  "turned by 90 degrees",
  "turned by 270 degrees",
  "transposed about the other diagonal",
] as const;

/** Two pictures that are alike. */
export interface Pair {
  a: number;
  b: number;
  /** How b was made of a. */
  position: (typeof POSITIONS)[number];
  /** How alike they are, at most 1. */
  likeness: number;
}

const COSINES = Float64Array.from({ length: LOW * THUMB }, (_, i) => {
  const [u, x] = [Math.floor(i / THUMB), i % THUMB];
  return Math.cos(((2 * x + 1) * u * Math.PI) / (2 * THUMB));
});

/** The lowest frequencies of a small gray version, (8, 8), rows first. */
function frequencies(thumb: Uint8Array): Float64Array {
  const across = new Float64Array(THUMB * LOW);
  for (let y = 0; y < THUMB; y++) {
    for (let u = 0; u < LOW; u++) {
      let sum = 0;
      for (let x = 0; x < THUMB; x++)
        sum += (thumb[y * THUMB + x] as number) * (COSINES[u * THUMB + x] as number);
      across[y * LOW + u] = sum;
    }
  }
  const out = new Float64Array(LOW * LOW);
  for (let v = 0; v < LOW; v++) {
    for (let u = 0; u < LOW; u++) {
      let sum = 0;
      for (let y = 0; y < THUMB; y++)
        sum += (across[y * LOW + u] as number) * (COSINES[v * THUMB + y] as number);
      out[v * LOW + u] = sum;
    }
  }
  return out;
}

/** A hash in four parts of 16 bits. */
type Hash = Uint16Array;

/** The hashes of the eight positions, in the order of {@link POSITIONS}. */
export function hashes(thumb: Uint8Array): Hash[] {
  const found = frequencies(thumb);
  return POSITIONS.map((_, position) => {
    const hash = new Uint16Array(4);
    const [isTransposed, changed] = [position >= 4, position % 4];
    for (let v = 0; v < LOW; v++) {
      for (let u = 0; u < LOW; u++) {
        const at = v * LOW + u;
        if (at === 0) continue;
        const value = found[isTransposed ? u * LOW + v : at] as number;
        const isNegated = ((changed & 1 & u) ^ ((changed >> 1) & v & 1)) === 1;
        if (isNegated ? value < 0 : value > 0) hash[at >> 4] = (hash[at >> 4] as number) | (1 << (at & 15));
      }
    }
    return hash;
  });
}

function bitsOf(value: number): number {
  let v = value - ((value >> 1) & 0x5555);
  v = (v & 0x3333) + ((v >> 2) & 0x3333);
  v = (v + (v >> 4)) & 0x0f0f;
  return (v + (v >> 8)) & 0x1f;
}

/** In how many bits two hashes differ. */
export function distance(a: Hash, b: Hash): number {
  let sum = 0;
  for (let i = 0; i < 4; i++) sum += bitsOf((a[i] as number) ^ (b[i] as number));
  return sum;
}

/**
 * Pictures by the four parts of their hashes: of two hashes that differ in at most 7 bits, one part differs in at most one,
 * so that 4 x 17 small buckets hold every candidate.
 */
class Buckets {
  readonly #parts = [0, 1, 2, 3].map(() => new Map<number, number[]>());

  add(id: number, hash: Hash): void {
    for (const [i, part] of this.#parts.entries()) {
      const key = hash[i] as number;
      const list = part.get(key);
      if (list === undefined) part.set(key, [id]);
      else list.push(id);
    }
  }

  /** Calls `visit` with candidates, some of them several times. */
  near(hash: Hash, visit: (id: number) => void): void {
    for (const [i, part] of this.#parts.entries()) {
      const key = hash[i] as number;
      for (let bit = -1; bit < 16; bit++) {
        const list = part.get(bit < 0 ? key : key ^ (1 << bit));
        if (list !== undefined) for (const id of list) visit(id);
      }
    }
  }
}

/** Means of 5 neighbours, fewer at the ends, along the lines of a small version or across them. */
function smoothed(values: ArrayLike<number>, step: number): Float32Array {
  const out = new Float32Array(values.length);
  const other = step === 1 ? THUMB : 1;
  for (let line = 0; line < THUMB; line++) {
    for (let at = 0; at < THUMB; at++) {
      let sum = 0;
      const [from, to] = [Math.max(0, at - 2), Math.min(THUMB - 1, at + 2)];
      for (let k = from; k <= to; k++) sum += values[line * other + k * step] as number;
      out[line * other + at * step] = sum / (to - from + 1);
    }
  }
  return out;
}

/** A small version without its coarse shades, of mean 0 and length 1; null where nothing is left. */
export function detailOf(thumb: Uint8Array): Float32Array | null {
  const shades = smoothed(smoothed(thumb, 1), THUMB);
  const out = shades.map((shade, i) => (thumb[i] as number) - shade);
  const mean = out.reduce((sum, value) => sum + value, 0) / out.length;
  let length = 0;
  for (let i = 0; i < out.length; i++) {
    out[i] = (out[i] as number) - mean;
    length += (out[i] as number) ** 2;
  }
  if (Math.sqrt(length / out.length) < LEAST_DETAIL) return null;
  const scale = 1 / Math.sqrt(length);
  return out.map((value) => value * scale);
}

/** Where pixel (y, x) of a copy lies in what it was made of. */
function placeIn(position: number, y: number, x: number): number {
  const [row, column] = position >= 4 ? [x, y] : [y, x];
  const last = THUMB - 1;
  const changed = position % 4;
  const [across, down] = position >= 4 ? [changed & 2, changed & 1] : [changed & 1, changed & 2];
  return (down ? last - row : row) * THUMB + (across ? last - column : column);
}

const PLACES = POSITIONS.map((_, position) =>
  Uint16Array.from({ length: THUMB * THUMB }, (_, at) =>
    placeIn(position, Math.floor(at / THUMB), at % THUMB),
  ),
);

/** The correlation of a picture's detail with another's in a position. */
function likenessOf(a: Float32Array, b: Float32Array, position: number): number {
  const places = PLACES[position] as Uint16Array;
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[places[i] as number] as number) * (b[i] as number);
  return sum;
}

/** Pictures looked up before the event loop has its turn. */
const STRETCH = 25;

/**
 * Pairs of pictures that are alike in some position, each pair once.
 *
 * @param thumbs small gray versions; null is left out
 * @param skip pairs that need not be looked at
 */
export async function similarPairs(
  thumbs: readonly (Uint8Array | null)[],
  skip: (a: number, b: number) => boolean,
  breathe: (done: number) => Promise<void>,
): Promise<Pair[]> {
  const details: (Float32Array | null)[] = [];
  const first: (Hash | null)[] = [];
  const buckets = new Buckets();
  const pairs: Pair[] = [];
  const seen = new Int32Array(thumbs.length).fill(-1);
  for (const [id, thumb] of thumbs.entries()) {
    if (id % STRETCH === 0) await breathe(id);
    const detail = thumb === null ? null : detailOf(thumb);
    details.push(detail);
    if (thumb === null || detail === null) {
      first.push(null);
      continue;
    }
    const all = hashes(thumb);
    const best = new Map<number, { likeness: number; position: number }>();
    for (const [position, hash] of all.entries()) {
      const mark = id * 8 + position;
      buckets.near(hash, (other) => {
        if (seen[other] === mark || skip(other, id)) return;
        seen[other] = mark;
        if (distance(first[other] as Hash, hash) > MOST_BITS) return;
        const likeness = likenessOf(detail, details[other] as Float32Array, position);
        if (likeness < ALIKE || likeness <= (best.get(other)?.likeness ?? 0)) return;
        best.set(other, { likeness, position });
      });
    }
    for (const [other, { likeness, position }] of best) {
      pairs.push({ a: other, b: id, position: POSITIONS[position] as Pair["position"], likeness });
    }
    first.push(all[0] as Hash);
    buckets.add(id, all[0] as Hash);
  }
  return pairs;
}
