/** Pixels that are drawn on: rectangles, text, masks by their run lengths. Everything outside of the picture is left out. */

import { ShapeError } from "../../native/errors.ts";
import { fromBytes, noGrad, scope, type Tensor } from "../../tensor/index.ts";
import type { Color } from "../masks/mask-overlay.ts";
import { checkPixels } from "../unit-pixels.ts";
import { LETTER, lettersOf } from "./font.ts";

/** Columns and rows, the far edges exclusive. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Space around and between letters, in pixels of a letter. */
const GAP = 1;

/** How large a text is with the space around it, pixels. */
export function textSize(text: string, scale: number): { width: number; height: number } {
  const letters = lettersOf(text).length;
  return {
    width: scale * (letters * (LETTER.width + GAP) + GAP),
    height: scale * (LETTER.height + 2 * GAP),
  };
}

/** A picture of bytes, channel by channel. */
export class Canvas {
  readonly #pixels: Uint8Array;
  readonly height: number;
  readonly width: number;

  /**
   * A copy of an image (3, H, W) or (1, H, W), uint8 or floating in [0, 1].
   *
   * @throws ShapeError for other shapes, DTypeError for other integers
   */
  constructor(image: Tensor, operation: string) {
    const [channels, height, width] = image.shape;
    if (image.ndim !== 3 || (channels !== 1 && channels !== 3) || image.numel() === 0) {
      throw new ShapeError(`${operation}: expected an image (3, H, W) or (1, H, W), got [${image.shape}]`, {
        operation,
      });
    }
    checkPixels(image, operation);
    this.height = height as number;
    this.width = width as number;
    this.#pixels = noGrad(() =>
      scope(() => {
        const unit = image.detach();
        const bytes = unit.dtype === "uint8" ? unit : unit.float().mul(255).round().clamp(0, 255).to("uint8");
        return bytes.expand([3, this.height, this.width]).contiguous().bytes();
      }),
    );
  }

  /** The picture as it is now, uint8 (3, H, W). */
  toTensor(): Tensor {
    return fromBytes(this.#pixels, "uint8", [3, this.height, this.width]);
  }

  /** A rectangle of a colour, of which `alpha` is the share. */
  fill({ left, top, right, bottom }: Area, color: Color, alpha = 1): void {
    const [x1, x2] = [Math.max(left, 0), Math.min(right, this.width)];
    const [y1, y2] = [Math.max(top, 0), Math.min(bottom, this.height)];
    if (x2 <= x1) return;
    for (const [plane, table] of this.#tables(color, alpha)) {
      for (let y = y1; y < y2; y++) {
        for (let at = plane + y * this.width + x1, last = at + x2 - x1; at < last; at++) {
          this.#pixels[at] = table[this.#pixels[at] as number] as number;
        }
      }
    }
  }

  /** The outermost `width` pixels of a rectangle. */
  frame(area: Area, width: number, color: Color): void {
    const { left, top, right, bottom } = area;
    const [across, down] = [Math.min(width, right - left), Math.min(width, bottom - top)];
    this.fill({ ...area, bottom: top + down }, color);
    this.fill({ ...area, top: bottom - down }, color);
    this.fill({ ...area, right: left + across }, color);
    this.fill({ ...area, left: right - across }, color);
  }

  /** A text whose space begins at a pixel, `scale` pixels for one of a letter. */
  text(text: string, { left, top }: Pick<Area, "left" | "top">, scale: number, color: Color): void {
    for (const [i, rows] of lettersOf(text).entries()) {
      const from = left + scale * (GAP + i * (LETTER.width + GAP));
      for (const [y, bits] of rows.entries()) {
        for (let x = 0; x < LETTER.width; x++) {
          if (((bits >> (LETTER.width - 1 - x)) & 1) === 0) continue;
          const [column, row] = [from + x * scale, top + scale * (GAP + y)];
          this.fill({ left: column, top: row, right: column + scale, bottom: row + scale }, color);
        }
      }
    }
  }

  /** Pixels of a mask, rows from the top, whose upper left corner lies at a pixel; `alpha` is the share of the colour. */
  paint(
    mask: { readonly data: Uint8Array; readonly height: number; readonly width: number },
    { left, top }: Pick<Area, "left" | "top">,
    color: Color,
    alpha = 1,
  ): void {
    for (const [plane, table] of this.#tables(color, alpha)) {
      for (let y = 0; y < mask.height; y++) {
        const row = plane + (top + y) * this.width + left;
        for (let x = 0, from = y * mask.width; x < mask.width; x++) {
          if (mask.data[from + x] !== 0)
            this.#pixels[row + x] = table[this.#pixels[row + x] as number] as number;
        }
      }
    }
  }

  /** For each channel where it begins, and what becomes of each of its values. */
  #tables(color: Color, alpha: number): [plane: number, table: Uint8Array][] {
    return color.map((value, channel) => {
      const table = Uint8Array.from({ length: 256 }, (_, old) => blended(old, value, alpha));
      return [channel * this.height * this.width, table];
    });
  }
}

/** Computed as tensors of float32 are and rounded to even, so that pictures equal those that `maskOverlay` makes. */
function blended(old: number, color: number, alpha: number): number {
  const [kept, added] = [Math.fround(old * Math.fround(1 - alpha)), Math.fround(color * Math.fround(alpha))];
  const value = Math.fround(kept + added);
  const below = Math.floor(value);
  const isUp = value - below > 0.5 || (value - below === 0.5 && below % 2 === 1);
  return Math.min(255, Math.max(0, isUp ? below + 1 : below));
}
