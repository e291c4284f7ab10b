/** Masks as run lengths in their box only: cut out to pixels, and put into a larger mask, without drawing the rest. */

/** The pixels of a mask within the box around them, rows from the top, 1 inside. */
export interface MaskCrop {
  readonly data: Uint8Array;
  readonly height: number;
  readonly width: number;
  /** Where the box begins in the mask. */
  readonly left: number;
  readonly top: number;
}

/** Calls back with each column's part of a run of inside pixels: from row `from` to before `to`. */
function eachSegment(
  counts: ArrayLike<number>,
  height: number,
  visit: (column: number, from: number, to: number) => void,
): void {
  let at = 0;
  for (let i = 0; i < counts.length; i++) {
    const end = at + (counts[i] as number);
    if (i % 2 === 1) {
      for (let start = at; start < end; ) {
        const column = Math.floor(start / height);
        const next = Math.min(end, (column + 1) * height);
        visit(column, start - column * height, next - column * height);
        start = next;
      }
    }
    at = end;
  }
}

/** The pixels of a mask within their box; null for a mask without any. */
export function cropRuns(counts: ArrayLike<number>, height: number): MaskCrop | null {
  let [left, right, top, bottom] = [Number.POSITIVE_INFINITY, -1, height, 0];
  eachSegment(counts, height, (column, from, to) => {
    left = Math.min(left, column);
    right = Math.max(right, column + 1);
    top = Math.min(top, from);
    bottom = Math.max(bottom, to);
  });
  if (right < 0) return null;
  const [high, wide] = [bottom - top, right - left];
  const data = new Uint8Array(high * wide);
  eachSegment(counts, height, (column, from, to) => {
    for (let y = from - top, at = y * wide + column - left; y < to - top; y++, at += wide) data[at] = 1;
  });
  return { data, height: high, width: wide, left, top };
}

/** The mask of a part of an image as a mask of the image, (H, W) pixels; `place` is where the part begins. */
export function placeRuns(
  counts: ArrayLike<number>,
  height: number,
  place: { readonly left: number; readonly top: number },
  [rows, columns]: readonly [height: number, width: number],
): Uint32Array {
  const placed: number[] = []; // outside, inside, outside, ...
  let last = 0;
  eachSegment(counts, height, (column, from, to) => {
    const start = (place.left + column) * rows + place.top + from;
    const length = to - from;
    if (start === last && placed.length > 0) placed.push((placed.pop() as number) + length);
    else placed.push(start - last, length);
    last = start + length;
  });
  if (last < rows * columns) placed.push(rows * columns - last);
  return Uint32Array.from(placed);
}
