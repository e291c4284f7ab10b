/**
 * Changes of pixel values that need no colour space: inversion, posterising, solarising, histograms, sharpness, noise
 * and erasing, equal to torchvision's on tensors.
 */

import {
  boolean,
  type Kind,
  type Kinds,
  kind,
  number,
  type Rest,
  type Signature,
  signature,
} from "../../edge/index.ts";
import { ArgumentError, DTypeError, ShapeError } from "../../native/errors.ts";
import { type DType, ones, scope, Tensor, tensor, torch, zeros } from "../../tensor/index.ts";
import { enter, numbers, tensorKind } from "../arguments.ts";
import { BOX, type Box } from "./box.ts";
import { checkChannels, checkImage, checkRange, isFloating, maxValue } from "./checks.ts";
import { convertImageDtype } from "./color.ts";

function takesImage(name: string, also: Readonly<Record<string, Kind<number>>> = {}): Signature<object> {
  return signature(`transforms.functional.${name}`, { takes: { image: tensorKind, ...also } });
}

const INVERT = takesImage("invert");
const POSTERIZE = takesImage("posterize", { bits: number });
const SOLARIZE = takesImage("solarize", { threshold: number });
const AUTOCONTRAST = takesImage("autocontrast");
const EQUALIZE = takesImage("equalize");
const SHARPNESS = takesImage("adjustSharpness", { factor: number });

const VALUE_BITS: Partial<Record<DType, number>> = { uint8: 8, int8: 7, int16: 15, int32: 31 };

function valueBits(image: Tensor, operation: string): number {
  const bits = VALUE_BITS[image.dtype];
  if (bits !== undefined) return bits;
  throw new DTypeError(
    `${operation}: expected a floating image or uint8, int8, int16, int32; got ${image.dtype}`,
    {
      operation,
    },
  );
}

/** Full brightness minus the image. */
export function invert(image: Tensor, ...rest: []): Tensor {
  enter(INVERT, rest, image);
  checkImage(image, "invert");
  if (isFloating(image.dtype)) return image.rsub(1);
  return image.bitwiseXor(2 ** valueBits(image, "invert") - 1);
}

/** Keeps the `bits` highest bits of each value. */
export function posterize(image: Tensor, bits: number, ...rest: []): Tensor {
  enter(POSTERIZE, rest, image, bits);
  checkImage(image, "posterize");
  if (!Number.isInteger(bits)) checkRange(Number.NaN, 0, 8, "bits", "posterize");
  checkRange(bits, 0, 8, "bits", "posterize");
  if (isFloating(image.dtype)) {
    const levels = 2 ** bits;
    return scope(() =>
      image
        .mul(levels)
        .floor()
        .clamp(0, levels - 1)
        .mul(1 / levels),
    );
  }
  const all = valueBits(image, "posterize");
  return bits >= all ? image : image.bitwiseAnd((2 ** bits - 1) * 2 ** (all - bits));
}

/** Inverts values of `threshold` and more. Throws ArgumentError for a threshold above full brightness. */
export function solarize(image: Tensor, threshold: number, ...rest: []): Tensor {
  enter(SOLARIZE, rest, image, threshold);
  checkImage(image, "solarize");
  const most = maxValue(image.dtype);
  checkRange(threshold, Number.NEGATIVE_INFINITY, most, "threshold", "solarize");
  return scope(() => torch.where(image.ge(threshold), invert(image), image));
}

/** Stretches each channel from black to full brightness. */
export function autocontrast(image: Tensor, ...rest: []): Tensor {
  enter(AUTOCONTRAST, rest, image);
  checkChannels(image, [1, 3], "autocontrast");
  return scope(() => {
    const bound = maxValue(image.dtype);
    const values = isFloating(image.dtype) ? image : image.to("float32");
    const low = values.amin([-2, -1], true);
    const high = values.amax([-2, -1], true);
    const flat = high.eq(low);
    const scale = high
      .sub(low)
      .mul(1 / bound)
      .maskedFill(flat, 1);
    return values.sub(low.maskedFill(flat, 0)).div(scale).clamp(0, bound).to(image.dtype);
  });
}

/** Spreads the values of each channel evenly over the range, as Pillow does, in 256 steps. */
export function equalize(image: Tensor, ...rest: []): Tensor {
  enter(EQUALIZE, rest, image);
  checkImage(image, "equalize");
  return scope(() => {
    const bytes = convertImageDtype(image, "uint8");
    const [h, w] = image.shape.slice(-2) as [number, number];
    const flat = bytes.reshape([-1, h * w]).to("int64"); // (planes, pixels)
    const [planes, pixels] = flat.shape as [number, number];
    const place = { dtype: "int64", device: image.device } as const;
    const histogram = zeros([planes, 256], place).scatterAdd(1, flat, ones([planes, pixels], place));
    const sums = histogram.cumsum(1);
    const brightest = sums.argmax({ dim: 1, keepdim: true }); // the first place of the maximum
    const step = histogram.gather(1, brightest).rsub(pixels).div(255, { roundingMode: "floor" }); // (planes, 1)
    const table = sums
      .narrow(1, 0, 255)
      .add(step.div(2, { roundingMode: "floor" }))
      .div(step.clamp(1), { roundingMode: "floor" })
      .clamp(0, 255);
    const lookup = torch.cat([zeros([planes, 1], place), table], { dim: 1 });
    const spread = torch.where(step.ne(0), lookup.gather(1, flat), flat);
    return convertImageDtype(spread.to("uint8").view(image.shape), image.dtype);
  });
}

/** Blends with a smoothed image: 0 is smooth, 1 the image, 2 sharper. Images of up to two pixels' edge stay. */
export function adjustSharpness(image: Tensor, factor: number, ...rest: []): Tensor {
  enter(SHARPNESS, rest, image, factor);
  checkChannels(image, [1, 3], "adjustSharpness");
  checkRange(factor, 0, Number.POSITIVE_INFINITY, "factor", "adjustSharpness");
  const [h, w] = image.shape.slice(-2) as [number, number];
  if (h <= 2 || w <= 2) return image;
  return scope(() => {
    const floating = isFloating(image.dtype);
    const out = (floating ? image : image.to("float32")).reshape([-1, 1, h, w]).clone();
    const kernel = tensor([1, 1, 1, 1, 5, 1, 1, 1, 1], { dtype: out.dtype, device: image.device });
    const smooth = torch.conv2d(out, kernel.div(13).view([1, 1, 3, 3]));
    const inner = out.narrow(-2, 1, h - 2).narrow(-1, 1, w - 2);
    inner.copy_(inner.add((floating ? smooth : smooth.round()).sub(inner).mul(1 - factor)));
    return out.clamp(0, maxValue(image.dtype)).to(image.dtype).view(image.shape);
  });
}

/** Options of {@link gaussianNoise}; shares of full brightness. */
export interface GaussianNoiseOptions {
  /** Default 0. */
  mean?: number;
  /** From 0. Default 0.1. */
  sigma?: number;
  /** Cut to the range of images. Default true. */
  clip?: boolean;
}

/** The kinds of {@link GaussianNoiseOptions}. */
export const NOISE_KINDS: Kinds<GaussianNoiseOptions> = { mean: number, sigma: number, clip: boolean };

const GAUSSIAN_NOISE = signature<GaussianNoiseOptions>("transforms.functional.gaussianNoise", {
  takes: { image: tensorKind, noise: tensorKind },
  options: NOISE_KINDS,
});

/**
 * Adds `mean + sigma * noise`, in shares of full brightness, for uint8 and floating images; `noise` has the image's
 * shape. Throws DTypeError for other images and ShapeError for other noise.
 */
export function gaussianNoise(image: Tensor, noise: Tensor, ...rest: Rest<GaussianNoiseOptions>): Tensor {
  const { mean = 0, sigma = 0.1, clip = true } = enter(GAUSSIAN_NOISE, rest, image, noise);
  const operation = "gaussianNoise";
  checkImage(image, operation);
  checkRange(sigma, 0, Number.POSITIVE_INFINITY, "sigma", operation);
  if (noise.shape.join() !== image.shape.join()) {
    throw new ShapeError(`${operation}: the noise is [${noise.shape}], the image [${image.shape}]`, {
      operation,
    });
  }
  if (!isFloating(image.dtype) && image.dtype !== "uint8") {
    throw new DTypeError(`${operation}: expected a uint8 or floating image, got ${image.dtype}`, {
      operation,
    });
  }
  return scope(() => {
    if (isFloating(image.dtype)) {
      const out = image.add(noise.mul(sigma).add(mean).to(image.dtype));
      return clip ? out.clamp(0, 1) : out;
    }
    const out = image.add(
      noise
        .mul(sigma * 255)
        .add(mean * 255)
        .to("int16"),
    );
    return (clip ? out.clamp(0, 255) : out).to("uint8");
  });
}

/** What an erased rectangle holds. */
export type EraseValue = number | readonly number[] | Tensor;

const EACH = numbers("a number, one per channel, or a tensor");

const ERASE = signature<{ value?: EraseValue }>("transforms.functional.erase", {
  takes: { image: tensorKind, box: BOX },
  options: { value: kind(EACH.expected, (v) => v instanceof Tensor || EACH.accepts(v)) },
  positional: ["value"],
});

/** A rectangle of the image set to a value, one per channel, or a tensor (C, height, width). */
export function erase(
  image: Tensor,
  box: Box,
  ...rest: Rest<{ value?: EraseValue }, [value: EraseValue]>
): Tensor {
  const { value = 0 } = enter(ERASE, rest, image, box);
  checkImage(image, "erase");
  const [channels, h, w] = image.shape.slice(-3) as [number, number, number];
  const { top, left, height, width } = box;
  if (!(top >= 0 && left >= 0 && height >= 0 && width >= 0 && top + height <= h && left + width <= w)) {
    throw new ArgumentError(
      `erase: the rectangle ${height} x ${width} at ${top}, ${left} lies within the image of ${h} x ${w}`,
      { operation: "erase" },
    );
  }
  if (Array.isArray(value) && value.length !== 1 && value.length !== channels) {
    throw new ArgumentError(
      `erase: value has one number or one per channel (${channels}), got ${value.length}`,
      {
        operation: "erase",
      },
    );
  }
  return scope(() => {
    const out = image.clone();
    const list = typeof value === "number" ? [value] : value;
    const filling = "shape" in list ? (list as Tensor) : tensor([...list]).view([-1, 1, 1]);
    out.narrow(-2, top, height).narrow(-1, left, width).copy_(filling.to(image.dtype).to(image.device));
    return out;
  });
}
