/** Gradient accumulation: an optimizer step over the mean of several batches. */
import { integerFrom } from "../../edge/index.ts";
import { noGrad, ops, type Tensor } from "../../tensor/index.ts";
import type { PartMaker, RunPart, StepContext } from "../part.ts";

/** Options of gradient accumulation. */
export interface AccumulationOptions {
  /**
   * Batches whose gradients make one optimizer step, as if they were one batch that many times as large, but for BatchNorm,
   * which sees each alone. The last step of an epoch is over the batches that are left. Default 1.
   */
  accumulate?: number;
}

/** Lets the gradients of several batches wait for one step. */
export class Accumulation implements RunPart {
  readonly name = "accumulation";
  readonly #batches: number;

  constructor(batches: number) {
    this.#batches = batches;
  }

  aroundBackward(_: StepContext, loss: Tensor, next: (loss: Tensor) => Promise<void>): Promise<void> {
    return next(loss.div(this.#batches));
  }

  async aroundStep(step: StepContext, next: () => Promise<void>): Promise<void> {
    const have = step.waiting + 1;
    if (have < this.#batches && !step.isFlush) return;
    // What is left at the end of an epoch is the mean of fewer.
    if (have < this.#batches) scaleGradients(step, this.#batches / have);
    await next();
  }
}

function scaleGradients({ run }: StepContext, factor: number): void {
  const grads = run.optimizer.paramGroups.flatMap(({ params }) => params.flatMap(({ grad }) => grad ?? []));
  if (grads.length > 0) noGrad(() => ops.call("aten::_foreach_mul_", grads, factor));
}

/** Accumulation, where more than one batch makes a step. */
export const accumulation: PartMaker<AccumulationOptions, unknown> = {
  options: { accumulate: integerFrom(1) },
  make: ({ accumulate = 1 }) => (accumulate > 1 ? [new Accumulation(accumulate)] : []),
};
