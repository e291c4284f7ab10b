/** Reading vectors by index, and indices as vectors. */
import { noGrad, scope, type Tensor, torch } from "../../tensor/index.ts";
import type { EmbeddingOptions } from "../embedding.ts";

/** Rows of `weight` (V, D) at integer indices (...): (..., D). With `maxNorm` the rows read are scaled in place. */
export function embedding(
  input: Tensor,
  weight: Tensor,
  options: Omit<EmbeddingOptions, "device" | "dtype"> = {},
): Tensor {
  const {
    paddingIdx = null,
    maxNorm = null,
    normType = 2,
    scaleGradByFreq = false,
    sparse = false,
  } = options;
  if (maxNorm !== null) {
    noGrad(() => scope(() => void torch.embeddingRenorm_(weight, input.contiguous(), maxNorm, normType)));
  }
  const rows = weight.shape[0] as number;
  // ATen takes -1 for no padding index, so a negative one is counted from the end here.
  const padding = paddingIdx === null ? -1 : paddingIdx < 0 ? rows + paddingIdx : paddingIdx;
  return torch.embedding(weight, input, padding, scaleGradByFreq, sparse);
}

/** Integer indices (...) as vectors (..., numClasses) of zeros and a one. */
export function oneHot(input: Tensor, numClasses = -1): Tensor {
  return torch.oneHot(input, numClasses);
}
