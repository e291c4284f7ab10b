/** The mean of a loss over the targets that are known. */

import type { Device } from "../../tensor/index.ts";
import { keep, scope, type Tensor, tensor } from "../../tensor/index.ts";
import type { Criterion } from "./task.ts";

/** Where nothing counts the sum is zero, whatever it is divided by. */
export function meanBy(sum: Tensor, whole: Tensor): Tensor {
  return sum.div(whole.maskedFill(whole.eq(0), 1));
}

/**
 * The loss of each output for itself, a mean over the targets that are not NaN, as PyTorch's mean where all are there. What is not
 * known has no gradient.
 *
 * @param each outputs (N, K) and targets (N, K), none of them NaN -> (N, K)
 * @param factors one for each column, which weighs its losses; the mean is over their number, as that of PyTorch's `weight`
 * @param held tensors that `each` needs, freed with the criterion
 */
export function maskedMean(
  each: (outputs: Tensor, targets: Tensor) => Tensor,
  factors: readonly number[] | undefined,
  device: Device,
  held: readonly Tensor[] = [],
): Criterion {
  const factor = factors === undefined ? null : keep(tensor([...factors], { dtype: "float32", device }));
  const known = (targets: Tensor): Tensor => targets.isnan().logicalNot().sum();
  const loss: Criterion["loss"] = (outputs, targets) =>
    scope(() => {
      const missing = targets.isnan();
      const losses = each(outputs, targets.maskedFill(missing, 0).to(outputs.dtype));
      const weighed = factor === null ? losses : losses.mul(factor);
      return meanBy(weighed.maskedFill(missing, 0).sum(), known(targets));
    });
  return {
    loss,
    parts: (outputs, targets) => [{ value: loss(outputs, targets), weight: known(targets) }],
    dispose() {
      factor?.dispose();
      for (const one of held) one.dispose();
    },
  };
}
