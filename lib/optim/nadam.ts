/** NAdam: Adam with Nesterov's momentum. */
import { boolean, number, type Rest } from "../edge/index.ts";
import type { Tensor } from "../tensor/index.ts";
import { average, decay, denominators, gradients, inPlace, listsOf } from "./lists.ts";
import { type Batch, type GivenOptions, Optimizer, type ParamGroup, type Params } from "./optimizer.ts";
import { type Betas, betasKind, checkBetas, checkNotNegative, optimizerSignature } from "./option-checks.ts";
import { type Rate, rateKind, withRate } from "./rate.ts";
import { countedSteps, hostScalar } from "./step-count.ts";

/** Options of `NAdam`. */
export interface NAdamOptions {
  lr: number;
  /** Decay of the averages of the gradient and of its square. */
  betas: Betas;
  /** Added to the denominator. */
  eps: number;
  /** Added to the gradient (L2 penalty), or with `decoupledWeightDecay` what the weights shrink by, times `lr`. */
  weightDecay: number;
  /** How fast the momentum grows to `betas[0]`. */
  momentumDecay: number;
  /** Decay the weights as AdamW does. */
  decoupledWeightDecay: boolean;
  /** Go up the gradient. */
  maximize: boolean;
}

const TAKES = optimizerSignature<GivenOptions<NAdamOptions>>("optim.NAdam", {
  options: {
    lr: rateKind,
    betas: betasKind,
    eps: number,
    weightDecay: number,
    momentumDecay: number,
    decoupledWeightDecay: boolean,
    maximize: boolean,
  },
  positional: ["lr", "betas", "eps", "weightDecay", "momentumDecay", "decoupledWeightDecay"],
});

/**
 * NAdam: Dozat 2016, https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ.
 *
 * @example new optim.NAdam(model.parameters(), { lr: 2e-3, weightDecay: 0.05, decoupledWeightDecay: true })
 */
export class NAdam extends Optimizer<NAdamOptions> {
  protected override readonly pythonOptions = { foreach: null, capturable: false, differentiable: false };

  /** Throws ArgumentError for options out of range. */
  constructor(
    params: Params<NAdamOptions>,
    ...rest: Rest<
      GivenOptions<NAdamOptions>,
      [
        lr: Rate,
        betas: Betas,
        eps: number,
        weightDecay: number,
        momentumDecay: number,
        decoupledWeightDecay: boolean,
      ]
    >
  ) {
    const options = TAKES.read(rest);
    const { lr = 2e-3, betas = [0.9, 0.999], eps = 1e-8, weightDecay = 0, momentumDecay = 4e-3 } = options;
    const { decoupledWeightDecay = false, maximize = false } = options;
    const own = { betas, eps, weightDecay, momentumDecay, decoupledWeightDecay, maximize };
    super(params, withRate(own, lr), TAKES);
  }

  protected override get hostState(): readonly string[] {
    return ["step", "mu_product"];
  }

  protected override checkGroup(group: ParamGroup<NAdamOptions>): void {
    checkNotNegative(this.operation, group, "lr", "eps", "weightDecay", "momentumDecay");
    checkBetas(this.operation, group.betas);
  }

  protected override update(batch: Batch, group: ParamGroup<NAdamOptions>): void {
    const { lr, betas, eps, weightDecay, momentumDecay, decoupledWeightDecay, maximize } = group;
    const lists = listsOf(batch, { exp_avg: 0, exp_avg_sq: 0 });
    const { exp_avg: means, exp_avg_sq: squares } = lists.state;
    const steps = countedSteps(batch.states);
    const momentum = (step: number): number => betas[0] * (1 - 0.5 * 0.96 ** (step * momentumDecay));
    const products = batch.states.map((state) => hostScalar(state, "mu_product", 1));
    inPlace("mul", products, steps.map(momentum));

    if (decoupledWeightDecay) decay(lists.params, lr, weightDecay);
    const grads = gradients(lists, { maximize, weightDecay: decoupledWeightDecay ? 0 : weightDecay });
    average(means, squares, grads, betas);
    const roots = steps.map((step) => Math.sqrt(1 - betas[1] ** step));
    const below = denominators(squares, eps, roots);
    const product = products.map((one: Tensor) => Number(one.item()));
    const ofGrads = steps.map((step, i) => (-lr * (1 - momentum(step))) / (1 - (product[i] as number)));
    const ofMeans = steps.map((step, i) => {
      const next = momentum(step + 1);
      return (-lr * next) / (1 - (product[i] as number) * next);
    });
    inPlace("addcdiv", lists.params, grads, below, ofGrads);
    inPlace("addcdiv", lists.params, means, below, ofMeans);
  }
}
