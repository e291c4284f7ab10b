/**
 * Masks of one size as run lengths in typed arrays: their area, box, overlap and union without drawing a pixel.
 *
 * Counts go down the columns, zeros first, as in `run-length.ts`, and are taken as checked.
 */

/** Counts of one mask. */
export type Counts = Uint32Array;

/**
 * Masks of one size, small enough to be kept by the ten thousand: counts as bytes, each as its difference to the count two
 * before, which is near to it where an outline is smooth.
 */
export interface PackedRuns {
  readonly height: number;
  readonly width: number;
  readonly bytes: Uint8Array;
  /** Where the bytes of each mask begin, and where the last one's end. */
  readonly starts: Uint32Array;
}

/** Bits of a number in each byte; the eighth says that another byte follows. */
const BYTE_SCALE = 128;

/** Puts masks of one size together. */
export function packRuns(masks: readonly Counts[], height: number, width: number): PackedRuns {
  const starts = new Uint32Array(masks.length + 1);
  let length = 0;
  for (const [i, counts] of masks.entries()) {
    if (packing.length < length + 5 * counts.length) packing = larger(packing, length + 5 * counts.length);
    for (let c = 0; c < counts.length; c++) {
      const difference = (counts[c] as number) - (c > 1 ? (counts[c - 2] as number) : 0);
      // Signs alternate: 0, -1, 1, -2, ... are 0, 1, 2, 3, ...
      let rest = difference < 0 ? -2 * difference - 1 : 2 * difference;
      for (; rest >= BYTE_SCALE; rest = Math.floor(rest / BYTE_SCALE))
        packing[length++] = (rest % BYTE_SCALE) + BYTE_SCALE;
      packing[length++] = rest;
    }
    starts[i + 1] = length;
  }
  return { height, width, bytes: packing.slice(0, length), starts };
}

let packing = new Uint8Array(2 ** 14);

function larger(from: Uint8Array, least: number): Uint8Array<ArrayBuffer> {
  const to = new Uint8Array(2 * least);
  to.set(from);
  return to;
}

/** How many masks there are. */
export function packedLength({ starts }: PackedRuns): number {
  return starts.length - 1;
}

/** The counts of the mask at `index`. */
export function runsAt({ bytes, starts }: PackedRuns, index: number): Counts {
  const end = starts[index + 1] as number;
  const counts = new Uint32Array(end - (starts[index] as number)); // a byte at least for each
  let count = 0;
  for (let at = starts[index] as number; at < end; count++) {
    let [number, scale, byte] = [0, 1, BYTE_SCALE];
    for (; byte >= BYTE_SCALE; scale *= BYTE_SCALE) {
      byte = bytes[at++] as number;
      number += (byte % BYTE_SCALE) * scale;
    }
    const difference = number % 2 === 1 ? -(number + 1) / 2 : number / 2;
    counts[count] = difference + (count > 1 ? (counts[count - 2] as number) : 0);
  }
  return counts.slice(0, count);
}

/** The counts of all masks. */
export function unpackRuns(packed: PackedRuns): Counts[] {
  return Array.from({ length: packedLength(packed) }, (_, i) => runsAt(packed, i));
}

/** Pixels inside. */
export function runsArea(counts: Counts): number {
  let area = 0;
  for (let i = 1; i < counts.length; i += 2) area += counts[i] as number;
  return area;
}

/** x, y, width, height of the smallest box around the pixels inside; zeros where there is none. */
export function runsBox(counts: Counts, height: number): [number, number, number, number] {
  let [left, top, right, bottom] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, -1, -1];
  let at = 0;
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i] as number;
    if (i % 2 === 1 && count > 0) {
      const last = at + count - 1;
      const [x0, x1] = [Math.floor(at / height), Math.floor(last / height)];
      // A run that goes on in the next column touches the lowest row of this one and the first of the next.
      const [y0, y1] = x0 === x1 ? [at - x0 * height, last - x0 * height] : [0, height - 1];
      if (x0 < left) left = x0;
      if (x1 > right) right = x1;
      if (y0 < top) top = y0;
      if (y1 > bottom) bottom = y1;
    }
    at += count;
  }
  return right < 0 ? [0, 0, 0, 0] : [left, top, right - left + 1, bottom - top + 1];
}

/** Pixels inside both of two masks of one size. */
export function runsOverlap(a: Counts, b: Counts): number {
  let [i, j, overlap] = [0, 0, 0];
  let [leftA, leftB] = [a[0] ?? 0, b[0] ?? 0];
  for (;;) {
    const step = Math.min(leftA, leftB);
    if ((i & j & 1) === 1) overlap += step;
    leftA -= step;
    leftB -= step;
    if (leftA === 0) {
      if (++i >= a.length) return overlap;
      leftA = a[i] as number;
    }
    if (leftB === 0) {
      if (++j >= b.length) return overlap;
      leftB = b[j] as number;
    }
  }
}

/** Intersection over union of two masks of one size; with a crowd over the area of the mask that was found. */
export function runsIou(found: Counts, truth: Counts, crowd: boolean): number {
  const overlap = runsOverlap(found, truth);
  if (overlap === 0) return 0;
  const area = runsArea(found);
  return overlap / (crowd ? area : area + runsArea(truth) - overlap);
}

/** Union or intersection of two masks of one size. */
export function mergeRuns(a: Counts, b: Counts, intersect: boolean): Counts {
  const runs = new RunWriter(a.length + b.length);
  let [i, j] = [0, 0];
  let [leftA, leftB] = [a[0] ?? 0, b[0] ?? 0];
  while (i < a.length && j < b.length) {
    const step = Math.min(leftA, leftB);
    runs.add(step, ((intersect ? i & j : i | j) & 1) === 1);
    leftA -= step;
    leftB -= step;
    if (leftA === 0) leftA = a[++i] ?? 0;
    if (leftB === 0) leftB = b[++j] ?? 0;
  }
  return runs.finish();
}

/** Counts without runs of no pixel, but for the first. */
export function normalRuns(counts: ArrayLike<number>): Counts {
  const runs = new RunWriter(counts.length);
  for (let i = 0; i < counts.length; i++) runs.add(counts[i] as number, i % 2 === 1);
  return runs.finish();
}

/** The runs between places where inside and outside change, in order, of a mask with so many pixels. */
export function runsBetween(changes: ArrayLike<number>, pixels: number): Counts {
  const runs = new RunWriter(changes.length + 1);
  let at = 0;
  for (let i = 0; i < changes.length; i++) {
    const change = Math.min(changes[i] as number, pixels);
    runs.add(change - at, i % 2 === 1);
    at = change;
  }
  runs.add(pixels - at, changes.length % 2 === 1);
  return runs.finish();
}

/** Puts runs together, joining those of a kind. */
class RunWriter {
  readonly #counts: Counts;
  #length = 0;
  #inside = false;

  constructor(most: number) {
    this.#counts = new Uint32Array(most + 2);
  }

  add(count: number, inside: boolean): void {
    if (count === 0) return;
    if (inside !== this.#inside) {
      this.#inside = inside;
      this.#length++;
    }
    this.#counts[this.#length] = (this.#counts[this.#length] as number) + count;
  }

  finish(): Counts {
    return this.#counts.slice(0, this.#length + 1);
  }
}

let scratch = new Uint32Array(1024);

/**
 * The counts of a mask of 0 and 1 whose pixels lie column after column.
 *
 * Four pixels of a kind are passed at once, which most of a mask is.
 */
export function countColumns(pixels: Uint8Array): Counts {
  const { length } = pixels;
  const shift = (4 - (pixels.byteOffset % 4)) % 4;
  const words = new Uint32Array(
    pixels.buffer,
    pixels.byteOffset + Math.min(shift, length),
    Math.max(0, (length - shift) >> 2),
  );
  let [found, start, at, value] = [0, 0, 0, 0];
  while (at < length) {
    if (at >= shift && (at - shift) % 4 === 0) {
      let word = (at - shift) >> 2;
      const same = value === 0 ? 0 : 0x01010101;
      while (word < words.length && words[word] === same) word++;
      at = shift + 4 * word;
      if (at >= length) break;
    }
    if (pixels[at] !== value) {
      if (found === scratch.length) {
        const larger = new Uint32Array(2 * scratch.length);
        larger.set(scratch);
        scratch = larger;
      }
      scratch[found++] = at - start;
      start = at;
      value = 1 - value;
    }
    at++;
  }
  const counts = new Uint32Array(found + 1);
  counts.set(scratch.subarray(0, found));
  counts[found] = length - start;
  return counts;
}

/** The pixels of a mask of 0 and 1, column after column. */
export function drawColumns(counts: Counts, pixels: Uint8Array): void {
  let at = 0;
  for (let i = 0; i < counts.length; i++) {
    const next = at + (counts[i] as number);
    if (i % 2 === 1) pixels.fill(1, at, next);
    at = next;
  }
}
