/** Stochastic depth: Huang et al. 2016, https://arxiv.org/abs/1603.09382, as `torchvision.ops.StochasticDepth`. */

import { ArgumentError } from "../../native/errors.ts";
import * as nn from "../../nn/index.ts";
import { empty, scope, type Tensor } from "../../tensor/index.ts";

/** What is dropped together: each example for itself, or the whole batch. */
export type StochasticDepthMode = "row" | "batch";

/**
 * Drops rows of (N, ...), or all of it, with probability `p`, and scales the rest by `1 / (1 - p)`.
 *
 * Without training, or with `p` 0, the result is the input itself. The random numbers drawn are torchvision's: one
 * for each row, or one. Throws ArgumentError for another mode or a probability outside 0 to 1.
 */
export function stochasticDepth(
  input: Tensor,
  p: number,
  mode: StochasticDepthMode,
  training = true,
): Tensor {
  checkOptions("stochasticDepth", p, mode);
  if (!training || p === 0) return input;
  return scope(() => {
    const survival = 1 - p;
    const size = new Array<number>(input.ndim).fill(1); // (N, 1, ...) or (1, 1, ...)
    if (mode === "row") size[0] = input.shape[0] ?? 1;
    const noise = empty(size, { dtype: input.dtype, device: input.device }).bernoulli_(survival);
    if (survival > 0) noise.div_(survival);
    return input.mul(noise);
  });
}

/** Drops residual branches in training; in evaluation mode it returns its input. */
export class StochasticDepth extends nn.Module {
  readonly p: number;
  readonly mode: StochasticDepthMode;

  /** `p` is the probability of dropping. Throws ArgumentError for another mode or a `p` outside 0 to 1. */
  constructor(p: number, mode: StochasticDepthMode) {
    super();
    checkOptions("StochasticDepth", p, mode);
    this.p = p;
    this.mode = mode;
  }

  override forward(input: Tensor): Tensor {
    return stochasticDepth(input, this.p, this.mode, this.training);
  }

  override extraRepr(): string {
    return `p=${Number.isInteger(this.p) ? `${this.p}.0` : this.p}, mode=${this.mode}`;
  }
}

function checkOptions(operation: string, p: number, mode: string): void {
  if (!(p >= 0 && p <= 1)) {
    throw new ArgumentError(`${operation}: expected a probability p between 0 and 1, got ${p}`);
  }
  if (mode !== "row" && mode !== "batch") {
    throw new ArgumentError(`${operation}: expected mode "row" or "batch", got ${JSON.stringify(mode)}`);
  }
}
