/** Gradient centralization: the gradient of each output's weights loses its mean. */
import { boolean } from "../../edge/index.ts";
import { noGrad } from "../../tensor/index.ts";
import type { PartMaker, RunPart, StepContext } from "../part.ts";

/** Options of gradient centralization. */
export interface CentralizationOptions {
  /**
   * Take from each gradient of more than one dimension its mean over all but the first, before it is clipped: Yong et al. 2020,
   * https://arxiv.org/abs/2004.01461. Default false.
   */
  centralize?: boolean;
}

class Centralization implements RunPart {
  readonly name = "centralization";

  async aroundStep({ run }: StepContext, next: () => Promise<void>): Promise<void> {
    const grads = run.optimizer.paramGroups.flatMap(({ params }) => params.flatMap(({ grad }) => grad ?? []));
    noGrad(() => {
      for (const grad of grads) {
        const within = grad.shape.slice(1).map((_, at) => at + 1);
        if (within.length > 0) grad.sub_(grad.mean(within, { keepdim: true }));
      }
    });
    await next();
  }
}

/** Centralization, where it is asked for. */
export const centralization: PartMaker<CentralizationOptions, unknown> = {
  options: { centralize: boolean },
  make: ({ centralize = false }) => (centralize ? [new Centralization()] : []),
};
