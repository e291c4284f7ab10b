/** Stochastic gradient descent with momentum. */
import { boolean, number, type Rest } from "../edge/index.ts";
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
import { optimizerSignature } from "./option-checks.ts";
import { asNumber, type Rate, rateKind, withRate } from "./rate.ts";
import { realViews } from "./real-view.ts";

/** Options of `SGD`. */
export interface SgdOptions {
  lr: number;
  momentum: number;
  /** How much of each new gradient the momentum leaves out. */
  dampening: number;
  /** L2 penalty, added to the gradient. */
  weightDecay: number;
  /** Nesterov's momentum; needs momentum and no dampening. */
  nesterov: boolean;
  /** Go up the gradient. */
  maximize: boolean;
}

const TAKES = optimizerSignature<GivenOptions<SgdOptions>>("optim.SGD", {
  options: {
    lr: rateKind,
    momentum: number,
    dampening: number,
    weightDecay: number,
    nesterov: boolean,
    maximize: boolean,
  },
  positional: ["lr", "momentum", "dampening", "weightDecay", "nesterov"],
});

/**
 * SGD as in PyTorch: `v = momentum * v + (1 - dampening) * g`, `p -= lr * v`, the first `v` being `g`.
 *
 * @example new optim.SGD(model.parameters(), { lr: 0.01, momentum: 0.9 })
 */
export class SGD extends Optimizer<SgdOptions> {
  protected override readonly pythonOptions = { foreach: null, differentiable: false, fused: null };

  /** Throws ArgumentError for options out of range. */
  constructor(
    params: Params<SgdOptions>,
    ...rest: Rest<
      GivenOptions<SgdOptions>,
      [lr: Rate, momentum: number, dampening: number, weightDecay: number, nesterov: boolean]
    >
  ) {
    const {
      lr = 1e-3,
      momentum = 0,
      dampening = 0,
      weightDecay = 0,
      nesterov = false,
      maximize = false,
    } = TAKES.read(rest);
    super(params, withRate({ momentum, dampening, weightDecay, nesterov, maximize }, lr), TAKES);
  }

  override get takesFoundInf(): boolean {
    return true;
  }

  protected override checkGroup(group: ParamGroup<SgdOptions>): void {
    for (const name of ["lr", "momentum", "weightDecay"] as const) {
      checkRange(this.operation, name, group[name], 0, Number.POSITIVE_INFINITY);
    }
    if (group.nesterov && (group.momentum <= 0 || group.dampening !== 0)) {
      throw new ArgumentError(
        `${this.operation}: nesterov needs a momentum above 0 and no dampening, got momentum ${group.momentum} and ` +
          `dampening ${group.dampening}.`,
      );
    }
  }

  protected override update(batch: Batch, group: ParamGroup<SgdOptions>, options: StepOptions): void {
    if (group.momentum === 0) {
      fused(batch, [], group, options, false);
      return;
    }
    // The kernel fills the buffers at its first step, so parameters that join later need a call of their own.
    const fresh: Batch = { params: [], grads: [], states: [] };
    const known: Batch = { params: [], grads: [], states: [] };
    batch.states.forEach((state, i) => {
      const into = state.momentum_buffer === undefined ? fresh : known;
      into.params.push(batch.params[i] as Tensor);
      into.grads.push(batch.grads[i] as Tensor);
      into.states.push(state);
    });
    fresh.states.forEach((state, i) => {
      // Zeros, because a step that found an infinity leaves them as they are.
      state.momentum_buffer = keep(torch.zerosLike(fresh.params[i] as Tensor));
    });
    if (fresh.params.length > 0) fused(fresh, buffers(fresh), group, options, true);
    // Dampening spares a parameter's first step alone, so whether this was one has to be known, once.
    if (group.dampening !== 0 && options.foundInf !== undefined && asNumber(options.foundInf) !== 0) {
      for (const state of fresh.states) delete state.momentum_buffer;
    }
    if (known.params.length > 0) fused(known, buffers(known), group, options, false);
  }
}

function buffers(batch: Batch): Tensor[] {
  return batch.states.map((state) => state.momentum_buffer as Tensor);
}

function fused(
  batch: Batch,
  momentumBuffers: Tensor[],
  { lr, momentum, dampening, weightDecay, nesterov, maximize }: ParamGroup<SgdOptions>,
  { gradScale = null, foundInf = null }: { gradScale?: Tensor | null; foundInf?: Tensor | null },
  isFirstStep: boolean,
): void {
  const lists = [batch.params, batch.grads, momentumBuffers].map(realViews);
  ops.call("aten::_fused_sgd_", ...lists, {
    weightDecay,
    momentum,
    lr,
    dampening,
    nesterov,
    maximize,
    isFirstStep,
    gradScale,
    foundInf,
  });
}
