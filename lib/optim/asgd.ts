/** ASGD: stochastic gradient descent that also averages the parameters it went through. */
import { boolean, number, type Rest } from "../edge/index.ts";
import { gradients, inPlace, list, listsOf } from "./lists.ts";
import { type Batch, type GivenOptions, Optimizer, type ParamGroup, type Params } from "./optimizer.ts";
import { checkNotNegative, optimizerSignature } from "./option-checks.ts";
import { type Rate, rateKind, withRate } from "./rate.ts";
import { countedSteps, hostScalar } from "./step-count.ts";

/** Options of `ASGD`. */
export interface AsgdOptions {
  lr: number;
  /** Decay of the parameters in each step, and of the rate. */
  lambd: number;
  /** Power by which the rate falls. */
  alpha: number;
  /** Step at which the averaging begins. */
  t0: number;
  /** L2 penalty, added to the gradient. */
  weightDecay: number;
  /** Go up the gradient. */
  maximize: boolean;
}

const TAKES = optimizerSignature<GivenOptions<AsgdOptions>>("optim.ASGD", {
  options: {
    lr: rateKind,
    lambd: number,
    alpha: number,
    t0: number,
    weightDecay: number,
    maximize: boolean,
  },
  positional: ["lr", "lambd", "alpha", "t0", "weightDecay"],
});

/**
 * Averaged SGD: Polyak and Juditsky 1992, https://dl.acm.org/citation.cfm?id=131098. The averages are in the state, as `ax`.
 */
export class ASGD extends Optimizer<AsgdOptions> {
  protected override readonly pythonOptions = { foreach: null, differentiable: false, capturable: false };

  /** Throws ArgumentError for options out of range. */
  constructor(
    params: Params<AsgdOptions>,
    ...rest: Rest<
      GivenOptions<AsgdOptions>,
      [lr: Rate, lambd: number, alpha: number, t0: number, weightDecay: number]
    >
  ) {
    const options = TAKES.read(rest);
    const { lr = 1e-2, lambd = 1e-4, alpha = 0.75, t0 = 1e6, weightDecay = 0, maximize = false } = options;
    super(params, withRate({ lambd, alpha, t0, weightDecay, maximize }, lr), TAKES);
  }

  protected override get hostState(): readonly string[] {
    return ["step", "eta", "mu"];
  }

  protected override checkGroup(group: ParamGroup<AsgdOptions>): void {
    checkNotNegative(this.operation, group, "lr", "weightDecay");
  }

  protected override update(batch: Batch, group: ParamGroup<AsgdOptions>): void {
    const { lr, lambd, alpha, t0 } = group;
    const lists = listsOf(batch, { ax: 0 });
    const rates = batch.states.map((state) => hostScalar(state, "eta", lr));
    const shares = batch.states.map((state) => hostScalar(state, "mu", 1));
    const steps = countedSteps(batch.states);
    const moves = list("add", gradients(lists, group), lists.params, { alpha: lambd });
    inPlace(
      "mul",
      moves,
      rates.map((rate) => -Number(rate.item())),
    );
    inPlace("add", lists.params, moves);
    inPlace(
      "lerp",
      lists.state.ax,
      lists.params,
      shares.map((share) => Number(share.item())),
    );
    steps.forEach((step, i) => {
      rates[i]?.fill_(lr / (1 + lambd * lr * step) ** alpha);
      shares[i]?.fill_(1 / Math.max(1, step - t0));
    });
  }
}
