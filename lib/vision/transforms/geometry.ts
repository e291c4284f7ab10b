/**
 * Resizing, cropping, flipping and padding of image tensors, equal to torchvision.transforms.functional on
 * tensors. Rotation and shear are in `affine.ts`. Results may be views of the image.
 */

import { boolean, integer, type Kind, type Kinds, number, type Rest, signature } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import { ops, scope, type Tensor, tensor, torch } from "../../tensor/index.ts";
import { choice, enter, fillKind, imageSizeKind, numbers, sizeKind, tensorKind } from "../arguments.ts";
import { BOX, type Box } from "./box.ts";
import { checkImage, isFloating, roundHalfEven, sizePair } from "./checks.ts";

/** How pixels between pixels are computed. */
export type Interpolation = "nearest" | "bilinear" | "bicubic";
/** The interpolations there are. */
export const INTERPOLATIONS: readonly Interpolation[] = ["nearest", "bilinear", "bicubic"];

/** One of the interpolations. */
export const interpolationKind: Kind<Interpolation> = choice(INTERPOLATIONS);

/** How {@link pad} fills the border. */
export type PaddingMode = "constant" | "edge" | "reflect" | "symmetric";

/** A number, or one per channel. */
export type Fill = number | readonly number[];

/** Options of {@link resize}. */
export interface ResizeOptions {
  /** Default "bilinear". */
  interpolation?: Interpolation;
  /** Bound on the longer edge where `size` is one number. */
  maxSize?: number;
  /** Low-pass filter when shrinking (bilinear and bicubic). Default true. */
  antialias?: boolean;
}

/** The kinds of {@link ResizeOptions}. */
export const RESIZE_KINDS: Kinds<ResizeOptions> = {
  interpolation: interpolationKind,
  maxSize: number,
  antialias: boolean,
};

const RESIZE = signature<ResizeOptions>("transforms.functional.resize", {
  takes: { image: tensorKind, size: sizeKind },
  options: RESIZE_KINDS,
  positional: ["interpolation", "maxSize", "antialias"],
});

/**
 * Resizes to [height, width], or to a shorter edge of `size` keeping the aspect ratio.
 *
 * uint8 stays uint8, rounded; bilinear uint8 on the CPU runs the integer kernel that torchvision's v2 uses,
 * within one grey level of its v1. Returns the image itself when it has the size already.
 */
export function resize(
  image: Tensor,
  size: number | readonly number[],
  ...rest: Rest<ResizeOptions, [interpolation: Interpolation, maxSize: number, antialias: boolean]>
): Tensor {
  const { interpolation = "bilinear", maxSize, antialias = true } = enter(RESIZE, rest, image, size);
  checkImage(image, "resize");
  const [height, width] = resizedSize(image.shape.slice(-2) as [number, number], size, maxSize);
  if (height === image.shape.at(-2) && width === image.shape.at(-1)) return image;

  return scope(() => {
    const batch = dense(image.ndim === 3 ? image.unsqueeze(0) : image);
    const native =
      image.dtype === "float32" ||
      image.dtype === "float64" ||
      (image.dtype === "uint8" &&
        (interpolation === "nearest" ||
          (interpolation === "bilinear" && antialias && image.device === "cpu")));
    let out = interpolate(native ? batch : batch.to("float32"), [height, width], interpolation, antialias);
    if (!native) {
      if (interpolation === "bicubic" && image.dtype === "uint8") out = out.clamp_(0, 255);
      out = (isFloating(image.dtype) ? out : out.round_()).to(image.dtype);
    }
    return image.ndim === 3 ? out.squeeze(0) : out;
  });
}

/**
 * The batch without gaps, its pixels in the order they have: a crop is a view whose rows lie apart, which some of
 * libtorch's kernels walk element by element. A copy of the crop costs a small part of that.
 */
function dense(batch: Tensor): Tensor {
  if (batch.isContiguous() || batch.isContiguous({ memoryFormat: "channels_last" })) return batch;
  const pixelsTogether = batch.stride(1) === 1;
  return batch.contiguous({ memoryFormat: pixelsTogether ? "channels_last" : "contiguous" });
}

function interpolate(batch: Tensor, size: [number, number], mode: Interpolation, antialias: boolean): Tensor {
  if (mode === "nearest") return torch.upsampleNearest2d(batch, size);
  const operator = antialias ? `aten::_upsample_${mode}2d_aa` : `aten::upsample_${mode}2d`;
  return ops.call(operator, batch, size, false) as Tensor;
}

const RESIZED_SIZE = signature<{ maxSize?: number }>("transforms.functional.resizedSize", {
  takes: { imageSize: imageSizeKind, size: sizeKind },
  options: { maxSize: number },
  positional: ["maxSize"],
});

/** The size {@link resize} gives to an image of [height, width]. Throws ArgumentError for an impossible one. */
export function resizedSize(
  imageSize: readonly [number, number],
  size: number | readonly number[],
  ...rest: Rest<{ maxSize?: number }, [maxSize: number | undefined]>
): [number, number] {
  const { maxSize } = enter(RESIZED_SIZE, rest, imageSize, size);
  const [height, width] = imageSize;
  const pair = sizePair(size, "resize");
  if (typeof size !== "number" && size.length === 2) {
    if (maxSize !== undefined) {
      throw new ArgumentError(
        "resize: maxSize goes with one size for the shorter edge, not with [height, width]",
        {
          operation: "resize",
        },
      );
    }
    return pair;
  }
  const requested = pair[0];
  const [short, long] = width <= height ? [width, height] : [height, width];
  let newShort = requested;
  let newLong = Math.trunc((requested * long) / short);
  if (maxSize !== undefined) {
    if (maxSize <= requested) {
      throw new ArgumentError(`resize: maxSize is greater than size ${requested}, got ${maxSize}`, {
        operation: "resize",
      });
    }
    if (newLong > maxSize) {
      newShort = Math.trunc((maxSize * newShort) / newLong);
      newLong = maxSize;
    }
  }
  return width <= height ? [newLong, newShort] : [newShort, newLong];
}

/** Value of what lies outside an image. */
export interface CropOptions {
  /** Default 0. */
  fill?: number;
}

const CROP = signature<CropOptions>("transforms.functional.crop", {
  takes: { image: tensorKind, top: integer, left: integer, height: integer, width: integer },
  options: { fill: number },
  positional: ["fill"],
});

/** Cuts out a rectangle; what lies outside the image is zero, or `fill`. */
export function crop(
  image: Tensor,
  top: number,
  left: number,
  height: number,
  width: number,
  ...rest: Rest<CropOptions, [fill: number | undefined]>
): Tensor {
  const { fill = 0 } = enter(CROP, rest, image, top, left, height, width);
  checkImage(image, "crop");
  const [h, w] = image.shape.slice(-2) as [number, number];
  const y0 = Math.min(Math.max(top, 0), h);
  const x0 = Math.min(Math.max(left, 0), w);
  const y1 = Math.max(y0, Math.min(top + height, h));
  const x1 = Math.max(x0, Math.min(left + width, w));
  return scope(() => {
    const inside = image.narrow(-2, y0, y1 - y0).narrow(-1, x0, x1 - x0);
    if (y1 - y0 === height && x1 - x0 === width) return inside;
    const above = y1 === y0 ? 0 : y0 - top;
    const before = x1 === x0 ? 0 : x0 - left;
    return pad(inside, [before, above, width - (x1 - x0) - before, height - (y1 - y0) - above], { fill });
  });
}

const CENTER_CROP = signature<CropOptions>("transforms.functional.centerCrop", {
  takes: { image: tensorKind, size: sizeKind },
  options: { fill: number },
  positional: ["fill"],
});

/** Cuts out the middle; an image smaller than the size is padded with zeros, or `fill`, first. */
export function centerCrop(
  image: Tensor,
  size: number | readonly number[],
  ...rest: Rest<CropOptions, [fill: number | undefined]>
): Tensor {
  const { fill = 0 } = enter(CENTER_CROP, rest, image, size);
  checkImage(image, "centerCrop");
  const [height, width] = sizePair(size, "centerCrop");
  return scope(() => {
    const [h, w] = image.shape.slice(-2) as [number, number];
    const missingX = Math.max(0, width - w);
    const missingY = Math.max(0, height - h);
    const padded =
      missingX + missingY === 0
        ? image
        : pad(image, [missingX >> 1, missingY >> 1, (missingX + 1) >> 1, (missingY + 1) >> 1], { fill });
    const top = roundHalfEven((h + missingY - height) / 2);
    const left = roundHalfEven((w + missingX - width) / 2);
    return crop(padded, top, left, height, width);
  });
}

const FIVE_CROP = signature("transforms.functional.fiveCrop", {
  takes: { image: tensorKind, size: sizeKind },
});

/** The four corners and the middle, of `size`: top left, top right, bottom left, bottom right, middle. */
export function fiveCrop(image: Tensor, size: number | readonly number[], ...rest: []): Tensor[] {
  enter(FIVE_CROP, rest, image, size);
  checkImage(image, "fiveCrop");
  const [height, width] = sizePair(size, "fiveCrop");
  const [h, w] = image.shape.slice(-2) as [number, number];
  if (height > h || width > w) {
    throw new ArgumentError(`fiveCrop: ${height} x ${width} does not fit into an image of ${h} x ${w}`, {
      operation: "fiveCrop",
    });
  }
  const [down, right] = [h - height, w - width];
  const at = (top: number, left: number) => crop(image, top, left, height, width);
  return [at(0, 0), at(0, right), at(down, 0), at(down, right), centerCrop(image, [height, width])];
}

/** Options of {@link tenCrop}. */
export interface TenCropOptions {
  /** Mirror top and bottom, not left and right. Default false. */
  vertical?: boolean;
}

const TEN_CROP = signature<TenCropOptions>("transforms.functional.tenCrop", {
  takes: { image: tensorKind, size: sizeKind },
  options: { vertical: boolean },
  positional: ["vertical"],
  advice: { vertical_flip: "did you mean vertical?", verticalFlip: "did you mean vertical?" },
});

/** {@link fiveCrop} of the image, then of the mirrored image: left and right, or top and bottom if `vertical`. */
export function tenCrop(
  image: Tensor,
  size: number | readonly number[],
  ...rest: Rest<TenCropOptions, [vertical: boolean]>
): Tensor[] {
  const { vertical = false } = enter(TEN_CROP, rest, image, size);
  checkImage(image, "tenCrop");
  return scope(() => [...fiveCrop(image, size), ...fiveCrop(vertical ? vflip(image) : hflip(image), size)]);
}

/** Options of {@link resizedCrop}. */
export type ResizedCropOptions = Omit<ResizeOptions, "maxSize">;

/** The kinds of {@link ResizedCropOptions}. */
export const RESIZED_CROP_KINDS: Kinds<ResizedCropOptions> = {
  interpolation: interpolationKind,
  antialias: boolean,
};

const RESIZED_CROP = signature<ResizedCropOptions>("transforms.functional.resizedCrop", {
  takes: { image: tensorKind, box: BOX, size: sizeKind },
  options: RESIZED_CROP_KINDS,
  positional: ["interpolation", "antialias"],
});

/** A crop, resized. */
export function resizedCrop(
  image: Tensor,
  box: Box,
  size: number | readonly number[],
  ...rest: Rest<ResizedCropOptions, [interpolation: Interpolation, antialias: boolean]>
): Tensor {
  const options = enter(RESIZED_CROP, rest, image, box, size);
  return scope(() =>
    resize(crop(image, box.top, box.left, box.height, box.width), sizePair(size, "resizedCrop"), options),
  );
}

const HFLIP = signature("transforms.functional.hflip", { takes: { image: tensorKind } });

/** Mirrors left and right. */
export function hflip(image: Tensor, ...rest: []): Tensor {
  enter(HFLIP, rest, image);
  checkImage(image, "hflip");
  return image.flip([-1]);
}

const VFLIP = signature("transforms.functional.vflip", { takes: { image: tensorKind } });

/** Mirrors top and bottom. */
export function vflip(image: Tensor, ...rest: []): Tensor {
  enter(VFLIP, rest, image);
  checkImage(image, "vflip");
  return image.flip([-2]);
}

/** Options of {@link pad}. */
export interface PadOptions {
  /** Value of a constant border. Default 0. */
  fill?: Fill;
  /** Default "constant". */
  paddingMode?: PaddingMode;
}

const PADDING_MODES: readonly PaddingMode[] = ["constant", "edge", "reflect", "symmetric"];

/** The kinds of {@link PadOptions}. */
export const PAD_KINDS: Kinds<PadOptions> = { fill: fillKind, paddingMode: choice(PADDING_MODES) };

/** A border. */
export const paddingKind: Kind<number | readonly number[]> = numbers("an integer or 1, 2 or 4 integers");

const PAD = signature<PadOptions>("transforms.functional.pad", {
  takes: { image: tensorKind, padding: paddingKind },
  options: PAD_KINDS,
  positional: ["fill", "paddingMode"],
});

/**
 * Adds a border of pixels: one width for all, [left and right, top and bottom], or [left, top, right, bottom].
 * Throws ArgumentError for other paddings.
 */
export function pad(
  image: Tensor,
  padding: number | readonly number[],
  ...rest: Rest<PadOptions, [fill: Fill, paddingMode: PaddingMode]>
): Tensor {
  const { fill = 0, paddingMode = "constant" } = enter(PAD, rest, image, padding);
  checkImage(image, "pad");
  const [left, top, right, bottom] = paddingOf(padding);
  if (paddingMode === "constant") {
    const border = [left, right, top, bottom];
    if (typeof fill === "number") return torch.constantPadNd(image, border, fill);
    if (fill.length === 1) return torch.constantPadNd(image, border, fill[0] as number);
    return scope(() => padColoured(image, border, fill));
  }
  return scope(() => {
    if (paddingMode === "symmetric") {
      const rows = mirrored(image.shape.at(-2) as number, top, bottom);
      const columns = mirrored(image.shape.at(-1) as number, left, right);
      const index = (list: number[]) => tensor(list, { dtype: "int64", device: image.device });
      return image.indexSelect(-2, index(rows)).indexSelect(-1, index(columns));
    }
    const plain = image.dtype === "float32" || image.dtype === "float64";
    const source = plain ? image : image.to("float32"); // the padding kernels know floating images only
    const border = [left, right, top, bottom];
    const out =
      paddingMode === "reflect"
        ? torch.reflectionPad2d(source, border)
        : torch.replicationPad2d(source, border);
    return plain ? out : out.to(image.dtype);
  });
}

/** A constant border of one value per channel; border is [left, right, top, bottom]. */
function padColoured(image: Tensor, border: number[], fill: readonly number[]): Tensor {
  const channels = image.shape.at(-3) as number;
  if (fill.length !== channels) {
    throw new ArgumentError(`pad: fill has one value or one per channel (${channels}), got ${fill.length}`, {
      operation: "pad",
    });
  }
  const inside = torch.constantPadNd(image.narrow(-3, 0, 1).onesLike({ dtype: "bool" }), border, 0);
  const colour = tensor([...fill])
    .to(image.dtype)
    .to(image.device)
    .view([channels, 1, 1]);
  return torch.where(inside, torch.constantPadNd(image, border, 0), colour);
}

/** [left, top, right, bottom] of a padding. Throws ArgumentError for other paddings than those of {@link pad}. */
export function paddingOf(padding: number | readonly number[]): [number, number, number, number] {
  const list = typeof padding === "number" ? [padding] : padding;
  if (![1, 2, 4].includes(list.length) || !list.every(Number.isInteger)) {
    throw new ArgumentError(`pad: padding is an integer or 1, 2 or 4 integers, got ${padding}`, {
      operation: "pad",
    });
  }
  const left = list[0] as number;
  const top = list[1] ?? left;
  return [left, top, list[2] ?? left, list[3] ?? top];
}

/** Indices of an edge with its mirror images before and after, the border pixel repeated. */
function mirrored(length: number, before: number, after: number): number[] {
  if (before > length || after > length) {
    throw new ArgumentError(
      `pad: symmetric padding is at most the edge of ${length}, got ${before}, ${after}`,
      {
        operation: "pad",
      },
    );
  }
  return Array.from({ length: before + length + after }, (_, i) => {
    const at = i - before;
    return at < 0 ? -1 - at : at < length ? at : 2 * length - 1 - at;
  });
}
