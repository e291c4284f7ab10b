/** Adamax: Adam by the largest gradient in place of the mean square. */
import { boolean, number, type Rest } from "../edge/index.ts";
import { gradients, inPlace, list, listsOf } from "./lists.ts";
import { type Batch, type GivenOptions, Optimizer, type ParamGroup, type Params } from "./optimizer.ts";
import { type Betas, betasKind, checkBetas, checkNotNegative, optimizerSignature } from "./option-checks.ts";
import { type Rate, rateKind, withRate } from "./rate.ts";
import { countedSteps } from "./step-count.ts";

/** Options of `Adamax`. */
export interface AdamaxOptions {
  lr: number;
  /** Decay of the average of the gradient and of its largest size. */
  betas: Betas;
  /** Added to the size of the gradient. */
  eps: number;
  /** L2 penalty, added to the gradient. */
  weightDecay: number;
  /** Go up the gradient. */
  maximize: boolean;
}

const TAKES = optimizerSignature<GivenOptions<AdamaxOptions>>("optim.Adamax", {
  options: { lr: rateKind, betas: betasKind, eps: number, weightDecay: number, maximize: boolean },
  positional: ["lr", "betas", "eps", "weightDecay"],
});

/** Adamax: Kingma and Ba 2014, section 7.1, https://arxiv.org/abs/1412.6980. */
export class Adamax extends Optimizer<AdamaxOptions> {
  protected override readonly pythonOptions = { foreach: null, differentiable: false, capturable: false };

  /** Throws ArgumentError for options out of range. */
  constructor(
    params: Params<AdamaxOptions>,
    ...rest: Rest<GivenOptions<AdamaxOptions>, [lr: Rate, betas: Betas, eps: number, weightDecay: number]>
  ) {
    const options = TAKES.read(rest);
    const { lr = 2e-3, betas = [0.9, 0.999], eps = 1e-8, weightDecay = 0, maximize = false } = options;
    super(params, withRate({ betas, eps, weightDecay, maximize }, lr), TAKES);
  }

  protected override get hostState(): readonly string[] {
    return ["step"];
  }

  protected override checkGroup(group: ParamGroup<AdamaxOptions>): void {
    checkNotNegative(this.operation, group, "lr", "eps", "weightDecay");
    checkBetas(this.operation, group.betas);
  }

  protected override update(batch: Batch, group: ParamGroup<AdamaxOptions>): void {
    const { lr, betas, eps } = group;
    const lists = listsOf(batch, { exp_avg: 0, exp_inf: 0 });
    const { exp_avg: means, exp_inf: largest } = lists.state;
    const steps = countedSteps(batch.states);
    const grads = gradients(lists, group);
    inPlace("lerp", means, grads, 1 - betas[0]);
    inPlace("mul", largest, betas[1]);
    const sizes = list("abs", grads);
    inPlace("add", sizes, eps);
    inPlace("maximum", largest, sizes);
    const factors = steps.map((step) => -lr / (1 - betas[0] ** step));
    inPlace("addcdiv", lists.params, means, largest, factors);
  }
}
