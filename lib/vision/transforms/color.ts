/** Brightness, contrast, saturation, hue, gray, dtype and normalisation, equal to torchvision's on tensors. */

import {
  integerFrom,
  listOf,
  number,
  oneOf,
  type Rest,
  type Signature,
  signature,
} from "../../edge/index.ts";
import { ArgumentError, DTypeError } from "../../native/errors.ts";
import { dtypeKind } from "../../tensor/argument-kinds.ts";
import { arange, type DType, keep, ops, scope, type Tensor, tensor, torch } from "../../tensor/index.ts";
import { enter, tensorKind } from "../arguments.ts";
import { checkChannels, checkImage, checkRange, isFloating, maxValue } from "./checks.ts";

function takesFactor(name: string): Signature<Record<never, never>> {
  return signature(`transforms.functional.${name}`, { takes: { image: tensorKind, factor: number } });
}

const BRIGHTNESS = takesFactor("adjustBrightness");
const CONTRAST = takesFactor("adjustContrast");
const SATURATION = takesFactor("adjustSaturation");
const HUE = takesFactor("adjustHue");

/** Floating view of the image's numbers: uint8 keeps its 0 to 255. */
function floating(image: Tensor): Tensor {
  return isFloating(image.dtype) ? image : image.to("float32");
}

/** `ratio * image + (1 - ratio) * other`, cut to the image's range; integers are truncated, not rounded. */
function blend(image: Tensor, other: Tensor, ratio: number): Tensor {
  return floating(image)
    .mul(ratio)
    .add(floating(other).mul(1 - ratio))
    .clamp(0, maxValue(image.dtype))
    .to(image.dtype);
}

/** Multiplies all channels by `factor`: 0 is black, 1 the image. */
export function adjustBrightness(image: Tensor, factor: number, ...rest: []): Tensor {
  enter(BRIGHTNESS, rest, image, factor);
  checkChannels(image, [1, 3], "adjustBrightness");
  checkRange(factor, 0, Number.POSITIVE_INFINITY, "factor", "adjustBrightness");
  return scope(() => floating(image).mul(factor).clamp(0, maxValue(image.dtype)).to(image.dtype));
}

/** Blends with the mean gray: 0 is uniformly gray, 1 the image. */
export function adjustContrast(image: Tensor, factor: number, ...rest: []): Tensor {
  enter(CONTRAST, rest, image, factor);
  checkChannels(image, [1, 3], "adjustContrast");
  checkRange(factor, 0, Number.POSITIVE_INFINITY, "factor", "adjustContrast");
  return scope(() => {
    const mean = floating(rgbToGrayscale(image)).mean([-3, -2, -1], { keepdim: true });
    return blend(image, mean, factor);
  });
}

/** Blends with the gray image: 0 is gray, 1 the image. Gray images are returned as they are. */
export function adjustSaturation(image: Tensor, factor: number, ...rest: []): Tensor {
  enter(SATURATION, rest, image, factor);
  checkChannels(image, [1, 3], "adjustSaturation");
  checkRange(factor, 0, Number.POSITIVE_INFINITY, "factor", "adjustSaturation");
  if (image.shape.at(-3) === 1) return image;
  return scope(() => blend(image, rgbToGrayscale(image), factor));
}

/** Turns the hue by `factor` of the colour circle, -0.5 to 0.5. Gray images are returned as they are. */
export function adjustHue(image: Tensor, factor: number, ...rest: []): Tensor {
  enter(HUE, rest, image, factor);
  checkChannels(image, [1, 3], "adjustHue");
  checkRange(factor, -0.5, 0.5, "factor", "adjustHue");
  if (image.shape.at(-3) === 1) return image;
  return scope(() => {
    const { h, s, v } = rgbToHsv(convertImageDtype(image, "float32"));
    return convertImageDtype(hsvToRgb(h.add(factor).remainder(1), s, v), image.dtype);
  });
}

const GRAYSCALE = signature<{ outputChannels?: 1 | 3 }>("transforms.functional.rgbToGrayscale", {
  takes: { image: tensorKind },
  options: { outputChannels: oneOf(1, 3) },
  positional: ["outputChannels"],
  advice: { num_output_channels: "did you mean outputChannels?" },
});

/** Luma 0.2989 R + 0.587 G + 0.114 B as one channel, or as three equal ones. */
export function rgbToGrayscale(
  image: Tensor,
  ...rest: Rest<{ outputChannels?: 1 | 3 }, [outputChannels: 1 | 3]>
): Tensor {
  const { outputChannels = 1 } = enter(GRAYSCALE, rest, image);
  checkChannels(image, [1, 3], "rgbToGrayscale");
  return scope(() => {
    let luma = image;
    if (image.shape.at(-3) === 3) {
      const [r, g, b] = floating(image).unbind(-3) as [Tensor, Tensor, Tensor];
      luma = r.mul(0.2989).add(g.mul(0.587)).add(b.mul(0.114)).to(image.dtype).unsqueeze(-3);
    }
    if (outputChannels === 1) return luma;
    const shape = [...image.shape];
    shape[shape.length - 3] = 3;
    return luma.expand(shape);
  });
}

const PERMUTE = signature("transforms.functional.permuteChannels", {
  takes: { image: tensorKind, permutation: listOf(integerFrom(0)) },
});

/** The channels in another order. Throws ArgumentError unless `permutation` names each channel once. */
export function permuteChannels(image: Tensor, permutation: readonly number[], ...rest: []): Tensor {
  enter(PERMUTE, rest, image, permutation);
  checkImage(image, "permuteChannels");
  const channels = image.shape.at(-3) as number;
  const isOrder = permutation.length === channels && new Set(permutation).size === channels;
  if (!isOrder || permutation.some((channel) => channel >= channels)) {
    throw new ArgumentError(
      `permuteChannels: expected each channel from 0 to ${channels - 1} once, got [${permutation}]`,
      { operation: "permuteChannels" },
    );
  }
  return scope(() =>
    image.indexSelect(-3, tensor([...permutation], { dtype: "int64", device: image.device })),
  );
}

interface Hsv {
  h: Tensor;
  s: Tensor;
  v: Tensor;
}

function rgbToHsv(image: Tensor): Hsv {
  const [r, g, b] = image.unbind(-3) as [Tensor, Tensor, Tensor];
  const v = image.amax([-3]);
  const chroma = v.sub(image.amin([-3]));
  const gray = chroma.eq(0);
  const s = chroma.div(v.maskedFill(gray, 1));
  const divisor = chroma.maskedFill(gray, 1);
  const [rc, gc, bc] = [r, g, b].map((channel) => v.sub(channel).div(divisor)) as [Tensor, Tensor, Tensor];
  const isR = v.eq(r);
  const isG = v.eq(g).logicalAnd(isR.logicalNot());
  const fromB = gc.add(4).sub(rc);
  const sector = torch.where(isR, bc.sub(gc), torch.where(isG, rc.add(2).sub(bc), fromB));
  return { h: sector.div(6).add(1).fmod(1), s, v };
}

/** Which of v, p, q, t each channel is in each sixth of the colour circle. */
const SECTORS = [
  [0, 2, 1, 1, 3, 0],
  [3, 0, 0, 2, 1, 1],
  [1, 1, 3, 0, 0, 2],
];

function hsvToRgb(h: Tensor, s: Tensor, v: Tensor): Tensor {
  const sixth = h.mul(6);
  const floor = sixth.floor();
  const f = sixth.sub(floor);
  const p = v.mul(s.rsub(1)).clamp(0, 1);
  const q = v.mul(s.mul(f).rsub(1)).clamp(0, 1);
  const t = v.mul(s.mul(f.rsub(1)).rsub(1)).clamp(0, 1);
  const sector = floor.to("int64").remainder(6);
  const table = tensor(SECTORS, { dtype: "int64", device: h.device });
  // (3, 6) indexed by (..., H, W) -> (3, ..., H, W) -> (..., 3, H, W)
  const select = table.indexSelect(1, sector.reshape([-1])).view([3, ...sector.shape]);
  return torch.stack([v, p, q, t], { dim: -3 }).gather(-3, select.movedim(0, -3));
}

const CONVERT = signature<{ dtype?: DType }>("transforms.functional.convertImageDtype", {
  takes: { image: tensorKind },
  options: { dtype: dtypeKind },
  positional: ["dtype"],
});

/**
 * Converts the dtype and scales to its range, as torchvision's `convert_image_dtype`: uint8 0 to 255 is
 * floating 0 to 1. Throws DTypeError for conversions that would lose the range.
 */
export function convertImageDtype(image: Tensor, ...rest: Rest<{ dtype?: DType }, [dtype: DType]>): Tensor {
  const { dtype = "float32" } = enter(CONVERT, rest, image);
  const from = image.dtype;
  if (from === dtype) return image;
  if (isFloating(from) && isFloating(dtype)) return image.to(dtype);
  if (isFloating(from)) {
    if (dtype === "int64" || (dtype === "int32" && from !== "float64")) {
      throw new DTypeError(`convertImageDtype: ${from} cannot be scaled to ${dtype} safely`, {
        operation: "convertImageDtype",
      });
    }
    return scope(() => image.mul(maxValue(dtype) + 1 - 1e-3).to(dtype));
  }
  if (isFloating(dtype)) return scope(() => image.to(dtype).div(maxValue(from)));
  const [input, output] = [maxValue(from), maxValue(dtype)];
  return scope(() =>
    input > output
      ? image.div(Math.floor((input + 1) / (output + 1)), { roundingMode: "floor" }).to(dtype)
      : image.to(dtype).mul(Math.floor((output + 1) / (input + 1))),
  );
}

const NORMALIZE = signature("transforms.functional.normalize", {
  takes: { image: tensorKind, mean: listOf(number), std: listOf(number) },
});

/**
 * `(image - mean) / std` per channel, for floating images. Throws DTypeError for integer ones, ArgumentError
 * for a zero or a wrong number of values.
 */
export function normalize(
  image: Tensor,
  mean: readonly number[],
  std: readonly number[],
  ...rest: []
): Tensor {
  enter(NORMALIZE, rest, image, mean, std);
  checkImage(image, "normalize");
  if (!isFloating(image.dtype)) {
    throw new DTypeError(`normalize: expected a floating image, got ${image.dtype}; convert it first`, {
      operation: "normalize",
    });
  }
  checkStatistics(image, mean, std);
  return scope(() => image.sub(perChannel(image, mean)).div_(perChannel(image, std)));
}

/**
 * `normalize(convertImageDtype(image), mean, std)`, value by value the same; of a uint8 image on the CPU in one pass, as
 * each of its 256 values becomes one and the same number wherever it stands in a channel.
 */
export function normalizedFloat(image: Tensor, mean: readonly number[], std: readonly number[]): Tensor {
  if (image.dtype !== "uint8" || image.device !== "cpu") {
    return normalize(convertImageDtype(image), mean, std);
  }
  checkImage(image, "normalize");
  checkStatistics(image, mean, std);
  return ops.call(
    "torchts::look_up",
    image,
    normalizedTable(image.shape.at(-3) as number, mean, std),
  ) as Tensor;
}

/** The normalised values of 0 to 255 in each channel (C, 256), and what they were made for. */
interface Table {
  channels: number;
  mean: readonly number[];
  std: readonly number[];
  values: Tensor;
}

/** Those used last: a program has one or two. */
const TABLES: Table[] = [];
const TABLES_KEPT = 8;

/** The table of {@link normalizedFloat} (C, 256), which stays here. */
export function normalizedTable(channels: number, mean: readonly number[], std: readonly number[]): Tensor {
  const same = (a: readonly number[], b: readonly number[]): boolean =>
    a.length === b.length && a.every((value, at) => Object.is(value, b[at]));
  const found = TABLES.find((t) => t.channels === channels && same(t.mean, mean) && same(t.std, std));
  if (found !== undefined) return found.values;
  const values = keep(
    scope(() => {
      const bytes = arange(256, { dtype: "uint8" }).view([1, 256, 1]).expand([channels, 256, 1]);
      return normalize(convertImageDtype(bytes), mean, std).view([channels, 256]);
    }),
  );
  TABLES.push({ channels, mean: [...mean], std: [...std], values });
  if (TABLES.length > TABLES_KEPT) TABLES.shift()?.values.dispose();
  return values;
}

function perChannel(image: Tensor, values: readonly number[]): Tensor {
  return tensor([...values], { dtype: image.dtype, device: image.device }).view([-1, 1, 1]);
}

function checkStatistics(image: Tensor, mean: readonly number[], std: readonly number[]): void {
  const channels = image.shape.at(-3) as number;
  for (const list of [mean, std]) {
    if (list.length !== 1 && list.length !== channels) {
      const count = channels === 1 ? "1 value" : `1 or ${channels} values`;
      throw new ArgumentError(
        `normalize: expected ${count} for an image of ${channels === 1 ? "1 channel" : `${channels} channels`}, got ` +
          `${list.length}; give \`mean\` and \`std\` of as many channels, or images of ${list.length}`,
        { operation: "normalize" },
      );
    }
  }
  if (std.some((value) => value === 0)) {
    throw new ArgumentError("normalize: std is zero, which would divide by zero", { operation: "normalize" });
  }
}
