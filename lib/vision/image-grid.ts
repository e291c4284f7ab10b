/** Many images side by side, with what belongs to them drawn in: masks, boxes, captions. */

import { integerFrom, kind, listOf, nullable, type Rest, signature, string } from "../edge/index.ts";
import { ArgumentError, ShapeError } from "../native/errors.ts";
import { full, noGrad, scope, Tensor } from "../tensor/index.ts";
import { enter } from "./arguments.ts";
import { Canvas, textSize } from "./drawing/canvas.ts";
import { drawBoxes } from "./drawing/draw-boxes.ts";
import { maskOverlay } from "./masks/mask-overlay.ts";
import { unitPixels } from "./unit-pixels.ts";

/** How a grid is laid out. */
export interface GridLayout {
  /** Tiles in a row. Default: as many as make the grid nearly square. */
  columns?: number;
  /** Pixels between tiles and around them. Default 1. */
  padding?: number;
  /** Each value becomes so many pixels in both directions. Default 1. */
  zoom?: number;
}

/** Options of {@link imageGrid}. Lists have an entry for each tile. */
export interface GridOptions extends GridLayout {
  /** Of each tile, as {@link maskOverlay} takes it: (h, w) class numbers or (K, h, w) bool; null for none. */
  masks?: readonly (Tensor | null)[];
  /** Value of masks whose pixels are left as they are. Default: none. */
  ignoreIndex?: number | null;
  /** Of each tile (K, 4): x1, y1, x2, y2 in its pixels; null for none. */
  boxes?: readonly (Tensor | null)[];
  /** A text for each box of each tile; null for none. */
  labels?: readonly (readonly string[] | null)[];
  /** A text below each tile, as far as it fits: ASCII, accents are left out. */
  captions?: readonly string[];
}

const tileTensor = (v: unknown): v is Tensor => v instanceof Tensor;
const orNull = nullable(kind<Tensor>("a tensor", tileTensor));

const IMAGE_GRID = signature<GridOptions>("imageGrid", {
  takes: {
    tiles: kind<Tensor | readonly Tensor[]>(
      "a tensor (N, C, h, w), or a list of tensors (C, h, w)",
      (v) => tileTensor(v) || (Array.isArray(v) && v.every(tileTensor)),
    ),
  },
  options: {
    columns: integerFrom(1),
    padding: integerFrom(0),
    zoom: integerFrom(1),
    masks: listOf(orNull),
    ignoreIndex: nullable(kind<number>("a whole number", Number.isInteger)),
    boxes: listOf(orNull),
    labels: listOf(nullable(listOf(string))),
    captions: listOf(string),
  },
});

/** What no tile covers. */
const GROUND = 51;
const INK = [225, 225, 225] as const;

/**
 * Many images side by side, row by row: (N, C, h, w), or a list of (C, h, w) of any sizes, with 1 or 3 channels, uint8 or floating
 * in [0, 1] -> uint8 (3, H, W). Smaller tiles stand in the middle of their place; what no tile covers is dark gray. Masks, boxes and
 * captions are drawn in where they are given.
 *
 * @throws ShapeError for another shape, DTypeError for other integers, ArgumentError for sizes that are no whole numbers, and for
 *   another number of masks, boxes or captions than tiles
 *
 * @example
 * await writeImage(imageGrid(images, { masks, captions: ["a", "b"], columns: 2 }), "grid.png");
 */
export function imageGrid(tiles: Tensor | readonly Tensor[], ...rest: Rest<GridOptions>): Tensor {
  const options = enter(IMAGE_GRID, rest, tiles);
  return noGrad(() => scope(() => gridOf(tilesOf(tiles), options)));
}

function gridOf(tiles: readonly Tensor[], options: GridOptions): Tensor {
  const { columns = Math.ceil(Math.sqrt(tiles.length)), padding = 1, zoom = 1, captions } = options;
  for (const name of ["masks", "boxes", "labels", "captions"] as const) {
    const given = options[name]?.length;
    if (given !== undefined && given !== tiles.length) {
      throw new ArgumentError(
        `imageGrid: expected ${name} with an entry for each of ${tiles.length} tiles, got ${given}`,
        { operation: "imageGrid" },
      );
    }
  }
  const drawn = tiles.map((tile, at) => drawnTile(tile, at, zoom, options));
  const [height, width] = [2, 1].map((back) =>
    Math.max(...drawn.map((tile) => tile.shape[3 - back] as number)),
  ) as [number, number];
  const below = captions === undefined ? 0 : textSize("", 1).height;
  const step = [height + below + padding, width + padding] as const;
  const rows = Math.ceil(drawn.length / columns);
  const size = [rows * step[0] + padding, Math.min(columns, drawn.length) * step[1] + padding] as const;
  const grid = full([3, ...size], GROUND, { dtype: "uint8" });
  const placeOf = (at: number) => ({
    top: Math.floor(at / columns) * step[0] + padding,
    left: (at % columns) * step[1] + padding,
  });
  for (const [at, tile] of drawn.entries()) {
    const { top, left } = placeOf(at);
    const [h, w] = tile.shape.slice(1) as [number, number];
    const [y, x] = [top + ((height - h) >> 1), left + ((width - w) >> 1)];
    grid
      .slice(1, y, y + h)
      .slice(2, x, x + w)
      .copy_(tile); // one channel is copied to all three
  }
  if (captions === undefined) return grid;
  const canvas = new Canvas(grid, "imageGrid");
  for (const [at, caption] of captions.entries()) {
    const { top, left } = placeOf(at);
    canvas.text(fitting(caption, width), { left, top: top + height }, 1, INK);
  }
  return canvas.toTensor();
}

/** The tiles one by one, each (1 or 3, h, w). */
function tilesOf(tiles: Tensor | readonly Tensor[]): Tensor[] {
  const isBatch = tiles instanceof Tensor;
  const list = isBatch
    ? Array.from({ length: tiles.ndim === 4 ? (tiles.shape[0] as number) : 0 }, (_, i) => tiles.select(0, i))
    : [...tiles];
  const odd = list.find(
    (tile) => tile.ndim !== 3 || tile.numel() === 0 || (tile.shape[0] !== 1 && tile.shape[0] !== 3),
  );
  if (list.length > 0 && odd === undefined) return list;
  const what = isBatch ? "tiles (N, C, h, w)" : "a list of tiles (C, h, w)";
  const came = isBatch ? tiles.shape : odd?.shape;
  throw new ShapeError(
    `imageGrid: expected ${what} with 1 or 3 channels, got ${came === undefined ? "none" : `[${came}]`}`,
    { operation: "imageGrid" },
  );
}

/** A tile with its mask and its boxes, uint8 (1 or 3, zoom * h, zoom * w). */
function drawnTile(tile: Tensor, at: number, zoom: number, options: GridOptions): Tensor {
  const { masks, boxes, labels, ignoreIndex } = options;
  const [mask, corners] = [masks?.[at] ?? null, boxes?.[at] ?? null];
  const plain = unitPixels(tile, "imageGrid").cpu().clamp(0, 1).mul(255).round().to("uint8");
  const masked = mask === null ? plain : maskOverlay(plain, mask, { ignoreIndex });
  const large =
    zoom === 1 ? masked : masked.repeatInterleave(zoom, { dim: 1 }).repeatInterleave(zoom, { dim: 2 });
  if (corners === null) return large;
  return drawBoxes(large, corners.cpu().mul(zoom), { labels: labels?.[at] ?? undefined });
}

/** As much of a text as stands in so many pixels. */
function fitting(text: string, width: number): string {
  let shown = text;
  while (shown !== "" && textSize(shown, 1).width > width) shown = shown.slice(0, -1);
  return shown;
}
