/** Lion. */
import { listOf, number, type Rest, signature } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { checkRange } from "../nn/checks.ts";
import { keep, type Tensor, torch } from "../tensor/index.ts";
import {
  type Batch,
  type GivenOptions,
  Optimizer,
  type ParamGroup,
  type Params,
  type StepOptions,
} from "./optimizer.ts";
import { type Rate, rateKind, withRate } from "./rate.ts";

/** Options of `Lion`. */
export interface LionOptions {
  lr: number;
  /** How much of the running mean goes into the step's direction, and how much of it stays. */
  betas: readonly number[];
  /** Decoupled, as in AdamW. */
  weightDecay: number;
}

const TAKES = signature<GivenOptions<LionOptions>>("optim.Lion", {
  options: { lr: rateKind, betas: listOf(number, 2), weightDecay: number },
  positional: ["lr", "betas", "weightDecay"],
});

/**
 * Lion: `p -= lr (sign(b1 m + (1 - b1) g) + weightDecay p)`, `m = b2 m + (1 - b2) g`: Chen et al. 2023,
 * https://arxiv.org/abs/2302.06675. Its `lr` is three to ten times smaller than AdamW's.
 */
export class Lion extends Optimizer<LionOptions> {
  protected override readonly pythonOptions = {};

  /** Throws ArgumentError for options out of range. */
  constructor(
    params: Params<LionOptions>,
    ...rest: Rest<GivenOptions<LionOptions>, [lr: Rate, betas: readonly number[], weightDecay: number]>
  ) {
    const { lr = 1e-4, betas = [0.9, 0.99], weightDecay = 0 } = TAKES.read(rest);
    super(params, withRate({ betas, weightDecay }, lr), TAKES);
  }

  protected override checkGroup(group: ParamGroup<LionOptions>): void {
    checkRange(this.operation, "lr", group.lr, 0, Number.POSITIVE_INFINITY);
    checkRange(this.operation, "weightDecay", group.weightDecay, 0, Number.POSITIVE_INFINITY);
    for (const beta of group.betas) checkRange(this.operation, "betas", beta, 0, 1);
  }

  protected override update(batch: Batch, group: ParamGroup<LionOptions>, options: StepOptions): void {
    if (options.gradScale !== undefined || options.foundInf !== undefined) {
      throw new ArgumentError(
        `${this.operation}: takes no gradScale and foundInf; unscale the gradients before the step.`,
      );
    }
    const { lr, weightDecay } = group;
    const [ofStep, ofMean] = group.betas as readonly [number, number]; // two, as their kind says
    for (const [at, param] of batch.params.entries()) {
      const [grad, state] = [batch.grads[at] as Tensor, batch.states[at] as Batch["states"][number]];
      state.exp_avg ??= keep(torch.zerosLike(param));
      const direction = state.exp_avg.lerp(grad, 1 - ofStep).sign_();
      param.mul_(1 - lr * weightDecay).add_(direction, { alpha: -lr });
      state.exp_avg.lerp_(grad, 1 - ofMean);
    }
  }
}
