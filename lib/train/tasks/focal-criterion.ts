/** The focal loss of each kind of masks. */
import { ArgumentError } from "../../native/errors.ts";
import { functional } from "../../nn/index.ts";
import { type Device, keep, scope, type Tensor, tensor } from "../../tensor/index.ts";
import { meanBy } from "./masked-mean.ts";
import type { MaskFacts } from "./masks.ts";
import type { FocalSettings } from "./named-loss.ts";
import { pixelWeight } from "./segmentation-loss.ts";
import type { Criterion } from "./task.ts";

/** No class of a mask. */
const NONE_IGNORED = -100;

/**
 * Of `multiclass` masks `functional.focalCrossEntropy`, of `binary` and `multilabel` ones `functional.sigmoidFocalLoss` of each output;
 * means over the pixels that count.
 *
 * @param weights one factor for each class: of `multiclass` the classes', of `binary` on the pixels of the background and of the
 *   class, by whose sum the mean is divided in both, of `multilabel` on the classes
 * @throws ArgumentError for an `alpha` that nothing would use
 */
export function focalCriterion(
  facts: MaskFacts,
  { gamma, alpha }: Required<FocalSettings>,
  weights: readonly number[] | undefined,
  device: Device,
): Criterion {
  const { kind, ignoreIndex } = facts;
  const refuse = (text: string): never => {
    throw new ArgumentError(`train.fit: ${text}`, { operation: "train.fit" });
  };
  if (alpha !== null && kind === "multiclass") {
    refuse(
      "`alpha` of the focal loss is for binary and multilabel masks; of multiclass ones give `classWeights`.",
    );
  }
  if (alpha !== null && kind === "binary" && weights !== undefined) {
    refuse(
      "`alpha` of the focal loss and `classWeights` both weigh the background and the class; give one of the two.",
    );
  }
  const weight = weights === undefined ? null : keep(tensor([...weights], { dtype: "float32", device }));
  const whole = (masks: Tensor): Tensor => pixelWeight(kind, masks, ignoreIndex, weight);
  const loss = (logits: Tensor, masks: Tensor): Tensor =>
    scope(() => {
      if (kind === "multiclass") {
        const options = {
          weight,
          gamma,
          ignoreIndex: ignoreIndex ?? NONE_IGNORED,
          reduction: "sum",
        } as const;
        return meanBy(functional.focalCrossEntropy(logits, masks, options), whole(masks));
      }
      const ignored = ignoreIndex === null ? null : masks.eq(ignoreIndex);
      const targets = ignored === null ? masks : masks.maskedFill(ignored, 0);
      const x = kind === "binary" ? logits.squeeze(1) : logits;
      const each = functional.sigmoidFocalLoss(x, targets, { alpha, gamma });
      const factors =
        weight === null ? null : kind === "binary" ? weight.index(targets) : weight.reshape([1, -1, 1, 1]);
      const weighed = factors === null ? each : each.mul(factors);
      const counted = ignored === null ? weighed : weighed.maskedFill(ignored, 0);
      return meanBy(counted.sum(), whole(masks));
    });
  return {
    loss,
    parts: (logits, masks) => [{ value: loss(logits, masks), weight: whole(masks) }],
    dispose: () => weight?.dispose(),
  };
}
