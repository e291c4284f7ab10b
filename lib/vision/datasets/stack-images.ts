/** Images of one batch, whatever else their samples hold. */

import { ShapeError } from "../../native/errors.ts";
import { singleThreaded, stack, type Tensor } from "../../tensor/index.ts";

/** Images (C, H, W) of samples as (N, C, H, W). Throws ShapeError naming two files whose images differ in shape. */
export function stackImages(samples: readonly { image: Tensor; path: string }[]): Tensor {
  const [first] = samples;
  const odd = samples.find(({ image }) => String(image.shape) !== String(first?.image.shape));
  if (first !== undefined && odd !== undefined) {
    throw new ShapeError(
      `DataLoader: images of one batch have one shape, got [${first.image.shape}] from ${first.path} and ` +
        `[${odd.image.shape}] from ${odd.path}; resize or crop in the transform, or use batchSize 1`,
      { operation: "DataLoader" },
    );
  }
  return singleThreaded(() => stack(samples.map((sample) => sample.image)));
}
