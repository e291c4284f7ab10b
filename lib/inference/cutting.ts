/** Which transforms cut an image or pad it, so that what is found does not lie on the image's pixels. */

import { type TransformLike, transforms } from "../vision/index.ts";

/** What of a transform cuts or pads, as far as that can be seen; null for nothing. */
export function cutting(transform: TransformLike): string | null {
  const { Compose, CenterCrop, Pad, ImageClassificationPreset, ClassificationTrainPreset } = transforms;
  if (transform instanceof Compose) {
    for (const step of transform.transforms) {
      const found = cutting(step);
      if (found !== null) return found;
    }
    return null;
  }
  if (transform instanceof transforms.SegmentationPreset && transform.options.cropSize !== null) {
    return "SegmentationPreset with cropSize";
  }
  const kinds = [CenterCrop, Pad, ImageClassificationPreset, ClassificationTrainPreset];
  const kind = kinds.find((one) => transform instanceof one);
  return kind?.name ?? null;
}
