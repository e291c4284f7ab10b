/** Segmentation networks by family, and the table of their builders. */

import { deeplabv3Builders } from "./deeplabv3.ts";
import { deeplabv3plusBuilders } from "./deeplabv3plus.ts";
import { fcnBuilders } from "./fcn.ts";
import { lrasppBuilders } from "./lraspp.ts";
import { segnetBuilders } from "./segnet.ts";
import { unetBuilders } from "./unet.ts";

export * from "./aspp.ts";
export type { BackboneOptions } from "./backbones.ts";
export { SegmentationModule, type SegmentationOutputs } from "./base.ts";
export * from "./deeplabv3.ts";
export * from "./deeplabv3plus.ts";
export { Encoder, type EncoderLevel, type EncoderName } from "./encoders.ts";
export * from "./fcn.ts";
export * from "./heads.ts";
export * from "./lraspp.ts";
export * from "./outputs.ts";
export * from "./segnet.ts";
export * from "./unet.ts";

/** The builders of segmentation networks by name, for the registry. */
export const segmentationBuilders = {
  ...fcnBuilders,
  ...deeplabv3Builders,
  ...lrasppBuilders,
  ...segnetBuilders,
  ...unetBuilders,
  ...deeplabv3plusBuilders,
} as const;
