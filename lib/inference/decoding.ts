/** How image files are decoded for a network and a transform. */

import { inputChannels } from "../models/adapt-input.ts";
import type { Module } from "../nn/index.ts";
import { type DecodingOptions, type TransformLike, transforms } from "../vision/index.ts";

/** As `given`, gray where both the network and its ready-made transform are for gray images. */
export function decodingFor(
  model: Module,
  transform: TransformLike,
  given: DecodingOptions | undefined,
): DecodingOptions {
  const isPreset =
    transform instanceof transforms.ImageClassificationPreset ||
    transform instanceof transforms.SegmentationPreset;
  return { mode: isPreset && inputChannels(model) === 1 ? "L" : "RGB", ...given };
}
