/** torchvision's transforms: functions under `functional`, classes beside them. */

import * as affine from "./affine.ts";
import { augmentOp } from "./auto-augment/index.ts";
import * as boxes from "./boxes.ts";
import * as color from "./color.ts";
import * as filter from "./filter.ts";
import * as geometry from "./geometry.ts";
import { cutmix, mixup } from "./mix.ts";
import * as pixel from "./pixel.ts";
import * as warp from "./warp.ts";

export type { AffineChange, AffineOptions, RotateOptions } from "./affine.ts";
export {
  AugMix,
  type AugMixDraw,
  type AugMixOptions,
  type AugmentOp,
  type AugmentPolicy,
  type AugmentSampling,
  type AugmentStep,
  AutoAugment,
  type AutoAugmentOptions,
  RandAugment,
  type RandAugmentOptions,
  type TrivialAugmentOptions,
  TrivialAugmentWide,
} from "./auto-augment/index.ts";
export type { Box } from "./box.ts";
export {
  ClampBoundingBoxes,
  ConvertBoundingBoxFormat,
  RandomIoUCrop,
  type RandomIoUCropOptions,
  SanitizeBoundingBoxes,
} from "./box-transforms.ts";
export type { BoxFormat, ValidBoxesOptions } from "./boxes.ts";
export type { Range } from "./checks.ts";
export {
  type ChanceOptions,
  Compose,
  RandomApply,
  RandomChoice,
  type RandomChoiceOptions,
  RandomOrder,
} from "./compose.ts";
export {
  type DetectionAugmentation,
  DetectionPreset,
  type DetectionTrainOptions,
  DetectionTrainPreset,
} from "./detection-presets.ts";
export type { GaussianBlurOptions } from "./filter.ts";
export {
  CenterCrop,
  ConvertImageDtype,
  type ConvertImageDtypeOptions,
  Grayscale,
  type GrayscaleOptions,
  IMAGENET_MEAN,
  IMAGENET_STD,
  Normalize,
  type NormalizeOptions,
  Pad,
  Resize,
  ToFloat,
} from "./fixed.ts";
export type {
  CropOptions,
  Fill,
  Interpolation,
  PaddingMode,
  PadOptions,
  ResizedCropOptions,
  ResizeOptions,
  TenCropOptions,
} from "./geometry.ts";
export type { GridInterpolation, SamplingOptions } from "./grid.ts";
export { CutMix, type MixableBatch, type MixLabels, type MixOptions, MixUp } from "./mix.ts";
export type { MaskFill } from "./moves.ts";
export type { EraseValue, GaussianNoiseOptions } from "./pixel.ts";
export {
  type AutoAugmentName,
  type ClassificationTrainOptions,
  ClassificationTrainPreset,
  type ImageClassificationOptions,
  ImageClassificationPreset,
  type PixelOptions,
} from "./presets.ts";
export {
  RandomAffine,
  type RandomAffineChange,
  type RandomAffineOptions,
  RandomCrop,
  type RandomCropOptions,
  RandomHorizontalFlip,
  RandomResizedCrop,
  type RandomResizedCropOptions,
  RandomRotation,
  type RandomRotationOptions,
  RandomStretch,
  type RandomStretchOptions,
  RandomVerticalFlip,
} from "./random.ts";
export {
  ColorJitter,
  type ColorJitterOptions,
  type PhotometricDistortOptions,
  type PhotometricDraw,
  RandomPhotometricDistort,
} from "./random-color.ts";
export {
  GaussianBlur,
  GaussianNoise,
  RandomAdjustSharpness,
  RandomAutocontrast,
  type RandomBlurOptions,
  RandomEqualize,
  RandomErasing,
  type RandomErasingOptions,
  RandomGrayscale,
  RandomInvert,
  RandomPosterize,
  RandomSolarize,
} from "./random-pixel.ts";
export {
  FixedSizeCrop,
  type FixedSizeCropOptions,
  type FixedSizeDraw,
  RandomResize,
  RandomShortestSize,
  type RandomShortestSizeOptions,
  type RandomSizeOptions,
  ScaleJitter,
  type ScaleJitterOptions,
} from "./random-size.ts";
export {
  type ElasticOptions,
  ElasticTransform,
  RandomPerspective,
  type RandomPerspectiveOptions,
  type RandomWarpOptions,
  RandomZoomOut,
  type RandomZoomOutOptions,
} from "./random-warp.ts";
export { sampleFunctional } from "./sample-functional.ts";
export {
  type SegmentationOptions,
  SegmentationPreset,
  type SegmentationTrainOptions,
  SegmentationTrainPreset,
} from "./segmentation-presets.ts";
export { applyToSample, applyTransform, Transform, type TransformLike } from "./transform.ts";

export type { Corners } from "./warp.ts";

/** The transforms as functions of images (C, H, W) or batches (N, C, H, W), and of boxes (N, 4). */
export const functional = {
  resize: geometry.resize,
  resizedSize: geometry.resizedSize,
  crop: geometry.crop,
  centerCrop: geometry.centerCrop,
  resizedCrop: geometry.resizedCrop,
  hflip: geometry.hflip,
  vflip: geometry.vflip,
  pad: geometry.pad,
  rotate: affine.rotate,
  affine: affine.affine,
  stretch: affine.stretch,
  perspective: warp.perspective,
  elastic: warp.elastic,
  fiveCrop: geometry.fiveCrop,
  tenCrop: geometry.tenCrop,
  gaussianBlur: filter.gaussianBlur,
  gaussianNoise: pixel.gaussianNoise,
  invert: pixel.invert,
  posterize: pixel.posterize,
  solarize: pixel.solarize,
  autocontrast: pixel.autocontrast,
  equalize: pixel.equalize,
  adjustSharpness: pixel.adjustSharpness,
  erase: pixel.erase,
  clampBoxes: boxes.clampBoxes,
  clampKeypoints: boxes.clampKeypoints,
  convertBoxes: boxes.convertBoxes,
  validBoxes: boxes.validBoxes,
  adjustBrightness: color.adjustBrightness,
  adjustContrast: color.adjustContrast,
  adjustSaturation: color.adjustSaturation,
  adjustHue: color.adjustHue,
  rgbToGrayscale: color.rgbToGrayscale,
  permuteChannels: color.permuteChannels,
  augmentOp,
  mixup,
  cutmix,
  convertImageDtype: color.convertImageDtype,
  normalize: color.normalize,
} as const;
