/** Masks over images: each class in its colour, filled, outlined or both. Heat maps are `../heatmap.ts`. */

import {
  either,
  integer,
  type Kind,
  kind,
  listOf,
  nullable,
  number,
  numberFrom,
  oneOf,
  type Rest,
  signature,
} from "../../edge/index.ts";
import { ArgumentError, ShapeError } from "../../native/errors.ts";
import * as nn from "../../nn/index.ts";
import { noGrad, scope, type Tensor, tensor, where } from "../../tensor/index.ts";
import { enter, tensorKind } from "../arguments.ts";
import { checkPixels } from "../unit-pixels.ts";
import { vocPalette } from "./mask-image.ts";

/** Red, green and blue from 0 to 255. */
export type Color = readonly [red: number, green: number, blue: number];

/**
 * Seven colours that people with any colour vision tell apart (Okabe & Ito, https://jfly.uni-koeln.de/color/), for the
 * classes 1 to 7.
 */
const DISTINCT: readonly Color[] = [
  [230, 159, 0],
  [86, 180, 233],
  [0, 158, 115],
  [240, 228, 66],
  [0, 114, 178],
  [213, 94, 0],
  [204, 121, 167],
];

const MASK_PALETTE = signature("maskPalette", { takes: { count: number } });

/**
 * Colours of `count` classes, black for the background: seven that are told apart with any colour vision, then those of
 * Pascal VOC's palette.
 */
export function maskPalette(count: number, ...rest: []): Color[] {
  enter(MASK_PALETTE, rest, count);
  if (!Number.isInteger(count) || count < 0) {
    throw new ArgumentError(`maskPalette: expected a whole number of classes, got ${count}`);
  }
  const palette: readonly Color[] = [[0, 0, 0], ...DISTINCT];
  return [...palette, ...vocPalette(count).slice(palette.length)].slice(0, count);
}

/** Options of {@link maskOverlay}. */
export interface MaskOverlayOptions {
  /** By class number, the background's first; it is not drawn. Default: {@link maskPalette}'s. */
  colors?: readonly Color[];
  /** Share of the colour in the pixels it covers, from 0 to 1. Default 0.5. */
  alpha?: number;
  /** Draw the outermost pixels of each class in full colour; `"only"` leaves the others as they are. Default false. */
  outline?: boolean | "only";
  /** Of outlines, in pixels. Default 1. */
  outlineWidth?: number;
  /** Pixels of this value are left as they are. Default: none. */
  ignoreIndex?: number | null;
}

/** A colour. */
export const COLOR: Kind<Color> = kind(
  "[red, green, blue] from 0 to 255",
  listOf(numberFrom(0, 255), 3).accepts,
);

const MASK_OVERLAY = signature<MaskOverlayOptions>("maskOverlay", {
  takes: { image: tensorKind, mask: tensorKind },
  options: {
    colors: listOf(COLOR),
    alpha: number,
    outline: either(oneOf(true, false), oneOf("only")),
    outlineWidth: number,
    ignoreIndex: nullable(integer),
  },
});

/**
 * A mask over an image, for `writeImage`: uint8 (3, H, W). The background shows the image.
 *
 * @param image (3, H, W) or (1, H, W), uint8 or floating in [0, 1]
 * @param mask (H, W) class numbers, 0 the background, of whole numbers or bool; or (K, H, W) bool, one mask per class,
 *   the first in the colour of class 1, later ones over earlier ones
 * @throws ShapeError for other shapes, ArgumentError for impossible options and a class number without a colour
 *
 * @example
 * await writeImage(maskOverlay(image, found.mask, { outline: true }), "overlay.png");
 */
export function maskOverlay(image: Tensor, mask: Tensor, ...rest: Rest<MaskOverlayOptions>): Tensor {
  const options = enter(MASK_OVERLAY, rest, image, mask);
  const { alpha = 0.5, outline = false, outlineWidth = 1, ignoreIndex = null } = options;
  checkShapes(image, mask);
  checkPixels(image, "maskOverlay");
  if (!(alpha >= 0 && alpha <= 1)) refuse(`expected alpha between 0 and 1, got ${alpha}`);
  if (!Number.isInteger(outlineWidth) || outlineWidth < 1) {
    refuse(`expected outlineWidth to be a whole number from 1, got ${outlineWidth}`);
  }
  const [height, width] = image.shape.slice(-2) as [number, number];
  return noGrad(() =>
    scope(() => {
      let shown = (image.dtype === "uint8" ? image.float() : image.detach().float().mul(255)) // bytes stay exact
        .expand([3, height, width])
        .cpu();
      for (const layer of layersOf(mask)) {
        const classes = ignoreIndex === null ? layer : layer.maskedFill(layer.eq(ignoreIndex), 0);
        const color = colorsOf(classes, options.colors);
        const inside = classes.gt(0);
        const line = outline === false ? null : inside.logicalAnd(isBorder(classes, outlineWidth));
        if (outline !== "only") {
          shown = where(inside, shown.mul(1 - alpha).add(color.mul(alpha)), shown);
        }
        if (line !== null) shown = where(line, color, shown);
      }
      return shown.round().clamp(0, 255).to("uint8");
    }),
  );
}

/** Class numbers (H, W) int64 on the CPU: the mask itself, or each of several masks as its own class. */
function layersOf(mask: Tensor): Tensor[] {
  const classes = mask.detach().cpu().to("int64");
  if (classes.ndim === 2) return [classes];
  return Array.from({ length: classes.shape[0] as number }, (_, k) =>
    classes
      .select(0, k)
      .ne(0)
      .long()
      .mul(k + 1),
  );
}

/** (3, H, W) the colour of each pixel's class. */
function colorsOf(classes: Tensor, given: readonly Color[] | undefined): Tensor {
  const [least, most] = [classes.amin(), classes.amax()].map((value) => Number(value.data()[0])) as [
    number,
    number,
  ];
  const colors = given ?? maskPalette(most + 1);
  if (least < 0 || most >= colors.length) {
    const odd = least < 0 ? least : most;
    refuse(
      `the mask has the class ${odd}, and there are colours for 0 to ${colors.length - 1}; give more \`colors\`, or ` +
        "leave pixels of that value out with ignoreIndex",
    );
  }
  const table = tensor(
    colors.map((color) => [...color]),
    { dtype: "float32" },
  );
  const flat = table.indexSelect(0, classes.reshape([-1])); // (H * W, 3)
  return flat.t().reshape([3, ...classes.shape]);
}

/** Whether a pixel of another class is within so many pixels, also diagonally; the image's edge is none. */
function isBorder(classes: Tensor, width: number): Tensor {
  const plane = classes.double().unsqueeze(0).unsqueeze(0); // (1, 1, H, W)
  const most = (x: Tensor): Tensor =>
    nn.functional
      .maxPool2d(x, 2 * width + 1, { stride: 1, padding: width })
      .select(0, 0)
      .select(0, 0);
  return most(plane).ne(classes).logicalOr(most(plane.neg()).neg().ne(classes));
}

function checkShapes(image: Tensor, mask: Tensor): void {
  const [channels, height, width] = image.shape;
  if (image.ndim !== 3 || (channels !== 1 && channels !== 3)) {
    throw new ShapeError(`maskOverlay: expected an image (3, H, W) or (1, H, W), got [${image.shape}]`);
  }
  const fits = mask.shape.at(-2) === height && mask.shape.at(-1) === width;
  if ((mask.ndim === 2 || mask.ndim === 3) && fits) return;
  throw new ShapeError(
    `maskOverlay: expected a mask (H, W) or (K, H, W) of the image's ${height} x ${width} pixels, got [${mask.shape}]`,
  );
}

function refuse(text: string): never {
  throw new ArgumentError(`maskOverlay: ${text}`, { operation: "maskOverlay" });
}
