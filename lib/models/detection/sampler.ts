/** Few of many candidates to learn from, objects and background in a fixed proportion. */

import { integerFrom, listOf, numberFrom, signature } from "../../edge/index.ts";
import { tensorKind } from "../../tensor/argument-kinds.ts";
import { noGrad, randperm, scope, type Tensor } from "../../tensor/index.ts";

const TAKES = signature("models.detection.BalancedPositiveNegativeSampler", {
  takes: { batchSizePerImage: integerFrom(1), positiveFraction: numberFrom(0, 1) },
});
const SAMPLE = signature("models.detection.BalancedPositiveNegativeSampler.sample", {
  takes: { labels: listOf(tensorKind) },
});

/** The candidates of one image that were drawn: indices (P) and (Q), int64, ascending. */
export interface Sampled {
  readonly positive: Tensor;
  readonly negative: Tensor;
}

/**
 * Draws candidates of each image at random: at most `positiveFraction` of `batchSizePerImage` that are for an object, the
 * others background. The draws are those of torchvision's `BalancedPositiveNegativeSampler`.
 */
export class BalancedPositiveNegativeSampler {
  readonly batch_size_per_image: number;
  readonly positive_fraction: number;

  constructor(batchSizePerImage: number, positiveFraction: number, ...rest: []) {
    TAKES.read(rest);
    TAKES.check(batchSizePerImage, positiveFraction);
    this.batch_size_per_image = batchSizePerImage;
    this.positive_fraction = positiveFraction;
  }

  /** Labels (N) of each image's candidates: 1 and more for objects, 0 for background, below for neither. */
  sample(labels: readonly Tensor[], ...rest: []): Sampled[] {
    SAMPLE.read(rest);
    SAMPLE.check(labels);
    return labels.map((ofImage) =>
      scope(() =>
        noGrad(() => {
          const positives = ofImage.ge(1).nonzero().squeeze(1);
          const negatives = ofImage.eq(0).nonzero().squeeze(1);
          const most = Math.trunc(this.batch_size_per_image * this.positive_fraction);
          const positive = Math.min(Number(positives.shape[0]), most);
          const negative = Math.min(Number(negatives.shape[0]), this.batch_size_per_image - positive);
          return { positive: drawn(positives, positive), negative: drawn(negatives, negative) };
        }),
      ),
    );
  }
}

/** `randperm` is called also where all or none are taken, as there: what is drawn next depends on it. */
function drawn(from: Tensor, count: number): Tensor {
  const order = randperm(Number(from.shape[0]), { device: from.device });
  return from.index(order.narrow(0, 0, count)).sort().values;
}
