/** RMSprop; libtorch has no fused kernel for it, so a step is a handful of calls on lists of tensors. */
import { boolean, number, type Rest, signature } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { checkRange } from "../nn/checks.ts";
import { keep, ops, type Tensor, torch } from "../tensor/index.ts";
import {
  type Batch,
  type GivenOptions,
  Optimizer,
  type ParamGroup,
  type Params,
  type StepOptions,
} from "./optimizer.ts";
import { type Rate, rateKind, withRate } from "./rate.ts";
import { realViews } from "./real-view.ts";
import { countUp, stepOf } from "./step-count.ts";

/** Options of `RMSprop`. */
export interface RmspropOptions {
  lr: number;
  momentum: number;
  /** Decay of the average of squares. */
  alpha: number;
  /** Added to the denominator. */
  eps: number;
  /** Divide by an estimate of the variance instead of the mean square. */
  centered: boolean;
  /** L2 penalty, added to the gradient. */
  weightDecay: number;
  /** Go up the gradient. */
  maximize: boolean;
}

const TAKES = signature<GivenOptions<RmspropOptions>>("optim.RMSprop", {
  options: {
    lr: rateKind,
    momentum: number,
    alpha: number,
    eps: number,
    centered: boolean,
    weightDecay: number,
    maximize: boolean,
  },
  positional: ["lr", "alpha", "eps", "weightDecay", "momentum", "centered"],
});

/** RMSprop: Hinton's lecture 6e, https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf. */
export class RMSprop extends Optimizer<RmspropOptions> {
  protected override readonly pythonOptions = { capturable: false, foreach: null, differentiable: false };

  /** Throws ArgumentError for options out of range. */
  constructor(
    params: Params<RmspropOptions>,
    ...rest: Rest<
      GivenOptions<RmspropOptions>,
      [lr: Rate, alpha: number, eps: number, weightDecay: number, momentum: number, centered: boolean]
    >
  ) {
    const options = TAKES.read(rest);
    const { lr = 1e-2, momentum = 0, alpha = 0.99, eps = 1e-8 } = options;
    const { centered = false, weightDecay = 0, maximize = false } = options;
    super(params, withRate({ momentum, alpha, eps, centered, weightDecay, maximize }, lr), TAKES);
  }

  protected override checkGroup(group: ParamGroup<RmspropOptions>): void {
    for (const name of ["lr", "momentum", "alpha", "eps", "weightDecay"] as const) {
      checkRange(this.operation, name, group[name], 0, Number.POSITIVE_INFINITY);
    }
  }

  protected override update(batch: Batch, group: ParamGroup<RmspropOptions>, options: StepOptions): void {
    if (options.gradScale !== undefined || options.foundInf !== undefined) {
      throw new ArgumentError(
        `${this.operation}: takes no gradScale and foundInf; unscale the gradients before the step.`,
      );
    }
    const { lr, momentum, alpha, eps, centered, weightDecay, maximize } = group;
    const averages: Tensor[] = [];
    const steps: Tensor[] = [];
    const gradAverages: Tensor[] = [];
    const buffers: Tensor[] = [];
    batch.states.forEach((state, i) => {
      const param = batch.params[i] as Tensor;
      state.square_avg ??= keep(torch.zerosLike(param));
      steps.push(stepOf(state, param));
      averages.push(state.square_avg);
      if (momentum > 0) {
        state.momentum_buffer ??= keep(torch.zerosLike(param));
        buffers.push(state.momentum_buffer);
      }
      if (centered) {
        state.grad_avg ??= keep(torch.zerosLike(param));
        gradAverages.push(state.grad_avg);
      }
    });
    countUp(steps);

    const params = realViews(batch.params);
    const squares = realViews(averages);
    const means = realViews(gradAverages);
    const velocities = realViews(buffers);
    let grads = realViews(batch.grads);
    if (maximize) grads = list("aten::_foreach_neg", grads);
    if (weightDecay !== 0) grads = list("aten::_foreach_add", grads, params, { alpha: weightDecay });
    ops.call("aten::_foreach_mul_", squares, alpha);
    ops.call("aten::_foreach_addcmul_", squares, grads, grads, 1 - alpha);
    let denominators: Tensor[];
    if (centered) {
      ops.call("aten::_foreach_lerp_", means, grads, 1 - alpha);
      denominators = list("aten::_foreach_addcmul", squares, means, means, -1);
      ops.call("aten::_foreach_sqrt_", denominators);
    } else {
      denominators = list("aten::_foreach_sqrt", squares);
    }
    ops.call("aten::_foreach_add_", denominators, eps);
    if (momentum > 0) {
      ops.call("aten::_foreach_mul_", velocities, momentum);
      ops.call("aten::_foreach_addcdiv_", velocities, grads, denominators);
      ops.call("aten::_foreach_add_", params, velocities, { alpha: -lr });
    } else {
      ops.call("aten::_foreach_addcdiv_", params, grads, denominators, -lr);
    }
  }
}

/** An operator on lists that returns a list. */
function list(name: string, ...args: unknown[]): Tensor[] {
  return ops.call(name, ...args) as Tensor[];
}
