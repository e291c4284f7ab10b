/** What one pass over the pixels of an image tells: its statistics, small versions of it, its border, and thin bright strokes. */

import { createHash } from "node:crypto";
import type { RawImage } from "../../vision/raw-image.ts";
import { rangeOf } from "../../vision/raw-image.ts";

/** Edge of the small gray version, pixels. */
export const THUMB = 32;
/** Edge of the small version in colour. */
export const COLOR_THUMB = 8;
/** Cells in each direction in which strokes are looked for. */
export const CELLS = 64;

/** What the pixels say. Values are of 0 to 255. */
export interface PixelFacts {
  /** Hash of size and values, as they are decoded. */
  sha256: string;
  /** Mean and standard deviation of each channel that training reads, in 0 to 1; of other depths in the units of the file. */
  mean: number[];
  std: number[];
  /** Standard deviation of the gray values. */
  contrast: number;
  /** Shares of pixels that are white and black. */
  white: number;
  black: number;
  /** Whether the pixels have a colour, of files with three channels. */
  isColored: boolean;
  /** Shares of the height and the width that are one even colour, at the four sides. */
  border: { top: number; bottom: number; left: number; right: number; value: number };
  /** Gray, {@link THUMB} x {@link THUMB}. */
  thumb: Uint8Array;
  /** RGB, {@link COLOR_THUMB} x {@link COLOR_THUMB} x 3. */
  colors: Uint8Array;
  /** One bit for each of {@link CELLS} x {@link CELLS} cells: whether something white and thin stands in it. */
  strokes: Uint8Array;
}

/** Values looked at before the event loop has its turn. */
const STRETCH = 2 ** 20;
const WHITE = 250;
const BLACK = 5;
/** Rows and columns whose values span no more are even. */
const EVEN = 10;
/** A cell is a stroke where its brightest value is at least this, and so far above what is around it. */
const STROKE = 225;
const STROKE_CONTRAST = 70;

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Looks at every pixel once; gives the event loop its turn in between. */
export async function pixelFacts(image: RawImage): Promise<PixelFacts> {
  const { width, height, channels, data } = image;
  const hash = createHash("sha256").update(`${width}x${height}x${channels}:${data.constructor.name}`);
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  for (let at = 0; at < bytes.length; at += 8 * STRETCH) {
    hash.update(bytes.subarray(at, at + 8 * STRETCH));
    if (at > 0) await turn();
  }
  const [shift, scale] = toBytes(image);
  const [sums, squares] = [new Float64Array(channels), new Float64Array(channels)];
  const small = new Sums(THUMB, THUMB, width, height);
  const color = [0, 1, 2].map(() => new Sums(COLOR_THUMB, COLOR_THUMB, width, height));
  const cells = new Sums(CELLS, CELLS, width, height);
  const brightest = new Float32Array(CELLS * CELLS);
  const [rowLow, rowHigh] = [new Float32Array(height).fill(256), new Float32Array(height).fill(-1)];
  const [columnLow, columnHigh] = [new Float32Array(width).fill(256), new Float32Array(width).fill(-1)];
  let [total, totalSquares, white, black, colored] = [0, 0, 0, 0, 0];
  const isColor = image.colors === 3 && channels >= 3;
  let since = 0;
  for (let y = 0; y < height; y++) {
    const [smallRow, colorRow, cellRow] = [small.row(y), (color[0] as Sums).row(y), cells.row(y)];
    for (let x = 0, at = y * width * channels; x < width; x++, at += channels) {
      for (let c = 0; c < channels; c++) {
        const value = data[at + c] as number;
        sums[c] = (sums[c] as number) + value;
        squares[c] = (squares[c] as number) + value * value;
      }
      const red = ((data[at] as number) - shift) * scale;
      const green = isColor ? ((data[at + 1] as number) - shift) * scale : red;
      const blue = isColor ? ((data[at + 2] as number) - shift) * scale : red;
      const gray = 0.299 * red + 0.587 * green + 0.114 * blue;
      total += gray;
      totalSquares += gray * gray;
      if (gray >= WHITE) white++;
      else if (gray <= BLACK) black++;
      if (isColor && Math.max(red, green, blue) - Math.min(red, green, blue) > 16) colored++;
      if (gray < (rowLow[y] as number)) rowLow[y] = gray;
      if (gray > (rowHigh[y] as number)) rowHigh[y] = gray;
      if (gray < (columnLow[x] as number)) columnLow[x] = gray;
      if (gray > (columnHigh[x] as number)) columnHigh[x] = gray;
      small.add(smallRow, x, gray);
      const cell = cells.add(cellRow, x, gray);
      if (gray > (brightest[cell] as number)) brightest[cell] = gray;
      (color[0] as Sums).add(colorRow, x, red);
      (color[1] as Sums).add(colorRow, x, green);
      (color[2] as Sums).add(colorRow, x, blue);
    }
    since += width;
    if (since >= STRETCH) {
      since = 0;
      await turn();
    }
  }
  const count = width * height;
  const unit = data instanceof Uint8Array ? 255 : 1;
  const mean = Array.from(sums, (sum) => sum / count / unit);
  const std = Array.from(squares, (sum, c) =>
    Math.sqrt(Math.max(0, sum / count / unit ** 2 - (mean[c] as number) ** 2)),
  );
  const planes = color.map((plane) => plane.bytes());
  return {
    sha256: hash.digest("hex"),
    mean,
    std,
    contrast: Math.sqrt(Math.max(0, totalSquares / count - (total / count) ** 2)),
    white: white / count,
    black: black / count,
    isColored: colored / count > 0.005,
    border: borderOf([rowLow, rowHigh], [columnLow, columnHigh]),
    thumb: small.bytes(),
    colors: Uint8Array.from(
      { length: COLOR_THUMB ** 2 * 3 },
      (_, i) => planes[i % 3]?.[Math.floor(i / 3)] as number,
    ),
    strokes: strokesOf(cells.bytes(), brightest),
  };
}

/** What is taken off and multiplied to have values of 0 to 255. */
function toBytes(image: RawImage): [shift: number, scale: number] {
  if (image.data instanceof Uint8Array) return [0, 1];
  const [low, high] = rangeOf(image);
  return [low, high > low ? 255 / (high - low) : 1];
}

/** Means over the cells of a grid that lies over an image, the same for an image and its mirror image. */
class Sums {
  readonly #columns: Uint16Array;
  readonly #rows: Uint16Array;
  readonly #across: number;
  readonly #sums: Float64Array;
  readonly #counts: Uint32Array;

  constructor(across: number, down: number, width: number, height: number) {
    this.#across = across;
    this.#columns = Uint16Array.from({ length: width }, (_, x) => Math.floor(((x + 0.5) * across) / width));
    this.#rows = Uint16Array.from({ length: height }, (_, y) => Math.floor(((y + 0.5) * down) / height));
    this.#sums = new Float64Array(across * down);
    this.#counts = new Uint32Array(across * down);
  }

  /** Where the cells of a row of pixels begin. */
  row(y: number): number {
    return (this.#rows[y] as number) * this.#across;
  }

  add(row: number, x: number, value: number): number {
    const cell = row + (this.#columns[x] as number);
    this.#sums[cell] = (this.#sums[cell] as number) + value;
    this.#counts[cell] = (this.#counts[cell] as number) + 1;
    return cell;
  }

  /** The means; a cell without a pixel, of an image smaller than the grid, has its neighbour's. */
  bytes(): Uint8Array {
    const out = new Uint8Array(this.#sums.length);
    const down = out.length / this.#across;
    const rowOf = filled(this.#rows, down);
    const columnOf = filled(this.#columns, this.#across);
    for (let y = 0, at = 0; y < down; y++) {
      for (let x = 0; x < this.#across; x++, at++) {
        const cell = (rowOf[y] as number) * this.#across + (columnOf[x] as number);
        out[at] = Math.round((this.#sums[cell] as number) / Math.max(1, this.#counts[cell] as number));
      }
    }
    return out;
  }
}

/** For each cell of a line the nearest one that a pixel lies in. */
function filled(used: Uint16Array, length: number): Uint16Array {
  const there = new Set(used);
  return Uint16Array.from({ length }, (_, at) => {
    for (let far = 0; far < length; far++) {
      const near = [at - far, at + far].find((one) => there.has(one));
      if (near !== undefined) return near;
    }
    return at;
  });
}

type Span = readonly [low: Float32Array, high: Float32Array];

/** How much at the sides is one even gray; nothing of an image that is even as a whole. */
function borderOf(rows: Span, columns: Span): PixelFacts["border"] {
  const top = evenFrom(rows, 1);
  if (top === 1) return { top: 0, bottom: 0, left: 0, right: 0, value: 0 };
  const [bottom, left, right] = [evenFrom(rows, -1), evenFrom(columns, 1), evenFrom(columns, -1)];
  const [low, high] = rows;
  const corner = top > 0 ? ((low[0] as number) + (high[0] as number)) / 2 : (columns[0][0] as number);
  return { top, bottom, left, right, value: top + bottom + left + right > 0 ? corner : 0 };
}

/** The share of lines from one end that are even and alike. */
function evenFrom([low, high]: Span, step: 1 | -1): number {
  const length = low.length;
  let [least, most, count] = [256, -1, 0];
  for (let at = step === 1 ? 0 : length - 1; at >= 0 && at < length; at += step, count++) {
    least = Math.min(least, low[at] as number);
    most = Math.max(most, high[at] as number);
    if (most - least > EVEN) break;
  }
  return count / length;
}

/** The cells whose brightest pixel is nearly white and stands out from the means around. */
function strokesOf(means: Uint8Array, brightest: Float32Array): Uint8Array {
  const bits = new Uint8Array((CELLS * CELLS) / 8);
  for (let y = 0; y < CELLS; y++) {
    for (let x = 0; x < CELLS; x++) {
      const at = y * CELLS + x;
      const value = brightest[at] as number;
      if (value < STROKE || value - around(means, y, x) < STROKE_CONTRAST) continue;
      bits[at >> 3] = (bits[at >> 3] as number) | (1 << (at & 7));
    }
  }
  return bits;
}

/** The mean of the cells within two. */
function around(means: Uint8Array, row: number, column: number): number {
  let [sum, count] = [0, 0];
  for (let y = Math.max(0, row - 3); y <= Math.min(CELLS - 1, row + 3); y++) {
    for (let x = Math.max(0, column - 3); x <= Math.min(CELLS - 1, column + 3); x++) {
      sum += means[y * CELLS + x] as number;
      count++;
    }
  }
  return sum / count;
}
