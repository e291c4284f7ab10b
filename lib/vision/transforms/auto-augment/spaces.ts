/** Which changes each kind of automatic augmentation draws, and their magnitudes: the tables of torchvision.transforms.v2. */
import { roundHalfEven } from "../checks.ts";
import type { Size } from "../geometric.ts";
import type { AugmentOp } from "./ops.ts";

/** How strong a change is over the bins from 0; null where it has no magnitude. */
export interface Magnitudes {
  /** The magnitude of a bin of so many, for an image of [height, width]. */
  at(bin: number, bins: number, size: Size): number;
  /** Whether the other direction is drawn as often. */
  signed: boolean;
}

/** The changes by name. */
export type AugmentSpace = Readonly<Partial<Record<AugmentOp, Magnitudes | null>>>;

const { fround } = Math;

/** Evenly spaced from `from` to `to`, in float32 and from the nearer end, as torch.linspace has them. */
function even(from: number, to: number | ((size: Size) => number), signed: boolean): Magnitudes {
  return {
    signed,
    at(bin, bins, size) {
      const end = fround(typeof to === "number" ? to : to(size));
      const step = fround(fround(end - from) / (bins - 1));
      return bin < Math.floor(bins / 2) ? fround(from + step * bin) : fround(end - step * (bins - 1 - bin));
    },
  };
}

/** Bits from `most` down by four or six over the bins. */
function bits(most: number, fall: number): Magnitudes {
  return {
    signed: false,
    at: (bin, bins) => roundHalfEven(fround(most - fround(bin / fround((bins - 1) / fall)))),
  };
}

const TONE = { autoContrast: null, equalize: null } as const;

/** Of AutoAugment, and with `identity` and without `invert` of RandAugment. */
const SHARED: AugmentSpace = {
  shearX: even(0, 0.3, true),
  shearY: even(0, 0.3, true),
  translateX: even(0, ([, width]) => (150 / 331) * width, true),
  translateY: even(0, ([height]) => (150 / 331) * height, true),
  rotate: even(0, 30, true),
  brightness: even(0, 0.9, true),
  color: even(0, 0.9, true),
  contrast: even(0, 0.9, true),
  sharpness: even(0, 0.9, true),
  posterize: bits(8, 4),
  solarize: even(1, 0, false),
  ...TONE,
};

/** Of AutoAugment, https://arxiv.org/abs/1805.09501. */
export const AUTO_AUGMENT: AugmentSpace = { ...SHARED, invert: null };

/** Of RandAugment, https://arxiv.org/abs/1909.13719. */
export const RAND_AUGMENT: AugmentSpace = { identity: null, ...SHARED };

/** Of TrivialAugment's wide space, https://arxiv.org/abs/2103.10158. */
export const TRIVIAL_WIDE: AugmentSpace = {
  identity: null,
  shearX: even(0, 0.99, true),
  shearY: even(0, 0.99, true),
  translateX: even(0, 32, true),
  translateY: even(0, 32, true),
  rotate: even(0, 135, true),
  brightness: even(0, 0.99, true),
  color: even(0, 0.99, true),
  contrast: even(0, 0.99, true),
  sharpness: even(0, 0.99, true),
  posterize: bits(8, 6),
  solarize: even(1, 0, false),
  ...TONE,
};

/** Of AugMix, https://arxiv.org/abs/1912.02781, without what corrupted test images are made by. */
export const AUG_MIX_PART: AugmentSpace = {
  shearX: even(0, 0.3, true),
  shearY: even(0, 0.3, true),
  translateX: even(0, ([, width]) => width / 3, true),
  translateY: even(0, ([height]) => height / 3, true),
  rotate: even(0, 30, true),
  posterize: bits(4, 4),
  solarize: even(1, 0, false),
  ...TONE,
};

/** Of AugMix with all changes. */
export const AUG_MIX: AugmentSpace = {
  ...AUG_MIX_PART,
  brightness: even(0, 0.9, true),
  color: even(0, 0.9, true),
  contrast: even(0, 0.9, true),
  sharpness: even(0, 0.9, true),
};

/** The names of a space, in its order. */
export function opsOf(space: AugmentSpace): AugmentOp[] {
  return Object.keys(space) as AugmentOp[]; // its keys are such names
}
