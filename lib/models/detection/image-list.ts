/** Images of different sizes in one batch. */

import { kind, signature } from "../../edge/index.ts";
import { tensorKind } from "../../tensor/argument-kinds.ts";
import type { Tensor } from "../../tensor/index.ts";
import { HELD } from "../../tensor/scope.ts";

/** Height and width of an image in pixels. */
export type ImageSize = readonly [height: number, width: number];

const isSize = (v: unknown): boolean =>
  Array.isArray(v) && v.length === 2 && v.every((edge) => Number.isSafeInteger(edge) && edge >= 0);

/** Sizes of images, in their order. */
export const imageSizesKind = kind<readonly ImageSize[]>(
  "a list of [height, width]",
  (v) => Array.isArray(v) && v.every(isSize),
);

/** Height and width of an image (C, H, W). */
export function sizeOf(image: Tensor): ImageSize {
  const [, height = 0, width = 0] = image.shape;
  return [height, width];
}

const TAKES = signature("models.detection.ImageList", {
  takes: { tensors: tensorKind, imageSizes: imageSizesKind },
});

/** Images (N, C, H, W), each padded with zeros on the right and below, and the sizes that they have without. */
export class ImageList {
  readonly tensors: Tensor;
  readonly image_sizes: readonly ImageSize[];

  /** Throws ArgumentError for other than one size an image. */
  constructor(tensors: Tensor, imageSizes: readonly ImageSize[], ...rest: []) {
    TAKES.read(rest);
    TAKES.check(tensors, imageSizes);
    if (tensors.ndim !== 4 || tensors.shape[0] !== imageSizes.length) {
      throw TAKES.error(
        `expected images (N, C, H, W) with a size each, got (${tensors.shape.join(", ")}) and ${imageSizes.length} sizes.`,
      );
    }
    this.tensors = tensors;
    this.image_sizes = imageSizes;
  }

  /** What leaves a scope with the list. */
  [HELD](): Tensor[] {
    return [this.tensors];
  }
}
