/** SparseAdam: Adam that moves the averages and weights of the rows alone that a sparse gradient has. */
import { boolean, number, type Rest } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { type Tensor, torch } from "../tensor/index.ts";
import { stateOf } from "./lists.ts";
import {
  type Batch,
  type GivenOptions,
  Optimizer,
  type ParamGroup,
  type ParamState,
  type Params,
} from "./optimizer.ts";
import { type Betas, betasKind, checkBetas, checkReal, optimizerSignature } from "./option-checks.ts";
import { type Rate, rateKind, withRate } from "./rate.ts";
import type { StateValue } from "./state-dict.ts";
import { countedSteps } from "./step-count.ts";

/** Options of `SparseAdam`. */
export interface SparseAdamOptions {
  lr: number;
  /** Decay of the averages of the gradient and of its square. */
  betas: Betas;
  /** Added to the denominator. */
  eps: number;
  /** Go up the gradient. */
  maximize: boolean;
}

const TAKES = optimizerSignature<GivenOptions<SparseAdamOptions>>("optim.SparseAdam", {
  options: { lr: rateKind, betas: betasKind, eps: number, maximize: boolean },
  positional: ["lr", "betas", "eps"],
});

/**
 * Adam for sparse gradients, as layers with `sparse: true` have them; the weights themselves are dense.
 *
 * @example new optim.SparseAdam(embedding.parameters(), { lr: 1e-3 })
 */
export class SparseAdam extends Optimizer<SparseAdamOptions> {
  protected override readonly pythonOptions = {};

  /** Throws ArgumentError for complex and for sparse parameters, and for options out of range. */
  constructor(
    params: Params<SparseAdamOptions>,
    ...rest: Rest<GivenOptions<SparseAdamOptions>, [lr: Rate, betas: Betas, eps: number]>
  ) {
    const { lr = 1e-3, betas = [0.9, 0.999], eps = 1e-8, maximize = false } = TAKES.read(rest);
    super(params, withRate({ betas, eps, maximize }, lr), TAKES);
  }

  protected override get hostState(): readonly string[] {
    return ["step"];
  }

  protected override get takesSparse(): boolean {
    return true;
  }

  protected override checkGroup(group: ParamGroup<SparseAdamOptions>): void {
    for (const name of ["lr", "eps"] as const) {
      if (group[name] > 0) continue;
      throw new ArgumentError(`${this.operation}: ${name} must be a number above 0, got ${group[name]}.`);
    }
    checkBetas(this.operation, group.betas);
    checkReal(this.operation, group.params);
    const sparse = group.params.find((param) => param.layout !== "strided");
    if (sparse === undefined) return;
    throw new ArgumentError(
      `${this.operation}: takes dense parameters, got a ${sparse.layout} one of shape [${sparse.shape}]; its toDense() is one.`,
    );
  }

  /** Python's counts are plain numbers here. */
  protected override saved(param: Tensor): Record<string, StateValue> | undefined {
    const own = this.state.get(param);
    return own?.step === undefined ? undefined : { ...own, step: Number(own.step.item()) };
  }

  protected override update(batch: Batch, group: ParamGroup<SparseAdamOptions>): void {
    const { lr, betas } = group;
    const steps = countedSteps(batch.states);
    batch.params.forEach((param, i) => {
      const step = steps[i] as number;
      const size = (lr * Math.sqrt(1 - betas[1] ** step)) / (1 - betas[0] ** step);
      updateRows(param, batch.grads[i] as Tensor, batch.states[i] as ParamState, group, size);
    });
  }
}

function updateRows(
  param: Tensor,
  grad: Tensor,
  state: ParamState,
  { betas, eps, maximize }: SparseAdamOptions,
  size: number,
): void {
  const mean = stateOf(state, "exp_avg", param);
  const square = stateOf(state, "exp_avg_sq", param);
  const values = maximize ? grad.values().neg() : grad.values();
  if (values.numel() === 0) return;
  const indices = grad.indices();
  const add = (to: Tensor, change: Tensor): void => {
    to.add_(torch.sparseCooTensor(indices, change, grad.shape));
  };
  // The averages go a part of the way to the new value, and at these rows alone.
  const moved = (of: Tensor, to: Tensor, share: number): Tensor => {
    const old = of.sparseMask(grad).values();
    const change = to.sub(old).mul_(share);
    add(of, change);
    return old.add(change);
  };
  const meanNow = moved(mean, values, 1 - betas[0]);
  const squareNow = moved(square, values.square(), 1 - betas[1]);
  add(param, meanNow.div(squareNow.sqrt_().add_(eps)).mul_(-size));
}
