/** Adagrad. */
import { checkRange } from "../nn/checks.ts";
import { keep, ops, type Tensor, torch } from "../tensor/index.ts";
import {
  type Batch,
  Optimizer,
  type ParamGroup,
  type ParamGroupInput,
  type StepOptions,
} from "./optimizer.ts";
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

/** Adagrad: Duchi et al. 2011, https://jmlr.org/papers/v12/duchi11a.html. */
export class Adagrad extends Optimizer<AdagradOptions> {
  protected override readonly pythonOptions = { foreach: null, differentiable: false, fused: null };

  /** Throws ArgumentError for options out of range. */
  constructor(
    params: Iterable<Tensor> | Iterable<ParamGroupInput<AdagradOptions>>,
    options: Partial<AdagradOptions> = {},
  ) {
    const { lr = 1e-2, lrDecay = 0, weightDecay = 0, initialAccumulatorValue = 0 } = options;
    const { eps = 1e-10, maximize = false } = options;
    super(params, { lr, lrDecay, eps, weightDecay, initialAccumulatorValue, maximize });
  }

  protected override checkGroup(group: ParamGroup<AdagradOptions>): void {
    for (const name of ["lr", "lrDecay", "eps", "weightDecay", "initialAccumulatorValue"] as const) {
      checkRange(this.operation, name, group[name], 0, Number.POSITIVE_INFINITY);
    }
  }

  protected override update(batch: Batch, group: ParamGroup<AdagradOptions>, options: StepOptions): void {
    const { lr, lrDecay, weightDecay, eps, maximize } = group;
    const { gradScale = null, foundInf = null } = options;
    const steps: Tensor[] = [];
    const sums: Tensor[] = [];
    batch.states.forEach((state, i) => {
      const param = batch.params[i] as Tensor;
      state.sum ??= keep(torch.fullLike(param, group.initialAccumulatorValue));
      steps.push(stepOf(state, param));
      sums.push(state.sum);
    });
    countUp(steps);
    ops.call("aten::_fused_adagrad_", batch.params, batch.grads, sums, steps, {
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
