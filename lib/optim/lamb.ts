/** LAMB: Adam whose step of each layer is as long as its weights, for large batches. */
import { boolean, number, type Rest } from "../edge/index.ts";
import { stack, type Tensor, torch } from "../tensor/index.ts";
import { average, denominators, inPlace, list, listsOf } from "./lists.ts";
import { type Batch, type GivenOptions, Optimizer, type ParamGroup, type Params } from "./optimizer.ts";
import { type Betas, betasKind, checkBetas, checkNotNegative, optimizerSignature } from "./option-checks.ts";
import { type Rate, rateKind, withRate } from "./rate.ts";
import { countedSteps } from "./step-count.ts";

/** Options of `LAMB`. */
export interface LambOptions {
  lr: number;
  /** Decay of the averages of the gradient and of its square. */
  betas: Betas;
  /** Added to the denominator. */
  eps: number;
  /** How much of the weights is taken off in a step, before its length is fitted to them. */
  weightDecay: number;
  /** Go up the gradient. */
  maximize: boolean;
}

const TAKES = optimizerSignature<GivenOptions<LambOptions>>("optim.LAMB", {
  options: { lr: rateKind, betas: betasKind, eps: number, weightDecay: number, maximize: boolean },
  positional: ["lr", "betas", "eps", "weightDecay"],
});

/**
 * LAMB: You et al. 2019, algorithm 2 with the norm itself as scaling, https://arxiv.org/abs/1904.00962. A layer is a
 * parameter; where it or its step is zero, the step stays as long as it is.
 *
 * @example new optim.LAMB(model.parameters(), { lr: 2e-3, weightDecay: 0.01 })
 */
export class LAMB extends Optimizer<LambOptions> {
  protected override readonly pythonOptions = {};

  /** Throws ArgumentError for options out of range. */
  constructor(
    params: Params<LambOptions>,
    ...rest: Rest<GivenOptions<LambOptions>, [lr: Rate, betas: Betas, eps: number, weightDecay: number]>
  ) {
    const options = TAKES.read(rest);
    const { lr = 1e-3, betas = [0.9, 0.999], eps = 1e-6, weightDecay = 0, maximize = false } = options;
    super(params, withRate({ betas, eps, weightDecay, maximize }, lr), TAKES);
  }

  protected override get hostState(): readonly string[] {
    return ["step"];
  }

  protected override checkGroup(group: ParamGroup<LambOptions>): void {
    checkNotNegative(this.operation, group, "lr", "eps", "weightDecay");
    checkBetas(this.operation, group.betas);
  }

  protected override update(batch: Batch, group: ParamGroup<LambOptions>): void {
    const { lr, betas, eps, weightDecay, maximize } = group;
    const lists = listsOf(batch, { exp_avg: 0, exp_avg_sq: 0 });
    const { exp_avg: means, exp_avg_sq: squares } = lists.state;
    const steps = countedSteps(batch.states);
    average(means, squares, maximize ? list("neg", lists.grads) : lists.grads, betas);
    const roots = steps.map((step) => Math.sqrt(1 - betas[1] ** step));
    const moves = list("div", means, denominators(squares, eps, roots));
    inPlace(
      "div",
      moves,
      steps.map((step) => 1 - betas[0] ** step),
    );
    if (weightDecay !== 0) inPlace("add", moves, lists.params, { alpha: weightDecay });
    inPlace("mul", moves, trust(lists.params, moves));
    inPlace("add", lists.params, moves, { alpha: -lr });
  }
}

/** The length of each parameter over that of its step; 1 where one of them is zero. */
function trust(params: readonly Tensor[], moves: readonly Tensor[]): Tensor[] {
  const lengths = stack(list("norm", params));
  const steps = stack(list("norm", moves));
  const isZero = lengths.eq(0).logicalOr(steps.eq(0));
  return torch.unbind(lengths.div(steps).maskedFill_(isZero, 1));
}
