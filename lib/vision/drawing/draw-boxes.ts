/** Boxes with names over an image. */

import {
  boolean,
  either,
  integerFrom,
  type Kind,
  kind,
  listOf,
  type Rest,
  signature,
  string,
} from "../../edge/index.ts";
import { ArgumentError, ShapeError } from "../../native/errors.ts";
import { Tensor } from "../../tensor/index.ts";
import { enter, tensorKind } from "../arguments.ts";
import { COLOR, type Color, maskPalette } from "../masks/mask-overlay.ts";
import { type Area, Canvas, textSize } from "./canvas.ts";

/** Corners of a box in pixels of its image; the far edges are exclusive. */
export interface Box {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** Options of {@link drawBoxes}. */
export interface DrawBoxesOptions {
  /** A text for each box, "" for none. */
  labels?: readonly string[];
  /** A colour for all boxes, or one for each. Default: {@link maskPalette}'s, one for each label, or each box without. */
  colors?: Color | readonly Color[];
  /** Fill the boxes with a share of 100 / 255 of their colour. Default false. */
  fill?: boolean;
  /** Of the lines, in pixels, to the inside. Default 1. */
  width?: number;
  /** Pixels for one of a letter, which is 5 x 9. Default 1. */
  textScale?: number;
}

const CORNERS = ["x1", "y1", "x2", "y2"] as const;
const isBox = (v: unknown): boolean =>
  typeof v === "object" && v !== null && CORNERS.every((name) => typeof Reflect.get(v, name) === "number");
const BOXES: Kind<Tensor | readonly Box[]> = kind(
  "boxes: a tensor (N, 4) of x1, y1, x2, y2, or a list of { x1, y1, x2, y2 }",
  (v) => v instanceof Tensor || (Array.isArray(v) && v.every(isBox)),
);

const DRAW_BOXES = signature<DrawBoxesOptions>("drawBoxes", {
  takes: { image: tensorKind, boxes: BOXES },
  options: {
    labels: listOf(string),
    colors: either(COLOR, listOf(COLOR)),
    fill: boolean,
    width: integerFrom(1),
    textScale: integerFrom(1),
  },
  positional: ["labels", "colors", "fill", "width"],
});

/** torchvision's: 100 of 255. */
const FILLING = 100 / 255;

/**
 * Boxes over an image, for `writeImage`: uint8 (3, H, W), later boxes over earlier ones.
 *
 * Lines lie where torchvision's `draw_bounding_boxes` draws them: corners are cut to whole pixels, and the last one belongs to
 * the box; what would lie beyond the image is drawn at its edge. A label stands above its box, or in it where there is no
 * room, in letters of its own that look alike on every machine: ASCII, accents are left out.
 *
 * @param image (3, H, W) or (1, H, W), uint8 or floating in [0, 1]
 * @param boxes (N, 4) x1, y1, x2, y2 in pixels, or a list of { x1, y1, x2, y2 }
 * @throws ShapeError for other shapes, DTypeError for an image of other integers, ArgumentError for boxes whose x2 or y2 is
 *   below x1 or y1 and for another number of labels or colours than boxes
 *
 * @example
 * await writeImage(drawBoxes(image, boxes, { labels: ["cell", "cell"], width: 2 }), "boxes.png");
 */
export function drawBoxes(
  image: Tensor,
  boxes: Tensor | readonly Box[],
  ...rest: Rest<
    DrawBoxesOptions,
    [labels: readonly string[], colors: Color | readonly Color[], fill: boolean, width: number]
  >
): Tensor {
  const options = enter(DRAW_BOXES, rest, image, boxes);
  const canvas = new Canvas(image, "drawBoxes");
  const all = boxes instanceof Tensor ? rowsOf(boxes) : boxes;
  checkBoxes(all);
  const { labels, fill = false, width = 1, textScale = 1 } = options;
  if (labels !== undefined && labels.length !== all.length) {
    refuse(`expected a label for each of ${all.length} boxes, got ${labels.length}`);
  }
  const colors = colorsOf(all.length, options);
  for (const [i, box] of all.entries()) {
    const color = colors[i] as Color; // one of each
    drawBox(canvas, box, { color, label: labels?.[i] ?? "", fill, width, textScale });
  }
  return canvas.toTensor();
}

/** How one box is drawn. */
export interface BoxLook {
  readonly color: Color;
  /** "" for none. */
  readonly label: string;
  readonly fill: boolean;
  readonly width: number;
  readonly textScale: number;
}

/** Draws a box and its label. */
export function drawBox(canvas: Canvas, box: Box, { color, label, fill, width, textScale }: BoxLook): void {
  const area: Area = {
    left: Math.max(Math.trunc(box.x1), 0),
    top: Math.max(Math.trunc(box.y1), 0),
    right: Math.min(Math.trunc(box.x2) + 1, canvas.width),
    bottom: Math.min(Math.trunc(box.y2) + 1, canvas.height),
  };
  if (area.right <= area.left || area.bottom <= area.top) return;
  if (fill) canvas.fill(area, color, FILLING);
  canvas.frame(area, width, color);
  if (label === "") return;
  const size = textSize(label, textScale);
  const above = area.top - size.height;
  // Above the box, else in it, and moved to the left as far as it must be seen.
  const place = {
    top: above >= 0 ? above : area.top,
    left: Math.max(0, Math.min(area.left, canvas.width - size.width)),
  };
  canvas.fill({ ...place, right: place.left + size.width, bottom: place.top + size.height }, color);
  canvas.text(label, place, textScale, readableOn(color));
}

/** Black or white, whichever is read on the colour: by its luma (ITU-R BT.601). */
function readableOn([red, green, blue]: Color): Color {
  return 0.299 * red + 0.587 * green + 0.114 * blue > 127.5 ? [0, 0, 0] : [255, 255, 255];
}

function colorsOf(count: number, { colors, labels }: DrawBoxesOptions): readonly Color[] {
  if (colors === undefined) {
    const names = [...new Set(labels)];
    const palette = maskPalette(1 + Math.max(count, names.length));
    return Array.from({ length: count }, (_, i) => {
      const at = labels === undefined ? i : names.indexOf(labels[i] as string); // as many as boxes
      return palette[at + 1] as Color;
    });
  }
  if (COLOR.accepts(colors)) return Array.from({ length: count }, () => colors as Color);
  if (colors.length !== count) refuse(`expected a colour for each of ${count} boxes, got ${colors.length}`);
  return colors as readonly Color[];
}

function rowsOf(boxes: Tensor): Box[] {
  if (boxes.ndim !== 2 || boxes.shape[1] !== 4) {
    throw new ShapeError(`drawBoxes: expected boxes (N, 4), got [${boxes.shape}]`, {
      operation: "drawBoxes",
    });
  }
  return (boxes.toArray() as number[][]).map(([x1, y1, x2, y2]) => ({ x1, y1, x2, y2 }) as Box); // (N, 4)
}

function checkBoxes(boxes: readonly Box[]): void {
  const odd = boxes.findIndex((box) => {
    const isUsable = CORNERS.every((name) => Number.isFinite(box[name]));
    return !isUsable || box.x2 < box.x1 || box.y2 < box.y1;
  });
  if (odd < 0) return;
  const { x1, y1, x2, y2 } = boxes[odd] as Box; // it was found
  refuse(
    `expected boxes x1, y1, x2, y2 with x1 <= x2 and y1 <= y2, got ${[x1, y1, x2, y2].join(", ")} at index ${odd}`,
  );
}

function refuse(text: string): never {
  throw new ArgumentError(`drawBoxes: ${text}`, { operation: "drawBoxes" });
}
