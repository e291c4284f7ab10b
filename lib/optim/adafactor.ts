/** Adafactor: Adam's mean square kept as sums over rows and columns, and steps relative to the weights' size. */
import { boolean, type Kind, kind, number, type Rest } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { checkRange } from "../nn/checks.ts";
import { type DType, keep, type Tensor, torch, zeros } from "../tensor/index.ts";
import { decay, inPlace, list } from "./lists.ts";
import {
  type Batch,
  type GivenOptions,
  Optimizer,
  type ParamGroup,
  type ParamState,
  type Params,
} from "./optimizer.ts";
import { checkNotNegative, checkReal, optimizerSignature } from "./option-checks.ts";
import { type Rate, rateKind, withRate } from "./rate.ts";
import { countedSteps } from "./step-count.ts";

type Eps = readonly [number | null, number];

/** Options of `Adafactor`. */
export interface AdafactorOptions {
  /** The most that a step may be, relative to the weights' size. */
  lr: number;
  /** Power of the step by which the average of squares forgets less and less; at most 0. */
  beta2Decay: number;
  /** The least root of a mean square (null: the precision of the parameter's dtype), and the least size of weights. */
  eps: Eps;
  /** The largest root mean square of a step before it is multiplied; at least 1. */
  d: number;
  /** What the weights shrink by, times `lr`. */
  weightDecay: number;
  /** Go up the gradient. */
  maximize: boolean;
}

const epsKind: Kind<Eps> = kind(
  "a number or null, and a number",
  (v) =>
    Array.isArray(v) &&
    v.length === 2 &&
    (v[0] === null || typeof v[0] === "number") &&
    typeof v[1] === "number",
);

const TAKES = optimizerSignature<GivenOptions<AdafactorOptions>>("optim.Adafactor", {
  options: {
    lr: rateKind,
    beta2Decay: number,
    eps: epsKind,
    d: number,
    weightDecay: number,
    maximize: boolean,
  },
  positional: ["lr", "beta2Decay", "eps", "d", "weightDecay"],
});

/** Adafactor: Shazeer and Stern 2018, https://arxiv.org/abs/1804.04235, as PyTorch has it. */
export class Adafactor extends Optimizer<AdafactorOptions> {
  protected override readonly pythonOptions = { foreach: null };

  /** Throws ArgumentError for complex parameters, and for options out of range. */
  constructor(
    params: Params<AdafactorOptions>,
    ...rest: Rest<
      GivenOptions<AdafactorOptions>,
      [lr: Rate, beta2Decay: number, eps: Eps, d: number, weightDecay: number]
    >
  ) {
    const options = TAKES.read(rest);
    const { lr = 1e-2, beta2Decay = -0.8, eps = [null, 1e-3], d = 1 } = options;
    const { weightDecay = 0, maximize = false } = options;
    super(params, withRate({ beta2Decay, eps, d, weightDecay, maximize }, lr), TAKES);
  }

  protected override get hostState(): readonly string[] {
    return ["step"];
  }

  protected override checkGroup(group: ParamGroup<AdafactorOptions>): void {
    checkNotNegative(this.operation, group, "lr", "weightDecay");
    checkRange(this.operation, "d", group.d, 1, Number.POSITIVE_INFINITY);
    const { beta2Decay, eps, params } = group;
    if (!(beta2Decay <= 0)) {
      throw new ArgumentError(
        `${this.operation}: beta2Decay must be a number of at most 0, got ${beta2Decay}.`,
      );
    }
    if (eps.some((one) => one !== null && !(one >= 0))) {
      throw new ArgumentError(
        `${this.operation}: eps must be two numbers of at least 0, the first or null, got ${JSON.stringify(eps)}.`,
      );
    }
    checkReal(this.operation, params);
  }

  protected override stateShape(name: string, param: Tensor): readonly number[] {
    return name === "row_var" || name === "col_var" ? sumShape(param.shape, name) : param.shape;
  }

  protected override update(batch: Batch, group: ParamGroup<AdafactorOptions>): void {
    const { lr, beta2Decay, d, weightDecay, maximize } = group;
    const { params } = batch;
    const least = group.eps[0] ?? precision((params[0] as Tensor).dtype);
    const steps = countedSteps(batch.states);
    const grads = maximize ? list("neg", batch.grads) : batch.grads;
    const shares = steps.map((step) => step ** beta2Decay);
    const sizes = rootMeanSquares(params);
    const rates = steps.map(
      (step, i) => Math.max(group.eps[1], sizes[i] as number) * Math.min(lr, 1 / Math.sqrt(step)),
    );
    decay(params, lr, weightDecay);

    const updates = grads.map((grad, i) => {
      const state = batch.states[i] as ParamState;
      return grad.shape.length > 1
        ? factored(state, grad, shares[i] as number, least)
        : plain(state, params[i] as Tensor, grad, shares[i] as number);
    });
    inPlace("clamp_min", updates, least * least);
    inPlace("rsqrt", updates);
    inPlace("mul", updates, grads);
    const lengths = rootMeanSquares(updates);
    inPlace(
      "mul",
      updates,
      rates.map((rate, i) => -rate / Math.max(1, (lengths[i] as number) / d)),
    );
    inPlace("add", params, updates);
  }
}

/** The mean square of a vector's gradients, in a copy. */
function plain(state: ParamState, param: Tensor, grad: Tensor, share: number): Tensor {
  state.variance ??= keep(torch.zerosLike(param));
  return state.variance.lerp_(grad.mul(grad), share).clone();
}

/** The mean square of a matrix's gradients, out of those of its rows and columns. */
function factored(state: ParamState, grad: Tensor, share: number, least: number): Tensor {
  const mean = (key: "row_var" | "col_var"): Tensor => {
    const dim = key === "row_var" ? -1 : -2;
    const own =
      state[key] ?? keep(zeros(sumShape(grad.shape, key), { dtype: grad.dtype, device: grad.device }));
    state[key] = own;
    return own.lerp_(
      grad
        .norm(2, [dim], true)
        .square()
        .div(grad.shape.at(dim) as number),
      share,
    );
  };
  const rows = mean("row_var"); // (..., R, C) -> (..., R, 1)
  const columns = mean("col_var"); // (..., R, C) -> (..., 1, C)
  return rows.matmul(columns).div_(rows.mean([-2], true).clampMin_(least));
}

function sumShape(shape: readonly number[], key: "row_var" | "col_var"): number[] {
  return shape.with(key === "row_var" ? -1 : -2, 1);
}

function rootMeanSquares(tensors: readonly Tensor[]): number[] {
  return list("norm", tensors).map(
    (norm, i) => Number(norm.item()) / Math.sqrt((tensors[i] as Tensor).numel()),
  );
}

/** The distance from 1 to the next number of a dtype. */
function precision(dtype: DType): number {
  const bits: Partial<Record<DType, number>> = { float64: 52, float16: 10, bfloat16: 7 };
  return 2 ** -(bits[dtype] ?? 23);
}
