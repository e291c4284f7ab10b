/** Adagrad. */
import { boolean, number, type Rest } from "../edge/index.ts";
import { ops, type Tensor } from "../tensor/index.ts";
import { stateOf } from "./lists.ts";
import {
  type Batch,
  type GivenOptions,
  Optimizer,
  type ParamGroup,
  type Params,
  type StepOptions,
} from "./optimizer.ts";
import { checkNotNegative, optimizerSignature } from "./option-checks.ts";
import { type Rate, rateKind, withRate } from "./rate.ts";
import { realViews } from "./real-view.ts";
import { countUp, stepOf, uncountSkipped } from "./step-count.ts";

/** Options of `Adagrad`. */
export interface AdagradOptions {
  lr: number;
  /** The learning rate is divided by `1 + (step - 1) * lrDecay`. */
  lrDecay: number;
  /** L2 penalty, added to the gradient. */
  weightDecay: number;
  /** What the sums of squares start from. */
  initialAccumulatorValue: number;
  /** Added to the denominator. */
  eps: number;
  /** Go up the gradient. */
  maximize: boolean;
}

const TAKES = optimizerSignature<GivenOptions<AdagradOptions>>("optim.Adagrad", {
  options: {
    lr: rateKind,
    lrDecay: number,
    weightDecay: number,
    initialAccumulatorValue: number,
    eps: number,
    maximize: boolean,
  },
  positional: ["lr", "lrDecay", "weightDecay", "initialAccumulatorValue", "eps"],
});

/** Adagrad: Duchi et al. 2011, https://jmlr.org/papers/v12/duchi11a.html. */
export class Adagrad extends Optimizer<AdagradOptions> {
  protected override readonly pythonOptions = { foreach: null, differentiable: false, fused: null };

  /** Throws ArgumentError for options out of range. */
  constructor(
    params: Params<AdagradOptions>,
    ...rest: Rest<
      GivenOptions<AdagradOptions>,
      [lr: Rate, lrDecay: number, weightDecay: number, initialAccumulatorValue: number, eps: number]
    >
  ) {
    const options = TAKES.read(rest);
    const { lr = 1e-2, lrDecay = 0, weightDecay = 0, initialAccumulatorValue = 0 } = options;
    const { eps = 1e-10, maximize = false } = options;
    super(params, withRate({ lrDecay, eps, weightDecay, initialAccumulatorValue, maximize }, lr), TAKES);
  }

  override get takesFoundInf(): boolean {
    return true;
  }

  protected override checkGroup(group: ParamGroup<AdagradOptions>): void {
    checkNotNegative(this.operation, group, "lr", "lrDecay", "eps", "weightDecay", "initialAccumulatorValue");
  }

  protected override update(batch: Batch, group: ParamGroup<AdagradOptions>, options: StepOptions): void {
    const { lr, lrDecay, weightDecay, eps, maximize } = group;
    const { gradScale = null, foundInf = null } = options;
    const steps: Tensor[] = [];
    const sums: Tensor[] = [];
    batch.states.forEach((state, i) => {
      const param = batch.params[i] as Tensor;
      steps.push(stepOf(state, param));
      sums.push(stateOf(state, "sum", param, group.initialAccumulatorValue));
    });
    countUp(steps);
    const lists = [batch.params, batch.grads, sums].map(realViews);
    ops.call("aten::_fused_adagrad_", ...lists, steps, {
      lr,
      lrDecay,
      weightDecay,
      eps,
      maximize,
      gradScale,
      foundInf,
    });
    uncountSkipped(steps, foundInf);
  }
}
