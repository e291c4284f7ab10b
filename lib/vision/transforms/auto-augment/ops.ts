/**
 * The changes that automatic augmentation draws from, each by its name and a magnitude, equal to torchvision's.
 *
 * Those of places are moves, so that masks, boxes and keypoints follow; the others change pixel values alone.
 */
import { type Kind, type Kinds, nullable, number, oneOf, type Rest, signature } from "../../../edge/index.ts";
import { scope, type Tensor } from "../../../tensor/index.ts";
import { enter, fillKind, tensorKind } from "../../arguments.ts";
import type { Sample } from "../../sample.ts";
import { checkImage, maxValue } from "../checks.ts";
import { adjustBrightness, adjustContrast, adjustSaturation } from "../color.ts";
import { type Move, moveSample, type Size } from "../geometric.ts";
import type { Fill } from "../geometry.ts";
import { type GridInterpolation, gridInterpolationKind } from "../grid.ts";
import { affineMoving, MASK_FILL, type MaskFill, rotating } from "../moves.ts";
import { adjustSharpness, autocontrast, equalize, invert, posterize, solarize } from "../pixel.ts";

/** Names of the changes. */
const NAMES = [
  "identity",
  "shearX",
  "shearY",
  "translateX",
  "translateY",
  "rotate",
  "brightness",
  "color",
  "contrast",
  "sharpness",
  "posterize",
  "solarize",
  "autoContrast",
  "equalize",
  "invert",
] as const;

/** The name of a change that automatic augmentation draws. */
export type AugmentOp = (typeof NAMES)[number];

/** A change that was drawn. */
export interface AugmentStep {
  op: AugmentOp;
  /** What it means is the change's: see {@link augmentOp}. 0 where there is none. */
  magnitude: number;
}

/** How changes of places are sampled. */
export interface AugmentSampling extends MaskFill {
  /** Of the image; masks are nearest. Default "nearest", as torchvision's. */
  interpolation?: GridInterpolation;
  /** Value outside the image; null leaves zeros without blending the border. Default null. */
  fill?: Fill | null;
}

/** The kinds of {@link AugmentSampling}. */
export const AUGMENT_SAMPLING: Kinds<AugmentSampling> = {
  ...MASK_FILL,
  interpolation: gridInterpolationKind,
  fill: nullable(fillKind),
};

const DEGREES = 180 / Math.PI;
/** Shears keep the upper left corner. */
const CORNER = [0, 0] as const;

type MoveOf = (size: Size, magnitude: number, options: AugmentSampling) => Move;
type PixelsOf = (image: Tensor, magnitude: number) => Tensor;

const MOVES: Partial<Record<AugmentOp, MoveOf>> = {
  shearX: (size, m, options) =>
    affineMoving(size, { shear: [Math.atan(m) * DEGREES, 0] }, { ...options, center: CORNER }),
  shearY: (size, m, options) =>
    affineMoving(size, { shear: [0, Math.atan(m) * DEGREES] }, { ...options, center: CORNER }),
  translateX: (size, m, options) => affineMoving(size, { translate: [Math.trunc(m), 0] }, options),
  translateY: (size, m, options) => affineMoving(size, { translate: [0, Math.trunc(m)] }, options),
  rotate: (size, m, options) => rotating(size, m, options),
};

const PIXELS: Partial<Record<AugmentOp, PixelsOf>> = {
  brightness: (image, m) => adjustBrightness(image, 1 + m),
  color: (image, m) => adjustSaturation(image, 1 + m),
  contrast: (image, m) => adjustContrast(image, 1 + m),
  sharpness: (image, m) => adjustSharpness(image, 1 + m),
  posterize: (image, m) => posterize(image, Math.trunc(m)),
  solarize: (image, m) => solarize(image, maxValue(image.dtype) * m),
  autoContrast: (image) => autocontrast(image),
  equalize: (image) => equalize(image),
  invert: (image) => invert(image),
};

/** The image after one step. */
export function stepImage(image: Tensor, { op, magnitude }: AugmentStep, options: AugmentSampling): Tensor {
  const move = MOVES[op];
  if (move === undefined) return PIXELS[op]?.(image, magnitude) ?? image;
  return move(image.shape.slice(-2) as [number, number], magnitude, options).image(image);
}

/** The sample after one step, its mask, boxes and keypoints moved along. */
export function stepSample<S extends Sample>(
  sample: S,
  step: AugmentStep,
  options: AugmentSampling,
  operation: string,
): S {
  const move = MOVES[step.op];
  if (move === undefined) return { ...sample, image: stepImage(sample.image, step, options) };
  const size = sample.image.shape.slice(-2) as [number, number];
  return moveSample(sample, move(size, step.magnitude, options), operation);
}

/** The name of a change. */
export const augmentOpKind: Kind<AugmentOp> = oneOf(...NAMES);

const AUGMENT_OP = signature<AugmentSampling>("transforms.functional.augmentOp", {
  takes: { image: tensorKind, op: augmentOpKind, magnitude: number },
  options: AUGMENT_SAMPLING,
  positional: ["interpolation", "fill"],
});

/**
 * One change of automatic augmentation, by name and magnitude, as torchvision's AutoAugment, RandAugment, TrivialAugmentWide and
 * AugMix apply it.
 *
 * The magnitude of shears is the tangent of their angle, of translations whole pixels, of `rotate` degrees counter-clockwise, of
 * `brightness`, `color`, `contrast` and `sharpness` what is added to the factor 1, of `posterize` the bits that are kept, of
 * `solarize` the threshold as a share of full brightness; the others have none.
 */
export function augmentOp(
  image: Tensor,
  op: AugmentOp,
  magnitude: number,
  ...rest: Rest<AugmentSampling, [interpolation: GridInterpolation, fill: Fill | null]>
): Tensor {
  const options = enter(AUGMENT_OP, rest, image, op, magnitude);
  checkImage(image, "augmentOp");
  return scope(() => stepImage(image, { op, magnitude }, options));
}
