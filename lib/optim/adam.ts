/** Adam and AdamW. */
import { boolean, number, type Rest } from "../edge/index.ts";
import { keep, ops, type Tensor, torch } from "../tensor/index.ts";
import {
  type Batch,
  type GivenOptions,
  Optimizer,
  type ParamGroup,
  type Params,
  type StepOptions,
} from "./optimizer.ts";
import { type Betas, betasKind, checkBetas, checkNotNegative, optimizerSignature } from "./option-checks.ts";
import { type Rate, rateKind, withRate } from "./rate.ts";
import { realViews } from "./real-view.ts";
import { countUp, stepOf, uncountSkipped } from "./step-count.ts";

/** Options of `Adam` and `AdamW`. */
export interface AdamOptions {
  lr: number;
  /** Decay of the averages of the gradient and of its square. */
  betas: Betas;
  /** Added to the denominator. */
  eps: number;
  /** Adam adds it to the gradient (L2 penalty), AdamW shrinks the weights by `lr * weightDecay`. */
  weightDecay: number;
  /** Divide by the largest average of squares so far: https://openreview.net/forum?id=ryQu7f-RZ. */
  amsgrad: boolean;
  /** Go up the gradient. */
  maximize: boolean;
}

/** Options of `Adam`, which can decay as `AdamW` does. */
export interface PlainAdamOptions extends AdamOptions {
  /** Decay the weights as AdamW does. */
  decoupledWeightDecay: boolean;
}

type AdamArguments<O extends AdamOptions> = Rest<
  GivenOptions<O>,
  [lr: Rate, betas: Betas, eps: number, weightDecay: number, amsgrad: boolean]
>;

const KINDS = {
  lr: rateKind,
  betas: betasKind,
  eps: number,
  weightDecay: number,
  amsgrad: boolean,
  maximize: boolean,
};
const ORDER = ["lr", "betas", "eps", "weightDecay", "amsgrad"] as const;

const ADAM = optimizerSignature<GivenOptions<PlainAdamOptions>>("optim.Adam", {
  options: { ...KINDS, decoupledWeightDecay: boolean },
  positional: ORDER,
});
const ADAM_W = optimizerSignature<GivenOptions<AdamOptions>>("optim.AdamW", {
  options: KINDS,
  positional: ORDER,
});

/** The options, with PyTorch's for those not given. */
function filled(given: GivenOptions<AdamOptions>, weightDecayDefault: number): AdamOptions {
  const { lr = 1e-3, betas = [0.9, 0.999], eps = 1e-8, amsgrad = false, maximize = false } = given;
  const { weightDecay = weightDecayDefault } = given;
  return withRate({ betas, eps, weightDecay, amsgrad, maximize }, lr);
}

abstract class AdamBase<O extends AdamOptions> extends Optimizer<O> {
  protected abstract isDecoupled(group: ParamGroup<O>): boolean;

  override get takesFoundInf(): boolean {
    return true;
  }

  protected override checkGroup(group: ParamGroup<O>): void {
    checkNotNegative<"lr" | "eps" | "weightDecay">(this.operation, group, "lr", "eps", "weightDecay");
    checkBetas(this.operation, group.betas);
  }

  protected override update(batch: Batch, group: ParamGroup<O>, options: StepOptions): void {
    const { amsgrad, lr, betas, weightDecay, eps, maximize } = group;
    const { gradScale = null, foundInf = null } = options;
    const steps: Tensor[] = [];
    const averages: Tensor[] = [];
    const squares: Tensor[] = [];
    const largest: Tensor[] = [];
    batch.states.forEach((state, i) => {
      const param = batch.params[i] as Tensor;
      state.exp_avg ??= keep(torch.zerosLike(param));
      state.exp_avg_sq ??= keep(torch.zerosLike(param));
      steps.push(stepOf(state, param));
      averages.push(state.exp_avg);
      squares.push(state.exp_avg_sq);
      if (!amsgrad) return;
      state.max_exp_avg_sq ??= keep(torch.zerosLike(param));
      largest.push(state.max_exp_avg_sq);
    });
    countUp(steps);
    const lists = [batch.params, batch.grads, averages, squares, largest].map(realViews);
    const kernel = this.isDecoupled(group) ? "aten::_fused_adamw_" : "aten::_fused_adam_";
    ops.call(kernel, ...lists, steps, {
      lr,
      beta1: betas[0],
      beta2: betas[1],
      weightDecay,
      eps,
      amsgrad,
      maximize,
      gradScale,
      foundInf,
    });
    uncountSkipped(steps, foundInf);
  }
}

/**
 * Adam: Kingma and Ba 2014, https://arxiv.org/abs/1412.6980.
 *
 * @example new optim.Adam(model.parameters(), { lr: 1e-3 })
 */
export class Adam extends AdamBase<PlainAdamOptions> {
  protected override readonly pythonOptions = {
    foreach: null,
    capturable: false,
    differentiable: false,
    fused: null,
  };

  /** Throws ArgumentError for options out of range. */
  constructor(params: Params<PlainAdamOptions>, ...rest: AdamArguments<PlainAdamOptions>) {
    const given = ADAM.read(rest);
    const { decoupledWeightDecay = false } = given;
    super(params, { ...filled(given, 0), decoupledWeightDecay }, ADAM);
  }

  protected override isDecoupled(group: ParamGroup<PlainAdamOptions>): boolean {
    return group.decoupledWeightDecay;
  }
}

/**
 * Adam with decoupled weight decay: Loshchilov and Hutter 2017, https://arxiv.org/abs/1711.05101.
 *
 * @example new optim.AdamW(model.parameters(), { lr: 1e-3, weightDecay: 0.05 })
 */
export class AdamW extends AdamBase<AdamOptions> {
  protected override readonly pythonOptions = {
    foreach: null,
    capturable: false,
    differentiable: false,
    fused: null,
    decoupled_weight_decay: true,
  };

  /** Throws ArgumentError for options out of range. */
  constructor(params: Params<AdamOptions>, ...rest: AdamArguments<AdamOptions>) {
    super(params, filled(ADAM_W.read(rest), 1e-2), ADAM_W);
  }

  protected override isDecoupled(): boolean {
    return true;
  }
}
