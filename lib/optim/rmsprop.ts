/** RMSprop; libtorch has no fused kernel for it, so a step is a handful of calls on lists of tensors. */
import { boolean, number, type Rest } from "../edge/index.ts";
import type { Tensor } from "../tensor/index.ts";
import { gradients, inPlace, list, listsOf } from "./lists.ts";
import { type Batch, type GivenOptions, Optimizer, type ParamGroup, type Params } from "./optimizer.ts";
import { checkNotNegative, optimizerSignature } from "./option-checks.ts";
import { type Rate, rateKind, withRate } from "./rate.ts";
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

const TAKES = optimizerSignature<GivenOptions<RmspropOptions>>("optim.RMSprop", {
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
    checkNotNegative(this.operation, group, "lr", "momentum", "alpha", "eps", "weightDecay");
  }

  protected override update(batch: Batch, group: ParamGroup<RmspropOptions>): void {
    const { lr, momentum, alpha, eps, centered } = group;
    const begin: Record<string, number> = { square_avg: 0 };
    if (momentum > 0) begin.momentum_buffer = 0;
    if (centered) begin.grad_avg = 0;
    const lists = listsOf(batch, begin);
    const { params } = lists;
    const { square_avg: squares = [], momentum_buffer: velocities = [], grad_avg: means = [] } = lists.state;
    countUp(batch.states.map((state, i) => stepOf(state, batch.params[i] as Tensor)));
    const grads = gradients(lists, group);
    inPlace("mul", squares, alpha);
    inPlace("addcmul", squares, grads, grads, 1 - alpha);
    let below: Tensor[];
    if (centered) {
      inPlace("lerp", means, grads, 1 - alpha);
      below = list("addcmul", squares, means, means, -1);
      inPlace("sqrt", below);
    } else {
      below = list("sqrt", squares);
    }
    inPlace("add", below, eps);
    if (momentum > 0) {
      inPlace("mul", velocities, momentum);
      inPlace("addcdiv", velocities, grads, below);
      inPlace("add", params, velocities, { alpha: -lr });
    } else {
      inPlace("addcdiv", params, grads, below, -lr);
    }
  }
}
