/** Lion: steps of one size, by the sign of a momentum. */
import { boolean, number, type Rest } from "../edge/index.ts";
import { decay, inPlace, list, listsOf } from "./lists.ts";
import { type Batch, type GivenOptions, Optimizer, type ParamGroup, type Params } from "./optimizer.ts";
import { type Betas, betasKind, checkBetas, checkNotNegative, optimizerSignature } from "./option-checks.ts";
import { type Rate, rateKind, withRate } from "./rate.ts";

/** Options of `Lion`. */
export interface LionOptions {
  lr: number;
  /** How much of the momentum is in a step, and how much of it is kept. */
  betas: Betas;
  /** What the weights shrink by, times `lr`. */
  weightDecay: number;
  /** Go up the gradient. */
  maximize: boolean;
}

const TAKES = optimizerSignature<GivenOptions<LionOptions>>("optim.Lion", {
  options: { lr: rateKind, betas: betasKind, weightDecay: number, maximize: boolean },
  positional: ["lr", "betas", "weightDecay"],
});

/**
 * Lion: Chen et al. 2023, https://arxiv.org/abs/2302.06675. The paper takes a rate of a third to a tenth of AdamW's, and a
 * weight decay as many times larger.
 *
 * @example new optim.Lion(model.parameters(), { lr: 1e-4, weightDecay: 0.1 })
 */
export class Lion extends Optimizer<LionOptions> {
  protected override readonly pythonOptions = {};

  /** Throws ArgumentError for options out of range. */
  constructor(
    params: Params<LionOptions>,
    ...rest: Rest<GivenOptions<LionOptions>, [lr: Rate, betas: Betas, weightDecay: number]>
  ) {
    const { lr = 1e-4, betas = [0.9, 0.99], weightDecay = 0, maximize = false } = TAKES.read(rest);
    super(params, withRate({ betas, weightDecay, maximize }, lr), TAKES);
  }

  protected override checkGroup(group: ParamGroup<LionOptions>): void {
    checkNotNegative(this.operation, group, "lr", "weightDecay");
    checkBetas(this.operation, group.betas);
  }

  protected override update(batch: Batch, group: ParamGroup<LionOptions>): void {
    const { lr, betas, weightDecay, maximize } = group;
    const { params, grads: given, state } = listsOf(batch, { exp_avg: 0 });
    const grads = maximize ? list("neg", given) : given;
    const steps = list("lerp", state.exp_avg, grads, 1 - betas[0]);
    inPlace("sign", steps);
    decay(params, lr, weightDecay);
    inPlace("add", params, steps, { alpha: -lr });
    inPlace("lerp", state.exp_avg, grads, 1 - betas[1]);
  }
}
