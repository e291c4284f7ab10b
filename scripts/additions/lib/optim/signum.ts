/** Signum: steps by the sign of a momentum. */
import { number, type Rest, signature } from "../edge/index.ts";
import { checkRange } from "../nn/checks.ts";
import { decay, inPlace, list, listsOf } from "./lists.ts";
import { type Batch, type GivenOptions, Optimizer, type ParamGroup, type Params } from "./optimizer.ts";
import { type Rate, rateKind, withRate } from "./rate.ts";

/** Options of `Signum`. */
export interface SignumOptions {
  lr: number;
  /** How much of the running mean of gradients stays. */
  momentum: number;
  /** Decoupled, as in AdamW. */
  weightDecay: number;
}

const TAKES = signature<GivenOptions<SignumOptions>>("optim.Signum", {
  options: { lr: rateKind, momentum: number, weightDecay: number },
  positional: ["lr", "momentum", "weightDecay"],
});

/** Signum: `m = b m + (1 - b) g`, `p -= lr (sign(m) + weightDecay p)`: Bernstein et al. 2018, https://arxiv.org/abs/1802.04434. */
export class Signum extends Optimizer<SignumOptions> {
  protected override readonly pythonOptions = {};

  /** Throws ArgumentError for options out of range. */
  constructor(
    params: Params<SignumOptions>,
    ...rest: Rest<GivenOptions<SignumOptions>, [lr: Rate, momentum: number, weightDecay: number]>
  ) {
    const { lr = 1e-4, momentum = 0.9, weightDecay = 0 } = TAKES.read(rest);
    super(params, withRate({ momentum, weightDecay }, lr), TAKES);
  }

  protected override checkGroup(group: ParamGroup<SignumOptions>): void {
    checkRange(this.operation, "lr", group.lr, 0, Number.POSITIVE_INFINITY);
    checkRange(this.operation, "weightDecay", group.weightDecay, 0, Number.POSITIVE_INFINITY);
    checkRange(this.operation, "momentum", group.momentum, 0, 1);
  }

  protected override update(batch: Batch, group: ParamGroup<SignumOptions>): void {
    const { lr, momentum, weightDecay } = group;
    const { params, grads, state } = listsOf(batch, { exp_avg: 0 });
    inPlace("lerp", state.exp_avg, grads, 1 - momentum);
    decay(params, lr, weightDecay);
    inPlace("add", params, list("sign", state.exp_avg), { alpha: -lr });
  }
}
