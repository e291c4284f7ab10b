/** RAdam: Adam that leaves its adaptive rate out until the variance of that is known. */
import { boolean, number, type Rest } from "../edge/index.ts";
import type { Tensor } from "../tensor/index.ts";
import { average, decay, denominators, gradients, inPlace, list, listsOf } from "./lists.ts";
import { type Batch, type GivenOptions, Optimizer, type ParamGroup, type Params } from "./optimizer.ts";
import { type Betas, betasKind, checkBetas, checkNotNegative, optimizerSignature } from "./option-checks.ts";
import { type Rate, rateKind, withRate } from "./rate.ts";
import { countedSteps } from "./step-count.ts";

/** Options of `RAdam`. */
export interface RAdamOptions {
  lr: number;
  /** Decay of the averages of the gradient and of its square. */
  betas: Betas;
  /** Added to the denominator. */
  eps: number;
  /** Added to the gradient (L2 penalty), or with `decoupledWeightDecay` what the weights shrink by, times `lr`. */
  weightDecay: number;
  /** Decay the weights as AdamW does. */
  decoupledWeightDecay: boolean;
  /** Go up the gradient. */
  maximize: boolean;
}

const TAKES = optimizerSignature<GivenOptions<RAdamOptions>>("optim.RAdam", {
  options: {
    lr: rateKind,
    betas: betasKind,
    eps: number,
    weightDecay: number,
    decoupledWeightDecay: boolean,
    maximize: boolean,
  },
  positional: ["lr", "betas", "eps", "weightDecay", "decoupledWeightDecay"],
});

/** RAdam: Liu et al. 2019, https://arxiv.org/abs/1908.03265. */
export class RAdam extends Optimizer<RAdamOptions> {
  protected override readonly pythonOptions = { foreach: null, capturable: false, differentiable: false };

  /** Throws ArgumentError for options out of range. */
  constructor(
    params: Params<RAdamOptions>,
    ...rest: Rest<
      GivenOptions<RAdamOptions>,
      [lr: Rate, betas: Betas, eps: number, weightDecay: number, decoupledWeightDecay: boolean]
    >
  ) {
    const options = TAKES.read(rest);
    const { lr = 1e-3, betas = [0.9, 0.999], eps = 1e-8, weightDecay = 0 } = options;
    const { decoupledWeightDecay = false, maximize = false } = options;
    super(params, withRate({ betas, eps, weightDecay, decoupledWeightDecay, maximize }, lr), TAKES);
  }

  protected override get hostState(): readonly string[] {
    return ["step"];
  }

  protected override checkGroup(group: ParamGroup<RAdamOptions>): void {
    checkNotNegative(this.operation, group, "lr", "eps", "weightDecay");
    checkBetas(this.operation, group.betas);
  }

  protected override update(batch: Batch, group: ParamGroup<RAdamOptions>): void {
    const { lr, betas, eps, weightDecay, decoupledWeightDecay, maximize } = group;
    const lists = listsOf(batch, { exp_avg: 0, exp_avg_sq: 0 });
    const { exp_avg: means, exp_avg_sq: squares } = lists.state;
    const steps = countedSteps(batch.states);
    if (decoupledWeightDecay) decay(lists.params, lr, weightDecay);
    const grads = gradients(lists, { maximize, weightDecay: decoupledWeightDecay ? 0 : weightDecay });
    average(means, squares, grads, betas);

    const rectified = steps.map((step) => rectification(step, betas[1]));
    const where = (known: boolean): number[] =>
      [...steps.keys()].filter((i) => (rectified[i] !== null) === known);
    const at = (from: readonly Tensor[], places: readonly number[]): Tensor[] =>
      places.map((i) => from[i] as Tensor);
    const size = (i: number): number => -lr / (1 - betas[0] ** (steps[i] as number));

    const early = where(false);
    if (early.length > 0)
      inPlace("add", at(lists.params, early), list("mul", at(means, early), early.map(size)));
    const late = where(true);
    if (late.length > 0) {
      const below = denominators(at(squares, late), eps);
      const factors = late.map((i) => size(i) * (rectified[i] as number));
      inPlace("addcdiv", at(lists.params, late), at(means, late), below, factors);
    }
  }
}

/** By how much the adaptive rate counts in this step, its bias corrected; null while its variance is not known. */
function rectification(step: number, beta2: number): number | null {
  const most = 2 / (1 - beta2) - 1;
  const correction = 1 - beta2 ** step;
  const length = most - (2 * step * beta2 ** step) / correction;
  if (length <= 5) return null;
  const ratio = ((length - 4) * (length - 2) * most) / ((most - 4) * (most - 2) * length);
  return Math.sqrt(ratio) * Math.sqrt(correction);
}
