/** Gaussian blur of image tensors, equal to torchvision's on tensors up to the rounding of sums. */

import { type Rest, signature } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import { linspace, scope, type Tensor, torch } from "../../tensor/index.ts";
import { enter, numbers, tensorKind } from "../arguments.ts";
import { checkImage, isFloating } from "./checks.ts";

type Pair = readonly [number, number];

/** Options of {@link gaussianBlur}. */
export interface GaussianBlurOptions {
  /** Standard deviation in pixels, or [x, y]. Default 0.15 k + 0.35 of a kernel of k. */
  sigma?: number | readonly number[];
}

/** An odd size, or [x, y]. */
export const kernelKind = numbers("an odd positive integer or [x, y]");

const GAUSSIAN_BLUR = signature<GaussianBlurOptions>("transforms.functional.gaussianBlur", {
  takes: { image: tensorKind, kernelSize: kernelKind },
  options: { sigma: numbers("a positive number or [x, y]") },
  positional: ["sigma"],
});

/**
 * Blurs with a Gaussian kernel of odd size [x, y] and standard deviation [x, y] in pixels, borders mirrored; a sigma of
 * its own follows from the kernel size (0.15 k + 0.35). One axis after the other, which is the same as torchvision's
 * kernel of both. Throws ArgumentError for even or too large kernels and for a sigma that is not positive.
 */
export function gaussianBlur(
  image: Tensor,
  kernelSize: number | Pair,
  ...rest: Rest<GaussianBlurOptions, [sigma: number | readonly number[] | undefined]>
): Tensor {
  const { sigma } = enter(GAUSSIAN_BLUR, rest, image, kernelSize);
  checkImage(image, "gaussianBlur");
  const [kx, ky] = kernelPair(kernelSize, "gaussianBlur");
  const [sx, sy] = sigma === undefined ? ([kx * 0.15 + 0.35, ky * 0.15 + 0.35] as const) : sigmaPair(sigma);
  const [h, w] = image.shape.slice(-2) as [number, number];
  if (kx >> 1 >= w || ky >> 1 >= h) {
    throw new ArgumentError(
      `gaussianBlur: half the kernel [${kx}, ${ky}] is less than the image's width and height, ${w} x ${h}`,
      { operation: "gaussianBlur" },
    );
  }
  return scope(() => {
    const source = isFloating(image.dtype) ? image : image.to("float32");
    const planes = source.reshape([-1, 1, h, w]); // (N, C, H, W) -> (N C, 1, H, W)
    const padded = torch.reflectionPad2d(planes, [kx >> 1, kx >> 1, ky >> 1, ky >> 1]);
    const rows = torch.conv2d(padded, gaussian(kx, sx, source).view([1, 1, 1, kx]));
    const out = torch.conv2d(rows, gaussian(ky, sy, source).view([1, 1, ky, 1])).reshape(image.shape);
    return isFloating(image.dtype) ? out : out.round().to(image.dtype);
  });
}

/** An odd kernel size for x and y, or ArgumentError. */
export function kernelPair(size: number | readonly number[], operation: string): [number, number] {
  const pair = typeof size === "number" ? [size, size] : size;
  if (pair.length === 2 && pair.every((k) => Number.isInteger(k) && k > 0 && k % 2 === 1)) {
    return pair as [number, number];
  }
  throw new ArgumentError(`${operation}: kernelSize is an odd positive integer or two, got ${size}`, {
    operation,
  });
}

function sigmaPair(sigma: number | readonly number[]): Pair {
  const list = typeof sigma === "number" ? [sigma] : sigma;
  const [x = Number.NaN, y = x] = list;
  if (list.length <= 2 && x > 0 && y > 0) return [x, y];
  throw new ArgumentError(`gaussianBlur: sigma is a positive number or two, got ${sigma}`, {
    operation: "gaussianBlur",
  });
}

/** Weights of a Gaussian at whole pixels; torchvision's reach to (k - 1) / (2 sqrt 2) before squaring. */
function gaussian(size: number, sigma: number, like: Tensor): Tensor {
  const reach = (size - 1) / (2 * Math.SQRT2);
  const x = linspace(-reach, reach, size, { dtype: like.dtype, device: like.device });
  return x.div(sigma).square().neg().softmax(0);
}
