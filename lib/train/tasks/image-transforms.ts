/** The transforms of images as a whole, for tasks that say something of each: classes, labels, numbers, grades. */
import { channelStatistics } from "../../models/adapt-input.ts";
import { originOf } from "../../models/index.ts";
import type { Module } from "../../nn/index.ts";
import { type TransformLike, transforms } from "../../vision/index.ts";

const DEFAULT_IMAGE_SIZE = 224;
/** Least share of the image that a training crop shows: milder than ImageNet's 0.08, which loses small findings. */
const DEFAULT_CROP_SCALE: [number, number] = [0.35, 1];

/** Those of the model's weights, else of ImageNet. */
export function imageTransforms(
  model: Module,
  imageSize?: number,
): { train: TransformLike; val: TransformLike } {
  const published = originOf(model)?.entry?.transforms();
  const standard =
    published instanceof transforms.ImageClassificationPreset
      ? published
      : new transforms.ImageClassificationPreset({ cropSize: DEFAULT_IMAGE_SIZE });
  const { cropSize: usual, resizeSize, interpolation } = standard.options;
  const { mean, std } = channelStatistics(model, standard.options);
  const cropSize = imageSize ?? usual;
  // At another size in the same proportion.
  const val =
    cropSize === usual && mean === standard.options.mean
      ? standard
      : new transforms.ImageClassificationPreset({
          ...standard.options,
          mean,
          std,
          cropSize,
          resizeSize: Math.round((resizeSize * cropSize) / usual),
        });
  const train = new transforms.ClassificationTrainPreset({
    cropSize,
    interpolation,
    mean,
    std,
    scale: DEFAULT_CROP_SCALE,
  });
  return { train, val };
}
