/** Gradient clipping by the norm of all gradients together. */
import { numberAbove } from "../../edge/index.ts";
import { clipGradNorm_ } from "../../optim/index.ts";
import type { PartMaker, RunPart, StepContext } from "../part.ts";

/** Options of gradient clipping. */
export interface ClippingOptions {
  /** Scale gradients down to this norm where they are longer. Default: no limit. */
  gradientClip?: number;
}

/** Scales gradients down before the step. */
export class Clipping implements RunPart {
  readonly name = "clipping";
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  async aroundStep(step: StepContext, next: () => Promise<void>): Promise<void> {
    if (step.overflow === true) return next();
    const { paramGroups } = step.run.optimizer;
    step.gradientNorm = clipGradNorm_(
      paramGroups.flatMap(({ params }) => params),
      this.#most,
    );
    await next();
  }
}

/** Clipping, where a norm is given. */
export const clipping: PartMaker<ClippingOptions, unknown> = {
  options: { gradientClip: numberAbove(0) },
  make: ({ gradientClip }) => (gradientClip === undefined ? [] : [new Clipping(gradientClip)]),
};
