/** Muon: momentum whose matrix is made orthogonal before the step, for weights that are matrices. */
import { boolean, type Kind, kind, listOf, nullable, number, oneOf, type Rest } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { type Tensor, torch } from "../tensor/index.ts";
import { inPlace, list, listsOf } from "./lists.ts";
import { type Batch, type GivenOptions, Optimizer, type ParamGroup, type Params } from "./optimizer.ts";
import { checkNotNegative, checkReal, optimizerSignature } from "./option-checks.ts";
import { type Rate, rateKind, withRate } from "./rate.ts";

type Coefficients = readonly [number, number, number];

/** How the rate follows a matrix's shape. */
export type MuonRate = "original" | "match_rms_adamw";

/** Options of `Muon`. */
export interface MuonOptions {
  lr: number;
  /** What the weights shrink by, times `lr`. */
  weightDecay: number;
  momentum: number;
  /** Nesterov's momentum. */
  nesterov: boolean;
  /** Of the polynomial that each Newton-Schulz iteration applies to the singular values. */
  nsCoefficients: Coefficients;
  /** The least norm that a matrix is divided by. */
  eps: number;
  /** Newton-Schulz iterations, below 100. */
  nsSteps: number;
  /**
   * "original" (null): `lr * sqrt(max(1, rows / columns))`; "match_rms_adamw": `lr * 0.2 * sqrt(max(rows, columns))`, with
   * which AdamW's rates and decays can be kept.
   */
  adjustLrFn: MuonRate | null;
}

const coefficients: Kind<Coefficients> = kind("three numbers", listOf(number, 3).accepts);

const TAKES = optimizerSignature<GivenOptions<MuonOptions>>("optim.Muon", {
  options: {
    lr: rateKind,
    weightDecay: number,
    momentum: number,
    nesterov: boolean,
    nsCoefficients: coefficients,
    eps: number,
    nsSteps: number,
    adjustLrFn: nullable(oneOf("original", "match_rms_adamw")),
  },
  positional: ["lr", "weightDecay", "momentum", "nesterov", "nsCoefficients", "eps", "nsSteps", "adjustLrFn"],
});

/**
 * Muon: Jordan et al. 2024, https://kellerjordan.github.io/posts/muon/; the rate of "match_rms_adamw" is of
 * https://arxiv.org/abs/2502.16982. Matrices (rows, columns) of hidden layers alone: biases, norms, embeddings and
 * the last layer go to another optimizer, such as AdamW.
 *
 * @example new optim.Muon(matrices, { lr: 1e-3, adjustLrFn: "match_rms_adamw" })
 */
export class Muon extends Optimizer<MuonOptions> {
  protected override readonly pythonOptions = {};

  /** Throws ArgumentError for parameters that are no real matrices, and for options out of range. */
  constructor(
    params: Params<MuonOptions>,
    ...rest: Rest<
      GivenOptions<MuonOptions>,
      [
        lr: Rate,
        weightDecay: number,
        momentum: number,
        nesterov: boolean,
        nsCoefficients: Coefficients,
        eps: number,
        nsSteps: number,
        adjustLrFn: MuonRate | null,
      ]
    >
  ) {
    const options = TAKES.read(rest);
    const { lr = 1e-3, weightDecay = 0.1, momentum = 0.95, nesterov = true } = options;
    const { nsCoefficients = [3.4445, -4.775, 2.0315], eps = 1e-7, nsSteps = 5, adjustLrFn = null } = options;
    const own = { weightDecay, momentum, nesterov, nsCoefficients, eps, nsSteps, adjustLrFn };
    super(params, withRate(own, lr), TAKES);
  }

  protected override checkGroup(group: ParamGroup<MuonOptions>): void {
    checkNotNegative(this.operation, group, "lr", "weightDecay", "momentum", "eps");
    const { nsSteps, params } = group;
    if (!Number.isInteger(nsSteps) || nsSteps < 0 || nsSteps >= 100) {
      throw new ArgumentError(`${this.operation}: nsSteps must be an integer from 0 to 99, got ${nsSteps}.`);
    }
    checkReal(this.operation, params);
    const other = params.find((param) => param.shape.length !== 2);
    if (other === undefined) return;
    throw new ArgumentError(
      `${this.operation}: takes matrices alone, got a parameter of shape [${other.shape}]; give the others to another ` +
        "optimizer, such as optim.AdamW.",
      { operation: this.operation },
    );
  }

  protected override update(batch: Batch, group: ParamGroup<MuonOptions>): void {
    const { lr, weightDecay, momentum, nesterov, adjustLrFn } = group;
    const { params, grads, state } = listsOf(batch, { momentum_buffer: 0 });
    const buffers = state.momentum_buffer;
    inPlace("lerp", buffers, grads, 1 - momentum);
    const ahead = nesterov ? list("lerp", grads, buffers, momentum) : buffers;
    const steps = ahead.map((matrix) => orthogonal(matrix, group));
    inPlace("mul", params, 1 - lr * weightDecay);
    params.forEach((param, i) => {
      param.add_(steps[i] as Tensor, { alpha: -lr * ratio(param.shape, adjustLrFn) });
    });
  }
}

/** The nearest matrix with singular values of about 1, in bfloat16, by Newton-Schulz iterations. */
function orthogonal(matrix: Tensor, group: MuonOptions): Tensor {
  const [a, b, c] = group.nsCoefficients;
  const [rows, columns] = matrix.shape as [number, number];
  const isTall = rows > columns;
  let x = matrix.bfloat16();
  if (isTall) x = x.t();
  x = x.div(x.norm().clamp(group.eps));
  for (let i = 0; i < group.nsSteps; i++) {
    const gram = x.matmul(x.t());
    const change = torch.addmm(gram, gram, gram, { beta: b, alpha: c });
    x = torch.addmm(x, change, x, { beta: a });
  }
  return isTall ? x.t() : x;
}

function ratio(shape: readonly number[], adjust: MuonRate | null): number {
  const [rows, columns] = shape as [number, number];
  return adjust === "match_rms_adamw"
    ? 0.2 * Math.sqrt(Math.max(rows, columns))
    : Math.sqrt(Math.max(1, rows / columns));
}
