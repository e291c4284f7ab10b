/** Automatic augmentation: what may be used of it outside of this folder. */
export { AugMix, type AugMixDraw, type AugMixOptions } from "./aug-mix.ts";
export { type AugmentOp, type AugmentSampling, type AugmentStep, augmentOp } from "./ops.ts";
export type { AugmentPolicy } from "./policies.ts";
export {
  AutoAugment,
  type AutoAugmentOptions,
  RandAugment,
  type RandAugmentOptions,
  type TrivialAugmentOptions,
  TrivialAugmentWide,
} from "./transforms.ts";
