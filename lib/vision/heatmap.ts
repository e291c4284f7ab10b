/** Numbers as pictures: heat maps in colour, and over an image. */

import { type Kind, number, type Rest, signature } from "../edge/index.ts";
import { ArgumentError, DTypeError, ShapeError } from "../native/errors.ts";
import * as nn from "../nn/index.ts";
import { isFloatingPoint, scope, stack, type Tensor } from "../tensor/index.ts";
import { choice, enter, tensorKind } from "./arguments.ts";
import { unitPixels } from "./unit-pixels.ts";

/** From 0 to 1: "jet" blue, green, red; "hot" black, red, yellow, white; "gray" black to white. */
export type Colormap = "jet" | "hot" | "gray";

const COLORS: Record<Colormap, (x: Tensor) => [Tensor, Tensor, Tensor]> = {
  jet: (x) => {
    const tent = (peak: number): Tensor => x.mul(4).sub(peak).abs().neg().add(1.5);
    return [tent(3), tent(2), tent(1)];
  },
  hot: (x) => [x.mul(3), x.mul(3).sub(1), x.mul(3).sub(2)],
  gray: (x) => [x, x, x],
};

const colormapKind: Kind<Colormap> = choice(["jet", "hot", "gray"]);

const COLORIZE = signature<{ colormap?: Colormap }>("colorize", {
  takes: { heat: tensorKind },
  options: { colormap: colormapKind },
  positional: ["colormap"],
});

/**
 * A heat map in colours: (H, W) in [0, 1] -> float32 (3, H, W) in [0, 1].
 *
 * @throws ShapeError for another shape, DTypeError for integers, ArgumentError for a colour map there is none of
 */
export function colorize(heat: Tensor, ...rest: Rest<{ colormap?: Colormap }, [colormap: Colormap]>): Tensor {
  const { colormap = "jet" } = enter(COLORIZE, rest, heat);
  checkHeat("colorize", heat);
  const colors = COLORS[colormap];
  return scope(() => stack(colors(heat.detach().float().clamp(0, 1))).clamp(0, 1));
}

function checkHeat(operation: string, heat: Tensor): void {
  if (heat.ndim !== 2) {
    throw new ShapeError(`${operation}: expected a heat map (H, W), got [${heat.shape}]`, { operation });
  }
  if (isFloatingPoint(heat.dtype) || heat.dtype === "bool") return;
  throw new DTypeError(
    `${operation}: expected a heat map of floating values in [0, 1], got ${heat.dtype}; divide it by its largest value`,
    { operation },
  );
}

/** Options of {@link overlay}. */
export interface OverlayOptions {
  /** Share of the heat map's colours in the result, from 0 to 1. Default 0.5. */
  alpha?: number;
  /** Default "jet". */
  colormap?: Colormap;
}

const OVERLAY = signature<OverlayOptions>("overlay", {
  takes: { image: tensorKind, heat: tensorKind },
  options: { alpha: number, colormap: colormapKind },
});

/**
 * A heat map over an image: uint8 (3, H, W) of the image's size, for `writeImage`.
 *
 * @param image (3, H, W) or (1, H, W), uint8 or floating in [0, 1]
 * @param heat (h, w) in [0, 1]; resized bilinearly where its size is another
 * @throws ShapeError for other shapes, DTypeError for other integers, ArgumentError for an alpha outside [0, 1]
 *
 *     await writeImage(overlay(image, heat), "explained.png");
 */
export function overlay(image: Tensor, heat: Tensor, ...rest: Rest<OverlayOptions>): Tensor {
  const { alpha = 0.5, colormap = "jet" } = enter(OVERLAY, rest, image, heat);
  checkHeat("overlay", heat);
  const [channels, height, width] = image.shape as [number, number, number];
  if (image.ndim !== 3 || (channels !== 1 && channels !== 3)) {
    throw new ShapeError(`overlay: expected an image (3, H, W) or (1, H, W), got [${image.shape}]`);
  }
  if (!(alpha >= 0 && alpha <= 1)) {
    throw new ArgumentError(`overlay: expected alpha between 0 and 1, got ${alpha}`);
  }
  return scope(() => {
    const pixels = unitPixels(image, "overlay");
    const color = colorize(resizeHeat(heat.to(image.device), [height, width]), colormap);
    return toBytes(pixels.mul(1 - alpha).add(color.mul(alpha)));
  });
}

/** A map (h, w) at another size, bilinearly and with pixels as areas: (H, W). */
export function resizeHeat(heat: Tensor, size: readonly [number, number]): Tensor {
  return scope(() => {
    const batch = heat.detach().float().unsqueeze(0).unsqueeze(0); // (h, w) -> (1, 1, h, w)
    return nn.functional
      .interpolate(batch, { size: [...size], mode: "bilinear" })
      .select(0, 0)
      .select(0, 0);
  });
}

/** Values in [0, 1] as bytes. */
function toBytes(values: Tensor): Tensor {
  return values.mul(255).round().clamp(0, 255).to("uint8");
}
