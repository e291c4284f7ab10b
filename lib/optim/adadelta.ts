/** Adadelta: steps in the units of the parameters, from averages of squared steps and gradients. */
import { boolean, number, type Rest } from "../edge/index.ts";
import { checkRange } from "../nn/checks.ts";
import { gradients, inPlace, list, listsOf } from "./lists.ts";
import { type Batch, type GivenOptions, Optimizer, type ParamGroup, type Params } from "./optimizer.ts";
import { checkNotNegative, optimizerSignature } from "./option-checks.ts";
import { type Rate, rateKind, withRate } from "./rate.ts";
import { countUp, hostScalar } from "./step-count.ts";

/** Options of `Adadelta`. */
export interface AdadeltaOptions {
  /** What the method's step is multiplied by; 1 as the paper has it. */
  lr: number;
  /** Decay of the averages. */
  rho: number;
  /** Added before roots are taken. */
  eps: number;
  /** L2 penalty, added to the gradient. */
  weightDecay: number;
  /** Go up the gradient. */
  maximize: boolean;
}

const TAKES = optimizerSignature<GivenOptions<AdadeltaOptions>>("optim.Adadelta", {
  options: { lr: rateKind, rho: number, eps: number, weightDecay: number, maximize: boolean },
  positional: ["lr", "rho", "eps", "weightDecay"],
});

/** Adadelta: Zeiler 2012, https://arxiv.org/abs/1212.5701. */
export class Adadelta extends Optimizer<AdadeltaOptions> {
  protected override readonly pythonOptions = { capturable: false, foreach: null, differentiable: false };

  /** Throws ArgumentError for options out of range. */
  constructor(
    params: Params<AdadeltaOptions>,
    ...rest: Rest<GivenOptions<AdadeltaOptions>, [lr: Rate, rho: number, eps: number, weightDecay: number]>
  ) {
    const { lr = 1, rho = 0.9, eps = 1e-6, weightDecay = 0, maximize = false } = TAKES.read(rest);
    super(params, withRate({ rho, eps, weightDecay, maximize }, lr), TAKES);
  }

  protected override get hostState(): readonly string[] {
    return ["step"];
  }

  protected override checkGroup(group: ParamGroup<AdadeltaOptions>): void {
    checkNotNegative(this.operation, group, "lr", "eps", "weightDecay");
    checkRange(this.operation, "rho", group.rho, 0, 1);
  }

  protected override update(batch: Batch, group: ParamGroup<AdadeltaOptions>): void {
    const { lr, rho, eps } = group;
    const lists = listsOf(batch, { square_avg: 0, acc_delta: 0 });
    const { square_avg: squares, acc_delta: moved } = lists.state;
    countUp(batch.states.map((state) => hostScalar(state, "step", 0)));
    const grads = gradients(lists, group);
    inPlace("mul", squares, rho);
    inPlace("addcmul", squares, grads, grads, 1 - rho);
    const below = list("add", squares, eps);
    inPlace("sqrt", below);
    const steps = list("add", moved, eps);
    inPlace("sqrt", steps);
    inPlace("div", steps, below);
    inPlace("mul", steps, grads);
    inPlace("mul", moved, rho);
    inPlace("addcmul", moved, steps, steps, 1 - rho);
    inPlace("add", lists.params, steps, { alpha: -lr });
  }
}
