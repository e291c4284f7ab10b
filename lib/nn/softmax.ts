/** Softmax and its kin as modules. */
import { integer, noMore, type Rest, type Signature, signature } from "../edge/index.ts";
import { ShapeError } from "../native/errors.ts";
import { type Probabilities, type Tensor, torch } from "../tensor/index.ts";
import { markLayer } from "./call.ts";
import { softmin } from "./functional/activation.ts";
import { Module } from "./module.ts";

/** Options of `Softmax`, `Softmin` and `LogSoftmax`. */
export interface DimOptions {
  /** The dimension to sum over; negative counts from the end. */
  dim: number;
}

function takesDim(name: string): Signature<DimOptions> {
  return signature(name, { options: { dim: integer }, required: ["dim"], positional: ["dim"] });
}

const SOFTMAX = takesDim("nn.Softmax");
const SOFTMIN = takesDim("nn.Softmin");
const LOG_SOFTMAX = takesDim("nn.LogSoftmax");

/** Exponentials scaled to sum to one along `dim`. */
export class Softmax extends Module {
  readonly dim: number;

  static {
    markLayer(Softmax);
  }

  /** `new Softmax({ dim: 1 })`, or as PyTorch has it, `new Softmax(1)`. */
  constructor(...rest: Rest<DimOptions, [dim: number]>) {
    const { dim } = SOFTMAX.read(rest);
    super();
    this.dim = dim;
  }

  override forward(input: Tensor): Probabilities {
    return torch.softmax(input, this.dim);
  }

  override extraRepr(): string {
    return `dim=${this.dim}`;
  }
}

/** Logarithm of the softmax along `dim`. */
export class LogSoftmax extends Module {
  readonly dim: number;

  static {
    markLayer(LogSoftmax);
  }

  /** `new LogSoftmax({ dim: 1 })`, or as PyTorch has it, `new LogSoftmax(1)`. */
  constructor(...rest: Rest<DimOptions, [dim: number]>) {
    const { dim } = LOG_SOFTMAX.read(rest);
    super();
    this.dim = dim;
  }

  override forward(input: Tensor): Tensor {
    return torch.logSoftmax(input, this.dim);
  }

  override extraRepr(): string {
    return `dim=${this.dim}`;
  }
}

/** Softmax of the negated input along `dim`. */
export class Softmin extends Module {
  readonly dim: number;

  static {
    markLayer(Softmin);
  }

  /** `new Softmin({ dim: 1 })`, or as PyTorch has it, `new Softmin(1)`. */
  constructor(...rest: Rest<DimOptions, [dim: number]>) {
    const { dim } = SOFTMIN.read(rest);
    super();
    this.dim = dim;
  }

  override forward(input: Tensor): Probabilities {
    return softmin(input, this.dim);
  }

  override extraRepr(): string {
    return `dim=${this.dim}`;
  }
}

/** Softmax over the channels of (N, C, H, W) or (C, H, W). Throws ShapeError for other dimensions. */
export class Softmax2d extends Module {
  static {
    markLayer(Softmax2d);
  }

  constructor(...rest: []) {
    noMore("nn.Softmax2d", rest);
    super();
  }

  override forward(input: Tensor): Probabilities {
    const { ndim } = input;
    if (ndim !== 3 && ndim !== 4) {
      throw new ShapeError(`nn.Softmax2d: expected (N, C, H, W) or (C, H, W), got [${input.shape}].`, {
        operation: "nn.Softmax2d",
      });
    }
    return torch.softmax(input, -3);
  }
}
