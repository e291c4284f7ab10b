/** A picture of what was found: masks in the colours of their classes, boxes, names and scores. */

import { ShapeError } from "../../native/errors.ts";
import type { Tensor } from "../../tensor/index.ts";
import { Canvas } from "../../vision/drawing/canvas.ts";
import { drawBox } from "../../vision/drawing/draw-boxes.ts";
import { type Color, maskPalette } from "../../vision/masks/mask-overlay.ts";
import { cropRuns, type MaskCrop } from "../../vision/masks/run-crops.ts";
import type { FoundImage, FoundObject } from "./found-image.ts";

/** What is drawn, and how. */
export interface DrawFoundOptions {
  /** Lines around objects. Default true. */
  boxes?: boolean;
  /** Fill masks. Default true. */
  masks?: boolean;
  /** Names of the classes. Default true. */
  labels?: boolean;
  /** Scores beside the names. Default true. */
  scores?: boolean;
  /** One colour for each class, or for each object. Default "class". */
  colorBy?: "class" | "object";
  /** By the number of the class or object, the background's first. Default: {@link maskPalette}'s. */
  colors?: readonly Color[];
  /** Share of the colour in the pixels of a mask, from 0 to 1. Default 0.5. */
  alpha?: number;
  /** Draw the outermost pixels of each mask in full colour. Default false. */
  outline?: boolean;
  /** Of the lines, in pixels. Default: by the size of the image. */
  width?: number;
  /** Pixels for one of a letter. Default: by the size of the image. */
  textScale?: number;
}

/** Edge of images from which on lines and letters become larger, pixels. */
const LARGE = 600;

/** The picture, uint8 (3, H, W); the surest objects are drawn last. */
export function drawFound(
  image: Tensor,
  found: FoundImage,
  options: DrawFoundOptions,
  operation: string,
): Tensor {
  const canvas = new Canvas(image, operation);
  const { height, width } = found;
  if (canvas.height !== height || canvas.width !== width) {
    throw new ShapeError(
      `${operation}: expected the image of ${height} x ${width} pixels (height x width) that objects were found in, got ` +
        `${canvas.height} x ${canvas.width}`,
      { operation },
    );
  }
  const { boxes = true, masks = true, labels = true, scores = true, alpha = 0.5, outline = false } = options;
  const size = Math.max(1, Math.round(Math.min(height, width) / LARGE));
  const { width: line = 1 + size, textScale = size } = options;
  const colors = colorsOf(found, options);
  const order = found.objects.map((_, i) => i).reverse();
  if (masks) {
    for (const i of order) {
      const { mask } = found.objects[i] as FoundObject;
      const crop = mask && cropRuns(mask.counts, mask.size[0]);
      if (crop === null) continue;
      canvas.paint(crop, crop, colors[i] as Color, alpha);
      if (outline) canvas.paint(borderOf(crop, height, width), crop, colors[i] as Color);
    }
  }
  for (const i of order) {
    const { box, label, score } = found.objects[i] as FoundObject;
    const text = [labels ? label : "", scores ? score.toFixed(2) : ""]
      .filter((word) => word !== "")
      .join(" ");
    drawBox(canvas, box, {
      color: colors[i] as Color,
      label: text,
      fill: false,
      width: boxes ? line : 0,
      textScale,
    });
  }
  return canvas.toTensor();
}

/** The colour of each object; with too few colours they begin again. */
function colorsOf({ objects, classes }: FoundImage, options: DrawFoundOptions): Color[] {
  const { colorBy = "class" } = options;
  const palette = options.colors ?? maskPalette(1 + (colorBy === "class" ? classes.length : objects.length));
  return objects.map(({ classId }, i) => {
    const number = colorBy === "class" ? classId : i + 1;
    return palette[1 + ((number - 1) % Math.max(1, palette.length - 1))] ?? [255, 255, 255];
  });
}

/** The pixels of a mask that touch one outside, also diagonally; the image's edge is none. */
function borderOf(crop: MaskCrop, rows: number, columns: number): MaskCrop {
  const { data, height, width, left, top } = crop;
  const isOutside = (y: number, x: number): boolean => {
    if (y + top < 0 || x + left < 0 || y + top >= rows || x + left >= columns) return false;
    return y < 0 || x < 0 || y >= height || x >= width || data[y * width + x] === 0;
  };
  const around = [-1, 0, 1];
  const border = data.map((inside, at) => {
    if (inside === 0) return 0;
    const [y, x] = [Math.floor(at / width), at % width];
    return around.some((dy) => around.some((dx) => isOutside(y + dy, x + dx))) ? 1 : 0;
  });
  return { ...crop, data: border };
}
