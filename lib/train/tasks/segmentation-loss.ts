/** The default loss of each kind of masks: cross entropy plus soft Dice. */
import { functional } from "../../nn/index.ts";
import { type Device, keep, scope, type Tensor, tensor, torch } from "../../tensor/index.ts";
import { widened } from "../../tensor/upload.ts";
import type { MaskFacts } from "./masks.ts";
import type { Criterion } from "./task.ts";

/** A logit whose sigmoid is zero in every floating type, and whose loss against zero too. */
const CERTAINLY_NOT = -1e4;

/**
 * Of `multiclass` masks cross entropy and Dice of the softmax, `functional.diceCrossEntropy`; of `binary` and
 * `multilabel` ones binary cross entropy and Dice of each output's sigmoid. Both parts are means, added with equal
 * weight; Dice is of each image and class, the background too. Ignored pixels count in neither.
 *
 * @param weights one factor for each class: of `multiclass` in both parts, of `binary` on the pixels of the background
 *   and of the class, of `multilabel` on the classes in both parts
 */
export function maskCriterion(
  facts: MaskFacts,
  weights: readonly number[] | undefined,
  device: Device,
): Criterion {
  const weight = weights === undefined ? null : keep(tensor([...weights], { dtype: "float32", device }));
  const { kind, ignoreIndex } = facts;
  const losses = {
    multiclass: (logits: Tensor, masks: Tensor) =>
      functional.diceCrossEntropy(logits, masks, { weight, ignoreIndex }),
    binary: (logits: Tensor, masks: Tensor) => binaryLoss(logits, masks, ignoreIndex, weight),
    multilabel: (logits: Tensor, masks: Tensor) => multilabelLoss(logits, masks, ignoreIndex, weight),
  };
  const loss = losses[kind];
  return {
    loss,
    parts: (logits, masks) => {
      const dice = diceOf(kind, logits, masks, ignoreIndex, weight);
      // Dice is a mean over images, the rest one over pixels, of which images have unlike many where some are ignored.
      return [
        { value: dice, weight: logits.shape[0] as number },
        { value: loss(logits, masks).sub(dice), weight: pixelWeight(kind, masks, ignoreIndex, weight) },
      ];
    },
    dispose: () => weight?.dispose(),
  };
}

/** The Dice part of a loss. */
function diceOf(
  kind: MaskFacts["kind"],
  logits: Tensor,
  masks: Tensor,
  ignoreIndex: number | null,
  weight: Tensor | null,
): Tensor {
  if (kind === "multiclass") return functional.softDice(logits, masks, { weight, ignoreIndex });
  if (kind === "binary") return functional.softDice(logits, masks, { ignoreIndex });
  return scope(() => {
    const { x, t } = withoutIgnored(logits, masks, ignoreIndex);
    return functional.softDice(x, t, { activation: "sigmoid", weight });
  });
}

/** What the mean over pixels is divided by: how many count, by their weights where those divide it too. */
export function pixelWeight(
  kind: MaskFacts["kind"],
  masks: Tensor,
  ignoreIndex: number | null,
  weight: Tensor | null,
): Tensor {
  return scope(() => {
    const ignored = ignoreIndex === null ? null : masks.eq(ignoreIndex);
    const counted = ignored === null ? torch.onesLike(masks, { dtype: "bool" }) : ignored.logicalNot();
    if (weight === null || kind === "multilabel") return counted.sum();
    const classes = ignored === null ? masks : masks.maskedFill(ignored, 0);
    return widened(weight).index(classes).mul(counted).sum();
  });
}

/** Logits (N, 1, H, W) and masks (N, H, W); `weight` (2) of background and class. */
function binaryLoss(
  logits: Tensor,
  masks: Tensor,
  ignoreIndex: number | null,
  weight: Tensor | null,
): Tensor {
  if (weight === null) return functional.diceCrossEntropy(logits, masks, { ignoreIndex });
  return scope(() => {
    const dice = functional.softDice(logits, masks, { ignoreIndex });
    const ignored = ignoreIndex === null ? null : masks.eq(ignoreIndex);
    const classes = ignored === null ? masks : masks.maskedFill(ignored, 0);
    const each = functional.binaryCrossEntropyWithLogits(logits.squeeze(1), classes.to(logits.dtype), {
      reduction: "none",
    });
    const factors = weight.index(classes);
    const counted = ignored === null ? factors : factors.maskedFill(ignored, 0);
    const whole = counted.sum();
    const sum = each.mul(counted).sum();
    // Where nothing counts the sum is zero, whatever it is divided by.
    return dice.add(sum.div(whole.maskedFill(whole.eq(0), 1)));
  });
}

/** Logits and masks (N, C, H, W), ignored ones by class; `weight` (C). */
function multilabelLoss(
  logits: Tensor,
  masks: Tensor,
  ignoreIndex: number | null,
  weight: Tensor | null,
): Tensor {
  return scope(() => {
    const { x, t, ignored } = withoutIgnored(logits, masks, ignoreIndex);
    const dice = functional.softDice(x, t, { activation: "sigmoid", weight });
    const each = functional.binaryCrossEntropyWithLogits(x, t.to(x.dtype), { reduction: "none" });
    const weighed = weight === null ? each : each.mul(weight.reshape([1, -1, 1, 1]));
    // Of what is ignored the loss is exactly zero, so only the number of the others matters.
    const mean =
      ignored === null ? weighed.mean() : weighed.sum().div(ignored.logicalNot().sum().clampMin(1));
    return dice.add(mean);
  });
}

/** Logits and masks (N, C, H, W) that are certainly right where pixels are ignored. */
function withoutIgnored(
  logits: Tensor,
  masks: Tensor,
  ignoreIndex: number | null,
): { x: Tensor; t: Tensor; ignored: Tensor | null } {
  const ignored = ignoreIndex === null ? null : masks.eq(ignoreIndex);
  if (ignored === null) return { x: logits, t: masks, ignored };
  return { x: logits.maskedFill(ignored, CERTAINLY_NOT), t: masks.maskedFill(ignored, 0), ignored };
}
