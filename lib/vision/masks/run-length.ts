/**
 * Masks as run lengths, as COCO has them: column after column, first how many pixels are 0, then how many are 1, and so
 * on. Compressed, the counts are text: five bits to a character, low ones first, from the fourth count on as the
 * difference to the count two before (pycocotools' maskApi.c describes the format).
 *
 * Plain arrays only; tensors and files are the callers'. Functions throw RangeError for runs that are none.
 */

const [FIRST, BITS, MORE, SIGN] = [48, 5, 0x20, 0x10];
/** 2^35 is beyond every image; more characters than these seven are no count. */
const MOST_CHARACTERS = 7;

/** Most pixels of a mask that is held as one array. */
export const MOST_PIXELS = 2 ** 31;

/** The counts behind a compressed text. */
export function parseCounts(text: string): number[] {
  const counts: number[] = [];
  let at = 0;
  while (at < text.length) {
    let count = 0;
    let scale = 1;
    for (let read = 0; ; read++) {
      const code = text.charCodeAt(at) - FIRST;
      if (at >= text.length) throw new RangeError("the text ends within a count");
      if (read === MOST_CHARACTERS || code < 0 || code > 0x3f) {
        throw new RangeError(`${JSON.stringify(text[at])} at position ${at} is none of a count's characters`);
      }
      at++;
      count += (code & 0x1f) * scale;
      scale *= 2 ** BITS;
      if ((code & MORE) !== 0) continue;
      if ((code & SIGN) !== 0) count -= scale; // a negative number's high bits are all 1
      break;
    }
    const before = counts.length > 2 ? (counts.at(-2) as number) : 0;
    counts.push(count + before);
  }
  return counts;
}

/** The compressed text of counts. */
export function formatCounts(counts: ArrayLike<number>): string {
  let text = "";
  for (let i = 0; i < counts.length; i++) {
    let rest = (counts[i] as number) - (i > 2 ? (counts[i - 2] as number) : 0);
    for (let more = true; more; ) {
      const low = ((rest % 32) + 32) % 32;
      rest = (rest - low) / 32;
      more = (low & SIGN) !== 0 ? rest !== -1 : rest !== 0;
      text += String.fromCharCode(FIRST + low + (more ? MORE : 0));
    }
  }
  return text;
}

/** Throws RangeError unless counts are whole numbers from 0 that add up to the pixels of a mask. */
export function checkCounts(counts: ArrayLike<number>, height: number, width: number): void {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i] as number;
    if (!Number.isInteger(count) || count < 0) throw new RangeError(`a run is ${count} pixels long`);
    sum += count;
  }
  if (sum !== height * width) {
    throw new RangeError(`the runs add up to ${sum} pixels, the mask has ${height} x ${width}`);
  }
}

/** Sets the pixels of the odd runs in `mask`, rows from the top (H, W), to `value`. The counts are taken as checked. */
export function fillRuns(
  mask: Uint8Array | Int32Array,
  counts: ArrayLike<number>,
  height: number,
  width: number,
  value: number,
): void {
  let at = 0;
  for (let i = 0; i < counts.length; i++) {
    const next = at + (counts[i] as number);
    if (i % 2 === 1) fillColumns(mask, at, next, height, width, value);
    at = next;
  }
}

/** Sets pixels `from` to before `to`, counted column after column, to `value`. */
export function fillColumns(
  mask: Uint8Array | Int32Array,
  from: number,
  to: number,
  height: number,
  width: number,
  value: number,
): void {
  let x = Math.floor(from / height);
  let y = from - x * height;
  for (let left = to - from; left > 0; left--) {
    mask[y * width + x] = value;
    if (++y === height) {
      y = 0;
      x++;
    }
  }
}

/** The counts of a mask (H, W), rows from the top; everything but 0 is inside. */
export function countRuns(mask: ArrayLike<number>, height: number, width: number): number[] {
  const counts: number[] = [];
  let inside = false;
  let count = 0;
  for (let x = 0; x < width; x++) {
    for (let y = 0, at = x; y < height; y++, at += width) {
      if ((mask[at] !== 0) !== inside) {
        counts.push(count);
        inside = !inside;
        count = 0;
      }
      count++;
    }
  }
  counts.push(count);
  return counts;
}
